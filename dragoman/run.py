"""Sources → a store, and a store → what was coded: `dragoman code SOURCE… --out FOLDER`, `dragoman show FOLDER/ID`."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path
from time import monotonic
from typing import Any

from dragoman.export.codes import Merged, Told
from dragoman.pipeline import Kit, code, default_kit, load_kit
from dragoman.reading import Options, Tally, read
from dragoman.reading.progress import PATIENCE, PAUSE, line
from dragoman.reading.sources import Source
from dragoman.store import Summary, fill, open_store, stored
from dragoman.store.worker import Coder
from dragoman.types import Article, BadInput, Coded


def code_to_store(
    sources: Source,
    out: str | Path,
    *,
    workers: int = 2,
    lang: str | None = None,
    published: str | None = None,
    options: Options | None = None,
    gazetteer: Sequence[Path] = (),
    wait: float = 0.0,
) -> Summary:
    """Read, code and store whatever is not in the store yet; run again after a kill, it goes on where it was.

    `out` is made where it is not. `workers` processes code at once (1: this process alone). Articles that cannot be read or coded
    are kept with their `error`. On a terminal a line on standard error shows the rate and the time left. Raises BadInput
    as `dragoman.store.fill` does.
    """
    tally = (options.tally if options else None) or Tally()
    options = replace(options or Options(), tally=tally)
    articles = read(sources, lang=lang, published=published, on_error="keep", options=options)
    settings = {"gazetteer": [str(path.resolve()) for path in gazetteer]}
    said, wipe = _progress(tally)
    try:
        return fill(
            Path(out),
            articles,
            "dragoman.run:coder",
            settings=settings,
            workers=workers,
            version=_version(),
            wait=wait,
            said=said,
        )
    finally:
        wipe()


@dataclass(frozen=True, slots=True)
class Kept:
    """What a store keeps, of every article or of one, as often as one goes through it.

    Raises BadInput, when gone through, for a folder that is no store and for an article that it has not.
    """

    place: Path
    article: str = ""

    def __iter__(self) -> Iterator[Coded]:
        found = False
        with open_store(self.place) as store:
            for coded in store.coded([self.article] if self.article else None):
                found = True
                yield coded
        if self.article and not found:
            fix = f'see what there is: dragoman query {self.place} "SELECT id, title FROM articles"'
            raise BadInput(f"has no article {self.article!r}", source=str(self.place), fix=fix)


def kept(sources: Iterable[str]) -> tuple[list[Kept], list[str]]:
    """(what lies in stores, the other sources)."""
    told = [(source, stored(source)) for source in sources]
    return [Kept(*place) for _, place in told if place], [source for source, place in told if place is None]


def merged(place: Path) -> Merged | None:
    """What `dragoman merge` found in a store, for exports with one row an event of the world; None where it never ran.

    Of an event's tellings the earliest of its commonest kind speaks for all; events that were not merged speak for themselves.
    """
    asked = (
        "SELECT e.event_id, m.merged_id, w.n_tellings, len(w.outlets), w.n_articles FROM events e LEFT JOIN merges m USING (event_id) "
        "LEFT JOIN merged_events w USING (merged_id) ORDER BY e.type IS DISTINCT FROM w.type OR e.mode IS DISTINCT FROM w.mode, "
        "len(e.recipient_codes) = 0, m.published, e.event_id"
    )
    heads: dict[str, Told] = {}
    speaks: dict[str, str] = {}
    head_of: dict[str, str] = {}
    with open_store(place) as store:
        if not store.connection.execute("SELECT 1 FROM duckdb_views() WHERE view_name = 'merged_events'").fetchall():
            return None
        cursor = store.connection.execute(asked)
        while rows := cursor.fetchmany(10_000):
            for event, event_of_the_world, times, outlets, articles in rows:
                head = speaks.setdefault(event_of_the_world or event, event)
                head_of[event] = head
                if head == event:
                    heads[event] = Told(times or 1, outlets or 1, articles or 1)
    return Merged(heads, head_of)


def coder(settings: Mapping[str, Any]) -> Coder:
    """What a worker codes with: the shipped kit, with the gazetteers that the settings name."""

    def coded(articles: Iterable[Article]) -> Iterable[Coded]:
        return code(articles, kit=_kit(tuple(settings.get("gazetteer", ()))), on_error="keep")

    return coded


@cache
def _kit(gazetteers: tuple[str, ...]) -> Kit:
    """Loaded once a process."""
    return load_kit(gazetteer=[Path(path) for path in gazetteers]) if gazetteers else default_kit()


def _version() -> str:
    """Which Dragoman this is, empty where it runs uninstalled."""
    try:
        return version_of("dragoman")
    except PackageNotFoundError:
        return ""


def _progress(tally: Tally) -> tuple[Callable[[int], None], Callable[[], None]]:
    """What draws the line of progress when told how many more were coded, and what wipes it; nothing where nobody looks."""
    if not sys.stderr.isatty():
        return lambda _: None, lambda: None
    start = last = monotonic()
    count = 0

    def said(more: int) -> None:
        nonlocal count, last
        count += more
        now = monotonic()
        if now - start >= PATIENCE and now - last >= PAUSE:
            sys.stderr.write("\r" + line(count, now - start, tally) + "\x1b[K")
            sys.stderr.flush()
            last = now

    def wipe() -> None:
        if last > start:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    return said, wipe
