"""Actors against dispatches of our own with every mention marked (tests/gold/actors/), by codebook §2.

A marked mention is found where a mention overlaps its words. Country, sector and name count over found mentions that the gold tells;
`chains` are titles, descriptions and pronouns that stand for somebody told elsewhere; `heads` are capitals, as governments or places.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman.types import Article, Mention, Parse, Span

GOLD = Path(__file__).resolve().parents[2] / "tests" / "gold" / "actors"
_MARK = re.compile(r"\[([^\[\]|]+)\|([^\[\]|]+)\|([^\[\]|]+)\|([^\[\]|]+)\|([a-z])\]")


@dataclass(frozen=True, slots=True)
class Marked:
    """One marked mention: names, codes and sectors are empty where the gold does not tell them."""

    span: Span
    names: tuple[str, ...]
    codes: tuple[str, ...]
    sectors: tuple[str, ...]
    kind: str


def read_gold(path: Path) -> Iterator[tuple[Article, list[Marked]]]:
    """The dispatches of one file, with their marks taken out of the text."""
    for piece in path.read_text(encoding="utf8").split("## ")[1:]:
        head, _, body = piece.partition("\n")
        identity, day = head.split()
        text, marks, at = "", [], 0
        for match in _MARK.finditer(body := body.strip()):
            text += body[at : match.start()]
            words, names, codes, sectors, kind = match.groups()
            start = len(text)
            text += words
            marks.append(Marked(Span(start, len(text)), *(_told(v) for v in (names, codes, sectors)), kind))  # type: ignore[arg-type]
            at = match.end()
        yield Article(identity, text + body[at:], path.stem, published=day), marks


def _told(value: str) -> tuple[str, ...]:
    return () if value == "-" else tuple(value.split("+"))


def best_match(mark: Marked, mentions: list[Mention]) -> list[Mention]:
    """The mentions that overlap a mark most: several where one stretch stands for several."""
    over = [(min(m.span.end, mark.span.end) - max(m.span.start, mark.span.start), m) for m in mentions
            if m.span is not None and m.span.overlaps(mark.span)]  # fmt: skip
    if not over:
        return []
    top = max(over, key=lambda o: (o[0], -len(o[1].span or ())))[1].span
    return [m for _, m in over if m.span == top]


def judge(mark: Marked, found: list[Mention]) -> dict[str, bool]:
    """What is right of a mention: only what the gold tells."""
    if mark.kind == "x":
        return {"heads": not any(m.entity.head for m in found)}
    verdict = {"recall": bool(found)}
    entities = [m.entity for m in found]
    if mark.kind in ("t", "r"):
        right = bool(found) and (not mark.codes or {e.code for e in entities} == set(mark.codes))
        verdict["chains"] = right and (not mark.names or {e.name for e in entities} == set(mark.names))
    if mark.kind == "h":
        verdict["heads"] = any(e.head for e in entities)
    if not found:
        return verdict
    if mark.codes:
        verdict["country"] = {e.code for e in entities} == set(mark.codes)
    if mark.sectors:
        verdict["sector"] = all(set(mark.sectors) & set(e.sectors[:2]) for e in entities)
    if mark.names:
        verdict["name"] = {e.name for e in entities} == set(mark.names)
    return verdict


def run() -> Iterator[tuple[Parse, Marked, list[Mention], dict[str, bool], list[Mention]]]:
    """Every mark with what was found for it, and all the mentions of its article."""
    from dragoman.actors import find_actors
    from dragoman.gazetteer import load_gazetteer
    from dragoman.language import Languages
    from dragoman.parse import load_parser, parse

    languages, parser, gazetteer = Languages(), load_parser(), load_gazetteer()
    for path in sorted(GOLD.glob("*.txt")):
        gold = list(read_gold(path))
        for parsed, (_, marks) in zip(
            parse([a for a, _ in gold], parser=parser, languages=languages), gold, strict=True
        ):
            mentions = list(find_actors(parsed, languages[path.stem], gazetteer, on=parsed.article.published))
            for mark in marks:
                found = best_match(mark, mentions)
                yield parsed, mark, found, judge(mark, found), mentions


def measure() -> dict[str, float]:
    """Shares right, by language: "fr.country" and so on."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for parsed, _, _, verdict, _ in run():
        lang = parsed.article.lang
        for key, good in verdict.items():
            right[f"{lang}.{key}"] += good
            total[f"{lang}.{key}"] += 1
    return {key: round(right[key] / n, 4) for key, n in sorted(total.items())}


def report() -> str:
    """The figures and every mention that is not right."""
    lines = []
    for parsed, mark, found, verdict, _ in run():
        wrong = [key for key, good in verdict.items() if not good]
        if wrong:
            got = (
                "; ".join(f"{m.entity.name}|{m.entity.code}|{','.join(m.entity.sectors)}|{m.rule}" for m in found)
                or "nothing"
            )
            lines.append(f"{parsed.article.id}: {mark.span.of(parsed.text)!r} {mark.names} {mark.codes} {mark.sectors} "
                         f"wrong {wrong}: {got}")  # fmt: skip
    return "\n".join([*lines, "", *(f"{key:14} {value:.3f}" for key, value in measure().items())])
