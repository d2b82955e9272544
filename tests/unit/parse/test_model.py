"""What ships is what was recorded: sizes, hashes, provenance, and nothing that runs when it is loaded."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest

import dragoman
from dragoman import BadInput
from dragoman.parse.model import load_model

FOLDER = Path(dragoman.__file__).parent / "parse" / "model"
ABOUT = json.loads((FOLDER / "model.json").read_text(encoding="utf8"))
FILES = sorted(path for path in FOLDER.rglob("*") if path.is_file() and path.name != "model.json")


def test_every_file_has_its_recorded_hash() -> None:
    found = {str(path.relative_to(FOLDER)): hashlib.sha256(path.read_bytes()).hexdigest() for path in FILES}
    assert found == ABOUT["sha256"]


def test_the_model_is_small_and_holds_no_pickle() -> None:
    assert sum(path.stat().st_size for path in FILES) <= 25_000_000
    assert not [path.name for path in FILES if path.read_bytes()[:2] in (b"\x80\x03", b"\x80\x04", b"\x80\x05")]


def test_the_notice_names_every_treebank() -> None:
    notice = (Path(__file__).parents[3] / "NOTICE").read_text(encoding="utf8")
    for name in ("English EWT", "French Sequoia", "French GSD", "French FQB", "Spanish GSD", "PUD"):
        assert name in notice
    assert len(ABOUT["trained_on"]) == 10
    assert not [name for name in ABOUT["trained_on"] if "partut" in name.lower()]


def test_a_missing_model_is_told_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="model is missing"):
        load_model(tmp_path)
