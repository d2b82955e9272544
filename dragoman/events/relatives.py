"""Relatives and participles whose antecedent the tree misses: "a quien acusó", "X, detenido por …", "se sont vu refuser"."""

from __future__ import annotations

from dragoman.events.tree import Tree
from dragoman.events.who import PERSONS, Who, mentions_of
from dragoman.types import Mention

#: Relations by which a word hangs within a phrase.
NESTED = frozenset({"nmod", "flat", "appos", "compound", "amod"})
#: How many words before a verb its relative may begin.
REACH = 4


def relative_object(tree: Tree, who: Who, head: int) -> list[Mention]:
    """ "X, a quien acusó de …", "X, a los que acusa": who stands before the marked relative is the object."""
    marks = tree.words["grammar.object_marks"]
    for k in range(head - 1, max(1, head - REACH), -1) if marks else ():
        if not tree.is_one(k, "grammar.relative"):
            continue
        start = k - 1 if tree.tokens[k - 1].upos in ("PRON", "DET") else k
        if not (tree.tokens[start - 1].upos == "ADP" and set(tree.lemmas(start - 1)) & marks) and not _told(
            tree, start
        ):
            return []
        before = start - 1 if start == k or set(tree.lemmas(start - 1)) & marks else start
        while before > 0 and tree.tokens[before - 1].text == ",":
            before -= 1
        several = start < k and tree.keys[start][1].endswith("s")
        return _antecedent(tree, who, before - 1, several=several) if before else []
    return []


def _antecedent(tree: Tree, who: Who, last: int, *, several: bool) -> list[Mention]:
    """The side that the phrase ending at a word stands for; a plural relative passes over what is one."""
    s, k = tree.sentence.index, last
    nearest = who.by_word.get((s, k))
    while several and k >= 0 and tree.tokens[k].feats.get("Number") != "Plur" and tree.tokens[k].deprel in NESTED:
        k = tree.tokens[k].head
    plural = who.at(s, k) if k >= 0 and tree.tokens[k].feats.get("Number") == "Plur" else None
    found = plural or nearest
    return [found] if found is not None else []


def _told(tree: Tree, start: int) -> bool:
    """The mark is written onto the article: "al que"."""
    contracted = tree.words.contracted.get(tree.keys[start][1], "")
    return contracted in tree.words["grammar.object_marks"]


def teller(tree: Tree, who: Who, head: int) -> list[Mention]:
    """Who acts in a relative that has no subject of its own: the subject of the clause above it."""
    own = [k for k in tree.kids(head, "nsubj") if not tree.is_relative(k) and not tree.is_one(k, "grammar.relative")]
    if own:
        return [m for k in own for m in mentions_of(tree, who, k, role="A")]
    above = tree.tokens[head].head
    while above >= 0 and not (tree.tokens[above].upos in ("VERB", "AUX") and tree.finite(above)):
        above = tree.tokens[above].head
    return [m for k in tree.subjects(above) for m in mentions_of(tree, who, k, role="A")] if above >= 0 else []


def detached(tree: Tree, who: Who, head: int) -> list[Mention]:
    """ "… against the union leader X, arrested by …": a participle behind a comma tells of the person right before it."""
    token, s = tree.tokens[head], tree.sentence.index
    if head < 2 or token.deprel not in ("acl", "advcl") or not tree.passive(head) or tree.finite(head):
        return []
    person = who.by_word.get((s, head - 2)) if tree.tokens[head - 1].text == "," else None
    if person is None or person.rule not in PERSONS or person.sentence != s or person.token == token.head:
        return []
    gender = {"Masc": "m", "Fem": "f"}.get(token.feats.get("Gender", ""))
    fits = not person.entity.gender or gender is None or person.entity.gender == gender
    return [person] if fits and token.head < person.token and person.entity.number != "p" else []


def had_done(tree: Tree, who: Who, head: int) -> tuple[list[Mention], list[Mention]] | None:
    """ "X s'est vu refuser l'accès par Y": who does and who suffers it; None for any verb not told so."""
    token = tree.tokens[head]
    governed = token.deprel == "xcomp" and token.feats.get("VerbForm") == "Inf" and token.head >= 0
    if not governed or not tree.is_one(token.head, "grammar.let_be") or not tree.reflexive(token.head):
        return None
    objects = [k for k in tree.kids(head, "obj") if tree.tokens[k].upos != "PRON"]
    agents = [
        j for k in (head, *objects) for j in tree.kids(k, "obl", "nmod") if tree.preps(j) & tree.words["grammar.agent"]
    ]
    if not objects:
        return None
    suffering = [m for k in tree.subjects(token.head) for m in mentions_of(tree, who, k, role="R")]
    return [m for k in agents for m in mentions_of(tree, who, k, role="A")], suffering


def whose(tree: Tree, who: Who, noun: int) -> list[Mention]:
    """ "the government, whose crackdown left …": the antecedent owns what the relative begins with."""
    if not any(tree.is_one(k, "grammar.whose") for k in tree.kids(noun, "det", "nmod")):
        return []
    verb = tree.tokens[noun].head
    antecedent = tree.tokens[verb].head if verb >= 0 and tree.tokens[verb].deprel.startswith("acl") else -1
    return mentions_of(tree, who, antecedent, role="A") if antecedent >= 0 else []


def turned_relative(tree: Tree, head: int, actors: list[Mention], recipients: list[Mention]) -> bool:
    """ "Rusia, que atacó Ucrania": where objects are marked, an unmarked relative acts, and what stands behind the verb suffers."""
    token = tree.tokens[head]
    if not tree.words["grammar.object_marks"] or token.deprel != "acl:relcl" or not actors or not recipients:
        return False
    behind = all(m.sentence == tree.sentence.index and m.token > head for m in actors)
    return behind and all(m.token == token.head for m in recipients)
