"""The fast path equals the plain one: the network's vectors and the trees are spaCy's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from dragoman.parse import Parser
from dragoman.parse.decode import decode
from dragoman.parse.fast import hash_form, vectors_of

SENTENCES = [
    "« Nous irons jusqu'au bout » , a déclaré lundi le ministre des Affaires étrangères .",
    "The two presidents , who had not met since March , agreed on Tuesday to reopen the border .",
    "El canciller peruano dijo que no aceptará la propuesta que le hizo su homólogo chileno .",
    "Quelle réponse les diplomates que l' on a reçus hier donneront -ils ?",
    'Bombs ! " No , " he said . Xqzzyt 12,5 € 😀',
    "Oui",
]


@pytest.fixture(scope="module")
def plain(parser: Parser) -> Any:
    """The pipeline as spaCy runs it, with every vector that the sentences need in its own table."""
    from spacy.vectors import Vectors

    nlp, vectors = parser.model.pipeline, parser.model.vectors
    words = sorted({word for sentence in SENTENCES for word in sentence.split()})
    rows = [int(vectors.find(np.array([hash_form(word.lower())], dtype=np.uint64))[0]) for word in words]
    known = [(word, row) for word, row in zip(words, rows, strict=True) if row >= 0]
    assert len(known) > 40
    data = vectors.unit(np.array([row for _, row in known]))
    nlp.vocab.vectors = Vectors(data=data, keys=[nlp.vocab.strings.add(word) for word, _ in known])
    return nlp


def test_vectors_equal_those_of_spacy(parser: Parser, plain: Any) -> None:
    from spacy.tokens import Doc

    docs = [Doc(plain.vocab, words=sentence.split()) for sentence in SENTENCES]
    expected = np.concatenate(plain.get_pipe("tok2vec").model.predict(docs))
    forms = np.array(
        [parser.network.form(word) for sentence in SENTENCES for word in sentence.split()], dtype=np.uint64
    )
    ours = vectors_of(parser.network, forms, [len(doc) for doc in docs])
    assert ours.shape == expected.shape
    assert np.abs(ours - expected).max() < 1e-4


def test_trees_equal_those_of_spacy(parser: Parser, plain: Any) -> None:
    from spacy.tokens import Doc

    lengths = [len(sentence.split()) for sentence in SENTENCES]
    forms = np.array(
        [parser.network.form(word) for sentence in SENTENCES for word in sentence.split()], dtype=np.uint64
    )
    vectors = vectors_of(parser.network, forms, lengths)
    heads, relations = decode(parser.decoder, vectors, lengths)
    docs = [Doc(plain.vocab, words=s.split(), sent_starts=[True] + [False] * (len(s.split()) - 1)) for s in SENTENCES]
    at = 0
    for doc in docs:
        doc.tensor = vectors[at : at + len(doc)]
        at += len(doc)
    component = plain.get_pipe("parser")
    component.set_annotations(docs, component.predict(docs))
    assert heads.tolist() == [token.head.i for doc in docs for token in doc]
    assert relations == [token.dep_ for doc in docs for token in doc]


def test_batching_changes_nothing(parser: Parser) -> None:
    words = [sentence.split() for sentence in SENTENCES]
    forms = [np.array([parser.network.form(w) for w in sentence], dtype=np.uint64) for sentence in words]
    alone = np.concatenate([vectors_of(parser.network, form, [len(form)]) for form in forms])
    together = vectors_of(parser.network, np.concatenate(forms), [len(form) for form in forms])
    assert np.abs(alone - together).max() < 1e-4


def test_memory_of_forms_is_bounded(parser: Parser, monkeypatch: pytest.MonkeyPatch) -> None:
    import dragoman.parse.fast as fast

    monkeypatch.setattr(fast, "REMEMBERED", 8)
    forms = np.array([parser.network.form(f"mot{k}") for k in range(20)], dtype=np.uint64)
    first = vectors_of(parser.network, forms[:6], [6])
    vectors_of(parser.network, forms[6:12], [6])
    assert len(parser.network.known) <= 8
    assert np.allclose(vectors_of(parser.network, forms[:6], [6]), first, atol=1e-5)
