"""Who did how much to whom over time: directed counts, scores and coverage of two sides (the habits of event data).

Goldstein sums stand beside means, net cooperation is (VC + MC) - (VK + MK), and a period in which nothing was read is missing,
not zero.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from dragoman.merge.outlets import outlet_of
from dragoman.merge.periods import By, day_of, label_of, periods, placed, start_of
from dragoman.store import Store
from dragoman.types import BadInput

#: What happened: other statuses are left out unless asked for.
HAPPENED = ("done", "ongoing")
#: What a listing calls these types.
WORDS = {"THREATEN": "threat", "AGREE": "promise", "REQUEST": "demand"}
#: Periods in one table at most.
MOST = 100_000

_COLUMNS = (
    "event_id, article_id, type, mode, status, date, due, quad, score, goldstein, cameo, evidence_text, actor_codes, "
    "recipient_codes, actor_names, recipient_names"
)


@dataclass(frozen=True, slots=True)
class Count:
    """One period of one direction. `n` and what follows are None where the period is missing: nothing was read of it.

    `quads` counts quad classes 1 to 4; `coverage` counts all articles of the store published in the period, `share` how much
    of it tells this direction; means are None where nothing happened.
    """

    period: str
    start: date
    source: str
    target: str
    coverage: int
    n: int | None = None
    quads: tuple[int, int, int, int] | None = None
    types: Mapping[str, int] = field(default_factory=dict)
    net: int | None = None
    plover_sum: float | None = None
    plover_mean: float | None = None
    goldstein_sum: float | None = None
    goldstein_mean: float | None = None
    stories: int | None = None
    outlets: int | None = None
    articles: int | None = None
    share: float | None = None

    @property
    def missing(self) -> bool:
        """Whether nothing was read of the period, so that nobody knows."""
        return self.n is None


@dataclass(frozen=True, slots=True)
class Told:
    """One threat, promise or demand: when it was said, when it is due, in which words."""

    what: str
    day: str
    source: str
    target: str
    mode: str | None
    due: str | None
    words: str
    event_id: str


@dataclass(frozen=True, slots=True)
class Dyad:
    """Both directions over time, what was threatened, promised and demanded, and what could not be placed in time."""

    source: str
    target: str
    by: By
    counts: tuple[Count, ...]
    told: tuple[Told, ...]
    undated: int
    outside: int
    merged: bool

    def direction(self, source: str) -> list[Count]:
        """The periods of one direction, in order."""
        return [count for count in self.counts if count.source == source]


@dataclass(slots=True)
class _Unit:
    """One event as it is counted: all the rows that tell it."""

    rows: list[dict[str, Any]]

    def first(self) -> dict[str, Any]:
        """The row that speaks for them: of the type that most tell, dated if any is, the earliest report."""
        kinds = Counter((row["type"], row["mode"]) for row in self.rows)
        return min(
            self.rows,
            key=lambda row: (
                -kinds[row["type"], row["mode"]],
                row["date"] is None,
                row["published"] or "~",
                row["event_id"],
            ),
        )


def dyad(
    store: Store,
    source: str,
    target: str,
    *,
    by: By = "week",
    since: date | None = None,
    until: date | None = None,
    statuses: Iterable[str] = HAPPENED,
    one_a_day: bool = False,
) -> Dyad:
    """Counts of what `source` did to `target` and back, zero-filled from the first day of coverage to the last.

    Sides are codes (codebook §2) or names as the store has them. Events that the store's merge found to be one count once;
    acts of both sides together (they met) count in both directions. `one_a_day` keeps one event of each day, source, target
    and code. Raises BadInput where the store holds no dated article, or a period is too short for so long a time.
    """
    coverage = _coverage(store, by)
    first, last = since or min(coverage, default=None), until or max(coverage, default=None)
    if first is None or last is None:
        raise BadInput("no article in it has a date", source=str(store.folder), fix="code with --published")
    starts = [start for start, _ in zip(periods(first, last, by), range(MOST + 1), strict=False)]
    if len(starts) > MOST:
        raise BadInput(f"more than {MOST} periods", fix="take weeks, months or years, or --since")
    merged = "merges" in _names(store)
    counts: list[Count] = []
    told: list[Told] = []
    undated = outside = 0
    for one, other in dict.fromkeys(((source, target), (target, source))):
        units = _units(_rows(store, one, other, tuple(statuses), merged))
        by_period: dict[date, list[_Unit]] = {start: [] for start in starts}
        for unit in units:
            row = unit.first()
            start = placed(row["date"], row["published"], by)
            undated += start is None
            outside += start is not None and start not in by_period
            if start in by_period:
                by_period[start].append(unit)
                told += _listed(row, one, other)
        for start in starts:
            kept = _one_a_day(by_period[start]) if one_a_day else by_period[start]
            counts.append(_count(kept, start, by, one, other, coverage.get(start, 0)))
    counts.sort(key=lambda count: (count.start, count.source != source))
    told.sort(key=lambda item: (item.day, item.event_id))
    return Dyad(source, target, by, tuple(counts), tuple(told), undated, outside, merged)


def _names(store: Store) -> set[str]:
    return {name for (name,) in store.connection.execute("SELECT view_name FROM duckdb_views()").fetchall()}


def _coverage(store: Store, by: By) -> Counter[date]:
    """Articles that could be coded, by the period of their publication."""
    found: Counter[date] = Counter()
    asked = "SELECT published, count(*) FROM articles WHERE error IS NULL GROUP BY published"
    for published, count in store.connection.execute(asked).fetchall():
        if day := day_of(published):
            found[start_of(day, by)] += count
    return found


def _rows(store: Store, one: str, other: str, statuses: tuple[str, ...], merged: bool) -> list[dict[str, Any]]:
    """Events of one direction as articles tell them, each with its article's date and outlet, and what it was merged into."""
    joined = "LEFT JOIN merges m USING (event_id)" if merged else ""
    ids = "m.merged_id, m.story_id" if merged else "NULL AS merged_id, NULL AS story_id"
    cursor = store.connection.cursor().execute(
        f"SELECT {', '.join('e.' + name for name in _COLUMNS.split(', '))}, a.published, a.url, a.source, a.agency, {ids} "
        f"FROM events e JOIN articles a ON a.id = e.article_id {joined} WHERE list_contains($statuses, e.status) AND "
        "(list_contains(e.actor_codes, $one) OR list_contains(e.actor_names, $one)) AND "
        "(list_contains(e.recipient_codes, $other) OR list_contains(e.recipient_names, $other) OR "
        "($one != $other AND len(e.recipient_codes) = 0 AND len(e.recipient_names) = 0 AND "
        "(list_contains(e.actor_codes, $other) OR list_contains(e.actor_names, $other)))) ORDER BY e.event_id",
        {"one": one, "other": other, "statuses": list(statuses)},
    )
    names = [column[0] for column in cursor.description]
    return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]


