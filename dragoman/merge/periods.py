"""Days into days, ISO weeks, months and years. Knows no language."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Literal

from dragoman.times import intervals

By = Literal["day", "week", "month", "year"]


def start_of(day: date, by: By) -> date:
    """The first day of the period that holds a day; a week's is its Monday (ISO 8601)."""
    if by == "week":
        return day - timedelta(days=day.weekday()) if day.toordinal() > 7 else day
    if by == "month":
        return day.replace(day=1)
    return day.replace(month=1, day=1) if by == "year" else day


def next_of(start: date, by: By) -> date:
    """The first day of the period after the one that begins here."""
    if by == "month":
        return (start + timedelta(days=31)).replace(day=1)
    if by == "year":
        return start.replace(year=start.year + 1)
    return start + timedelta(days=7 if by == "week" else 1)


def label_of(start: date, by: By) -> str:
    """`2026-01-12`, `2026-W03`, `2026-01`, `2026`. A week's year is ISO's: 2025-12-29 begins 2026-W01."""
    if by == "week":
        year, week, _ = start.isocalendar()
        return f"{year}-W{week:02}"
    return start.isoformat()[: {"day": 10, "month": 7, "year": 4}[by]]


def periods(first: date, last: date, by: By) -> Iterator[date]:
    """First days of all periods from the one that holds `first` to the one that holds `last`."""
    start = start_of(first, by)
    while start <= last:
        yield start
        start = next_of(start, by)


def days_of(value: str | None) -> tuple[date, date] | None:
    """First and last day of a date as the store has it (codebook §1: cut to what is known); None where it tells none."""
    return intervals.interval(value) if value else None


def day_of(value: str | None) -> date | None:
    """The day of a publication date; None where none is told."""
    days = days_of(value[:10] if value else None)
    return days[0] if days else None


def placed(told: str | None, published: str | None, by: By) -> date | None:
    """The period an event counts in.

    Its date's, where the date lies within one period. Else the publication's, where the date may be that day; else, for dates of
    a week or less, the first day's. An event without a date counts on its publication. None where none of this holds.
    """
    days, report = days_of(told), day_of(published)
    if days is None:
        return start_of(report, by) if report and not told else None
    first, last = days
    if start_of(first, by) == start_of(last, by):
        return start_of(first, by)
    if report and first <= report <= last:
        return start_of(report, by)
    return start_of(first, by) if (last - first).days <= 7 else None
