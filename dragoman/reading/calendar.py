"""Dates and hours as pages and dispatches print them, read with a language's `layout.toml`. ISO 8601 strings come
out, cut to
what is known (codebook §4: `2026-01-12`, `2026-01-12T09:57`).

Figures alone do not tell day from month: a weekday beside them settles it, else a number above twelve, else the
language's custom. Every pattern has bounded repeats only.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime

from dragoman.language import Language

#: Years outside these are taken for something else (a price, a page number).
EARLIEST, LATEST = 1800, 2100

_ISO = re.compile(
    r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:[.,]\d{1,9})?)?\s?(Z|[+-]\d{2}:?\d{2})?)?(?!\d)"
)
_CUT_ISO = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?|-W(?:0[1-9]|[1-4]\d|5[0-3]))?")
_YEAR_END = r"(?:\d{4}(?=\d{1,2}\s?[:hH]\s?\d{2})|\d{4}(?!\d))"
_FIGURES = re.compile(rf"(\d{{1,2}})\s?([/.\-])\s?(\d{{1,2}})\s?\2\s?({_YEAR_END}|\d{{2}}(?![\d:hH]))")
_YEAR_FIRST = re.compile(r"(?<!\d)(\d{4})([/.])(\d{1,2})\2(\d{1,2})(?!\d)")


@dataclass(frozen=True, slots=True)
class Calendar:
    """One language's words for days and months, compiled. Keys of the mappings are lower case."""

    order: str
    day_first: frozenset[str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    morning: frozenset[str]
    evening: frozenset[str]
    day_month: re.Pattern[str]
    month_day: re.Pattern[str]
    weekday: re.Pattern[str]
    hour: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Day:
    """A day found in text, `end` being where its words stop. `other` is the same figures read the other way round."""

    end: int
    year: int | None
    month: int
    day: int
    other: tuple[int, int] | None = None

    def iso(self, weekday: int | None, *, month_first: bool) -> str | None:
        """ISO date, or None where no year is told or there is no such day. A weekday decides between two readings."""
        if self.year is None:
            return None
        readings = [(self.month, self.day)]
        if self.other is not None:
            readings = [self.other, *readings] if month_first else [*readings, self.other]
        days = [made for month, day in readings if (made := _date(self.year, month, day)) is not None]
        if weekday is not None:
            days.sort(key=lambda made: made.weekday() != weekday)
        return days[0].isoformat() if days else None


def build_calendar(lang: Language) -> Calendar:
    """The calendar that a language's `layout.toml` describes."""
    layout = lang.section("layout")
    dates = layout.get("dates", {})
    months = {name: i + 1 for i, names in enumerate(layout.get("months", ())) for name in names}
    weekdays = {name: i for i, names in enumerate(layout.get("weekdays", ())) for name in names}
    month = rf"(?P<month>{_any(months)})\b\.?"
    ordinal = rf"(?:{_any(dates.get('ordinals', ()))})?" if dates.get("ordinals") else ""
    joiner = rf"(?:(?:{_any(dates.get('joiners', ()))})\s)?" if dates.get("joiners") else ""
    day = rf"(?P<day>\d{{1,2}})(?:{ordinal})"
    year = rf"(?P<year>{_YEAR_END})"
    halves = _any([*dates.get("morning", ()), *dates.get("evening", ())]) or "(?!)"
    return Calendar(
        order=layout.get("order", "dmy"),
        day_first=frozenset(layout.get("day_first", ())),
        months=months,
        weekdays=weekdays,
        morning=frozenset(dates.get("morning", ())),
        evening=frozenset(dates.get("evening", ())),
        day_month=re.compile(rf"{day}[\s.\-/]{{0,2}}{joiner}{month}(?:[\s,\-/]{{0,2}}{joiner}{year})?", re.I),
        month_day=re.compile(rf"\b{month}\s?{day}(?![\d:])(?:,?\s?{joiner}{year})?", re.I),
        weekday=re.compile(rf"\b(?:{_any(weekdays)})\b\.?", re.I),
        hour=re.compile(
            rf"(?<!\d)(?P<h>\d{{1,2}})(?:\s?[:hH.]\s?(?P<m>\d{{2}})(?!\d{{3}})(?::\d{{2}})?|\s?[hH](?!\w)|(?=\s?(?:{halves})(?!\w)))"
            rf"(?:\s?(?P<half>{halves})(?!\w)|\s?(?:hs?|hrs?)(?!\w))?",
            re.I,
        ),
    )


def day_at(text: str, at: int, calendar: Calendar) -> Day | None:
    """The day whose words begin exactly at `at`, if any."""
    if match := _ISO.match(text, at):
        year, month, day = (int(match[k]) for k in (1, 2, 3))
        return _day(match.start() + 10, year, month, day)
    if match := _YEAR_FIRST.match(text, at):
        return _day(match.end(), int(match[1]), int(match[3]), int(match[4]))
    if match := _FIGURES.match(text, at):
        return _figures(match, calendar)
    for pattern in (calendar.day_month, calendar.month_day):
        if match := pattern.match(text, at):
            year_told = int(match["year"]) if match["year"] else None
            return _day(match.end(), year_told, calendar.months[match["month"].lower()], int(match["day"]))
    return None


def hour_at(text: str, at: int, calendar: Calendar) -> tuple[int, str] | None:
    """Where the hour that begins at `at` ends, and the hour as "09:57" ("09" where no minutes are told)."""
    match = calendar.hour.match(text, at)
    if match is None:
        return None
    hour, minute = int(match["h"]), match["m"]
    half = (match["half"] or "").lower()
    if half in calendar.evening and hour < 12:
        hour += 12
    if half in calendar.morning and hour == 12:
        hour = 0
    if hour > 23 or int(minute or 0) > 59:
        return None
    return match.end(), f"{hour:02}:{minute or '00'}"


def plain_date(value: object, calendar: Calendar | None = None) -> str | None:
    """A date given as such (a field, an option, a feed's), as ISO cut to the minute; None where it is none.

    Takes ISO 8601 in whole or in part, `20260112`, RFC 2822, dates of Python, and words where a calendar is handed in.
    """
    if isinstance(value, dt.datetime):
        return value.isoformat(timespec="minutes")[:16]
    if isinstance(value, dt.date):
        return value.isoformat()
    text = str(value).strip()
    if len(text) > 80:
        return None
    if match := _ISO.fullmatch(text):
        if (day := _date(int(match[1]), int(match[2]), int(match[3]))) is None:
            return None
        ok = match[4] is None or (int(match[4]) < 24 and int(match[5]) < 60)
        return (day.isoformat() + (f"T{match[4]}:{match[5]}" if match[4] else "")) if ok else None
    if _CUT_ISO.fullmatch(text) and EARLIEST <= int(text[:4]) <= LATEST:
        return text
    if len(text) == 8 and text.isdigit() and (made := _date(int(text[:4]), int(text[4:6]), int(text[6:]))):
        return made.isoformat()
    try:
        return parsedate_to_datetime(text).isoformat(timespec="minutes")[:16]
    except (ValueError, TypeError, IndexError, OverflowError):
        return _worded(text, calendar) if calendar else None


def _worded(text: str, calendar: Calendar) -> str | None:
    """A date in words or figures with, at most, an hour and a weekday beside it."""
    weekday = calendar.weekday.search(text)
    named = calendar.weekdays[weekday.group().rstrip(".").lower()] if weekday else None
    for start in re.finditer(r"\b\w", text):
        day = day_at(text, start.start(), calendar)
        if day is None:
            continue
        if (iso := day.iso(named, month_first=calendar.order == "mdy")) is None:
            return None
        for later in re.finditer(r"\d{1,2}", text[day.end :]):
            if hour := hour_at(text, day.end + later.start(), calendar):
                return f"{iso}T{hour[1]}"
        return iso
    return None


def _figures(match: re.Match[str], calendar: Calendar) -> Day | None:
    first, second, year = int(match[1]), int(match[3]), int(match[4])
    year += 2000 * (year < 70) + 1900 * (70 <= year < 100)
    both = first <= 12 and second <= 12 and match[2] != "."
    if first > 12 or (both and calendar.order in ("dmy", "mdy")):
        return _day(match.end(), year, second, first, (first, second) if both else None)
    if match[2] == ".":
        return _day(match.end(), year, second, first)
    return _day(match.end(), year, first, second)


def _day(end: int, year: int | None, month: int, day: int, other: tuple[int, int] | None = None) -> Day | None:
    if not (1 <= month <= 12 and 1 <= day <= 31) or (year is not None and not EARLIEST <= year <= LATEST):
        return None
    return Day(end, year, month, day, other)


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _any(words: Mapping[str, int] | list[str] | tuple[str, ...]) -> str:
    return "|".join(re.escape(word) for word in sorted(words, key=len, reverse=True))
