"""What a maker knows when it gives a time its value: the publication, the times read so far, the sentence's tense."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from dragoman.times.grammar import Grammar
from dragoman.times.intervals import interval
from dragoman.times.scan import Found, Words
from dragoman.times.tense import Direction, direction
from dragoman.types import Parse, Span, TimeKind

PUBLICATION = "publication"
#: How far back, in characters, a clock or a part of the day looks for the day that it belongs to.
NEAR = 700
#: Longest stretch of days that is exact enough to count a unit from.
_WIDTHS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "half": 184, "year": 366, "decade": 3653, "century": 36525}


@dataclass(frozen=True, slots=True)
class Made:
    """What a maker gives back."""

    value: str
    kind: TimeKind
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Earlier:
    """A time read before: its value, the days that it tells, its words."""

    value: str
    days: tuple[date, date]
    span: Span


@dataclass(slots=True)
class Context:
    """Changes as the article is read: `earlier` grows. `all_found` and `at` let a clock look at what follows it."""

    parsed: Parse
    grammar: Grammar
    published: date | None
    hour: str
    words: Words
    peek: Callable[[Found, Context], Made | None] | None = None
    all_found: list[Found] = field(default_factory=list)
    at: int = 0
    earlier: list[Earlier] = field(default_factory=list)

    def direction(self, found: Found) -> Direction:
        return direction(self.parsed, self.grammar.cues, self.words, found)

    def base(self, found: Found, unit: str = "day") -> tuple[date | None, str | None]:
        """The day that a relative expression leans on, and its name for `Time.anchor`."""
        if found.rule.args.get("base") == "focus":
            focus = self.focus(unit, until=self._until(found))
            if focus:
                return focus.days[0], focus.span.of(self.parsed.text)
        return self.published, PUBLICATION if self.published else None

    def _until(self, found: Found) -> date | None:
        """What a past verb leans on is past too: no later than the publication."""
        side = self.direction(found)
        return self.published if side.sign < 0 and side.sure else None

    def focus(self, unit: str, *, since: int = 0, until: date | None = None) -> Earlier | None:
        """The last time told that is at least as exact as the unit, not before a place in the text, nor after a day."""
        widest = _WIDTHS.get(unit, 1)
        for earlier in reversed(self.earlier[-50:]):
            if earlier.span.start < since:
                break
            if (earlier.days[1] - earlier.days[0]).days < widest and (until is None or earlier.days[0] <= until):
                return earlier
        return None

    def remember(self, value: str, span: Span) -> None:
        days = interval(value)
        if days:
            self.earlier.append(Earlier(value, days, span))

    def day_of(self, found: Found) -> tuple[str | None, str | None]:
        """The day that a clock or part of the day belongs to: told just after it, before it nearby, or the publication."""
        following = self.all_found[self.at + 1] if self.at + 1 < len(self.all_found) else None
        sentence = self.parsed.sentence_at(found.span.start)
        since = sentence.span.start if sentence else self.line_start(found.first)
        focus = self.focus("day", since=since)
        if focus is None and following and self.peek and self._follows(found, following):
            told = self.peek(following, self)
            if told and interval(told.value):
                return told.value[:10], following.span.of(self.parsed.text)
        focus = focus or self.focus("day", since=max(0, found.span.start - NEAR))
        if focus:
            return focus.value[:10], focus.span.of(self.parsed.text)
        return (self.published.isoformat(), PUBLICATION) if self.published else ("XXXX-XX-XX", None)

    def line_start(self, place: int) -> int:
        """Where the sentence of a word begins, by full stops, where there is no tree."""
        for i in range(place - 1, max(-1, place - 60), -1):
            if self.words.low[i] in (".", "!", "?", "\n"):
                return self.words.starts[i]
        return self.words.starts[max(0, place - 60)]

    def _follows(self, found: Found, following: Found) -> bool:
        between = self.words.low[found.last : following.first]
        return following.first - found.last <= 4 and not {".", ";", "\n"} & set(between) and is_day(following)


def is_day(found: Found) -> bool:
    """Does an expression, not yet read, tell a single day?"""
    slots = found.slots
    return found.rule.make == "date" and bool(
        {"weekday", "deictic", "numdate"} & slots.keys() or {"day", "month"} <= slots.keys()
    )
