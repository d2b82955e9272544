"""A plain table of events, one row each, comma-separated with a header: for a spreadsheet, R, or anything that reads CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.export.codes import Row, Settings, chosen, event_key, hexed
from dragoman.types import Coded, Mention

COLUMNS: Mapping[str, type] = {
    "event_id": str, "hash": str, "article": str, "source": str, "url": str, "agency": str, "title": str, "published": str, "lang": str,
    "type": str, "mode": str, "status": str, "quad": int, "score": float, "cameo": str, "goldstein": float,
    "actors": str, "actor_codes": str, "actor_sectors": str, "actor_offices": str,
    "recipients": str, "recipient_codes": str, "recipient_sectors": str, "recipient_offices": str, "claimed_by": str,
    "date": str, "due": str, "place": str, "place_country": str, "lat": float, "lon": float, "geonames": int, "contexts": str,
    "trigger": str, "evidence": str, "start": int, "end": int, "mentions": int, "articles": int, "outlets": int, "sense": str, "rule": str,
}  # fmt: skip


def rows(coded: Coded, settings: Settings) -> Iterator[Row]:
    """Rows in the order of `COLUMNS`. Lists are joined by "; ", in step with each other; `event_id` is the store's.

    `start` and `end` are the trigger's, in characters of the article's text; `mentions` counts the words that tell the event in
    its article, `articles` and `outlets` those that tell it in a merged store, else 1.
    """
    article = coded.article
    text = article.text
    for key, event, told in chosen(coded, settings):
        place = event.place
        yield (
            key, hexed(event_key(article, event)), article.id, article.source, article.url, article.agency,
            article.title, article.published, article.lang,
            event.type, event.mode, event.status, event.quad, event.score, event.cameo, event.goldstein,
            *_sides(event.actors, text), *_sides(event.recipients, text),
            _name(event.claimed_by, text) if event.claimed_by else None,
            event.date, event.due,
            *((place.name, place.country, place.lat, place.lon, place.geonames) if place else (None,) * 5),
            "; ".join(event.contexts),
            event.trigger.of(text), event.evidence.of(text), event.trigger.start, event.trigger.end,
            len({event.trigger, *event.mentions}), told.articles, told.outlets, event.sense, event.rule,
        )  # fmt: skip


def _sides(mentions: tuple[Mention, ...], text: str) -> Row:
    """Names, codes, sectors and offices, each joined by "; " with an empty place where one is missing."""
    entities = [mention.entity for mention in mentions]
    return (
        "; ".join(_name(mention, text).replace(";", ",") for mention in mentions),
        "; ".join(entity.code or "" for entity in entities),
        "; ".join(" ".join(entity.sectors) for entity in entities),
        "; ".join((entity.office or "").replace(";", ",") for entity in entities),
    )


def _name(mention: Mention, text: str) -> str:
    return mention.entity.name or (mention.span.of(text) if mention.span else "")
