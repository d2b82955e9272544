"""A store is filled by one writer, in whole shards, and goes on where it was killed."""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from store_coders import article, coded

from dragoman.store import SCHEMA, fill, open_store
from dragoman.store import shards as shards_module
from dragoman.store.folder import writing
from dragoman.types import Article, BadInput

HERE = Path(__file__).parent
MAKER = "store_coders:maker"


def ids(folder: Path) -> list[str]:
    with open_store(folder) as store:
        assert not store.faults
        return sorted(row[0] for row in store.articles.select("id").fetchall())


def wanted(count: int) -> list[str]:
    return [article(n).id for n in range(count)]


@pytest.mark.parametrize("workers", [1, 2])
def test_everything_is_coded_once_and_known_the_second_time(tmp_path: Path, workers: int) -> None:
    out = tmp_path / "news"
    told: list[int] = []
    first = fill(out, map(article, range(50)), MAKER, workers=workers, shard_articles=8, said=told.append)
    assert (first.coded, first.known, first.shards, sum(told)) == (50, 0, 7, 50)
    second = fill(out, map(article, range(60)), MAKER, workers=workers, shard_articles=8)
    assert (second.coded, second.known, second.shards) == (10, 50, 2)
    assert ids(out) == wanted(60)
    with open_store(out) as store:
        assert sorted(one.article.id for one in store.coded()) == wanted(60)
        assert next(store.coded(["a00007"])) == coded(article(7))
    assert not (out / "writing").exists()


def test_the_same_article_twice_in_a_run_is_one(tmp_path: Path) -> None:
    done = fill(tmp_path / "n", [article(1), article(1)], MAKER, workers=1)
    assert (done.coded, done.known) == (1, 1)


def test_articles_are_read_only_as_shards_need_them(tmp_path: Path) -> None:
    """Memory is bounded: no more is read than one shard a worker beyond what is coded."""
    told, ahead, read = [0], [0], [0]

    def stream() -> Iterator[Article]:
        for n in range(64):
            read[0] += 1
            ahead[0] = max(ahead[0], read[0] - sum(told))
            yield article(n)

    fill(tmp_path / "n", stream(), MAKER, workers=2, shard_articles=4, said=told.append)
    assert ahead[0] <= 3 * 4


def test_an_article_that_cannot_be_coded_is_kept_with_its_error(tmp_path: Path) -> None:
    done = fill(tmp_path / "n", map(article, range(3)), MAKER, settings={"fault": "a00001"}, workers=1)
    assert (done.coded, done.faults) == (3, 1)
    with open_store(tmp_path / "n") as store:
        assert store.articles.filter("error IS NOT NULL").select("id, error").fetchall() == [
            ("a00001", "cannot be coded")
        ]


SCRIPT = """
import sys
from pathlib import Path
from store_coders import article
from dragoman.store import fill
out, workers = Path(sys.argv[1]), int(sys.argv[2])
print("ready", flush=True)
fill(out, map(article, range(200)), "store_coders:maker", settings={"pause": 0.004}, workers=workers, shard_articles=5)
"""


def started(out: Path, workers: int) -> subprocess.Popen[str]:
    path = os.pathsep.join([str(HERE), *filter(None, sys.path)])
    process = subprocess.Popen([sys.executable, "-c", SCRIPT, str(out), str(workers)], stdout=subprocess.PIPE, text=True,
                               env={**os.environ, "PYTHONPATH": path})  # fmt: skip
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


@pytest.mark.parametrize(("workers", "after"), [(1, 0.0), (1, 0.13), (2, 0.05), (2, 0.3)])
def test_killed_at_any_moment_it_loses_at_most_what_was_in_hand(tmp_path: Path, workers: int, after: float) -> None:
    out = tmp_path / "news"
    process = started(out, workers)
    while not list((out / "shards").glob("*")):
        time.sleep(0.002)
    time.sleep(after)
    process.kill()
    assert process.wait() == -signal.SIGKILL
    assert process.stdout is not None
    process.stdout.close()
    placed = [path for path in (out / "shards").glob("*") if path.is_dir()]
    have = ids(out)  # reads every shard and finds no fault
    assert len(have) == 5 * len(placed)
    done = fill(out, map(article, range(200)), MAKER, workers=workers, shard_articles=5, wait=10)
    assert (done.known, done.coded, done.set_aside) == (len(have), 200 - len(have), ())
    assert ids(out) == wanted(200)


