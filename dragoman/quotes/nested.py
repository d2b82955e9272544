"""Inside marks: quotations within quotations, and attributions that stand between the same marks as the words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

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
    for draft in find_by_verbs(inner):
        if draft.kind == "direct" and draft.cue is not None and _around(view, draft):
            yield replace(draft, rule=draft.rule + "-nested")


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
            frame = next(
                (f for f in find_frames(bare, s) if first < f.edge and f.end < last and _incise(bare, f)), None
            )
            if frame is not None:
                yield _split(bare, frame, mark)
                break


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
    after = frame.end + 1
    while view.same(after, frame.verb) and not view.punct(after):
        after += 1
    before = trimmed(view.text, inner.start, view.tokens[frame.edge - 1].span.start)
    start = view.tokens[after].span.end if view.same(after, frame.verb) else inner.end
    behind = trimmed(view.text, min(start, inner.end), inner.end)
    spans: tuple[Span, ...] = (before, behind) if len(behind) > 1 else (before,)
    return of_frame(view, frame, kind="direct", spans=spans, rule="quotes#inside", marks=frozenset([mark]))
