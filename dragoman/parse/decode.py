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
NO_MOVE = -1
FEATURES = 8


@dataclass(frozen=True)
class Decoder:
    """The parser's weights.

    `lower` maps a token's vector to the features' input, `slots` that input to the hidden layer for each of the eight feature
    positions, `upper` the hidden layer to a score per move. `forbidden` is added to the scores: row shift + 2·reduce + 4·arc is
    minus infinity at the moves that are not allowed when those kinds are.
    """

    lower: tuple[np.ndarray, np.ndarray]
    slots: np.ndarray
    padding: np.ndarray
    slot_bias: np.ndarray
    upper: tuple[np.ndarray, np.ndarray]
    kinds: np.ndarray
    labels: list[str]
    forbidden: np.ndarray


@dataclass
class Board:
    """The states of all sentences. Words are numbered through the batch; `none`, the number behind the last, is no word.

    A sentence's `top` of the stack and `front` of the buffer begin chains: `below` a word on the stack, `ahead` of it in the
    buffer. Of no word every table gives no word.
    """

    none: int
    first: np.ndarray
    top: np.ndarray
    front: np.ndarray
    below: np.ndarray
    ahead: np.ndarray
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
        forbidden=_forbidden(kinds),
    )


def _forbidden(kinds: list[int]) -> np.ndarray:
    """(8, moves) 0 where a move is allowed, for each set of allowed kinds. None begins a sentence: they are given."""
    bit = {SHIFT: 1, REDUCE: 2, LEFT: 4, RIGHT: 4, BREAK: 0}
    return np.array(
        [[0.0 if allowed & bit[kind] else -np.inf for kind in kinds] for allowed in range(8)], dtype=np.float32
    )


def decode(decoder: Decoder, vectors: np.ndarray, lengths: list[int]) -> tuple[np.ndarray, list[str]]:
    """Heads and relations of every token: heads count from the sentence's first token, a root is its own head ("ROOT").

    `vectors` is (tokens, width), the sentences one after the other; `lengths` cuts them.
    """
    sizes = np.array(lengths)
    offsets = np.cumsum(sizes) - sizes
    cached = _cached_features(decoder, vectors)
    board = _new_board(sizes, offsets)
    active = np.flatnonzero(sizes)
    while len(active):
        _step(decoder, board, cached, active)
        active = active[(board.top[active] != board.none) | (board.front[active] != board.none)]
    heads = board.heads[:-1]
    rooted = heads == board.none
    heads[rooted] = np.flatnonzero(rooted)
    heads -= np.repeat(offsets, sizes)
    names = [decoder.labels[move] if move != NO_MOVE else "ROOT" for move in board.moves.tolist()]
    return _deprojectivise(heads, names, offsets, sizes)


def _cached_features(decoder: Decoder, vectors: np.ndarray) -> np.ndarray:
    """(8·(tokens + 1), pieces·hidden): row 8·t + k is what token t adds in position k; the last eight stand for no token."""
    weights, bias = decoder.lower
    cached = np.empty((len(vectors) + 1, decoder.slots.shape[1]), dtype=np.float32)
    np.matmul(vectors @ weights + bias, decoder.slots, out=cached[:-1])
    cached[-1] = decoder.padding.reshape(-1)
    return cached.reshape(FEATURES * len(cached), -1)


def _new_board(sizes: np.ndarray, offsets: np.ndarray) -> Board:
    none = int(sizes.sum())
    empty = np.full(none + 1, none)
    ahead = np.arange(1, none + 2)
    ahead[(offsets + sizes - 1)[sizes > 0]] = ahead[none] = none
    return Board(
        none=none,
        first=offsets,
        top=np.full(len(sizes), none),
        front=offsets.copy(),
        below=empty,
        ahead=ahead,
        shifted=np.zeros(none + 1, dtype=bool),
        heads=empty.copy(),
        moves=np.full(none, NO_MOVE),
        last_left=empty.copy(),
        last_right=empty.copy(),
        before=empty.copy(),
    )


def _step(decoder: Decoder, board: Board, cached: np.ndarray, active: np.ndarray) -> None:
    """The best valid move of every active sentence, made."""
    b0, s0 = board.front[active], board.top[active]
    b1, s1 = board.ahead[b0], board.below[s0]
    features = np.stack(
        [b0, b1, s0, s1, board.below[s1], board.last_left[b0], board.last_left[s0], board.last_right[s0]]
    )
    features *= FEATURES
    features += np.arange(FEATURES)[:, None]
    hidden = cached.take(features, axis=0).sum(axis=0)
    hidden += decoder.slot_bias
    half = hidden.shape[1] // 2
    weights, bias = decoder.upper
    scores = np.maximum(hidden[:, :half], hidden[:, half:]) @ weights
    scores += bias
    scores += decoder.forbidden[_allowed(board, b0, b1, s0, s1, b0 == board.first[active])]
    moves = scores.argmax(axis=1)
    _move(board, active, decoder.kinds[moves], moves, b0, b1, s0, s1)


def _allowed(
    board: Board, b0: np.ndarray, b1: np.ndarray, s0: np.ndarray, s1: np.ndarray, first: np.ndarray
) -> np.ndarray:
    """(active,) which kinds of move are allowed: shift + 2·reduce + 4·arc. `first`: the buffer's word opens its sentence."""
    stacked, buffered = s0 != board.none, b0 != board.none
    shift = ~stacked | ((b1 != board.none) & ~first & ~board.shifted[b0])
    reduce = stacked & (~buffered | (s1 != board.none) | first)
    arc = stacked & buffered & ~first
    allowed: np.ndarray = shift + 2 * reduce + 4 * arc
    return allowed


def _move(
    board: Board, active: np.ndarray, kinds: np.ndarray, moves: np.ndarray,
    b0: np.ndarray, b1: np.ndarray, s0: np.ndarray, s1: np.ndarray,
) -> None:  # fmt: skip
    left, right, reduce = (np.flatnonzero(kinds == kind) for kind in (LEFT, RIGHT, REDUCE))
    if len(left):
        _arc(board, b0[left], s0[left], moves[left], board.last_left)
        board.shifted[b0[left]] = False
    if len(right):
        _arc(board, s0[right], b0[right], moves[right], board.last_right)
    if len(reduce):
        back = reduce[(board.heads[s0[reduce]] == board.none) & (s1[reduce] != board.none)]
        word = s0[back]
        board.ahead[word] = b0[back]
        board.front[active[back]] = word
        board.shifted[word] = True
    popped = np.concatenate([left, reduce])
    board.top[active[popped]] = s1[popped]
    pushed = np.flatnonzero((kinds == SHIFT) | (kinds == RIGHT))
    rows, word = active[pushed], b0[pushed]
    board.below[word] = s0[pushed]
    board.top[rows] = word
    board.front[rows] = b1[pushed]


def _arc(board: Board, head: np.ndarray, child: np.ndarray, moves: np.ndarray, latest: np.ndarray) -> None:
    """Hang child on head; a head it had is forgotten. `latest` is the table of last dependents on that side."""
    former = board.heads[child]
    had = np.flatnonzero(former != board.none)
    if len(had):
        former, again = former[had], child[had]
        for table, side in ((board.last_left, former > again), (board.last_right, former < again)):
            undo = side & (table[former] == again)
            table[former[undo]] = board.before[again[undo]]
    board.before[child] = latest[head]
    latest[head] = child
    board.heads[child] = head
    board.moves[child] = moves


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
