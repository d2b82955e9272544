"""Events on the dispatches of our own (issue 5): ten a language in `tests/gold/dispatches/`, each with a careful reading.

The format of the readings is in `tests/gold/dispatches/README.md`. An event is found when one of its type (or of a type that
the reading also bears) is told in the sentence of its trigger; its sides, status, mode, date and source are scored on those found.
Lenient events are neither missed nor false. Strict: type, both sides and status.
"""

from __future__ import annotations

import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.measures.events import interval
from dragoman.pipeline import code
from dragoman.reading import article
from dragoman.types import Event, Mention, Span

GOLD = Path(__file__).resolve().parents[2] / "tests" / "gold" / "dispatches"
LANGS = ("en", "fr", "es")
CHECKED = ("actors", "recipients", "status", "mode", "date", "claimed_by")
#: What the strict figures ask for.
STRICT = frozenset({"actors", "recipients", "status"})


@dataclass(frozen=True, slots=True)
class Answer:
    """One event of a reading and what was found for it; `event` None where nothing was. `line` is its sentence."""

    dispatch: str
    gold: Mapping[str, Any]
    event: Event | None
    line: str

    @property
    def name(self) -> str:
        """How the list of known misses names it."""
        return f"{self.dispatch}: {self.gold['type']} «{self.gold['trigger']}»"

    @property
    def wrong(self) -> list[str]:
        """What is not as the reading has it: "type" where nothing was found, else the fields that differ."""
        return ["type"] if self.event is None else [key for key in CHECKED if not _agrees(key, self.gold, self.event)]


@dataclass(frozen=True, slots=True)
class Outcome:
    """Everything told of one language's dispatches: an answer for each event of the readings, and the false events."""

    answers: tuple[Answer, ...]
    false: tuple[tuple[str, Event, str], ...]

    @property
    def wanted(self) -> list[Answer]:
        """The answers that count: the reading does not leave them open."""
        return [answer for answer in self.answers if not answer.gold.get("lenient")]


def measure() -> dict[str, float]:
    """Flat figures: <lang>.precision, recall, f1, strict_recall, and the share right of sides, status, mode, date."""
    figures: dict[str, float] = {}
    for lang in LANGS:
        if (GOLD / f"{lang}.toml").is_file():
            figures |= {f"{lang}.{key}": round(value, 4) for key, value in _figures(outcome(lang)).items()}
    return figures


def report() -> str:
    """The figures with their intervals, the types, and every miss, wrong field and false event with its sentence."""
    lines = []
    for lang in LANGS:
        if not (GOLD / f"{lang}.toml").is_file():
            lines.append(f"{lang}: skipped, no {lang}.toml in {GOLD}")
            continue
        found = outcome(lang)
        right = sum(answer.event is not None for answer in found.wanted)
        low, high = interval(right, len(found.wanted))
        lines += [f"{lang}: {right} of {len(found.wanted)} found [{low:.2f}, {high:.2f}], {len(found.false)} false"]
        lines += [f"  {key:14s} {value:.3f}" for key, value in _figures(found).items()]
        lines += _types(found) + _faults(found)
    return "\n".join(lines)


def outcome(lang: str) -> Outcome:
    """Code a language's dispatches and lay what was found beside the readings."""
    told = tomllib.loads((GOLD / f"{lang}.toml").read_text(encoding="utf8"))["dispatch"]
    articles = [article(d["text"].strip(), id=d["id"], lang=lang, published=d["published"]) for d in told]
    answers: list[Answer] = []
    false: list[tuple[str, Event, str]] = []
    for dispatch, coded in zip(told, code(articles), strict=True):
        met, left = _assign(coded.article.text, dispatch, coded.events)
        answers += met
        false += [(dispatch["id"], event, _line(coded.article.text, event.trigger.start)) for event in left]
    return Outcome(tuple(answers), tuple(false))


def _assign(text: str, dispatch: Mapping[str, Any], events: Sequence[Event]) -> tuple[list[Answer], list[Event]]:
    """Each event of the reading takes the best of the events left to it; those that count choose first."""
    placed, start = [], 0
    for gold in dispatch.get("event", ()):
        at = text.find(gold["trigger"], start)
        at = at if at >= 0 else text.find(gold["trigger"])
        if at < 0:
            raise ValueError(f"{dispatch['id']}: {gold['trigger']!r} is not in the text")
        placed.append((gold, Span(at, at + len(gold["trigger"]))))
        start = at
    left, answers = list(events), []
    for gold, span in sorted(placed, key=lambda pair: bool(pair[0].get("lenient"))):
        types = [gold["type"], *gold.get("alt", ())]
        able = [event for event in left if event.type in types and _told_at(text, event, span)]
        best = max(able, key=lambda event: _closeness(gold, types, event, span), default=None)
        if best is not None:
            left.remove(best)
        answers.append((span.start, Answer(dispatch["id"], gold, best, _line(text, span.start))))
    return [answer for _, answer in sorted(answers, key=lambda pair: pair[0])], left


