"""One shard: a folder of six Parquet files and a marker. It is written aside, synced, and renamed into place whole.

A shard that is in place is done. One without a sound marker, or whose files are not what its marker says, is corrupt.
"""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

from dragoman.store.schema import SCHEMA, Row
from dragoman.store.tables import TABLES, rows
from dragoman.types import BadInput, Coded

MARKER = "done.json"
#: DuckDB reads each row as one JSON object: the longest article with all its fields, escaped, stays below this many bytes.
OBJECT_BYTES = 64 << 20
#: Bytes read at a time for a digest.
_CHUNK = 1 << 20
_HALVES = re.compile("[\ud800-\udfff]")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


@dataclass(frozen=True, slots=True)
class Marker:
    """What stands in a shard's `done.json`: rows by table, and bytes and digest by file."""

    schema: int
    version: str
    rows: dict[str, int]
    faults: int
    files: dict[str, tuple[int, str]]


def write_shard(folder: Path, coded: Iterable[Coded], *, version: str = "") -> Marker:
    """Write a shard's files into `folder` (made anew) and sync them. Nothing is in place until `commit`.

    Raises BadInput where the disk is full.
    """
    try:
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        counts, faults = _write_lines(folder, coded)
        with connect() as connection:
            for table in TABLES:
                write_parquet(connection, folder / f"{table}.ndjson", folder / f"{table}.parquet", TABLES[table])
                (folder / f"{table}.ndjson").unlink()
        files = {path.name: _sealed(path) for path in sorted(folder.glob("*.parquet"))}
        marker = Marker(SCHEMA, version, counts, faults, files)
        write_synced(folder / MARKER, json.dumps(asdict(marker), indent=1))
        sync(folder)
        return marker
    except OSError as fault:
        raise told(fault, folder.parent.parent) from fault


def commit(written: Path, place: Path) -> None:
    """Move a written shard into place, at once and for good."""
    written.rename(place)
    sync(place.parent)


def check_shard(folder: Path, *, digests: bool = True) -> Marker:
    """The marker of a sound shard. Raises BadInput saying what is wrong with it."""
    try:
        told_marker: Any = json.loads((folder / MARKER).read_text(encoding="utf8"))
        marker = Marker(**told_marker)
    except (OSError, ValueError, TypeError) as fault:
        raise BadInput("its marker is missing or broken", source=str(folder)) from fault
    if marker.schema != SCHEMA:
        raise BadInput(f"written in schema {marker.schema}, this Dragoman reads {SCHEMA}", source=str(folder))
    for table in TABLES:
        name = f"{table}.parquet"
        path = folder / name
        if name not in marker.files or not path.is_file():
            raise BadInput(f"{name} is missing", source=str(folder))
        size, digest = marker.files[name]
        if path.stat().st_size != size or (digests and digest_of(path) != digest):
            raise BadInput(f"{name} is not what was written", source=str(folder))
    return marker


def connect(*, memory: str = "1GB", threads: int = 1) -> Any:
    """A DuckDB connection of its own, in memory, that looks at no Python variables."""
    import duckdb

    return duckdb.connect(
        ":memory:", config={"threads": threads, "memory_limit": memory, "python_enable_replacements": False}
    )


def write_parquet(connection: Any, lines: Path, out: Path, columns: Mapping[str, str]) -> None:
    """JSON lines → Parquet with exactly these columns, in this order; the schema's number stands inside. Synced by the caller."""
    import duckdb

    spec = ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items())
    try:
        connection.execute(
            f"COPY (SELECT * FROM read_json({quoted(lines)}, format = 'newline_delimited', columns = {{{spec}}}, "
            f"maximum_object_size = {OBJECT_BYTES})) TO {quoted(out)} "
            f"(FORMAT parquet, COMPRESSION zstd, KV_METADATA {{dragoman_schema: '{SCHEMA}'}})"
        )
    except duckdb.IOException as fault:
        raise os_error(fault) from fault


def os_error(fault: Exception) -> OSError:
    """A fault of DuckDB's at the disk as one of the system's."""
    full = "No space left" in str(fault) or "File too large" in str(fault)
    return OSError(errno.ENOSPC if full else errno.EIO, str(fault))


def _write_lines(folder: Path, coded: Iterable[Coded]) -> tuple[dict[str, int], int]:
    """One file of JSON lines a table; (rows by table, articles that could not be coded)."""
    counts, faults = dict.fromkeys(TABLES, 0), 0
    files = {table: (folder / f"{table}.ndjson").open("w", encoding="utf8") for table in TABLES}
    try:
        for one in coded:
            faults += one.error is not None
            for table, row in rows(one):
                files[table].write(json_line(row))
                counts[table] += 1
    finally:
        for file in files.values():
            file.close()
    return counts, faults


def json_line(row: Row) -> str:
    """A row as a line of JSON. Half of a surrogate pair is no text: it becomes U+FFFD, one character for one."""
    return _HALVES.sub("\ufffd", json.dumps(row, ensure_ascii=False)) + "\n"


def _sealed(path: Path) -> tuple[int, str]:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    return path.stat().st_size, digest_of(path)


def digest_of(path: Path) -> str:
    """Sixteen bytes of BLAKE2b of a file, in hexadecimal."""
    digest = blake2b(digest_size=16)
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def write_synced(path: Path, text: str) -> None:
    """Write a file and wait until it is on the disk."""
    with path.open("w", encoding="utf8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def sync(folder: Path) -> None:
    """Wait until a folder's names are on the disk, where the system can (not on Windows)."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def quoted(path: Path | str) -> str:
    """A path as an SQL string."""
    return "'" + str(path).replace("'", "''") + "'"


def told(fault: OSError, folder: Path) -> BadInput:
    """What the user is told of a disk's fault."""
    if fault.errno in _FULL:
        return BadInput(
            "the disk is full", source=str(folder), fix="free some space and run again: finished shards are safe"
        )
    return BadInput(f"cannot be written ({fault.strerror or fault})", source=str(folder))
