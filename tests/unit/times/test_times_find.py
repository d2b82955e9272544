"""What find_times reads and how: parts, anchors, trees, narrative, clocks, ranges, hostile text."""

from __future__ import annotations

import time as clock
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language import Languages
from dragoman.parse import Parser, parse
from dragoman.times import find_times
from dragoman.types import Article, Parse, Part, Sentence, Span, Time, Token

LANGUAGES = Languages()
MONDAY = "2026-01-12"


def times(text: str, lang: str, anchor: str | None = MONDAY, parts: tuple[Part, ...] = ()) -> tuple[Time, ...]:
    return find_times(Parse(Article(id="x", text=text, lang=lang, parts=parts), ()), LANGUAGES[lang], anchor=anchor)


def values(text: str, lang: str, anchor: str | None = MONDAY) -> dict[str, str]:
    return {time.span.of(text): time.value for time in times(text, lang, anchor)}


def by_tree(text: str, lang: str, parser: Parser, anchor: str = MONDAY) -> dict[str, str]:
    parsed = parse([Article(id="x", text=text, lang=lang)], parser=parser, languages=LANGUAGES)[0]
    assert parsed.sentences
    return {time.span.of(text): time.value for time in find_times(parsed, LANGUAGES[lang], anchor=anchor)}


def test_only_coded_parts_are_read() -> None:
    text = "09:57 12/01/2026, lundi\nIl est arrivé vendredi.\nPhoto prise mardi"
    parts = (Part("published", Span(0, 23)), Part("body", Span(24, 47)), Part("caption", Span(48, len(text))))
    found = times(text, "fr", parts=parts)
    assert [(t.span.of(text), t.value) for t in found] == [("vendredi", "2026-01-09")]
    assert len(times(text, "fr")) > 1, "without parts the whole text is read"
    assert times(text, "fr", parts=parts[:1]) == (), "no coded part, nothing read"


def test_a_paragraph_broken_over_lines_is_one_stretch() -> None:
    text = "Ils ont attaqué le 3\njanvier à Caracas."
    found = times(text, "fr", parts=(Part("body", Span(0, len(text))),))
    assert [(t.span.of(text), t.value) for t in found] == [("le 3\njanvier", "2026-01-03")]


@pytest.mark.parametrize(
    ("text", "lang", "told"),
    [
        ("Il est venu vendredi.", "fr", {"vendredi": "XXXX-WXX-5"}),
        ("Il est venu le 3 janvier.", "fr", {"le 3 janvier": "XXXX-01-03"}),
        ("He came yesterday and will leave next week.", "en", {"yesterday": "PAST_REF", "next week": "FUTURE_REF"}),
        ("He came in January, at 10 p.m.", "en", {"January": "XXXX-01", "10 p.m.": "XXXX-XX-XXT22:00"}),
        ("Llegó hoy, hace tres días.", "es", {"hoy": "PRESENT_REF", "hace tres días": "PAST_REF"}),
        ("Llegó el 3 de enero de 2026.", "es", {"el 3 de enero de 2026": "2026-01-03"}),
        (
            "Il part au printemps prochain, l'année dernière.",
            "fr",
            {"printemps prochain": "XXXX-SP", "l'année dernière": "PAST_REF"},
        ),
    ],
)
def test_without_a_publication_date(text: str, lang: str, told: dict[str, str]) -> None:
    assert values(text, lang, None) == told


def test_the_anchor_may_hold_its_hour_and_may_be_nonsense() -> None:
    assert values("Il est venu hier.", "fr", "2026-01-12T09:57") == {"hier": "2026-01-11"}
    assert values("She left two hours ago.", "en", "2026-01-12T01:30") == {"two hours ago": "2026-01-11T23:30"}
    assert values("Il est venu hier.", "fr", "yesterday") == {"hier": "PAST_REF"}
    assert values("Il est venu hier.", "fr", "2026-02-31") == {"hier": "PAST_REF"}


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("He may march second; the march may go on.", "en"),
        ("The sun sat on the wed couple; a mar on the day trade.", "en"),
        ("La planète Mars a été visitée, le prochain sur la liste aussi.", "fr"),
        ("Une femme de 38 ans, une autre âgée de 24 ans.", "fr"),
        ("Una mujer de 38 años; el mar, la mar.", "es"),
        ("Il a marqué 2000 points et gagné 1 950 euros, soit 20,5 %.", "fr"),
        ("A 38-year-old was paid $1999.", "en"),
        ("Lors de cet appel téléphonique, ils ont parlé.", "fr"),
    ],
)
def test_what_is_no_time(text: str, lang: str) -> None:
    assert values(text, lang) == {}


def test_weekday_leans_on_the_tense_of_its_tree(parser: Parser) -> None:
    assert by_tree("Le président s'est entretenu dimanche avec son homologue.", "fr", parser) == {
        "dimanche": "2026-01-11"
    }
    assert by_tree("Le président se rendra samedi à Madrid.", "fr", parser) == {"samedi": "2026-01-17"}
    assert by_tree("The minister met his counterpart on Friday.", "en", parser) == {"Friday": "2026-01-09"}
    assert by_tree("The minister will meet his counterpart on Friday.", "en", parser) == {"Friday": "2026-01-16"}
    assert by_tree("El ministro se reunió el viernes con su homólogo.", "es", parser) == {"el viernes": "2026-01-09"}
    assert by_tree("El ministro se reunirá el viernes con su homólogo.", "es", parser) == {"el viernes": "2026-01-16"}


def test_month_leans_on_the_tense_of_its_tree(parser: Parser) -> None:
    assert by_tree("Parliament will vote on the law in November.", "en", parser) == {"November": "2026-11"}
    assert by_tree("Parliament voted on the law in November.", "en", parser) == {"November": "2025-11"}


