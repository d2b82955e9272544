"""A language's `times.toml`, compiled: its words, the trie of its templates, the cues that tell past from future.

[words.month]            class; key = value, then the words that say it: one with a capital is only read so,
1 = ["January", "Jan"]   one in small letters in any writing; several words may stand together
[macros]                 pieces of templates by name
[[rule]]                 name, make (what to do, see `makers`), templates, and what else that maker takes;
                         `after`, `not_after`, `before`, `not_before`: words that must, must not stand beside;
                         examples = [{ text, finds = ["words -> value"], published? }]
[cues]                   words and endings that say past or future; see `tense`
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from dragoman.language import Language
from dragoman.times.numbers import Value
from dragoman.times.templates import PIECES, Node, Rule, insert
from dragoman.types import BadInput

_KINDS = frozenset({"date", "time", "duration", "set", None})
_RULE_KEYS = frozenset({"name", "make", "templates", "kind", "after", "not_after", "before", "not_before", "examples"})


@dataclass(frozen=True, slots=True)
class Edge:
    """A reading of a word: the trie key, its value, the words that must follow it, whether it needs a capital."""

    key: str
    value: Value
    tail: tuple[str, ...]
    capital: bool


@dataclass(frozen=True, slots=True)
class Cues:
    """What tells direction without a tree, or beside it. All words in small letters."""

    future: frozenset[str]
    past: frozenset[str]
    bounds: frozenset[str]
    origins: frozenset[str]
    future_endings: tuple[str, ...]
    past_endings: tuple[str, ...]
    present_endings: tuple[str, ...]
    governors: frozenset[str]
    calls: frozenset[str]
    afters: frozenset[str]
    whiles: frozenset[str]
    withins: frozenset[str]


@dataclass(frozen=True, slots=True)
class Grammar:
    """All that the finder needs of one language."""

    root: Node
    plain: Mapping[str, tuple[tuple[str, Value, int], ...]]
    careful: Mapping[str, tuple[Edge, ...]]
    cues: Cues
    ranges: frozenset[tuple[tuple[str, ...], tuple[str, ...]]]
    holidays: Mapping[str, Mapping[str, Any]]
    day_first: bool
    small: frozenset[str]
    rules: tuple[Rule, ...]


def compile_grammar(lang: Language) -> Grammar:
    """The grammar of one language, from `languages/<xx>/times.toml`. Give it to `Language.compiled`."""
    section = lang.section("times")
    root = Node()
    rules: list[Rule] = []
    used: set[str] = set()
    macros = section.get("macros", {})
    for order, body in enumerate(section.get("rule", [])):
        rule = _rule(body, order, lang.code)
        rules.append(rule)
        for template in body["templates"]:
            used |= insert(root, rule, template, macros)
    holidays = section.get("holidays", {})
    classes = dict(section.get("words", {})) | {"holiday": {key: body["words"] for key, body in holidays.items()}}
    edges = list(_edges(classes, used, lang.code))
    plain, careful = _sorted_by_word(edges)
    cues = section.get("cues", {})
    return Grammar(
        root=root,
        plain=plain,
        careful=careful,
        cues=Cues(
            future=frozenset(cues.get("future", ())),
            past=frozenset(cues.get("past", ())),
            bounds=frozenset(cues.get("bounds", ())),
            origins=frozenset(cues.get("origins", ())),
            future_endings=tuple(cues.get("future_endings", ())),
            past_endings=tuple(cues.get("past_endings", ())),
            present_endings=tuple(cues.get("present_endings", ())),
            governors=frozenset(cues.get("governors", ())),
            calls=frozenset(cues.get("calls", ())),
            afters=frozenset(cues.get("afters", ())),
            whiles=frozenset(cues.get("whiles", ())),
            withins=frozenset(cues.get("withins", ())),
        ),
        ranges=_ranges(section.get("ranges", {})),
        holidays=holidays,
        day_first=section.get("day_first", True),
        small=frozenset(section.get("small", ())),
        rules=tuple(rules),
    )


def number_value(key: str) -> Value:
    """A class's key as its value: "3" is 3, "2.5" is 2.5, "SP" and "-06:00" are themselves."""
    if re.fullmatch(r"[+-]?\d+", key):
        return int(key)
    if re.fullmatch(r"\d+\.\d+", key):
        return float(key)
    return key


def pieces(words: str) -> tuple[str, ...]:
    """Words as the text is cut, in small letters."""
    return tuple(PIECES.findall(words.lower()))


def _rule(body: Mapping[str, Any], order: int, code: str) -> Rule:
    where = f"languages/{code}/times.toml"
    for key in ("name", "make", "templates", "examples"):
        if not body.get(key):
            raise BadInput(f"a rule without {key}", source=where, record=str(body.get("name", order)))
    if body.get("kind") not in _KINDS:
        raise BadInput(f"kind {body['kind']!r} is no kind of time", source=where, record=body["name"])
    beside = (frozenset(body.get(key, ())) for key in ("after", "not_after", "before", "not_before"))
    args = {key: value for key, value in body.items() if key not in _RULE_KEYS}
    return Rule(body["name"], body["make"], order, body.get("kind"), args, *beside)


def _edges(classes: Mapping[str, Mapping[str, list[str]]], used: set[str], code: str) -> Iterable[tuple[str, Edge]]:
    known = {f"<{name}>" for name in classes} | {f"<{name}.{key}>" for name, keys in classes.items() for key in keys}
    numeric = {"n", "day", "ord", "hour", "minute", "yy", "oldyy", "tens", "year", "nowyear", "decade", "hhmm", "clock",
               "numdate", "dotclock", "yearpair", "yearmonth", "daymonth", "daypair"}  # fmt: skip
    for key in used:
        if key.startswith("<") and key not in known and key[1:-1] not in numeric:
            raise BadInput(f"templates use {{{key[1:-1]}}}, which has no words", source=f"languages/{code}/times.toml")
    for name, keys in classes.items():
        for key, said in keys.items():
            for words in said:
                first, *rest = pieces(words)
                for trie_key in (f"<{name}>", f"<{name}.{key}>"):
                    if trie_key in used:
                        yield first, Edge(trie_key, number_value(key), tuple(rest), words[:1].isupper())
    for key in used:
        if not key.startswith("<"):
            yield key, Edge(key, 0, (), False)


def _sorted_by_word(
    edges: list[tuple[str, Edge]],
) -> tuple[dict[str, tuple[tuple[str, Value, int], ...]], dict[str, tuple[Edge, ...]]]:
    plain: dict[str, list[tuple[str, Value, int]]] = {}
    careful: dict[str, list[Edge]] = {}
    for word, edge in edges:
        plain.setdefault(word, [])
        if edge.tail or edge.capital:
            careful.setdefault(word, []).append(edge)
        elif (edge.key, edge.value, 1) not in plain[word]:
            plain[word].append((edge.key, edge.value, 1))
    return {w: tuple(found) for w, found in plain.items()}, {w: tuple(found) for w, found in careful.items()}


def _ranges(section: Mapping[str, Any]) -> frozenset[tuple[tuple[str, ...], tuple[str, ...]]]:
    """Pairs of words that frame a range: (before the first time or "", between the two)."""
    return frozenset((pieces(before), pieces(between)) for before, between in section.get("frames", []))
