"""Whose saying it is: from a cue verb to the head of the speaker's words, by the tree and, where it errs, by place."""

from __future__ import annotations

from dragoman.quotes.nearby import (
    DASHES,
    adjacent_pronoun,
    before_insertion,
    dateline_end,
    inverted_noun,
    noun_after,
    noun_before,
    np_follows,
    object_clitic,
    person_fits,
)
from dragoman.quotes.view import NOMINAL, View


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
    leading = _of_main_clause(view, k, first)
    if leading is not None:
        return leading, False
    lead = f"{view.low(first - 3)} {view.low(first - 2)} {view.low(first - 1)}"
    if view.lex.sets["dropped"] and any(lead.endswith(words) for words in view.lex.sets["free_relatives"]):
        return None, False  # "lo que considera": the main clause's subject, left out
    own = [j for a in (k, *view.children(k, "aux")) for j in view.children(a, "nsubj", "csubj")]
    own = sorted(j for j in own if view.zone[j] == -1 and _speaks(view, j, k))
    before, behind = [j for j in own if j < k], [j for j in own if j > k and np_follows(view, last, j)]
    if before and not _parted(view, before[-1], first, last):
        return _antecedent(view, k, before[-1]), False
    led = _led_by_relative(view, k, first)
    if led is not None:
        return led, False
    if behind and not (view.lex.bare and view.zone[first - 1] == -1 and before_insertion(view, first) is not None):
        return behind[0], True
    near = adjacent_pronoun(view, first)
    if near is not None:
        return near, False
    if _conjugated(view, k) and _opens_clause(view, first):
        following = inverted_noun(view, k, last)
        if following is not None:
            return following, True
    return _beside(view, k, first, last), False


def _beside(view: View, k: int, first: int, last: int) -> int | None:
    """A subject that the tree does not tell: what the verb leans on, or what stands before it."""
    joined = _joined_subject(view, first)
    if joined is not None and not view.lex.bare and _shares(view, k, first):
        return joined
    looks = (
        _blamed(view, k, first),
        _leaned_on(view, k, first),
        _inherited(view, k),
        joined,
        noun_before(view, k, first),
    )
    for look in looks:
        if look is not None:
            return look
    incise = view.lex.sets["dropped"] and view.low(first - 1) == "," and view.low(last + 1) in (",", "-", "–", "—")
    if incise:
        return None
    inserted = before_insertion(view, first) if _conjugated(view, k) else None
    return inserted if inserted is not None else _stray_subject(view, k, first)


def _blamed(view: View, k: int, first: int) -> int | None:
    """Whoever is blamed for saying something said it: "accused him of saying that P", "calificó de falso a X por pedir «P»"."""
    forms = {view.tokens[j].feats.get("VerbForm") for j in (k, *view.children(k, "aux"))}
    if not forms & {"Inf", "Ger"} or view.low(first - 1) not in view.lex.sets["grounds"]:
        return None
    top = view.head(k)
    if top == -1 or top > k or view.tokens[top].upos != "VERB":
        return None
    lemma = view.lemma(top)
    if not view.lex.has("naming", lemma) and not any(c.act == "accuse" for c in view.lex.cues_of(lemma, view.low(top))):
        return None
    whom = [j for j in view.children(top, "obj", "iobj", "obl") if top < j < k and view.tokens[j].upos in NOMINAL]
    to = view.lex.sets["to"]
    named = [
        j for j in whom if view.tokens[j].deprel == "obj" or any(view.low(c) in to for c in view.children(j, "case"))
    ]
    return named[-1] if named else None


def _shares(view: View, k: int, first: int) -> bool:
    """Whether a verb behind a joining word goes on with the main verb: of its tense, or a participle beside its participle."""
    root = view.base[view.home[k]] + view.sentence(k).root().i
    if root >= k or not view.lex.cues_of(view.lemma(root), view.low(root)):
        return view.tokens[k].feats.get("VerbForm") == "Part" == view.tokens[root].feats.get("VerbForm") and first == k
    return view.tokens[k].feats.get("Tense") == view.tokens[root].feats.get("Tense")


def _of_main_clause(view: View, k: int, first: int) -> int | None:
    """The subject of the main clause, for a participle that opens the sentence ("En affirmant que P, X …", "While noting P, X")."""
    token, s = view.tokens[k], view.home[k]
    if first != k or token.feats.get("VerbForm") not in ("Ger", "Part", "Inf") or k - view.first(s) > 2:
        return None
    if any(view.tokens[j].upos not in ("SCONJ", "ADP", "ADV", "PUNCT", "CCONJ") for j in range(view.first(s), k)):
        return None
    root = view.base[s] + view.sentence(k).root().i
    own = [j for j in view.children(root, "nsubj") if k < j < root and view.zone[j] == -1 and _speaks(view, j, root)]
    if own and root > k:
        return own[-1]
    return _behind_comma(view, k) if root == k else None


