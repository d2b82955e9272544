"""At whom an act is aimed where its own phrases do not say: whose deed is condemned, whom a protest or a deployment is against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.events.match import matches_at
from dragoman.events.nouns import noun_sides
from dragoman.events.sides import Sides
from dragoman.events.tree import Tree
from dragoman.events.who import Who, mentions_of, political
from dragoman.ontology import Sense
from dragoman.types import Mention

if TYPE_CHECKING:
    from dragoman.events.acts import Act, Desk

#: Words about another's deed: who did it is blamed, praised or refused, never whom it was done to.
JUDGING = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
#: What protesters say: the side it is addressed to is the side that they protest against.
SAID_BY_PROTEST = frozenset({"REQUEST", "ACCUSE", "PROTEST", "REJECT"})
#: Deeds that do good to whom they are done: to refuse them is against that side.
KIND = frozenset({"AID", "COOPERATE", "SUPPORT", "CONCEDE", "RETREAT", "AGREE", "CONSULT"})
#: Deeds whose genitive suffers them: "the invasion of X".
HARM = frozenset({"ASSAULT", "COERCE", "SANCTION", "MOBILIZE", "PROTEST", "THREATEN"})
#: How far below a verb the side stands that troops are moved against.
REACH = 3


def aims(tree: Tree, desk: Desk, acts: Sequence[Act]) -> None:
    """Give recipients to acts that are about a deed, a demand or an enemy told beside them."""
    for act in acts:
        if act.sense.type in JUDGING:
            _judged(tree, desk, act, acts)
        elif act.sense.type == "PROTEST" and not act.sides.recipients:
            _protested(tree, act, acts)
        elif act.sense.type == "MOBILIZE" and not act.sides.recipients:
            _enemy(tree, desk.who, act)


def doers(tree: Tree, who: Who, noun: int) -> list[Mention]:
    """Who did what a noun names, told by its participle: "crimes committed by X", "le tir effectué par X"."""
    return [
        m
        for k in tree.kids(noun, "acl")
        if tree.passive(k)
        for j in tree.agents(k)
        for m in mentions_of(tree, who, j, role="A")
    ]


def _judged(tree: Tree, desk: Desk, act: Act, acts: Sequence[Act]) -> None:
    match, sides, who = act.match, act.sides, desk.who
    nouns = [*match.slots.get("R", []), *match.slots.get("C", []), *tree.objects(match.head), *match.used]
    own = {m.entity for m in sides.actors}
    for k in dict.fromkeys(nouns):
        if tree.tokens[k].upos not in ("NOUN", "PROPN") or k == match.head:
            continue
        deed = _deed(tree, desk, act, k, acts)
        told = [m for m in doers(tree, who, k) if m.entity not in own]
        if deed is not None:
            told = told or [m for m in deed[1].actors if m.entity not in own]
        if told:
            sides.recipients = told
            return
        if deed is not None and not (act.sense.type == "REJECT" and deed[0].type in KIND):
            inside = set(tree.sentence.subtree(k))
            sides.recipients = [
                m for m in sides.recipients if m.token not in inside or m.sentence != tree.sentence.index
            ]


def _deed(tree: Tree, desk: Desk, act: Act, k: int, acts: Sequence[Act]) -> tuple[Sense, Sides] | None:
    """The act that a judged noun is, though the pattern of the judgement may have used it as a word of its own."""
    told = next((o for o in acts if o.head == k and o is not act), None)
    if told is not None:
        return None if told.match.weak or told.match.pattern.kind != "nouns" else (told.sense, told.sides)
    judged = act.sense.mode == "disapprove" or act.sense.type in ("SUPPORT", "REJECT")
    if k not in act.match.used or act.match.slots.get("R") or not judged:
        return None
    match = next((m for m in matches_at(tree, desk.who, k, desk.lexicon) if m.pattern.kind == "nouns"), None)
    sense = desk.ontology.senses.get(match.pattern.sense) if match else None
    if match is None or sense is None or match.weak or sense.type not in HARM:
        return None
    return sense, noun_sides(tree, desk.who, match, sense)


def _protested(tree: Tree, act: Act, acts: Sequence[Act]) -> None:
    top = {*act.match.used, act.verb}
    own = {m.entity for m in act.sides.actors}
    for other in acts:
        above = [t.i for t in tree.sentence.ancestors(other.head)][:REACH]
        path = [other.head, *above[: next((n for n, k in enumerate(above) if k in top), 0)]]
        if any(tree.tokens[k].deprel == "acl:relcl" or tree.marks(k) & tree.words["grammar.aside"] for k in path):
            continue
        if other is act or other.sense.type not in SAID_BY_PROTEST or not top & set(above):
            continue
        told = [m for m in other.sides.recipients if political(m) and m.entity.code and m.entity not in own]
        if told:
            act.sides.recipients = told[:1]
            return


def _enemy(tree: Tree, who: Who, act: Act) -> None:
    """ "mobilised reservists for a war against X"."""
    own = {m.entity.code for m in act.sides.actors}
    layer = list(act.match.used)
    for _ in range(REACH):
        layer = [j for k in layer for j in tree.kids(k, "obl", "nmod", "obj", "advcl")]
        for k in layer:
            if tree.preps(k) & tree.words["grammar.foe"]:
                told = [m for m in mentions_of(tree, who, k, role="R") if m.entity.code not in own]
                if told:
                    act.sides.recipients = told
                    return
