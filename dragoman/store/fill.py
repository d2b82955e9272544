"""Articles → shards: one reader hands tasks to a few workers, puts what they wrote into place, and can be killed at any moment."""

from __future__ import annotations

import contextlib
import json
import os
import subprocess
import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from dragoman.store.child import command, search_path
from dragoman.store.folder import make, shelf, tidy, writing
from dragoman.store.shards import Marker, commit, connect, quoted, told
from dragoman.store.worker import Coder, Task, maker_of, packed, work
from dragoman.types import Article, BadInput

#: A shard holds no more articles, and no more characters, than this: it is what a kill may cost, and what a worker holds.
SHARD_ARTICLES, SHARD_CHARS = 256, 4_000_000


@dataclass(slots=True)
class Summary:
    """What one run did: articles coded anew, passed over as known, coded with an error; shards; corrupt shards set aside."""

    coded: int = 0
    known: int = 0
    faults: int = 0
    shards: int = 0
    set_aside: tuple[str, ...] = ()

    def line(self) -> str:
        """One line for a person."""
        said = [f"{self.coded} coded", f"{self.known} known already"] + [f"{self.faults} with an error"] * bool(
            self.faults
        )
        return ", ".join(said) + f", {self.shards} shards written"


class _Hand(Protocol):
    """Something that works off tasks: here, or in a process of its own."""

    def work(self, task: Task, said: Callable[[int], None]) -> Marker: ...
    def stop(self) -> None: ...


def fill(
    folder: Path,
    articles: Iterable[Article],
    maker: str,
    *,
    settings: Mapping[str, Any] | None = None,
    workers: int = 2,
    shard_articles: int = SHARD_ARTICLES,
    version: str = "",
    wait: float = 0.0,
    said: Callable[[int], None] = lambda _: None,
) -> Summary:
    """Code into the store what is not in it yet. `maker` names, as "package.module:function", what makes a coder of `settings`.

    `said` is told how many articles more were coded, from any thread. Raises BadInput where the folder is no store, is
    being written by another (after `wait` seconds), or the disk is full; what was finished before stays.
    """
    make(folder, version=version)
    with writing(folder, wait=wait):
        summary = Summary(set_aside=tuple(tidy(folder)))
        tasks = _tasks(folder, articles, summary, shard_articles, version)
        hands: list[_Hand] = []
        try:
            if workers <= 1:
                hands.append(_Own(maker_of(maker)(settings or {})))
            else:
                hands += [_Process(maker, settings or {}) for _ in range(workers)]
            _together(hands, tasks, lambda marker, task: _place(folder, marker, task, summary), said)
        finally:
            for hand in hands:
                hand.stop()
            with contextlib.suppress(OSError):
                (folder / "writing").rmdir()
    return summary


def known_ids(folder: Path) -> set[str]:
    """Ids of the articles in the sound shards."""
    files = ", ".join(quoted(place / "articles.parquet") for place in shelf(folder).sound)
    if not files:
        return set()
    with connect() as connection:
        return {key for (key,) in connection.execute(f"SELECT id FROM read_parquet([{files}])").fetchall()}


def _tasks(folder: Path, articles: Iterable[Article], summary: Summary, most: int, version: str) -> Iterator[Task]:
    """Shards to be made of the articles that are new, in their order."""
    known = known_ids(folder)
    last = max((int(path.name) for path in (folder / "shards").glob("*") if path.name.isdigit()), default=0)
    held: list[Article] = []
    chars = 0

    def task() -> Task:
        nonlocal last
        last += 1
        return Task(last, str(folder / "writing" / f"{last:06}"), version, tuple(held))

    for article in articles:
        if article.id in known:
            summary.known += 1
            continue
        known.add(article.id)
        held.append(article)
        chars += len(article.text)
        if len(held) >= most or chars >= SHARD_CHARS:
            yield task()
            held, chars = [], 0
    if held:
        yield task()


def _place(folder: Path, marker: Marker, task: Task, summary: Summary) -> None:
    try:
        commit(Path(task.folder), folder / "shards" / f"{task.number:06}")
    except OSError as fault:
        raise told(fault, folder) from fault
    summary.coded += marker.rows["articles"]
    summary.faults += marker.faults
    summary.shards += 1


def _together(
    hands: list[_Hand], tasks: Iterator[Task], place: Callable[[Marker, Task], None], said: Callable[[int], None]
) -> None:
    """Each hand takes a task when it has finished one; the first fault stops them all and is raised."""
    turn = threading.Lock()
    faults: list[BaseException] = []

    def run(hand: _Hand) -> None:
        try:
            while True:
                with turn:
                    task = None if faults else next(tasks, None)
                if task is None:
                    return
                marker = hand.work(task, said)
                with turn:
                    place(marker, task)
        except BaseException as fault:
            faults.append(fault)

    if len(hands) == 1:
        run(hands[0])
    else:
        threads = [threading.Thread(target=run, args=(hand,), daemon=True) for hand in hands]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    if faults:
        raise faults[0]


class _Own:
    """Works in this process."""

    def __init__(self, coder: Coder) -> None:
        self._coder = coder

    def work(self, task: Task, said: Callable[[int], None]) -> Marker:
        return work(task, self._coder, said)

    def stop(self) -> None:
        """Nothing to stop."""


class _Process:
    """Works in a process of its own, with one thread for its arithmetic."""

    def __init__(self, maker: str, settings: Mapping[str, Any]) -> None:
        single = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
        self._process = subprocess.Popen(
            command("dragoman.store.worker", maker, json.dumps(dict(settings))),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf8",
            env={**os.environ, **single, "PYTHONPATH": search_path(), "PYTHONIOENCODING": "utf8"},
        )

    def work(self, task: Task, said: Callable[[int], None]) -> Marker:
        tasks, answers = self._process.stdin, self._process.stdout
        assert tasks is not None
        assert answers is not None
        with contextlib.suppress(BrokenPipeError):  # then there is no answer either
            tasks.write(packed(task))
            tasks.flush()
        for line in answers:
            answer: dict[str, Any] = json.loads(line)
            if "coded" in answer:
                said(answer["coded"])
            elif "done" in answer:
                return Marker(**answer["done"])
            else:
                raise BadInput(**answer)
        first, last = task.articles[0].id, task.articles[-1].id
        raise BadInput(
            f"a worker died (exit code {self._process.wait()}) while it coded the articles from {first} to {last}",
            fix="run again: finished shards are safe; if it dies anew, it may lack memory: use --workers 1",
        )

    def stop(self) -> None:
        for stream in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError, ValueError):
                if stream:
                    stream.close()
        self._process.terminate()
        self._process.wait()
