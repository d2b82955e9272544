"""Every export by its name, and the one function that writes them: whole, or not at all."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import get_args
from uuid import uuid4

from dragoman.export import gdelt, icews, jsonl, parquet, phoenix, plover, polecat, table
from dragoman.export.codes import HAPPENED, Cell, Merged, Row, Settings
from dragoman.export.quotations import FORMULA
from dragoman.types import BadInput, Coded, Status

EVERY = get_args(Status)


@dataclass(frozen=True, slots=True)
class Kind:
    """One export: its columns with their types, how rows are made and set, and which statuses it holds unless told otherwise."""

    rows: Callable[[Coded, Settings], Iterator[Row]]
    columns: Mapping[str, type]
    header: bool = True
    comma: bool = False
    statuses: tuple[str, ...] = HAPPENED


@dataclass(frozen=True, slots=True)
class Lines:
    """An export of one JSON object a line."""

    lines: Callable[[Coded, Settings], Iterator[str]]
    statuses: tuple[str, ...] = HAPPENED


@dataclass(frozen=True, slots=True)
class Packed:
    """An export that is no text: it needs a file."""

    pack: Callable[[Iterable[Coded], Path, Settings], int]
    statuses: tuple[str, ...] = EVERY


def _whole(coded: Coded, settings: Settings) -> Iterator[str]:  # noqa: ARG001
    yield jsonl.line(coded)


#: Every export by name. A new one is a module with columns and rows, and a line here.
KINDS: Mapping[str, Kind | Lines | Packed] = {
    "csv": Kind(table.rows, table.COLUMNS, comma=True, statuses=EVERY),
    "gdelt": Kind(gdelt.events, gdelt.EVENTS, header=False),
    "gdelt-mentions": Kind(gdelt.mentions, gdelt.MENTIONS, header=False),
    "icews": Kind(icews.rows, icews.COLUMNS),
    "jsonl": Lines(_whole, EVERY),
    "parquet": Packed(parquet.pack),
    "phoenix": Kind(phoenix.rows, phoenix.COLUMNS, header=False),
    "plover": Lines(plover.lines),
    "polecat": Kind(polecat.rows, polecat.COLUMNS),
}


def export(
    coded: Iterable[Coded],
    kind: str,
    path: Path | str,
    *,
    statuses: Iterable[str] | None = None,
    safe: bool = False,
    added: datetime | None = None,
    merged: Merged | None = None,
) -> int:
    """Write coded articles as one file of a kind (see `KINDS`) and return how many rows it holds, the header not counted.

    The file appears under its name when it is whole; until then, and after any fault, what was there before stays. `statuses`
    names the statuses to hold (of `Status`); `safe` keeps a spreadsheet from running a cell as a formula; `added` is the moment
    that the rows are said to be made at (UTC), else now; `merged` (see `dragoman.run.merged`) writes an event of the world once.
    Raises BadInput for a kind or status that is not known, or a place that cannot be written.
    """
    chosen = KINDS.get(kind)
    if isinstance(chosen, Packed):
        with _aside(Path(path)) as part:
            return chosen.pack(coded, part, _settings(kind, statuses, added, merged))
    made = lines(coded, kind, statuses=statuses, safe=safe, added=added, merged=merged)
    count = -1 if any(_header(kind)) else 0
    with whole(Path(path), encoding="utf-8-sig" if safe and kind == "csv" else "utf-8") as write:
        for line in made:
            write(line + "\n")
            count += 1
    return count


def lines(
    coded: Iterable[Coded],
    kind: str,
    *,
    statuses: Iterable[str] | None = None,
    safe: bool = False,
    added: datetime | None = None,
    merged: Merged | None = None,
) -> Iterator[str]:
    """The lines of the same file one by one, without their ends, for a pipe. The header comes first where the kind has one.

    For GDELT's mentions of a merged store `coded` is gone through twice: hand over what can be (`dragoman.run.Kept`).
    """
    settings = _settings(kind, statuses, added, merged)
    if isinstance(KINDS[kind], Packed):
        raise BadInput(f"{kind} cannot be printed", fix=f"name a file: --out events.{kind}")
    if merged is not None and kind == "gdelt-mentions":
        settings = replace(settings, rows=gdelt.gathered(coded, settings))
    return chain(_header(kind), _body(coded, KINDS[kind], settings, safe))


def _settings(kind: str, statuses: Iterable[str] | None, added: datetime | None, merged: Merged | None) -> Settings:
    if kind not in KINDS:
        raise BadInput(f"no export is called {kind!r}", fix=f"one of {', '.join(KINDS)}")
    wanted = tuple(statuses) if statuses is not None else KINDS[kind].statuses
    if unknown := set(wanted) - set(EVERY):
        raise BadInput(f"no event has the status {', '.join(sorted(unknown))}", fix=f"some of {', '.join(EVERY)}")
    settings = Settings(statuses=wanted, merged=merged)
    return settings if added is None else replace(settings, added=added)


def _header(kind: str) -> Iterator[str]:
    chosen = KINDS[kind]
    if isinstance(chosen, Kind) and chosen.header:
        yield joined(tuple(chosen.columns), comma=chosen.comma)


def _body(coded: Iterable[Coded], chosen: Kind | Lines | Packed, settings: Settings, safe: bool) -> Iterator[str]:
    for item in coded:
        if isinstance(chosen, Lines):
            yield from chosen.lines(item, settings)
        elif isinstance(chosen, Kind):
            for row in chosen.rows(item, settings):
                yield joined(row, comma=chosen.comma, safe=safe)


def joined(row: Row, *, comma: bool, safe: bool = False) -> str:
    """One row as a line: comma-separated with quotes where needed, or tab-separated with none at all."""
    cells = [_text(cell, comma, safe) for cell in row]
    if not comma:
        return "\t".join(cells)
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(cells)
    return out.getvalue()


def _text(cell: Cell, comma: bool, safe: bool) -> str:
    """A cell on one line. Readers of tab-separated sets know no quoting: tabs become spaces there, and `"` becomes `'`."""
    if cell is None:
        return ""
    if not isinstance(cell, str):
        return str(cell)
    words = "".join(c if c.isprintable() else " " if c.isspace() else "" for c in cell).strip()
    words = words if comma else words.replace('"', "'")
    return "'" + words if safe and words.startswith(FORMULA) else words


@contextmanager
def whole(path: Path, *, encoding: str = "utf-8") -> Iterator[Callable[[str], object]]:
    """What writes a file that appears under its name only when the block ends well; after a fault, nothing of it is left.

    Raises BadInput where the disk is full or the folder is not ours.
    """
    with _aside(path) as part:
        with _told(path):
            out = part.open("x", encoding=encoding, newline="")
        with out:

            def write(text: str) -> None:
                with _told(path):
                    out.write(text)

            yield write
            with _told(path):
                out.flush()
                os.fsync(out.fileno())


@contextmanager
def _aside(path: Path) -> Iterator[Path]:
    """Where to write what takes its name when the block ends well, and is gone when it does not."""
    part = path.with_name(f".{path.name}.{uuid4().hex}.part")
    try:
        yield part
        with _told(path):
            part.replace(path)
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Tells a disk that is full, or a folder that is not ours, as bad input."""
    try:
        yield
    except OSError as fault:
        fix = "make room, or name a file in a folder of yours"
        raise BadInput(f"cannot be written: {fault.strerror}", source=str(path), fix=fix) from fault
