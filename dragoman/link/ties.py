"""Which expression hangs on which word: up the tree from a time or a place to a trigger."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import takewhile
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
#: Most words between a noun and what belongs to it.
BESIDE = 4

Found = TypeVar("Found", Time, Place)
#: Whether an expression climbs past a noun: (the noun, the expression's head word).
Passes = Callable[[Token, Token], bool]


@dataclass(frozen=True, slots=True)
class Tie:
    """An expression and the trigger it hangs on.

    `content`: it lies in the clause that the trigger announces. `apart`: that clause tells an act of its own, or, when also
    `borne`, the occasion of what is said. `borne`: a participle or relative clause that tells no act of its own bears the
    time of a noun ("the raid carried out on Monday", "rallies planned for Monday").
    """

    trigger: int
    content: bool
    apart: bool = False
    borne: bool = False


def anywhere(_noun: Token, _at: Token) -> bool:
    return True


def nowhere(_noun: Token, _at: Token) -> bool:
    return False


def tied_to(
    sentence: Sentence,
    trigger: Span,
    found: Sequence[Found],
    passes: Passes | None = None,
    others: frozenset[int] = frozenset(),
) -> Iterator[tuple[Found, Tie]]:
    """The expressions of the trigger's sentence that hang on it, nearest first. `others` are the words of other triggers."""
    own = own_words(sentence, trigger)
    ties: list[tuple[bool, bool, int, int, Found, Tie]] = []
    for expression in found:
        if expression.span is not None:
            tie = tie_to(sentence, expression.span, own, passes or nowhere, CLOSED, others)
            if tie is not None:
                gap = abs(expression.span.start - trigger.start)
                ties.append((tie.content, tie.borne, gap, len(ties), expression, tie))
    for *_, expression, tie in sorted(ties, key=lambda tied: tied[:4]):
        yield expression, tie


def tokens_of(sentence: Sentence, span: Span) -> list[Token]:
    """The words of the sentence that overlap a stretch of the text."""
    tokens = sentence.tokens
    first = bisect_right(tokens, span.start, key=_end)
    rest = (tokens[k] for k in range(first, len(tokens)))
    return list(takewhile(lambda t: t.span.start < span.end, rest))


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


def tie_to(
    sentence: Sentence,
    span: Span,
    own: set[int],
    passes: Passes,
    closed: frozenset[str],
    others: frozenset[int] = frozenset(),
) -> Tie | None:
    """Whether an expression hangs on the trigger words `own`, climbing from its head. What a preposition ties to another
    noun ("the raid of 3 January") stays with that noun, unless `passes` lets it through."""
    at = top = top_of(sentence, span)
    if at is None or top is None:
        return None
    content, apart, tied = False, False, bool(sentence.dependents(at.i, "case"))
    while at.head != -1:
        relation, above = at.deprel, sentence.tokens[at.head]
        if not apart and not content and at.i not in others and above.i in own:
            if _bears(sentence, at, above):
                return Tie(above.i, False, borne=True)
            if _together(sentence, at):
                return Tie(above.i, False)
        occasion = _occasion(sentence, at, own) if at.i not in others else None
        if occasion is not None and not apart and not content:
            return Tie(occasion, False, apart=True, borne=True)
        apart = (
            apart
            or relation == "acl:relcl"
            or relation in CLOSED
            or (relation in ("acl", "acl:relcl") and at.upos == "VERB")
        )
        if above.i in own:
            return Tie(above.i, content or relation in CONTENT, apart)
        if above.upos == "NOUN" and tied and not passes(above, top):
            beside = _beside(sentence, above, own, top)
            return Tie(beside.i, content, apart) if beside is not None else None
        tied = False
        content = content or relation in closed
        if _carries(sentence, above, own, span, others):
            return Tie(above.i, content, apart)
        if relation in ("xcomp", "acl", "acl:relcl"):
            content = content or relation == "xcomp"
        if above.upos in ("VERB", "AUX") and relation not in CONTENT and above.deprel in CLOSED - {"advcl"}:
            content = True
        if above.deprel == "advcl" and above.upos in ("VERB", "AUX") and relation not in CONTENT:
            content = content or not _together(sentence, above)
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


def _occasion(sentence: Sentence, verb: Token, own: set[int]) -> int | None:
    """The trigger that a participle's noun is the occasion of: "in an interview given on Monday, she condemned"."""
    if verb.deprel != "acl" or verb.feats.get("VerbForm") != "Part":
        return None
    at = sentence.tokens[verb.head]
    for _ in range(2):  # "au cours d'un entretien"
        if at.head < 0 or at.deprel not in ("obl", "nmod") or not sentence.dependents(at.i, "case"):
            return None
        if at.head in own and at.deprel == "obl":
            return at.head
        at = sentence.tokens[at.head]
    return None


def _carries(sentence: Sentence, verb: Token, own: set[int], span: Span, others: frozenset[int]) -> bool:
    """Whether a verb bears the time of a trigger below it: "the raid took place on Monday", "decided Monday to expel", or a
    coordinated verb behind a time that opens the sentence, or a noun right before the time ("calls for a strike on Monday")."""
    if verb.upos not in ("VERB", "AUX", "ADJ"):
        return False
    for t in sentence.dependents(verb.i):
        if t.deprel in CORE and t.i in own and (verb.i not in others or t.deprel == "xcomp"):
            return not _of_the_noun_before(sentence, t)
        if t.deprel == "xcomp" and any(k.i in own for k in sentence.dependents(t.i, "obj")):
            return True
        if t.deprel == "conj" and t.i in own and span.end <= verb.span.start:
            return True
        if t.deprel == "obl" and t.i in own and 0 <= span.start - _end_of(sentence, t) <= NEXT:
            return True
    return False


def _end_of(sentence: Sentence, noun: Token) -> int:
    """Where a noun ends with the names and nouns right behind it: "his visit to Lithuania"."""
    last, reach = noun, noun.i
    for t in sentence.dependents(noun.i, "nmod", "amod", "flat", "appos"):
        if t.i > reach and t.i - reach <= BESIDE:
            last, reach = t, t.i
    return last.span.end


def _of_the_noun_before(sentence: Sentence, verb: Token) -> bool:
    """Whether a participle describes the noun right before it, wherever the tree has hung it: "words of X saying that"."""
    if verb.i == 0 or verb.feats.get("VerbForm") not in ("Part", "Ger"):
        return False
    before = sentence.tokens[verb.i - 1]
    return before.upos in ("NOUN", "PROPN") and before.head != verb.i and verb.deprel == "xcomp"


def _bears(sentence: Sentence, verb: Token, noun: Token) -> bool:
    """Whether a participle or relative clause on a noun bears its time: "the raid carried out on Monday"."""
    if noun.upos != "NOUN" or verb.upos not in ("VERB", "AUX"):
        return False
    if verb.deprel == "acl":
        return verb.feats.get("VerbForm") == "Part" and not sentence.dependents(verb.i, "mark")
    return verb.deprel == "acl:relcl"


def _together(sentence: Sentence, verb: Token) -> bool:
    """Whether a participle tells what went on in the act above it: "criticised the raid, saying on Monday"."""
    if verb.deprel != "advcl" or verb.feats.get("VerbForm") not in ("Part", "Ger"):
        return False
    return not sentence.dependents(verb.i, "mark", "case", "nsubj")
