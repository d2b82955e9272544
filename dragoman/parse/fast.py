"""The fast path through the network: the same arithmetic as spaCy's, with embeddings remembered per word form and the
convolutions as one matrix product per layer. `tests/unit/parse/test_fast.py` holds its output to the plain path's.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from dragoman.parse.model import Model, WordVectors

if TYPE_CHECKING:
    from spacy.vocab import Vocab

#: How many word forms are remembered before the memory is begun anew (400 bytes each).
REMEMBERED = 100_000
EPSILON = np.float32(1e-8)


@dataclass(frozen=True)
class Maxout:
    """A maxout layer of three pieces followed by layer normalisation. `weights` is (inputs, 3·width)."""

    weights: np.ndarray
    bias: np.ndarray
    gain: np.ndarray
    shift: np.ndarray

    def __call__(self, inputs: np.ndarray) -> np.ndarray:
        width = len(self.gain)
        hidden = inputs @ self.weights
        hidden += self.bias
        best: np.ndarray = np.maximum(hidden[:, :width], hidden[:, width : 2 * width])
        np.maximum(best, hidden[:, 2 * width :], out=best)
        best -= best.mean(1, keepdims=True)
        variance = np.einsum("ij,ij->i", best, best) / np.float32(width) + EPSILON
        best *= (1 / np.sqrt(variance))[:, None]
        best *= self.gain
        best += self.shift
        return best


@dataclass
class Network:
    """The token-to-vector network as plain arrays, and the embeddings of the word forms met so far."""

    vocab: Vocab
    vectors: WordVectors
    tables: list[tuple[int, np.ndarray]]
    static: np.ndarray
    mixer: Maxout
    layers: list[Maxout]
    hash_ids: Any
    known: dict[int, int] = field(default_factory=dict)
    rows: np.ndarray = field(default_factory=lambda: np.zeros((0, 0), dtype=np.float32))

    def form(self, word: str) -> int:
        """The number by which a word form is known."""
        return int(self.vocab.strings.add(word))


def build_network(model: Model) -> Network:
    """Take the arrays out of spaCy's `tok2vec`."""
    component: Any = model.pipeline.get_pipe("tok2vec")
    tok2vec = component.model
    embed, encode = tok2vec.layers
    hashes = [node for node in embed.walk() if node.name == "hashembed"]
    static = next(node for node in embed.walk() if node.name == "static_vectors")
    mixers = _maxouts(embed)
    network = Network(
        vocab=model.pipeline.vocab,
        vectors=model.vectors,
        tables=[(node.attrs["seed"], node.get_param("E")) for node in hashes],
        static=np.ascontiguousarray(static.get_param("W").T),
        mixer=mixers[0],
        layers=_maxouts(encode),
        hash_ids=tok2vec.ops.hash,
    )
    network.rows = np.zeros((4096, len(network.mixer.gain)), dtype=np.float32)
    return network


def _maxouts(model: Any) -> list[Maxout]:
    found = []
    nodes = [node for node in model.walk() if node.name in {"maxout", "layernorm"}]
    for maxout, norm in zip(nodes[::2], nodes[1::2], strict=True):
        width, pieces, inputs = maxout.get_param("W").shape
        weights = maxout.get_param("W").transpose(1, 0, 2).reshape(pieces * width, inputs)
        bias = maxout.get_param("b").T.reshape(-1)
        found.append(
            Maxout(
                np.ascontiguousarray(weights.T), np.ascontiguousarray(bias), norm.get_param("G"), norm.get_param("b")
            )
        )
    return found


def vectors_of(network: Network, forms: np.ndarray, lengths: list[int]) -> np.ndarray:
    """The vector of every token: (tokens, width) float32. `lengths` cuts the tokens into runs that do not see each other."""
    embedded = _embed(network, forms)
    width, pad = embedded.shape[1], len(network.layers)
    offsets = np.cumsum([0, *lengths[:-1]]) + pad * (1 + np.arange(len(lengths)))
    place = np.concatenate([np.arange(n) + at for n, at in zip(lengths, offsets, strict=True)])
    states = np.zeros((len(embedded) + pad * (len(lengths) + 1), width), dtype=np.float32)
    states[place] = embedded
    window = np.zeros((len(states), 3 * width), dtype=np.float32)
    for layer in network.layers:
        window[:, width : 2 * width] = states
        window[1:, :width] = states[:-1]
        window[:-1, 2 * width :] = states[1:]
        states += layer(window)
    seen: np.ndarray = states[place]
    return seen


def _embed(network: Network, forms: np.ndarray) -> np.ndarray:
    unique, inverse = np.unique(forms, return_inverse=True)
    keys = unique.tolist()
    missing = [key for key in keys if key not in network.known]
    if len(network.known) + len(missing) > REMEMBERED:
        network.known.clear()
        missing = keys
    if missing:
        _remember(network, missing)
    known = network.known
    place = np.fromiter((known[key] for key in keys), dtype=np.int64, count=len(keys))
    found: np.ndarray = network.rows[place][inverse]
    return found


def _remember(network: Network, forms: list[int]) -> None:
    """Compute the embeddings of word forms (64-bit hashes of the string store) and keep them."""
    from spacy.attrs import NORM, PREFIX, SHAPE, SUFFIX
    from spacy.tokens import Doc

    strings = network.vocab.strings
    words = [strings[form] for form in forms]
    doc = Doc(network.vocab, words=words, spaces=[False] * len(words))
    attributes = doc.to_array([NORM, PREFIX, SUFFIX, SHAPE])
    columns = []
    for k, (seed, table) in enumerate(network.tables):
        buckets = network.hash_ids(np.ascontiguousarray(attributes[:, k]), seed) % len(table)
        columns.append(table[buckets].sum(axis=1))
    lower = np.array([hash_form(word.lower()) for word in words], dtype=np.uint64)
    columns.append(network.vectors.unit(network.vectors.find(lower)) @ network.static)
    rows = network.mixer(np.concatenate(columns, axis=1))
    start = len(network.known)
    while start + len(forms) > len(network.rows):
        network.rows = np.concatenate([network.rows, np.zeros_like(network.rows)])
    network.rows[start : start + len(forms)] = rows
    network.known.update(zip(forms, range(start, start + len(forms)), strict=True))


def hash_form(word: str) -> int:
    """The 64-bit hash that spaCy's string store gives a word."""
    from spacy.strings import StringStore

    return int(StringStore([word])[word])
