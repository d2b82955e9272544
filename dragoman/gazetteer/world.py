"""The world's places by name, as packed by training/cities.py: found by bisection, taken apart only when asked for.

`gazetteer/cities.tsv.gz` holds, compressed, four sections between SECTIONS: the layout's version; countries, regions,
seas and towns, a row each; cities in blocks of BLOCK rows, numbered from 0; and names in order, each with the numbers of the
cities that bear it, the largest first. GeoNames, CC BY 4.0; gazetteer/regions.toml.
"""

from __future__ import annotations

import gzip
from bisect import bisect_right
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files
from typing import Literal

from dragoman.gazetteer.folding import fold

SECTIONS, BLOCKS, BLOCK = b"\x1d", b"\x1e", 64
#: Version of the layout.
NEWEST = b"2"
Level = Literal["city", "region", "sea", "country"]
#: What the kinds of rows are, and how many people they are reckoned to have.
LEVELS: dict[str, tuple[Level, int]] = {"region": ("region", 0), "sea": ("sea", 0), "town": ("city", 15_000)}
_LEVEL = str.maketrans({"-": " ", "'": " ", "`": " ", ".": " ", "_": " "})


@dataclass(frozen=True, slots=True)
class Site:
    """Somewhere that has a name. Degrees; `country` is ISO alpha-3, empty where several share it; `code` GeoNames'
    first-level division; population 0 where it is no city; `key` that of regions.toml, empty for cities."""

    name: str
    country: str
    code: str
    lat: float
    lon: float
    population: int
    geonames: int | None
    precision: Level
    key: str = ""


@dataclass(frozen=True)
class World:
    """Everything in the file. `regions` are by key, `divisions` by country and code, `countries` by alpha-3."""

    regions: dict[str, Site]
    divisions: dict[tuple[str, str], Site]
    countries: dict[str, Site]
    rows: list[bytes]
    names: list[bytes]
    firsts: list[bytes]
    seen: dict[int, Site] = field(default_factory=dict)

    def cities(self, key: str) -> tuple[Site, ...]:
        """The cities that bear a name (see `key_of`), the largest first; empty where none does."""
        wanted = b"\n" + key.encode("utf8") + b"\t"
        block = self.names[max(0, bisect_right(self.firsts, wanted) - 1)]
        at = block.find(wanted)
        if at < 0:
            return ()
        start = at + len(wanted)
        return tuple(self.city(int(n)) for n in block[start : block.index(b"\n", start)].split(b","))

    def begins(self, key: str) -> bool:
        """Whether a name goes on after these words."""
        wanted = b"\n" + key.encode("utf8") + b" "
        at = max(0, bisect_right(self.firsts, wanted) - 1)
        if wanted in self.names[at]:
            return True
        return at + 1 < len(self.names) and self.names[at + 1].startswith(wanted)

    def city(self, number: int) -> Site:
        """A city by its number in the file."""
        found = self.seen.get(number)
        if found is None:
            row = self.rows[number // BLOCK][1:-1].split(b"\n")[number % BLOCK].decode("utf8")
            geonames, name, country, code, lat, lon, population = row.split("\t")
            found = Site(name, country, code, float(lat), float(lon), int(population), int(geonames), "city")
            self.seen[number] = found
        return found

    def city_by_id(self, geonames: int) -> Site | None:
        """A city by its GeoNames id: rows are in order of it."""
        low, high = 0, len(self.rows)
        while low < high:
            middle = (low + high) // 2
            if int(self.rows[middle][1 : self.rows[middle].index(b"\t")]) <= geonames:
                low = middle + 1
            else:
                high = middle
        block = self.rows[max(0, low - 1)]
        at = block.find(b"\n%d\t" % geonames)
        return None if at < 0 else self.city(max(0, low - 1) * BLOCK + block.count(b"\n", 0, at))

    def division(self, site: Site) -> str:
        """The name of a site's first-level region, or GeoNames' code of it where regions.toml has none."""
        known = self.divisions.get((site.country, site.code))
        return known.name if known else site.code


def key_of(name: str) -> str:
    """A name as it is looked up: folded, hyphens and apostrophes as spaces, single spaces."""
    return " ".join(fold(name).translate(_LEVEL).split())


@cache
def load_world() -> World:
    """The file as shipped, read when first needed and kept for all languages: a resource, not a state."""
    packed = gzip.decompress((files("dragoman") / "gazetteer" / "cities.tsv.gz").read_bytes())
    version, regions, rows, names = packed.split(SECTIONS)
    if version != NEWEST:
        raise ValueError("cities.tsv.gz is of another version: run python -m training.cities")
    blocks = names.split(BLOCKS)
    firsts = [block[: block.index(b"\t") + 1] for block in blocks]
    world = World({}, {}, {}, rows.split(BLOCKS), blocks, firsts)
    for line in regions.decode("utf8").split("\n"):
        kind, key, name, country, code, lat, lon = line.split("\t")
        if kind == "country":
            world.countries[key] = Site(name, country, "", float(lat), float(lon), 0, None, "country", key)
            continue
        level, people = LEVELS[kind]
        site = Site(name, country, code, float(lat), float(lon), people, None, level, key)
        world.regions[key] = site
        if code:
            world.divisions[country, code] = site
    return world
