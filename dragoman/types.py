"""The nouns of the house. This module imports nothing of ours.

Offsets are half-open and count characters of `Article.text`, which is never altered. Dates are ISO 8601 strings cut to what
is known (`2026-01-11`, `2026-01`, `2026-W02`, `2026-01-12T09:57`), because most dates in the news are not exact.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Any, Literal

#: What a stretch of an article is. Only `title`, `lead`, `body`, `subhead` and `pull-quote` hold sentences that are coded.
PartKind = Literal[
    "title", "kicker", "byline", "dateline", "agency", "published", "updated", "caption", "credit",
    "lead", "body", "subhead", "pull-quote", "boilerplate", "tag",
]  # fmt: skip
QuotationKind = Literal["direct", "indirect", "mixed"]
TimeKind = Literal["date", "time", "duration", "set"]
Status = Literal["done", "ongoing", "future", "hypothetical", "negated", "historical"]

CODED_PARTS: frozenset[str] = frozenset({"title", "lead", "body", "subhead", "pull-quote"})


class BadInput(Exception):
    """Something a user gave cannot be read. Names the file, the record within it, what is wrong and what mends it."""

    def __init__(self, problem: str, *, source: str = "", record: str = "", fix: str = "") -> None:
        self.problem, self.source, self.record, self.fix = problem, source, record, fix
        where = ", ".join(part for part in (source, record) if part)
        super().__init__(f"{where}: {problem}" * bool(where) + problem * (not where) + (f" ({fix})" if fix else ""))


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Half-open, in characters of the article's text."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]

    def covers(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def __len__(self) -> int:
        return self.end - self.start


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the text and what it is. Body parts are whole paragraphs: lines that scraping broke are one part."""

    kind: PartKind
    span: Span


@dataclass(frozen=True, slots=True)
class Article:
    """One dispatch as it came. `text` is untouched; `parts` says what is what in it, in order and without overlap."""

    id: str
    text: str
    lang: str = ""
    published: str | None = None
    updated: str | None = None
    title: str | None = None
    byline: str | None = None
    agency: str | None = None
    source: str | None = None
    url: str | None = None
    captions: tuple[str, ...] = ()
    credits: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    parts: tuple[Part, ...] = ()
    extra: Mapping[str, Any] = field(default_factory=dict)
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """One surface token in Universal Dependencies. `head` is an index into the sentence's tokens, -1 for the root.

    `feats` is shared between tokens of equal features: never change it.
    """

    i: int
    text: str
    lemma: str
    upos: str
    feats: Mapping[str, str]
    head: int
    deprel: str
    span: Span


@dataclass(frozen=True, slots=True)
class Sentence:
    """A tree. `children[i]` lists the dependents of token i in order; `part` is the kind of the part it stands in."""

    index: int
    tokens: tuple[Token, ...]
    span: Span
    part: PartKind
    children: tuple[tuple[int, ...], ...]
    _related: dict[int, dict[str, list[int]]] = field(default_factory=dict, init=False, repr=False, compare=False)

    def root(self) -> Token:
        return next(t for t in self.tokens if t.head == -1)

    def dependents(self, i: int, *deprels: str) -> list[Token]:
        """Dependents of token i, of these relations if any are named (`nsubj` also takes `nsubj:pass`)."""
        return [self.tokens[k] for k in self.kids(i, *deprels)]

    def kids(self, i: int, *deprels: str) -> list[int]:
        """Indices of the dependents of token i, as `dependents` gives them."""
        below = self.children[i]
        if not below or not deprels:
            return list(below)
        related = self._related.get(i) or self._relate(i)
        found: list[int] = []
        for deprel in deprels:
            if deprel in related:
                found = sorted({*found, *related[deprel]}) if found else related[deprel]
        return found[:]

    def _relate(self, i: int) -> dict[str, list[int]]:
        """The dependents of token i by relation, with and without its subtype; worked out when first asked for."""
        related = self._related[i] = {}
        for k in self.children[i]:
            deprel = self.tokens[k].deprel
            for name in (deprel, deprel.partition(":")[0]) if ":" in deprel else (deprel,):
                related.setdefault(name, []).append(k)
        return related

    def subtree(self, i: int) -> list[int]:
        """Indices of token i and all below it, in order of the text."""
        stack, inside = [i], []
        while stack:
            k = stack.pop()
            inside.append(k)
            stack += self.children[k]
        return sorted(inside)

    def ancestors(self, i: int) -> Iterator[Token]:
        while (i := self.tokens[i].head) != -1:
            yield self.tokens[i]


