"""What stands in the cells: codes as strings, pairs, places, dates as far as they are known, nothing invented."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from export_sample import ADDED, TEXT, at

from dragoman.export import gdelt, icews, phoenix, plover, polecat
from dragoman.export.codes import Settings, When, day_of, load_facts, sentence
from dragoman.ontology import load_ontology
from dragoman.types import Article, Coded, Place

SETTINGS = Settings(added=ADDED)


def dicts(rows: object, columns: dict[str, type]) -> list[dict[str, object]]:
    return [dict(zip(columns, row, strict=True)) for row in rows]  # type: ignore[attr-defined]


def test_gdelt(coded: Coded) -> None:
    rows = dicts(gdelt.events(coded, SETTINGS), dict(gdelt.EVENTS))
    assert [(r["Actor1Code"], r["Actor2Code"], r["EventCode"]) for r in rows] == [
        ("PERGOVMIL"[:6], "ECUGOV", "040"), ("ECUGOV", "PERGOV", "040"),
        ("IGOUNO", "PER", "111"), ("IGOUNO", "RUS", "111"), ("PERMED", None, "1411"),
    ]  # fmt: skip
    first, un, protest = rows[0], rows[2], rows[4]
    assert (first["SQLDATE"], first["MonthYear"], first["Year"], first["FractionDate"]) == (
        20260112,
        202601,
        2026,
        2026.0329,
    )
    assert (first["Actor1Type1Code"], first["Actor1Type2Code"], first["Actor1Name"]) == ("GOV", "MIL", "ANA RÍOS")
    assert (first["ActionGeo_Type"], first["ActionGeo_FullName"]) == (4, "Guayaquil, Ecuador")
    assert (first["ActionGeo_CountryCode"], first["ActionGeo_ADM1Code"]) == ("EC", "EC10")
    assert (first["IsRootEvent"], un["IsRootEvent"], first["NumMentions"]) == (1, 0, 2)
    assert (un["Actor1KnownGroupCode"], un["Actor1Type1Code"], un["Actor1CountryCode"]) == ("UNO", "IGO", None)
    assert (un["Actor2Name"], un["Actor2Type1Code"]) == ("PERU", None)
    assert un["SQLDATE"] == 20260112  # no date told: the day of the report, as in GDELT
    assert (protest["SQLDATE"], protest["MonthYear"], protest["FractionDate"]) == (None, 202505, None)
    assert (protest["EventBaseCode"], protest["EventRootCode"], protest["QuadClass"]) == ("141", "14", 3)
    assert (protest["ActionGeo_Type"], protest["ActionGeo_FullName"], protest["ActionGeo_FeatureID"]) == (
        1,
        "Peru",
        "PE",
    )
    assert first["DATEADDED"] == 20260113083000
    assert all(r["AvgTone"] is None and r["Actor1Geo_Type"] is None for r in rows)


def test_gdelt_mentions_belong_to_its_events(coded: Coded) -> None:
    rows = dicts(gdelt.mentions(coded, SETTINGS), dict(gdelt.MENTIONS))
    assert [r["GLOBALEVENTID"] for r in rows] == [row[0] for row in gdelt.events(coded, SETTINGS)]
    assert len({r["GLOBALEVENTID"] for r in rows}) == len(rows)
    assert (rows[0]["SentenceID"], rows[2]["SentenceID"]) == (2, 3)
    assert rows[0]["ActionCharOffset"] == TEXT.index("rencontré")
    assert (rows[0]["MentionDocTranslationInfo"], rows[0]["MentionDocLen"]) == ("srclc:fra", len(TEXT))


@pytest.mark.parametrize(("cameo", "in_gdelt", "in_phoenix"), [
    ("010", 1, 0), ("036", 1, 1), ("057", 1, 1), ("0874", 2, 2), ("090", 2, 3), ("112", 3, 3), ("141", 3, 4), ("163", 4, 3), ("190", 4, 4),
])  # fmt: skip
def test_quad_classes(cameo: str, in_gdelt: int, in_phoenix: int) -> None:
    assert gdelt.quad_class(cameo) == in_gdelt
    assert phoenix.quad_class(cameo) == in_phoenix
    assert gdelt.quad_class(None) is phoenix.quad_class(None) is None


def test_icews(coded: Coded) -> None:
    rows = dicts(icews.rows(coded, SETTINGS), dict(icews.COLUMNS))
    assert (rows[0]["Source Sectors"], rows[0]["Event Text"], rows[0]["City"]) == (
        "Government,Military",
        "Consult",
        "Guayaquil",
    )
    assert (rows[3]["Target Name"], rows[3]["Target Country"], rows[3]["Target Sectors"]) == (
        "Russian Federation",
    ) * 2 + (None,)
    assert (rows[4]["Event Date"], rows[4]["CAMEO Code"], rows[4]["Target Name"]) == (None, "1411", None)
    assert rows[4]["Event Text"] == "Demonstrate or rally"
    assert rows[0]["Province"] is None  # a division's code is no name


def test_phoenix(coded: Coded) -> None:
    rows = dicts(phoenix.rows(coded, SETTINGS), dict(phoenix.COLUMNS))
    assert [rows[0][c] for c in ("SourceActorEntity", "SourceActorRole", "SourceActorAttribute")] == [
        "PER",
        "GOV",
        "MIL",
    ]
    assert [rows[2][c] for c in ("SourceActorFull", "SourceActorEntity", "SourceActorRole")] == ["IGO", "IGO", None]
    assert [rows[4][c] for c in ("Date", "Year", "Month", "Day", "GeoCountryName")] == [None, 2025, 5, None, "Peru"]


def test_polecat(coded: Coded) -> None:
    rows = dicts(polecat.rows(coded, SETTINGS), dict(polecat.COLUMNS))
    first = rows[0]
    assert (first["Contexts"], first["Actor Sectors"], first["Actor COW"]) == ("diplomatic; military", "GOV; MIL", 135)
    assert (first["Quad Code"], first["Event Mode"], first["Wikipedia Actor ID"]) == (
        "VERBAL COOPERATION",
        "None",
        "None",
    )
    assert (first["Story People"], first["Story Organizations"], first["Story Locations"]) == (
        "Ana Ríos; Luis Paz",
        "ONU",
        "Guayaquil",
    )
    assert rows[3]["Recipient Name Raw"] == "None"
    assert (rows[2]["Actor Country"], rows[2]["Actor COW"]) == ("None", "None")
    assert len({r["Event ID"] for r in rows}) == len(rows)


def test_plover(coded: Coded) -> None:
    told = [json.loads(line) for line in plover.lines(coded, SETTINGS)]
    assert all(tuple(event) == plover.COLUMNS for event in told)
    meeting, blame, protest = told
    assert (meeting["date"], meeting["event"], meeting["recipient"], len(meeting["actor"])) == (
        "2026-01-12",
        ["CONSULT"],
        [],
        2,
    )
    assert TEXT[meeting["text_info"]["start"] : meeting["text_info"]["end"]] == meeting["text"]
    assert blame["recipient"][1] == {
        "code": "RUS", "sector": ["GOV"], "entity_text": "Russie", "identifier_id": None, "identifier_text": "Russie", "office": None,
        "religion": None, "ethnicity": None,
    }  # fmt: skip
    assert protest["date"] == "2025-05"
    assert protest["comment"] == "status=ongoing; rule=fr/events#y; claimed_by=ONU; due=2026-02"
    interval = replace(coded.events[0], date="2026-01-03/2026-01-05")
    assert [plover.record(coded.article, interval, SETTINGS)[k] for k in ("date", "enddate")] == [
        "2026-01-03",
        "2026-01-05",
    ]


@pytest.mark.parametrize(("iso", "known"), [
    ("2026-01-12", When(2026, 1, 12)), ("2026-01-12T09:57", When(2026, 1, 12)), ("2026-01", When(2026, 1)), ("2026", When(2026)),
    ("2026-01-03/2026-01-05", When(2026, 1, 3)), ("2026-W02", When(2026)), ("2026-02-30", When()), ("FUTURE_REF", When()), (None, When()),
])  # fmt: skip
def test_dates_as_far_as_they_are_known(iso: str | None, known: When) -> None:
    assert day_of(iso) == known


def test_ids_are_stable_and_tell_articles_apart(coded: Coded) -> None:
    again = replace(coded, article=replace(coded.article, title="other title"))
    other = replace(coded, article=replace(coded.article, id="a2"))
    ids = [[row[0] for row in gdelt.events(item, SETTINGS)] for item in (coded, again, other)]
    assert ids[0] == ids[1]
    assert not set(ids[0]) & set(ids[2])


def test_an_event_without_sides_is_one_row_and_joint_acts_are_no_dyads(coded: Coded) -> None:
    ana, luis = coded.events[0].actors
    nobody = replace(coded.events[1], actors=(), recipients=())
    joint = replace(coded.events[1], actors=(ana, luis, ana), recipients=())
    rows = list(gdelt.events(replace(coded, events=(nobody, joint)), SETTINGS))
    assert [(row[5], row[15]) for row in rows] == [(None, None), ("PERGOV", None), ("ECUGOV", None)]


def test_places_beyond_cities(coded: Coded) -> None:
    def located(place: Place | None) -> tuple[object, ...]:
        return tuple(
            next(gdelt.events(replace(coded, events=(replace(coded.events[0], place=place),)), SETTINGS))[51:59]
        )

    assert located(None) == (None,) * 8
    assert located(Place(None, "Ohio", "USA", "r", 40.0, -82.0, precision="region"))[:4] == (
        2,
        "Ohio, United States",
        "US",
        None,
    )
    assert located(Place(None, "Black Sea", None, "r", 43.4, 34.3, precision="sea")) == (
        None,
        "Black Sea",
        None,
        None,
        None,
        43.4,
        34.3,
        None,
    )
    assert located(Place(None, "Gaza", "PSE", "r", 31.5, 34.4, "01", precision="city"))[:4] == (
        4,
        "Gaza, Palestine",
        None,
        None,
    )
    assert located(Place(None, "Genève", "CHE", "r", 46.2, 6.1, "GE", precision="city"))[3] is None


def test_sentences_are_empty_where_nobody_tells_them(coded: Coded) -> None:
    alone = replace(coded, actors=())
    assert sentence(alone, replace(coded.events[0], actors=(), recipients=())) is None
    assert sentence(coded, replace(coded.events[0], actors=(), recipients=())) == 2


def test_tables_of_facts_are_whole() -> None:
    facts = load_facts()
    fips = [c["fips"] for c in facts.countries.values() if "fips" in c]
    cow = [c["cow"] for c in facts.countries.values() if "cow" in c]
    assert len(set(fips)) == len(fips) > 240
    assert len(set(cow)) == len(cow) >= 195
    assert [facts.countries[c]["fips"] for c in ("DEU", "CHN", "AUS", "RUS", "UKR", "ISR")] == [
        "GM",
        "CH",
        "AS",
        "RS",
        "UP",
        "IS",
    ]
    assert not [s.cameo for s in load_ontology().senses.values() if not facts.cameo_name(s.cameo)]


def test_an_article_that_could_not_be_coded_gives_no_row() -> None:
    failed = Coded(Article("x", "?"), error="language 'xx' is not shipped")
    assert list(gdelt.events(failed, SETTINGS)) == list(plover.lines(failed, SETTINGS)) == []


def test_the_text_of_the_fixture_is_what_it_says(coded: Coded) -> None:
    assert at("Guayaquil").of(TEXT) == "Guayaquil"
    assert all(m.span is None or m.span.of(TEXT) for e in coded.events for m in e.actors)
