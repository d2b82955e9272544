"""PLOVER contexts of an event: those of its sense, and those that the words and sides of its sentence show (codebook §1)."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.events.acts import Act
from dragoman.events.tree import Tree
from dragoman.language import Language

#: Sectors whose presence shows a context by itself.
BY_SECTOR = {"CRM": "crime", "JUD": "legal", "REF": "migration", "MIL": "military"}


def context_words(lang: Language) -> Mapping[str, tuple[str, ...]]:
    """Lemma → contexts. Compiled once with `lang.compiled(context_words)`."""
    found: dict[str, tuple[str, ...]] = {}
    for context, words in lang.section("events/contexts").items():
        for word in words:
            found[word] = (*found.get(word, ()), context)
    return found


def contexts_of(tree: Tree, act: Act, words: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    """Contexts in order: the sense's, its content's, its sides', then those of the words of its own clause."""
    found = [*act.sense.contexts, *(act.content.contexts if act.content else ())]
    for mention in [*act.sides.actors, *act.sides.recipients]:
        found += [BY_SECTOR[s] for s in mention.entity.sectors if s in BY_SECTOR]
    for k in () if words.keys().isdisjoint(tree.vocabulary) else tree.sentence.subtree(_clause(tree, act.head)):
        lemma, form = tree.keys[k]
        if lemma in words:
            found += words[lemma]
        if form != lemma and form in words:
            found += words[form]
    return tuple(dict.fromkeys(found))


def _clause(tree: Tree, i: int) -> int:
    """The head of the finite clause that a trigger stands in."""
    while tree.tokens[i].head >= 0 and not (tree.tokens[i].upos in ("VERB", "AUX") and tree.finite(i)):
        i = tree.tokens[i].head
    return i
