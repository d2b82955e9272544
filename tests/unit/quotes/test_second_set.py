"""Whole dispatches through the whole pipeline: words, speakers, media, addressees, dates, flags; and the shapes of real news."""

from __future__ import annotations

import pytest

from bench.measures.quotations import LANGS, own
from dragoman.language import Languages
from dragoman.parse import Parser, parse
from dragoman.pipeline import Kit, load_kit
from dragoman.quotes import find_quotes
from dragoman.types import Article, Quotation


@pytest.fixture(scope="module")
def kit() -> Kit:
    return load_kit()


@pytest.mark.parametrize("lang", LANGS)
def test_second_set_by_the_whole_pipeline(lang: str, kit: Kit) -> None:
    figures = own(lang, kit, which="second-").figures("")
    assert figures[".marked_f1"] >= 0.95
    assert figures[".speaker_f1"] >= 0.90
    assert figures[".indirect_f1"] >= 0.90
    assert figures[".medium"] >= 0.90
    assert figures[".flags"] == 1.0


def quotes(text: str, lang: str, parser: Parser, languages: Languages) -> tuple[Quotation, ...]:
    parsed = parse([Article("a", text, lang)], parser=parser, languages=languages)[0]
    return find_quotes(parsed, languages[lang])


def said(text: str, lang: str, parser: Parser, languages: Languages) -> list[tuple[str, str]]:
    found = quotes(text, lang, parser, languages)
    return [
        (" // ".join(s.of(text) for s in q.spans), (q.speaker.entity.name if q.speaker else None) or "") for q in found
    ]


SHAPES = [
    ("fr", "« Ils ont fui », avait de son côté indiqué une source policière.", "Ils ont fui", "source policière"),
    ("fr", "« Nous sommes prêts », a fait savoir Agnès Morel.", "Nous sommes prêts", "Agnès Morel"),
    ("fr", "« Ils ne vont rien nous donner », s'inquiète une salariée.", "Ils ne vont rien nous donner", "salariée"),
    ("en", '"We hope it will end," she told Reuters as she arrived in Oslo.', "We hope it will end,", "she"),
    ("en", "While noting that “the plan is dead”, Okello left the room.", "the plan is dead", "Okello"),
    ("es", "El caso, aseguró el fiscal, «debe llevarse hasta el final».", "debe llevarse hasta el final", "fiscal"),
    ("es", "«Prefiero esperar», manifestó el ministro en declaraciones a la Agencia Andina.", "Prefiero esperar", "ministro"),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "words", "who"), SHAPES)
def test_shape(lang: str, text: str, words: str, who: str, parser: Parser, languages: Languages) -> None:
    assert any(words in content and who in speaker for content, speaker in said(text, lang, parser, languages))


def test_words_before_and_behind_belong_to_their_own_paragraphs(parser: Parser, languages: Languages) -> None:
    text = "“We mourn them,” the mayor said. “We will rebuild.”\n\n“They helped us,” a nurse added."
    first, second = said(text, "en", parser, languages)
    assert first[0] == "We mourn them, // We will rebuild."
    assert second[0] == "They helped us,"


def test_a_term_behind_so_called_is_no_quotation(parser: Parser, languages: Languages) -> None:
    assert said("Les unités dites « spéciales » patrouillent.", "fr", parser, languages) == []
