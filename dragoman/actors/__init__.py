"""Who acts in an article: names, titles, bodies, groups, capitals that stand for governments, and what refers back to them."""

from __future__ import annotations

from dragoman.actors.acronyms import find_named, settle, without_known
from dragoman.actors.build import build
from dragoman.actors.make import Maker
from dragoman.actors.memory import Memory
from dragoman.actors.resolve import Resolver
from dragoman.actors.scan import scan
from dragoman.actors.short import add_short_names, look_ahead
from dragoman.actors.words import words_of
from dragoman.gazetteer import Gazetteer
from dragoman.language import Language
from dragoman.types import Mention, Parse

__all__ = ["find_actors"]


def find_actors(parsed: Parse, lang: Language, gazetteer: Gazetteer, *, on: str | None) -> tuple[Mention, ...]:
    """Every mention of a political actor or person, in order of the text.

    `on` is the article's date (ISO), on which offices are told. Spans are in characters of the article's text (codebook §2).
    """
    words = words_of(lang, gazetteer)
    make, memory = Maker(gazetteer, words, on), Memory(words)
    resolver = Resolver(parsed.text, words, make, memory, parsed.sentences)
    folded = [words.folded(sentence) for sentence in parsed.sentences]
    scanned = [scan(s, shapes, words, parsed.text) for s, shapes in zip(parsed.sentences, folded, strict=True)]
    named = [
        one
        for sentence, shapes, hits in zip(parsed.sentences, folded, scanned, strict=True)
        for one in find_named(sentence, shapes, hits, words, gazetteer.organisations)
    ]
    look_ahead(parsed.sentences, without_known(parsed.sentences, scanned, named), make, memory)
    settle(parsed.sentences, scanned, named, make, memory)
    for sentence, shapes, hits in zip(parsed.sentences, folded, scanned, strict=True):
        hits = add_short_names(sentence, shapes, hits, make, memory)
        resolver.read(sentence, shapes, build(sentence, shapes, words, hits))
    return tuple(sorted(map(memory.completed, resolver.mentions), key=lambda m: m.span.start if m.span else 0))
