"""Patterns of the lexicon on the tree: which sense a word carries, with which phrases in its slots."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.events.modals import deontic
from dragoman.events.slots import slot_tokens
from dragoman.events.tree import CLAUSAL, VERBAL, Tree
from dragoman.events.who import GENERIC, Who, mentions_of, political
from dragoman.events.words import NONE, Item, Lexicon, Pattern

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
#: Sectors of those whose name or kind forbids nothing as the subject of an act.
SIDES = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG", "OPP", "PTY", "REB", "UAF", "IGO"})
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
        return not self.weak, self.pattern.fixed, sum(bool(v) for v in self.slots.values()), len(self.pattern.items)


def matches_at(
    tree: Tree, who: Who, i: int, lexicon: Lexicon, *, skip: frozenset[str] = frozenset()
) -> list[Match]:  # fmt: skip
    """The most telling patterns that hold at a token, the best first; one of fewer fixed words than that is not tried.

    `skip` names senses that cannot be meant here.
    """
    token = tree.tokens[i]
    if token.upos == "PUNCT" or token.deprel in ("aux", "aux:pass"):
        return []
    headings = [(key, lexicon.headings[key]) for key in tree.lookups(i) if key in lexicon.headings]
    if not headings or _in_name(tree, who, i) or _without(tree, i, NONE):
        return []
    if token.upos in VERBAL and tree.is_one(i, "modality.deontic_phrases") and deontic(tree, i):
        return []
    found: list[Match] = []
    least = 0
    for key, heading in headings:
        for pattern in heading.among(tree.vocabulary):
            if pattern.fixed < least:
                break
            if pattern.sense in skip or not fits(tree, i, pattern, key):
                continue
            match = match_pattern(tree, who, i, pattern)
            if match is not None and not _hollow(match, key, lexicon) and all(pattern is not m.pattern for m in found):
                found.append(match)
                least = max(least, 0 if match.weak else pattern.fixed)
    found.sort(key=lambda m: m.weight, reverse=True)
    return found


def _in_name(tree: Tree, who: Who, i: int) -> bool:
    """A word within a name is no word of its own: "United" of the United States."""
    token = tree.tokens[i]
    mention = who.by_word.get((tree.sentence.index, i))
    if mention is None or mention.span is None or mention.rule in GENERIC or not token.text[:1].isupper():
        return False
    return mention.token != i and len(mention.span) > len(token.span)


def _hollow(match: Match, key: str, lexicon: Lexicon) -> bool:
    """A word of many meanings whose pattern is told apart only by a phrase that is not there: "set" for "set upon R"."""
    pattern = match.pattern
    if key not in lexicon.ambiguous or pattern.kind == "nouns" or pattern.literals or any(match.slots.values()):
        return False
    return any(item.role and item.preps for item in pattern.items)


def fits(tree: Tree, i: int, pattern: Pattern, key: str) -> bool:
    """The word is of the pattern's kind."""
    token = tree.tokens[i]
    noun = token.upos == "VERB" and nominal(tree, i)
    if pattern.kind == "nouns":
        return noun or token.upos in ("NOUN", "PROPN")
    if noun:
        return False
    if pattern.kind == "adjectives":
        if token.upos in ("VERB", "NOUN"):
            return tree.passive(i) or bool(tree.kids(i, "cop"))
        return token.upos in ("ADJ", "ADV")
    form = tree.keys[i][1]
    if token.upos == "ADJ" and key == form and token.deprel == "amod":
        return False
    infinitive = (
        key == form and any(form.endswith(e) for e in tree.words["grammar.infinitive_endings"]) and bool(tree.preps(i))
    )
    if token.upos == "NOUN" and (infinitive or key not in tree.keys[i] or tree.infinitive_marked(i)):
        return True
    if tree.verb_shaped(i):
        return True
    if token.upos == "ADP" and token.deprel == "root":
        return True
    verbal = key != form and any(key.endswith(e) for e in tree.words["grammar.infinitive_endings"])
    mistaken = token.upos == "NOUN" and token.deprel == "root" and (verbal or token.feats.get("Number") != "Plur")
    return token.upos in VERBAL or (mistaken and not tree.kids(i, "det", "case"))


def nominal(tree: Tree, i: int) -> bool:
    """A noun that the tagger took for a verb: it has an article and stands where nouns do ("in a drone strike")."""
    if ("nominal", i) not in tree.known:
        tree.known["nominal", i] = _nominal(tree, i)
    return tree.known["nominal", i]


