"""Every example that a language's actors.toml carries, positive and negative."""

from __future__ import annotations

import pytest

from dragoman.actors import find_actors
from dragoman.gazetteer import Gazetteer
from dragoman.language import Languages
from dragoman.parse import Parser, parse
from dragoman.types import Article

EXAMPLES = [
    (lang, e["text"], e["finds"])
    for lang in ("en", "es", "fr")
    for e in Languages()[lang].section("actors")["examples"]
]


@pytest.mark.parametrize(("lang", "text", "finds"), EXAMPLES)
def test_example(
    lang: str, text: str, finds: list[str], parser: Parser, languages: Languages, gazetteer: Gazetteer
) -> None:
    parsed = parse([Article("a", text, lang)], parser=parser, languages=languages)[0]
    found = find_actors(parsed, languages[lang], gazetteer, on="2025-06-01")
    told = [
        f"{m.span.of(text)}|{m.entity.code or '-'}|{(*m.entity.sectors, '-')[0]}" for m in found if m.span is not None
    ]
    assert told == finds


def test_every_language_has_positive_and_negative_examples() -> None:
    for lang in ("en", "es", "fr"):
        own = [finds for code, _, finds in EXAMPLES if code == lang]
        assert [] in own
        assert sum(map(bool, own)) >= 5