def test_a_dying_worker_is_told_and_what_was_finished_stays(tmp_path: Path) -> None:
    out = tmp_path / "n"
    with pytest.raises(BadInput, match=r"a worker died .*a00008 to a00011"):
        fill(out, map(article, range(40)), MAKER, settings={"die": "a00009"}, workers=2, shard_articles=4)
    assert set(ids(out)) >= {"a00000", "a00003"}
    missing = 40 - len(ids(out))
    assert fill(out, map(article, range(40)), MAKER, workers=1).coded == missing
    assert ids(out) == wanted(40)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_fault_of_the_coder_is_raised(tmp_path: Path, workers: int) -> None:
    with pytest.raises((BadInput, ValueError), match="no good"):
        fill(tmp_path / "n", map(article, range(4)), MAKER, settings={"raise": "a00002"}, workers=workers)


def test_a_fault_of_the_reader_is_raised_and_nothing_hangs(tmp_path: Path) -> None:
    def stream() -> Iterator[Article]:
        yield from map(article, range(6))
        raise BadInput("broken pipe of news")

    with pytest.raises(BadInput, match="broken pipe of news"):
        fill(tmp_path / "n", stream(), MAKER, workers=2, shard_articles=2)
    assert ids(tmp_path / "n") == wanted(6)


def test_two_writers_at_once(tmp_path: Path) -> None:
    out = tmp_path / "n"
    fill(out, [article(0)], MAKER, workers=1)
    with writing(out):
        with pytest.raises(BadInput, match=f"process {os.getpid()} is writing"):
            fill(out, [article(1)], MAKER, workers=1)
        assert ids(out) == wanted(1)  # readers are never kept out
    assert fill(out, [article(1)], MAKER, workers=1).coded == 1


def test_a_second_writer_may_wait(tmp_path: Path) -> None:
    out = tmp_path / "n"
    process = started(out, 1)
    while not (out / "lock").exists() or not (out / "lock").read_text():
        time.sleep(0.02)
    with pytest.raises(BadInput, match=f"process {process.pid}"):
        fill(out, [article(0)], MAKER, workers=1)
    done = fill(out, map(article, range(200)), MAKER, workers=1, wait=60)
    assert process.wait() == 0
    assert process.stdout is not None
    process.stdout.close()
    assert (done.known, done.coded) == (200, 0)


