"""Patterns of the lexicon on the tree: which sense a word carries, with which phrases in its slots."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.events.tree import CLAUSAL, Tree
from dragoman.events.who import Who, mentions_of, political
from dragoman.events.words import Item, Lexicon, Pattern

VERBAL = frozenset({"VERB", "AUX", "ADJ"})
#: A literal without preposition is not found among these relations when it is itself marked by a preposition.
OBLIQUE = frozenset({"obl", "nmod", "obl:agent", "advcl"})
MODIFIERS = (
    "amod",
    "compound",
    "nmod",
    "flat",
    "fixed",
    "case",
    "advmod",
    "acl",
    "nummod",
    "appos",
    "det",
    "punct",
    "dep",
)
#: How far a word of a noun pattern may stand from its head, in words.
NEAR = 3


@dataclass
class Match:
    """A pattern found at token `head`: the tokens it used, and the phrases in its slots (R, A, C).

    `weak`: a side that must be known is not; the match may be what is threatened or asked, but is no event.
    """

    pattern: Pattern
    head: int
    used: list[int]
    slots: dict[str, list[int]] = field(default_factory=dict)
    weak: bool = False

    @property
    def weight(self) -> tuple[bool, int, int, int]:
        fixed = self.pattern.literals + bool(self.pattern.only_with) + self.pattern.reflexive
        return not self.weak, fixed, sum(bool(v) for v in self.slots.values()), len(self.pattern.items)


def matches_at(tree: Tree, who: Who, i: int, lexicon: Lexicon) -> list[Match]:
    """Every pattern that holds at a token, the most telling first."""
    token = tree.tokens[i]
    keys = tree.lookups(i)
    found: list[Match] = []
    for key in keys:
        for pattern in lexicon.by_head.get(key, ()):
            told = all(not item.words.isdisjoint(tree.vocabulary) for item in pattern.items if not item.role)
            if told and fits(tree, i, pattern, key) and not any(pattern is m.pattern for m in found):
                match = match_pattern(tree, who, i, pattern)
                if match is not None and not _hollow(match, key, lexicon):
                    found.append(match)
    found.sort(key=lambda m: m.weight, reverse=True)
    return [m for m in found if token.upos != "PUNCT"]


def _hollow(match: Match, key: str, lexicon: Lexicon) -> bool:
    """A word of many meanings whose pattern is told apart only by a phrase that is not there: "set" for "set upon R"."""
    pattern = match.pattern
    told_apart = (
        any(item.role and item.preps for item in pattern.items) and not pattern.literals and pattern.kind != "nouns"
    )
    return told_apart and key in lexicon.ambiguous and not any(match.slots.values())


def fits(tree: Tree, i: int, pattern: Pattern, key: str) -> bool:
    """The word is of the pattern's kind."""
    token = tree.tokens[i]
    if pattern.kind == "nouns":
        return token.upos in ("NOUN", "PROPN")
    if pattern.kind == "adjectives":
        if token.upos in ("VERB", "NOUN"):
            return tree.passive(i) or bool(tree.kids(i, "cop"))
        return token.upos in ("ADJ", "ADV")
    form = tree.keys[i][1]
    infinitive = (
        key == form and any(form.endswith(e) for e in tree.words["grammar.infinitive_endings"]) and bool(tree.preps(i))
    )
    if token.upos == "NOUN" and (infinitive or key not in tree.keys[i]):
        return True
    if token.upos == "ADP" and token.deprel == "root":
        return True
    mistaken = token.upos == "NOUN" and token.deprel == "root" and token.feats.get("Number") != "Plur"
    return token.upos in VERBAL or (mistaken and not tree.kids(i, "det", "case"))


