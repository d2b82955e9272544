"""The child of `query`: a task in JSON on standard input, an answer in JSON on standard output. It trusts nothing in the SQL."""

from __future__ import annotations

import contextlib
import json
import math
import os
import sys
import threading
from collections.abc import Mapping
from datetime import date, datetime, time
from typing import Any

from dragoman.store.query import ANSWER_BYTES
from dragoman.store.shards import connect

#: Address space beside what the query itself may take: DuckDB, Python and their libraries.
OWN_BYTES = 3 << 30
BATCH = 1000


class _Refused(Exception):
    """What is wrong, and what mends it."""


def main() -> None:
    """Entry point."""
    task: dict[str, Any] = json.load(sys.stdin)
    try:
        answer = _answer(task)
    except MemoryError:
        answer = {"problem": "the query took more memory than it may", "fix": "narrow it, or allow more"}
    except _Refused as fault:
        problem, fix = fault.args
        answer = {"problem": problem, "fix": fix}
    text = json.dumps(answer, ensure_ascii=False).encode("utf8", "replace")
    if len(text) > ANSWER_BYTES:
        os._exit(3)
    sys.stdout.buffer.write(text)
    sys.stdout.buffer.flush()
    os._exit(0)  # the answer is given: nothing of this process needs to be taken down in order


def _answer(task: Mapping[str, Any]) -> dict[str, Any]:
    import duckdb

    connection = _locked(task)
    _bound(task)
    try:
        statements = connection.extract_statements(task["sql"])
    except duckdb.Error as fault:
        raise _Refused(f"this is no SQL that DuckDB reads: {_line(fault)}", "") from fault
    if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
        raise _Refused("only one SELECT is answered", "write one SELECT over the tables of the store")
    timer = threading.Timer(task["seconds"], connection.interrupt)
    timer.daemon = True
    timer.start()
    try:
        connection.execute(statements[0])
        columns = [column[0] for column in connection.description or ()]
        rows: list[list[Any]] = []
        while len(rows) <= task["rows"] and (batch := connection.fetchmany(BATCH)):
            rows += [[_plain(value) for value in row] for row in batch]
    except duckdb.InterruptException as fault:
        raise _Refused(
            f"the query took more than {task['seconds']:g} s and was stopped", "narrow it, or allow more"
        ) from fault
    except duckdb.PermissionException as fault:
        raise _Refused("a query reads the tables of its store and nothing else", "") from fault
    except duckdb.OutOfMemoryException as fault:
        raise _Refused("the query took more memory than it may", "narrow it, or allow more") from fault
    except duckdb.Error as fault:
        raise _Refused(_line(fault), "") from fault
    finally:
        timer.cancel()
    return {"columns": columns, "rows": rows[: task["rows"]], "cut": len(rows) > task["rows"]}


def _locked(task: Mapping[str, Any]) -> Any:
    """A connection that sees the store's tables and can reach no other file, nor change that."""
    connection = connect(memory=f"{task['memory_mb']}MB", threads=2)
    connection.execute("SET temp_directory = ''")
    for name, statement in task["views"].items():
        connection.execute(f'CREATE VIEW "{name}" AS {statement}')
    names = ", ".join("'" + str(name).replace("'", "''") + "'" for name in task["files"])
    connection.execute(f"SET allowed_paths = [{names}]")
    connection.execute("SET autoinstall_known_extensions = false")
    connection.execute("SET autoload_known_extensions = false")
    connection.execute("SET enable_external_access = false")
    connection.execute("SET lock_configuration = true")
    return connection


def _bound(task: Mapping[str, Any]) -> None:
    """What the system itself refuses this process from now on, where it can (not on Windows)."""
    with contextlib.suppress(ImportError, ValueError, OSError):
        import resource

        memory = OWN_BYTES + (int(task["memory_mb"]) << 20)
        processor = math.ceil(task["seconds"] * 2 + 5)
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
        resource.setrlimit(resource.RLIMIT_CPU, (processor, processor))
        resource.setrlimit(resource.RLIMIT_FSIZE, (ANSWER_BYTES + 1, ANSWER_BYTES + 1))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _plain(value: Any) -> Any:
    """A value that JSON has."""
    if isinstance(value, float) and not math.isfinite(value):
        return None
    if value is None or isinstance(value, (str, int, float, bool)):
        return value
    if isinstance(value, (date, datetime, time)):
        return value.isoformat()
    if isinstance(value, (list, tuple)):
        return [_plain(item) for item in value]
    if isinstance(value, dict):
        return {str(key): _plain(item) for key, item in value.items()}
    return str(value)


def _line(fault: Exception) -> str:
    """The first line of a message, short."""
    return str(fault).strip().split("\n")[0][:300]
