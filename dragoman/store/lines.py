"""An answer as lines: columns to read, CSV, or JSON."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal

from dragoman.store.query import MEMORY_MB, ROWS, SECONDS, Answer, query

Form = Literal["text", "csv", "jsonl"]

#: A cell to read is cut to so many characters.
CELL = 60


def query_lines(
    folder: str | Path,
    sql: str,
    *,
    form: Form = "text",
    seconds: float = SECONDS,
    memory_mb: int = MEMORY_MB,
    rows: int = ROWS,
) -> Iterator[str]:
    """The answer to one SELECT over a store, line by line. Raises BadInput as `query` does.

    As text, cells are cut to 60 characters and what would steer a terminal is left out; as CSV and JSON they are whole.
    """
    answer = query(folder, sql, seconds=seconds, memory_mb=memory_mb, rows=rows)
    if form == "jsonl":
        for row in answer.rows:
            yield json.dumps(dict(zip(answer.columns, row, strict=False)), ensure_ascii=False)
    elif form == "csv":
        yield _csv(answer.columns)
        for row in answer.rows:
            yield _csv(tuple(_flat(value) for value in row))
    else:
        yield from _columns(answer)


def plain(text: str) -> str:
    """A text without what would steer a terminal or turn its writing round; runs of space are one."""
    kept = "".join(" " if unicodedata.category(c) in ("Cc", "Cf", "Cs", "Zl", "Zp") else c for c in text)
    return " ".join(kept.split())


def _columns(answer: Answer) -> Iterator[str]:
    head = [plain(name) for name in answer.columns]
    body = [[_cut(plain(_flat(value))) for value in row] for row in answer.rows]
    widths = [max(map(len, cells)) for cells in zip(head, *body, strict=True)] if head else []
    numeric = [all(isinstance(row[k], (int, float, type(None))) for row in answer.rows) for k in range(len(head))]
    yield "  ".join(cell.ljust(width) for cell, width in zip(head, widths, strict=True)).rstrip()
    yield "  ".join("-" * width for width in widths)
    for cells in body:
        lined = zip(cells, widths, numeric, strict=True)
        yield "  ".join(cell.rjust(width) if right else cell.ljust(width) for cell, width, right in lined).rstrip()
    yield f"({len(body)} rows{', more were cut' if answer.cut else ''})"
    for fault in answer.faults:
        yield f"left out: {fault}"


def _flat(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, list):
        return ";".join(_flat(item) for item in value)
    return json.dumps(value, ensure_ascii=False) if isinstance(value, dict) else str(value)


def _cut(text: str) -> str:
    return text if len(text) <= CELL else text[: CELL - 1] + "…"


def _csv(row: tuple[Any, ...]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(row)
    return out.getvalue()