def match_pattern(tree: Tree, who: Who, i: int, pattern: Pattern) -> Match | None:
    """The pattern at token i, or None."""
    if pattern.kind == "verbs" and ((pattern.reflexive and not tree.reflexive(i)) or _other_particle(tree, i, pattern)):
        return None
    match = Match(pattern, i, [i])
    for item in pattern.items:
        if not item.role:
            found = _literal(tree, match, item)
            if found is None:
                return None
            match.used.append(found)
    if not _neighbours(tree, match, pattern.unless, frozenset()):
        return None
    for item in pattern.items:
        if item.role:
            tokens = _slot(tree, who, match, item)
            if item.must and not _acceptable(tree, who, tokens):
                match.weak = True
            match.slots.setdefault(item.role, []).extend(t for t in tokens if t not in match.used)
    if pattern.subject_must and not _acceptable(tree, who, tree.subjects(i)):
        match.weak = True
    if not _neighbours(tree, match, frozenset(), pattern.only_with):
        return None
    if _object_left(tree, match):
        return None
    wants = any(item.role == "C" for item in pattern.items) and pattern.kind != "nouns"
    told = match.slots.get("C") or (match.slots.get("R") and pattern.literals)
    return None if wants and not told else match


def _object_left(tree: Tree, match: Match) -> bool:
    """ "demonstrated their bond" is not "demonstrate": the pattern has prepositions only, the verb an object of its own."""
    items, i = match.pattern.items, match.head
    if match.pattern.kind != "verbs" or not all(item.preps for item in items) or tree.passive(i):
        return False
    taken = {*match.used, *(k for found in match.slots.values() for k in found)}
    return any(
        tree.tokens[k].upos in ("NOUN", "PROPN")
        and k not in taken
        and not tree.preps(k)
        and not tree.is_one(k, "grammar.dates")
        for k in tree.kids(i, "obj")
    )


def _other_particle(tree: Tree, i: int, pattern: Pattern) -> bool:
    """ "call off" is not "call": a particle that the pattern does not name makes another verb."""
    named = {w for item in pattern.items for w in item.words | item.preps}
    particles = [k for k in tree.kids(i, "compound") if tree.tokens[k].upos in ("ADP", "ADV")]
    return any(not set(tree.lemmas(k)) & named for k in particles)


def _acceptable(tree: Tree, who: Who, tokens: list[int]) -> bool:
    known = [m for t in tokens for m in mentions_of(tree, who, t, role="A")]
    groups = [m for t in tokens if tree.is_one(t, "people.public") for m in mentions_of(tree, who, t, role="R")]
    return any(map(political, known + groups))


def _literal(tree: Tree, match: Match, item: Item) -> int | None:
    """The token of a plain word of the pattern, among the dependents of what is matched so far."""
    if match.pattern.kind == "nouns":
        return _noun_literal(tree, match, item)
    head = match.head
    bare = not item.preps
    pool = list(tree.objects(head)) if bare or tree.passive(head) else []
    pool += [k for m in match.used for k in tree.sentence.children[m]]
    pool += [k for j in list(pool) for k in tree.kids(j, "fixed", "case", "flat", "compound", "conj", "amod")]
    pool += [k for j in tree.kids(head, "xcomp", "ccomp") for k in tree.kids(j, "aux")]
    if not bare:
        pool += [k for j in tree.objects(head) for k in tree.kids(j, "nmod")]
    particle = bare and item.words <= tree.words["grammar.prepositions"]
    for k in dict.fromkeys(pool):
        own_modal = tree.tokens[k].upos == "AUX" and tree.tokens[k].head == head
        if k in match.used or own_modal or not _is_word(tree, k, item):
            continue
        if bare and tree.tokens[k].upos == "VERB" and tree.tokens[k].deprel in CLAUSAL and tree.preps(k):
            continue
        if (particle and not _particle_of(tree, k, head)) or (bare and _time(tree, k, head)):
            continue
        strange = tree.preps(k) - tree.words["grammar.object_marks"] - tree.words["grammar.articles"]
        oblique = tree.tokens[k].deprel in OBLIQUE and tree.tokens[k].upos == "NOUN" and strange
        if bare and oblique and k not in tree.objects(head):
            continue
        if (
            bare
            and tree.tokens[k].deprel in ("nsubj",)
            and tree.tokens[k].upos == "NOUN"
            and k not in tree.objects(head)
        ):
            continue
        if not bare and not _marked(tree, k, item.preps, match):
            continue
        return k
    return None


def _time(tree: Tree, k: int, head: int) -> bool:
    """ "earlier this year": when it happened is no word of the pattern."""
    return (
        tree.is_one(k, "grammar.dates") and k not in tree.objects(head) and tree.tokens[k].deprel in OBLIQUE | {"nsubj"}
    )


