"""A time's value as an interval of days, for the store and for comparing dates (codebook §4). Knows no language."""

from __future__ import annotations

import re
from datetime import date, timedelta

from dragoman.times.calendar import SEASONS, add_days, add_months, safe_date
from dragoman.types import Time

Interval = tuple[date, date]

_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:T.*)?")
_WEEK = re.compile(r"(\d{4})-W(\d\d)(?:-(WE|[1-7]))?(?:T.*)?")
_PART = re.compile(r"(\d{4})-(?:(\d\d)|Q([1-4])|H([12])|(SP|SU|FA|AU|WI))")
_YEARS = re.compile(r"(FY)?(\d{2,4})")
_LENGTH = re.compile(r"P(\d+(?:\.\d+)?)([DWMQY]|WE)")
#: Days in a unit, for the length of a span before or after the publication.
_DAYS = {"D": 1.0, "W": 7.0, "WE": 7.0, "M": 30.44, "Q": 91.31, "Y": 365.25}


def interval(value: str) -> Interval | None:
    """First and last day of a value, both included: "2026-W02" is 5 to 11 January. None where the value tells no day.

    Reads ISO dates cut anywhere, weeks and week-ends, quarters, halves, seasons (northern, winter from December),
    decades ("202"), centuries ("20"), years, and intervals with "/". Durations, sets and PAST_REF and the like have no days.
    """
    if "/" in value:
        first, _, last = value.partition("/")
        start, end = interval(first), interval(last)
        return (start[0], end[1]) if start and end and start[0] <= end[1] else None
    if match := _DAY.fullmatch(value):
        day = safe_date(int(match[1]), int(match[2]), int(match[3]))
        return (day, day) if day else None
    if match := _WEEK.fullmatch(value):
        return _week(int(match[1]), int(match[2]), match[3])
    if match := _PART.fullmatch(value):
        return _part(match)
    if match := _YEARS.fullmatch(value):
        width = 10 ** (4 - len(match[2]))
        first_year = int(match[2]) * width
        if first_year < 1 or first_year + width > 9999:
            return None
        return date(first_year, 1, 1), date(first_year + width - 1, 12, 31)
    return None


def bounds(time: Time, anchor: str | None) -> Interval | None:
    """First and last day that a time tells in its article, anchored on its publication (ISO).

    As `interval`, narrowed where the words say early, mid or late ("late March": from the 22nd), and spans that end or
    begin with the publication ("in the last three days") counted from it.
    """
    days = interval(time.value)
    if days:
        return _narrowed(days, time.rule.rpartition(".")[2])
    published = interval(anchor) if anchor else None
    length = _LENGTH.fullmatch(time.value)
    if not published or not length or time.rule not in ("times#past-span", "times#future-span"):
        return None
    count = min(float(length[1]) * _DAYS[length[2]], 3_000_000.0)
    past = time.rule == "times#past-span"
    other = add_days(published[0], -round(count) if past else round(count))
    if other is None:
        return None
    return (other, published[0]) if past else (published[0], other)


def distance(first: str, second: str) -> int | None:
    """Days between two values: 0 where they overlap, None where either tells no day."""
    a, b = interval(first), interval(second)
    if not a or not b:
        return None
    return max(0, (b[0] - a[1]).days, (a[0] - b[1]).days)


def first_day(value: str) -> date | None:
    """The first day of a value."""
    days = interval(value)
    return days[0] if days else None


def join(first: str, last: str) -> str | None:
    """The value of the stretch from one value to another ("2026-01-03/2026-01-05"), None where they run backwards."""
    a, b = interval(first), interval(last)
    return f"{first}/{last}" if a and b and a[0] <= b[0] and a[1] <= b[1] and a != b else None


def _narrowed(days: Interval, edge: str) -> Interval:
    third = ((days[1] - days[0]).days + 1) // 3
    if third < 1 or edge not in ("start", "mid", "end"):
        return days
    if edge == "start":
        return days[0], days[0] + timedelta(days=third - 1)
    if edge == "end":
        return days[1] - timedelta(days=third - 1), days[1]
    return days[0] + timedelta(days=third), days[1] - timedelta(days=third)


def _week(year: int, week: int, inner: str | None) -> Interval | None:
    try:
        monday = date.fromisocalendar(year, week, 1)
        if inner == "WE":
            return monday + timedelta(days=5), monday + timedelta(days=6)
        if inner:
            day = date.fromisocalendar(year, week, int(inner))
            return day, day
        return monday, monday + timedelta(days=6)
    except (ValueError, OverflowError):
        return None


def _part(match: re.Match[str]) -> Interval | None:
    year, month, quarter, half, season = int(match[1]), match[2], match[3], match[4], match[5]
    if month:
        first, length = int(month), 1
    elif quarter:
        first, length = int(quarter) * 3 - 2, 3
    elif half:
        first, length = int(half) * 6 - 5, 6
    else:
        first, length = SEASONS["FA" if season == "AU" else season], 3
    start = safe_date(year, first, 1)
    end = add_months(start, length) if start else None
    return (start, end - timedelta(days=1)) if start and end else None
