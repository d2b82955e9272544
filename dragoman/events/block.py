"""What is no event of its own: contents, purposes, topics, words that only modify (codebook rules 5 and 6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.events.tree import Tree
from dragoman.events.who import Who

if TYPE_CHECKING:
    from dragoman.events.acts import Act


#: Acts of speech: one that is the object of another is what that one is about.
SPOKEN = frozenset({"AGREE", "REQUEST", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE", "REJECT", "CONSULT"})


def block(tree: Tree, who: Who, acts: Sequence[Act]) -> None:
    """Give every act that is only spoken of the reason why it is none."""
    for act in acts:
        act.why = (
            act.why
            or _side(tree, act, who)
            or _asked(tree, act)
            or _name(tree, act)
            or _denied(tree, act)
            or _in_passing(tree, act)
            or _purpose(tree, act, acts)
            or _condition(tree, act, acts)
            or _topic(tree, act)
            or _noun_role(tree, act)
            or _within(tree, act, acts)
        )


def _asked(tree: Tree, act: Act) -> str:
    """A question tells nothing."""
    end = [t for t in tree.tokens[-3:] if t.text in ("?", "؟")]
    return "asked" if end and not any(t.deprel == "ccomp" for t in tree.sentence.ancestors(act.head)) else ""


def _side(tree: Tree, act: Act, who: Who) -> str:
    """Words that are a side: "the opposition", "the coalition"."""
    found = who.all_at(tree.sentence.index, act.head)
    own = any(m.token == act.head and m.sentence == tree.sentence.index and m.rule != "events#person" for m in found)
    return "a side" if own and act.match.pattern.kind == "nouns" else ""


def _name(tree: Tree, act: Act) -> str:
    """Words that are a name: "the Paris Agreement", "Opération Barkhane"."""
    if act.match.pattern.kind != "nouns" or tree.sentence.part == "title":
        return ""
    token = tree.tokens[act.head]
    capital = token.text[:1].isupper() and not token.text.isupper() and token.i > 0
    return "a name" if capital and tree.tokens[token.i - 1].text not in ('"', "“", "«", ":", "–", "—", "-") else ""


def _denied(tree: Tree, act: Act) -> str:
    """Denying an allegation is no event (codebook, rulings)."""
    i = act.head
    for _ in range(3):
        token = tree.tokens[i]
        if token.head < 0 or token.deprel not in (
            "xcomp",
            "ccomp",
            "obj",
            "advcl",
            "nmod",
            "obl",
            "nsubj:pass",
            "conj",
        ):
            return ""
        i = token.head
        if i in act.match.used:
            return ""
        if tree.is_one(i, "modality.denials") and not tree.reflexive(i):
            return "denied"
    return ""


def _in_passing(tree: Tree, act: Act) -> str:
    """ "the man accused of": told of nobody's act of accusing (codebook, rulings)."""
    token = tree.tokens[act.head]
    verb = act.match.pattern.kind == "verbs" and act.sense.type == "ACCUSE" and act.sense.side != "justice"
    if (
        verb
        and token.deprel in ("acl", "amod", "appos", "advcl")
        and tree.passive(act.head)
        and not tree.agents(act.head)
    ):
        return "in passing"
    return ""


def _purpose(tree: Tree, act: Act, acts: Sequence[Act]) -> str:
    """ "to discuss", "pour lutter contre", "calling for": what an act is done for, or says, is no act beside it."""
    i = act.head
    if act.match.pattern.kind == "nouns" and tree.tokens[i].deprel in ("obl", "nmod"):
        several = len(act.sides.actors) + len(act.sides.recipients) > 1
        if tree.preps(i) & tree.words["grammar.purpose_nouns"] and not several:
            return "purpose"
    for _ in range(6):
        token = tree.tokens[i]
        head = token.head
        if head < 0 or (tree.finite(i) and token.deprel in ("root", "ccomp", "acl:relcl", "parataxis")):
            return ""
        if _told_beside(tree, i):
            return ""
        marks = tree.preps(i)
        infinitive = token.feats.get("VerbForm") == "Inf" or marks & tree.words["grammar.infinitive_mark"]
        said = marks & tree.words["grammar.purpose_marks"] and marks & tree.words["grammar.complementisers"]
        if token.deprel == "advcl" and said and tree.finite(i) and i not in _slots(acts):
            return "purpose"
        adjunct = token.deprel in ("advcl", "obl", "nmod")
        adjunct |= token.deprel == "acl" and not tree.is_one(head, "light.deciding")
        marked = token.upos in ("VERB", "AUX") and infinitive and marks & tree.words["grammar.purpose_marks"]
        if marked and adjunct and not tree.is_one(head, "light.means") and i not in _slots(acts):
            return "purpose"
        other = next((a for a in acts if head in a.match.used and a is not act), None)
        if (
            other is not None
            and other.sense.type == "PROTEST"
            and token.deprel in ("advcl", "xcomp", "acl")
            and act.sense.type in ("REQUEST", "PROTEST", "ACCUSE")
        ):
            return "said by the protest"
        i = head
    return ""


