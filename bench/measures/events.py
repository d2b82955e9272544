"""Events against the development gold: PLOVER's own English records, and PUD news in three languages (issue 5).

Data is read from `../shared/gold` beside the repository and skipped, saying so, where it is absent.
"""

from __future__ import annotations

import json
import math
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from dragoman.actors import find_actors
from dragoman.events import explain_events
from dragoman.parse import parse
from dragoman.pipeline import code, default_kit
from dragoman.quotes import find_quotes
from dragoman.types import Article, Event, Mention, Part, Span

GOLD = Path(__file__).resolve().parents[3] / "shared" / "gold"
LANGS = ("en", "fr", "es")
#: PLOVER's records spell some countries their own way.
COUNTRIES = {"JAP": "JPN", "ITL": "ITA", "ISM": None}
PUD_DATE = "2016-11-15"
#: Name, language, publication date, texts, and for each text the types of the gold and those found.
Corpus = tuple[str, str, str | None, list[str], list[tuple[list[str], list[str]]]]
#: Cause of a miss, as the grammar words it → what would mend it.
MENDS = {
    "no trigger": "words for it in the lexicon, or a tree that the parser got wrong",
    "another type": "the pattern that won is too wide, or the gold reads the codebook otherwise",
    "nobody of a known side": "the actors room: a name, group or place it does not know; or a pattern whose R! is too strict",
    "no political side": "the actors room: neither side is known",
    "no actor": "the subject is not reached: events/sides, or a pronoun",
    "no recipient": "the object is not reached: events/sides, or a pattern without the right preposition",
    "no partner": "the second party is not reached: events/sides",
    "content of": "as the codebook has it, or a content that reaches too far",
    "purpose": "as the codebook has it, or a clause that is no purpose",
    "said by nobody of nobody": "a speaker that the report or quotes room misses",
    "a noun that tells too little": "a verb that carries the noun, missing in light.toml",
}


def measure() -> dict[str, float]:
    """Flat figures: gsr.precision/recall/f1, gsr.countries_f1, <lang>.precision/recall/f1, <lang>.false_per_100, agreement."""
    figures: dict[str, float] = {}
    if not GOLD.is_dir():
        return figures
    figures |= _gsr()
    figures |= _pud()
    return {name: round(value, 4) for name, value in figures.items()}


def report() -> str:
    """The same as a table, with counts per type, 95 % intervals and the worst confusions."""
    if not GOLD.is_dir():
        return f"events: skipped, {GOLD} is absent"
    lines = [f"{name:28s} {value:8.3f}" for name, value in measure().items()]
    gsr, _ = _gsr_records()
    pud = _rows("pud_news.jsonl")
    corpora: list[Corpus] = [("gsr", "en", None, list(gsr), _gsr_pairs())]
    corpora += [(lang, lang, PUD_DATE, [row[lang] for row in pud], _pud_pairs(lang)) for lang in LANGS]
    for name, lang, published, texts, pairs in corpora:
        hits, gold, found = _counts(pairs)
        lines += [
            "",
            f"{name}: {gold} events, {found} found, {hits} right; precision {_share(hits, found)}, recall {_share(hits, gold)}",
        ]
        lines += ["  type, found/gold, recall with 95 % interval, false", *_by_type(pairs)]
        lines += [
            "  the twenty worst confusions, and what would mend them",
            *_confusions(texts, lang, published, pairs),
        ]
    return "\n".join(lines)


def _share(hits: int, total: int) -> str:
    low, high = interval(hits, total)
    return f"{hits / max(total, 1):.3f} [{low:.2f}, {high:.2f}]"


def _confusions(
    texts: Sequence[str], lang: str, published: str | None, pairs: Sequence[tuple[list[str], list[str]]]
) -> list[str]:
    """Which type was told as which, how often, and why: the reasons that the grammar itself gives for the missed ones."""
    counts, causes = Counter[tuple[str, str]](), Counter[tuple[str, str, str]]()
    blocked = _blocked(texts, lang, published)
    for (wanted, got), reasons in zip(pairs, blocked, strict=True):
        for kind in (Counter(wanted) - Counter(got)).elements():
            told = "/".join(sorted((Counter(got) - Counter(wanted)).keys())) or "-"
            counts[kind, told] += 1
            causes[kind, told, reasons.get(kind, "no trigger" if told == "-" else "another type")] += 1
    lines = []
    for (kind, told), n in counts.most_common(20):
        why = Counter({cause: m for (k, t, cause), m in causes.items() if (k, t) == (kind, told)})
        mends = "; ".join(f"{cause} {m}: {mend(cause)}" for cause, m in why.most_common(3))
        lines.append(f"  {kind} told as {told}: {n}  ({mends})")
    return lines


def _blocked(texts: Sequence[str], lang: str, published: str | None) -> list[dict[str, str]]:
    """For each text the types whose triggers were all blocked, with the reason of the first."""
    kit, articles = default_kit(), _articles(texts, lang, published)
    language, found = kit.languages[lang], []
    for article, parsed in zip(articles, parse(articles, parser=kit.parser, languages=kit.languages), strict=True):
        actors = find_actors(parsed, language, kit.gazetteer, on=article.published)
        told = explain_events(parsed, language, kit.ontology, actors, find_quotes(parsed, language, actors))
        reasons: dict[str, str] = {}
        for _, _, rule, why in told:
            if why:
                reasons.setdefault(rule.partition("#")[2].partition(".")[0].upper(), why)
        found.append(reasons)
    return found


