"""What linking reads of an article, filed by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from dragoman.times.intervals import first_day
from dragoman.types import Event, Parse, Place, Quotation, Span, Time

#: Words said about what is to come: a time below them in a clause of content is when it is due.
SPEECH_ACTS = frozenset({"AGREE", "REQUEST", "THREATEN", "REJECT"})
#: Types whose words are dated when they were said, where they are somebody's quoted words.
SAID = SPEECH_ACTS | {"ACCUSE", "SUPPORT", "CONCEDE"}

Filed = TypeVar("Filed")


@dataclass
class Room:
    """What linking reads: times and places by sentence, quotations, the words of every trigger by sentence."""

    parsed: Parse
    quotes: tuple[Quotation, ...]
    times: dict[int, list[Time]] = field(default_factory=dict)
    places: dict[int, list[Place]] = field(default_factory=dict)
    triggers: dict[int, list[Span]] = field(default_factory=dict)
    published: date | None = None
    whiles: frozenset[str] = frozenset()
    withins: frozenset[str] = frozenset()
    theres: frozenset[str] = frozenset()

    def times_within(self, span: Span) -> Iterator[Time]:
        """The times in a stretch of the text, in order."""
        sentence = self.parsed.sentence_at(span.start)
        index = sentence.index if sentence else len(self.parsed.sentences)
        while index < len(self.parsed.sentences) and self.parsed.sentences[index].span.start < span.end:
            yield from (time for time in self.times.get(index, ()) if span.covers(time.span))
            index += 1


def open_room(
    parsed: Parse,
    events: tuple[Event, ...],
    times: tuple[Time, ...],
    places: tuple[Place, ...],
    quotes: tuple[Quotation, ...],
) -> Room:
    """Times that tell a day (of the ends of a range only the whole), places and triggers, by sentence."""
    published = parsed.article.published
    room = Room(parsed, quotes, published=first_day(published) if published else None)
    dated = [time for time in times if time.value[:1].isdigit() and time.kind in ("date", "time")]
    last = Span(-1, -1)
    for time in dated:
        if "/" in time.value:
            last = time.span
        if time.span == last or not last.covers(time.span):
            _file(parsed, time.span, time, room.times)
    for place in places:
        if place.span is not None:
            _file(parsed, place.span, place, room.places)
    for event in events:
        for span in (event.trigger, *event.mentions):
            _file(parsed, span, span, room.triggers)
    return room


def _file(parsed: Parse, span: Span, thing: Filed, shelves: dict[int, list[Filed]]) -> None:
    sentence = parsed.sentence_at(span.start)
    if sentence is not None:
        shelves.setdefault(sentence.index, []).append(thing)


def sides_of(event: Event) -> list[Span]:
    return [side.span for side in (*event.actors, *event.recipients) if side.span is not None]


def divided(room: Room, trigger: Span, other: Span) -> bool:
    """Whether the marks or the reported clause of a quotation stand between a trigger and an expression outside it."""
    for quotation in room.quotes:
        inside = any(span.covers(trigger) for span in quotation.spans)
        if inside and not any(span.covers(other) for span in quotation.spans):
            return True
    return False