def _units(rows: Iterable[dict[str, Any]]) -> list[_Unit]:
    units: dict[str, _Unit] = {}
    for row in rows:
        units.setdefault(row["merged_id"] or row["event_id"], _Unit([])).rows.append(row)
    return list(units.values())


def _one_a_day(units: Iterable[_Unit]) -> list[_Unit]:
    """One unit for each day and code; of several the one told most."""
    kept: dict[tuple[str, str], _Unit] = {}
    for unit in sorted(units, key=lambda unit: -len(unit.rows)):
        row = unit.first()
        kept.setdefault((_day(row), row["cameo"] or f"{row['type']}/{row['mode']}"), unit)
    return list(kept.values())


def _day(row: Mapping[str, Any]) -> str:
    return str(row["date"] or (row["published"] or "")[:10])


def _listed(row: Mapping[str, Any], one: str, other: str) -> list[Told]:
    if row["type"] not in WORDS:
        return []
    words = " ".join(str(row["evidence_text"]).split())
    return [Told(WORDS[row["type"]], _day(row), one, other, row["mode"], row["due"], words, row["event_id"])]


def _count(units: list[_Unit], start: date, by: By, one: str, other: str, coverage: int) -> Count:
    label = label_of(start, by)
    if not units and not coverage:
        return Count(label, start, one, other, 0)
    heads = [unit.first() for unit in units]
    quads = Counter(head["quad"] for head in heads)
    classes = (quads[1], quads[2], quads[3], quads[4])
    scores = [float(head["score"]) for head in heads]
    goldstein = [float(head["goldstein"]) for head in heads if head["goldstein"] is not None]
    tellers = [row for unit in units for row in unit.rows]
    articles = {row["article_id"] for row in tellers}
    return Count(
        label, start, one, other, coverage,
        n=len(units),
        quads=classes,
        types=dict(sorted(Counter(head["type"] for head in heads).items())),
        net=classes[0] + classes[1] - classes[2] - classes[3],
        plover_sum=round(sum(scores), 6),
        plover_mean=_mean(scores),
        goldstein_sum=round(sum(goldstein), 6),
        goldstein_mean=_mean(goldstein),
        stories=len({row["story_id"] or row["article_id"] for row in tellers}),
        outlets=len({outlet for row in tellers if (outlet := outlet_of(row))}),
        articles=len(articles),
        share=round(len(articles) / coverage, 6) if coverage else None,
    )  # fmt: skip


def _mean(values: list[float]) -> float | None:
    return round(sum(values) / len(values), 6) if values else None
