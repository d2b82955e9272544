"""The gazetteer: who held what when, users' own files, the compiled form, CAMEO codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dragoman.gazetteer import Gazetteer, cameo_code, compile_gazetteer, import_actors, load_gazetteer
from dragoman.gazetteer.compact import unpack
from dragoman.gazetteer.folding import bare_key, case_fits, fold, key_of
from dragoman.gazetteer.model import Term
from dragoman.gazetteer.names import first_tokens, word_forms
from dragoman.language import Languages
from dragoman.types import BadInput, Entity


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.mark.parametrize(
    ("country", "office", "day", "name"),
    [
        ("MEX", "president", "2024-09-30", "Andrés Manuel López Obrador"),
        ("MEX", "president", "2024-10-01", "Claudia Sheinbaum"),
        ("USA", "president", "2016-11-15", "Barack Obama"),
        ("USA", "president", "2021-01-20", "Joe Biden"),
        ("USA", "president", "2026-01", "Donald Trump"),
        ("USA", "president", "2026-W02", "Donald Trump"),
        ("DEU", "prime-minister", "2015-06-01", "Angela Merkel"),
        ("european-union", "foreign-minister", "2023-01-01", "Josep Borrell"),
        ("nato", "secretary-general", "2020-01-01", "Jens Stoltenberg"),
    ],
)
def test_who_held_an_office_on_a_day(gazetteer: Gazetteer, country: str, office: str, day: str, name: str) -> None:
    assert gazetteer.holders(country, office, day)[0].name == name


def test_terms_known_by_month_or_year_count_whole() -> None:
    term = Term("A", "president", "MEX", "2012-12", "2014")
    assert [term.covers(d) for d in ("2012-11-30", "2012-12-05", "2014-12-31", "2015-01-01")] == [
        False,
        True,
        True,
        False,
    ]


def test_standing_changes_with_the_day(gazetteer: Gazetteer) -> None:
    trump = gazetteer.people["Donald Trump"]
    stands = [gazetteer.standing(trump, day) for day in ("2016-06-01", "2018-06-01", "2023-06-01", "2025-06-01")]
    assert [s.sectors for s in stands] == [("PTY",), ("GOV",), ("ELI", "PTY"), ("GOV",)]
    assert [s.office for s in stands] == [None, "President", None, "President"]
    assert {s.code for s in stands} == {"USA"}


def test_one_person_of_several_files(gazetteer: Gazetteer) -> None:
    baerbock = gazetteer.people["Annalena Baerbock"]
    assert {t.of for t in baerbock.terms} >= {"DEU", "united-nations"}
    assert gazetteer.standing(baerbock, "2023-01-01").code == "DEU"


@pytest.mark.parametrize(
    ("asked", "lang", "day", "answer"),
    [
        ("président mexicain", "fr", "2020-05-01", "Andrés Manuel López Obrador"),
        ("ministre russe des Affaires étrangères", "fr", "2015-01-01", "Sergei Lavrov"),
        ("US secretary of state", "en", "2014-01-01", "John Kerry"),
        ("British leader", "en", "2023-06-01", "Rishi Sunak"),
        ("canciller alemán", "es", "2019-01-01", "Angela Merkel"),
        ("canciller colombiano", "es", "2019-01-01", "Carlos Holmes Trujillo"),
        ("chef de l'ONU", "fr", "2020-01-01", "António Guterres"),
        ("pape", "fr", "2014-01-01", "Pope Francis"),
        ("Sheinbaum", "es", None, "Claudia Sheinbaum"),
    ],
)
def test_who(gazetteer: Gazetteer, languages: Languages, asked: str, lang: str, day: str | None, answer: str) -> None:
    assert gazetteer.who(asked, on=day, lang=languages[lang])[0].name == answer


def test_who_tells_the_whole_term(gazetteer: Gazetteer, languages: Languages) -> None:
    (found,) = gazetteer.who("président mexicain", on="2020-05-01", lang=languages["fr"])
    assert (found.code, found.sectors, found.office, found.since, found.until) == (
        "MEX", ("GOV",), "President", "2018-12-01", "2024-09-30",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("asked", "day", "answer"),
    [
        ("US secretary of state", "2014-01-01", "John Kerry"),
        ("presidenta de México", "2025-01-01", "Claudia Sheinbaum"),
        ("président mexicain", "2020-05-01", "Andrés Manuel López Obrador"),
    ],
)
def test_who_finds_the_language_out(
    gazetteer: Gazetteer, languages: Languages, asked: str, day: str, answer: str
) -> None:
    assert gazetteer.who(asked, on=day, lang=[languages[code] for code in languages])[0].name == answer


def test_who_was_it_before(gazetteer: Gazetteer, languages: Languages) -> None:
    found = gazetteer.who("ancien président français", on="2020-01-01", lang=languages["fr"])
    assert [h.name for h in found[:2]] == ["François Hollande", "Nicolas Sarkozy"]


@pytest.mark.parametrize("day", ["2020-13-45", "yesterday", "20-01-01"])
def test_who_refuses_what_is_no_date(gazetteer: Gazetteer, languages: Languages, day: str) -> None:
    with pytest.raises(BadInput, match="not a date"):
        gazetteer.who("président mexicain", on=day, lang=languages["fr"])


def test_who_of_nobody(gazetteer: Gazetteer, languages: Languages) -> None:
    assert gazetteer.who("vendredi prochain", on="2020-05-01", lang=languages["fr"]) == []


# -- a user's own file -------------------------------------------------------------------------------------------------


def written(folder: Path, text: str) -> Path:
    path = folder / "my.toml"
    path.write_text(text, encoding="utf8")
    return path


def test_a_users_file_adds_and_overrides(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        '[FRA]\nforeign-minister = [{ name = "Ada Essai", from = "2026-06-01", gender = "f" }]\n'
        '[organisations.front-test]\ncode = "MLI"\nsectors = ["REB"]\nnames = { fr = ["Front du test"], en = ["Test Front"] }\n'
        '[front-test]\nleader = [{ name = "Issa Modèle", from = "2024" }]\n',
    )
    mine = load_gazetteer([path])
    assert mine.holders("FRA", "foreign-minister", "2026-07-01")[0].name == "Ada Essai"
    assert mine.standing(mine.people["Issa Modèle"], "2025-01-01").sectors == ("REB",)
    names = mine.names(Languages()["fr"])
    assert names.shown["front-test"] == "Front du test"
    assert [e.ref for e in names.table[key_of("Front du test")]] == ["front-test"]


def test_a_users_term_takes_the_place_of_the_shipped_one(tmp_path: Path, gazetteer: Gazetteer) -> None:
    path = written(tmp_path, '[MEX]\npresident = [{ name = "Eva Ejemplo", from = "2024-10-01", gender = "f" }]\n')
    mine = load_gazetteer([path])
    assert [t.name for t in mine.holders("MEX", "president", "2025-01-01")] == ["Eva Ejemplo"]
    assert mine.holders("MEX", "president", "2020-01-01") == gazetteer.holders("MEX", "president", "2020-01-01")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('[MEX]\npresident = [{ name = "A B", from = "2020-01-01", age = 3 }]', "'age'"),
        ('[ABX]\npresident = [{ name = "A B", from = "2020-01-01" }]', "'ABX'"),
        ('[MEX]\nemperor-of-all = [{ name = "A B", from = "2020-01-01" }]', "'emperor-of-all'"),
        ('[MEX]\npresident = [{ name = "A B", from = "2020-01-32" }]', "2020-01-32"),
        ('[MEX]\npresident = [{ name = "A B" }]', "no date"),
        ('[MEX]\npresident = [{ from = "2020" }]', "no name"),
        ('[MEX]\npresident = [{ name = "A B", from = "2020", to = "2019" }]', "before it begins"),
        ('[MEX]\npresident = [{ name = "A B", from = "2020" }, { name = "C D", from = "2021" }]', "overlaps"),
        ('[organisations.x]\ncode = "ZZZ"\nsectors = ["GOV"]', "'ZZZ'"),
        ('[organisations.x]\ncode = "MEX"\nsectors = ["KING"]', "'KING'"),
        ('[organisations.x]\ncode = "MEX"\ncolour = "red"', "'colour'"),
        ("[MEX\n", "not valid TOML"),
        ('[MEX]\npresident = [{ name = "A B", from = "2021-02-30" }]', "2021-02-30"),
        ('[MEX]\npresident = { name = "A B", from = "2021" }', "not a list"),
        ('[MEX]\npresidente = [{ name = "A B", from = "2021" }]', "did you mean 'president'"),
        ('[MEX]\npresident = [{ name = "A B", from = "2021", also = "B" }]', "list of names"),
        ('[MEX]\npresident = [{ name = "A B", from = "2021", gender = "x" }]', "gender"),
        ('[organisations.x]\ncode = "MEX"\nnames = ["X"]', "by language"),
        ('organisations = ["x"]', "not a table"),
    ],
)
def test_a_users_file_that_is_wrong_is_refused(tmp_path: Path, text: str, says: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(BadInput, match=says) as refused:
        load_gazetteer([path])
    assert str(path) in str(refused.value)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="cannot be read"):
        load_gazetteer([tmp_path / "none.toml"])


# -- the compiled form -------------------------------------------------------------------------------------------------


def test_compiled_form_holds_the_same(tmp_path: Path, gazetteer: Gazetteer) -> None:
    compile_gazetteer(tmp_path / "_compiled")
    again = unpack(json.loads((tmp_path / "_compiled" / "gazetteer.json").read_text(encoding="utf8")))
    assert again == gazetteer


# -- names -------------------------------------------------------------------------------------------------------------


def test_folding_keeps_length_out_of_it() -> None:
    assert fold("Łódź") == "lodz"
    assert key_of("Côte d’Ivoire") == key_of("cote d'ivoire")


@pytest.mark.parametrize(
    ("form", "written", "fits"),
    [
        ("US", "us", False),
        ("US", "US", True),
        ("Turkey", "turkey", False),
        ("Maison-Blanche", "maison-Blanche", False),
        ("mexicain", "Mexicain", True),
        ("LeT", "Let", False),
        ("La Réunion", "La réunion", False),
        ("La Haye", "la Haye", True),
        ("Affaires étrangères", "affaires étrangères", False),
        ("Nations unies", "NATIONS UNIES", True),
    ],
)
def test_case(form: str, written: str, fits: bool) -> None:
    assert case_fits(form, written) is fits


def test_arabic_articles_do_not_matter_in_family_names(gazetteer: Gazetteer) -> None:
    assert bare_key("El-Menfi") == bare_key("al-Menfi") == bare_key("Menfi") == "menfi"
    assert gazetteer.by_surname["menfi"][0].terms[0].of == "LBY"


def test_namesakes_are_told_apart(gazetteer: Gazetteer) -> None:
    assert {t.of for t in gazetteer.people["Pedro Sánchez"].terms} == {"ESP"}
    assert {t.of for t in gazetteer.people["Pedro Sánchez Suárez"].terms} == {"COL"}


def test_first_tokens_as_tokenisers_cut_them() -> None:
    assert first_tokens("Karine-Test Pierre") == {"karine-test", "karine"}
    assert {"n'djamena", "n'"} <= first_tokens("N'Djamena")


@pytest.mark.parametrize(
    ("word", "forms"),
    [
        ("roi|reine|rois|reines", [("roi", "m", "s"), ("reine", "f", "s"), ("rois", "m", "p"), ("reines", "f", "p")]),
        ("ministre|ministres", [("ministre", "", "s"), ("ministres", "", "p")]),
        ("tribunal||tribunaux", [("tribunal", "m", "s"), ("tribunaux", "m", "p")]),
        ("|force||forces", [("force", "f", "s"), ("forces", "f", "p")]),
        ("|armée", [("armée", "f", "s")]),
        ("police", [("police", "", "")]),
    ],
)
def test_word_forms(word: str, forms: list[tuple[str, str, str]]) -> None:
    assert list(word_forms(word)) == forms


# -- CAMEO -------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("code", "sectors", "key", "cameo"),
    [
        ("USA", ("GOV",), "Marco Rubio", "USAGOV"),
        ("USA", ("GOV",), "USA", "USA"),
        ("MEX", ("CRM",), "cartels", "MEXCRM"),
        ("IGO", ("IGO",), "united-nations", "IGO"),
        ("FRA", ("JRN",), "afp", "FRAMED"),
        (None, ("REB",), "rebels", "REB"),
        (None, (), "x", ""),
        ("IMG", ("REB",), "islamic-state", "IMGREB"),
    ],
)
def test_cameo_codes(code: str | None, sectors: tuple[str, ...], key: str, cameo: str) -> None:
    assert cameo_code(Entity("x", code, sectors, key=key)) == cameo


def test_an_actor_dictionary_becomes_a_file_of_ours(tmp_path: Path) -> None:
    path = tmp_path / "actors.txt"
    path.write_text(
        "# mine\nTESTLAND_ARMY_ ;aa 1/1/01\n+ARMY_OF_TESTLAND_\n\t[MEXMIL]\nTEST_WATCH_ [NGOHRI]\nOLD_ENTRY_\n\t[FRAGOV <020101]\n",
        encoding="utf8",
    )
    made = tmp_path / "mine.toml"
    made.write_text(import_actors(path), encoding="utf8")
    mine = load_gazetteer([made])
    army = mine.organisations["testland-army"]
    assert (army.code, army.sectors) == ("MEX", ("MIL",))
    assert army.names["name"] == ("Testland Army", "Army Of Testland")
    assert mine.organisations["test-watch"].code == "NGO"
    assert mine.organisations["old-entry"].sectors == ("GOV",)


def test_a_file_without_actors_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "actors.txt"
    path.write_text("nothing here\n", encoding="utf8")
    with pytest.raises(BadInput, match="no actor"):
        import_actors(path)
