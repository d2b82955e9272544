"""How far words reach: where a reported clause ends, which argument holds marked words. Marks are never cut."""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.quotes.frames import Frame
from dragoman.quotes.view import View

#: Longest adjunct between two joined clauses, in tokens.
ADJUNCT = 14


@dataclass(frozen=True, slots=True)
class Clause:
    """Tokens `first`..`last` of what is said. `how` is "that", "bare", "infinitive" or "question"."""

    first: int
    last: int
    how: str


def _unfinished(view: View, frame: Frame, last: int, limit: int) -> int:
    """A clause goes on to the next stop, unless what follows leans on the cue itself ("a dit que P lors d'un entretien")."""
    while last < limit and not view.punct(last + 1) and view.tokens[last + 1].upos != "CCONJ":
        at = last + 1
        while view.head(at) not in (-1, frame.verb) and view.head(at) > last:
            at = view.head(at)
        if (
            view.head(at) == frame.verb
            and _of_saying(view, at)
            and view.tokens[at].deprel.split(":")[0]
            in (
                "obl",
                "advmod",
                "advcl",
                "nmod",
                "obj",
                "conj",
            )
        ):
            return last
        last = max(max(view.subtree(at)), last + 1) if view.head(at) <= last and at > last else last + 1
    return min(last, limit)


def _of_saying(view: View, k: int) -> bool:
    """Whether an adjunct tells of the saying (when, where, in what, to whom), not of what is said."""
    if view.tokens[k].upos not in ("NOUN", "PROPN"):
        return True
    words = (view.low(j) for j in view.subtree(k))
    told = view.lex.sets["times"] | view.lex.sets["hearers"] | view.lex.sets["media"] | view.lex.voices
    text = view.span(min(view.subtree(k)), max(view.subtree(k))).of(view.text)
    return any(word in told for word in words) or any(pattern.search(text) for _, pattern in view.lex.mediums)


def whole_clause(view: View, frame: Frame, clause: Clause, limit: int) -> Clause:
    """The clause with clauses joined to it by a repeated complementiser, never cutting marked words, without final stops."""
    last = through_marks(view, clause.last)
    if clause.how == "infinitive":
        verbs = (k for k in range(clause.first + 1, last + 1) if view.zone[k] == -1 and view.is_verb(k))
        bound = next(verbs, None)
        bare = bound is not None and not any(
            view.tokens[j].upos in ("SCONJ", "CCONJ") or view.tokens[j].feats.get("PronType") == "Rel"
            for j in range(clause.first, bound)
        )
        last = bound - 1 if bare and bound is not None else last
    else:
        last = through_marks(view, _unfinished(view, frame, last, limit))
    last = _with_joined(view, last, limit)
    last = _with_set_off_marks(view, strip_end(view, clause.first, min(last, limit)), limit)
    first = clause.first
    while first < last and view.zone[first] == -1 and view.tokens[first].text in (",", "-", "–", "—", "--", ":"):
        first += 1
    while clause.how == "bare" and first < last and _timed(view, first):
        first += 2 if view.tokens[first].upos == "ADP" else 1
    return Clause(first, strip_end(view, first, min(last, limit)), clause.how)


def _with_joined(view: View, last: int, limit: int) -> int:
    """End of the clauses that a joining word and "that", or a joining word and a modal verb, add to the clause."""
    that = view.lex.sets.get("that", frozenset())
    last = _past_adjunct(view, last, limit)
    for _ in range(4):
        at = last + 1
        while (
            view.same(at, last)
            and at <= limit
            and (view.punct(at) or view.tokens[at].upos == "CCONJ")
            and at - last <= 3
        ):
            at += 1
        joined = at > last + 1 and view.same(at, last) and view.tokens[at - 1].upos == "CCONJ" and view.low(at) in that
        if not joined:
            break
        top = view.head(at)
        last = through_marks(view, max(view.subtree(top)) if top > at else limit)
    if last + 2 <= limit and view.tokens[last + 1].upos == "CCONJ" and view.lemma(last + 2) in view.lex.sets["modals"]:
        last = (
            through_marks(view, max(view.subtree(view.head(last + 2)), default=last))
            if view.head(last + 2) > last
            else last
        )
    return last


def _past_adjunct(view: View, last: int, limit: int) -> int:
    """A clause that an adjunct of the saying seems to end goes on where a joining word and "that" follow the adjunct."""
    for k in range(last + 1, min(last + ADJUNCT, limit)):
        if view.is_verb(k) or view.zone[k] != -1 or view.punct(k):
            return last
        if view.tokens[k].upos == "CCONJ" and view.low(k + 1) in view.lex.sets.get("that", frozenset()):
            return k - 1 if k > last + 1 else last
    return last


