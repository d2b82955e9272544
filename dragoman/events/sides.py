"""Who acts and who suffers: the sides of verbs, predicates and event nouns.

Subjects and passive agents act, objects and a pattern's own prepositions receive; nouns take their sides from genitives,
adjectives of nationality, possessives, compounds, by-phrases, and from the light verb that carries them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.events.match import Match
from dragoman.events.objects import FORCES, beside_words, opposed, persons, sent
from dragoman.events.relatives import detached, had_done, relative_object, teller, turned_relative, whose
from dragoman.events.silent import left_out
from dragoman.events.tree import Tree
from dragoman.events.understood import (
    hung_object,
    late_agent,
    other_party,
    owner_before,
    striker,
    subject_above,
    told_after,
)
from dragoman.events.who import Who, located, mentions_of, unnamed
from dragoman.types import Mention

#: Rules of the actors room for words that stand for a whole state.
STATE = frozenset({"actors#country", "actors#capital", "actors#seat", "actors#nationality"})
#: Sectors of sides that stand in a clause as a channel, not as the other party.
PRIVATE = frozenset({"BUS", "MNC", "JRN"})
#: Kinds of sense that a state does to its own people as to others'.
UPON_OWN = frozenset({"assault", "coerce", "accuse", "sanction", "reject", "request"})
#: … and that one of its organs does to another.
TOPPLING = frozenset({"sanction.topple"})
#: Organs of a state: what it does to one of its own is told of the organ, not of another side.
ORGANS = frozenset({"GOV", "MIL", "COP", "SPY", "JUD", "LEG"})
#: … but for those whose object is what one acts with.
INSTRUMENTS = frozenset({"sanction.recall"})


@dataclass
class Sides:
    """Both sides of an act, each in order of the text and without repetition."""

    actors: list[Mention] = field(default_factory=list)
    recipients: list[Mention] = field(default_factory=list)
    phrase: bool = False

    def add(self, role: str, mentions: list[Mention]) -> None:
        side = self.actors if role == "A" else self.recipients
        for m in mentions:
            if all(not same_mention(m, o) for o in side):
                side.append(m)


def same_mention(one: Mention, other: Mention) -> bool:
    """One side told once: an equal entity, or the same words of the same country."""
    return one.entity == other.entity or (one.span == other.span is not None and one.entity.code == other.entity.code)


def own_state(mention: Mention, codes: set[str | None]) -> bool:
    """The mention is the very state that acts; its opponents, soldiers, ministers are sides of their own."""
    return mention.entity.code in codes - {None} and (
        mention.rule in STATE or mention.entity.key == mention.entity.code
    )


def verb_sides(tree: Tree, who: Who, match: Match, *, mutual: bool = False, broker: bool = False) -> Sides:
    """The sides of a verb or predicate adjective."""
    sides = Sides()
    pattern, head = match.pattern, match.head
    suffered = had_done(tree, who, head)
    marked = relative_object(tree, who, head) if suffered is None and not tree.passive(head) else []
    if suffered is not None:
        sides.actors, sides.recipients = suffered
        return sides
    apart = detached(tree, who, head) if pattern.subject == "A" else []
    if marked and pattern.subject == "A":
        sides.add("A", teller(tree, who, head))
        sides.add("R", marked)
    else:
        _subject_sides(tree, who, match, sides)
    if not sides.actors and pattern.subject == "A" and not occurs(tree, match):
        sides.add("A", _understood(tree, who, head))
    for role in ("A", "R"):
        for k in match.slots.get(role, []):
            sides.phrase = True
            ahead = role == "R" and apart and k in tree.objects(head)
            sides.add(role, apart if ahead else mentions_of(tree, who, k, role="R"))
    for m in match.used:
        for k in tree.kids(m, "nmod", "obl"):
            if tree.preps(k) & tree.words["grammar.between"] and (broker or not sides.actors):
                sides.add("R" if broker else "A", mentions_of(tree, who, k, role="A"))
    if turned_relative(tree, head, sides.actors, sides.recipients):
        sides.actors, sides.recipients = sides.recipients, sides.actors
    if not sides.actors and pattern.sense.startswith("assault."):  # "died in a Russian attack": the noun tells whose
        for m in match.used[1:]:
            sides.add("A", noun_owner(tree, who, m) if tree.tokens[m].upos == "NOUN" else [])
    if mutual:
        sides.add("A", other_party(tree, who, head))
    elif not sides.recipients and any(item.role == "R" and not item.preps for item in pattern.items):
        sides.add("R", hung_object(tree, who, head))
    if pattern.sense.startswith("mobilize.") and tree.passive(head) and not sides.actors:
        moved = [m for k in tree.objects(head) for m in mentions_of(tree, who, k, role="R")]
        sides.actors = [m for m in moved if FORCES & set(m.entity.sectors)]  # "5,000 soldiers were sent": they move
        sides.recipients = [m for m in sides.recipients if m not in sides.actors]
    if pattern.sense == "coerce.deport":  # where people are sent to is not who is sent
        sides.recipients = [m for m in sides.recipients if m.rule not in ("actors#country", "actors#capital")]
    if not sides.recipients and pattern.subject == "A" and not mutual:
        sides.add("R", _of_object(tree, who, match, sides) or beside_words(tree, who, match))
    if pattern.sense.startswith("mobilize."):
        sides.recipients = sent(tree, match, sides.actors, sides.recipients)
    elif not sides.recipients:
        sides.add("R", persons(tree, who, match) or opposed(tree, who, match, sides.actors))
    return sides


def _subject_sides(tree: Tree, who: Who, match: Match, sides: Sides) -> None:
    """What the subject of a verb stands for, in the role that the pattern gives it."""
    head, role = match.head, match.pattern.subject
    objects = set(tree.objects(head))
    told = tree.surface_subjects(head) if match.pattern.kind == "adjectives" else tree.subjects(head)
    told = [] if role == "A" and occurs(tree, match) else told
    subjects = [k for k in told if k not in match.used and not tree.is_one(k, "grammar.dates")
                and not (tree.reflexive(head) and k in objects)]  # fmt: skip
    if tree.passive(head) and role == "R":
        subjects = tree.objects(head)
    apart = detached(tree, who, head) if role == "R" else []
    above = tree.tokens[head].head
    if not apart and tree.tokens[head].deprel == "advcl" and above >= 0 and not tree.kids(head, "nsubj"):
        apart = detached(tree, who, above)
    if apart:
        sides.add(role, apart)
        return
    near = just_before(tree, who, head)
    owners = owner_before(tree, who, head) if role == "A" else []
    if owners:
        sides.add("A", owners)
        subjects = near = []
    if near and tree.finite(head) and not tree.passive(head) and not tree.kids(head, "nsubj"):
        subjects = near
    for k in subjects:
        act = striker(tree, head, k) if is_ground(tree, who, k) else None
        sides.add(role, noun_owner(tree, who, act) if act else mentions_of(tree, who, k, role=role))
    if not tree.passive(head) and (not subjects or set(subjects) & set(near)):
        for k in near:
            sides.add(role, [located(tree, who, k, m) for m in who.all_at(tree.sentence.index, k)])
    for k in subjects:
        if not sides.actors and role == "A":
            sides.add("A", noun_owner(tree, who, k))
    if not subjects and not tree.passive(head):
        implied = who.at(tree.sentence.index, head)
        if implied is not None and implied.span is None:
            sides.add(role, [implied])
        elif role == "A" and not sides.actors:
            sides.add(role, left_out(tree, who, head))


def occurs(tree: Tree, match: Match) -> bool:
    """ "estallaron las protestas", "iniciarse las manifestaciones": the verb's own subject is what happens, so nobody does it."""
    head = match.head
    nouns = [k for k in match.used[1:] if tree.tokens[k].upos == "NOUN" and not tree.preps(k)]
    if not nouns or tree.passive(head) or [k for k in tree.kids(head, "nsubj") if k not in match.used]:
        return False
    striking = match.pattern.sense.startswith("assault.")  # "killed", "hit" are told of attacks, yet somebody does them
    happening = tree.is_one(head, "light.occur") and not tree.is_one(head, "light.do") and not striking
    return (happening or tree.reflexive(head)) and any(tree.tokens[k].head == head for k in nouns)


