"""GDELT 2.0: the events table (61 columns) and the mentions table (16), tab-separated, without header.

Places are FIPS 10-4, actors CAMEO. One row a pair of actor and recipient. Tone, confidence and the actors' own places are empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from dragoman.export.codes import (
    DOUBLE_BITS,
    Cell,
    Dyad,
    Row,
    Rows,
    Settings,
    cameo_country,
    cameo_roles,
    chosen,
    division_of,
    dyads,
    event_ids,
    name_of,
    numbered,
    pairs,
    publisher,
    sentence,
    when,
)
from dragoman.gazetteer.cameo import cameo_code
from dragoman.types import Coded, Event, Mention, Place

_ACTOR = {
    "Code": str, "Name": str, "CountryCode": str, "KnownGroupCode": str, "EthnicCode": str, "Religion1Code": str, "Religion2Code": str,
    "Type1Code": str, "Type2Code": str, "Type3Code": str,
}  # fmt: skip
_GEO = {
    "Type": int, "FullName": str, "CountryCode": str, "ADM1Code": str, "ADM2Code": str, "Lat": float, "Long": float, "FeatureID": str,
}  # fmt: skip
EVENTS: Mapping[str, type] = {
    "GLOBALEVENTID": int, "SQLDATE": int, "MonthYear": int, "Year": int, "FractionDate": float,
    **{f"Actor{n}{column}": kind for n in (1, 2) for column, kind in _ACTOR.items()},
    "IsRootEvent": int, "EventCode": str, "EventBaseCode": str, "EventRootCode": str, "QuadClass": int, "GoldsteinScale": float,
    "NumMentions": int, "NumSources": int, "NumArticles": int, "AvgTone": float,
    **{f"{who}Geo_{column}": kind for who in ("Actor1", "Actor2", "Action") for column, kind in _GEO.items()},
    "DATEADDED": int, "SOURCEURL": str,
}  # fmt: skip
MENTIONS: Mapping[str, type] = {
    "GLOBALEVENTID": int, "EventTimeDate": int, "MentionTimeDate": int, "MentionType": int, "MentionSourceName": str,
    "MentionIdentifier": str, "SentenceID": int, "Actor1CharOffset": int, "Actor2CharOffset": int, "ActionCharOffset": int,
    "InRawText": int, "Confidence": int, "MentionDocLen": int, "MentionDocTone": float, "MentionDocTranslationInfo": str, "Extras": str,
}  # fmt: skip
#: GDELT's quad class by CAMEO root: the first root above each class.
_QUADS = ((6, 1), (10, 2), (15, 3), (21, 4))
#: MentionType: found on the web; known only by its citation.
_WEB, _CITATION = 1, 2
_NOWHERE: Row = (None,) * 8


def events(coded: Coded, settings: Settings) -> Iterator[Row]:
    """Rows of the events table, in the order of `EVENTS`."""
    article = coded.article
    for dyad in dyads(coded, settings):
        event = dyad.event
        day = when(event, article)
        yield (
            identifier(dyad),
            day.compact(),
            day.year * 100 + day.month if day.year and day.month else None,
            day.year,
            round(day.year + ((day.month - 1) * 30 + day.day) / 365, 4) if day.year and day.month and day.day else None,
            *_actor(dyad.actor, article.text, settings),
            *_actor(dyad.recipient, article.text, settings),
            _in_lead(coded, event),
            *_action(event),
            max(dyad.told.times, len({*event.mentions, event.trigger})),
            dyad.told.outlets,
            dyad.told.articles,
            None,
            *_NOWHERE,
            *_NOWHERE,
            *_place(event.place, settings),
            settings.stamp(),
            article.url or article.source or article.id,
        )


def mentions(coded: Coded, settings: Settings) -> Iterator[Row]:
    """Rows of the mentions table, in the order of `MENTIONS`: one a row of the events table.

    Of a merged store each telling in each article is a mention of the rows that its event has in the events table; those must
    have been gathered before (`settings.rows`).
    """
    article = coded.article
    seen = settings.stamp()
    origin = settings.facts.languages.get(article.lang)
    for dyad, row in _mentioned(coded, settings):
        yield (
            row,
            seen,
            seen,
            _WEB if article.url else _CITATION,
            publisher(article),
            article.url or article.source or article.id,
            sentence(coded, dyad.event),
            _start(dyad.actor),
            _start(dyad.recipient),
            dyad.event.trigger.start,
            None,
            None,
            len(article.text),
            None,
            f"srclc:{origin}" if origin else None,
            None,
        )


def _mentioned(coded: Coded, settings: Settings) -> Iterator[tuple[Dyad, int]]:
    """A telling's dyads with the ids of the rows of the events table that they mention."""
    if settings.merged is None:
        yield from ((dyad, identifier(dyad)) for dyad in dyads(coded, settings))
        return
    for key, event in event_ids(coded):
        own = {dyad.sides: dyad for dyad in pairs(coded, event, settings)}
        for sides, row in settings.rows.get(settings.merged.head_of.get(key, key), ()):
            yield own.get(sides) or Dyad(coded, event, 1, None, None), row


