"""Definite descriptions of somebody told before by what he or she is: "el prelado", "the former commander", "le Kényan".

Only a person told lately whose sectors, gender and country fit is meant; where none is, the description stays by itself.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast

from dragoman.actors.locate import home
from dragoman.actors.make import Maker
from dragoman.actors.memory import Known
from dragoman.actors.phrase import Phrase
from dragoman.gazetteer import is_country
from dragoman.types import Mention, Sentence, Span

if TYPE_CHECKING:
    from dragoman.actors.resolve import Resolver

#: How many sentences back an epithet looks, and one that says only what somebody was.
REACH, REACH_OF_FORMER = 6, 2
#: Among how many first words of a sentence whoever is named is what it is about.
FIRST_WORDS = 3
#: Sectors few bear in one story, so that a word for one of them means whoever does.
TELLING = frozenset({"REB", "REL", "CRM", "OPP", "JRN", "BUS", "LAB"})
#: Words for anybody who serves a state.
OF_STATE = frozenset({"official"})


def epithet(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> Known | None:
    """Whom a definite title without name or country means, by sector or, if "former", as the last to act."""
    role = resolver.make.role(phrase, "")
    if "former" in phrase.flags:
        return _last_acting(resolver, sentence, phrase, role.gender)
    sectors = {"GOV"} if role.ref in OF_STATE else set(resolver.make.sectors(phrase, "")) & TELLING
    if not sectors:
        return None
    lately = _lately(resolver, sentence, REACH, role.gender)
    fitting = [k for k in lately if set(k.entity.sectors[:1]) & sectors]
    return fitting[0] if fitting else _nobody_yet(resolver, sentence, phrase, lately)


def _nobody_yet(resolver: Resolver, sentence: Sentence, phrase: Phrase, lately: list[Known]) -> Known | None:
    """ "X, of whom nothing was told, … The lawyer": the subject of the sentence before, of whom this now tells what he or she is."""
    for known in lately:
        if known.entity.sectors or sentence.index - known.sentence > 1 or not known.relation.startswith("nsubj"):
            continue
        tell(resolver, sentence, known, phrase)
        return known
    return None


def tell(resolver: Resolver, sentence: Sentence, known: Known, phrase: Phrase) -> None:
    """Enter what a title tells of somebody: sector, office and country, where none was told before."""
    make, entity = resolver.make, known.entity
    code = entity.code or make.code_of(phrase)
    sectors = entity.sectors or make.sectors(phrase, code or "")
    if code is None:
        code = home(resolver, sentence, sectors, {make.role(phrase, "").ref})
    office = entity.office or make.title(phrase, code or "")
    known.entity = replace(
        entity, code=code, sectors=sectors, office=office, gender=entity.gender or _gender(make, phrase)
    )
    known.roles |= {e.ref for e in phrase.entries("role")}


def _gender(make: Maker, phrase: Phrase) -> Literal["m", "f", ""]:
    return cast("Literal['m', 'f', '']", make.role(phrase, "").gender)


def predicate(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> bool:
    """ "X is spokesman for the ministry": what is told of somebody is no second actor."""
    tokens = sentence.tokens
    if phrase.names or phrase.number == "p" or phrase.head < 0 or tokens[phrase.head].upos not in ("NOUN", "PROPN"):
        return False
    below = [tokens[k] for k in sentence.children[phrase.head]]
    if not any(t.deprel == "cop" for t in below):
        return False
    for token in below:
        here = resolver.by_token.get((sentence.index, token.i), ()) if token.deprel.startswith("nsubj") else ()
        if len(here) == 1 and resolver.kind_of(here[0]) == "person" and "/" not in here[0].key:
            known = resolver.memory.known[here[0].key]
            tell(resolver, sentence, known, phrase)
            span = Span(tokens[phrase.start].span.start, tokens[phrase.end - 1].span.end)
            resolver.mentions.append(Mention(known.entity, span, "actors#predicate", sentence.index, phrase.head))
            return True
    return False


def national(resolver: Resolver, sentence: Sentence, code: str, gender: str) -> Known | None:
    """ "El keniano", "la Allemande": the last told of that country."""
    people = resolver.make.gazetteer.people
    for known in _lately(resolver, sentence, REACH, gender):
        person = people.get(known.entity.key)
        homes = {t.of for t in person.terms if is_country(t.of)} if person is not None else set()
        if known.entity.code == code or code in homes:
            return known
    return None


def _last_acting(resolver: Resolver, sentence: Sentence, phrase: Phrase, gender: str) -> Known | None:
    """The subject of one of the last sentences, if nothing known of him or her speaks against the office told."""
    offices = {e.ref for e in phrase.entries("role") if e.ref in resolver.make.gazetteer.offices}
    for known in _lately(resolver, sentence, REACH_OF_FORMER, gender):
        if known.relation.split(":")[0] not in ("nsubj", "root") and known.token >= FIRST_WORDS:
            continue
        if offices and known.entity.key in resolver.make.gazetteer.people:
            return known if offices & resolver.held_before(known.entity.key) else None
        return known
    return None


def _lately(resolver: Resolver, sentence: Sentence, reach: int, gender: str) -> list[Known]:
    """People told in the last sentences but not in this one, the last first, of fitting gender."""
    return [
        known
        for known in resolver.memory.recent("person")
        if 0 < sentence.index - known.sentence <= reach
        and known.entity.number != "p"
        and "/" not in known.entity.key
        and not (gender and known.entity.gender and known.entity.gender != gender)
    ]
