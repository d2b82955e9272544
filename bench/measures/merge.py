"""How well events of different dispatches, in three languages, are found to be one: pairs and B-cubed on our own clusters.

The dispatches of `tests/gold/clusters` are coded and merged as a store is; an item is the event of the type that its cluster names (the
first of that type in the dispatch, else the first event). Dispatches in which nothing was found are counted, not scored. Weights
were tuned on the `dev` scenes only.
"""

from __future__ import annotations

import sys
import tempfile
import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import combinations
from pathlib import Path

from dragoman.merge.match import WEIGHTS, Weights
from dragoman.merge.weave import merge
from dragoman.pipeline import code
from dragoman.reading import article
from dragoman.store import open_store
from dragoman.store.folder import make
from dragoman.store.shards import commit, write_shard
from dragoman.types import Coded

GOLD = Path(__file__).resolve().parents[2] / "tests" / "gold" / "clusters" / "scenes.toml"


@dataclass(frozen=True, slots=True)
class Item:
    """One dispatch of a cluster; `event` is the id of the event measured, None where nothing was found."""

    cluster: str
    half: str
    lang: str
    text: str
    event: str | None


@cache
def items() -> tuple[tuple[Item, ...], tuple[Coded, ...]]:
    """Every dispatch, coded."""
    lines = []
    for number, scene in enumerate(tomllib.loads(GOLD.read_text(encoding="utf8"))["scene"], 1):
        for k, (kind, *told) in enumerate(scene["clusters"]):
            for line in told:
                lang, published, text = (part.strip() for part in line.split("|"))
                lines.append((f"{scene['name']}/{k}", "dev" if number % 2 else "held", kind, lang, published, text))
    articles = [article(text, lang=lang, published=day, id=f"g{n:04}") for n, (*_, lang, day, text) in enumerate(lines)]
    coded = tuple(code(articles))
    made = []
    for one, (cluster, half, kind, lang, _, text) in zip(coded, lines, strict=True):
        wanted = [n for n, event in enumerate(one.events, 1) if event.type == kind] or ([1] if one.events else [])
        made.append(Item(cluster, half, lang, text, f"{one.article.id}#e{wanted[0]}" if wanted else None))
    return tuple(made), coded


@cache
def folder() -> Path:
    """A store of them, kept while this process lives."""
    keep = tempfile.TemporaryDirectory(prefix="dragoman-merge-")
    KEPT.append(keep)
    place = Path(keep.name) / "store"
    make(place)
    write_shard(place / "writing" / "1", items()[1])
    commit(place / "writing" / "1", place / "shards" / "000001")
    return place


KEPT: list[tempfile.TemporaryDirectory[str]] = []


def merged(weights: Weights = WEIGHTS) -> dict[str, str]:
    """Event → the merged event it was put into."""
    import shutil

    shutil.rmtree(folder() / "merged", ignore_errors=True)
    merge(folder(), weights=weights)
    with open_store(folder()) as store:
        return dict(store.connection.execute("SELECT event_id, merged_id FROM merges").fetchall())


def scores(half: str, where: Mapping[str, str]) -> dict[str, float]:
    """Pairwise and B-cubed precision, recall and F1 over the items of a half."""
    chosen = [item for item in items()[0] if item.half == half and item.event in where]
    gold, found = [item.cluster for item in chosen], [where[item.event or ""] for item in chosen]
    pairs = list(combinations(range(len(chosen)), 2))
    together = [gold[a] == gold[b] for a, b in pairs]
    joined = [found[a] == found[b] for a, b in pairs]
    right = sum(t and j for t, j in zip(together, joined, strict=True))
    precision, recall = right / max(1, sum(joined)), right / max(1, sum(together))
    made = {"pair_p": precision, "pair_r": recall, "pair_f1": _f(precision, recall)}
    p3, r3 = _b_cubed(gold, found), _b_cubed(found, gold)
    return made | {"b3_p": p3, "b3_r": r3, "b3_f1": _f(p3, r3)}


def _b_cubed(gold: Sequence[str], found: Sequence[str]) -> float:
    """Mean share of each item's found group that is of its cluster."""
    groups: defaultdict[str, list[str]] = defaultdict(list)
    for cluster, group in zip(gold, found, strict=True):
        groups[group].append(cluster)
    shares = [groups[g].count(c) / len(groups[g]) for c, g in zip(gold, found, strict=True)]
    return sum(shares) / max(1, len(shares))


def _f(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


def measure() -> dict[str, float]:
    """ "held.pair_f1", "held.b3_f1", and the same of `dev`; "coded" is the share of dispatches in which an event was found."""
    where = merged()
    made = {f"{half}.{name}": value for half in ("dev", "held") for name, value in scores(half, where).items()}
    return made | {"coded": sum(item.event is not None for item in items()[0]) / len(items()[0])}


def report() -> str:
    """The same as a table, and what went wrong."""
    figures, where = measure(), merged()
    clusters = len({item.cluster for item in items()[0]})
    lines = [
        f"{len(items()[0])} dispatches of {clusters} events in three languages; an event was found in {figures['coded']:.0%}"
    ]
    for half in ("dev", "held"):
        told = (
            f"{name} {figures[f'{half}.{name}']:.3f}"
            for name in ("pair_p", "pair_r", "pair_f1", "b3_p", "b3_r", "b3_f1")
        )
        lines.append(f"  {half:5}" + "  ".join(told))
    groups: defaultdict[str, set[str]] = defaultdict(set)
    for item in items()[0]:
        if item.event in where:
            groups[item.cluster].add(where[item.event])
    parted = sum(len(several) > 1 for several in groups.values())
    return "\n".join([*lines, f"  {parted} of {clusters} events lie in several groups"])


if __name__ == "__main__":
    sys.stdout.write(report() + "\n")
