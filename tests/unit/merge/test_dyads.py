"""Directed counts over time: what is zero, what is missing, what is one event."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dragoman.merge.dyads import Dyad, dyad
from dragoman.merge.periods import label_of, next_of, periods, placed, start_of
from dragoman.merge.picture import picture, plot, record, table
from dragoman.merge.report import dyad_lines
from dragoman.store import open_store
from dragoman.store.folder import make
from dragoman.store.shards import commit, write_shard
from dragoman.types import Article, BadInput, Coded, Entity, Event, Mention, Span

TEXT = "They said they would strike."
SCORES = {"ACCUSE": (3, -3.0, "112", -2.0), "THREATEN": (3, -3.5, "138", -7.0), "AID": (2, 10.0, "070", 7.0),
          "CONSULT": (1, 2.5, "040", 1.0), "ASSAULT": (4, -9.0, "190", -10.0), "REQUEST": (3, 0.0, "100", 0.0),
          "AGREE": (1, 2.5, "050", 3.5)}  # fmt: skip


def sides(codes: str) -> tuple[Mention, ...]:
    return tuple(Mention(Entity(code, code, key=code), None, "t") for code in codes.split())


def event(kind: str, actors: str, recipients: str, day: str | None = None, status: str = "done", **more: str) -> Event:
    quad, score, cameo, goldstein = SCORES[kind]
    return Event(kind, None, status, sides(actors), sides(recipients), Span(0, 4), Span(0, len(TEXT)), "x", "t",  # type: ignore[arg-type]
                 date=day, quad=quad, score=score, cameo=cameo, goldstein=goldstein, **more)  # fmt: skip


def store(folder: Path, articles: Iterable[tuple[str | None, Sequence[Event]]]) -> Path:
    make(folder)
    coded = [
        Coded(
            Article(f"a{n}", TEXT, "en", published=day, url=f"https://www.o{n % 2}.example/{n}"), events=tuple(events)
        )
        for n, (day, events) in enumerate(articles)
    ]
    write_shard(folder / "writing" / "1", coded)
    commit(folder / "writing" / "1", folder / "shards" / "000001")
    return folder


@pytest.fixture
def usa_mex(tmp_path: Path) -> Dyad:
    folder = store(tmp_path / "n", [
        ("2026-01-05", [event("ACCUSE", "USA", "MEX"), event("AID", "MEX USA", "CUB")]),
        ("2026-01-06T09:00", [event("ACCUSE", "USA", "MEX", "2026-01-05"), event("THREATEN", "USA", "MEX", "2026-01-06", due="2026-02")]),
        ("2026-01-07", []),
        ("2026-01-12", []),
        ("2026-01-27", [event("CONSULT", "USA MEX", ""), event("ASSAULT", "USA", "MEX", "2020"),
                        event("ASSAULT", "USA", "MEX", status="negated")]),
        ("2026-01-28", [event("AID", "MEX", "USA", "2026-01"), event("ACCUSE", "MEX", "USA", "2025-11-30/2026-01-02"),
                        event("ACCUSE", "MEX", "USA", "2019-03-02")]),
    ])  # fmt: skip
    with open_store(folder) as opened:
        return dyad(opened, "USA", "MEX")


def test_directed_counts_by_week(usa_mex: Dyad) -> None:
    weeks = usa_mex.direction("USA")
    assert [count.period for count in weeks] == ["2026-W02", "2026-W03", "2026-W04", "2026-W05"]
    first = weeks[0]
    assert (first.n, first.quads, dict(first.types), first.net) == (3, (0, 0, 3, 0), {"ACCUSE": 2, "THREATEN": 1}, -3)
    assert (first.plover_sum, first.plover_mean) == (-9.5, pytest.approx(-9.5 / 3, abs=1e-6))
    assert (first.goldstein_sum, first.goldstein_mean) == (-11.0, pytest.approx(-11 / 3, abs=1e-6))
    assert (first.coverage, first.articles, first.outlets, first.share) == (3, 2, 2, pytest.approx(2 / 3, abs=1e-6))


def test_zero_is_not_missing(usa_mex: Dyad) -> None:
    _, zero, missing, _ = usa_mex.direction("USA")
    assert (zero.n, zero.goldstein_sum, zero.goldstein_mean, zero.missing) == (0, 0.0, None, False)
    assert (missing.n, missing.goldstein_sum, missing.quads, missing.missing, missing.coverage) == (
        None,
        None,
        None,
        True,
        0,
    )


def test_an_act_of_both_counts_in_both_directions_and_only_what_happened_counts(usa_mex: Dyad) -> None:
    there, back = usa_mex.direction("USA")[3], usa_mex.direction("MEX")[3]
    assert dict(there.types) == {"CONSULT": 1}
    assert dict(back.types) == {"AID": 1, "CONSULT": 1}  # told of January, published in it
    assert (usa_mex.undated, usa_mex.outside) == (2, 1)


def test_threats_promises_and_demands_are_listed(usa_mex: Dyad) -> None:
    assert [(t.what, t.day, t.source, t.due, t.words) for t in usa_mex.told] == [
        ("threat", "2026-01-06", "USA", "2026-02", TEXT)
    ]


def test_one_a_day_keeps_one_of_each_day_and_code(tmp_path: Path) -> None:
    accuse, before = event("ACCUSE", "USA", "MEX"), event("ACCUSE", "USA", "MEX", "2026-01-05")
    told = [("2026-01-05", [accuse] * 3 + [event("AID", "USA", "MEX")]), ("2026-01-06", [accuse, before])]
    folder = store(tmp_path / "n", told)
    with open_store(folder) as opened:
        assert [c.n for c in dyad(opened, "USA", "MEX").direction("USA")] == [6]
        kept = dyad(opened, "USA", "MEX", one_a_day=True).direction("USA")
        assert [(c.n, dict(c.types)) for c in kept] == [(3, {"ACCUSE": 2, "AID": 1})]
        days = dyad(opened, "USA", "MEX", by="day", until=date(2026, 1, 8), statuses=["done"]).direction("USA")
        assert [(c.period, c.n, c.missing) for c in days[2:]] == [
            ("2026-01-07", None, True),
            ("2026-01-08", None, True),
        ]


def test_a_dyad_of_one_side_with_itself(tmp_path: Path) -> None:
    folder = store(tmp_path / "n", [("2026-01-05", [event("ASSAULT", "MEX", "MEX"), event("CONSULT", "MEX MEX", "")])])
    with open_store(folder) as opened:
        found = dyad(opened, "MEX", "MEX")
        assert [count.n for count in found.counts] == [1]
        assert "MEX → MEX, by week" in "\n".join(picture(found))


def test_a_store_without_dates_is_told(tmp_path: Path) -> None:
    with (
        open_store(store(tmp_path / "n", [(None, [])])) as opened,
        pytest.raises(BadInput, match="no article in it has a date"),
    ):
        dyad(opened, "USA", "MEX")


def test_the_table_tells_missing_from_zero(usa_mex: Dyad) -> None:
    rows = list(csv.DictReader(table(usa_mex)))
    assert len(rows) == 8
    assert [(r["period"], r["n"], r["missing"], r["accuse"]) for r in rows[::2]] == [
        ("2026-W02", "3", "0", "2"),
        ("2026-W03", "0", "0", "0"),
        ("2026-W04", "", "1", ""),
        ("2026-W05", "1", "0", "0"),
    ]
    assert {r["source"] for r in rows[::2]} == {"USA"}
    assert len(list(record(usa_mex))) == 9


def test_the_picture_is_readable(usa_mex: Dyad) -> None:
    lines = list(picture(usa_mex))
    assert "███ │" in lines[2]
    assert "·" in lines[4]
    assert any("threat USA → MEX, due 2026-02" in line for line in lines)
    assert all(len(line) <= 100 for line in lines)


@pytest.mark.parametrize("end", ["svg", "png"])
def test_the_plot_is_drawn(usa_mex: Dyad, tmp_path: Path, end: str) -> None:
    pytest.importorskip("matplotlib")
    made = plot(usa_mex, tmp_path / f"out.{end}").read_bytes()
    assert b"<svg" in made[:2000] if end == "svg" else made.startswith(b"\x89PNG")
    with pytest.raises(BadInput, match="cannot draw into"):
        plot(usa_mex, tmp_path / "out.doc")


def test_iso_weeks_at_the_turn_of_the_year() -> None:
    assert label_of(start_of(date(2025, 12, 31), "week"), "week") == "2026-W01"
    assert label_of(start_of(date(2027, 1, 3), "week"), "week") == "2026-W53"
    assert [label_of(d, "month") for d in periods(date(2025, 11, 30), date(2026, 1, 1), "month")] == [
        "2025-11",
        "2025-12",
        "2026-01",
    ]


@given(st.dates(date(1900, 1, 1), date(2100, 1, 1)), st.sampled_from(["day", "week", "month", "year"]))
def test_every_day_lies_in_its_period(day: date, by: str) -> None:
    start = start_of(day, by)  # type: ignore[arg-type]
    assert start <= day < next_of(start, by)  # type: ignore[arg-type]
    assert start_of(next_of(start, by), by) == next_of(start, by)  # type: ignore[arg-type]


def test_where_loose_dates_count() -> None:
    week = date(2026, 1, 12)
    assert placed("2026-01-13", "2026-02-20", "week") == week
    assert placed("2026-W03", None, "week") == week
    assert placed("2026-01", "2026-01-14", "week") == week
    assert placed("2026-01", "2026-02-14", "week") is None
    assert placed("2026-01", "2026-02-14", "month") == date(2026, 1, 1)
    assert placed("2026-01-18/2026-01-19", "2026-02-14", "week") == week
    assert placed(None, "2026-01-14T10:00", "week") == week
    assert placed("PAST_REF", "2026-01-14", "week") is None
    assert placed(None, None, "week") is None


def test_a_dyad_as_lines(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    folder = store(tmp_path / "n", [("2026-01-05", [event("ACCUSE", "USA", "MEX")])])
    assert next(dyad_lines(folder, "USA", "MEX", plot_to=tmp_path / "p.svg")) == "USA → MEX, by week"
    assert (tmp_path / "p.svg").exists()
    assert next(dyad_lines(folder, "USA", "MEX", form="csv")).startswith("period,start,source")
    (day, *_) = map(json.loads, dyad_lines(folder, "USA", "MEX", by="day", since="2026-01-04", form="jsonl"))
    assert (day["period"], day["n"], day["missing"]) == ("2026-01-04", None, True)
    with pytest.raises(BadInput, match="is no day"):
        list(dyad_lines(folder, "USA", "MEX", since="yesterday"))
