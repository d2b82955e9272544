"""The page of one article: well-formed whatever overlaps, escaped whatever stands in it, alone in the world."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from html.parser import HTMLParser
from pathlib import Path

import pytest
from export_sample import TEXT, at
from hypothesis import given
from hypothesis import strategies as st

from dragoman.export.html import clean, page, save
from dragoman.export.marks import Mark, marked, marks_of
from dragoman.types import Article, BadInput, Coded, Part, Span

VOID = {"meta", "br", "wbr", "link"}


class Reader(HTMLParser):
    """Holds a page to its tags and keeps the words of the dispatch."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.paragraphs: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if tag not in VOID:
            self.open.append(tag)
        if tag == "p" and "article" in self.open:
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "article" in self.open and "p" in self.open:
            self.paragraphs[-1] += data


def read(html: str) -> Reader:
    reader = Reader()
    reader.feed(html)
    reader.close()
    assert reader.open == []
    return reader


def test_the_words_are_the_dispatchs_own(coded: Coded) -> None:
    assert read(page(coded)).paragraphs == [TEXT[0:23], TEXT[24:84], TEXT[85:]]


def test_text_without_parts_and_between_parts_is_kept(coded: Coded) -> None:
    bare = replace(coded, article=replace(coded.article, parts=()))
    assert read(page(bare)).paragraphs == [TEXT]
    halved = replace(coded, article=replace(coded.article, parts=coded.article.parts[1:2]))
    assert "".join(read(page(halved)).paragraphs).replace("\n", "") == TEXT.replace("\n", "")


def test_parts_on_one_line_are_one_paragraph() -> None:
    text = "Titre\n\nLIMA (Reuters) - Il pleut.\nx\n***\nFin"
    spans = [("title", 0, 5), ("dateline", 7, 11), ("agency", 13, 20), ("lead", 24, 33), ("tag", 40, 43)]
    html = page(Coded(Article("x", text, parts=tuple(Part(kind, Span(a, b)) for kind, a, b in spans))))  # type: ignore[arg-type]
    assert read(html).paragraphs == ["Titre", "LIMA (Reuters) - Il pleut.", "x\n***", "Fin"]
    assert re.findall(r'<p class="([^"]+)"', html)[1:5] == ["title", "lead", "kept", "tag quiet"]


def test_nothing_is_run_and_nothing_comes_from_outside(coded: Coded) -> None:
    html = page(coded)
    style = re.search(r"<style>(.*?)</style>", html, re.S)
    assert style
    digest = b64encode(sha256(style[1].encode()).digest()).decode()
    policy = next(
        value
        for tag, name, value in read(html).attributes
        if (tag, name) == ("meta", "content") and "default-src" in value
    )
    assert policy == f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    names = {name for _, name, _ in read(html).attributes}
    assert not {n for n in names if n.startswith("on") or n in ("style", "src", "srcset")}
    assert not re.search(r"<script|<link|<img|<iframe|@import|url\(", html)
    assert {v for _, n, v in read(html).attributes if n == "href" and not v.startswith("#")} == {
        "https://example.org/a?x=1&y=2"
    }


def test_hostile_words_are_words(coded: Coded) -> None:
    evil = '"><script>alert(1)</script>\x00\ud800\x1b[31m&amp;'
    article = Article(
        evil, f"Il a dit {evil}.", evil, title=evil, agency=evil, source=evil, url="javascript:alert(1)", published=evil
    )
    event = replace(
        coded.events[0], trigger=Span(9, 20), evidence=Span(0, 20), mentions=(), rule=evil, date=evil, due=evil
    )
    hostile = replace(
        coded, article=article, actors=(), quotations=(), times=(), places=(), error=evil, events=(event,)
    )
    html = page(hostile)
    html.encode("utf8")
    reader = read(html)
    assert "<script" not in html
    assert not re.search("[\x00\x1b]", html)
    assert all(value.startswith("#") for _, name, value in reader.attributes if name == "href")
    assert reader.paragraphs == [
        "Il a dit " + evil.replace("\x00", "�").replace("\ud800", "�").replace("\x1b", "�") + "."
    ]


