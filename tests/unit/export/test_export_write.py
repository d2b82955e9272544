"""Files appear whole or not at all, and the readers that people use get back what was written."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import duckdb
import pytest
from export_sample import ADDED

from dragoman.export.write import KINDS, Kind, Packed, export, lines
from dragoman.types import BadInput, Coded


@pytest.mark.parametrize("kind", KINDS)
def test_a_fault_leaves_what_was_there(kind: str, coded: Coded, tmp_path: Path) -> None:
    def broken() -> Iterator[Coded]:
        yield coded
        raise RuntimeError("the cable is cut")

    path = tmp_path / "out"
    path.write_text("before")
    with pytest.raises(RuntimeError, match="cable"):
        export(broken(), kind, path)
    assert path.read_text() == "before"
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


@pytest.mark.parametrize("kind", [kind for kind, chosen in KINDS.items() if not isinstance(chosen, Packed)])
def test_the_file_is_the_lines_and_the_count_is_its_rows(kind: str, coded: Coded, tmp_path: Path) -> None:
    count = export(iter([coded, coded]), kind, tmp_path / "out", added=ADDED)
    told = list(lines([coded, coded], kind, added=ADDED))
    assert (tmp_path / "out").read_text(encoding="utf8").split("\n") == [*told, ""]
    chosen = KINDS[kind]
    assert count == len(told) - (isinstance(chosen, Kind) and chosen.header)
    assert [p.name for p in tmp_path.iterdir()] == ["out"]


def test_nothing_to_export_is_a_header_alone(tmp_path: Path) -> None:
    assert export([], "icews", tmp_path / "out") == 0
    assert (tmp_path / "out").read_text(encoding="utf8").startswith("Event ID\tEvent Date")
    assert export([], "gdelt", tmp_path / "empty") == 0
    assert (tmp_path / "empty").read_bytes() == b""


def test_faults_are_told(coded: Coded, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="no export is called 'excel'"):
        export([coded], "excel", tmp_path / "out")
    with pytest.raises(BadInput, match="no event has the status perhaps"):
        export([coded], "csv", tmp_path / "out", statuses=["perhaps"])
    with pytest.raises(BadInput, match="cannot be written"):
        export([coded], "csv", tmp_path / "nowhere" / "out")
    (tmp_path / "folder").mkdir()
    with pytest.raises(BadInput, match="cannot be written"):
        export([coded], "csv", tmp_path / "folder")
    assert [p.name for p in tmp_path.iterdir()] == ["folder"]


def test_a_hostile_cell_stays_one_cell(coded: Coded, tmp_path: Path) -> None:
    article = replace(coded.article, agency='A\t"B"\n\x00=1+1\r', title='=HYPERLINK("x")', source="-x")
    hostile = replace(coded, article=article)
    for kind in ("gdelt-mentions", "icews", "polecat", "phoenix"):
        for line in lines([hostile], kind):
            assert len(line.split("\t")) == len(KINDS[kind].columns)  # type: ignore[union-attr]
            assert '"' not in line
            assert "\r" not in line
    export([hostile], "csv", tmp_path / "safe.csv", safe=True)
    with (tmp_path / "safe.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["title"] for row in rows} == {'\'=HYPERLINK("x")'}
    assert {row["source"] for row in rows} == {"'-x"}
    assert [float(row["score"]) for row in rows] == [2.5, -2.0, -5.0, -9.5]  # numbers are no formulas
    assert {row["title"] for row in csv.DictReader(lines([hostile], "csv"))} == {'=HYPERLINK("x")'}


@pytest.mark.parametrize("kind", ["csv", "gdelt", "gdelt-mentions", "icews", "polecat", "phoenix"])
def test_duckdb_reads_back_what_was_written(kind: str, coded: Coded, tmp_path: Path) -> None:
    chosen = KINDS[kind]
    assert isinstance(chosen, Kind)
    path = tmp_path / "out.CSV"
    export([coded], kind, path, added=ADDED)
    names = {int: "BIGINT", float: "DOUBLE", str: "VARCHAR"}
    columns = {name: names[of] for name, of in chosen.columns.items()}
    empty = "None" if kind == "polecat" else ""
    read = duckdb.read_csv(str(path), header=chosen.header, sep="," if chosen.comma else "\t", columns=columns, na_values=empty,
                           auto_detect=False, quotechar='"' if chosen.comma else "")  # fmt: skip
    statuses = chosen.statuses
    from dragoman.export.codes import Settings

    expected = []
    for row in chosen.rows(coded, Settings(statuses=statuses, added=ADDED)):
        flat = [" ".join(cell.split()) if isinstance(cell, str) else cell for cell in row]
        expected.append(tuple(None if cell in ("", "None") else cell for cell in flat))
    got = [tuple(" ".join(c.split()) if isinstance(c, str) else c for c in row) for row in read.fetchall()]
    if not chosen.comma:
        expected = [tuple(c.replace('"', "'") if isinstance(c, str) else c for c in row) for row in expected]
    assert got == expected


def test_parquet_holds_the_plain_table_and_needs_a_file(coded: Coded, tmp_path: Path) -> None:
    out = tmp_path / "events.parquet"
    rows = export([coded, coded], "parquet", out, added=ADDED)
    found = duckdb.read_parquet(str(out))
    assert found.columns == list(KINDS["csv"].columns)  # type: ignore[union-attr]
    assert rows == len(found.fetchall()) == 2 * len(coded.events)
    assert {type(score) for (score,) in found.select("score").fetchall()} == {float}
    told = list(csv.DictReader(lines([coded], "csv")))
    assert [trigger for (trigger,) in found.select("trigger").fetchall()][: len(told)] == [
        row["trigger"] for row in told
    ]
    assert [p.name for p in tmp_path.iterdir()] == ["events.parquet"]
    with pytest.raises(BadInput, match="cannot be printed"):
        lines([coded], "parquet")


def test_pandas_reads_codes_as_they_are(coded: Coded, tmp_path: Path) -> None:
    pandas = pytest.importorskip("pandas")
    export([coded], "icews", tmp_path / "icews.tab")
    table = pandas.read_csv(tmp_path / "icews.tab", sep="\t", dtype={"CAMEO Code": str})
    assert table["CAMEO Code"].tolist() == ["040", "040", "111", "111", "1411"]
    assert table["Event ID"].dtype.kind == "i"
    assert table["Latitude"].dtype.kind == "f"


def test_json_lines_are_read_by_duckdb(coded: Coded, tmp_path: Path) -> None:
    assert export([coded], "plover", tmp_path / "p.jsonl") == 3
    found = duckdb.sql(
        f"SELECT id, actor[1].code FROM read_json('{tmp_path / 'p.jsonl'}') ORDER BY quad_code"
    ).fetchall()
    assert [code for _, code in found] == ["PER", "IGO", "PER"]
    assert export([coded], "jsonl", tmp_path / "r.jsonl") == 1
    assert json.loads((tmp_path / "r.jsonl").read_text(encoding="utf8"))["id"] == "a1"
