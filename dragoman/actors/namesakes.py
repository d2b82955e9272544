"""Which of several people of one name is meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.gazetteer import Person, day_of

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


def _last_entry(person: Person, day: str) -> str:
    """When somebody last took an office up to a day."""
    return max((t.start for t in person.terms if t.start <= day), default="")
