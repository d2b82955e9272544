"""The codebook's rulings that need more than a table: orders to one's own forces, strikes called, acts announced by a noun."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.events.nouns import carrier
from dragoman.events.sides import acting
from dragoman.events.status import negated
from dragoman.events.tree import Tree
from dragoman.events.who import mentions_of

if TYPE_CHECKING:
    from dragoman.events.acts import Act, Desk

#: Sides that a state orders about: an order to them is the act itself, still to come.
OWN_FORCES = frozenset({"MIL", "COP", "SPY"})
#: Organs of a state under its government: courts and parliaments are not.
ORGANS = OWN_FORCES | {"GOV"}
#: Acts that a government orders its own officials to do.
CARRIED_OUT = frozenset({"SANCTION", "COERCE"})
#: Acts that become a promise, or a concession to come, when they are only announced.
ANNOUNCED = frozenset({"CONSULT", "COOPERATE", "AID", "RETREAT"})

#: A resignation that is announced is still to come.
LEAVING = "concede.resign-announced"
#: Acts that not to rule out is to threaten.
MENACING = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE"})


def yielding(tree: Tree, desk: Desk, act: Act) -> None:
    """To ask that something be stopped is to ask the other side to yield: "demanded that X stop the work"."""
    if act.sense.type != "REQUEST" or act.sense.mode in ("yield", "meet") or act.sense.key == "request.appeal":
        return
    heads = act.match.slots.get("C", [])
    if any(tree.is_one(k, "light.stopping") and tree.tokens[k].upos == "VERB" and not negated(tree, k) for k in heads):
        fought = act.content is not None and act.content.type in ("ASSAULT", "MOBILIZE")
        act.sense = desk.ontology.senses["request.ceasefire" if fought else "request.yield"]


def carries(tree: Tree, act: Act, first: Act) -> bool:
    """The order or call is the act it names: "ordered the army to strike", "called a general strike"."""
    if act.sense.type != "REQUEST":
        return False
    if first.sense.mode == "strike" and first.sense.type == "PROTEST":
        return not act.match.slots.get("R")
    if not tree.is_one(act.head, "light.command"):
        return False
    codes = {m.entity.code for m in act.sides.actors}
    told = act.sides.recipients
    if first.sense.type in CARRIED_OUT:
        return bool(told) and all(m.entity.code in codes - {None} and ORGANS & set(m.entity.sectors) for m in told)
    if first.sense.type not in ("ASSAULT", "MOBILIZE"):
        return False
    return not told or all(m.entity.code in codes | {None} and OWN_FORCES & set(m.entity.sectors) for m in told)


def own_order(tree: Tree, desk: Desk, act: Act) -> str:
    """An order to an official or the forces of one's own state is its working, no demand (codebook, rulings)."""
    if act.sense.type != "REQUEST" or act.why or not tree.is_one(act.head, "light.command"):
        return ""
    told = [m for k in act.match.slots.get("R", []) for m in mentions_of(tree, desk.who, k, role="R")]
    dismissed = act.content is not None and act.content.mode == "resign"
    court = any("JUD" in m.entity.sectors for m in act.sides.actors)
    if dismissed and court:
        act.sense = desk.ontology.senses["sanction.dismiss"]
    if dismissed or court:
        return ""
    codes = {m.entity.code for m in act.sides.actors} - {None}
    organs = bool(told) and all(m.entity.code in codes and ORGANS & set(m.entity.sectors) for m in told)
    return "an order within one state" if organs else ""


def ordered(tree: Tree, acts: Sequence[Act]) -> None:
    """ "ordered officers to shoot": forces that are ordered are not moved; what they are to do is the act (codebook, rulings)."""
    for act in acts:
        if act.why or act.sense.type != "MOBILIZE" or not tree.is_one(act.head, "light.command"):
            continue
        below = {j for k in [act.head, *act.match.used] for j in tree.kids(k, "xcomp", "ccomp", "advcl", "acl")}
        told = [o for o in acts if o is not act and o.head in below and o.sense.type in ("ASSAULT", *CARRIED_OUT)]
        for other in told if act.sides.actors else ():
            act.why = f"carries {other.sense.key}"
            beside = [o for o in acts if o.head in tree.kids(other.head, "conj") and not tree.finite(o.head)]
            for one in [other, *beside]:
                one.sides.actors, one.status, one.settled = list(act.sides.actors), "future", True
                one.why = ""


def voiced_protest(tree: Tree, desk: Desk, acts: Sequence[Act]) -> None:
    """ "…, a rights group protested": to protest in words is to disapprove (codebook, PROTEST)."""
    for act in acts:
        i = act.head
        if act.sense.type != "PROTEST" or act.match.pattern.kind != "verbs":
            continue
        inserted = tree.tokens[i].deprel == "parataxis" and tree.kids(i, "nsubj") and not tree.kids(i, "obl", "obj")
        states = bool(act.sides.actors) and all(
            m.entity.code and m.entity.sectors[:1] == ("GOV",) for m in act.sides.actors
        )
        if tree.kids(i, "ccomp") or inserted or (states and not act.sense.mode):
            act.sense = desk.ontology.senses["accuse.object"]


def announced(tree: Tree, desk: Desk, acts: Sequence[Act]) -> None:
    """ "announced aid", "announced a ceasefire": cooperation that is announced is promised; tariffs are still to come."""
    for act in acts:
        said = tree.is_one(act.head, "light.announce")
        called = act.sense.type == "PROTEST" and said and tree.finite(act.head)
        if called or act.sense.key == LEAVING or (said and act.sense.key == "sanction.tariffs"):
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


def left_open(tree: Tree, desk: Desk, acts: Sequence[Act]) -> None:
    """Not to rule out force or sanctions is to threaten them; not to rule out anything else says nothing."""
    for act in acts if tree.tells("modality.excluding") or tree.tells("light.hesitate") else ():
        verb = _open_at(tree, act.head)
        if verb is None:
            continue
        for other in acts:
            if verb in other.match.used and other is not act:
                other.why = other.why or "left open"
        composed = desk.ontology.compose("threat", act.sense)
        if act.sense.type not in MENACING or composed is None or act.composed:
            act.why = act.why or ("" if tree.is_one(verb, "light.hesitate") else "left open")
            continue
        act.content, act.sense, act.composed, act.why = act.sense, composed, True, ""
        act.verb, act.settled = verb, True
        act.sides.actors = acting(tree, desk.who, verb) or act.sides.actors
        act.sides.recipients = [m for m in act.sides.recipients if m not in act.sides.actors]


def _open_at(tree: Tree, i: int) -> int | None:
    """The verb that refuses to rule an act out: "n'a pas exclu de frapper", "no descarta una acción militar"."""
    for _ in range(3):
        token = tree.tokens[i]
        head = token.head
        if head < 0 or token.deprel not in ("xcomp", "ccomp", "obj", "advcl", "obl", "nmod", "conj"):
            return None
        if tree.is_one(head, "light.hesitate") and negated(tree, head):
            return head  # "n'hésitera pas à riposter"
        if tree.is_one(head, "modality.excluding") and tree.tokens[head].upos == "VERB":
            particle = tree.words["modality.excluding_with"]
            named = not particle or any(set(tree.lemmas(k)) & particle for k in tree.kids(head))
            return head if named and negated(tree, head) else None
        if tree.tokens[head].upos not in ("NOUN", "VERB") or tree.finite(i):
            return None
        i = head
    return None
