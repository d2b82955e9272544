"""Whose deed is told of: "condemned the seizure", "called the plan ridiculous" blame whoever did it, in the sentence before.

The text leaves the author out because it has just named him. Only where the noun is definite or quoted, and one act of that
kind stands right before it (codebook §1: the recipient of blame, refusal and praise is whose act it is).
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.events.acts import Act, Desk
from dragoman.events.speech import same_side
from dragoman.events.tree import Tree
from dragoman.events.who import political, unnamed
from dragoman.types import Mention

#: Kinds of act that judge another's deed.
JUDGING = frozenset({"ACCUSE", "SUPPORT", "REJECT"})
#: … of which these have somebody else's own words or person as their object.
PERSONAL = frozenset(
    {"accuse.investigate", "accuse.seek", "accuse.try", "accuse.sue", "accuse.suspect-told", "reject.meet"}
)
#: What is said or met about is no deed that a measure or a decision could be.
SPOKEN = frozenset({"ACCUSE", "SUPPORT", "REQUEST", "CONSULT", "AGREE"})
#: An answer to what the same breath blamed.
ANSWER = "threaten.consequences"
#: Who is asked to free somebody is who took him; an arrest is told so many sentences before.
RELEASE, HELD_BACK = "request.release", 3
HOLDING = frozenset({("COERCE", "arrest"), ("COERCE", "seize"), ("ASSAULT", "abduct"), ("SANCTION", "convict")})
#: How many sentences back a deed is still "the decision"; "the seizure" is one wherever a seizure was told.
BACK = 1
#: How many of the acts told before are looked at.
REACH = 40


def authors(tree: Tree, desk: Desk, acts: Sequence[Act], before: Sequence[tuple[int, Act]]) -> None:
    """Fill the sides of the sentence's acts that a deed told before stands for. `before`: (sentence, act), in order of the text."""
    s = tree.sentence.index
    told = [(at, a) for at, a in before[-REACH:]]
    for act in acts:
        if not act.why and act.sides.actors and not any(not unnamed(m) for m in act.sides.recipients):
            _judged(tree, desk, act, told)
            if act.sense.key == ANSWER:
                _answered(act, acts)
            _holders(s, act, told)
        elif not act.why and not act.sides.actors and act.verb == act.head and not tree.passive(act.head):
            nouns = [k for k in tree.subjects(act.head) if tree.is_one(k, "light.deeds") and _known(tree, desk, act, k)]
            if nouns and act.match.pattern.subject == "A":
                act.sides.add("A", _author(tree, desk, nouns[0], [], told))
        told += [(s, act)] if not act.why else []


def _judged(tree: Tree, desk: Desk, act: Act, told: Sequence[tuple[int, Act]]) -> None:
    if act.sense.type not in JUDGING or act.sense.key in PERSONAL or act.status == "historical":
        return
    slots = [k for ks in act.match.slots.values() for k in ks]
    for k in dict.fromkeys([*slots, *tree.objects(act.head)]):
        if tree.tokens[k].upos == "NOUN" and k != act.head and _known(tree, desk, act, k):
            found = _author(tree, desk, k, act.sides.actors, told)
            if found:
                act.sides.recipients = []
                act.sides.add("R", found)
            return


def _holders(s: int, act: Act, told: Sequence[tuple[int, Act]]) -> None:
    """ "demanded the release of the crew": of whoever has just been told to hold it."""
    if act.sense.key != RELEASE or act.sides.recipients:
        return
    holding = [a for at, a in told if s - at <= HELD_BACK and (a.sense.type, a.sense.mode) in HOLDING]
    found = holding[-1].sides.actors if holding else []
    if found and all(political(m) and m.entity.code for m in found) and not _same(found, act.sides.actors):
        act.sides.add("R", list(found))


def _answered(act: Act, acts: Sequence[Act]) -> None:
    """ "called the plan ridiculous and vowed to respond": to whom the blame went."""
    if act.sides.recipients:
        return
    blamed = [a for a in acts if a.sense.type == "ACCUSE" and not a.why and a.head < act.head and a.sides.recipients]
    if blamed and _same(blamed[-1].sides.actors, act.sides.actors):
        act.sides.add("R", blamed[-1].sides.recipients)


def _known(tree: Tree, desk: Desk, act: Act, k: int) -> bool:
    """A deed that the text has told of: definite, dated ("Wednesday's attack"), or somebody's words for it in quotes."""
    own = [
        j
        for j in tree.kids(k, "nmod", "acl", "acl:relcl")
        if j not in act.match.used and not tree.is_one(j, "grammar.dates")
    ]
    for j in tree.kids(k, "det"):
        feats = tree.tokens[j].feats
        if feats.get("Definite") == "Def" or feats.get("PronType") == "Dem":
            return not own
    if any(tree.is_one(j, "grammar.dates") and j < k for j in tree.kids(k, "nmod", "compound")):
        return not own
    s = tree.sentence.index
    named = any((s, i) in desk.who.by_word for j in own for i in tree.sentence.subtree(j))
    return tree.is_one(k, "light.deeds") and not named and _quoted(tree, desk, act, k)


def _quoted(tree: Tree, desk: Desk, act: Act, k: int) -> bool:
    """The noun stands in quotes, and the verb that judges does not."""
    s, quoted = tree.sentence.index, desk.who.quoted
    return (s, k) in quoted and quoted[s, k] != quoted.get((s, act.head))


def _author(
    tree: Tree, desk: Desk, k: int, judges: Sequence[Mention], told: Sequence[tuple[int, Act]]
) -> list[Mention]:
    """The actors of the one act told that the noun can mean, when they are others than those who judge it."""
    s = tree.sentence.index
    senses = [p.sense for key in tree.lookups(k) for p in desk.lexicon.by_head.get(key, ()) if p.kind == "nouns"]
    types = {desk.ontology.senses[x].type for x in senses if x in desk.ontology.senses} - SPOKEN
    others = [(at, a) for at, a in told if at != s or k not in a.match.used]
    meant = [a for _, a in others if a.sense.type in types]
    if tree.is_one(k, "light.deeds"):
        meant = [a for at, a in others if s - at <= BACK][-1:]
        meant = [a for a in meant if a.sense.type not in SPOKEN]
    if not meant or meant[-1].status not in ("done", "ongoing", "future"):
        return []
    found = meant[-1].sides.actors
    able = all(political(m) and not unnamed(m) for m in found)
    alone = all(_same(a.sides.actors, found) for a in meant)
    return list(found) if able and alone and not _same(found, judges) else []


def _same(some: Sequence[Mention], others: Sequence[Mention]) -> bool:
    return any(same_side(a, b) for a in some for b in others)
