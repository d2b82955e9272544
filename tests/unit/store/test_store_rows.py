"""Columns come from the nouns; what is written reads back as it was."""

from __future__ import annotations

import json
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from store_coders import article, coded

from dragoman.store.schema import columns
from dragoman.store.shards import check_shard, connect, quoted, write_shard
from dragoman.store.tables import TABLES, coded_of, rows
from dragoman.types import Article, Coded, Event, Mention, Place, Quotation, Time


def by_table(one: Coded) -> dict[str, list[dict[str, object]]]:
    made: dict[str, list[dict[str, object]]] = {table: [] for table in TABLES}
    for table, row in rows(one):
        made[table].append(json.loads(json.dumps(row)))
    return made


@pytest.mark.parametrize(("noun", "table"), [(Article, "articles"), (Event, "events"), (Quotation, "quotations"),
                                             (Time, "times"), (Place, "places"), (Mention, "participants")])  # fmt: skip
def test_every_field_of_a_noun_is_a_column_or_a_mention(noun: type, table: str) -> None:
    mentions = {"actors", "recipients", "claimed_by", "speaker", "addressee"}
    have = set(TABLES[table])
    for field in fields(noun):
        inside = {"place": "place_name", "entity": "name"}.get(field.name, field.name)
        assert field.name in mentions or have & {inside, f"{inside}_start"}, field.name
    assert columns(noun).items() <= TABLES[table].items()


def test_rows_hold_exactly_the_columns_of_their_table() -> None:
    for table, row in rows(coded(article(1))):
        assert list(row) == list(TABLES[table]), table


def test_what_is_written_reads_back() -> None:
    for one in (
        coded(article(1)),
        coded(article(2, title="T", tags=("a", "b"), extra={"page": 3}, url="http://x")),
        Coded(article(3)),
    ):
        assert list(coded_of(by_table(one))) == [one]
    failed = Coded(Article("e", "", error="a.txt: the file is empty"), error="a.txt: the file is empty")
    assert list(coded_of(by_table(failed))) == [failed]
    uncoded = Coded(article(4), error="language 'de' is not shipped")
    assert list(coded_of(by_table(uncoded))) == [uncoded]


def test_ids_are_stable_and_unlike() -> None:
    first, again = by_table(coded(article(1))), by_table(coded(article(1)))
    assert first == again
    assert [row["event_id"] for row in first["events"]] == ["a00001#e1", "a00001#e2"]
    assert {row["owner_id"] for row in first["participants"]} == {None, "a00001#e1", "a00001#e2", "a00001#q1"}


def test_words_stand_beside_offsets() -> None:
    made = by_table(coded(article(1)))
    text = made["articles"][0]["text"]
    assert isinstance(text, str)
    event = made["events"][0]
    assert event["trigger_text"] == text[13:19]
    assert (event["actor_codes"], event["recipient_names"]) == (["MEX"], ["Ana", "Mexique"])


@settings(max_examples=25, deadline=None)
@given(
    st.text(st.characters(exclude_categories=()), max_size=60),
    st.dictionaries(st.text(max_size=5), st.text(max_size=5), max_size=2),
)
def test_any_text_survives_parquet(text: str, extra: dict[str, str]) -> None:
    """NUL, line separators, quotes, astral characters; half a surrogate pair becomes one U+FFFD, so offsets hold."""
    import tempfile

    one = replace(article(1), text=text, extra=extra)
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder) / "w" / "1"
        write_shard(place, [Coded(one)])
        check_shard(place)
        with connect() as connection:
            ((got, length),) = connection.execute(
                f"SELECT text, length(text) FROM {quoted(place / 'articles.parquet')}"
            ).fetchall()
    assert got == "".join("\ufffd" if "\ud800" <= c <= "\udfff" else c for c in text)
    assert len(got) == len(text)
    assert length == len(text) or any(c > "\u02ff" or ord(c) < 32 for c in text)  # SQL counts the same characters
