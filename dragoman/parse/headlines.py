"""Headlines: bare nouns, verbs in the present that look like nouns, participles without "be", infinitives of what is to come.

Each function mends one sentence in place; heads are indices into the sentence, the root heads itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.parse.arcs import Class

#: Features of a verb as headlines have it.
PRESENT = {"Mood": "Ind", "Tense": "Pres", "VerbForm": "Fin"}
FUTURE = {"Mood": "Ind", "Tense": "Fut", "VerbForm": "Fin"}
PASSIVE = {"Tense": "Past", "VerbForm": "Part", "Voice": "Pass"}
#: Words that a present verb of a headline has right behind it.
_OPENS_OBJECT = frozenset({"PROPN", "NOUN", "NUM", "ADJ", "DET", "PRON"})
#: Dependents of a verb that is no passive.
_OWN = frozenset({"obj", "ccomp", "iobj", "aux", "aux:pass", "cop", "nsubj:pass", "expl"})


def mend_headline(
    words: Sequence[str], classes: list[Class], heads: list[int], deprels: list[str], *,
    present: frozenset[str], patients: frozenset[str], participles: tuple[str, ...], to: frozenset[str],
) -> None:  # fmt: skip
    """All that headlines need; `present`, `patients`, `participles` and `to` are lists of [mends]."""
    if present:
        _present(words, classes, heads, deprels, present)
    _bare_root(classes, heads, deprels)
    _patients(words, classes, heads, deprels, patients, participles)
    _befallen(classes, heads, deprels)
    if to:
        _to_come(words, classes, heads, deprels, to)


def _root(heads: list[int], deprels: list[str]) -> int | None:
    return next((k for k, head in enumerate(heads) if head == k and deprels[k] == "ROOT"), None)


def _present(
    words: Sequence[str], classes: list[Class], heads: list[int], deprels: list[str], present: frozenset[str]
) -> None:
    """ "Judge [NOUN: blocks] deportation": between a name or noun and an object, where no other verb is told."""
    for k in range(1, len(words) - 1):
        if classes[k][0] in ("VERB", "AUX") and "Mood" in classes[k][1]:
            return
        if classes[k][0] != "NOUN" or words[k] not in present:
            continue
        if classes[k - 1][0] not in ("PROPN", "NOUN") or classes[k + 1][0] not in _OPENS_OBJECT:
            continue
        if any(classes[n][0] in ("VERB", "AUX") and "Mood" in classes[n][1] for n in range(k + 1, len(words))):
            return
        if deprels[k] == "compound" and heads[k] > k:
            classes[k] = ("VERB", PRESENT)
        elif heads[k] == k and any(heads[n] == k and n < k and deprels[n] in ("compound", "nsubj") for n in range(k)):
            classes[k] = ("VERB", PRESENT)
            for n, head in enumerate(heads):
                if head == k and n != k and deprels[n] in ("compound", "nmod", "appos"):
                    deprels[n] = "nsubj" if n < k else "obj"
        return


def _bare_root(classes: list[Class], heads: list[int], deprels: list[str]) -> None:
    """A bare root noun with a subject and no copula is a verb where it has an object, or is one before a subject of many:
    "Protesters [NOUN: storm] parliament", "Thousands [NOUN: march]"."""
    root = _root(heads, deprels)
    if root is None or classes[root][0] not in ("NOUN", "ADJ"):
        return
    below = {deprels[k]: k for k, head in enumerate(heads) if head == root and k != root}
    subject = below.get("nsubj")
    if (
        subject is None
        or subject > root
        or below.keys() & {"cop", "det", "case", "amod", "compound", "nummod", "mark", "appos"}
    ):
        return
    many = classes[subject][1].get("Number") == "Plur" and classes[root][1].get("Number") == "Sing"
    told = "obj" in below or (classes[root][0] == "NOUN" and below.keys() & {"iobj", "xcomp"})
    if told or (many and subject == root - 1 and classes[root][0] == "NOUN"):
        classes[root] = ("VERB", PRESENT)


def _patients(
    words: Sequence[str],
    classes: list[Class],
    heads: list[int],
    deprels: list[str],
    patients: frozenset[str],
    participles: tuple[str, ...],
) -> None:
    """ "Two soldiers killed in Mali": a participle with a subject and neither auxiliary nor object tells what befell it."""
    for subject, relation in enumerate(deprels):
        k = heads[subject]
        if relation != "nsubj" or subject > k or classes[subject][0] not in ("NOUN", "PROPN"):
            continue
        participle = (
            classes[k][0] == "VERB" and classes[k][1].get("VerbForm") == "Part" and words[k].endswith(participles)
        )
        if words[k] not in patients and not (participle and classes[k][1].get("Tense") == "Past"):
            continue
        below = [n for n, head in enumerate(heads) if head == k and n != k]
        joined = {k, *(n for n in below if deprels[n] == "conj")}
        if any(heads[n] in joined and deprels[n] in _OWN for n in range(len(heads)) if n not in joined):
            continue
        deprels[subject] = "nsubj:pass"
        classes[k] = ("VERB", {**{f: v for f, v in classes[k][1].items() if f in ("Gender", "Number")}, **PASSIVE})


def _befallen(classes: list[Class], heads: list[int], deprels: list[str]) -> None:
    """ "Detenido [xcomp: líder] opositor": a participle that opens a headline has the noun behind it for its object."""
    if deprels[0] != "ROOT" or classes[0][0] != "VERB" or classes[0][1].get("VerbForm") != "Part":
        return
    below = [n for n, head in enumerate(heads) if head == 0 and n]
    if any(deprels[n] in _OWN or deprels[n] == "nsubj" for n in below):
        return
    noun = next((n for n in below if deprels[n] == "xcomp" and classes[n][0] in ("NOUN", "PROPN")), None)
    if noun is not None:
        deprels[noun] = "obj"


def _to_come(
    words: Sequence[str], classes: list[Class], heads: list[int], deprels: list[str], to: frozenset[str]
) -> None:
    """ "Berg to meet Ruiz in Oslo": a name whose infinitive is all that is told of it, and no other verb is finite."""
    root = _root(heads, deprels)
    if root is None or classes[root][0] not in ("NOUN", "PROPN"):
        return
    if any(upos in ("VERB", "AUX") and "Mood" in feats for upos, feats in classes):
        return
    below = [n for n, head in enumerate(heads) if head == root and n != root]
    verb = next((n for n in below if n > root and deprels[n] == "acl" and classes[n][1].get("VerbForm") == "Inf"), None)
    if verb is None or words[verb - 1] not in to or any(deprels[n] in ("det", "cop", "case") for n in below):
        return
    for n in below:
        if n > verb or deprels[n] == "punct":
            heads[n] = verb
    heads[verb], deprels[verb], classes[verb] = verb, "ROOT", ("VERB", FUTURE)
    heads[root], deprels[root] = verb, "nsubj"
    deprels[verb - 1] = "aux"
