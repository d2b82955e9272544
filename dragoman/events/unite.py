"""One act told by a noun and a verb of one clause: "the attack killed three", "killed in a strike", "fired drones, killing two".

Codebook rule 4: words that repeat an event already coded add no second event; they may add its sides.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.events.sides import is_ground, same_mention
from dragoman.events.status import negated
from dragoman.events.tree import Tree
from dragoman.events.understood import striker
from dragoman.events.where import at_home, freed, is_town, of_country, place_code, place_phrases
from dragoman.events.who import GENERIC, Who, unnamed
from dragoman.types import Mention

if TYPE_CHECKING:
    from dragoman.events.acts import Act

#: What an attack does to people or things, whatever its means.
OUTCOMES = frozenset({"assault.kill", "assault.wound", "assault.massacre", "assault.destroy"})
#: Attacks of no told kind: any other word of the clause may tell the kind.
GENERAL = frozenset({"assault.assault", "assault.operation", "assault.terror", "assault.retaliate"})
#: Material acts that a noun and a verb may tell together.
MATERIAL = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "PROTEST", "SANCTION", "AID", "RETREAT"})
#: Relations by which the one hangs on the other.
HUNG = frozenset(
    {"advmod", "nsubj", "nsubj:pass", "obl", "obl:agent", "nmod", "obj", "advcl", "acl", "acl:relcl", "xcomp", "conj"}
)
#: Nouns between the two that tell no other act: a wave of, the wake of.
STEPS = 3


def unite(tree: Tree, who: Who, acts: Sequence[Act]) -> None:
    """Join acts of one clause that are one: the fuller leads, the other is told with it."""
    for low in acts:
        if low.why or low.sense.type not in MATERIAL:
            continue
        high = next((o for o in acts if o is not low and not o.why and _one(tree, who, low, o)), None)
        if high is not None:
            _join(tree, who, *((low, high) if _weight(low) > _weight(high) else (high, low)))
    for act in acts:
        if not act.why:
            freed(tree, who, act)
            at_home(tree, who, act)


def _one(tree: Tree, who: Who, low: Act, high: Act) -> bool:
    if low.sense.type != high.sense.type or low.sense.negated != high.sense.negated:
        return False
    relation = _tie(tree, who, low, high)
    if relation is None or _apart(low.sides.actors, high.sides.actors):
        return False
    if any(a.verb is not None and negated(tree, a.verb) for a in (low, high)):
        return False
    outcomes = [a.sense.key in OUTCOMES for a in (low, high)]
    nouns = [a.match.pattern.kind == "nouns" or _carries(tree, a) for a in (low, high)]
    if relation == "conj":
        result = nouns[0] is False and not tree.finite(low.head) and not tree.kids(low.head, "nsubj")
        outcomes[1] = outcomes[1] or any(o.sense.key in OUTCOMES for o in high.told_with)
        return all(outcomes) or (
            outcomes[0] and (high.sense.key in GENERAL or (result and low.sense.type == "ASSAULT"))
        )
    led = [a.verb for a in (low, high) if a.verb is not None and tree.is_one(a.verb, "light.cause")]
    result = bool(led) and not any(outcomes)
    if low.sense.type == "ASSAULT" and not result and (any(outcomes) or {low.sense.key, high.sense.key} & GENERAL):
        return any(nouns) or relation in ("advcl", "xcomp")
    modes = {low.sense.mode, high.sense.mode} - {None}
    return any(nouns) and len(modes) < 2 and not result


def _carries(tree: Tree, act: Act) -> bool:
    """ "a strike carried out by X": a verb that only carries the noun of its pattern."""
    if not (tree.is_one(act.head, "light.by_light") or tree.is_one(act.head, "light.do")):
        return False
    return any(tree.tokens[k].upos == "NOUN" and tree.is_one(k, "light.acting") for k in act.match.used[1:])


def _tie(tree: Tree, who: Who, low: Act, high: Act) -> str | None:
    """The relation by which the lower act hangs on the higher, nothing but light words between them."""
    top = {*high.match.used, high.verb, *(u for other in high.told_with for u in other.match.used)} - {None}
    k, first = next((u for u in low.match.used if tree.tokens[u].head not in low.match.used), low.head), ""
    if low.match.pattern.kind == "nouns" and low.verb is not None and low.verb not in top and low.verb != high.head:
        k = low.verb
    for _ in range(STEPS):
        token = tree.tokens[k]
        if token.deprel not in HUNG or tree.marks(k) & (tree.words["grammar.aside"] - tree.words["grammar.during"]):
            return None
        first = first or token.deprel
        if token.head in top:
            return first
        if first == "acl:relcl" and is_ground(tree, who, token.head) and striker(tree, k, token.head) == high.head:
            return first
        if token.head < 0 or not (
            tree.is_one(token.head, "light.series") or tree.is_one(token.head, "light.hollow_nouns")
        ):
            return None
        k = token.head
    return None


def _apart(one: Sequence[Mention], other: Sequence[Mention]) -> bool:
    """Both tell who acted, and not the same."""
    if not one or not other:
        return False
    return not any(same_mention(a, b) or (a.entity.code and a.entity.code == b.entity.code) for a in one for b in other)


def _weight(act: Act) -> tuple[bool, int, bool]:
    sides = act.sides
    coded = sum(m.entity.code is not None for m in [*sides.actors, *sides.recipients])
    return act.sense.mode is not None, bool(sides.actors) + bool(sides.recipients) + coded, act.verb == act.head


def _join(tree: Tree, who: Who, lead: Act, extra: Act) -> None:
    sides = lead.sides
    sides.actors = sides.actors or extra.sides.actors
    touched = [*sides.recipients, *extra.sides.recipients]
    place = next((m.entity.code for m in touched if _ground(m)), None)
    place = place or place_code(tree, who, extra.match, extra.verb) or place_code(tree, who, lead.match, lead.verb)
    sides.recipients = []
    phrases = [k for a in (lead, extra) for k in place_phrases(tree, who, a.match, a.verb)]
    grounds = {j for k in phrases for j in tree.sentence.subtree(k)}
    victims = {m.entity.code or place for m in touched if not _ground(m)}
    coded = any(m.entity.code and m.rule in GENERIC for m in touched)
    for mention in touched:
        only_place = bool(victims - {None}) and mention.sentence == tree.sentence.index and mention.token in grounds
        if _ground(mention) and (mention.entity.code in victims or only_place):
            continue
        if coded and mention.entity.code is None:
            continue
        mention = of_country(mention, place) if place else mention
        again = unnamed(mention) and any(_alike(mention, m) for m in sides.recipients)  # "killed 12, wounded dozens"
        if not again and all(mention.entity != a.entity for a in sides.actors):
            sides.add("R", [mention])
    if lead.verb is None or (lead.match.pattern.kind == "nouns" and extra.verb is not None and tree.finite(extra.verb)):
        lead.verb = extra.verb
    lead.told_with.append(extra)
    extra.why = f"told with {lead.sense.key}"


def _alike(one: Mention, other: Mention) -> bool:
    """People of one country and kind whom the text does not name apart."""
    same = one.entity.code == other.entity.code and one.entity.sectors == other.entity.sectors
    return same and one.entity.name is None and (unnamed(other) or other.rule in GENERIC)


def _ground(mention: Mention) -> bool:
    """A country or town struck: it says of what country the people are that suffer."""
    return bool(mention.entity.code) and (is_town(mention) or mention.rule == "actors#country")
