"""Hostile input: each ends in an error of one line, or in an article, within seconds; nothing crashes, nothing hangs."""

from __future__ import annotations

import gzip
import io
import json
import os
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

import dragoman.reading.html as html_room
from dragoman.reading import READERS, Limits, Options, article, read
from dragoman.reading.build import LayoutLanguages
from dragoman.reading.fetch import Fetched
from dragoman.reading.options import Context, Draft, Tally
from dragoman.types import Article, BadInput

LANGUAGES = LayoutLanguages()
FR = "Le ministre malien a rencontré lundi son homologue nigérien à Niamey."


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Of this process's own time: other work on the machine does not count."""
    began = time.process_time()
    yield
    assert time.process_time() - began < seconds


def only_error(source: Path, **options: object) -> str:
    (found,) = read(source, on_error="keep", options=Options(**options))  # type: ignore[arg-type]
    assert found.error is not None
    assert "\n" not in found.error
    return found.error


def test_a_missing_file(tmp_path: Path) -> None:
    assert only_error(tmp_path / "nope.txt") == f"{tmp_path}/nope.txt: no such file or directory (check the name)"


@pytest.mark.parametrize("data", [b"", b"   \n\n\t"])
def test_an_empty_file(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert "a.txt: empty" in only_error(path)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\x00\x01\x02binary" * 50, "binary, not text"),
        (b"%PDF-1.7\n\x00\xff\xfe stream", "it is a PDF"),
        (b"PK\x03\x04" + os.urandom(400), "ZIP or Office"),
        ("Déclaration ".encode() * 20 + b"\xff\xfe\xc3\x28", "not valid UTF-8 at byte"),
        ("Texte".encode("utf-16") + b"\x00", "broken utf-16"),
    ],
)
def test_binary_and_broken_files(tmp_path: Path, data: bytes, said: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(data)
    assert said in only_error(path)


def test_a_huge_text_is_refused_and_a_long_one_cut_at_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text((FR + " ") * 3000, encoding="utf8")
    assert "too much for one article" in only_error(path, limits=Limits(text_bytes=100_000))
    tally = Tally()
    (cut,) = read(path, options=Options(limits=Limits(article_chars=5_000), tally=tally))
    assert len(cut.text) <= 5_000
    assert cut.text.endswith("à Niamey.")
    assert cut.extra["cut"] == 3000 * (len(FR) + 1)
    assert tally.cut == 1


def test_western_text_is_read_as_such(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes("L’été dernier, le président a déclaré « la guerre » aux cartels à Bogotá.".encode("cp1252"))
    assert next(read(path)).text == "L’été dernier, le président a déclaré « la guerre » aux cartels à Bogotá."


def test_an_endless_line_of_json(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    with path.open("wb") as file:
        file.write(b'{"text": "')
        for _ in range(100):
            file.write(b"a" * 1_000_000)
        file.write(b'"}\n' + json.dumps({"text": FR}).encode())
    with within(10):
        broken, good = read(path, on_error="keep")
    assert "line 1: line of more than" in str(broken.error)
    assert good.text == FR


def test_a_decompression_bomb(tmp_path: Path) -> None:
    path = tmp_path / "a.txt.gz"
    with gzip.open(path, "wb", compresslevel=9) as file:
        for _ in range(60):
            file.write(b"\0" * 1_000_000)
    with within(10):
        said = only_error(path, limits=Limits(ratio_from=1 << 20))
    assert "bomb" in said or "too much" in said or "binary" in said
    table = tmp_path / "b.csv.gz"
    with gzip.open(table, "wb") as file:
        file.write(b"id,text\n" + b"1,a\n" * 15_000_000)
    with within(20):
        articles = read(table, on_error="keep", options=Options(limits=Limits(ratio_from=1 << 20, ratio=100)))
        assert any("bomb" in str(one.error) for one in articles)


@pytest.mark.parametrize(
    "page",
    [
        b"<div>" * 200_000 + b"text",
        b"<b><i>" * 100_000,
        b"<a " * 500_000,
        b"<p>" + b"<" * 2_000_000,
        b"<table><tr><td>" * 60_000,
        b"<!--" * 300_000,
        b"<html><script type='application/ld+json'>" + b"[" * 300_000 + b"</script><p>x</p>",
        b"<p>" + b"&amp;" * 1_000_000,
        b"<html><body>" + b"<p>Le ministre a dit non.</p>" * 200_000,
    ],
)
def test_pages_built_to_exhaust(tmp_path: Path, page: bytes) -> None:
    path = tmp_path / "a.html"
    path.write_bytes(page)
    with within(20):
        for found in read(path, on_error="keep"):
            assert "\n" not in (found.error or "")


@pytest.mark.parametrize(
    "text",
    [
        "a\n" * 100_000,
        '"\n' * 50_000,
        "« " * 100_000,
        "A " * 100_000,
        "Le ministre,\n" * 20_000,
        "#a" * 100_000,
        "1/1/" * 50_000,
        "Par " * 50_000,
        "(AFP) " * 40_000,
        "12:00 " * 200 + "\n" + "janvier " * 200,
        ("x" * 400 + "\n") * 500,
        ("Publié le 12 janvier 2026 à 10:10 " * 7 + "\n") * 800,
        " " * 300_000 + "a",
        "\n" * 300_000 + "Le ministre a parlé.",
        "©" * 200_000,
        ". " * 150_000,
    ],
)
def test_texts_built_to_exhaust(text: str) -> None:
    with within(20):
        try:
            made = article(text, lang="fr", languages=LANGUAGES)
        except BadInput:
            return
    check(made)


def check(made: Article) -> None:
    """What holds of every article: parts in order, apart, within the text, none empty."""
    at = 0
    for part in made.parts:
        assert at <= part.span.start < part.span.end <= len(made.text)
        assert made.text[part.span.start : part.span.end].strip()
        at = part.span.end


LINES = st.sampled_from(
    [
        "Publié le 12/01/2026 à 10:12", "MAJ: 12/01/2026, lundi", "AA", "(AFP)", "Par Jean Dupont", "La rédaction avec", '"',
        ", a-t-il dit.",
        '"Le prochain sur la liste"', "A lire également:", "#Mexique", "Crédit Photo : @X / X", "© AFP", "Le ministre a dit que",
        "la guerre",
        "Nous irons.", "PARIS, 12 janvier (AFP) - Le chef", "", "", "International", "Narcotrafic : Paris accuse Rome", "«", "»", "- point",
        "12 enero", "By", "Read more", "Madrid, 12 ene (EFE).-", "09:5712/01/2026, lundi", "\u2028", "\r", "99/99/9999", "31/02/2026 25:61",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.one_of(LINES, st.text(max_size=40)), max_size=25), st.sampled_from(["fr", "en", "es"]))
def test_any_text_gives_parts_in_order_or_one_line(lines: list[str], lang: str) -> None:
    text = "\n".join(lines)
    if not text.strip():
        with pytest.raises(BadInput, match="no text"):
            article(text, lang=lang, languages=LANGUAGES)
        return
    try:
        made = article(text, lang=lang, languages=LANGUAGES)
    except BadInput as fault:
        assume("binary" in str(fault))
        return
    assert made.text == text
    check(made)


HEADS = [
    b"",
    b"{",
    b"[{",
    b"<html>",
    b"<rss>",
    b"WARC/1.0\r\n",
    b"PAR1",
    b"id,text\n",
    b"HD \nPD \nSN \nWC ",
    b"\x1f\x8b\x08",
    b"\x28\xb5\x2f\xfd",
]


@settings(
    max_examples=250, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture]
)
@given(st.sampled_from(HEADS), st.binary(max_size=300))
@example(b"\x1f\x8b\x08", b"\x00" * 20)
@example(b"WARC/1.0\r\n", b"WARC-Type: response\r\nContent-Length: 5\r\n\r\nHTTP/")
def test_any_file_ends_in_articles_or_lines(tmp_path: Path, head: bytes, rest: bytes) -> None:
    path = tmp_path / "any"
    path.write_bytes(head + rest)
    for found in read(path, on_error="keep", languages=LANGUAGES):
        assert "\n" not in (found.error or "")
        check(found)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from([kind for kind in READERS if kind != "parquet"]), st.sampled_from(HEADS), st.binary(max_size=300)
)
def test_any_reader_takes_any_bytes(kind: str, head: bytes, rest: bytes) -> None:
    context = Context(LANGUAGES, Options(), Tally(), Fetched())
    for found in READERS[kind](io.BytesIO(head + rest), "fuzz", context):
        assert isinstance(found, (Draft, BadInput))


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(
        st.sampled_from(
            "<p> </p> <div> </div> <br> <h1> <article> & « » text. <time datetime='2026'> <script> <!-- <meta name=date content=x>".split()
        ),
        max_size=60,
    )
)
def test_any_markup_ends_in_a_draft_or_a_line(pieces: list[str]) -> None:
    context = Context(LANGUAGES, Options(), Tally(), Fetched())
    for found in READERS["html"](io.BytesIO(" ".join(pieces).encode()), "fuzz", context):
        assert isinstance(found, (Draft, BadInput))


