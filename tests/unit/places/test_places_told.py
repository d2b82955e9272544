"""Places that no gazetteer has, countries that are no towns, and names that opening words tell to be places."""

from __future__ import annotations

import pytest

import dragoman


def places(lang: str, text: str) -> list[tuple[str, str, str | None]]:
    found = dragoman.code(text, lang=lang, published="2026-01-12").places
    return [(place.name, place.precision, place.country) for place in found]


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        (
            "en",
            "A strike on the village of Talzouma in southern Lebanon killed four people.",
            ("Talzouma", "city", "LBN"),
        ),
        ("fr", "L'armée malienne a repris lundi le village de Mondorola.", ("Mondorola", "city", "MLI")),
        ("es", "El Ejército colombiano entró el lunes en la aldea de Tarumá.", ("Tarumá", "city", "COL")),
    ],
)
def test_a_village_is_told_by_its_word(lang: str, text: str, wanted: tuple[str, str, str]) -> None:
    assert wanted in places(lang, text)


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "The army of Lebanon said Antony Korvel spoke on Wednesday."),
        ("fr", "Le président malien a reçu Antoine Korvel mercredi."),
        ("es", "El presidente colombiano recibió a Antonio Korvel el miércoles."),
    ],
)
def test_people_and_days_are_no_villages(lang: str, text: str) -> None:
    assert not [place for place in places(lang, text) if place[1] == "city"]


def test_a_country_is_no_town_of_another() -> None:
    text = "US officials met Lebanon's health ministry on Monday. The United States praised Lebanon's army."
    assert not [place for place in places("en", text) if place[1] == "city"]


def test_a_direction_is_no_region_of_a_country_that_is_not_named() -> None:
    text = "La police haïtienne a arrêté lundi trois hommes dans la région du nord."
    assert "CMR" not in [country for _, _, country in places("fr", text)]


def test_the_capital_of_a_country_in_play_is_meant() -> None:
    text = "Le ministre américain a salué mardi à San José les efforts du Costa Rica."
    assert ("San José", "city", "CRI") in places("fr", text)


def test_the_sahel_is_no_region_of_one_country() -> None:
    text = "Le Burkina Faso et le Mali ont promis lundi de combattre les jihadistes au Sahel."
    assert ("Sahel", "region", None) in places("fr", text)


def test_who_leaves_a_country_was_there() -> None:
    assert ("Mali", "country", "MLI") in places("fr", "Les soldats français ont quitté le Mali lundi.")
