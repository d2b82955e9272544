"""Answers "who was that, then?": from a description in one language to the people who held the office on a day."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from dragoman.gazetteer.folding import case_fits, fold, key_of
from dragoman.gazetteer.meant import offices_meant
from dragoman.gazetteer.model import LanguageFolder, Term, is_country
from dragoman.gazetteer.names import Entry, Names
from dragoman.types import BadInput

if TYPE_CHECKING:
    from dragoman.gazetteer import Gazetteer

_PIECE = re.compile(r"[^\s'’\-]+['’]?|-")


@dataclass(frozen=True, slots=True)
class Holder:
    """One answer: who, of what code and sectors, in which office, from when to when (ISO; `until` empty while it lasts)."""

    name: str
    code: str
    sectors: tuple[str, ...]
    office: str
    since: str
    until: str


@dataclass(slots=True)
class _Asked:
    roles: list[Entry] = field(default_factory=list)
    portfolios: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    people: list[str] = field(default_factory=list)
    former: bool = False
    understood: int = 0


def who(
    gazetteer: Gazetteer, description: str, *, on: str | None, lang: LanguageFolder | Sequence[LanguageFolder]
) -> list[Holder]:
    """Those who held what a description tells ("président mexicain", "secretary of state") on a day, best answer first.

    A name ("Marco Rubio") gives that person's offices on the day, or all of them where none is held then; "former" those who
    held the office before, the last first. `on` is an ISO date, cut to what is known, None for the last day known. A title
    without a country gives everybody who held it. Of several languages the one that understands most of the words answers.
    Raises BadInput where `on` is no date.
    """
    from dragoman.gazetteer import day_of

    day = day_of(_checked(on))
    folders = lang if isinstance(lang, Sequence) else (lang,)
    readings = [_ask(gazetteer.names(folder), folder, description) for folder in folders]
    asked = max(readings, key=lambda a: a.understood)
    if asked.people or not asked.roles:
        named = [gazetteer.people[n] for n in asked.people] or list(gazetteer.by_surname.get(key_of(description), ()))
        terms = [t for p in named for t in p.terms if t.covers(day)] or [t for p in named for t in p.terms]
        return [_answer(gazetteer, t) for t in reversed(terms)]
    found = []
    for of in dict.fromkeys(_places(gazetteer, asked)):
        for office in offices_meant(gazetteer, asked.roles, asked.portfolios, of):
            held = _before(gazetteer, of, office, day) if asked.former else gazetteer.holders(of, office, on)
            found += [_answer(gazetteer, t) for t in held]
            if held and _one_at_a_time(gazetteer, asked):
                break
    return found


def _checked(on: str | None) -> str | None:
    """The date, if it is one."""
    try:
        if on:
            datetime.date.fromisoformat((on + "-01-01")[:10] if len(on) in (4, 7) else on)
    except ValueError as fault:
        raise BadInput(f"{on!r} is not a date", fix="write 2020-05-01, 2020-05 or 2020") from fault
    return on


def _before(gazetteer: Gazetteer, of: str, office: str, day: str) -> list[Term]:
    """Who held an office and holds it no more on a day, the last first."""
    terms = reversed(gazetteer.by_office.get((of, office), ()))
    return [t for t in terms if t.end and t.end < day[: len(t.end)]]


def _places(gazetteer: Gazetteer, asked: _Asked) -> Sequence[str]:
    """The countries and organisations asked about: told, meant by the word itself, or all countries."""
    roles = [gazetteer.roles[e.ref] for e in asked.roles if e.ref in gazetteer.roles]
    own = [r.code for r in roles if r.code] or [e.only for e in asked.roles if e.only]
    return asked.places or own or sorted({of for of, _ in gazetteer.by_office if is_country(of)})


def _one_at_a_time(gazetteer: Gazetteer, asked: _Asked) -> bool:
    """Whether the word asks for one of several offices ("leader"), so that the first that is held answers."""
    return any(len(gazetteer.roles[e.ref].holds) > 1 for e in asked.roles if e.ref in gazetteer.roles)


def _answer(gazetteer: Gazetteer, term: Term) -> Holder:
    office = gazetteer.offices[term.office]
    if is_country(term.of):
        return Holder(term.name, term.of, office.sectors, office.title_in(term.of), term.start, term.end)
    body = gazetteer.organisations[term.of]
    return Holder(term.name, body.code, body.sectors, office.title, term.start, term.end)


def _ask(names: Names, lang: LanguageFolder, description: str) -> _Asked:
    """The longest names and role words in a description, from left to right."""
    pieces = [(fold(m.group()), m.start(), m.end()) for m in _PIECE.finditer(description)]
    former = {fold(w) for w in lang.section("actors").get("modifiers", {}).get("former", ())}
    asked, i = _Asked(former=any(piece in former for piece, _, _ in pieces)), 0
    while i < len(pieces):
        entries, size = _longest(names, description, pieces, i)
        asked.understood += size * bool(entries)
        for entry in entries:
            if entry.kind == "role":
                asked.roles.append(entry)
            elif entry.kind == "portfolio":
                asked.portfolios.append(entry.ref)
            elif entry.kind == "person":
                asked.people.append(entry.ref)
            elif entry.kind in ("country", "adjective", "capital", "seat", "organisation"):
                asked.places.append(entry.ref)
        i += size
    return asked


def _longest(names: Names, text: str, pieces: list[tuple[str, int, int]], i: int) -> tuple[list[Entry], int]:
    key, best, size = "", [], 1
    for j in range(i, len(pieces)):
        key += pieces[j][0]
        written = text[pieces[i][1] : pieces[j][2]]
        fitting = [
            e for e in names.table.get(key, ()) if case_fits(e.form, written) or e.kind in ("country", "adjective")
        ]
        if fitting:
            best, size = fitting, j + 1 - i
    return best, size
