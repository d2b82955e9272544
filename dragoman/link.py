"""Within an article: which time and which place belongs to which event and quotation.

The tree decides: an expression belongs to the nearest word above it that tells an event or a saying (codebook §1, `date`, `due`,
`place`). What the tree does not tie to a word stays without a date: an event does not inherit the date of another
sentence unless both tell the same event, which `Event.mentions` says.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TypeVar

from dragoman.times.intervals import first_day
from dragoman.types import Event, Parse, Place, Quotation, Sentence, Span, Status, Time, Token

#: Words said about what is to come: a time below them in a clause of content is when it is due.
SPEECH_ACTS = frozenset({"AGREE", "REQUEST", "THREATEN", "REJECT"})
#: Relations that open a clause of content.
CONTENT = frozenset({"xcomp", "ccomp", "advcl", "acl", "csubj"})
#: Relations by which the sides and the core of an act hang on the verb that carries its time.
CORE = frozenset({"nsubj", "nsubj:pass", "obj", "xcomp", "obl:agent"})
#: Relations that close the way up: what is said of another clause does not date this one.
CLOSED = frozenset({"ccomp", "advcl", "parataxis", "csubj"})
#: Days after which a background event is history (codebook §1, status).
HISTORY = 365

Found = TypeVar("Found", Time, Place)


@dataclass(frozen=True, slots=True)
class Tie:
    """An expression and the trigger it hangs on; `content` where it lies in the clause that the trigger announces."""

    trigger: int
    content: bool


def link(
    parsed: Parse,
    events: tuple[Event, ...],
    times: tuple[Time, ...],
    places: tuple[Place, ...],
    quotes: tuple[Quotation, ...],
) -> tuple[tuple[Event, ...], tuple[Quotation, ...]]:
    """The same events with `date`, `due`, `place` and history, and the same quotations with `date`."""
    dated = [time for time in times if time.value[:1].isdigit() and time.kind in ("date", "time")]
    situated = [place for place in places if place.span is not None]
    quotes = tuple(_date_quotation(parsed, quotation, dated) for quotation in quotes)
    return tuple(_complete(parsed, event, dated, situated, quotes) for event in events), quotes


def _complete(
    parsed: Parse, event: Event, times: list[Time], places: list[Place], quotes: tuple[Quotation, ...]
) -> Event:
    date, due, place = event.date, event.due, event.place
    for span in (event.trigger, *event.mentions):
        for time, tie in _tied(parsed, span, times):
            ahead = event.type in SPEECH_ACTS and event.status == "done" and (tie.content or _after(time, parsed))
            if ahead:
                due = due or _day(time.value)
            elif date is None:
                date = _day(time.value)
        place = place or next(
            (found for found, tie in _tied(parsed, span, places) if _happened_at(event, found, tie)), None
        )
    if date is None:
        date = _said_when(event, quotes)
    return replace(event, date=date, due=due, place=place, status=_historical(event, date, parsed))


def _happened_at(event: Event, place: Place, tie: Tie) -> bool:
    """A place within the content of a threat is not where it was made, and a side is no place."""
    sides = (side.span for side in (*event.actors, *event.recipients) if side.span is not None)
    return not tie.content and not any(place.span is not None and side.overlaps(place.span) for side in sides)


def _said_when(event: Event, quotes: tuple[Quotation, ...]) -> str | None:
    """A threat, promise, demand or blame told in somebody's words is dated when they were said."""
    if event.type not in SPEECH_ACTS | {"ACCUSE", "SUPPORT", "CONCEDE"}:
        return None
    within = (q.date for q in quotes if any(span.covers(event.trigger) for span in (*q.spans, *_cues(q))))
    return next((date for date in within if date), None)


def _cues(quotation: Quotation) -> tuple[Span, ...]:
    return (quotation.cue,) if quotation.cue is not None else ()


