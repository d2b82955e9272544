"""Fetching, against servers on this machine with the check on addresses opened for the test only."""

from __future__ import annotations

import gzip
import importlib
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from dragoman.reading import Options, read
from dragoman.reading.build import LayoutLanguages
from dragoman.reading.fetch import Fetched, fetch, is_public
from dragoman.reading.options import Context, Limits, Tally
from dragoman.types import BadInput

fetching = importlib.import_module("dragoman.reading.fetch")
BODY = (
    "<p>Le Sénégal et la Gambie ont signé mercredi à Dakar un accord sur la gestion commune du fleuve.</p>"
    "<p>« C'est un jour heureux », a déclaré le président sénégalais devant les deux délégations.</p>"
)
HEAD = "<html lang='fr'><head><title>Accord sur le fleuve</title></head>"
PAGE = f"{HEAD}<body><article><h1>Accord sur le fleuve</h1>{BODY}</article></body></html>"


#: Forty megabytes that travel as forty kilobytes, packed before the clock runs.
BOMB = gzip.compress(b"<p>" + b"a" * 40_000_000)


class Site(BaseHTTPRequestHandler):
    """A server that misbehaves on demand."""

    seen: list[tuple[str, dict[str, str]]]

    def do_GET(self) -> None:
        type(self).seen.append((self.path, dict(self.headers)))
        port = self.server.server_address[1]
        if self.path == "/robots.txt":
            self.answer(200, b"User-agent: *\nDisallow: /private\n", "text/plain")
        elif self.path.startswith("/hop"):
            left = int(self.path[4:])
            self.moved(f"/hop{left - 1}" if left else "/page")
        elif self.path == "/away":
            self.moved("ftp://example.org/x")
        elif self.path == "/metadata":
            self.moved("http://169.254.169.254/latest")
        elif self.path == "/bomb":
            self.answer(200, BOMB, "text/html", {"Content-Encoding": "gzip"})
        elif self.path == "/slow":
            self.send_response(200)
            self.end_headers()
            for _ in range(60):
                time.sleep(0.1)
                try:
                    self.wfile.write(b"x")
                except OSError:
                    return
        elif self.path == "/gone":
            self.answer(410, b"gone", "text/plain")
        elif self.path == "/feed":
            item = f"<item><title>Accord sur le fleuve</title><link>http://127.0.0.1:{port}/page</link></item>"
            self.answer(200, f"<rss><channel>{item}</channel></rss>".encode(), "application/rss+xml")
        elif self.headers.get("If-None-Match") == '"v1"':
            self.answer(304, b"", "text/html")
        else:
            packed = gzip.compress(PAGE.encode())
            self.answer(200, packed, "text/html; charset=utf-8", {"ETag": '"v1"', "Content-Encoding": "gzip"})

    def answer(self, status: int, body: bytes, kind: str, headers: dict[str, str] | None = None) -> None:
        self.send_response(status)
        for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **(headers or {})}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def moved(self, where: str) -> None:
        self.answer(302, b"", "text/plain", {"Location": where})

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def site() -> Iterator[str]:
    Site.seen = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


OPEN = Options(private_hosts=True, delay=0.0, timeout=0.6)


def context(options: Options = OPEN) -> Context:
    return Context(LayoutLanguages(), options, Tally(), Fetched())


def test_a_page_is_fetched_and_read(site: str) -> None:
    (article,) = read(f"{site}/page", options=OPEN)
    assert article.text.startswith("Accord sur le fleuve\n\nLe Sénégal")
    assert article.url == f"{site}/page"
    paths = [path for path, _ in Site.seen]
    assert paths == ["/robots.txt", "/page"]
    assert Site.seen[1][1]["User-Agent"].startswith("dragoman/")


def test_a_feed_is_followed_when_asked(site: str) -> None:
    (article,) = read(f"{site}/feed", options=replace(OPEN, follow=True))
    assert "C'est un jour heureux" in article.text
    assert article.url == f"{site}/page"


