"""Records: JSONL, JSON, CSV, TSV, Parquet. A broken one loses only itself and names its line or row."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from dragoman.reading import Options, Tally, read
from dragoman.types import BadInput

FR = "Le ministre malien a rencontré lundi son homologue nigérien à Niamey."
EN = "The Kenyan president met his Ugandan counterpart in Kampala on Monday."
ES = "El presidente chileno recibió el martes al canciller argentino en Santiago."


def test_jsonl_keeps_fields_and_order(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    records = [
        {"id": "x1", "text": FR, "published": "2026-01-12", "title": "Rencontre", "note": 7},
        {"id": 2, "text": EN, "date": "2026-01-12T09:57:10Z", "tags": ["Kenya"]},
    ]
    path.write_text("\n".join(json.dumps(r) for r in records), encoding="utf8")
    first, second = read(path)
    assert (first.id, first.lang, first.published, first.title) == ("x1", "fr", "2026-01-12", "Rencontre")
    assert first.text == FR
    assert first.extra["note"] == 7
    assert (second.id, second.lang, second.published, second.tags) == ("2", "en", "2026-01-12T09:57", ("Kenya",))


def test_jsonl_broken_lines_keep_their_place_and_name_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    lines = [
        json.dumps({"text": FR}), '{"text": "cut', "[1, 2]", json.dumps({"body_text": EN}),
        json.dumps({"text": EN, "lang": "xx"}), json.dumps({"text": ES, "published": "31/02/2026 soon"}), json.dumps({"text": ES}),
    ]  # fmt: skip
    path.write_text("\n".join(lines) + "\n", encoding="utf8")
    tally = Tally()
    articles = list(read(path, on_error="keep", options=Options(tally=tally)))
    assert [a.error is None for a in articles] == [True, False, False, False, False, False, True]
    for number, article in zip(range(2, 7), articles[1:6], strict=True):
        assert article.error is not None
        assert f"a.jsonl, line {number}: " in article.error
        assert "\n" not in article.error
        assert article.text == ""
    assert (tally.broken, tally.articles) == (5, 2)


def test_raise_stops_at_the_first_broken_record(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": FR}) + "\n{\n", encoding="utf8")
    articles = read(path)
    assert next(articles).text == FR
    with pytest.raises(BadInput, match=r"a\.jsonl, line 2: not valid JSON"):
        next(articles)


def test_fields_may_be_mapped(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"corps": FR, "jour": "2025-05-01", "text": "no"}), encoding="utf8")
    (article,) = read(path, options=Options(columns={"text": "corps", "published": "jour"}))
    assert (article.text, article.published) == (FR, "2025-05-01")
    with pytest.raises(BadInput, match="no field 'nope'"):
        list(read(path, options=Options(columns={"text": "nope"})))


def test_an_array_and_a_single_indented_record(tmp_path: Path) -> None:
    array, single = tmp_path / "a.json", tmp_path / "b.json"
    array.write_text(json.dumps([{"text": FR}, {"text": EN}, 3], indent=1), encoding="utf8")
    single.write_text(json.dumps({"text": ES}, indent=2), encoding="utf8")
    kept = list(read([array, single], on_error="keep"))
    assert [a.lang for a in kept] == ["fr", "en", "", "es"]
    assert "record 3: a int, not an object" in str(kept[2].error)


def test_what_we_write_reads_the_same(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    record = {
        "id": "n1", "lang": "fr", "published": "2026-01-12T09:57", "updated": None, "title": None, "byline": "A", "agency": "AFP",
        "source": "s", "url": None, "captions": ["c"], "credits": [], "tags": ["t"], "text": FR, "events": [{}], "quotations": [],
        "times": [], "places": [], "error": None,
    }  # fmt: skip
    path.write_text(json.dumps(record), encoding="utf8")
    (article,) = read(path)
    for name in ("id", "lang", "published", "byline", "agency", "source", "text"):
        assert getattr(article, name) == record[name]
    assert article.captions == ("c",)
    assert "events" not in article.extra


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_tables_tell_their_delimiter(tmp_path: Path, delimiter: str) -> None:
    path = tmp_path / "table.csv"
    rows = [
        ["id", "date", "text"],
        ["7", "2026-02-01", f'"{FR} ""Oui"", a-t-il dit."'],
        ["8", "2026-02-02", f'"{EN}\nMore followed."'],
    ]
    path.write_text("\n".join(delimiter.join(row) for row in rows), encoding="utf8")
    first, second = read(path)
    assert (first.id, first.published, first.text) == ("7", "2026-02-01", f'{FR} "Oui", a-t-il dit.')
    assert second.text == f"{EN}\nMore followed."


def test_a_broken_row_loses_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "table.csv"
    data = (
        f"id,text\n1,{FR}\n2,{EN},too,many\n".encode()
        + b"3,caf\xe9 broken \xff\xfe bytes here\n"
        + f"4,{ES}\n".encode()
    )
    path.write_bytes(data)
    articles = list(read(path, on_error="keep"))
    assert [a.id if a.error is None else None for a in articles] == ["1", None, None, "4"]
    assert "row 2 (line 3): 4 cells where the header has 2" in str(articles[1].error)
    assert "row 3 (line 4): not valid UTF-8" in str(articles[2].error)


def test_parquet_rows_and_their_types(tmp_path: Path) -> None:
    duckdb = pytest.importorskip("duckdb")
    path = tmp_path / "a.parquet"
    with duckdb.connect() as base:
        base.execute("CREATE TABLE t (id INTEGER, text VARCHAR, published DATE)")
        base.execute("INSERT INTO t VALUES (1, ?, DATE '2026-03-04'), (2, NULL, NULL)", [FR])
        base.execute(f"COPY t TO '{path}' (FORMAT parquet)")
    articles = list(read(path, on_error="keep"))
    assert (articles[0].id, articles[0].published, articles[0].text) == ("1", "2026-03-04", FR)
    assert "row 2: no text" in str(articles[1].error)
    packed = tmp_path / "b.parquet.gz"
    packed.write_bytes(gzip.compress(path.read_bytes()))
    assert next(read(packed, on_error="keep")).text == FR


def test_a_damaged_parquet_is_one_line(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    path.write_bytes(b"PAR1" + b"\x00" * 200 + b"PAR1")
    (article,) = read(path, on_error="keep")
    assert "cannot be read as Parquet" in str(article.error)
    assert "\n" not in str(article.error)


def test_duplicates_are_coded_once_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    records = [
        {"id": "1", "text": FR}, {"id": "1", "text": EN}, {"id": "2", "text": FR}, {"id": "3", "text": ES, "url": "https://e.org/1"},
        {"id": "4", "text": EN, "url": "https://e.org/1"}, {"id": "5", "text": EN},
    ]  # fmt: skip
    path.write_text("\n".join(json.dumps(r) for r in records), encoding="utf8")
    tally = Tally()
    assert [a.id for a in read(path, options=Options(tally=tally))] == ["1", "3", "5"]
    assert tally.duplicates == 3
    assert tally.line() == "3 read, 3 duplicate"


def test_other_languages_are_passed_over_and_counted(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    german = "Die Bundesregierung hat am Montag angekündigt, die Sanktionen gegen Russland weiter zu verschärfen."
    path.write_text("\n".join(json.dumps({"text": t}) for t in (FR, german, EN)), encoding="utf8")
    tally = Tally()
    assert [a.lang for a in read(path, options=Options(tally=tally))] == ["fr", "en"]
    assert dict(tally.other) == {"de": 1}
