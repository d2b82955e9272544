"""Lines that say when an article was published and updated: "09:5712/01/2026, lundi", "MAJ: …", "Jan 12, 2026, 9:57
AM ET"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.reading.calendar import Day, day_at, hour_at
from dragoman.reading.words import Words

#: A line longer than this is no line of dates.
LONGEST = 240
#: How many places of a line are tried as the beginning of a stamp.
MOST_STARTS = 40

_SPACE = re.compile(r"[\s|·•,;:()\[\]\-–—/.~@>\u200b]+")
_ZONE = re.compile(r"\s?(?:Z(?!\w)|(?:UTC|GMT)?\s?[+-]\d{1,2}:?(?:\d{2})?(?![\d/]))")
_SHORT = re.compile(r"\d{1,2}/\d{1,2}(?![\d/])")
_STARTS = re.compile(r"(?<![\w.])(?=\w)|(?<=[|·•,(\-–—/])")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A moment as printed: `kind` is published or updated, `value` ISO (None where it is not told whole); `hour` is "T16:30"."""

    kind: str
    start: int
    end: int
    value: str | None
    labelled: bool
    hour: str | None = None


@dataclass(slots=True)
class _Open:
    """A stamp that is being read."""

    kind: str = "published"
    labelled: bool = False
    start: int = -1
    end: int = -1
    day: Day | None = None
    hour: str | None = None
    weekday: int | None = None
    short: bool = False

    def begin(self, kind: str, *, labelled: bool) -> None:
        self.kind, self.labelled = kind, labelled
        self.start = self.end = -1
        self.day = self.hour = self.weekday = None
        self.short = False

    def take(self, start: int, end: int) -> int:
        self.start = start if self.start < 0 else self.start
        self.end = end
        return end


def stamps_at(line: str, at: int, words: Words) -> tuple[list[Stamp], int]:
    """The stamps that stand one behind the other from `at` on, and where the first word that belongs to none begins."""
    found: list[Stamp] = []
    now = _Open()
    month_first = words.calendar.order == "mdy" and not any(zone in line for zone in words.calendar.day_first)
    while at < len(line):
        if now.hour and (zone := _ZONE.match(line, at)):
            at = now.take(at, zone.end())
        elif space := _SPACE.match(line, at):
            at = space.end()
        elif after := _label(line, at, words, now, found, month_first) or _piece(line, at, words, now):
            at = after
        elif now.day and (day := day_at(line, at, words.calendar)):
            _close(now, found, month_first)
            now.begin("updated" if found else now.kind, labelled=False)
            now.day = day
            at = now.take(at, day.end)
        else:
            break
    _close(now, found, month_first)
    return found, at


def stamped(line: str, words: Words) -> tuple[list[Stamp], tuple[int, int] | None] | None:
    """The stamps of a line and what else stands before or behind them; None where it has none. Offsets are the
    line's."""
    if len(line) > LONGEST or not any(c.isdigit() for c in line):
        return None
    found, at = stamps_at(line, 0, words)
    if found:
        return found, ((found[-1].end, len(line)) if at < len(line) else None)
    for tried, candidate in enumerate(_STARTS.finditer(line, 1)):
        if tried > MOST_STARTS:
            break
        found, at = stamps_at(line, candidate.start(), words)
        if found and at >= len(line):
            return found, (0, found[0].start)
    return None


def _label(line: str, at: int, words: Words, now: _Open, found: list[Stamp], month_first: bool) -> int:
    for kind, pattern in (("updated", words.updated), ("published", words.published)):
        if match := pattern.match(line, at):
            _close(now, found, month_first)
            now.begin(kind, labelled=True)
            return now.take(at, match.end())
    return 0


def _piece(line: str, at: int, words: Words, now: _Open) -> int:
    """One word of a stamp: a day, a weekday, an hour or a word between them."""
    calendar = words.calendar
    if now.day is None and now.labelled and (short := _SHORT.match(line, at)):
        now.short = True  # "11/03": the year is not told
        return now.take(at, short.end())
    if now.day is None and (day := day_at(line, at, calendar)):
        now.day = day
        return now.take(at, day.end + (line[day.end : day.end + 1] == "T"))
    if match := calendar.weekday.match(line, at):
        now.weekday = calendar.weekdays[match.group().rstrip(".").lower()]
        return now.take(at, match.end())
    if now.hour is None and (hour := hour_at(line, at, calendar)):
        now.hour = hour[1]
        return now.take(at, hour[0])
    if match := words.fillers.match(line, at):
        return match.end()
    return 0


def _close(now: _Open, found: list[Stamp], month_first: bool) -> None:
    if now.day is None and now.hour is None and not now.short:
        return
    value = now.day.iso(now.weekday, month_first=month_first) if now.day else None
    if value is None and found and not now.short and (earlier := found[-1].value):
        value = earlier[:10]  # an hour alone is of the day before it: "22/12/2025 | 14:05 | Actualizada 14:41"
    if value and now.hour:
        value += "T" + now.hour
    found.append(Stamp(now.kind, now.start, now.end, value, now.labelled, f"T{now.hour}" if now.hour else None))