@dataclass(frozen=True, slots=True)
class Parse:
    """An article's sentences, trees included, in order of the text."""

    article: Article
    sentences: tuple[Sentence, ...]

    @property
    def text(self) -> str:
        return self.article.text

    def sentence_at(self, offset: int) -> Sentence | None:
        """The sentence that covers a character, by bisection."""
        here = bisect_right(self.sentences, offset, key=_end)
        if here < len(self.sentences) and self.sentences[here].span.start <= offset:
            return self.sentences[here]
        return None

    def tokens_in(self, span: Span) -> list[tuple[Sentence, Token]]:
        """Every token that overlaps a span, with its sentence, by bisection."""
        found = []
        for sentence in islice(self.sentences, bisect_right(self.sentences, span.start, key=_end), None):
            if sentence.span.start >= span.end:
                break
            for token in islice(sentence.tokens, bisect_right(sentence.tokens, span.start, key=_end), None):
                if token.span.start >= span.end:
                    break
                found.append((sentence, token))
        return found


def _end(piece: Sentence | Token) -> int:
    return piece.span.end


@dataclass(frozen=True, slots=True)
class Entity:
    """Who an actor is on the dispatch's date (codebook §2). `code` is ISO 3166 alpha-3, or IGO, NGO, MNC, IMG.

    `key` tells one entity of an article from another: the gazetteer's, or the name.
    """

    name: str | None
    code: str | None = None
    sectors: tuple[str, ...] = ()
    office: str | None = None
    head: bool = False
    key: str = ""
    gender: Literal["m", "f", ""] = ""
    number: Literal["s", "p", ""] = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """Words that stand for an entity. `span` is None where it is only implied; `sentence` and `token` place its head word."""

    entity: Entity
    span: Span | None
    rule: str
    sentence: int = -1
    token: int = -1


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words said (codebook §3). `spans` are the exact words, several where the attribution splits them."""

    kind: QuotationKind
    spans: tuple[Span, ...]
    speaker: Mention | None = None
    cue: Span | None = None
    medium: str | None = None
    addressee: Mention | None = None
    date: str | None = None
    act: str = "state"
    flags: tuple[str, ...] = ()
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Time:
    """A time expression (codebook §4). `anchor` is "publication" or the words it leans on."""

    span: Span
    value: str
    kind: TimeKind
    rule: str
    anchor: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: degrees of latitude and longitude, country as ISO alpha-3, GeoNames id where it has one."""

    span: Span | None
    name: str
    country: str | None
    rule: str
    lat: float | None = None
    lon: float | None = None
    region: str | None = None
    geonames: int | None = None
    precision: Literal["city", "region", "country", "sea", ""] = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One thing that one side did, or said it would do, to another, once, as this text tells it (codebook §1)."""

    type: str
    mode: str | None
    status: Status
    actors: tuple[Mention, ...]
    recipients: tuple[Mention, ...]
    trigger: Span
    evidence: Span
    sense: str
    rule: str
    claimed_by: Mention | None = None
    date: str | None = None
    due: str | None = None
    place: Place | None = None
    contexts: tuple[str, ...] = ()
    quad: int = 0
    score: float = 0.0
    cameo: str | None = None
    goldstein: float | None = None
    mentions: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Coded:
    """All that Dragoman found in one article, or why it found nothing (`error`)."""

    article: Article
    quotations: tuple[Quotation, ...] = ()
    actors: tuple[Mention, ...] = ()
    times: tuple[Time, ...] = ()
    places: tuple[Place, ...] = ()
    events: tuple[Event, ...] = ()
    error: str | None = None
