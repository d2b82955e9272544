"""Which trees are trained on, and which are only ever tested on.

No treebank with a non-commercial licence is used. Of each PUD only the Wikipedia half (ids `w…`) may be trained on; the
news half (ids `n…`) is what the house is measured by.
"""

from __future__ import annotations

from pathlib import Path

from training.conllu import Tree, read_trees

#: (file, language, how often a training pass sees it)
TRAIN = (
    ("en_ewt-ud-train", "en", 1),
    ("en_ewt-ud-dev", "en", 1),
    ("fr_sequoia-ud-train", "fr", 1),
    ("fr_sequoia-ud-dev", "fr", 1),
    ("fr_gsd-ud-dev", "fr", 1),
    ("fr_fqb-ud-test", "fr", 1),
    ("es_gsd-ud-dev", "es", 3),
)

#: Files whose Wikipedia half is trained on, and how often.
PUD = (("en_pud-ud-test", "en", 2), ("fr_pud-ud-test", "fr", 3), ("es_pud-ud-test", "es", 4))

#: name → (file, language, prefix of the sentence ids that count)
TESTS = {
    "FR Sequoia": ("fr_sequoia-ud-test", "fr", ""),
    "FR GSD": ("fr_gsd-ud-test", "fr", ""),
    "FR PUD-news": ("fr_pud-ud-test", "fr", "n"),
    "EN EWT": ("en_ewt-ud-test", "en", ""),
    "EN PUD-news": ("en_pud-ud-test", "en", "n"),
    "ES GSD": ("es_gsd-ud-test", "es", ""),
    "ES PUD-news": ("es_pud-ud-test", "es", "n"),
}


def training_trees(folder: Path) -> list[tuple[Tree, int]]:
    """Every training tree with its weight (how often one pass sees it)."""
    trees = [(tree, times) for name, lang, times in TRAIN for tree in read_trees(folder / f"{name}.conllu", lang)]
    for name, lang, times in PUD:
        halves = read_trees(folder / f"{name}.conllu", lang)
        trees += [(tree, times) for tree in halves if tree.sent_id.startswith("w")]
    return trees


def test_trees(folder: Path, name: str) -> list[Tree]:
    """The trees of one named test set."""
    file, lang, prefix = TESTS[name]
    return [t for t in read_trees(folder / f"{file}.conllu", lang) if t.sent_id.startswith(prefix)]
