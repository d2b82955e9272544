"""Verbs whose clause the network lost: a participle taken for the main verb, a main verb taken for a participle or a complement.

Each function mends one sentence in place; heads are indices into the sentence, the root heads itself.
"""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.parse.arcs import Class

SUBJECT = ("nsubj", "nsubj:pass")
FINITE = {"Mood": "Ind", "Tense": "Past", "VerbForm": "Fin"}
STOPS = frozenset(".!?")


def mend_clauses(
    words: Sequence[str], classes: list[Class], heads: list[int], deprels: list[str], *, alike: bool, by: frozenset[str]
) -> None:
    """`alike` tells a language whose past is written as its participle; `by` holds what leads an agent."""
    _due(classes, heads, deprels)
    _joined(classes, heads, deprels)
    _active(classes, heads, deprels)
    _listed(classes, heads, deprels)
    if alike:
        _garden_path(classes, heads, deprels)
        _bare_past(words, classes, heads, deprels, by)


def _below(k: int, heads: list[int]) -> list[int]:
    return [n for n, head in enumerate(heads) if head == k and n != k]


def _root(heads: list[int], deprels: list[str]) -> int | None:
    return next((k for k, head in enumerate(heads) if head == k and deprels[k] == "ROOT"), None)


def _due(classes: list[Class], heads: list[int], deprels: list[str]) -> None:
    """ "X is [mark: due to] visit": an adjective with a copula governs its infinitive."""
    for k, relation in enumerate(deprels):
        verb = heads[k]
        below = _below(k, heads)
        fixed = [n for n in below if deprels[n] == "fixed"]
        if relation != "mark" or classes[k][0] != "ADJ" or not fixed or verb < k:
            continue
        if not any(deprels[n] == "cop" for n in below):
            continue
        heads[k], deprels[k] = (k if heads[verb] == verb else heads[verb]), deprels[verb]
        heads[verb], deprels[verb] = k, "xcomp"
        for n in fixed:
            heads[n], deprels[n] = verb, "mark"
        for n in _below(verb, heads):
            if n < k or deprels[n] == "punct":
                heads[n] = k


def _joined(classes: list[Class], heads: list[int], deprels: list[str]) -> None:
    """A finite verb without subject that is joined to an infinitive goes on with the finite verb above: "told them to go and left"."""
    for k, relation in enumerate(deprels):
        above = heads[k]
        if relation != "conj" or "Mood" not in classes[k][1] or classes[above][1].get("VerbForm") != "Inf":
            continue
        if any(deprels[n] in (*SUBJECT, "mark") for n in _below(k, heads)):
            continue
        while heads[above] != above and "Mood" not in classes[above][1]:
            above = heads[above]
        if above < k and classes[above][0] == "VERB" and "Mood" in classes[above][1]:
            heads[k] = above


def _listed(classes: list[Class], heads: list[int], deprels: list[str]) -> None:
    """A bare infinitive beside another of the same verb is one more of a list: "devraient [xcomp: retirer], [parataxis: annuler]"."""
    for k, relation in enumerate(deprels):
        if relation != "parataxis" or classes[k][1].get("VerbForm") != "Inf" or heads[k] > k:
            continue
        if any(deprels[n] in (*SUBJECT, "mark", "case", "aux") for n in _below(k, heads)):
            continue
        first = next((n for n in _below(heads[k], heads) if n < k and deprels[n] == "xcomp"), None)
        if first is not None and classes[first][1].get("VerbForm") == "Inf":
            heads[k], deprels[k] = first, "conj"


