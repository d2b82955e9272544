"""CSV, TSV and Parquet → drafts, one a row; columns by their names or as mapped. A broken row loses only itself."""

from __future__ import annotations

import contextlib
import csv
import io
import os
import re
import shutil
import tempfile
from collections.abc import Iterator
from typing import Any, BinaryIO

from dragoman.reading.jsonl import draft_of
from dragoman.reading.options import Context, Found
from dragoman.types import BadInput

_DELIMITERS = ",;\t|"
_BATCH = 500
_BROKEN = re.compile("[\udc80-\udcff]")


def read_csv(stream: BinaryIO, name: str, context: Context) -> Iterator[Found]:
    """Rows of a table with a header. The delimiter is told from the header, the encoding from the first bytes."""
    head = _peek(stream)
    codec = context.options.encoding or _codec(head)
    try:
        lines = io.TextIOWrapper(stream, codec, errors="surrogateescape", newline="")
    except LookupError:
        yield BadInput(f"no encoding {codec!r}", source=name, fix="use utf-8 or cp1252")
        return
    delimiter = context.options.delimiter or _delimiter(head.decode(codec, "replace"), name)
    with _field_size(context.limits.record_bytes):
        rows = csv.reader(_bounded(lines, context.limits.record_bytes), delimiter=delimiter)
        yield from _rows(rows, name, context)
    lines.detach()


def read_parquet(stream: BinaryIO, name: str, context: Context) -> Iterator[Found]:
    """Rows of a Parquet file, a batch at a time."""
    import duckdb

    with contextlib.ExitStack() as stack:
        path = name
        if not os.path.isfile(name) or not _plain_parquet(name):
            kept = stack.enter_context(tempfile.NamedTemporaryFile(suffix=".parquet"))
            shutil.copyfileobj(stream, kept)
            kept.flush()
            path = kept.name
        base = stack.enter_context(duckdb.connect(config={"autoinstall_known_extensions": "false", "threads": "1"}))
        try:
            answer = base.execute("SELECT * FROM read_parquet(?)", [path.replace("[", "[[]")])
            columns = [column[0] for column in answer.description or ()]
            number = 0
            while batch := answer.fetchmany(_BATCH):
                for row in batch:
                    number += 1
                    yield draft_of(dict(zip(columns, row, strict=True)), name, f"row {number}", context)
        except duckdb.Error as fault:
            yield BadInput(f"cannot be read as Parquet: {str(fault).splitlines()[0][:140]}", source=name)


def _rows(rows: Any, name: str, context: Context) -> Iterator[Found]:
    header: list[str] | None = None
    number = 0
    while True:
        try:
            cells = next(rows)
        except StopIteration:
            break
        except (csv.Error, ValueError) as fault:
            number += 1
            yield BadInput(f"not valid CSV: {fault}", source=name, record=f"row {number}", fix="quote the cell")
            continue
        if not any(cell.strip() for cell in cells):
            continue
        if header is None:
            header = [cell.strip().lstrip("\ufeff") for cell in cells]
            continue
        number += 1
        where = f"row {number} (line {rows.line_num})"
        if len(cells) != len(header):
            problem = f"{len(cells)} cells where the header has {len(header)}"
            yield BadInput(problem, source=name, record=where, fix="quote cells that hold the delimiter")
        elif any(_BROKEN.search(cell) for cell in cells):
            yield BadInput("not valid UTF-8", source=name, record=where, fix="save it as UTF-8, or give the encoding")
        else:
            yield draft_of(dict(zip(header, cells, strict=True)), name, where, context)
    if header is None:
        yield BadInput("empty", source=name, fix="a header and one article a row")


def _bounded(lines: io.TextIOWrapper, most: int) -> Iterator[str]:
    """Lines, an endless one cut into pieces so that no more than a record is ever held."""
    while line := lines.readline(most):
        yield line


@contextlib.contextmanager
def _field_size(size: int) -> Iterator[None]:
    """The csv module's bound on a cell, raised while a table is read."""
    before = csv.field_size_limit(size)
    try:
        yield
    finally:
        csv.field_size_limit(before)


def _peek(stream: BinaryIO) -> bytes:
    peek = getattr(stream, "peek", None)
    return bytes(peek(4096)[:65536]) if peek else b""


def _codec(head: bytes) -> str:
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "utf-16"
    try:
        head.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        if fault.start < len(head) - 4:
            return "cp1252" if not re.search(rb"[\xc3-\xc5][\x80-\xbf]", head) else "utf-8-sig"
    return "utf-8-sig"


def _delimiter(head: str, name: str) -> str:
    first = re.sub(r'"[^"]*"', "", head.split("\n", 1)[0])
    if name.lower().split(".gz")[0].endswith((".tsv", ".tab")) and "\t" in first:
        return "\t"
    return max(_DELIMITERS, key=first.count)


def _plain_parquet(name: str) -> bool:
    with open(name, "rb") as file:
        return file.read(4) == b"PAR1"
