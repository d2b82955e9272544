"""Events against sentences told in three languages (issue 5): one of our own for each sense, and some that tell no event.

The triples are in `tests/gold/parallel/`, their format in its README. A type is right when the reading has it; sides, mode and
status are scored on the events whose type is right. Agreement asks the three languages about each other, not the reading: it
is counted over the sentences where the reading or a language has an event, and `agreement.type` is the share of them where all
three found the same types, `agreement.sides` the share of those where the sides are the same too.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bench.measures.dispatches import shown, side_fits
from bench.measures.events import interval
from dragoman.pipeline import code
from dragoman.reading import article
from dragoman.types import Event, Mention

GOLD = Path(__file__).resolve().parents[2] / "tests" / "gold" / "parallel"
LANGS = ("en", "fr", "es")
PUBLISHED = "2026-01-12"
FIND = re.compile(r"^(\S+) ([A-Z]+)(?:\.([a-z-]+))?:([a-z]+)(?: (\S+))?$")
FIELDS = ("mode", "status", "actors", "recipients")


@dataclass(frozen=True, slots=True)
class Find:
    """An event that a sentence tells: codes or sectors of its sides, none where it has none."""

    type: str
    mode: str | None
    status: str
    actors: tuple[str, ...]
    recipients: tuple[str, ...]

    def wrong(self, event: Event) -> list[str]:
        """The fields in which an event of this type differs."""
        same = (
            event.mode == self.mode,
            event.status == self.status,
            _fits(self.actors, event.actors),
            _fits(self.recipients, event.recipients),
        )
        return [field for field, right in zip(FIELDS, same, strict=True) if not right]


@dataclass(frozen=True, slots=True)
class Triple:
    """One sentence in three languages (language → text) and the events that it tells. `sense` is its name: "agree.promise"."""

    sense: str
    texts: Mapping[str, str]
    finds: tuple[Find, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What one language gave for one triple: a find beside its event, finds without one, and events beyond the reading."""

    triple: Triple
    lang: str
    events: tuple[Event, ...]
    met: tuple[tuple[Find, Event], ...]
    missed: tuple[Find, ...]
    false: tuple[Event, ...]

    @property
    def faults(self) -> list[str]:
        """What is not as the reading has it, a word for each."""
        lines = ["missed" for _ in self.missed] + ["false" for _ in self.false]
        return lines + [field for find, event in self.met for field in find.wrong(event)]


def read_find(line: str) -> Find:
    """ "FRA+DEU AGREE:done", "USA SANCTION.expel:future RUS", "- ASSAULT.drone:done UKR"."""
    match = FIND.match(line)
    if match is None:
        raise ValueError(f"{line!r} is not written as ACTORS TYPE[.mode]:status [RECIPIENTS]")
    actors, kind, mode, status, recipients = match.groups()
    return Find(kind, mode, status, _names(actors), _names(recipients or "-"))


def _fits(wanted: tuple[str, ...], found: Sequence[Mention]) -> bool:
    """ "?": the codebook leaves that side open."""
    return wanted == ("?",) or side_fits(wanted, found)


def _names(side: str) -> tuple[str, ...]:
    return () if side == "-" else tuple(side.split("+"))


@cache
def triples() -> tuple[Triple, ...]:
    """Every triple of the gold, file by file."""
    found = []
    for path in sorted(GOLD.glob("*.toml")):
        for kind, table in tomllib.loads(path.read_text(encoding="utf8")).items():
            for name, told in table.items() if path.name != "faults.toml" else ():
                texts = {lang: told[lang] for lang in LANGS}
                found.append(Triple(f"{kind}.{name}", texts, tuple(map(read_find, told["finds"]))))
    return tuple(found)


@cache
def answers(lang: str) -> tuple[Answer, ...]:
    """What a language gives for each triple, in order."""
    texts = [article(t.texts[lang], id=t.sense, lang=lang, published=PUBLISHED) for t in triples()]
    return tuple(answer(t, lang, coded.events) for t, coded in zip(triples(), code(texts), strict=True))


def answer(triple: Triple, lang: str, events: Sequence[Event]) -> Answer:
    """Each find takes the event of its type that differs least."""
    left, met, missed = list(events), [], []
    for find in triple.finds:
        able = [event for event in left if event.type == find.type]
        best = min(able, key=lambda event: len(find.wrong(event)), default=None)
        if best is None:
            missed.append(find)
        else:
            left.remove(best)
            met.append((find, best))
    return Answer(triple, lang, tuple(events), tuple(met), tuple(missed), tuple(left))


