"""Drafts → quotations: continued words joined, speakers resolved in order of the text, medium and flags added."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from dragoman.quotes.draft import Draft
from dragoman.quotes.extras import addressee_of, flags_of, medium_of
from dragoman.quotes.resolve import MEMORY, Said, speaker_of
from dragoman.quotes.speakers import author
from dragoman.quotes.view import View
from dragoman.types import Mention, Quotation


def finish(view: View, drafts: Sequence[Draft]) -> tuple[Quotation, ...]:
    """Quotations in order of the text."""
    said: list[Said] = []
    for draft in _joined(view, sorted(drafts, key=lambda d: d.order)):
        speaker = speaker_of(view, draft, said)
        said.append(_said(view, draft, speaker, said))
    return tuple(one.quotation for one in _authored(view, said))


def _joined(view: View, drafts: Sequence[Draft]) -> list[Draft]:
    """Marks without a cue right behind a direct quotation in the same paragraph are more of its words."""
    joined: list[Draft] = []
    ordered = list(drafts)
    for n, draft in enumerate(ordered):
        last = joined[-1] if joined else None
        if (
            last is not None
            and draft.rule == "quotes#continued"
            and last.kind == "direct"
            and _adjoins(view, last, draft)
            and (
                "\n" not in view.text[last.spans[-1].end : draft.spans[0].start]
                or (last.marks and view.marks[max(last.marks)].goes_on)
            )
            and not any(_leads(view, draft, later) for later in ordered[n + 1 : n + 2])
        ):
            joined[-1] = replace(last, spans=(*last.spans, *draft.spans), marks=last.marks | draft.marks)
        elif last is not None and last.rule == "quotes#continued" and _leads(view, last, draft):
            joined[-1] = replace(draft, spans=(*last.spans, *draft.spans), marks=last.marks | draft.marks)
        else:
            joined.append(draft)
    return joined


def _leads(view: View, draft: Draft, following: Draft) -> bool:
    """« P. » « Q », a dit X: nothing stands between marks without a cue and marks that have one in the same paragraph."""
    if following.kind != "direct" or following.frame is None or draft.rule != "quotes#continued":
        return False
    start, end = draft.spans[-1].end, following.spans[0].start
    gap = view.text[start:end]
    ended = max(draft.marks, default=-1)
    if ended >= 0 and view.marks[ended].goes_on and min(following.marks, default=-1) == ended + 1:
        return True
    return start <= end and not any(c.isalnum() for c in gap) and "\n" not in gap and len(gap) < 12


def _adjoins(view: View, last: Draft, draft: Draft) -> bool:
    """Only the cue's own clause stands between, or the marks were reopened at a paragraph."""
    ended = max(last.marks, default=-1)
    if ended >= 0 and view.marks[ended].goes_on and min(draft.marks) == ended + 1:
        return True
    here = view.home[view.at(draft.spans[0].start)]
    part = view.part[here] == view.part[last.sentence]
    return part and 0 <= here - max(last.sentence, view.home[view.at(last.spans[-1].end - 1)]) <= 1


def _said(view: View, draft: Draft, speaker: Mention | None, said: Sequence[Said]) -> Said:
    medium = medium_of(view, draft.sentence, draft.spans, draft.key, speaker)
    document = _document(view, draft)
    addressee = addressee_of(view, draft.frame, draft.rule) if draft.frame is not None else None
    medium = medium or _told_outlet(view, addressee) or _kept_medium(view, draft, speaker, said)
    flags = tuple(dict.fromkeys((*draft.flags, *flags_of(view, draft.spans, draft.kind, speaker, draft.sentence))))
    if draft.implied and "inferred" not in flags:
        flags = (*flags, "inferred")
    quotation = Quotation(
        draft.kind, draft.spans, speaker, draft.cue, medium, addressee, act=draft.act, flags=flags, rule=draft.rule
    )
    return Said(quotation, view.part[draft.sentence], draft.sentence, document)


def _told_outlet(view: View, addressee: Mention | None) -> str | None:
    """Words told to an outlet are an interview."""
    if addressee is None or addressee.span is None:
        return None
    words = addressee.span.of(view.text)
    bare = words.split(" ", 1)[-1]
    named = any(view.lex.outlets.fullmatch(w) for w in (words, bare, addressee.entity.name or ""))
    return "interview" if named or any(w in view.lex.sets["media"] for w in words.lower().split()) else None


def _kept_medium(view: View, draft: Draft, speaker: Mention | None, said: Sequence[Said]) -> str | None:
    """The medium of the same speaker's words just before, or of the text that told of them."""
    if speaker is None:
        return None
    paragraph = view.part[draft.sentence]
    for one in reversed(said):
        if paragraph - one.paragraph > MEMORY or one.quotation.speaker is None:
            continue
        if one.quotation.speaker.entity.key == speaker.entity.key:
            return one.quotation.medium
        fresh = one.document is not None and not _definite(view, one.document) and paragraph - one.paragraph <= 1
        return one.quotation.medium if fresh else None
    return None


def _document(view: View, draft: Draft) -> int | None:
    """Place of the speaker's head where it is a text without author."""
    if draft.speaker is None or view.lemma(draft.speaker) not in view.lex.voices:
        return None
    return draft.speaker if author(view, draft.speaker) == draft.speaker else None


def _authored(view: View, said: list[Said]) -> list[Said]:
    """ "Le communiqué" is its author speaking: who spoke through the last text, or last before it."""
    done: list[Said] = []
    for one in said:
        if one.document is not None and _definite(view, one.document):
            author = next(
                (
                    s.quotation.speaker
                    for s in reversed(done)
                    if s.document is None
                    and s.quotation.speaker is not None
                    and one.paragraph - s.paragraph <= MEMORY + 1
                ),
                None,
            )
            if author is not None and one.quotation.speaker is not None:
                done = [_given(view, s, one, author) for s in done]
                entity = replace(one.quotation.speaker, entity=author.entity)
                one = replace(one, quotation=replace(one.quotation, speaker=entity))
        done.append(one)
    return done


def _given(view: View, earlier: Said, one: Said, author: Mention) -> Said:
    """The first mention of the same text ("selon un communiqué") has the same author."""
    if earlier.document is None or one.document is None or earlier.quotation.speaker is None:
        return earlier
    if (
        view.lemma(earlier.document) != view.lemma(one.document)
        or _definite(view, earlier.document)
        or one.paragraph - earlier.paragraph > 3
    ):
        return earlier
    speaker = replace(earlier.quotation.speaker, entity=author.entity)
    return replace(earlier, quotation=replace(earlier.quotation, speaker=speaker))


def _definite(view: View, k: int) -> bool:
    return any(view.low(j) in view.lex.sets["definite"] for j in view.children(k, "det"))
