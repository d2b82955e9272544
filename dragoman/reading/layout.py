"""What is what in a dispatch: its text → parts, and the fields that they fill. The text is never altered.

Each step tells a little more: lines by their own words (`furniture`), the headline and pictures by where they stand
(`rows`),
broken lines into paragraphs (`paragraphs`), then the line that names place and agency, and the agency's signature.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dragoman.language import Language
from dragoman.reading.bylines import agencies_in, are_names, authors, bare_names, ends_open, only_agencies
from dragoman.reading.dateline import Dateline, dateline, signature
from dragoman.reading.furniture import Piece
from dragoman.reading.lines import ends_sentence, starts_upper
from dragoman.reading.paragraphs import Paragraph, paragraphs_of, tell_kinds
from dragoman.reading.rows import Row, headline, links, pictures, rows_of
from dragoman.reading.words import Words, build_words, fold
from dragoman.types import Part, Span

#: A line of fewer words without a stop, above the body's first sentence or below its last, is no prose.
STRAY_WORDS = 6
#: Marks a dateline that is told by where it stands alone.
GUESSED = "?"
#: Dates and bylines are looked for in so many rows below the headline.
HEAD_ROWS = 10
#: A dateline opens one of so many first paragraphs: a standfirst and captions without a credit may stand above it.
DATELINE_PARAGRAPHS = 4
#: A kicker inside a headline has at most so many words, and the headline behind it at least so many.
TOPIC_WORDS, BEHIND_TOPIC_WORDS = 5, 4

_TOPIC = re.compile(r"[^:.!?«»“”\"]{2,60}?\s?[:|]\s+|[A-ZÀ-Þ][A-ZÀ-Þ' -]{3,40}\.\s+")
_OF = re.compile(r"[\[(]\d{1,3}/\d{1,3}[\])]")


@dataclass(slots=True)
class Layout:
    """What `analyse` found. `published` and `updated` are ISO; `agency` is a code of `layout.toml`."""

    parts: list[Part] = field(default_factory=list)
    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    published: str | None = None
    updated: str | None = None
    captions: list[str] = field(default_factory=list)
    credits: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    extra: dict[str, Any] = field(default_factory=dict)


def analyse(text: str, lang: Language, *, title: str | None = None, told: Mapping[int, str] | None = None) -> Layout:
    """Tell the parts of a text. `title` is a headline known beforehand; it is looked for at the head of the text.
    `told`
    gives, by the offset of its first character, the kind ("subhead", "body") of every line that the source marks."""
    words = lang.compiled(build_words)
    rows = rows_of(text, words)
    for row in rows if told else ():
        if told and told.get(row.line.start) == "subhead" and row.prose:
            row.role = "subhead"
    at = _known(rows, title) if title else headline(rows, words)
    if at is not None:
        rows[at].pieces = []
        rows[at].role = "title"
    elif sum(row.prose for row in rows) == 0 and rows:
        _nothing_but_furniture(rows)
    pictures(rows, at)
    links(rows, words)
    first = 0 if at is None else at + 1
    _strays(rows, first, words, titled=at is not None)
    found = paragraphs_of([row for row in rows if row.role != "title"], words)
    tell_kinds(found, words)
    return _assemble(text, rows, found, at, words)


def _known(rows: list[Row], title: str) -> int | None:
    wanted = " ".join(title.split())
    return next((i for i, row in enumerate(rows[:8]) if " ".join(row.text.split()) == wanted), None)


def _nothing_but_furniture(rows: list[Row]) -> None:
    """A text that is one line which looks like furniture is a text all the same."""
    if len(rows) == 1 and not any(p.kind == "tag" for p in rows[0].pieces):
        rows[0].pieces = []


def _strays(rows: list[Row], first: int, words: Words, *, titled: bool) -> None:
    """Short lines without a stop above the first sentence of the body, beside its dates, and below its last sentence:
    authors, sections, leavings."""
    if not titled:
        return
    prose = [i for i in range(first, len(rows)) if rows[i].prose]
    sentences = [i for i in prose if ends_sentence(rows[i].text) or len(rows[i].text) > 100]
    if not sentences:
        return
    head = max((i for i in range(first, min(first + HEAD_ROWS, len(rows))) if _dated(rows[i])), default=first - 1)
    for i in prose:
        row = rows[i]
        above = i < sentences[0] or i <= head + 1
        if (not above and i < sentences[-1]) or i in sentences or row.line.words > STRAY_WORDS:
            continue
        bare = row.text.lstrip("-–—•* ")
        after = rows[i + 1] if i + 1 < len(rows) else None
        named = starts_upper(bare) or fold(bare) in words.sections
        if not named or (after is not None and after.prose and not starts_upper(after.text)):
            continue
        if i > sentences[-1] and row.line.gap == 0 and rows[i - 1].prose and not ends_sentence(rows[i - 1].text):
            continue
        signed = i > 0 and row.line.gap == 0 and any(p.kind == "byline" for p in rows[i - 1].pieces)
        _tell_stray(row, bare, after, words, above=above, early=i < sentences[0] or i < head, signed=signed)


def _dated(row: Row) -> bool:
    return any(p.kind in ("published", "updated", "byline") for p in row.pieces)


def _tell_stray(
    row: Row, bare: str, after: Row | None, words: Words, *, above: bool, early: bool, signed: bool
) -> None:
    if fold(bare).strip(" :.") in words.sections:
        row.mark("kicker" if above else "boilerplate")
    elif early and 2 <= len(bare.split()) <= 4 and fold(bare).split()[0] in words.places:
        row.mark("dateline", value=bare.split(None, 1)[-1])
    elif bare_names(bare, words) or (signed and are_names(bare, words)):
        row.mark("byline", value=bare)
    elif early and len(bare.split()) <= 2:
        letters = sum(c.isalpha() for c in bare)
        named = letters >= 5 and bare.isupper() if len(bare.split()) == 2 else letters >= 5 or not bare.isupper()
        placed = named and bare == row.text and after is not None and bare[-1].isalpha()
        row.mark("dateline" if placed else "boilerplate", note=GUESSED)
    elif (early or not above) and len(bare.split()) <= 3 and (after is None or after.line.gap or not after.prose):
        row.mark("boilerplate")


def _assemble(text: str, rows: list[Row], found: list[Paragraph], at: int | None, words: Words) -> Layout:
    made = Layout()
    pieces = [piece for row in rows for piece in row.pieces]
    if at is not None:
        made.title = rows[at].text
        pieces += _title_pieces(rows[at], found, words)
    for i, paragraph in enumerate(found):
        pieces += _paragraph_pieces(text, paragraph, words, head=i < DATELINE_PARAGRAPHS, last=i >= len(found) - 2)
    body = sorted((p for p in pieces if p.kind == "body"), key=lambda p: p.start)
    if at is not None and body and body[0].start > rows[at].line.start:
        pieces = [Piece("lead", p.start, p.end) if p is body[0] else p for p in pieces]
    pieces.sort(key=lambda p: p.start)
    made.parts = [Part(p.kind, Span(p.start, p.end)) for p in pieces if p.end > p.start]
    _fill(made, pieces, text, words)
    return made


def _title_pieces(row: Row, found: list[Paragraph], words: Words) -> list[Piece]:
    """The headline, and the topic before its colon as a kicker: "Narcotrafic : …" but not "Macron : « … »"."""
    start, end = row.line.start, row.line.end
    match = _TOPIC.match(row.text)
    if match is None:
        return [Piece("title", start, end)]
    topic, rest = match.group().rstrip(" :|."), row.text[match.end() :]
    fits = len(topic.split()) <= TOPIC_WORDS and len(rest.split()) >= BEHIND_TOPIC_WORDS
    if not fits or not rest[0].isupper() or _is_person(topic, found, words):
        return [Piece("title", start, end)]
    return [Piece("kicker", start, start + len(topic), topic), Piece("title", start + match.end(), end)]


def _is_person(topic: str, found: list[Paragraph], words: Words) -> bool:
    """Whether the word before a headline's colon is somebody who speaks: the body gives it a first name or a title."""
    if len(topic.split()) > 1:
        return all(w[:1].isupper() for w in topic.split()) and not topic.isupper()
    for paragraph in found[:12]:
        for match in re.finditer(rf"\b([^\W\d_][\w'’.-]{{1,30}})\s{re.escape(topic)}\b", paragraph.text[:4000]):
            before = match[1]
            if before[0].isupper() and fold(before) not in words.unfinished:
                return True
    return False


