"""Every example of every lexicon, positive and negative, through the whole program; and every pattern is well formed."""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from dragoman import pipeline
from dragoman.events.who import unnamed
from dragoman.events.words import GRAMMAR_FILES, KINDS, entry_patterns, grammar_words
from dragoman.language import Language, load_language
from dragoman.ontology import load_ontology
from dragoman.types import Article, Event, Mention, Part, Span

LANGS = ("en", "es", "fr")
FAULTS = Path(__file__).parents[1] / "gold" / "lexicon_faults.toml"
FIND = re.compile(r"^(\S+) ([A-Z]+)(?:\.([a-z-]+))?(?::([a-z]+))?(?: (\S+))?$")
KEYS = frozenset(("verbs", "nouns", "adjectives", "unless", "only_with", "examples"))


@cache
def language(code: str) -> Language:
    return load_language(code)


def entries(code: str) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    """(file, sense, entry) of every sense of a language."""
    for file, body in language(code).under("events").items():
        if file.split("/")[-1] not in GRAMMAR_FILES:
            for kind, table in body.items():
                for name, entry in table.items():
                    yield file, f"{kind}.{name}", entry


FILES = sorted({(code, file) for code in LANGS for file, _, _ in entries(code)})


@pytest.mark.parametrize(("code", "file"), FILES)
def test_patterns_are_well_formed(code: str, file: str) -> None:
    words, senses = grammar_words(language(code)), load_ontology().senses
    faults = []
    for where, sense, entry in entries(code):
        if where != file:
            continue
        if sense not in senses:
            faults.append(f"{sense}: no such sense")
        if set(entry) - KEYS:
            faults.append(f"{sense}: unknown keys {set(entry) - KEYS}")
        if not any(entry.get(kind) for kind in KINDS):
            faults.append(f"{sense}: no words")
        faults += [
            f"{sense}: {find!r} is not a find"
            for e in entry.get("examples", ())
            for find in e["finds"]
            if not FIND.match(find)
        ]
        try:
            list(entry_patterns(sense, entry, words))
        except ValueError as fault:
            faults.append(str(fault))
    assert not faults, "\n".join(faults)


@pytest.mark.parametrize("code", LANGS)
def test_examples(code: str) -> None:
    """Every example comes out as written, but for those that are known not to: a list that may only grow shorter.

    `LEXICON_FAULTS=write pytest tests/unit/test_lexicon_examples.py` writes the list anew (never in CI): read the diff.
    """
    known = set(tomllib.loads(FAULTS.read_text(encoding="utf8")).get(code, ()))
    met, failing = set(), {}
    for _, sense, entry in entries(code):
        for example in entry.get("examples", ()):
            text = example["text"]
            met.add(text)
            if not agrees(example["finds"], coded(code, text)):
                failing[text] = (
                    f"{sense}: {text}\n    wants {example['finds']}\n    found {[shown(e) for e in coded(code, text)]}"
                )
    if os.environ.get("LEXICON_FAULTS") == "write":
        assert not os.environ.get("CI"), "the list of known faults is written by hand, not by CI"
        write_faults(code, sorted(failing))
        return
    new = [failing[text] for text in sorted(failing.keys() - known)]
    mended = sorted(known - failing.keys())
    assert not new, f"{len(new)} examples fail\n" + "\n".join(new)
    assert not mended, f"mended or gone: take them off {FAULTS.name}\n" + "\n".join(mended)
    assert len(failing) <= 0.12 * len(met)


def write_faults(code: str, texts: list[str]) -> None:
    faults = tomllib.loads(FAULTS.read_text(encoding="utf8")) | {code: texts}
    lines = ["# Examples of the lexicons that do not come out as written yet. The list may only grow shorter.", ""]
    for lang, known in sorted(faults.items()):
        lines += [f"{lang} = [", *(f"    {json.dumps(text, ensure_ascii=False)}," for text in known), "]", ""]
    FAULTS.write_text("\n".join(lines), encoding="utf8")


@cache
def every_example(code: str) -> Mapping[str, tuple[Event, ...]]:
    """The events of every example of a language, coded together: a batch is parsed faster than its sentences one by one."""
    texts = sorted({example["text"] for _, _, entry in entries(code) for example in entry.get("examples", ())})
    articles = [
        Article("example", text, code, published="2026-01-12", parts=(Part("body", Span(0, len(text))),))
        for text in texts
    ]
    return dict(zip(texts, (item.events for item in pipeline.code(articles)), strict=True))


def coded(code: str, text: str) -> tuple[Event, ...]:
    return every_example(code)[text]


def agrees(finds: list[str], events: tuple[Event, ...]) -> bool:
    """Each find is one event and each event is one find."""
    left = list(events)
    for find in finds:
        match = next((e for e in left if fits(find, e)), None)
        if match is None:
            return False
        left.remove(match)
    return not left


def fits(find: str, event: Event) -> bool:
    wanted = FIND.match(find)
    assert wanted, f"{find!r} is not written as ACTORS TYPE[.mode][:status] RECIPIENTS"
    actors, kind, mode, status, recipients = wanted.groups()
    return (
        event.type == kind
        and mode in (None, event.mode)
        and status in (None, event.status)
        and side_fits(actors, event.actors)
        and side_fits(recipients or "-", event.recipients)
    )


def side_fits(wanted: str, mentions: tuple[Mention, ...]) -> bool:
    """ "FRA+DEU": as many sides, each of that code or sector; "-" none; "?" any one. Unnamed persons need not be written."""
    names = [] if wanted == "-" else wanted.split("+")
    left = list(mentions)
    for name in names:
        found = next((m for m in left if name in ("?", m.entity.code, *m.entity.sectors)), None)
        if found is None:
            return False
        left.remove(found)
    return all(unnamed(m) for m in left)


def shown(event: Event) -> str:
    def side(mentions: tuple[Mention, ...]) -> str:
        return "+".join(m.entity.code or (m.entity.sectors or ("?",))[0] for m in mentions) or "-"

    return f"{side(event.actors)} {event.type}.{event.mode}:{event.status} {side(event.recipients)} ({event.rule})"
