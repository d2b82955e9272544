"""Pages and feeds over HTTP, carefully: public addresses only, checked at every hop; few redirects; bounds on time
and size;
robots.txt honoured; one host asked no more than once a second; what has not changed is not sent again."""

from __future__ import annotations

import contextlib
import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from dataclasses import dataclass, field
from urllib.parse import SplitResult, quote, urljoin, urlsplit
from urllib.robotparser import RobotFileParser

from dragoman.reading.options import Context, Options
from dragoman.types import BadInput

#: Hops at most, bytes of robots.txt looked at, seconds that a whole answer may take for each of its time-outs.
MOST_HOPS, ROBOTS_BYTES, PATIENCE = 5, 500_000, 3
_PORTS = {"http": 80, "https": 443}
_MOVED = frozenset((301, 302, 303, 307, 308))
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


@dataclass(frozen=True, slots=True)
class Page:
    """What came back: the address it came from in the end, its bytes unpacked, its stated type and charset."""

    url: str
    body: bytes
    kind: str
    charset: str | None
    unchanged: bool = False


@dataclass(slots=True)
class Fetched:
    """What a session remembers: when each host was asked last, its robots.txt, and what each address said of its
    version."""

    asked: dict[str, float] = field(default_factory=dict)
    robots: dict[str, RobotFileParser] = field(default_factory=dict)
    versions: dict[str, dict[str, str]] = field(default_factory=dict)


def fetch(url: str, context: Context) -> Page:
    """Fetch one address. Raises BadInput, naming what stood in the way.

    An address fetched before is asked for again only if it changed: `unchanged` is then True and the body empty.
    """
    options, memory = context.options, context.fetched
    asked = url
    for _ in range(MOST_HOPS + 1):
        parts = _checked(url, options)
        if options.robots and not _allowed(parts, url, options, memory):
            raise BadInput(
                "robots.txt does not allow it",
                source=asked,
                fix="ask the publisher, or save the page and read the file",
            )
        _wait(parts.netloc, options, memory)
        page, moved = _ask(url, parts, options, memory.versions.get(url, {}), context.limits.page_bytes, memory)
        if page is not None:
            return page
        url = urljoin(url, moved)
    raise BadInput(f"more than {MOST_HOPS} redirects", source=asked)


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, those that stand for another looked through."""
    try:
        ip = ipaddress.ip_address(address.split("%")[0])
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address):
        inner = ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
        if inner is None and ip in _NAT64:
            inner = ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _checked(url: str, options: Options) -> SplitResult:
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as fault:
        raise BadInput("not a web address", source=url[:200]) from fault
    if parts.scheme not in _PORTS or not parts.hostname:
        raise BadInput("only http and https addresses are fetched", source=url[:200])
    if parts.username is not None or any(c.isspace() or ord(c) < 32 for c in url):
        raise BadInput("an address with a user name or spaces in it", source=url[:200])
    if port not in (None, 80, 443) and not options.private_hosts:
        raise BadInput(f"port {port} is not fetched from", source=url[:200], fix="only 80 and 443 are")
    return parts


def _allowed(parts: SplitResult, url: str, options: Options, memory: Fetched) -> bool:
    """Whether the host's robots.txt lets us. None means yes; a server that fails to say means no."""
    place = f"{parts.scheme}://{parts.netloc}"
    if place not in memory.robots:
        rules = RobotFileParser()
        try:
            rules.parse(_robots(f"{place}/robots.txt", options, memory))
        except _Refused as fault:
            rules.parse([] if 400 <= fault.status < 500 else ["User-agent: *", "Disallow: /"])
        memory.robots[place] = rules
    return memory.robots[place].can_fetch(options.user_agent.split("/")[0], url)


def _robots(address: str, options: Options, memory: Fetched) -> list[str]:
    """The lines of a robots.txt; none where it leads nowhere."""
    for _ in range(MOST_HOPS + 1):
        page, moved = _ask(address, _checked(address, options), options, {}, ROBOTS_BYTES, memory, cut=True)
        if page is not None:
            return page.body.decode("utf-8", "replace").splitlines()
        address = urljoin(address, moved)
    return []


def _wait(host: str, options: Options, memory: Fetched) -> None:
    since = time.monotonic() - memory.asked.get(host, -1e9)
    if since < options.delay:
        time.sleep(options.delay - since)
    memory.asked[host] = time.monotonic()


class _Refused(BadInput):
    """The server answered with something other than a page."""

    def __init__(self, status: int, reason: str, url: str) -> None:
        self.status = status
        super().__init__(f"the server answered {status} {reason}".rstrip(), source=url, fix="open it in a browser")