def _date_quotation(parsed: Parse, quotation: Quotation, times: list[Time]) -> Quotation:
    if quotation.cue is None or quotation.date is not None:
        return quotation
    outside = [time for time in times if not any(span.covers(time.span) for span in quotation.spans)]
    medium = quotation.medium is not None  # "said in a statement on Monday": the statement's day is the saying's
    when = next((_day(time.value) for time, _ in _tied(parsed, quotation.cue, outside, nouns=medium)), None)
    return replace(quotation, date=when)


def _tied(parsed: Parse, trigger: Span, found: Iterable[Found], *, nouns: bool = False) -> Iterator[tuple[Found, Tie]]:
    """The expressions of the trigger's sentence that hang on it, nearest first."""
    sentence = parsed.sentence_at(trigger.start)
    if sentence is None:
        return
    own = {t.i for t in sentence.tokens if t.span.overlaps(trigger)}
    ties: list[tuple[bool, int, int, Found, Tie]] = []
    for expression in found:
        if expression.span is not None and sentence.span.covers(expression.span):
            tie = _tie(sentence, expression.span, own, nouns)
            if tie is not None:
                distance = abs(expression.span.start - trigger.start)
                ties.append((tie.content, distance, len(ties), expression, tie))
    for _, _, _, expression, tie in sorted(ties, key=lambda found: found[:3]):
        yield expression, tie


def _tie(sentence: Sentence, span: Span, own: set[int], nouns: bool) -> Tie | None:
    """Whether an expression hangs on the trigger words `own`, climbing from its head. What a preposition ties to another
    noun ("the raid of 3 January") stays with that noun, unless `nouns` may be passed."""
    at = _top(sentence, span)
    if at is None:
        return None
    content, tied = False, bool(sentence.dependents(at.i, "case"))
    while at.head != -1:
        relation, above = at.deprel, sentence.tokens[at.head]
        if above.i in own:
            return Tie(above.i, content or relation in CONTENT)
        if tied and not nouns and above.upos == "NOUN":
            return None
        tied = False
        if relation in CLOSED and not content:
            content = True
        if _carries(sentence, above, own, span):
            return Tie(above.i, content)
        if relation in ("xcomp", "acl", "acl:relcl"):
            content = content or relation == "xcomp"
        if above.upos in ("VERB", "AUX") and relation not in CONTENT and above.deprel in CLOSED:
            content = True
        at = above
    return None


def _carries(sentence: Sentence, verb: Token, own: set[int], span: Span) -> bool:
    """Whether a verb bears the time of a trigger below it: "the raid took place on Monday", "decided Monday to expel", or a
    coordinated verb behind a time that opens the sentence."""
    if verb.upos not in ("VERB", "AUX", "ADJ"):
        return False
    for t in sentence.dependents(verb.i):
        if t.deprel in CORE and t.i in own:
            return True
        if t.deprel == "xcomp" and any(k.i in own for k in sentence.dependents(t.i, "obj")):
            return True
        if t.deprel == "conj" and t.i in own and span.end <= verb.span.start:
            return True
    return False


def _top(sentence: Sentence, span: Span) -> Token | None:
    """The word of the expression that hangs outside it."""
    inside = [t for t in sentence.tokens if t.span.overlaps(span)]
    numbers = {t.i for t in inside}
    return next((t for t in inside if t.head not in numbers), None)


def _day(value: str) -> str:
    """The value without its hour."""
    return value.split("T")[0]


def _after(time: Time, parsed: Parse) -> bool:
    published = parsed.article.published
    day, printed = first_day(time.value), first_day(published) if published else None
    return day is not None and printed is not None and day > printed


def _historical(event: Event, date: str | None, parsed: Parse) -> Status:
    """Background more than a year before the publication date is history."""
    published = parsed.article.published
    if date is None or not published or event.status != "done":
        return event.status
    day, printed = first_day(date), first_day(published)
    return "historical" if day and printed and (printed - day).days > HISTORY else event.status