def _understood(tree: Tree, who: Who, head: int) -> list[Mention]:
    """Who acts where the verb has no subject of its own: that of the verb above it, or a by-phrase hung elsewhere."""
    if tree.passive(head):
        return late_agent(tree, who, head) or told_after(tree, who, head)
    above = tree.tokens[head].head
    found = acting(tree, who, above) if tree.tokens[head].deprel == "xcomp" and above >= 0 else []
    return found or subject_above(tree, who, head)


def is_ground(tree: Tree, who: Who, i: int) -> bool:
    """The word names a town or a capital: a place that is struck before it is a side that strikes."""
    own = who.at(tree.sentence.index, i)
    return (tree.sentence.index, i) in who.spots or (own is not None and own.rule == "actors#capital")


def just_before(tree: Tree, who: Who, head: int) -> list[int]:
    """Names right before a finite verb, whatever the parser made of them: "Hamás rechazó", "X y Y acordaron"."""
    modal = any(tree.finite(k) for k in tree.kids(head, "aux"))
    if not (tree.finite(head) or modal or tree.misread(head)) and tree.tokens[head].upos not in ("NOUN", "ADP"):
        return []
    s, k = tree.sentence.index, head - 1
    while k >= 0 and (
        tree.tokens[k].upos in ("AUX", "PART", "ADV")
        or tree.is_one(k, "grammar.dates")
        or (tree.tokens[k].upos == "ADP" and tree.is_one(k + 1, "grammar.dates"))
        or tree.is_one(k, "grammar.reflexive")
        or tree.is_one(k, "modality.negations")
    ):
        k -= 1
    found: list[int] = []
    if k > 1 and tree.tokens[k].text == "," and tree.misread(head):  # "the minister, X, accused Y"
        k -= 1
    while k >= 0:
        start = k
        while (
            start > 0
            and who.by_word.get((s, start - 1)) is not None
            and who.by_word.get((s, start - 1)) == who.by_word.get((s, k))
        ):
            start -= 1
        marked = start > 0 and tree.tokens[start - 1].upos in ("ADP", "DET") and tree.preps_before(start)
        if who.by_word.get((s, k)) is None or marked:
            break
        heads = [j for j in range(start, k + 1) if (s, j) in who.by_head]
        found = (heads[-1:] or [k]) + found
        if start < 2 or tree.tokens[start - 1].upos != "CCONJ":
            break
        k = start - 2
    return found


