"""Ten dispatches of our own a language: every event of their reading comes out, but for a list that may only grow shorter."""

from __future__ import annotations

import json
import os
import tomllib
from pathlib import Path

import pytest

from bench.measures.dispatches import GOLD, LANGS, Answer, Outcome, outcome

FAULTS = GOLD / "known_misses.toml"
#: What must be as the reading has it for an event to have come out.
ASKED = frozenset({"type", "actors", "recipients", "date", "status"})


def failing(found: Outcome) -> dict[str, Answer]:
    return {answer.name: answer for answer in found.wanted if ASKED & set(answer.wrong)}


@pytest.mark.parametrize("lang", LANGS)
def test_every_event_comes_out(lang: str) -> None:
    """`DISPATCH_FAULTS=write pytest tests/unit/events/test_dispatches.py` writes the list anew (never in CI): read the diff."""
    bad = failing(outcome(lang))
    if os.environ.get("DISPATCH_FAULTS") == "write":
        assert not os.environ.get("CI"), "the list of known misses is written by hand, not by CI"
        write(lang, sorted(bad))
        return
    known = set(tomllib.loads(FAULTS.read_text(encoding="utf8")).get(lang, ()))
    new = [f"{'/'.join(bad[name].wrong)}  {name}  in  {bad[name].line}" for name in sorted(bad.keys() - known)]
    mended = sorted(known - bad.keys())
    assert not new, f"{len(new)} events fail\n" + "\n".join(new)
    assert not mended, f"mended or gone: take them off {FAULTS.name}\n" + "\n".join(mended)


def test_the_readings_are_whole() -> None:
    for lang in LANGS:
        dispatches = tomllib.loads((GOLD / f"{lang}.toml").read_text(encoding="utf8"))["dispatch"]
        assert len(dispatches) >= 10
        assert all(d["id"].startswith(lang) and d["event"] for d in dispatches)


def write(lang: str, names: list[str]) -> None:
    old = tomllib.loads(FAULTS.read_text(encoding="utf8")) if FAULTS.is_file() else {}
    lines = ["# Events of the dispatches that do not come out as read yet. The list may only grow shorter.", ""]
    for code, known in sorted((old | {code: () for code in LANGS if code not in old} | {lang: names}).items()):
        lines += [f"{code} = [", *(f"    {json.dumps(name, ensure_ascii=False)}," for name in known), "]", ""]
    Path(FAULTS).write_text("\n".join(lines), encoding="utf8")
