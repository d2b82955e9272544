"""Patterns of the lexicon on the tree: which sense a word carries, with which phrases in its slots."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.events.literals import literal, without
from dragoman.events.literals import measure as measure
from dragoman.events.modals import deontic
from dragoman.events.slots import slot_tokens
from dragoman.events.tree import CLAUSAL, VERBAL, Tree
from dragoman.events.who import GENERIC, Who, mentions_of, political
from dragoman.events.words import NONE, Kind, Lexicon, Pattern

#: Sectors of those whose name or kind forbids nothing as the subject of an act.
SIDES = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG", "OPP", "PTY", "REB", "UAF", "IGO"})
#: What weighs less than any match.
NOTHING = ((-1, 0, 0), 0)


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


def candidates(tree: Tree, lexicon: Lexicon) -> list[int]:
    """The words at which a pattern may stand, in order: `matches_at` finds nothing at any other."""
    known, hiding = lexicon.headings, tree.words.hiding
    return [
        i
        for i, (lemma, form) in enumerate(tree.keys)
        if lemma in known or form in known or (hiding and form.endswith(hiding))
    ]


def matches_at(
    tree: Tree, who: Who, i: int, lexicon: Lexicon, *, skip: frozenset[str] = frozenset()
) -> list[Match]:  # fmt: skip
    """The most telling patterns that hold at a token, the best first; one of fewer fixed words than that is not tried.

    `skip` names senses that cannot be meant here.
    """
    token, known = tree.tokens[i], lexicon.headings
    if token.upos == "PUNCT" or token.deprel in ("aux", "aux:pass"):
        return []
    headings = [(key, known[key]) for key in tree.lookups(i) if key in known]
    if not headings or _in_name(tree, who, i) or without(tree, i, NONE):
        return []
    if token.upos in VERBAL and tree.is_one(i, "modality.deontic_phrases") and deontic(tree, i):
        return []
    found: list[Match] = []
    least = 0
    for key, heading in headings:
        fitting: dict[str, bool] = {}
        here: list[tuple[int, Match]] = []
        best: dict[str, tuple[tuple[int, int, int], int]] = {}
        for place, pattern in heading.among(tree.vocabulary):
            if pattern.fixed < least:
                break
            kind = pattern.kind
            if kind not in fitting:
                fitting[kind] = fits(tree, i, kind, key)
            if not fitting[kind] or pattern.sense in skip or (kind in best and best[kind] > (pattern.most, -place)):
                continue
            match = match_pattern(tree, who, i, pattern)
            if match is not None and not _hollow(match, key, lexicon) and all(pattern is not m.pattern for m in found):
                here.append((place, match))
                if not match.weak:
                    least = max(least, pattern.fixed)
                    best[kind] = max(best.get(kind, NOTHING), (match.weight[1:], -place))
        here.sort(key=lambda told: told[0])
        found += [match for _, match in here]
    if len(found) > 1:
        found.sort(key=lambda m: m.weight, reverse=True)
        if found[0].pattern.kind == "verbs" and tree.passive(i) and not tree.agents(i):
            found.sort(key=lambda m: not _state(m))
    return found


def _state(match: Match) -> bool:
    """ "is opposed to mediation": the participle with a preposition of its own tells a state, not what was done to somebody."""
    told = any(item.role and item.preps for item in match.pattern.items) and any(match.slots.values())
    return match.pattern.kind == "adjectives" and not match.weak and told


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


def fits(tree: Tree, i: int, kind: Kind, key: str) -> bool:
    """The word is what a pattern of that kind looks for."""
    token = tree.tokens[i]
    noun = token.upos == "VERB" and nominal(tree, i)
    if kind == "nouns":
        return noun or token.upos in ("NOUN", "PROPN")
    if noun:
        return False
    if kind == "adjectives":
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
            found = literal(tree, match, item)
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
    if _lacks(tree, match) or _object_left(tree, match) or _objectless(tree, match):
        return None
    wants = any(item.role == "C" for item in pattern.items) and pattern.kind != "nouns"
    told = match.slots.get("C") or (match.slots.get("R") and pattern.literals)
    return None if wants and not told else match


def _objectless(tree: Tree, match: Match) -> bool:
    """ "amenazaron con matar" is not "amenazar a R": a pattern known only by a word beside it needs the object that it names."""
    pattern = match.pattern
    if pattern.kind != "verbs" or not pattern.only_with or pattern.needs or match.slots.get("R"):
        return False
    named = pattern.text.endswith(" R") and any(i.role == "R" and not i.preps for i in pattern.items)
    return named and any(tree.tokens[k].feats.get("VerbForm") == "Inf" for k in tree.kids(match.head, "xcomp"))


def _otherwise_reflexive(tree: Tree, i: int, pattern: Pattern) -> bool:
    """The pattern is reflexive and the verb is not, or the verb is where the pattern has no object that "se" could be."""
    reflexive = tree.reflexive(i)
    if pattern.reflexive or not reflexive:
        return pattern.reflexive and not reflexive
    intransitive = bool(pattern.items) and pattern.marked and pattern.subject == "A"
    return intransitive and bool(tree.words["grammar.reflexive_third"])


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
    for t in tokens:
        if any(map(political, mentions_of(tree, who, t, role="A"))):
            return True
    return any(any(map(political, mentions_of(tree, who, t, role="R")))
               for t in tokens if tree.is_one(t, "people.public"))  # fmt: skip


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
