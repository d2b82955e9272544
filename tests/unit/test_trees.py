"""Sentences and articles asked for their words: dependents by relation, tokens by place."""

from __future__ import annotations

import pytest

from dragoman.types import Article, Parse, Sentence, Span, Token

TEXT = "Both were told by her. She left."
FIRST = [("Both", 2, "nsubj:pass"), ("were", 2, "aux:pass"), ("told", -1, "root"), ("by", 4, "case"),
         ("her", 2, "obl:agent"), (".", 2, "punct")]  # fmt: skip
SECOND = [("She", 1, "nsubj"), ("left", -1, "root"), (".", 1, "punct")]


def sentence(index: int, words: list[tuple[str, int, str]], at: int) -> Sentence:
    """A sentence of (word, head, relation), its first word looked for from `at` on."""
    tokens: list[Token] = []
    for k, (word, head, deprel) in enumerate(words):
        start = TEXT.index(word, at)
        at = start + len(word)
        tokens.append(Token(k, word, word.lower(), "X", {}, head, deprel, Span(start, at)))
    below = tuple(tuple(t.i for t in tokens if t.head == k) for k in range(len(tokens)))
    return Sentence(index, tuple(tokens), Span(tokens[0].span.start, at), "body", below)


@pytest.fixture
def parsed() -> Parse:
    first = sentence(0, FIRST, 0)
    return Parse(Article("x", TEXT, "en"), (first, sentence(1, SECOND, first.span.end)))


@pytest.mark.parametrize(
    ("i", "deprels", "expected"),
    [
        (2, (), [0, 1, 4, 5]),
        (2, ("nsubj",), [0]),
        (2, ("nsubj:pass",), [0]),
        (2, ("punct", "obl", "obl:agent", "nsubj"), [0, 4, 5]),
        (2, ("obj",), []),
        (4, ("case", "mark"), [3]),
        (3, ("fixed",), []),
        (3, (), []),
    ],
)
def test_dependents_by_relation(parsed: Parse, i: int, deprels: tuple[str, ...], expected: list[int]) -> None:
    told = parsed.sentences[0]
    assert told.kids(i, *deprels) == expected
    assert [t.i for t in told.dependents(i, *deprels)] == expected


def test_what_is_given_is_the_askers_own(parsed: Parse) -> None:
    told = parsed.sentences[0]
    told.kids(2, "nsubj").append(9)
    told.kids(2).append(9)
    assert told.kids(2, "nsubj") == [0]
    assert told.kids(2) == [0, 1, 4, 5]


def test_a_tree_that_was_asked_equals_one_that_was_not(parsed: Parse) -> None:
    parsed.sentences[0].kids(2, "nsubj")
    assert parsed.sentences[0] == sentence(0, FIRST, 0)
    assert "related" not in repr(parsed.sentences[0])


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        (5, 9, ["were"]),
        (6, 11, ["were", "told"]),
        (4, 5, []),
        (18, 26, ["her", ".", "She"]),
        (len(TEXT), len(TEXT) + 5, []),
        (0, len(TEXT), [*(w for w, _, _ in FIRST), *(w for w, _, _ in SECOND)]),
    ],
)
def test_tokens_by_place(parsed: Parse, start: int, end: int, expected: list[str]) -> None:
    assert [token.text for _, token in parsed.tokens_in(Span(start, end))] == expected


@pytest.mark.parametrize(("offset", "expected"), [(0, 0), (21, 0), (22, None), (23, 1), (len(TEXT), None)])
def test_sentences_by_place(parsed: Parse, offset: int, expected: int | None) -> None:
    found = parsed.sentence_at(offset)
    assert (found.index if found else None) == expected
