"""Which articles are copies of one another: agency copy in many outlets, by MinHash over runs of words.

A. Broder, "On the resemblance and containment of documents" (1997). Signatures are cut into bands; articles that share a band are
compared. Linear in the number of articles.
"""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from zlib import crc32

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Signature = NDArray[np.uint32]

#: Words in a run, figures in a signature, and how many of them make a band: bands catch copies from a resemblance of about 0.5.
RUN, FIGURES, BAND = 4, 64, 4
#: Copies resemble each other at least so much, of 1; and come within so many days.
ALIKE, DAYS = 0.6, 4
#: Shorter texts, in words, are not compared: a bare headline is no copy.
LEAST = 8
#: Only so many articles of one band are compared with a new one, the latest: keeps boilerplate from growing quadratic.
LATEST = 24
#: Words of an article that are looked at.
WORDS = 2000

_WORD = re.compile(r"\w+")


def signature(text: str) -> Signature | None:
    """64 figures of a text; None for a text too short to compare."""
    import numpy as np

    words = _WORD.findall(text.casefold())[:WORDS]
    if len(words) < LEAST:
        return None
    hashes = np.array([crc32(word.encode("utf8", "replace")) for word in words], dtype=np.uint64)
    runs = np.zeros(len(words) - RUN + 1, dtype=np.uint64)
    for k in range(RUN):  # arithmetic modulo 2**64
        runs = runs * np.uint64(0x9E3779B97F4A7C15) + hashes[k : len(words) - RUN + 1 + k]
    runs ^= runs >> np.uint64(29)
    factors, shifts = _permutations()
    permuted = (np.unique(runs)[:, None] * factors + shifts) >> np.uint64(32)
    made: Signature = permuted.min(axis=0).astype(np.uint32)
    return made


def _permutations() -> tuple[NDArray[np.uint64], NDArray[np.uint64]]:
    """The same every time: odd factors and shifts of 64 bits."""
    import numpy as np

    rng = np.random.default_rng(1997)
    top = np.iinfo(np.uint64).max
    factors = rng.integers(1, top, FIGURES, dtype=np.uint64) | np.uint64(1)
    return factors, rng.integers(0, top, FIGURES, dtype=np.uint64)


@dataclass(slots=True)
class Copies:
    """Groups of copies among the articles of the last days, met one by one."""

    bands: dict[tuple[int, bytes], list[str]] = field(default_factory=lambda: defaultdict(list))
    known: dict[str, tuple[Signature, int, str]] = field(default_factory=dict)

    def add(self, article: str, text: str, day: int, group: str | None = None) -> str:
        """The first article of its group (itself where it copies none). `group` says what was found in an earlier run."""
        made = signature(text)
        if made is None:
            return group or article
        keys = [(k, made[k : k + BAND].tobytes()) for k in range(0, FIGURES, BAND)]
        found = group or self._group(made, day, keys) or article
        self.known[article] = (made, day, found)
        for key in keys:
            self.bands[key].append(article)
        return found

    def forget(self, before: int) -> None:
        """Let go of articles of days before this one (an ordinal)."""
        self.known = {article: told for article, told in self.known.items() if told[1] >= before}
        kept = ((key, [article for article in several if article in self.known]) for key, several in self.bands.items())
        self.bands = defaultdict(list, {key: several for key, several in kept if several})

    def _group(self, made: Signature, day: int, keys: list[tuple[int, bytes]]) -> str | None:
        near = dict.fromkeys(article for key in keys for article in self.bands.get(key, ())[-LATEST:])
        best: tuple[float, str] | None = None
        for article in near:
            other, then, group = self.known[article]
            alike = float((other == made).mean())
            if alike >= ALIKE and abs(day - then) <= DAYS and (best is None or alike > best[0]):
                best = alike, group
        return best[1] if best else None
