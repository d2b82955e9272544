"""What cue verbs say: each verb's reported clause, words in marks, or statement, whichever it has."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dragoman.quotes.clauses import reported_clause
from dragoman.quotes.closing import closed_by, said_before
from dragoman.quotes.draft import Draft, marks_kind, of_frame, reflexive, stretch
from dragoman.quotes.extents import Clause
from dragoman.quotes.frames import Frame, find_frames, told_infinitive
from dragoman.quotes.marked import (
    clausal_mark,
    first_token,
    last_token,
    left_mark,
    right_mark,
    spoken_before,
    spoken_behind,
    stop_before,
)
from dragoman.quotes.nearby import object_clitic
from dragoman.quotes.view import View


def find_by_verbs(view: View, sentences: Iterable[int] | None = None) -> Iterator[Draft]:
    """Drafts of the cue verbs of every sentence, or of some, in order of the cues."""
    for s in range(len(view.parsed.sentences)) if sentences is None else sentences:
        frames = _shared(view, list(find_frames(view, s)))
        free = view.first(s)
        found: list[Draft] = []
        for n, frame in enumerate(frames):
            for draft in _drafts(view, frame, frames, n, free):
                if draft.rule in ("quotes#inverted", "quotes#after", "quotes#closing"):
                    free = frame.end + 1
                    found = [other for other in found if not _outdone(other, draft)]
                found.append(draft)
        yield from found


def _shared(view: View, frames: list[Frame]) -> list[Frame]:
    """ "X said P, adding that Q": the participle's speaker is the speaker of the cue before it."""
    shared: list[Frame] = []
    for frame in frames:
        speaking = next((f for f in reversed(shared) if f.subject is not None and not f.modal), None)
        if speaking is not None and _adding(view, frame):
            frame = replace(frame, subject=speaking.subject, edge=frame.first)
        shared.append(frame)
    return shared


def _adding(view: View, frame: Frame) -> bool:
    """Whether a cue is a participle behind a comma."""
    form = view.tokens[frame.verb].feats.get("VerbForm")
    participle = form == "Ger" or (form == "Part" and view.tokens[frame.verb].feats.get("Tense") in ("Pres", None))
    return participle and not frame.passive and frame.first == frame.verb and view.low(frame.verb - 1) == ","


def _outdone(other: Draft, draft: Draft) -> bool:
    """Words behind a colon that a cue of their own follows are not told by what stands far before the colon."""
    far = other.rule in ("quotes#colon", "quotes#comma", "quotes#object")
    return far and draft.rule != "quotes#closing" and bool(other.marks & draft.marks)


def _drafts(view: View, frame: Frame, frames: Sequence[Frame], n: int, free: int) -> Iterator[Draft]:
    """What one cue tells: its clause, the marks before or behind it, the sentence before, or the statement it closes."""
    if _told_by_nobody(view, frame):
        return
    left = _left(view, frame, frames[n - 1].end if n else -1)
    whole = left is not None and (frame.inverted or _said_beside(view, frame, left))
    clause = None if whole else reported_clause(view, frame)
    if clause is not None:
        early = closed_by(view, frame, free) if left is None and _far_that(frame, clause) else None
        told = early or _clausal(view, frame, _before_addition(view, clause, frames[n + 1 :]))
        if told is not None:
            yield told
            return
    right = right_mark(view, frame, _following(view, frame, frames[n + 1 :]))
    colon = right is not None and not frame.inverted and stop_before(view, right) == ":"
    if left is not None and right is not None and not frame.inverted and not clausal_mark(view, left):
        near = first_token(view, right) - frame.last <= 2 and first_token(view, right) > frame.end
        left = None if near else left  # "after « frank talks », the minister announced « P »"
    if left is not None and not colon:
        yield spoken_before(view, frame, left, right, free, frames[:n])
        return
    if right is not None:
        found = spoken_behind(view, frame, right, _following(view, frame, frames[n + 1 :]))
        if found is not None:
            yield found
        if found is not None or view.tokens[frame.verb].deprel in ("acl", "amod"):
            return
    told = said_before(view, frame) or closed_by(view, frame, free)
    if told is not None:
        yield told


