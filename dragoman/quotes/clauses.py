"""Reported clauses: by their complementiser, by the tree, or, where both fail, by their place."""

from __future__ import annotations

from dragoman.quotes.extents import Clause, whole_clause
from dragoman.quotes.frames import Frame
from dragoman.quotes.view import View

#: How far behind its cue, in tokens, a complementiser may stand ("a dit jeudi à la presse que").
REACH = 16


def reported_clause(view: View, frame: Frame) -> Clause | None:
    """The reported clause behind the cue, by its complementiser or by the tree."""
    limit = _limit(view, frame)
    found = _by_complementiser(view, frame, limit)
    if found is None:
        found = _by_tree(view, frame)
    if found is None:
        return None
    return whole_clause(view, frame, found, limit)


def _limit(view: View, frame: Frame) -> int:
    """Where the clause must end: the sentence, words in marks behind a colon, or the main clause that the speaker opens."""
    last = view.last(view.home[frame.verb])
    for k in range(frame.last + 1, last):
        colon = view.tokens[k].text == ":" and view.zone[k] == -1 and view.zone[k + 1] != -1
        if colon and clausal_zone(view, k + 1):
            return k - 1
    ahead = (
        frame.subject is not None
        and frame.subject > frame.last + 2
        and not frame.inverted
        and view.same(frame.subject, frame.verb)
    )
    if ahead and frame.subject is not None:
        comma = next(
            (k for k in range(frame.subject, frame.last, -1) if view.low(k) == "," and view.zone[k] == -1), last
        )
        return comma if comma > frame.last + 2 else last
    return last


def _by_complementiser(view: View, frame: Frame, limit: int) -> Clause | None:
    sets = view.lex.sets
    if frame.cue.key in sets["about"] and any(c < frame.verb for c in view.children(frame.verb, "expl")):
        return None
    for k in range(frame.last + 1, min(limit, frame.last + REACH) + 1):
        if view.zone[k] != -1 or view.low(k) in ":;":
            return None
        word = view.low(k)
        participle = view.tokens[k].feats.get("VerbForm") == "Part" and view.tokens[k].deprel in ("amod", "acl")
        named = view.tokens[k].text[:1].isupper()
        if view.tokens[k].upos in ("VERB", "AUX") and not (participle or named or view.lex.has("times", word)):
            return None
        if word in sets.get("that", ()) and not _other_conjunction(view, k, frame) and not _relative(view, k, frame):
            return _from(view, frame, k, limit, "that")
        if word in sets["subordinators"] and word in sets["wh"] and view.tokens[k + 1].upos == "VERB":
            return None  # "told reporters when asked if"
        asked = word in sets.get("whether", ()) or (word in sets.get("wh", ()) and not _relative(view, k, frame))
        if asked and frame.cue.key in sets.get("question", frozenset()) and _near(view, frame, k):
            return _from(view, frame, k, limit, "question")
    return None


def _other_conjunction(view: View, k: int, frame: Frame) -> bool:
    """ "Après que", "so that", "después de que": not what is said. A comma before "that" parts it, unless it closes an insertion."""
    words = view.lex.sets["compound"]
    if (k - 1 > frame.last and view.low(k - 1) in words) or (
        k - 2 > frame.last and view.tokens[k - 1].upos == "ADP" and view.low(k - 2) in words
    ):
        return True
    if k - 2 > frame.last and view.low(k - 2) in words and _compared(view, k):
        return True
    commas = [j for j in range(frame.last + 1, k) if view.tokens[j].text in (",", "–", "—", ")", "(")]
    return bool(commas) and commas[-1] == k - 1 and len(commas) == 1 and commas[0] > frame.end + 1


def _compared(view: View, k: int) -> bool:
    """ "More firmly than before": an adverb before and no clause behind."""
    behind = view.same(k + 1, k) and view.tokens[k + 1].upos in ("ADV", "ADP", "NUM")
    return behind and view.tokens[k - 1].upos in ("ADV", "ADJ")


def _near(view: View, frame: Frame, k: int) -> bool:
    """An indirect question follows its verb at once, or hangs on it in the tree."""
    top = k
    for _ in range(4):
        above = view.head(top)
        if above == -1:
            return False
        if above == frame.verb:
            return top > frame.verb and (
                view.tokens[top].deprel.split(":")[0] in ("ccomp", "xcomp", "advcl", "obj", "acl") or top == k
            )
        top = above
    return False


