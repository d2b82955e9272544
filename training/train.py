"""One spaCy model for all languages: hash embeddings and word vectors, convolutions, morphology, arc-eager parser."""

from __future__ import annotations

import random
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
import spacy
from spacy.language import Language
from spacy.tokens import Doc
from spacy.training import Example
from spacy.training.batchers import minibatch_by_words
from spacy.vectors import Vectors
from thinc.api import Adam, NumpyOps, fix_random_seed, set_current_ops

from training.conllu import Tree
from training.inversions import Parts, gather, synthesise
from training.substitution import Wardrobe, framed, reword, wardrobe
from training.vectors import WordTable, unit_rows


@dataclass(frozen=True)
class Settings:
    """What was chosen by measuring. Words, not seconds, bound the training, so that it can be repeated."""

    width: int = 128
    depth: int = 4
    hidden: int = 80
    vector_width: int = 128
    rows: tuple[int, int, int, int] = (6000, 1000, 2500, 2500)
    passes: int = 15
    learn_rate: float = 0.0015
    dropout: float = 0.15
    synthetic: int = 900  # inversions, per language and pass
    heavier: tuple[tuple[str, float], ...] = (("es", 1.6),)  # languages with fewer trees see more of them
    reworded: float = 0.4  # share of the trees that a pass sees in other words
    framed: int = 450  # clauses sharing a subject, verbs in front, headlines: per language and pass
    first_batch: int = 500
    last_batch: int = 1400
    seed: int = 1


def blank(settings: Settings, table: WordTable) -> Language:
    """The untrained pipeline, its word vectors in place."""
    set_current_ops(NumpyOps(use_blis=False))
    fix_random_seed(settings.seed)
    nlp = spacy.blank("xx")
    nlp.vocab.vectors = Vectors(data=unit_rows(table.rows), keys=[nlp.vocab.strings.add(w) for w in table.words])
    nlp.add_pipe("tok2vec", config={"model": _tok2vec(settings)})
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": settings.width, "upstream": "*"}
    nlp.add_pipe(
        "morphologizer", config={"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": listener, "nO": None}}
    )
    parser = {
        "@architectures": "spacy.TransitionBasedParser.v2",
        "state_type": "parser",
        "extra_state_tokens": False,
        "hidden_width": settings.hidden,
        "maxout_pieces": 2,
        "use_upper": True,
        "nO": None,
        "tok2vec": listener,
    }
    nlp.add_pipe("parser", config={"min_action_freq": 15, "model": parser})
    return nlp


def _tok2vec(settings: Settings) -> dict[str, object]:
    return {
        "@architectures": "spacy.Tok2Vec.v2",
        "embed": {
            "@architectures": "spacy.MultiHashEmbed.v2",
            "width": settings.width,
            "attrs": ["NORM", "PREFIX", "SUFFIX", "SHAPE"],
            "rows": list(settings.rows),
            "include_static_vectors": True,
        },
        "encode": {
            "@architectures": "spacy.MaxoutWindowEncoder.v2",
            "width": settings.width,
            "depth": settings.depth,
            "window_size": 1,
            "maxout_pieces": 3,
        },
    }


def make_doc(nlp: Language, trees: list[Tree]) -> Doc:
    """Consecutive trees as one document with its gold analysis. Cased forms share the vector of the lower-case word."""
    words = [w for t in trees for w in t.words]
    vectors = nlp.vocab.vectors
    for word in set(words):
        key = nlp.vocab.strings.add(word)
        lower = nlp.vocab.strings.add(word.lower())
        if key not in vectors.key2row and lower in vectors.key2row:
            vectors.add(key, row=vectors.key2row[lower])
    heads, offset = [], 0
    for t in trees:
        heads += [offset + h for h in t.heads]
        offset += len(t)
    return Doc(
        nlp.vocab,
        words=words,
        spaces=[s for t in trees for s in t.spaces],
        pos=[u for t in trees for u in t.upos],
        morphs=[f for t in trees for f in t.feats],
        heads=heads,
        deps=["ROOT" if d == "root" else d for t in trees for d in t.deps],
    )


