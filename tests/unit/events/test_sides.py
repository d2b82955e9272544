"""Who acts and who suffers, where the tree alone does not say: towns, places, judged deeds, owners of decisions, victims."""

from __future__ import annotations

from functools import cache

import pytest

from dragoman.pipeline import code
from dragoman.types import Article, Event, Mention, Part, Span

CASES = [
    # what, language, sentence, what is found
    ("a town suffers", "en", "Russia launched a wave of attacks on Odesa.", ["RUS ASSAULT UKR"]),
    ("a town suffers", "fr", "Les rebelles du M23 se sont emparés de Goma.", ["COD ASSAULT COD"]),
    ("a town suffers", "es", "Las tropas de Rusia bombardearon Járkov.", ["RUS ASSAULT UKR"]),
    ("a town is visited", "en", "Emmanuel Macron arrived in Amman on Tuesday.", ["FRA CONSULT JOR"]),
    ("one's own town receives nothing", "en", "Uganda banned a demonstration in Kampala.", ["UGA COERCE -"]),
    ("victims are of the place", "en", "Gunmen killed ten people in Somalia.", ["SOM ASSAULT SOM"]),
    ("victims are of the place", "fr", "Un attentat a tué dix personnes en Somalie.", ["- ASSAULT SOM"]),
    ("victims are of the place", "es", "Boko Haram secuestró a 200 niñas en Nigeria.", ["NGA ASSAULT NGA"]),
    ("strangers arrested abroad", "en", "Two French journalists were arrested in Iran.", ["IRN COERCE FRA"]),
    ("the deed is judged", "en", "France condemned the Russian invasion of Ukraine.", ["FRA ACCUSE RUS", "RUS ASSAULT UKR"]),
    ("a deed without author", "en", "France condemned the invasion of Ukraine.", ["FRA ACCUSE -", "- ASSAULT UKR"]),
    ("a deed told by a participle", "fr", "L'ONU a condamné le tir effectué par la Corée du Nord.", ["IGO ACCUSE PRK"]),
    ("a used word is a deed", "es", "México condenó la invasión rusa de Ucrania.", ["MEX ACCUSE RUS"]),
    ("prisoners are not asked", "en", "Brazil is calling for the release of political prisoners in Belarus.", ["BRA REQUEST BLR"]),
    ("owner of a decision", "es", "La UE condenó la decisión de Venezuela de expulsar al embajador español.",
     ["IGO ACCUSE VEN", "VEN SANCTION ESP"]),
    ("owner of a decision", "fr", "L'UE a condamné la décision du Venezuela d'expulser l'ambassadeur espagnol.",
     ["IGO ACCUSE VEN", "VEN SANCTION ESP"]),
    ("told as after …", "es", "Trump anunció una pausa después de hablar con Sheinbaum.", ["USA+MEX CONSULT -"]),
    ("past a word of absence", "fr", "L'attaque sans précédent de l'Iran contre Israël a échoué.", ["IRN ASSAULT ISR"]),
    ("the relative tells of the strike", "en", "This followed another Russian strike on Kyiv, which killed three people.",
     ["RUS ASSAULT UKR"]),
    ("demanded by protesters", "en", "Thousands of Kenyans blocked a road to demand reforms from President William Ruto.",
     ["KEN PROTEST KEN"]),
    ("troops against", "en", "Britain mobilised reservists for a possible war against Iran.", ["GBR MOBILIZE IRN"]),
    ("a crowd of the place", "fr", "Des émeutes ont éclaté au Kenya.", ["KEN PROTEST -"]),
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


@pytest.mark.parametrize(("what", "lang", "text", "expected"), CASES, ids=[f"{c[1]}-{c[0]}" for c in CASES])
def test_sides(what: str, lang: str, text: str, expected: list[str]) -> None:
    told = [shown(event) for event in events(lang, text)]
    assert sorted(told) == sorted(expected), f"{what}: {[(shown(e), e.rule) for e in events(lang, text)]}"


def test_speaker_beside_the_clause_is_no_side() -> None:
    [event] = events("en", "Burmese troops have captured a village on Monday, Thai police said.")
    assert all(m.entity.code != "THA" for m in (*event.actors, *event.recipients))


def test_lawyer_does_not_arrest() -> None:
    found = events("fr", "« Il va rester en détention », a dit son avocat.")
    assert not any(event.actors for event in found if event.type == "COERCE")


def test_town_is_the_recipient_with_its_span() -> None:
    text = "Russia shelled Kherson on Monday."
    [event] = events("en", text)
    [town] = event.recipients
    assert (town.entity.name, town.entity.code, town.span and town.span.of(text)) == ("Kherson", "UKR", "Kherson")
