"""What is the object of a verb, wherever the parser hung it; whether the verb is reflexive, whether a participle."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dragoman.events.tree import Tree


def object_words(tree: Tree, i: int) -> list[int]:
    """The words of `Tree.objects`."""
    if tree.misread(i):
        top = tree.tokens[i].head
        while tree.tokens[top].deprel in ("nmod", "compound", "flat", "amod") and tree.tokens[top].head > top:
            top = tree.tokens[top].head
        return [top]
    if tree.passive(i):
        behind = [] if tree.kids(i, "nsubj") else [k for k in tree.kids(i, "obj") if tree.tokens[k].upos == "NOUN"]
        return behind or tree.surface_subjects(i)
    own = [k for k in tree.kids(i, "obj") if not tree.is_relative(k)
           and not (tree.tokens[k].text.lower() in tree.words["grammar.reflexive"] and tree.reflexive(i))]  # fmt: skip
    token = tree.tokens[i]
    if not own and token.deprel.startswith("acl") and tree.relative_role(i) == "object":
        rel = any(tree.is_relative(k) for k in tree.kids(i, "obj"))
        if rel or (token.deprel == "acl:relcl" and tree.kids(i, "nsubj")):
            return [token.head]
    if not own and not tree.kids(i, "ccomp"):
        own = _mislabelled(tree, i)
    if not own:
        own = _partitive(tree, i)
    if not own and tree.reflexive(i):
        own = [k for k in tree.kids(i, "nsubj") if k > i and tree.tokens[k].upos != "PRON"]
    if not own and token.deprel == "conj":
        own = [k for k in tree.kids(token.head, "obj") if k > i]
    if not own:
        for verb in tree.kids(i, "conj"):
            if tree.tokens[verb].upos == "VERB" and not tree.passive(verb) and not tree.kids(verb, "nsubj"):
                shared = tree.kids(verb, "obj") or _mislabelled(tree, verb)
                own = own or [k for k in shared if not tree.kids(i, "obl", "ccomp", "xcomp") and verb == i + 2]
    return own


def _partitive(tree: Tree, i: int) -> list[int]:
    """A partitive article read as a preposition: "forme des soldats", "achète du pétrole"."""
    articles = tree.words["grammar.partitives"]
    return [
        k
        for k in tree.kids(i, "obl", "nmod")
        if i < k <= i + 4 and any(tree.tokens[c].text.lower() in articles for c in tree.kids(k, "case"))
    ][:1]


def _mislabelled(tree: Tree, i: int) -> list[int]:
    """A bare name right after an active verb that the parser hung there under another label."""
    subject = tree.kids(i, "nsubj")
    nouns = ("nsubj", "obl", "xcomp")
    return [k for k in tree.kids(i, "xcomp", "amod", "dep", "nmod", "appos", "flat", "nsubj", "obl")
            if i < k <= i + (14 if tree.tokens[k].deprel == "xcomp" else 4) and not tree.preps(k)
            and (tree.tokens[k].upos == "PROPN" or (tree.tokens[k].upos == "NOUN" and tree.tokens[k].deprel in nouns))
            and not tree.is_one(k, "grammar.dates")
            and (tree.tokens[k].deprel != "nsubj" or (subject[0] < i and subject[0] != k))]  # fmt: skip


def is_reflexive(tree: Tree, i: int) -> bool:
    """A reflexive clitic hangs on the verb, or is written onto it."""
    clitics = tree.words["grammar.reflexive"]
    hung = ("expl", "obj", "iobj", "obl", "aux", "compound", "det", "advmod", "nsubj")
    for k in tree.kids(i, *hung) if tree.tells("grammar.reflexive") else ():
        form = tree.keys[k][1]
        if form in clitics and (
            form in tree.words["grammar.reflexive_third"]
            or tree.tokens[k].feats.get("Reflex") == "Yes"
            or _of_speaker(tree, k, i)
        ):
            return True
    text = tree.tokens[i].text.lower()
    return any(text.endswith(ending) for ending in tree.words["grammar.reflexive_endings"])


def _of_speaker(tree: Tree, clitic: int, verb: int) -> bool:
    """ "nos comprometemos", "me opongo": a clitic of the person and number of its own verb, though "nos atacan"."""
    token = tree.tokens[clitic]
    if clitic > verb or (token.deprel == "nsubj" and not tree.is_one(clitic, "grammar.never_subject")):
        return False
    own = token.feats.get("Person"), token.feats.get("Number")
    group = [tree.tokens[k].feats for k in (verb, *tree.helpers.get(verb, ()))]
    return own[0] in ("1", "2") and any((f.get("Person"), f.get("Number")) == own for f in group)


def hidden_participle(tree: Tree, i: int) -> bool:
    """A participle that the tagger took for an adjective though its lemma is a verb's: "las sanciones impuestas por"."""
    lemma, form = tree.keys[i]
    if tree.tokens[i].upos != "ADJ" or tree.tokens[i].deprel != "acl" or lemma == form:
        return False
    endings = tree.words.infinitive_endings
    return lemma.endswith(endings) and not form.endswith(endings)