def _told_at(text: str, event: Event, span: Span) -> bool:
    line = _line_span(text, span.start)
    return any(line.start <= mention.start < line.end for mention in (event.trigger, *event.mentions))


def _closeness(gold: Mapping[str, Any], types: Sequence[str], event: Event, span: Span) -> tuple[bool, int, int]:
    over = any(m.start < span.end and span.start < m.end for m in (event.trigger, *event.mentions))
    return over, -types.index(event.type), sum(_agrees(key, gold, event) for key in CHECKED)


def _line_span(text: str, at: int) -> Span:
    end = text.find("\n", at)
    return Span(text.rfind("\n", 0, at) + 1, end if end >= 0 else len(text))


def _line(text: str, at: int) -> str:
    return _line_span(text, at).of(text)


def _agrees(key: str, gold: Mapping[str, Any], event: Event) -> bool:
    """A field is as the reading has it; what the reading does not write is not checked."""
    if key not in gold:
        return True
    if key in ("actors", "recipients"):
        return side_fits(gold[key], event.actors if key == "actors" else event.recipients)
    if key == "claimed_by":
        return event.claimed_by is not None and gold[key] in _names(event.claimed_by)
    return bool(gold[key] == (getattr(event, key) or ""))


def side_fits(wanted: Sequence[str], found: Sequence[Mention]) -> bool:
    """Each side that the reading names is found once and nothing beyond it, but for unnamed people."""
    left = list(found)
    for name in wanted:
        match = next((mention for mention in left if name in _names(mention)), None)
        if match is None:
            return False
        left.remove(match)
    return all(mention.rule == "events#person" for mention in left)


def _names(mention: Mention) -> set[str]:
    return {mention.entity.code or "", *mention.entity.sectors} - {""}


def _figures(found: Outcome) -> dict[str, float]:
    wanted = found.wanted
    met = [answer for answer in wanted if answer.event is not None]
    precision, recall = len(met) / max(len(met) + len(found.false), 1), len(met) / max(len(wanted), 1)
    strict = sum(not STRICT.intersection(answer.wrong) for answer in met)
    figures = {"precision": precision, "recall": recall, "f1": 2 * precision * recall / max(precision + recall, 1e-9)}
    figures["strict_recall"] = strict / max(len(wanted), 1)
    figures["sides"] = sum(not {"actors", "recipients"} & set(answer.wrong) for answer in met) / max(len(met), 1)
    for key in ("status", "mode", "date", "claimed_by"):
        asked = [answer for answer in met if key in answer.gold]
        figures[key] = sum(key not in answer.wrong for answer in asked) / max(len(asked), 1)
    return figures


def _types(found: Outcome) -> list[str]:
    gold = Counter(answer.gold["type"] for answer in found.wanted)
    met = Counter(answer.gold["type"] for answer in found.wanted if answer.event is not None)
    false = Counter(event.type for _, event, _ in found.false)
    rows = []
    for kind in sorted(gold | false):
        low, high = interval(met[kind], gold[kind])
        rows.append(f"  {kind:10s} {met[kind]:3d}/{gold[kind]:<3d} [{low:.2f}, {high:.2f}]  false {false[kind]}")
    return rows


def _faults(found: Outcome) -> list[str]:
    lines = [
        f"  {'MISS' if answer.event is None else '/'.join(answer.wrong)}  {answer.name}  in  {answer.line}"
        + (f"\n      found {shown(answer.event)}" if answer.event is not None else "")
        for answer in found.wanted
        if answer.wrong
    ]
    return lines + [f"  FALSE  {name}: {shown(event)}  in  {line}" for name, event, line in found.false]


def shown(event: Event) -> str:
    """An event on one line."""

    def side(mentions: Sequence[Mention]) -> str:
        return "+".join(m.entity.code or (m.entity.sectors or ("?",))[0] for m in mentions) or "-"

    kind = event.type + (f".{event.mode}" if event.mode else "")
    return f"{side(event.actors)} {kind}:{event.status} {side(event.recipients)} {event.date or ''} ({event.rule})"