@pytest.mark.parametrize("harm", ["cut", "flip", "missing", "marker", "unmarked"])
def test_a_corrupt_shard_is_named_the_rest_is_read_and_a_writer_sets_it_aside(tmp_path: Path, harm: str) -> None:
    out = tmp_path / "n"
    fill(out, map(article, range(9)), MAKER, workers=1, shard_articles=3)
    file = out / "shards" / "000002" / "events.parquet"
    if harm == "cut":
        file.write_bytes(file.read_bytes()[:-20])
    elif harm == "flip":
        data = bytearray(file.read_bytes())
        data[len(data) // 2] ^= 4
        file.write_bytes(bytes(data))
    elif harm == "missing":
        file.unlink()
    elif harm == "marker":
        (file.parent / "done.json").write_text("{")
    else:
        (file.parent / "done.json").unlink()
    with open_store(out) as store:
        assert len(store.faults) == 1
        assert "000002" in store.faults[0]
        assert store.articles.count("*").fetchall() == [(6,)]
    done = fill(out, map(article, range(9)), MAKER, workers=1)
    assert (done.coded, done.known, len(done.set_aside)) == (3, 6, 1)
    assert "000002" in done.set_aside[0]
    assert (out / "aside" / "000002").is_dir()
    assert ids(out) == wanted(9)


def test_an_older_schema_is_refused_and_left_as_it_is(tmp_path: Path) -> None:
    out = tmp_path / "n"
    fill(out, [article(0)], MAKER, workers=1)
    (out / "store.json").write_text(json.dumps({"schema": SCHEMA - 1}))
    before = sorted(out.rglob("*"))
    for act in (lambda: open_store(out), lambda: fill(out, [article(1)], MAKER, workers=1)):
        with pytest.raises(BadInput, match=rf"an older Dragoman \(schema {SCHEMA - 1}, this one is {SCHEMA}\)"):
            act()
    assert sorted(out.rglob("*")) == before


def test_a_folder_of_something_else_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("mine")
    with pytest.raises(BadInput, match="no store of Dragoman"):
        fill(tmp_path, [article(0)], MAKER, workers=1)
    with pytest.raises(BadInput, match="is no store"):
        open_store(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


FULL = """
import resource, sys
from pathlib import Path
from store_coders import article
from dragoman.store import fill
from dragoman.types import BadInput
import signal
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
out = Path(sys.argv[1])
fill(out, map(article, range(4)), "store_coders:maker", workers=1)
resource.setrlimit(resource.RLIMIT_FSIZE, (3000, 3000))
try:
    fill(out, map(article, range(300)), "store_coders:maker", workers=int(sys.argv[2]))
except BadInput as fault:
    print(fault)
"""


@pytest.mark.parametrize("workers", ["1", "2"])
def test_a_disk_that_is_full_is_told_and_costs_nothing_that_was_finished(tmp_path: Path, workers: str) -> None:
    out = tmp_path / "n"
    path = os.pathsep.join([str(HERE), *filter(None, sys.path)])
    done = subprocess.run([sys.executable, "-c", FULL, str(out), workers], capture_output=True, text=True, check=True,
                          env={**os.environ, "PYTHONPATH": path})  # fmt: skip
    assert "the disk is full" in done.stdout
    assert ids(out) == wanted(4)
    assert fill(out, map(article, range(10)), MAKER, workers=1).coded == 6


def test_a_full_disk_while_duckdb_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: Any) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(shards_module, "write_parquet", full)
    with pytest.raises(BadInput, match="the disk is full"):
        fill(tmp_path / "n", [article(0)], MAKER, workers=1)
    assert ids(tmp_path / "n") == []


def test_tables_as_people_want_them(tmp_path: Path) -> None:
    out = tmp_path / "n"
    fill(out, map(article, range(3)), MAKER, workers=1)
    with open_store(out) as store:
        assert store.table("events")[0]["actor_codes"] == ["MEX"]
        assert store.events.filter("type = 'REJECT'").count("*").fetchall() == [(3,)]
        with pytest.raises(BadInput, match="no table 'people'"):
            store.relation("people")
        for name in ("pandas", "polars", "arrow"):
            pytest.importorskip("pyarrow" if name == "arrow" else name)
            frame = store.table("articles", as_=name)
            assert next(iter(getattr(frame, "column_names", None) or frame.columns)) == "id"
            assert len(frame) == 3


def test_an_empty_store_has_its_tables(tmp_path: Path) -> None:
    fill(tmp_path / "n", [], MAKER, workers=1)
    with open_store(tmp_path / "n") as store:
        assert store.events.fetchall() == []
        assert "trigger_text" in store.events.columns


def test_workers_find_the_package_wherever_they_are_started(tmp_path: Path) -> None:
    """A parent that found it through the current folder (an empty entry of sys.path) must tell its children where it is."""
    root = Path(__file__).parents[3]
    script = f"import sys; sys.path.append({str(HERE)!r}); from dragoman.store import fill; from store_coders import article; " \
             f"from pathlib import Path; print(fill(Path({str(tmp_path / 'n')!r}), [article(1)], {MAKER!r}, workers=2).coded)"  # fmt: skip
    bare = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=root, env=bare, capture_output=True, text=True, check=False
    )
    assert done.stdout == "1\n", done.stderr
