"""The shipped parser: one spaCy pipeline for all languages, loaded from package data.

`model/` holds spaCy's own files (MessagePack, no pickle) and the word vectors as signed bytes. `training/` makes them;
`model/model.json` records their sha256 and what they were trained on.
"""

from __future__ import annotations

import json
import os
from dataclasses import dataclass
from importlib.resources import as_file, files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.types import BadInput

if TYPE_CHECKING:
    from spacy.language import Language as Pipeline


@dataclass(frozen=True)
class WordVectors:
    """Row `r` (int8) is the vector of the lower-case form whose 64-bit hash is `keys[r]`; keys are sorted."""

    keys: np.ndarray
    rows: np.ndarray

    def find(self, hashes: np.ndarray) -> np.ndarray:
        """Row numbers of these hashes, -1 where the form is unknown."""
        at = np.searchsorted(self.keys, hashes)
        at[at == len(self.keys)] = 0
        return np.where(self.keys[at] == hashes, at, -1)

    def unit(self, rows: np.ndarray) -> np.ndarray:
        """Unit-length float32 vectors of these rows, zero for row -1."""
        dense: np.ndarray = self.rows[rows].astype(np.float32)
        dense /= np.linalg.norm(dense, axis=1, keepdims=True) + np.float32(1e-6)
        dense[rows < 0] = 0
        return dense


@dataclass(frozen=True)
class Model:
    """A loaded pipeline, its vectors and its description."""

    pipeline: Pipeline
    vectors: WordVectors
    about: dict[str, Any]


def load_model(folder: Path | None = None) -> Model:
    """Load the shipped model, or one that `training` has made. Raises BadInput where files are missing or altered."""
    if folder is not None:
        return _load(folder)
    with as_file(files("dragoman") / "parse" / "model") as shipped:
        return _load(shipped)


def use_openblas() -> None:
    """One thread, and NumPy's OpenBLAS rather than thinc's bundled BLIS: same output, up to twice as fast on one core."""
    for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
        os.environ.setdefault(variable, "1")
    from thinc.api import NumpyOps, set_current_ops

    set_current_ops(NumpyOps(use_blis=False))


def _load(folder: Path) -> Model:
    if not (folder / "model.json").is_file():
        raise BadInput(
            "the parser's model is missing", source=str(folder), fix="reinstall dragoman, or run training/make.py"
        )
    about = json.loads((folder / "model.json").read_text(encoding="utf8"))
    use_openblas()
    from spacy.util import load_model_from_path

    pipeline = load_model_from_path(folder, exclude=["vocab"])
    keys = np.load(folder / "vector_keys.npy", allow_pickle=False)
    rows = np.load(folder / "vector_rows.npy", allow_pickle=False)
    return Model(pipeline, WordVectors(keys, rows), about)
