"""Which tellings are one event, which articles are copies; what is merged is merged once."""

from __future__ import annotations

import json
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.generate import told
from dragoman.merge import dyad, merge
from dragoman.merge.features import folded, numbers_of, roots_of, telling
from dragoman.merge.match import Rarity, score
from dragoman.merge.minhash import Copies, signature
from dragoman.merge.weave import TABLES
from dragoman.store import open_store, query
from dragoman.store.folder import make
from dragoman.store.shards import commit, write_shard
from dragoman.types import Article, BadInput, Coded, Entity, Event, Mention, Span

LONG = "The minister said the talks had gone on all night and that no side had yet agreed to the terms of the truce near Kirun. "
NAMES = {"USA": "United States, États-Unis, Estados Unidos", "MEX": "Mexico, Mexique, México"}


def side(code: str) -> tuple[Mention, ...]:
    return tuple(Mention(Entity(NAMES.get(one, one), one, key=one), None, "t") for one in code.split())


def item(key: str, text: str, lang: str = "en", day: str | None = "2026-01-13", **fields: Any) -> Coded:
    """An article with one event, whose evidence is the whole text."""
    given = {
        "kind": "ACCUSE",
        "mode": "allege",
        "a": "USA",
        "b": "MEX",
        "date": "2026-01-12",
        "status": "done",
        **fields,
    }
    event = Event(given["kind"], given["mode"], given["status"], side(given["a"]), side(given["b"]), Span(0, 1), Span(0, len(text)),
                  "accuse.accuse", "t", date=given["date"], quad=3, score=-3.5, cameo="112", goldstein=-2.0)  # fmt: skip
    return Coded(Article(key, text, lang, published=day, url=f"https://{lang}.example/{key}"), events=(event,))


def add(folder: Path, shard: int, coded: Iterable[Coded]) -> Path:
    make(folder)
    write_shard(folder / "writing" / "1", coded)
    commit(folder / "writing" / "1", folder / "shards" / f"{shard:06}")
    return folder


def groups(folder: Path) -> set[frozenset[str]]:
    """Articles by the event that they tell."""
    with open_store(folder) as store:
        found: dict[str, set[str]] = {}
        for article, merged in store.connection.execute("SELECT article_id, merged_id FROM merges").fetchall():
            found.setdefault(merged, set()).add(article)
    return {frozenset(several) for several in found.values()}


SMUGGLING = {
    "en": "The United States accused Mexico of letting smugglers ship 4,000 rifles past Nogales.",
    "fr": "Les États-Unis ont accusé le Mexique de laisser la contrebande envoyer 4 000 rifles par Nogales.",
    "es": "Estados Unidos acusó a México de permitir que el contrabando enviara 4.000 rifles por Nogales.",
}


def test_one_event_told_in_three_languages_is_one(tmp_path: Path) -> None:
    merge(add(tmp_path / "n", 1, [item(lang, text, lang) for lang, text in SMUGGLING.items()]))
    assert groups(tmp_path / "n") == {frozenset(("en", "fr", "es"))}
    (row,) = query(
        tmp_path / "n",
        "SELECT n_tellings, n_articles, languages, outlets, first_report, disagreements FROM merged_events",
    ).rows
    assert row == (3, 3, ["en", "es", "fr"], ["en.example", "es.example", "fr.example"], "2026-01-13", None)


@pytest.mark.parametrize(
    "other",
    [
        {"a": "MEX", "b": "USA"},
        {"a": "CAN"},
        {"kind": "AID", "mode": None},
        {"date": "2026-01-08"},
    ],
)
def test_what_cannot_be_one_event_is_not(tmp_path: Path, other: dict[str, Any]) -> None:
    merge(add(tmp_path / "n", 1, [item("a", SMUGGLING["en"]), item("b", SMUGGLING["es"], "es", **other)]))
    assert groups(tmp_path / "n") == {frozenset("a"), frozenset("b")}


