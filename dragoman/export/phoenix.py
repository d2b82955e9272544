"""Phoenix: 26 columns, tab-separated, without header. CAMEO codes; the key is the id with the date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from dragoman.export.codes import (
    INT_BITS,
    Row,
    Settings,
    cameo_country,
    cameo_roles,
    division_of,
    dyads,
    numbered,
    publisher,
    sentence,
    when,
)
from dragoman.gazetteer.cameo import STATELESS, cameo_code
from dragoman.types import Coded, Mention

COLUMNS: Mapping[str, type] = {
    "EventID": int, "Date": int, "Year": int, "Month": int, "Day": int,
    "SourceActorFull": str, "SourceActorEntity": str, "SourceActorRole": str, "SourceActorAttribute": str,
    "TargetActorFull": str, "TargetActorEntity": str, "TargetActorRole": str, "TargetActorAttribute": str,
    "EventCode": str, "EventRootCode": str, "QuadClass": int, "GoldsteinScore": float, "Issues": str,
    "ActionLat": float, "ActionLong": float, "LocationName": str, "GeoStateName": str, "GeoCountryName": str,
    "SentenceID": str, "URLs": str, "NewsSources": str,
}  # fmt: skip
#: CAMEO roots that are material conflict; 16 (reduce relations) counts as verbal.
_MATERIAL_CONFLICT = (14, 15, 17, 18, 19, 20)


def rows(coded: Coded, settings: Settings) -> Iterator[Row]:
    """Rows in the order of `COLUMNS`."""
    article, facts = coded.article, settings.facts
    for dyad in dyads(coded, settings):
        event, place = dyad.event, dyad.event.place
        day, number = when(event, article), sentence(coded, event)
        yield (
            numbered(dyad.key, INT_BITS),
            day.compact(),
            day.year,
            day.month,
            day.day,
            *_side(dyad.actor),
            *_side(dyad.recipient),
            event.cameo,
            event.cameo and event.cameo[:2],
            quad_class(event.cameo),
            event.goldstein,
            None,
            place.lat if place else None,
            place.lon if place else None,
            place.name if place and place.precision != "country" else None,
            division_of(place)[1],
            facts.country(place.country) if place else None,
            f"{article.id}_{number}" if number else article.id,
            article.url,
            publisher(article),
        )


def quad_class(cameo: str | None) -> int | None:
    """0 statements and appeals (roots 01, 02), 1 and 2 verbal and material cooperation, 3 and 4 verbal and material conflict."""
    root = int(cameo[:2]) if cameo and cameo[:2].isdigit() else 0
    if not 1 <= root <= 20:
        return None
    if root <= 8:
        return 0 if root <= 2 else 1 if root <= 5 else 2
    return 4 if root in _MATERIAL_CONFLICT else 3


def _side(mention: Mention | None) -> Row:
    """The whole code, the country or kind that begins it, the first role, the further roles."""
    if mention is None:
        return (None,) * 4
    entity = mention.entity
    whole = STATELESS.get(entity.code or "") or cameo_country(entity)
    roles = [role for role in cameo_roles(entity) if role != whole]
    return (cameo_code(entity) or None, whole, next(iter(roles), None), "".join(roles[1:]) or None)