def _particle_of(tree: Tree, k: int, head: int) -> bool:
    """ "out" in "hit out at", "pull troops out of": hung on the verb, right after it, or on its complement."""
    above = tree.tokens[k].head
    if above == head or k == head + 1:
        return True
    return tree.tokens[k].deprel in ("case", "mark", "fixed", "compound") and above >= 0 and tree.tokens[above].head == head \
        and tree.tokens[above].deprel in ("obl", "advmod", "case", "mark")  # fmt: skip


def _noun_literal(tree: Tree, match: Match, item: Item) -> int | None:
    pool: list[int] = [k for m in match.used for k in tree.kids(m, *MODIFIERS)]
    pool += [k for j in list(pool) for k in tree.kids(j, "fixed", "flat", "compound", "case", "conj", "amod")]
    pool += range(max(0, match.head - NEAR), min(len(tree.tokens), match.head + NEAR + 1))
    for k in pool:
        if k in match.used or not _is_word(tree, k, item):
            continue
        if item.preps and not _marked(tree, k, item.preps, match):
            continue
        return k
    return None


def _is_word(tree: Tree, k: int, item: Item) -> bool:
    lemma, form = tree.lemmas(k)
    return lemma in item.words or form in item.words or tree.words.contracted.get(form) in item.words


def _marked(tree: Tree, k: int, preps: frozenset[str], match: Match) -> bool:
    if tree.preps(k) & preps:
        return True
    before = tree.lemmas(k - 1) if k else ("", "")
    if set(before) & preps or tree.words.contracted.get(before[1]) in preps:
        return True
    particles = [w for j in tree.sentence.children[match.head] for w in tree.lemmas(j)]
    return bool(set(particles) & preps)


def _slot(tree: Tree, who: Who, match: Match, item: Item) -> list[int]:
    if item.role == "C":
        return _content(tree, match, item) or _content_noun(tree, who, match, item)
    if not item.preps:
        if match.pattern.kind == "nouns":
            return []
        return [k for k in _bare(tree, match) if k not in match.used]
    found = []
    for m in match.used:
        for k in tree.sentence.children[m]:
            if k in match.used or tree.tokens[k].upos == "PUNCT":
                continue
            deprel = tree.tokens[k].deprel
            dative = deprel == "iobj" and item.preps & tree.words["grammar.dative"]
            phrase = deprel not in CLAUSAL or tree.tokens[k].upos in ("NOUN", "PROPN", "PRON")
            if dative or (phrase and tree.preps(k) & item.preps):
                found.append(k)
    if not found:
        found = _stranded(tree, match, item)
    return found


def _stranded(tree: Tree, match: Match, item: Item) -> list[int]:
    """A preposition hung on the verb by itself (phrasal verbs), its noun read as the object; relatives; passives of such verbs."""
    head = match.head
    loose = item.preps - tree.words["grammar.genitive"]
    near = [k for o in [*tree.objects(head), *match.slots.get("X", [])] for k in tree.kids(o, "nmod", "obl")]
    attached = [k for k in near if tree.preps(k) & loose and k not in match.used]
    if attached and match.pattern.kind != "nouns":
        return attached
    alone = [
        k
        for k in tree.kids(head, "compound", "advmod", "case", "mark", "obl", "dep")
        if set(tree.lemmas(k)) & item.preps
    ]
    if alone:
        return [k for k in tree.objects(head) if k not in match.used]
    if tree.tokens[head].deprel == "acl:relcl" and tree.relative_role(head) == "oblique":
        return [tree.tokens[head].head]
    return []


def _bare(tree: Tree, match: Match) -> list[int]:
    objects = [k for k in tree.objects(match.head) if k not in match.used]
    if not objects and not tree.passive(match.head):
        objects = [k for k in tree.kids(match.head, "iobj") if k not in match.used
                   and tree.tokens[k].text.lower() not in tree.words["grammar.reflexive"]]  # fmt: skip
    for m in match.used[1:]:
        if not objects and tree.tokens[m].upos in VERBAL:
            objects = [k for k in tree.objects(m) if k not in match.used]
    marks = tree.words["grammar.object_marks"]
    if not objects and marks:
        objects = [k for m in match.used for k in tree.kids(m, "obl", "iobj", "nmod") if tree.preps(k) and tree.preps(k) <= marks
                   and tree.tokens[k].upos in ("PROPN", "NOUN", "PRON")]  # fmt: skip
    return objects


