"""The codebook's rulings that need more than a table: orders to one's own forces, strikes called, acts announced by a noun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.events.nouns import carrier
from dragoman.events.tree import Tree

if TYPE_CHECKING:
    from dragoman.events.acts import Act, Desk

#: Sides that a state orders about: an order to them is the act itself, still to come.
OWN_FORCES = frozenset({"MIL", "COP", "SPY"})
#: Acts that become a promise, or a concession to come, when they are only announced.
ANNOUNCED = frozenset({"CONSULT", "COOPERATE", "AID", "RETREAT"})


def carries(tree: Tree, act: Act, first: Act) -> bool:
    """The order or call is the act it names: "ordered the army to strike", "called a general strike"."""
    if act.sense.type != "REQUEST":
        return False
    if first.sense.mode == "strike" and first.sense.type == "PROTEST":
        return not act.match.slots.get("R")
    if first.sense.type not in ("ASSAULT", "MOBILIZE") or not tree.is_one(act.head, "light.command"):
        return False
    codes = {m.entity.code for m in act.sides.actors}
    told = act.sides.recipients
    return not told or all(m.entity.code in codes | {None} and OWN_FORCES & set(m.entity.sectors) for m in told)


def voiced_protest(tree: Tree, desk: Desk, acts: Sequence[Act]) -> None:
    """ "…, a rights group protested": to protest in words is to disapprove (codebook, PROTEST)."""
    for act in acts:
        i = act.head
        if act.sense.type != "PROTEST" or act.match.pattern.kind != "verbs":
            continue
        inserted = tree.tokens[i].deprel == "parataxis" and tree.kids(i, "nsubj") and not tree.kids(i, "obl", "obj")
        if tree.kids(i, "ccomp") or inserted:
            act.sense = desk.ontology.senses["accuse.object"]


def announced(tree: Tree, desk: Desk, acts: Sequence[Act]) -> None:
    """ "announced aid", "announced a ceasefire": cooperation that is announced is promised; tariffs are still to come."""
    for act in acts:
        if act.sense.type == "PROTEST" and tree.is_one(act.head, "light.announce") and tree.finite(act.head):
            act.status = "future"
        if act.why or act.match.pattern.kind != "nouns":
            continue
        head = act.head
        while tree.tokens[head].deprel in ("conj", "nmod") and tree.tokens[tree.tokens[head].head].upos == "NOUN":
            head = tree.tokens[head].head
        verb = tree.tokens[head].head
        if verb < 0 or head not in tree.objects(verb) or not tree.is_one(verb, "light.announce"):
            continue
        if act.sense.type in ANNOUNCED:
            composed = desk.ontology.compose("promise", act.sense)
            if composed is not None:
                act.content, act.sense = act.sense, composed
            if act.sides.actors or carrier(tree, act.head) is not None:
                continue
        elif act.sense.key == "sanction.tariffs" or act.sense.type == "PROTEST":
            act.status = "future"