def _of_object(tree: Tree, who: Who, match: Match, sides: Sides) -> list[Mention]:
    """The side of an object that the pattern itself names: "destroyed a Lebanese village", "released two hostages"."""
    kind = match.pattern.sense
    upon = kind.split(".")[0] in UPON_OWN and kind not in INSTRUMENTS
    states = [m for m in sides.actors if not upon or ORGANS & set(m.entity.sectors)]
    codes = {m.entity.code for m in states} - {None}  # who is no organ of a state may act upon one of its own state
    for k in sorted(match.used[1:], key=lambda k: not tree.is_one(k, "people.words")):  # "handed to X the hostages"
        if tree.tokens[k].upos not in ("NOUN", "PROPN"):
            continue
        objects = k in tree.objects(match.head) or (
            tree.preps(k) and tree.preps(k) <= tree.words["grammar.object_marks"]
        )
        objects = objects or tree.is_one(k, "people.REF")  # "pushed back a boat with migrants"
        found = mentions_of(tree, who, k, role="R") if objects else _inner(tree, who, k)
        people = tree.is_one(k, "people.words")
        organs = {(m.entity.code, m.entity.sectors[:1]) for m in sides.actors}
        same = [(m.entity.code, m.entity.sectors[:1]) in organs for m in found]
        whole = kind in TOPPLING  # "parliament brought down the government": one organ acts upon another
        own = [s if m.token != k or whole else not (upon and (people or not ORGANS & set(m.entity.sectors)))
               for m, s in zip(found, same, strict=True)]  # fmt: skip
        found = [m for m, same in zip(found, own, strict=True) if not own_state(m, codes)
                 and not (same and m.entity.code in codes)]  # fmt: skip
        found = [m for m in found if not (unnamed(m) and "GOV" in m.entity.sectors)]
        if found:
            return found
    return []


