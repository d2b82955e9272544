"""How often a process of ours looks for garbage.

Coding makes many small objects that fall away by themselves, beside a gazetteer and lexicons that stay: a search for garbage walks over all
that stays and finds nothing. Python's default makes one at every few hundred objects, an eighth of the time of coding
(`python -m bench.speed`). Commands and workers of ours look seldom; a program that imports Dragoman decides for itself.
"""

from __future__ import annotations

import gc

#: How many objects are made before garbage is looked for.
SELDOM = 50_000


def collect_seldom() -> None:
    """For the whole process: call it in entry points only."""
    gc.set_threshold(SELDOM)
