"""Marked words that no cue verb or source claims: introduced by a colon, said by a sentence's own subject, or going on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dragoman.quotes.draft import Draft, inside, stretch
from dragoman.quotes.lexicon import Cue
from dragoman.quotes.marked import clausal_mark
from dragoman.quotes.speakers import author_of
from dragoman.quotes.view import NOMINAL, View
from dragoman.types import QuotationKind, Span

#: Longest headline source ("Trump : « … »"), in tokens.
HEADLINE = 8
#: Parts whose words are echoes of the text: marks there are spoken only where a cue says so.
ECHOES = frozenset({"subhead", "title"})


def find_unclaimed(view: View, claimed: frozenset[int]) -> Iterator[Draft]:
    """Drafts of the marks that no other rule holds, in order of the text."""
    for mark in view.top:
        if mark in claimed:
            continue
        first = view.at(view.marks[mark].outer.start)
        if first >= len(view.tokens) or view.zone[first] != mark:
            continue
        last = first
        while last + 1 < len(view.tokens) and view.zone[last + 1] == mark:
            last += 1
        found = _by_colon(view, mark, first) or _by_subject(view, mark, first, last) or _alone(view, mark, first, last)
        if found is not None:
            yield found


def _by_colon(view: View, mark: int, first: int) -> Draft | None:
    """ "X : « … »", "Sa réponse : « … »", "Le ministre est formel : « … »"."""
    colon = first - 1
    if colon < 0 or view.tokens[colon].text != ":" or view.part[view.home[first]] - view.part[view.home[colon]] > 1:
        return None
    s = view.home[colon]
    start = view.first(s)
    words = [k for k in range(start, colon) if not view.punct(k)]
    if not words or view.tokens[words[-1]].upos in ("ADP", "DET"):
        return None
    if any(view.zone[k] != -1 for k in words) and not any(view.is_verb(k) and view.zone[k] == -1 for k in words):
        return None
    words = [k for k in words if view.zone[k] == -1]
    if not words:
        return None
    same = view.paragraph(first) == view.paragraph(colon)
    noun = _cue_noun(view, words)
    speaker, implied = _colon_speaker(view, words, noun)
    if speaker is None and not implied and noun is None and not clausal_mark(view, mark):
        return None
    if speaker is None and not implied and not same:
        return None
    cue = None if noun is None else view.span(noun[0], noun[0])
    act = noun[1].act if noun is not None else "state"
    flags = () if speaker is not None else ("inferred",) if implied else ()
    return Draft(
        "direct",
        inside(view, [mark]),
        "quotes#introduced",
        s,
        speaker,
        implied,
        cue,
        act=act,
        marks=frozenset([mark]),
        flags=flags,
    )


def _cue_noun(view: View, words: Sequence[int]) -> tuple[int, Cue] | None:
    verbs = [k for k in words if view.is_verb(k)]
    for k in reversed(words):
        if verbs and k < verbs[-1] and not view.tokens[k].deprel.startswith("nsubj"):
            continue
        cues = view.lex.nouns.get(view.lemma(k), ()) if view.tokens[k].upos == "NOUN" else ()
        for cue in cues:
            if not cue.rest:
                return k, cue
    return None


def _colon_speaker(view: View, words: Sequence[int], noun: tuple[int, Cue] | None) -> tuple[int | None, bool]:
    """Head of the speaker's words, and whether a speaker is implied."""
    if noun is not None:
        own = any(view.low(j) in view.lex.sets["possessive"] for j in view.children(noun[0]))
        author = author_of(view, noun[0])
        if author is not None:
            return author, False
        if own:
            return None, True
    verbs = [k for k in words if view.is_verb(k)]
    if not verbs and len(words) <= HEADLINE:
        head = _np_head(view, words)
        capital = head is not None and view.tokens[head].text[:1].isupper() and not view.children(head, "det")
        if head is not None and (capital or view.tokens[head].upos == "PROPN" or view.actor(head) is not None):
            return head, False
        return None, head is None
    for k in _of_last_clause(view, words, verbs):
        if (
            view.tokens[k].deprel.startswith("nsubj")
            and view.tokens[k].upos in NOMINAL
            and (
                view.low(k) not in view.lex.sets["impersonal"] - view.lex.sets["clitic_subjects"]
                or view.children(k, "nmod")
            )
        ):
            relative = view.tokens[k].upos == "PRON" and view.lex.has("relative", view.low(k))
            if not relative:
                return (None, True) if _no_speaker(view, k) else (k, False)
    return None, True


def _of_last_clause(view: View, words: Sequence[int], verbs: Sequence[int]) -> Sequence[int]:
    """The words of the last finite clause before the colon, where the language leaves subjects out; else all."""
    if not view.lex.sets["dropped"] or len(verbs) < 2:
        return words
    comma = next((k for k in range(verbs[-1], words[0], -1) if view.low(k) == ","), words[0] - 1)
    return [k for k in words if k > comma]


def _no_speaker(view: View, k: int) -> bool:
    """A noun of saying, or a thing, as the subject before a colon: who speaks is left out."""
    lemma, known = view.lemma(k), view.actor(k) is not None
    if known or lemma in view.lex.voices or lemma in view.lex.reports:
        return False
    return lemma in view.lex.nouns or view.lex.has("things", lemma)


def _np_head(view: View, words: Sequence[int]) -> int | None:
    inside_words = set(words)
    for k in words:
        if view.tokens[k].upos in NOMINAL and view.head(k) not in inside_words:
            return k
    return next((k for k in words if view.tokens[k].upos == "PROPN"), None)