def gathered(coded: Iterable[Coded], settings: Settings) -> dict[str, Rows]:
    """The rows of the events table by the id of their event: each row's sides and its GLOBALEVENTID."""
    return {
        key: tuple((dyad.sides, identifier(dyad)) for dyad in pairs(item, event, settings))
        for item in coded
        for key, event, _ in chosen(item, settings)
    }


def identifier(dyad: Dyad) -> int:
    """GLOBALEVENTID: the same in both tables and in every run."""
    return numbered(dyad.key, DOUBLE_BITS)


def quad_class(cameo: str | None) -> int | None:
    """1 verbal cooperation (roots 01-05), 2 material cooperation (06-09), 3 verbal conflict (10-14), 4 material conflict (15-20)."""
    root = int(cameo[:2]) if cameo and cameo[:2].isdigit() else 0
    return next((quad for above, quad in _QUADS if root < above), None) if root else None


def _actor(mention: Mention | None, text: str, settings: Settings) -> Row:
    if mention is None:
        return (None,) * len(_ACTOR)
    entity = mention.entity
    name = name_of(mention, text, settings.facts)
    roles = [*cameo_roles(entity), None, None, None][:3]
    group = settings.facts.groups.get(entity.key)
    code = cameo_code(entity) + (group if group and cameo_code(entity) in ("IGO", "NGO") else "")
    return (code or None, name and name.upper(), cameo_country(entity), group, None, None, None, *roles)


def _action(event: Event) -> Row:
    code = event.cameo
    return (code, code and code[:3], code and code[:2], quad_class(code), event.goldstein)


def _in_lead(coded: Coded, event: Event) -> int | None:
    """Whether the event is told in the headline or the first paragraph; unknown where the article's parts are."""
    parts = coded.article.parts
    first = next((part for part in parts if part.kind in ("lead", "body")), None)
    lead = [part.span for part in parts if part.kind == "title" or part is first]
    told = {event.trigger, *event.mentions}
    return int(any(span.covers(words) for span in lead for words in told)) if parts else None


def _place(place: Place | None, settings: Settings) -> Row:
    """Type, full name, FIPS country, ADM1, ADM2, latitude, longitude, feature id."""
    if place is None:
        return _NOWHERE
    facts = settings.facts
    country = facts.country(place.country)
    fips = facts.countries.get(place.country or "", {}).get("fips")
    whole = place.precision == "country"
    kind: Cell = {"country": 1, "region": 2 if fips == "US" else 5, "city": 3 if fips == "US" else 4}.get(
        place.precision
    )
    full = country if whole and country else ", ".join(part for part in (place.name, country) if part)
    adm1, (division, _) = fips if whole else None, division_of(place)
    if fips and division and place.country not in facts.iso_divisions:
        adm1 = fips + division
    return (kind, full, fips, adm1, None, place.lat, place.lon, fips if whole else None)


def _start(mention: Mention | None) -> int | None:
    return mention.span.start if mention and mention.span else None
