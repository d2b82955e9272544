"""Whose saying it is: from a cue verb to the head of the speaker's words, by the tree and, where it errs, by place."""

from __future__ import annotations

from dragoman.quotes.view import NOMINAL, View

#: How far a cue clause reaches to its subject, in tokens.
FAR = 30


def find_subject(
    view: View, k: int, first: int, last: int, *, passive: bool, reduced: bool, clitic: int | None
) -> tuple[int | None, bool]:
    """Head of the speaker's words and whether it stands behind the verb."""
    if clitic is not None:
        return clitic, True
    if passive or reduced:
        agent = _agent(view, k)
        if agent is not None or reduced:
            return agent, agent is not None
        told = [j for j in view.children(k, "nsubj") if view.zone[j] == -1]
        return (told[0], False) if told and _quoted_as(view, k) else (None, False)
    cited = _cited(view, k)
    if cited is not None:
        return cited, False
    own = [j for a in (k, *view.children(k, "aux")) for j in view.children(a, "nsubj", "csubj")]
    own = sorted(j for j in own if view.zone[j] == -1 and _speaks(view, j, k))
    before, behind = [j for j in own if j < k], [j for j in own if j > k]
    commas = sum(view.low(j) == "," for j in range(before[-1], first)) if before else 0
    if before and behind and commas == 1 and view.low(first - 1) == "," and _np_follows(view, last, behind[0]):
        return behind[0], True
    if before:
        return _antecedent(view, k, before[-1]), False
    led = _led_by_relative(view, k, first)
    if led is not None:
        return led, False
    if behind and _np_follows(view, last, behind[0]):
        return behind[0], True
    near = _adjacent_pronoun(view, first)
    if near is not None:
        return near, False
    if _conjugated(view, k) and _opens_clause(view, first):
        following = _inverted_noun(view, k, last)
        if following is not None:
            return following, True
    if behind:
        return behind[0], True
    looks = (
        _leaned_on(view, k, first),
        _inherited(view, k),
        _joined_subject(view, first),
        _noun_before(view, k, first),
    )
    for look in looks:
        if look is not None:
            return look, False
    return _stray_subject(view, k, first), False


def _inverted_noun(view: View, k: int, last: int) -> int | None:
    """The noun phrase behind an inverted verb; an adjective that the tree takes for its object is one too."""
    following = _noun_after(view, last)
    if following is not None:
        return following
    for j in view.children(k, "obj", "xcomp"):
        if j > last and view.zone[j] == -1 and view.tokens[j].upos == "ADJ" and _np_follows(view, last, j):
            return j
    return None


def _leaned_on(view: View, k: int, first: int) -> int | None:
    """The noun right before a participle, without a comma ("Donald Trump affirmant que", "a statement saying that")."""
    if first != k or view.tokens[k].feats.get("VerbForm") not in ("Part", "Ger") or not view.same(k - 1, k):
        return None
    top = k - 1
    if view.tokens[top].upos not in ("NOUN", "PROPN") or view.zone[top] != -1:
        return None
    while (
        view.tokens[top].deprel.split(":")[0] in ("flat", "appos") and 0 <= view.head(top) < top and view.same(top, k)
    ):
        above = view.head(top)
        if any(view.punct(j) for j in range(above, top)):
            break
        top = above
    return _acting(view, top)


def _acting(view: View, noun: int) -> int:
    """The subject of the verb whose object is a thing: "abrió su intervención preguntando" tells what the subject asks."""
    verb = view.head(noun)
    known = (view.home[noun], view.tokens[noun].i) in view.actor_at
    if view.tokens[noun].deprel != "obj" or view.tokens[noun].upos != "NOUN" or known or verb == -1:
        return noun
    own = [j for j in view.children(verb, "nsubj") if j < verb and view.zone[j] == -1 and _speaks(view, j, verb)]
    acting = _antecedent(view, verb, own[-1]) if own else None
    return noun if acting is None else acting


def _joined_subject(view: View, first: int) -> int | None:
    """The subject of the sentence's main verb, for a verb that a joining word adds to it."""
    if not view.same(first - 1, first) or view.tokens[first - 1].upos != "CCONJ":
        return None
    root = view.base[view.home[first]] + view.sentence(first).root().i
    own = [j for j in view.children(root, "nsubj") if j < first and view.zone[j] == -1 and _speaks(view, j, root)]
    return own[-1] if own and root < first else None


def _stray_subject(view: View, k: int, first: int) -> int | None:
    """A subject before the verb that the tree hung on something else than a verb."""
    for j in range(first - 1, max(view.first(view.home[k]), first - 12) - 1, -1):
        if view.zone[j] != -1 or view.tokens[j].upos in ("VERB", "SCONJ"):
            return None
        if view.tokens[j].deprel == "nsubj" and view.tokens[j].upos in NOMINAL and view.head(j) != -1:
            return (
                j
                if (_speaks(view, j, k) and view.head(j) == k) or view.tokens[view.head(j)].upos not in ("VERB", "AUX")
                else None
            )
    return None


