"""What the event sets share: their tables of codes, who faces whom in a row, dates as far as they are known, ids, cells."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from hashlib import blake2b
from importlib.metadata import PackageNotFoundError, version
from importlib.resources import files
from itertools import permutations, product
from typing import Any
from urllib.parse import urlsplit

from dragoman.gazetteer.cameo import CODES, ROLES, STATELESS
from dragoman.ontology import load_ontology
from dragoman.types import Article, Coded, Entity, Event, Mention, Place, Span

#: A cell as it is before it is written: text, a number, or nothing.
Cell = str | int | float | None
Row = tuple[Cell, ...]
#: What most event sets hold: what happened. They have no column that could say that something did not.
HAPPENED = ("done", "ongoing")
#: Ids that a reader may keep in a C or R integer, and ids that stay exact in a double (R's numeric).
INT_BITS, DOUBLE_BITS = 31, 53

_DAY = re.compile(r"(\d{4})(?:-(\d\d)(?:-(\d\d))?)?(?![-\d])")


@dataclass(frozen=True, slots=True)
class Facts:
    """The tables of `ontologies/` that the exports need."""

    countries: Mapping[str, Mapping[str, Any]]
    cameo: Mapping[str, str]
    sectors: Mapping[str, str]
    groups: Mapping[str, str]
    iso_divisions: frozenset[str]
    languages: Mapping[str, str]
    mutual: frozenset[str]

    def country(self, code: str | None, set_name: str = "") -> str | None:
        """The English name of a country, as a set writes it where it has a way of its own."""
        known = self.countries.get(code or "", {})
        return known.get(set_name) or known.get("name")

    def cameo_name(self, code: str | None) -> str | None:
        """The words of a CAMEO code, or of the longest listed code that begins it."""
        told = code or ""
        return next((self.cameo[told[:end]] for end in range(len(told), 1, -1) if told[:end] in self.cameo), None)


def load_facts() -> Facts:
    """The tables as shipped."""
    folder = files("dragoman") / "ontologies"
    exports, countries, cameo = (
        tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf8"))
        for name in ("exports", "countries", "cameo_names")
    )
    return Facts(
        countries=countries,
        cameo=cameo["names"],
        sectors=exports["icews_sectors"],
        groups=exports["known_groups"],
        iso_divisions=frozenset(exports["geonames"]["iso_divisions"]),
        languages=exports["gdelt_languages"],
        mutual=frozenset(key for key, sense in load_ontology().senses.items() if sense.mutual),
    )


def coder() -> str:
    """Who coded, with the version where the package is installed."""
    try:
        return f"dragoman {version('dragoman')}"
    except PackageNotFoundError:
        return "dragoman"


@dataclass(frozen=True, slots=True)
class Told:
    """How often an event of the world was told: times, outlets, articles."""

    times: int = 1
    outlets: int = 1
    articles: int = 1


@dataclass(frozen=True, slots=True)
class Merged:
    """What a merge found (`dragoman.merge`). Ids are the store's, "ARTICLE#e1".

    `heads`: the telling that speaks for all tellings of its event → how often that was told. `head_of`: telling → that one.
    """

    heads: Mapping[str, Told]
    head_of: Mapping[str, str]


#: The rows that an event has in a dyadic table: who faces whom, and the row's id.
Rows = tuple[tuple[tuple[str, str], int], ...]


@dataclass(frozen=True, slots=True)
class Settings:
    """How to export: which statuses count as events, when (UTC) the rows are said to be made, and what is one event.

    With `merged`, an event of the world is exported once, by the telling that speaks for it; without, each telling is. `rows` are those of
    the telling that speaks, by its id, for tables that lead back to them.
    """

    facts: Facts = field(default_factory=load_facts)
    statuses: tuple[str, ...] = HAPPENED
    merged: Merged | None = None
    rows: Mapping[str, Rows] = field(default_factory=dict)
    added: datetime = field(default_factory=lambda: datetime.now(UTC))
    coder: str = field(default_factory=coder)

    def stamp(self) -> int:
        """That moment as YYYYMMDDHHMMSS."""
        moment = self.added.astimezone(UTC) if self.added.tzinfo else self.added
        return int(moment.strftime("%Y%m%d%H%M%S"))


@dataclass(frozen=True, slots=True)
class Dyad:
    """One row of a dyadic set: an event, one that acts and one that is acted upon, either of them perhaps not told."""

    coded: Coded
    event: Event
    number: int
    actor: Mention | None
    recipient: Mention | None
    told: Told = Told()

    @property
    def sides(self) -> tuple[str, str]:
        """Who faces whom, empty where nobody is told."""
        return (
            entity_key(self.actor) if self.actor else "",
            entity_key(self.recipient) if self.recipient else "",
        )

    @property
    def key(self) -> str:
        """Names the row for good: the event's key and the two sides."""
        sides = (f"{entity_key(m)}@{m.span.start if m.span else ''}" if m else "" for m in (self.actor, self.recipient))
        return "|".join((event_key(self.coded.article, self.event), *sides))


