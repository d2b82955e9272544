"""The names that a title is borne by: right behind it, set off by a comma, or several of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.phrase import Phrase
from dragoman.actors.runs import name_run

if TYPE_CHECKING:
    from dragoman.actors.build import Builder

#: Ranks and professions that stand before a name whatever office its bearer holds.
RANKS = frozenset({"general", "officer", "commander", "judge", "lawyer", "cleric", "academic", "doctor", "senator"})
#: What closes a name set off behind a title, and how such a name may hang on it.
CLOSING = frozenset({",", ".", ";", ")", "—", "–", ":", "»", '"'})
APPOSED = frozenset({"appos", "flat", "nmod", "conj", "parataxis", "dep"})


def read_names(builder: Builder, phrase: Phrase) -> None:
    """The names that the phrase is a title of: right behind it, or set off by a comma."""
    tokens, words = builder.sentence.tokens, builder.words
    j = phrase.end
    comma = j < len(tokens) and tokens[j].text == ","
    if comma:
        j += 1
    while j < len(tokens) and builder.fold(j) in words.courtesy:
        j += 1
    if j >= len(tokens):
        return
    whole = builder.phrase_at(j)
    if comma and whole is not None and _same_bearer(builder, whole):
        if phrase.number != "p":
            builder.absorb(whole)
            phrase.names, phrase.end = whole.names, whole.end
        return
    if not comma and words.has("grammar.and", builder.fold(j)):
        following = builder.phrase_at(j + 1)
        if (
            following is not None
            and following.kind == "role"
            and following.names
            and not following.determiner
            and phrase.number != "p"
        ):
            builder.absorb(following)
            phrase.names, phrase.end = following.names, following.end
        return
    end = _name_at(builder, j)
    several = comma and phrase.number == "p" and end > j and _another(builder, end)
    if end == j or (comma and not several and not _set_off(builder, phrase, j, end)):
        return
    absorb_within(builder, j, end)
    phrase.names.append((j, end))
    phrase.end = end
    if phrase.number == "p" and (not comma or several):
        _further_names(builder, phrase)


def _another(builder: Builder, end: int) -> bool:
    """Whether a name ends before "and" and one more: "les émissaires, Tom Barrack et Morgan Ortagus"."""
    joined = end + 1 < len(builder.sentence.tokens) and builder.words.has("grammar.and", builder.fold(end))
    return joined and _name_at(builder, end + 1) > end + 1


def _name_at(builder: Builder, j: int) -> int:
    whole, tokens = builder.phrase_at(j), builder.sentence.tokens
    if whole is not None and whole.kind in ("person", "stranger"):
        return whole.end
    if whole is not None and whole.kind in ("country", "capital") and whole.end == j + 1 < len(tokens):
        if tokens[j + 1].deprel.startswith("flat") and tokens[j + 1].head == j:  # "Dominique Vien"
            return name_run(builder.sentence, builder.words, builder.at, j + 1)
        return j
    if whole is not None or not builder.sentence.tokens[j].text[:1].isupper():
        return j
    return name_run(builder.sentence, builder.words, builder.at, j)


def _same_bearer(builder: Builder, title: Phrase) -> bool:
    """ ", general Juan Pérez", ", le général Tiani": a rank and name behind a comma, of no country of their own."""
    if title.kind != "role" or not title.names or title.codes or title.organisations or title.owner is not None:
        return False
    ranks = {e.ref for e in title.entries("role")} <= RANKS
    return not title.determiner or (title.determiner == "def" and ranks and _set_off(builder, title, *title.names[0]))


def absorb_within(builder: Builder, start: int, end: int) -> None:
    for k in range(start, end):
        inner = builder.phrase_at(k)
        if inner is not None:
            builder.absorb(inner)


def _further_names(builder: Builder, phrase: Phrase) -> None:
    """ "Presidents Trump and Putin"."""
    tokens, words = builder.sentence.tokens, builder.words
    while phrase.end + 1 < len(tokens):
        if not (words.has("grammar.and", builder.fold(phrase.end)) or tokens[phrase.end].text == ","):
            return
        end = _name_at(builder, phrase.end + 1)
        if end == phrase.end + 1:
            return
        absorb_within(builder, phrase.end + 1, end)
        phrase.names.append((phrase.end + 1, end))
        phrase.end = end


def _set_off(builder: Builder, phrase: Phrase, start: int, end: int) -> bool:
    """Whether a name behind a comma is set off on its other side too, by a comma, a stop or the verb."""
    tokens = builder.sentence.tokens
    whole = builder.phrase_at(start)
    closed = end >= len(tokens) or tokens[end].text in CLOSING or tokens[end].upos in ("VERB", "AUX", "PRON")
    if whole is not None and whole.kind == "person":
        return closed
    relation = tokens[start].deprel.split(":")[0]
    definite = phrase.determiner == "def" or bool(phrase.codes)
    return closed and end - start > 1 and (definite or relation in APPOSED)