def _with_set_off_marks(view: View, last: int, limit: int) -> int:
    """Marked words in lower case behind a comma go on with the clause."""
    at = last + 1
    set_off = at + 1 <= limit and view.low(at) == "," and view.zone[at] == -1 and view.zone[at + 1] != -1
    return through_marks(view, at + 1) if set_off and _lower_case(view, at + 1) else last


def _timed(view: View, k: int) -> bool:
    """A word or two of time between the cue and its bare clause ("on Monday", "earlier")."""
    times = view.lex.sets["times"]
    if view.tokens[k].upos == "ADP":
        return view.low(k + 1) in times
    return view.tokens[k].upos in ("ADV", "ADJ", "PROPN", "NOUN", "PUNCT", "CCONJ") and (
        view.low(k) in times or view.tokens[k].upos in ("PUNCT", "CCONJ")
    )


def _lower_case(view: View, k: int) -> bool:
    """Whether marked words begin in lower case: they go on with the clause before them."""
    words = view.marks[view.zone[k]].inner.of(view.text)
    return words[:1].islower()


def through_marks(view: View, last: int) -> int:
    zone = view.zone[last]
    while zone != -1 and view.same(last + 1, last) and view.zone[last + 1] == zone:
        last += 1
    if (
        view.same(last + 1, last)
        and view.zone[last + 1] != -1
        and view.tokens[last].upos in ("ADP", "DET", "ADJ", "VERB", "AUX", "CCONJ")
    ):
        return through_marks(view, last + 1)
    return last


def strip_end(view: View, first: int, last: int) -> int:
    """Without punctuation and joining words at the end, marks apart."""
    while last > first and view.zone[last] == -1 and (view.punct(last) or view.tokens[last].upos == "CCONJ"):
        if view.tokens[last].text in (")", "]", "%", "»", "”", "…"):
            break
        last -= 1
    return last


def strip_start(view: View, first: int, last: int) -> int:
    """Without punctuation and joining words at the start, marks apart."""
    while first < last and view.zone[first] == -1 and (view.punct(first) or view.tokens[first].upos == "CCONJ"):
        if view.tokens[first].text in ("(", "[", "¿", "¡", "$", "#", "@", "£", "€"):
            break
        first += 1
    return first


def argument_around(view: View, frame: Frame, first: int, last: int) -> tuple[int, int]:
    """The argument of the cue that holds the marked tokens `first`..`last`, without the words that tie it to the verb."""
    if frame.cue.key in view.lex.sets["naming"] and view.tokens[first - 1].upos in ("ADP", "SCONJ", "ADV"):
        return first, last
    opening = next((k for k in range(first, last + 1) if not view.punct(k)), first)
    if view.tokens[opening].upos == "DET" or view.lex.has("possessive", view.low(opening)):
        return first, last  # a noun phrase of its own
    top = first
    for k in range(first, last + 1):
        if view.head(k) == -1 or not first <= view.head(k) <= last:
            top = k
            break
    for _ in range(40):
        above = view.head(top)
        if (
            above == -1
            or above <= frame.last
            or view.tokens[top].deprel.split(":")[0] in ("parataxis", "conj", "acl", "advcl")
        ):
            break
        top = above
    below = [j for j in view.subtree(top) if j > frame.end]
    parted = max(
        (j for j in range(frame.end + 1, first) if view.tokens[j].text in (",", ";") and view.zone[j] == -1), default=-1
    )
    below = [j for j in below if j > parted]
    start, end = min([*below, first]), max([*below, last])
    if view.head(top) == -1:
        return first, last
    while start < first and (
        view.punct(start)
        or view.tokens[start].upos in ("ADP", "SCONJ", "PART", "ADV", "CCONJ")
        or view.low(start) in view.lex.sets.get("of", ())
    ):
        start += 1
    stop = strip_end(view, start, end)
    words = [j for j in range(start, stop + 1) if not first <= j <= last and not view.punct(j)]
    if not words or all(view.tokens[j].upos in ("DET", "ADP") for j in words):
        return first, last
    return start, _bounded(view, last, stop)


def _bounded(view: View, last: int, stop: int) -> int:
    """The argument ends at a comma or a clause behind its marks."""
    for k in range(last + 1, stop + 1):
        if view.zone[k] == -1 and view.low(k) in (",", ";", "(", "–", "—", "-", ":"):
            return k - 1
    return stop
