"""When an event happened or was said, when it is due, and when a quotation was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from dragoman.link.room import SAID, SPEECH_ACTS, Room, divided, sides_of
from dragoman.link.ties import CLOSED, Tie, anywhere, own_words, tied_to, top_of
from dragoman.times.intervals import distance, first_day, interval
from dragoman.types import Event, Quotation, Sentence, Span, Time, Token

#: Acts that happen in the course of the act that leads to them, not long after it.
FORCE = frozenset({"ASSAULT", "COERCE"})
#: Most days of a time that is a date rather than a period.
TOGETHER = 3


def ahead(room: Room, event: Event, time: Time, tie: Tie) -> bool:
    """Whether a time is when something is due rather than when it was said."""
    if event.type not in SPEECH_ACTS or event.status != "done":
        return False
    day = first_day(time.value)
    if day is not None and room.published is not None:
        if day > room.published:
            return True
        if tie.content and day <= room.published and _whole_days(time):
            return False
    return tie.content


def _whole_days(time: Time) -> bool:
    days = interval(time.value)
    return days is not None and (days[1] - days[0]).days <= TOGETHER


def times_of(room: Room, event: Event, span: Span) -> Iterator[tuple[Time, Tie]]:
    """The times that belong to a trigger, those of its own clause first; what the tree may have misplaced only without those."""
    sentence = room.parsed.sentence_at(span.start)
    times = room.times.get(sentence.index, ()) if sentence else ()
    if sentence is None or not times:
        return
    apart = [time for time in times if not divided(room, span, time.span)]
    found = list(tied_to(sentence, span, apart))
    yield from found
    if not any(not tie.content and not tie.apart for _, tie in found):
        sides = sides_of(event)
        taken = [place.span for place in room.places.get(sentence.index, ()) if place.span]

        def passes(noun: Token, at: Token) -> bool:
            return _misplaced(sentence, noun, at, sides + taken)

        free = [time for time in apart if not _claimed(room, sentence, span, time)]
        known = {id(time) for time, _ in found}
        more = [(time, tie) for time, tie in tied_to(sentence, span, free, passes) if id(time) not in known]
        more = more or list(_shared(sentence, span, apart)) or list(_lonely(room, sentence, span, free))
        yield from more


def _lonely(room: Room, sentence: Sentence, span: Span, times: Sequence[Time]) -> Iterator[tuple[Time, Tie]]:
    """The only day of a sentence of one act, where no verb stands above it: the tree has lost it."""
    if len(times) != 1 or not _whole_days(times[0]) or any(not o.overlaps(span) for o in room.triggers[sentence.index]):
        return
    top = top_of(sentence, times[0].span)
    if top is not None and not any(t.upos == "VERB" for t in sentence.ancestors(top.i)):
        yield times[0], Tie(top.i, False)


def _shared(sentence: Sentence, span: Span, times: Sequence[Time]) -> Iterator[tuple[Time, Tie]]:
    """The times of the verb that a trigger without a subject of its own is joined to: "met on Monday and signed"."""
    own = own_words(sentence, span)
    head = next((t for t in sentence.tokens if t.i in own and t.head not in own), None)
    if head is None or head.deprel != "conj" or sentence.dependents(head.i, "nsubj"):
        return
    above = sentence.tokens[head.head]
    if above.upos in ("VERB", "AUX"):
        for time, tie in tied_to(sentence, above.span, times):
            if not tie.content and time.span.start < span.start:
                yield time, tie


def _claimed(room: Room, sentence: Sentence, span: Span, time: Time) -> bool:
    """Whether the tree gives a time to another trigger, or to the word of a saying."""
    others = [other for other in room.triggers.get(sentence.index, ()) if not other.overlaps(span)]
    others += [
        q.cue for q in room.quotes if q.cue is not None and sentence.span.covers(q.cue) and not q.cue.overlaps(span)
    ]
    return any(True for other in others for _ in tied_to(sentence, other, [time]))


def _misplaced(sentence: Sentence, noun: Token, at: Token, sides: list[Span]) -> bool:
    """Whether a noun may bear a time only because the parser hung it too low: a side or a place, a subject before its
    verb, a time without a preposition, or one that does not stand right behind the noun."""
    if any(side.overlaps(noun.span) for side in sides) or not sentence.dependents(at.i, "case"):
        return True
    if noun.deprel.split(":")[0] == "nsubj" and at.i < noun.head:
        return True
    first = min([at.i, *(t.i for t in sentence.dependents(at.i))])
    return first - noun.i != 1


def value_of(room: Room, time: Time, event: Event, tie: Tie) -> str:
    """The days that a time tells of an event: both of a night between two, both of two coordinated ones; no later than
    the publication for what is done."""
    value = time.value.split("T")[0]
    if time.rule == "times#night-between":
        day = first_day(value)
        return f"{value}/{day + timedelta(days=1)}" if day else value
    sentence = room.parsed.sentence_at(time.span.start)
    if sentence is not None:
        value = _with_next(sentence, room.times[sentence.index], time, value)
    day = first_day(value)
    late = day is not None and room.published is not None and day > room.published and event.status == "done"
    if late and day and time.rule == "times#weekday" and not ahead(room, event, time, tie):
        return str(day - timedelta(days=7))
    return value


def _with_next(sentence: Sentence, times: list[Time], time: Time, value: str) -> str:
    """ "Saturday and Sunday": the stretch over both, where they follow one another."""
    for other in times:
        if not 0 < other.span.start - time.span.end <= 12 or "/" in other.value or "/" in value:
            continue
        between = [t for t in sentence.tokens if time.span.end <= t.span.start and t.span.end <= other.span.start]
        second = other.value.split("T")[0]
        joined = any(t.deprel == "cc" for t in between) and len(value) == len(second) == 10
        if joined and value < second and distance(value, second) == 1:
            return f"{value}/{second}"
    return value


def said_when(event: Event, quotes: tuple[Quotation, ...]) -> str | None:
    """A threat, promise, demand or blame told in somebody's words is dated when they were said."""
    if event.type not in SAID:
        return None
    within = (q.date for q in quotes if any(span.covers(event.trigger) for span in (*q.spans, *_cues(q))))
    return next((day for day in within if day), None)