def event_ids(coded: Coded) -> Iterator[tuple[str, Event]]:
    """An article's events with the ids that the store gives them."""
    return ((f"{coded.article.id}#e{number}", event) for number, event in enumerate(coded.events, 1))


def chosen(coded: Coded, settings: Settings) -> Iterator[tuple[str, Event, Told]]:
    """The events of an article that are exported, with their ids and how often they were told."""
    for key, event in event_ids(coded):
        told = Told() if settings.merged is None else settings.merged.heads.get(key)
        if told is not None and event.status in settings.statuses:
            yield key, event, told


def dyads(coded: Coded, settings: Settings) -> Iterator[Dyad]:
    """Every pair of an article's events. Both sides of a mutual act face each other, once in each direction."""
    for _, event, told in chosen(coded, settings):
        yield from pairs(coded, event, settings, told=told)


def pairs(coded: Coded, event: Event, settings: Settings, *, told: Told = Told()) -> Iterator[Dyad]:
    """Every pair of one event."""
    for number, (actor, recipient) in enumerate(_pairs(event, settings.facts), 1):
        yield Dyad(coded, event, number, actor, recipient, told)


def _pairs(event: Event, facts: Facts) -> list[tuple[Mention | None, Mention | None]]:
    actors, recipients = _distinct(event.actors), _distinct(event.recipients)
    if not recipients and len(actors) > 1 and event.sense in facts.mutual:
        return list(permutations(actors, 2))
    if not actors or not recipients:
        return [*((actor, None) for actor in actors), *((None, recipient) for recipient in recipients)] or [
            (None, None)
        ]
    pairs = [(a, r) for a, r in product(actors, recipients) if entity_key(a) != entity_key(r)]
    return [*pairs] or [(actors[0], recipients[0])]


def _distinct(mentions: tuple[Mention, ...]) -> list[Mention]:
    found: dict[str, Mention] = {}
    for mention in mentions:
        found.setdefault(entity_key(mention), mention)
    return list(found.values())


def entity_key(mention: Mention) -> str:
    entity = mention.entity
    return entity.key or entity.name or f"{entity.code}@{mention.span.start if mention.span else ''}"


def event_key(article: Article, event: Event) -> str:
    """What tells one event from every other, in any article: the same article coded alike gives the same key."""
    spans = [event.trigger, event.evidence, *(m.span for m in (*event.actors, *event.recipients) if m.span)]
    return "|".join((article.id, event.type, *(f"{span.start}-{span.end}" for span in spans)))


def hexed(key: str) -> str:
    """A key as sixteen hexadecimal digits."""
    return blake2b(key.encode(), digest_size=8).hexdigest()


def numbered(key: str, bits: int) -> int:
    """A key as a positive integer below 2 to the `bits`."""
    return int(hexed(key), 16) % ((1 << bits) - 1) + 1


