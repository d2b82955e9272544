"""The cities and regions of the world by name (gazetteer/cities.tsv.gz, GeoNames, CC BY 4.0; gazetteer/regions.toml)."""

from __future__ import annotations

import gzip
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Literal

from dragoman.language import Language


@dataclass(frozen=True, slots=True)
class Site:
    """Somewhere that has a name. Degrees; country is ISO alpha-3, empty for seas; population 0 where it is no city."""

    name: str
    country: str
    region: str
    lat: float
    lon: float
    population: int
    geonames: int | None
    precision: Literal["city", "region", "sea"]


@dataclass(frozen=True)
class Atlas:
    """Lower-case name → the sites that bear it, the largest first; and the words of the language about places."""

    sites: dict[str, tuple[Site, ...]]
    locatives: frozenset[str]
    settlements: frozenset[str]
    never: frozenset[str]


def build_atlas(lang: Language) -> Atlas:
    """The atlas in one language: GeoNames' spellings, and the language's own (`places.toml`)."""
    words = lang.section("places")
    found: dict[str, list[Site]] = {}
    by_id: dict[int, Site] = {}
    packed = (files("dragoman") / "gazetteer" / "cities.tsv.gz").read_bytes()
    for line in gzip.decompress(packed).decode("utf8").split("\n"):
        number, name, country, region, lat, lon, population, others = line.split("\t")
        site = Site(name, country, region, float(lat), float(lon), int(population), int(number), "city")
        by_id[site.geonames or 0] = site
        for spelling in (name, *others.split("|")) if others else (name,):
            found.setdefault(spelling.lower(), []).append(site)
    for spelling, number in words.get("cities", {}).items():
        found.setdefault(spelling.lower(), []).insert(0, by_id[number])
    facts = _regions()
    for key, entry in words.get("regions", {}).items():
        for name in entry["names"]:
            found.setdefault(name.lower(), []).insert(0, facts[key])
    sites = {name: tuple(sorted(set(all_), key=lambda site: -_weight(site))) for name, all_ in found.items()}
    return Atlas(
        sites=sites,
        locatives=frozenset(words.get("locatives", ())),
        settlements=frozenset(words.get("settlements", ())),
        never=frozenset(name.lower() for name in words.get("never", ())),
    )


def _weight(site: Site) -> int:
    return site.population if site.precision == "city" else 10**9


def _regions() -> dict[str, Site]:
    tables = tomllib.loads((files("dragoman") / "gazetteer" / "regions.toml").read_text(encoding="utf8"))
    return {
        key: Site(
            name=entry.get("name", key),
            country=entry.get("country", ""),
            region="",
            lat=entry["lat"],
            lon=entry["lon"],
            population=0,
            geonames=None,
            precision=entry.get("kind", "region"),
        )
        for key, entry in tables.items()
    }
