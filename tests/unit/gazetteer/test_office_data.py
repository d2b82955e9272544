"""The facts themselves: every file holds what it should, terms neither overlap nor leave a state without a head for years."""

from __future__ import annotations

import datetime
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Annotated, Any

import pytest
from pydantic import BaseModel, ConfigDict, Field, StringConstraints, TypeAdapter

from dragoman.gazetteer import Gazetteer, Term, country_codes, is_country, load_gazetteer
from dragoman.gazetteer.read import HEADER_KEYS, SECTORS, load_toml, overlaps, read_people

ROOT = files("dragoman") / "gazetteer"
FILES = sorted((p for p in (ROOT / "offices").iterdir() if p.name.endswith(".toml")), key=lambda p: p.name)
Day = Annotated[str, StringConstraints(pattern=r"^\d{4}(-\d{2}(-\d{2})?)?$")]
#: Longest time that a state may seem to have no head, in days: a vacancy or an interim, no hole in our knowledge.
VACANT = 200
#: States younger than 2010.
FOUNDED = {"SSD": 2012}
#: Two heads for half a year each: too many to tell.
COLLEGES = {"SMR"}
#: Offices without holder for longer, and why.
KNOWN_VACANCIES = {
    ("LBN", "president"): "parliament elected nobody from 2014 to 2016 and from 2022 to 2025",
    ("SEN", "prime-minister"): "abolished from 2019 to 2022",
    ("TCD", "prime-minister"): "abolished from 2018 to 2021",
    ("BEN", "prime-minister"): "no such office from 2013 to 2015 and since 2016",
    ("AFG", "prime-minister"): "the chief executive's office ended in 2020, the Taliban's began in 2021",
    ("EGY", "president"): "the Supreme Council of the Armed Forces ruled in 2011 and 2012",
    ("MMR", "prime-minister"): "no such office from 2011 to 2016",
    ("KGZ", "prime-minister"): "an interim government ruled in 2010",
    ("AUT", "president"): "the election of 2016 was repeated",
}


class OfficeEntry(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    name: Annotated[str, StringConstraints(min_length=2)]
    since: Day = Field(alias="from")
    to: Day | None = None
    fr: str | None = None
    es: str | None = None
    en: str | None = None
    also: list[str] = []
    gender: Annotated[str, StringConstraints(pattern="^[fm]$")] = "m"
    surname: str | None = None
    acting: bool = False
    shared: bool = False
    party: str | None = None


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_every_entry_holds_what_it_should(path: Traversable) -> None:
    body = load_toml(path)
    assert set(body) >= HEADER_KEYS, "a file says when it was revised, up to when it knows, and its source"
    entries = TypeAdapter(dict[str, list[OfficeEntry]])
    for of, held in body.items():
        if of not in HEADER_KEYS:
            entries.validate_python(held)


@pytest.mark.parametrize("path", FILES, ids=lambda p: p.name)
def test_terms_do_not_overlap_and_their_keys_are_known(path: Traversable, gazetteer: Gazetteer) -> None:
    body = {
        k: v for k, v in load_toml(path).items() if is_country(k) or k in gazetteer.organisations or k in HEADER_KEYS
    }
    codes = country_codes() | frozenset(gazetteer.organisations)
    people, terms = read_people(body, path.name, offices=gazetteer.offices, codes=codes)
    assert len(people) == len(terms) > 100


def test_persons_of_several_states_are_no_namesakes(gazetteer: Gazetteer) -> None:
    """Entries of one name are one person: two people of one name must be entered under different ones."""
    several = {p.name for p in gazetteer.people.values() if len({t.of for t in p.terms if is_country(t.of)}) > 1}
    assert several <= {"Deng Alor"}, "of Sudan before 2011, of South Sudan since"


def test_every_body_with_a_head_is_an_organisation(gazetteer: Gazetteer) -> None:
    body = load_toml(ROOT / "offices" / "organisations.toml")
    assert not {key for key in body if key not in HEADER_KEYS and not is_country(key)} - set(gazetteer.organisations)


def test_an_overlap_is_seen() -> None:
    first, second = Term("A", "president", "MEX", "2010", "2015-06-01"), Term("B", "president", "MEX", "2015-05-01")
    assert list(overlaps([second, first])) == [(first, second)]
    same_day = Term("B", "president", "MEX", "2015-06-01")
    assert not list(overlaps([first, same_day]))


def test_every_state_has_a_head_since_2010(gazetteer: Gazetteer) -> None:
    for country in {of for of, _ in gazetteer.by_office if is_country(of)} - COLLEGES:
        days = [datetime.date(year, 7, 1).isoformat() for year in range(FOUNDED.get(country, 2010), 2026)]
        heads = ("president", "monarch", "prime-minister", "ruler")
        empty = [day for day in days if not any(gazetteer.holders(country, office, day) for office in heads)]
        assert not empty, f"{country} has no head on {empty}"


@pytest.mark.parametrize("office", ["president", "monarch", "prime-minister"])
def test_gaps_between_terms_are_known_vacancies(gazetteer: Gazetteer, office: str) -> None:
    holes = []
    for (of, held), terms in gazetteer.by_office.items():
        if held != office or not is_country(of) or (of, office) in KNOWN_VACANCIES:
            continue
        until = last_day(terms[0])
        for term in terms[1:]:
            if (first_day(term) - until).days > VACANT and term.start >= "2010":
                holes.append((of, term.name, str(until), term.start))
            until = max(until, last_day(term))
    assert not holes


def first_day(term: Term) -> datetime.date:
    return datetime.date.fromisoformat((term.start + "-01-01")[:10])


def last_day(term: Term) -> datetime.date:
    return datetime.date.fromisoformat(((term.end or "2100") + ("-12-28" if len(term.end) < 5 else "-28"))[:10])


def test_what_must_be_complete(gazetteer: Gazetteer) -> None:
    big = (
        "USA CHN RUS FRA GBR DEU ESP ITA MEX BRA ARG COL VEN CHL PER CUB IND PAK JPN KOR PRK IRN IRQ ISR SAU TUR EGY DZA MAR NGA "
        "ETH KEN ZAF MLI UKR POL"
    )
    lacking = [
        (country, year)
        for country in big.split()
        for year in range(2010, 2026)
        if not any(gazetteer.holders(country, "foreign-minister", f"{year}-{day}") for day in ("03-15", "10-15"))
    ]
    assert not lacking


def test_offices_roles_and_bodies_have_known_sectors(gazetteer: Gazetteer) -> None:
    tables: list[dict[str, Any]] = [dict(gazetteer.offices), dict(gazetteer.roles), dict(gazetteer.bodies)]
    for table in tables:
        for key, office in table.items():
            assert set(office.sectors) <= SECTORS, key
            assert set(office.holds) <= set(gazetteer.offices), key


@pytest.mark.parametrize("lang", ["en", "es", "fr"])
def test_the_words_of_a_language_name_known_keys(gazetteer: Gazetteer, lang: str) -> None:
    folder = files("dragoman") / "languages" / lang
    offices, actors = load_toml(folder / "offices.toml"), load_toml(folder / "actors.toml")
    known = set(gazetteer.offices) | set(gazetteer.roles)
    assert set(offices["roles"]) <= known
    assert all(set(table) <= known for table in offices["only"].values())
    assert set(offices["only"]) <= country_codes()
    assert set(actors["bodies"]) == set(gazetteer.bodies)
    without = set(gazetteer.roles) - set(offices["roles"])
    assert without <= {"attorney-general"}, "a role without words"
