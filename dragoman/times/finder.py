"""Finds every time expression of an article (codebook §4) and gives each its value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from dragoman.language import Language
from dragoman.times.calendar import safe_date
from dragoman.times.context import Context, Earlier
from dragoman.times.grammar import compile_grammar
from dragoman.times.intervals import join
from dragoman.times.makers import make
from dragoman.times.scan import Found, cut, matches
from dragoman.types import CODED_PARTS, Parse, Span, Time

_ANCHOR = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d)(?:[T ](\d\d:\d\d))?)?)?")
#: Most words between the two ends of a range.
_BETWEEN = 3


def find_times(parsed: Parse, lang: Language, *, anchor: str | None) -> tuple[Time, ...]:
    """The time expressions of an article, in order of the text; spans are characters of its text (codebook §4).

    `anchor` is the publication (ISO, with or without its hour); without it what is told by relation gets TimeML's
    unanchored forms (`XXXX-WXX-5`, `PAST_REF`). Only coded parts are read, the whole text where there are no parts.
    Sentences may be missing: then words beside an expression tell past from future. A range ("from 3 to 5 January") gives
    one time for each end, and before them one over both, its value the interval, its rule "times#range".
    """
    grammar = lang.compiled(compile_grammar)
    published, hour = _publication(anchor)
    times: list[Time] = []
    earlier: list[Earlier] = []
    for start, end, wrapped in _stretches(parsed):
        words = cut(parsed.text, start, end, grammar, wrapped=wrapped)
        found = matches(words, grammar)
        ctx = Context(parsed, grammar, published, hour, words, make, found, 0, earlier)
        times += _with_ranges(ctx, list(_read(ctx)))
    return tuple(times)


def _publication(anchor: str | None) -> tuple[date | None, str]:
    match = _ANCHOR.match(anchor or "")
    if not match or not match[3]:
        return None, ""
    return safe_date(int(match[1]), int(match[2]), int(match[3])), match[4] or ""


def _stretches(parsed: Parse) -> Iterator[tuple[int, int, bool]]:
    """What is read: (start, end, whether single ends of lines are mere spaces)."""
    if not parsed.article.parts:
        yield 0, len(parsed.text), False
    for part in parsed.article.parts:
        if part.kind in CODED_PARTS:
            yield part.span.start, part.span.end, True


def _read(ctx: Context) -> Iterator[tuple[Found, Time]]:
    for place, found in enumerate(ctx.all_found):
        ctx.at = place
        made = make(found, ctx)
        if made is None:
            continue
        if made.kind in ("date", "time"):
            ctx.remember(made.value, found.span)
        edge = f".{found.slots['edge']}" if "edge" in found.slots else ".since" if _begins(ctx, found) else ""
        yield found, Time(found.span, made.value, made.kind, f"times#{found.rule.name}{edge}", made.anchor)


def _begins(ctx: Context, found: Found) -> bool:
    """Is an expression told as a beginning ("since 2010")? Its rule says so, for what depends on it."""
    before = {" ".join(ctx.words.low[max(0, found.first - k) : found.first]) for k in (1, 2, 3)}
    return bool(before & ctx.grammar.cues.origins)


def _with_ranges(ctx: Context, read: list[tuple[Found, Time]]) -> list[Time]:
    """Adds the time that spans both ends of a range: "between May and June"."""
    times: list[Time] = []
    for n, (found, time) in enumerate(read):
        if n + 1 < len(read):
            following, other = read[n + 1]
            value = join(time.value, other.value) if _frames(ctx, found, following) else None
            if value and time.kind == other.kind == "date":
                times.append(Time(Span(time.span.start, other.span.end), value, "date", "times#range", time.anchor))
        times.append(time)
    return times


def _frames(ctx: Context, first: Found, second: Found) -> bool:
    """Do the words before and between two expressions frame a range?"""
    if not 0 < second.first - first.last <= _BETWEEN:
        return False
    low, frames = ctx.words.low, ctx.grammar.ranges
    between = tuple(low[first.last : second.first])
    return ((), between) in frames or any(
        (tuple(low[max(0, first.first - k) : first.first]), between) in frames for k in (1, 2)
    )
