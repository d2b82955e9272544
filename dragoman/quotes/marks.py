"""Pairs quotation marks: every kind in use, nested, reopened, missing, broken off. One pass, linear in the text.

Marks are paired within a part of the article, so that one odd mark spoils no more than its paragraph. Whether a straight mark
opens or closes is read from the white space beside it, and where that says nothing from what is open.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from dragoman.types import Span

#: Opening mark → the marks that may close it (the second, typed by mistake or by machine).
PAIRS = {"«": "»", "“": '”"“', "„": '“”"', '"': '"”', "‹": "›", "<<": ">>", "``": "''", "‟": '”"', "»": "»«"}
SINGLE = {"'": "'’", "‘": "’'", "‚": "‘’"}
#: Longest stretch, in characters, that single marks may hold: beyond it they are apostrophes.
LONGEST_SINGLE = 600

_MARK = re.compile(r"<<|>>|``|''|[«»“”„‟\"‹›]")
_QUOTE = re.compile(r"['’‘‚]")
_BEFORE_OPENING = frozenset("([{—–-/:«“‘„\"'’¿¡=")
_AFTER_CLOSING = frozenset(".,;:!?)]}…»”’\"'—–-")


@dataclass(frozen=True, slots=True)
class Marked:
    """Words between marks. `outer` holds the marks, `inner` what stands between them without the white space.

    `depth` counts the marks around it. `closed` is false where the closing mark is missing; `goes_on` is true where the next
    paragraph reopens the marks because the same words go on.
    """

    outer: Span
    inner: Span
    part: int
    depth: int = 0
    closed: bool = True
    goes_on: bool = False


def find_marks(text: str, parts: Sequence[Span], elided: frozenset[str] = frozenset()) -> tuple[Marked, ...]:
    """All marked stretches in order of their opening marks. `parts` are disjoint and in order (codebook §3)."""
    found: list[Marked] = []
    for number, part in enumerate(parts):
        pairs, unclosed = _doubles(text, part)
        pairs += _singles(text, part, elided)
        nested = _nest(text, number, pairs)
        if unclosed is not None and not any(m.outer.start >= unclosed and m.depth == 0 for m in nested):
            nested.append(_unclosed(text, number, unclosed, part.end))
        found += sorted(nested, key=lambda m: (m.outer.start, -m.outer.end))
    return tuple(_reopened(text, found, parts))


def _doubles(text: str, part: Span) -> tuple[list[tuple[int, int]], int | None]:
    """(start, end) of paired marks, marks included, and the start of one that nothing closes."""
    pairs: list[tuple[int, int]] = []
    stack: list[tuple[str, int, int]] = []
    marks = [(m.group(), m.start(), m.end()) for m in _MARK.finditer(text, part.start, part.end)]
    straight = [_class(text, start, end, part) if mark in "\"''``»«" else "" for mark, start, end in marks]
    for k, (mark, start, end) in enumerate(marks):
        again = mark in "«“" and stack and stack[-1][0] == mark and _sentence_start(text, start)
        if again and text[start - 1].isspace():
            continue  # reopened at a sentence's start within one quotation
        if stack and mark in PAIRS[stack[-1][0]] and not (straight[k] == "O" and mark == '"'):
            pairs.append((stack.pop()[1], end))
        elif mark == '"' and straight[k] == "O" and any(open_ == '"' for open_, _, _ in stack[-2:]):
            if straight[k + 1 : k + 3] != ["C", "C"]:  # not nested: the earlier mark was never closed
                stack = [(mark, start, end)]
            else:
                stack.append((mark, start, end))
        elif mark == "«" and straight[k] == "C" and stack and stack[-1][0] == "«":
            pairs.append((stack.pop()[1], end))  # turned the wrong way round
        elif (
            mark == "»"
            and straight[k] != "O"
            and not (not stack and _sentence_start(text, start) and k + 1 < len(marks))
        ):
            if len(stack) > 1 and mark in PAIRS[stack[-2][0]]:
                stack.pop()
                pairs.append((stack.pop()[1], end))
        elif mark in PAIRS and straight[k] != "C":
            if mark == "«" and _line_start(text, start) and any(open_ == "«" for open_, _, _ in stack[-1:]):
                continue  # reopened at a line's start within one quotation
            stack.append((mark, start, end))
        elif len(stack) > 1 and mark in PAIRS[stack[-2][0]]:
            stack.pop()
            pairs.append((stack.pop()[1], end))
    return pairs, stack[0][1] if stack else None


def _class(text: str, start: int, end: int, part: Span) -> str:
    """O, C or A: what the characters beside a straight mark say that it does."""
    before = text[start - 1] if start > part.start else " "
    after = text[end] if end < part.end else " "
    left, right = before.isspace() or before in _BEFORE_OPENING, after.isspace() or after in _AFTER_CLOSING
    if left and not right:
        return "O"
    if right and not (before.isspace() or before in "([{"):
        return "C"
    return "A"


def _sentence_start(text: str, at: int) -> bool:
    """Whether a sentence ends right before here, and no mark closed it."""
    before = text[max(0, at - 4) : at].rstrip()
    return before[-1:] in (".", "!", "?", ":")


def _line_start(text: str, at: int) -> bool:
    """Whether only white space stands between a line end and here."""
    before = text[max(0, at - 4) : at]
    return "\n" in before and before.rpartition("\n")[2].strip() == ""


def _singles(text: str, part: Span, elided: frozenset[str]) -> list[tuple[int, int]]:
    """Pairs of single marks, told from apostrophes by what stands beside them."""
    opening: list[int] = []
    closing: list[int] = []
    for match in _QUOTE.finditer(text, part.start, part.end):
        kind = _single_class(text, match.start(), part, elided)
        if "O" in kind:
            opening.append(match.start())
        if "C" in kind:
            closing.append(match.start())
    pairs: list[tuple[int, int]] = []
    free = part.start
    for k, start in enumerate(opening):
        following = opening[k + 1] if k + 1 < len(opening) else part.end
        if start < free:
            continue
        end = _closer(text, start, min(following, start + LONGEST_SINGLE), closing)
        if end is not None:
            pairs.append((start, end + 1))
            free = end + 1
    return pairs


def _single_class(text: str, at: int, part: Span, elided: frozenset[str]) -> str:
    before = text[at - 1] if at > part.start else " "
    after = text[at + 1] if at + 1 < part.end else " "
    mark = text[at]
    if (
        mark in SINGLE
        and not before.isalnum()
        and (before.isspace() or before in _BEFORE_OPENING)
        and not after.isspace()
    ):
        word = re.match(r"\w{0,12}", text[at + 1 : at + 14])
        if mark == "‘" or (word and word.group().lower() not in elided):
            return "O"
    closes = not before.isspace() and (after.isspace() or after in _AFTER_CLOSING)
    return "C" if mark in "'’‘" and closes else ""


def _closer(text: str, start: int, limit: int, closing: list[int]) -> int | None:
    """The mark that closes a single one: a plural's apostrophe only where no other comes."""
    fallback = None
    for k in range(bisect_left(closing, start + 2), len(closing)):
        end = closing[k]
        if end >= limit:
            break
        if text[end] not in SINGLE[text[start]]:
            continue
        if text[end - 1] not in "sS" or not text[end + 1 : end + 2].isspace():
            return end
        fallback = end if fallback is None else fallback
    return fallback


