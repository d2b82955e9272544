"""What is threatened, asked, refused, promised: the content gives the act its sense, and sides that nothing else tells."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.events import rulings
from dragoman.events.tree import Tree
from dragoman.events.where import is_town
from dragoman.events.who import mentions_of, political
from dragoman.types import Mention

if TYPE_CHECKING:
    from dragoman.events.acts import Act, Desk

#: Conflict that one side agrees to or is ready for is that conflict, still to come (codebook, rulings).
DEMANDING = frozenset({"REQUEST", "REJECT", "THREATEN"})
CARRIED = frozenset({"SANCTION", "COERCE", "MOBILIZE", "ACCUSE"})


def contents_of(tree: Tree, act: Act, acts: Sequence[Act]) -> list[Act] | None:
    """The acts inside the content of a threat, request, refusal, promise or blame; None where it has no content slot."""
    heads = [*act.match.slots.get("C", []), *_through(tree, act)]
    if not act.sense.content and not heads:
        if act.sense.type not in ("REQUEST", "REJECT", "THREATEN", "ACCUSE"):
            return None
        return [o for o in acts if o is not act and o.head in act.match.used] or None
    heads = [*heads, *_joined(tree, act, heads), *_listed(tree, act)]
    if act.match.weak and tree.is_one(act.head, "report.verbs"):
        heads = [k for k in heads if not tree.finite(k)]  # nobody known is asked: what is said is told as it stands
    inside = {k for h in heads for k in _told_within(tree, h)} | set(act.match.used) - {act.head}
    inner = [
        o for o in acts if o is not act and (o.head in inside or (_planned(tree, o) and inside & set(o.match.used)))
    ]
    return inner if act.match.slots.get("C") or act.sense.content else inner or None


def told_beside(tree: Tree, i: int) -> bool:
    """A participle clause behind a comma tells a fact beside its verb: "opened fire to disperse the crowd, killing two"."""
    token = tree.tokens[i]
    if token.deprel != "advcl" or token.upos != "VERB" or token.feats.get("VerbForm") not in ("Ger", "Part"):
        return False
    first = min(tree.sentence.subtree(i), default=i) if not tree.preps(i) else 0
    commas = [k for k in tree.kids(i, "punct") if k < i]
    return first > 0 and (bool(commas) or tree.tokens[first - 1].text == ",")


def rejoined(tree: Tree, i: int) -> bool:
    """A finite verb behind ", and" without subject goes back to the verb that governs the clause: "denied that …, and accused X"."""
    token = tree.tokens[i]
    if token.deprel != "conj" or not tree.finite(i) or tree.kids(i, "nsubj", "mark", "nsubj:pass"):
        return False
    above = token.head
    if not tree.finite(above) and tree.tokens[above].feats.get("VerbForm") in ("Inf", "Ger"):
        return True  # "urged X to return and urged Y": no finite verb is joined to an infinitive
    joins = [k for k in tree.kids(i, "cc") if k < i]
    if tree.tokens[above].deprel != "ccomp" or not tree.kids(above, "mark", "nsubj") or not joins:
        return False
    same = tree.tokens[i].feats.get("Mood", "Ind") == tree.tokens[tree.tokens[above].head].feats.get("Mood", "Ind")
    return tree.tokens[joins[0] - 1].text == "," and same and not tree.kids(i, "aux")


def _planned(tree: Tree, act: Act) -> bool:
    """An act that is only announced or planned belongs to the demand about it: "urged them to call off the strike they plan"."""
    return act.match.pattern.kind == "verbs" and tree.is_one(act.head, "light.announce")


def _through(tree: Tree, act: Act) -> list[int]:
    """What hangs on the words of a demand's own pattern: "urged X to end the raids", "demanded an end to the raids"."""
    if act.sense.type not in DEMANDING and act.sense.mode != "allege":
        return []
    sides = {k for role in ("R", "A") for k in act.match.slots.get(role, [])}
    own = [m for m in act.match.used if m != act.head]
    asked = [m for m in [*own, *act.match.slots.get("R", [])] if tree.is_one(m, "light.nominal_content")]
    deep = [m for m in own if tree.tokens[m].head != act.head or tree.tokens[m].upos == "VERB"]
    told = [k for m in deep for k in tree.kids(m, "obj", "xcomp", "obl", "nmod", "conj")]
    told += [k for m in own for k in tree.kids(m, "acl") if _saying(tree, k)]
    if asked:  # "rejected the appeal of X to lift the blockade", the infinitive hung on the verb
        told += [
            k
            for k in tree.kids(act.head, "advcl", "xcomp", "acl")
            if k > asked[0] and tree.tokens[k].feats.get("VerbForm") == "Inf" and not tree.finite(k)
        ]
    return [k for k in told if k not in sides]


