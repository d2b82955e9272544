"""Which of several people of one name is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.phrase import Phrase
from dragoman.gazetteer import Person, day_of
from dragoman.types import Sentence

if TYPE_CHECKING:
    from dragoman.actors.resolve import Resolver

#: Below every office.
LOWEST = 99


def likeliest(resolver: Resolver, people: list[Person]) -> Person:
    """Of namesakes, whoever's country the article tells, then whoever holds the higher office on the day, or did last."""
    offices, standings = (
        resolver.make.gazetteer.offices,
        [resolver.make.standing(p) for p in people],
    )
    day = day_of(resolver.make.on)
    ranks = [
        (s.code in resolver.memory.sure, -offices[s.term.office].rank if s.term else -LOWEST, _last_entry(p, day))
        for p, s in zip(people, standings, strict=True)
    ]
    return people[ranks.index(max(ranks))]


def _bearers(resolver: Resolver, sentence: Sentence, title: Phrase) -> list[str]:
    """Everybody who bears the name of a title, in the gazetteer or the article."""
    if not title.names or title.codes or title.organisations:
        return []
    start, end = title.names[0]
    key = "".join(resolver.words.fold(t.text) for t in sentence.tokens[start:end])
    told = [e.ref for e in resolver.words.names.table.get(key, ()) if e.kind == "person"]
    known = resolver.memory.surnames.get(key)
    return told or ([known] if known else [])


def led_by(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> None:
    """ "el Gobierno de Pedro Sánchez": enter the country of whoever of that name is meant."""
    owner = phrase.owner
    if phrase.codes or phrase.organisations or owner is None or owner.kind not in ("person", "role"):
        return
    refs = _bearers(resolver, sentence, owner) if owner.kind == "role" else [e.ref for e in owner.entries("person")]
    people = [resolver.make.gazetteer.people[ref] for ref in refs if ref in resolver.make.gazetteer.people]
    code = resolver.make.standing(likeliest(resolver, people)).code if people else None
    if code is None and refs and refs[0] in resolver.memory.known:
        code = resolver.memory.known[refs[0]].entity.code
    if code is not None:
        phrase.codes.append(code)


def _last_entry(person: Person, day: str) -> str:
    """When somebody last took an office up to a day."""
    return max((t.start for t in person.terms if t.start <= day), default="")
