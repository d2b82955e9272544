"""The command as a user types it."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from dragoman.cli import app

EXAMPLES = Path(__file__).parents[2] / "examples"


def dragoman(*arguments: str | Path, stdin: str | bytes | None = None) -> Result:
    return CliRunner().invoke(app, [str(argument) for argument in arguments], input=stdin)


def records(result: Result) -> list[dict[str, object]]:
    return [json.loads(line) for line in result.stdout.splitlines()]


def test_code_prints_a_page_an_article() -> None:
    result = dragoman("code", *sorted(EXAMPLES.glob("*.txt")))
    assert result.exit_code == 0, result.output
    assert result.stdout.count("  Events") == 3
    assert result.stdout.count("  Quotations") == 3
    assert not result.stderr


def test_jsonl_has_one_record_an_article_in_order_of_input() -> None:
    paths = sorted(EXAMPLES.glob("*.txt"), reverse=True)
    found = records(dragoman("code", "-f", "jsonl", *paths))
    assert [record["lang"] for record in found] == [path.name[:2] for path in paths]
    assert [record["text"] for record in found] == [path.read_text(encoding="utf8") for path in paths]
    assert all(record["error"] is None for record in found)


def test_standard_input() -> None:
    result = dragoman("code", "-", "-f", "jsonl", stdin="Le Mexique a accusé les États-Unis d'ingérence.")
    (found,) = records(result)
    assert found["lang"] == "fr"
    assert [event["type"] for event in found["events"]] == ["ACCUSE"]  # type: ignore[attr-defined]


def test_show_names_rule_and_words() -> None:
    said = "Mexico accused the United States of meddling on Sunday."
    result = dragoman("show", "-", "--lang", "en", "--published", "2026-01-12", stdin=said)
    assert "rule en/events#" in result.stdout
    assert "“accused" in result.stdout
    assert "2026-01-11" in result.stdout


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("empty.txt", b"", "empty"),
        ("blank.txt", b" \n\t \n", "empty"),
        ("binary.txt", bytes(range(256)) * 40, "binary"),
        ("broken.jsonl", b'{"id": "1", "text": "Le Mexique a dit non."}\n{"id": 2, "text"\n', "broken.jsonl"),
        ("array.jsonl", b'{"id": "1", "text": "Le Mexique a dit non."}\n[1, 2]\n', "array.jsonl"),
        ("textless.jsonl", b'{"id": "1", "text": "Le Mexique a dit non."}\n{"id": "2"}\n', "text"),
        ("date.jsonl", b'{"id": "1", "text": "Le Mexique a dit non.", "published": "2026-13-45"}\n', "2026-13-45"),
        ("lang.jsonl", b'{"id": "1", "text": "Le Mexique a dit non.", "lang": "xx"}\n', "xx"),
    ],
)
def test_bad_input_is_one_line_that_names_the_file_and_stops_nothing(
    name: str, content: bytes, said: str, tmp_path: Path
) -> None:
    bad, good = tmp_path / name, tmp_path / "good.txt"
    bad.write_bytes(content)
    good.write_text("La France a condamné l'attaque de la Russie contre l'Ukraine.", encoding="utf8")
    result = dragoman("code", bad, good, "-f", "jsonl")
    assert result.exit_code == 1
    *faults, count = result.stderr.strip().splitlines()
    assert len(faults) == 1, faults
    assert "1 broken" in count
    assert name in faults[0]
    assert said in faults[0]
    found = records(result)
    assert [record["error"] is None for record in found].count(False) == 1
    assert found[-1]["error"] is None
    assert found[-1]["events"]


def test_missing_file() -> None:
    result = dragoman("code", "/nowhere/at/all.txt", EXAMPLES / "fr-sahel.txt")
    assert result.exit_code == 1
    assert "/nowhere/at/all.txt" in result.stderr
    assert "  Events" in result.stdout


@pytest.mark.parametrize(
    ("option", "value"), [("--lang", "tlh"), ("--published", "yesterday"), ("--published", "2026-02-31")]
)
def test_wrong_options_are_refused(option: str, value: str) -> None:
    result = dragoman("code", EXAMPLES / "fr-sahel.txt", option, value)
    assert result.exit_code != 0
    assert value in str(result.exception or "") + result.output


def test_the_same_input_gives_the_same_bytes() -> None:
    first, second = (dragoman("code", "-f", "jsonl", *sorted(EXAMPLES.glob("*.txt"))).stdout for _ in range(2))
    assert first == second


def test_quotations_as_a_table_in_a_file_and_as_lines(tmp_path: Path) -> None:
    """`quotes` finds whom one asks for, writes a whole file, and says no more than its columns."""
    out = tmp_path / "said.csv"
    sources = sorted(EXAMPLES.glob("*.txt"))
    result = dragoman("quotes", *sources, "--speaker", "ATTAF", "--format", "csv", "--out", out)
    assert result.exit_code == 0, result.output
    assert result.stdout == ""
    with out.open(encoding="utf8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert {row["speaker"] for row in rows} == {"Ahmed Attaf"}
    text = (EXAMPLES / "fr-sahel.txt").read_text(encoding="utf8")
    assert all(row["text"].split()[0] in text[int(row["start"]) : int(row["end"])] for row in rows)
    told = dragoman("quotes", *sources, "--speaker", "attaf", "--format", "jsonl").stdout.splitlines()
    assert [json.loads(line)["text"] for line in told] == [row["text"] for row in rows]
    assert {"addressee", "flags", "medium", "cue"} <= set(rows[0])
    assert dragoman("quotes", *sources, "--speaker", "nobody at all", "--format", "jsonl").stdout == ""
