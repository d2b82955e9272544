"""Words in marks beside a cue verb: before it, behind it, or inside what it governs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.quotes.draft import Draft, inside, of_frame, stretch
from dragoman.quotes.extents import argument_around, strip_start
from dragoman.quotes.frames import Frame, match_cue
from dragoman.quotes.view import View
from dragoman.types import Span

#: How far to the left of a cue clause marks are looked for, in tokens, where the tree does not reach them.
BESIDE = 14


def first_token(view: View, mark: int) -> int:
    return view.at(view.marks[mark].outer.start)


def last_token(view: View, mark: int) -> int:
    return max(view.at(view.marks[mark].outer.end - 1), first_token(view, mark))


def stop_before(view: View, mark: int) -> str:
    """The punctuation right before the marks, empty where a word stands there."""
    k = first_token(view, mark) - 1
    return view.tokens[k].text if k >= 0 and view.punct(k) else ""


def left_mark(view: View, frame: Frame, earlier: int) -> int | None:
    """The marks that close right before the cue's clause, perhaps in the sentence before."""
    at, steps = frame.edge - 1, 0
    part, home = view.paragraph(frame.verb), view.home[frame.verb]
    while at > earlier and view.paragraph(at) == part and steps < BESIDE:
        if view.zone[at] != -1:
            return view.zone[at]
        token = view.tokens[at]
        if (
            (
                view.home[at] != home
                or token.text in (":", ";", "(")
                or token.upos in ("CCONJ", "SCONJ")
                or (token.upos == "VERB" and (match_cue(view, at) or steps > 6))
            )
            and not (view.home[at] != home and view.punct(at) and token.text not in (":", ".", "!", "?", "…"))
            and view.low(at) not in view.lex.sets.get("as", ())
        ):
            return None
        if token.upos in ("ADP", "AUX") and (frame.inverted or frame.subject is None):
            return None
        at, steps = at - 1, steps + 1
    return None


def right_mark(view: View, frame: Frame, following: int) -> int | None:
    """The first marks behind the cue's clause, before the next cue; behind a colon, also in the next sentence."""
    at, s = frame.last + 1, view.home[frame.verb]
    last = view.last(s)
    while at <= last and at < following:
        if view.zone[at] != -1:
            return view.zone[at]
        if view.tokens[at].text == ";":
            return None
        at += 1
    colon = at > last and view.tokens[last].text == ":" and view.zone[last] == -1
    if colon and at < len(view.tokens) and view.zone[at] != -1 and view.part[view.home[at]] - view.part[s] <= 1:
        return view.zone[at]
    return None


def clausal_mark(view: View, mark: int) -> bool:
    """Whether the marked words are a statement: a finite verb, or enough words that begin like a sentence."""
    first, last = first_token(view, mark), last_token(view, mark)
    words = [k for k in range(first, last + 1) if not view.punct(k)]
    if not words:
        return False
    capital = view.tokens[words[0]].text[:1].isupper()
    ends = view.marks[mark].inner.of(view.text)[-1:] in ".!?…,"
    return (
        (any(view.is_verb(k) for k in words) and len(words) > 2)
        or (capital and ends and len(words) > 1)
        or (len(words) > 9 and capital)
    )


def spoken_before(view: View, frame: Frame, left: int, right: int | None, free: int, earlier: Sequence[Frame]) -> Draft:
    """Words in marks, then their cue; perhaps more of them behind it."""
    first, last = first_token(view, left), last_token(view, left)
    start = max(free, view.first(view.home[first]))
    lead = [
        k
        for k in range(start, first)
        if not view.punct(k) and view.zone[k] == -1 and view.tokens[k].upos not in ("CCONJ", "ADV", "INTJ")
    ]
    told = stop_before(view, left) == ":" and any(f.last == first - 2 for f in earlier)
    introduced = (stop_before(view, left) == ":" and not told) or (
        view.home[first] != view.home[frame.verb] and not lead
    )
    spans: tuple[Span, ...]
    if lead and not introduced and view.home[first] == view.home[last]:
        start = strip_start(view, min(k for k in range(start, first) if view.zone[k] != -1 or not view.punct(k)), first)
        held = frozenset(view.marked_between(start, last))
        return of_frame(
            view, frame, kind="mixed", spans=(stretch(view, start, last),), marks=held, rule="quotes#closing"
        )
    spans, held = inside(view, [left]), frozenset([left])
    if (
        right is not None
        and right != left
        and stop_before(view, right) in (",", ":", "-", "–", "—", ";")
        and _goes_on(view, frame, right)
    ):
        spans, held = (*spans, *inside(view, [right])), frozenset([left, right])
    rule = "quotes#inverted" if frame.inverted else "quotes#after"
    return of_frame(view, frame, kind="direct", spans=spans, marks=held, rule=rule)


def _goes_on(view: View, frame: Frame, right: int) -> bool:
    """Whether marks behind the cue's clause go on with the words before it, rather than have a cue of their own."""
    between = range(frame.end + 1, first_token(view, right))
    return len(between) <= 14 and not any(view.is_verb(k) and view.tokens[k].upos == "VERB" for k in between)


