"""What the words tell for certain and the tree got wrong.

[mends] in `languages/<xx>/text.toml`
nouns      = words that look like verbs and are none ("canciller")
possessive = marks of a possessor: whoever bears one belongs to what follows ("Ukraine's President X said")
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from dragoman.language import Language

Features = Mapping[str, str]
#: Arcs that a possessor cannot have.
_NO_POSSESSOR = frozenset({"nsubj", "nsubj:pass", "obj", "compound", "appos", "dislocated"})


@dataclass(frozen=True, slots=True)
class Mends:
    """The words of one language that mend trees."""

    nouns: frozenset[str] = frozenset()
    possessive: frozenset[str] = frozenset()


NO_MENDS = Mends()


def build_mends(lang: Language) -> Mends:
    """Compiled once with `lang.compiled(build_mends)`."""
    told = lang.section("text").get("mends", {})
    return Mends(frozenset(told.get("nouns", ())), frozenset(told.get("possessive", ())))


def mend_class(word: str, upos: str, feats: Features, deprel: str, mends: Mends) -> tuple[str, Features]:
    """The class and features of a word."""
    if upos == "VERB" and word.lower() in mends.nouns:
        return "NOUN", {"Number": "Sing"}
    if upos == "PRON" and deprel == "det":
        return "DET", feats
    return upos, feats


def mend_arcs(words: list[str], heads: list[int], deprels: list[str], mends: Mends) -> None:
    """Hang each possessor on the phrase behind its mark, in place. Heads are indices into the sentence, the root heads itself."""
    if not mends.possessive:
        return
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
