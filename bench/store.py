"""The store, measured: articles a second with 1 and 2 workers and memory, resuming after a kill, merging as it grows, queries.

    python -m bench.store [--articles 10000] [--merge 1000 10000 100000] [--only code|kill|merge|query]

Dispatches are synthetic (`bench/generate.py`). Times are of the clock: other work on the machine slows them.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from itertools import islice
from pathlib import Path

from bench.generate import told
from dragoman.merge.weave import merge
from dragoman.store import open_store, query
from dragoman.store.folder import make
from dragoman.store.shards import commit, write_shard

ROOT = Path(__file__).resolve().parents[1]
SHARD = 2000
CODE = """
import json, resource, sys, time
from dragoman.run import code_to_store
start = time.perf_counter()
done = code_to_store(sys.argv[1], sys.argv[2], workers=int(sys.argv[3]))
own, below = (resource.getrusage(who).ru_maxrss / 1024 for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
print(json.dumps({"coded": done.coded, "known": done.known, "faults": done.faults, "seconds": time.perf_counter() - start,
                  "own_mb": own, "worker_mb": below}))
"""


def dispatches(folder: Path, count: int) -> Path:
    """A file of so many dispatches."""
    path = folder / f"{count}.jsonl"
    with path.open("w", encoding="utf8") as file:
        subprocess.run([sys.executable, "-m", "bench.generate", str(count)], stdout=file, check=True, cwd=ROOT)
    return path


def coding(folder: Path, count: int) -> None:
    """From a file to a store with 1 and 2 workers."""
    source = dispatches(folder, count)
    for workers in (1, 2):
        out = folder / f"coded{workers}"
        done = _code(source, out, workers)
        rate = done["coded"] / done["seconds"]
        print(
            f"{workers} workers: {done['coded']:.0f} articles in {done['seconds']:.0f} s, {rate:.1f} a second; peak memory "
            f"{done['own_mb']:.0f} MB reading, {done['worker_mb']:.0f} MB the largest worker; {done['faults']:.0f} with an error"
        )


def killing(folder: Path, count: int) -> None:
    """Kill it half way, run it again."""
    source, out = dispatches(folder, count), folder / "killed"
    process = subprocess.Popen(
        [sys.executable, "-c", CODE, str(source), str(out), "2"], cwd=ROOT, stdout=subprocess.DEVNULL
    )
    while len(list((out / "shards").glob("*"))) < 2 and process.poll() is None:
        time.sleep(0.05)
    time.sleep(1.0)
    process.kill()
    process.wait()
    with open_store(out) as store:
        kept = store.articles.count("*").fetchall()[0][0]
        print(f"killed with {kept} of {count} in {len(store.shards)} whole shards, {len(store.faults)} broken")
    done = _code(source, out, 2)
    print(f"run again: {done['known']:.0f} known, {done['coded']:.0f} coded; {kept + done['coded']:.0f} of {count}")


def merging(folder: Path, sizes: list[int]) -> None:
    """Merge what a perfect coder found: time, and how much of it is right; then one more day."""
    for count in sizes:
        out = folder / f"merge{count}"
        gold = _synthetic(out, count)
        start = time.perf_counter()
        woven = merge(out)
        seconds = time.perf_counter() - start
        with open_store(out) as store:
            where = dict(store.connection.execute("SELECT article_id, merged_id FROM merges").fetchall())
        print(
            f"{count} articles: {seconds:.1f} s, {1e3 * seconds / count:.2f} ms an article; {woven.events} events for "
            f"{len(set(gold.values()))}, {woven.copies} copies; pairs F1 {_pairs(gold, where):.4f}; "
            f"peak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
        )
        more = [(coded, event) for coded, event in islice(told(count + 300), count, None)]
        write_shard(out / "writing" / "x", [coded for coded, _ in more])
        commit(out / "writing" / "x", out / "shards" / "999999")
        start = time.perf_counter()
        again = merge(out)
        print(f"  300 more: {time.perf_counter() - start:.1f} s, {again.articles} articles, {again.events} new events")


def asking(folder: Path, count: int) -> None:
    """What a query costs, its process and all."""
    out = folder / "asked"
    _synthetic(out, count)
    for sql in (
        "SELECT count(*) FROM events",
        "SELECT type, count(*), avg(goldstein) FROM events GROUP BY type ORDER BY 2 DESC",
        "SELECT a.published, count(*) FROM events e JOIN articles a ON a.id = e.article_id "
        "WHERE list_contains(e.actor_codes, 'USA') GROUP BY 1 ORDER BY 1",
    ):
        spent = []
        for _ in range(5):
            start = time.perf_counter()
            query(out, sql)
            spent.append(time.perf_counter() - start)
        print(f"query over {count} articles: {min(spent):.2f} s best of 5: {sql[:60]}")


def _code(source: Path, out: Path, workers: int) -> dict[str, float]:
    done = subprocess.run(
        [sys.executable, "-c", CODE, str(source), str(out), str(workers)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    made: dict[str, float] = json.loads(done.stdout)
    return made


def _synthetic(out: Path, count: int) -> dict[str, int]:
    """A store of what a perfect coder found; article → event."""
    shutil.rmtree(out, ignore_errors=True)
    make(out)
    gold, stream, number = {}, told(count), 0
    while batch := list(islice(stream, SHARD)):
        number += 1
        write_shard(out / "writing" / "x", [coded for coded, _ in batch])
        commit(out / "writing" / "x", out / "shards" / f"{number:06}")
        gold |= {coded.article.id: event for coded, event in batch}
    return gold


def _pairs(gold: dict[str, int], where: dict[str, str]) -> float:
    """Pairwise F1."""

    def pairs(groups: dict[object, int]) -> int:
        return sum(n * (n - 1) // 2 for n in groups.values())

    both: defaultdict[object, int] = defaultdict(int)
    want: defaultdict[object, int] = defaultdict(int)
    found: defaultdict[object, int] = defaultdict(int)
    for article, event in gold.items():
        both[event, where[article]] += 1
        want[event] += 1
        found[where[article]] += 1
    return 2 * pairs(both) / (pairs(want) + pairs(found))


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--articles", type=int, default=10_000)
    arguments.add_argument("--merge", type=int, nargs="*", default=[1000, 10_000, 100_000])
    arguments.add_argument("--only", choices=["code", "kill", "merge", "query"])
    told_so = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="dragoman-bench-") as name:
        folder = Path(name)
        if told_so.only in (None, "code"):
            coding(folder, told_so.articles)
        if told_so.only in (None, "kill"):
            killing(folder, min(told_so.articles, 3000))
        if told_so.only in (None, "query"):
            asking(folder, told_so.articles)
        if told_so.only in (None, "merge"):
            merging(folder, told_so.merge)


if __name__ == "__main__":
    main()