def test_a_document_that_takes_too_long_is_stopped_and_the_next_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A page whose reading never ends costs its bound; one behind it is read; a timer of somebody else's goes on."""
    page = (
        "<html lang='en'><head><title>{0}</title></head><body><article><h1>{0}</h1>"
        + "<p>The ministers met in Vienna on Monday to talk about grain.</p>" * 3
    )
    (tmp_path / "a.html").write_text(page.format("Endless") + "</article></body></html>", encoding="utf8")
    (tmp_path / "b.html").write_text(page.format("Short") + "</article></body></html>", encoding="utf8")
    slow = html_room.body_blocks
    next(read(tmp_path / "b.html"))  # what is imported once is not timed

    def body_blocks(tree: object, title: str | None) -> list[html_room.Block]:
        while title == "Endless":
            time.sleep(0.01)
        return slow(tree, title)

    monkeypatch.setattr(html_room, "body_blocks", body_blocks)
    signal.setitimer(signal.ITIMER_REAL, 3600)
    try:
        first, second = read(sorted(tmp_path.iterdir()), on_error="keep", options=Options(limits=Limits(seconds=1.0)))
        left, _ = signal.getitimer(signal.ITIMER_REAL)
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
    assert "took more than 1 s to read" in (first.error or "")
    assert "a.html" in (first.error or "")
    assert second.error is None
    assert second.title == "Short"
    assert 3500 < left < 3600
