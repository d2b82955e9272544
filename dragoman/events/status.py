"""When and whether an act is told as real: its status from tense, mood, modality, negation and what governs it.

Codebook §1: done · ongoing · future · hypothetical · negated · historical.
"""

from __future__ import annotations

from dataclasses import dataclass

from dragoman.events.modals import deontic
from dragoman.events.tree import Tree
from dragoman.ontology import Sense

#: Years of age from which a dated act is background (codebook §1: "more than a year before the publication date").
OLD_YEARS = 2
#: Relations of the words that may date an act.
DATING = frozenset({"obl", "nmod", "nummod", "advmod", "flat", "compound", "amod", "fixed"})
#: How many governing verbs are asked for their say.
DEPTH = 6


@dataclass(frozen=True, slots=True)
class Told:
    """How an act is told. `conditional` is a plain conditional mood, whose meaning depends on who speaks."""

    negated: bool = False
    future: bool = False
    possible: bool = False
    ongoing: bool = False
    conditional: bool = False
    claimed: bool = False
    deontic: bool = False
    unless: bool = False


def told(tree: Tree, i: int) -> Told:
    """How the act of token i is told, from its own verb group and the verbs that it completes."""
    flags: dict[str, bool] = {}
    if tree.is_one(i, "modality.future_verbs") and deontic(tree, i):  # "doit rencontrer", told as one pattern
        flags["future"] = True
    verb = i
    for _ in range(DEPTH):
        _own(tree, verb, flags, outer=verb != i)
        head = tree.tokens[verb].head
        if head < 0:
            break
        if tree.tokens[verb].deprel == "conj" and tree.tokens[head].upos in ("VERB", "AUX", "ADJ", "NOUN"):
            if tree.finite(verb):
                break
            if not tree.kids(verb, "aux", "nsubj"):
                _shared(tree, head, flags)
            verb = head
            if tree.tokens[verb].deprel not in ("xcomp", "ccomp", "advcl", "acl"):
                break
            continue
        if not _completes(tree, verb, head, flags):
            break
        verb = head
    return Told(**flags)


def _completes(tree: Tree, verb: int, head: int, flags: dict[str, bool]) -> bool:
    """The governing word colours the act: "refuse to", "want to", "aller", "be able to". False where it says nothing."""
    deprel = tree.tokens[verb].deprel
    expected = tree.is_one(head, "modality.expected") and (tree.passive(head) or tree.reflexive(head))
    if expected and deprel in ("xcomp", "ccomp", "csubj", "nsubj"):
        flags["future"] = True
        return False
    if deprel not in ("xcomp", "ccomp", "acl", "advcl", "obl", "obj", "csubj") or tree.finite(verb):
        return False
    out = any(tree.is_one(k, "modality.ruled_out") for k in range(max(0, head - 2), head))
    if out or tree.preps(verb) & tree.words["grammar.without"]:
        flags["negated"] = True
        return False
    if tree.is_one(head, "modality.progressive_phrase"):
        flags["ongoing"] = any(tree.tokens[k].feats.get("Tense") == "Pres" for k in tree.kids(head, "cop", "aux"))
        return False
    if tree.is_one(head, "modality.case_nouns") and tree.preps(head):  # "en caso de ser capturado"
        flags["possible"] = True
        return False
    noun = of_noun(tree, verb, head)
    if noun is not None:
        flags["negated" if negated_noun(tree, noun) else "possible"] = True
        return False
    if deprel in ("advcl", "acl", "obl", "obj") and tree.tokens[head].upos not in ("ADJ", "VERB", "AUX"):
        return False
    if tree.is_one(head, "modality.going") and deprel in ("xcomp", "ccomp"):
        flags["future"] = True
    elif tree.is_one(head, "modality.negative_verbs"):
        flags["negated"] = not flags.get("negated", False)
    elif deontic(tree, head):
        flags["deontic"] = True
    elif tree.is_one(head, "modality.ongoing_verbs"):
        flags["ongoing"] = _present(tree, head)
    elif tree.is_one(head, "modality.possible_verbs"):
        if not _achieved(tree, head):
            flags["possible"] = True
    elif tree.is_one(head, "modality.future_verbs"):
        flags["future"] = True
    elif not tree.is_one(head, "modality.implicative"):
        return False
    return True


def of_noun(tree: Tree, verb: int, head: int) -> int | None:
    """The noun whose content an infinitive is, whatever it hangs on: "la volonté de", "a way to", "un plan para"."""
    marks = [k for k in tree.kids(verb, "mark") if k]
    for k in [head, *[m - 1 for m in marks[:1]]]:
        if tree.tokens[k].upos == "NOUN" and tree.is_one(k, "light.nominal_content"):
            return k
    return None


