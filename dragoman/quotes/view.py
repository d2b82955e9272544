"""An article laid out for finding quotations: its tokens in one row, and which of them stand between marks."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.quotes.lexicon import Lexicon
from dragoman.quotes.marks import Marked, find_marks
from dragoman.types import CODED_PARTS, Mention, Parse, PartKind, Sentence, Span, Token

FINITE_TAGS = frozenset({"VERB", "AUX"})
NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM"})


@dataclass(frozen=True, slots=True)
class View:
    """Tokens are named by their place in the row (`k`); `lows` and `lemmas` are their words in lower case.

    `zone[k]` is the outermost marks that hold token k, or -1. `home[k]` is the index of its sentence, `base[s]` the
    place of sentence s's first token, `part[s]` the index of its part.
    """

    parsed: Parse
    lex: Lexicon
    tokens: tuple[Token, ...]
    home: tuple[int, ...]
    base: tuple[int, ...]
    part: tuple[int, ...]
    parts: tuple[Span, ...]
    kinds: tuple[PartKind, ...]
    marks: tuple[Marked, ...]
    top: tuple[int, ...]
    zone: tuple[int, ...]
    starts: tuple[int, ...]
    lows: tuple[str, ...]
    lemmas: tuple[str, ...]
    actors: tuple[Mention, ...]
    actor_at: dict[tuple[int, int], Mention]
    actors_of: dict[int, list[Mention]]

    @property
    def text(self) -> str:
        return self.parsed.text

    def low(self, k: int) -> str:
        """The token's text in lower case with straight apostrophes; empty beyond the row's ends."""
        return self.lows[k] if 0 <= k < len(self.lows) else ""

    def lemma(self, k: int) -> str:
        return self.lemmas[k]

    def sentence(self, k: int) -> Sentence:
        return self.parsed.sentences[self.home[k]]

    def head(self, k: int) -> int:
        """Place of the head, -1 for a root."""
        head = self.tokens[k].head
        return -1 if head < 0 else self.base[self.home[k]] + head

    def children(self, k: int, *deprels: str) -> list[int]:
        """Places of the dependents, of these relations (without subtype) if any are named."""
        s = self.home[k]
        at = self.base[s]
        return [at + i for i in self.parsed.sentences[s].kids(k - at, *deprels)]

    def subtree(self, k: int) -> list[int]:
        s = self.home[k]
        at = self.base[s]
        return [at + i for i in self.parsed.sentences[s].subtree(k - at)]

    def first(self, s: int) -> int:
        return self.base[s]

    def last(self, s: int) -> int:
        """Place of the sentence's last token."""
        return self.base[s] + len(self.parsed.sentences[s].tokens) - 1

    def same(self, k: int, other: int) -> bool:
        return 0 <= k < len(self.tokens) and self.home[k] == self.home[other]

    def paragraph(self, k: int) -> int:
        return self.part[self.home[k]]

    def is_actor(self, mention: Mention) -> bool:
        """Whether a mention is one that the actors gave."""
        return self.actor_at.get((mention.sentence, mention.token)) is mention

    def actor(self, k: int) -> Mention | None:
        """The actor that the actors gave for token k, None where they gave none."""
        return self.actor_at.get((self.home[k], self.tokens[k].i))

    def actor_around(self, k: int) -> Mention | None:
        """The actor whose words hold token k, whatever word of its sentence the tree makes its head."""
        at = self.tokens[k].span.start
        for mention in self.actors_of.get(self.home[k], ()):
            if mention.span is not None and mention.span.start <= at < mention.span.end:
                return mention
        return None

    def span(self, first: int, last: int) -> Span:
        return Span(self.tokens[first].span.start, self.tokens[last].span.end)

    def is_verb(self, k: int) -> bool:
        """Whether token k is a finite verb, as far as the tags tell."""
        token = self.tokens[k]
        if token.upos not in FINITE_TAGS:
            return False
        form = token.feats.get("VerbForm")
        return form in (None, "Fin") or "Mood" in token.feats or ("Tense" in token.feats and form != "Part")

    def at(self, offset: int) -> int:
        """Place of the first token that ends behind an offset; the row's length beyond the last."""
        k = bisect_right(self.starts, offset) - 1
        if k < 0:
            return 0
        return k if self.tokens[k].span.end > offset else k + 1

    def punct(self, k: int) -> bool:
        token = self.tokens[k]
        return token.upos == "PUNCT" or not any(c.isalnum() for c in token.text)

    def marked_between(self, first: int, last: int) -> Iterator[int]:
        """Outermost marks that hold a token from `first` to `last`, in order."""
        seen = -1
        for k in range(first, last + 1):
            if self.zone[k] > seen:
                seen = self.zone[k]
                yield seen


