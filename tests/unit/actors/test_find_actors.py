"""Who acts: the founding dispatch, and what each rule finds and leaves alone."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from dragoman.actors import find_actors
from dragoman.gazetteer import Gazetteer
from dragoman.language import Languages
from dragoman.parse import Parser, parse
from dragoman.types import Article, Mention, Parse

Find = Callable[..., list[Mention]]
Check = Callable[[Parse, Sequence[Mention]], None]
DISPATCH = Path(__file__).resolve().parents[4] / "shared" / "dispatch" / "000_f632eb4b3d44b4a5.txt"


def told(text: str, found: list[Mention]) -> list[tuple[str, str | None, str | None]]:
    return [(m.span.of(text), m.entity.name, m.entity.code) for m in found if m.span is not None]


# -- the founding dispatch ---------------------------------------------------------------------------------------------


@pytest.mark.skipif(not DISPATCH.is_file(), reason="../shared is not here")
def test_founding_dispatch(parser: Parser, languages: Languages, gazetteer: Gazetteer, check: Check) -> None:
    raw = DISPATCH.read_text(encoding="utf8")
    text = raw[:100] + "\n\n" + raw[435:2903]
    parsed = parse([Article("d", text, "fr")], parser=parser, languages=languages)[0]
    found = list(find_actors(parsed, languages["fr"], gazetteer, on="2026-01-12T09:57"))
    check(parsed, found)
    got = told(text, found)
    assert ("Washington", "États-Unis", "USA") in got
    assert ("Mexico", "Mexique", "MEX") in got
    assert all(m.entity.head for m in found if m.span and m.span.of(text) in ("Washington", "Mexico"))
    by_name = {m.entity.name: m.entity for m in found}
    assert (by_name["Marco Rubio"].code, by_name["Marco Rubio"].sectors, by_name["Marco Rubio"].office) == (
        "USA", ("GOV",), "Secretary of State",
    )  # fmt: skip
    assert by_name["Claudia Sheinbaum"].office == "President"
    assert by_name["Nicolás Maduro"].code == "VEN"
    assert by_name["Juan Ramón de la Fuente"].code == "MEX"
    two = [m.entity.name for m in found if m.span and m.span.of(text) == "les deux chefs de la diplomatie"]
    assert sorted(two, key=str) == ["Juan Ramón de la Fuente", "Marco Rubio"]
    assert ("-t-il", "Donald Trump", "USA") in got
    ministries = {m.entity.key for m in found if m.span and "ministère" in m.span.of(text)}
    assert len(ministries) == 1
    assert {m.entity.code for m in found if m.span and m.span.of(text) == "Le ministère"} == {"MEX"}
    cartels = [m.entity for m in found if m.span and "cartels" in m.span.of(text)]
    assert {(e.code, e.sectors) for e in cartels} == {("MEX", ("CRM",))}
    assert any(m.rule == "actors#document" and m.entity.code == "USA" for m in found)
    assert ("de la Fuente", "Juan Ramón de la Fuente", "MEX") in got


# -- rule by rule ------------------------------------------------------------------------------------------------------

CASES = [
    # titles with names, one actor each
    ("en", "Iranian Foreign Minister Abbas Araghchi met Qatar's prime minister.", "Abbas Araghchi", "Abbas Araghchi", "IRN", "GOV"),
    ("en", "Ukraine's deputy energy minister resigned.", "Ukraine's deputy energy minister", None, "UKR", "GOV"),
    ("fr", "Le ministre malien des Affaires étrangères Abdoulaye Diop a démissionné.", "Abdoulaye Diop", "Abdoulaye Diop", "MLI", "GOV"),
    ("es", "El vocero del Ejército colombiano informó del ataque.", "El vocero del Ejército colombiano", None, "COL", "MIL"),
    # a title alone is its holder on the day
    ("fr", "La présidente mexicaine a protesté.", "La présidente mexicaine", "Claudia Sheinbaum", "MEX", "GOV"),
    ("es", "El presidente francés viajó el lunes.", "El presidente francés", "Emmanuel Macron", "FRA", "GOV"),
    # bodies
    ("fr", "L'armée togolaise a bombardé la ville.", "L'armée togolaise", None, "TGO", "MIL"),
    ("en", "The Colombian government rejected the offer.", "The Colombian government", None, "COL", "GOV"),
    ("es", "La Cancillería venezolana rechazó la nota.", "La Cancillería venezolana", None, "VEN", "GOV"),
    ("en", "Venezuela's Supreme Court upheld the vote.", "Venezuela's Supreme Court", None, "VEN", "JUD"),
    # groups
    ("fr", "Des migrants haïtiens ont traversé la frontière.", "Des migrants haïtiens", None, "HTI", "REF"),
    ("en", "Rebel fighters attacked the convoy.", "Rebel fighters", None, None, "REB"),
    ("es", "Los manifestantes ocuparon la plaza.", "Los manifestantes", None, None, "CVL"),
    # organisations
    ("en", "The United Nations condemned the raid.", "United Nations", "United Nations", "IGO", "IGO"),
    ("es", "La OTAN desplegó aviones.", "OTAN", "OTAN", "IGO", "IGO"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "words", "name", "code", "sector"), CASES)
def test_found(find: Find, lang: str, text: str, words: str, name: str | None, code: str | None, sector: str) -> None:
    found = [m for m in find(text, lang) if m.span is not None and m.span.of(text) == words]
    assert len(found) == 1, told(text, find(text, lang))
    entity = found[0].entity
    assert entity.code == code
    assert sector in entity.sectors
    if name is not None:
        assert entity.name == name


@pytest.mark.parametrize(
    ("lang", "text", "capital", "head"),
    [
        ("fr", "Washington accuse Moscou de mentir.", "Washington", True),
        ("fr", "Washington accuse Moscou de mentir.", "Moscou", True),
        ("fr", "Le ministre est arrivé à Washington.", "Washington", False),
        ("fr", "Il a trouvé un accord avec Pékin.", "Pékin", True),
        ("fr", "Les rues de Moscou étaient vides.", "Moscou", False),
        ("en", "Moscow denied the charge.", "Moscow", True),
        ("en", "The envoy flew to Moscow.", "Moscow", False),
        ("en", "Sanctions against Tehran were lifted.", "Tehran", True),
        ("es", "El canciller viajó a Washington.", "Washington", False),
        ("es", "Maduro acusó a Washington de mentir.", "Washington", True),
        ("es", "Hubo protestas en Caracas.", "Caracas", False),
        ("fr", "Mexico a protesté.", "Mexico", True),
    ],
)
def test_capitals_as_governments_and_as_places(find: Find, lang: str, text: str, capital: str, head: bool) -> None:
    found = [m for m in find(text, lang) if m.span is not None and m.span.of(text) == capital]
    assert [m.entity.head for m in found] == ([True] if head else [])


def test_a_word_that_is_a_city_in_one_language_and_a_country_in_others(find: Find) -> None:
    (country,) = find("Mexico protested.", "en")
    assert (country.entity.code, country.entity.head) == ("MEX", False)


def test_two_presidents_of_one_noun(find: Find) -> None:
    text = "Les présidents français et américain se sont parlé."
    found = [(m.entity.name, m.entity.code) for m in find(text, "fr")]
    assert found == [("Emmanuel Macron", "FRA"), ("Donald Trump", "USA")]


def test_two_ministers_named_behind_one_title(find: Find) -> None:
    found = [m.entity.name for m in find("Presidents Trump and Putin spoke.", "en")]
    assert found == ["Donald Trump", "Vladimir Putin"]


def test_nationality_of_an_act_is_a_mention_of_the_country(find: Find) -> None:
    text = "L'opération militaire américaine a commencé."
    (only,) = find(text, "fr")
    assert (only.entity.code, only.rule) == ("USA", "actors#nationality")


def test_nationality_inside_a_title_is_no_other_actor(find: Find) -> None:
    assert len(find("Le secrétaire d'État américain Marco Rubio a parlé.", "fr")) == 1


def test_two_nationalities_in_one_word(find: Find) -> None:
    codes = {m.entity.code for m in find("Le sommet franco-allemand a échoué.", "fr")}
    assert codes == {"FRA", "DEU"}


def test_the_office_is_that_of_the_day(find: Find) -> None:
    text = "Donald Trump a parlé."
    offices = [find(text, "fr", day)[0].entity.office for day in ("2018-01-01", "2022-01-01", "2025-06-01")]
    assert offices == ["President", None, "President"]


def test_a_former_office_is_none(find: Find) -> None:
    (found,) = find("L'ancien président français Nicolas Sarkozy a été condamné.", "fr")
    assert (found.entity.name, found.entity.office, found.entity.sectors) == ("Nicolas Sarkozy", None, ("ELI",))


# -- within an article -------------------------------------------------------------------------------------------------


def test_full_name_then_surname_then_title_then_pronoun(find: Find) -> None:
    text = "Claudia Sheinbaum a reçu des élus à Puebla. Sheinbaum a promis une réforme. La présidente a refusé de céder. Elle a ri."
    names = [m.entity.name for m in find(text, "fr") if "LEG" not in m.entity.sectors]
    assert names == ["Claudia Sheinbaum"] * 4


def test_a_surname_of_somebody_else_is_not_the_president(find: Find) -> None:
    text = "Ivanka Trump a ouvert une boutique."
    assert [m.entity.code for m in find(text, "fr") if m.entity.name == "Donald Trump"] == []


def test_pronouns_agree_in_gender(find: Find) -> None:
    text = "Emmanuel Macron a reçu Giorgia Meloni. Elle a salué son accueil."
    found = [m.entity.name for m in find(text, "fr") if m.span is not None and m.span.of(text) == "Elle"]
    assert found == ["Giorgia Meloni"]


def test_impersonal_and_reflexive_pronouns_are_no_mentions(find: Find) -> None:
    text = "Emmanuel Macron est parti. Il faut attendre. Il se lave."
    found = [m.span.of(text) for m in find(text, "fr") if m.span is not None and m.rule == "actors#pronoun"]
    assert found in (["Il"], [])


def test_a_stranger_takes_the_title_of_the_text(find: Find) -> None:
    text = "The mayor of Sampletown, Ada Example, resigned. Example denied the charge. She left."
    found = find(text, "en")
    assert {m.entity.name for m in found if m.entity.gender != "x"} >= {"Ada Example"}
    assert sum(m.entity.name == "Ada Example" for m in found) >= 2


def test_a_body_again(find: Find) -> None:
    text = "Le ministère russe de la Défense a publié une vidéo. Le ministère a menti."
    first, again = (m for m in find(text, "fr"))
    assert first.entity.key == again.entity.key == "RUS/ministry/defence"


def test_counterpart(find: Find) -> None:
    text = "Emmanuel Macron a appelé son homologue américain."
    names = [m.entity.name for m in find(text, "fr")]
    assert names == ["Emmanuel Macron", "Donald Trump"]


@pytest.mark.parametrize("lang", ["fr", "en", "es"])
@pytest.mark.parametrize(
    "text", ["", " ", "x" * 3000, "« » \" '", "A.B.C. " * 300, "de la " * 400, "président " * 300, ", " * 500]
)
def test_hostile_text_is_read(find: Find, lang: str, text: str) -> None:
    assert isinstance(find(text, lang), list)


def test_same_article_same_answer(find: Find) -> None:
    text = "Washington et Mexico discutent. Le président américain a parlé avec Claudia Sheinbaum."
    assert find(text, "fr") == find(text, "fr")


def test_without_a_date_the_last_known_holders_answer(find: Find) -> None:
    (found,) = find("Le président français a parlé.", "fr", None)
    assert json.dumps(found.entity.office) == '"President"'