def _nest(text: str, number: int, pairs: list[tuple[int, int]]) -> list[Marked]:
    """Pairs as a forest; a pair that crosses the one around it is dropped, and so is an empty one."""
    found: list[Marked] = []
    around: list[int] = []
    for start, end in sorted(pairs, key=lambda p: (p[0], -p[1])):
        while around and around[-1] <= start:
            around.pop()
        if around and end > around[-1]:
            continue
        inner = trimmed(text, start + _width(text, start), end - _width(text, end - 1, back=True))
        if inner.start < inner.end:
            found.append(Marked(Span(start, end), inner, number, len(around)))
            around.append(end)
    return found


def _width(text: str, at: int, *, back: bool = False) -> int:
    pair = text[at - 1 : at + 1] if back else text[at : at + 2]
    return 2 if pair in ("<<", ">>", "``", "''") else 1


def _unclosed(text: str, number: int, start: int, end: int) -> Marked:
    inner = trimmed(text, start + _width(text, start), end)
    return Marked(Span(start, max(inner.end, start + 1)), inner, number, closed=False)


def _reopened(text: str, found: Iterable[Marked], parts: Sequence[Span]) -> Iterable[Marked]:
    """Marks that the next paragraph reopens hold the whole paragraph."""
    opens = {parts[m.part].start + _blanks(text, parts[m.part]): m for m in found if m.depth == 0}
    for marked in found:
        following = marked.part + 1
        if not marked.closed and marked.inner.end > marked.inner.start:
            again = parts[following].start + _blanks(text, parts[following]) if following < len(parts) else -1
            same = again in opens and text[opens[again].outer.start] == text[marked.outer.start]
            yield replace(marked, goes_on=same)
        elif marked.closed:
            yield marked


def _blanks(text: str, part: Span) -> int:
    head = text[part.start : part.start + 200]
    return len(head) - len(head.lstrip())


def trimmed(text: str, start: int, end: int) -> Span:
    """A span without white space at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Span(start, end)
