"""Which pattern a word carries: what forbids it, what must stand with it, what fills its slots."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest

from dragoman.events.index import index_mentions
from dragoman.events.match import matches_at
from dragoman.events.tree import Tree
from dragoman.events.words import Lexicon, Pattern, Words, entry_patterns, grammar_words, tellingly
from dragoman.language import Languages
from dragoman.parse import Parser, load_parser, parse
from dragoman.types import Article, Parse, Part, Span

NOBODY = index_mentions(Parse(Article("none", "", "en"), ()), (), ())


@cache
def languages() -> Languages:
    return Languages()


@cache
def parser() -> Parser:
    return load_parser()


@cache
def tree_of(lang: str, text: str) -> Tree:
    article = Article("t", text, lang, published="2026-01-12", parts=(Part("body", Span(0, len(text))),))
    [parsed] = parse([article], parser=parser(), languages=languages())
    [sentence] = parsed.sentences
    return Tree(sentence, grammar_words(languages()[lang]))


def patterns(lang: str, entry: Mapping[str, Any]) -> Lexicon:
    by_head: dict[str, list[Pattern]] = {}
    for pattern in entry_patterns("test.test", entry, grammar_words(languages()[lang])):
        for head in pattern.heads:
            by_head.setdefault(head, []).append(pattern)
    return Lexicon({head: tellingly(found) for head, found in by_head.items()})


def held(lang: str, text: str, entry: Mapping[str, Any]) -> list[str]:
    """The patterns of one entry that hold somewhere in a sentence."""
    tree, lexicon = tree_of(lang, text), patterns(lang, entry)
    return [m.pattern.text for i in range(len(tree.tokens)) for m in matches_at(tree, NOBODY, i, lexicon)]


@pytest.mark.parametrize(
    ("text", "holds"),
    [
        ("The minister met with the union.", True),
        ("The team met with the union.", False),
        ("The minister met with the team.", False),
        ("The football team met with the union.", False),
        ("The minister met with the union to praise the national team.", True),
        ("The minister met with the union, and the team left.", True),
    ],
)
def test_unless_sees_the_neighbourhood_only(text: str, holds: bool) -> None:
    assert bool(held("en", text, {"verbs": ["meet with R"], "unless": ["team"]})) is holds


def test_unless_sees_the_governor_of_a_noun_but_not_of_a_verb() -> None:
    noun, verb = {"nouns": ["attack"], "unless": ["praise"]}, {"verbs": ["attack"], "unless": ["praise"]}
    assert not held("en", "The critics praised the attack.", noun)
    assert held("en", "The critics praised the rebels who attacked Mali.", verb)


def test_a_pattern_may_have_conditions_of_its_own() -> None:
    entry = {
        "verbs": ["condemn", {"is": "slam R", "unless": ["door"]}, {"is": "blast R", "only_with": ["statement"]}],
        "unless": ["judge"],
    }
    assert held("en", "France condemned Russia.", entry) == ["condemn"]
    assert held("en", "The judge condemned Russia.", entry) == []
    assert held("en", "France slammed Russia.", entry) == ["slam R"]
    assert held("en", "France slammed the door.", entry) == []
    assert held("en", "The judge slammed Russia.", entry) == ["slam R"]
    assert held("en", "France blasted Russia.", entry) == []
    assert held("en", "France blasted Russia in a statement.", entry) == ["blast R"]


@pytest.mark.parametrize("told", [{"unless": ["door"]}, {"is": "slam R", "but": ["door"]}])
def test_a_table_that_says_something_else_is_refused(told: Mapping[str, Any]) -> None:
    with pytest.raises(ValueError, match=r"test\.test"):
        patterns("en", {"verbs": [told]})


def test_named_lists_are_written_out() -> None:
    words = grammar_words(languages()["en"])
    words = Words({**words, "lists.crowd": frozenset({"protester", "marcher"})}, words.contracted, words.flags)
    entry = {"verbs": ["disperse <crowd>/student", {"is": "bomb R", "unless": ["<crowd>", "film"]}]}
    disperse, bomb = entry_patterns("test.test", entry, words)
    assert disperse.text == "disperse <crowd>/student"
    assert disperse.items[0].words == {"protester", "marcher", "student"}
    assert bomb.unless == {"protester", "marcher", "film"}


@pytest.mark.parametrize("lists", [{}, {"lists.crowd": frozenset({"angry mob"})}])
def test_a_list_that_is_not_there_is_refused(lists: Mapping[str, frozenset[str]]) -> None:
    words = grammar_words(languages()["en"])
    words = Words({**words, **lists}, words.contracted, words.flags)
    with pytest.raises(ValueError, match="no list of single words"):
        list(entry_patterns("test.test", {"verbs": ["disperse <crowd>"]}, words))
