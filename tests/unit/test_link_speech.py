"""Times within a quotation lean on the day it was said; participles, conjunctions and neighbours tell an act's date."""

from __future__ import annotations

import pytest

from dragoman.language import Languages
from dragoman.link import lean, link
from dragoman.link.speech import shifted
from dragoman.parse import Parser, parse
from dragoman.types import Article, Event, Parse, Quotation, Span, Time


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def time(text: str, words: str, value: str, rule: str = "times#weekday") -> Time:
    return Time(span(text, words), value, "date", rule, "publication")


def event(text: str, trigger: str, type: str = "ASSAULT", status: str = "done") -> Event:
    return Event(type, None, status, (), (), span(text, trigger), Span(0, len(text)), "test", "test")  # type: ignore[arg-type]


def parsed(text: str, lang: str, parser: Parser, published: str = "2026-01-12") -> Parse:
    return parse([Article("x", text, lang, published=published)], parser=parser, languages=Languages())[0]


def from_date(published: str, said: str, value: str, rule: str) -> str | None:
    from datetime import date

    told = Time(Span(0, 1), value, "date", rule, "publication")
    return shifted(told, date.fromisoformat(published), date.fromisoformat(said))


@pytest.mark.parametrize(
    ("value", "rule", "wanted"),
    [
        ("2026-01-13", "times#deictic", "2026-01-10"),  # "tomorrow", said on Friday the 9th
        ("2026-01-11TEV", "times#deictic", "2026-01-08TEV"),
        ("2026-01-15", "times#ahead", "2026-01-12"),
        ("2026-01-19", "times#weekday", "2026-01-12"),  # the Monday after the saying
        ("2026-01-16", "times#weekday", "2026-01-16"),  # the Friday after it: not the day itself
        ("2026-01-11", "times#weekday", "2026-01-04"),
        ("2026-W04", "times#period", "2026-W03"),
        ("2026-01-03", "times#day", None),
        ("2026-01-03/2026-01-05", "times#range", None),
    ],
)
def test_what_leans_on_the_publication_moves_to_the_day_of_speech(value: str, rule: str, wanted: str | None) -> None:
    assert from_date("2026-01-12", "2026-01-09", value, rule) == wanted


@pytest.mark.parametrize(
    ("lang", "text", "tomorrow", "said", "when"),
    [
        ("en", "“We will strike tomorrow,” the general said on Friday.", "tomorrow", "said", "Friday"),
        ("fr", "« Nous frapperons demain », a déclaré vendredi le général.", "demain", "déclaré", "vendredi"),
        ("es", "«Atacaremos mañana», dijo el viernes el general.", "mañana", "dijo", "el viernes"),
    ],
)
def test_tomorrow_in_fridays_words_is_saturday(
    lang: str, text: str, tomorrow: str, said: str, when: str, parser: Parser
) -> None:
    words = Span(1, text.index(tomorrow) + len(tomorrow))
    quotes = (Quotation("direct", (words,), cue=span(text, said)),)
    times = (time(text, tomorrow, "2026-01-13", "times#deictic"), time(text, when, "2026-01-09"))
    leant = lean(parsed(text, lang, parser), times, (), quotes)
    assert [one.value for one in leant] == ["2026-01-10", "2026-01-09"]
    assert leant[0].anchor == when
    assert lean(parsed(text, lang, parser), leant, (), quotes) == leant


def test_what_a_speaker_vows_is_due_when_his_words_say(parser: Parser) -> None:
    text = "“We will be back on Thursday,” the leader vowed on Sunday."
    quotes = (Quotation("direct", (Span(1, 29),), cue=span(text, "vowed")),)
    times = (time(text, "Thursday", "2026-01-15"), time(text, "Sunday", "2026-01-11"))
    events, _ = link(parsed(text, "en", parser), (event(text, "vowed", "AGREE"),), times, (), quotes)
    assert (events[0].date, events[0].due) == ("2026-01-11", "2026-01-15")


@pytest.mark.parametrize(
    ("lang", "text", "trigger", "when"),
    [
        ("en", "The raid carried out on Friday left six dead.", "raid", "Friday"),
        ("fr", "Le raid mené vendredi a fait six morts.", "raid", "vendredi"),
        ("es", "El ataque lanzado el viernes dejó seis muertos.", "ataque", "el viernes"),
        ("en", "Soldiers opened fire on Friday, killing six people.", "killing", "Friday"),
        ("fr", "Les soldats ont ouvert le feu vendredi, tuant six personnes.", "tuant", "vendredi"),
        ("en", "Six people were wounded on Friday when drones hit the port.", "hit", "Friday"),
        ("fr", "Six personnes ont été blessées vendredi lorsque des drones ont touché le port.", "touché", "vendredi"),
        ("en", "Madrid expelled two envoys in early January.", "expelled", "early January"),
        ("en", "Rebels hit the harbour on Friday, the daily reported.", "hit", "Friday"),
        ("en", "The mayor on Friday banned marches planned for Sunday.", "banned", "Friday"),
    ],
)
def test_an_act_has_the_date_that_its_clause_or_participle_bears(
    lang: str, text: str, trigger: str, when: str, parser: Parser
) -> None:
    told = (time(text, when, "2026-01-09"),)
    events, _ = link(parsed(text, lang, parser), (event(text, trigger),), told, (), (), Languages()[lang])
    assert events[0].date == "2026-01-09"


@pytest.mark.parametrize(
    ("lang", "text", "trigger", "when", "value"),
    [
        ("en", "The clashes were the deadliest since 2010.", "clashes", "2010", "2010"),
        (
            "fr",
            "Les affrontements, les plus meurtriers depuis 2010, ont fait dix morts.",
            "affrontements",
            "2010",
            "2010",
        ),
        (
            "es",
            "Los enfrentamientos, los más mortíferos desde 2010, dejaron diez muertos.",
            "enfrentamientos",
            "2010",
            "2010",
        ),
    ],
)
def test_a_beginning_does_not_date_the_worst_since_then(
    lang: str, text: str, trigger: str, when: str, value: str, parser: Parser
) -> None:
    told = (time(text, when, value, "times#year.since"),)
    events, _ = link(parsed(text, lang, parser), (event(text, trigger),), told, (), ())
    assert events[0].date is None


def test_the_time_of_a_demand_does_not_date_the_words_it_follows(parser: Parser) -> None:
    text = "La présidente a appelé vendredi à une coopération, suite aux propos du ministre affirmant qu'il frapperait le port."
    quotes = (Quotation("indirect", (span(text, "il frapperait le port"),), cue=span(text, "affirmant")),)
    threat = event(text, "frapperait", "THREATEN")
    events, said = link(parsed(text, "fr", parser), (threat,), (time(text, "vendredi", "2026-01-09"),), (), quotes)
    assert (events[0].date, said[0].date) == (None, None)


def test_rallies_that_are_planned_have_not_taken_place(parser: Parser) -> None:
    text = "The government banned rallies planned for Friday."
    told = (time(text, "Friday", "2026-01-16"),)
    events, _ = link(parsed(text, "en", parser), (event(text, "rallies", "PROTEST"),), told, (), ())
    assert events[0].date is None