def _cues(quotation: Quotation) -> tuple[Span, ...]:
    return (quotation.cue,) if quotation.cue is not None else ()


def date_quotation(room: Room, quotation: Quotation) -> Quotation:
    if quotation.cue is None or quotation.date is not None:
        return quotation
    sentence = room.parsed.sentence_at(quotation.cue.start)
    times = room.times.get(sentence.index, ()) if sentence else ()
    if sentence is None or not times:
        return quotation
    outside = [time for time in times if not any(span.covers(time.span) for span in quotation.spans)]
    medium = quotation.medium is not None  # "said in a statement on Monday": the statement's day is the saying's
    found = [time for time, tie in tied_to(sentence, quotation.cue, outside, anywhere if medium else None)]
    if not found:
        speaker = [quotation.speaker.span] if quotation.speaker and quotation.speaker.span else []
        speaker += [place.span for place in room.places.get(sentence.index, ()) if place.span]

        def passes(noun: Token, at: Token) -> bool:
            return _misplaced(sentence, noun, at, speaker) and not sentence.dependents(at.i, "case")

        found = [time for time, tie in tied_to(sentence, quotation.cue, outside, passes) if not tie.content]
    told = found[0].value.split("T")[0] if found else None
    day = first_day(told) if told else None
    if found and day and room.published and day > room.published and found[0].rule == "times#weekday":
        told = str(day - timedelta(days=7))  # what has been said was not said after the publication
    return replace(quotation, date=told) if told else quotation


def from_cause(room: Room, event: Event, events: list[Event]) -> Event:
    """What a dated act led to in its own relative clause has its date: "the raid of 3 January that led to the capture of"."""
    sentence = room.parsed.sentence_at(event.trigger.start)
    if event.date is not None or event.status != "done" or sentence is None or event.type in SAID:
        return event
    own = own_words(sentence, event.trigger)
    at = next((t for t in sentence.tokens if t.i in own and t.head not in own), None)
    while at is not None and at.head != -1:
        above = sentence.tokens[at.head]
        if at.deprel == "acl:relcl":
            if not any(t.upos in ("PRON", "SCONJ") for t in sentence.dependents(at.i, "nsubj", "obl")):
                return event
            cause = next((e for e in events if e.date and e.trigger.overlaps(above.span)), None)
            if cause is not None:
                return replace(event, date=cause.date, place=event.place or cause.place)
            days = tied_to(sentence, above.span, room.times.get(sentence.index, ())) if event.type in FORCE else ()
            direct = (time.value.split("T")[0] for time, tie in days if not tie.content and not tie.apart)
            return replace(event, date=next(direct, None))
        if at.deprel in CLOSED:
            return event
        at = above
    return event
