"""Countries, organisations, offices and who held them when; one's own files add or override.

A checkout reads the TOML; the wheel carries one JSON file, made by `compile_gazetteer`, that loads fast.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from dragoman.gazetteer.cameo import cameo_code, import_actors
from dragoman.gazetteer.folding import bare_key, key_of
from dragoman.gazetteer.model import OPEN, LanguageFolder, Office, Organisation, Person, Standing, Term, is_country
from dragoman.gazetteer.names import Names, build_names
from dragoman.gazetteer.read import (
    load_toml,
    merge_people,
    read_governments,
    read_offices,
    read_organisations,
    read_people,
)
from dragoman.gazetteer.who import Holder, who

__all__ = [
    "Gazetteer", "Holder", "Names", "Office", "Organisation", "Person", "Standing", "Term",
    "cameo_code", "compile_gazetteer", "day_of", "import_actors", "is_country", "load_gazetteer",
]  # fmt: skip

#: Sectors of somebody whose offices are all over, and of one who has held none yet.
AFTER, BEFORE = ("ELI",), ("PTY",)


@dataclass(frozen=True)
class Gazetteer:
    """Everybody and everything that is known by name, whatever the language."""

    people: Mapping[str, Person]
    organisations: Mapping[str, Organisation]
    offices: Mapping[str, Office]
    roles: Mapping[str, Office]
    bodies: Mapping[str, Office]
    led_by_prime_minister: frozenset[str]
    led_by_monarch: frozenset[str]
    elsewhere: Mapping[str, str] = field(default_factory=dict)
    _names: dict[str, Names] = field(default_factory=dict, repr=False, compare=False)

    def names(self, lang: LanguageFolder) -> Names:
        """The table of a language's names, made when first asked for."""
        if lang.code not in self._names:
            self._names[lang.code] = build_names(lang, self.people.values(), self.organisations)
        return self._names[lang.code]

    @cached_property
    def by_office(self) -> dict[tuple[str, str], tuple[Term, ...]]:
        """Terms by (country or organisation, office), in order of time."""
        found: dict[tuple[str, str], list[Term]] = {}
        for person in self.people.values():
            for term in person.terms:
                found.setdefault((term.of, term.office), []).append(term)
        return {key: tuple(sorted(terms, key=lambda t: (t.start, t.end or OPEN))) for key, terms in found.items()}

    @cached_property
    def by_surname(self) -> dict[str, tuple[Person, ...]]:
        """People by the key of what they are called in short."""
        found: dict[str, list[Person]] = {}
        for person in self.people.values():
            for key in {k for surname in person.surnames for k in (key_of(surname), bare_key(surname))}:
                found.setdefault(key, []).append(person)
        return {key: tuple(same) for key, same in found.items()}

    def holders(self, of: str, office: str, on: str | None) -> list[Term]:
        """Who holds an office on a day (ISO; None is today as far as known), the newest term first."""
        day = day_of(on)
        of, _, office = self.elsewhere.get(f"{of}.{office}", f"{of}.{office}").partition(".")
        return [t for t in reversed(self.by_office.get((of, office), ())) if t.covers(day)]

    def standing(self, person: Person, on: str | None) -> Standing:
        """Who a person is on a day."""
        day = day_of(on)
        held = [t for t in person.terms if t.covers(day)]
        if held:
            best = min(held, key=lambda t: (self.offices[t.office].rank, _backwards(t.start)))
            return self._in_office(best)
        past = [t for t in person.terms if t.start <= day]
        nearest = past[-1] if past else person.terms[0]
        after = self._in_office(nearest)
        if nearest.office in ("leader", "deputy-leader") and not is_country(nearest.of):
            sectors = after.sectors
        elif not past:
            sectors = BEFORE
        else:
            sectors = AFTER if len(past) == len(person.terms) else (*AFTER, *BEFORE)
        homes = [t.of for t in (past or person.terms) if is_country(t.of)]
        code = homes[-1] if homes else after.code
        return Standing(code, sectors, None, None)

    def _in_office(self, term: Term) -> Standing:
        office = self.offices[term.office]
        if is_country(term.of):
            sectors = ("REL", "GOV") if (term.of, term.office) == ("VAT", "monarch") else office.sectors
            return Standing(term.of, sectors, office.title_in(term.of) or None, term)
        body = self.organisations[term.of]
        return Standing(body.code, body.sectors or office.sectors, office.title, term)

    def leader_offices(self, country: str) -> tuple[str, ...]:
        """Offices that "leader" may stand for in a country, the one that governs first."""
        if country in self.led_by_prime_minister:
            return ("prime-minister", "ruler", "president", "monarch")
        if country in self.led_by_monarch:
            return ("monarch", "ruler", "prime-minister", "president")
        return ("ruler", "president", "prime-minister", "monarch", "leader")

    def who(self, description: str, *, on: str | None, lang: LanguageFolder | Sequence[LanguageFolder]) -> list[Holder]:
        """Who a description tells ("président mexicain") on a day. See `dragoman.gazetteer.who.who`."""
        return who(self, description, on=on, lang=lang)


