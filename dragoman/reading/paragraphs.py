"""Prose rows → logical paragraphs: lines that scraping broke in the middle of a sentence, or around quotation marks,
are one.

Then what each paragraph is: body, subhead, or a pull quote (speech that goes on without marks).
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise

from dragoman.reading.lines import (
    CLOSERS,
    OPENERS,
    Line,
    ends_sentence,
    has_marks,
    has_open_mark,
    is_bullet,
    last_word,
    quoted_whole,
    starts_continuing,
    starts_lower,
    starts_upper,
    stop_is_plain,
)
from dragoman.reading.rows import Row
from dragoman.reading.words import Words
from dragoman.types import PartKind

#: A subhead has at most so many words and characters, a question as subhead fewer words; a pull quote at most so
#: many words.
SUBHEAD_WORDS, SUBHEAD_CHARS, QUESTION_WORDS, PULLED_WORDS = 15, 110, 10, 50
#: A paragraph is joined of at most so many lines.
MOST_ROWS = 200
#: The text whose lines are told apart by blank lines has them behind at least this share of its sentences.
BLANK_SHARE = 0.5


@dataclass(slots=True)
class Paragraph:
    """Rows that belong together; `kind` is "body" till told."""

    rows: list[Row]
    kind: PartKind = "body"

    @property
    def start(self) -> int:
        return self.rows[0].line.start

    @property
    def end(self) -> int:
        return self.rows[-1].line.end

    @property
    def gap(self) -> int:
        return self.rows[0].line.gap

    @property
    def text(self) -> str:
        return "\n".join(row.text for row in self.rows)


@dataclass(frozen=True, slots=True)
class Style:
    """How this text parts its paragraphs: by blank lines or not, and whether sentences were broken over lines."""

    blank: bool
    broken: bool


def style_of(rows: list[Row], words: Words) -> Style:
    prose = [(a, b) for a, b in pairwise(rows) if a.prose and b.prose]
    ended = [b.line.gap > 0 for a, b in prose if ends_sentence(a.text)]
    broken = any(
        starts_continuing(b.text) or (starts_lower(b.text) and not ends_sentence(a.text)) or _hangs(a.text, words)
        for a, b in prose
        if b.line.gap == 0
    )
    return Style(blank=bool(ended) and sum(ended) >= BLANK_SHARE * len(ended), broken=broken)


def paragraphs_of(rows: list[Row], words: Words) -> list[Paragraph]:
    """The prose rows, joined where a sentence goes on; furniture between two rows parts them."""
    style = style_of(rows, words)
    found: list[Paragraph] = []
    open_at = -2
    for i, row in enumerate(rows):
        if not row.prose:
            continue
        after = next((r for r in rows[i + 1 : i + 2] if r.prose), None)
        marked = "subhead" in (row.role, found[-1].rows[0].role if found else "")
        if (
            found
            and not marked
            and open_at == i - 1
            and _goes_on(found[-1], row.line, after.line if after else None, words, style)
        ):
            found[-1].rows.append(row)
        else:
            found.append(Paragraph([row]))
        open_at = i
    return found


def _goes_on(so_far: Paragraph, line: Line, after: Line | None, words: Words, style: Style) -> bool:
    above = so_far.rows[-1].text
    if len(so_far.rows) >= MOST_ROWS:
        return False
    if is_bullet(line.text) and not starts_lower(line.text):
        return False
    if starts_continuing(line.text):
        return True
    if line.text[0] in '"' and len(line.text) <= 2 and has_open_mark(so_far.text):
        return True
    if ends_sentence(above):
        inside = not stop_is_plain(above) and above[-1] in CLOSERS
        return starts_lower(line.text) and line.text[0] not in OPENERS and (inside or line.gap == 0)
    if starts_lower(line.text) or _hangs(above, words):
        return not (above.endswith(":") and is_bullet(line.text))
    if above.endswith(":"):
        return line.text[0] in OPENERS
    if line.gap:
        return False
    return not _stands_above(so_far, line, after, style)


def _hangs(text: str, words: Words) -> bool:
    """Whether a line breaks off: behind a comma, an opening mark or a word that no sentence ends with."""
    if (
        text[-1] in ",;([«“„"
        or text.rstrip("\"'»”’ \u00a0")[-1:] == ","
        or (text[-1] == '"' and text.count('"') % 2 == 1 and text[-2:-1] in ("", " "))
    ):
        return True
    return last_word(text) in words.unfinished


def _stands_above(so_far: Paragraph, line: Line, after: Line | None, style: Style) -> bool:
    """Whether an unfinished line directly above another is a heading, or a paragraph without its stop."""
    if not starts_upper(line.text):
        return line.text[0] in OPENERS and not style.broken and not style.blank
    if style.broken:
        return False
    if len(so_far.rows) > 1 or (style.blank and len(so_far.text.split()) > SUBHEAD_WORDS):
        return False
    return after is None or not (starts_lower(after.text) and after.gap == 0)


def tell_kinds(found: list[Paragraph], words: Words) -> None:
    """Subheads and pull quotes among the paragraphs of the body."""
    for i, paragraph in enumerate(found):
        before = found[i - 1] if i else None
        if paragraph.rows[0].role == "subhead":
            paragraph.kind = "subhead"
            continue
        after = found[i + 1] if i + 1 < len(found) else None
        if before is None:
            continue
        if after is not None and _is_subhead(before, paragraph, after):
            paragraph.kind = "subhead"
        elif _is_pulled(before, paragraph, words):
            paragraph.kind = "pull-quote"


def _is_subhead(before: Paragraph, here: Paragraph, after: Paragraph) -> bool:
    text = here.text
    if len(here.rows) > 1 or len(text) > SUBHEAD_CHARS or len(text.split()) > SUBHEAD_WORDS or is_bullet(text):
        return False
    if before.kind == "body" and not ends_sentence(before.text):
        return False
    if starts_lower(after.text) or starts_continuing(after.text) or starts_lower(text):
        return False
    if quoted_whole(text):
        return not ends_sentence(text) and here.gap > 0 and after.gap > 0
    if text.endswith("?"):
        return len(text.split()) <= QUESTION_WORDS and not has_marks(text) and here.gap > 0 and after.gap > 0
    if ends_sentence(text) or text[-1] in ",;" or not (starts_upper(text) or text[0] in OPENERS):
        return False
    return not has_open_mark(text)


def _is_pulled(before: Paragraph, here: Paragraph, words: Words) -> bool:
    text = here.text
    if not has_marks(before.text) or has_marks(text) or not ends_sentence(text) or not here.gap:
        return False
    if len(text.split()) > PULLED_WORDS or is_bullet(text) or "'" in text[:1]:
        return False
    return words.speech.search(text) is not None and words.attribution.search(text) is None
