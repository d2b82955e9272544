"""Speech without its marks: a mark missing, dialogue dashes, and set-off lines that go on with the last speaker's words."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dragoman.quotes.draft import Draft
from dragoman.quotes.marks import PAIRS, trimmed
from dragoman.quotes.view import View
from dragoman.types import Span

DASHES = ("—", "–", "-", "―")
CLOSING = '»”"“’'


def mend(view: View, draft: Draft) -> Draft:
    """A sentence that its cue closes and that has one of its two marks is direct speech: the other was lost."""
    if draft.rule != "quotes#closing" or draft.marks or draft.kind != "indirect":
        return draft
    span, text = draft.spans[0], view.text
    start, end = span.start, span.end
    opened = text[start] in PAIRS or text[max(0, start - 3) : start].strip()[-1:] in tuple(PAIRS)
    behind = text[end : end + 3].lstrip(" \n,")
    closed = text[end - 1] in "»”" or (behind[:1] in ("»", "”", '"') and bool(behind))
    if not opened and not closed:
        return draft
    start = start + 1 if text[start] in PAIRS else start
    end = end - 1 if text[end - 1] in CLOSING else end
    return replace(draft, kind="direct", spans=(trimmed(text, start, end), *draft.spans[1:]), rule="quotes#mended")


def find_dialogue(view: View, drafts: list[Draft]) -> list[Draft]:
    """Dialogue dashes: a paragraph that opens with a dash and has a cue of speech is that speaker's, to its end."""
    opened = {p: span for p, span in enumerate(view.parts) if _dash(view, span)}
    found = []
    for draft in drafts:
        part = view.part[draft.sentence]
        if part not in opened or draft.rule != "quotes#closing" or draft.kind != "indirect":
            found.append(draft)
            continue
        spans = [trimmed(view.text, span.start, span.end) for span in draft.spans]
        spans[0] = _undashed(view, spans[0])
        tail = _tail(view, draft, opened[part], spans[-1].end)
        if tail is not None:
            spans = [*spans[:-1], Span(spans[-1].start, tail.end)] if len(spans) > 1 else [*spans, tail]
        found.append(replace(draft, kind="direct", spans=tuple(spans), rule="quotes#dash"))
    return found


def _dash(view: View, span: Span) -> bool:
    return view.text[span.start : span.start + 6].strip()[:1] in DASHES


def _undashed(view: View, span: Span) -> Span:
    words = span.of(view.text)
    return trimmed(view.text, span.start + (len(words) - len(words.lstrip("—–-― "))), span.end)


def _tail(view: View, draft: Draft, part: Span, end: int) -> Span | None:
    """What the speaker goes on to say behind the cue's own clause, to the paragraph's end."""
    last = view.parsed.sentences[draft.sentence].span.end
    tail = trimmed(view.text, end, part.end) if end >= last - 1 else trimmed(view.text, last, part.end)
    words = tail.of(view.text)
    return tail if any(c.isalpha() for c in words) else None


def find_unmarked(view: View, drafts: list[Draft]) -> Iterator[Draft]:
    """Set-off paragraphs without marks or cue that go on with the direct speech before them (flagged inferred)."""
    ends = {
        view.part[s]: d
        for d in drafts
        for s in [view.home[min(view.at(d.spans[-1].start), len(view.home) - 1)]]
        if d.kind == "direct" and view.tokens
    }
    touched = {view.part[d.sentence] for d in drafts} | {
        p for d in drafts for p in [view.part[view.home[min(view.at(d.spans[0].start), len(view.home) - 1)]]]
    }
    by_part: dict[int, list[int]] = {}
    for s in range(len(view.parsed.sentences)):
        by_part.setdefault(view.part[s], []).append(s)
    first: set[int] | None = None
    before: int | None = None
    for part in sorted(by_part):
        plain = before in ends and view.kinds[part] in ("body", "lead") if before is not None else False
        goes_on = plain and part not in touched and _goes_on(view, by_part[part], ends, before)
        if goes_on:
            first = _first_person_parts(view, by_part, touched) if first is None else first
            goes_on = first <= {part}
        if part not in touched and (view.kinds[part] == "pull-quote" or goes_on):
            draft = _whole(view, by_part[part], drafts)
            if draft is not None:
                yield draft
        before = part


def _first_person_parts(view: View, by_part: dict[int, list[int]], touched: set[int]) -> set[int]:
    """Paragraphs away from any quotation whose own voice says "I" or "we": in two of them it is the reporter's."""
    return {
        part
        for part, sentences in by_part.items()
        if part not in touched
        and view.kinds[part] == "body"
        and any(_first_person(view, view.first(s) + t.i) for s in sentences for t in view.parsed.sentences[s].tokens)
    }


def _first_person(view: View, k: int) -> bool:
    if view.zone[k] != -1:
        return False
    return _says_we(view, k)


def _says_we(view: View, k: int) -> bool:
    token = view.tokens[k]
    if view.lex.has("first", view.low(k)):
        return True
    verbal = token.upos in ("VERB", "AUX")
    ending = verbal and any(view.low(k).endswith(end) for end in view.lex.sets["first_ends"])
    return ending or (token.feats.get("Person") == "1" and (verbal or token.upos == "PRON"))


def _goes_on(view: View, sentences: list[int], ends: dict[int, Draft], before: int | None) -> bool:
    """A short paragraph in the first person behind one that ends in direct speech in the first person."""
    if before is None or len(sentences) > 3:
        return False
    if not any(_first_person(view, view.first(s) + t.i) for s in sentences for t in view.parsed.sentences[s].tokens):
        return False
    words = [w for span in ends[before].spans for w in range(view.at(span.start), view.at(span.end))]
    return any(_says_we(view, w) for w in words if w < len(view.tokens))


def _whole(view: View, sentences: list[int], drafts: list[Draft]) -> Draft | None:
    span = trimmed(
        view.text, view.parsed.sentences[sentences[0]].span.start, view.parsed.sentences[sentences[-1]].span.end
    )
    first = view.first(sentences[0])
    zone = view.zone[first]
    if zone != -1:
        span = view.marks[zone].inner
    words = _folded(span.of(view.text))
    if any(words in _folded(s.of(view.text)) for d in drafts for s in d.spans):
        return None
    if not any(t.upos in ("VERB", "AUX") for s in sentences for t in view.parsed.sentences[s].tokens):
        return None
    marks = frozenset() if zone == -1 else frozenset([zone])
    return Draft("direct", (span,), "quotes#unmarked", sentences[0], implied=True, marks=marks, flags=("inferred",))


def _folded(words: str) -> str:
    return " ".join("".join(c for c in words.casefold() if c.isalnum() or c.isspace()).split())
