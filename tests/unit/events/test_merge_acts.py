"""One event per act within a sentence and an article; distinct acts stay distinct (codebook rules 4 and 5)."""

from __future__ import annotations

import pytest

from dragoman.pipeline import code
from dragoman.types import Article, Event, Part, Span

ONE = [
    ("en", "A Ukrainian attack on southern Russia killed three people."),
    ("en", "Russia fired drones at Ukraine, killing two civilians and injuring three."),
    ("en", "Twelve rebels were killed in a battle with soldiers in northern Mali."),
    ("fr", "Soixante personnes ont été tuées dans deux attaques dans le nord du Mali."),
    ("fr", "Une frappe israélienne a tué trois Palestiniens et en a blessé dix."),
    ("es", "Un ataque ruso mató a una persona en Járkov."),
]
TWO = [
    ("en", "Israeli troops killed three men and abducted two others in Syria."),
    ("fr", "L'opération militaire américaine au Venezuela a conduit à la capture de Nicolas Maduro."),
]


def events(lang: str, text: str) -> tuple[Event, ...]:
    article = Article("t", text, lang, published="2026-01-12", parts=(Part("body", Span(0, len(text))),))
    [coded] = code([article])
    return coded.events


@pytest.mark.parametrize(("lang", "text"), ONE)
def test_noun_and_verb_of_one_act_are_one_event(lang: str, text: str) -> None:
    found = [e for e in events(lang, text) if e.type == "ASSAULT"]
    assert len(found) == 1, [(e.rule, e.actors, e.recipients) for e in found]


@pytest.mark.parametrize(("lang", "text"), TWO)
def test_distinct_acts_stay_distinct(lang: str, text: str) -> None:
    assert len({e.sense for e in events(lang, text) if e.type == "ASSAULT"}) == 2


def test_the_event_keeps_every_word_that_tells_it() -> None:
    text = "A Ukrainian attack on southern Russia killed three people."
    [event] = events("en", text)
    assert {span.of(text) for span in event.mentions} == {"attack", "killed"}


def test_thanks_are_no_signature() -> None:
    text = "Armenia and Azerbaijan signed a treaty. Nikol Pashinyan thanked the European Union for its support."
    assert {e.sense for e in events("en", text) if e.type == "SUPPORT"} == {"support.sign", "support.thank"}


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("es", "Porras acusó a Arévalo de fraude. Arévalo acusó a Consuelo Porras de corrupción."),
        ("fr", "Ousmane Sonko a accusé Macky Sall de fraude. Macky Sall a accusé Ousmane Sonko de complot."),
    ],
)
def test_an_answer_is_another_act(lang: str, text: str) -> None:
    assert len([e for e in events(lang, text) if e.type == "ACCUSE"]) == 2


def test_another_partner_is_another_meeting() -> None:
    text = "Vice President JD Vance arrived in Peru for a summit and met with Venezuelan leader Nicolas Maduro."
    found = [e for e in events("en", text) if e.type == "CONSULT"]
    assert len(found) == 2
