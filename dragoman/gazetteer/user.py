"""A user's own gazetteer file: adds people, offices and organisations to the shipped ones, or overrides them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from dragoman.gazetteer.model import Person, Term
from dragoman.gazetteer.read import load_toml, merge_people, read_organisations, read_people

if TYPE_CHECKING:
    from dragoman.gazetteer import Gazetteer


def add_file(gazetteer: Gazetteer, path: Path) -> Gazetteer:
    """The gazetteer with one file laid over it. Raises BadInput as `load_gazetteer` says."""
    from dragoman.gazetteer import country_codes

    body, source = load_toml(path), str(path)
    codes = country_codes()
    organisations = dict(gazetteer.organisations)
    organisations |= read_organisations(body.pop("organisations", {}), source, codes)
    people, terms = read_people(body, source, offices=gazetteer.offices, codes=codes | frozenset(organisations))
    kept = [_without(person, terms) for person in gazetteer.people.values()]
    merged = merge_people([*(p for p in kept if p.terms), *people])
    return replace(gazetteer, people={p.name: p for p in merged}, organisations=organisations, _names={})


def _without(person: Person, newer: list[Term]) -> Person:
    """A shipped person without the terms that the user's file tells otherwise."""
    left = tuple(t for t in person.terms if not any(_replaces(new, t) for new in newer))
    return person if len(left) == len(person.terms) else replace(person, terms=left)


def _replaces(new: Term, old: Term) -> bool:
    if (new.of, new.office) != (old.of, old.office) or new.shared or old.shared:
        return new.name == old.name and (new.of, new.office, new.start) == (old.of, old.office, old.start)
    return new.start < (old.end or "9999") and old.start < (new.end or "9999")
