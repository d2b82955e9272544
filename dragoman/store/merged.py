"""What a merge found, kept beside the shards in `merged/<number>/`, of which `merged/current` names the one that counts.

A new one is written whole, synced, and named; the one before it stays for whoever reads it, older ones are thrown away. A kill
leaves the old one.
"""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from dragoman.store.folder import check, writing
from dragoman.store.schema import Row
from dragoman.store.shards import connect, json_line, os_error, quoted, sync, told, write_parquet, write_synced


@contextlib.contextmanager
def merging(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Be the only writer of a store while merging. Raises BadInput as a writer of shards does."""
    import duckdb

    check(folder)
    with writing(folder, wait=wait):
        try:
            yield
        except duckdb.IOException as fault:
            raise told(os_error(fault), folder) from fault


class Drawer:
    """Rows of tables, laid down on the disk as they come, to be kept or thrown away together."""

    def __init__(self, folder: Path, tables: Mapping[str, Mapping[str, str]]) -> None:
        self._folder, self._tables = folder, tables
        self._numbers = [int(path.name) for path in (folder / "merged").glob("*") if path.name.isdigit()]
        self._own = folder / "merged" / str(max(self._numbers, default=0) + 1)
        self._own.mkdir(parents=True)
        current = self._own.parent / "current"
        self._last = int(current.read_text(encoding="utf8")) if current.is_file() else None
        self._files: dict[str, Any] = {
            name: (self._own / f"{name}.ndjson").open("w", encoding="utf8") for name in tables
        }

    def lay(self, table: str, rows: Iterable[Row]) -> None:
        """Add rows to a table."""
        try:
            self._files[table].writelines(map(json_line, rows))
        except OSError as fault:
            raise told(fault, self._folder) from fault

    def scratch(self) -> Path:
        """Where a scratch database may lie until the rows are kept or dropped."""
        return self._own / "scratch.duckdb"

    def keep(self, keys: Mapping[str, str]) -> None:
        """Join the rows to those of the last merge, of which rows with the same key are replaced, and let the result count."""
        try:
            self._write(keys)
            write_synced(self._own.parent / "current.new", self._own.name)
            (self._own.parent / "current.new").replace(self._own.parent / "current")
            sync(self._own.parent)
        except OSError as fault:
            raise told(fault, self._folder) from fault
        for number in self._numbers:
            if number == self._last:  # whoever reads it now goes on reading it
                continue
            shutil.rmtree(self._own.parent / str(number), ignore_errors=True)

    def drop(self) -> None:
        """Throw the rows away."""
        for file in self._files.values():
            file.close()
        shutil.rmtree(self._own, ignore_errors=True)

    def _write(self, keys: Mapping[str, str]) -> None:
        last = self._own.parent / str(self._last) if self._last is not None else None
        with connect(memory="2GB") as connection:
            for name, columns in self._tables.items():
                self._files[name].close()
                lines, out = self._own / f"{name}.ndjson", self._own / f"{name}.parquet"
                write_parquet(connection, lines, out, columns)
                lines.unlink()
                if last and (last / out.name).is_file():
                    joined = out.with_suffix(".joined")
                    new, old, key = quoted(out), quoted(last / out.name), keys[name]
                    connection.execute(
                        f"COPY (SELECT * FROM read_parquet({old}) WHERE {key} NOT IN (SELECT {key} FROM read_parquet({new})) "
                        f"UNION ALL SELECT * FROM read_parquet({new})) TO {quoted(joined)} (FORMAT parquet, COMPRESSION zstd)"
                    )
                    joined.replace(out)
                with out.open("rb+") as file:
                    os.fsync(file.fileno())
        self.scratch().unlink(missing_ok=True)
        self.scratch().with_suffix(".duckdb.wal").unlink(missing_ok=True)
        shutil.rmtree(self.scratch().with_suffix(".spill"), ignore_errors=True)
        sync(self._own)
