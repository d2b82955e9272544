"""Adjectives of nations that the network read as verbs: "El Ejército sudanés utilizó cloro", "La presidenta moldava, Maia Sandu, …"."""

from __future__ import annotations

from collections.abc import Sequence

from dragoman.language import Language
from dragoman.parse.arcs import Class

VERBAL = ("VERB", "AUX")
#: What the adjective is read as; as itself it may still have been made the head of the clause.
READ_AS = (*VERBAL, "ADJ")
#: What a noun before a verb hangs on it as.
SUBJECT = ("nsubj", "nsubj:pass")
#: How the verb of a clause hangs below the word that took its place.
BELOW = ("xcomp", "ccomp", "advcl", "conj", "acl", "acl:relcl", "parataxis")
#: What stands before a verb and belongs to it, not to its subject.
BEFORE = ("aux", "aux:pass", "cop", "advmod", "obl", "expl", "advcl", "mark", "cc")


def nations(lang: Language) -> frozenset[str]:
    """The adjectives of countries of a language that writes them small and behind the noun; none of one that does not."""
    told = (country for country in lang.section("countries").values() if isinstance(country, dict))
    return frozenset(word for country in told for word in country.get("adjectives", ()) if word[:1].islower())


def mend_nations(
    words: Sequence[str], classes: list[Class], heads: list[int], deprels: list[str], adjectives: frozenset[str]
) -> None:
    """Mend in place: the adjective goes below the noun before it, and the clause has its verb back. The root heads itself."""
    for k in range(1, len(words)):
        if words[k] not in adjectives or classes[k][0] not in READ_AS or classes[k - 1][0] != "NOUN":
            continue
        noun = k - 1
        if any(heads[n] == k and deprels[n] in ("aux", "aux:pass", "cop", "expl") for n in range(k)):
            continue
        if heads[noun] != k or deprels[noun] not in SUBJECT:
            if classes[k][0] in VERBAL and heads[k] != k and heads[k] in (noun, heads[noun]):
                _hand_up(k, noun, heads)
                _describe(k, noun, classes, heads, deprels)
            continue
        verb = next((n for n in range(k + 1, len(words)) if _takes_over(n, k, classes, heads, deprels)), None)
        if verb is not None:
            _give_back(k, noun, verb, classes, heads, deprels)
        elif heads[k] < noun and classes[heads[k]][0] in VERBAL and deprels[k] in ("xcomp", "ccomp"):
            heads[noun], deprels[noun] = heads[k], "obj"  # "a appelé les généraux [noun] birmans [k] à …"
            _hand_up(k, noun, heads)
            _describe(k, noun, classes, heads, deprels)


def _takes_over(n: int, k: int, classes: Sequence[Class], heads: Sequence[int], deprels: Sequence[str]) -> bool:
    """A finite verb below the adjective, with no subject of its own before it."""
    if heads[n] != k or classes[n][0] not in VERBAL or deprels[n] not in BELOW:
        return False
    own = [m for m in range(len(heads)) if heads[m] == n and m != n]
    if n == k + 1 and classes[k][0] == "AUX" and deprels[n] == "xcomp":
        return not own or own[0] > n
    finite = "Mood" in classes[n][1] or any(classes[m][0] == "AUX" and "Mood" in classes[m][1] for m in own)
    return finite and not any(deprels[m] in (*SUBJECT, "mark") and m < n for m in own)


def _give_back(k: int, noun: int, verb: int, classes: list[Class], heads: list[int], deprels: list[str]) -> None:
    """The verb takes the place of the adjective `k`, whose dependents go to the verb, or to the noun where they describe it."""
    root = heads[k] == k
    heads[verb], deprels[verb] = (verb, "ROOT") if root else (heads[k], deprels[k])
    for n in range(len(heads)):
        if heads[n] != k or n in (k, verb, noun):
            continue
        described = k < n < verb and classes[n][0] in ("PROPN", "NOUN") and deprels[n] not in BEFORE
        heads[n] = noun if described else verb
        if described and classes[n][0] == "PROPN":
            deprels[n] = "appos"
    for n in range(verb + 1, len(heads)):
        if heads[n] == verb and deprels[n] in SUBJECT:
            deprels[n] = "obj"
    heads[noun] = verb
    if "Mood" not in classes[verb][1] and verb == k + 1:
        classes[verb] = ("VERB", {"Mood": "Ind", "Number": "Sing", "Person": "3", "Tense": "Past", "VerbForm": "Fin"})
    if any(heads[n] == verb and deprels[n] == "aux:pass" for n in range(len(heads))):
        deprels[noun] = "nsubj:pass"
    _describe(k, noun, classes, heads, deprels)


def _hand_up(k: int, noun: int, heads: list[int]) -> None:
    """What hangs on the adjective goes to what governs it: "a soumis à l'armée [noun] soudanaise [k] un plan"."""
    above = heads[noun] if heads[k] == noun else heads[k]
    for n in range(len(heads)):
        if heads[n] == k and n != k:
            heads[n] = above


def _describe(k: int, noun: int, classes: list[Class], heads: list[int], deprels: list[str]) -> None:
    feats = {name: value for name, value in classes[k][1].items() if name in ("Gender", "Number")}
    classes[k] = ("ADJ", feats)
    heads[k], deprels[k] = noun, "amod"
