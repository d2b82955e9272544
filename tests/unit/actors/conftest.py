"""What the tests of the room share: the gazetteer, the actors of a text, and what holds of every mention."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pytest

from dragoman.actors import find_actors
from dragoman.gazetteer import Gazetteer, load_gazetteer
from dragoman.language import Languages
from dragoman.parse import Parser, parse
from dragoman.types import Article, Mention, Parse

Find = Callable[..., list[Mention]]
Check = Callable[[Parse, Sequence[Mention]], None]


@pytest.fixture(scope="session")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


@pytest.fixture
def find(parser: Parser, languages: Languages, gazetteer: Gazetteer, check: Check) -> Find:
    def run(text: str, lang: str, day: str | None = "2025-06-01") -> list[Mention]:
        parsed = parse([Article("a", text, lang)], parser=parser, languages=languages)[0]
        found = find_actors(parsed, languages[lang], gazetteer, on=day)
        check(parsed, found)
        return list(found)

    return run


@pytest.fixture(scope="session")
def check() -> Check:
    return _check


def _check(parsed: Parse, found: Sequence[Mention]) -> None:
    """What holds of every mention: order, spans within the text, a head token that exists, a key."""
    for mention in found:
        assert mention.span is not None
        assert mention.span.of(parsed.text).strip() == mention.span.of(parsed.text) != ""
        assert mention.token < len(parsed.sentences[mention.sentence].tokens)
        assert mention.entity.key
        assert mention.rule.startswith("actors#")
    places = [m.span.start for m in found if m.span is not None]
    assert places == sorted(places)
