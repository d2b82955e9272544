"""Who acts in a sentence that stands alone, where no article tells who somebody is: one sentence of our own for each rule."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from dragoman.types import Mention

Find = Callable[..., list[Mention]]
DAY = "2026-01-12"

#: Language, sentence, the words of a mention, its country (none: "-"), its first sector.
TOLD = [
    ("es", "El líder indígena fue detenido en Honduras.", "El líder indígena", "HND", "CVL"),
    ("en", "The Iranian nuclear chief refused inspections.", "The Iranian nuclear chief", "IRN", "GOV"),
    ("fr", "Le leader séparatiste catalan a été libéré.", "Le leader séparatiste catalan", "ESP", "REB"),
    ("fr", "Le chef des rebelles a été capturé.", "Le chef des rebelles", "-", "REB"),
    ("en", "The American Evan Holloway was freed by Russia.", "Evan Holloway", "USA", "CVL"),
    ("fr", "L'Américain Evan Holloway a été libéré.", "Evan Holloway", "USA", "CVL"),
    ("es", "El estadounidense Evan Holloway fue liberado.", "Evan Holloway", "USA", "CVL"),
    ("es", "Indígenas ecuatorianos cerraron la carretera.", "Indígenas ecuatorianos", "ECU", "CVL"),
    ("en", "Gunmen killed two policemen in Karachi.", "two policemen", "PAK", "COP"),
    ("fr", "Les forces de l'ordre ont arrêté vingt personnes à Tunis.", "Les forces de l'ordre", "TUN", "COP"),
    ("en", "Students marched on parliament in Nepal.", "Students", "NPL", "EDU"),
    ("en", "At least eight people were hurt.", "eight people", "-", "CVL"),
    ("en", "Far-right activists attacked migrants.", "Far-right activists", "-", "CVL"),
    ("en", "The Houthi group seized a ship.", "Houthi group", "YEM", "REB"),
    ("en", "House Republicans blocked the bill.", "House Republicans", "USA", "LEG"),
    ("en", "The House Oversight Committee subpoenaed him.", "House Oversight Committee", "USA", "LEG"),
    ("en", "A judge in New York blocked the order.", "A judge", "USA", "JUD"),
    ("en", "A federal judge blocked the order.", "A federal judge", "USA", "JUD"),
    ("en", "South Korea's impeached president was arrested.", "South Korea's impeached president", "KOR", "GOV"),
    ("en", "The Saudi-led coalition bombed the port.", "Saudi-led coalition", "SAU", "MIL"),
    ("fr", "L'émissaire a été reçu à l'Élysée.", "Élysée", "FRA", "GOV"),
    ("fr", "L'extrême droite accuse le gouvernement.", "L'extrême droite", "-", "PTY"),
    ("es", "La izquierda rechazó el presupuesto.", "La izquierda", "-", "PTY"),
    ("fr", "Bardella a accusé le gouvernement.", "le gouvernement", "FRA", "GOV"),
    ("fr", "Le pouvoir malien a expulsé un diplomate.", "Le pouvoir malien", "MLI", "GOV"),
    ("en", "Congo and Rwanda signed a truce.", "Congo", "COD", "GOV"),
    ("en", "Kenya's police and intelligence services were blamed.", "intelligence services", "KEN", "SPY"),
    ("en", "Police arrested several people.", "several people", "-", "CVL"),
    ("fr", "Des casques bleus ont été attaqués au Mali.", "Des casques bleus", "IGO", "IGO"),
    ("en", "The Red Dawn Front (RDF), a little-known rebel group, claimed the blast.", "Red Dawn Front", "-", "REB"),
]  # fmt: skip

#: Language, sentence, the words of a mention, whom they mean.
MEANT = [
    ("en", "Guterres condemned the attack.", "Guterres", "António Guterres"),
    ("en", "The NATO chief praised the deal.", "The NATO chief", "Mark Rutte"),
    ("en", "The Syrian interim president flew to Ankara.", "The Syrian interim president", "Ahmed al-Sharaa"),
    ("es", "El ministro de Asuntos Exteriores, UE y Cooperación, José Manuel Albares, salió.", "José Manuel Albares",
     "José Manuel Albares"),
    ("fr", "Le ministre de l'Économie, des Finances et de la Souveraineté industrielle, Roland Lescure, est parti.",
     "Roland Lescure", "Roland Lescure"),
    ("fr", "La ministre du Travail, Dominique Aubert, a démissionné.", "Dominique Aubert", "Dominique Aubert"),
]  # fmt: skip

#: Language, sentence, words that are nobody.
NOBODY = [
    ("es", "Los militares dieron un golpe de Estado en Gabón.", "Estado"),
    ("es", "El presidente de Chile, Gabriel Boric, volvió y el de Perú, Juan Soto, se fue.", "el"),
    ("es", "La vacuna es para los mayores de edad.", "los mayores"),
    ("en", "Paris Saint-Germain beat the champions.", "Paris"),
    ("es", "El presidente de la Confederación de Pueblos Libres (Conapul), Jaime Soto, habló.", "El presidente"),
    ("fr", "Les putschistes ont pris le pouvoir au Niger.", "le pouvoir"),
    ("fr", "Les syndicats protestent contre la réforme des retraites.", "retraites"),
    ("en", "Fighting spread in Nagorno-Karabakh and the army took Nagorno-Karabakh.", "Nagorno-Karabakh"),
]  # fmt: skip


def at(text: str, found: list[Mention], words: str) -> list[Mention]:
    return [m for m in found if m.span is not None and m.span.of(text) == words]


@pytest.mark.parametrize(("lang", "text", "words", "code", "sector"), TOLD)
def test_told(find: Find, lang: str, text: str, words: str, code: str, sector: str) -> None:
    found = [(m.entity.code or "-", m.entity.sectors[:1]) for m in at(text, find(text, lang, DAY), words)]
    assert (code, (sector,)) in found


@pytest.mark.parametrize(("lang", "text", "words", "name"), MEANT)
def test_meant(find: Find, lang: str, text: str, words: str, name: str) -> None:
    found = find(text, lang, DAY)
    assert [m.entity.name for m in at(text, found, words)] == [name]
    assert all(m.entity.name != "Union européenne" and m.entity.code != "IGO" for m in found if m.entity.name != name)


@pytest.mark.parametrize(("lang", "text", "words"), NOBODY)
def test_nobody(find: Find, lang: str, text: str, words: str) -> None:
    assert not at(text, find(text, lang, DAY), words)


def test_elliptical_titles_are_of_their_country(find: Find) -> None:
    text = "El canciller de Brasil, Mauro Vieira, llegó y el de Chile, Alberto van Klaveren, se fue."
    found = {m.entity.name: m.entity.code for m in find(text, "es", "2025-06-01")}
    assert (found["Mauro Vieira"], found["Alberto van Klaveren"]) == ("BRA", "CHL")


def test_herders_are_not_farmers(find: Find) -> None:
    text = "Les éleveurs et les agriculteurs se sont affrontés au Tchad."
    found = find(text, "fr", DAY)
    assert at(text, found, "Les éleveurs")[0].entity.key != at(text, found, "les agriculteurs")[0].entity.key


def test_two_soldiers_are_nobody_told_before(find: Find) -> None:
    text = "General Omar Sethi spoke to a soldier in Quetta. An attack killed two soldiers in Quetta."
    assert all(m.entity.name != "Omar Sethi" for m in at(text, find(text, "en", DAY), "two soldiers"))
