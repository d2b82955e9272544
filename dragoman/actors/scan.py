"""Where the names and role words of the language's table stand in a sentence: one pass, the longest match wins."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.actors.words import Words
from dragoman.gazetteer.folding import case_fits
from dragoman.gazetteer.names import Entry
from dragoman.types import Sentence


@dataclass(frozen=True, slots=True)
class Hit:
    """Tokens start..end (end not included) and what they may mean. `glued` is a prefix written onto the word ("ex-")."""

    start: int
    end: int
    entries: tuple[Entry, ...]
    glued: str = ""

    def of(self, *kinds: str) -> Entry | None:
        """The first meaning of one of these kinds."""
        return next((e for e in self.entries if e.kind in kinds), None)

    def all_of(self, *kinds: str) -> list[Entry]:
        return [e for e in self.entries if e.kind in kinds]


def scan(sentence: Sentence, words: Words, text: str) -> list[Hit]:
    """The hits of a sentence in order, none overlapping."""
    tokens = sentence.tokens
    table, firsts, fold = words.names.table, words.names.firsts, words.fold
    folded = [fold(t.text) for t in tokens]
    hits: list[Hit] = []
    i, n = 0, len(tokens)
    while i < n:
        limit = firsts.get(folded[i])
        hit = None
        if limit is not None:
            hit = _longest(i, n, limit, folded, sentence, table, text)
        if hit is None:
            hit = _glued(i, folded[i], tokens[i].text, words)
        if hit is None:
            i += 1
        else:
            hits.append(hit)
            i = hit.end
    return hits


def _longest(i: int, n: int, limit: int, folded: list[str], sentence: Sentence, table: object, text: str) -> Hit | None:
    tokens = sentence.tokens
    key, best = "", None
    for j in range(i, n):
        key += folded[j]
        if len(key) > limit:
            break
        entries = table.get(key)  # type: ignore[attr-defined]
        if entries is not None:
            written = text[tokens[i].span.start : tokens[j].span.end]
            apart = " " in written  # "Israel is" is no "Israelis"
            fitting = tuple(e for e in entries if case_fits(e.form, written) and not (apart and e.form.isalpha()))
            if fitting:
                best = Hit(i, j + 1, fitting)
    return best


def _glued(i: int, folded: str, written: str, words: Words) -> Hit | None:
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
    del written
    return None