def example(doc: Doc) -> Example:
    bare = Doc(doc.vocab, words=[t.text for t in doc], spaces=[bool(t.whitespace_) for t in doc])
    return Example(bare, doc)


def train(
    nlp: Language, trees: list[tuple[Tree, int]], settings: Settings, *, say: Callable[[str], None] = print
) -> Language:
    """Train in place; the averaged weights are kept. `trees` come with how often one pass sees each."""
    rng = random.Random(settings.seed)
    parts, clothes = gather([t for t, _ in trees]), wardrobe([t for t, _ in trees])
    nlp.initialize(lambda: [example(make_doc(nlp, [t])) for t, _ in trees])
    optimizer = Adam(settings.learn_rate, L2=0.01, grad_clip=1.0, use_averages=True, L2_is_weight_decay=True)
    started = time.process_time()
    total = settings.passes
    for number in range(total):
        size = min(settings.last_batch, settings.first_batch + number * 300)
        examples = list(_one_pass(nlp, trees, parts, clothes, settings, rng))
        losses: dict[str, float] = {}
        for k, batch in enumerate(minibatch_by_words(examples, size=size, discard_oversize=False)):
            done = (number + min(1.0, k * size / _words(examples))) / total
            optimizer.learn_rate = settings.learn_rate * min(1.0, max(0.02, (1 - done) / 0.6))
            nlp.update(list(batch), sgd=optimizer, drop=settings.dropout, losses=losses)
        rounded = {name: round(value) for name, value in losses.items()}
        say(f"pass {number + 1}/{total}: {time.process_time() - started:.0f} CPU s, losses {rounded}")
    for pipe in nlp.pipeline:
        pipe[1].model.finish_update(optimizer)
    averages = nlp.use_params(optimizer.averages)
    averages.__enter__()
    return nlp


def _words(examples: list[Example]) -> int:
    return sum(len(e.reference) for e in examples)


def _one_pass(
    nlp: Language,
    trees: list[tuple[Tree, int]],
    parts: Parts,
    clothes: Wardrobe,
    settings: Settings,
    rng: random.Random,
) -> Iterator[Example]:
    seen = [reword(t, clothes, rng) if rng.random() < settings.reworded else t for t, n in trees for _ in range(n)]
    runs = [run for lang in parts.clauses for run in _runs([t for t in seen if t.lang == lang], rng)]
    runs += [[framed(lang, clothes, rng)] for lang in parts.clauses for _ in range(settings.framed)]
    more = dict(settings.heavier)
    for lang in parts.clauses:
        count = round(settings.synthetic * more.get(lang, 1.0))
        runs += [[synthesise(parts, lang, rng)] for _ in range(count)]
    rng.shuffle(runs)
    for run in runs:
        yield example(make_doc(nlp, run))


def _runs(trees: list[Tree], rng: random.Random) -> Iterable[list[Tree]]:
    """Documents of one to five sentences, as dispatches have paragraphs."""
    at = 0
    while at < len(trees):
        size = rng.choice((1, 1, 1, 2, 3, 5))
        yield trees[at : at + size]
        at += size


def attachment(nlp: Language, trees: list[Tree]) -> dict[str, float]:
    """UPOS, features, UAS and LAS in per cent on gold tokens, punctuation left out of attachment."""
    docs = [make_doc(nlp, [t]) for t in trees]
    counts = np.zeros(6)
    for gold, doc in zip(trees, docs, strict=True):
        guess = example(doc).predicted
        for _, pipe in nlp.pipeline:
            guess = pipe(guess)
        for i, token in enumerate(guess):
            counts[4] += 1
            counts[2] += token.pos_ == gold.upos[i]
            counts[3] += str(token.morph) == gold.feats[i]
            if gold.deps[i] != "punct":
                dep = "root" if token.dep_ == "ROOT" else token.dep_
                counts[5] += 1
                counts[0] += token.head.i == gold.heads[i]
                counts[1] += token.head.i == gold.heads[i] and dep == gold.deps[i]
    score = 100 * counts / np.array([counts[5], counts[5], counts[4], counts[4], 1, 1])
    return {"uas": score[0], "las": score[1], "upos": score[2], "feats": score[3]}
