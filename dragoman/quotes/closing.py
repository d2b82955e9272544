"""Statements without marks that their cue closes, parts or opens: "P, a déclaré X", "P, X said, Q", "as X said, P"."""

from __future__ import annotations

from collections.abc import Mapping

from dragoman.quotes.draft import Draft, marks_kind, of_frame, reflexive, stretch
from dragoman.quotes.extents import strip_end, strip_start
from dragoman.quotes.frames import Frame
from dragoman.quotes.nearby import DASHES
from dragoman.quotes.view import View

#: So far behind its cue a coordinated subject may reach.
JOINED = 20


def sequence_end(view: View, k: int, table: Mapping[str, tuple[tuple[str, ...], ...]]) -> int | None:
    """Last token of the sequence of words that begins at token k, None where none does."""
    word = view.low(k)
    sequences = table.get(word, ())
    elided = word.find("'") + 1
    if elided:  # "d'après" is one word of the list and two tokens, or the other way round
        heads = (word[:end] for end in range(elided, len(word)))
        sequences = (*sequences, *(words for head in heads for words in table.get(head, ()) if "'" in head))
    if not sequences:
        return None
    for words in sequences:
        at, left = k, "".join(w.replace("’", "'") for w in words)
        while view.same(at, k) and left.startswith(view.low(at)) and view.zone[at] == -1:
            left = left[len(view.low(at)) :]
            if not left:
                return at
            at += 1
    return None


def said_before(view: View, frame: Frame) -> Draft | None:
    """ "C'est ce qu'a déclaré X", "Así lo afirmó": what is said is the sentence before."""
    s = view.home[frame.verb]
    start = view.first(s)
    for k in range(start, min(start + 3, frame.verb)):
        end = sequence_end(view, k, view.lex.thus)
        if end is None or frame.first - end > 3 or s == 0 or view.part[s - 1] != view.part[s]:
            continue
        if any(view.tokens[j].upos not in ("PRON", "AUX", "ADV", "PART") for j in range(end + 1, frame.first)):
            return None
        first, last = view.first(s - 1), view.last(s - 1)
        kind, spans, marks = marks_kind(view, strip_start(view, first, last), strip_end(view, first, last))
        return of_frame(view, frame, kind=kind, spans=spans, marks=marks, rule="quotes#thus")
    return None


def closed_by(view: View, frame: Frame, free: int) -> Draft | None:
    """A sentence without marks that its cue closes or parts: "P, a déclaré X", "P, X said, Q"."""
    s = view.home[frame.verb]
    at = frame.edge - 1
    tied = False
    while (
        view.same(at, frame.verb) and view.tokens[at].upos in ("ADV", "PRON", "SCONJ", "ADP") and frame.edge - at <= 3
    ):
        tied = tied or view.low(at) in view.lex.sets.get("as", frozenset())
        if not tied and view.lex.has("relative", view.low(at)):
            return None
        if view.tokens[at].upos in ("SCONJ", "ADP") and not tied:
            return None
        at -= 1
    if tied and (not view.same(at, frame.verb) or view.tokens[at].upos == "CCONJ"):
        return _fronted(view, frame)
    if (
        not view.same(at, frame.verb)
        or view.tokens[at].text not in (",", "–", "—", "-", "»", "”", '"')
        or not _may_close(view, frame, tied)
    ):
        return None
    start, last = strip_start(view, max(free, view.first(s)), at), strip_end(view, max(free, view.first(s)), at)
    if _open_ended(view, start, last):
        return None
    rest = _rest(view, frame, start, last)
    parted = rest is not None and view.punct(at) and not any(view.is_verb(k) for k in range(start, last + 1))
    if last < start or (not parted and (last == start or not _statement(view, frame, start, last, tied))):
        return None
    spans = [stretch(view, start, last)]
    held = set(view.marked_between(start, last))
    if rest is not None:
        spans.append(stretch(view, *rest))
        held |= set(view.marked_between(*rest))
    return of_frame(
        view,
        frame,
        kind="mixed" if held else "indirect",
        spans=tuple(spans),
        marks=frozenset(held),
        rule="quotes#closing",
    )


def _open_ended(view: View, start: int, last: int) -> bool:
    """Whether the words end inside a clause whose verb is still to come: "…, after the minister [, X,] had called"."""
    mark = next((k for k in range(last, start, -1) if view.zone[k] == -1 and view.tokens[k].upos == "SCONJ"), None)
    return mark is not None and not any(
        view.tokens[k].upos in ("VERB", "AUX") or view.zone[k] != -1 for k in range(mark + 1, last + 1)
    )


def _may_close(view: View, frame: Frame, tied: bool) -> bool:
    key, sets, form = frame.cue.key, view.lex.sets, view.tokens[frame.verb].feats.get("VerbForm")
    helped = any(view.tokens[k].upos == "AUX" for k in view.children(frame.verb)) or frame.first < frame.verb
    if form == "Inf" or (view.tokens[frame.verb].deprel == "acl:relcl" and not tied and not frame.inverted):
        return False
    if key in sets["marked"] and _told_of(view, frame):
        return False
    if frame.subject is not None and view.lemma(frame.subject) in sets["things"]:
        return False
    if form in ("Part", "Ger") and not helped and (not view.lex.bare or form != "Part" or frame.passive):
        return False
    if frame.negated or (frame.modal and not tied) or (frame.passive and not tied and frame.subject is None):
        return False
    if key in sets["show_only"] or (key in sets["marked"] and not frame.inverted):
        return False
    if frame.subject is None and not (frame.implied or reflexive(view, frame)):
        return False
    parenthetical = view.same(frame.end + 1, frame.verb) and view.low(frame.end + 1) in (",", "–", "—", "-")
    return parenthetical or not any(
        k > frame.last
        and view.zone[k] == -1
        and view.tokens[k].deprel.split(":")[0] in ("ccomp", "obj", "xcomp")
        and k != frame.subject
        and not (view.lex.has("tells", key) or view.head(k) != frame.verb)
        and not _inside_end(frame, k)
        for k in view.children(frame.verb)
    )