def test_the_same_sides_on_the_same_day_about_something_else_are_two(tmp_path: Path) -> None:
    reform = "The United States accused Mexico of bending its courts with the reform of judges in Puebla."
    merge(add(tmp_path / "n", 1, [item("a", SMUGGLING["en"]), item("b", reform)]))
    assert groups(tmp_path / "n") == {frozenset("a"), frozenset("b")}


def test_distinct_events_of_one_article_stay_distinct(tmp_path: Path) -> None:
    one = item("a", SMUGGLING["en"])
    twice = Coded(one.article, events=one.events * 2)
    merge(add(tmp_path / "n", 1, [twice, item("b", SMUGGLING["en"])]))
    assert query(tmp_path / "n", "SELECT n_tellings FROM merged_events ORDER BY 1").rows == ((1,), (2,))


def test_disagreements_are_kept(tmp_path: Path) -> None:
    first = item("a", SMUGGLING["en"])
    second = item("b", SMUGGLING["en"].replace("4,000", "4,500"), date="2026-01-13", status="ongoing")
    merge(add(tmp_path / "n", 1, [first, second]))
    ((found, merged_date),) = query(tmp_path / "n", "SELECT disagreements, date FROM merged_events").rows
    assert json.loads(found) == {
        "dates": ["2026-01-12", "2026-01-13"],
        "numbers": ["4000", "4500"],
        "statuses": ["done", "ongoing"],
    }
    assert merged_date == "2026-01-12"


def test_copies_of_one_article_are_found_and_counted_once(tmp_path: Path) -> None:
    body = LONG * 2 + "A second paragraph tells of Osmund and of 17 trucks that waited at the river."
    coded = [
        item("a", body),
        item("b", "By our staff. " + body),
        item("c", "Something else entirely was said of rivers and of trucks, at length, today.", b="CAN"),
    ]
    woven = merge(add(tmp_path / "n", 1, coded))
    assert (woven.articles, woven.copies) == (3, 1)
    rows = query(tmp_path / "n", "SELECT article_id, copy_of FROM copies ORDER BY 1").rows
    assert rows == (("a", "a"), ("b", "a"), ("c", "c"))
    assert query(tmp_path / "n", "SELECT n_articles, n_texts FROM merged_events WHERE n_articles > 1").rows == ((2, 1),)


def test_dyads_count_a_merged_event_once(tmp_path: Path) -> None:
    folder = add(tmp_path / "n", 1, [item(lang, text, lang) for lang, text in SMUGGLING.items()])
    with open_store(folder) as store:
        assert dyad(store, "USA", "MEX").direction("USA")[0].n == 3
    merge(folder)
    with open_store(folder) as store:
        found = dyad(store, "USA", "MEX")
    count = found.direction("USA")[0]
    assert (found.merged, count.n, count.articles, count.outlets, count.stories) == (True, 1, 3, 3, 1)


def test_a_new_day_merges_as_if_all_had_come_at_once(tmp_path: Path) -> None:
    coded = [one for one, _ in islice(told(700), 700)]
    coded.sort(key=lambda one: (one.article.published or "", one.article.id))
    cuts = sorted({one.article.published for one in coded})
    merge(add(tmp_path / "all", 1, coded))
    for number, day in enumerate(cuts):
        woven = merge(add(tmp_path / "daily", number, [one for one in coded if one.article.published == day]))
        assert woven.articles == sum(one.article.published == day for one in coded)
    assert groups(tmp_path / "daily") == groups(tmp_path / "all")
    sql = "SELECT * FROM merged_events ORDER BY merged_id"
    assert query(tmp_path / "daily", sql).rows == query(tmp_path / "all", sql).rows
    assert merge(tmp_path / "daily").articles == 0


def test_synthetic_events_are_told_apart(tmp_path: Path) -> None:
    made = list(told(1500))
    merge(add(tmp_path / "n", 1, [coded for coded, _ in made]))
    gold: dict[int, set[str]] = {}
    for coded, event in made:
        gold.setdefault(event, set()).add(coded.article.id)
    found = groups(tmp_path / "n")
    exact = sum(frozenset(several) in found for several in gold.values())
    assert exact / len(gold) > 0.9