def _saying(tree: Tree, k: int) -> bool:
    """A participle that tells what a text says: "vetoed a resolution calling for a truce"."""
    feats = tree.tokens[k].feats
    return feats.get("VerbForm") in ("Inf", "Ger") or (feats.get("VerbForm") == "Part" and feats.get("Tense") == "Pres")


def _joined(tree: Tree, act: Act, heads: list[int]) -> list[int]:
    """Infinitives that the tree joins to the demand itself instead of to its content: "urged R to free X and end Y"."""
    infinitives = [k for k in heads if tree.tokens[k].feats.get("VerbForm") == "Inf"]
    if not infinitives or not tree.finite(act.head):
        return []
    return [
        k
        for k in tree.kids(act.head, "conj")
        if k > max(infinitives)
        and tree.tokens[k].feats.get("VerbForm") == "Inf"
        and not tree.finite(k)
        and not tree.kids(k, "nsubj")
    ]


def _listed(tree: Tree, act: Act) -> list[int]:
    """More of what somebody is accused of: "accused the army of killings, razing villages and using drones"."""
    if act.sense.mode != "allege" or not act.match.slots.get("R"):
        return []
    gerunds = [
        k for k in tree.kids(act.head, "advcl", "conj") if tree.tokens[k].feats.get("VerbForm") in ("Ger", "Part")
    ]
    return [k for k in gerunds if k > act.head and not tree.finite(k) and tree.kids(k, "conj")]


def _told_within(tree: Tree, head: int) -> list[int]:
    """A content without what the text tells in its own voice beside it: relatives, participles of the past, "after …"."""
    found, stack = [], [head]
    that = tree.words["grammar.complementisers"] - tree.words["grammar.infinitive_mark"]
    while stack:
        k = stack.pop()
        found.append(k)
        for j in tree.sentence.children[k]:
            token = tree.tokens[j]
            fact = token.deprel == "acl:relcl" or (token.deprel == "acl" and token.feats.get("Tense") == "Past")
            fact = fact and not (tree.finite(j) and tree.preps(j) & that and tree.kids(j, "nsubj"))
            aside = token.deprel in ("obl", "advcl", "nmod") and tree.marks(j) & tree.words["grammar.aside"]
            if not fact and not aside and not told_beside(tree, j) and not rejoined(tree, j):
                stack.append(j)
    return found


def compose(tree: Tree, desk: Desk, acts: list[Act], contents: dict[int, list[Act]]) -> None:
    """Threats, requests, refusals and promises take their sense from their content, which is then no event of its own."""
    for act in acts:
        inner = contents.get(act.head)
        if inner is None or not act.sense.content:
            for other in inner or ():
                other.why = other.why or f"content of {act.sense.key}"
            continue
        first = _first(tree, act, inner)
        if first is not None and rulings.carries(tree, act, first):
            act.why = f"carries {first.sense.key}"
            first.sides.actors = list(act.sides.actors)
            first.sides.recipients = [m for m in first.sides.recipients if m not in first.sides.actors]
            first.status, first.why = "future", ""
            inner = [other for other in inner if other is not first]
        elif act.sense.content == "promise" and first is not None and first.sense.type in CARRIED and _own(act):
            act.why = f"carries {first.sense.key}"
            first.sides.actors = first.sides.actors or act.sides.actors
            first.status = "future"
            inner = [other for other in inner if other is not first]
        else:
            act.content = first.sense if first else None
            composed = desk.ontology.compose(act.sense.content, act.content)
            act.sense, act.composed = composed or act.sense, composed is not None
            rulings.yielding(tree, desk, act)
        for other in inner:
            other.why = other.why or f"content of {act.sense.key}"
        _content_sides(tree, desk, act, first)


