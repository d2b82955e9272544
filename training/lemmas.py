"""The lemma tables: what the treebanks say of their forms, and what simplemma says of the frequent ones."""

from __future__ import annotations

import gzip
from collections import Counter, defaultdict

from dragoman.parse.lemma import UNCHANGED, make_rule
from training.conllu import Tree

#: How many frequent forms per language get simplemma's lemma in the table, so that simplemma is seldom loaded.
FREQUENT = 50_000

#: Endings of participles (gender and number taken off) and of the infinitives they may belong to.
PARTICIPLES = {
    "fr": (("é", ("er",)), ("i", ("ir",)), ("u", ("re", "ir", "oir", "oire"))),
    "es": (("ado", ("ar",)), ("ido", ("er", "ir"))),
    "en": (),
}
INFINITIVES = {
    "fr": ("er", "ir", "re", "oir", "ïr"),
    "es": ("ar", "er", "ir", "ír", "arse", "erse", "irse"),
    "en": ("",),
}


def verb_lemma(form: str, lang: str, words: frozenset[str]) -> str | None:
    """The infinitive of a form read as a verb, where it can be told: simplemma takes many participles for adjectives."""
    import simplemma

    first = simplemma.lemmatize(form, lang=lang).lower()
    second = simplemma.lemmatize(first, lang=lang).lower()
    for lemma in (first, second):
        if lemma.endswith(INFINITIVES[lang]):
            return lemma
    stem = form.removesuffix("s").removesuffix("e") if lang == "fr" else form.removesuffix("s")
    stem = stem[:-1] + "o" if lang == "es" and stem.endswith("a") else stem
    for ending, infinitives in PARTICIPLES[lang]:
        if stem.endswith(ending):
            found = [c for c in (stem.removesuffix(ending) + i for i in infinitives) if c in words]
            if len(found) == 1:
                return found[0]
    return None


def lemma_table(trees: list[Tree], lang: str) -> dict[tuple[str, str], str]:
    """(lower-case form, UPOS) → the lemma most often given to it; frequent forms under UPOS ""."""
    import simplemma
    from wordfreq import top_n_list

    votes: dict[tuple[str, str], Counter[str]] = defaultdict(Counter)
    for tree in trees:
        for form, upos, lemma in zip(tree.words, tree.upos, tree.lemmas, strict=True):
            if tree.lang == lang and upos not in UNCHANGED and lemma and lemma != "_":
                votes[form.lower().replace("’", "'"), upos][lemma.lower()] += 1
    table: dict[tuple[str, str], str] = {}
    words = frozenset(top_n_list(lang, FREQUENT, wordlist="best"))
    for form in (word for word in sorted(words) if word.isalpha()):
        table[form, ""] = simplemma.lemmatize(form, lang=lang).lower()
        infinitive = verb_lemma(form, lang, words)
        if infinitive not in (None, table[form, ""]):
            table[form, "VERB"] = infinitive
    for (form, upos), counts in votes.items():
        lemma = counts.most_common(1)[0][0]
        if form and table.get((form, "")) != lemma and "\t" not in form + lemma and not lemma[:1].isdigit():
            table[form, upos] = lemma
    return table


def pack(table: dict[tuple[str, str], str]) -> bytes:
    """The shipped form; the same table gives the same bytes."""
    lines = (f"{form}\t{upos}\t{make_rule(form, lemma)}" for (form, upos), lemma in sorted(table.items()))
    return gzip.compress("\n".join(lines).encode("utf8"), mtime=0)