def _inner(tree: Tree, who: Who, i: int) -> list[Mention]:
    """Sides that a noun's genitives and adjectives name."""
    named = [k for k in tree.kids(i, "nmod", "amod", "compound")
             if not tree.preps(k) or tree.preps(k) & (tree.words["grammar.genitive"] | tree.words["grammar.owned"])]  # fmt: skip
    return [m for k in named for m in mentions_of(tree, who, k, role="A")]


def acting(tree: Tree, who: Who, head: int) -> list[Mention]:
    """Who stands as the subject of a verb: by the tree, else the name right before it."""
    if (
        tree.tokens[head].feats.get("VerbForm") in ("Part", "Ger")
        and head
        and not tree.finite(head)
        and not tree.passive(head)
    ):
        beside = who.by_word.get((tree.sentence.index, head - 1))
        if beside is not None:
            return [beside]
    found = [m for k in tree.subjects(head) for m in mentions_of(tree, who, k, role="A")]
    return found or [m for k in just_before(tree, who, head) for m in who.all_at(tree.sentence.index, k)]


def noun_owner(tree: Tree, who: Who, i: int) -> list[Mention]:
    """Whose act a subject noun is: "the US strikes killed", "les frappes de Moscou ont tué"."""
    found: list[Mention] = whose(tree, who, i)
    if found:
        return found
    if tree.is_one(i, "light.hollow_nouns"):
        i = next((k for k in tree.kids(i, "nmod") if tree.is_one(k, "light.acting")), i)
    if not tree.is_one(i, "light.acting"):
        return found
    for k in tree.kids(i, "nmod", "amod", "compound", "det"):
        preps = tree.preps(k)
        if not preps or preps & (
            tree.words["grammar.genitive"] | tree.words["grammar.agent"] | tree.words["grammar.owned"]
        ):
            found += mentions_of(tree, who, k, role="A")
    for k in (
        tree.kids(i, "acl") if not found else ()
    ):  # "the strike that Russia launched", "an attack carried out by X"
        if tree.is_one(k, "light.by_light") or tree.is_one(k, "light.do"):
            agents = tree.agents(k) if tree.passive(k) else tree.kids(k, "nsubj")
            found += [m for j in agents if not tree.is_relative(j) for m in mentions_of(tree, who, j, role="A")]
    return found[:1]


def nearest_other(tree: Tree, who: Who, match: Match, actors: list[Mention]) -> list[Mention]:
    """The first side of another state, coordination included, that an act of speech or exchange names in what it governs."""
    codes, keys = {m.entity.code for m in actors} - {None}, {m.entity.key for m in actors}
    stack, below = list(match.used), []
    while stack:
        k = stack.pop()
        for j in tree.sentence.children[k]:
            deprel = tree.tokens[j].deprel
            aside = deprel in ("obl", "advcl", "nmod") and tree.marks(j) & (
                tree.words["grammar.aside"] | tree.words["grammar.conditional_marks"] | tree.words["grammar.like"]
            )
            if (
                deprel in ("acl:relcl", "parataxis", "nsubj", "nsubj:pass", "conj", "punct") and k in match.used
            ) or aside:
                continue
            below.append(j)
            stack.append(j)
    s = tree.sentence.index
    for j in sorted(below):
        found = [] if tree.is_one(j, "grammar.dates") or not who.all_at(s, j) else mentions_of(tree, who, j, role="R")
        others = [m for m in found if m.entity.code and not PRIVATE & set(m.entity.sectors)
                  and m.entity.code not in codes and m.entity.key not in keys]  # fmt: skip
        if others:
            return others
    return []