def _told_beside(tree: Tree, i: int) -> bool:
    """A participle clause behind a comma tells a fact beside its verb: "opened fire to disperse the crowd, killing two"."""
    token = tree.tokens[i]
    participle = token.feats.get("VerbForm") in ("Ger", "Part") and token.upos == "VERB" and not tree.preps(i)
    first = min(tree.sentence.subtree(i), default=i) if participle and token.deprel == "advcl" else 0
    commas = [k for k in tree.kids(i, "punct") if k < i]
    return first > 0 and (bool(commas) or tree.tokens[first - 1].text == ",")


def _slots(acts: Sequence[Act]) -> set[int]:
    return {k for a in acts for k in a.match.slots.get("C", [])}


def _condition(tree: Tree, act: Act, acts: Sequence[Act]) -> str:
    """ "unless it accepts": the condition of a threat, promise or demand is part of it."""
    for k in [act.head, *[t.i for t in tree.sentence.ancestors(act.head)]]:
        if tree.tokens[k].deprel in ("advcl", "ccomp", "conj") and tree.marks(k) & (
            tree.words["grammar.conditional_marks"]
            | tree.words["grammar.unless_marks"]
            | tree.words["grammar.until_marks"]
        ):
            above = {t.i for t in tree.sentence.ancestors(k)}
            if any(a.head in above and a is not act for a in acts):
                return "condition"
    return ""


def _topic(tree: Tree, act: Act) -> str:
    """ "discuss sanctions", "talks on a ceasefire": what is talked about."""
    if act.match.pattern.kind != "nouns":
        return ""
    i = act.head
    for _ in range(4):
        token = tree.tokens[i]
        head = token.head
        if head < 0:
            return ""
        aside = token.deprel in ("obl", "nmod") and not tree.preps(i) & (
            tree.words["grammar.about"] | tree.words["grammar.genitive"]
        )
        if aside:
            return ""
        if (
            token.deprel in ("obj", "obl", "nsubj:pass", "nmod")
            and tree.is_one(head, "light.topic")
            and tree.tokens[head].upos == "VERB"
        ):
            return "topic"
        if token.deprel in ("nmod", "obl", "acl", "conj", "obj", "appos") and tree.tokens[head].upos in (
            "NOUN",
            "VERB",
        ):
            if token.deprel == "nmod" and tree.preps(i) & tree.words["grammar.about"]:
                return "topic"
            if tree.tokens[head].upos == "VERB":
                return ""
            i = head
            continue
        return ""
    return ""


def _noun_role(tree: Tree, act: Act) -> str:
    """Nouns that a noun or verb makes unreal: "the threat of strikes", "to prevent an attack", "a sanctions regime"."""
    if act.match.pattern.kind != "nouns":
        return ""
    token = tree.tokens[act.head]
    head = token.head
    if head < 0:
        return ""
    if head in act.match.used:
        return ""
    if token.deprel == "compound" or (
        token.deprel == "nmod" and tree.tokens[head].upos == "NOUN" and not tree.preps(act.head)
    ):
        return "modifier"
    if token.deprel in ("nmod", "acl", "obl", "compound") and tree.is_one(head, "light.nominal_content"):
        return "content of a noun"
    if (
        tree.is_one(head, "light.prevent")
        and tree.tokens[head].upos == "VERB"
        and token.deprel in ("obj", "nsubj:pass", "obl")
    ):
        return "prevented"
    if token.deprel in ("nmod", "obl") and tree.preps(act.head) & tree.words["grammar.against"]:
        return "opposed"
    return ""


def _within(tree: Tree, act: Act, acts: Sequence[Act]) -> str:
    """Inside the phrase of a meeting, a deal, a demand … (codebook rules 5 and 6)."""
    above = {t.i for t in tree.sentence.ancestors(act.head)}
    head = tree.tokens[act.head].head
    for other in acts:
        if other is act or other.why or act.match.pattern.kind != "nouns" or act.sense.type not in SPOKEN:
            continue
        words = tree.words
        during = tree.preps(act.head) & (words["grammar.place"] - words["grammar.dative"] | words["grammar.aside"])
        if (
            head in other.match.used
            and not (during and tree.tokens[act.head].deprel == "obl")
            and tree.tokens[act.head].deprel in ("obj", "obl", "nsubj:pass", "nmod")
            and other.sense.type in SPOKEN
        ):
            return f"object of {other.sense.key}"
    for other in acts:
        if other is act or other.why or other.head not in above:
            continue
        path = _path(tree, act.head, other.head)
        if path and path[-1] in ("obl", "nmod", "acl", "obj") and act.match.pattern.kind == "nouns" and _talk(other):
            return f"topic of {other.sense.key}"
    return ""


def _talk(act: Act) -> bool:
    return act.sense.type in ("CONSULT", "AGREE", "REQUEST", "REJECT")


def _path(tree: Tree, low: int, high: int) -> list[str]:
    """Relations from a token up to one of its ancestors, lowest first."""
    found = []
    while low != high and tree.tokens[low].head >= 0:
        found.append(tree.tokens[low].deprel)
        low = tree.tokens[low].head
    return found