def day_of(on: str | None) -> str:
    """A date of the record as a day that terms are compared with: weeks and months count from their first day."""
    if not on:
        return OPEN
    if "-W" in on:
        import datetime

        year, week = on[:8].split("-W")
        return datetime.date.fromisocalendar(int(year), int(week[:2]), 1).isoformat()
    return on[:10]


def _backwards(day: str) -> tuple[int, ...]:
    return tuple(-ord(c) for c in day)


def load_gazetteer(files: Iterable[Path] = ()) -> Gazetteer:
    """The shipped gazetteer, with files of the user's own that add to it or override it.

    A user's term of office takes the place of shipped terms of the same office in the same time. Raises BadInput for an unknown
    key or code, or terms that overlap, naming file, entry and reason.
    """
    from dragoman.gazetteer.user import add_file

    shipped = _load_compiled() or _load_folder()
    for path in files:
        shipped = add_file(shipped, Path(path))
    return shipped


def compile_gazetteer(folder: Path) -> None:
    """Write the shipped gazetteer as one JSON file under `folder`. Called while the wheel is built."""
    from dragoman.gazetteer.compact import pack

    folder.mkdir(parents=True, exist_ok=True)
    (folder / "gazetteer.json").write_text(
        json.dumps(pack(_load_folder()), ensure_ascii=False, separators=(",", ":")), "utf8"
    )


def _root() -> Traversable:
    return files("dragoman") / "gazetteer"


def _load_compiled() -> Gazetteer | None:
    from dragoman.gazetteer.compact import unpack

    ready = _root() / "_compiled" / "gazetteer.json"
    return unpack(json.loads(ready.read_text(encoding="utf8"))) if ready.is_file() else None


def country_codes() -> frozenset[str]:
    """Every code that a language folder names."""
    folders = [
        entry / "countries.toml" for entry in (files("dragoman") / "languages").iterdir() if len(entry.name) == 2
    ]
    return frozenset(code for path in folders if path.is_file() for code in load_toml(path))


def _load_folder() -> Gazetteer:
    codes = country_codes()
    facts = load_toml(_root() / "offices.toml")
    tables = read_offices(facts)
    bodies: dict[str, Any] = {}
    if (path := _root() / "organisations.toml").is_file():
        bodies = read_organisations(load_toml(path), "organisations.toml", codes)
    bodies |= read_governments(load_toml(_root() / "governments.toml"))
    people: list[Person] = []
    for path in sorted((_root() / "offices").iterdir(), key=lambda p: p.name):
        if path.name.endswith(".toml"):
            body = {k: v for k, v in load_toml(path).items() if is_country(k) or k in bodies}
            people += read_people(
                body, path.name, offices=tables["offices"], codes=codes | frozenset(bodies), strict=False
            )[0]
    merged = {person.name: person for person in merge_people(people)}
    return Gazetteer(
        merged, bodies, tables["offices"], tables["roles"], tables["bodies"],
        frozenset(facts["led_by_prime_minister"]), frozenset(facts["led_by_monarch"]), facts.get("elsewhere", {}),
    )  # fmt: skip
