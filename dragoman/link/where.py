"""Where an event happened: the place that the tree ties to it."""

from __future__ import annotations

from dragoman.link.room import SAID, Room, divided, sides_of
from dragoman.link.ties import CLOSED, anywhere, own_words, tie_to, top_of
from dragoman.types import Event, Place, Sentence, Span

#: Relations that a place does not climb out of.
APART = CLOSED | {"acl:relcl"}
#: Relations of whoever acts.
SUBJECTS = frozenset({"nsubj", "obl:agent"})
#: The likeliest place of an act among those tied to it alike: the most exact, then the nearest.
EXACT = {"city": 0.0, "region": 1.0, "sea": 0.0, "country": 2.0, "": 3.0}
#: What a place within the words of a recipient loses: "killed soldiers of A in B", but "hit the port of A, on the Red Sea".
WITHIN = 0.5


def place_of(room: Room, event: Event, span: Span) -> Place | None:
    """The most exact place tied to a trigger, the nearest of several. A place within the content of a threat is not where it
    was made, and a side is no place."""
    sentence = room.parsed.sentence_at(span.start)
    places = room.places.get(sentence.index, []) if sentence else []
    if sentence is None:
        return None
    own = own_words(sentence, span)
    ranked: list[tuple[bool, float, int, int, Place]] = []
    lone = event.type not in SAID and not any(s for s in room.triggers[sentence.index] if not s.overlaps(span))
    for place in places:
        if place.span is None or _of_a_side(event, place.span, sentence) or divided(room, span, place.span):
            continue
        if any(s.covers(place.span) and not s.covers(span) for q in room.quotes for s in q.spans):
            continue
        tie = tie_to(sentence, place.span, own, anywhere, APART)
        if (tie is None or tie.content) and not lone:
            continue
        within = any(side.covers(place.span) and side != place.span for side in sides_of(event))
        exact = EXACT[place.precision] + WITHIN * within
        ranked.append((tie is None or tie.content, exact, abs(place.span.start - span.start), len(ranked), place))
    return min(ranked, key=lambda found: found[:4])[4] if ranked else _there(room, sentence, own, span)


def _there(room: Room, sentence: Sentence, own: set[int], span: Span) -> Place | None:
    """The place named last before a trigger beside which a word points back to it: "went to A and met her there"."""
    said = (t for i in own for t in sentence.dependents(i) if t.text.lower() in room.theres)
    if not any(t.upos == "ADV" or t.deprel != "expl" for t in said):
        return None
    before = [p for k in (sentence.index - 1, sentence.index) for p in room.places.get(k, ()) if p.span]
    return next((p for p in reversed(before) if p.span and p.span.end <= span.start), None)


def _of_a_side(event: Event, place: Span, sentence: Sentence) -> bool:
    """Whether a place only tells who a side is. A country that is acted upon where it lies is both side and place, one that acts
    as a subject is no place; and what is done to somebody of a place is mostly done there, where it is more than words."""
    for side in event.actors:
        if side.span and side.span.overlaps(place):
            top = top_of(sentence, place)
            if side.span != place or (top is not None and top.deprel in SUBJECTS):
                return True
    inside = any(side.span and side.span.overlaps(place) and side.span != place for side in event.recipients)
    return inside and event.type in SAID
