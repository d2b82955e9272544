"""Sides, places and quotations of an article by the words that tell them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from dragoman.events.who import Who
from dragoman.types import Mention, Parse, Place, Quotation, Span, Token

#: A dateline is told within so many words, and ends with one of these.
DATELINE = 14
DASHES = frozenset({"-", "–", "—", ".-", ".–"})


def index_mentions(
    parsed: Parse, mentions: Iterable[Mention], quotations: tuple[Quotation, ...], places: tuple[Place, ...] = ()
) -> Who:
    """Index the mentions of an article. Longer mentions give way to shorter ones within them."""
    by_head: dict[tuple[int, int], list[Mention]] = {}
    by_word: dict[tuple[int, int], Mention] = {}
    opened = {sentence.index: end for sentence in parsed.sentences if (end := dateline_end(sentence.tokens))}
    placed = [
        m for m in mentions if (m.span is not None or m.sentence >= 0) and m.token >= opened.get(m.sentence, m.token)
    ]
    for mention in sorted(placed, key=lambda m: -len(m.span) if m.span else 0):
        if mention.sentence >= 0 and mention.token >= 0:
            by_head.setdefault((mention.sentence, mention.token), []).append(mention)
        if mention.span is not None:
            for index, i in _words_of(parsed, mention, mention.span):
                if i >= opened.get(index, 0):
                    by_word[index, i] = mention
    spots = {
        (sentence.index, token.i): place
        for place in places
        if place.span is not None and place.precision in ("city", "region")
        for sentence, token in parsed.tokens_in(place.span)
        if token.i >= opened.get(sentence.index, 0)
    }
    quoted: dict[tuple[int, int], Quotation] = {}
    for quotation in sorted(quotations, key=lambda q: sum(map(len, q.spans))):
        for span in quotation.spans:
            for sentence, token in parsed.tokens_in(span):
                if span.start <= token.span.start:
                    quoted.setdefault((sentence.index, token.i), quotation)
    return Who(by_head, by_word, quoted, spots=spots)


def _words_of(parsed: Parse, mention: Mention, span: Span) -> list[tuple[int, int]]:
    """(sentence, token) of every word that overlaps a mention, found from its head word where that lies in its sentence."""
    s, k = mention.sentence, mention.token
    if 0 <= s < len(parsed.sentences) and k >= 0:
        sentence = parsed.sentences[s]
        tokens = sentence.tokens
        if sentence.index == s and sentence.span.covers(span) and k < len(tokens) and tokens[k].span.overlaps(span):
            start, end = k, k + 1
            while start and tokens[start - 1].span.end > span.start:
                start -= 1
            while end < len(tokens) and tokens[end].span.start < span.end:
                end += 1
            return [(s, i) for i in range(start, end)]
    return [(sentence.index, token.i) for sentence, token in parsed.tokens_in(span)]


def dateline_end(tokens: Sequence[Token]) -> int:
    """Where a sentence begins behind "KYIV, Oct 7 - " or "Caracas.- ": the index of its first word of its own, else 0.

    Only a run of names and numbers before the one dash of the sentence is a dateline: it says where, never who.
    """
    for token in tokens[1 : min(DATELINE, len(tokens) - 1)]:
        dated = token.text == ":" and tokens[token.i - 1].upos == "NUM" and tokens[0].text.isupper()
        if _dash(tokens, token.i) or dated:
            more = any(_dash(tokens, t.i) for t in tokens[token.i + 1 :])
            return 0 if more or tokens[token.i + 1].text[0].islower() else token.i + 1
        if token.upos not in ("PROPN", "NUM", "PUNCT", "X", "SYM", "NOUN") or token.text in (":", ";"):
            return 0
    return 0


def _dash(tokens: Sequence[Token], i: int) -> bool:
    """A dash that stands apart; a hyphen within a word is none."""
    apart = tokens[i - 1].span.end < tokens[i].span.start or not tokens[i].text.startswith("-")
    return tokens[i].text in DASHES and apart