def _behind_comma(view: View, k: int) -> int | None:
    """The subject of a clause that a comma sets off behind a participle which the tree took for the root."""
    comma = next((j for j in range(k + 1, view.last(view.home[k])) if view.low(j) == "," and view.zone[j] == -1), None)
    if comma is None:
        return None
    for j in range(comma + 1, view.last(view.home[k]) + 1):
        if view.tokens[j].deprel.startswith("nsubj") and view.zone[j] == -1 and min(view.subtree(j)) == comma + 1:
            return j
    return None


def _parted(view: View, j: int, first: int, last: int) -> bool:
    """Whether one comma or dash alone stands between a subject and its verb, right before the verb: it is not its subject."""
    stop = view.low(first - 1)
    if stop not in (",", *DASHES) or view.zone[first - 1] != -1:
        return False
    same = (",",) if stop == "," else DASHES
    opened = j
    while view.same(opened - 1, j) and view.tokens[opened - 1].upos in ("DET", "ADJ"):
        opened -= 1
    if stop == "," == view.low(opened - 1) and view.same(opened - 2, j) and view.tokens[opened - 2].upos == "PROPN":
        return view.low(last + 1) in same  # "X, the investigator, said": the title set off behind the name
    return sum(view.low(i) in same and view.zone[i] == -1 for i in range(j, first)) % 2 == 1


def _leaned_on(view: View, k: int, first: int) -> int | None:
    """The noun right before a participle, without a comma ("Donald Trump affirmant que", "a statement saying that")."""
    if first != k or view.tokens[k].feats.get("VerbForm") not in ("Part", "Ger") or not view.same(k - 1, k):
        return None
    top = k - 1
    if view.tokens[top].upos not in ("NOUN", "PROPN") or view.zone[top] != -1 or view.lex.has("times", view.low(top)):
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
    known = view.actor(noun) is not None
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
    noun = view.tokens[j].upos == "VERB" and view.tokens[j - 1].upos == "DET"
    if (
        (view.tokens[j].upos in ("VERB", "SCONJ") and not noun)
        or view.lemma(j) in view.lex.sets["times"]
        or view.low(j) in view.lex.sets["times"]
    ):
        return False
    if j < dateline_end(view, view.home[j]):
        return False
    cased = any(view.tokens[c].deprel == "case" and view.tokens[c].upos == "ADP" and c < j for c in view.children(j))
    return not (cased and j < k) and person_fits(view, j, k)


def _conjugated(view: View, k: int) -> bool:
    """Whether the verb is finite or has an auxiliary."""
    token = view.tokens[k]
    helped = any(view.tokens[j].upos == "AUX" for j in view.children(k)) or view.low(k - 1) in view.lex.sets["have"]
    return (
        helped
        or token.deprel.startswith("aux")
        or token.feats.get("VerbForm") not in ("Inf", "Ger", "Part")
        or token.upos not in ("VERB", "AUX")
    )


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
            return noun_after(view, j)
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
    comma = view.low(subject - 1) == ","
    before = noun_before(view, subject, subject - 1 if comma else subject)
    nominal = 0 <= head < subject and view.tokens[head].upos in NOMINAL
    return before if before is not None else head if nominal else None


def _led_by_relative(view: View, k: int, first: int) -> int | None:
    """The noun before a relative word that the tree takes for a conjunction ("académicos que afirman")."""
    head = view.head(k)
    if view.tokens[k].deprel != "acl:relcl" or head == -1 or head >= first:
        return None
    for j in range(first - 1, max(head, first - 5), -1):
        if view.low(j) in view.lex.sets["relative"]:
            return None if view.tokens[j - 1].upos in ("ADP", "DET") else head
    return None


def _opens_clause(view: View, first: int) -> bool:
    """Whether the verb stands where a quotation or a sentence has just ended: there its subject follows it."""
    at = first - 1
    datives = view.lex.sets["datives"]
    while (
        view.same(at, first)
        and view.zone[at] == -1
        and (view.tokens[at].upos == "ADV" or object_clitic(view, at) or view.low(at) in datives)
    ):
        at -= 1
    if not view.same(at, first):
        return True
    starts = view.punct(at) or view.zone[at] != -1 or view.low(at) in view.lex.sets.get("as", frozenset())
    return starts or view.low(at) in view.lex.sets.get("that", frozenset())


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
        own = [j for j in view.children(head, "nsubj") if view.zone[j] == -1 and j < k]
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
