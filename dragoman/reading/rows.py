"""Lines as they are being told apart: each row gets a role, by its words first and then by where it stands."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from itertools import pairwise

from dragoman.reading.dateline import dateline
from dragoman.reading.furniture import Piece, furniture, is_related_heading
from dragoman.reading.lines import (
    Line,
    ends_sentence,
    is_bullet,
    lines_of,
    quoted_whole,
    starts_continuing,
    starts_lower,
    starts_upper,
)
from dragoman.reading.words import Words, fold
from dragoman.types import PartKind

#: A headline has at most so many words and characters; one that ends with a stop at most so many words.
HEADLINE_WORDS, HEADLINE_CHARS, STOPPED_WORDS = 34, 240, 26
#: The title of another article, behind a line that announces it, has fewer characters.
LINK_CHARS = 200
#: A kicker stands above a headline of at least so many words and has at most so many itself.
KICKER_WORDS, BELOW_KICKER_WORDS = 4, 5


@dataclass(slots=True)
class Row:
    """A line; `pieces` say what it is where it is no prose, `role` is its kind where it is prose ("body" till told)."""

    line: Line
    pieces: list[Piece] = field(default_factory=list)
    role: str = "body"

    @property
    def text(self) -> str:
        return self.line.text

    @property
    def prose(self) -> bool:
        return not self.pieces

    def mark(self, kind: str, *, value: str | None = None, note: str = "") -> None:
        """Make this row furniture of a kind."""
        self.pieces = [Piece(kind, self.line.start, self.line.end, value or self.text, note)]  # type: ignore[arg-type]


def rows_of(text: str, words: Words) -> list[Row]:
    """Every line with what its own words tell."""
    rows = [Row(line, furniture(line, words)) for line in lines_of(text)]
    _give_back(rows)
    _labels(rows, words)
    return rows


def _give_back(rows: list[Row]) -> None:
    """A name on a line of its own within a broken sentence is part of that sentence, whatever it looks like."""
    for before, row, after in zip(rows, rows[1:], rows[2:], strict=False):
        if (
            row.prose
            or not before.prose
            or not after.prose
            or any(p.kind in ("published", "updated") for p in row.pieces)
        ):
            continue
        goes_on = starts_lower(after.text) or starts_continuing(after.text)
        if goes_on and not ends_sentence(before.text) and after.line.gap == 0 and row.line.gap == 0:
            row.pieces = []


def _labels(rows: list[Row], words: Words) -> None:
    """A date's label on the line above it: "Published", then "19 September 2025"."""
    for row, below in pairwise(rows):
        if not below.pieces or below.pieces[0].kind not in ("published", "updated") or below.pieces[0].note:
            continue
        kinds: tuple[tuple[PartKind, re.Pattern[str]], ...] = (
            ("published", words.published),
            ("updated", words.updated),
        )
        for kind, label in kinds:
            if label.fullmatch(row.text.rstrip(" :")):
                row.mark("boilerplate")
                below.pieces[0] = replace(below.pieces[0], kind=kind, note="labelled")


def headline(rows: list[Row], words: Words) -> int | None:
    """Which row is the headline; rows above it become kickers or stay furniture. None for text without one."""
    above = [i for i, row in enumerate(rows[:12]) if row.prose]
    for taken, at in enumerate(above):
        if taken and not _is_kicker(rows, above[taken - 1], at, words):
            return None
        if _is_headline(rows, at, words) and not (
            taken + 1 < len(above)
            and _is_kicker(rows, at, above[taken + 1], words)
            and _is_headline(rows, above[taken + 1], words)
        ):
            for i in above[:taken]:
                rows[i].mark("kicker")
            return at
    return None


def _is_kicker(rows: list[Row], at: int, below: int, words: Words) -> bool:
    """Whether a row is a section's name, a breadcrumb or a short topic above a longer headline."""
    row, under = rows[at], rows[below]
    if ends_sentence(row.text) or below > at + 5:
        return False
    if fold(row.text).strip(" :.") in words.sections or _is_breadcrumb(row.text):
        return True
    if row.line.words > KICKER_WORDS or not starts_upper(row.text) or starts_lower(under.text):
        return False
    if row.text.isupper():
        return True
    longer = under.line.words >= BELOW_KICKER_WORDS and row.line.words < under.line.words / 2
    return longer and not ends_sentence(under.text)


