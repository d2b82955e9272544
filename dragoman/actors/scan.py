"""Where the names and role words of the language's table stand in a sentence: one pass, the longest match wins."""

from __future__ import annotations

from typing import NamedTuple

from dragoman.actors.words import Words
from dragoman.gazetteer.folding import case_fits
from dragoman.gazetteer.names import REMEMBERED, Entry, Names
from dragoman.types import Sentence


class Hit(NamedTuple):
    """Tokens start..end (end not included) and what they may mean. `glued` is a prefix written onto the word ("ex-")."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    glued: str = ""

    def of(self, *kinds: str) -> Entry | None:
        """The first meaning of one of these kinds."""
        for entry in self.entries:
            if entry.kind in kinds:
                return entry
        return None

    def all_of(self, *kinds: str) -> list[Entry]:
        return [e for e in self.entries if e.kind in kinds]


def scan(sentence: Sentence, folded: list[str], words: Words, text: str) -> list[Hit]:
    """The hits of a sentence in order, none overlapping. `folded` holds the shapes of its tokens."""
    names = words.names
    openers, firsts, glued = names.openers, names.firsts, names.glued
    hits: list[Hit] = []
    past = 0
    for i in [k for k, shape in enumerate(folded) if openers[shape]]:
        if i < past:
            continue
        shape = folded[i]
        limit, hit = firsts.get(shape), None
        if limit is not None:
            hit = _longest(i, limit, folded, sentence, names, text)
        if hit is None and ("-" in shape or shape.startswith(glued)):
            hit = _glued(i, shape, words)
        if hit is not None:
            hits.append(hit)
            past = hit.end
    return hits


def _longest(i: int, limit: int, folded: list[str], sentence: Sentence, names: Names, text: str) -> Hit | None:
    table, tokens = names.table, sentence.tokens
    key, end = "", i
    best: tuple[Entry, ...] = ()
    for j in range(i, len(folded)):
        key += folded[j]
        if len(key) > limit:
            break
        if key in table:
            fitting = _fitting(key, text[tokens[i].span.start : tokens[j].span.end], names)
            if fitting:
                end, best = j + 1, fitting
    return Hit(i, end, best) if best else None


def _fitting(key: str, written: str, names: Names) -> tuple[Entry, ...]:
    """The meanings of a key that words written so may have, found once."""
    known = names.fits.get((key, written))
    if known is None:
        apart = " " in written  # "Israel is" is no "Israelis"
        known = tuple(e for e in names.table[key] if _fits(e, written, apart))
        if len(names.fits) < REMEMBERED:
            names.fits[key, written] = known
    return known


def _fits(entry: Entry, written: str, apart: bool) -> bool:
    """Whether an entry's form may be written so. A people's name in small letters keeps its accents ("reuniones" are meetings)."""
    form = entry.form
    if not case_fits(form, written) or (apart and form.isalpha()):
        return False
    if entry.kind in ("people", "adjective") and not form.isascii() and form.islower():
        return not written.isascii() or written.isupper()
    if entry.kind in ("role", "body") and form.isascii() and not written.isascii():
        return all(c.isascii() or not c.isalpha() for c in written)  # "Secretaría" is no "secretaria"
    return True


def _glued(i: int, folded: str, words: Words) -> Hit | None:
    """A role word with a prefix written onto it ("ex-président", "exministro"), or two nationalities in one word."""
    names = words.names
    if "-" in folded and not folded.startswith("-"):
        before, _, after = folded.rpartition("-")
        code = names.prefixes.get(before)
        second = [e for e in names.table.get(after, ()) if e.kind == "adjective"]
        if second and code is not None:
            first = Entry("adjective", code, before)
            return Hit(i, i + 1, (first, *second), glued="+")
    for prefix in names.glued:
        if folded.startswith(prefix) and len(folded) > len(prefix) + 3:
            rest = tuple(e for e in names.table.get(folded[len(prefix) :], ()) if e.kind == "role")
            if rest:
                return Hit(i, i + 1, rest, glued=prefix)
    return None
