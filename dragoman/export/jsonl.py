"""The record on disk: one JSON object a line per article (codebook §5)."""

from __future__ import annotations

import json
from typing import Any

from dragoman.types import Article, Coded, Event, Mention, Place, Quotation, Span, Time


def line(coded: Coded) -> str:
    """One article as one line of JSON, without the line's end."""
    return json.dumps(record(coded), ensure_ascii=False)


def record(coded: Coded) -> dict[str, Any]:
    """One article as plain dictionaries and lists. For every span, `text == article["text"][start:end]`."""
    article = coded.article
    text = article.text
    return {
        **_article(article),
        "events": [_event(event, text) for event in coded.events],
        "quotations": [_quotation(quotation, text) for quotation in coded.quotations],
        "times": [_time(time, text) for time in coded.times],
        "places": [_place(place, text) for place in coded.places],
        "actors": [_entity(mention, text) for mention in coded.actors],
        "error": coded.error,
    }


def _article(article: Article) -> dict[str, Any]:
    plain = ("id", "lang", "published", "updated", "title", "byline", "agency", "source", "url")
    return {
        **{name: getattr(article, name) for name in plain},
        "captions": list(article.captions),
        "credits": list(article.credits),
        "tags": list(article.tags),
        "extra": dict(article.extra),
        "parts": [{"kind": part.kind, "start": part.span.start, "end": part.span.end} for part in article.parts],
        "text": article.text,
    }


def _span(span: Span | None, text: str) -> dict[str, Any] | None:
    return None if span is None else {"text": span.of(text), "start": span.start, "end": span.end}


def _entity(mention: Mention | None, text: str) -> dict[str, Any] | None:
    if mention is None:
        return None
    entity = mention.entity
    return {
        **(_span(mention.span, text) or {"text": None, "start": None, "end": None}),
        "name": entity.name,
        "code": entity.code,
        "sectors": list(entity.sectors),
        "office": entity.office,
        "head": entity.head,
        "rule": mention.rule,
    }


def _place(place: Place | None, text: str) -> dict[str, Any] | None:
    if place is None:
        return None
    return {
        **(_span(place.span, text) or {"text": None, "start": None, "end": None}),
        "name": place.name,
        "country": place.country,
        "region": place.region,
        "lat": place.lat,
        "lon": place.lon,
        "geonames": place.geonames,
        "precision": place.precision,
        "rule": place.rule,
    }


def _time(time: Time, text: str) -> dict[str, Any]:
    return {
        "text": time.span.of(text),
        "start": time.span.start,
        "end": time.span.end,
        "value": time.value,
        "kind": time.kind,
        "anchor": time.anchor,
        "rule": time.rule,
    }


def _quotation(quotation: Quotation, text: str) -> dict[str, Any]:
    return {
        "kind": quotation.kind,
        "spans": [_span(span, text) for span in quotation.spans],
        "text": " ".join(span.of(text) for span in quotation.spans),
        "speaker": _entity(quotation.speaker, text),
        "cue": _span(quotation.cue, text),
        "act": quotation.act,
        "medium": quotation.medium,
        "addressee": _entity(quotation.addressee, text),
        "date": quotation.date,
        "flags": list(quotation.flags),
        "rule": quotation.rule,
    }


def _event(event: Event, text: str) -> dict[str, Any]:
    return {
        "type": event.type,
        "mode": event.mode,
        "status": event.status,
        "actors": [_entity(mention, text) for mention in event.actors],
        "recipients": [_entity(mention, text) for mention in event.recipients],
        "claimed_by": _entity(event.claimed_by, text),
        "date": event.date,
        "due": event.due,
        "place": _place(event.place, text),
        "contexts": list(event.contexts),
        "quad": event.quad,
        "score": event.score,
        "goldstein": event.goldstein,
        "cameo": event.cameo,
        "sense": event.sense,
        "trigger": _span(event.trigger, text),
        "evidence": _span(event.evidence, text),
        "mentions": [_span(span, text) for span in event.mentions],
        "rule": event.rule,
    }
