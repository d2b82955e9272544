"""Subjects and agents that the tree does not hang where they belong: the owner of a decision, of an act told as "after …"."""

from __future__ import annotations

from dragoman.events.tree import Tree
from dragoman.events.who import PERSONS, Who, mentions_of
from dragoman.types import Mention

#: How many words of a phrase may stand between a noun of deciding and its infinitive.
OWNER_REACH = 6
#: How many words before a town the strike stands that a relative after the town tells of.
STRIKE_REACH = 4


def owner_before(tree: Tree, who: Who, head: int) -> list[Mention]:
    """ "the decision of X to expel": an infinitive right after the owner of a decision is the owner's, wherever it hangs."""
    marks = [k for k in tree.kids(head, "mark") if k == head - 1]
    infinitive = tree.tokens[head].feats.get("VerbForm") == "Inf" or (marks and tree.tokens[head].upos == "VERB")
    if not marks or not infinitive or tree.finite(head):
        return []
    end = marks[0] - 1
    for noun in range(end - 1, max(-1, end - OWNER_REACH), -1):
        if tree.is_one(noun, "light.deciding") and tree.tokens[noun].upos == "NOUN":
            owners = [
                k
                for k in tree.kids(noun, "nmod")
                if tree.preps(k) & tree.words["grammar.genitive"] and max(tree.sentence.subtree(k)) >= end
            ]
            return [m for k in owners for m in mentions_of(tree, who, k, role="A")]
    return []


def subject_above(tree: Tree, who: Who, head: int) -> list[Mention]:
    """ "X announced a pause after talking to Y": an infinitive or gerund told as an aside has the subject of its sentence."""
    token = tree.tokens[head]
    if token.feats.get("VerbForm") not in ("Inf", "Ger", "Part") or tree.finite(head) or tree.passive(head):
        return []
    k = head
    for _ in range(3):
        above = tree.tokens[k].head
        if above < 0:
            return []
        aside = (tree.marks(k) | set(tree.lemmas(above))) & tree.words["grammar.aside"]
        if aside:
            while above >= 0 and not (tree.tokens[above].upos in ("VERB", "AUX") and tree.finite(above)):
                above = tree.tokens[above].head
            found = tree.subjects(above) if above >= 0 else []
            return [m for j in found for m in mentions_of(tree, who, j, role="A")]
        k = above
    return []


def late_agent(tree: Tree, who: Who, head: int) -> list[Mention]:
    """ "struck in September by X": the by-phrase of a participle, hung on the date between them."""
    dates = [k for k in tree.kids(head, "obl", "nmod") if tree.is_one(k, "grammar.dates")]
    agents = [j for k in dates for j in tree.kids(k, "nmod", "obl") if tree.preps(j) & tree.words["grammar.agent"]]
    return [m for j in agents for m in mentions_of(tree, who, j, role="A")]


def striker(tree: Tree, verb: int, antecedent: int) -> int | None:
    """ "a Russian strike on Kyiv, which killed three": the relative tells of the strike, not of the town."""
    if not tree.tokens[verb].deprel.startswith("acl"):
        return None
    near = range(antecedent - 1, max(-1, antecedent - STRIKE_REACH - 1), -1)
    return next((k for k in near if tree.tokens[k].upos == "NOUN" and tree.is_one(k, "light.acting")), None)


def other_party(tree: Tree, who: Who, head: int) -> list[Mention]:
    """ "the rebels broke a truce concluded with the army": the party that a participle leaves out is the subject above it."""
    token = tree.tokens[head]
    if token.deprel != "acl" or not tree.passive(head) or tree.agents(head) or token.head < 0:
        return []
    above = tree.tokens[token.head].head
    if above < 0 or tree.tokens[above].upos != "VERB" or token.head not in tree.objects(above):
        return []
    return [m for k in tree.subjects(above) for m in mentions_of(tree, who, k, role="A")]


def hung_object(tree: Tree, who: Who, head: int) -> list[Mention]:
    """ "abatieron en un operativo a X": a person marked as object, hung on the phrase between the verb and him."""
    marks, s = tree.words["grammar.object_marks"], tree.sentence.index
    if not marks or tree.passive(head) or tree.objects(head):
        return []
    between = [k for k in tree.kids(head, "obl") if k > head]
    hung = [j for k in between for j in tree.kids(k, "nmod") if j > k and tree.preps(j) and tree.preps(j) <= marks]
    persons = [m for j in hung for m in who.all_at(s, j)]
    return [m for m in persons if m.rule in PERSONS]


def told_after(tree: Tree, who: Who, head: int) -> list[Mention]:
    """ "after gang members killed a prosecutor", read as members who were killed: what stands between "after" and the verb acts."""
    token, noun = tree.tokens[head], head - 1
    if token.deprel != "acl" or token.feats.get("Tense") != "Past" or not tree.kids(head, "obj") or tree.agents(head):
        return []
    while noun >= 0 and tree.tokens[noun].deprel in ("flat", "amod", "compound") and tree.tokens[noun].head < noun:
        noun = tree.tokens[noun].head
    told = noun >= 0 and tree.tokens[noun].upos in ("NOUN", "PROPN") and tree.preps(noun) & tree.words["grammar.aside"]
    return mentions_of(tree, who, noun, role="A") if told else []
