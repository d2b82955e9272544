"""One question in SQL, asked of a store in a process that can do nothing else, and not for long.

The child opens the store, locks its connection (no files, no settings), takes one statement that reads, and answers in JSON. The
operating system holds it to its memory and lets it write no file; the parent holds it to its time.
"""

from __future__ import annotations

import json
import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.store.child import command, search_path
from dragoman.store.folder import check, shelf
from dragoman.store.view import files_of, views
from dragoman.types import BadInput

#: What a query may take unless told otherwise.
SECONDS, MEMORY_MB, ROWS = 30.0, 1024, 100_000
#: Bytes of SQL, and of an answer.
SQL_BYTES, ANSWER_BYTES = 100_000, 256 << 20


@dataclass(frozen=True, slots=True)
class Answer:
    """Names of the columns, rows of plain values (dates as ISO strings), whether rows beyond the limit were cut, shards left out."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...]
    cut: bool = False
    faults: tuple[str, ...] = ()


def query(
    folder: str | Path, sql: str, *, seconds: float = SECONDS, memory_mb: int = MEMORY_MB, rows: int = ROWS
) -> Answer:
    """The answer to one read-only SELECT over the tables of a store.

    Raises BadInput for anything that is not one SELECT, that touches files or settings, is wrong SQL, or takes more than
    `seconds` of time or `memory_mb` megabytes.
    """
    place = check(Path(folder).resolve())
    if len(sql.encode("utf8", "replace")) > SQL_BYTES:
        raise BadInput("the query is too long", fix=f"keep it under {SQL_BYTES} bytes")
    found = shelf(place)
    files = [str(file) for several in files_of(place, found.sound).values() for file in several]
    task = {
        "views": views(place, found.sound),
        "files": files,
        "sql": sql,
        "seconds": seconds,
        "memory_mb": memory_mb,
        "rows": rows,
    }
    answer = _asked(json.dumps(task).encode(), seconds)
    if "problem" in answer:
        raise BadInput(str(answer["problem"]), source="query", fix=str(answer.get("fix", "")))
    made = tuple(tuple(row) for row in answer["rows"])
    return Answer(tuple(answer["columns"]), made, bool(answer["cut"]), found.faults)


def _asked(task: bytes, seconds: float) -> dict[str, Any]:
    """Run the child. It writes into a file without a name, so that its answer is bounded and never blocks."""
    with tempfile.TemporaryFile() as out:
        try:
            done = subprocess.run(
                command("dragoman.store.ask"),
                input=task,
                stdout=out,
                stderr=subprocess.DEVNULL,
                timeout=seconds + 10.0,  # the child stops itself first; starting takes a moment
                cwd=os.path.abspath(os.sep),
                env={"PYTHONPATH": search_path(), "PATH": os.defpath, "HOME": os.devnull},
                check=False,
            )
        except subprocess.TimeoutExpired as fault:
            raise _too_long(seconds) from fault
        out.seek(0)
        said = out.read(ANSWER_BYTES + 1)
    if done.returncode in (-9, -24):  # killed, or its processor time was up
        raise _too_long(seconds)
    if len(said) > ANSWER_BYTES or done.returncode in (-25, 3):
        raise BadInput("the answer is too long", source="query", fix="ask for fewer rows or columns, or use LIMIT")
    try:
        answer: dict[str, Any] = json.loads(said)
    except ValueError as fault:
        raise BadInput(
            f"the query's process ended without an answer (exit code {done.returncode}): it may lack memory",
            source="query",
            fix="narrow it, or allow more",
        ) from fault
    return answer


def _too_long(seconds: float) -> BadInput:
    return BadInput(
        f"the query took more than {seconds:g} s and was stopped", source="query", fix="narrow it, or allow more"
    )
