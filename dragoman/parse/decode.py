"""Arc-eager parsing of many sentences at once.

The transition system, its features and its weights are spaCy's (Honnibal, Goldberg & Johnson 2013, non-monotonic arc-eager);
what is ours is that all sentences of a batch take their next step together, as a few array operations, where spaCy's loop
spends most of its time on calls of a few floats each. `tests/unit/parse/test_fast.py` holds the trees to spaCy's own.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

SHIFT, REDUCE, LEFT, RIGHT, BREAK = range(5)
NONE = -1
FEATURES = 8


@dataclass(frozen=True)
class Decoder:
    """The parser's weights.

    `lower` maps a token's vector to the features' input, `slots` that input to the hidden layer for each of the eight feature
    positions, `upper` the hidden layer to a score per move.
    """

    lower: tuple[np.ndarray, np.ndarray]
    slots: np.ndarray
    padding: np.ndarray
    slot_bias: np.ndarray
    upper: tuple[np.ndarray, np.ndarray]
    kinds: np.ndarray
    labels: list[str]


@dataclass
class Board:
    """The states of all sentences: row i is sentence i, words are numbered within it, NONE is no word."""

    length: np.ndarray
    stack: np.ndarray
    depth: np.ndarray
    again: np.ndarray
    waiting: np.ndarray
    next_word: np.ndarray
    shifted: np.ndarray
    heads: np.ndarray
    moves: np.ndarray
    last_left: np.ndarray
    last_right: np.ndarray
    before: np.ndarray


def build_decoder(component: Any) -> Decoder:
    """Take the arrays out of spaCy's parser component."""
    nodes = list(component.model.walk())
    affine = next(node for node in nodes if node.name == "precomputable_affine")
    linears = [node for node in nodes if node.name == "linear"]
    upper, lower = sorted(linears, key=lambda node: node.get_param("W").shape[0] != component.moves.n_moves)
    weights, pad = affine.get_param("W"), affine.get_param("pad")
    slots = weights.transpose(3, 0, 2, 1).reshape(weights.shape[3], -1)  # inputs × (slot, piece, hidden)
    kinds, labels = [], []
    for number in range(component.moves.n_moves):
        move, _, label = component.moves.get_class_name(number).partition("-")
        kinds.append("SDLRB".index(move))
        labels.append(label or "dep")
    return Decoder(
        lower=(np.ascontiguousarray(lower.get_param("W").T), lower.get_param("b")),
        slots=np.ascontiguousarray(slots),
        padding=pad[0].transpose(0, 2, 1).reshape(FEATURES, -1),
        slot_bias=affine.get_param("b").T.reshape(-1),
        upper=(np.ascontiguousarray(upper.get_param("W").T), upper.get_param("b")),
        kinds=np.array(kinds),
        labels=labels,
    )


def decode(decoder: Decoder, vectors: np.ndarray, lengths: list[int]) -> tuple[np.ndarray, list[str]]:
    """Heads and relations of every token: heads count from the sentence's first token, a root is its own head ("ROOT").

    `vectors` is (tokens, width), the sentences one after the other; `lengths` cuts them.
    """
    sizes = np.array(lengths)
    offsets = np.cumsum(sizes) - sizes
    cached = _cached_features(decoder, vectors)
    board = _new_board(sizes)
    active = np.arange(len(sizes))
    while len(active):
        _step(decoder, board, cached, offsets, active)
        finished = (board.depth[active] == 0) & (_buffered(board, active) == 0)
        active = active[~finished]
    words = np.concatenate([np.arange(n) for n in lengths])
    rows = np.repeat(np.arange(len(sizes)), sizes)
    heads = board.heads[rows, words]
    rooted = heads == NONE
    heads[rooted] = words[rooted]
    names = [decoder.labels[move] if move != NONE else "ROOT" for move in board.moves[rows, words].tolist()]
    return _deprojectivise(heads, names, offsets, sizes)


def _cached_features(decoder: Decoder, vectors: np.ndarray) -> np.ndarray:
    """(tokens + 1, 8, pieces·hidden): what each token adds in each position; the last row stands for no token."""
    weights, bias = decoder.lower
    inputs = vectors @ weights + bias
    cached = (inputs @ decoder.slots).reshape(len(vectors), FEATURES, -1)
    return np.concatenate([cached, decoder.padding[None].astype(np.float32)])


def _new_board(sizes: np.ndarray) -> Board:
    count, longest = len(sizes), int(sizes.max(initial=0))
    empty = np.full((count, longest), NONE)
    return Board(
        length=sizes,
        stack=np.full((count, longest + 1), NONE),
        depth=np.zeros(count, dtype=int),
        again=np.full((count, longest + 1), NONE),
        waiting=np.zeros(count, dtype=int),
        next_word=np.zeros(count, dtype=int),
        shifted=np.zeros((count, longest), dtype=bool),
        heads=empty,
        moves=empty.copy(),
        last_left=empty.copy(),
        last_right=empty.copy(),
        before=empty.copy(),
    )


