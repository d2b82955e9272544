"""Whom a title means that tells neither country nor name: the person told last in such an office."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.memory import TITLE_REACH, Known
from dragoman.actors.phrase import Phrase
from dragoman.gazetteer import is_country
from dragoman.types import Entity, Sentence

if TYPE_CHECKING:
    from dragoman.actors.resolve import Resolver

#: Role words that any head of a state or government may be called by.
HEADS = frozenset({"leader", "head-of-state"})
HEADING = frozenset({"president", "prime-minister", "ruler", "monarch", "leader", "head-of-state"})
#: Words by which people of narrower roles may be called again.
WIDER = {
    "prince": frozenset({"crown-prince", "monarch"}),
    "monarch": frozenset({"crown-prince"}),
    "soldier": frozenset({"general", "officer", "commander", "army-chief"}),
    "officer": frozenset({"general", "commander"}),
    "diplomat": frozenset({"ambassador", "envoy", "foreign-minister"}),
    "member-of-parliament": frozenset({"senator", "speaker"}),
    "opponent": frozenset({"opposition-leader", "dissident"}),
    "politician": frozenset(
        {
            "candidate",
            "party-leader",
            "opposition-leader",
            "member-of-parliament",
            "senator",
            "mayor",
            "governor",
            "local-official",
        }
    ),
    "local-official": frozenset({"mayor", "governor", "member-of-parliament", "senator"}),
    "prosecutor": frozenset({"attorney-general"}),
    "unionist": frozenset({"secretary-general"}),
}
#: Heads of parts of a country.
REGIONAL = frozenset({"governor", "mayor", "local-official"})


def as_now(resolver: Resolver, phrase: Phrase, entity: Entity) -> Entity:
    """Somebody told before in one office and now in another that he or she holds too on the date ("the army chief … the president")."""
    make, person = resolver.make, resolver.make.gazetteer.people.get(entity.key)
    if person is None or phrase.flags & {"former", "deputy", "elect"} or not is_country(entity.code or ""):
        return entity
    told = make.told_office(person, entity.code or "", make.offices_of(phrase, entity.code or ""))
    if told is None or told.sectors[:1] == entity.sectors[:1]:
        return entity
    resolver.memory.known[entity.key].entity = told
    return told


def again(resolver: Resolver, sentence: Sentence, phrase: Phrase, entity: Entity, rule: str) -> None:
    known = resolver.memory.known.get(entity.key)
    resolver.add(sentence, phrase, entity, known.kind if known else "person", rule)


def told_before(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> Known | None:
    """The last person told in an office that this title may stand for, agreeing in gender."""
    wanted, gender = wanted_offices(resolver, phrase), resolver.make.role(phrase, "").gender
    heading = {e.ref for e in phrase.entries("role")} == {"head-of-state"}
    for known in resolver.memory.recent("person"):
        if sentence.index - known.sentence > TITLE_REACH:
            return None
        if bound(resolver, sentence, known.entity.key, phrase.head):
            continue
        if known.entity.number == "p" or (gender and known.entity.gender and gender != known.entity.gender):
            continue
        if "former" in phrase.flags:
            if resolver.held_before(known.entity.key) & wanted and not resolver.held(known.entity.key) & wanted:
                return known
            continue
        if known.roles & wanted or ("minister" in wanted and is_minister(known)):
            if heading and not ("GOV" in known.entity.sectors and is_country(known.entity.code or "")):
                continue
            if phrase.portfolios and not set(phrase.portfolios) & _portfolios(known):
                continue
            return known
    return None


def bound(resolver: Resolver, sentence: Sentence, key: str, i: int) -> bool:
    """Whether token i stands below the verb that somebody is the subject of: a title there does not mean him or her."""
    heads = set()
    for mention in reversed(resolver.mentions):
        if mention.sentence != sentence.index:
            break
        token = sentence.tokens[mention.token]
        if mention.entity.key == key and token.deprel.startswith("nsubj") and mention.token != i:
            heads.add(token.head)
    token = sentence.tokens[i]
    if token.deprel.startswith("nsubj") and token.head >= 0 and sentence.tokens[token.head].deprel == "advcl":
        return False  # "left office after the minister was accused"
    for _ in range(len(sentence.tokens) if heads else 0):
        if token.head < 0 or token.deprel in ("conj", "parataxis"):
            return False
        token = sentence.tokens[token.head]
        if token.i in heads:
            return True
    return False


def wanted_offices(resolver: Resolver, phrase: Phrase) -> set[str]:
    roles = {e.ref for e in phrase.entries("role")}
    if "regional" in phrase.flags:
        return set(REGIONAL)
    wanted = set(roles)
    for role in roles:
        office = resolver.make.gazetteer.roles.get(role)
        if office is not None and role not in ("spokesperson", "envoy"):
            wanted |= set(office.holds)
    for role in roles:
        wanted |= WIDER.get(role, frozenset())
    if roles & HEADS:
        wanted |= HEADING
    if "minister" in roles:
        wanted |= {f"{p}-minister" for p in phrase.portfolios}
    return wanted


def is_minister(known: Known) -> bool:
    return any(
        r.endswith("-minister") and r not in ("prime-minister", "deputy-prime-minister", "deputy-minister")
        for r in known.roles
    )


def _portfolios(known: Known) -> set[str]:
    return known.portfolios | {r.removesuffix("-minister") for r in known.roles if r.endswith("-minister")}
