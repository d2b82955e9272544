"""The tables of the parser: gold tokens, inverted subjects, and raw text end to end (as CoNLL 2018 counts).

python -m training.evaluate [--ud ../shared/ud] [--model dragoman/parse/model]
"""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path

from dragoman.language import Languages
from dragoman.parse import Parser, load_parser, parse_tokens
from dragoman.parse import parse as parse_raw
from dragoman.types import Article, Part, Sentence, Span
from training.conllu import Tree, read_trees
from training.data import TESTS, test_trees

#: Verbs of the inversion count, as the parser study had them.
SPEECH = {
    "fr": "déclarer affirmer ajouter expliquer indiquer dire annoncer estimer souligner préciser assurer répondre raconter "
    "confier rappeler conclure lancer écrire commenter demander poursuivre".split(),
    "en": "say tell add explain announce declare state claim note write ask".split(),
    "es": "decir declarar afirmar añadir explicar indicar señalar asegurar comentar escribir contar".split(),
}
SPEECH_FILES = {
    "fr": ("fr_pud-ud-test", "fr_gsd-ud-test", "fr_sequoia-ud-test"),
    "en": ("en_pud-ud-test", "en_ewt-ud-test"),
    "es": ("es_pud-ud-test", "es_gsd-ud-test"),
}
#: Trees per run when raw text is made of a test set.
RUN = 50


def gold_tokens(parser: Parser, trees: list[Tree]) -> dict[str, float]:
    """UPOS, features, UAS, LAS in per cent on gold tokens and sentences; punctuation is left out of attachment."""
    hits = dict.fromkeys(("upos", "feats", "uas", "las"), 0)
    arcs = tokens = 0
    for tree, guess in zip(trees, _parsed(parser, trees), strict=True):
        for i, token in enumerate(guess.tokens):
            tokens += 1
            hits["upos"] += token.upos == tree.upos[i]
            hits["feats"] += "|".join(f"{k}={v}" for k, v in sorted(token.feats.items())) == tree.feats[i]
            if tree.deps[i] != "punct":
                arcs += 1
                right = (i if token.head == -1 else token.head) == tree.heads[i]
                hits["uas"] += right
                hits["las"] += right and token.deprel == tree.deps[i]
    return {name: 100 * n / (arcs if name.endswith("as") else tokens) for name, n in hits.items()}


def _parsed(parser: Parser, trees: list[Tree]) -> Iterator[Sentence]:
    for tree in trees:
        spans, at = [], 0
        for word, space in zip(tree.words, tree.spaces, strict=True):
            spans.append((at, at + len(word)))
            at += len(word) + space
        yield parse_tokens(tree.text, spans, tree.lang, parser=parser)


def raw_text(parser: Parser, languages: Languages, trees: list[Tree]) -> dict[str, float]:
    """F1 of tokens, sentences, UPOS, UAS and LAS on raw text, our tokens and sentences (aligned by characters)."""
    counts = dict.fromkeys(("tokens", "sentences", "upos", "uas", "las"), 0)
    gold_n = {"tokens": 0, "sentences": 0}
    mine_n = {"tokens": 0, "sentences": 0}
    for k in range(0, len(trees), RUN):
        run = trees[k : k + RUN]
        text = " ".join(tree.text for tree in run)
        article = Article("x", text, run[0].lang, parts=(Part("body", Span(0, len(text))),))
        mine = parse_raw([article], parser=parser, languages=languages)[0].sentences
        gold_rows, gold_sents = _gold_rows(run)
        mine_rows = {}
        for sentence in mine:
            for t in sentence.tokens:
                head = None if t.head == -1 else tuple(_pair(sentence.tokens[t.head].span))
                mine_rows[_pair(t.span)] = (t.upos, head, t.deprel)
        gold_n["tokens"] += len(gold_rows)
        mine_n["tokens"] += len(mine_rows)
        mine_sents = {_pair(s.span) for s in mine}
        gold_n["sentences"] += len(gold_sents)
        mine_n["sentences"] += len(mine_sents)
        counts["sentences"] += len(gold_sents & mine_sents)
        for span, (upos, head, dep) in gold_rows.items():
            if span in mine_rows:
                counts["tokens"] += 1
                counts["upos"] += mine_rows[span][0] == upos
                counts["uas"] += mine_rows[span][1] == head
                counts["las"] += mine_rows[span][1:] == (head, dep)
    scores = {}
    for name, n in counts.items():
        unit = "sentences" if name == "sentences" else "tokens"
        scores[name] = 200 * n / (gold_n[unit] + mine_n[unit])
    return scores


