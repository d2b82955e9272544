"""Runs of capitalised words that may be a person's name."""

from __future__ import annotations

from dragoman.actors.scan import Hit
from dragoman.actors.words import Words
from dragoman.types import Sentence

#: Longest name, in tokens.
LONGEST = 8
NAMING = frozenset({"PROPN", "X", "NOUN", "ADJ", "VERB", "ADV", "INTJ", "NUM"})


def name_run(sentence: Sentence, words: Words, at: dict[int, Hit], i: int) -> int:
    """Where the name that begins at token i ends; i where none begins there."""
    tokens = sentence.tokens
    end = j = i
    while j < len(tokens) and j - i < LONGEST:
        token = tokens[j]
        hit = at.get(j)
        if hit is not None and hit.of("person", "stranger"):
            j = end = hit.end
            continue
        if hit is not None and not _may_be_name(sentence, hit, j, i):
            break
        if (_capital(token.text) and token.upos in NAMING and _wordlike(token.text)) or (
            j > i and tokens[j - 1].text == "-" and _tight(sentence, j - 1) and token.text.isalpha()
        ):
            end = j + 1
        elif (
            j == i
            or not words.has("names.particles", words.fold(token.text))
            or (token.text in ("-", "'", "’") and not _tight(sentence, j))
        ):
            break
        j += 1
    return end


def _may_be_name(sentence: Sentence, hit: Hit, j: int, i: int) -> bool:
    """A hit inside a name: only a one-word meaning in the midst of it, read by the parser as part of the name."""
    token = sentence.tokens[j]
    return hit.end == j + 1 and j > i and token.text[:1].isupper() and token.upos == "PROPN" and (
        token.deprel.startswith("flat") or sentence.tokens[j - 1].deprel.startswith("flat")
    )  # fmt: skip


def _capital(text: str) -> bool:
    """Whether a word begins with a capital, after a particle written onto it if need be ("al-Hadidi")."""
    return text[:1].isupper() or ("-" in text and text.partition("-")[2][:1].isupper())


def _wordlike(text: str) -> bool:
    return text[0].isalpha() and not (text.isupper() and len(text) > 5)


def _tight(sentence: Sentence, j: int) -> bool:
    """Whether a mark stands between two words without spaces."""
    tokens = sentence.tokens
    return (
        0 < j < len(tokens) - 1
        and tokens[j - 1].span.end == tokens[j].span.start
        and tokens[j].span.end == tokens[j + 1].span.start
    )