def _garden_path(classes: list[Class], heads: list[int], deprels: list[str]) -> None:
    """ "The raid [root: blamed] on Oslo [xcomp: killed] three": a complement is never finite, so the second is the clause's verb."""
    root = _root(heads, deprels)
    if root is None or classes[root][0] != "VERB" or classes[root][1].get("Tense") != "Past":
        return
    below = _below(root, heads)
    subject = next((n for n in below if n < root and deprels[n] in SUBJECT), None)
    if subject is None or any(
        deprels[n] in ("aux", "aux:pass", "cop", "ccomp", "advmod") for n in below if n < root + 1
    ):
        return
    verb = next((n for n in below if n > root and _is_finite_complement(n, classes, heads, deprels)), None)
    if verb is None or any(deprels[n] in ("cc", "punct") and root < n < verb for n in range(root, verb)):
        return
    for n in below:
        if n > verb or n < subject:
            heads[n] = verb
    heads[verb], deprels[verb] = verb, "ROOT"
    heads[subject], deprels[subject] = verb, "nsubj"
    heads[root], deprels[root] = subject, "acl"
    classes[root] = ("VERB", {"Tense": "Past", "VerbForm": "Part", "Voice": "Pass"})


def _is_finite_complement(k: int, classes: list[Class], heads: list[int], deprels: list[str]) -> bool:
    if deprels[k] not in ("xcomp", "advcl") or classes[k][0] != "VERB" or "Mood" not in classes[k][1]:
        return False
    return not any(deprels[n] in (*SUBJECT, "mark", "aux", "expl") for n in _below(k, heads))


def _bare_past(
    words: Sequence[str], classes: list[Class], heads: list[int], deprels: list[str], by: frozenset[str]
) -> None:
    """ "The envoy [acl: conferred] with Oslo.": a whole sentence has a verb, so the only past form behind its noun is it.

    The noun is the root, or what a verb of saying behind it governs: "Oslo's envoy [acl: quit], his office said."
    """
    if words[-1] not in STOPS:
        return
    for noun, relation in enumerate(deprels):
        if classes[noun][0] in ("NOUN", "PROPN") and (
            relation == "ROOT" or (relation == "ccomp" and heads[noun] > noun)
        ):
            verb = _only_past(noun, words, classes, heads, deprels, by)
            if verb is not None:
                _take_over(noun, verb, classes, heads, deprels)
            return


def _only_past(
    noun: int, words: Sequence[str], classes: list[Class], heads: list[int], deprels: list[str], by: frozenset[str]
) -> int | None:
    """The past form that is all that is told of a noun."""
    below = _below(noun, heads)
    verb = next((n for n in below if n > noun and deprels[n] == "acl" and classes[n][1].get("Tense") == "Past"), None)
    if verb is None or verb + 1 >= len(words) or words[verb + 1].lower() in by:
        return None
    if any(n > verb and deprels[n] != "punct" for n in below) or any(deprels[n] in ("case", "cop") for n in below):
        return None
    until = len(words) if deprels[noun] == "ROOT" else heads[noun]
    finite = any(upos in ("VERB", "AUX") and "Mood" in feats for upos, feats in classes[:until])
    return None if finite else verb


def _take_over(noun: int, verb: int, classes: list[Class], heads: list[int], deprels: list[str]) -> None:
    for n in _below(noun, heads):
        if n > verb or (n < noun and deprels[n] in ("obl", "advmod", "advcl", "cc", "punct", "mark")):
            heads[n] = verb
    heads[verb], deprels[verb] = (verb if heads[noun] == noun else heads[noun]), deprels[noun]
    classes[verb] = ("VERB", FINITE)
    heads[noun], deprels[noun] = verb, "nsubj"


def _active(classes: list[Class], heads: list[int], deprels: list[str]) -> None:
    """The subject of a finite verb with neither "be" nor a reflexive acts: "El presidente [nsubj:pass] tildó"."""
    for k, relation in enumerate(deprels):
        verb = heads[k]
        if relation != "nsubj:pass" or classes[verb][1].get("Mood") != "Ind" or classes[verb][0] != "VERB":
            continue
        if not any(deprels[n] in ("aux", "aux:pass", "cop", "expl", "iobj") for n in _below(verb, heads)):
            deprels[k] = "nsubj"
