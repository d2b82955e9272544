"""What the words tell for certain and the tree got wrong.

[mends] in `languages/<xx>/text.toml`
nouns      = words that look like verbs and are none ("canciller")
possessive = marks of a possessor: whoever bears one belongs to what follows ("Ukraine's President X said")
about      = openings of an amount with their link ("plus de"): the counted noun takes their place ("a tiré plus de cent roquettes")
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.language import Language

Features = Mapping[str, str]
Class = tuple[str, Features]
#: Marks of quoted words.
QUOTES = frozenset('"«»“”„')
#: Arcs that a possessor cannot have.
_NO_POSSESSOR = frozenset({"nsubj", "nsubj:pass", "obj", "compound", "appos", "dislocated"})

#: Arcs of a noun.
_NOMINAL = frozenset({"nsubj", "nsubj:pass", "obj", "obl", "obl:agent", "nmod", "appos"})


@dataclass(frozen=True, slots=True)
class Mends:
    """The words of one language that mend trees."""

    nouns: frozenset[str] = frozenset()
    possessive: frozenset[str] = frozenset()
    about: frozenset[tuple[str, str]] = frozenset()


NO_MENDS = Mends()


def build_mends(lang: Language) -> Mends:
    """Compiled once with `lang.compiled(build_mends)`."""
    told = lang.section("text").get("mends", {})
    about = frozenset((first, link) for first, link in (pair.split() for pair in told.get("about", ())))
    return Mends(frozenset(told.get("nouns", ())), frozenset(told.get("possessive", ())), about)


def mend_class(word: str, upos: str, feats: Features, deprel: str, mends: Mends) -> tuple[str, Features]:
    """The class and features of a word."""
    if upos in ("VERB", "AUX") and word.lower() in mends.nouns:
        return "NOUN", {"Number": "Sing"}
    if upos == "PRON" and deprel == "det":
        return "DET", feats
    return upos, feats


def mend_arcs(words: list[str], heads: list[int], deprels: list[str], mends: Mends) -> None:
    """Mend the arcs of a sentence in place. Heads are indices into the sentence, the root heads itself."""
    if mends.possessive:
        _possessors(words, heads, deprels, mends)
    if mends.about:
        _amounts(words, heads, deprels, mends)


def mend_root(classes: Sequence[Class], words: Sequence[str], heads: list[int], deprels: list[str]) -> None:
    """Where a bare noun was made the root and its own finite verb hung below it, the verb is the root and the noun its subject.

    A finite verb without subject, relative pronoun or conjunction is no clause about the noun: "The envoy of the union [acl: told]
    reporters"; "Ana Berg, who had met them, [parataxis: accused] Oslo". Quoted words and what is said of them are left alone.
    """
    root = next((k for k, head in enumerate(heads) if head == k and deprels[k] == "ROOT"), None)
    if root is None or classes[root][0] not in ("NOUN", "PROPN"):
        return
    below = [k for k, head in enumerate(heads) if head == root and k != root]
    if any(deprels[k] in ("cop", "nsubj", "nsubj:pass", "ccomp") or words[k] in QUOTES for k in below):
        return
    told = {deprels[k] for k in below}
    verb = next((k for k in below if k > root and _is_lone_verb(k, classes, heads, deprels)), None)
    if verb is None or (deprels[verb] == "parataxis" and not told & {"acl:relcl", "appos"}):
        return
    for k in below:
        if k > verb or (k < root and deprels[k] in ("obl", "advmod", "advcl", "cc", "punct", "mark")):
            heads[k] = verb
    passive = any(heads[k] == verb and deprels[k] == "aux:pass" for k in range(len(heads)))
    heads[verb], deprels[verb] = verb, "ROOT"
    heads[root], deprels[root] = verb, "nsubj:pass" if passive else "nsubj"


def _is_lone_verb(k: int, classes: Sequence[Class], heads: list[int], deprels: list[str]) -> bool:
    """A finite verb, by itself or by its auxiliary, with neither subject nor anything that makes it a clause of its governor."""
    if classes[k][0] != "VERB" or deprels[k] not in ("acl", "acl:relcl", "parataxis"):
        return False
    own = [n for n, head in enumerate(heads) if head == k and n != k]
    finite = "Mood" in classes[k][1] or any(classes[n][0] == "AUX" and "Mood" in classes[n][1] for n in own)
    opened = any(
        deprels[n] in ("nsubj", "nsubj:pass", "mark", "expl", "csubj")
        or classes[n][1].get("PronType") in ("Rel", "Int")
        for n in own
    )
    return finite and not opened


def _possessors(words: list[str], heads: list[int], deprels: list[str], mends: Mends) -> None:
    """Hang each possessor on the phrase behind its mark."""
    for mark in range(1, len(words) - 1):
        owner = heads[mark]
        if words[mark] not in mends.possessive or deprels[mark] != "case" or owner >= mark:
            continue
        head = heads[owner]
        if deprels[owner] not in _NO_POSSESSOR or head == owner:
            continue
        top = mark + 1
        while heads[top] not in (head, top) and mark < heads[top]:
            top = heads[top]
        if heads[top] == head and top != head and deprels[top] == deprels[owner]:
            heads[owner], deprels[owner] = top, "nmod"


def _amounts(words: list[str], heads: list[int], deprels: list[str], mends: Mends) -> None:
    """Where an amount's opening bears the counted noun, the noun takes its place and bears it."""
    for k in range(len(words) - 3):
        if (words[k].lower(), words[k + 1]) not in mends.about:
            continue
        counted = next((n for n in range(k + 3, len(words)) if heads[n] == k), None)
        if counted is None or heads[k] == k or deprels[k] == "fixed" or deprels[counted] not in ("obl", "nmod"):
            continue
        if not any(heads[n] == counted and deprels[n] == "nummod" for n in range(k + 2, counted)):
            continue
        for n in range(len(words)):
            if heads[n] == k and n != counted:
                heads[n] = counted
        heads[counted], deprels[counted] = heads[k], _counted_as(k, counted, heads, deprels)
        heads[k], deprels[k] = counted, "advmod"
        heads[k + 1], deprels[k + 1] = k, "fixed"


def _counted_as(k: int, counted: int, heads: list[int], deprels: list[str]) -> str:
    """The relation of a counted noun whose opening was taken for an adverb: by what its governor has beside it."""
    if deprels[k] not in ("advmod", "case"):
        return deprels[k]
    top = heads[k]
    beside = {deprels[n] for n in range(len(heads)) if heads[n] == top and n not in (k, counted)}
    if deprels[k - 1] == "case" and heads[k - 1] == counted:
        return "obl"
    if "aux:pass" in beside:
        return "nsubj:pass" if "nsubj:pass" not in beside else "obl"
    if deprels[top] in _NOMINAL:
        return "nmod"
    if "obj" in beside:
        return "obl"
    return "nsubj" if "expl" in beside and "nsubj" not in beside else "obj"
