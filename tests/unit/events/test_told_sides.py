"""Sides told aside: examples of a group, numbers for people, places of the verb above, subjects left out, agents below the victim."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.pipeline import code
from dragoman.types import Article, Event, Mention, Part, Span

CASES = [
    # what, language, text, what is found
    ("examples of a group", "es", "Países como Chile y Perú rechazaron el resultado.", ["CHL+PER REJECT -"]),
    ("examples of a group", "en", "Countries like Chile and Peru rejected the plan.", ["CHL+PER REJECT -"]),
    ("examples of a group", "fr", "Des pays comme le Mali et le Niger ont condamné la France.", ["MLI+NER ACCUSE FRA"]),
    ("two names of a headline", "en", "Egypt, Turkey hold joint naval drills", ["EGY+TUR COOPERATE -"]),
    ("a name between two of a list", "fr", "Le Burkina Faso, le Mali et le Niger ont formé une alliance.",
     ["BFA+MLI+NER SUPPORT -"]),
    ("a number is people", "en", "Suicide bomber kills 15 in Pakistan", ["- ASSAULT PAK"]),
    ("a number is people", "en", "The attack killed 12 and wounded dozens in Nigeria.", ["- ASSAULT NGA"]),
    ("whom a verb marks is a person", "es", "La policía de Guatemala capturó este lunes a siete presuntos autores.",
     ["GTM COERCE GTM"]),
    ("the place of the verb above", "en", "A car bomb exploded in Mogadishu, killing eight people.", ["- ASSAULT SOM"]),
    ("the country on the place", "en", "Detainees were tortured in Syrian prisons.", ["- ASSAULT SYR"]),
    ("a thing burnt in a country", "fr", "Une église a été incendiée au Nigeria.", ["- ASSAULT NGA"]),
    ("an attack below the dead", "fr", "Onze morts dans une attaque jihadiste au Mali.", ["- ASSAULT MLI"]),
    ("the strike that somebody launched", "es",
     "Tres personas murieron en el bombardeo que Rusia lanzó el jueves contra Kiev.", ["RUS ASSAULT UKR"]),
    ("the strike that somebody led", "fr", "Cinq personnes ont été tuées dans une frappe menée par Israël au Liban.",
     ["ISR ASSAULT LBN"]),
    ("two verbs of harm, one attack", "en", "One person was killed and 11 others injured in a Russian drone strike.",
     ["RUS ASSAULT CVL"]),
    ("an agent below the victim", "en", "The expulsion of two Russian diplomats by Romania was announced on Monday.",
     ["ROU SANCTION RUS"]),
    ("two countries are states", "en",
     "Chile and Peru agreed on Monday to open the border. Chilean police arrested nine ELN members. The UN urged both countries to help.",
     ["CHL+PER AGREE -", "CHL COERCE COL", "IGO REQUEST CHL+PER"]),
    ("ministers meet", "fr", "Les ministres européens se sont réunis à Bruxelles.", ["IGO CONSULT -"]),
    ("ministers meet", "fr", "Un sommet de la Cédéao s'est tenu à Abuja.", ["IGO CONSULT -"]),
    ("a visit that is on", "fr", "Le président français est en visite à Alger.", ["FRA CONSULT DZA"]),
    ("the object beside the words", "es", "La OEA condenó a Nicaragua por el hostigamiento a la prensa.",
     ["IGO ACCUSE NIC"]),
    ("against whom, hung on the charge", "fr",
     "La Turquie a émis des mandats d'arrêt pour génocide contre 37 responsables israéliens.", ["TUR ACCUSE ISR"]),
    ("a conjunct with a verb of its own", "en", "Israeli strikes killed ten civilians, locals and media reports said.",
     ["ISR ASSAULT CVL"]),
    ("forces are no recipient", "en", "Poland sent 10,000 soldiers to its border.", ["POL MOBILIZE -"]),
    ("a party of one's own country", "fr", "Le Mali a dissous les partis politiques.", ["MLI COERCE MLI"]),
    ("gangs and the state", "en", "Gang members killed a prosecutor in Guayaquil.", ["ECU ASSAULT ECU"]),
    ("where people are sent", "en", "The United States deported 200 Venezuelans to El Salvador.", ["USA COERCE VEN"]),
    ("a participle read as a verb", "en", "Istanbul's former mayor Ekrem Imamoglu, arrested in March, has denied it.",
     ["- COERCE TUR"]),
    ("a subject left out", "es", "Macron visitó Berlín. Pidió a Rusia que retire sus tropas.",
     ["FRA CONSULT DEU", "FRA REQUEST RUS"]),
    ("a subject of another number", "es", "Macron visitó Berlín. Pidieron a Rusia que retire sus tropas.",
     ["FRA CONSULT DEU"]),
]  # fmt: skip


@cache
def events(lang: str, text: str) -> tuple[Event, ...]:
    article = Article("t", text, lang, published="2026-01-12", parts=(Part("body", Span(0, len(text))),))
    [coded] = code([article])
    return coded.events


def shown(event: Event) -> str:
    def side(found: tuple[Mention, ...]) -> str:
        return "+".join(dict.fromkeys(m.entity.code or (m.entity.sectors or ("?",))[0] for m in found)) or "-"

    return f"{side(event.actors)} {event.type} {side(event.recipients)}"


@pytest.mark.parametrize(("what", "lang", "text", "expected"), CASES, ids=[f"{c[1]}-{c[0]}-{c[2][:12]}" for c in CASES])
def test_told_sides(what: str, lang: str, text: str, expected: list[str]) -> None:
    told = [shown(event) for event in events(lang, text)]
    assert sorted(told) == sorted(expected), f"{what}: {[(shown(e), e.rule) for e in events(lang, text)]}"


def test_condition_is_no_arrest() -> None:
    found = events("es", "Morales convocará huelgas en caso de ser detenido por la policía de Bolivia.")
    assert all(event.status != "done" for event in found if event.type == "COERCE")


def test_old_deed_and_new_deed_are_two() -> None:
    text = "Rusia invadió Ucrania en febrero de 2022. Rusia bombardeó Ucrania el lunes."
    assert sorted(event.status for event in events("es", text)) == ["done", "historical"]
