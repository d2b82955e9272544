"""What goes with a quotation: medium, addressee, flags."""

from __future__ import annotations

from dragoman.quotes.frames import Frame
from dragoman.quotes.speakers import speaker_at
from dragoman.quotes.view import NOMINAL, View
from dragoman.types import Mention, Span

#: How far behind the cue's clause an addressee may stand, in tokens.
HEARER = 8


def medium_of(view: View, s: int, content: tuple[Span, ...], cue_key: str, speaker: Mention | None) -> str | None:
    """How it was said (codebook §3), from the words of the cue's sentence that are not themselves said."""
    if view.lex.has("social_verbs", cue_key):
        return "social"
    told = _outside(view, s, content)
    for medium, pattern in view.lex.mediums:
        if pattern.search(told):
            return medium
    words = speaker.entity.name or "" if speaker is not None else ""
    own = speaker.span.of(view.text) if speaker is not None and speaker.span is not None else words
    if view.lex.outlets.fullmatch(own) or view.lex.outlets.fullmatch(words) or _outlet_noun(view, own):
        return "media"
    return "interview" if view.lex.told_to.search(told) else None


def _outlet_noun(view: View, words: str) -> bool:
    return any(word in view.lex.sets.get("media", frozenset()) for word in words.lower().replace("'", " ").split()[:3])


def _outside(view: View, s: int, content: tuple[Span, ...]) -> str:
    """The sentence's text with what is said blanked out, by this speaker or by others."""
    span = view.parsed.sentences[s].span
    pieces, at = [], span.start
    marked = (view.marks[m].inner for m in view.marked_between(view.first(s), view.last(s)))
    others = {inner for inner in marked if not any(inner.overlaps(own) for own in content)}
    for inner in sorted({*content, *others}):
        if inner.start > at:
            pieces.append(view.text[at : min(inner.start, span.end)])
        at = max(at, inner.end)
    if at < span.end:
        pieces.append(view.text[at : span.end])
    return " … ".join(pieces)


def addressee_of(view: View, frame: Frame, rule: str) -> Mention | None:
    """To whom, if told: an indirect object, or a person or body behind "to" (codebook §3)."""
    best = None
    for k in view.children(frame.verb, "obj", "iobj", "obl"):
        if k == frame.subject or view.zone[k] != -1 or view.tokens[k].upos not in NOMINAL or not _close(view, frame, k):
            continue
        relation = view.tokens[k].deprel.split(":")[0]
        cases = [view.low(j) for j in view.children(k, "case")]
        tied = bool(cases) and cases[0] in view.lex.sets.get("to", frozenset())
        bare = not cases and relation in ("iobj", "obj") and view.lex.has("tells", frame.cue.key)
        clitic = not cases and relation == "iobj" and view.tokens[k].upos == "PRON"
        if (
            (tied and _somebody(view, k))
            or (bare and _somebody(view, k))
            or (clitic and view.tokens[k].feats.get("Person") == "3")
        ):
            best = k if best is None else best
    if best is None:
        best = _hearer_by_place(view, frame)
    return None if best is None else speaker_at(view, best, rule)


def _hearer_by_place(view: View, frame: Frame) -> int | None:
    """Whom the words beside the cue name, whatever the tree hangs them on ("le respondió", "promised … to mayors")."""
    for k in range(frame.first - 1, frame.first - 3, -1):
        if view.same(k, frame.verb) and view.zone[k] == -1 and view.lex.has("datives", view.low(k)):
            return k
    told = frame.last + 1
    beside = view.same(told, frame.verb) and view.zone[told] == -1 and view.tokens[told].upos == "NOUN"
    if beside and view.lex.has("tells", frame.cue.key) and view.lex.has("hearers", view.lemma(told)):
        return told
    limit = min(frame.end + HEARER, view.last(view.home[frame.verb]) - 1)
    for k in range(frame.last + 1, limit + 1):
        if view.zone[k] != -1 or view.punct(k) or view.low(k) in view.lex.sets["that"]:
            return None
        if view.tokens[k].upos == "ADP" and view.low(k) in view.lex.sets["to"]:
            for j in range(k + 1, min(k + 4, limit + 1)):
                if view.lex.outlets.fullmatch(view.tokens[j].text):
                    return j
                if view.tokens[j].upos == "NOUN":
                    return j if view.lex.has("hearers", view.lemma(j)) else None
    return None


def _close(view: View, frame: Frame, k: int) -> bool:
    low, high = min(k, frame.verb), max(k, frame.verb)
    return high - low <= 14 and all(view.zone[j] == -1 for j in range(low, high))


def _somebody(view: View, k: int) -> bool:
    """A name, a pronoun, a known actor or a word for people that may be spoken to."""
    token = view.tokens[k]
    if token.upos in ("PROPN", "PRON") or view.actor(k) is not None:
        return True
    return view.lex.has("hearers", view.lemma(k))


def flags_of(view: View, content: tuple[Span, ...], kind: str, speaker: Mention | None, s: int) -> tuple[str, ...]:
    """ "brackets" and "ellipsis" where the words were changed or cut, "translated" where an outlet must have translated them."""
    words = [span.of(view.text) for span in content]
    flags = []
    if any("[" in w and "]" in w for w in words):
        flags.append("brackets")
    if any("…" in w or "..." in w for w in words):
        flags.append("ellipsis")
    if kind != "indirect" and _translated(view, content, speaker, s):
        flags.append("translated")
    return tuple(flags)


def _translated(view: View, content: tuple[Span, ...], speaker: Mention | None, s: int) -> bool:
    if view.lex.translated.search(_outside(view, s, content)):
        return True
    code = speaker.entity.code if speaker is not None else None
    known = code is not None and code.isupper() and code not in ("IGO", "NGO", "MNC", "IMG") and len(code) == 3
    return known and code not in view.lex.spoken