def build_view(parsed: Parse, lex: Lexicon, actors: tuple[Mention, ...]) -> View:
    """Lays out an article. Linear in its length."""
    tokens = tuple(t for s in parsed.sentences for t in s.tokens)
    home = tuple(s for s, sentence in enumerate(parsed.sentences) for _ in sentence.tokens)
    base, at = [], 0
    for sentence in parsed.sentences:
        base.append(at)
        at += len(sentence.tokens)
    actors_of: dict[int, list[Mention]] = {}
    for mention in actors:
        actors_of.setdefault(mention.sentence, []).append(mention)
    parts, kinds = _parts(parsed)
    marks = find_marks(parsed.text, parts, lex.sets.get("elided", frozenset()))
    top = tuple(i for i, m in enumerate(marks) if m.depth == 0 and (m.closed or m.goes_on))
    return View(
        parsed=parsed,
        lex=lex,
        tokens=tokens,
        home=home,
        base=tuple(base),
        part=tuple(_part_of(s, parts) for s in parsed.sentences),
        parts=parts,
        kinds=kinds,
        marks=marks,
        top=top,
        zone=tuple(zones(tokens, marks, top)),
        starts=tuple(t.span.start for t in tokens),
        lows=tuple(_plain(t.text) for t in tokens),
        lemmas=tuple(t.lemma.lower() for t in tokens),
        actors=actors,
        actor_at={(m.sentence, m.token): m for m in actors if m.token >= 0},
        actors_of=actors_of,
    )


def _plain(word: str) -> str:
    """In lower case, with straight apostrophes."""
    return word.lower().replace("’", "'") if "’" in word else word.lower()


def _parts(parsed: Parse) -> tuple[tuple[Span, ...], tuple[PartKind, ...]]:
    article = parsed.article
    if article.parts:
        kept = [p for p in article.parts if p.kind in CODED_PARTS]
        return tuple(p.span for p in kept), tuple(p.kind for p in kept)
    spans, start = [], 0
    while start < len(article.text):
        end = _blank_line(article.text, start)
        if article.text[start:end].strip():
            spans.append(Span(start, end))
        start = end + 1
    body: PartKind = "body"
    return tuple(spans), (body,) * len(spans)


def _blank_line(text: str, start: int) -> int:
    """End of the paragraph that begins at `start`."""
    at = text.find("\n", start)
    while at != -1:
        following = at + 1
        while following < len(text) and text[following] in " \t\r":
            following += 1
        if following < len(text) and text[following] == "\n":
            return following
        at = text.find("\n", following)
    return len(text)


def _part_of(sentence: Sentence, parts: tuple[Span, ...]) -> int:
    low, high = 0, len(parts)
    while low < high:
        middle = (low + high) // 2
        if parts[middle].end <= sentence.span.start:
            low = middle + 1
        else:
            high = middle
    return low


def zones(tokens: tuple[Token, ...], marks: tuple[Marked, ...], top: tuple[int, ...]) -> Iterator[int]:
    """For each token, which of the marks `top` hold it, or -1."""
    k = 0
    for token in tokens:
        while k < len(top) and marks[top[k]].outer.end <= token.span.start:
            k += 1
        inside = k < len(top) and marks[top[k]].outer.start <= token.span.start
        yield top[k] if inside else -1
