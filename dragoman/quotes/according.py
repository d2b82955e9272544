""" "Selon X, P", "P, according to X", "P, según X": what is told on somebody's word without a verb."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.quotes.closing import sequence_end
from dragoman.quotes.draft import Draft, marks_kind
from dragoman.quotes.extents import strip_end, strip_start
from dragoman.quotes.marked import clausal_mark
from dragoman.quotes.speakers import phrase
from dragoman.quotes.view import NOMINAL, View

#: What bounds the statement beside a source: a source tells the clause that it stands in, not the next.
BOUNDS = frozenset({";", "–", "—", "--", "(", ")", ":", "…"})


def find_according(view: View) -> Iterator[Draft]:
    """Drafts of every source named by a preposition, in order of the text."""
    firsts = view.lex.according.keys() | view.lex.according_marked.keys()
    for s in range(len(view.parsed.sentences)):
        k, last = view.first(s), view.last(s)
        while k <= last:
            if view.zone[k] != -1 or not (view.lows[k] in firsts or "'" in view.lows[k]):
                k += 1
                continue
            end = sequence_end(view, k, view.lex.according)
            only_marked = end is None
            if end is None:
                end = sequence_end(view, k, view.lex.according_marked)
            draft = None if end is None else _source(view, s, k, end, only_marked=only_marked)
            if draft is not None:
                yield draft
            k = k + 1 if end is None else end + 1


def _source(view: View, s: int, start: int, end: int, *, only_marked: bool) -> Draft | None:
    words = "".join(view.tokens[j].text.lower() + " " for j in range(start, end + 1)).strip()
    head = end if words in view.lex.sets["self"] else _source_head(view, end)
    if head is None or not _can_speak(view, head, only_marked=only_marked):
        return None
    stop = _source_end(view, head)
    region = _region(view, s, start, stop)
    if region is None or _narrow(view, head, start, stop, words):
        return None
    first, last, rest = region
    kind, spans, marks = marks_kind(view, first, last)
    if rest is not None:
        more, more_spans, more_marks = marks_kind(view, *rest)
        spans, marks = (*spans, *more_spans), marks | more_marks
        kind = kind if kind == more else "mixed" if kind != "indirect" or more != "indirect" else "indirect"
    verbal = any(view.is_verb(j) or view.tokens[j].upos == "VERB" for j in range(first, last + 1))
    if only_marked and not (marks and _mostly_marked(view, first, last, named=_named(view, head))):
        return None
    if not marks and (not verbal or last - first < 2):
        return None
    cue = view.span(start, end)
    return Draft(kind, spans, "quotes#according", s, speaker=head, cue=cue, key=words, marks=marks)


def _narrow(view: View, head: int, start: int, stop: int, words: str) -> bool:
    """A pronoun in the midst of a phrase answers for that phrase alone ("built, according to him before the war, by X")."""
    pronoun = view.tokens[head].upos == "PRON" and words not in view.lex.sets["self"]
    inside = view.same(start - 1, start) and view.same(stop + 1, start)
    return pronoun and inside and not view.punct(start - 1) and not view.punct(stop + 1)


def _source_head(view: View, end: int) -> int | None:
    """Head of the noun phrase behind the preposition."""
    at = end + 1
    while (
        view.same(at, end)
        and view.zone[at] == -1
        and view.tokens[at].upos in ("DET", "ADJ", "NUM", "ADV", "ADP")
        and at - end <= 5
    ):
        if view.tokens[at].upos == "ADP" and at - end > 1:
            return None
        at += 1
    if (
        not view.same(at, end)
        or view.zone[at] != -1
        or view.tokens[at].upos not in ("NOUN", "PROPN", "PRON", "X", "NUM")
    ):
        return None
    top = at
    for _ in range(6):
        above = view.head(top)
        if above <= end or view.tokens[above].upos not in NOMINAL or above - end > 14 or view.zone[above] != -1:
            break
        if any(view.punct(j) for j in range(at, above)):
            break
        top = above
    return top


def _can_speak(view: View, head: int, *, only_marked: bool) -> bool:
    """A source is a name, a pronoun, a known actor, or a noun that is no measure or manner."""
    token = view.tokens[head]
    if view.actor(head) is not None:
        return True
    if token.upos == "PROPN":
        return not token.text.isdigit()
    if token.upos == "PRON":
        return (
            not view.lex.has("relative", view.low(head))
            and view.low(head) not in view.lex.sets["that"]
            and (
                (not only_marked and view.low(head) not in view.lex.sets["impersonal"] | view.lex.sets["wh"])
                or view.low(head) in view.lex.sets["clitic_subjects"]
            )
        )
    lemma = view.lemma(head)
    if any(view.low(j) in view.lex.sets["possessive"] for j in view.children(head)) and lemma in view.lex.voices:
        return False
    return (
        token.upos in ("NOUN", "X")
        and lemma not in view.lex.sets["not_sources"]
        and view.low(head) not in view.lex.sets["not_sources"]
    )


def _source_end(view: View, head: int) -> int:
    """Last token of the source with all that hangs on it up to a comma."""
    below, end = set(view.subtree(head)), head
    _, end = phrase(view, head)
    while view.same(end + 1, head) and end + 1 in below and view.zone[end + 1] == -1 and not view.punct(end + 1):
        end += 1
    return _apposition_end(view, head, end)


def _apposition_end(view: View, head: int, end: int) -> int:
    """A name or an office set off behind the source, up to the comma that closes it."""
    below = set(view.subtree(head))
    if not (view.same(end + 1, head) and view.low(end + 1) == ","):
        return end
    name = end + 2
    while view.same(name, head) and view.zone[name] == -1 and _of_name(view, name) and name - end <= 7:
        name += 1
    if name > end + 2 and view.same(name, head) and view.low(name) == ",":
        return name - 1
    if end + 2 not in below:
        return end
    at = end + 2
    while view.same(at, head) and at in below and view.zone[at] == -1 and view.low(at) not in (",", ":"):
        at += 1
    verbal = any(view.is_verb(j) and view.tokens[j].deprel not in ("acl:relcl", "acl") for j in range(end + 2, at))
    return at - 1 if view.same(at, head) and view.low(at) in (",", ":") and not verbal and at - end < 25 else end


def _of_name(view: View, k: int) -> bool:
    """A capitalised word or a particle between two."""
    return view.tokens[k].text[:1].isupper() or view.lex.has("particles", view.low(k))


def _region(view: View, s: int, start: int, stop: int) -> tuple[int, int, tuple[int, int] | None] | None:
    """First and last token of the statement, and its second half where the source parts it."""
    clause = _relative_clause(view, start, stop)
    if clause is not None:
        return *clause, None
    low, high = _bounds(view, s, start, stop)
    before = strip_start(view, low, start - 1) if start > low else start
    has_before = (
        start > low
        and strip_end(view, before, start - 1) >= before
        and any(
            (not view.punct(j) and view.tokens[j].upos not in ("CCONJ", "ADV", "SCONJ")) or view.zone[j] != -1
            for j in range(before, start)
        )
    )
    if has_before and _opener(view, low, start):
        has_before = False
    behind = stop + 1
    while behind <= high and view.punct(behind) and view.zone[behind] == -1:
        behind += 1
    set_off = behind > stop + 1 or not has_before
    rest = (behind, strip_end(view, behind, high)) if behind <= high and set_off else None
    if not has_before:
        return (*rest, None) if rest is not None and rest[1] > rest[0] else None
    first, last = before, strip_end(view, before, start - 1)
    verbal = any(view.is_verb(j) for j in range(first, last + 1))
    if rest is not None and not verbal and any(view.is_verb(j) for j in range(rest[0], rest[1] + 1)):
        return first, last, rest
    return first, last, rest if rest is not None and _goes_on(view, first, last, rest) else None


def _relative_clause(view: View, start: int, stop: int) -> tuple[int, int] | None:
    """ "…, which according to X remains Q": a source right behind a relative pronoun answers for that clause alone."""
    pronoun = start - 1
    while view.same(pronoun, start) and view.punct(pronoun) and start - pronoun < 2:
        pronoun -= 1
    if not view.same(pronoun, start) or not view.lex.has("relative", view.low(pronoun)) or view.zone[pronoun] != -1:
        return None
    verb = view.head(pronoun)
    if verb <= stop or view.tokens[verb].deprel not in ("acl:relcl", "acl"):
        return None
    first = stop + 1
    while first < verb and view.punct(first):
        first += 1
    last = strip_end(view, first, max(view.subtree(verb)))
    return (first, last) if first <= last else None


def _opener(view: View, low: int, start: int) -> bool:
    """A word or two set off by a comma before the source ("En effet, pour X, …") is no statement."""
    words = [j for j in range(low, start) if not view.punct(j)]
    return (
        len(words) <= 3 and view.low(start - 1) == "," and not any(view.is_verb(j) or view.zone[j] != -1 for j in words)
    )


def _goes_on(view: View, first: int, last: int, rest: tuple[int, int]) -> bool:
    """Whether what follows the source ends the clause before it: "the strikes killed, according to the UN, 12 civilians"."""
    open_word = view.tokens[last].upos in ("AUX", "ADP", "DET", "SCONJ")
    tops = [k for k in range(rest[0], rest[1] + 1) if not rest[0] <= view.head(k) <= rest[1] and not view.punct(k)]
    core = ("obj", "xcomp", "ccomp", "iobj", "obl:agent")
    missing = any(view.tokens[k].deprel in core and first <= view.head(k) <= last for k in tops)
    verb = view.tokens[last].upos == "VERB" and any(view.head(k) == last for k in tops)
    torn = view.tokens[last].upos == "AUX" or any(first <= view.head(k) <= last and k == view.head(last) for k in tops)
    return open_word or missing or verb or torn


def _bounds(view: View, s: int, start: int, stop: int) -> tuple[int, int]:
    low, high = view.first(s), view.last(s)
    if view.same(stop + 2, start) and view.tokens[stop + 1].text == ":" and view.zone[stop + 2] != -1:
        return start, high
    for j in range(start - 1, low - 1, -1):
        if view.zone[j] == -1 and view.tokens[j].text in BOUNDS and j < start - 1:
            low = j + 1
            break
        if view.zone[j] == -1 and view.tokens[j].text in BOUNDS and view.tokens[j].text in (";", ":", "("):
            low = start
            break
    for j in range(stop + 1, high + 1):
        if (
            view.zone[j] == -1
            and view.tokens[j].text in BOUNDS
            and (j > stop + 1 or view.tokens[j].text in (")", "–", "—", "--", ";"))
        ):
            high = j - 1
            break
    return low, high


def _named(view: View, head: int) -> bool:
    """A name or a known actor."""
    return view.tokens[head].upos == "PROPN" or view.actor(head) is not None


def _mostly_marked(view: View, first: int, last: int, *, named: bool) -> bool:
    """Whether most of a statement stands in marks, a clause of them or, behind a name, any words beside a finite verb."""
    held = sum(view.zone[j] != -1 for j in range(first, last + 1))
    if named and 2 * held >= last - first + 1 and any(view.is_verb(j) for j in range(first, last + 1)):
        return True
    return any(clausal_mark(view, m) for m in view.marked_between(first, last)) and 3 * held >= last - first + 1
