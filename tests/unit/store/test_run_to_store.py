"""From files to a store with the real pipeline, in two processes."""

from __future__ import annotations

from pathlib import Path

import dragoman
from dragoman.run import code_to_store
from dragoman.store import open_store

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
