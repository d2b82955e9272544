"""Does the sentence put a bare "Friday" before the publication or after it? From its tree, else from words beside it.

Codebook §4: on or before the publication when the verb is past, after it when future. Knows no language: the words that
point forward come from `[cues]` in `times.toml`, the tenses from the features of Universal Dependencies.
"""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass
from itertools import chain, islice, takewhile

from dragoman.times.grammar import Cues
from dragoman.times.scan import Found, Words
from dragoman.types import Parse, Sentence, Span, Token

#: How far cues are looked for on either side, in words, where there is no tree.
REACH = 30
#: How many dependents on either side of a verb are searched for its auxiliaries.
BESIDE = 12
#: How many words up the tree a governing verb is looked for: trees of real sentences are no deeper.
DEPTH = 40
_STOPS = frozenset({".", "!", "?", ";", "\n"})
_VERBAL = frozenset({"VERB", "AUX"})
_GOVERNING = _VERBAL | {"ADJ", "NOUN"}


@dataclass(frozen=True, slots=True)
class Direction:
    """`sign` -1 before, +1 after, 0 present; `sure` where a verb or a cue says so."""

    sign: int
    sure: bool


def direction(parsed: Parse, cues: Cues, words: Words, found: Found) -> Direction:
    """Where a time expression without its own direction lies."""
    before = {" ".join(words.low[max(0, found.first - k) : found.first]) for k in (1, 2, 3)}
    if before & cues.origins:
        return Direction(-1, True)
    sentence = parsed.sentence_at(found.span.start)
    if before & cues.bounds:
        governed = _governor(sentence, found.span, cues) if sentence else _by_words(words, found, cues)
        return governed if governed and governed.sign < 0 and governed.sure else Direction(1, True)
    told = _by_tree(sentence, found.span, cues) if sentence else _by_words(words, found, cues)
    present = told is not None and told.sign > 0 and not told.sure
    if sentence and present and "weekday" in found.slots and _of_a_noun(sentence, found.span):
        return Direction(-1, False)
    return told or Direction(-1, False)


def _by_words(words: Words, found: Found, cues: Cues) -> Direction | None:
    """The nearest word on either side, within the sentence, that tells."""
    left = _nearest(words, range(found.first - 1, max(-1, found.first - 1 - REACH), -1), cues)
    right = _nearest(words, range(found.last, min(len(words.low), found.last + REACH)), cues)
    if left and (not right or left[0] <= right[0] + 3):
        return Direction(left[1], True)
    return Direction(right[1], True) if right else None


def _nearest(words: Words, places: range, cues: Cues) -> tuple[int, int] | None:
    for far, i in enumerate(places):
        word = words.low[i]
        if word in _STOPS:
            return None
        if sign := _cue(word, cues):
            return far, sign
    return None


def _cue(word: str, cues: Cues) -> int:
    if word in cues.past:
        return -1
    if word in cues.future or (len(word) > 4 and word.endswith(cues.future_endings)):
        return 1
    return 0


def _by_tree(sentence: Sentence, span: Span, cues: Cues) -> Direction | None:
    """The finite verb that governs the expression; forms that point forward on the way ("scheduled")."""
    head = _head(sentence, span)
    if head is None:
        return None
    seen: Token = head
    after = False
    for token in chain((head,), islice(sentence.ancestors(head.i), DEPTH)):
        if token is not head and (_leads(seen, token, cues) or _calls(sentence, token, head, cues)):
            return Direction(1, True)
        predicate = token.upos in _VERBAL or token.upos == "ADJ" or _beside(sentence, token, "cop")
        if predicate:
            if token is not head and token.text.lower() in cues.future:
                return Direction(1, True)
            told = _verb(sentence, token, cues)
            if told is not None:
                return Direction(-1, True) if after and not (told.sign > 0 and told.sure) else told
            after = after or any(t.text.lower() in cues.afters for t in _beside(sentence, token, "mark", "case"))
        seen = token
    return None


def _of_a_noun(sentence: Sentence, span: Span) -> bool:
    """Whether an expression says which thing is meant ("Friday's attack"): what has a name has mostly happened."""
    head = _head(sentence, span)
    return head is not None and head.deprel == "nmod" and sentence.tokens[head.head].upos == "NOUN"


def _calls(sentence: Sentence, verb: Token, head: Token, cues: Cues) -> bool:
    """Whether a verb of calling has what it calls for between itself and the expression: "called for a strike Thursday"."""
    if verb.lemma.lower() not in cues.calls:
        return False
    called = _beside(sentence, verb, "obj", "obl")
    return any(verb.i < t.i < head.i and t.upos == "NOUN" and _leads_up(sentence, t, head) for t in called)


