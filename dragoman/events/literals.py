"""The plain words of a pattern on the tree: where they may stand, and what forbids them there."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.events.tree import CLAUSAL, Tree
from dragoman.events.words import Item

if TYPE_CHECKING:
    from dragoman.events.match import Match

#: A literal without preposition is not found among these relations when it is itself marked by a preposition.
OBLIQUE = frozenset({"obl", "nmod", "obl:agent", "advcl"})
MODIFIERS = (
    "amod",
    "compound",
    "nmod",
    "flat",
    "fixed",
    "case",
    "advmod",
    "acl",
    "nummod",
    "appos",
    "det",
    "punct",
    "dep",
)
#: How far a word of a noun pattern may stand from its head, in words.
NEAR = 3


def literal(tree: Tree, match: Match, item: Item) -> int | None:
    """The token of a plain word of the pattern, among the dependents of what is matched so far."""
    nouns = match.pattern.kind == "nouns"
    pool = _around_noun(tree, match) if nouns else _around_verb(tree, match, bare=not item.preps)
    words, keys, contracted = item.words, tree.keys, tree.words.contracted
    for k in pool:
        lemma, form = keys[k]
        if (lemma in words or form in words or contracted.get(form) in words) and k not in match.used:
            if nouns:
                stands = tree.tokens[k].upos != "VERB" or not tree.finite(k)
                stands = stands and (not item.preps or _marked(tree, k, item.preps, match))
            else:
                stands = _may_stand(tree, match, item, k)
            if stands:
                return k
    return None


def _around_verb(tree: Tree, match: Match, *, bare: bool) -> Iterator[int]:
    """Where a plain word of a verb's pattern may stand, the nearest places first; a word may come more than once."""
    head = match.head
    objects = tree.objects(head)
    pool = [*objects] if bare or tree.passive(head) else []
    pool += [k for m in match.used for k in tree.sentence.children[m]]
    pool += [k for j in objects if measure(tree, j) for k in tree.kids(j, "nmod")]
    yield from pool
    for j in pool:
        yield from tree.kids(j, "fixed", "case", "flat", "compound", "conj", "amod", "det")
    for j in tree.kids(head, "xcomp", "ccomp"):
        yield from tree.kids(j, "aux")
    if not bare:
        near = [k for j in objects for k in tree.kids(j, "nmod")]
        yield from near
        for j in near:
            yield from tree.kids(j, "nmod")


def _may_stand(tree: Tree, match: Match, item: Item, k: int) -> bool:
    """Nothing about the word forbids it to be that plain word of a verb's pattern."""
    token, head = tree.tokens[k], match.head
    bare = not item.preps
    own_modal = token.upos == "AUX" and token.head == head
    if own_modal or (token.upos in ("AUX", "VERB") and tree.is_one(k, "modality.possible_aux")):
        return False
    strange = tree.preps(k) - tree.words["grammar.object_marks"] - tree.words["grammar.articles"] - item.lent
    if without(tree, k, strange) and not item.preps & strange:
        return False
    if not bare:
        return _marked(tree, k, item.preps, match)
    if token.upos == "VERB" and token.deprel in CLAUSAL and tree.preps(k):
        return False
    if item.words <= tree.words["grammar.prepositions"] and not _particle_of(tree, k, head):
        return False
    if _time(tree, k, head):
        return False
    if token.upos != "NOUN" or k in tree.objects(head):
        return True
    oblique = token.deprel in OBLIQUE and bool(strange)
    oblique = oblique and not (token.head in tree.objects(head) and measure(tree, token.head))
    return not oblique and token.deprel != "nsubj"


def measure(tree: Tree, i: int) -> bool:
    """A word of number or part, behind which stands what is meant: "part of the aid", "dozens of strikes"."""
    return tree.is_one(i, "light.series") or tree.is_one(i, "light.parts")


def without(tree: Tree, k: int, preps: frozenset[str]) -> bool:
    """ "sin embargo", "sans réserve": what is not there, or part of a set phrase, is no word of the pattern."""
    above = tree.tokens[k].head
    set_phrase = tree.tokens[k].deprel == "fixed" and above >= 0 and tree.is_one(above, "grammar.without")
    return set_phrase or bool(preps & tree.words["grammar.without"])


def _time(tree: Tree, k: int, head: int) -> bool:
    """ "earlier this year": when it happened is no word of the pattern."""
    return (
        tree.is_one(k, "grammar.dates") and k not in tree.objects(head) and tree.tokens[k].deprel in OBLIQUE | {"nsubj"}
    )


def _particle_of(tree: Tree, k: int, head: int) -> bool:
    """ "out" in "hit out at", "pull troops out of": hung on the verb, right after it, or on its complement."""
    above = tree.tokens[k].head
    if above == head or k == head + 1:
        return True
    return tree.tokens[k].deprel in ("case", "mark", "fixed", "compound") and above >= 0 and tree.tokens[above].head == head \
        and tree.tokens[above].deprel in ("obl", "advmod", "case", "mark")  # fmt: skip


def _around_noun(tree: Tree, match: Match) -> Iterator[int]:
    """Where a plain word of a noun's pattern may stand, as for verbs."""
    pool = [k for m in match.used for k in tree.kids(m, *MODIFIERS)]
    yield from pool
    for j in pool:
        yield from tree.kids(j, "fixed", "flat", "compound", "case", "conj", "amod")
    yield from range(max(0, match.head - NEAR), min(len(tree.tokens), match.head + NEAR + 1))


def _marked(tree: Tree, k: int, preps: frozenset[str], match: Match) -> bool:
    if tree.preps(k) & preps:
        return True
    before = tree.lemmas(k - 1) if k else ("", "")
    if set(before) & preps or tree.words.contracted.get(before[1]) in preps:
        return True
    particles = [w for j in tree.sentence.children[match.head] for w in tree.lemmas(j)]
    return bool(set(particles) & preps)
