"""The noun phrase beside a cue verb, by its place: for sentences whose tree errs."""

from __future__ import annotations

from dragoman.quotes.view import NOMINAL, View

#: How far a cue clause reaches to its subject, in tokens.
FAR = 30
#: Longest insertion between a subject and its verb, in tokens.
INSERTED = 30
#: How far into a sentence a dateline reaches, in tokens.
DATELINE = 14
DASHES = ("—", "–", "-", "--", "―")


def inverted_noun(view: View, k: int, last: int) -> int | None:
    """The noun phrase behind an inverted verb; an adjective that the tree takes for its object is one too."""
    following = noun_after(view, last)
    if following is not None:
        return following
    for j in view.children(k, "obj", "xcomp"):
        if j > last and view.zone[j] == -1 and view.tokens[j].upos == "ADJ" and np_follows(view, last, j):
            led = any(view.tokens[i].upos == "ADP" for i in range(last + 1, j))
            return None if led else j
    return None


def np_follows(view: View, last: int, subject: int) -> bool:
    """Whether only its own words stand between the verb and a subject behind it."""
    between = range(last + 1, subject)
    commas = sum(view.low(j) == "," for j in between)
    if any(view.low(j) in view.lex.sets["that"] and view.tokens[j].upos in ("SCONJ", "PRON") for j in between):
        return False
    if any(view.tokens[c].upos == "ADP" and last < c < subject for c in view.children(subject, "case")):
        return False
    return all(view.zone[j] == -1 for j in between) and subject - last <= FAR and commas % 2 == 0


def adjacent_pronoun(view: View, first: int) -> int | None:
    at = first - 1
    while view.same(at, first) and first - at <= 5 and view.zone[at] == -1:
        if view.lex.has("clitic_subjects", view.low(at)) and person_fits(view, at, first):
            return at
        if view.tokens[at].upos not in ("ADV", "PRON", "PART", "AUX"):
            return None
        at -= 1
    return None


def noun_after(view: View, last: int) -> int | None:
    """Head of the noun phrase behind the verb, past adverbs, times and what a preposition leads in."""
    at, led = last + 1, False
    while view.same(at, last) and view.zone[at] == -1 and at - last <= 14 and (not view.punct(at) or _listed(view, at)):
        token = view.tokens[at]
        noun = token.upos == "VERB" and view.tokens[at - 1].upos == "DET"
        if token.upos in ("VERB", "AUX", "SCONJ", "CCONJ") and not noun:
            return None
        if view.low(at) in view.lex.sets["that"]:
            return None
        if token.upos == "ADP" or view.children(at, "fixed"):
            led = True
        elif noun or token.upos in ("NOUN", "PROPN", "PRON", "X"):
            time = view.lemma(at) in view.lex.sets["times"] or view.low(at) in view.lex.sets["times"]
            if not led and not time:
                return _top(view, at, last)
            follows = view.tokens[at + 1] if view.same(at + 1, last) else None
            named = follows is not None and (
                follows.deprel.startswith("flat")
                or follows.upos == "ADJ"
                or (token.upos == "PROPN" == follows.upos and view.same(at + 1, last))
            )
            text = view.lemma(at) in view.lex.voices or len(view.tokens[at].text) == 1  # "in a statement", "on X"
            led = led and named and not text
        at += 1
    return None


def _listed(view: View, k: int) -> bool:
    """A comma between two adjectives of one noun ("other, more conventional lawmakers")."""
    if view.low(k) != "," or not view.same(k + 1, k):
        return False
    return view.tokens[k - 1].upos == "ADJ" and view.tokens[k + 1].upos in ("ADJ", "ADV")


def _top(view: View, at: int, last: int) -> int:
    """The highest noun above token `at` that still stands behind the verb."""
    top = at
    for _ in range(6):
        above = view.head(top)
        if above <= last or not view.same(above, last) or view.tokens[above].upos not in NOMINAL or above - last > 16:
            break
        if (
            any(view.tokens[c].deprel == "case" and last < c < at for c in view.children(above))
            or view.zone[above] != -1
            or view.lex.has("times", view.low(above))
        ):
            break
        top = above
    return top