def _nominal(tree: Tree, i: int) -> bool:
    token = tree.tokens[i]
    placed = token.deprel in ("obl", "nmod", "obj", "nsubj", "nsubj:pass", "obl:agent")
    articles = tree.words["grammar.articles"]
    return placed and not tree.finite(i) and any(tree.keys[k][1] in articles and k < i for k in tree.kids(i, "det"))


def match_pattern(tree: Tree, who: Who, i: int, pattern: Pattern) -> Match | None:
    """The pattern at token i, or None."""
    if pattern.kind == "verbs" and (_otherwise_reflexive(tree, i, pattern) or _other_particle(tree, i, pattern)):
        return None
    match = Match(pattern, i, [i])
    for item in pattern.items:
        if not item.role:
            found = _literal(tree, match, item)
            if found is None:
                return None
            match.used.append(found)
    if _forbidden(tree, who, match):
        return None
    for item in pattern.ordered:
        if item.role:
            tokens = slot_tokens(tree, who, match, item)
            if item.role in "XC" and item.must and not tokens:
                return None
            if item.must and item.role not in "XC" and not _acceptable(tree, who, tokens):
                match.weak = True
            match.slots.setdefault(item.role, []).extend(t for t in tokens if t not in match.used)
    if pattern.subject_must and not _acceptable(tree, who, tree.subjects(i)):
        match.weak = True
    if _lacks(tree, match) or _object_left(tree, match):
        return None
    wants = any(item.role == "C" for item in pattern.items) and pattern.kind != "nouns"
    told = match.slots.get("C") or (match.slots.get("R") and pattern.literals)
    return None if wants and not told else match


def _otherwise_reflexive(tree: Tree, i: int, pattern: Pattern) -> bool:
    """The pattern is reflexive and the verb is not, or the verb is where the pattern has no object that "se" could be."""
    reflexive = tree.reflexive(i)
    if pattern.reflexive:
        return not reflexive
    intransitive = bool(pattern.items) and pattern.marked and pattern.subject == "A"
    return reflexive and intransitive and bool(tree.words["grammar.reflexive_third"])


def _object_left(tree: Tree, match: Match) -> bool:
    """ "demonstrated their bond" is not "demonstrate": the pattern has prepositions only, the verb an object of its own.

    Nor is "can be demonstrated": a verb without object has no passive.
    """
    i = match.head
    if match.pattern.kind != "verbs" or not match.pattern.marked:
        return False
    if tree.passive(i):
        return match.pattern.fixed == 0 and match.pattern.subject == "A" and bool(tree.kids(i, "aux:pass"))
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
    particles = tree.cache.get(("particles", i))
    if particles is None:
        particles = [k for k in tree.kids(i, "compound") if tree.tokens[k].upos in ("ADP", "ADV")]
        tree.cache["particles", i] = particles
    if not particles:
        return False
    named = {w for item in pattern.items for w in item.words | item.preps}
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
    pool += [k for j in tree.objects(head) if measure(tree, j) for k in tree.kids(j, "nmod")]
    pool += [k for j in list(pool) for k in tree.kids(j, "fixed", "case", "flat", "compound", "conj", "amod", "det")]
    pool += [k for j in tree.kids(head, "xcomp", "ccomp") for k in tree.kids(j, "aux")]
    if not bare:
        near = [k for j in tree.objects(head) for k in tree.kids(j, "nmod")]
        pool += near + [k for j in near for k in tree.kids(j, "nmod")]
    particle = bare and item.words <= tree.words["grammar.prepositions"]
    for k in dict.fromkeys(pool):
        own_modal = tree.tokens[k].upos == "AUX" and tree.tokens[k].head == head
        modal = own_modal or (tree.tokens[k].upos in ("AUX", "VERB") and tree.is_one(k, "modality.possible_aux"))
        if k in match.used or modal or not _is_word(tree, k, item):
            continue
        if bare and tree.tokens[k].upos == "VERB" and tree.tokens[k].deprel in CLAUSAL and tree.preps(k):
            continue
        if (particle and not _particle_of(tree, k, head)) or (bare and _time(tree, k, head)):
            continue
        strange = tree.preps(k) - tree.words["grammar.object_marks"] - tree.words["grammar.articles"] - item.lent
        if _without(tree, k, strange) and not item.preps & strange:
            continue
        above = tree.tokens[k].head
        oblique = tree.tokens[k].deprel in OBLIQUE and tree.tokens[k].upos == "NOUN" and bool(strange)
        oblique = oblique and not (above in tree.objects(head) and measure(tree, above))
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


