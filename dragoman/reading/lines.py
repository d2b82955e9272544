"""A text's lines, and what can be told of a line by its marks alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

#: A block of lines is taken for one wrapped paragraph from this width and this many lines on.
NARROWEST, WIDEST, FEWEST = 45, 140, 3

STOPS = frozenset(".!?…")
CLOSERS = frozenset("\"'»”’)]›")
OPENERS = frozenset("\"'«“‘‹([„")
MARKS = frozenset('"«»“”„')
_CONTINUING = frozenset(",;:.)]»”!?…")
_BULLET = re.compile(r"(?:[-–—•*▪●■►‣·]|\d{1,2}[.)])\s")
_WORD = re.compile(r"\w+(?:['’\-]\w+)*")
_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c\x85]+")
_BREAK = re.compile(r"\r\n|[\r\n\u2028\u2029\x0b\x0c\x85]")
_SPACES = str.maketrans(dict.fromkeys("\r\n\t\u2028\u2029\x0b\x0c\x85", " "))


@dataclass(frozen=True, slots=True)
class Line:
    """A line without the space around it: half-open offsets, its words, and how many blank lines stand before it."""

    start: int
    end: int
    text: str
    gap: int

    @property
    def words(self) -> int:
        return sum(1 for _ in _WORD.finditer(self.text[:2000]))


def lines_of(text: str) -> list[Line]:
    """Every line that is not blank; lines of a paragraph wrapped at a fixed width come as one."""
    return list(_unwrapped(text, _split(text)))


def _split(text: str) -> list[Line]:
    found: list[Line] = []
    last = 0
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if not stripped:
            continue
        start = match.start() + match.group().index(stripped)
        breaks = sum(1 for _ in _BREAK.finditer(text, last, start))
        found.append(Line(start, start + len(stripped), stripped, max(0, breaks - 1)))
        last = start + len(stripped)
    return found


def _unwrapped(text: str, lines: list[Line]) -> Iterator[Line]:
    block: list[Line] = []
    for line in [*lines, None]:
        if line is not None and (not block or line.gap == 0):
            block.append(line)
            continue
        yield from [_joined(text, block)] if is_wrapped(block) else block
        block = [line] if line is not None else []


def is_wrapped(block: list[Line]) -> bool:
    """Whether lines were broken at a fixed width: no line had room for the next one's first word."""
    if len(block) < FEWEST:
        return False
    width = max(line.end - line.start for line in block)
    if not NARROWEST <= width <= WIDEST:
        return False
    return all(len(a.text) + 1 + len(b.text.split(None, 1)[0]) > width for a, b in pairwise(block))


def _joined(text: str, block: list[Line]) -> Line:
    start, end = block[0].start, block[-1].end
    return Line(start, end, text[start:end].translate(_SPACES), block[0].gap)


def ends_sentence(text: str) -> bool:
    """Whether a line ends with a final stop, closing marks behind it aside."""
    bare = text.rstrip()
    k = len(bare)
    while k and (bare[k - 1] in CLOSERS or bare[k - 1] == " "):
        k -= 1
    return bool(k) and bare[k - 1] in STOPS


def stop_is_plain(text: str) -> bool:
    """Whether a line ends with a stop and nothing behind it."""
    return bool(text) and text[-1] in STOPS


def has_open_mark(text: str) -> bool:
    """Whether a quotation was opened and not closed."""
    return text.count('"') % 2 == 1 or text.count("«") > text.count("»") or text.count("“") > text.count("”")


def starts_lower(text: str) -> bool:
    """Whether a line begins, behind opening marks, with a small letter."""
    for c in text[:4]:
        if c.isalpha():
            return c.islower()
        if c not in OPENERS and c not in " -–—\u00a0\u202f":
            return False
    return False


def starts_upper(text: str) -> bool:
    """Whether a line begins with a capital or a figure."""
    return bool(text) and (text[0].isupper() or text[0].isdigit() or text[0] in "¿¡")


def starts_continuing(text: str) -> bool:
    """Whether a line begins with a mark that no sentence begins with (a comma, a stop, a closing mark)."""
    return bool(text) and text[0] in _CONTINUING and not text.startswith(("...", "…", "(", "["))


def is_bullet(text: str) -> bool:
    return _BULLET.match(text) is not None


def quoted_whole(text: str) -> bool:
    """Whether a line is one quotation from its first character to its last."""
    if len(text) < 3:
        return False
    a, b = text[0], text[-1]
    if a == b == '"':
        return text.count('"') == 2
    return (a, b) in {("«", "»"), ("“", "”"), ("‘", "’")} and text.count(a) == 1


def has_marks(text: str) -> bool:
    return any(c in MARKS for c in text)


def last_word(text: str) -> str:
    """The last word, lower case, an elided one with its apostrophe; empty behind a mark."""
    tail = text[-24:].split()[-1:] or [""]
    return tail[0].lower().replace("’", "'")
