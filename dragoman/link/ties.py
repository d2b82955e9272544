"""Which expression hangs on which word: up the tree from a time or a place to a trigger."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TypeVar

from dragoman.types import Place, Sentence, Span, Time, Token

#: Relations that open a clause of content.
CONTENT = frozenset({"xcomp", "ccomp", "advcl", "acl", "csubj"})
#: Relations by which the sides and the core of an act hang on the verb that carries its time.
CORE = frozenset({"nsubj", "nsubj:pass", "obj", "xcomp", "obl:agent"})
#: Relations that close the way up: what is said of another clause does not date this one.
CLOSED = frozenset({"ccomp", "advcl", "parataxis", "csubj"})
#: How far right of a noun, in characters, the time stands that its verb bears for it ("calls for a strike on Monday").
NEXT = 4

Found = TypeVar("Found", Time, Place)
#: Whether an expression climbs past a noun: (the noun, the expression's head word).
Passes = Callable[[Token, Token], bool]


@dataclass(frozen=True, slots=True)
class Tie:
    """An expression and the trigger it hangs on; `content` where it lies in the clause that the trigger announces, `apart`
    where that clause tells an act of its own ("rallies planned for Monday")."""

    trigger: int
    content: bool
    apart: bool = False


def anywhere(_noun: Token, _at: Token) -> bool:
    return True


def nowhere(_noun: Token, _at: Token) -> bool:
    return False


def tied_to(
    sentence: Sentence, trigger: Span, found: Sequence[Found], passes: Passes | None = None
) -> Iterator[tuple[Found, Tie]]:
    """The expressions of the trigger's sentence that hang on it, nearest first."""
    own = own_words(sentence, trigger)
    ties: list[tuple[bool, int, int, Found, Tie]] = []
    for expression in found:
        if expression.span is not None:
            tie = tie_to(sentence, expression.span, own, passes or nowhere, CLOSED)
            if tie is not None:
                gap = abs(expression.span.start - trigger.start)
                ties.append((tie.content, gap, len(ties), expression, tie))
    for _, _, _, expression, tie in sorted(ties, key=lambda tied: tied[:3]):
        yield expression, tie


def tokens_of(sentence: Sentence, span: Span) -> list[Token]:
    """The words of the sentence that overlap a stretch of the text."""
    tokens = sentence.tokens
    first = bisect_right(tokens, span.start, key=_end)
    return list(takewhile(lambda t: t.span.start < span.end, islice(tokens, first, None)))


def _end(token: Token) -> int:
    return token.span.end


def own_words(sentence: Sentence, trigger: Span) -> set[int]:
    """The numbers of a trigger's words."""
    return {t.i for t in tokens_of(sentence, trigger)}


def top_of(sentence: Sentence, span: Span) -> Token | None:
    """The word of the expression that hangs outside it."""
    inside = tokens_of(sentence, span)
    numbers = {t.i for t in inside}
    return next((t for t in inside if t.head not in numbers), None)


def tie_to(sentence: Sentence, span: Span, own: set[int], passes: Passes, closed: frozenset[str]) -> Tie | None:
    """Whether an expression hangs on the trigger words `own`, climbing from its head. What a preposition ties to another
    noun ("the raid of 3 January") stays with that noun, unless `passes` lets it through."""
    at = top = top_of(sentence, span)
    if at is None or top is None:
        return None
    content, apart, tied = False, False, bool(sentence.dependents(at.i, "case"))
    while at.head != -1:
        relation, above = at.deprel, sentence.tokens[at.head]
        apart = apart or relation in CLOSED or (relation in ("acl", "acl:relcl") and at.upos == "VERB")
        if above.i in own:
            return Tie(above.i, content or relation in CONTENT, apart)
        if above.upos == "NOUN" and tied and not passes(above, top):
            beside = _beside(sentence, above, own, top)
            return Tie(beside.i, content, apart) if beside is not None else None
        tied = False
        content = content or relation in closed
        if _carries(sentence, above, own, span):
            return Tie(above.i, content, apart)
        if relation in ("xcomp", "acl", "acl:relcl"):
            content = content or relation == "xcomp"
        if above.upos in ("VERB", "AUX") and relation not in CONTENT and above.deprel in CLOSED:
            content = True
        at = above
    return None


def _beside(sentence: Sentence, noun: Token, own: set[int], top: Token) -> Token | None:
    """The trigger that hangs on the same noun right before the expression: in "following the raid of 3 January" the tree may hang
    both on the noun of a preposition of several words."""
    for t in sentence.dependents(noun.i):
        between = sentence.tokens[t.i + 1 : top.i]
        if t.i in own and t.i < top.i and all(k.upos in ("ADJ", "ADP", "DET", "ADV") for k in between):
            return t
    return None


def _carries(sentence: Sentence, verb: Token, own: set[int], span: Span) -> bool:
    """Whether a verb bears the time of a trigger below it: "the raid took place on Monday", "decided Monday to expel", or a
    coordinated verb behind a time that opens the sentence, or a noun right before the time ("calls for a strike on Monday")."""
    if verb.upos not in ("VERB", "AUX", "ADJ"):
        return False
    for t in sentence.dependents(verb.i):
        if t.deprel in CORE and t.i in own:
            return True
        if t.deprel == "xcomp" and any(k.i in own for k in sentence.dependents(t.i, "obj")):
            return True
        if t.deprel == "conj" and t.i in own and span.end <= verb.span.start:
            return True
        if t.deprel == "obl" and t.i in own and 0 <= span.start - t.span.end <= NEXT:
            return True
    return False
