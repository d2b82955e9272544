"""How well times are found and valued: French TimeBank and the MEANTIME news in English and Spanish, and the speed of it.

Strict = the same span, relaxed = spans that overlap, value = overlapping and the same value, each as F1 over all expressions;
one gold expression counts for one found. The time that spans a whole range ("times#range") is left out: TimeML writes the
two ends. Where the gold's habits differ from the codebook (§4) the codebook is followed and the difference counts as an error:
"three days ago" is dated, not measured; weeks are ISO weeks; a clash of text and publication date is not mended.

`tree.` figures come from the shipped parser with one part a line, `flat.` from the text alone.
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from dragoman.language import Languages
from dragoman.parse import Parser, load_parser, parse
from dragoman.times import find_times
from dragoman.types import Article, Parse, Part, Span, Time

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
FILES = {"fr": "times_fr_timebank_dev.jsonl", "en": "times_en_meantime.jsonl", "es": "times_es_meantime.jsonl"}
#: Times the texts are repeated when speed is taken, so that the clock has something to measure.
REPEATS = 10
#: What hostile texts are made of: digits, slashes, names of months and days, beginnings of ranges.
HOSTILE = ("1", "1/", "12/01/2026 ", "janvier mars enero May ", "lundi ", "de la nuit du 3 au ")


@dataclass(slots=True)
class Score:
    """Counts of one language."""

    gold: int = 0
    found: int = 0
    strict: int = 0
    relaxed: int = 0
    value: int = 0

    def f1(self, name: str) -> float:
        total = self.gold + self.found
        return 2 * getattr(self, name) / total if total else 0.0


def available() -> bool:
    """Whether the gold is there."""
    return all((GOLD / name).is_file() for name in FILES.values())


def measure() -> dict[str, float]:
    """F1 per language, with trees and without; words per CPU second without trees, in thousands."""
    figures: dict[str, float] = {}
    if not available():
        return figures
    languages, parser = Languages(), load_parser()
    for lang in FILES:
        for way, reader in (("tree", parser), ("flat", None)):
            score = _score(lang, languages, reader)
            figures |= {f"{lang}.{way}.{name}_f1": score.f1(name) for name in ("strict", "relaxed", "value")}
    return figures


def report() -> str:
    """A table of the figures, and the speed."""
    if not available():
        return f"times: skipped, {GOLD} is not there"
    figures = measure()
    lines = ["times      strict  relaxed  value   (F1)"]
    for lang in FILES:
        for way in ("tree", "flat"):
            row = "   ".join(f"{figures[f'{lang}.{way}.{name}_f1']:.3f}" for name in ("strict", "relaxed", "value"))
            lines.append(f"  {lang} {way}   {row}")
    lines += [f"  {lang} {words / 1000:.0f}k words per CPU second, times alone" for lang, words in speed().items()]
    for lang, (worst, seconds, growth) in hostile().items():
        lines.append(
            f"  {lang} 1 MB of {worst!r}: {seconds:.1f} CPU s, the slowest; {growth:.1f} times a quarter of it at most"
        )
    return "\n".join(lines)


def speed() -> dict[str, float]:
    """Words (by spaces) per CPU second of find_times alone, without trees, per language."""
    languages, found = Languages(), {}
    for lang in FILES:
        articles = [article for article, _ in _articles(lang)]
        parsed = [Parse(article, ()) for article in articles] * REPEATS
        find_times(parsed[0], languages[lang], anchor=None)
        start = time.process_time()
        for one in parsed:
            find_times(one, languages[lang], anchor=one.article.published)
        found[lang] = sum(len(one.text.split()) for one in parsed) / (time.process_time() - start)
    return found


def hostile(size: int = 1_000_000) -> dict[str, tuple[str, float, float]]:
    """Per language, of texts of so many characters made of HOSTILE: the slowest, its CPU seconds, and how many times longer
    any takes than a quarter of it does (4 where time is linear)."""
    languages, found = Languages(), {}
    for lang in FILES:
        took = {}
        _seconds("", lang, languages)  # builds the grammar
        for piece in HOSTILE:
            quarter, whole = (_seconds(piece * (n // len(piece)), lang, languages) for n in (size // 4, size))
            took[piece] = (whole, whole / max(quarter, 0.05))
        worst = max(took, key=lambda piece: took[piece][0])
        found[lang] = (worst, took[worst][0], max(growth for _, growth in took.values()))
    return found


def _seconds(text: str, lang: str, languages: Languages) -> float:
    parsed = Parse(Article(id="hostile", text=text, lang=lang), ())
    start = time.process_time()
    find_times(parsed, languages[lang], anchor="2026-01-12")
    return time.process_time() - start


def _articles(lang: str) -> Iterator[tuple[Article, list[dict[str, Any]]]]:
    for line in (GOLD / FILES[lang]).read_text(encoding="utf8").splitlines():
        row = json.loads(line)
        yield Article(id=row["id"], text=row["text"], lang=lang, published=row["published"]), row["times"]


def _score(lang: str, languages: Languages, parser: Parser | None) -> Score:
    score = Score()
    for article, gold in _articles(lang):
        parsed = Parse(article, ())
        if parser is not None:
            parsed = parse([replace(article, parts=_lines(article.text))], parser=parser, languages=languages)[0]
        times = find_times(parsed, languages[lang], anchor=article.published)
        _count(score, gold, [found for found in times if found.rule != "times#range"])
    return score


def _lines(text: str) -> tuple[Part, ...]:
    """Each line a part; the first without a full stop is the title."""
    parts: list[Part] = []
    start = 0
    for line in text.split("\n"):
        if line.strip():
            title = not parts and not line.rstrip().endswith(".")
            parts.append(Part("title" if title else "body", Span(start, start + len(line))))
        start += len(line) + 1
    return tuple(parts)


def _count(score: Score, gold: list[dict[str, Any]], times: list[Time]) -> None:
    score.gold += len(gold)
    score.found += len(times)
    open_gold, left = list(gold), []
    for found in times:
        same = next((g for g in open_gold if (g["start"], g["end"]) == (found.span.start, found.span.end)), None)
        if same is None:
            left.append(found)
            continue
        open_gold.remove(same)
        score.strict += 1
        score.relaxed += 1
        score.value += same["value"] == found.value
    for found in left:
        near = next((g for g in open_gold if g["start"] < found.span.end and found.span.start < g["end"]), None)
        if near is not None:
            open_gold.remove(near)
            score.relaxed += 1
            score.value += near["value"] == found.value