def _is_breadcrumb(text: str) -> bool:
    return any(f" {mark} " in text for mark in ">›»") and "«" not in text and len(text.split()) <= 12


def _looks_headline(text: str, words: Words) -> bool:
    if not 8 <= len(text) <= HEADLINE_CHARS or len(text.split()) > HEADLINE_WORDS:
        return False
    if text[-1] in ",;:(«“" or starts_lower(text) or starts_continuing(text):
        return False
    return fold(text).split()[-1] not in words.unfinished


def _is_headline(rows: list[Row], at: int, words: Words) -> bool:
    text = rows[at].text
    after = rows[at + 1] if at + 1 < len(rows) else None
    if after is None or not _looks_headline(text, words) or not any(row.prose for row in rows[at + 1 :]):
        return False
    if ends_sentence(text) and (sent := dateline(text, words)) is not None and sent.agency is not None:
        return False  # the dispatch begins here, without a headline
    if after.prose and (starts_lower(after.text) or starts_continuing(after.text)):
        return False
    dressed = any(_dresses(row) for row in rows[max(0, at - 2) : at + 4])
    if text[-1] in "?!" or (ends_sentence(text) and quoted_whole(text)):
        return dressed or (after.line.gap > 0 and len(text.split()) <= 16)
    if ends_sentence(text):
        return dressed and len(text.split()) <= STOPPED_WORDS and _one_sentence(text)
    if len(text.split()) < 3 and not dressed:
        return False
    return dressed or after.line.gap > 0 or len(after.text) > len(text)


def _dresses(row: Row) -> bool:
    return any(p.kind in ("published", "updated", "byline", "agency") for p in row.pieces)


def _one_sentence(text: str) -> bool:
    return not any(f"{stop} " in text for stop in ".!?")


def pictures(rows: list[Row], title: int | None) -> None:
    """Captions by where they stand: beside a credit, or said twice above the body."""
    start = 0 if title is None else title + 1
    _beside_credits(rows, start, title)
    if title is None:
        return
    seen: dict[str, int] = {}
    told = {piece.value for row in rows for piece in row.pieces if piece.kind == "caption"}
    for i, row in enumerate(rows):
        if row.prose and row.text in told and i != title:
            row.mark("caption")
        again = seen.setdefault(row.text, i)
        if again == i or not row.prose or len(row.text) < 20 or i > start + 24:
            continue
        if again == title:
            row.mark("boilerplate")
        elif any(p.kind in ("caption", "credit") for p in rows[again].pieces) or i <= start + 10:
            row.mark("caption")
            if rows[again].prose and not all(r.prose for r in rows[again + 1 : i]):
                rows[again].mark("caption")


def _beside_credits(rows: list[Row], start: int, title: int | None) -> None:
    for i in range(max(start, 1), len(rows)):
        row, above = rows[i], rows[i - 1]
        if row.line.gap or not above.prose or i - 1 < start or above.line.words < 3:
            continue
        slashed = any(p.kind == "byline" and "/" in row.text for p in row.pieces)
        if not (slashed or any(p.kind == "credit" for p in row.pieces)):
            continue
        below = rows[i + 1] if i + 1 < len(rows) else None
        set_off = above.line.gap > 0 or not rows[i - 2].prose if i >= 2 else False
        if not set_off or (title is not None and i - 2 == title and above.line.gap == 0) or len(above.text) > 500:
            continue
        if below is not None and below.prose and (starts_lower(below.text) or starts_continuing(below.text)):
            continue
        if slashed:
            row.mark("credit")
        above.mark("caption")


def _looks_linked(row: Row, below: Row | None) -> bool:
    """Whether a line may be another article's title: no sentence ends in it, and nothing below goes on with it."""
    text = row.text
    if ends_sentence(text) or starts_lower(text) or any(f"{stop} " in text for stop in ".!?"):
        return False
    short = row.line.words <= KICKER_WORDS
    return short or below is None or not (starts_lower(below.text) or starts_continuing(below.text))


def links(rows: list[Row], words: Words) -> None:
    """Titles of other articles, behind a line that announces them."""
    inside = False
    for row, below in zip(rows, [*rows[1:], None], strict=True):
        if is_related_heading(row.line, words) and not row.prose:
            inside = True
        elif inside and row.prose and len(row.text) < LINK_CHARS and (is_bullet(row.text) or _looks_linked(row, below)):
            row.mark("boilerplate")
        elif row.prose:
            inside = False
