"""What is marked in an article's text, and how marks that nest and overlap become well-formed HTML."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from dragoman.export.terminal import STATUS_SIGNS, name, words
from dragoman.types import Coded, Event, Mention, Quotation, Span

#: Outer marks first, where two cover the same words.
ORDER = ("quote", "event", "cue", "place", "time", "actor")


@dataclass(frozen=True, slots=True)
class Mark:
    """Words that mean something: of what kind, why, the rows that tell it (`e1`, `q2`), and those of them that lead here."""

    span: Span
    kind: str
    why: str
    rows: tuple[str, ...] = ()
    leads: tuple[str, ...] = ()


def marks_of(coded: Coded) -> tuple[Mark, ...]:
    """All marks of an article, in order of the text; several of one kind on the same words are one mark with both reasons."""
    joined: dict[tuple[Span, str], Mark] = {}
    for mark in _found(coded):
        key = (mark.span, mark.kind)
        if (other := joined.get(key)) is None:
            joined[key] = mark
        elif mark.why not in other.why:
            rows, leads = (
                tuple(dict.fromkeys(both)) for both in ((*other.rows, *mark.rows), (*other.leads, *mark.leads))
            )
            joined[key] = Mark(mark.span, mark.kind, f"{other.why}\n{mark.why}", rows, leads)
        else:
            joined[key] = Mark(
                other.span, other.kind, other.why, other.rows, tuple(dict.fromkeys((*other.leads, *mark.leads)))
            )
    size = len(coded.article.text)
    inside = (mark for mark in joined.values() if 0 <= mark.span.start < mark.span.end <= size)
    return tuple(sorted(inside, key=_order))


def marked(text: str, span: Span, marks: Iterable[Mark], begun: set[Mark], clean: Callable[[object], str]) -> str:
    """A stretch of text as HTML with its marks, in the order of `marks_of`.

    A mark that crosses another's end is closed and opened again. `begun` remembers which marks have begun before, so that only
    the first piece of each takes the focus and the number. Time grows with text and marks, not with their product.
    """
    cuts: dict[int, list[Mark]] = {}
    for mark in marks:
        cuts.setdefault(max(mark.span.start, span.start), []).append(mark)
        cuts.setdefault(min(mark.span.end, span.end), [])
    out: list[str] = []
    open_: list[Mark] = []
    at = span.start
    for cut in sorted(cuts):
        out.append(clean(text[at:cut]))
        at = cut
        lowest = next((k for k, mark in enumerate(open_) if mark.span.end <= cut), len(open_))
        again = [mark for mark in open_[lowest:] if mark.span.end > cut]
        out += ["</mark>"] * (len(open_) - lowest)
        starting = (
            sorted([*again, *cuts[cut]], key=lambda mark: (-mark.span.end, ORDER.index(mark.kind)))
            if cut < span.end
            else []
        )
        del open_[lowest:]
        for mark in starting:
            out.append(_opening(mark, mark in begun, clean))
            begun.add(mark)
            open_.append(mark)
    out += ["</mark>"] * len(open_)
    out.append(clean(text[at : span.end]))
    return "".join(out)


def _order(mark: Mark) -> tuple[int, int, int]:
    return (mark.span.start, -mark.span.end, ORDER.index(mark.kind))


def _opening(mark: Mark, again: bool, clean: Callable[[object], str]) -> str:
    why = f'class="{mark.kind}" data-why="{clean(mark.why)}"'
    if again:
        return f"<mark {why}>"
    if not mark.rows:
        return f'<mark {why} tabindex="0" aria-description="{clean(mark.why)}">'
    first, *others = (*mark.leads, "")
    place = f' id="t-{first}" data-ref="{" ".join(mark.leads).upper()}"' if first else ""
    anchors = "".join(f'<span id="t-{row}"></span>' for row in others if row)
    return f'<mark {why} tabindex="0" aria-describedby="{" ".join(mark.rows)}"{place}>{anchors}'


def _found(coded: Coded) -> Iterator[Mark]:
    text = coded.article.text
    for number, quotation in enumerate(coded.quotations, 1):
        why = _why_quoted(quotation, text, number)
        for k, span in enumerate(quotation.spans):
            yield Mark(span, "quote", why, (f"q{number}",), (f"q{number}",) if k == 0 else ())
        if quotation.cue is not None:
            yield Mark(quotation.cue, "cue", f"says that Q{number} is said\n{why}", (f"q{number}",))
        for mention in (quotation.speaker, quotation.addressee):
            yield from _actor(mention, text)
    for number, event in enumerate(coded.events, 1):
        why = _why_event(event, text, number)
        yield Mark(event.trigger, "event", why, (f"e{number}",), (f"e{number}",))
        for span in event.mentions:
            yield Mark(span, "event", why, (f"e{number}",))
        for mention in (*event.actors, *event.recipients, event.claimed_by):
            yield from _actor(mention, text)
    for mention in coded.actors:
        yield from _actor(mention, text)
    for time in coded.times:
        anchor = f", from {time.anchor}" if time.anchor else ""
        yield Mark(time.span, "time", f"Time: {time.value} ({time.kind}{anchor})\nrule {time.rule}")
    for place in coded.places:
        if place.span is not None:
            where = ", ".join(part for part in (place.name, place.country) if part)
            yield Mark(place.span, "place", f"Place: {where}\nrule {place.rule}")


def _actor(mention: Mention | None, text: str) -> Iterator[Mark]:
    if mention is not None and mention.span is not None:
        office = f", {mention.entity.office}" if mention.entity.office else ""
        yield Mark(mention.span, "actor", f"Actor: {name(mention, text)}{office}\nrule {mention.rule}")


def _why_event(event: Event, text: str, number: int) -> str:
    actors, recipients = (", ".join(name(m, text) for m in side) for side in (event.actors, event.recipients))
    kind = event.type + (f" {event.mode}" if event.mode else "")
    beside = [
        STATUS_SIGNS[event.status],
        event.date or "",
        f"due {event.due}" if event.due else "",
        event.place.name if event.place else "",
    ]
    told = f"Event E{number}: {actors or '—'} → {kind}" + (f" → {recipients}" if recipients else "")
    facts = ", ".join(fact for fact in beside if fact)
    return f"{told}{f' ({facts})' if facts else ''}\nby “{words(event.trigger, text)}”; rule {event.rule}"


def _why_quoted(quotation: Quotation, text: str, number: int) -> str:
    speaker = name(quotation.speaker, text) if quotation.speaker else "—"
    cue = f" by “{words(quotation.cue, text)}”" if quotation.cue else ""
    return f"Quotation Q{number}: {speaker}, {quotation.kind}{cue}\nrule {quotation.rule}"
