"""Subjects left out (Spanish): a sentence whose verb has none goes on with the subject of the sentence before."""

from __future__ import annotations

from dataclasses import replace

from dragoman.events.tree import Tree
from dragoman.events.who import Who, mentions_of
from dragoman.types import Mention

#: How many sentences back the subject may have been told.
REACH = 2
#: The part of an article whose verbs go on with nothing told before.
TITLE = "title"


def left_out(tree: Tree, who: Who, head: int) -> list[Mention]:
    """Who acts where the main verb of a sentence has no subject: "Macron visitó Berlín. Pidió a Rusia que …"."""
    s = tree.sentence.index
    if not who.going or s - who.going_at > REACH or not _silent(tree, head) or (s, head) in who.quoted:
        return []
    if _plural(tree, head) != who.going_plural:
        return []
    return [replace(m, span=None, rule="events#silent", sentence=s, token=head) for m in who.going]


def note_subject(tree: Tree, who: Who) -> None:
    """Remember who the sentence tells of, for the next: the subject of its main verb, or of the verb of saying behind the words said."""
    if not tree.words["grammar.object_marks"]:
        return
    s = tree.sentence.index
    verbs = [tree.sentence.root().i]
    verbs += [k for k in tree.kids(verbs[0], "parataxis") if tree.is_one(k, "report.verbs")][:1]
    told = [k for v in reversed(verbs) for k in tree.kids(v, "nsubj", "nsubj:pass")]
    said = who.quoted.get((s, verbs[0]))
    if said is not None and said.speaker is not None and not told:
        who.going, who.going_at, who.going_plural = [said.speaker], s, said.speaker.entity.number == "p"
        return
    if not told:
        if _silent(tree, verbs[0]) and who.going:
            who.going_at = s
        else:
            who.going = []
        return
    word = told[0]
    who.going = mentions_of(tree, who, word, role="A")
    who.going_at = s
    feats = tree.tokens[word].feats
    who.going_plural = len(who.going) > 1 or feats.get("Number") == "Plur" or len(tree.conjuncts(word)) > 1


def _silent(tree: Tree, head: int) -> bool:
    """A finite verb in the third person that heads its sentence, or is joined to the head, and has no subject near it."""
    if not tree.words["grammar.object_marks"] or tree.sentence.part == TITLE:
        return False
    token = tree.tokens[head]
    top = token
    while top.deprel == "conj" and top.head >= 0:
        top = tree.tokens[top.head]
    if (
        top.deprel != "root"
        or top.upos not in ("VERB", "AUX")
        or not tree.finite(head)
        or tree.passive(head)
        or token.upos not in ("VERB", "AUX")
    ):
        return False
    verbs = {head, top.i}
    if any(tree.kids(v, "nsubj", "nsubj:pass", "csubj", "expl") for v in verbs):
        return False
    behind = [k for k in tree.kids(head, "obj", "obl", "xcomp") if tree.tokens[k].upos == "PROPN" and not tree.preps(k)]
    if behind:  # "rechazó Petro la propuesta": the subject stands behind its verb, without a mark
        return False
    return _feat(tree, head, "Person") == "3" and not tree.reflexive(head)


def _feat(tree: Tree, head: int, name: str) -> str:
    own = tree.tokens[head].feats
    helpers = [tree.tokens[k].feats for k in tree.kids(head, "aux")]
    return next((f[name] for f in [*helpers, own] if name in f and f.get("VerbForm") != "Part"), "")


def _plural(tree: Tree, head: int) -> bool:
    return _feat(tree, head, "Number") == "Plur"