def spoken_behind(view: View, frame: Frame, right: int, following: int) -> Draft | None:
    """Words in marks behind their cue: direct behind a colon or a comma, else an argument of the verb."""
    before, key = stop_before(view, right), frame.cue.key
    first, _last = first_token(view, right), last_token(view, right)
    between = [k for k in range(frame.last + 1, first) if not view.punct(k)]
    if before in (":", ",", "-", "–", "—") and (
        before == ":" or (clausal_mark(view, right) and key not in view.lex.sets["show_only"])
    ):
        if before != ":" and (
            len(between) > 20
            or _leans(frame)
            or _objects(view, frame, first)
            or (frame.passive and frame.subject is None)
            or frame.negated
        ):
            return None
        held = [right, *_adjacent(view, right)]
        return of_frame(
            view,
            frame,
            kind="direct",
            spans=inside(view, held),
            marks=frozenset(held),
            rule="quotes#colon" if before == ":" else "quotes#comma",
        )
    if (
        before == ":"
        or frame.negated
        or frame.modal
        or (frame.subject is None and not frame.implied)
        or (key in view.lex.sets["manner"] and between)
    ):
        return None
    close = all(j <= frame.end or view.tokens[j].upos in ("ADV", "PRON") for j in between)
    if close and clausal_mark(view, right) and key not in view.lex.sets["show_only"]:
        return of_frame(
            view, frame, kind="direct", spans=inside(view, [right]), marks=frozenset([right]), rule="quotes#object"
        )
    if key in view.lex.sets["manner"] or key in view.lex.sets["show_only"]:
        return None
    return _argument(view, frame, following)


def _leans(frame: Frame) -> bool:
    """Whether a bare participle tells of a noun by whom it was opposed: "the plan, contested by the unions, …"."""
    return frame.passive and frame.first == frame.verb and frame.subject is not None


def _objects(view: View, frame: Frame, first: int) -> bool:
    """Whether the verb has another object before the marks: what stands behind a comma is then no speech."""
    told = view.lex.has("tells", frame.cue.key)
    return not told and any(
        frame.end < k < first and view.tokens[k].upos in ("NOUN", "PROPN") for k in view.children(frame.verb, "obj")
    )


def _adjacent(view: View, mark: int) -> Iterator[int]:
    """Marks that follow with nothing but white space or a joining stop between."""
    for other in range(mark + 1, len(view.marks)):
        if view.marks[other].depth or not (view.marks[other].closed or view.marks[other].goes_on):
            continue
        gap = view.text[view.marks[mark].outer.end : view.marks[other].outer.start]
        if gap.strip(" \n\t.,") or view.marks[other].part != view.marks[mark].part:
            return
        yield other
        mark = other


def _argument(view: View, frame: Frame, following: int) -> Draft | None:
    """Marked words inside what the verb governs: the whole argument, one for each that holds marks."""
    limit = min(following - 1, view.last(view.home[frame.verb]))
    spans: list[tuple[int, int]] = []
    held: list[int] = []
    for mark in view.marked_between(frame.last + 1, limit):
        first, last = first_token(view, mark), min(last_token(view, mark), view.last(view.home[frame.verb]))
        bare = frame.passive and frame.first == frame.verb and any(view.low(j) == "," for j in range(frame.end, first))
        if (
            bare
            or _beyond(view, frame, first)
            or _titled(view, first, last)
            or _crosses(view, spans[-1][1] if spans else frame.end, first)
        ):
            continue
        start, end = argument_around(view, frame, first, last)
        end = min(end, limit) if end > last else end
        held.append(mark)
        if spans and start <= spans[-1][1] + 1:
            spans[-1] = (min(start, spans[-1][0]), max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    if not spans:
        return None
    words = tuple(_argument_span(view, start, end) for start, end in spans)
    return of_frame(view, frame, kind="mixed", spans=words, marks=frozenset(held), rule="quotes#argument")


def _argument_span(view: View, start: int, end: int) -> Span:
    zone = view.zone[start]
    if zone != -1 and zone == view.zone[end]:
        return view.marks[zone].inner
    return stretch(view, start, end)


def _titled(view: View, first: int, last: int) -> bool:
    """Marks around a title or a proper name: a capital right behind the noun that it names."""
    words = [k for k in range(first, last + 1) if not view.punct(k)]
    if not words:
        return True
    capital = view.tokens[words[0]].text[:1].isupper()
    long = [k for k in words if len(view.tokens[k].text) > 3]
    if len(words) > 1 and long and all(view.tokens[k].text[:1].isupper() for k in long):
        return True
    before = view.tokens[first - 1] if first else None
    named = before is not None and before.upos in ("NOUN", "PROPN") and view.home[first - 1] == view.home[first]
    return capital and (named or all(view.tokens[k].upos == "PROPN" for k in words))


def _beyond(view: View, frame: Frame, first: int) -> bool:
    """Whether the main verb stands between a participle that leans on a noun and the marks."""
    reduced = (
        frame.passive and frame.first == frame.verb and view.tokens[frame.verb].deprel.split(":")[0] in ("acl", "amod")
    )
    return reduced and any(view.is_verb(k) and view.zone[k] == -1 for k in range(frame.end + 1, first))


def _crosses(view: View, end: int, first: int) -> bool:
    """Whether another finite verb stands between: the marks then belong to its clause."""
    for k in range(end + 1, first):
        if view.is_verb(k) and view.tokens[k].upos == "VERB" and view.zone[k] == -1:
            before = any(view.tokens[j].text == "," for j in range(end + 1, k))
            behind = any(view.tokens[j].text == "," for j in range(k, first))
            if not (before and behind) and view.tokens[k].deprel != "acl:relcl":
                return True
    return False
