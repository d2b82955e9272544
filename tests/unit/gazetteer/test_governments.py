"""Governments below the state: who they are, what their names mean, and who heads them."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path

import pytest

from dragoman.gazetteer import Gazetteer, compile_gazetteer, country_codes, load_gazetteer
from dragoman.gazetteer.read import load_toml
from dragoman.language import Languages

ROOT = files("dragoman") / "gazetteer"


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture(scope="module")
def languages() -> Languages:
    return Languages()


def test_governments_are_where_the_regions_are() -> None:
    """The same key means the same region in both files."""
    regions, told = load_toml(ROOT / "regions.toml")["regions"], load_toml(ROOT / "governments.toml")
    for kind in ("acting", "owning"):
        for key, government in told[kind].items():
            assert government["of"] in country_codes(), key
            if key in regions:
                assert (government["of"], government["name"]) == (regions[key]["country"], regions[key]["name"]), key


def test_heads_are_of_known_governments(gazetteer: Gazetteer) -> None:
    for key in load_toml(ROOT / "offices" / "subnational.toml"):
        if key not in ("revised", "known_to", "source"):
            assert gazetteer.organisations[key].regional, key


@pytest.mark.parametrize(
    ("lang", "form", "key"),
    [
        ("en", "texas", "usa-texas"),
        ("fr", "texas", "usa-texas"),
        ("fr", "quebec", "can-quebec"),
        ("es", "cataluna", "esp-catalonia"),
        ("es", "carolinadelnorte", "usa-north-carolina"),
        ("fr", "baviere", "deu-bavaria"),
    ],
)
def test_a_region_is_named_in_each_language(
    gazetteer: Gazetteer, languages: Languages, lang: str, form: str, key: str
) -> None:
    entries = gazetteer.names(languages[lang]).table[form]
    assert [(e.kind, e.ambiguous) for e in entries if e.ref == key] == [("capital", False)]


def test_a_surname_or_common_word_names_no_region(gazetteer: Gazetteer, languages: Languages) -> None:
    for lang, form in (("es", "hidalgo"), ("es", "guerrero"), ("en", "delta")):
        entries = gazetteer.names(languages[lang]).table.get(form, ())
        assert not [e for e in entries if e.kind == "capital"], form


def test_what_two_states_have_is_neithers(gazetteer: Gazetteer, languages: Languages) -> None:
    told = gazetteer.names(languages["es"]).table.get("amazonas", ())
    assert {k for k, o in gazetteer.organisations.items() if o.names.get("name") == ("Amazonas",)} >= {
        "col-amazonas",
        "ven-amazonas",
    }
    assert not [e for e in told if e.kind == "capital"]


@pytest.mark.parametrize(
    ("asked", "lang", "day", "answer"),
    [
        ("gouverneur du Texas", "fr", "2020-05-01", "Greg Abbott"),
        ("premier of Alberta", "en", "2016-01-01", "Rachel Notley"),
        ("presidente de la Generalitat de Cataluña", "es", "2017-10-01", "Carles Puigdemont"),
        ("presidenta de la Comunidad de Madrid", "es", "2023-01-01", "Isabel Díaz Ayuso"),
        ("premier ministre du Québec", "fr", "2013-06-01", "Pauline Marois"),
        ("chief minister of Uttar Pradesh", "en", "2020-01-01", "Yogi Adityanath"),
        ("Scottish first minister", "en", "2015-01-01", "Nicola Sturgeon"),
    ],
)
def test_who_heads_a_region(
    gazetteer: Gazetteer, languages: Languages, asked: str, lang: str, day: str, answer: str
) -> None:
    held = gazetteer.who(asked, on=day, lang=languages[lang])
    assert [h.name for h in held][:1] == [answer]


def test_the_compiled_form_keeps_the_names_of_regions(gazetteer: Gazetteer, tmp_path: Path) -> None:
    import json

    from dragoman.gazetteer.compact import unpack

    compile_gazetteer(tmp_path)
    packed = json.loads((tmp_path / "gazetteer.json").read_text(encoding="utf8"))
    assert unpack(packed).organisations["usa-texas"] == gazetteer.organisations["usa-texas"]
    assert gazetteer.organisations["usa-texas"].acting


def test_a_users_region_is_named_as_those_shipped(languages: Languages, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[organisations.mex-ejemplo]\ncode = "MEX"\nsectors = ["GOV"]\npart_of = "MEX"\n'
        'names = { es = ["Ejemplonia"], en = ["Exemplonia"] }\n'
        '[mex-ejemplo]\ngovernor = [{ name = "Ana Modelo", from = "2024", gender = "f" }]\n',
        encoding="utf8",
    )
    gazetteer = load_gazetteer([own])
    assert [e.kind for e in gazetteer.names(languages["es"]).table["ejemplonia"]] == ["capital"]
    held = gazetteer.who("gobernadora de Ejemplonia", on="2025-01-01", lang=languages["es"])
    assert [(h.name, h.code) for h in held] == [("Ana Modelo", "MEX")]


@pytest.mark.parametrize("office", ["senator", "mayor", "opponent", "judge"])
def test_minor_figures_are_of_a_rank_that_no_bare_surname_means(gazetteer: Gazetteer, office: str) -> None:
    assert gazetteer.offices[office].rank >= 8
