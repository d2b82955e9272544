"""One hand that codes: it takes a shard's articles, codes them, and writes the shard aside for the one who sent them.

Its process is given the coder's maker (package.module:function) and settings as arguments. It reads tasks and writes
answers, one JSON object a line; it ends when its input does, or when nobody listens any more.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import IO, Any

from dragoman.garbage import collect_seldom
from dragoman.store.schema import Row, from_row, to_row
from dragoman.store.shards import Marker, json_line, write_shard
from dragoman.types import Article, BadInput, Coded

#: Codes articles in their order, errors kept in their places.
Coder = Callable[[Iterable[Article]], Iterable[Coded]]


@dataclass(frozen=True, slots=True)
class Task:
    """A shard in hand: its number, where it is written, whose Dragoman writes it, and its articles."""

    number: int
    folder: str
    version: str
    articles: tuple[Article, ...]


def maker_of(name: str) -> Callable[[Mapping[str, Any]], Coder]:
    """The function that makes a coder of settings, from "package.module:function"."""
    module, _, function = name.partition(":")
    found: Callable[[Mapping[str, Any]], Coder] = getattr(import_module(module), function)
    return found


def work(task: Task, coder: Coder, said: Callable[[int], None]) -> Marker:
    """Code a task's articles and write their shard; `said` is told how many more were coded, one by one."""

    def counted() -> Iterator[Coded]:
        for coded in coder(task.articles):
            yield coded
            said(1)

    return write_shard(Path(task.folder), counted(), version=task.version)


def packed(task: Task) -> str:
    """A task as a line of JSON."""
    row: Row = {"number": task.number, "folder": task.folder, "version": task.version}
    return json_line(row | {"articles": [to_row(article) for article in task.articles]})


def unpacked(line: str) -> Task:
    """The reverse."""
    told: dict[str, Any] = json.loads(line)
    told["articles"] = tuple(from_row(Article, row) for row in told["articles"])
    return Task(**told)


def serve(tasks: IO[str], answers: IO[str], coder: Coder) -> None:
    """Work off tasks until there are no more."""

    def answer(**row: Any) -> None:
        answers.write(json_line(row))
        answers.flush()

    for line in tasks:
        try:
            answer(done=asdict(work(unpacked(line), coder, lambda count: answer(coded=count))))
        except BrokenPipeError:
            raise
        except BadInput as fault:
            answer(problem=fault.problem, source=fault.source, record=fault.record, fix=fault.fix)
        except Exception as fault:
            answer(problem=f"{type(fault).__name__}: {fault}")


def main() -> None:
    """Entry point. What the coder prints goes to standard error: standard output is for answers."""
    collect_seldom()
    name, settings = sys.argv[1:]
    tasks = open(sys.stdin.fileno(), encoding="utf8", closefd=False)  # noqa: SIM115  (both live as long as we do)
    answers = open(os.dup(sys.stdout.fileno()), "w", encoding="utf8")  # noqa: SIM115
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    try:
        serve(tasks, answers, maker_of(name)(json.loads(settings)))
    except (BrokenPipeError, KeyboardInterrupt):  # the one who asked has gone: what is in hand is lost, nothing else
        os._exit(1)