def _achieved(tree: Tree, head: int) -> bool:
    """ "a pu s'entretenir", "pudo reunirse": to have been able to is to have done."""
    token = tree.tokens[head]
    if not tree.is_one(head, "modality.achieved"):
        return False
    helpers = [tree.tokens[k].feats for k in tree.kids(head, "aux")]
    copulas = [tree.tokens[k].feats for k in tree.kids(head, "cop")]
    if copulas:
        return any(f.get("Tense") == "Past" and f.get("Mood", "Ind") == "Ind" for f in copulas) or any(
            f.get("VerbForm") == "Part" for f in copulas
        )
    if token.feats.get("VerbForm") == "Part":
        return any(f.get("Tense") == "Pres" and f.get("Mood") == "Ind" for f in helpers)
    return token.feats.get("Tense") == "Past" and token.feats.get("Mood") == "Ind" and not helpers


def _own(tree: Tree, verb: int, flags: dict[str, bool], *, outer: bool) -> None:
    """Auxiliaries, mood, tense, negation and markers of one verb."""
    if negated(tree, verb):
        flags["negated"] = not flags.get("negated", False) if outer and flags.get("negated") else True
    _shared(tree, verb, flags)
    if tree.preps(verb) & tree.words["grammar.conditional_marks"] or _only_when(tree, verb):
        flags["possible"] = True
    if _set_to(tree, verb):
        flags["future"] = True
    if tree.preps(verb) & tree.words["grammar.without"]:
        flags["negated"] = True
    if any(tree.marks(k) & tree.words["grammar.unless_marks"] for k in tree.kids(verb, "advcl")):
        flags["unless"] = True


def _only_when(tree: Tree, verb: int) -> bool:
    """ "only when X frees them": a condition."""
    for k in tree.kids(verb, "mark", "advmod", "case"):
        before = {w for j in (k - 1, k - 2) if j >= 0 for w in tree.lemmas(j)}
        if tree.is_one(k, "grammar.when") and before & tree.words["grammar.only"]:
            return True
    return False


def _set_to(tree: Tree, verb: int) -> bool:
    """ "is to visit", "was due to meet": to be + infinitive."""
    bare = any(tree.is_one(k, "grammar.infinitive_mark") or tree.is_one(k, "modality.future_verbs")
               for k in tree.kids(verb, "mark"))  # fmt: skip
    return (
        bare
        and tree.tokens[verb].feats.get("VerbForm") == "Inf"
        and any(tree.is_one(k, "grammar.copula") and tree.finite(k) for k in tree.kids(verb, "aux", "cop"))
    )


def _shared(tree: Tree, verb: int, flags: dict[str, bool]) -> None:
    """What coordinated verbs share: auxiliaries and their mood."""
    helpers = tree.helpers.get(verb, ())
    group = [verb, *helpers]
    moods = {tree.tokens[k].feats.get("Mood") for k in group}
    tenses = {tree.tokens[k].feats.get("Tense") for k in group}
    perfect = tree.tokens[verb].feats.get("VerbForm") == "Part" and len(group) > 1
    shapes = {shape for k in group for shape in verb_shapes(tree, k)}
    if "Cnd" in moods | shapes or tree.has_aux(verb, "modality.conditional_aux"):
        flags["claimed" if perfect and tree.words.flags.get("journalistic_conditional") else "conditional"] = True
    if "Fut" in tenses | shapes or tree.has_aux(verb, "modality.future_aux"):
        flags["future"] = True
    if any(tree.is_one(k, "modality.possible_aux") and not _achieved(tree, k) for k in helpers):
        flags["possible"] = True
    if tree.has_aux(verb, "modality.deontic_aux"):
        flags["deontic"] = True
    if any(tree.is_one(k, "modality.going") and tree.tokens[k].deprel != "cop" for k in helpers):
        flags["future"] = True
    if _progressive(tree, verb):
        flags["ongoing"] = True


def verb_shapes(tree: Tree, i: int) -> list[str]:
    """ "Cnd" or "Fut" where the form itself shows it (infinitive or irregular stem + ending), whatever the tagger says."""
    lemma, form = tree.lemmas(i)
    found: list[str] = []
    if "r" not in form:
        return found
    for mood, key in (("Cnd", "modality.conditional_endings"), ("Fut", "modality.future_endings")):
        for ending in tree.words[key]:
            stem = form.removesuffix(ending)
            if (
                stem != form
                and stem.endswith("r")
                and (stem in (lemma, lemma[:-1]) or stem in tree.words["modality.future_stems"])
            ):
                found.append(mood)
    return found


