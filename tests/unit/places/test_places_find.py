"""Places are found where the text says that something is, and told apart by what stands beside them."""

from __future__ import annotations

import pytest

from dragoman import code
from dragoman.types import Article, Part, Place, Span


def places(lang: str, text: str, *more: Part) -> list[Place]:
    parts = (*more, Part("body", Span(more[-1].span.end if more else 0, len(text))))
    return list(code(Article("x", text, lang, published="2026-01-12", parts=parts)).places)


def named(lang: str, text: str) -> dict[str, tuple[str | None, str]]:
    return {p.span.of(text): (p.country, p.precision) for p in places(lang, text) if p.span}


@pytest.mark.parametrize(
    ("lang", "text", "words", "country", "precision"),
    [
        ("fr", "Les ministres se sont rencontrés lundi à Genève.", "Genève", "CHE", "city"),
        ("fr", "L'armée a bombardé un village du Nord-Kivu.", "Nord-Kivu", "COD", "region"),
        ("fr", "Un navire a été attaqué en mer Rouge.", "mer Rouge", None, "sea"),
        ("fr", "Des combats ont eu lieu dans le Donbass.", "Donbass", "UKR", "region"),
        ("fr", "Un tribunal a siégé à Nankin.", "Nankin", "CHN", "city"),
        ("en", "Troops were killed in Mali.", "Mali", "MLI", "country"),
        ("en", "The army retook a town in North Kordofan, in Sudan.", "North Kordofan", "SDN", "region"),
        ("en", "Iran closed the Strait of Hormuz.", "Strait of Hormuz", None, "sea"),
        ("es", "Los ministros se reunieron el lunes en Ginebra.", "Ginebra", "CHE", "city"),
        ("es", "La policía detuvo a un capo en el estado de Sinaloa.", "Sinaloa", "MEX", "region"),
        ("es", "Un buque fue atacado en el golfo de Adén.", "golfo de Adén", None, "sea"),
        ("es", "Las tropas llegaron al estado Zulia de Venezuela.", "Venezuela", "VEN", "country"),
        ("en", "The rebels seized El Obeid, in Kordofan, Sudan.", "El Obeid", "SDN", "city"),
    ],
)
def test_found(lang: str, text: str, words: str, country: str | None, precision: str) -> None:
    assert named(lang, text).get(words) == (country, precision)


@pytest.mark.parametrize(
    ("lang", "text", "words", "region"),
    [
        ("en", "Police arrested a man in Odessa, Texas, on Tuesday.", "Odessa", "Texas"),
        ("en", "Police arrested a man in Paris, Texas, on Tuesday.", "Paris", "Texas"),
        ("fr", "La police a arrêté un homme à Paris, au Texas.", "Paris", "Texas"),
        ("en", "Russian drones hit Odessa, in Ukraine.", "Odessa", "Odesa Oblast"),
        ("en", "Protesters marched in Paris.", "Paris", "Île-de-France"),
    ],
)
def test_cities_of_one_name_are_told_apart(lang: str, text: str, words: str, region: str) -> None:
    found = {p.span.of(text): p.region for p in places(lang, text) if p.span}
    assert found.get(words) == region


@pytest.mark.parametrize(
    ("lang", "text", "words"),
    [
        ("fr", "Washington accuse Moscou de violer la trêve.", "Washington"),
        ("fr", "Nice surprise pour le ministre.", "Nice"),
        ("fr", "L'accord de Paris a été dénoncé.", "Paris"),
        ("en", "Paris Hilton met the president.", "Paris"),
        ("en", "Bank of Kinshasa closed.", "Kinshasa"),
        ("en", "Mobile phones were seized.", "Mobile"),
        ("en", "The White House said it would wait.", "White House"),
        ("es", "El Real Madrid ganó al Sevilla.", "Sevilla"),
        ("es", "El Banco de Bogotá cerró.", "Bogotá"),
        ("es", "Un pueblo fue atacado en Chile.", "Un"),
        ("fr", "Un village a été attaqué au Chili.", "Un"),
        ("es", "La ministra criticó al presidente Moreno por el retraso.", "Moreno"),
    ],
)
def test_no_places(lang: str, text: str, words: str) -> None:
    assert words not in named(lang, text)


def test_a_region_of_a_citys_name_needs_a_word_for_it() -> None:
    assert named("en", "A drone hit a depot in the Kharkiv region.")["Kharkiv"] == ("UKR", "region")
    assert named("en", "A drone hit a depot in Kharkiv.")["Kharkiv"] == ("UKR", "city")


def test_a_city_tells_its_point_region_and_geonames_id() -> None:
    (place,) = places("en", "The ministers met in Geneva.")
    assert place.geonames == 2660646
    assert place.lat == pytest.approx(46.2, abs=0.1)
    assert place.lon == pytest.approx(6.15, abs=0.1)


def test_countries_have_a_point() -> None:
    (place,) = places("en", "Troops were killed in Mali.")
    assert (place.country, place.rule) == ("MLI", "places#country")
    assert place.lat is not None
    assert 10 < place.lat < 25


def test_the_dateline_is_a_place_of_its_own_rule() -> None:
    text = "PORT-AU-PRINCE, 18 mars - La police a arrêté trois suspects."
    found = places("fr", text, Part("dateline", Span(0, 23)))
    assert [(p.name, p.country, p.rule) for p in found] == [("Port-au-Prince", "HTI", "places#dateline")]


def test_a_row_of_cities_is_several_places() -> None:
    text = "Des agriculteurs ont manifesté à Toulouse, Rennes et Strasbourg."
    assert list(named("fr", text)) == ["Toulouse", "Rennes", "Strasbourg"]
