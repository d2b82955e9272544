# ruff: noqa: E501
"""What refers back or is told without its country: epithets, pronouns, bodies and people of the story's country. One rule a line."""

from __future__ import annotations

import pytest

from dragoman.actors import find_actors
from dragoman.gazetteer import Gazetteer
from dragoman.language import Languages
from dragoman.parse import Parser, parse
from dragoman.types import Article, Mention

DAY = "2025-06-01"


def found(text: str, lang: str, parser: Parser, languages: Languages, gazetteer: Gazetteer, day: str) -> list[Mention]:
    parsed = parse([Article("a", text, lang)], parser=parser, languages=languages)[0]
    return list(find_actors(parsed, languages[lang], gazetteer, on=day))


#: (what, language, text, words of one mention, its name or None, its code)
CASES = [
    ("country of the story", "en", "Clashes shook Burundi on Monday. Police spokesman Jean Ndayi denied it.", "Jean Ndayi", None, "BDI"),
    ("groups too", "fr", "La crise s'aggrave au Mali. Des soldats ont fui.", "Des soldats", None, "MLI"),
    ("not who serves abroad", "en", "Clashes shook Burundi on Monday. An ambassador left.", "An ambassador", None, None),
    ("not where one goes", "fr", "Le ministre est arrivé à Washington.", "Le ministre", None, None),
    ("the place that opens", "en", "Kenya and Peru protested. In Peru, soldiers left.", "soldiers", None, "PER"),
    ("a second title", "fr", "Le général Paul Akono, chef de la garde républicaine, a parlé au Gabon.", "Paul Akono", None, "GAB"),
    ("own side", "fr", "Mohamed Morsi est parti. De son côté, Ali Khamenei a refusé.", "son", "Ali Khamenei", "IRN"),
    ("last speaker", "fr", "« Non », a déclaré Vladimir Poutine. « Jamais », a-t-il ajouté.", "-t-il", "Vladimir Putin", "RUS"),
    ("epithet by sector", "es", "El obispo Juan Mora habló ayer en Lima. El prelado pidió calma.", "El prelado", "Juan Mora", "PER"),
    ("epithet by nationality", "es", "William Ruto llegó ayer. El keniano anunció un acuerdo.", "keniano", "William Ruto", "KEN"),
    ("the group", "en", "Hamas freed two hostages on Sunday. The group demanded a truce.", "group", "Hamas", "PSE"),
    ("the latter", "fr", "Emmanuel Macron a vu Olaf Scholz. Ce dernier a remercié la France.", "Ce", "Olaf Scholz", "DEU"),
    ("namesake", "es", "En Colombia hubo un ataque. El ministro de Defensa, Pedro Sánchez, lo condenó.", "Pedro Sánchez", "Pedro Sánchez Suárez", "COL"),
    ("the higher of namesakes", "es", "Emmanuel Macron se reunió con Pedro Sánchez.", "Pedro Sánchez", "Pedro Sánchez", "ESP"),
    ("first of two surnames", "es", "El ministro Luis Osorio Pardo llegó. Osorio dijo que no.", "Osorio", "Luis Osorio Pardo", None),
    ("other article", "fr", "Le président libyen Mohamed Younes El-Menfi a parlé.", "Mohamed Younes El-Menfi", None, "LBY"),
    ("counterpart by surname", "fr", "Le président Cyril Ramaphosa a écouté son homologue rwandais Kagame.", "Kagame", "Paul Kagame", "RWA"),
    ("list of countries", "en", "The foreign ministers of Ghana, Togo and Mali met.", "The foreign ministers of Ghana, Togo and Mali", None, "MLI"),
    ("familiar surname", "en", "Rubio flew to Rome.", "Rubio", "Marco Rubio", "USA"),
    ("named party", "en", "The Adhaalath Party rejected the vote in the Maldives.", "Adhaalath Party", None, "MDV"),
]  # fmt: skip


@pytest.mark.parametrize(
    ("what", "lang", "text", "words", "name", "code"),
    CASES,
    ids=lambda v: v if isinstance(v, str) and len(v) < 26 else "",
)
def test_reference(
    what: str, lang: str, text: str, words: str, name: str | None, code: str | None,
    parser: Parser, languages: Languages, gazetteer: Gazetteer,
) -> None:  # fmt: skip
    told = found(text, lang, parser, languages, gazetteer, DAY)
    named = [m for m in told if m.span is not None and m.span.of(text) == words]
    assert named, f"{what}: {[m.span.of(text) for m in told if m.span]}"
    assert named[-1].entity.code == code, what
    assert name in (None, named[-1].entity.name), what


@pytest.mark.parametrize(
    ("lang", "text", "absent"),
    [
        ("fr", "La réunion aura lieu mardi.", "REU"),
        ("es", "Hubo dos reuniones en la capital.", "REU"),
    ],
)
def test_common_words_are_no_countries(
    lang: str, text: str, absent: str, parser: Parser, languages: Languages, gazetteer: Gazetteer
) -> None:
    assert absent not in {m.entity.code for m in found(text, lang, parser, languages, gazetteer, DAY)}


def test_somebody_only_the_article_knows_may_own_a_body(
    parser: Parser, languages: Languages, gazetteer: Gazetteer
) -> None:
    """The party of a stranger has no country of its own, and is no fault of the program."""
    text = "Sheikh Imram Abdulla spoke on Friday. Supporters of Sheikh Imram Abdulla cheered. Abdulla's party won."
    assert found(text, "en", parser, languages, gazetteer, DAY)


def test_whoever_speaks_is_not_he_in_his_own_words(parser: Parser, languages: Languages, gazetteer: Gazetteer) -> None:
    text = "Donald Trump a reçu Vladimir Poutine. « Il restera ferme », a déclaré Donald Trump."
    told = found(text, "fr", parser, languages, gazetteer, DAY)
    assert "Donald Trump" not in [m.entity.name for m in told if m.span and m.span.of(text) == "Il"]


def test_first_names_of_1999(parser: Parser, languages: Languages, gazetteer: Gazetteer) -> None:
    told = found("President Clinton met Boris Yeltsin.", "en", parser, languages, gazetteer, "1999-05-01")
    assert [(m.entity.name, m.entity.code, m.entity.sectors) for m in told] == [
        ("Bill Clinton", "USA", ("GOV",)), ("Boris Yeltsin", "RUS", ("GOV",)),
    ]  # fmt: skip