def _relative(view: View, k: int, frame: Frame) -> bool:
    """Whether a "that" opens a relative clause on the noun before it: only where the cue has its object already."""
    token, head = view.tokens[k], view.head(k)
    if _impersonal(view, frame, k):
        return True
    leaning = head != -1 and view.tokens[head].deprel.startswith("acl")
    if view.lex.bare:
        follows = view.same(k + 1, k) and view.tokens[k + 1].upos in ("VERB", "AUX")
        return (token.upos in ("PRON", "DET") or leaning) and (
            follows or token.deprel == "det" or _filled(view, frame, k)
        )
    if (token.upos not in ("PRON", "DET") and not leaning) or k == frame.last + 1:
        return False
    if _filled(view, frame, k):
        return True
    before = view.tokens[k - 1]
    if leaning and head != -1 and not _addressed(view, view.head(head), frame):
        return (
            not any(j > k and view.tokens[j].deprel.startswith(("nsubj", "expl")) for j in view.children(head))
            or frame.passive
        )
    return before.text == "," and token.upos == "PRON" and leaning and frame.end < k - 2


def _impersonal(view: View, frame: Frame, k: int) -> bool:
    """ "Se denunciaron agresiones … que": a reflexive verb with a thing behind it as its subject says nothing itself."""
    j = frame.subject
    if view.lex.bare or j is None or not frame.inverted or not frame.last < j < k or view.tokens[j].upos != "NOUN":
        return False
    known = view.actor(j) is not None
    return not known and any(c < frame.verb for c in view.children(frame.verb, "expl"))


def _addressed(view: View, k: int, frame: Frame) -> bool:
    """Whether a noun before "that" is the one told, the text told in, or a time: "that" then opens what is said."""
    if k <= frame.last:
        return True
    words = (
        view.lex.sets["hearers"] | view.lex.sets["media"] | view.lex.sets["times"] | view.lex.voices | view.lex.reports
    )
    outlet = view.lex.outlets.fullmatch(view.tokens[k].text) is not None
    return outlet or view.lemma(k) in words or view.tokens[k].upos == "PROPN" or view.low(k) in words


def _filled(view: View, frame: Frame, k: int) -> bool:
    """Whether a noun object stands between the cue and token k; whom one tells, and when, is none."""
    if view.lex.has("tells", frame.cue.key):
        return False
    objects = [j for j in view.children(frame.verb, "obj") if frame.last < j < k and j != frame.subject]
    return any(view.tokens[j].upos in ("NOUN", "PROPN") and not view.lex.has("times", view.low(j)) for j in objects)


def _from(view: View, frame: Frame, k: int, limit: int, how: str) -> Clause | None:
    """The clause that complementiser k opens."""
    if k >= limit:
        return None
    top = view.head(k)
    if top <= k or not view.same(top, k):
        top = _predicate(view, k + 1, limit)
    while view.head(top) > k and view.tokens[top].deprel.split(":")[0] not in ("conj", "parataxis"):
        top = view.head(top)
    end = _joined_end(view, frame, top, k) if top > k else limit
    opens = view.low(k + 1) in view.lex.sets["subordinators"] or view.tokens[k + 1].deprel == "mark"
    leaning = opens and end < limit and view.low(end + 1) == ","
    if leaning or view.tokens[k + 1].text == "," or not any(view.is_verb(j) for j in range(k + 1, end + 1)):
        end = limit  # an insertion or a clause that leans on it comes first, or the tree cut the clause off before its verb
    first = k if how == "question" else k + 1
    return Clause(first, max(end, first), how)


def _tense(view: View, k: int) -> tuple[str, bool]:
    """Tense of a verb and whether an auxiliary carries it."""
    helped = any(view.tokens[j].deprel == "aux" for j in view.children(k))
    return view.tokens[k].feats.get("Tense", ""), helped


def _joined_end(view: View, frame: Frame, top: int, k: int) -> int:
    """End of the clause below `top`. What a comma and a joining word add without a subject is told of the speaker."""
    for j in view.children(top, "conj"):
        comma = next((c for c in view.children(j, "punct") if c < j), None)
        joining = next((c for c in view.children(j, "cc") if c < j), None)
        subject = any(view.tokens[c].deprel.startswith(("nsubj", "expl")) and c < j for c in view.children(j))
        marked = any(view.low(c) in view.lex.sets["that"] for c in view.children(j, "mark"))
        verbal = view.tokens[j].upos in ("VERB", "AUX") and any(view.is_verb(c) for c in (j, *view.children(j, "aux")))
        added = joining is not None and verbal and not subject and not marked
        if added and comma is not None and comma > k + 1:
            return max(i for i in view.subtree(top) if i < comma)
        told = _tense(view, frame.verb) == _tense(view, j) != _tense(view, top) and not view.lex.bare
        if added and told and joining is not None and joining > k + 1:
            return max(i for i in view.subtree(top) if i < joining)
    return max(view.subtree(top))


def _predicate(view: View, k: int, limit: int) -> int:
    """The verb of a clause that begins at k, by its place alone."""
    return next((j for j in range(k, limit + 1) if view.is_verb(j) and view.zone[j] == -1), k)


