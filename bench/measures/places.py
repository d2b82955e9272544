"""How well places are found and told apart: our own dispatches with every place marked (tests/gold/places)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from dragoman import code
from dragoman.types import Coded, Place, Span

ROOT = Path(__file__).resolve().parents[2]
OWN = ROOT / "tests" / "gold" / "places"
LANGS = ("fr", "en", "es")
HEADER = re.compile(r"## (\S+) \| (\S+)")
MARK = re.compile(r"\[([^\[\]|]+)\|([a-z]+)\|([^\[\]|]+)\]|\{([^{}|]+)\|([^{}]+)\}")


@dataclass(frozen=True, slots=True)
class Marked:
    """A place as marked: its level, country ("-" for none) and, where asked, first-level region."""

    span: Span
    level: str
    country: str
    region: str


@dataclass(frozen=True, slots=True)
class Told:
    """An event as marked; None where it is not asked, "-" where there is none."""

    span: Span
    type: str
    date: str
    due: str | None
    place: str | None


@dataclass(frozen=True, slots=True)
class Dispatch:
    """One dispatch without its marks, and what they said."""

    id: str
    lang: str
    published: str
    text: str
    places: tuple[Marked, ...]
    events: tuple[Told, ...]


def read_gold(path: Path) -> Iterator[Dispatch]:
    """The dispatches of a file; its stem is the language."""
    blocks = re.split(r"^(?=## )", path.read_text(encoding="utf8"), flags=re.M)
    for block in blocks:
        head, _, body = block.partition("\n")
        match = HEADER.match(head)
        if not match:
            continue
        text, places, events, at = "", [], [], 0
        for mark in MARK.finditer(body := body.strip()):
            text += body[at : mark.start()]
            words = mark[1] or mark[4]
            span = Span(len(text), len(text) + len(words))
            text, at = text + words, mark.end()
            if mark[1]:
                country, _, region = mark[3].partition(".")
                places.append(Marked(span, mark[2], country, region))
            else:
                fields = [*mark[5].split("|"), "", "", ""]
                events.append(Told(span, fields[0], fields[1] or "-", fields[2] or None, fields[3] or None))
        text += body[at:]
        yield Dispatch(match[1], path.stem, match[2], text, tuple(places), tuple(events))


def gold(folder: Path, lang: str) -> list[Dispatch]:
    path = folder / f"{lang}.txt"
    return list(read_gold(path)) if path.exists() else []


def coded(dispatch: Dispatch) -> Coded:
    """The dispatch through the reader, which finds its dateline, and the whole program."""
    return code(dispatch.text, lang=dispatch.lang, published=dispatch.published)


def right_country(marked: Marked, place: Place) -> bool:
    return (place.country or "-") == marked.country


def compare(dispatch: Dispatch, places: tuple[Place, ...], counts: Counter[str]) -> Iterator[str]:
    """Adds up the counts; yields a line for every fault."""
    left = [place for place in places if place.span is not None]
    for marked in dispatch.places:
        counts["gold"] += 1
        counts["gold_city"] += marked.level == "city"
        words = marked.span.of(dispatch.text)
        place = next((p for p in left if p.span and p.span.overlaps(marked.span)), None)
        if place is None:
            yield f"{dispatch.id}: MISSED {words} ({marked.level} {marked.country})"
            continue
        left.remove(place)
        counts["found"] += 1
        country, level = right_country(marked, place), place.precision == marked.level
        region = not marked.region or place.region == marked.region
        counts["country"] += country
        counts["right"] += country and level and region
        counts["city"] += marked.level == "city" and country and level and region
        if not (country and level and region):
            yield f"{dispatch.id}: WRONG {words}: {place.precision} {place.region} {place.country}"
    for place in left:
        counts["extra"] += 1
        assert place.span is not None
        yield f"{dispatch.id}: EXTRA {place.span.of(dispatch.text)} ({place.precision} {place.country})"


def measure() -> dict[str, float]:
    """Shares of the marked places: country right, city right (of marked cities); precision of all that was found."""
    figures: dict[str, float] = {}
    for lang in LANGS:
        counts: Counter[str] = Counter()
        for dispatch in gold(OWN, lang):
            list(compare(dispatch, coded(dispatch).places, counts))
        if counts["gold"]:
            figures[f"{lang}.places"] = counts["gold"]
            figures[f"{lang}.country"] = counts["country"] / counts["gold"]
            figures[f"{lang}.city"] = counts["city"] / max(1, counts["gold_city"])
            figures[f"{lang}.precision"] = counts["right"] / max(1, counts["found"] + counts["extra"])
    return figures


def report() -> str:
    """A table, and every fault."""
    lines = [f"{key:<16} {value:8.3f}" for key, value in measure().items()]
    for lang in LANGS:
        for dispatch in gold(OWN, lang):
            lines += [f"{lang} {line}" for line in compare(dispatch, coded(dispatch).places, Counter())]
    return "\n".join(lines)
