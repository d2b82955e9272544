"""Every kind of time that users meet, in every language; read as published on Monday 12 January 2026, without trees."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.language import Language, load_language
from dragoman.times import find_times
from dragoman.types import Article, Parse


@cache
def language(code: str) -> Language:
    return load_language(code)


def found(lang: str, text: str, anchor: str | None = "2026-01-12") -> list[str]:
    times = find_times(Parse(Article(id="x", text=text, lang=lang), ()), language(lang), anchor=anchor)
    return [f"{time.span.of(text)} = {time.value}" for time in times]


FRENCH = [
    ("absolute", "L'accord fut signé le 4 juin 2021.", ["le 4 juin 2021 = 2021-06-04"]),
    ("absolute month", "La base a fermé en mars 2019.", ["mars 2019 = 2019-03"]),
    ("partial", "Il a été arrêté le 9 décembre.", ["le 9 décembre = 2025-12-09"]),
    ("first", "Le 1er février 2024, il a démissionné.", ["Le 1er février 2024 = 2024-02-01"]),
    ("relative", "Il est mort il y a deux semaines.", ["il y a deux semaines = 2026-W01"]),
    ("before yesterday", "Elle est partie avant-hier.", ["avant-hier = 2026-01-10"]),
    ("part of day", "Il a parlé hier matin.", ["hier matin = 2026-01-11TMO"]),
    ("season", "Elle a fui à l'été 2023.", ["l'été 2023 = 2023-SU"]),
    ("quarter", "Les ventes du premier trimestre 2025 ont chuté.", ["premier trimestre 2025 = 2025-Q1"]),
    ("decade", "La guerre des années 1990 a tout changé.", ["années 1990 = 199"]),
    ("century", "Un fort du XVIIIe siècle.", ["XVIIIe siècle = 17"]),
    ("middle", "Le tribunal siégera mi-août.", ["mi-août = 2026-08"]),
    ("end", "La mission s'achèvera fin mars.", ["fin mars = 2026-03"]),
    ("deadline", "Ils doivent partir d'ici vendredi.", ["vendredi = 2026-01-16"]),
    (
        "interval",
        "Le sommet se tiendra du 3 au 5 mars 2026.",
        ["3 au 5 mars 2026 = 2026-03-03/2026-03-05", "3 = 2026-03-03", "5 mars 2026 = 2026-03-05"],
    ),
    (
        "months",
        "La récolte a lieu entre mai 2025 et juin 2025.",
        ["mai 2025 et juin 2025 = 2025-05/2025-06", "mai 2025 = 2025-05", "juin 2025 = 2025-06"],
    ),
    ("vague", "Il sera bientôt jugé.", ["bientôt = FUTURE_REF"]),
    ("fixed holiday", "Il a parlé à Noël.", ["Noël = 2025-12-25"]),
    ("computed holiday", "Ils se verront le lundi de Pâques.", ["le lundi de Pâques = 2026-04-06"]),
    ("zone", "L'explosion a eu lieu à 10h30 GMT.", ["10h30 GMT = 2026-01-12T10:30Z"]),
    ("offset of zone", "La trêve débute à 18 h (GMT+3).", ["18 h (GMT+3) = 2026-01-12T18:00+03:00"]),
    ("24 hours", "Le vote a commencé à 21h45.", ["21h45 = 2026-01-12T21:45"]),
    ("school year", "L'année scolaire 2024-2025 fut dure.", ["L'année scolaire 2024-2025 = 2024-09/2025-06"]),
    ("fiscal year", "Le déficit de l'exercice 2024 a surpris.", ["l'exercice 2024 = FY2024"]),
    ("numbers", "Signé le 03/04/2025 à Oran.", ["le 03/04/2025 = 2025-04-03"]),
    ("numbers and weekday", "Signé le jeudi 04/03/2025 à Oran.", ["le jeudi 04/03/2025 = 2025-04-03"]),
    ("set", "Ils manifestent tous les samedis.", ["tous les samedis = XXXX-WXX-6"]),
    ("duration", "La trêve a duré trois jours.", ["trois jours = P3D"]),
    ("half hour", "Ils ont attendu une demi-heure.", ["demi-heure = PT30M"]),
    ("known day", "Il a survécu à l'attaque du 7 octobre.", ["7 octobre = 2023-10-07"]),
    ("never: planet", "La sonde a quitté Mars.", []),
    ("never: mars a", "Mars a deux lunes.", []),
    ("never: second", "Le second tour oppose deux candidats.", []),
    ("never: street", "Ils ont défilé rue du 4 septembre.", []),
    ("never: a name in capitals", "Le colonel Mai a parlé.", []),
]
ENGLISH = [
    ("absolute", "The deal was signed on June 4, 2021.", ["June 4, 2021 = 2021-06-04"]),
    ("absolute month", "The base closed in March 2019.", ["March 2019 = 2019-03"]),
    ("partial", "He was arrested on December 9.", ["December 9 = 2025-12-09"]),
    ("first", "On February 1st, 2024, he resigned.", ["February 1st, 2024 = 2024-02-01"]),
    ("relative", "He died two weeks ago.", ["two weeks ago = 2026-W01"]),
    ("before yesterday", "She left the day before yesterday.", ["the day before yesterday = 2026-01-10"]),
    ("part of day", "He spoke yesterday morning.", ["yesterday morning = 2026-01-11TMO"]),
    ("season", "She fled in the summer of 2023.", ["the summer of 2023 = 2023-SU"]),
    ("quarter", "Sales of the first quarter of 2025 fell.", ["the first quarter of 2025 = 2025-Q1"]),
    ("decade", "The war of the 1990s changed all.", ["the 1990s = 199"]),
    ("century", "A fort of the 18th century.", ["the 18th century = 17"]),
    ("middle", "The court will sit in mid-August.", ["mid-August = 2026-08"]),
    ("end", "The mission will end in late March.", ["late March = 2026-03"]),
    ("deadline", "They must leave by Friday.", ["Friday = 2026-01-16"]),
    (
        "interval",
        "The summit will run from March 3 to March 5, 2026.",
        ["March 3 to March 5, 2026 = 2026-03-03/2026-03-05", "March 3 = 2026-03-03", "March 5, 2026 = 2026-03-05"],
    ),
    (
        "months",
        "It was between May 2025 and June 2025.",
        ["May 2025 and June 2025 = 2025-05/2025-06", "May 2025 = 2025-05", "June 2025 = 2025-06"],
    ),
    ("vague", "He will soon be tried.", ["soon = FUTURE_REF"]),
    ("fixed holiday", "He spoke on Christmas Day.", ["Christmas Day = 2025-12-25"]),
    ("computed holiday", "They will meet on Easter Monday.", ["Easter Monday = 2026-04-06"]),
    ("zone", "The blast was at 10:30 GMT.", ["10:30 GMT = 2026-01-12T10:30Z"]),
    ("offset of zone", "The truce begins at 6 p.m. (GMT+3).", ["6 p.m. (GMT+3) = 2026-01-12T18:00+03:00"]),
    ("12 hours", "The vote began at 9:45 p.m. on the dot.", ["9:45 p.m. = 2026-01-12T21:45"]),
    ("24 hours", "The vote began at 21:45 there.", ["21:45 = 2026-01-12T21:45"]),
    ("school year", "The 2024-2025 school year was hard.", ["The 2024-2025 school year = 2024-09/2025-06"]),
    ("fiscal year", "The deficit of fiscal year 2024 came as a surprise.", ["fiscal year 2024 = FY2024"]),
    ("numbers", "Signed on 03/04/2025 in Boston.", ["03/04/2025 = 2025-03-04"]),
    ("numbers and weekday", "Signed on Thursday, 03/04/2025 in Leeds.", ["Thursday, 03/04/2025 = 2025-04-03"]),
    ("set", "They march every Saturday.", ["every Saturday = XXXX-WXX-6"]),
    ("duration", "The truce lasted three days.", ["three days = P3D"]),
    ("half hour", "They waited half an hour.", ["half an hour = PT30M"]),
    ("known day", "He survived the October 7 attack.", ["October 7 = 2023-10-07"]),
    ("never: may", "May they live, and he may leave.", []),
    ("never: march", "March on the capital; the march went on.", []),
    ("never: second", "A second man was held.", []),
    ("never: a movement", "The March 23 Movement took a town.", []),
]
SPANISH = [
    ("absolute", "El acuerdo se firmó el 4 de junio de 2021.", ["el 4 de junio de 2021 = 2021-06-04"]),
    ("absolute month", "La base cerró en marzo de 2019.", ["marzo de 2019 = 2019-03"]),
    ("partial", "Fue detenido el 9 de diciembre.", ["el 9 de diciembre = 2025-12-09"]),
    ("first", "El 1 de febrero de 2024 dimitió.", ["El 1 de febrero de 2024 = 2024-02-01"]),
    ("relative", "Murió hace dos semanas.", ["hace dos semanas = 2026-W01"]),
    ("before yesterday", "Se fue anteayer.", ["anteayer = 2026-01-10"]),
    ("part of day", "Habló ayer por la mañana.", ["ayer por la mañana = 2026-01-11TMO"]),
    ("season", "Huyó en el verano de 2023.", ["el verano de 2023 = 2023-SU"]),
    ("quarter", "Las ventas del primer trimestre de 2025 cayeron.", ["primer trimestre de 2025 = 2025-Q1"]),
    ("decade", "La guerra de los años 90 lo cambió todo.", ["los años 90 = 199"]),
    ("century", "Un fuerte del siglo XVIII.", ["siglo XVIII = 17"]),
    ("middle", "El tribunal se reunirá a mediados de agosto.", ["mediados de agosto = 2026-08"]),
    ("end", "La misión terminará a finales de marzo.", ["finales de marzo = 2026-03"]),
    ("deadline", "Deben irse antes del viernes.", ["viernes = 2026-01-16"]),
    (
        "interval",
        "La cumbre será del 3 al 5 de marzo de 2026.",
        ["3 al 5 de marzo de 2026 = 2026-03-03/2026-03-05", "3 = 2026-03-03", "5 de marzo de 2026 = 2026-03-05"],
    ),
    (
        "months",
        "Fue entre mayo de 2025 y junio de 2025.",
        ["mayo de 2025 y junio de 2025 = 2025-05/2025-06", "mayo de 2025 = 2025-05", "junio de 2025 = 2025-06"],
    ),
    ("vague", "Pronto será juzgado.", ["Pronto = FUTURE_REF"]),
    ("fixed holiday", "Habló en Navidad.", ["Navidad = 2025-12-25"]),
    ("computed holiday", "Se verán el Domingo de Pascua.", ["el Domingo de Pascua = 2026-04-05"]),
    ("zone", "La explosión fue a las 10:30 GMT.", ["las 10:30 GMT = 2026-01-12T10:30Z"]),
    ("offset of zone", "La tregua empieza a las 18:00 (GMT-5).", ["las 18:00 (GMT-5) = 2026-01-12T18:00-05:00"]),
    ("24 hours", "La votación empezó a las 21:45.", ["las 21:45 = 2026-01-12T21:45"]),
    ("12 hours", "La votación empezó a las 9:45 p.m. en punto.", ["las 9:45 p.m. = 2026-01-12T21:45"]),
    ("school year", "El curso 2024-2025 fue duro.", ["El curso 2024-2025 = 2024-09/2025-06"]),
    ("fiscal year", "El déficit del año fiscal 2024 sorprendió.", ["año fiscal 2024 = FY2024"]),
    ("numbers", "Firmado el 03/04/2025 en Cali.", ["el 03/04/2025 = 2025-04-03"]),
    ("numbers and weekday", "Firmado el jueves 04/03/2025 en Cali.", ["el jueves 04/03/2025 = 2025-04-03"]),
    ("set", "Marchan todos los sábados.", ["todos los sábados = XXXX-WXX-6"]),
    ("duration", "La tregua duró tres días.", ["tres días = P3D"]),
    ("half hour", "Esperaron media hora.", ["media hora = PT30M"]),
    ("known day", "Sobrevivió al ataque del 7 de octubre.", ["7 de octubre = 2023-10-07"]),
    ("never: square", "Marcharon a la Plaza de Mayo y a la del Dos de Mayo.", []),
    ("never: second", "La segunda vuelta será dura.", []),
    ("never: a name", "El tenor Plácido Domingo cantó en Santo Domingo.", []),
]


@pytest.mark.parametrize(("kind", "text", "wanted"), FRENCH, ids=[case[0] for case in FRENCH])
def test_french(kind: str, text: str, wanted: list[str]) -> None:
    assert found("fr", text) == wanted, kind


@pytest.mark.parametrize(("kind", "text", "wanted"), ENGLISH, ids=[case[0] for case in ENGLISH])
def test_english(kind: str, text: str, wanted: list[str]) -> None:
    assert found("en", text) == wanted, kind


@pytest.mark.parametrize(("kind", "text", "wanted"), SPANISH, ids=[case[0] for case in SPANISH])
def test_spanish(kind: str, text: str, wanted: list[str]) -> None:
    assert found("es", text) == wanted, kind


@pytest.mark.parametrize(
    ("lang", "text", "wanted"),
    [
        (
            "fr",
            "Il a été arrêté le 9 décembre, puis vendredi.",
            ["le 9 décembre = XXXX-12-09", "vendredi = XXXX-WXX-5"],
        ),
        ("en", "He was arrested on December 9, then on Friday.", ["December 9 = XXXX-12-09", "Friday = XXXX-WXX-5"]),
        (
            "es",
            "Fue detenido el 9 de diciembre y el viernes.",
            ["el 9 de diciembre = XXXX-12-09", "el viernes = XXXX-WXX-5"],
        ),
        ("fr", "Il partira demain, elle est partie en mars.", ["demain = FUTURE_REF", "mars = XXXX-03"]),
        ("en", "He leaves tomorrow; she left in March.", ["tomorrow = FUTURE_REF", "March = XXXX-03"]),
        ("es", "Se va mañana; ella se fue en marzo.", ["mañana = FUTURE_REF", "marzo = XXXX-03"]),
    ],
)
def test_without_a_publication_date_nothing_is_guessed(lang: str, text: str, wanted: list[str]) -> None:
    assert found(lang, text, anchor=None) == wanted
