"""Lemmas: the treebanks' own for the forms they hold, frequent forms from a shipped table, simplemma behind both.

Table lines are `form<TAB>UPOS<TAB>rule`; UPOS is empty where the lemma is the same for all. A rule `2er` cuts two letters from
the lower-case form and adds « er ».
"""

from __future__ import annotations

import gzip
from importlib.resources import files

#: Forms of these classes are their own lemma.
UNCHANGED = frozenset({"PROPN", "NUM", "PUNCT", "SYM", "X", "INTJ"})
REMEMBERED = 200_000


class Lemmatiser(dict[tuple[str, str], str]):
    """The lemmas of one language by (form, UPOS), each found when first asked for: proper names, numbers and marks keep their form.

    `table` gives the rule of "form<TAB>UPOS".
    """

    def __init__(self, lang: str, table: dict[str, str]) -> None:
        super().__init__()
        self.lang, self.table = lang, table

    def __missing__(self, token: tuple[str, str]) -> str:
        lemma = self._find(*token)
        if len(self) < REMEMBERED:
            self[token] = lemma
        return lemma

    def _find(self, form: str, upos: str) -> str:
        if upos in UNCHANGED:
            return form
        lower = form.lower().replace("’", "'")
        rule = self.table.get(f"{lower}\t{upos}") or self.table.get(f"{lower}\t")
        if rule is not None:
            return apply_rule(lower, rule)
        if "-" in lower and upos in ("VERB", "NOUN"):
            before, _, last = lower.rpartition("-")
            return f"{before}-{self[last, upos]}" if last.isalpha() and len(lower) <= 40 else lower
        if not lower.isalpha() or len(lower) > 40:
            return lower
        import simplemma

        return str(simplemma.lemmatize(lower, lang=self.lang)).lower()


def load_lemmatiser(lang: str) -> Lemmatiser:
    """The shipped table of a language (parse/model/lemmas.<lang>.gz)."""
    packed = (files("dragoman") / "parse" / "model" / f"lemmas.{lang}.gz").read_bytes()
    table: dict[str, str] = {}
    rules: dict[str, str] = {}
    for line in gzip.decompress(packed).decode("utf8").splitlines():
        key, _, rule = line.rpartition("\t")
        table[key] = rules.setdefault(rule, rule)
    return Lemmatiser(lang, table)


def apply_rule(form: str, rule: str) -> str:
    """`1re` on « mangée » cuts one letter and adds « re »."""
    digits = len(rule) - len(rule.lstrip("0123456789"))
    return form[: len(form) - int(rule[:digits])] + rule[digits:]


def make_rule(form: str, lemma: str) -> str:
    """The rule that turns a form into its lemma."""
    shared = 0
    while shared < min(len(form), len(lemma)) and form[shared] == lemma[shared]:
        shared += 1
    return f"{len(form) - shared}{lemma[shared:]}"