def _by_subject(view: View, mark: int, first: int, last: int) -> Draft | None:
    """ "Le ministère « condamne fermement » l'attaque": the verb in marks is its subject's own saying."""
    s = view.home[first]
    verb = _marked_verb(view, first, last)
    if verb is None or view.home[last] != s or first == view.first(s):
        return None
    subject = next((k for k in view.children(verb, "nsubj") if k < first and view.zone[k] == -1), None)
    subject = first - 1 if subject is None and view.tokens[first - 1].upos == "PROPN" else subject
    if subject is None or any(view.is_verb(k) for k in range(subject + 1, first)):
        return None
    words = view.text[view.parsed.sentences[s].span.start : view.tokens[first].span.start]
    told = any(pattern.search(words) for _, pattern in view.lex.mediums)
    cue = next(iter(view.lex.verbs.get(view.lemma(verb), ())), None)
    if not told and (
        cue is None or (view.tokens[subject].upos != "PROPN" and (s, view.tokens[subject].i) not in view.actor_at)
    ):
        return None
    act = cue.act if cue is not None else "state"
    return Draft("mixed", (_with_marks(view, mark),), "quotes#own-words", s, subject, act=act, marks=frozenset([mark]))


def _marked_verb(view: View, first: int, last: int) -> int | None:
    """The finite verb in marks: by its tag, or by its place and its form where the tagger missed it."""
    found = next((k for k in range(first, last + 1) if view.is_verb(k) and view.tokens[k].upos == "VERB"), None)
    opening = next((k for k in range(first, last + 1) if not view.punct(k)), first)
    cues = view.lex.cues_of(view.lemma(opening), view.low(opening))
    return opening if cues and view.tokens[opening].text[:1].islower() else found


def _with_marks(view: View, mark: int) -> Span:
    return view.marks[mark].outer


def _alone(view: View, mark: int, first: int, last: int) -> Draft | None:
    """A whole sentence in marks without any cue: the last speaker goes on."""
    if view.kinds[view.marks[mark].part] in ECHOES or not (clausal_mark(view, mark) or _sentence(view, mark)):
        return None
    start, end = view.first(view.home[first]), view.last(view.home[last])
    outside = [k for k in (*range(start, first), *range(last + 1, end + 1)) if not view.punct(k) and view.zone[k] == -1]
    if any(view.tokens[k].upos not in ("CCONJ", "ADV") for k in outside) or len(outside) > 1:
        return None
    return Draft(
        "direct",
        inside(view, [mark]),
        "quotes#continued",
        view.home[first],
        implied=True,
        marks=frozenset([mark]),
        flags=("inferred",),
    )


def _sentence(view: View, mark: int) -> bool:
    """Marked words that are written as a sentence, whatever the tags say of them."""
    words, end = view.marks[mark].inner.of(view.text), view.marks[mark].outer.end
    stopped = words[-1:] in ".!?…" or view.text[end : end + 1] in (".", "!", "?")
    return words[:1].isupper() and stopped and len(words.split()) > 2


def find_noun_clauses(view: View) -> Iterator[Draft]:
    """ "L'avertissement que P", "the claim that P": a noun that says something, with its owner."""
    for s in range(len(view.parsed.sentences)):
        for k in range(view.first(s), view.last(s) + 1):
            if view.zone[k] != -1 or view.tokens[k].upos != "NOUN":
                continue
            for cue in view.lex.nouns.get(view.lemma(k), ()):
                draft = None if cue.rest else _noun_clause(view, s, k, cue)
                if draft is not None:
                    yield draft


def _noun_clause(view: View, s: int, k: int, cue: Cue) -> Draft | None:
    that = next(
        (
            j
            for j in range(k + 1, min(k + 8, view.last(s)) + 1)
            if view.low(j) in view.lex.sets["that"] and view.zone[j] == -1 and view.tokens[j].upos == "SCONJ"
        ),
        None,
    )
    if that is None or any(view.punct(j) or view.is_verb(j) for j in range(k + 1, that)):
        return None
    top = view.head(that)
    if top <= that or view.tokens[top].deprel == "acl:relcl" or view.head(top) not in range(k, that):
        return None
    last = max(view.subtree(top))
    if not any(view.is_verb(j) for j in range(that + 1, last + 1)):
        return None
    held = frozenset(view.marked_between(that + 1, last))
    author = author_of(view, k)
    own = any(view.low(j) in view.lex.sets["possessive"] for j in view.children(k))
    speaker = author if author is not None else None if own else _governor_subject(view, k)
    if speaker is None and not own:
        return None
    span = stretch(view, that + 1, last)
    kind: QuotationKind = "mixed" if held else "indirect"
    return Draft(kind, (span,), "quotes#noun", s, speaker, own, view.span(k, k), act=cue.act, marks=held)


def _governor_subject(view: View, k: int) -> int | None:
    """The subject of the sentence that the noun stands in, where it is a name, a pronoun or a known actor."""
    for above in view.sentence(k).ancestors(view.tokens[k].i):
        at = view.base[view.home[k]] + above.i
        if above.upos in ("VERB", "AUX"):
            for j in view.children(at, "nsubj"):
                named = view.tokens[j].upos in ("PROPN", "PRON") or view.actor(j) is not None
                if view.zone[j] == -1 and j != k and named and not view.lex.has("relative", view.low(j)):
                    return j
    return None
