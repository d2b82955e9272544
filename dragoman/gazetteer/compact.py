"""The gazetteer as plain lists for JSON, and back: what the wheel carries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dragoman.gazetteer.model import Office, Organisation, Person, Term

if TYPE_CHECKING:
    from dragoman.gazetteer import Gazetteer


def pack(gazetteer: Gazetteer) -> dict[str, Any]:
    """Lists in the order of the dataclasses' fields."""
    return {
        "people": [
            [p.name, p.names, p.surnames, p.gender,
             [[t.office, t.of, t.start, t.end, int(t.acting), int(t.shared), t.party] for t in p.terms]]
            for p in gazetteer.people.values()
        ],
        "organisations": [
            [o.key, o.code, o.sectors, o.part_of, *([dict(o.names), int(o.acting)] if o.names else [])]
            for o in gazetteer.organisations.values()
        ],
        **{kind: [[o.key, o.title, o.sectors, dict(o.titles), o.holds, o.rank, o.code] for o in table.values()]
           for kind, table in (("offices", gazetteer.offices), ("roles", gazetteer.roles), ("bodies", gazetteer.bodies))},
        "led_by_prime_minister": sorted(gazetteer.led_by_prime_minister),
        "led_by_monarch": sorted(gazetteer.led_by_monarch),
        "elsewhere": dict(gazetteer.elsewhere),
    }  # fmt: skip


def unpack(packed: dict[str, Any]) -> Gazetteer:
    """What `pack` wrote."""
    from dragoman.gazetteer import Gazetteer

    people = {}
    for name, names, surnames, gender, terms in packed["people"]:
        held = tuple(Term(name, office, of, start, end, bool(acting), bool(shared), party)
                     for office, of, start, end, acting, shared, party in terms)  # fmt: skip
        people[name] = Person(name, tuple(names), tuple(surnames), gender, held)

    def offices(kind: str) -> dict[str, Office]:
        return {
            key: Office(key, title, tuple(sectors), titles, tuple(holds), rank, code)
            for key, title, sectors, titles, holds, rank, code in packed[kind]
        }

    return Gazetteer(
        people,
        {
            key: Organisation(key, code, tuple(sectors), part_of, *_named(*rest))
            for key, code, sectors, part_of, *rest in packed["organisations"]
        },
        offices("offices"), offices("roles"), offices("bodies"),
        frozenset(packed["led_by_prime_minister"]), frozenset(packed["led_by_monarch"]), packed["elsewhere"],
    )  # fmt: skip


def _named(names: dict[str, list[str]] | None = None, acting: int = 0) -> tuple[dict[str, tuple[str, ...]], bool]:
    """The names that an organisation has of its own, and whether one stands for it."""
    return {lang: tuple(words) for lang, words in (names or {}).items()}, bool(acting)
