"""Patterns that could never match, or only in part: several words or a slot inside an alternation, heads that are no verb."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

import pytest

from dragoman.events.words import GRAMMAR_FILES, Pattern, Words, entry_patterns, grammar_words, parse_pattern
from dragoman.language import load_language

LANGS = ("en", "es", "fr")
#: A slot among alternatives is read as a word ("city/R!"); a bare X may be the name of a firm.
SLOT_AMONG = re.compile(r"(?:^|[ /])[RAC]!?/|/(?:[RAC]!?|X!)(?= |/|$)")


def patterns(code: str) -> Iterator[Pattern]:
    lang = load_language(code)
    words = grammar_words(lang)
    for file, body in lang.under("events").items():
        if file.split("/")[-1] not in GRAMMAR_FILES:
            for kind, table in body.items():
                for name, entry in table.items():
                    yield from entry_patterns(f"{kind}.{name}", entry, words)


def plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def dead(pattern: Pattern, words: Words) -> str:
    """Why a pattern cannot match as it is meant; empty where it can. Words of a sentence are met one by one, lower-cased."""
    if SLOT_AMONG.search(pattern.text):
        return "a slot among alternatives"
    conditions = pattern.unless | pattern.only_with
    if broken := [w for w in conditions if w != w.lower() or " " in w]:
        return f"conditions of several words or with capitals: {broken}"
    if pattern.kind == "verbs":
        if (endings := tuple(words["grammar.infinitive_endings"])) and (
            odd := [h for h in pattern.heads if not plain(h).endswith(endings)]
        ):
            return f"heads that are no infinitive: {odd}"
        clitics = words["grammar.reflexive_third"]
        if clitics and any(item.words & clitics for item in pattern.items):
            return "a reflexive pronoun inside"
    prepositions = words["grammar.prepositions"]
    for item, after in zip(pattern.items, pattern.items[1:], strict=False):
        mixed = item.words & prepositions and item.words - prepositions
        if mixed and after.role and not after.preps and after.role != "C":
            return f"prepositions mixed with other words before a slot: {sorted(item.words)}"
    return ""


@pytest.mark.parametrize("code", LANGS)
def test_every_pattern_can_match(code: str) -> None:
    words = grammar_words(load_language(code))
    faults = [f"{p.sense}: {p.text!r}: {why}" for p in patterns(code) if (why := dead(p, words))]
    assert not faults, f"{len(faults)} patterns\n" + "\n".join(faults)


@pytest.mark.parametrize(
    ("code", "text", "why"),
    [
        ("es", "tomar control de ciudad/R!", "a slot among"),
        ("es", "tomar/hacerse control de ciudad", "no infinitive"),
        ("es", "desplegar misil en/cerca R", "mixed"),
        ("fr", "en venir à main avec R", "no infinitive"),
        ("fr", "refuser de se réunir avec R", "reflexive"),
        ("en", "fly near/over/close R!", "mixed"),
    ],
)
def test_dead_patterns_are_found(code: str, text: str, why: str) -> None:
    words = grammar_words(load_language(code))
    assert why in dead(parse_pattern(text, "verbs", "consult.meet", words), words)
