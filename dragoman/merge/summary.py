"""A gathered event → its row: what its tellings agree on, and what they do not."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from typing import Any

from dragoman.merge.gather import Gathered
from dragoman.merge.periods import days_of

#: The tables of a merge, in the store's folder `merged/`.
MERGED_EVENTS = {
    "merged_id": "VARCHAR", "story_id": "VARCHAR", "type": "VARCHAR", "mode": "VARCHAR", "status": "VARCHAR", "date": "VARCHAR",
    "date_first": "DATE", "date_last": "DATE", "actor_codes": "VARCHAR[]", "recipient_codes": "VARCHAR[]", "actor_names": "VARCHAR[]",
    "recipient_names": "VARCHAR[]", "place_name": "VARCHAR", "place_country": "VARCHAR", "contexts": "VARCHAR[]", "quad": "BIGINT",
    "score": "DOUBLE", "cameo": "VARCHAR", "goldstein": "DOUBLE", "n_tellings": "BIGINT", "n_articles": "BIGINT", "n_texts": "BIGINT",
    "first_report": "VARCHAR", "last_report": "VARCHAR", "outlets": "VARCHAR[]", "languages": "VARCHAR[]", "event_ids": "VARCHAR[]",
    "evidence_text": "VARCHAR", "disagreements": "VARCHAR",
}  # fmt: skip
MERGES = {
    "event_id": "VARCHAR",
    "article_id": "VARCHAR",
    "merged_id": "VARCHAR",
    "story_id": "VARCHAR",
    "published": "VARCHAR",
}
COPIES = {"article_id": "VARCHAR", "copy_of": "VARCHAR", "published": "VARCHAR"}

#: What every telling tells in its own way is taken from the one that speaks for all.
_TAKEN = ("type", "mode", "quad", "score", "cameo", "goldstein", "evidence_text")


def summary(event: Gathered) -> dict[str, Any]:
    """The row of `merged_events`. The commonest type and mode speak for all; `n_texts` counts copies of one article once.

    `disagreements` is JSON: dates, numbers, statuses, types and places on which tellings differ; null where they do not.
    """
    rows = [telling.row for telling in event.tellings]
    kinds = Counter((row["type"], row["mode"]) for row in rows)
    head = min(
        rows,
        key=lambda row: (
            -kinds[row["type"], row["mode"]],
            len(row["recipient_codes"]) == 0,
            row["published"],
            row["event_id"],
        ),
    )
    dated = _date([row["date"] for row in rows if row["date"]])
    days = days_of(dated)
    placed = Counter((row["place_name"], row["place_country"]) for row in rows if row["place_name"]).most_common(1)
    place = placed[0][0] if placed else (None, None)
    reports = sorted(telling.published for telling in event.tellings)
    sides = ("actor_codes", "recipient_codes")
    return {
        "merged_id": event.id,
        "story_id": event.story,
        **{name: head[name] for name in _TAKEN},
        "status": Counter(row["status"] for row in rows).most_common(1)[0][0],
        "date": dated,
        "date_first": days[0].isoformat() if days else None,
        "date_last": days[1].isoformat() if days else None,
        **{name: list(head[name]) for name in sides},
        **{name: list(head[name]) for name in ("actor_names", "recipient_names")},
        "place_name": place[0],
        "place_country": place[1],
        "contexts": _commonest(context for row in rows for context in row["contexts"]),
        "n_tellings": len(rows),
        "n_articles": len({row["article_id"] for row in rows}),
        "n_texts": len({telling.group for telling in event.tellings}),
        "first_report": reports[0],
        "last_report": reports[-1],
        "outlets": sorted({telling.outlet for telling in event.tellings} - {""}),
        "languages": sorted({telling.lang for telling in event.tellings}),
        "event_ids": [row["event_id"] for row in rows],
        "disagreements": _disagreements(event),
    }


def _date(told: list[str]) -> str | None:
    """The date that most tell, of the most exact ones."""
    if not told:
        return None
    counts = Counter(told)

    def rank(value: str) -> tuple[int, int, str]:
        days = days_of(value)
        return (days[1] - days[0]).days if days else 10_000, -counts[value], value

    return min(counts, key=rank)


def _disagreements(event: Gathered) -> str | None:
    rows = [telling.row for telling in event.tellings]
    spans = [days for row in rows if (days := days_of(row["date"]))]
    found: dict[str, list[str]] = {}
    if spans and max(span[0] for span in spans) > min(span[1] for span in spans):
        found["dates"] = sorted({row["date"] for row in rows if row["date"]})
    told = [telling.numbers for telling in event.tellings if telling.numbers]
    if len(told) > 1 and (apart := frozenset.union(*told) - frozenset.intersection(*told)) and not _within(told):
        found["numbers"] = sorted(apart, key=lambda number: (len(number), number))
    for name, column in (("statuses", "status"), ("types", "type"), ("modes", "mode"), ("places", "place_name")):
        values = {row[column] for row in rows if row[column]}
        if len(values) > 1:
            found[name] = sorted(values)
    return json.dumps(found, ensure_ascii=False) if found else None


def _within(told: list[frozenset[str]]) -> bool:
    """Whether tellings merely tell more or fewer of the same figures."""
    most = max(told, key=len)
    return all(numbers <= most for numbers in told)


def _commonest(values: Iterable[str]) -> list[str]:
    return [value for value, _ in Counter(values).most_common()]