def test_this_machine_and_private_networks_are_not_reached(site: str) -> None:
    with pytest.raises(BadInput, match="is not a public address"):
        fetch(f"{site.replace(site.rsplit(':', 1)[1], '80')}/page", context(Options()))
    with pytest.raises(BadInput, match=r"port \d+ is not fetched from"):
        fetch(f"{site}/page", context(Options()))
    assert Site.seen == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("8.8.8.8", True), ("2001:4860:4860::8888", True), ("127.0.0.1", False), ("10.1.2.3", False), ("169.254.169.254", False),
        ("192.168.1.1", False), ("100.64.0.1", False), ("0.0.0.0", False), ("224.0.0.1", False), ("::1", False), ("fe80::1%eth0", False),
        ("fd00::1", False), ("::ffff:127.0.0.1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("nonsense", False),
    ],
)  # fmt: skip
def test_public_addresses(address: str, public: bool) -> None:
    assert is_public(address) is public


@pytest.mark.parametrize(
    "url", ["ftp://example.org/a", "file:///etc/passwd", "http://", "http://a:b@example.org/", "http://[::1"]
)
def test_other_addresses_are_refused(url: str) -> None:
    with pytest.raises(BadInput):
        fetch(url, context())


def test_redirects_are_followed_so_far_and_checked(site: str) -> None:
    assert fetch(f"{site}/hop4", context()).url == f"{site}/page"
    with pytest.raises(BadInput, match=r"more than 5 redirects"):
        fetch(f"{site}/hop9", context())
    with pytest.raises(BadInput, match=r"only http and https"):
        fetch(f"{site}/away", context())


def test_a_redirect_to_a_private_address_is_refused(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first hop is let through as if it were public; the second is looked at anew."""
    monkeypatch.setattr(fetching, "is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr(fetching, "_checked", lambda url, _options: urlsplit(url))
    with pytest.raises(BadInput, match=r"169\.254\.169\.254 is not a public address"):
        fetch(f"{site}/metadata", context(Options(delay=0.0, timeout=1.0)))


def test_robots_are_honoured(site: str) -> None:
    with pytest.raises(BadInput, match=r"robots\.txt does not allow it"):
        fetch(f"{site}/private/page", context())
    assert [path for path, _ in Site.seen] == ["/robots.txt"]


def test_bounds_on_size_and_time(site: str) -> None:
    limits = replace(OPEN, limits=Limits(page_bytes=1 << 20), timeout=20.0)
    with pytest.raises(BadInput, match=r"page of more than 1 MB"):
        fetch(f"{site}/bomb", context(limits))
    began = time.monotonic()
    with pytest.raises(BadInput, match=r"takes too long|timed out"):
        fetch(f"{site}/slow", context())
    assert time.monotonic() - began < 5


def test_a_refusal_names_its_status(site: str) -> None:
    (article,) = read(f"{site}/gone", options=OPEN, on_error="keep")
    assert "the server answered 410" in str(article.error)


def test_what_did_not_change_is_not_sent_again(site: str) -> None:
    one = context()
    assert fetch(f"{site}/page", one).body
    again = fetch(f"{site}/page", one)
    assert again.unchanged
    assert again.body == b""
    assert [path for path, _ in Site.seen] == ["/robots.txt", "/page", "/page"]


def test_a_host_is_asked_politely(site: str) -> None:
    one = context(replace(OPEN, delay=0.3, robots=False))
    began = time.monotonic()
    fetch(f"{site}/page", one)
    fetch(f"{site}/other", one)
    assert time.monotonic() - began >= 0.3


def test_an_unreachable_host_is_one_line() -> None:
    (article,) = read("http://nowhere.invalid/page", on_error="keep")
    assert "http://nowhere.invalid/" in str(article.error)
    assert "\n" not in str(article.error)
