"""Adjectives of nations that were read as verbs."""

from __future__ import annotations

import pytest

from dragoman.parse.arcs import Class
from dragoman.parse.nations import mend_nations

FINITE = {"Mood": "Ind", "Tense": "Past", "VerbForm": "Fin"}
Row = tuple[str, str, dict[str, str], int, str]

TAKEN: dict[str, tuple[list[Row], list[tuple[str, int, str]]]] = {
    "verb": (
        [
            ("El", "DET", {}, 1, "det"),
            ("presidente", "NOUN", {}, 2, "nsubj"),
            ("maltés", "VERB", FINITE, 2, "ROOT"),
            ("viajó", "VERB", FINITE, 2, "xcomp"),
        ],
        [("DET", 1, "det"), ("NOUN", 3, "nsubj"), ("ADJ", 1, "amod"), ("VERB", 3, "ROOT")],
    ),
    "apposition": (
        [
            ("presidenta", "NOUN", {}, 1, "nsubj"),
            ("maltesa", "ADJ", {"Gender": "Fem"}, 1, "ROOT"),
            (",", "PUNCT", {}, 3, "punct"),
            ("Ana", "PROPN", {}, 1, "obj"),
            ("viajó", "VERB", FINITE, 1, "conj"),
        ],
        [("NOUN", 4, "nsubj"), ("ADJ", 0, "amod"), ("PUNCT", 3, "punct"), ("PROPN", 0, "appos"), ("VERB", 4, "ROOT")],
    ),
    "predicate": (
        [
            ("presidenta", "NOUN", {}, 2, "nsubj"),
            ("es", "AUX", FINITE, 2, "cop"),
            ("maltesa", "ADJ", {}, 2, "ROOT"),
        ],
        [("NOUN", 2, "nsubj"), ("AUX", 2, "cop"), ("ADJ", 2, "ROOT")],
    ),
    "object": (
        [
            ("dio", "VERB", FINITE, 0, "ROOT"),
            ("a", "ADP", {}, 2, "case"),
            ("guardia", "NOUN", {}, 0, "obl"),
            ("maltesa", "VERB", FINITE, 0, "xcomp"),
            ("plan", "NOUN", {}, 3, "obj"),
        ],
        [("VERB", 0, "ROOT"), ("ADP", 2, "case"), ("NOUN", 0, "obl"), ("ADJ", 2, "amod"), ("NOUN", 0, "obj")],
    ),
    "one who is asked": (
        [
            ("instó", "VERB", FINITE, 0, "ROOT"),
            ("guardias", "NOUN", {}, 2, "nsubj"),
            ("maltesa", "ADJ", {}, 0, "xcomp"),
            ("salir", "VERB", {"VerbForm": "Inf"}, 2, "xcomp"),
        ],
        [("VERB", 0, "ROOT"), ("NOUN", 0, "obj"), ("ADJ", 1, "amod"), ("VERB", 0, "xcomp")],
    ),
    "object taken for a subject": (
        [
            ("presidente", "NOUN", {}, 1, "nsubj"),
            ("maltés", "VERB", FINITE, 1, "ROOT"),
            ("visitó", "VERB", FINITE, 1, "ccomp"),
            ("Roma", "PROPN", {}, 2, "nsubj"),
        ],
        [("NOUN", 2, "nsubj"), ("ADJ", 0, "amod"), ("VERB", 2, "ROOT"), ("PROPN", 2, "obj")],
    ),
    "no verb": (
        [("presidenta", "NOUN", {}, 1, "nsubj"), ("maltesa", "VERB", FINITE, 1, "ROOT")],
        [("NOUN", 1, "nsubj"), ("VERB", 1, "ROOT")],
    ),
}


@pytest.mark.parametrize("name", TAKEN)
def test_adjective_of_a_nation(name: str) -> None:
    rows, wanted = TAKEN[name]
    words, heads, deprels = [r[0] for r in rows], [r[3] for r in rows], [r[4] for r in rows]
    classes: list[Class] = [(r[1], dict(r[2])) for r in rows]
    mend_nations(words, classes, heads, deprels, frozenset({"maltés", "maltesa"}))
    assert list(zip((c[0] for c in classes), heads, deprels, strict=True)) == wanted