def _said_beside(view: View, frame: Frame, left: int) -> bool:
    """Whether a statement in marks opens its sentence and ends right before the cue: the cue tells it, and nothing behind."""
    first, last = first_token(view, left), last_token(view, left)
    lead = range(view.first(view.home[first]), first)
    between = range(last + 1, frame.edge)
    return (
        clausal_mark(view, left)
        and all(view.punct(k) or view.zone[k] != -1 or view.tokens[k].upos in ("CCONJ", "ADV") for k in lead)
        and all(view.punct(k) or object_clitic(view, k) for k in between)
    )


def _left(view: View, frame: Frame, earlier: int) -> int | None:
    """The marks right before the cue, unless they are a title or nobody is there to have spoken them."""
    left = left_mark(view, frame, earlier)
    if left is None or frame.inverted:
        return left
    if frame.passive and frame.subject is None:
        return None
    if not frame.inverted and view.lex.has("linkers", view.low(frame.edge - 1)):
        return None  # « P », where X says that Q
    if view.zone[frame.edge] != -1:
        return None  # « a term », which the relative clause goes on about
    if _adding(view, frame) and earlier >= view.first(view.home[frame.verb]):
        return None  # "X praised « P », evoking « Q »": P is told by the verb before it
    if view.tokens[frame.verb].feats.get("VerbForm") == "Inf" or (frame.modal and frame.passive):
        return None
    titled = frame.cue.key in view.lex.sets["manner"] and not clausal_mark(view, left)
    nobody = frame.subject is None and not frame.implied and not frame.passive
    return None if titled or nobody else left


def _following(view: View, frame: Frame, later: Sequence[Frame]) -> int:
    """Place of the next cue, which parts this one from the marks behind it."""
    parting = (f.verb for f in later if f.verb > frame.end and not _parenthetical(view, f))
    return next(parting, view.last(view.home[frame.verb]) + 1)


def _far_that(frame: Frame, clause: Clause) -> bool:
    """A "that" away from its cue may belong to whoever was told ("dijo al público que estaba reunido")."""
    return clause.how == "that" and clause.first > frame.end + 2


def _before_addition(view: View, clause: Clause, later: Sequence[Frame]) -> Clause:
    """The clause without a participle cue that adds another ("…, adding that Q")."""
    added = next((f for f in later if clause.first + 1 < f.verb <= clause.last and _adding(view, f)), None)
    return clause if added is None or clause.how == "infinitive" else replace(clause, last=added.verb - 2)


def _parenthetical(view: View, frame: Frame) -> bool:
    """A relative clause between commas does not part a cue from its words."""
    if view.tokens[frame.verb].deprel != "acl:relcl":
        return False
    ends = range(frame.end + 1, min(frame.end + 25, view.last(view.home[frame.verb])))
    return view.low(frame.edge - 1) == "," and any(view.low(k) == "," and view.zone[k] == -1 for k in ends)


def _told_by_nobody(view: View, frame: Frame) -> bool:
    """A participle without author that leans on a noun ("seguido de …", "so-called") tells nothing."""
    sets = view.lex.sets
    if frame.cue.key in sets["learned"] and not _from_source(view, frame):
        return True
    if view.low(frame.verb) in sets["so_called"] and frame.first == frame.last and not view.punct(frame.verb - 1):
        return view.tokens[frame.verb - 1].upos in ("NOUN", "PROPN", "ADJ")
    if frame.cue.key in sets["broken_out"] and reflexive(view, frame) and not _voiced_subject(view, frame):
        return True
    helped = any(view.tokens[k].deprel.startswith("aux") for k in view.children(frame.verb)) or frame.first < frame.verb
    return frame.passive and frame.subject is None and not helped


def _voiced_subject(view: View, frame: Frame) -> bool:
    """A name, a pronoun or a known actor as the subject ("il s'est déclaré prêt", not "un incendie s'est déclaré")."""
    j = frame.subject
    return j is not None and (view.tokens[j].upos in ("PROPN", "PRON") or view.actor(j) is not None)


def _from_source(view: View, frame: Frame) -> bool:
    """ "A-t-on appris auprès de X": the source, led in by a preposition, speaks."""
    if frame.subject is None or frame.subject < frame.last:
        return False
    return any(view.lex.has("source_leads", view.low(k)) for k in range(frame.last + 1, frame.subject + 1))


