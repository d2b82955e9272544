"""What a language says about places: its names of cities, regions and seas, and the words that tell a place (`places.toml`)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from dragoman.gazetteer.world import Site, World, key_of, load_world
from dragoman.language import Language

#: Most answers kept of what words may name.
KEPT = 20_000


class Looked(NamedTuple):
    """A name's key, the sites that bear it, and whether a longer name begins with it."""

    key: str
    sites: tuple[Site, ...]
    longer: bool


@dataclass(frozen=True)
class Atlas:
    """One language's names over the world's: `own` by key (see `key_of`), `starts` all beginnings of those of several
    words, `lower` the first words of names that begin without a capital ("mer Rouge"). The other fields are the lists of
    `places.toml` under their names there."""

    world: World
    own: dict[str, tuple[Site, ...]]
    starts: frozenset[str]
    lower: frozenset[str]
    locatives: frozenset[str]
    glue: frozenset[str]
    datives: frozenset[str]
    going_verbs: frozenset[str]
    giving_verbs: frozenset[str]
    settlements: frozenset[str]
    regions_words: frozenset[str]
    directions: frozenset[str]
    place_verbs: frozenset[str]
    common: frozenset[str]
    never: frozenset[str]
    bodies: frozenset[str]
    articles: frozenset[str]
    capitals: frozenset[str]
    capital_of: dict[str, frozenset[str]]
    country_of: dict[str, frozenset[str]]
    vague: frozenset[str]
    entering: frozenset[str]
    towns: frozenset[str]
    agents: frozenset[str]
    calendar: frozenset[str]
    kept: dict[str, Looked]

    def sites(self, key: str) -> tuple[Site, ...]:
        """All that bear a name: the language's own regions and cities first, then the world's cities by population."""
        own, cities = self.own.get(key, ()), self.world.cities(key)
        return own + tuple(city for city in cities if city not in own) if own else cities

    def look(self, written: str) -> Looked:
        """What words may name, as they are written. The answers are kept, up to KEPT of them."""
        known = self.kept.get(written)
        if known is None:
            key = key_of(written)
            longer = bool(key) and (key in self.starts or self.world.begins(key))
            named = key and key not in self.never and written[-1].isalnum()
            named = named and (key in self.own or not written.islower())
            known = Looked(key, self.sites(key) if named else (), longer)
            if len(self.kept) >= KEPT:
                self.kept.clear()
            self.kept[written] = known
        return known


def build_atlas(lang: Language) -> Atlas:
    """The atlas in one language. The world behind it is shared between languages."""
    world, words = load_world(), lang.section("places")
    own, lower = _own_names(world, words)
    starts = {" ".join(parts[:k]) for parts in map(str.split, own) for k in range(1, len(parts))}

    def listed(name: str) -> frozenset[str]:
        return frozenset(words.get(name, ()))

    return Atlas(
        world=world,
        own={key: tuple(sites) for key, sites in own.items()},
        starts=frozenset(starts),
        lower=frozenset(lower),
        locatives=listed("locatives"),
        glue=listed("glue"),
        datives=listed("datives"),
        going_verbs=listed("going_verbs"),
        giving_verbs=listed("giving_verbs"),
        settlements=listed("settlements"),
        regions_words=listed("regions_words"),
        directions=listed("directions"),
        place_verbs=listed("place_verbs"),
        common=frozenset(map(key_of, words.get("common", ()))),
        never=frozenset(map(key_of, words.get("never", ()))) | _seats(lang),
        bodies=listed("bodies"),
        articles=listed("articles"),
        kept={},
        capital_of=_codes(lang, "capital"),
        country_of=_codes(lang, "names"),
        vague=_vague(words),
        entering=listed("entering_verbs"),
        towns=listed("towns"),
        agents=listed("agents"),
        calendar=_calendar(lang),
        capitals=_capitals(lang),
    )


def _own_names(world: World, words: Mapping[str, Any]) -> tuple[dict[str, list[Site]], set[str]]:
    """The language's own names of regions and cities by key, and the first words of those that begin without a capital."""
    own: dict[str, list[Site]] = {}
    lower: set[str] = set()
    told = words.get("regions", {})
    for ref, site in world.regions.items():
        for name in told.get(ref) or (site.name,):
            _add(own, key_of(name), site)
            if name[0].islower():
                lower.add(name.split()[0].lower())
    for name, number in words.get("cities", {}).items():
        city = world.city_by_id(number)
        if city is not None:
            _add(own, key_of(name), city)
    return own, lower


def _vague(words: Mapping[str, Any]) -> frozenset[str]:
    """The single words of directions, kinds of region and what glues names: none of them names a place by itself."""
    told = (word for name in ("directions", "regions_words", "glue") for word in words.get(name, ()))
    return frozenset(part for word in told for part in key_of(word).split())


def _capitals(lang: Language) -> frozenset[str]:
    """The keys of the names of capitals."""
    return frozenset(key_of(name) for told in lang.section("countries").values() for name in told.get("capital", ()))


def _calendar(lang: Language) -> frozenset[str]:
    """Names of days, months and numbers, which are no places, in small letters."""
    words = lang.section("times").get("words", {})
    said = (one for name in ("weekday", "month", "n", "ord") for told in words.get(name, {}).values() for one in told)
    return frozenset(one.lower().rstrip(".") for one in said)


def _codes(lang: Language, field: str) -> dict[str, frozenset[str]]:
    """Which countries bear a name or have a capital of that name, by its key."""
    codes: dict[str, set[str]] = {}
    for code, told in lang.section("countries").items():
        for name in told.get(field, ()):
            codes.setdefault(key_of(name if isinstance(name, str) else name["text"]), set()).add(code)
    return {key: frozenset(found) for key, found in codes.items()}


def _add(own: dict[str, list[Site]], key: str, site: Site) -> None:
    same = own.setdefault(key, [])
    if site not in same:
        same.append(site)


def _seats(lang: Language) -> frozenset[str]:
    """Names of seats of government that are no cities ("the White House")."""
    told = (seat for country in lang.section("countries").values() for seat in country.get("seats", ()))
    return frozenset(key_of(seat if isinstance(seat, str) else seat["text"]) for seat in told)
