"""Values as intervals of days, and the arithmetic of calendars."""

from __future__ import annotations

from datetime import date

import pytest

from dragoman.times import calendar as cal
from dragoman.times import intervals
from dragoman.types import Span, Time


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2026-01-11", "2026-01-11", "2026-01-11"),
        ("2026-01-11TEV", "2026-01-11", "2026-01-11"),
        ("2026-01-12T09:57+01:00", "2026-01-12", "2026-01-12"),
        ("2026-02", "2026-02-01", "2026-02-28"),
        ("2026", "2026-01-01", "2026-12-31"),
        ("FY2026", "2026-01-01", "2026-12-31"),
        ("2026-W02", "2026-01-05", "2026-01-11"),
        ("2026-W02-WE", "2026-01-10", "2026-01-11"),
        ("2026-W01-1", "2025-12-29", "2025-12-29"),
        ("2025-Q4", "2025-10-01", "2025-12-31"),
        ("2025-H2", "2025-07-01", "2025-12-31"),
        ("2025-SU", "2025-06-01", "2025-08-31"),
        ("2025-WI", "2025-12-01", "2026-02-28"),
        ("197", "1970-01-01", "1979-12-31"),
        ("18", "1800-01-01", "1899-12-31"),
        ("2026-01-03/2026-01-05", "2026-01-03", "2026-01-05"),
        ("2026-05/2026-06", "2026-05-01", "2026-06-30"),
    ],
)
def test_interval(value: str, first: str, last: str) -> None:
    assert intervals.interval(value) == (date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    "value",
    [
        "PAST_REF",
        "XXXX-WXX-5",
        "XXXX-01-03",
        "P2D",
        "",
        "2026-02-30",
        "2026-W54",
        "0000",
        "2026-01-05/2026-01-03",
        "99999",
    ],
)
def test_no_interval(value: str) -> None:
    assert intervals.interval(value) is None


def time(value: str, rule: str) -> Time:
    return Time(Span(0, 1), value, "date", rule)


def test_bounds_narrow_by_early_mid_late() -> None:
    assert intervals.bounds(time("2026-03", "times#month.start"), None) == (date(2026, 3, 1), date(2026, 3, 10))
    assert intervals.bounds(time("2026-03", "times#month.mid"), None) == (date(2026, 3, 11), date(2026, 3, 21))
    assert intervals.bounds(time("2026-03", "times#month.end"), None) == (date(2026, 3, 22), date(2026, 3, 31))
    assert intervals.bounds(time("2026-03-01", "times#weekday.start"), None) == (date(2026, 3, 1), date(2026, 3, 1))


def test_bounds_of_spans_count_from_the_publication() -> None:
    assert intervals.bounds(time("P3D", "times#past-span"), "2026-01-12") == (date(2026, 1, 9), date(2026, 1, 12))
    assert intervals.bounds(time("P1W", "times#future-span"), "2026-01-12T10:00") == (
        date(2026, 1, 12),
        date(2026, 1, 19),
    )
    assert intervals.bounds(time("P3D", "times#length"), "2026-01-12") is None
    assert intervals.bounds(time("PXD", "times#past-span"), "2026-01-12") is None
    assert intervals.bounds(time("P3D", "times#past-span"), None) is None


def test_distance() -> None:
    assert intervals.distance("2026-01-03", "2026-01-05") == 2
    assert intervals.distance("2026-01-05", "2026-01") == 0
    assert intervals.distance("2026-01-05", "PAST_REF") is None


def test_join_only_forwards() -> None:
    assert intervals.join("2026-01-03", "2026-01-05") == "2026-01-03/2026-01-05"
    assert intervals.join("2026-01-05", "2026-01-03") is None
    assert intervals.join("2026-01-05", "PRESENT_REF") is None


@pytest.mark.parametrize(
    ("year", "day"),
    [(1999, "04-04"), (2000, "04-23"), (2024, "03-31"), (2025, "04-20"), (2026, "04-05"), (2038, "04-25")],
)
def test_easter(year: int, day: str) -> None:
    assert cal.easter(year).isoformat() == f"{year}-{day}"


@pytest.mark.parametrize(("year", "day"), [(2023, "04-16"), (2024, "05-05"), (2025, "04-20"), (2026, "04-12")])
def test_orthodox_easter(year: int, day: str) -> None:
    assert cal.orthodox_easter(year).isoformat() == f"{year}-{day}"


@pytest.mark.parametrize(
    ("year", "month", "day", "observed"),
    [
        (2024, 10, 1, "2024-04-10"),
        (2025, 9, 1, "2025-03-01"),
        (2025, 12, 10, "2025-06-06"),
        (2026, 10, 1, "2026-03-20"),
    ],
)
def test_islamic_days_are_within_a_day_of_what_was_observed(year: int, month: int, day: int, observed: str) -> None:
    found = cal.islamic(year, month, day)
    assert found is not None
    assert abs((found - date.fromisoformat(observed)).days) <= 1


def test_nth_weekday() -> None:
    assert cal.nth_weekday(2025, 11, 4, 4) == date(2025, 11, 27)
    assert cal.nth_weekday(2025, 5, 1, -1) == date(2025, 5, 26)
    assert cal.nth_weekday(2026, 12, 1, -1) == date(2026, 12, 28)


def test_months_end_where_they_end() -> None:
    assert cal.add_months(date(2026, 3, 31), -1) == date(2026, 2, 28)
    assert cal.add_months(date(2024, 1, 31), 1) == date(2024, 2, 29)
    assert cal.add_months(date(2026, 1, 12), -(10**6)) is None


@pytest.mark.parametrize(
    ("direction", "strict", "day"),
    [(-1, False, "2026-01-12"), (-1, True, "2026-01-05"), (1, False, "2026-01-19"), (0, False, "2026-01-12")],
)
def test_a_monday_seen_from_a_monday(direction: int, strict: bool, day: str) -> None:
    found = cal.weekday_near(date(2026, 1, 12), 1, direction, strict=strict)
    assert found is not None
    assert found.isoformat() == day
