"""Bodies with a name of their own that the gazetteer lacks: "Maldivian Democratic Party", "Parti québécois"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.locate import home
from dragoman.actors.make import entity_of
from dragoman.actors.phrase import Phrase
from dragoman.actors.words import sector_of_name
from dragoman.gazetteer.folding import fold
from dragoman.types import Sentence

if TYPE_CHECKING:
    from dragoman.actors.resolve import Resolver

#: Bodies of which a country has many, each with a name.
NAMED = frozenset({"party", "ngo", "union", "company", "rebels", "militia", "armed-group", "bank", "church"})
#: Kinds of bodies that a word anywhere in the name tells.
TELLING = frozenset({"LAB", "PTY"})
#: Longest name, in tokens.
LONGEST = 10


def named_body(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> bool:
    """Enter a body whose word is written as part of a name. Its country is the one in the name, else that of the story."""
    body = phrase.entries("body")[0]
    tokens = sentence.tokens
    if body.ref not in NAMED or not tokens[phrase.core].text[:1].isupper():
        return False
    start, end = _stretch(resolver, sentence, phrase)
    if sum(t.text[:1].isupper() for t in tokens[start:end]) < 2:
        return False
    phrase.start, phrase.end = start, end
    words = resolver.wording(sentence, phrase)
    told = resolver.make.gazetteer.bodies[body.ref]
    sector = sector_of_name((resolver.words.fold(t.text) for t in tokens[phrase.start : phrase.end]), resolver.words)
    sectors = (sector,) if sector in TELLING else told.sectors
    code = phrase.codes[0] if phrase.codes else home(resolver, sentence, sectors, named=True)
    entity = entity_of(words, code or told.code or None, sectors, key=f"{code or ''}/{body.ref}/{fold(words)}")
    resolver.add(sentence, phrase, entity, "body", "actors#named-body", roles={body.ref})
    return True


def _stretch(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> tuple[int, int]:
    """The capitalised words around the body's word: before it where modifiers stand there, behind it elsewhere."""
    tokens, words = sentence.tokens, resolver.words
    start, end = phrase.core, phrase.core + 1
    if words.sets.get("grammar.premodified"):
        while start > 0 and tokens[start - 1].text[:1].isupper() and tokens[start - 1].upos in ("PROPN", "ADJ", "NOUN"):
            start -= 1
        if start == 0 and tokens[0].upos == "DET":
            start = 1
        return start, max(end, phrase.end)
    last = end
    while last < len(tokens) and last - start < LONGEST:
        token = tokens[last]
        adjective = token.upos == "ADJ" and start <= token.head < last
        if token.text[:1].isupper() or adjective:
            end = last + 1
        elif not (token.upos in ("ADP", "DET", "CCONJ") and start <= token.head < min(len(tokens), last + 4)):
            break
        last += 1
    return min(start, phrase.start), max(end, phrase.end)
