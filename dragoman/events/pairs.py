""" "both countries", "les deux camps", "ambas partes": the two between whom the text told most.

The actors room knows who was named; who is meant by a pair is told by what was done (codebook §2: descriptions resolve).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.events.tree import Tree
from dragoman.events.who import GENERIC, Who, political
from dragoman.types import Mention, Span

if TYPE_CHECKING:
    from dragoman.events.acts import Act

#: How many sentences back the acts between two may stand.
REACH = 12
#: Sectors of those who act for their country.
STATE = frozenset({"GOV", "MIL"})


def pairs(tree: Tree, who: Who, before: Sequence[tuple[int, Act]]) -> None:
    """Give every such phrase of a sentence its two sides. `before`: (sentence, act), in order of the text."""
    if not tree.tells("grammar.pairs") or not tree.tells("grammar.two"):
        return
    s = tree.sentence.index
    for i in tree.places(tree.words["grammar.pairs"]):
        token = tree.tokens[i]
        if not _is_pair(tree, i) or _told_here(tree, who, i):
            continue
        two = _meant(before, s, states=not tree.is_one(i, "grammar.pair_sides"), beside=_beside(tree, who, i))
        if two:
            start = min([i, *tree.kids(i, "det", "nummod")])
            span = Span(tree.tokens[start].span.start, token.span.end)
            who.by_head[s, i] = [Mention(m.entity, span, "events#pair", s, i) for m in two]


def _meant(before: Sequence[tuple[int, Act]], s: int, *, states: bool, beside: set[str | None]) -> list[Mention]:
    """The two between whom most was told, what both do counting double; the latest of equals."""
    told: dict[frozenset[str], list[Mention]] = {}
    weight: Counter[frozenset[str]] = Counter()
    for at, act in before:
        two = _two(act, states=states) if s - at <= REACH else {}
        if two and not {m.entity.code for m in two.values()} & beside:
            key = frozenset(two)
            together = len({m.entity.code for m in act.sides.actors}) == len(two)  # told as one couple, who acts as one
            weight[key] += 1 + act.sense.mutual + together
            told.pop(key, None)
            told[key] = list(two.values())
    best = max(reversed(told), key=lambda key: weight[key], default=None)
    return told[best] if best else []


def _is_pair(tree: Tree, i: int) -> bool:
    token = tree.tokens[i]
    if token.upos not in ("NOUN", "PROPN") or not (
        tree.is_one(i, "grammar.pair_sides") or tree.is_one(i, "grammar.pair")
    ):
        return False
    two = [k for k in tree.kids(i, "nummod", "det", "amod") if k < i and tree.is_one(k, "grammar.two")]
    told = tree.kids(i, "acl:relcl", "appos")
    told += [k for k in tree.kids(i, "nmod") if tree.preps(k) & tree.words["grammar.genitive"]]
    both = any(tree.is_one(k, "grammar.both") for k in two)
    told += tree.kids(i, "acl") if not both else []
    definite = any(tree.tokens[k].feats.get("Definite") == "Def" for k in tree.kids(i, "det"))
    return bool(two) and not told and (both or definite)


def _told_here(tree: Tree, who: Who, i: int) -> bool:
    """A side that the phrase itself names, or two that stand right before it in its own sentence."""
    s = tree.sentence.index
    here = who.by_head.get((s, i), [])
    if any(m.rule not in GENERIC | {"actors#two"} for m in here):
        return True
    codes = {m.entity.code for m in here if m.rule == "actors#two"}
    return bool(codes) and not codes & _beside(tree, who, i) and codes <= _named_before(who, s, i)


def _named_before(who: Who, s: int, i: int) -> set[str | None]:
    return {m.entity.code for (at, k), m in who.by_word.items() if at == s and k < i}


def _beside(tree: Tree, who: Who, i: int) -> set[str | None]:
    """The countries of those who do something to the pair: they are not of it."""
    token = tree.tokens[i]
    if token.deprel not in ("obj", "obl", "iobj") or token.head < 0 or tree.preps(i) & tree.words["grammar.between"]:
        return set()
    subjects = tree.subjects(token.head)
    return {m.entity.code for k in subjects if k != i for m in who.all_at(tree.sentence.index, k)} - {None}


def _two(act: Act, *, states: bool) -> dict[str, Mention]:
    """The two sides of an act, where it has exactly two that are known."""
    sides: dict[str, Mention] = {}
    for m in [*act.sides.actors, *act.sides.recipients]:
        if not political(m) or not (m.entity.code or m.entity.key) or (not states and "CVL" in m.entity.sectors):
            return {}
        if states and not (m.entity.key == m.entity.code or STATE & set(m.entity.sectors)):
            return {}  # what the police do to a gang is not between two countries
        sides.setdefault((m.entity.code if states else m.entity.key) or "", m)
    codes = {m.entity.code for m in sides.values()}
    return sides if len(sides) == 2 and (not states or (len(codes) == 2 and None not in codes)) else {}
