"""Inside marks: quotations within quotations, and attributions that stand between the same marks as the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.quotes.closing import closed_by
from dragoman.quotes.draft import Draft, of_frame
from dragoman.quotes.frames import Frame, find_frames
from dragoman.quotes.marks import trimmed
from dragoman.quotes.verbs import find_by_verbs
from dragoman.quotes.view import View, zones
from dragoman.types import Span


def find_nested(view: View) -> Iterator[Draft]:
    """Direct quotations between marks that stand inside other marks."""
    top = tuple(i for i, m in enumerate(view.marks) if m.depth == 1 and m.closed)
    if not top:
        return
    inner = replace(view, top=top, zone=tuple(zones(view.tokens, view.marks, top)))
    ends = [(view.at(view.marks[m].outer.start), view.at(view.marks[m].outer.end)) for m in top]
    held = {s for first, last in ends if first < len(view.home) for s in _around_home(view, first, last)}
    for draft in find_by_verbs(inner, sorted(held)):
        if draft.kind == "direct" and draft.cue is not None and draft.speaker is not None and _around(view, draft):
            yield replace(draft, rule=draft.rule + "-nested")


def _around_home(view: View, first: int, last: int) -> range:
    """The sentences of tokens `first`..`last` and one on either side."""
    final = len(view.parsed.sentences) - 1
    return range(max(view.home[first] - 1, 0), min(view.home[min(last, len(view.home) - 1)] + 1, final) + 1)


def _around(view: View, draft: Draft) -> bool:
    """Whether the cue stands inside the same outer marks as what it tells."""
    zone = view.zone[view.at(draft.cue.start)] if draft.cue is not None else -1
    return zone != -1 and view.marks[zone].outer.covers(draft.spans[0])


def find_inside(view: View, claimed: frozenset[int]) -> Iterator[Draft]:
    """ "« Nous voulons la paix, a dit X, mais … »": marks that no cue outside claims, with an attribution inside them."""
    free = [m for m in view.top if m not in claimed]
    if not free:
        return
    bare = replace(view, zone=tuple(-1 if z not in claimed else z for z in view.zone))
    for mark in free:
        first = view.at(view.marks[mark].outer.start)
        last = view.at(view.marks[mark].outer.end - 1)
        for s in (
            range(view.home[first], view.home[min(last, len(view.home) - 1)] + 1) if first < len(view.home) else ()
        ):
            frames = list(find_frames(bare, s))
            frame = next((f for f in frames if first < f.edge and f.end < last and _incise(bare, f)), None)
            draft = _split(bare, frame, mark) if frame is not None else _unclosed(bare, frames, mark, first)
            if draft is not None:
                yield draft
                break


def _unclosed(view: View, frames: list[Frame], mark: int, first: int) -> Draft | None:
    """ "“P, the minister said." and no closing mark: what stands before a cue that ends the paragraph was said."""
    if view.marks[mark].closed:
        return None
    for frame in frames:
        ends = all(view.punct(k) for k in range(frame.end + 1, view.last(view.home[frame.verb]) + 1))
        timed = all(
            view.punct(k) or view.lex.has("times", view.low(k)) or view.tokens[k].upos == "ADP"
            for k in range(frame.end + 1, view.last(view.home[frame.verb]) + 1)
        )
        told = closed_by(view, frame, first + 1) if ends or timed else None
        if told is not None and len(told.spans) == 1:
            start = view.marks[mark].inner.start
            span = trimmed(view.text, start, told.spans[0].end)
            return of_frame(view, frame, kind="direct", spans=(span,), rule="quotes#mended", marks=frozenset([mark]))
    return None


def _incise(view: View, frame: Frame) -> bool:
    """Whether a cue clause is an inverted insertion between commas."""
    after = frame.end + 1
    while view.same(after, frame.verb) and after - frame.end < 9 and not view.punct(after):
        after += 1
    before = view.tokens[frame.edge - 1].text
    closed = view.same(after, frame.verb) and view.tokens[after].text in (",", ".", ";", ":", "»", "”", '"')
    return (
        frame.inverted
        and before in (",", "?", "!", "–", "—")
        and closed
        and frame.cue.act in ("state", "admit", "accuse", "praise", "promise", "threaten")
    )


def _split(view: View, frame: Frame, mark: int) -> Draft:
    inner = view.marks[mark].inner
    after = _past_apposition(view, frame)
    before = trimmed(view.text, inner.start, view.tokens[frame.edge - 1].span.start)
    start = view.tokens[after].span.end if view.same(after, frame.verb) else inner.end
    behind = trimmed(view.text, min(start, inner.end), inner.end)
    open_end = not view.marks[mark].closed and not any(view.is_verb(k) for k in range(after, view.at(inner.end)))
    spans: tuple[Span, ...] = (before, behind) if len(behind) > 1 and not open_end else (before,)
    return of_frame(view, frame, kind="direct", spans=spans, rule="quotes#inside", marks=frozenset([mark]))


def _past_apposition(view: View, frame: Frame) -> int:
    """Place of the stop behind the cue's clause, past an office set off behind the speaker's name."""
    after = frame.end + 1
    while view.same(after, frame.verb) and not view.punct(after):
        after += 1
    close = after + 1
    while view.same(close, frame.verb) and not view.punct(close) and close - after < 14:
        close += 1
    noun = view.same(after + 1, frame.verb) and view.tokens[after + 1].upos in ("NOUN", "DET")
    apposed = any(view.tokens[k].deprel == "appos" for k in range(after + 1, close))
    verbal = any(view.is_verb(k) for k in range(after + 1, close))
    closed = view.same(close, frame.verb) and view.low(close) in (",", ".")
    return close if view.low(after) == "," and noun and apposed and closed and not verbal else after
