"""Times and places go to the event or saying that the tree ties them to."""

from __future__ import annotations

from dataclasses import replace

import pytest

from dragoman.language import Languages
from dragoman.link import link
from dragoman.parse import Parser, parse
from dragoman.types import Article, Entity, Event, Mention, Parse, Place, Quotation, Span, Time


def span(text: str, words: str) -> Span:
    start = text.index(words)
    return Span(start, start + len(words))


def event(text: str, trigger: str, type: str = "CONSULT", status: str = "done", **fields: object) -> Event:
    where = span(text, trigger)
    return Event(type, None, status, (), (), where, Span(0, len(text)), "test", "test", **fields)  # type: ignore[arg-type]


def time(text: str, words: str, value: str) -> Time:
    return Time(span(text, words), value, "date", "test")


def parsed(text: str, lang: str, parser: Parser, published: str | None = "2025-10-14") -> Parse:
    return parse([Article("x", text, lang, published=published)], parser=parser, languages=Languages())[0]


@pytest.mark.parametrize(
    ("lang", "text", "trigger", "when"),
    [
        ("en", "The ministers met on Monday in Geneva.", "met", "on Monday"),
        ("fr", "Les ministres se sont rencontrés lundi à Genève.", "rencontrés", "lundi"),
        ("es", "Los ministros se reunieron el lunes en Ginebra.", "reunieron", "el lunes"),
        ("en", "On Monday, the president met the king and attacked the rebels.", "met", "Monday"),
        ("fr", "Lundi, l'armée a bombardé la ville.", "bombardé", "Lundi"),
        ("en", "The raid took place on Monday.", "raid", "Monday"),
        ("fr", "L'attaque du 13 octobre a fait dix morts.", "attaque", "13 octobre"),
    ],
)
def test_a_time_below_the_trigger_dates_the_event(
    lang: str, text: str, trigger: str, when: str, parser: Parser
) -> None:
    events, _ = link(parsed(text, lang, parser), (event(text, trigger),), (time(text, when, "2025-10-13"),), (), ())
    assert events[0].date == "2025-10-13"


@pytest.mark.parametrize(
    ("lang", "text", "trigger", "when"),
    [
        ("en", "The minister said on Monday that the army had attacked the town.", "attacked", "Monday"),
        ("fr", "Le ministre a déclaré lundi que l'armée avait attaqué la ville.", "attaqué", "lundi"),
        ("es", "El ministro dijo el lunes que el ejército había atacado la ciudad.", "atacado", "lunes"),
    ],
)
def test_the_time_of_the_saying_does_not_date_what_is_said(
    lang: str, text: str, trigger: str, when: str, parser: Parser
) -> None:
    events, _ = link(
        parsed(text, lang, parser), (event(text, trigger, "ASSAULT"),), (time(text, when, "2025-10-13"),), (), ()
    )
    assert events[0].date is None


def test_the_time_of_what_is_promised_is_when_it_is_due(parser: Parser) -> None:
    text = "Le président a promis lundi d'envoyer des troupes vendredi."
    times = (time(text, "lundi", "2025-10-13"), time(text, "vendredi", "2025-10-17"))
    events, _ = link(parsed(text, "fr", parser), (event(text, "promis", "AGREE"),), times, (), ())
    assert (events[0].date, events[0].due) == ("2025-10-13", "2025-10-17")


def test_a_quotation_is_dated_by_its_cue_and_dates_the_threat_in_it(parser: Parser) -> None:
    text = "“We will strike the port,” the general said on Monday."
    quotation = Quotation("direct", (Span(1, 25),), cue=span(text, "said"))
    threat = event(text, "strike", "THREATEN")
    events, quotes = link(
        parsed(text, "en", parser), (threat,), (time(text, "Monday", "2025-10-13T09:00"),), (), (quotation,)
    )
    assert quotes[0].date == "2025-10-13"
    assert events[0].date == "2025-10-13"


def test_vague_times_give_no_date(parser: Parser) -> None:
    text = "The ministers met recently."
    events, _ = link(parsed(text, "en", parser), (event(text, "met"),), (time(text, "recently", "PAST_REF"),), (), ())
    assert events[0].date is None


def test_what_lies_more_than_a_year_back_is_history(parser: Parser) -> None:
    text = "The army captured the city in 2014."
    events, _ = link(
        parsed(text, "en", parser), (event(text, "captured", "ASSAULT"),), (time(text, "2014", "2014"),), (), ()
    )
    assert (events[0].date, events[0].status) == ("2014", "historical")


def test_another_mention_of_the_same_act_gives_its_date(parser: Parser) -> None:
    text = "The ministers talked by phone. Monday's call lasted an hour."
    told = event(text, "talked", mentions=(span(text, "call"),))
    events, _ = link(parsed(text, "en", parser), (told,), (time(text, "Monday", "2025-10-13"),), (), ())
    assert events[0].date == "2025-10-13"


def test_place(parser: Parser) -> None:
    text = "Les ministres se sont rencontrés lundi à Genève."
    place = Place(span(text, "Genève"), "Genève", "CHE", "test")
    events, _ = link(parsed(text, "fr", parser), (event(text, "rencontrés"),), (), (place,), ())
    assert events[0].place == place