def _ask(
    url: str,
    parts: SplitResult,
    options: Options,
    version: dict[str, str],
    most: int,
    memory: Fetched,
    *,
    cut: bool = False,
) -> tuple[Page | None, str]:
    """One request. The page, or None and where it moved to."""
    deadline = time.monotonic() + PATIENCE * options.timeout
    try:
        with contextlib.closing(_connected(parts, options, url)) as link:
            link.request("GET", _path(parts), headers={**_headers(options), **version})
            with contextlib.closing(link.getresponse()) as answer:
                if answer.status in _MOVED and (moved := answer.getheader("Location")):
                    return None, moved
                if answer.status == 304:
                    return Page(url, b"", "", None, unchanged=True), ""
                if answer.status != 200:
                    raise _Refused(answer.status, answer.reason, url)
                body = _body(answer, url, most, deadline, cut=cut)
    except (OSError, http.client.HTTPException, zlib.error, ValueError) as fault:
        said = " ".join(str(fault).split())[:120] or type(fault).__name__
        raise BadInput(f"cannot be fetched: {said}", source=url, fix="check the address and the connection") from fault
    kept = {"If-None-Match": answer.getheader("ETag"), "If-Modified-Since": answer.getheader("Last-Modified")}
    memory.versions[url] = {name: value for name, value in kept.items() if value}
    kind = answer.getheader("Content-Type") or ""
    return Page(url, body, kind.split(";")[0].strip().lower(), answer.headers.get_content_charset()), ""


def _connected(parts: SplitResult, options: Options, url: str) -> http.client.HTTPConnection:
    """A connection to an address that was looked at first: what is checked is what is connected to."""
    host = str(parts.hostname)
    port = parts.port or _PORTS[parts.scheme]
    fault: Exception | None = None
    try:
        found = socket.getaddrinfo(host.encode("idna").decode("ascii"), port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as failed:
        raise BadInput("no such host", source=url, fix="check the address and the connection") from failed
    for family, kind, protocol, _, address in found:
        _check_address(str(address[0]), host, options, url)
        line = socket.socket(family, kind, protocol)
        line.settimeout(options.timeout)
        try:
            line.connect(address)
            _check_address(str(line.getpeername()[0]), host, options, url)
            if parts.scheme == "https":
                line = ssl.create_default_context().wrap_socket(line, server_hostname=host)
        except (OSError, BadInput) as failed:
            fault = failed
            line.close()
            if isinstance(failed, BadInput):
                raise
            continue
        link = http.client.HTTPConnection(host, port, timeout=options.timeout)
        link.sock = line
        return link
    said = " ".join(str(fault).split())[:120]
    raise BadInput(f"cannot be reached: {said}", source=url, fix="check the address and the connection")


def _check_address(address: str, host: str, options: Options, url: str) -> None:
    if not options.private_hosts and not is_public(address):
        raise BadInput(f"{host} is not a public address", source=url, fix="save the page and read the file")


def _body(answer: http.client.HTTPResponse, url: str, most: int, deadline: float, *, cut: bool) -> bytes:
    """The answer's bytes, unpacked, within bounds of size and time."""
    packing = (answer.getheader("Content-Encoding") or "identity").lower()
    if packing not in ("identity", "gzip", "x-gzip", "deflate"):
        raise BadInput(f"packed as {packing[:20]}, which was not asked for", source=url)
    unpacker = zlib.decompressobj(47) if packing != "identity" else None
    pieces: list[bytes] = []
    size = 0
    while chunk := answer.read1(65536):
        if time.monotonic() > deadline:
            raise BadInput("the answer takes too long", source=url)
        while chunk:
            piece = unpacker.decompress(chunk, most - size + 1) if unpacker else chunk
            chunk = unpacker.unconsumed_tail if unpacker else b""
            pieces.append(piece)
            size += len(piece)
            if size > most:
                if cut:
                    return b"".join(pieces)[:most]
                raise BadInput(f"page of more than {most >> 20} MB", source=url)
    return b"".join(pieces)


def _headers(options: Options) -> dict[str, str]:
    return {
        "User-Agent": options.user_agent,
        "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
        "Accept-Encoding": "gzip",
        "Connection": "close",
    }


def _path(parts: SplitResult) -> str:
    """The path and query as they go on the wire: ASCII, what is not quoted."""
    return quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe="/%?&=+:;,@!$'()*~[]-._")