def _content(tree: Tree, match: Match, item: Item) -> list[int]:
    """Clauses, infinitives and nouns that say what is asked, threatened, refused, blamed."""
    found = []
    told = match.slots.get("R", [])
    for m in [*match.used, *told]:
        for k in tree.sentence.children[m]:
            token = tree.tokens[k]
            lent = _content_infinitive(tree, k, item) or _complement(
                tree, k
            )  # what the tree hangs on the one who is asked
            if k in match.used or token.upos == "PUNCT" or (m in told and not lent):
                continue
            stated = bool(item.preps) and tree.finite(k) and not item.preps & tree.words["grammar.complementisers"]
            if _question(tree, k):
                continue
            named = (
                not item.preps
                or bool(tree.preps(k) & item.preps)
                or tree.finite(k)
                or (token.feats.get("VerbForm") == "Inf" and bool(item.preps & tree.words["grammar.infinitive_mark"]))
            )
            clause = (token.deprel in ("xcomp", "ccomp") and not stated and named) or (
                token.deprel in ("advcl", "acl", "csubj") and (_content_clause(tree, k, item) or _complement(tree, k))
            )
            marked = (
                bool(item.preps) and bool(tree.preps(k) & item.preps) and token.deprel not in ("case", "mark", "cc")
            )
            plain = not item.preps and token.deprel in ("obj", "nsubj:pass") and m == match.head
            if clause or marked or plain:
                found.append(k)
    if not item.preps:
        found += [k for k in tree.objects(match.head) if k not in found and k not in match.used]
    return found


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


def _content_infinitive(tree: Tree, k: int, item: Item) -> bool:
    """An infinitive hung on the one who is asked instead of on the asking."""
    named = bool(tree.preps(k) & item.preps)
    form = tree.tokens[k].feats.get("VerbForm")
    told = (form == "Inf" and (named or not item.preps)) or (form in ("Ger", "Part") and named)
    return tree.tokens[k].upos in ("VERB", "AUX") and told


def _complement(tree: Tree, k: int) -> bool:
    """A finite clause behind a bare complementiser ("pidió al Gobierno que detenga"), whatever the tree calls it."""
    marks = tree.preps(k)
    return bool(marks) and marks <= tree.words["grammar.complementisers"] and tree.tokens[k].feats.get("Mood") == "Sub"


def _content_clause(tree: Tree, k: int, item: Item) -> bool:
    marks = tree.preps(k)
    infinitive = tree.tokens[k].feats.get("VerbForm") == "Inf" or bool(marks & tree.words["grammar.infinitive_mark"])
    if item.preps:
        return bool(marks & item.preps) or (infinitive and not marks & tree.words["modality.infinitive_purpose"])
    return infinitive


def _neighbours(tree: Tree, match: Match, unless: frozenset[str], only_with: frozenset[str]) -> bool:
    """`unless` and `only_with`: words around the trigger that forbid or are needed; the pattern's own words may be needed."""
    if not unless and not only_with:
        return True
    around: set[str] = set()
    for m in match.used:
        for k in tree.sentence.children[m]:
            around |= set(tree.lemmas(k))
            if tree.tokens[k].deprel not in CLAUSAL:
                around |= {w for j in tree.kids(k, "amod", "nmod", "compound", "conj") for w in tree.lemmas(j)}
        if tree.tokens[m].head >= 0:
            around |= set(tree.lemmas(tree.tokens[m].head))
    for k in [*tree.subjects(match.head), *tree.objects(match.head)]:
        around |= set(tree.lemmas(k))
    own = {w for m in match.used for w in tree.lemmas(m)}
    if unless & (around - own):
        return False
    around |= {w for m in match.used[1:] for w in tree.lemmas(m)}
    around |= {w for k in match.slots.get("C", []) for w in tree.preps(k)}
    return not only_with or bool(only_with & around)
