"""From files to a store with the real pipeline, in two processes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import dragoman
from dragoman.export.gdelt import EVENTS, MENTIONS
from dragoman.export.write import lines
from dragoman.merge import merge
from dragoman.run import Kept, code_to_store, kept, merged
from dragoman.store import open_store
from dragoman.types import BadInput

TEXTS = {
    "a.txt": "Mexico on Sunday accused the United States of interference, the foreign ministry said in a statement.",
    "b.txt": "La France a accusé la Russie d'avoir attaqué l'Ukraine, a déclaré lundi le ministère des affaires étrangères.",
    "c.txt": "El presidente de Colombia amenazó el lunes a Venezuela con romper las relaciones diplomáticas.",
}


def test_from_files_to_a_store_and_again(tmp_path: Path) -> None:
    news, out = tmp_path / "articles", tmp_path / "news"
    news.mkdir()
    for name, text in TEXTS.items():
        (news / name).write_text(text, encoding="utf8")
    (news / "empty.txt").write_text("")
    done = code_to_store(news, out, published="2026-01-12")
    assert (done.coded, done.known, done.faults) == (4, 0, 1)
    again = code_to_store(news, out, published="2026-01-12", workers=1)
    assert (again.coded, again.known) == (0, 4)
    with open_store(out) as store:
        kept = {Path(one.article.source or "").name: one for one in store.coded()}
    assert "empty" in (kept["empty.txt"].error or "")
    for one in dragoman.code(dragoman.read(news, published="2026-01-12", on_error="keep"), on_error="keep"):
        assert kept[Path(one.article.source or "").name] == one
    assert {event.type for one in kept.values() for event in one.events} >= {"ACCUSE"}


def test_a_store_and_an_article_in_it_are_sources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.txt").write_text(TEXTS["a.txt"], encoding="utf8")
    code_to_store("a.txt", "news", workers=1, lang="en")
    stores, others = kept(["news/", "a.txt", "https://news.example/a", "-", "news"])
    assert [(str(one.place), one.article) for one in stores] == [("news", ""), ("news", "")]
    assert others == ["a.txt", "https://news.example/a", "-"]
    (whole,) = stores[0]
    (again,), _ = kept([f"news/{whole.article.id}"])
    assert list(again) == list(again) == [whole]
    with pytest.raises(BadInput, match="has no article 'b'"):
        list(Kept(Path("news"), "b"))


def test_a_merged_store_is_exported_with_one_row_an_event_and_all_its_mentions(tmp_path: Path) -> None:
    texts = {
        "en": "Mexico accused the United States on Monday of sheltering smugglers in Nogales.",
        "fr": "Le Mexique a accusé lundi les États-Unis de protéger des contrebandiers à Nogales.",
    }
    with (tmp_path / "calls.jsonl").open("w", encoding="utf8") as file:
        for lang, text in texts.items():
            told = {
                "id": lang,
                "lang": lang,
                "published": "2026-01-13",
                "text": text,
                "url": f"https://{lang}.example/1",
            }
            file.write(json.dumps(told) + "\n")
    place = tmp_path / "calls"
    code_to_store(tmp_path / "calls.jsonl", place, workers=1)
    assert merged(place) is None
    assert len(list(lines(Kept(place), "gdelt"))) == 2
    merge(place)
    found = merged(place)
    assert found is not None
    (row,) = lines(Kept(place), "gdelt", merged=found)
    event = dict(zip(EVENTS, row.split("\t"), strict=True))
    assert [event[name] for name in ("NumMentions", "NumSources", "NumArticles")] == ["2", "2", "2"]
    mentions = [
        dict(zip(MENTIONS, line.split("\t"), strict=True))
        for line in lines(Kept(place), "gdelt-mentions", merged=found)
    ]
    assert {one["GLOBALEVENTID"] for one in mentions} == {event["GLOBALEVENTID"]}
    assert {one["MentionIdentifier"] for one in mentions} == {"https://en.example/1", "https://fr.example/1"}
    assert {
        texts["fr"][int(one["Actor1CharOffset"]) :][:7] for one in mentions if "fr." in one["MentionIdentifier"]
    } <= {
        "Mexique",
        "Le Mexi",
    }
