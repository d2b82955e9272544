"""Words that make what they govern wished for, owed, aimed at or left open, rather than told."""

from __future__ import annotations

from dragoman.events.tree import CLAUSAL, Tree


def deontic(tree: Tree, i: int) -> bool:
    """The word says that something ought to be done: "must", "tener que", "has to", though not "had to"."""
    feats = tree.tokens[i].feats
    if tree.is_one(i, "modality.deontic_aux"):
        return not (feats.get("VerbForm") == "Part" and feats.get("Tense") == "Past")
    if not tree.is_one(i, "modality.deontic_phrases") or feats.get("Tense") == "Past" or feats.get("Person") == "1":
        return False
    wanted, bare = tree.words["modality.deontic_marks"], tree.is_one(i, "modality.deontic_bare")
    return any(
        (tree.preps(k) & wanted or bare) and tree.tokens[k].feats.get("VerbForm") == "Inf"
        for k in tree.kids(i, "xcomp", "ccomp", "obj")
    )


def wished(tree: Tree, i: int) -> bool:
    """The act stands in what somebody hopes, wants or fears that another will do: "nous voulons que Moscou accepte"."""
    k = i
    for _ in range(4):
        token = tree.tokens[k]
        head = token.head
        if head < 0:
            return False
        if token.deprel in ("ccomp", "xcomp", "csubj") and tree.is_one(head, "modality.wishes") and tree.finite(k):
            return True
        if token.deprel not in CLAUSAL and token.deprel not in ("conj", "obj", "nsubj", "nsubj:pass", "obl"):
            return False
        if tree.finite(k) and token.deprel not in ("ccomp", "conj"):
            return False
        k = head
    return False


def subjunctive(tree: Tree, i: int) -> bool:
    """A verb in the present subjunctive: by the tagger, or by the form that it took for an indicative (Spanish)."""
    token = tree.tokens[i]
    feats = token.feats
    if feats.get("VerbForm") in ("Inf", "Ger", "Part") or tree.kids(i, "aux") or token.upos not in ("VERB", "AUX"):
        return False
    lemma, form = tree.keys[i]
    ahead = tree.words["modality.future_endings"] | tree.words["modality.conditional_endings"]
    if any(form.endswith("r" + ending) for ending in ahead if not ending.isascii()):
        return False  # an irregular future, whatever the tagger calls it
    if feats.get("Mood") == "Sub":
        return feats.get("Tense") == "Pres"
    if not tree.words["subjunctive.past"] or form in tree.words["subjunctive.not"]:
        return False
    endings = tree.words[f"subjunctive.{lemma[-2:]}"]
    return form != lemma and form.endswith(tuple(endings)) and not form.endswith(tuple(tree.words["subjunctive.past"]))


def left_undone(tree: Tree, i: int) -> bool:
    """A clause in the subjunctive behind a bare "que" tells what is wanted or feared, not what is: "confía en que ordene"."""
    while not tree.finite(i) and tree.tokens[i].head >= 0 and tree.tokens[i].deprel in ("xcomp", "conj", "obj"):
        i = tree.tokens[i].head
    if not subjunctive(tree, i):
        return False
    above = tree.tokens[i].head
    said = (
        tree.tokens[i].deprel == "ccomp" and tree.is_one(above, "report.verbs") and not tree.words["subjunctive.past"]
    )
    if said:  # "dit que X bombarde": what is said stands in the indicative, and many forms are both
        return False
    marks = {w for k in tree.kids(i, "mark") for w in tree.keys[k]}
    that = marks & tree.words["grammar.complementisers"] or any(
        tree.is_relative(k) for k in tree.kids(i, "nsubj", "obj")
    )
    return bool(that) and not tree.marks(i) & tree.words["grammar.aside"]


def approved(tree: Tree, i: int) -> bool:
    """ "was right to protect", "a eu raison de frapper", "hizo bien en proteger": the infinitive is what is judged."""
    first = min((k for k in tree.kids(i, "mark", "case") if k < i), default=0)
    inf = tree.tokens[i].feats.get("VerbForm") == "Inf"
    return inf and first > 0 and tree.is_one(first - 1, "light.approving")


def nearing(tree: Tree, i: int) -> bool:
    """ "closer to imposing", "sur le point de frapper", "a punto de atacar": not done yet."""
    first = min((k for k in tree.kids(i, "mark", "case") if k < i), default=0)
    return first > 0 and not tree.finite(i) and tree.is_one(first - 1, "light.nearing")


def aimed(tree: Tree, i: int) -> bool:
    """The act is what a plan, a law, a visit is meant to bring: "aimed at ending", "visant à renverser", "destinada a"."""
    k = i
    for _ in range(4):
        token = tree.tokens[k]
        head = token.head
        if head < 0 or (tree.finite(k) and token.deprel != "conj"):
            return False
        beside = tree.tokens[head].deprel in ("acl", "acl:relcl", "advcl", "amod")
        if beside and tree.is_one(head, "light.aiming") and token.deprel in ("xcomp", "advcl", "obl", "obj", "ccomp"):
            return True
        k = head
    return False


def absent(tree: Tree, i: int) -> bool:
    """The act is what there is no sign, proof, word of: "no sign that supporters were heeding the call"."""
    from dragoman.events.status import negated_noun

    for _ in range(3):
        token = tree.tokens[i]
        head = token.head
        if head < 0 or token.deprel not in ("acl", "ccomp", "xcomp", "nmod", "conj", "acl:relcl"):
            return False
        told = tree.tokens[head].upos == "NOUN" and not any(
            tree.is_relative(k) and tree.tokens[k].deprel != "mark" for k in tree.kids(i)
        )
        if told and negated_noun(tree, head) and tree.tokens[i].upos in ("VERB", "AUX"):
            return True
        i = head
    return False


def called(tree: Tree, i: int) -> bool:
    """What something is called: "calificó el hecho como un ataque", "described it as an invasion"."""
    token = tree.tokens[i]
    if token.head < 0 or token.deprel not in ("obl", "xcomp", "advcl", "nmod"):
        return False
    named = tree.is_one(token.head, "light.naming")
    return named and (token.deprel == "xcomp" or bool(tree.preps(i) & tree.words["light.naming_as"]))


def source_phrase(tree: Tree, i: int) -> bool:
    """The noun is part of a phrase that names a source: "de acuerdo con X", "de l'avis de X"."""
    here = " ".join(tree.keys[k][1] for k in range(max(0, i - 1), min(i + 2, len(tree.tokens))))
    return i > 0 and here in tree.words["report.according"]
