"""Quarters of a year in which the gazetteer knows nobody in an office: the list may only grow shorter.

`python tests/unit/gazetteer/test_office_gaps.py` prints it, so that whoever is sure of a fact sees where one is lacking.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from dragoman.gazetteer import Gazetteer, load_gazetteer

#: Members of the United Nations.
MEMBERS = (
    "AFG AGO ALB AND ARE ARG ARM ATG AUS AUT AZE BDI BEL BEN BFA BGD BGR BHR BHS BIH BLR BLZ BOL BRA BRB BRN BTN BWA CAF CAN CHE "
    "CHL CHN CIV CMR COD COG COL COM CPV CRI CUB CYP CZE DEU DJI DMA DNK DOM DZA ECU EGY ERI ESP EST ETH FIN FJI FRA FSM GAB GBR "
    "GEO GHA GIN GMB GNB GNQ GRC GRD GTM GUY HND HRV HTI HUN IDN IND IRL IRN IRQ ISL ISR ITA JAM JOR JPN KAZ KEN KGZ KHM KIR KNA "
    "KOR KWT LAO LBN LBR LBY LCA LIE LKA LSO LTU LUX LVA MAR MCO MDA MDG MDV MEX MHL MKD MLI MLT MMR MNE MNG MOZ MRT MUS MWI MYS "
    "NAM NER NGA NIC NLD NOR NPL NRU NZL OMN PAK PAN PER PHL PLW PNG POL PRK PRT PRY QAT ROU RUS RWA SAU SDN SEN SGP SLB SLE SLV "
    "SMR SOM SRB SSD STP SUR SVK SVN SWE SWZ SYC SYR TCD TGO THA TJK TKM TLS TON TTO TUN TUR TUV TZA UGA UKR URY USA UZB VCT VEN "
    "VNM VUT WSM YEM ZAF ZMB ZWE"
).split()
#: States without a ministry of defence, or whose head of government keeps it: an office nobody holds.
NO_DEFENCE = frozenset(
    "AND ATG BHS BRB BTN COM CRI DMA SWZ GRD GNB GUY ISL JAM KIR LSO LIE MWI MLT MHL FSM MCO NRU NIC PLW PAN KNA LCA VCT WSM "
    "SMR STP SYC SLE SLB TON TUV VUT".split()
)
#: How many quarters from 2010 to 2025 are empty, by office. Lower it when facts are added; vacancies are among them.
EMPTY = {"foreign-minister": 222, "defence-minister": 651}


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def gaps(gazetteer: Gazetteer, office: str) -> Iterator[tuple[str, list[str]]]:
    """Each state with the quarters (by their middle) in which nobody is known in an office."""
    for country in MEMBERS:
        if office == "defence-minister" and country in NO_DEFENCE:
            continue
        days = [f"{year}-{month}-15" for year in range(2010, 2026) for month in ("02", "05", "08", "11")]
        empty = [day for day in days if not gazetteer.holders(country, office, day)]
        if empty:
            yield country, empty


@pytest.mark.parametrize("office", sorted(EMPTY))
def test_gaps_grow_no_longer(gazetteer: Gazetteer, office: str) -> None:
    found = dict(gaps(gazetteer, office))
    assert sum(map(len, found.values())) <= EMPTY[office], found


def test_there_are_as_many_members_as_there_are() -> None:
    assert len(MEMBERS) == len(set(MEMBERS)) == 193


def test_persons_have_dates(gazetteer: Gazetteer) -> None:
    assert not [p.name for p in gazetteer.people.values() if not p.terms or not all(t.start for t in p.terms)]


if __name__ == "__main__":
    known = load_gazetteer()
    for told in sorted(EMPTY):
        for state, quarters in gaps(known, told):
            print(told, state, len(quarters), quarters[0], quarters[-1])
