"""Phrases of a role ("le ministre malien", "her spokesman") and of strangers, and whom those belong to that tell it by a pronoun."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.again import group_before
from dragoman.actors.earlier import again, told_before
from dragoman.actors.epithets import epithet, predicate
from dragoman.actors.locate import home
from dragoman.actors.make import entity_of
from dragoman.actors.metonymy import preposition_of
from dragoman.actors.phrase import Phrase
from dragoman.actors.refer import bare_title, counterpart, named_before
from dragoman.actors.regions import regional
from dragoman.actors.titles import described, own_code, titled
from dragoman.gazetteer import is_country
from dragoman.gazetteer.folding import fold
from dragoman.types import Sentence

if TYPE_CHECKING:
    from dragoman.actors.resolve import Resolver

#: People of an armed organisation are that organisation.
FIGHTING = frozenset({"REB", "UAF", "CRM"})
#: Roles that an official has under him, so that they are of his state.
UNDER = frozenset(
    {
        "minister",
        "spokesperson",
        "foreign-minister",
        "deputy-minister",
        "ambassador",
        "envoy",
        "prime-minister",
        "official",
    }
)


def role_phrase(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> None:
    """Enter whoever a role stands for: with a name, with a country or body, or told before."""
    make = resolver.make
    adopt(resolver, sentence, phrase)
    if phrase.names:
        several = phrase.codes  # "the French and German ministers, A and B": each of his own
        for k, (start, end) in enumerate(phrase.names):
            phrase.codes = several[k : k + 1] if len(several) == len(phrase.names) else several
            titled(resolver, sentence, phrase, start, end)
        return
    if predicate(resolver, sentence, phrase):
        return
    told = _countries(resolver, sentence, phrase)
    if told and phrase.entries("role")[0].ref == "counterpart" and counterpart(resolver, sentence, phrase, told):
        return
    if (
        phrase.organisations
        and phrase.number == "p"
        and not regional(resolver, phrase)
        and set(make.sectors(phrase, phrase.organisations[-1])) & FIGHTING
    ):
        members = make.organisation(phrase.organisations[-1])
        resolver.add(sentence, phrase, members, "body", "actors#members")
        resolver.told_plural(sentence, phrase)
        return
    if len(told) == 1 and _told_before(resolver, sentence, phrase, told[0]):
        return
    for code in told:
        described(resolver, sentence, phrase, code)
    if not told:
        bare_title(resolver, sentence, phrase)


def _told_before(resolver: Resolver, sentence: Sentence, phrase: Phrase, code: str) -> bool:
    """ "the Republican lawmaker", "l'ancien chef de l'armée": of an office that no one person holds, whoever of that country was
    told in it."""
    if (
        phrase.determiner not in ("def", "dem")
        or phrase.number == "p"
        or phrase.borne is not None
        or phrase.organisations
    ):
        return False
    make, former = resolver.make, "former" in phrase.flags
    if phrase.owner is not None and not (former and not phrase.codes):
        return False
    if not former and make.holder(code, make.offices_of(phrase, code), make.role(phrase, code).gender):
        return False
    known = told_before(resolver, sentence, phrase) or (epithet(resolver, sentence, phrase) if former else None)
    if known is None or known.entity.code not in (code, None):
        return False
    again(resolver, sentence, phrase, known.entity, "actors#title")
    return True


def _countries(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> list[str]:
    make = resolver.make
    codes = phrase.codes if len(phrase.codes) > 1 and phrase.number == "p" else [make.code_of(phrase)]
    told = [code for code in codes if code is not None]
    if not told and (own := own_code(resolver, phrase)):
        told = [own]
    if not told and phrase.determiner != "poss" and phrase.owner is not None and phrase.owner.kind == "body":
        main = home(resolver, sentence, make.sectors(phrase, "") or ("GOV",), phrase=phrase)
        told = [main] if main else []
    return told


def adopt(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> None:
    """ "its leader, X", "a spokesman for the group", "son ministre, X": enter whom the role belongs to, who was told before."""
    owner = phrase.owner
    if phrase.codes or phrase.organisations:
        return
    if owner is not None:
        if owner.kind == "body" and owner.determiner in ("def", "dem") and resolver.make.code_of(owner) is None:
            told = named_before(resolver, sentence, owner, owner.entries("body")[0].ref)
            if told is not None:  # "a spokesman for the armed group"
                _belongs(resolver, phrase, told.entity.key)
        return
    if "of-group" in phrase.flags:
        known = group_before(resolver, sentence, phrase.end - 1)
        if known is not None:
            _belongs(resolver, phrase, known.entity.key)
        return
    if phrase.determiner != "poss":
        return
    who = resolver.subject_before(sentence, phrase.head)
    if who is None:
        return
    kind, roles = resolver.kind_of(who), {e.ref for e in phrase.entries("role")}
    if kind == "body" and "counterpart" not in roles:
        _belongs(resolver, phrase, who.key)
    elif (
        phrase.names and is_country(who.code or "") and (kind == "country" or ("GOV" in who.sectors and roles & UNDER))
    ):
        phrase.codes.append(who.code or "")


def _belongs(resolver: Resolver, phrase: Phrase, key: str) -> None:
    if key in resolver.make.gazetteer.organisations:
        phrase.organisations.append(key)
    else:
        phrase.borne = resolver.memory.known[key].entity


def stranger(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> None:
    """Somebody of no known office, told by a full name as the one who acts or suffers."""
    tokens = sentence.tokens
    start, end = phrase.names[0]
    token, before = tokens[phrase.head], tokens[phrase.start - 1] if phrase.start else None
    courteous = phrase.start < start
    side = token.deprel in ("obl", "conj") and resolver.words.has(
        "grammar.side_preps", preposition_of(sentence, token.i, resolver.words)
    )
    if token.deprel.split(":")[0] not in ("nsubj", "appos", "obj", "iobj") and token.deprel != "obl:agent" and not side:
        return
    if before is not None and before.upos == "DET" and not courteous:
        return
    if (
        not courteous
        and not phrase.codes
        and all(tokens[k].span.end == tokens[k + 1].span.start for k in range(start, end - 1))
    ):
        return  # one word: "Nagorno-Karabakh"
    first = start if courteous else phrase.start
    if not all(tokens[k].upos in ("PROPN", "X") for k in (first, phrase.end - 1)):
        return
    name = " ".join(resolver.text[tokens[start].span.start : tokens[end - 1].span.end].split())
    code = phrase.codes[0] if phrase.codes and is_country(phrase.codes[0]) else None
    entity = entity_of(
        name, code, ("CVL",) if code else (), key=fold(name), gender=phrase.entries("stranger")[0].gender
    )
    resolver.add(sentence, phrase, entity, "person", "actors#name")
    if len(name.split()) > 1:
        resolver.memory.call_person(name, entity.key)
