"""The plain table of events as one Parquet file: for DuckDB, pandas, polars, R's arrow and Spark."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from dragoman.export.codes import Settings
from dragoman.export.table import COLUMNS, rows
from dragoman.store.shards import connect, write_parquet
from dragoman.types import Coded

_KINDS = {str: "VARCHAR", int: "BIGINT", float: "DOUBLE"}


def pack(coded: Iterable[Coded], out: Path, settings: Settings) -> int:
    """Write the rows of `table.COLUMNS` and return how many there are. What is not told is null.

    The rows lie beside the file as JSON lines meanwhile, so that no corpus need fit into memory.
    """
    lines = out.with_name(out.name + ".ndjson")
    count = 0
    try:
        with lines.open("x", encoding="utf8", errors="replace") as file:
            for item in coded:
                for row in rows(item, settings):
                    file.write(json.dumps(dict(zip(COLUMNS, row, strict=True)), ensure_ascii=False) + "\n")
                    count += 1
        with connect() as connection:
            write_parquet(connection, lines, out, {name: _KINDS[kind] for name, kind in COLUMNS.items()})
    finally:
        lines.unlink(missing_ok=True)
    return count
