"""PLOVER: one JSON object a line per event (draft 2.0 of the Open Event Data Alliance). Every name is there, null where empty."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from dragoman.export.codes import Settings, chosen, day_of, event_key, hexed, publisher, when
from dragoman.types import Article, Coded, Event, Mention, Place

COLUMNS = (
    "id", "date", "actor", "event", "time", "enddate", "recipient", "event_loc", "event_text", "quad_code", "event_scale", "mode",
    "context", "dead", "injured", "arrested", "link", "text", "text_info", "cite_info", "coder", "coded_date", "comment",
)  # fmt: skip


def lines(coded: Coded, settings: Settings) -> Iterator[str]:
    """One line an event, without the line's end; several actors and recipients stay lists."""
    for _, event, _ in chosen(coded, settings):
        yield json.dumps(record(coded.article, event, settings), ensure_ascii=False)


def record(article: Article, event: Event, settings: Settings) -> dict[str, Any]:
    """One event. PLOVER has no status: it stands in `comment`, with who claims it and when it is due."""
    text = article.text
    first, _, last = (event.date or "").partition("/")
    _, _, clock = first.partition("T")
    return {
        "id": hexed(event_key(article, event)),
        "date": when(event, article).iso() or first.partition("T")[0] or None,
        "actor": [_entity(mention, text) for mention in event.actors],
        "event": [event.type],
        "time": clock if clock[:1].isdigit() else None,
        "enddate": day_of(last).iso() or last or None,
        "recipient": [_entity(mention, text) for mention in event.recipients],
        "event_loc": _place(event.place, text),
        "event_text": event.trigger.of(text),
        "quad_code": event.quad or None,
        "event_scale": event.score,
        "mode": [event.mode] if event.mode else [],
        "context": list(event.contexts),
        "dead": None,
        "injured": None,
        "arrested": None,
        "link": [],
        "text": event.evidence.of(text),
        "text_info": {"start": event.evidence.start, "end": event.evidence.end},
        "cite_info": _cited(article),
        "coder": settings.coder,
        "coded_date": settings.added.date().isoformat(),
        "comment": _comment(event, text),
    }


def _entity(mention: Mention, text: str) -> dict[str, Any]:
    entity = mention.entity
    return {
        "code": entity.code,
        "sector": list(entity.sectors),
        "entity_text": mention.span.of(text) if mention.span else entity.name,
        "identifier_id": None,
        "identifier_text": entity.name,
        "office": entity.office,
        "religion": None,
        "ethnicity": None,
    }


def _place(place: Place | None, text: str) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        "name": place.name,
        "country": place.country,
        "lat": place.lat,
        "lon": place.lon,
        "geonames_id": place.geonames,
        "text": place.span.of(text) if place.span else None,
    }


def _cited(article: Article) -> dict[str, Any]:
    names = ("id", "url", "title", "byline", "agency", "published", "lang")
    return {"source": publisher(article), **{name: getattr(article, name) for name in names}}


def _comment(event: Event, text: str) -> str:
    told = [f"status={event.status}", f"rule={event.rule}"]
    if event.claimed_by is not None:
        words = event.claimed_by.span.of(text) if event.claimed_by.span else ""
        told.append(f"claimed_by={event.claimed_by.entity.name or words}")
    if event.due:
        told.append(f"due={event.due}")
    return "; ".join(told)