def _told_of(view: View, frame: Frame) -> bool:
    """Whether the noun behind the verb is what is condemned, not who condemns: its object by the tree, and no actor."""
    k = frame.subject
    return k is not None and view.tokens[k].deprel == "obj" and view.actor(k) is None


def _inside_end(frame: Frame, k: int) -> bool:
    return frame.inverted and k <= frame.end


def _statement(view: View, frame: Frame, start: int, last: int, tied: bool) -> bool:
    """Whether tokens `start`..`last` are a clause of their own that the cue reports, by their verb and by the tree."""
    words = [k for k in range(start, last + 1) if not view.punct(k)]
    relation = view.tokens[frame.verb].deprel.split(":")[0]
    final = all(view.punct(k) for k in range(frame.end + 1, view.last(view.home[frame.verb]) + 1))
    spoken = view.tokens[view.first(view.home[frame.verb])].text in DASHES
    torn = (frame.inverted or (frame.implied and final)) and len(words) > 3 and relation in ("parataxis", "root")
    if spoken and frame.inverted and len(words) > 1:
        return True
    top = start
    while start <= view.head(top) <= last:
        top = view.head(top)
    listed = view.tokens[start].upos == "PROPN" and any(view.low(k) == "," for k in range(start, last))
    verbal = any(view.tokens[k].upos in ("VERB", "AUX") for k in range(start, last + 1))
    if torn and not verbal and (listed or not frame.implied):
        return False
    own = view.head(top) == frame.verb and view.tokens[top].deprel == "nsubj"
    if own and frame.subject is not None and not view.tokens[frame.subject].deprel.startswith("nsubj"):
        return False
    if len(words) < 2 or not (any(view.is_verb(k) for k in words) or torn):
        return False
    if (frame.inverted and not view.lex.bare) or tied:
        return not (view.low(start) in view.lex.sets["subordinators"] and _adverbial(view, frame, start, last))
    top = start
    while start <= view.head(top) <= last:
        top = view.head(top)
    relation = view.tokens[top].deprel.split(":")[0]
    leans = start <= view.head(frame.verb) <= last
    if view.head(top) == -1 or view.head(top) > frame.end:
        return leans or not _adverbial(view, frame, start, last)
    return relation not in ("advcl", "obl", "advmod", "nsubj", "mark", "dislocated", "acl") and not _adverbial(
        view, frame, start, last
    )


def _adverbial(view: View, frame: Frame, start: int, last: int) -> bool:
    """Whether the words before the cue are only a clause of time or condition that leans on it."""
    if view.low(start) not in view.lex.sets["subordinators"]:
        return False
    commas = sum(view.tokens[k].text == "," for k in range(start, last + 1))
    verbs = sum(view.is_verb(k) for k in range(start, last + 1))
    return commas == 0 or (verbs < 2 and not frame.inverted)


def _rest(view: View, frame: Frame, start: int, last: int) -> tuple[int, int] | None:
    """The part of the statement that stands behind its cue, set off by commas."""
    at = frame.end + 1
    if not view.same(at, frame.verb) or view.tokens[at].text not in (",", "–", "—", "-"):
        return None
    first, end = at + 1, view.last(view.home[frame.verb])
    end = strip_end(view, first, end) if first <= end else end
    if end - first < 1:
        return None
    top = first
    while view.same(top, first) and view.head(top) != -1 and view.head(top) >= first:
        top = view.head(top)
    above = view.head(top)
    into_statement = (
        start <= above <= last
        or above == -1
        or (above == frame.verb and view.tokens[top].deprel in ("ccomp", "parataxis"))
    )
    opener = view.tokens[first]
    if (opener.upos == "VERB" and not view.is_verb(first)) or (
        view.low(first) in view.lex.sets["relative"] and opener.upos == "PRON" and not into_statement
    ):
        return None
    verbal = any(view.is_verb(k) for k in range(first, end + 1))
    if opener.upos == "ADP" and any(view.is_verb(k) for k in range(start, last + 1)):
        return None
    return (
        (first, end)
        if into_statement and (verbal or not any(view.is_verb(k) for k in range(start, last + 1)))
        else None
    )


def _fronted(view: View, frame: Frame) -> Draft | None:
    """ "Comme l'a dit X, P": the main clause is what was said."""
    end, past = view.last(view.home[frame.verb]), frame.end
    if frame.subject is not None and frame.subject > frame.verb:
        past = max(past, *(j for j in view.subtree(frame.subject) if j <= frame.end + JOINED))
    comma = next(
        (k for k in range(past + 1, min(end, past + 30)) if view.tokens[k].text == "," and view.zone[k] == -1),
        None,
    )
    if (
        comma is None
        or frame.negated
        or frame.cue.act in ("agree", "promise", "ask", "reject")
        or (frame.subject is None and not frame.implied)
        or not any(view.is_verb(k) for k in range(comma + 1, end + 1))
    ):
        return None
    last = strip_end(view, comma + 1, end)
    kind, spans, marks = marks_kind(view, strip_start(view, comma + 1, last), last)
    return of_frame(view, frame, kind=kind, spans=spans, marks=marks, rule="quotes#as")