def test_the_day_of_another_noun_is_not_the_day_of_the_saying(parser: Parser) -> None:
    text = "Après l'opération du 3 octobre, le ministre a déclaré que la paix était proche."
    quotation = Quotation("indirect", (span(text, "que la paix était proche"),), cue=span(text, "a déclaré"))
    _, quotes = link(parsed(text, "fr", parser), (), (time(text, "3 octobre", "2025-10-03"),), (), (quotation,))
    assert quotes[0].date is None


@pytest.mark.parametrize(
    ("lang", "text", "trigger", "times", "date"),
    [
        ("fr", "Ils se sont rencontrés du 3 au 5 octobre.", "rencontrés",
         [("3 au 5 octobre", "2025-10-03/2025-10-05"), ("5 octobre", "2025-10-05")], "2025-10-03/2025-10-05"),
        ("en", "Thousands marched on Saturday and Sunday.", "marched",
         [("Saturday", "2025-10-11"), ("Sunday", "2025-10-12")], "2025-10-11/2025-10-12"),
        ("en", "The government banned rallies planned for Monday.", "banned", [("Monday", "2025-10-20")], None),
        ("en", "The ministers met on Monday and signed a treaty.", "signed", [("Monday", "2025-10-13")], "2025-10-13"),
    ],
)  # fmt: skip
def test_ranges_rows_and_other_acts(
    lang: str, text: str, trigger: str, times: list[tuple[str, str]], date: str | None, parser: Parser
) -> None:
    told = tuple(time(text, words, value) for words, value in times)
    events, _ = link(parsed(text, lang, parser), (event(text, trigger, "COERCE"),), told, (), ())
    assert events[0].date == date


def test_a_night_between_two_days_is_both(parser: Parser) -> None:
    text = "L'armée a bombardé la ville dans la nuit de samedi à dimanche."
    night = Time(span(text, "la nuit de samedi à dimanche"), "2025-10-11TNI", "time", "times#night-between")
    events, _ = link(parsed(text, "fr", parser), (event(text, "bombardé", "ASSAULT"),), (night,), (), ())
    assert events[0].date == "2025-10-11/2025-10-12"


def test_what_is_done_is_not_later_than_the_publication(parser: Parser) -> None:
    text = "El ejército bombardeó el sábado la ciudad."
    late = Time(span(text, "el sábado"), "2025-10-18", "date", "times#weekday")
    events, _ = link(parsed(text, "es", parser), (event(text, "bombardeó", "ASSAULT"),), (late,), (), ())
    assert events[0].date == "2025-10-11"


def test_the_most_exact_place_wins_and_a_side_is_none(parser: Parser) -> None:
    text = "Gunmen attacked a base in Djibo, in Burkina Faso."
    found = (
        Place(span(text, "Djibo"), "Djibo", "BFA", "test", precision="city"),
        Place(span(text, "Burkina Faso"), "Burkina Faso", "BFA", "test", precision="country"),
    )
    events, _ = link(parsed(text, "en", parser), (event(text, "attacked", "ASSAULT"),), (), found, ())
    assert events[0].place == found[0]


def test_a_country_that_acts_is_not_where_it_acts(parser: Parser) -> None:
    text = "Chile recalled the ambassador."
    side = Mention(Entity("Chile", "CHL", ("GOV",), key="CHL"), span(text, "Chile"), "test", sentence=0, token=0)
    there = Place(span(text, "Chile"), "Chile", "CHL", "test", precision="country")
    acted = event(text, "recalled", "SANCTION")
    (found,), _ = link(parsed(text, "en", parser), (replace(acted, actors=(side,)),), (), (there,), ())
    assert found.place is None
    (struck,), _ = link(parsed(text, "en", parser), (replace(acted, recipients=(side,)),), (), (there,), ())
    assert struck.place == there


def test_a_place_outside_the_reported_words_is_not_theirs(parser: Parser) -> None:
    text = "The minister said in Paris that the army had attacked the town."
    quotation = Quotation("indirect", (span(text, "that the army had attacked the town"),), cue=span(text, "said"))
    paris = Place(span(text, "Paris"), "Paris", "FRA", "test", precision="city")
    events, _ = link(parsed(text, "en", parser), (event(text, "attacked", "ASSAULT"),), (), (paris,), (quotation,))
    assert events[0].place is None


@pytest.mark.parametrize(
    ("lang", "text", "trigger", "where"),
    [
        ("es", "La ministra viajó a Lima y se reunió allí con el canciller.", "reunió", "Lima"),
        ("en", "She flew to Lima. The minister met the chancellor there.", "met", "Lima"),
    ],
)
def test_there_is_the_place_named_last(lang: str, text: str, trigger: str, where: str, parser: Parser) -> None:
    places = (Place(span(text, where), where, "PER", "places#city", precision="city"),)
    (found,), _ = link(parsed(text, lang, parser), (event(text, trigger),), (), places, (), Languages()[lang])
    assert found.place == places[0]
    (bare,), _ = link(parsed(text, lang, parser), (event(text, trigger),), (), places, ())
    assert lang == "es" or bare.place is None
