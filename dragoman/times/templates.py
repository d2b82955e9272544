"""Templates of time expressions: a small notation that language files are written in, compiled into one trie.

    {month}          a word of the class `month`          {unit.year}      only the class's key `year`
    {unit:outer}     the class, its value kept as `outer`  of  the          literal words
    [a|b c]          optional                              (a|b c)          one of
    ~x  ~(a|b)       must stand there, but is not part of the expression (only at either end)
    @name            the macro `name` of the language file

Optional parts are written out, so a template is a handful of plain sequences and matching walks a trie: no backtracking
over the text, and the work at each word is bounded by the longest template.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dragoman.types import BadInput, TimeKind

#: What a text is cut into: numbers with their inner marks, runs of letters, single marks, ends of lines.
PIECES = re.compile(r"\d+(?:[.,:/-]\d+)*|[^\W\d_]+|\n\s*\n|\n|[^\w\s]|_")

_NOTATION = re.compile(r"\{[^{}]*\}|[\[\]()|~]|@\w+|[^\s\[\]()|~{}@]+")


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a template: a literal word or `<class>`, the name of its value, whether it is in the span."""

    key: str
    slot: str
    inside: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One `[[rule]]` of a language file. `order` ranks rules that match the same words: the first written wins."""

    name: str
    make: str
    order: int
    kind: TimeKind | None
    args: Mapping[str, Any]
    after: frozenset[str]
    not_after: frozenset[str]
    before: frozenset[str]
    not_before: frozenset[str]


@dataclass(frozen=True, slots=True)
class Accept:
    """The end of a template: its rule, how many words at either end are outside, and the slots of its steps."""

    rule: Rule
    lead: int
    tail: int
    slots: tuple[str, ...]


@dataclass(slots=True)
class Node:
    """A state of the trie."""

    next: dict[str, Node] = field(default_factory=dict)
    accepts: list[Accept] = field(default_factory=list)


def insert(root: Node, rule: Rule, template: str, macros: Mapping[str, str]) -> set[str]:
    """Adds one template to the trie. Returns the keys that it uses."""
    used: set[str] = set()
    for steps in expand(template, macros):
        inside = [n for n, step in enumerate(steps) if step.inside]
        if not inside:
            raise BadInput(f"template {template!r} can match no words", source="times.toml", record=rule.name)
        node = root
        for step in steps:
            node = node.next.setdefault(step.key, Node())
            used.add(step.key)
        slots = tuple(step.slot for step in steps)
        if not any(a.rule is rule and a.slots == slots for a in node.accepts):
            node.accepts.append(Accept(rule, inside[0], len(steps) - 1 - inside[-1], slots))
    return used


def expand(template: str, macros: Mapping[str, str]) -> list[tuple[Step, ...]]:
    """Every plain sequence that a template stands for. Raises BadInput for a notation that does not close."""
    written = _unfold(template, macros)
    marks = _NOTATION.findall(written)
    sequences, rest = _alternatives(marks, 0, template)
    if rest != len(marks):
        raise BadInput(f"template {template!r} closes what it did not open", source="times.toml")
    return list(dict.fromkeys(sequences))


def _unfold(template: str, macros: Mapping[str, str], depth: int = 0) -> str:
    if depth > 8:
        raise BadInput(f"template {template!r}: macros that hold themselves", source="times.toml")

    def body(match: re.Match[str]) -> str:
        if match[1] not in macros:
            raise BadInput(f"template {template!r} uses an unknown macro @{match[1]}", source="times.toml")
        return "(" + _unfold(macros[match[1]], macros, depth + 1) + ")"

    return re.sub(r"@(\w+)", body, template)


def _alternatives(marks: list[str], at: int, template: str) -> tuple[list[tuple[Step, ...]], int]:
    found: list[tuple[Step, ...]] = []
    while True:
        sequences, at = _sequence(marks, at, template)
        found += sequences
        if at < len(marks) and marks[at] == "|":
            at += 1
            continue
        return found, at


def _sequence(marks: list[str], at: int, template: str) -> tuple[list[tuple[Step, ...]], int]:
    done: list[tuple[Step, ...]] = [()]
    while at < len(marks) and marks[at] not in ("|", "]", ")"):
        outside = marks[at] == "~"
        at += outside
        mark = marks[at] if at < len(marks) else ""
        if mark in ("[", "("):
            choices, at = _alternatives(marks, at + 1, template)
            if at >= len(marks) or marks[at] != ("]" if mark == "[" else ")"):
                raise BadInput(f"template {template!r} does not close its {mark}", source="times.toml")
            if mark == "[":
                choices = [(), *choices]
        else:
            choices = [tuple(_steps(mark))]
        at += 1
        if outside:
            choices = [tuple(Step(s.key, s.slot, False) for s in choice) for choice in choices]
        done = [before + choice for before in done for choice in choices]
    return done, at


def _steps(mark: str) -> Iterator[Step]:
    if mark.startswith("{"):
        key, _, alias = mark[1:-1].partition(":")
        yield Step(f"<{key}>", alias or key.partition(".")[0], True)
    else:
        for piece in PIECES.findall(mark.lower()):
            yield Step(piece, "", True)