def _clausal(view: View, frame: Frame, clause: Clause) -> Draft | None:
    """A reported clause behind its cue."""
    kind, spans, marks = marks_kind(view, clause.first, clause.last)
    sets, key = view.lex.sets, frame.cue.key
    if (
        key in sets["manner"] & sets["marked"]
        or (key in sets["show_only"] and kind == "mixed")
        or _unvoiced(view, frame)
    ):
        return None
    if kind == "indirect" and not (_tells(view, frame, clause) and _holds_statement(view, frame, clause)):
        return None
    if kind == "mixed" and frame.negated:
        return None
    rule = "quotes#that-marked" if kind == "direct" else f"quotes#{clause.how}"
    condition = _condition(view, frame) if kind != "direct" else None
    if condition is not None:
        held = frozenset(view.marked_between(*condition))
        kind, spans, marks = "mixed" if held or marks else "indirect", (stretch(view, *condition), *spans), marks | held
    return of_frame(view, frame, kind=kind, spans=spans, marks=marks, rule=rule)


def _tells(view: View, frame: Frame, clause: Clause) -> bool:
    """Whether the cue tells words that stand in no marks: no thought, request, denial of saying, or thing that shows."""
    sets, key = view.lex.sets, frame.cue.key
    question = clause.how == "question"
    if (not question and (frame.cue.act == "ask" or key in sets["marked"])) or (question and reflexive(view, frame)):
        return False
    if frame.modal or (frame.negated and frame.cue.act not in ("deny", "reject")):
        return False
    if frame.subject is not None and view.lemma(frame.subject) in sets["things"]:
        return False
    return key not in sets["show"] or _by_body(view, frame, key)


def _holds_statement(view: View, frame: Frame, clause: Clause) -> bool:
    """Whether the clause is one: a finite verb, or a complementiser right behind the cue and enough words."""
    length = clause.last - clause.first
    near = clause.how == "that" and clause.first == frame.last + 2 and length > 2
    if not (near or clause.how == "infinitive" or any(view.is_verb(k) for k in range(clause.first, clause.last + 1))):
        return False
    return length >= (1 if frame.subject is not None else 2)


def _told_whom(view: View, frame: Frame) -> bool:
    """ "She was told that P": whoever hears is named, and nobody is said to have spoken."""
    return view.lex.has("tells", frame.cue.key)


def _condition(view: View, frame: Frame) -> tuple[int, int] | None:
    """ "If P, he said that Q": the condition is told with the rest."""
    start = view.first(view.home[frame.verb])
    comma = frame.edge - 1
    if view.low(start) not in view.lex.sets["conditional"] or comma <= start + 2 or view.tokens[comma].text != ",":
        return None
    return (start, comma - 1) if comma - start > 3 else None


def _by_body(view: View, frame: Frame, key: str) -> bool:
    """What a text shows is said only where somebody stands behind it, by name; what a thing suggests is said by nobody."""
    if frame.subject is None:
        return key not in view.lex.sets["show_only"]
    lemma = view.lemma(frame.subject)
    if lemma in view.lex.sets["things"]:
        return False
    if lemma in view.lex.voices or lemma in view.lex.reports:
        return any(
            view.tokens[k].upos == "PROPN" or (view.tokens[k].upos != "ADJ" and view.actor(k) is not None)
            for k in view.subtree(frame.subject)
        )
    return key not in view.lex.sets["show_only"]


def _unvoiced(view: View, frame: Frame) -> bool:
    """A saying that is meant, due, ordered or supposed, not told ("pour dire que", "let us say that", "il semble indiqué que")."""
    token = view.tokens[frame.verb]
    relation = token.deprel.split(":")[0]
    helped = any(view.tokens[k].deprel.startswith("aux") for k in view.children(frame.verb))
    gerundial = told_infinitive(view, frame.first)
    if (
        token.feats.get("VerbForm") == "Inf"
        and not helped
        and not gerundial
        and relation not in ("xcomp", "root", "conj")
    ):
        return True
    if frame.passive and frame.subject is None and (not helped or _told_whom(view, frame)):
        return True
    if (
        relation == "acl"
        and not helped
        and token.feats.get("VerbForm") in ("Ger", "Part")
        and view.children(frame.verb, "mark")
    ):
        return True
    nobody = frame.subject is None and not frame.implied and not frame.passive
    return (nobody and not reflexive(view, frame)) or token.feats.get("Mood") == "Imp"
