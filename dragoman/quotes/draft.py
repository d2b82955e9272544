"""A quotation in the making: places of tokens instead of characters, a speaker's head instead of a Mention."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from dragoman.quotes.frames import Frame
from dragoman.quotes.marks import trimmed
from dragoman.quotes.view import View
from dragoman.types import QuotationKind, Span


@dataclass(frozen=True, slots=True)
class Draft:
    """`sentence` and `paragraph` are where the cue stands; `marks` the outermost marks whose words it holds.

    `speaker` is the place of the head of the speaker's words; `implied` says that a speaker is left out and must be looked for.
    """

    kind: QuotationKind
    spans: tuple[Span, ...]
    rule: str
    sentence: int
    speaker: int | None = None
    implied: bool = False
    cue: Span | None = None
    key: str = ""
    act: str = "state"
    frame: Frame | None = None
    marks: frozenset[int] = frozenset()
    flags: tuple[str, ...] = ()
    order: tuple[int, int] = field(default=(0, 0))


def inside(view: View, marks: Iterable[int]) -> tuple[Span, ...]:
    """What stands between these marks."""
    return tuple(view.marks[m].inner for m in marks)


def stretch(view: View, first: int, last: int) -> Span:
    """From token to token, the marks at either end included, with the closing bracket or mark that belongs to it."""
    span = view.span(first, last)
    start, end = span.start, span.end
    if view.zone[first] != -1 and view.marks[view.zone[first]].outer.start >= start - 3:
        start = min(start, view.marks[view.zone[first]].outer.start)
    if view.zone[last] != -1 and view.marks[view.zone[last]].outer.end <= end + 3:
        end = max(end, view.marks[view.zone[last]].outer.end)
    return trimmed(view.text, start, end)


def marks_kind(view: View, first: int, last: int) -> tuple[QuotationKind, tuple[Span, ...], frozenset[int]]:
    """Kind and spans of what tokens `first`..`last` say: all of it between marks, some, or none."""
    held = tuple(view.marked_between(first, last))
    if not held:
        return "indirect", (stretch(view, first, last),), frozenset()
    loose = [k for k in range(first, last + 1) if view.zone[k] == -1 and not view.punct(k)]
    ties = all(view.tokens[k].upos in ("CCONJ", "ADV") for k in loose) and len(loose) <= 2
    if ties:
        return "direct", inside(view, held), frozenset(held)
    return "mixed", (stretch(view, first, last),), frozenset(held)


def of_frame(view: View, frame: Frame, **fields: object) -> Draft:
    return Draft(
        sentence=view.home[frame.verb],
        speaker=frame.subject,
        implied=frame.implied,
        cue=view.span(frame.first, frame.last),
        key=frame.cue.key,
        act=frame.cue.act,
        frame=frame,
        **fields,  # type: ignore[arg-type]
    )


def reflexive(view: View, frame: Frame) -> bool:
    """ "se dijo", "se puede leer": said by nobody named."""
    own = (view.tokens[k] for k in view.children(frame.verb))
    return any(t.deprel.startswith("expl") or (t.upos == "PRON" and t.feats.get("Reflex") == "Yes") for t in own)