@dataclass(frozen=True, slots=True)
class When:
    """A date as far as it is known; month and day are empty where the text does not tell them."""

    year: int | None = None
    month: int | None = None
    day: int | None = None

    def compact(self) -> int | None:
        """20260112, where the day is known."""
        return self.year * 10000 + self.month * 100 + self.day if self.year and self.month and self.day else None

    def iso(self) -> str | None:
        """2026-01-12, where the day is known."""
        return f"{self.year:04}-{self.month:02}-{self.day:02}" if self.compact() else None


def when(event: Event, article: Article) -> When:
    """When an event happened; what happened without a date told has the day of publication, as in all of these sets.

    An interval gives its first day. A month, a week or a year gives no day.
    """
    if event.date is None:
        return day_of(article.published) if event.status in HAPPENED else When()
    return day_of(event.date)


def day_of(iso: str | None) -> When:
    """An ISO date, time or interval as year, month and day; a date that no calendar has gives nothing."""
    found = _DAY.match(iso or "")
    if found is None:
        return When(int(iso[:4])) if iso and re.fullmatch(r"\d{4}-.*", iso) else When()
    year, month, day = (int(part) if part else None for part in found.groups())
    try:
        date(year or 1, month or 1, day or 1)
    except ValueError:
        return When()
    return When(year, month, day)


def sentence(coded: Coded, event: Event) -> int | None:
    """The number of the sentence that tells the event, from 1, as the actors named in it say; empty where none is."""
    found = [m for m in (*event.actors, *event.recipients, *coded.actors)
             if m.span and m.sentence >= 0 and event.evidence.covers(m.span)]  # fmt: skip
    nearest = min(found, key=lambda m: abs(m.span.start - event.trigger.start) if m.span else 0, default=None)
    return nearest.sentence + 1 if nearest else None


def plain_country(entity: Entity) -> bool:
    """Whether an entity is a country itself, rather than somebody in it."""
    return entity.code is not None and entity.key == entity.code


def country_of(entity: Entity) -> str | None:
    """ISO alpha-3 of the country that an entity belongs to; stateless bodies have none."""
    return entity.code if entity.code and entity.code not in STATELESS else None


def cameo_country(entity: Entity) -> str | None:
    """CAMEO's three letters of that country."""
    code = country_of(entity)
    return CODES.get(code, code) if code else None


def cameo_roles(entity: Entity) -> list[str]:
    """CAMEO's role codes, most telling first; a country itself has none, its government has GOV."""
    if plain_country(entity) and not entity.head:
        return []
    kinds = [STATELESS[entity.code]] if entity.code in STATELESS else []
    return list(dict.fromkeys([*kinds, *(ROLES[s] for s in entity.sectors if ROLES.get(s))]))


def name_of(mention: Mention, text: str, facts: Facts, set_name: str = "") -> str | None:
    """The entity's name, a country's in English; the words of the text where nobody knows who it is."""
    entity = mention.entity
    country = facts.country(entity.code, set_name) if plain_country(entity) else None
    return country or entity.name or (mention.span.of(text) if mention.span else None)


def publisher(article: Article) -> str | None:
    """Who published it: the agency, the host of its address, or the source as given."""
    host = urlsplit(article.url).hostname if article.url and "//" in article.url else None
    return article.agency or host or article.source


def city_of(place: Place | None) -> str | None:
    return place.name if place and place.precision == "city" else None


def division_of(place: Place | None) -> tuple[str | None, str | None]:
    """(code, name) of the first-order division that a place lies in: the gazetteer knows the one or the other, or neither."""
    if place is None:
        return (None, None)
    if place.precision == "region":
        return (None, place.name)
    told = place.region or ""
    return (told, None) if len(told) == 2 and told.isalnum() and told == told.upper() else (None, told or None)


def text_of(span: Span | None, article: Article) -> str | None:
    return span.of(article.text) if span else None
