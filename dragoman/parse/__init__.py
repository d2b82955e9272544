"""Text → sentences of tokens in Universal Dependencies, one tree scheme for all languages."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from dragoman.language import Language
from dragoman.parse.decode import Decoder, build_decoder, decode
from dragoman.parse.fast import Network, build_network, vectors_of
from dragoman.parse.lemma import Lemmatiser, load_lemmatiser
from dragoman.parse.mend import NO_MENDS, Mends, build_mends, mend_tree, reads_small
from dragoman.parse.model import Model, load_model
from dragoman.parse.segment import Run, segment
from dragoman.types import Article, Parse, Sentence, Span, Token

__all__ = ["Parser", "load_parser", "parse", "parse_tokens"]

#: How many tokens go through the network at once: enough to fill the matrix products, little enough to stay in cache.
BATCH_TOKENS = 3_000


@dataclass(frozen=True)
class Parser:
    """The loaded model, made ready: the fast network, the labels of morphology, the lemma tables met so far."""

    model: Model
    network: Network
    decoder: Decoder
    weights: np.ndarray
    bias: np.ndarray
    morphology: list[tuple[str, Mapping[str, str]]]
    lemmas: dict[str, Lemmatiser] = field(default_factory=dict)

    def lemmatiser(self, lang: str) -> Lemmatiser:
        if lang not in self.lemmas:
            self.lemmas[lang] = load_lemmatiser(lang)
        return self.lemmas[lang]


@dataclass(frozen=True, slots=True)
class Job:
    """One run of sentences to parse."""

    article: Article
    run: Run
    mends: Mends

    def words(self) -> list[str]:
        """The words as the network reads them: without the capital of an opening that only headlines have."""
        words = [self.article.text[a:b] for a, b in self.run.tokens]
        if self.mends.opening:
            for start, end in self.run.sentences():
                if end - start > 1 and reads_small(words[start], words[start + 1], self.mends):
                    words[start] = words[start].lower()
        return words


def load_parser() -> Parser:
    """The shipped parser; about a second, most of it importing spaCy."""
    model = load_model()
    morphologizer: Any = model.pipeline.get_pipe("morphologizer")
    softmax = next(node for node in morphologizer.model.walk() if node.name == "softmax")
    return Parser(
        model=model,
        network=build_network(model),
        decoder=build_decoder(model.pipeline.get_pipe("parser")),
        weights=np.ascontiguousarray(softmax.get_param("W").T),
        bias=softmax.get_param("b"),
        morphology=[_morphology(label) for label in morphologizer.labels],
    )


def _morphology(label: str) -> tuple[str, Mapping[str, str]]:
    """A label of the morphologizer ("Gender=Masc|POS=NOUN") → UPOS and the other features."""
    pairs = dict(pair.split("=", 1) for pair in label.split("|") if "=" in pair)
    return pairs.pop("POS", "X"), pairs


def parse(articles: Sequence[Article], *, parser: Parser, languages: Mapping[str, Language]) -> list[Parse]:
    """Every article's sentences with their trees. Batching over articles changes speed only, never the result.

    Raises BadInput for an article whose language is not shipped.
    """
    jobs = [
        [Job(a, run, languages[a.lang].compiled(build_mends)) for run in segment(a, languages[a.lang])]
        for a in articles
    ]
    trees = iter(_analyse([job for own in jobs for job in own], parser))
    parsed = []
    for article, own in zip(articles, jobs, strict=True):
        sentences: list[Sentence] = []
        for job in own:
            sentences += _sentences(job, *next(trees), parser, first=len(sentences))
        parsed.append(Parse(article, tuple(sentences)))
    return parsed


def parse_tokens(text: str, tokens: list[tuple[int, int]], lang: str, *, parser: Parser) -> Sentence:
    """One sentence whose tokens are given as offsets, as gold data has them."""
    job = Job(Article("", text, lang), Run("body", tokens, [0]), NO_MENDS)
    return _sentences(job, *_analyse([job], parser)[0], parser, first=0)[0]


def _analyse(jobs: list[Job], parser: Parser) -> list[tuple[list[int], list[int], list[str]]]:
    """Per run: the morphology label, head and relation of every token. Heads are indices into the sentence.

    The network sees whole runs, so that a sentence knows its neighbours; the arcs are drawn sentence by sentence, many at
    a time.
    """
    results = []
    for batch in _batches(jobs):
        forms = [parser.network.form(word) for job in batch for word in job.words()]
        vectors = vectors_of(parser.network, np.array(forms, dtype=np.uint64), [len(job.run.tokens) for job in batch])
        lengths = [end - start for job in batch for start, end in job.run.sentences()]
        heads, deprels = decode(parser.decoder, vectors, lengths)
        scores = vectors @ parser.weights
        scores += parser.bias
        labels, above = scores.argmax(1).tolist(), heads.tolist()
        at = 0
        for job in batch:
            own = slice(at, at + len(job.run.tokens))
            results.append((labels[own], above[own], deprels[own]))
            at = own.stop
    return results


def _batches(jobs: list[Job]) -> list[list[Job]]:
    batches: list[list[Job]] = []
    size = BATCH_TOKENS
    for job in jobs:
        length = len(job.run.tokens)
        if size + length > BATCH_TOKENS:
            batches.append([])
            size = 0
        batches[-1].append(job)
        size += length
    return batches


def _sentences(
    job: Job, labels: list[int], heads: list[int], deprels: list[str], parser: Parser, *, first: int
) -> list[Sentence]:
    article, run, found = job.article, job.run, []
    lemmas = parser.lemmatiser(article.lang)
    for number, (start, end) in enumerate(run.sentences()):
        own_heads, own_deprels = heads[start:end], deprels[start:end]
        words = [article.text[a:b] for a, b in run.tokens[start:end]]
        classes = [parser.morphology[label] for label in labels[start:end]]
        mend_tree(words, classes, own_heads, own_deprels, job.mends)
        tops = [k for k in range(end - start) if own_heads[k] == k]
        root = next((k for k in tops if own_deprels[k] == "ROOT"), tops[0])
        tokens: list[Token] = []
        children: list[list[int]] = [[] for _ in range(end - start)]
        for k, word in enumerate(words):
            upos, feats = classes[k]
            head, deprel = own_heads[k], own_deprels[k]
            if k == root:
                head, deprel = -1, "root"
            elif head == k:  # a fragment that the parser left alone
                head, deprel = root, "parataxis"
            span = Span(*run.tokens[start + k])
            tokens.append(Token(k, word, lemmas[word, upos], upos, feats, head, deprel, span))
            if head >= 0:
                children[head].append(k)
        span = Span(run.tokens[start][0], run.tokens[end - 1][1])
        below = tuple(map(tuple, children))
        found.append(Sentence(first + number, tuple(tokens), span, run.part, below))
    return found
