"""The parser against its treebanks: gold tokens, raw text, inverted subjects (training/evaluate.py holds the counting)."""

from __future__ import annotations

from pathlib import Path

UD = Path(__file__).parents[3] / "shared" / "ud"


def measure() -> dict[str, float]:
    """LAS on gold tokens and on raw text per test set, in per cent; counts of inverted subjects labelled nsubj."""
    from dragoman.language import Languages
    from dragoman.parse import load_parser
    from training.data import TESTS, test_trees
    from training.evaluate import SPEECH, gold_tokens, inversions, raw_text

    parser, languages, figures = load_parser(), Languages(), {}
    for name in TESTS:
        trees = test_trees(UD, name)
        key = name.lower().replace(" ", "_").replace("-", "_")
        figures[f"{key}.las"] = gold_tokens(parser, trees)["las"]
        figures[f"{key}.raw_las"] = raw_text(parser, languages, trees)["las"]
    for lang in SPEECH:
        figures[f"{lang}.inverted"] = float(inversions(parser, UD, lang)["phrase"][0])
    return figures


def report() -> str:
    """The tables of training/evaluate.py."""
    from training.evaluate import report as tables

    return tables(UD)


def available() -> bool:
    """Whether the treebanks are there."""
    return UD.is_dir()
