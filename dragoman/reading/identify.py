"""Which language a text is in: one of those shipped, another, or none that can be told."""

from __future__ import annotations

import math
from collections.abc import Collection

#: Characters of the text that are looked at: its longest lines, which are its body.
SAMPLE = 1000
#: How far another language must lie before the best shipped one (log-likelihood over the square root of bytes) to
#: count.
#: Sentences of the Universal Dependencies sets stay below 1.8 where they are French, English or Spanish; Galician,
#: Catalan,
#: Portuguese and Italian ones lie above 6.
MARGIN = 3.0
#: A text of fewer letters is taken for the best shipped language, whatever else it may be.
FEW_LETTERS = 40


def identify(text: str, shipped: Collection[str]) -> tuple[str | None, bool]:
    """The language code and whether it is shipped; (None, False) for a text without words."""
    import py3langid

    sample = _sample(text)
    letters = sum(c.isalpha() for c in sample)
    if letters < 2:
        return None, False
    ranked = py3langid.rank(sample)
    scores = dict(ranked)
    best = max(shipped, key=lambda code: scores.get(code, -math.inf))
    ahead = (ranked[0][1] - scores[best]) / math.sqrt(len(sample.encode("utf8", "replace")))
    if ahead > MARGIN and letters >= FEW_LETTERS:
        return str(ranked[0][0]), False
    return best, True


def _sample(text: str) -> str:
    """The longest lines up to `SAMPLE` characters, in no order that matters."""
    if len(text) <= SAMPLE:
        return text
    taken, length = [], 0
    for line in sorted(text[: SAMPLE * 40].splitlines(), key=len, reverse=True):
        taken.append(line[: SAMPLE - length])
        length += len(taken[-1])
        if length >= SAMPLE:
            break
    return "\n".join(taken)