def test_narrative_leans_on_the_time_before() -> None:
    text = "Le 6 janvier, il est arrivé. Le lendemain, il a signé. Deux jours plus tard, il est parti."
    found = times(text, "fr")
    assert [t.value for t in found] == ["2026-01-06", "2026-01-07", "2026-01-09"]
    assert [t.anchor for t in found] == ["publication", "Le 6 janvier", "Le lendemain"]


def test_a_later_time_with_nothing_before_it_gets_no_date() -> None:
    assert values("Two years later, he resigned.", "en") == {"Two years later": "P2Y"}


def test_clock_takes_the_day_beside_it() -> None:
    assert values("Il est arrivé dimanche vers 21 h 45.", "fr")["21 h 45"] == "2026-01-11T21:45"
    assert values("Vers 0 h 40, jeudi, deux voitures ont brûlé.", "fr")["0 h 40"] == "2026-01-08T00:40"
    assert (
        values("The vote took place on January 8. It began at 5 p.m. EST.", "en")["5 p.m. EST"]
        == "2026-01-08T17:00-05:00"
    )


@pytest.mark.parametrize(
    ("text", "lang", "value"),
    [
        ("Le sommet du 3 au 5 janvier a échoué.", "fr", "2026-01-03/2026-01-05"),
        ("Fighting went on between May and June 2025.", "en", "2025-05/2025-06"),
        ("The summit from January 3 to January 5 failed.", "en", "2026-01-03/2026-01-05"),
        ("La cumbre del 3 al 5 de enero fracasó.", "es", "2026-01-03/2026-01-05"),
    ],
)
def test_range_comes_before_its_ends(text: str, lang: str, value: str) -> None:
    found = times(text, lang)
    (whole,) = [t for t in found if t.rule == "times#range"]
    assert whole.value == value
    ends = [t for t in found if t is not whole]
    assert found[0] is whole
    assert len(ends) == 2
    assert all(whole.span.covers(t.span) for t in ends)


def test_day_and_month_by_weekday_and_locale() -> None:
    assert values("Signed on 03/04/2025.", "en") == {"03/04/2025": "2025-03-04"}
    assert values("Signé le 03/04/2025.", "fr") == {"le 03/04/2025": "2025-04-03"}
    assert values("Signed on Thursday, 03/04/2025.", "en") == {"Thursday, 03/04/2025": "2025-04-03"}
    assert values("Signed on 13/01/2026.", "en") == {"13/01/2026": "2026-01-13"}
    assert values("Signé le 31/02/2026.", "fr") == {}


def test_the_rule_names_the_edge() -> None:
    assert [t.rule for t in times("The trial opens in late March 2026.", "en")] == ["times#month.end"]


HOSTILE = [
    "1",
    "1/",
    "12/01/2026 ",
    "janvier mars enero May ",
    "lundi ",
    "3 janvier ",
    "the ",
    "\n",
    "1 h 2 ",
    "de la nuit du 3 au ",
    "’",
]


@pytest.mark.parametrize("lang", ["fr", "en", "es"])
@pytest.mark.parametrize("bad", HOSTILE)
def test_linear_on_hostile_text(lang: str, bad: str) -> None:
    """Four times the text takes about four times as long; twelve is allowed, a square would take sixteen, and a floor is set."""

    def seconds(size: int) -> float:
        """The best of three: noise and the collector of a large process only ever slow."""
        parsed = Parse(Article(id="x", text=bad * (size // len(bad)), lang=lang), ())
        best = 9.0
        for _ in range(3):
            start = clock.process_time()
            find_times(parsed, LANGUAGES[lang], anchor=MONDAY)
            best = min(best, clock.process_time() - start)
        return best

    seconds(1_000)
    assert seconds(60_000) < max(12 * seconds(15_000), 0.5)


def sentence_of(count: int) -> Parse:
    """One sentence of so many weekdays that all hang on the first word."""
    text = "Friday " * count
    tokens = tuple(
        Token(i, "Friday", "Friday", "PROPN", {}, 0 if i else -1, "obl" if i else "root", Span(7 * i, 7 * i + 6))
        for i in range(count)
    )
    children = (tuple(range(1, count)), *(() for _ in range(count - 1)))
    return Parse(Article(id="x", text=text, lang="en"), (Sentence(0, tokens, Span(0, len(text)), "body", children),))


def test_linear_on_one_endless_sentence() -> None:
    def seconds(count: int) -> float:
        parsed, best = sentence_of(count), float("inf")
        for _ in range(3):  # a search for garbage only ever slows
            start = clock.process_time()
            assert len(find_times(parsed, LANGUAGES["en"], anchor=MONDAY)) == count
            best = min(best, clock.process_time() - start)
        return best

    seconds(100)
    assert seconds(16_000) < max(12 * seconds(4_000), 0.5)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            "le 3 janvier 31 février 99 h 75 24:00 12/13/2026 lundi dernier prochain de la nuit du au et il y a 99999999 ans "
            "siècle 0 . , - ' \n \n\n in May 9999 last century two years ago half past at noon a las y media hace mil 1er é İ".split(
                " "
            )
        ),
        max_size=30,
    ),
    st.sampled_from(["fr", "en", "es"]),
    st.sampled_from([None, MONDAY, "0001-01-01", "9999-12-31T23:59"]),
)
def test_never_fails_and_spans_are_in_order(words: list[str], lang: str, anchor: str | None) -> None:
    text = " ".join(words)
    found = times(text, lang, anchor)
    assert all(0 <= t.span.start < t.span.end <= len(text) for t in found)
    assert [t.span.start for t in found] == sorted(t.span.start for t in found)
    ends = [t for t in found if t.rule != "times#range"]
    assert all(a.span.end <= b.span.start for a, b in pairwise(ends))
