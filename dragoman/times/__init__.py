"""Time expressions: where they stand, what they say, and on which days that falls (codebook §4)."""

from __future__ import annotations

from dragoman.times import intervals
from dragoman.times.finder import find_times

__all__ = ["find_times", "intervals"]
