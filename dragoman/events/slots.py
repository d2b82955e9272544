"""What fills the slots of a pattern: objects, marked phrases, and the content of demands, threats, promises and blame."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.events.modals import deontic, subjunctive
from dragoman.events.tree import CLAUSAL, VERBAL, Tree
from dragoman.events.who import Who
from dragoman.events.words import Item

if TYPE_CHECKING:
    from dragoman.events.match import Match

#: Relations of what says what is asked, threatened, refused, without a preposition of the pattern's.
CONTENT = frozenset({"xcomp", "ccomp", "advcl", "acl", "acl:relcl", "csubj", "obj", "nsubj:pass"})


def slot_tokens(tree: Tree, who: Who, match: Match, item: Item) -> list[int]:
    """The heads of the phrases that fill one slot of a match, in order of the tree; none where it stays open."""
    if item.role == "C":
        return _content(tree, match, item) or _content_noun(tree, who, match, item)
    if not item.preps:
        if match.pattern.kind == "nouns":  # "an attempt to kill R"
            verbs = [m for m in match.used[1:] if tree.tokens[m].upos == "VERB"]
            return [k for m in verbs for k in tree.objects(m) if k not in match.used]
        return [k for k in _bare(tree, match) if k not in match.used]
    found = []
    that = item.preps & tree.words["grammar.that"]
    dative = bool(item.preps & tree.words["grammar.dative"])
    for m in _owners(tree, match, item):
        for k in tree.sentence.children[m]:
            token, named = tree.tokens[k], not tree.preps(k).isdisjoint(item.preps)
            if not (named or (dative and token.deprel == "iobj")) or k in match.used or token.upos == "PUNCT":
                continue
            if that and token.deprel in CLAUSAL and tree.preps(k) & that and tree.finite(k):
                found += tree.kids(k, "nsubj")
                continue
            phrase = token.deprel not in CLAUSAL or token.upos in ("NOUN", "PROPN", "PRON")
            if (dative and token.deprel == "iobj") or (phrase and named and not _hollow(tree, k, item)):
                found.append(k)
    if not found:
        found = _stranded(tree, match, item)
    return found


def _owners(tree: Tree, match: Match, item: Item) -> list[int]:
    """Whose phrases may fill a slot: a genitive is that of the plain word before it, where it has one ("affairs of R")."""
    items = match.pattern.items
    if len(match.used) > 1 and item.preps <= tree.words["grammar.genitive"]:
        literals = sum(not other.role for other in items[: items.index(item)])
        last = match.used[literals]
        if literals and any(not tree.preps(k).isdisjoint(item.preps) for k in tree.kids(last, "nmod")):
            return [last]
    return match.used


def _hollow(tree: Tree, k: int, item: Item) -> bool:
    """ "a través de", "a raíz de": a noun that is but part of a preposition is no side."""
    return item.role == "R" and tree.is_one(k, "light.hollow_nouns") and not tree.kids(k, "det")


def _stranded(tree: Tree, match: Match, item: Item) -> list[int]:
    """A preposition hung on the verb by itself (phrasal verbs), its noun read as the object; relatives; passives of such verbs."""
    head = match.head
    if not item.preps.isdisjoint(tree.vocabulary):
        if match.pattern.kind != "nouns":
            loose = item.preps - tree.words["grammar.genitive"]
            near = [k for o in [*tree.objects(head), *match.slots.get("X", [])] for k in tree.kids(o, "nmod", "obl")]
            near += [j for k in near for j in tree.kids(k, "nmod") if tree.preps(k) & tree.words["grammar.genitive"]]
            attached = [k for k in near if tree.preps(k) & loose and k not in match.used]
            if attached:
                return attached
        if any(
            not item.preps.isdisjoint(tree.keys[k])
            for k in tree.kids(head, "compound", "advmod", "case", "mark", "obl", "dep")
        ):
            return [k for k in tree.objects(head) if k not in match.used]
    if tree.tokens[head].deprel == "acl:relcl" and tree.relative_role(head) == "oblique":
        return [tree.tokens[head].head]
    return []


def _bare(tree: Tree, match: Match) -> list[int]:
    """The object: the verb's own, then one that is marked as an object, then that of a verb of the pattern."""
    objects = [k for k in tree.objects(match.head) if k not in match.used]
    if not objects and not tree.passive(match.head):
        objects = [k for k in tree.kids(match.head, "iobj") if k not in match.used
                   and tree.tokens[k].text.lower() not in tree.words["grammar.reflexive"]]  # fmt: skip
    objects = objects or _object_marked(tree, match, [match.head])
    for m in match.used[1:]:
        if not objects and tree.tokens[m].upos in VERBAL:
            objects = [k for k in tree.objects(m) if k not in match.used]
    return objects or _object_marked(tree, match, match.used[1:])


def _object_marked(tree: Tree, match: Match, tokens: list[int]) -> list[int]:
    marks = tree.words["grammar.object_marks"]
    return [
        k
        for m in tokens
        for k in (tree.kids(m, "obl", "iobj", "nmod") if marks else ())
        if tree.preps(k)
        and tree.preps(k) <= marks
        and tree.tokens[k].upos in ("PROPN", "NOUN", "PRON")
        and k not in match.used
    ]


