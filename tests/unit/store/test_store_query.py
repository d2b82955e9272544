"""One SELECT is answered; what writes, reads files, changes settings or takes too long is not."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from store_coders import article

from dragoman.store import fill, query, query_lines
from dragoman.types import BadInput


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("q") / "news'; DROP"
    fill(out, map(article, range(5)), "store_coders:maker", workers=1)
    return out


def test_a_select_is_answered(news: Path) -> None:
    answer = query(
        news, "SELECT type, count(*) AS n, list(DISTINCT actor_codes[1]) AS who FROM events GROUP BY type ORDER BY type"
    )
    assert answer.columns == ("type", "n", "who")
    assert answer.rows == (("ACCUSE", 5, [None]), ("REJECT", 5, ["MEX"]))
    assert query(news, "WITH a AS (FROM articles) SELECT DATE '2026-01-02', id FROM a ORDER BY id LIMIT 1;").rows == (
        ("2026-01-02", "a00000"),
    )


def test_a_long_answer_is_cut_and_says_so(news: Path) -> None:
    answer = query(news, "SELECT * FROM range(1000)", rows=10)
    assert (len(answer.rows), answer.cut) == (10, True)
    assert not query(news, "SELECT * FROM range(10)", rows=10).cut


@pytest.mark.parametrize(
    "sql",
    [
        "DROP VIEW events",
        "CREATE TABLE x AS SELECT 1",
        "INSERT INTO articles VALUES (1)",
        "SELECT 1; SELECT 2",
        "COPY (SELECT 1) TO '/tmp/stolen.csv'",
        "ATTACH '/tmp/x.db'",
        "INSTALL httpfs",
        "LOAD httpfs",
        "SET threads = 8",
        "SET enable_external_access = true",
        "RESET lock_configuration",
        "PRAGMA database_list",
        "CALL enable_logging()",
        "EXPORT DATABASE '/tmp/x'",
        "PREPARE p AS SELECT 1",
        "EXPLAIN ANALYZE SELECT 1",
        "VACUUM",
        "",
        "no SQL at all",
    ],
)
def test_anything_but_one_select_is_refused(news: Path, sql: str) -> None:
    with pytest.raises(BadInput, match=r"only one SELECT|no SQL that"):
        query(news, sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT * FROM read_text('/etc/passwd')",
        "SELECT * FROM '/etc/passwd'",
        "SELECT * FROM read_csv('/etc/passwd')",
        "SELECT * FROM glob('/*')",
        "SELECT * FROM read_parquet('https://example.org/x.parquet')",
        "SELECT * FROM query('SELECT * FROM read_text(''/etc/passwd'')')",
        "SELECT * FROM task",
        "SELECT getenv('HOME')",
        "SELECT * FROM duckdb_secrets()",
    ],
)
def test_files_and_secrets_are_out_of_reach(news: Path, sql: str) -> None:
    with pytest.raises(BadInput):
        query(news, sql)


def test_a_query_that_takes_too_long_is_stopped(news: Path) -> None:
    start = time.monotonic()
    with pytest.raises(BadInput, match="more than 1 s"):
        query(news, "SELECT sum(a.range * b.range) FROM range(10000000) a, range(10000000) b", seconds=1)
    assert time.monotonic() - start < 12


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT list(range) FROM range(1000000000)",
        "SELECT repeat('x', 3000000000)",
        "SELECT repeat(text, 20000) FROM articles, range(1000)",
    ],
)
def test_a_query_that_takes_too_much_is_stopped(news: Path, sql: str) -> None:
    with pytest.raises(BadInput, match=r"memory|too long|more than|maximum|size"):
        query(news, sql, memory_mb=200, seconds=20)


def test_wrong_sql_is_told_in_a_line(news: Path) -> None:
    with pytest.raises(BadInput, match="colour") as fault:
        query(news, "SELECT colour FROM events")
    assert "\n" not in str(fault.value)
    with pytest.raises(BadInput, match="too long"):
        query(news, "SELECT 1 -- " + "x" * 200_000)


def test_answers_as_lines(news: Path) -> None:
    columns = "event_id AS id, 2 AS n, chr(27) || '[31mred' AS words, actor_codes, repeat('y', 99) AS long"
    sql = f"SELECT {columns} FROM events ORDER BY id LIMIT 2"
    lines = list(query_lines(news, sql))
    assert lines[0].split() == ["id", "n", "words", "actor_codes", "long"]
    assert lines[2].split()[:4] == ["a00000#e1", "2", "[31mred", "MEX"]
    assert lines[2].endswith("y…")
    assert lines[-1] == "(2 rows)"
    assert "\x1b" not in "".join(lines)
    assert list(query_lines(news, "SELECT 'a,b' AS x, [1, 2] AS y", form="csv")) == ["x,y", '"a,b",1;2']
    assert list(query_lines(news, "SELECT 'a' AS x, NULL AS y", form="jsonl")) == ['{"x": "a", "y": null}']
