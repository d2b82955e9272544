"""ICEWS: 20 columns, tab-separated with a header. One row a pair of source and target; the key is the id with the date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.export.codes import (
    INT_BITS,
    Row,
    Settings,
    city_of,
    country_of,
    division_of,
    dyads,
    name_of,
    numbered,
    plain_country,
    publisher,
    sentence,
    when,
)
from dragoman.types import Coded, Entity, Mention

COLUMNS: Mapping[str, type] = {
    "Event ID": int, "Event Date": str, "Source Name": str, "Source Sectors": str, "Source Country": str, "Event Text": str,
    "CAMEO Code": str, "Intensity": float, "Target Name": str, "Target Sectors": str, "Target Country": str, "Story ID": int,
    "Sentence Number": int, "Publisher": str, "City": str, "District": str, "Province": str, "Country": str, "Latitude": float,
    "Longitude": float,
}  # fmt: skip


def rows(coded: Coded, settings: Settings) -> Iterator[Row]:
    """Rows in the order of `COLUMNS`. Names of countries are English, sectors are ICEWS's words, joined by a comma."""
    article, facts = coded.article, settings.facts
    for dyad in dyads(coded, settings):
        event, place = dyad.event, dyad.event.place
        yield (
            numbered(dyad.key, INT_BITS),
            when(event, article).iso(),
            *_side(dyad.actor, article.text, settings),
            facts.cameo_name(event.cameo),
            event.cameo,
            event.goldstein,
            *_side(dyad.recipient, article.text, settings),
            numbered(article.id, INT_BITS),
            sentence(coded, event),
            publisher(article),
            city_of(place),
            None,
            division_of(place)[1],
            facts.country(place.country, "icews") if place else None,
            place.lat if place else None,
            place.lon if place else None,
        )


def _side(mention: Mention | None, text: str, settings: Settings) -> Row:
    """Name, sectors, country."""
    if mention is None:
        return (None, None, None)
    facts, entity = settings.facts, mention.entity
    country = facts.country(country_of(entity), "icews")
    return (name_of(mention, text, facts, "icews"), ",".join(_sectors(entity, facts.sectors)) or None, country)


def _sectors(entity: Entity, words: Mapping[str, str]) -> list[str]:
    """A country that acts has no sector in ICEWS; its government, named by its capital, has."""
    if plain_country(entity) and not entity.head:
        return []
    return list(dict.fromkeys(words[sector] for sector in entity.sectors if sector in words))
