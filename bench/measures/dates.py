"""How well events are dated and placed: our own dispatches with events marked (tests/gold/places, tests/gold/dates).

Two ways: of the events that the program found where one is marked (`found`), and of the marked events themselves, given to
`link` by their triggers (`told`), which asks nothing of the finding of events.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from bench.measures.places import LANGS, ROOT, Dispatch, Told, coded, gold
from dragoman.link import link
from dragoman.parse import parse
from dragoman.pipeline import default_kit
from dragoman.times.intervals import distance
from dragoman.types import Coded, Event

FOLDERS = (ROOT / "tests" / "gold" / "places", ROOT / "tests" / "gold" / "dates")
#: Written later, after the rules, and never tuned on before their first reading (its README).
FRESH = (ROOT / "tests" / "gold" / "dates" / "fresh",)
#: Types whose content is still to come.
AHEAD = {"AGREE", "REQUEST", "THREATEN"}


def dispatches(lang: str, folders: tuple[Path, ...] = FOLDERS) -> list[Dispatch]:
    return [dispatch for folder in folders for dispatch in gold(folder, lang) if dispatch.events]


def linked(dispatch: Dispatch, result: Coded) -> list[Event]:
    """The marked events as `link` completes them."""
    kit = default_kit()
    parsed = parse([result.article], parser=kit.parser, languages=kit.languages)[0]
    events = []
    for told in dispatch.events:
        sentence = parsed.sentence_at(told.span.start)
        evidence = sentence.span if sentence else told.span
        status = "future" if told.due in (None, "-") and told.date > dispatch.published else "done"
        events.append(Event(told.type, None, status, (), (), told.span, evidence, "gold", "gold"))  # type: ignore[arg-type]
    done, _ = link(parsed, tuple(events), result.times, result.places, result.quotations, kit.languages[dispatch.lang])
    return list(done)


def compare(dispatch: Dispatch, events: list[tuple[Told, Event]], counts: Counter[str]) -> Iterator[str]:
    """Adds up the counts; yields a line for every fault."""
    for told, event in events:
        words = told.span.of(dispatch.text)
        wanted = None if told.date == "-" else told.date
        if wanted:
            counts["dated"] += 1
            counts["exact"] += event.date == wanted
            counts["near"] += event.date is not None and (distance(event.date, wanted) or 0) <= 1
        else:
            counts["undated"] += 1
            counts["clean"] += event.date is None
        if event.date != wanted:
            yield f"{dispatch.id}: {words}: date {event.date}, wanted {wanted}"
        if told.due and told.due != "-":
            counts["due"] += 1
            counts["due_right"] += event.due == told.due
            if event.due != told.due:
                yield f"{dispatch.id}: {words}: due {event.due}, wanted {told.due}"
        if told.place:
            counts["placed"] += 1
            found = event.place.span.of(dispatch.text) if event.place and event.place.span else None
            right = found == told.place or (event.place is not None and event.place.name == told.place)
            counts["place_right"] += right
            if not right:
                yield f"{dispatch.id}: {words}: place {found}, wanted {told.place}"


def pairs(dispatch: Dispatch, result: Coded) -> tuple[list[tuple[Told, Event]], list[tuple[Told, Event]]]:
    """Marked events beside what the program found at them, and beside what `link` makes of them."""
    found = []
    for told in dispatch.events:
        event = next((e for e in result.events if any(s.overlaps(told.span) for s in (e.trigger, *e.mentions))), None)
        if event is not None:
            found.append((told, event))
    return found, list(zip(dispatch.events, linked(dispatch, result), strict=True))


def run(lang: str, folders: tuple[Path, ...] = FOLDERS) -> tuple[Counter[str], Counter[str], list[str]]:
    """Counts of events found, counts of events told, and the faults."""
    found_counts: Counter[str] = Counter()
    told_counts: Counter[str] = Counter()
    faults = []
    for dispatch in dispatches(lang, folders):
        found, told = pairs(dispatch, coded(dispatch))
        faults += [f"found {line}" for line in compare(dispatch, found, found_counts)]
        faults += [f"told {line}" for line in compare(dispatch, told, told_counts)]
    return found_counts, told_counts, faults


def measure() -> dict[str, float]:
    """Shares by language: exact and within a day of dated events, clean of undated ones, due and place right."""
    figures: dict[str, float] = {}
    for lang in LANGS:
        found, told, _ = run(lang)
        if not told["dated"]:
            continue
        fresh_found, fresh_told, _ = run(lang, FRESH)
        for name, counts in (("fresh.found", fresh_found), ("fresh.told", fresh_told)):
            figures[f"{lang}.{name}.exact"] = counts["exact"] / max(1, counts["dated"])
        for name, counts in (("found", found), ("told", told)):
            figures[f"{lang}.{name}.dated"] = counts["dated"]
            figures[f"{lang}.{name}.exact"] = counts["exact"] / max(1, counts["dated"])
            figures[f"{lang}.{name}.within_a_day"] = counts["near"] / max(1, counts["dated"])
            figures[f"{lang}.{name}.undated_clean"] = counts["clean"] / max(1, counts["undated"])
            figures[f"{lang}.{name}.due"] = counts["due_right"] / max(1, counts["due"])
            figures[f"{lang}.{name}.place"] = counts["place_right"] / max(1, counts["placed"])
    return figures


def report() -> str:
    """A table, and every fault."""
    lines = [f"{key:<24} {value:8.3f}" for key, value in measure().items()]
    for lang in LANGS:
        lines += [f"{lang} {line}" for line in run(lang)[2]]
    return "\n".join(lines)
