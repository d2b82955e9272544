"""The lemma tables: what the treebanks say of their forms, and what simplemma says of the frequent ones."""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict

from dragoman.parse.lemma import UNCHANGED, make_rule
from training.conllu import Tree

#: How many frequent forms per language get simplemma's lemma in the table, so that simplemma is seldom loaded.
FREQUENT = 50_000


def lemma_table(trees: list[Tree], lang: str) -> dict[tuple[str, str], str]:
    """(lower-case form, UPOS) → the lemma most often given to it; frequent forms under UPOS ""."""
    import simplemma
    from wordfreq import top_n_list

    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for tree in trees:
        for form, upos, lemma in zip(tree.words, tree.upos, tree.lemmas, strict=True):
            if tree.lang == lang and upos not in UNCHANGED and lemma and lemma != "_":
                votes[form.lower().replace("’", "'"), upos][lemma.lower()] += 1
    table = {("", ""): ""}
    for form in top_n_list(lang, FREQUENT, wordlist="best"):
        if form.isalpha():
            table[form, ""] = simplemma.lemmatize(form, lang=lang).lower()
    for (form, upos), counts in votes.items():
        lemma = counts.most_common(1)[0][0]
        if form and table.get((form, "")) != lemma and "\t" not in form + lemma and not lemma[:1].isdigit():
            table[form, upos] = lemma
    del table["", ""]
    return table


def pack(table: dict[tuple[str, str], str]) -> bytes:
    """The shipped form; the same table gives the same bytes."""
    lines = (f"{form}\t{upos}\t{make_rule(form, lemma)}" for (form, upos), lemma in sorted(table.items()))
    return gzip.compress("\n".join(lines).encode("utf8"), mtime=0)