def _leads_up(sentence: Sentence, noun: Token, head: Token) -> bool:
    """Whether a noun, with what describes it, stands right before the expression."""
    between = sentence.tokens[noun.i + 1 : head.i]
    return len(between) <= BESIDE and all(t.head in (noun.i, head.i) for t in between)


def _beside(sentence: Sentence, token: Token, *relations: str) -> list[Token]:
    """The nearest dependents on either side that stand in these relations."""
    children = sentence.children[token.i]
    place = bisect_left(children, token.i)
    near = (sentence.tokens[k] for k in children[max(0, place - BESIDE) : place + BESIDE])
    return [t for t in near if t.deprel.split(":")[0] in relations]


def _head(sentence: Sentence, span: Span) -> Token | None:
    start = bisect_left(sentence.tokens, span.start + 1, key=lambda t: t.span.end)
    rest = (sentence.tokens[k] for k in range(start, len(sentence.tokens)))
    inside = list(takewhile(lambda t: t.span.start < span.end, rest))
    outer = (t for t in inside if t.head == -1 or not sentence.tokens[t.head].span.overlaps(span))
    return next(outer, inside[0] if inside else None)


def _governor(sentence: Sentence, span: Span, cues: Cues) -> Direction | None:
    """What the very word that a deadline hangs on says: "was open until Friday" is past, "to stay so until Friday" not."""
    head = _head(sentence, span)
    above = sentence.tokens[head.head] if head is not None and head.head >= 0 else None
    if above is not None and above.lemma.lower() in cues.governors | cues.calls:
        return None
    return _verb(sentence, above, cues) if above is not None and above.deprel != "xcomp" else None


def _verb(sentence: Sentence, token: Token, cues: Cues) -> Direction | None:
    """What a verb's features and its auxiliaries say; None for a bare infinitive, which leans on another verb."""
    helpers = _beside(sentence, token, "aux", "cop")
    forms = [token, *helpers] if token.upos in _VERBAL or helpers else []
    if not forms:
        return None
    if any(t.feats.get("Tense") == "Fut" or t.feats.get("Mood") == "Cnd" for t in forms):
        return Direction(1, True)
    if any(t.text.lower() in cues.future for t in helpers):
        return Direction(1, True)
    finite = [t for t in forms if t.feats.get("VerbForm") == "Fin" or t.feats.get("Mood") == "Ind"]
    if token.feats.get("VerbForm") == "Inf" and any(t.lemma.lower() in cues.governors for t in helpers):
        return Direction(1, True)
    if token.text.lower() in cues.future and any(t.feats.get("Tense") == "Pres" for t in finite):
        return Direction(1, True)
    if any(t.feats.get("Tense") in ("Past", "Imp", "Pqp") or _looks_past(t, cues) for t in finite):
        return Direction(-1, True)
    if not finite:
        participle = token.feats.get("VerbForm") == "Part" and token.feats.get("Tense") != "Pres"
        return Direction(-1, False) if participle and token.deprel in ("acl", "root", "advcl") else None
    if token.text.lower() in cues.past:
        return Direction(-1, True)
    if helpers and token.feats.get("VerbForm") == "Part" and any(t.text.lower() in cues.past for t in helpers):
        return Direction(-1, True)
    if any(t.feats.get("VerbForm") == "Part" and t.feats.get("Tense") == "Past" for t in forms):
        return Direction(-1, True)
    if any(t.text.lower() in cues.future for t in forms):
        return Direction(1, True)
    return Direction(-1, True) if sentence.part == "title" else Direction(1, False)


def _looks_past(verb: Token, cues: Cues) -> bool:
    """Whether the form tells a past that the features miss: an ending of it, or none of the present's on the lemma."""
    form, lemma = verb.text.lower(), verb.lemma.lower()
    if verb.upos != "VERB" or form == lemma:
        return False
    if cues.past_endings and form.endswith(cues.past_endings):
        return True
    return bool(cues.present_endings) and not form.endswith(cues.present_endings)


def _leads(below: Token, token: Token, cues: Cues) -> bool:
    """Is this a verb, adjective or noun whose infinitive is still to come ("planned to meet", "set to begin")?"""
    if below.feats.get("VerbForm") != "Inf" or below.deprel not in ("xcomp", "ccomp", "advcl", "acl"):
        return False
    return token.upos in _GOVERNING and (token.lemma.lower() in cues.governors or token.text.lower() in cues.governors)
