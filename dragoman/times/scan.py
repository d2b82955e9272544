"""Text → words → the longest templates that match, without overlap. Linear in the text; knows no language."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.times.grammar import Grammar
from dragoman.times.numbers import Value, readings
from dragoman.times.templates import PIECES, Node, Rule
from dragoman.types import Span

Edges = tuple[tuple[str, Value, int], ...]


@dataclass(frozen=True, slots=True)
class Words:
    """One stretch of text, cut. Parallel lists; a blank line stays as one word "\\n" that nothing matches."""

    starts: list[int]
    ends: list[int]
    low: list[str]
    edges: list[Edges]


@dataclass(frozen=True, slots=True)
class Found:
    """Words that a rule matches. `first` and `last` are words (half-open), `span` characters of the article's text."""

    rule: Rule
    slots: dict[str, Value]
    first: int
    last: int
    span: Span


def cut(text: str, start: int, end: int, grammar: Grammar, *, wrapped: bool) -> Words:
    """The words of text[start:end] with their readings. `wrapped`: single ends of lines are mere spaces."""
    starts: list[int] = []
    ends: list[int] = []
    low: list[str] = []
    edges: list[Edges] = []
    plain, careful = grammar.plain, grammar.careful
    for match in PIECES.finditer(text, start, end):
        piece = match.group()
        if piece[0] == "\n":
            if wrapped and len(piece) == 1:
                continue
            piece = "\n"
        word = piece.lower() if piece != "’" else "'"
        known = plain.get(word, ())
        if piece[0].isdecimal():
            known = (*known, *((key, value, 1) for key, value in readings(piece)))
        starts.append(match.start())
        ends.append(match.end())
        low.append(word)
        edges.append(known)
    for i in [i for i, word in enumerate(low) if edges[i] or word in careful]:
        word = low[i]
        if grammar.small and edges[i] and text[starts[i]].isupper() and _a_name(low, i):
            edges[i] = tuple(edge for edge in edges[i] if edge[0][1:-1].partition(".")[0] not in grammar.small)
        if word in careful:
            capital = text[starts[i]].isupper()
            more = tuple(
                (edge.key, edge.value, 1 + len(edge.tail))
                for edge in careful[word]
                if (capital or not edge.capital)
                and (not edge.tail or tuple(low[i + 1 : i + 1 + len(edge.tail)]) == edge.tail)
            )
            if more:
                edges[i] = edges[i] + more
    return Words(starts, ends, low, edges)


def _a_name(low: list[str], i: int) -> bool:
    """Whether a capital is a name's rather than a sentence's: a word of letters right before it, no figures near."""
    if i == 0 or not low[i - 1][-1].isalpha():
        return False
    near = low[max(0, i - 2) : i] + low[i + 1 : i + 3]
    return not any(word[0].isdecimal() for word in near)


def matches(words: Words, grammar: Grammar) -> list[Found]:
    """What the templates match, in order of the text: the longest first, of equals the rule written first."""
    candidates: list[Found] = []
    opening = grammar.root.next
    for i, edges in enumerate(words.edges):
        for key, value, length in edges:
            if key in opening:
                _walk(opening[key], i + length, (value,), (i,), words, candidates)
    candidates.sort(key=lambda c: (c.first - c.last, c.rule.order, c.first))
    taken = bytearray(len(words.low))
    chosen = []
    for found in candidates:
        if not any(taken[found.first : found.last]):
            taken[found.first : found.last] = b"\x01" * (found.last - found.first)
            chosen.append(found)
    return sorted(chosen, key=lambda f: f.first)


def _walk(
    node: Node,
    at: int,
    values: tuple[Value, ...],
    places: tuple[int, ...],
    words: Words,
    candidates: list[Found],
) -> None:
    for accept in node.accepts:
        first = places[accept.lead]
        last = at if not accept.tail else places[len(places) - accept.tail]
        if _stands_well(accept.rule, first, last, words):
            slots = {slot: value for slot, value in zip(accept.slots, values, strict=True) if slot}
            span = Span(words.starts[first], words.ends[last - 1])
            candidates.append(Found(accept.rule, slots, first, last, span))
    if at >= len(words.low):
        return
    for key, value, length in words.edges[at]:
        child = node.next.get(key)
        if child is not None:
            _walk(child, at + length, (*values, value), (*places, at), words, candidates)


def _stands_well(rule: Rule, first: int, last: int, words: Words) -> bool:
    before = words.low[first - 1] if first else ""
    after = words.low[last] if last < len(words.low) else ""
    return not (
        (rule.after and before not in rule.after)
        or before in rule.not_after
        or (rule.before and after not in rule.before)
        or after in rule.not_before
    )
