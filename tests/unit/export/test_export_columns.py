"""Names, order and classes of the columns are those that the sets' own readers expect (../shared/EXPORTS.md)."""

from __future__ import annotations

import csv
import re
from pathlib import Path

import pytest
from export_sample import ADDED

from dragoman.export.write import KINDS, Kind, export, lines
from dragoman.types import Coded

ACTOR = (
    "Code Name CountryCode KnownGroupCode EthnicCode Religion1Code Religion2Code Type1Code Type2Code Type3Code".split()
)
GEO = "Type FullName CountryCode ADM1Code ADM2Code Lat Long FeatureID".split()
#: What an R script says before it reads: names in order, and colClasses (i integer, n numeric, c character).
EXPECTED = {
    "gdelt": (
        "GLOBALEVENTID SQLDATE MonthYear Year FractionDate".split()
        + [f"Actor{n}{c}" for n in (1, 2) for c in ACTOR]
        + "IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone".split()
        + [f"{who}Geo_{c}" for who in ("Actor1", "Actor2", "Action") for c in GEO]
        + ["DATEADDED", "SOURCEURL"],
        "niiin" + "c" * 20 + "icccin" + "iiin" + "iccccnnc" * 3 + "nc",
    ),
    "gdelt-mentions": (
        "GLOBALEVENTID EventTimeDate MentionTimeDate MentionType MentionSourceName MentionIdentifier SentenceID Actor1CharOffset "
        "Actor2CharOffset ActionCharOffset InRawText Confidence MentionDocLen MentionDocTone MentionDocTranslationInfo Extras".split(),
        "nnnicc" + "iiiiiii" + "ncc",
    ),
    "icews": (
        ["Event ID", "Event Date", "Source Name", "Source Sectors", "Source Country", "Event Text", "CAMEO Code", "Intensity",
         "Target Name", "Target Sectors", "Target Country", "Story ID", "Sentence Number", "Publisher", "City", "District",
         "Province", "Country", "Latitude", "Longitude"],
        "iccccccnccciicccccnn",
    ),
    "polecat": (
        ["Event ID", "Event Date", "Event Type", "Event Mode", "Intensity", "Quad Code", "Contexts", "Actor Name", "Actor Country",
         "Actor COW", "Primary Actor Sector", "Actor Sectors", "Actor Title", "Actor Name Raw", "Wikipedia Actor ID",
         "Recipient Name", "Recipient Country", "Recipient COW", "Primary Recipient Sector", "Recipient Sectors", "Recipient Title",
         "Recipient Name Raw", "Wikipedia Recipient ID", "Placename", "City", "District", "Province", "Country", "Latitude",
         "Longitude", "GeoNames ID", "Raw Placename", "Feature Type", "Source", "Publication Date", "Story People",
         "Story Organizations", "Story Locations", "Language", "Version"],
        "ccccnccccicccccccicccccccccc" + "nni" + "ccccccccc",
    ),
    "phoenix": (
        "EventID Date Year Month Day SourceActorFull SourceActorEntity SourceActorRole SourceActorAttribute TargetActorFull "
        "TargetActorEntity TargetActorRole TargetActorAttribute EventCode EventRootCode QuadClass GoldsteinScore Issues ActionLat "
        "ActionLong LocationName GeoStateName GeoCountryName SentenceID URLs NewsSources".split(),
        "iiiii" + "c" * 10 + "in" + "c" + "nn" + "cccccc",
    ),
}  # fmt: skip
COUNTS = {"gdelt": 61, "gdelt-mentions": 16, "icews": 20, "polecat": 40, "phoenix": 26}


@pytest.mark.parametrize("kind", COUNTS)
def test_names_and_order(kind: str) -> None:
    names, classes = EXPECTED[kind]
    assert len(names) == len(classes) == COUNTS[kind]
    chosen = KINDS[kind]
    assert isinstance(chosen, Kind)
    assert list(chosen.columns) == names
    assert chosen.header == (kind in ("icews", "polecat"))


@pytest.mark.parametrize("kind", COUNTS)
def test_every_cell_has_the_class_that_r_expects(kind: str, coded: Coded, tmp_path: Path) -> None:
    path = tmp_path / "out.CSV"
    assert export([coded], kind, path, added=ADDED) > 4
    with path.open(encoding="utf8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    chosen = KINDS[kind]
    assert isinstance(chosen, Kind)
    if chosen.header:
        assert rows.pop(0) == EXPECTED[kind][0]
    filled = 0
    for row in rows:
        assert len(row) == COUNTS[kind]
        for cell, kind_of, name in zip(row, EXPECTED[kind][1], EXPECTED[kind][0], strict=True):
            if cell in ("", "None"):
                assert (cell == "") == (kind != "polecat"), name
                continue
            filled += 1
            if kind_of == "i":
                assert re.fullmatch(r"-?\d+", cell), name
                assert abs(int(cell)) < 2**31, name
            elif kind_of == "n":
                assert float(cell) == float(cell), name
                assert abs(float(cell)) < 2**53, name
    assert filled > len(rows) * 8


def test_statuses_that_did_not_happen_are_left_out_unless_asked(coded: Coded) -> None:
    for kind in ("gdelt", "icews", "phoenix", "polecat", "plover"):
        assert not any("195" in line.split("\t") or "aerial" in line for line in lines([coded], kind)), kind
        assert len(list(lines([coded], kind, statuses=["negated"]))) == 1 + (kind in ("icews", "polecat")), kind
    assert any("negated" in line for line in lines([coded], "csv"))