def _step(decoder: Decoder, board: Board, cached: np.ndarray, offsets: np.ndarray, active: np.ndarray) -> None:
    """The best valid move of every active sentence, made."""
    b0, b1 = _buffer(board, active, 0), _buffer(board, active, 1)
    s0, s1, s2 = (_stacked(board, active, k) for k in range(3))
    features = np.stack(
        [
            b0,
            b1,
            s0,
            s1,
            s2,
            _at(board.last_left, active, b0),
            _at(board.last_left, active, s0),
            _at(board.last_right, active, s0),
        ],
        axis=1,
    )
    places = np.where(features == NONE, len(cached) - 1, features + offsets[active, None])
    hidden = cached[places, np.arange(FEATURES)].sum(axis=1)
    hidden += decoder.slot_bias
    half = hidden.shape[1] // 2
    weights, bias = decoder.upper
    scores = np.maximum(hidden[:, :half], hidden[:, half:]) @ weights
    scores += bias
    scores[~_valid(board, active, b0)[:, decoder.kinds]] = -np.inf
    best = scores.argmax(axis=1)
    _move(board, active, decoder.kinds[best], best, b0, s0)


def _valid(board: Board, active: np.ndarray, b0: np.ndarray) -> np.ndarray:
    """(active, 5) which kinds of move are allowed. Sentences are given, so none may be begun within one."""
    depth, left = board.depth[active], _buffered(board, active)
    first = b0 == 0
    stacked = depth > 0
    valid = np.zeros((len(active), 5), dtype=bool)
    valid[:, SHIFT] = ~stacked | ((left >= 2) & ~first & ~_flag(board.shifted, active, b0))
    valid[:, REDUCE] = stacked & ((left == 0) | (depth > 1) | first)
    valid[:, LEFT] = valid[:, RIGHT] = stacked & (left > 0) & ~first
    return valid


def _move(
    board: Board, active: np.ndarray, kinds: np.ndarray, moves: np.ndarray, b0: np.ndarray, s0: np.ndarray
) -> None:
    left, right, reduce = kinds == LEFT, kinds == RIGHT, kinds == REDUCE
    if left.any():
        rows, head, child = active[left], b0[left], s0[left]
        _arc(board, rows, head, child, moves[left], board.last_left)
        board.shifted[rows, head] = False
    if right.any():
        _arc(board, active[right], s0[right], b0[right], moves[right], board.last_right)
    if reduce.any():
        rows, top = active[reduce], s0[reduce]
        back = (board.heads[rows, top] == NONE) & (board.depth[rows] > 1)
        rows, top = rows[back], top[back]
        board.again[rows, board.waiting[rows]] = top
        board.waiting[rows] += 1
        board.shifted[rows, top] = True
    popped = active[left | reduce]
    board.depth[popped] -= 1
    pushed = (kinds == SHIFT) | right
    rows, word = active[pushed], b0[pushed]
    board.stack[rows, board.depth[rows]] = word
    board.depth[rows] += 1
    old = board.waiting[rows] > 0
    board.waiting[rows[old]] -= 1
    board.next_word[rows[~old]] += 1


def _arc(
    board: Board, rows: np.ndarray, head: np.ndarray, child: np.ndarray, moves: np.ndarray, latest: np.ndarray
) -> None:
    """Hang child on head; a head it had is forgotten. `latest` is the table of last dependents on that side."""
    former = board.heads[rows, child]
    had = former != NONE
    for table, side in ((board.last_left, former > child), (board.last_right, former < child)):
        undo = had & side
        undo[undo] = table[rows[undo], former[undo]] == child[undo]
        table[rows[undo], former[undo]] = board.before[rows[undo], child[undo]]
    board.before[rows, child] = latest[rows, head]
    latest[rows, head] = child
    board.heads[rows, child] = head
    board.moves[rows, child] = moves


def _buffered(board: Board, active: np.ndarray) -> np.ndarray:
    left: np.ndarray = board.length[active] - board.next_word[active] + board.waiting[active]
    return left


def _buffer(board: Board, active: np.ndarray, k: int) -> np.ndarray:
    """The k-th word of the buffer: words put back first, then those not yet seen."""
    waiting = board.waiting[active]
    fresh = board.next_word[active] + k - waiting
    fresh = np.where(fresh < board.length[active], fresh, NONE)
    return np.where(k < waiting, board.again[active, np.maximum(waiting - 1 - k, 0)], fresh)


def _stacked(board: Board, active: np.ndarray, k: int) -> np.ndarray:
    at = board.depth[active] - 1 - k
    return np.where(at >= 0, board.stack[active, np.maximum(at, 0)], NONE)


def _at(table: np.ndarray, rows: np.ndarray, words: np.ndarray) -> np.ndarray:
    return np.where(words == NONE, NONE, table[rows, words])


def _flag(table: np.ndarray, rows: np.ndarray, words: np.ndarray) -> np.ndarray:
    flags: np.ndarray = (words != NONE) & table[rows, words]
    return flags


def _deprojectivise(
    heads: np.ndarray, names: list[str], offsets: np.ndarray, sizes: np.ndarray
) -> tuple[np.ndarray, list[str]]:
    """Lifted arcs carry the label of the head they were lifted from ("obj||acl"); give them that head back.

    Nivre & Nilsson 2005, as spaCy does it: the first word so labelled below the present head, breadth first.
    """
    for k in [k for k, name in enumerate(names) if "||" in name]:
        sentence = int(np.searchsorted(offsets, k, side="right")) - 1
        start, end = int(offsets[sentence]), int(offsets[sentence] + sizes[sentence])
        name, _, wanted = names[k].partition("||")
        level = [int(heads[k]) + start]
        found = None
        while level and found is None:
            below = [c for q in level for c in range(start, end) if heads[c] + start == q and c not in (k, q)]
            found = next((c for c in below if names[c] == wanted), None)
            level = below
        names[k] = name
        if found is not None:
            heads[k] = found - start
    return heads, names
