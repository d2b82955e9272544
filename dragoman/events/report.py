"""Whose word it is: the speaker of the clause that a token stands in, through any depth of report."""

from __future__ import annotations

from dragoman.events.sides import acting
from dragoman.events.tree import Tree
from dragoman.events.who import Who, mentions_of
from dragoman.types import Mention

REPORTED = frozenset({"ccomp", "xcomp", "parataxis", "obj", "csubj", "nsubj:pass", "advcl", "dep", "acl"})


def reporter(tree: Tree, i: int) -> int | None:
    """The nearest verb of speech in whose content token i stands, or that is inserted in its clause."""
    inside = i
    if not tree.tells("report.verbs") and not tree.tells("report.nouns"):
        return None
    for k in [i, *[t.i for t in tree.sentence.ancestors(i)]]:
        noun = tree.tokens[k].upos == "NOUN" and tree.is_one(k, "report.nouns")
        speech = k != i and (noun or tree.is_one(k, "report.verbs")) and tree.tokens[k].upos in ("VERB", "AUX", "NOUN")
        if speech and tree.tokens[inside].deprel in REPORTED and _clause(tree, inside, k):
            return k
        for p in tree.kids(k, "parataxis", "ccomp", "discourse", "dep", "advcl", "acl"):
            if (
                p not in (i, inside)
                and tree.is_one(p, "report.verbs")
                and tree.kids(p, "nsubj")
                and _inserted(tree, p, k)
            ):
                return p
        inside = k
    return None


def _clause(tree: Tree, inside: int, verb: int) -> bool:
    deprel = tree.tokens[inside].deprel
    if deprel in ("ccomp", "parataxis", "csubj", "dep"):
        return True
    if deprel in ("xcomp", "obj", "nsubj:pass"):
        return tree.tokens[inside].upos in ("VERB", "AUX", "ADJ")
    if deprel == "acl":
        return tree.tokens[verb].upos == "NOUN" and tree.finite(inside)
    return False


def _inserted(tree: Tree, verb: int, clause: int) -> bool:
    """ "…, officials said": the verb of speech has nothing of its own to say but stands beside the clause."""
    if tree.tokens[verb].deprel in ("parataxis", "discourse", "dep"):
        return not tree.kids(verb, "ccomp")
    return verb > clause and tree.tokens[verb].deprel in ("ccomp", "advcl") and not tree.kids(verb, "mark", "ccomp", "xcomp", "obj") \
        and any(tree.tokens[k].text == "," for k in tree.kids(verb, "punct"))  # fmt: skip


def speakers(tree: Tree, who: Who, i: int) -> list[Mention]:
    """Whose word token i is told on: a verb of speech, "according to", or the quotation it stands in."""
    quotation = who.quoted.get((tree.sentence.index, i))
    if quotation is not None and quotation.speaker is not None:
        return [quotation.speaker]
    verb = reporter(tree, i)
    if verb is not None:
        found = acting(tree, who, verb)
        if found:
            return found[:1]
    source = according(tree, who, i)
    return [source] if source else []


def according(tree: Tree, who: Who, i: int) -> Mention | None:
    """ "selon X", "according to X" in the token's clause or one above it."""
    phrases = tree.words.according
    for k in [i, *[t.i for t in tree.sentence.ancestors(i)]]:
        for j in tree.kids(k, "obl", "nmod", "advmod", "advcl", "parataxis", "dep"):
            first = min(tree.sentence.subtree(j))
            start = tree.tokens[first].span.start - tree.sentence.span.start
            begins = (
                " ".join(t.text.lower() for t in tree.tokens[first : first + 4]).replace("' ", "'").replace("’ ", "'")
            )
            if start >= 0 and begins.startswith(phrases):
                found = mentions_of(tree, who, j, role="S")
                if found:
                    return found[0]
    return None
