"""Lemmas: the treebanks' own for the forms they hold, frequent forms from a shipped table, simplemma behind both.

Table lines are `form<TAB>UPOS<TAB>rule`; UPOS is empty where the lemma is the same for all. A rule `2er` cuts two letters from
the lower-case form and adds « er ».
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass, field
from importlib.resources import files

#: Forms of these classes are their own lemma.
UNCHANGED = frozenset({"PROPN", "NUM", "PUNCT", "SYM", "X", "INTJ"})
REMEMBERED = 200_000


@dataclass
class Lemmatiser:
    """One language's table: (lower-case form, UPOS or "") → lemma, growing as forms are met."""

    lang: str
    table: dict[tuple[str, str], str]
    met: dict[tuple[str, str], str] = field(default_factory=dict)

    def __call__(self, form: str, upos: str) -> str:
        """The lemma of a token. Proper names, numbers and marks keep their form."""
        key = (form, upos)
        lemma = self.met.get(key)
        if lemma is None:
            lemma = self._find(form, upos)
            if len(self.met) < REMEMBERED:
                self.met[key] = lemma
        return lemma

    def _find(self, form: str, upos: str) -> str:
        if upos in UNCHANGED:
            return form
        lower = form.lower().replace("’", "'")
        found = self.table.get((lower, upos)) or self.table.get((lower, ""))
        if found is not None:
            return found
        if not lower.isalpha() or len(lower) > 40:
            return lower
        import simplemma

        return str(simplemma.lemmatize(lower, lang=self.lang)).lower()


def load_lemmatiser(lang: str) -> Lemmatiser:
    """The shipped table of a language (parse/model/lemmas.<lang>.gz)."""
    packed = (files("dragoman") / "parse" / "model" / f"lemmas.{lang}.gz").read_bytes()
    table: dict[tuple[str, str], str] = {}
    for line in gzip.decompress(packed).decode("utf8").splitlines():
        form, upos, rule = line.split("\t")
        table[form, upos] = apply_rule(form, rule)
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