def test_articles_without_a_date_or_with_an_error_stop_nothing(tmp_path: Path) -> None:
    undated, broken = item("u", SMUGGLING["en"], day=None), Coded(Article("x", "", error="empty"), error="empty")
    assert merge(add(tmp_path / "n", 1, [undated, broken, item("a", SMUGGLING["en"])])).articles == 2
    assert groups(tmp_path / "n") == {frozenset("a")}
    assert merge(tmp_path / "n").articles == 0


def test_a_merge_that_fails_leaves_the_last_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = add(tmp_path / "n", 1, [item("a", SMUGGLING["en"])])
    merge(folder)
    before = query(folder, "SELECT * FROM merged_events").rows
    add(folder, 2, [item("b", SMUGGLING["es"], "es")])
    monkeypatch.setattr("dragoman.merge.weave.summary", lambda _: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        merge(folder)
    monkeypatch.undo()
    assert query(folder, "SELECT * FROM merged_events").rows == before
    assert len([path for path in (folder / "merged").iterdir() if path.is_dir()]) == 1
    assert merge(folder).articles == 1
    assert groups(folder) == {frozenset("ab")}


def test_merging_waits_for_no_writer(tmp_path: Path) -> None:
    from dragoman.store.folder import writing

    folder = add(tmp_path / "n", 1, [])
    with writing(folder), pytest.raises(BadInput, match="is writing"):
        merge(folder)
    with pytest.raises(BadInput, match="is no store"):
        merge(tmp_path)


def test_an_empty_store_merges_to_empty_tables(tmp_path: Path) -> None:
    merge(add(tmp_path / "n", 1, []))
    for table in TABLES:
        assert query(tmp_path / "n", f"SELECT count(*) FROM {table}").rows == ((0,),)


def test_signatures_are_the_same_every_time_and_tell_texts_apart() -> None:
    first = signature(LONG)
    assert first is not None
    assert (first == signature(LONG.upper())).all()
    other = signature("Quite another text, of fish, of the sea, of boats that go out at dawn and come home late.")
    assert other is not None
    assert (first == other).mean() < 0.1
    assert signature("too short to say") is None
    copies = Copies()
    assert [copies.add(key, LONG, 5) for key in "ab"] == ["a", "a"]
    copies.forget(6)
    assert copies.add("c", LONG, 6) == "c"
    assert not set("ab") & set(copies.known)


@pytest.mark.parametrize("written", ["1,200", "1.200", "1 200", "1\u202f200", "1200"])
def test_figures_are_one_however_written(written: str) -> None:
    assert numbers_of(f"and {written} people in 2026, 3 of them") == {"1200"}


def test_roots_and_folding() -> None:
    assert folded("Élection") == "election"
    assert roots_of("militaire military el") == {"milit"}


@settings(max_examples=60, deadline=None)
@given(
    st.text(max_size=80),
    st.text(max_size=80),
    st.sampled_from(["en", "fr"]),
    st.sampled_from(["2026-01-12", "2026-01", None, "PAST_REF"]),
)
def test_scores_are_symmetric_and_any_text_is_borne(one: str, other: str, lang: str, day: str | None) -> None:
    def made(key: str, text: str, language: str, date: str | None) -> Any:
        row = {"event_id": f"{key}#e1", "article_id": key, "lang": language, "published": "2026-01-13",
               "url": None, "source": text, "agency": None,
               "date": date, "status": "done", "evidence_text": text, "evidence_start": 0, "type": "ACCUSE", "mode": None, "sense": "x",
               "place_name": None, "place_country": None}  # fmt: skip
        sides = (("actor", "USA"), ("recipient", "MEX"))
        cast = [{"role": r, "name": code, "text": None, "code": code, "key": code, "sectors": []} for r, code in sides]
        return telling(row, cast, [(2, 5), (70, 900)], key)

    a, b, rarity = made("a", one, "en", "2026-01-12"), made("b", other, lang, day), Rarity()
    assert score(a, b, rarity) == pytest.approx(score(b, a, rarity))
