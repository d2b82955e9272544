"""Marks are paired whatever they are, and one odd mark spoils no more than its paragraph."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.quotes.marks import find_marks
from dragoman.types import Span


def marked(text: str) -> list[str]:
    """The words in the outermost closed marks of a text whose paragraphs are parted by blank lines."""
    parts, at = [], 0
    for paragraph in text.split("\n\n"):
        parts.append(Span(at, at + len(paragraph)))
        at += len(paragraph) + 2
    return [
        m.inner.of(text) for m in find_marks(text, parts, frozenset({"em"})) if m.depth == 0 and (m.closed or m.goes_on)
    ]


@pytest.mark.parametrize(
    ("text", "inner"),
    [
        ("He said «one two» today", ["one two"]),
        ("He said « one two » today", ["one two"]),
        ("He said “one” and “two”.", ["one", "two"]),
        ('He said "one" and "two".', ["one", "two"]),
        ("He said „one“ today", ["one"]),
        ("He said ‘one’ today", ["one"]),
        ("He said 'one' today", ["one"]),
        ("He said <<one>> today", ["one"]),
        ("It's the rebels' friends' camp", []),
        ("'We don't know the rebels' plan,' he said", ["We don't know the rebels' plan,"]),
        ("l'\"accord\" d'hier", ["accord"]),
        ("Get 'em out, the '90s are over", []),
        ("« Il a parlé de “paix” hier », dit-il", ["Il a parlé de “paix” hier"]),
        ("\"He called it 'peace' then,\" she said", ["He called it 'peace' then,"]),
        ('pour "\nassurer le suivi"\n.', ["assurer le suivi"]),
        ('"one two, he said. "three four" she said', ["three four"]),
        ('un "\n\n"deux trois"', ["deux trois"]),
        ("un bilan d' »une trentaine » de morts", ["une trentaine"]),
        ("He said »one two« today", ["one two"]),
        ("paran «por necesidad«.", ["por necesidad"]),
        ("he said “One two. “Three four.”", ["One two. “Three four."]),
    ],
)
def test_pairs(text: str, inner: list[str]) -> None:
    assert marked(text) == inner


def test_reopened_marks_hold_both_paragraphs() -> None:
    assert marked("“One two.\n\n“Three four.”") == ["One two.", "Three four."]


def test_missing_closing_mark_is_told() -> None:
    text = "« Un deux, dit-il."
    (only,) = find_marks(text, [Span(0, len(text))])
    assert not only.closed
    assert not only.goes_on


def test_nested_marks_have_depth() -> None:
    text = "« a “b” c »"
    assert [m.depth for m in find_marks(text, [Span(0, len(text))])] == [0, 1]


@given(st.text(alphabet="ab '\"«»“”„‘’<>`\n.,", max_size=80))
@settings(max_examples=200, deadline=None)
def test_inner_words_lie_inside_their_marks(text: str) -> None:
    for m in find_marks(text, [Span(0, len(text))]):
        assert 0 <= m.outer.start <= m.inner.start <= m.inner.end <= m.outer.end <= len(text)


@pytest.mark.parametrize("mark", ["«", '"', "“", "'", "‘", "„", "« a ", '"a" '])
def test_a_megabyte_of_marks_is_linear(mark: str) -> None:
    def seconds(size: int) -> float:
        text = (mark * (size // len(mark) + 1))[:size]
        began = time.process_time()
        find_marks(text, [Span(0, size)])
        return time.process_time() - began

    small, large = max(seconds(100_000), 0.02), seconds(1_000_000)
    assert large < 40 * small
