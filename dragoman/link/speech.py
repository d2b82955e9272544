"""Times within a quotation lean on the day that it was said, not on the publication (codebook §4)."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from dragoman.link.room import Room, open_room
from dragoman.link.when import date_quotation, said_at
from dragoman.times.intervals import first_day, interval
from dragoman.types import Parse, Place, Quotation, Time

#: The rules of times that lie at a told distance from their anchor: "yesterday", "three days ago", "tonight".
DISTANT = frozenset(
    {"deictic", "ago", "ahead", "this-part", "last-night", "anoche", "hours-ago", "week-ago", "fortnight-ago"}
)
#: The rules of a day, week or year that is told by its place beside the anchor: "Friday", "next week", "this year".
NEAREST, PERIODS = frozenset({"weekday"}), frozenset({"period", "this-period", "rel-year", "this-year"})
PUBLICATION = "publication"


def lean(
    parsed: Parse, times: tuple[Time, ...], places: tuple[Place, ...], quotes: tuple[Quotation, ...]
) -> tuple[Time, ...]:
    """The same times; those that lean on the publication within words said on another day lean on that day.

    "“We will strike tomorrow,” he said on Friday" is due on Saturday. `Time.anchor` becomes the words that tell the day.
    Times leant once stay as they are.
    """
    if not any(time.anchor == PUBLICATION for time in times):
        return times
    room = open_room(parsed, (), times, places, quotes)
    if room.published is None:
        return times
    leant: dict[int, Time] = {}
    for quotation in quotes:
        told = said_at(room, quotation)
        said = date_quotation(room, quotation).date if told is not None else None
        days = interval(said) if said else None
        if told is None or days is None or days[0] != days[1] or days[0] >= room.published:
            continue
        anchor = told.span.of(parsed.text)
        for time in _within(room, quotation, told):
            value = shifted(time, room.published, days[0])
            if value is not None:
                leant[id(time)] = replace(time, value=value, anchor=anchor)
    return tuple(leant.get(id(time), time) for time in times)


def _within(room: Room, quotation: Quotation, told: Time) -> list[Time]:
    inside = [time for span in quotation.spans for time in room.times_within(span)]
    return [time for time in inside if time.anchor == PUBLICATION and time is not told]


def shifted(time: Time, published: date, said: date) -> str | None:
    """The value of a time read on the publication as it is on the day of speech; None where it does not lean on it."""
    rule = time.rule.partition("#")[2].partition(".")[0]
    day, rest = first_day(time.value), time.value.partition("T")
    if day is None or "/" in time.value:
        return None
    if rule in DISTANT and len(rest[0]) == 10:
        return f"{day - (published - said)}{rest[1]}{rest[2]}"
    if rule in NEAREST and len(rest[0]) == 10:
        return f"{_weekday(day, published, said)}{rest[1]}{rest[2]}"
    if rule in PERIODS:
        return _period(time.value, day, published, said)
    return None


def _weekday(day: date, published: date, said: date) -> date:
    """The same weekday on the same side of the day of speech: the next after it, or the last on or before it."""
    gap = (day - said).days % 7
    if day > published:
        return said + timedelta(days=gap or 7)
    return said - timedelta(days=-gap % 7)


def _period(value: str, day: date, published: date, said: date) -> str | None:
    """A week, month or year moved by as many as lie between the publication and the day of speech."""
    if "-W" in value:
        weeks = (_monday(published) - _monday(said)).days // 7
        iso = (day - timedelta(weeks=weeks)).isocalendar()
        return f"{iso.year:04}-W{iso.week:02}{value[8:]}"
    if len(value) == 4:
        return f"{day.year - (published.year - said.year):04}"
    if len(value) == 7 and value[5:].isdigit():
        months = (published.year - said.year) * 12 + published.month - said.month
        year, month = divmod(day.year * 12 + day.month - 1 - months, 12)
        return f"{year:04}-{month + 1:02}"
    return None


def _monday(day: date) -> date:
    return day - timedelta(days=day.isoweekday() - 1)