def _by_tree(view: View, frame: Frame) -> Clause | None:
    """A clause without complementiser, as English has it, or an infinitive with the cue's own subject."""
    for k in view.children(frame.verb):
        relation = view.tokens[k].deprel.split(":")[0]
        if k <= frame.last or relation not in ("ccomp", "xcomp", "parataxis", "obj", "advcl", "acl"):
            continue
        below = view.subtree(k)
        first = next(j for j in below if j > frame.last)
        if (frame.inverted and first <= frame.end) or (view.zone[first] != -1 and clausal_zone(view, first)):
            continue
        if (
            view.tokens[first].upos == "VERB"
            and view.tokens[first].feats.get("Tense") == "Pres"
            and not view.is_verb(first)
        ):
            continue
        if view.low(first) in view.lex.sets["subordinators"] and relation != "xcomp" and view.lex.bare:
            continue  # "told reporters as he left"
        bare = frame.cue.key in view.lex.sets.get("infinitive", frozenset())
        if bare and relation in ("xcomp", "ccomp", "advcl", "acl", "obj") and _infinitive(view, k, frame):
            return Clause(frame.last + 1, max(below), "infinitive")
        has_subject = any(view.tokens[j].deprel.startswith(("nsubj", "expl", "csubj")) for j in view.children(k))
        clausal = relation in ("ccomp", "parataxis") or (relation == "xcomp" and has_subject)
        if view.lex.bare and clausal and has_subject and _unbroken(view, frame.last + 1, first):
            placed = _by_place(view, frame)
            whole = (
                placed is not None
                and placed.last >= max(below)
                and not any(view.is_verb(j) for j in range(first, first + 1))
            )
            first = placed.first if placed is not None and whole else first
            told = view.low(first) in view.lex.sets["that"]
            return Clause(first + 1, max(below), "that") if told else Clause(first, max(below), "bare")
    return _by_place(view, frame)


def clausal_zone(view: View, k: int) -> bool:
    """Whether token k opens marks that hold a finite verb: words quoted, not reported."""
    zone, at = view.zone[k], k
    while at < len(view.tokens) and view.zone[at] == zone:
        if view.is_verb(at):
            return True
        at += 1
    return False


def _by_place(view: View, frame: Frame) -> Clause | None:
    """A bare English clause that the tree tore apart: a noun phrase right behind the cue and a finite verb after it."""
    at, limit = frame.last + 1, view.last(view.home[frame.verb])
    if view.lex.has("naming", frame.cue.key):
        return None
    plain = view.lex.bare and not frame.inverted and not frame.passive and not view.lex.has("tells", frame.cue.key)
    voiced = view.tokens[frame.verb].feats.get("VerbForm") != "Inf" and (
        frame.first < frame.verb or view.is_verb(frame.verb) or view.low(frame.edge - 1) == ","
    )
    if not plain or not voiced or frame.cue.key in view.lex.sets["marked"] or at >= limit or view.zone[at] != -1:
        return None
    if view.tokens[at].upos not in ("DET", "NOUN", "PROPN", "PRON", "ADJ", "NUM", "VERB"):
        return None
    stop = next((j for j in range(at, limit) if view.tokens[j].text in (",", ";", ":")), limit)
    if view.tokens[at].upos in ("NOUN", "PROPN", "PRON") and view.tokens[at + 1].feats.get("Tense") == "Past":
        return Clause(at, limit, "bare")  # a past form right behind a noun, which the tagger took for a participle
    stop = next((j for j in range(at, stop) if view.low(j) in view.lex.sets["subordinators"]), stop)
    if any(view.is_verb(j) for j in range(at + 1, stop)) or any(
        view.is_verb(j) and "-" in view.tokens[j - 1].text for j in range(at + 1, limit)
    ):
        return Clause(at, limit, "bare")
    return None


def _infinitive(view: View, k: int, frame: Frame) -> bool:
    """An infinitive right behind the cue, which may have an auxiliary or a negation before it."""
    first = view.tokens[frame.last + 1] if view.same(frame.last + 1, k) else None
    if first is None:
        return False
    if view.lex.bare:
        return first.upos == "PART" and first.text.islower() and len(first.text) == 2
    named = (
        first.upos in ("VERB", "AUX") and first.text.lower() == first.lemma.lower()
    )  # an infinitive is its own lemma
    verbs = [view.tokens[j] for j in (k, *view.children(k, "aux", "cop"))]
    return first.upos != "ADP" and (named or any(t.feats.get("VerbForm") == "Inf" for t in verbs))


def _unbroken(view: View, start: int, first: int) -> bool:
    """Between the cue and its bare clause stand at most an addressee, a time or a place."""
    return (
        all(view.zone[j] == -1 and view.low(j) not in (":", ";", '"') for j in range(start, first))
        and first - start <= REACH
    )
