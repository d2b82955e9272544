"""POLECAT: 40 columns, tab-separated with a header. PLOVER types; lists joined by "; ", and None for what is empty.

One row a pair of actor and recipient. Countries are ISO alpha-3 and Correlates of War numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.export.codes import (
    Cell,
    Row,
    Settings,
    city_of,
    country_of,
    day_of,
    division_of,
    dyads,
    event_key,
    hexed,
    name_of,
    publisher,
    text_of,
    when,
)
from dragoman.types import Coded, Mention, Place

COLUMNS: Mapping[str, type] = {
    "Event ID": str, "Event Date": str, "Event Type": str, "Event Mode": str, "Intensity": float, "Quad Code": str, "Contexts": str,
    "Actor Name": str, "Actor Country": str, "Actor COW": int, "Primary Actor Sector": str, "Actor Sectors": str, "Actor Title": str,
    "Actor Name Raw": str, "Wikipedia Actor ID": str,
    "Recipient Name": str, "Recipient Country": str, "Recipient COW": int, "Primary Recipient Sector": str, "Recipient Sectors": str,
    "Recipient Title": str, "Recipient Name Raw": str, "Wikipedia Recipient ID": str,
    "Placename": str, "City": str, "District": str, "Province": str, "Country": str, "Latitude": float, "Longitude": float,
    "GeoNames ID": int, "Raw Placename": str, "Feature Type": str, "Source": str, "Publication Date": str, "Story People": str,
    "Story Organizations": str, "Story Locations": str, "Language": str, "Version": str,
}  # fmt: skip
EMPTY = "None"
QUADS = {1: "VERBAL COOPERATION", 2: "MATERIAL COOPERATION", 3: "VERBAL CONFLICT", 4: "MATERIAL CONFLICT"}
#: Rules that name a person, and rules that name a body (the ends of `Mention.rule`).
PEOPLE, BODIES = ("#person", "#titled", "#holder"), ("#organisation",)


def rows(coded: Coded, settings: Settings) -> Iterator[Row]:
    """Rows in the order of `COLUMNS`. An id is article, event and pair, joined by `_`."""
    article = coded.article
    story = (_names(coded, PEOPLE), _names(coded, BODIES), _joined(dict.fromkeys(place.name for place in coded.places)))
    for dyad in dyads(coded, settings):
        event = dyad.event
        key = f"{hexed(article.id)}_{hexed(event_key(article, event))}_{dyad.number}"
        cells: Row = (
            key,
            when(event, article).iso(),
            event.type,
            event.mode,
            event.score,
            QUADS.get(event.quad),
            _joined(event.contexts),
            *_side(dyad.actor, article.text, settings),
            *_side(dyad.recipient, article.text, settings),
            *_place(event.place, coded),
            publisher(article),
            day_of(article.published).iso(),
            *story,
            article.lang,
            settings.coder,
        )
        yield tuple(EMPTY if cell is None or cell == "" else cell for cell in cells)


def _side(mention: Mention | None, text: str, settings: Settings) -> Row:
    """Name, country, COW number, first sector, sectors, title, words of the text, Wikipedia id."""
    if mention is None:
        return (None,) * 8
    entity, country = mention.entity, country_of(mention.entity)
    cow: Cell = settings.facts.countries.get(country or "", {}).get("cow")
    first = entity.sectors[0] if entity.sectors else None
    words = mention.span.of(text) if mention.span else None
    return (
        name_of(mention, text, settings.facts),
        country,
        cow,
        first,
        _joined(entity.sectors),
        entity.office,
        words,
        None,
    )


def _place(place: Place | None, coded: Coded) -> Row:
    """Placename, city, district, province, country, latitude, longitude, GeoNames id, words of the text, feature type."""
    if place is None:
        return (None,) * 10
    return (place.name, city_of(place), None, division_of(place)[1], place.country, place.lat, place.lon, place.geonames,
            text_of(place.span, coded.article), None)  # fmt: skip


def _names(coded: Coded, rules: tuple[str, ...]) -> str | None:
    return _joined(dict.fromkeys(m.entity.name for m in coded.actors if m.entity.name and m.rule.endswith(rules)))


def _joined(items: object) -> str | None:
    parts = [str(item).replace(";", ",") for item in items] if hasattr(items, "__iter__") else []
    return "; ".join(parts) or None
