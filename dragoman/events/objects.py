"""Objects that a pattern leaves out: a side beside its own words, people told by their number alone, people who are marked as such."""

from __future__ import annotations

from dragoman.events.match import Match
from dragoman.events.tree import Tree
from dragoman.events.who import Who, mentions_of
from dragoman.types import Entity, Mention

#: Kinds of sense whose object is a person, whatever the word for it.
BODILY = frozenset(
    {
        "assault.kill",
        "assault.wound",
        "assault.massacre",
        "assault.execute",
        "assault.firearms",
        "assault.abduct",
        "assault.capture",
        "assault.beat",
        "assault.torture",
        "coerce.arrest",
        "coerce.jail",
        "coerce.displace",
        "coerce.deport",
        "accuse.charge",
        "sanction.convict",
    }
)
#: … of which these take persons only, so that a number before any noun counts people.
PERSONS_ONLY = frozenset({"coerce.arrest", "coerce.jail", "accuse.charge", "sanction.convict"})
#: Sectors of those who are sent somewhere.
FORCES = frozenset({"MIL", "COP", "SPY", "REB", "UAF"})


def beside_words(tree: Tree, who: Who, match: Match) -> list[Mention]:
    """ "condemned Nicaragua for harassing …": an object that is a side, where the pattern's own words stand elsewhere."""
    if match.pattern.kind != "verbs" or tree.passive(match.head):
        return []
    s, taken = tree.sentence.index, {*match.used, *(k for found in match.slots.values() for k in found)}
    marks = tree.words["grammar.object_marks"]
    marked = [k for k in tree.kids(match.head, "obl", "iobj", "obj") if tree.preps(k) and tree.preps(k) <= marks]
    if any(k in match.used for k in tree.objects(match.head)):
        return []
    for k in [*tree.objects(match.head), *(marked if marks else ())]:
        if k not in taken and who.all_at(s, k) and not tree.is_one(k, "grammar.dates"):
            return mentions_of(tree, who, k, role="R")
    return []


def persons(tree: Tree, who: Who, match: Match) -> list[Mention]:
    """ "killed 15", "arrested three suspects", "capturó a siete presuntos autores": people whom no word of the lists names."""
    sense, head = match.pattern.sense, match.head
    if sense not in BODILY or match.pattern.kind == "nouns":
        return []
    marks = tree.words["grammar.object_marks"]
    pool = list(tree.objects(head))
    if match.pattern.subject == "R":
        pool += tree.surface_subjects(head)
    if marks and not tree.passive(head):
        pool += [k for k in tree.kids(head, "obl", "iobj") if k > head and tree.preps(k) and tree.preps(k) <= marks]
    for k in pool:
        token = tree.tokens[k]
        if tree.is_one(k, "grammar.dates") or k in match.used or who.all_at(tree.sentence.index, k):
            continue
        number = token.upos == "NUM" or tree.is_one(k, "people.crowd") or tree.is_one(k, "people.others")
        number = number and not [j for j in tree.kids(k, "nmod") if tree.preps(j) & tree.words["grammar.genitive"]]
        counted = sense in PERSONS_ONLY and token.upos == "NOUN" and bool(tree.kids(k, "nummod"))
        personal = token.upos == "NOUN" and bool(tree.preps(k)) and tree.preps(k) <= marks
        if number or counted or personal:
            return [_people(tree, who, k, many=not personal or token.feats.get("Number") == "Plur")]
    return []


def _people(tree: Tree, who: Who, k: int, *, many: bool) -> Mention:
    s = tree.sentence.index
    if (s, k) not in who.made:
        entity = Entity(None, sectors=("CVL",), key=f"unnamed:{s}:{k}", number="p" if many else "s")
        who.made[s, k] = Mention(entity, tree.tokens[k].span, "events#person", s, k)
    return who.made[s, k]


def sent(tree: Tree, match: Match, actors: list[Mention], recipients: list[Mention]) -> list[Mention]:
    """Recipients of a mobilisation without the forces that are mobilised, and without who mobilises them."""
    moved = {*match.used, *tree.objects(match.head)}
    own = {(m.entity.code, m.entity.sectors[:1]) for m in actors}
    return [
        m
        for m in recipients
        if not (FORCES & set(m.entity.sectors) and (m.token in moved or (m.entity.code, m.entity.sectors[:1]) in own))
    ]


def opposed(tree: Tree, who: Who, match: Match, actors: list[Mention]) -> list[Mention]:
    """ "opened an inquiry for fraud against X", "issued warrants for genocide against 37 officials": hung on the charge."""
    foe = tree.words["grammar.foe"]
    if not match.pattern.sense.startswith("accuse.") or not tree.tells("grammar.foe"):
        return []
    taken = {*match.used, *(k for found in match.slots.values() for k in found)}
    layer = sorted(taken)
    for _ in range(3):
        layer = [j for k in layer for j in tree.kids(k, "obj", "obl", "nmod") if j > match.head]
        for k in layer:
            if tree.preps(k) & foe:
                found = mentions_of(tree, who, k, role="R")
                return [m for m in found if all(m.entity != a.entity for a in actors)]
    return []
