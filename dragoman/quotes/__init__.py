"""Who said what, in their words (codebook §3): direct, mixed and indirect quotations with their speakers."""

from __future__ import annotations

from dataclasses import replace

from dragoman.language import Language
from dragoman.quotes.according import find_according
from dragoman.quotes.draft import Draft
from dragoman.quotes.finish import finish
from dragoman.quotes.lexicon import build_lexicon
from dragoman.quotes.narrative import find_noun_clauses, find_unclaimed
from dragoman.quotes.nested import find_inside, find_nested
from dragoman.quotes.unmarked import find_dialogue, find_unmarked, mend
from dragoman.quotes.verbs import find_by_verbs
from dragoman.quotes.view import build_view
from dragoman.types import Mention, Parse, Quotation

__all__ = ["find_quotes"]


def find_quotes(parsed: Parse, lang: Language, actors: tuple[Mention, ...] = ()) -> tuple[Quotation, ...]:
    """The quotations of an article in order of the text (codebook §3).

    Spans are in characters of the article's text: inside the marks for direct quotations, the whole reported clause for
    indirect and mixed ones. A speaker is one of `actors` where their words overlap, else a new Mention of the words alone, or
    None where nobody is named. `rule` names the rule, `act` what the cue says of the act, `flags` what was changed, translated
    or inferred. Linear in the article's length.
    """
    lex = lang.compiled(build_lexicon)
    view = build_view(parsed, lex, actors)
    drafts = [mend(view, draft) for draft in find_by_verbs(view)]
    drafts = [draft for draft in drafts if not _inner_argument(draft, drafts)]
    drafts += [d for d in find_according(view) if not _told_already(d, drafts)]
    drafts += [d for d in find_noun_clauses(view) if not _told_already(d, drafts)]
    drafts += list(find_inside(view, _claimed(drafts)))
    drafts += list(find_unclaimed(view, _claimed(drafts)))
    drafts = find_dialogue(view, drafts)
    drafts += find_unmarked(view, drafts)
    drafts += find_nested(view)
    return finish(view, [replace(d, order=(d.spans[0].start, -d.spans[-1].end)) for d in drafts])


def _claimed(drafts: list[Draft]) -> frozenset[int]:
    return frozenset(mark for draft in drafts for mark in draft.marks)


def _inner_argument(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether marked words of a verb stand inside what another verb reports: they are told once, with the clause."""
    if draft.rule not in ("quotes#argument", "quotes#object"):
        return False
    return any(
        o is not draft
        and o.sentence == draft.sentence
        and o.rule != draft.rule
        and o.marks >= draft.marks
        and o.kind == "mixed"
        for o in drafts
    )


def _told_already(draft: Draft, drafts: list[Draft]) -> bool:
    """Whether a verb tells the very same words: one cue, one quotation."""
    for other in drafts:
        if other.sentence != draft.sentence or other.cue is None:
            continue
        closing = other.rule == "quotes#closing" and other.speaker == draft.speaker
        if closing and any(s.overlaps(o) for s in draft.spans for o in other.spans):
            return True
        if other.spans == draft.spans or (other.marks & draft.marks and any(s.covers(other.cue) for s in draft.spans)):
            return True
    return False
