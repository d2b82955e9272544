"""Actors against dispatches of our own with every mention marked (tests/gold/actors/), by codebook §2.

Three sets: the first was written beside the rules; `unseen` and `fresh` (tests/gold/actors/) were each written and read once before any
rule was mended on them, and what that first reading showed is told in their README. Their figures bear the set's name: "fr.unseen.country".

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
SETS = {"": GOLD, "unseen": GOLD / "unseen", "fresh": GOLD / "fresh"}
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


def run(folder: Path = GOLD) -> Iterator[tuple[Parse, Marked, list[Mention], dict[str, bool], list[Mention]]]:
    """Every mark of one folder's files with what was found for it, and all the mentions of its article."""
    from dragoman.actors import find_actors
    from dragoman.gazetteer import load_gazetteer
    from dragoman.language import Languages
    from dragoman.parse import load_parser, parse

    languages, parser, gazetteer = Languages(), load_parser(), load_gazetteer()
    for path in sorted(folder.glob("*.txt")):
        gold = list(read_gold(path))
        for parsed, (_, marks) in zip(
            parse([a for a, _ in gold], parser=parser, languages=languages), gold, strict=True
        ):
            mentions = list(find_actors(parsed, languages[path.stem], gazetteer, on=parsed.article.published))
            for mark in marks:
                found = best_match(mark, mentions)
                yield parsed, mark, found, judge(mark, found), mentions


def measure() -> dict[str, float]:
    """Shares right, by language: "fr.country", and "fr.unseen.country" of the second set."""
    return {key: value for name, folder in SETS.items() for key, value in shares(folder, name).items()}


def shares(folder: Path, name: str = "") -> dict[str, float]:
    """Shares right of one folder's files; `name` is that of the set."""
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    for parsed, _, _, verdict, _ in run(folder):
        for kind, good in verdict.items():
            key = ".".join(filter(None, (parsed.article.lang, name, kind)))
            right[key] += good
            total[key] += 1
    return {key: round(right[key] / n, 4) for key, n in sorted(total.items())}


def report() -> str:
    """The figures and every mention that is not right."""
    lines = [line for folder in SETS.values() for line in faults(folder)]
    return "\n".join([*lines, "", *(f"{key:20} {value:.3f}" for key, value in measure().items())])


def faults(folder: Path) -> Iterator[str]:
    """One line for every mention of a folder's files that is not right."""
    for parsed, mark, found, verdict, _ in run(folder):
        wrong = [key for key, good in verdict.items() if not good]
        if wrong:
            got = "; ".join(f"{m.entity.name}|{m.entity.code}|{','.join(m.entity.sectors)}|{m.rule}" for m in found)
            told = f"{mark.span.of(parsed.text)!r} {mark.names} {mark.codes} {mark.sectors}"
            yield f"{parsed.article.id}: {told} wrong {wrong}: {got or 'nothing'}"