def noun_before(view: View, k: int, first: int) -> int | None:
    """Head of the noun phrase right before the verb, where no comma parts them; adverbs and times between are passed."""
    at = _past_times(view, first - 1, first)
    if not view.same(at, first) or view.zone[at] != -1 or view.tokens[at].upos not in ("NOUN", "PROPN", "PRON", "ADJ"):
        return None
    top, bound = at, next((j for j in range(at, max(at - 12, -1), -1) if view.punct(j)), -1)
    for _ in range(8):
        above = view.head(top)
        if 0 <= above < first and view.tokens[above].deprel.startswith("acl") and bound < view.head(above) < first:
            above = view.head(above)  # "an official involved in the talks said"
        if above == -1 or above > at or view.tokens[above].upos not in NOMINAL or above < bound:
            break
        top = above
    if view.tokens[top].upos not in NOMINAL or any(view.tokens[j].deprel == "case" for j in view.children(top)):
        return None
    return None if top == k or view.low(top) in view.lex.sets["that"] else top


def _past_times(view: View, at: int, first: int) -> int:
    """Steps back over adverbs, object pronouns and words of time with what leads them in ("on Wednesday", "ce lundi")."""
    times = view.lex.sets["times"]
    while view.same(at, first) and view.zone[at] == -1:
        timed = view.low(at) in times or view.lemma(at) in times
        led = view.tokens[at].upos in ("ADP", "DET", "NUM") and (
            view.low(at + 1) in times or (at + 2 < first and view.low(at + 2) in times)
        )
        if not (timed or led or view.tokens[at].upos in ("ADV", "PART") or object_clitic(view, at)):
            break
        at -= 1
    return at


def before_insertion(view: View, first: int) -> int | None:
    """Head of the noun phrase before what commas insert between it and the verb ("X, visiting Oslo, warned")."""
    close = _past_times(view, first - 1, first)
    if not view.same(close, first) or view.low(close) != "," or view.zone[close] != -1:
        return None
    for at in range(close - 1, max(view.first(view.home[first]), close - INSERTED), -1):
        if view.zone[at] != -1 or view.low(at) in (";", ":"):
            return None
        if view.low(at) != ",":
            continue
        opener = view.low(at + 1)
        relative = view.lex.has("relative", opener) or view.tokens[at + 1].feats.get("PronType") == "Rel"
        if not relative and any(view.is_verb(j) for j in range(at + 1, close)):
            return None
        head = noun_before(view, first, at)
        return None if head is None or head < dateline_end(view, view.home[first]) else head
    return None


def dateline_end(view: View, s: int) -> int:
    """Place behind the dash that closes a dateline ("KYIV, May 3 (Agency) - "), the sentence's first token where none does."""
    start = view.first(s)
    for k in range(start + 1, min(start + DATELINE, view.last(s))):
        if view.tokens[k].text in DASHES and view.tokens[k - 1].text in (")", ".") and view.zone[k] == -1:
            opened = view.tokens[start].upos in ("PROPN", "NOUN", "X") and view.tokens[start].text[:1].isupper()
            return k + 1 if opened else start
    return start


def person_fits(view: View, j: int, k: int) -> bool:
    """A pronoun of the first or second person before a verb of the third is its object ("nous disent")."""
    person = view.tokens[j].feats.get("Person", "3")
    verbs = [view.tokens[a].feats.get("Person") for a in (k, *view.children(k, "aux"))]
    told = next((v for v in verbs if v), None)
    numbers = {view.tokens[a].feats.get("Number") for a in (k, *view.children(k, "aux")) if view.is_verb(a)}
    if view.tokens[j].upos == "PRON" and view.tokens[j].feats.get("Number") == "Plur" and numbers == {"Sing"}:
        return False
    return view.tokens[j].upos != "PRON" or person == "3" or told is None or told != "3"


def object_clitic(view: View, k: int) -> bool:
    """Whether a short pronoun before a verb is its object."""
    token = view.tokens[k]
    return token.upos == "PRON" and token.deprel in ("obj", "iobj", "expl", "obl") and len(token.text) <= 4
