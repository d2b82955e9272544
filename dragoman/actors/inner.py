"""Bodies told inside a title: they are no actors there, but may be told again by themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.make import entity_of
from dragoman.actors.phrase import Phrase
from dragoman.types import Sentence

if TYPE_CHECKING:
    from dragoman.actors.resolve import Resolver


def note_inner_bodies(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> None:
    """Remember the body in "un responsable du ministère nigérien" or "le chef de la junte"."""
    owner = phrase.owner
    if owner is not None and owner.kind == "body" and owner.entries("body") and not owner.organisations:
        words, ref = resolver.wording(sentence, owner), owner.entries("body")[0].ref
        code, number = resolver.make.code_of(owner), owner.number or "s"
        _note(resolver, sentence, words, code, ref, owner.portfolios, gender=owner.gender, number=number)
    elif owner is None and phrase.kind == "role" and phrase.hit is not None and phrase.hit.end - phrase.hit.start > 1:
        for token in sentence.tokens[phrase.hit.start + 1 : phrase.hit.end]:
            for body in resolver.bodies_in(token.text):
                code = resolver.make.code_of(phrase)
                _note(resolver, sentence, token.text, code, body.ref, [], gender=body.gender)


def _note(
    resolver: Resolver, sentence: Sentence, words: str, code: str | None, ref: str, portfolios: list[str], *,
    gender: str, number: str = "s",
) -> None:  # fmt: skip
    if code is None:
        return
    key = "/".join([code, ref, *portfolios[:1], *number.strip("s")])
    sectors = resolver.make.gazetteer.bodies[ref].sectors
    entity = entity_of(words, code, sectors, key=key, gender=gender, number=number)
    place, told = sentence.index, set(portfolios)
    resolver.memory.note(entity, "body", sentence=place, token=0, relation="", roles={ref}, portfolios=told)
