"""Parts of an article → sentences, as runs of tokens.

A sentence never crosses a part: the reader has already joined the lines that scraping broke and set titles, subheads and pull
quotes apart. Within a part a sentence ends at a final stop that is not an abbreviation's, or at a blank line after one
that nothing continues. A stop within marks whose sentence goes on behind them (« Partez ! », dit-il) ends nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.language import Language
from dragoman.parse.tokenise import build_tokeniser, tokenise
from dragoman.types import CODED_PARTS, Article, Part, PartKind, Span

#: A sentence longer than this is cut, at a semicolon, a line end or a comma where there is one: the parser's work stays bounded.
LONGEST = 160

STOPS = frozenset(".?!…")
CLOSERS = frozenset("\"'»”’)]}›")
OPENERS = frozenset("\"'«“‘([{¿¡—–-‹„")
SYMMETRIC = frozenset("\"'")
CURRENCIES = frozenset("$€£¥")

_BLANK = re.compile(r"\n[ \t\r]*\n")


@dataclass(frozen=True, slots=True)
class Run:
    """The tokens of one part, as offsets, and where its sentences begin (indices into `tokens`)."""

    part: PartKind
    tokens: list[tuple[int, int]]
    starts: list[int]

    def sentences(self) -> list[tuple[int, int]]:
        """Half-open ranges of tokens."""
        return list(zip(self.starts, [*self.starts[1:], len(self.tokens)], strict=True))


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Short forms that never end a sentence, that may, that do not before a number (without their dot); and words that,
    written with a capital, begin a sentence rather than a name."""

    leading: frozenset[str]
    either: frozenset[str]
    before_number: frozenset[str]
    openers: frozenset[str]


def build_abbreviations(lang: Language) -> Abbreviations:
    """The short forms that a language's `text.toml` lists."""
    words = lang.section("text")
    return Abbreviations(*(frozenset(words.get(key, ())) for key in ("leading", "either", "before_number", "openers")))


def segment(article: Article, lang: Language) -> list[Run]:
    """Every coded part that holds a token, in order of the text, split into sentences."""
    tokeniser, short = lang.compiled(build_tokeniser), lang.compiled(build_abbreviations)
    runs = []
    for part in coded_parts(article):
        tokens = tokenise(article.text, part.span.start, part.span.end, tokeniser)
        if tokens:
            runs.append(Run(part.kind, tokens, _starts(article.text, tokens, short)))
    return runs


def coded_parts(article: Article) -> list[Part]:
    """The parts that hold sentences; an article whose parts nobody told is taken paragraph by paragraph."""
    if article.parts:
        return [part for part in article.parts if part.kind in CODED_PARTS]
    parts, at = [], 0
    for blank in [*_BLANK.finditer(article.text), None]:
        end = blank.start() if blank else len(article.text)
        if article.text[at:end].strip():
            parts.append(Part("body", Span(at, end)))
        at = blank.end() if blank else end
    return parts


def _starts(text: str, tokens: list[tuple[int, int]], short: Abbreviations) -> list[int]:
    starts = [0]
    k, n = 0, len(tokens)
    open_marks = 0
    while k < n:
        a, b = tokens[k]
        first = text[a]
        if first in SYMMETRIC and b - a == 1:
            open_marks ^= 1
        if k - starts[-1] >= LONGEST:
            starts.append(_cut(text, tokens, starts[-1], k))
        if text[b - 1] in STOPS and not _mid_sentence(text, tokens, k, short):
            after = _behind_closers(text, tokens, k + 1, bool(open_marks))
            if after < n and _begins(text, tokens, after, crossed=after > k + 1):
                starts.append(after)
                open_marks = 0
                k = after
                continue
        k += 1
    return starts


def _mid_sentence(text: str, tokens: list[tuple[int, int]], k: int, short: Abbreviations) -> bool:
    """Whether the stop at token k is an abbreviation's and the sentence goes on."""
    a, b = tokens[k]
    word = text[a:b]
    follows = text[tokens[k + 1][0]] if k + 1 < len(tokens) else ""
    if word == ".":
        before = text[slice(*tokens[k - 1])] if k else ""
        return before in short.before_number and follows.isdigit()
    if word in short.leading:
        return True
    if len(word) == 2 and word[0].isupper():  # an initial: J. Smith
        return True
    if word in short.either or word[0] not in STOPS:
        # "U.S." may end a sentence or stand before a name: only a word that names nothing tells
        after = text[slice(*tokens[k + 1])] if follows else ""
        return not (follows.isupper() and after.lower() in short.openers) and follows not in OPENERS
    return False


def _behind_closers(text: str, tokens: list[tuple[int, int]], k: int, inside: bool) -> int:
    """The first token after the closing marks that belong to the stop before them."""
    while k < len(tokens):
        a, b = tokens[k]
        if b - a != 1 or text[a] not in CLOSERS:
            break
        touching = a == tokens[k - 1][1]
        if text[a] in SYMMETRIC and not touching and not inside:
            break
        inside = False if text[a] in SYMMETRIC else inside
        k += 1
    return k


def _begins(text: str, tokens: list[tuple[int, int]], k: int, *, crossed: bool) -> bool:
    """Whether token k can open a sentence: a capital, a figure, or an opening mark before one."""
    first = text[tokens[k][0]]
    gap = tokens[k][0] > tokens[k - 1][1]
    if first.isupper() or first.isdigit() or first in CURRENCIES:
        return gap or crossed
    if first in OPENERS or first in "#@":
        if first in "-–—" and crossed:
            return False
        follows = text[tokens[k + 1][0]] if k + 1 < len(tokens) else ""
        return gap and not follows.islower()
    if not first.isalpha():
        return False
    return not first.islower()


def _cut(text: str, tokens: list[tuple[int, int]], start: int, k: int) -> int:
    """Where to cut an overlong sentence: behind a semicolon, else at a line end, else behind a comma, else here."""
    span = range(k, start + LONGEST // 2, -1)
    for i in span:
        if text[tokens[i - 1][0]] == ";":
            return i
    for i in span:
        if "\n" in text[tokens[i - 1][1] : tokens[i][0]]:
            return i
    return next((i for i in span if text[tokens[i - 1][0]] == ","), k)