def mend(cause: str) -> str:
    """What would mend a miss of this cause."""
    return next(
        (cure for start, cure in MENDS.items() if cause.startswith(start)), "the rule that blocks it, if it errs"
    )


def _by_type(pairs: Sequence[tuple[list[str], list[str]]]) -> list[str]:
    gold, found, false = Counter[str](), Counter[str](), Counter[str]()
    for wanted, got in pairs:
        gold.update(wanted)
        found.update((Counter(wanted) & Counter(got)).elements())
        false.update((Counter(got) - Counter(wanted)).elements())
    rows = []
    for kind in sorted(gold | false):
        low, high = interval(found[kind], gold[kind])
        rows.append(f"  {kind:10s} {found[kind]:4d}/{gold[kind]:<4d} [{low:.2f}, {high:.2f}]  false {false[kind]}")
    return rows


def interval(hits: int, total: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share."""
    if not total:
        return 0.0, 1.0
    z, share = 1.96, hits / total
    middle = (share + z * z / (2 * total)) / (1 + z * z / total)
    half = z * math.sqrt(share * (1 - share) / total + z * z / (4 * total * total)) / (1 + z * z / total)
    return max(0.0, middle - half), min(1.0, middle + half)


def _rows(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (GOLD / name).read_text(encoding="utf8").splitlines() if line.strip()]


def _coded(texts: Iterable[str], lang: str, published: str | None) -> list[tuple[Event, ...]]:
    return [coded.events for coded in code(_articles(texts, lang, published))]


def _articles(texts: Iterable[str], lang: str, published: str | None) -> list[Article]:
    return [
        Article(str(k), text, lang, published=published, parts=(Part("body", Span(0, len(text))),))
        for k, text in enumerate(texts)
    ]


def _gsr_records() -> tuple[dict[str, list[dict[str, Any]]], list[tuple[Event, ...]]]:
    by_text: dict[str, list[dict[str, Any]]] = {}
    for row in _rows("events_en_plover_gsr.jsonl"):
        by_text.setdefault(row["text"].strip().strip("{}"), []).append(row)
    return by_text, _coded(by_text, "en", None)


def _gsr_pairs() -> list[tuple[list[str], list[str]]]:
    by_text, found = _gsr_records()
    return [([r["event"] for r in rows], [e.type for e in events])
            for rows, events in zip(by_text.values(), found, strict=True)]  # fmt: skip


def _gsr() -> dict[str, float]:
    by_text, found = _gsr_records()
    pairs = _gsr_pairs()
    countries = sum(
        any(_same_sides(row, event) for event in events)
        for rows, events in zip(by_text.values(), found, strict=True)
        for row in rows
    )
    hits, gold, got = _counts(pairs)
    scores = _scores("gsr", hits, gold, got)
    return {**scores, "gsr.countries_f1": 2 * countries / (gold + got)}


def _same_sides(row: Mapping[str, Any], event: Event) -> bool:
    """Type and both countries; a side without a code in the gold is not checked, sides of one act in common are one list."""
    source, target = _gold_codes(row["source"]), _gold_codes(row["target"])
    actors, recipients = _codes(event.actors), _codes(event.recipients)
    if event.type != row["event"]:
        return False
    if not target:
        return source <= actors | recipients
    return (not source or bool(source & actors)) and bool(target & (recipients or actors))


def _gold_codes(side: Any) -> set[str | None]:
    listed = [x.get("code") for x in side or () if isinstance(x, dict)]
    return {COUNTRIES.get(str(c), c) for c in listed} - {None}


def _codes(mentions: tuple[Mention, ...]) -> set[str | None]:
    return {m.entity.code or (m.entity.sectors or (None,))[0] for m in mentions}


def _pud_pairs(lang: str) -> list[tuple[list[str], list[str]]]:
    rows = _rows("pud_news.jsonl")
    found = _coded([row[lang] for row in rows], lang, PUD_DATE)
    return [([e["type"] for e in row["events"]], [e.type for e in events])
            for row, events in zip(rows, found, strict=True)]  # fmt: skip


def _pud() -> dict[str, float]:
    figures: dict[str, float] = {}
    types: dict[str, list[list[str]]] = {}
    for lang in LANGS:
        pairs = _pud_pairs(lang)
        types[lang] = [found for _, found in pairs]
        figures |= _scores(lang, *_counts(pairs))
        empty = [found for gold, found in pairs if not gold]
        figures[f"{lang}.false_per_100"] = 100 * sum(map(len, empty)) / max(len(empty), 1)
    agree = told = 0
    for found in zip(*types.values(), strict=True):
        told += max(map(len, found))
        common = Counter(found[0]) & Counter(found[1]) & Counter(found[2])
        agree += common.total()
    return {**figures, "languages.agreement": agree / max(told, 1)}


def _counts(pairs: Sequence[tuple[list[str], list[str]]]) -> tuple[int, int, int]:
    """(right, in gold, found) by type, each gold event met at most once."""
    hits = sum((Counter(gold) & Counter(found)).total() for gold, found in pairs)
    return hits, sum(len(gold) for gold, _ in pairs), sum(len(found) for _, found in pairs)


def _scores(name: str, hits: int, gold: int, found: int) -> dict[str, float]:
    precision, recall = hits / max(found, 1), hits / max(gold, 1)
    f1 = 2 * precision * recall / (precision + recall) if hits else 0.0
    return {f"{name}.precision": precision, f"{name}.recall": recall, f"{name}.f1": f1}
