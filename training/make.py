"""Make the shipped parser from the treebanks, by one command:

    python -m training.make [--ud ../shared/ud] [--out dragoman/parse/model]

Seeds are fixed and the amount of training is counted in passes, so the same machine makes the same weights. Needs the
`training` extra. Under an hour on two cores.
"""

from __future__ import annotations

import argparse
import os
from pathlib import Path

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[_variable] = "1"

from training.data import training_trees  # noqa: E402  (threads are set before NumPy loads)
from training.export import export  # noqa: E402
from training.train import Settings, blank, train  # noqa: E402
from training.vectors import word_table  # noqa: E402


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--ud", type=Path, default=Path("../shared/ud"))
    arguments.add_argument("--out", type=Path, default=Path("dragoman/parse/model"))
    arguments.add_argument(
        "--cache", type=Path, default=None, help="where to keep the encoded words between runs (.npz)"
    )
    chosen = arguments.parse_args()
    settings = Settings()
    trees = training_trees(chosen.ud)
    forms = {word for tree, _ in trees for word in tree.words}
    langs = tuple(sorted({tree.lang for tree, _ in trees}))
    table = word_table(forms, langs, width=settings.vector_width, cache=chosen.cache)
    nlp = train(blank(settings, table), trees, settings)
    export(nlp, table, [tree for tree, _ in trees], settings, chosen.out)


if __name__ == "__main__":
    main()
