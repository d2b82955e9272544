"""A dyad of a store as lines: what `dragoman dyad FOLDER SOURCE TARGET` prints, and the plot that it draws."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Literal

from dragoman.merge.dyads import dyad
from dragoman.merge.periods import By
from dragoman.merge.picture import picture, plot, record, table
from dragoman.store import open_store
from dragoman.types import BadInput

Form = Literal["text", "csv", "jsonl"]


def dyad_lines(
    folder: str | Path,
    source: str,
    target: str,
    *,
    by: By = "week",
    since: str | None = None,
    until: str | None = None,
    one_a_day: bool = False,
    form: Form = "text",
    plot_to: str | Path | None = None,
) -> Iterator[str]:
    """Both directions over time as a picture, a table in CSV, or JSON lines; drawn into `plot_to` (.svg, .png, .pdf) where given.

    `since` and `until` are days (2026-01-12), both included. Raises BadInput as `dyad` and `plot` do.
    """
    with open_store(folder) as store:
        found = dyad(store, source, target, by=by, since=_day(since), until=_day(until), one_a_day=one_a_day)
        faults = store.faults
    if plot_to is not None:
        plot(found, plot_to)
    if form == "csv":
        yield from table(found)
    elif form == "jsonl":
        yield from (json.dumps(row, ensure_ascii=False) for row in record(found))
    else:
        yield from picture(found)
        yield from (f"left out: {fault}" for fault in faults)


def _day(told: str | None) -> date | None:
    if told is None:
        return None
    try:
        return date.fromisoformat(told)
    except ValueError as fault:
        raise BadInput(f"{told[:40]!r} is no day", fix="write it as 2026-01-12") from fault
