"""The folder of a store: its shards, its one writer, and what is set aside.

news/store.json     schema version and who made it
news/shards/000001/ a finished shard: six Parquet files and done.json
news/writing/       what a writer has in hand; thrown away by the next
news/aside/         corrupt shards, kept for whoever wants to look
news/lock           held by the one writer
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from dragoman.store.schema import SCHEMA
from dragoman.store.shards import check_shard, sync, told, write_synced
from dragoman.types import BadInput

#: Above this many bytes a store's files are checked by their sizes when it is opened to read, not by their digests.
DIGESTS_UP_TO = 1 << 30
#: Seconds between two tries for the lock.
_PAUSE = 0.1


@dataclass(frozen=True, slots=True)
class Shelf:
    """The sound shards of a store in order, and what is wrong with the others, one line each."""

    sound: tuple[Path, ...]
    faults: tuple[str, ...] = ()


def make(folder: Path, *, version: str = "") -> Path:
    """The folder as a store, made if there is none. Raises BadInput for another schema or a folder of something else."""
    try:
        if not (folder / "store.json").exists():
            if folder.exists() and (not folder.is_dir() or _holds_other(folder)):
                raise BadInput("is not empty and no store of Dragoman", source=str(folder), fix="name a new folder")
            (folder / "shards").mkdir(parents=True, exist_ok=True)
            written = folder / "store.json.new"
            write_synced(written, json.dumps({"dragoman": version, "schema": SCHEMA}))
            written.replace(folder / "store.json")
            sync(folder)
    except OSError as fault:
        raise told(fault, folder) from fault
    return check(folder)


def check(folder: Path) -> Path:
    """The folder, if it is a store that this Dragoman reads. Raises BadInput if not."""
    try:
        schema = json.loads((folder / "store.json").read_text(encoding="utf8"))["schema"]
    except FileNotFoundError as fault:
        raise BadInput("is no store", source=str(folder), fix="make one: dragoman code SOURCE… --out FOLDER") from fault
    except (OSError, ValueError, KeyError, TypeError) as fault:
        raise BadInput("its store.json cannot be read", source=str(folder)) from fault
    if schema != SCHEMA:
        which = "an older" if isinstance(schema, int) and schema < SCHEMA else "another"
        raise BadInput(
            f"was written by {which} Dragoman (schema {schema}, this one is {SCHEMA})",
            source=str(folder),
            fix="code the articles again into a new folder, or use the Dragoman that wrote it",
        )
    return folder


def shelf(folder: Path) -> Shelf:
    """The shards in order, each checked; those that are corrupt are named, not touched."""
    places = sorted(path for path in (folder / "shards").glob("*") if path.is_dir())
    size = sum(file.stat().st_size for place in places for file in place.glob("*.parquet"))
    sound, faults = [], []
    for place in places:
        try:
            check_shard(place, digests=size <= DIGESTS_UP_TO)
            sound.append(place)
        except BadInput as fault:
            faults.append(str(fault))
    return Shelf(tuple(sound), tuple(faults))


def tidy(folder: Path) -> list[str]:
    """For the writer, who holds the lock: throw away what was in hand, set corrupt shards aside. Says what was set aside."""
    shutil.rmtree(folder / "writing", ignore_errors=True)
    moved = []
    for place in sorted((folder / "shards").glob("*")):
        try:
            check_shard(place)
        except BadInput as fault:
            aside = folder / "aside"
            aside.mkdir(exist_ok=True)
            target = next(t for n in range(10_000) if not (t := aside / f"{place.name}{f'-{n}' * bool(n)}").exists())
            place.rename(target)
            sync(folder / "shards")
            moved.append(f"{fault}: set aside as {target}; its articles are coded again if they are read again")
    return moved


@contextlib.contextmanager
def writing(folder: Path, *, wait: float = 0.0) -> Iterator[None]:
    """Be the only writer. Waits up to `wait` seconds, then raises BadInput naming the other. A killed writer holds nothing."""
    with (folder / "lock").open("a+", encoding="utf8") as file:
        until = time.monotonic() + wait
        while not _locked(file):
            if time.monotonic() >= until:
                file.seek(0)
                other = file.read().strip() or "another process"
                raise BadInput(
                    f"{other} is writing to it", source=str(folder), fix="wait until it ends, then run again"
                )
            time.sleep(_PAUSE)
        file.seek(0)
        file.truncate()
        file.write(f"process {os.getpid()}")
        file.flush()
        yield


def _holds_other(folder: Path) -> bool:
    """Whether something lies in the folder that a store's making, cut off, would not have left there."""
    return bool({path.name for path in folder.iterdir()} - {"shards", "store.json.new", "lock"})


if sys.platform == "win32":  # pragma: no cover

    def _locked(file: IO[str]) -> bool:
        import msvcrt

        try:
            file.seek(1 << 20)  # a byte that nobody reads
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:

    def _locked(file: IO[str]) -> bool:
        import fcntl

        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            return False
        return True