def conditioned(tree: Tree, desk: Desk, act: Act) -> list[Mention]:
    """Whom a threat is meant for may be told by its condition: "unless X withdraws"."""
    marks = tree.words["grammar.conditional_marks"] | tree.words["grammar.unless_marks"]
    below = tree.sentence.subtree(act.head) if act.sense.type == "THREATEN" else ()
    above = tree.tokens[act.head].head
    aside = tree.kids(above, "advcl") if below and above >= 0 and tree.is_one(above, "report.verbs") else ()
    clauses = [k for k in (*below, *aside) if tree.tokens[k].deprel == "advcl" and tree.marks(k) & marks]
    named = [m for k in clauses for j in tree.subjects(k) for m in mentions_of(tree, desk.who, j, role="A")]
    return [m for m in named if political(m) and all(m.entity != a.entity for a in act.sides.actors)][:1]


def _clause_first(tree: Tree, desk: Desk, head: int) -> list[Mention]:
    """The name right after "that" in a content whose verb was read as a noun: "demanded that the US cancel plans"."""
    that = tree.words["grammar.complementisers"] - tree.words["grammar.infinitive_mark"]
    marks = [k for k in tree.kids(head, "mark") if set(tree.lemmas(k)) & that]
    for k in range(marks[0] + 1, min(marks[0] + 4, head)) if marks and not tree.kids(head, "nsubj") else ():
        if tree.tokens[k].upos not in ("DET", "ADJ"):
            return desk.who.all_at(tree.sentence.index, k)[:1]
    return []


def _own(act: Act) -> bool:
    return act.sense.key in ("agree.agree", "agree.intend")


def _first(tree: Tree, act: Act, inner: list[Act]) -> Act | None:
    """The act that the content is: at the content's head, or carried by it ("carry out strikes", "begin to withdraw")."""
    for head in act.match.slots.get("C", []):
        chain = [head]
        for k in chain:
            found = next((other for other in inner if k == other.head or k in other.match.used), None)
            if found is not None:
                return found
            if tree.is_one(k, "modality.implicative") or tree.is_one(k, "light.do") or tree.is_one(k, "light.hollow"):
                infinitives = [j for j in tree.kids(k, "advcl", "acl") if tree.tokens[j].feats.get("VerbForm") == "Inf"]
                chain += [
                    j for j in [*tree.kids(k, "xcomp", "obj", "nmod"), *tree.objects(k), *infinitives] if j not in chain
                ]
            chain += [j for j in tree.kids(k, "conj") if j not in chain]
    return None


def _content_sides(tree: Tree, desk: Desk, act: Act, first: Act | None) -> None:
    """Who is asked, threatened or promised may be told only by the content: its actor, else whom it touches."""
    sides = act.sides
    heads = act.match.slots.get("C", [])
    if sides.recipients:
        return
    pool: list[Mention] = []
    if act.sense.type == "REQUEST":
        pool += [m for h in heads for m in _clause_first(tree, desk, h)]
        pool += [
            m
            for h in heads
            for k in [*tree.kids(h, "nsubj"), *tree.subjects(h)]
            for m in mentions_of(tree, desk.who, k, role="A")
        ]
    freed = first is not None and first.sense.mode == "release" and act.sense.type == "REQUEST"
    if first is not None and freed:
        sides.add("R", [m for m in first.sides.actors if m not in sides.actors][:1])
        return
    if first is not None:
        order = (first.sides.actors, first.sides.recipients)
        for side in order if act.sense.type in ("REQUEST", "REJECT") else reversed(order):
            pool += side
    pool += [m for h in heads for m in _touched(tree, desk, h)]
    own = {a.entity.code for a in sides.actors} if act.sense.type in ("THREATEN", "REJECT", "AGREE") else set()
    pool = [m for m in pool if not is_town(m) or act.sense.type == "THREATEN"]
    told_of = [m for m in pool if all(m.entity != a.entity for a in sides.actors)
               and not (m.entity.code in own and "GOV" in m.entity.sectors)]  # fmt: skip
    sides.add("R", [m for m in told_of if political(m)][:1] or told_of[:1])


def _touched(tree: Tree, desk: Desk, head: int) -> list[Mention]:
    """The sides that a content names, nearest first."""
    found: list[Mention] = []
    stack = [head]
    for k in stack:
        if k == head and tree.tokens[k].upos in ("VERB", "AUX"):
            stack += tree.kids(k, "obj", "iobj", "obl", "xcomp")
            continue
        found += mentions_of(tree, desk.who, k, role="R")
        if len(stack) < 12:
            stack += tree.kids(k, "obj", "iobj", "obl", "nmod", "xcomp", "amod", "compound")
    return found