def _pair(span: Span) -> tuple[int, int]:
    return span.start, span.end


def _gold_rows(run: list[Tree]):
    rows, sentences, offset = {}, set(), 0
    for tree in run:
        spans, at = [], offset
        for word, space in zip(tree.words, tree.spaces, strict=True):
            spans.append((at, at + len(word)))
            at += len(word) + space
        sentences.add((offset, offset + len(tree.text)))
        for i, span in enumerate(spans):
            head = None if tree.heads[i] == i else spans[tree.heads[i]]
            rows[span] = (tree.upos[i], head, tree.deps[i])
        offset += len(tree.text) + 1
    return rows, sentences


def inversions(parser: Parser, folder: Path, lang: str) -> dict[str, tuple[int, int, int]]:
    """Post-verbal subjects of speech verbs: (labelled nsubj, attached, all), for noun phrases and clitics; `held` counts
    noun phrases of sentences that were not trained on."""
    counts: dict[str, list[int]] = {}
    for file in SPEECH_FILES[lang]:
        trees = list(read_trees(folder / f"{file}.conllu", lang))
        for tree, verb, subject in _inverted(trees, lang):
            guess = next(_parsed(parser, [tree])).tokens[subject]
            kind = "clitic" if tree.upos[subject] == "PRON" else "phrase"
            trained = "pud" in file and tree.sent_id.startswith("w")
            for key in [kind] + ["held"] * (kind == "phrase" and not trained):
                row = counts.setdefault(key, [0, 0, 0])
                row[0] += guess.head == verb and guess.deprel.startswith("nsubj")
                row[1] += guess.head == verb
                row[2] += 1
    return {key: tuple(row) for key, row in counts.items()}


def _inverted(trees: list[Tree], lang: str) -> Iterator[tuple[Tree, int, int]]:
    for tree in trees:
        for verb in range(len(tree)):
            if tree.lemmas[verb] not in SPEECH[lang] or tree.upos[verb] != "VERB":
                continue
            aux = [k for k in range(len(tree)) if tree.heads[k] == verb and tree.deps[k].startswith("aux")]
            for k in range(len(tree)):
                if tree.heads[k] == verb and tree.deps[k].startswith("nsubj") and min([*aux, verb]) < k < verb + 8:
                    yield tree, verb, k


def fronted(parser: Parser, folder: Path, lang: str) -> tuple[int, int]:
    """Subjects before their speech verb, to see that nothing was lost there: (labelled nsubj, all)."""
    right = total = 0
    for file in SPEECH_FILES[lang]:
        for tree in read_trees(folder / f"{file}.conllu", lang):
            for k, dep in enumerate(tree.deps):
                verb = tree.heads[k]
                if dep == "nsubj" and k < verb and tree.lemmas[verb] in SPEECH[lang] and tree.upos[verb] == "VERB":
                    guess = next(_parsed(parser, [tree])).tokens[k]
                    right += guess.head == verb and guess.deprel == "nsubj"
                    total += 1
    return right, total


def report(folder: Path) -> str:
    """All tables as text."""
    parser, languages = load_parser(), Languages()
    lines = ["gold tokens       UPOS  feats   UAS   LAS | raw text: tokens  sents  UPOS   UAS   LAS"]
    for name in TESTS:
        trees = test_trees(folder, name)
        gold, raw = gold_tokens(parser, trees), raw_text(parser, languages, trees)
        left = "".join(f"{gold[k]:7.1f}" for k in ("upos", "feats", "uas", "las"))
        right = "".join(f"{raw[k]:7.1f}" for k in ("tokens", "sentences", "upos", "uas", "las"))
        lines.append(f"{name:<14}{left} |         {right}")
    for lang in SPEECH:
        counts = inversions(parser, folder, lang)
        shown = ", ".join(f"{kind} {a}/{n} (attached {b})" for kind, (a, b, n) in sorted(counts.items()))
        right, total = fronted(parser, folder, lang)
        lines.append(f"{lang} inverted subjects: {shown}; fronted {right}/{total}")
    return "\n".join(lines)


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--ud", type=Path, default=Path("../shared/ud"))
    print(report(arguments.parse_args().ud))


if __name__ == "__main__":
    main()
