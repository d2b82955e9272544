"""Frames of saying: a cue verb, the words that form it, whose saying it is, and where its own clause begins and ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.quotes.lexicon import CONVINCED, Cue
from dragoman.quotes.subjects import FAR, find_subject, impersonal, object_clitic
from dragoman.quotes.view import View

#: How far, in tokens, the words of one cue may lie apart.
NEAR = 4
#: Frames looked for in one sentence: a sentence with more is no prose.
MOST = 40


@dataclass(frozen=True, slots=True)
class Frame:
    """One cue verb. `first`..`last` is the cue as written, `edge`..`end` its clause without what is said (all places in the row).

    `subject` is the head of the speaker's words, None where nobody is named: then `implied` tells a speaker left out (a verb that
    needs no subject) from none at all ("it was said").
    """

    verb: int
    first: int
    last: int
    cue: Cue
    subject: int | None
    implied: bool
    inverted: bool
    edge: int
    end: int
    passive: bool
    negated: bool
    modal: bool


def find_frames(view: View, s: int) -> Iterator[Frame]:
    """The cue verbs of sentence s that stand outside marks, in order."""
    found = 0
    for k in range(view.first(s), view.last(s) + 1):
        if view.zone[k] == -1 and found < MOST:
            cue = match_cue(view, k)
            if cue is not None:
                found += 1
                yield _frame(view, k, cue)


def match_cue(view: View, k: int) -> Cue | None:
    """The cue that begins at token k, if one does. A verb that the tagger took for another word is known by its place."""
    token = view.tokens[k]
    if token.deprel.startswith(("aux", "cop")):
        return None
    if view.lex.has("convinced", view.low(k)) and token.upos in ("ADJ", "VERB", "ADV"):
        return CONVINCED if _is(view, k) else None
    if token.upos not in ("VERB", "AUX") and not _mistaken(view, k):
        return None
    for cue in view.lex.cues_of(view.lemma(k), view.low(k)):
        if _rest_end(view, k, cue) is not None:
            return cue
    return None


def _is(view: View, k: int) -> bool:
    """Whether the word stands behind a form of "be"."""
    return any(view.same(j, k) and view.lemma(j) in view.lex.sets["be"] for j in (k - 1, k - 2))


def _mistaken(view: View, k: int) -> bool:
    """A verb tagged as a noun: behind an auxiliary of telling, or between a noun and "that"."""
    token = view.tokens[k]
    if token.upos in ("PUNCT", "NUM", "DET", "SYM", "CCONJ") or not view.same(k - 1, k) or token.text[:1].isupper():
        return False
    if any(token.text.endswith(end) for end in view.lex.sets["verbal"]):
        return True
    before = view.tokens[k - 1]
    if view.low(k - 1) in view.lex.sets["have"]:
        return True
    bound = before.upos in ("DET", "ADP", "ADJ", "NUM") or view.low(k - 1) in view.lex.sets["definite"]
    follows = view.same(k + 1, k) and view.low(k + 1) in view.lex.sets["that"] | {":"}
    return (follows and not bound) or (view.punct(k - 1) and view.zone[k - 1] != -1)


def _rest_end(view: View, k: int, cue: Cue) -> int | None:
    """Place of the cue's last word, None where its words do not follow."""
    at = k
    for word in cue.rest:
        for j in range(at + 1, at + 1 + NEAR):
            if not view.same(j, k) or view.zone[j] != -1:
                return None
            if word in (view.low(j), view.lemma(j)):
                at = j
                break
        else:
            return None
    return at


def _frame(view: View, k: int, cue: Cue) -> Frame:
    first, clitic = _complex(view, k)
    last = _rest_end(view, k, cue) or k
    if clitic is not None and clitic > last:
        last = clitic
    passive, reduced = _passive(view, k) if cue is not CONVINCED else (False, False)
    subject, inverted = find_subject(view, k, first, last, passive=passive, reduced=reduced, clitic=clitic)
    nobody = subject is not None and impersonal(view, subject, passive=passive)
    edge, end = _edges(view, first, last, subject)
    return Frame(
        verb=k,
        first=first,
        last=last,
        cue=cue,
        subject=None if nobody else subject,
        implied=subject is None and not passive and not reduced and _drops(view, k),
        inverted=inverted,
        edge=edge,
        end=end,
        passive=passive or reduced,
        negated=_negated(view, k, first),
        modal=_modal(view, k),
    )


