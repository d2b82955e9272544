"""Parts of a country whose name stands for their government: by the rules of capitals, but they are actors of their own."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.actors.metonymy import stands_for_government
from dragoman.actors.phrase import Phrase
from dragoman.types import Sentence

if TYPE_CHECKING:
    from dragoman.actors.resolve import Resolver


def region(resolver: Resolver, sentence: Sentence, phrase: Phrase, key: str) -> bool:
    """ "Alberta refuses": whether a name is a region's; entered where it acts. One that seldom does never acts by itself."""
    own = resolver.make.gazetteer.organisations.get(key)
    if own is None:
        return False
    resolver.memory.evidence.add(own.code)
    stands = stands_for_government(sentence, phrase, resolver.words)
    if stands is None:  # "Texas was the first to sue"
        stands = sentence.tokens[phrase.head].deprel.startswith("nsubj")
    if own.acting and stands:
        entity = replace(resolver.make.organisation(key), head=True)
        resolver.add(sentence, phrase, entity, "body", "actors#capital")
    return True


def regional(resolver: Resolver, phrase: Phrase) -> bool:
    """Whether what a phrase belongs to is a part of a country: its firms and papers are not its government."""
    return bool(phrase.organisations) and resolver.make.gazetteer.organisations[phrase.organisations[-1]].regional