def _content(tree: Tree, match: Match, item: Item) -> list[int]:
    """Clauses, infinitives and nouns that say what is asked, threatened, refused, blamed."""
    found = []
    told = match.slots.get("R", [])
    told = [*told, *(k for m in told for k in tree.kids(m, "amod", "acl", "conj") if not tree.finite(k))]
    for m in [*match.used, *told]:
        for k in tree.sentence.children[m]:
            token = tree.tokens[k]
            marked = not tree.preps(k).isdisjoint(item.preps) and token.deprel not in ("case", "mark", "cc")
            if not (marked or token.deprel in CONTENT) or k in match.used or token.upos == "PUNCT":
                continue
            if m in told and not _lent(tree, k, item):
                continue
            stated = bool(item.preps) and tree.finite(k) and not item.preps & tree.words["grammar.complementisers"]
            if _question(tree, k) or (item.must and _reported(tree, k, item)):
                continue
            named = (
                not item.preps
                or bool(tree.preps(k) & item.preps)
                or tree.finite(k)
                or (token.feats.get("VerbForm") == "Inf" and bool(item.preps & tree.words["grammar.infinitive_mark"]))
            )
            that = match.pattern.kind == "nouns" and token.deprel in ("acl", "ccomp") and tree.finite(k)
            if that and tree.preps(k) & tree.words["grammar.complementisers"]:
                found.append(k)
                continue
            clause = (token.deprel in ("xcomp", "ccomp") and not stated and named) or (
                token.deprel in ("advcl", "acl", "csubj") and (_content_clause(tree, k, item) or _complement(tree, k))
            )
            plain = not item.preps and token.deprel in ("obj", "nsubj:pass") and m == match.head
            if clause or marked or plain or (m in told and token.deprel == "acl:relcl"):
                found.append(k)
    if not found and match.pattern.kind == "verbs":
        found = _beyond_oblique(tree, match)
    if not item.preps:
        found += [k for k in tree.objects(match.head) if k not in found and k not in match.used]
    return found


def _beyond_oblique(tree: Tree, match: Match) -> list[int]:
    """An infinitive hung on a phrase between it and its verb: "agreed in a telephone call to withdraw"."""
    mark = tree.words["grammar.infinitive_mark"]
    return [
        k
        for o in tree.kids(match.head, "obl", "nmod")
        for k in tree.kids(o, "acl", "advcl")
        if tree.tokens[k].feats.get("VerbForm") == "Inf" and tree.preps(k) & mark and o > match.head
    ][:1]


def _reported(tree: Tree, k: int, item: Item) -> bool:
    """A clause that tells what is so, where the pattern demands what is to be done: "told the House that it was over"."""
    feats = tree.tokens[k].feats
    if not tree.finite(k) or subjunctive(tree, k) or feats.get("Mood") in ("Sub", "Imp") or tree.preps(k) & item.preps:
        return False
    group = [k, *tree.kids(k, "aux", "cop")]
    if any(deontic(tree, j) for j in group):
        return False
    bare = tree.words.flags.get("bare_subjunctive") and len(group) == 1  # "insisted that Moscow release them"
    return not (bare and feats.get("Tense") != "Past" and feats.get("Person") != "3")


def _question(tree: Tree, k: int) -> bool:
    """An indirect question is no content: "asked whether", "demander si"."""
    if tree.tokens[k].deprel not in ("ccomp", "advcl", "xcomp") or not tree.finite(k):
        return False
    return bool(tree.preps(k) & tree.words["grammar.question_marks"])


def _content_noun(tree: Tree, who: Who, match: Match, item: Item) -> list[int]:
    """A noun of content hung on the one who is threatened: "menacer le Mexique de sanctions"."""
    s = tree.sentence.index
    return [k for m in match.slots.get("R", []) for k in tree.kids(m, "nmod", "obl") if tree.preps(k) & item.preps
            and k not in match.used and (s, k) not in who.by_head]  # fmt: skip


def _lent(tree: Tree, k: int, item: Item) -> bool:
    """What the tree hangs on the one who is asked is what is asked."""
    if _content_infinitive(tree, k, item):
        return True
    return not item.preps - tree.words["grammar.complementisers"] and _complement(tree, k)


def _content_infinitive(tree: Tree, k: int, item: Item) -> bool:
    """An infinitive hung on the one who is asked instead of on the asking."""
    named = bool(tree.preps(k) & item.preps)
    form = tree.tokens[k].feats.get("VerbForm")
    told = (form == "Inf" and (named or not item.preps)) or (form in ("Ger", "Part") and named)
    return (tree.tokens[k].upos in ("VERB", "AUX") and told) or (tree.infinitive_marked(k) and named)


def _complement(tree: Tree, k: int) -> bool:
    """A finite clause behind a bare complementiser ("pidió al Gobierno que detenga"), whatever the tree calls it."""
    marks = tree.preps(k)
    if not marks:  # "pidió a los generales que pongan fin": the tree took "que" for a pronoun
        return tree.tokens[k].deprel == "acl:relcl" and subjunctive(tree, k)
    if not marks <= tree.words["grammar.complementisers"]:
        return False
    token = tree.tokens[k]
    pronouns = [j for j in tree.kids(k) if tree.is_relative(j) and tree.tokens[j].deprel != "mark"]
    return token.feats.get("Mood") == "Sub" or (token.deprel == "acl:relcl" and tree.finite(k) and not pronouns)


def _content_clause(tree: Tree, k: int, item: Item) -> bool:
    marks = tree.preps(k)
    infinitive = tree.tokens[k].feats.get("VerbForm") == "Inf" or bool(marks & tree.words["grammar.infinitive_mark"])
    if item.preps:
        return bool(marks & item.preps) or (infinitive and not marks & tree.words["modality.infinitive_purpose"])
    return infinitive
