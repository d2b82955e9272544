"""Frames of saying: a cue verb, the words that form it, whose saying it is, and where its own clause begins and ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dragoman.quotes.lexicon import CONVINCED, Cue
from dragoman.quotes.nearby import DASHES, FAR, noun_after, object_clitic
from dragoman.quotes.subjects import find_subject, impersonal
from dragoman.quotes.view import View

#: How far, in tokens, the words of one cue may lie apart.
NEAR = 4
#: How far behind an impersonal cue its source is looked for, in tokens.
SOURCED = 6
#: Frames looked for in one sentence: a sentence with more is no prose.
MOST = 40
#: What no verb is taken for.
NEVER_VERBS = frozenset({"PUNCT", "NUM", "DET", "SYM", "CCONJ", "ADP"})


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
    upos = token.upos
    if upos in ("VERB", "AUX"):
        if token.deprel.startswith(("aux", "cop")):
            phrases = (c for c in view.lex.verbs.get(view.lemmas[k], ()) if c.rest)
            return next((c for c in phrases if _rest_end(view, k, c) is not None), None)
        if upos == "VERB" and view.lows[k] in view.lex.sets["convinced"] and _is(view, k):
            return CONVINCED
    elif upos in NEVER_VERBS:
        return None
    elif upos in ("ADJ", "ADV") and view.lows[k] in view.lex.sets["convinced"]:
        return CONVINCED if _is(view, k) else None
    cues = view.lex.cues_of(view.lemmas[k], view.lows[k])
    if not cues or (upos not in ("VERB", "AUX") and not _mistaken(view, k)):
        return None
    for cue in cues:
        if _rest_end(view, k, cue) is not None:
            return cue
    return None


def _is(view: View, k: int) -> bool:
    """Whether the word stands behind a form of "be"."""
    return any(view.same(j, k) and view.lemma(j) in view.lex.sets["be"] for j in (k - 1, k - 2))


def _mistaken(view: View, k: int) -> bool:
    """A verb tagged as a noun: behind an auxiliary of telling, or between a noun and "that"."""
    token = view.tokens[k]
    if token.i == 0 or token.text[:1].isupper():
        return False
    sets, last = view.lex.sets, view.low(k - 1)
    if last in sets["have"] or token.text.endswith(view.lex.verbal):
        return True
    before, following = view.tokens[k - 1], view.low(k + 1) if view.same(k + 1, k) else ""
    if "-" in following and following.rsplit("-", 1)[-1] in sets["clitic_subjects"]:
        return True
    if last in DASHES and token.deprel == "parataxis" and following and view.tokens[k + 1].upos == "PROPN":
        return True
    if last in (",", *DASHES) and following and view.lemmas[k] in view.lex.verbs and view.lows[k] != view.lemmas[k]:
        return view.tokens[k + 1].upos in ("PROPN", "DET")
    if following == ":" or following in sets["that"]:
        bound = before.upos in ("DET", "ADP", "ADJ", "NUM") or last in sets["definite"]
        if not bound:
            return True
    return (view.zone[k - 1] != -1 and view.punct(k - 1)) or (last == "," and _closes(view, k))


def _closes(view: View, k: int) -> bool:
    """Whether marks and a comma stand before the word and a stop behind it ("«P», apuesta.")."""
    marked = view.low(k - 1) == "," and view.same(k - 2, k) and view.zone[k - 2] != -1
    return marked and view.zone[k - 1] == -1 and view.same(k + 1, k) and view.low(k + 1) in (",", ".")


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
    if nobody and view.lex.has("one", view.low(subject).rsplit("-", 1)[-1] if subject is not None else ""):
        source = _sourced(view, last)
        subject, nobody = (source, False) if source is not None else (subject, True)
    edge, end = _edges(view, first, last, subject)
    return Frame(
        verb=k,
        first=first,
        last=last,
        cue=cue,
        subject=None if nobody else subject,
        implied=subject is None and not passive and not reduced and (_drops(view, k) or told_infinitive(view, first)),
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
            length = _aside(view, at)
            if length == 0 or not _helped(view, at - length):
                break
            at -= length
            continue
        at -= 1
    after = k + 1
    if view.same(after, k) and view.tokens[after].text.startswith("-") and len(view.tokens[after].text) > 1:
        clitic = after
    return first, clitic


def _aside(view: View, k: int) -> int:
    """How many tokens that end at k are a set phrase between auxiliary and participle ("de son côté"), with its comma."""
    at = k - 1 if view.low(k) == "," else k
    for words in view.lex.asides.get(view.low(at), ()):
        if all(view.low(at - n) == word for n, word in enumerate(reversed(words))):
            length = k - at + len(words)
            return length + 1 if view.low(k) == view.low(k - length) == "," else length
    return 0


def _helped(view: View, k: int) -> bool:
    """Whether an auxiliary, or a subject pronoun hung on one, stands here."""
    return view.low(k) in view.lex.sets["have"] or view.tokens[k].upos == "AUX" or view.tokens[k].text.startswith("-")


def _sourced(view: View, last: int) -> int | None:
    """Head of the source behind an impersonal cue ("a-t-on appris auprès de X", "de source policière")."""
    for k in range(last + 1, last + 1 + SOURCED):
        if not view.same(k, last) or view.zone[k] != -1 or view.low(k) == ",":
            return None
        if view.low(k) in view.lex.sets["source_leads"]:
            if view.tokens[k].upos == "NOUN":
                return k
            return noun_after(view, k + 1 if view.low(k + 1) in view.lex.sets["of"] else k)
    return None


def _passive(view: View, k: int) -> tuple[bool, bool]:
    """Whether the verb is passive, and whether it is a participle that leans on a noun ("les mesures annoncées")."""
    labels = {view.tokens[j].deprel for j in view.children(k)}
    token = view.tokens[k]
    finite = token.feats.get("VerbForm") == "Fin" and not labels & {"aux", "aux:pass"}
    if view.lex.sets["be_passive"] and past_participle(view, k) and not _reflexive(view, k, labels):
        being = [j for j in view.children(k, "aux", "cop") if view.lemma(j) in view.lex.sets["be_passive"]]
        if being and being[-1] == max(view.children(k, "aux", "cop")):
            return True, False
    passive = "aux:pass" in labels or ("nsubj:pass" in labels and not finite)
    past = token.feats.get("VerbForm") == "Part" and token.feats.get("Tense") != "Pres"
    leaning = token.deprel.split(":")[0] in ("acl", "amod", "advcl", "appos", "nmod", "xcomp")
    bare = not labels & {"aux", "nsubj", "aux:pass"}
    if (
        bare
        and view.lex.bare
        and view.low(k - 1) in view.lex.sets["subordinators"]
        and token.feats.get("Tense") == "Past"
    ):
        return False, True  # "when asked if"
    return passive, past and leaning and bare and not passive and token.deprel != "acl:relcl"


def _reflexive(view: View, k: int, labels: set[str]) -> bool:
    """Whether a reflexive pronoun stands with the verb."""
    own = any(view.tokens[j].feats.get("Reflex") == "Yes" for j in view.children(k))
    return own or any(label.startswith("expl") for label in labels)


def past_participle(view: View, k: int) -> bool:
    """Whether a verb stands in its past participle."""
    feats = view.tokens[k].feats
    return feats.get("VerbForm") == "Part" and feats.get("Tense") != "Pres"


def _edges(view: View, first: int, last: int, subject: int | None) -> tuple[int, int]:
    """Where the cue's clause begins and ends, its subject included."""
    edge, end = first, last
    if subject is None or not view.same(subject, first):
        return edge, end
    if subject < first and first - subject <= FAR:
        below = set(view.subtree(subject))
        edge = subject
        while view.same(edge - 1, first) and edge - 1 in below and view.zone[edge - 1] == -1:
            if view.tokens[edge - 1].upos == "SCONJ":
                break
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
    unwilling = infinitive and any(c.act == "reject" for c in view.lex.verbs.get(view.lemma(head), ()))
    if unwilling and view.tokens[k].deprel in ("xcomp", "ccomp", "obj"):
        return True
    return infinitive and view.tokens[k].deprel in ("xcomp", "ccomp") and view.lemma(head) in words


def told_infinitive(view: View, first: int) -> bool:
    """Whether an infinitive tells what was said: "al afirmar", "antes de pedirle", ", para añadir"."""
    told, before = view.lex.sets.get("gerundial", frozenset()), view.low(first - 1)
    if not told or view.tokens[first].feats.get("VerbForm") != "Inf" or not view.same(first - 1, first):
        return False
    if view.lex.has("adding", before):
        return view.low(first - 2) == "," and view.same(first - 2, first)
    return before in told or f"{view.low(first - 2)} {before}" in told


def _drops(view: View, k: int) -> bool:
    """Whether a verb without subject has one left out: finite and not reflexive-impersonal."""
    if not view.lex.sets["dropped"] or view.tokens[k].feats.get("Mood") == "Imp":
        return False
    own = view.lex.has("own_se", view.lemma(k))
    reflexive = not own and any(view.tokens[j].deprel.startswith("expl") and j < k for j in view.children(k))
    if view.tokens[k].upos not in ("VERB", "AUX"):
        return True  # a verb that the tagger took for a noun
    return view.is_verb(k) or any(view.tokens[j].upos == "AUX" for j in view.children(k)) if not reflexive else False
