"""CoNLL-U files → sentences of surface tokens with one head each.

The model works on the tokens that a reader sees: French « du » and Spanish « transmitiéndose » stay one token, English
« don't » becomes two, as Universal Dependencies writes them. Merged tokens take the word whose head lies outside the group as
their own, and keep every feature of the others that does not contradict it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

#: Subtypes that the grammar of events needs; every other label is cut to its universal part.
KEPT_SUBTYPES = frozenset({"nsubj:pass", "csubj:pass", "aux:pass", "obl:agent", "acl:relcl"})

#: Features that the finders read. The treebanks disagree on most of the rest.
KEPT_FEATURES = frozenset(
    [
        "Gender",
        "Number",
        "Person",
        "Mood",
        "Tense",
        "VerbForm",
        "Polarity",
        "PronType",
        "Reflex",
        "Voice",
        "Definite",
        "Poss",
    ]
)


@dataclass(frozen=True, slots=True)
class Tree:
    """One sentence of gold: parallel tuples, `heads` are indices into the sentence, the root heads itself."""

    lang: str
    sent_id: str
    words: tuple[str, ...]
    spaces: tuple[bool, ...]
    upos: tuple[str, ...]
    feats: tuple[str, ...]
    lemmas: tuple[str, ...]
    heads: tuple[int, ...]
    deps: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.words)

    @property
    def text(self) -> str:
        """The sentence as printed, for tests on raw text."""
        return "".join(w + " " * s for w, s in zip(self.words, self.spaces, strict=True)).rstrip()


def read_trees(path: Path, lang: str) -> Iterator[Tree]:
    """The trees of one file, in order. Sentences without a full analysis are passed over."""
    for number, block in enumerate(path.read_text(encoding="utf8").strip().split("\n\n")):
        tree = _tree(block, lang, f"{path.stem}#{number}")
        if tree is not None:
            yield normalise(tree)


def normalise(tree: Tree) -> Tree:
    """The label and feature set that the model is trained and scored on."""
    return replace(
        tree,
        deps=tuple(d if d in KEPT_SUBTYPES else d.split(":")[0] for d in tree.deps),
        feats=tuple("|".join(f for f in fs.split("|") if f.split("=")[0] in KEPT_FEATURES) for fs in tree.feats),
        upos=tuple("X" if u == "_" else u for u in tree.upos),
    )


def _tree(block: str, lang: str, sent_id: str) -> Tree | None:
    rows: dict[int, list[str]] = {}
    ranges: list[tuple[int, int, str, bool]] = []
    for line in block.split("\n"):
        if line.startswith("# sent_id"):
            sent_id = line.split("=", 1)[1].strip()
        if line.startswith("#"):
            continue
        columns = line.split("\t")
        if len(columns) < 10 or "." in columns[0]:
            continue
        if "-" in columns[0]:
            first, last = map(int, columns[0].split("-"))
            ranges.append((first, last, columns[1], "SpaceAfter=No" in columns[9]))
        else:
            rows[int(columns[0])] = columns
    if not rows or any(not row[6].isdigit() for row in rows.values()):
        return None
    groups = _groups(rows, ranges, split=lang == "en")
    return _merge(rows, groups, lang, sent_id)


def _groups(
    rows: dict[int, list[str]], ranges: list[tuple[int, int, str, bool]], *, split: bool
) -> list[tuple[list[int], str, bool]]:
    """(word ids, surface form, space after) for each surface token."""
    glued = {i: "SpaceAfter=No" in row[9] for i, row in rows.items()}
    starts: dict[int, tuple[int, str, bool]] = {}
    for first, last, form, glued_after in ranges:
        if split:
            glued.update(dict.fromkeys(range(first, last), True))
            glued[last] = glued_after
        else:
            starts[first] = (last, form, glued_after)
    groups: list[tuple[list[int], str, bool]] = []
    ids = iter(sorted(rows))
    for i in ids:
        if i in starts:
            last, form, glued_after = starts[i]
            members = [i] + [next(ids) for _ in range(last - i)]
            groups.append((members, form, not glued_after))
        else:
            groups.append(([i], rows[i][1], not glued[i]))
    return groups


def _merge(rows: dict[int, list[str]], groups: list[tuple[list[int], str, bool]], lang: str, sent_id: str) -> Tree:
    group_of = {i: g for g, (ids, _, _) in enumerate(groups) for i in ids}
    heads, deps, upos, feats, lemmas = [], [], [], [], []
    for g, (ids, _, _) in enumerate(groups):
        lead = next((i for i in ids if rows[i][6] == "0" or group_of[int(rows[i][6])] != g), ids[0])
        row = rows[lead]
        head = int(row[6])
        heads.append(g if head == 0 else group_of[head])
        deps.append("root" if head == 0 else row[7])
        upos.append(row[3])
        lemmas.append(row[2])
        feats.append(_features([rows[i][5] for i in [lead, *ids]]))
    return Tree(
        lang=lang,
        sent_id=sent_id,
        words=tuple(form for _, form, _ in groups),
        spaces=tuple(space for _, _, space in groups),
        upos=tuple(upos),
        feats=tuple(feats),
        lemmas=tuple(lemmas),
        heads=tuple(heads),
        deps=tuple(deps),
    )


def _features(columns: list[str]) -> str:
    """Union of feature columns; the first to name a feature wins."""
    union: dict[str, str] = {}
    for column in columns:
        for pair in column.split("|"):
            if "=" in pair:
                key, value = pair.split("=", 1)
                union.setdefault(key, value)
    return "|".join(f"{k}={v}" for k, v in sorted(union.items()))
