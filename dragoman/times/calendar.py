"""Arithmetic on the calendar, and the values of TimeML. Pure functions over `datetime.date`; knows no language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any

from dragoman.times.numbers import Value

#: ISO 8601 designators of the units that durations count. A decade and a century are counted in years.
DESIGNATORS: Mapping[str, tuple[str, str, int]] = {
    "second": ("PT", "S", 1),
    "minute": ("PT", "M", 1),
    "hour": ("PT", "H", 1),
    "day": ("P", "D", 1),
    "week": ("P", "W", 1),
    "fortnight": ("P", "W", 2),
    "weekend": ("P", "WE", 1),
    "month": ("P", "M", 1),
    "quarter": ("P", "Q", 1),
    "half": ("P", "M", 6),
    "year": ("P", "Y", 1),
    "decade": ("P", "Y", 10),
    "century": ("P", "Y", 100),
}

#: Months in a unit that is counted in months.
MONTHS: Mapping[str, int] = {"month": 1, "quarter": 3, "half": 6, "year": 12, "decade": 120, "century": 1200}
#: First month of each season of the northern year; winter runs from December into the next year.
SEASONS: Mapping[str, int] = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}


def safe_date(year: int, month: int, day: int) -> date | None:
    """The date, or None where the calendar has none (31 February, year 0)."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def add_days(when: date, days: int) -> date | None:
    try:
        return when + timedelta(days=days)
    except OverflowError:
        return None


def add_months(when: date, months: int) -> date | None:
    """The same day, months later; the last of the month where it has fewer days."""
    count = when.year * 12 + when.month - 1 + months
    year, month = divmod(count, 12)
    if not 1 <= year <= 9998:
        return None
    following = date(year + (month == 11), (month + 1) % 12 + 1, 1)
    last = (following - timedelta(days=1)).day
    return date(year, month + 1, min(when.day, last))


def unit_value(when: date, unit: str) -> str:
    """The unit of time that holds a day, as a value: "2026-W02", "2026-01", "2026-Q1", "202" for the decade."""
    iso = when.isocalendar()
    forms: Mapping[str, Callable[[], str]] = {
        "week": lambda: f"{iso.year:04}-W{iso.week:02}",
        "fortnight": lambda: f"{iso.year:04}-W{iso.week:02}",
        "weekend": lambda: f"{iso.year:04}-W{iso.week:02}-WE",
        "month": lambda: f"{when.year:04}-{when.month:02}",
        "quarter": lambda: f"{when.year:04}-Q{(when.month + 2) // 3}",
        "half": lambda: f"{when.year:04}-H{(when.month + 5) // 6}",
        "year": lambda: f"{when.year:04}",
        "decade": lambda: f"{when.year // 10:03}",
        "century": lambda: f"{when.year // 100:02}",
    }
    return forms.get(unit, when.isoformat)()


def shifted(when: date, unit: str, count: int) -> date | None:
    """A day `count` units away, in the unit's own calendar."""
    if unit in MONTHS:
        return add_months(when, count * MONTHS[unit])
    if unit in ("week", "weekend"):
        return add_days(when, 7 * count)
    if unit == "fortnight":
        return add_days(when, 14 * count)
    return add_days(when, count)


def duration(count: Value, unit: str) -> str:
    """A length in ISO 8601: "P3D", "PT30.4S", "P2.5Y", and "PXM" for a count that is not told."""
    lead, letter, factor = DESIGNATORS[unit]
    if isinstance(count, (int, float)):
        if unit == "hour" and 0 < count < 1:
            return f"PT{count * 60:g}M"
        total = count * factor
        return f"{lead}{total:g}{letter}" if total < 10**6 else f"{lead}{int(total)}{letter}"
    return f"{lead}{count}{letter}"


def weekday_near(when: date, weekday: int, direction: int, *, strict: bool = False) -> date | None:
    """The nearest such weekday (1 Monday … 7 Sunday) on or before (-1), or after (+1), or within three days (0)."""
    gap = (weekday - when.isoweekday()) % 7
    if direction > 0:
        return add_days(when, gap or 7)
    if direction == 0:
        return add_days(when, gap if gap <= 3 else gap - 7)
    return add_days(when, gap - 7 if gap or strict else 0)


def easter(year: int) -> date:
    """Western Easter Sunday, Gregorian (Meeus, Astronomical Algorithms, chapter 8)."""
    a, (b, c) = year % 19, divmod(year, 100)
    (d, e), f = divmod(b, 4), (b + 8) // 25
    g = (b - f + 1) // 3
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    m = (32 + 2 * e + 2 * i - h - k) % 7
    n = (a + 11 * h + 22 * m) // 451
    month, day = divmod(h + m - 7 * n + 114, 31)
    return date(year, month, day + 1)


def orthodox_easter(year: int) -> date:
    """Eastern Easter Sunday in the Gregorian calendar, 1900 to 2099 (Meeus, chapter 8, and 13 days)."""
    a, b, c = year % 4, year % 7, year % 19
    d = (19 * c + 15) % 30
    e = (2 * a + 4 * b - d + 34) % 7
    month, day = divmod(d + e + 114, 31)
    return date(year, month, day + 1) + timedelta(days=13)


def islamic(year: int, month: int, day: int) -> date | None:
    """A day of the civil Islamic calendar (tabular: may be a day off what was observed) in a Gregorian year."""
    for hijri in range(int((year - 622) * 33 / 32) - 1, int((year - 622) * 33 / 32) + 3):
        days = day + -(-59 * (month - 1) // 2) + (hijri - 1) * 354 + (3 + 11 * hijri) // 30 + 1948439
        found = date.fromordinal(days - 1721425) if days > 1721425 else None
        if found and found.year == year:
            return found
    return None


def holiday(body: Mapping[str, Any], year: int) -> date | None:
    """The day of a holiday in a year. `body` holds one of date "MM-DD", easter, orthodox (days on), nth, islamic."""
    if "date" in body:
        month, day = map(int, body["date"].split("-"))
        return safe_date(year, month, day)
    if "easter" in body:
        return add_days(easter(year), body["easter"])
    if "orthodox" in body:
        return add_days(orthodox_easter(year), body["orthodox"])
    if "islamic" in body:
        return islamic(year, *body["islamic"])
    return nth_weekday(year, *body["nth"])


def nth_weekday(year: int, month: int, weekday: int, count: int) -> date | None:
    """The count-th such weekday of a month, the last for -1."""
    if count > 0:
        first = safe_date(year, month, 1)
        return first and add_days(first, (weekday - first.isoweekday()) % 7 + 7 * (count - 1))
    first = safe_date(year, month, 1)
    after = first and add_months(first, 1)
    return after and add_days(after, -((after.isoweekday() - weekday - 1) % 7) - 1)