def _speaks(view: View, j: int, k: int) -> bool:
    """Whether a word that the tree calls the subject can be one: no clause, no time, nothing behind a preposition."""
    if view.low(j) in view.lex.sets["that"] and view.low(j) not in view.lex.sets["relative"]:
        return False
    if (
        view.tokens[j].upos in ("VERB", "SCONJ")
        or view.lemma(j) in view.lex.sets["times"]
        or view.low(j) in view.lex.sets["times"]
    ):
        return False
    cased = any(view.tokens[c].deprel == "case" and view.tokens[c].upos == "ADP" and c < j for c in view.children(j))
    return not (cased and j < k) and _person_fits(view, j, k)


def _person_fits(view: View, j: int, k: int) -> bool:
    """A pronoun of the first or second person before a verb of the third is its object ("nous disent")."""
    person = view.tokens[j].feats.get("Person", "3")
    verbs = [view.tokens[a].feats.get("Person") for a in (k, *view.children(k, "aux"))]
    told = next((v for v in verbs if v), None)
    return view.tokens[j].upos != "PRON" or person == "3" or told is None or told != "3"


def _conjugated(view: View, k: int) -> bool:
    """Whether the verb is finite or has an auxiliary."""
    token = view.tokens[k]
    helped = any(view.tokens[j].upos == "AUX" for j in view.children(k)) or view.low(k - 1) in view.lex.sets["have"]
    return helped or token.feats.get("VerbForm") not in ("Inf", "Ger", "Part") or token.upos not in ("VERB", "AUX")


def _quoted_as(view: View, k: int) -> bool:
    """ "he was quoted as saying": the passive of citing keeps its speaker."""
    following = [view.low(j) for j in range(k + 1, k + 3)]
    return bool(following) and following[0] in view.lex.sets.get("as", frozenset())


def _cited(view: View, k: int) -> int | None:
    """ "The agency quoted an official as saying": the one quoted speaks."""
    verb = view.head(k)
    leads = view.same(k - 1, k) and view.low(k - 1) in view.lex.sets.get("as", frozenset())
    if not leads or not 0 <= verb < k or not view.lex.cues_of(view.lemma(verb), view.low(verb)):
        return None
    told = [j for j in view.children(verb, "obj") if verb < j < k and view.zone[j] == -1]
    return told[-1] if told and view.tokens[k].feats.get("VerbForm") in ("Part", "Ger") else None


def _agent(view: View, k: int) -> int | None:
    for j in view.children(k, "obl", "nmod"):
        marked = view.tokens[j].deprel == "obl:agent"
        cases = {view.low(c) for c in view.children(j, "case")}
        if (
            (marked or cases & view.lex.sets.get("by", frozenset()))
            and view.zone[j] == -1
            and view.tokens[j].upos in NOMINAL
        ):
            return j
    for j in range(k + 1, view.last(view.home[k]) + 1):
        if view.low(j) in view.lex.sets.get("by", frozenset()) and view.zone[j] == -1:
            return _noun_after(view, j)
    return None


def _antecedent(view: View, k: int, subject: int) -> int | None:
    """What a relative pronoun stands for."""
    token = view.tokens[subject]
    relative = token.feats.get("PronType") == "Rel" or view.low(subject) in view.lex.sets.get("relative", frozenset())
    if not relative or token.upos not in ("PRON", "SCONJ", "DET"):
        return subject
    head = view.head(k)
    while head != -1 and view.tokens[head].deprel == "conj" and view.tokens[head].upos not in NOMINAL:
        head = view.head(head)
    if view.tokens[k].deprel.startswith("acl") and 0 <= head < subject:
        return head
    return _noun_before(view, subject, subject) or (head if 0 <= head < subject else None)


def _led_by_relative(view: View, k: int, first: int) -> int | None:
    """The noun before a relative word that the tree takes for a conjunction ("académicos que afirman")."""
    head = view.head(k)
    if view.tokens[k].deprel != "acl:relcl" or head == -1 or head >= first:
        return None
    for j in range(first - 1, max(head, first - 5), -1):
        if view.low(j) in view.lex.sets["relative"]:
            return None if view.tokens[j - 1].upos in ("ADP", "DET") else head
    return None


def _np_follows(view: View, last: int, subject: int) -> bool:
    """Whether only its own words stand between the verb and a subject behind it."""
    return all(view.zone[j] == -1 for j in range(last + 1, subject)) and subject - last <= FAR