def measure(tree: Tree, i: int) -> bool:
    """A word of number or part, behind which stands what is meant: "part of the aid", "dozens of strikes"."""
    return tree.is_one(i, "light.series") or tree.is_one(i, "light.parts")


def _without(tree: Tree, k: int, preps: frozenset[str]) -> bool:
    """ "sin embargo", "sans réserve": what is not there, or part of a set phrase, is no word of the pattern."""
    above = tree.tokens[k].head
    set_phrase = tree.tokens[k].deprel == "fixed" and above >= 0 and tree.is_one(above, "grammar.without")
    return set_phrase or bool(preps & tree.words["grammar.without"])


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
    for k in dict.fromkeys(pool):
        if k in match.used or not _is_word(tree, k, item) or (tree.tokens[k].upos == "VERB" and tree.finite(k)):
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


#: What describes a word rather than stands beside it, for `unless`.
DESCRIBING = ("amod", "compound", "nmod", "flat", "fixed", "appos", "nummod")

#: Dependents that tell something else beside the trigger.
APART = frozenset({"conj", "parataxis", "acl:relcl", "advcl"})


def _forbidden(tree: Tree, who: Who, match: Match) -> bool:
    """A word of the pattern's `unless` stands in its own neighbourhood.

    A political side that is the subject forbids nothing, but where the pattern's own list names it. The neighbourhood is
    the trigger's dependents, what describes the words of the pattern, its subject and its object, and what governs a
    noun (a light verb's other phrases too); not what lies deeper: "met to discuss the football match" says nothing about the meeting.
    """
    unless = match.pattern.unless
    if unless.isdisjoint(tree.vocabulary):
        return False
    head = match.head
    core = [*match.used[1:], *tree.subjects(head), *tree.objects(head)]
    beside = [k for k in tree.sentence.children[head] if tree.tokens[k].deprel not in APART]
    around = {*beside, *core, *(k for m in core for k in tree.kids(m, *DESCRIBING))}
    above = tree.tokens[head].head
    if match.pattern.kind == "nouns" and above >= 0:
        around.add(above)
        if tree.is_one(above, "light.do") and tree.tokens[above].upos in VERBAL:
            around |= set(tree.kids(above, "obl", "obj", "nmod"))
    found = [k for k in around - set(match.used) if not unless.isdisjoint(tree.lemmas(k))]
    subjects = tree.subjects(head) if match.pattern.subject == "A" else []
    if not found or match.pattern.own:
        return bool(found)
    sides = {k for k in subjects if _side(tree, who, k)}
    sides |= {j for k in subjects if _named(tree, who, k) for j in tree.kids(k, "nmod")}
    return any(k not in sides for k in found)


def _named(tree: Tree, who: Who, k: int) -> bool:
    """The word heads a mention of a political side with a country: what describes it is its own."""
    return any(political(m) and m.entity.code for m in who.by_head.get((tree.sentence.index, k), ()))


def _side(tree: Tree, who: Who, k: int) -> bool:
    """A word that stands for a political side, whatever else it may mean: "the army freed 50 prisoners"."""
    told = [m for m in who.all_at(tree.sentence.index, k) if m.token == k]
    return any(political(m) and SIDES & set(m.entity.sectors) for m in told)


def _lacks(tree: Tree, match: Match) -> bool:
    """None of the words of the pattern's `only_with` is there: around the trigger, or among the pattern's own words."""
    only_with = match.pattern.only_with
    if not only_with:
        return False
    if only_with.isdisjoint(tree.vocabulary):
        return True
    around: set[str] = set()
    for m in match.used:
        for k in tree.sentence.children[m]:
            around |= set(tree.lemmas(k))
            if tree.tokens[k].deprel not in CLAUSAL:
                around |= {w for j in tree.kids(k, "amod", "nmod", "compound", "conj") for w in tree.lemmas(j)}
        if tree.tokens[m].head >= 0:
            around |= set(tree.lemmas(tree.tokens[m].head))
    for k in [*tree.subjects(match.head), *tree.objects(match.head), *match.used[1:]]:
        around |= set(tree.lemmas(k))
    around |= {w for k in match.slots.get("C", []) for w in tree.preps(k)}
    return only_with.isdisjoint(around)
