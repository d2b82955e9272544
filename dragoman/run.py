"""Sources → a store: what `dragoman code SOURCE… --out FOLDER` does."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of
from pathlib import Path
from time import monotonic
from typing import Any

from dragoman.pipeline import Kit, code, default_kit, load_kit
from dragoman.reading import Options, Tally, read
from dragoman.reading.progress import PATIENCE, PAUSE, line
from dragoman.reading.sources import Source
from dragoman.store import Summary, fill
from dragoman.store.worker import Coder
from dragoman.types import Article, Coded


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
