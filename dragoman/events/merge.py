"""One event per act: within an article, words that tell the same act again join the event (codebook rule 4)."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dragoman.events.acts import Act
from dragoman.events.tree import Tree
from dragoman.ontology import Ontology, Sense
from dragoman.types import Event, Mention, Span

#: Statuses that may tell one and the same act.
REAL = frozenset({"done", "ongoing", "historical"})
#: Acts of speech and meetings: two words for one of them in a sentence are one act.
SPOKEN = frozenset({"REQUEST", "ACCUSE", "REJECT", "THREATEN", "AGREE", "SUPPORT", "CONCEDE", "CONSULT"})
#: Modes that no word without a mode can mean: to attack or kill is not to abduct.
ALONE = frozenset({"abduct", "torture", "sexual"})
#: Types whose senses no mode tells apart: to sign is not to thank.
MODELESS = frozenset({"SUPPORT", "AGREE", "CONCEDE", "AID", "COOPERATE"})
#: Rules of the actors room for named persons.
PERSONAL = frozenset({"actors#person", "actors#titled", "actors#name", "actors#holder"})
#: Acts between partners: another partner makes another act.
MUTUAL = frozenset({"CONSULT"})
#: What an attack does to people, whatever its means.
OUTCOMES = frozenset({"assault.kill", "assault.wound", "assault.massacre"})


def merge_events(events: list[Event]) -> list[Event]:
    """The events of an article, each act once, in order of first mention; the best-told mention leads."""
    kept: list[Event] = []
    for event in events:
        for k, other in enumerate(kept):
            if same_act(other, event):
                kept[k] = _join(other, event)
                break
        else:
            kept.append(event)
    return kept


def same_act(one: Event, other: Event) -> bool:
    """Two tellings of one act: same type, agreeing mode, status and sides."""
    if one.type != other.type or not _agree(one.mode, other.mode):
        return False
    if one.status != other.status and not {one.status, other.status} <= REAL:
        return False
    if (one.status == "historical") != (other.status == "historical") and one.sense != other.sense:
        return False
    if (
        one.evidence == other.evidence
        and one.sense != other.sense
        and one.type not in SPOKEN
        and not _means(one, other)
    ):
        return False
    if one.type not in MUTUAL and (_turned(one, other) or _turned(other, one)):
        return False
    return not (_domestic(one, other) and _strangers(one.actors, other.actors)) and _sides(one, other)


def _turned(one: Event, other: Event) -> bool:
    """Who acts in the one suffers in the other."""
    named = [a for a in one.actors if a.entity.key]
    return bool(other.recipients) and any(a.entity.key == b.entity.key for a in named for b in other.recipients)


def _domestic(one: Event, other: Event) -> bool:
    """All sides of both are of one country: there an office or a name tells sides apart."""
    codes = {m.entity.code for e in (one, other) for m in (*e.actors, *e.recipients)}
    return len(codes) == 1 and None not in codes


def _strangers(some: tuple[Mention, ...], others: tuple[Mention, ...]) -> bool:
    """Named persons on both sides, and no one of them the same."""
    persons = [[m for m in side if m.rule in PERSONAL] for side in (some, others)]
    return all(persons) and not any(a.entity.key == b.entity.key for a in persons[0] for b in persons[1])


def is_echo(tree: Tree, act: Act) -> bool:
    """A definite noun that tells no side: "the attack", "cet appel téléphonique"."""
    if act.match.pattern.kind != "nouns" or not act.why.startswith("no "):
        return False
    determiners = [tree.tokens[k] for k in tree.kids(act.head, "det")]
    return any(t.feats.get("Definite") == "Def" or t.feats.get("PronType") == "Dem" for t in determiners)


def with_echoes(events: list[Event], echoes: list[tuple[Span, Sense]], ontology: Ontology) -> list[Event]:
    """Add such words to the nearest event told before them that they can mean (codebook rule 4)."""
    for span, sense in echoes:
        before = [
            k
            for k, e in enumerate(events)
            if e.type == sense.type and _agree(e.mode, sense.mode) and e.trigger.start < span.start
        ]
        if before:
            k = max(before, key=lambda k: max(m.start for m in events[k].mentions if m.start < span.start))
            events[k] = _with_mode(
                replace(events[k], mentions=tuple(sorted({*events[k].mentions, span}))), sense, ontology
            )
    return events


def _with_mode(event: Event, sense: Sense, ontology: Ontology) -> Event:
    """A later mention may tell the mode that the first did not: "this phone call"."""
    if event.mode is not None or sense.mode is None:
        return event
    return replace(
        event,
        mode=sense.mode,
        cameo=sense.cameo,
        score=ontology.score(sense),
        goldstein=ontology.goldstein(sense.cameo),
    )


def _means(one: Event, other: Event) -> bool:
    """A deadly outcome belongs to the attack that is told with it: "the strike killed ten"."""
    return one.type == "ASSAULT" and bool({one.sense, other.sense} & OUTCOMES)


def _agree(one: str | None, other: str | None) -> bool:
    return one == other or ((one is None or other is None) and not {one, other} & ALONE)


def _partners(one: Event, other: Event) -> bool:
    """Meetings and deals: all whom one names stand in the other, or the other way round."""
    first, second = [*one.actors, *one.recipients], [*other.actors, *other.recipients]
    few, many = (first, second) if len(first) <= len(second) else (second, first)
    return bool(few) and all(any(_same(a, b) for b in many) for a in few)


def _sides(one: Event, other: Event) -> bool:
    if one.type in MUTUAL:
        return _partners(one, other)
    if one.type in MODELESS and one.sense != other.sense and bool(one.recipients) != bool(other.recipients):
        return one.evidence == other.evidence and _overlap(one.actors, other.actors)
    if not one.recipients and not other.recipients:
        return _overlap(one.actors, other.actors) and bool(one.actors) == bool(other.actors)
    if bool(one.actors) and bool(other.actors) and bool(one.recipients) and bool(other.recipients):
        return _overlap(one.actors, other.actors) and _overlap(one.recipients, other.recipients)
    told = (one.actors and other.actors and _overlap(one.actors, other.actors)) or (
        one.recipients and other.recipients and _overlap(one.recipients, other.recipients)
    )
    crossed = not one.actors or not other.actors or _overlap(one.actors, other.actors)
    return (
        bool(told)
        and crossed
        and (not one.recipients or not other.recipients or _overlap(one.recipients, other.recipients))
    )


def _overlap(one: tuple[Mention, ...], other: tuple[Mention, ...]) -> bool:
    return any(_same(a, b) for a in one for b in other)


def _same(a: Mention, b: Mention) -> bool:
    if a.entity == b.entity or (a.entity.key and a.entity.key == b.entity.key):
        return True
    state = {"GOV", "MIL"}
    whole = [
        not m.entity.name or not m.entity.sectors or m.entity.head or m.entity.office or state & set(m.entity.sectors)
        for m in (a, b)
    ]
    return bool(a.entity.code) and a.entity.code == b.entity.code and all(whole)


def _fullness(event: Event) -> tuple[int, int, int]:
    return (
        bool(event.actors) + bool(event.recipients),
        event.mode is not None,
        len(event.actors) + len(event.recipients),
    )


def _coded(event: Event) -> dict[str, Any]:
    return {"mode": event.mode, "cameo": event.cameo, "score": event.score, "goldstein": event.goldstein}


def _join(one: Event, other: Event) -> Event:
    lead, extra = (other, one) if _fullness(other) > _fullness(one) else (one, other)
    return replace(
        lead,
        actors=lead.actors or extra.actors,
        recipients=lead.recipients or extra.recipients,
        **_coded(lead if lead.mode or not extra.mode else extra),
        contexts=tuple(dict.fromkeys([*lead.contexts, *extra.contexts])),
        mentions=tuple(sorted(dict.fromkeys([*lead.mentions, *extra.mentions, extra.trigger, lead.trigger]))),
    )