def _progressive(tree: Tree, verb: int) -> bool:
    token = tree.tokens[verb]
    gerund = token.feats.get("VerbForm") == "Ger" or (
        token.feats.get("VerbForm") == "Part" and token.feats.get("Tense") == "Pres"
    )
    if gerund and tree.has_aux(verb, "modality.progressive_aux"):
        past = any(tree.tokens[k].feats.get("Tense") in ("Past", "Imp") for k in tree.kids(verb, "aux"))
        return not past
    return False


def negated(tree: Tree, i: int) -> bool:
    """A negation hangs on the word."""
    if not tree.tells("modality.negations"):
        return False
    ne = any(tree.is_one(k, "modality.half_negations") for k in tree.sentence.children[i])
    for k in tree.sentence.children[i]:
        token = tree.tokens[k]
        if token.deprel not in ("advmod", "det", "cc", "nsubj", "obj", "mark", "case", "expl", "aux", "obl"):
            continue
        if not tree.is_one(k, "modality.negations"):
            continue
        if tree.is_one(k, "modality.weak_negations") and not ne:
            continue
        if tree.kids(k, "fixed") or _not_only(tree, k):
            continue
        return True
    return any(negated_noun(tree, k) for k in tree.objects(i) if k < len(tree.tokens) and tree.tokens[k].head == i)


def _not_only(tree: Tree, k: int) -> bool:
    """ "not only", "no solo", "pas seulement" deny nothing; nor does "no doubt", read as one word."""
    return k + 1 < len(tree.tokens) and tree.is_one(k + 1, "grammar.only")


def negated_noun(tree: Tree, i: int) -> bool:
    """The noun is told as absent: "no attack", "aucune attaque", "sin acuerdo"."""
    return any(tree.is_one(k, "modality.negations") and not tree.is_one(k, "modality.weak_negations")
               for k in tree.kids(i, "det", "case"))  # fmt: skip


def status_of(tree: Tree, i: int, sense: Sense, flags: Told, *, published: str | None, reported: bool) -> str:
    """The codebook's status of an act. `reported`: a speaker tells it in the past, so that a conditional is a future."""
    if is_old(tree, i, published):
        return "historical"
    if flags.negated != sense.negated:
        return "negated"
    if flags.possible or flags.deontic:
        return "hypothetical"
    if flags.future:
        return "future"
    if flags.conditional:
        return "future" if reported else "hypothetical"
    if _called_for(tree, i):
        return "future"
    lasting = sense.durative or tree.is_one(i, "modality.ongoing_verbs") or _since(tree, i)
    return "ongoing" if flags.ongoing or (lasting and _present(tree, i)) else "done"


def _since(tree: Tree, i: int) -> bool:
    """ "imposent depuis mars", "ocupa desde hace un año": what has gone on since."""
    return any(tree.preps(k) & tree.words["grammar.since"] for k in tree.kids(i, "obl", "nmod", "advmod", "advcl"))


def _called_for(tree: Tree, i: int) -> bool:
    """ "called a march for Sunday", "convocó una huelga para el 3 de mayo": what is called for a date is still to come."""
    if not (tree.is_one(i, "light.convene") or tree.is_one(i, "light.announce")):
        return False
    below = [*tree.kids(i, "obl", "nmod"), *(j for k in tree.objects(i) for j in tree.kids(k, "nmod", "obl"))]
    return any(
        tree.preps(k) & tree.words["grammar.for_date"]
        and any(tree.is_one(j, "grammar.dates") for j in (k, *tree.kids(k)))
        for k in below
    )


def _present(tree: Tree, i: int) -> bool:
    group = [i, *tree.kids(i, "aux", "cop")]
    finite = [k for k in group if tree.tokens[k].feats.get("Mood") == "Ind"]
    return bool(finite) and tree.tokens[finite[0]].feats.get("Tense") == "Pres" and len(finite) == len(group)


def is_old(tree: Tree, i: int, published: str | None) -> bool:
    """A year stands with the act that lies long before the publication."""
    if not published or not published[:4].isdigit():
        return False
    now = int(published[:4])
    for k in _with_act(tree, i):
        text = tree.tokens[k].text
        if len(text) == 4 and text.isdigit() and 1500 < int(text) <= now - OLD_YEARS:
            return True
    return False


def _with_act(tree: Tree, i: int) -> list[int]:
    """Words that hang on the act, and on the dates that hang on it: "la constitution de 1992" dates no demand."""
    found, stack = [], [i]
    while stack:
        k = stack.pop()
        for j in tree.sentence.children[k]:
            if tree.tokens[j].deprel in DATING:
                found.append(j)
                if tree.is_one(j, "grammar.dates") or tree.tokens[j].text.isdigit():
                    stack.append(j)
    return found