def _paragraph_pieces(text: str, paragraph: Paragraph, words: Words, *, head: bool, last: bool) -> list[Piece]:
    """A paragraph, less the dateline before it and the agency's signature behind it."""
    start, end = paragraph.start, paragraph.end
    if paragraph.kind != "body":
        return [Piece(paragraph.kind, start, end)]
    pieces: list[Piece] = []
    if head and (told := dateline(text[start : start + 200], words)) is not None and start + told.end < end:
        pieces += _dateline_pieces(told, start)
        start += told.end
    if (signed := signature(text[max(start, end - 80) : end], words)) is not None:
        at = max(start, end - 80) + signed
        named = text[at:end]
        if text[start:at].strip() and (last or named.rstrip().endswith((")", "]"))):
            codes = ",".join(agencies_in(named, words))
            bare = named.strip(" ()[]/.-–—\n")
            pieces.append(Piece("agency", at + named.index(bare), at + named.index(bare) + len(bare), bare, codes))
            end = start + len(text[start:at].rstrip(" ([/-–—\n\t"))
    return [*pieces, Piece("body", start, end)]


def _dateline_pieces(told: Dateline, at: int) -> list[Piece]:
    pieces = []
    if told.place:
        pieces.append(Piece("dateline", at, at + told.place_end, told.place, told.date or ""))
    if told.agency is not None:
        a, b = told.agency
        pieces.append(Piece("agency", at + a, at + b, told.named, ",".join(told.codes)))
    return pieces


