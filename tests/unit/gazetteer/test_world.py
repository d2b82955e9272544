"""The packed file of places is in step with what it is made of, and answers by name and by id."""

from __future__ import annotations

import time
import tomllib
from pathlib import Path

import pytest

import dragoman
from dragoman.gazetteer.world import key_of, load_world
from dragoman.language import load_language
from dragoman.places.words import build_atlas

PACKAGE = Path(dragoman.__file__).parent
FACTS = tomllib.loads((PACKAGE / "gazetteer" / "regions.toml").read_text(encoding="utf8"))
LANGS = ("fr", "en", "es")


def test_the_packed_file_holds_regions_toml() -> None:
    """If this fails: python -m training.cities."""
    world = load_world()
    told = {**FACTS["regions"], **FACTS["seas"], **FACTS["towns"]}
    assert set(world.regions) == set(told)
    for key, facts in told.items():
        site = world.regions[key]
        assert (site.name, site.country, site.lat, site.lon) == (facts["name"], facts.get("country", ""), *facts["at"])
    assert {code: [site.lat, site.lon] for code, site in world.countries.items()} == FACTS["countries"]


def test_every_point_is_on_the_globe_and_every_country_known() -> None:
    for table in ("regions", "seas", "towns"):
        for key, facts in FACTS[table].items():
            lat, lon = facts["at"]
            assert abs(lat) <= 90, key
            assert abs(lon) <= 180, key
            assert facts.get("country", "FRA") in FACTS["countries"], key


def test_every_country_of_the_languages_has_a_point() -> None:
    for lang in LANGS:
        assert set(load_language(lang).section("countries")) <= set(FACTS["countries"])


@pytest.mark.parametrize("lang", LANGS)
def test_names_in_a_language_stand_for_something(lang: str) -> None:
    words, world = load_language(lang).section("places"), load_world()
    assert not set(words["regions"]) - set(world.regions)
    assert all(world.city_by_id(number) for number in words["cities"].values())


@pytest.mark.parametrize(
    ("name", "country"),
    [("Kyiv", "UKR"), ("São Paulo", "BRA"), ("sao paulo", "BRA"), ("Port-au-Prince", "HTI"), ("N'Djamena", "TCD")],
)
def test_cities_by_name(name: str, country: str) -> None:
    assert load_world().cities(key_of(name))[0].country == country


def test_no_city_bears_an_invented_name() -> None:
    world = load_world()
    assert world.cities(key_of("Xqvzt")) == ()
    assert world.city_by_id(1) is None
    assert not world.begins("xqvzt")
    assert world.begins("port au")


@pytest.mark.parametrize(("lang", "name"), [("es", "Ginebra"), ("fr", "Genève"), ("en", "Geneva")])
def test_one_city_in_three_languages(lang: str, name: str) -> None:
    sites = load_language(lang).compiled(build_atlas).sites(key_of(name))
    assert sites[0].geonames == 2660646


def test_loading_is_fast() -> None:
    load_world.cache_clear()
    best = min(_seconds() for _ in range(3))
    assert best < 0.1


def _seconds() -> float:
    load_world.cache_clear()
    start = time.process_time()
    load_world()
    return time.process_time() - start
