"""The heart: lazily, in order, one article's fault never another's."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

import dragoman
from dragoman import Article, BadInput, Coded
from dragoman.pipeline import BATCH, code, default_kit

TEXT = "La France a accusé la Russie d'avoir attaqué l'Ukraine."


def article(number: int, lang: str = "fr", text: str = TEXT) -> Article:
    return Article(f"a{number}", text, lang, published="2026-01-12")


def test_lazily_and_in_order() -> None:
    taken = []

    def stream() -> Iterator[Article]:
        for number in itertools.count():
            taken.append(number)
            yield article(number)

    coded = code(stream())
    assert [next(coded).article.id for _ in range(3)] == ["a0", "a1", "a2"]
    assert len(taken) <= BATCH


def test_a_fault_keeps_its_place_and_spares_the_others() -> None:
    articles = [article(0), article(1, lang="de"), Article("a2", "", error="a.txt: the file is empty"), article(3)]
    found = list(code(articles, on_error="keep"))
    assert [item.article.id for item in found] == ["a0", "a1", "a2", "a3"]
    assert [item.error is None for item in found] == [True, False, False, True]
    assert "de" in (found[1].error or "")
    assert found[3].events


def test_on_error_raise_raises() -> None:
    with pytest.raises(BadInput, match="de"):
        list(code([article(0), article(1, lang="de")]))


def test_neighbours_in_a_batch_change_nothing() -> None:
    other = "El ministro dijo ayer que Perú rechaza la propuesta de Chile."
    alone = next(code([article(0)]))
    together = list(code([article(1, "es", other), article(0), article(2, "es", other)]))[1]
    assert alone == together


def test_public_code_takes_text_article_or_stream() -> None:
    single = dragoman.code(TEXT, lang="fr", published="2026-01-12")
    assert isinstance(single, Coded)
    assert single.article.text == TEXT
    assert isinstance(dragoman.code(article(0)), Coded)
    assert len(list(dragoman.code([article(0), article(1)]))) == 2


def test_the_kit_is_loaded_once() -> None:
    assert default_kit() is default_kit()


def test_bad_language_and_bad_date_of_a_text_are_refused() -> None:
    with pytest.raises(BadInput, match="tlh"):
        dragoman.code(TEXT, lang="tlh")
    with pytest.raises(BadInput, match="2026-13"):
        dragoman.code(TEXT, lang="fr", published="2026-13-01")