def _fill(made: Layout, pieces: Iterable[Piece], text: str, words: Words) -> None:
    """The fields, from the pieces in order of the text."""
    of: dict[str, list[Piece]] = {}
    for piece in pieces:
        of.setdefault(piece.kind, []).append(piece)
    made.captions = list(dict.fromkeys(_caption(p.value or "", words) for p in of.get("caption", ())))
    made.credits = list(dict.fromkeys(_credited(p.value or "", words) for p in of.get("credit", ())))
    made.tags = list(dict.fromkeys(p.value or "" for p in of.get("tag", ())))
    _fill_dates(made, of)
    _fill_names(made, of, words)
    if kickers := [p.value or text[p.start : p.end] for p in of.get("kicker", ())]:
        made.extra["kicker"] = kickers[-1]
    if places := of.get("dateline"):
        place = next((p for p in places if p.note != GUESSED), places[0])
        made.extra["dateline"] = place.value or text[place.start : place.end]


def _fill_dates(made: Layout, of: dict[str, list[Piece]]) -> None:
    """Labelled dates before others, whole ones before days; an hour alone ("Updated 16:30") is of the day of publication."""
    told = [p for p in of.get("published", ()) if p.value and p.value[0] != "T"]
    told.sort(key=lambda p: (p.note != "labelled", "T" not in str(p.value)))
    sent = [p.note for p in of.get("dateline", ()) if p.note not in ("", GUESSED)]
    made.published = told[0].value if told else next(iter(sent), None)
    made.updated = next((p.value for p in of.get("updated", ()) if p.value and p.value[0] != "T"), None)
    hour = next((p.value for p in of.get("updated", ()) if p.value), None)
    if made.updated is None and hour and made.published:
        made.updated = made.published[:10] + hour


def _fill_names(made: Layout, of: dict[str, list[Piece]], words: Words) -> None:
    agencies = of.get("agency", [])
    lines = of.get("byline", [])
    body = next((p.start for kind in ("lead", "body") for p in of.get(kind, ())), 0)
    lines = [
        p for p in lines if p.start < body
    ] or lines  # "Reporting by …" below counts only where nothing stands above
    names = [p.value or "" for p in lines]
    if names and ends_open(names[0], words) and agencies:
        names[0] = f"{names[0]} {agencies[0].value}"
    made.byline = ", ".join(dict.fromkeys(names)) or None
    codes = [code for p in [*agencies, *lines] for code in p.note.split(",") if code]
    if not codes:
        signed = [re.sub(r"[©\d]", "", p.value or "") for p in of.get("credit", ()) if "©" in (p.value or "")]
        codes = [code for text in signed if only_agencies(text, words) for code in agencies_in(text, words)]
    if unique := list(dict.fromkeys(codes)):
        made.agency = ", ".join(unique)
        made.extra["agency_name"] = ", ".join(words.agency_names.get(code, code) for code in unique)
    if made.byline:
        made.extra["authors"] = authors(made.byline, words)


def _caption(text: str, words: Words) -> str:
    """A caption without its place in a series: "Item 1 of 3 …", "[1/3] …"."""
    numbered = words.series.match(text) or _OF.match(text)
    return text[numbered.end() if numbered else 0 :].strip(" -–—|/")


def _credited(text: str, words: Words) -> str:
    """A credit without the word that says that it is one: "@SputnikMundo / X"."""
    match = words.credit.match(text)
    bare = text[match.end() :].lstrip(" ,:：|–—-\u00a0") if match else text
    return (bare if match and bare else text).strip()
