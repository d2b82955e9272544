"""Within an article: which time and which place belongs to which event and quotation.

The tree decides first: an expression belongs to the nearest word above it that tells an event or a saying (codebook §1, `date`,
`due`, `place`). Then, where the tree gives a trigger nothing, what it may have hung on a wrong noun of the same clause. What
neither ties to a word stays without a date: an event does not inherit the date of another sentence unless both tell the
same event, which `Event.mentions` says. What is said and when it was said do not mix: marks and reported clauses divide them.
"""

from __future__ import annotations

from dataclasses import replace

from dragoman.language import Language
from dragoman.link.room import SAID, Room, open_room
from dragoman.link.speech import lean
from dragoman.link.when import (
    ahead,
    date_quotation,
    due_in_words,
    from_cause,
    not_yet,
    said_when,
    times_of,
    value_of,
)
from dragoman.link.where import place_of
from dragoman.times.grammar import compile_grammar
from dragoman.times.intervals import interval
from dragoman.types import Event, Parse, Place, Quotation, Time

__all__ = ["lean", "link"]

#: Days after which a background event is history (codebook §1, status).
HISTORY = 365


def link(
    parsed: Parse,
    events: tuple[Event, ...],
    times: tuple[Time, ...],
    places: tuple[Place, ...],
    quotes: tuple[Quotation, ...],
    lang: Language | None = None,
) -> tuple[tuple[Event, ...], tuple[Quotation, ...]]:
    """The same events with `date`, `due`, `place` and history, and the same quotations with `date`.

    A date is ISO cut to what is known, an interval where several days are told ("2026-01-03/2026-01-05"); hours are left to
    the times themselves. `lang` tells which conjunctions join what happened at the same time.
    """
    room = open_room(parsed, events, lean(parsed, times, places, quotes), places, quotes)
    if lang is not None:
        cues = lang.compiled(compile_grammar).cues
        room.whiles, room.withins = cues.whiles, cues.withins
        room.theres = frozenset(lang.section("places").get("theres", ()))
    room.quotes = quotes = tuple(date_quotation(room, quotation) for quotation in quotes)
    completed = [_complete(room, event) for event in events]
    completed = [_in_history(room, from_cause(room, event, completed)) for event in completed]
    return tuple(completed), quotes


def _complete(room: Room, event: Event) -> Event:
    when, due, place = event.date, event.due, event.place
    for span in (event.trigger, *event.mentions):
        for time, tie in times_of(room, event, span):
            if not_yet(room, event, time, tie):
                continue
            value = value_of(room, time, event, tie)
            if ahead(room, event, time, tie):
                due = due or value
            elif (
                when is None
                and (not tie.apart or (tie.borne and event.type in SAID))
                and not (tie.content and event.type in SAID)
            ):
                when = value
        place = place or place_of(room, event, span)
    if when is None:
        when = said_when(event, room.quotes)
    due = due or due_in_words(room, event)
    if (when, due, place) == (event.date, event.due, event.place):
        return event
    return replace(event, date=when, due=due, place=place)


def _in_history(room: Room, event: Event) -> Event:
    """Background more than a year before the publication date is history."""
    if event.date is None or room.published is None or event.status != "done":
        return event
    days = interval(event.date)
    old = days is not None and (room.published - days[1]).days > HISTORY
    return replace(event, status="historical") if old else event
