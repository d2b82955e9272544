"""When an event happened or was said, when it is due, and when a quotation was said."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from dragoman.link.room import SAID, SPEECH_ACTS, Room, divided, sides_of
from dragoman.link.ties import CLOSED, Tie, anywhere, own_words, tied_to, tokens_of, top_of
from dragoman.times.intervals import distance, first_day, interval
from dragoman.types import Event, Quotation, Sentence, Span, Time, Token

#: Acts that happen in the course of the act that leads to them, not long after it.
FORCE = frozenset({"ASSAULT", "COERCE"})
#: Most days of a time that is a date rather than a period.
TOGETHER = 3
#: Characters of a value that tells a month or more exactly.
MONTH = 7


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
    apart = [time for time in times if not divided(room, span, time.span) and _fits(sentence, span, time)]
    others = _others(room, sentence, span)
    found = list(tied_to(sentence, span, apart, None, others))
    yield from (tied for tied in found if not tied[1].borne)
    if not any(not tie.content and not tie.apart and not tie.borne for _, tie in found):
        sides = sides_of(event)
        taken = [place.span for place in room.places.get(sentence.index, ()) if place.span]

        def passes(noun: Token, at: Token) -> bool:
            return _misplaced(sentence, noun, at, sides + taken)

        free = [time for time in apart if not _claimed(room, sentence, span, time)]
        known = {id(time) for time, _ in found}
        near = [time for time in apart if id(time) not in known and follows(sentence, span, time, others)]
        more = [(time, Tie(-1, False)) for time in near]
        more = more or [tied for tied in found if tied[1].borne and not not_yet(room, event, *tied)]
        more = more or [(time, tie) for time, tie in tied_to(sentence, span, free, passes) if id(time) not in known]
        more = more or list(_shared(room, sentence, span, apart)) or list(_reported(sentence, span, apart))
        if event.type not in SAID - {"CONCEDE"}:
            more = more or list(_loose(room, sentence, span, free, others))
        more = more or list(_lonely(room, sentence, span, free))
        yield from more


def _others(room: Room, sentence: Sentence, span: Span) -> frozenset[int]:
    """The words of the sentence's other triggers."""
    spans = (other for other in room.triggers.get(sentence.index, ()) if not other.overlaps(span))
    return frozenset(t.i for other in spans for t in tokens_of(sentence, other))


def follows(sentence: Sentence, span: Span, time: Time, others: frozenset[int] = frozenset()) -> bool:
    """Whether a time stands right behind a word, or its participle, whatever the tree makes of it: "arrested on Friday",
    "a raid led on Friday"."""
    inside, own = tokens_of(sentence, time.span), own_words(sentence, span)
    if not inside or not own:
        return False
    after = inside[-1].i + 1
    if after < len(sentence.tokens) and (sentence.tokens[after].deprel, sentence.tokens[after].upos) == (
        "case",
        "PART",
    ):
        return False
    k = inside[0].i - 1
    while k >= 0 and inside[0].i - k <= 2 and sentence.tokens[k].upos in ("ADP", "DET"):
        k -= 1
    led = k > 0 and sentence.tokens[k].feats.get("VerbForm") == "Part" and sentence.tokens[k - 1].upos == "NOUN"
    return inside[0].i in own or k in own or (led and k not in others and k - 1 in own)


def _fits(sentence: Sentence, span: Span, time: Time) -> bool:
    """A beginning dates only the verb that it hangs on: "held since March", not "the worst raid since 2010"."""
    if not time.rule.endswith(".since"):
        return True
    top = top_of(sentence, time.span)
    above = sentence.tokens[top.head] if top is not None and top.head >= 0 else None
    return above is not None and above.upos == "VERB" and above.span.overlaps(span)


def _lonely(room: Room, sentence: Sentence, span: Span, times: Sequence[Time]) -> Iterator[tuple[Time, Tie]]:
    """The only day of a sentence of one act, where no verb stands above it: the tree has lost it."""
    if len(times) != 1 or not _whole_days(times[0]) or any(not o.overlaps(span) for o in room.triggers[sentence.index]):
        return
    top = top_of(sentence, times[0].span)
    if top is not None and not any(t.upos == "VERB" for t in sentence.ancestors(top.i)):
        yield times[0], Tie(top.i, False)


def _loose(
    room: Room, sentence: Sentence, span: Span, times: Sequence[Time], others: frozenset[int]
) -> Iterator[tuple[Time, Tie]]:
    """The days and months that a preposition of time hangs on a noun that tells no act: "lifted the sanctions in January"."""

    def passes(noun: Token, at: Token) -> bool:
        cases = {t.text.lower() for t in sentence.dependents(at.i, "case")}
        return noun.i not in others and bool(cases & room.withins)

    return tied_to(sentence, span, [time for time in times if len(time.value) >= MONTH], passes)