def _complex(view: View, k: int) -> tuple[int, int | None]:
    """First word of the verb with its auxiliaries, and a subject pronoun hung on it by a hyphen ("a-t-il dit")."""
    first, at, clitic = k, k - 1, None
    while view.same(at, k) and k - at <= 6 and view.zone[at] == -1:
        token = view.tokens[at]
        if token.upos == "AUX" or token.deprel.startswith("aux") or view.low(at) in view.lex.sets["have"]:
            first = at
        elif token.text.startswith("-") and len(token.text) > 1:
            clitic = at
        elif token.upos not in ("ADV", "PART") and not (token.deprel == "expl" or object_clitic(view, at)):
            break
        at -= 1
    after = k + 1
    if view.same(after, k) and view.tokens[after].text.startswith("-") and len(view.tokens[after].text) > 1:
        clitic = after
    return first, clitic


def _passive(view: View, k: int) -> tuple[bool, bool]:
    """Whether the verb is passive, and whether it is a participle that leans on a noun ("les mesures annoncées")."""
    labels = {view.tokens[j].deprel for j in view.children(k)}
    token = view.tokens[k]
    finite = token.feats.get("VerbForm") == "Fin" and not labels & {"aux", "aux:pass"}
    passive = "aux:pass" in labels or ("nsubj:pass" in labels and not finite)
    past = token.feats.get("VerbForm") == "Part" and token.feats.get("Tense") != "Pres"
    leaning = token.deprel.split(":")[0] in ("acl", "amod", "advcl", "appos", "nmod", "xcomp")
    bare = not labels & {"aux", "nsubj", "aux:pass"}
    return passive, past and leaning and bare and not passive and token.deprel != "acl:relcl"


def _edges(view: View, first: int, last: int, subject: int | None) -> tuple[int, int]:
    """Where the cue's clause begins and ends, its subject included."""
    edge, end = first, last
    if subject is None or not view.same(subject, first):
        return edge, end
    if subject < first and first - subject <= FAR:
        below = set(view.subtree(subject))
        edge = subject
        while view.same(edge - 1, first) and edge - 1 in below and view.zone[edge - 1] == -1:
            edge -= 1
        while edge < subject and view.punct(edge):
            edge += 1
    elif subject > last and subject - last <= FAR:
        end = subject
        below = set(view.subtree(subject))
        while view.same(end + 1, last) and end + 1 in below and view.zone[end + 1] == -1 and not view.punct(end + 1):
            end += 1
    return edge, end


def _negated(view: View, k: int, first: int) -> bool:
    words = view.lex.sets.get("not_spoken", frozenset())
    return any(view.same(j, k) and view.low(j) in words and view.zone[j] == -1 for j in range(first - 2, k))


def _modal(view: View, k: int) -> bool:
    """Whether the saying is only possible or due ("could say", "pourrait dire")."""
    words = view.lex.sets.get("modals", frozenset())
    if any(view.lemma(j) in words or view.low(j) in words for j in view.children(k, "aux")):
        return True
    head = view.head(k)
    forms = {view.tokens[j].feats.get("VerbForm") for j in (k, *view.children(k, "aux"))}
    infinitive = "Inf" in forms and head != -1
    return infinitive and view.tokens[k].deprel in ("xcomp", "ccomp") and view.lemma(head) in words


def _drops(view: View, k: int) -> bool:
    """Whether a verb without subject has one left out: finite and not reflexive-impersonal."""
    if not view.lex.sets["dropped"] or view.tokens[k].feats.get("Mood") == "Imp":
        return False
    reflexive = any(view.tokens[j].deprel.startswith("expl") and j < k for j in view.children(k))
    return view.is_verb(k) or any(view.tokens[j].upos == "AUX" for j in view.children(k)) if not reflexive else False
