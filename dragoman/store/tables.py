"""What was found in an article ⇄ rows of six tables. Ids are stable: the same article coded alike gives the same rows.

An event is `<article>#e1`, a quotation `<article>#q1`, counted in the order of the record.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from dragoman.store.schema import Row, columns, from_row, to_row
from dragoman.types import Article, Coded, Event, Mention, Place, Quotation, Span, Time

_KEYS = {"article_id": "VARCHAR", "position": "BIGINT"}

#: Table → column → SQL type. What stands beside a noun's own columns: ids, and words and codes that spare a join.
TABLES: Mapping[str, Mapping[str, str]] = {
    "articles": columns(Article),
    "events": {
        "event_id": "VARCHAR",
        **_KEYS,
        **columns(Event),
        "trigger_text": "VARCHAR",
        "evidence_text": "VARCHAR",
        "actor_codes": "VARCHAR[]",
        "recipient_codes": "VARCHAR[]",
        "actor_names": "VARCHAR[]",
        "recipient_names": "VARCHAR[]",
    },
    "participants": {**_KEYS, "owner_id": "VARCHAR", "role": "VARCHAR", **columns(Mention), "text": "VARCHAR"},
    "quotations": {
        "quotation_id": "VARCHAR",
        **_KEYS,
        **columns(Quotation),
        "text": "VARCHAR",
        "speaker_name": "VARCHAR",
        "speaker_code": "VARCHAR",
    },
    "times": {**_KEYS, **columns(Time), "text": "VARCHAR"},
    "places": {**_KEYS, **columns(Place), "text": "VARCHAR"},
}


def rows(coded: Coded) -> Iterator[tuple[str, Row]]:
    """(table, row) of everything in an article."""
    article, text, key = coded.article, coded.article.text, coded.article.id
    yield "articles", {**to_row(article), "error": coded.error or article.error}
    yield from _cast(key, None, text, mentioned=coded.actors)
    for n, event in enumerate(coded.events, 1):
        own = f"{key}#e{n}"
        yield "events", {"event_id": own, "article_id": key, "position": n, **to_row(event), **_told(event, text)}
        yield from _cast(
            key, own, text, actor=event.actors, recipient=event.recipients, claimed_by=_one(event.claimed_by)
        )
    for n, quotation in enumerate(coded.quotations, 1):
        own, speaker = f"{key}#q{n}", quotation.speaker and quotation.speaker.entity
        words = {
            "text": " ".join(span.of(text) for span in quotation.spans),
            "speaker_name": speaker and speaker.name,
            "speaker_code": speaker and speaker.code,
        }
        yield "quotations", {"quotation_id": own, "article_id": key, "position": n, **to_row(quotation), **words}
        yield from _cast(key, own, text, speaker=_one(quotation.speaker), addressee=_one(quotation.addressee))
    for n, time in enumerate(coded.times, 1):
        yield "times", {"article_id": key, "position": n, **to_row(time), "text": time.span.of(text)}
    for n, place in enumerate(coded.places, 1):
        yield "places", {"article_id": key, "position": n, **to_row(place), "text": _words(place.span, text)}


def coded_of(found: Mapping[str, Iterable[Row]]) -> Iterator[Coded]:
    """The reverse of `rows`: table → rows of some articles → what was found in each, in the order of the articles."""
    by: dict[str, defaultdict[str, list[Row]]] = {}
    for table in TABLES:
        by[table] = defaultdict(list)
        for row in found.get(table, ()):
            by[table][row["id" if table == "articles" else "article_id"]].append(row)
        for several in by[table].values():
            several.sort(key=lambda row: row.get("position") or 0)
    for key, (row, *_) in by["articles"].items():
        cast: defaultdict[tuple[str | None, str], list[Mention]] = defaultdict(list)
        for one in by["participants"][key]:
            cast[one["owner_id"], one["role"]].append(from_row(Mention, one))
        events = [
            from_row(Event, e, actors=tuple(cast[e["event_id"], "actor"]), recipients=tuple(cast[e["event_id"], "recipient"]),
                     claimed_by=_first(cast[e["event_id"], "claimed_by"]))
            for e in by["events"][key]
        ]  # fmt: skip
        quotations = [
            from_row(Quotation, q, speaker=_first(cast[q["quotation_id"], "speaker"]),
                     addressee=_first(cast[q["quotation_id"], "addressee"]))
            for q in by["quotations"][key]
        ]  # fmt: skip
        article: Article = from_row(Article, row)
        yield Coded(
            replace(article, error=article.error if not article.text else None),
            tuple(quotations),
            tuple(cast[None, "mentioned"]),
            tuple(from_row(Time, t) for t in by["times"][key]),
            tuple(from_row(Place, p) for p in by["places"][key]),
            tuple(events),
            row["error"],
        )


def _cast(key: str, owner: str | None, text: str, **roles: tuple[Mention, ...]) -> Iterator[tuple[str, Row]]:
    for role, mentions in roles.items():
        for n, mention in enumerate(mentions, 1):
            yield "participants", {"article_id": key, "position": n, "owner_id": owner, "role": role,
                                   **to_row(mention), "text": _words(mention.span, text)}  # fmt: skip


def _told(event: Event, text: str) -> Row:
    sides = {"actor": event.actors, "recipient": event.recipients}
    return {
        "trigger_text": event.trigger.of(text),
        "evidence_text": event.evidence.of(text),
        **{f"{side}_codes": _distinct(m.entity.code for m in several) for side, several in sides.items()},
        **{f"{side}_names": _distinct(m.entity.name for m in several) for side, several in sides.items()},
    }


def _distinct(values: Iterable[str | None]) -> list[str]:
    return list(dict.fromkeys(value for value in values if value))


def _words(span: Span | None, text: str) -> str | None:
    return span.of(text) if span else None


def _one(mention: Mention | None) -> tuple[Mention, ...]:
    return (mention,) if mention else ()


def _first(found: list[Any]) -> Any:
    return found[0] if found else None