def test_every_reference_leads_somewhere(coded: Coded) -> None:
    attributes = read(page(coded)).attributes
    ids = Counter(value for _, name, value in attributes if name == "id")
    assert set(ids.values()) == {1}
    assert {v[1:] for _, name, v in attributes if name == "href" and v.startswith("#")} <= set(ids)
    assert {key for _, name, v in attributes if name == "aria-describedby" for key in v.split()} <= set(ids)
    assert {f"e{n}" for n in range(1, 5)} | {f"t-e{n}" for n in range(1, 5)} | {"q1", "t-q1"} <= set(ids)


def test_why_is_told_at_the_words(coded: Coded) -> None:
    found = {(mark.kind, mark.span): mark for mark in marks_of(coded)}
    event = found["event", at("menacé")]
    assert "Event E3: Ana Ríos [PER JRN] → PROTEST demo (ongoing, 2025-05, due 2026-02, Pérou)" in event.why
    assert "Event E4: Pérou [PER GOV] → ASSAULT aerial → Russie [RUS GOV] (NOT)" in event.why
    assert (
        found["quote", at("Nous \tsignerons")].why
        == "Quotation Q1: Ana Ríos [PER GOV], direct by “a dit”\nrule quotes#inverted"
    )
    assert found["time", at("lundi")].why.endswith("rule times#weekday")
    assert found["place", at("Guayaquil")].why == "Place: Guayaquil, ECU\nrule places#city"


def test_an_article_that_failed_says_so() -> None:
    html = page(Coded(Article("x", "Bonjour."), error="language 'xx' is not shipped"))
    assert "could not be coded: language &#x27;xx&#x27; is not shipped" in html
    assert "No event was found." in html
    assert read(html).paragraphs == ["Bonjour."]


def test_save_writes_one_article_whole(coded: Coded, tmp_path: Path) -> None:
    save(iter([coded]), tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf8") == page(coded)
    for several in ([coded, coded], []):
        with pytest.raises(BadInput, match="a page shows one"):
            save(several, tmp_path / "other.html")
    assert [p.name for p in tmp_path.iterdir()] == ["page.html"]


spans = st.tuples(st.integers(0, 30), st.integers(1, 12)).map(lambda pair: Span(pair[0], min(30, pair[0] + pair[1])))
kinds = st.sampled_from(["quote", "event", "actor", "time", "place", "cue"])


@given(st.lists(st.tuples(spans, kinds), max_size=12), st.integers(0, 15), st.integers(16, 30))
def test_marks_that_cross_are_well_formed(found: list[tuple[Span, str]], start: int, end: int) -> None:
    text = "abcdefghijklmnopqrstuvwxyz<&>é"
    stretch = Span(start, end)
    marks = {
        Mark(span, kind, "why", (f"e{n}",), (f"e{n}",))
        for n, (span, kind) in enumerate(found)
        if len(span) and span.overlaps(stretch)
    }
    ordered = sorted(marks, key=lambda mark: (mark.span, mark.kind))
    html = marked(text, stretch, ordered, set(), clean)
    reader = read(f"<article><p>{html}</p></article>")
    assert reader.paragraphs == [text[start:end]]
    assert sorted(v for _, name, v in reader.attributes if name == "id") == sorted(
        f"t-{mark.rows[0]}" for mark in marks
    )
    covered = sum(1 for i in range(start, end) if any(m.span.start <= i < m.span.end for m in marks))
    inside, depth, words = 0, 0, re.split(r"(<mark [^>]*>|</mark>)", html)
    for piece in words:
        depth += piece.startswith("<mark") - piece.startswith("</mark")
        if depth and not piece.startswith(("<mark", "</mark")):
            inside += len(re.sub(r"&\w+;", "x", piece))
    assert inside == covered
    assert '"></mark>' not in html