def _reported(sentence: Sentence, span: Span, times: Sequence[Time]) -> Iterator[tuple[Time, Tie]]:
    """The times of an act that stands before the verb that reports it, on its side of the comma: "struck the town on Monday,
    the daily reported"."""
    head = top_of(sentence, span)
    if head is None or head.deprel not in ("ccomp", "parataxis") or head.head < head.i:
        return
    for time in times:
        top = top_of(sentence, time.span)
        if top is None or top.head != head.head or not head.i < top.i < top.head:
            continue
        before, after = sentence.tokens[head.i : top.i], sentence.tokens[top.i : top.head]
        if any(t.text == "," for t in after) and not any(t.upos == "PUNCT" for t in before):
            yield time, Tie(top.i, False)


def _while(room: Room, sentence: Sentence, verb: Token) -> bool:
    """Whether a conjunction says that a clause tells what was at the time of the verb above it."""
    joined = sentence.dependents(verb.i, "mark", "advmod") if verb.deprel == "advcl" else ()
    return any(t.i < verb.i and t.text.lower() in room.whiles for t in joined)


def _participle(sentence: Sentence, verb: Token) -> bool:
    """Whether a participle goes on with the act of the verb above it."""
    bare = verb.deprel in ("advcl", "xcomp", "ccomp") and verb.feats.get("VerbForm") in ("Part", "Ger")
    return bare and not sentence.dependents(verb.i, "mark", "case")


def _shared(room: Room, sentence: Sentence, span: Span, times: Sequence[Time]) -> Iterator[tuple[Time, Tie]]:
    """The times of the verb that a trigger without a subject of its own is joined to: "met on Monday and signed", "opened
    fire on Monday, killing ten", "were wounded on Monday when"."""
    head = top_of(sentence, span)
    if head is None or head.head < 0:
        return
    above, told = sentence.tokens[head.head], bool(sentence.dependents(head.i, "nsubj"))
    during = _while(room, sentence, head) or (not told and _participle(sentence, head))
    if above.upos in ("VERB", "AUX") and (during or (head.deprel == "conj" and not told)):
        for time, tie in tied_to(sentence, above.span, times):
            if not tie.content and not tie.borne and (during or time.span.start < span.start):
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


def not_yet(room: Room, event: Event, time: Time, tie: Tie) -> bool:
    """Whether a time that a participle bears is still to come, and so none of what is done ("rallies planned for Monday")."""
    day = first_day(time.value)
    return (
        tie.borne and event.status == "done" and day is not None and room.published is not None and day > room.published
    )


def due_in_words(room: Room, event: Event) -> str | None:
    """When what is promised, threatened or asked in somebody's words is due: the first day told in them that is to come."""
    if event.type not in SPEECH_ACTS or event.status != "done":
        return None
    for quotation in room.quotes:
        if quotation.cue is None or not quotation.cue.overlaps(event.trigger):
            continue
        said = first_day(quotation.date) if quotation.date else room.published
        for span in quotation.spans:
            for time in room.times_within(span):
                day = first_day(time.value)
                if said is not None and day is not None and day > said:
                    return time.value.split("T")[0]
    return None


def said_when(event: Event, quotes: tuple[Quotation, ...]) -> str | None:
    """A threat, promise, demand or blame told in somebody's words is dated when they were said."""
    if event.type not in SAID:
        return None
    within = (q.date for q in quotes if any(span.covers(event.trigger) for span in (*q.spans, *_cues(q))))
    return next((day for day in within if day), None)


def _cues(quotation: Quotation) -> tuple[Span, ...]:
    return (quotation.cue,) if quotation.cue is not None else ()


def date_quotation(room: Room, quotation: Quotation) -> Quotation:
    """The quotation with the day it was said, where its attribution tells one."""
    if quotation.date is not None:
        return quotation
    time = said_at(room, quotation)
    if time is None:
        return quotation
    told, day = time.value.split("T")[0], first_day(time.value)
    if day and room.published and day > room.published and time.rule == "times#weekday":
        told = str(day - timedelta(days=7))  # what has been said was not said after the publication
    return replace(quotation, date=told)


def said_at(room: Room, quotation: Quotation) -> Time | None:
    """The time that the words of a quotation's attribution bear."""
    if quotation.cue is None:
        return None
    sentence = room.parsed.sentence_at(quotation.cue.start)
    times = room.times.get(sentence.index, ()) if sentence else ()
    if sentence is None or not times:
        return None
    outside = [time for time in times if not any(span.covers(time.span) for span in quotation.spans)]
    medium = quotation.medium is not None  # "said in a statement on Monday": the statement's day is the saying's
    found = [time for time in times if follows(sentence, quotation.cue, time)]
    ties = tied_to(sentence, quotation.cue, outside, anywhere if medium else None)
    found = found or [time for time, tie in ties if not tie.apart or tie.borne]
    if not found:
        speaker = [quotation.speaker.span] if quotation.speaker and quotation.speaker.span else []
        speaker += [place.span for place in room.places.get(sentence.index, ()) if place.span]

        def passes(noun: Token, at: Token) -> bool:
            return _misplaced(sentence, noun, at, speaker) and not sentence.dependents(at.i, "case")

        found = [time for time, tie in tied_to(sentence, quotation.cue, outside, passes) if not tie.content]
    return found[0] if found else None


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