def measure() -> dict[str, float]:
    """Flat figures: <lang>.type_precision, type_recall, type_f1, sides, mode, status, strict; agreement.type, agreement.sides."""
    if not GOLD.is_dir():
        return {}
    figures: dict[str, float] = {}
    for lang in LANGS:
        figures |= {f"{lang}.{name}": value for name, value in _figures(answers(lang)).items()}
    return {name: round(value, 4) for name, value in (figures | _agreement()).items()}


def report() -> str:
    """The figures with intervals, the types of each language, and every sentence where something differs."""
    if not GOLD.is_dir():
        return f"parallel: skipped, {GOLD} is absent"
    lines = [f"{len(triples())} sentences in three languages"]
    lines += [f"{name:24s} {value:.3f}" for name, value in measure().items()]
    lines += ["", "type, found/told and false in each language", *_types(), ""]
    for found in zip(*map(answers, LANGS), strict=True):
        lines += _differences(found)
    return "\n".join(lines)


def _figures(found: Sequence[Answer]) -> dict[str, float]:
    met = [pair for answer in found for pair in answer.met]
    told, false = sum(len(a.triple.finds) for a in found), sum(len(a.false) for a in found)
    precision, recall = len(met) / max(len(met) + false, 1), len(met) / max(told, 1)
    wrong = [set(find.wrong(event)) for find, event in met]
    share = {field: sum(field not in faults for faults in wrong) / max(len(met), 1) for field in ("mode", "status")}
    return {
        "type_precision": precision,
        "type_recall": recall,
        "type_f1": 2 * precision * recall / max(precision + recall, 1e-9),
        "sides": sum(not {"actors", "recipients"} & faults for faults in wrong) / max(len(met), 1),
        **share,
        "strict": sum(not answer.faults for answer in found) / max(len(found), 1),
    }


def differing() -> list[tuple[Answer, ...]]:
    """The answers to the sentences where the three languages did not find events of the same types."""
    return [found for found in _asked() if len(set(map(_kinds, found))) > 1]


def _asked() -> list[tuple[Answer, ...]]:
    """The answers to every sentence where the reading or a language has an event."""
    every = zip(*map(answers, LANGS), strict=True)
    return [found for found in every if any(answer.events or answer.triple.finds for answer in found)]


def _agreement() -> dict[str, float]:
    asked = _asked()
    same = [found for found in asked if len(set(map(_kinds, found))) == 1]
    sides = sum(len(set(map(_sides, found))) == 1 for found in same)
    return {"agreement.type": len(same) / max(len(asked), 1), "agreement.sides": sides / max(len(same), 1)}


def _kinds(answer: Answer) -> tuple[str, ...]:
    return tuple(sorted(event.type for event in answer.events))


def _sides(answer: Answer) -> tuple[tuple[object, ...], ...]:
    return tuple(sorted((e.type, _codes(e.actors), _codes(e.recipients)) for e in answer.events))


def _codes(side: Sequence[Mention]) -> tuple[str, ...]:
    return tuple(sorted({m.entity.code or (m.entity.sectors or ("?",))[0] for m in side}))


def _types() -> list[str]:
    told = Counter(find.type for triple in triples() for find in triple.finds)
    rows = []
    for kind, total in sorted(told.items()):
        row = f"  {kind:10s}"
        for lang in LANGS:
            right = sum(find.type == kind for a in answers(lang) for find, _ in a.met)
            false = sum(event.type == kind for a in answers(lang) for event in a.false)
            low, high = interval(right, total)
            row += f"  {lang} {right:3d}/{total:<3d} [{low:.2f}, {high:.2f}] false {false:<3d}"
        rows.append(row)
    return rows


def _differences(found: Sequence[Answer]) -> list[str]:
    if not any(answer.faults for answer in found):
        return []
    triple = found[0].triple
    wanted = "; ".join(_told(find) for find in triple.finds) or "nothing"
    lines = [f"{triple.sense}: wants {wanted}"]
    for answer in found:
        events = "; ".join(shown(event) for event in answer.events) or "nothing"
        lines.append(
            f"  {answer.lang} {'/'.join(answer.faults) or 'right':24s} {triple.texts[answer.lang]}\n      {events}"
        )
    return lines


def _told(find: Find) -> str:
    mode = f".{find.mode}" if find.mode else ""
    return f"{'+'.join(find.actors) or '-'} {find.type}{mode}:{find.status} {'+'.join(find.recipients) or '-'}"
