"""Across articles: the same event told twice, in whatever language; stories; dyads over time.

merge       what is new in a store → its tables `merges`, `merged_events`, `copies`
dyad        directed counts of two sides over time; dyad_lines prints them, plot draws them
"""

from dragoman.merge.dyads import Count, Dyad, Told, dyad
from dragoman.merge.picture import plot
from dragoman.merge.report import dyad_lines
from dragoman.merge.weave import Woven, merge

__all__ = ["Count", "Dyad", "Told", "Woven", "dyad", "dyad_lines", "merge", "plot"]