def _adjacent_pronoun(view: View, first: int) -> int | None:
    at = first - 1
    while view.same(at, first) and first - at <= 5 and view.zone[at] == -1:
        if view.lex.has("clitic_subjects", view.low(at)) and _person_fits(view, at, first):
            return at
        if view.tokens[at].upos not in ("ADV", "PRON", "PART", "AUX"):
            return None
        at -= 1
    return None


def _opens_clause(view: View, first: int) -> bool:
    """Whether the verb stands where a quotation or a sentence has just ended: there its subject follows it."""
    at = first - 1
    while view.same(at, first) and (view.tokens[at].upos == "ADV" or object_clitic(view, at)) and view.zone[at] == -1:
        at -= 1
    if not view.same(at, first):
        return True
    starts = view.punct(at) or view.zone[at] != -1 or view.low(at) in view.lex.sets.get("as", frozenset())
    return starts or view.low(at) in view.lex.sets.get("that", frozenset())


def _noun_after(view: View, last: int) -> int | None:
    """Head of the noun phrase behind the verb, past adverbs, times and what a preposition leads in."""
    at, led = last + 1, False
    while view.same(at, last) and view.zone[at] == -1 and at - last <= 14 and not view.punct(at):
        token = view.tokens[at]
        if token.upos in ("VERB", "AUX", "SCONJ", "CCONJ"):
            return None
        if token.upos == "ADP":
            led = True
        elif token.upos in ("NOUN", "PROPN", "PRON", "X"):
            time = view.lemma(at) in view.lex.sets["times"] or view.low(at) in view.lex.sets["times"]
            if not led and not time:
                return _top(view, at, last)
            follows = view.tokens[at + 1] if view.same(at + 1, last) else None
            named = follows is not None and (follows.deprel.startswith("flat") or follows.upos == "ADJ")
            text = view.lemma(at) in view.lex.voices or len(view.tokens[at].text) == 1  # "in a statement", "on X"
            led = led and named and not text
        at += 1
    return None


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


def _noun_before(view: View, k: int, first: int) -> int | None:
    """Head of the noun phrase right before the verb, where no comma parts them."""
    at = first - 1
    while (
        view.same(at, first)
        and view.zone[at] == -1
        and (view.tokens[at].upos in ("ADV", "PART") or object_clitic(view, at))
    ):
        at -= 1
    if not view.same(at, first) or view.zone[at] != -1 or view.tokens[at].upos not in ("NOUN", "PROPN", "PRON", "ADJ"):
        return None
    top, bound = at, next((j for j in range(at, max(at - 12, -1), -1) if view.punct(j)), -1)
    for _ in range(8):
        above = view.head(top)
        if above == -1 or above >= first or view.tokens[above].upos not in NOMINAL or above < bound:
            break
        top = above
    if view.tokens[top].upos not in NOMINAL or any(view.tokens[j].deprel == "case" for j in view.children(top)):
        return None
    return None if top == k or view.low(top) in view.lex.sets["that"] else top


def _inherited(view: View, k: int) -> int | None:
    """The subject of the verb that this one is joined to, or the noun that a participle leans on."""
    token, at = view.tokens[k], k
    for _ in range(4):
        relation = view.tokens[at].deprel.split(":")[0]
        head = view.head(at)
        if head == -1 or relation not in (
            "conj",
            "xcomp",
            "advcl",
            "acl",
            "ccomp",
            "parataxis",
            "obl",
            "advmod",
            "nmod",
            "dep",
            "appos",
        ):
            return None
        if relation == "acl" and view.tokens[head].upos in NOMINAL and token.deprel != "acl:relcl":
            return head if token.feats.get("VerbForm") != "Inf" else None
        if relation in ("ccomp", "parataxis") and token.feats.get("VerbForm") not in ("Inf", "Ger", "Part"):
            return None
        if relation == "advcl" and "Mood" in token.feats and not view.lex.bare:
            return None
        own = [j for j in view.children(head, "nsubj") if view.zone[j] == -1]
        if own:
            return _antecedent(view, head, own[0])
        at = head
    return None


def impersonal(view: View, subject: int, *, passive: bool) -> bool:
    """ "It was said", "on dit": nobody is named."""
    word = view.low(subject)
    word = word.rsplit("-", 1)[-1] if word.startswith("-") else word
    if word in view.lex.sets.get("one", frozenset()):
        return True
    expletive = view.tokens[subject].deprel == "expl" and (passive or word not in view.lex.sets["clitic_subjects"])
    if word not in view.lex.sets.get("impersonal", frozenset()):
        return expletive
    return expletive or passive or word not in view.lex.sets.get("clitic_subjects", frozenset())


def object_clitic(view: View, k: int) -> bool:
    """Whether a short pronoun before a verb is its object."""
    token = view.tokens[k]
    return token.upos == "PRON" and token.deprel in ("obj", "iobj", "expl", "obl") and len(token.text) <= 4
