"""Codebook rule 1 at the end of the line: which acts have the sides that make them events."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.events.tree import Tree
from dragoman.events.who import PERSONS, political
from dragoman.types import Mention

if TYPE_CHECKING:
    from dragoman.events.acts import Act

#: Mutual acts that say nothing without a partner.
PARTNERED = frozenset({"CONSULT", "COOPERATE", "ASSAULT"})

#: What a group may do among its own: "the ministers met".
MEETING = frozenset({"consult.meet", "consult.summit"})
#: Acts that take hold of places and things as they do of sides.
FORCIBLE = frozenset({"ASSAULT", "COERCE"})
#: Acts that nobody does to himself.
SELFLESS = frozenset({"SUPPORT", "ACCUSE"})
#: Acts that have no other side.
ONE_SIDED = frozenset({"resign", "weapons"})
#: Whose doings with places and things are acts of force.
FORCES = frozenset({"MIL", "REB", "UAF"})


def gate(tree: Tree, act: Act) -> str:
    """Codebook rule 1: at least one political side, and those sides without which the sense says nothing. Empty if it passes."""
    sense, sides = act.sense, act.sides
    actors, recipients = sides.actors, sides.recipients
    if _charged(tree, act) and act.content is not None and act.content.type == "ASSAULT":
        return ""
    if not actors and not recipients and act.status == "negated":
        return "not done by nobody to nobody"
    if not any(political(m) for m in [*actors, *recipients]):
        return "" if _kind_tells(tree, act) else "no political side"
    if _bare_noun(tree, act) and not _between(tree, act):
        return "a noun that tells too little"
    spoken = act.match.pattern.kind == "verbs" and sense.mutual and not act.match.pattern.literals
    if spoken and tree.passive(act.head) and not tree.agents(act.head) and len(actors) < 2:
        return "no partner"
    if sense.type in SELFLESS and not recipients and _of_oneself(tree, act):
        return "done to oneself"
    if sense.mutual and sense.type in PARTNERED and not act.composed:
        several = any(m.entity.number == "p" or ("IGO" in m.entity.sectors and m.rule not in PERSONS) for m in actors)
        told = act.match.pattern.kind == "nouns" or act.match.pattern.literals or act.match.pattern.reflexive
        told = told or (sense.key in MEETING and not any(act.match.slots.values()))
        partner = sides.phrase or (several and told)
        passive = act.match.pattern.kind == "verbs" and tree.passive(act.head) and not tree.agents(act.head)
        if len(actors) < 2 and ("R" in sense.only or not partner or passive):
            return "no partner"
        return ""
    suffered = sense.type == "ASSAULT" and bool(recipients)  # violence whose author nobody tells
    if "A" in sense.only and not actors and not suffered and not _charged(tree, act):
        return "no actor"
    together = sense.type == "COOPERATE" and len({m.entity.code for m in actors}) > 1
    if "R" in sense.only and not recipients and not together and not placed(tree, act):
        return "no recipient"
    if sense.only == "A" and not any(political(m) for m in actors) and not any(political(m) for m in recipients):
        return "no political side"
    return ""


def _of_oneself(tree: Tree, act: Act) -> bool:
    """ "se proclamó presidente": the verb's own subject is its object, where the pattern is told of another."""
    pattern = act.match.pattern
    told = pattern.kind == "verbs" and not pattern.reflexive and pattern.subject == "A"
    own = {m.token for m in act.sides.actors} & set(tree.kids(act.head, "nsubj"))
    return told and bool(own) and bool(tree.words["grammar.reflexive_third"]) and tree.reflexive(act.head)


def _kind_tells(tree: Tree, act: Act) -> bool:
    """The kind of act tells that a side is political, though none that is named is (codebook, rulings)."""
    sense, actors, recipients = act.sense, act.sides.actors, act.sides.recipients
    if (
        sense.side == "justice"
        and (recipients or not actors)
        and (recipients or _real(tree, act))
        and not _private(act)
        and (recipients or _core(tree, act))
    ):
        return True
    if sense.type == "ASSAULT" and any(_exposed(tree, m) for m in recipients):
        return True
    if act.amid and any(m.entity.number == "p" for m in recipients):
        return True
    if sense.mode == "release" and recipients and _real(tree, act) and not actors:
        return True
    if sense.armed and recipients and any(m.entity.number == "p" or m.entity.code for m in recipients):
        return True
    if sense.lone and (_lone(act) or sense.mode == "martial-law"):
        return True
    if sense.type == "PROTEST" and any(m.entity.number == "p" for m in actors):
        return True
    crowd = any(m.entity.number == "p" and _crowd(tree, m) for m in actors)
    return sense.type == "ASSAULT" and bool(recipients) and crowd


def _crowd(tree: Tree, mention: Mention) -> bool:
    """Protesters, rioters, strikers as a group."""
    here = mention.sentence == tree.sentence.index and mention.token >= 0
    return here and (tree.is_one(mention.token, "people.OPP") or tree.is_one(mention.token, "people.LAB"))


def _core(tree: Tree, act: Act) -> bool:
    """A noun that its clause is about, rather than a circumstance of it: "the arrests sparked …", not "quit over charges"."""
    if act.match.pattern.kind != "nouns":
        return True
    top = act.head
    while tree.tokens[top].deprel in ("conj", "nmod") and tree.tokens[top].head >= 0:
        top = tree.tokens[top].head
    return tree.tokens[top].deprel not in ("obl", "obl:agent", "advcl", "acl")


def _exposed(tree: Tree, mention: Mention) -> bool:
    """A journalist or protester of a known country: violence upon one of them is no private matter."""
    here = mention.sentence == tree.sentence.index and mention.token >= 0
    told = "JRN" in mention.entity.sectors or (here and tree.is_one(mention.token, "people.OPP"))
    return told and mention.entity.code is not None


def placed(tree: Tree, act: Act) -> bool:
    """A place or a thing stands where a side is looked for: "arrived in Amman", "the army stormed a village"."""
    told = [k for k in act.match.slots.get("R", []) if not tree.is_one(k, "grammar.dates")]
    if not any(map(political, act.sides.actors)) or not told:
        return False
    named = any(tree.tokens[k].upos == "PROPN" or tree.is_one(k, "grammar.of_members") for k in told)
    if act.sense.place and named:
        return True
    forces = any(FORCES & set(m.entity.sectors) and (m.entity.code or m.entity.name) for m in act.sides.actors)
    if act.sense.type == "AID":
        return named
    return act.sense.type in FORCIBLE and (named or forces or act.sense.armed)


def _charged(tree: Tree, act: Act) -> bool:
    """ "has been accused of …": the accusing is told, though not who did it."""
    verb = act.match.pattern.kind == "verbs" and act.sense.type == "ACCUSE" and act.sense.mode == "allege"
    return verb and bool(act.sides.recipients) and tree.passive(act.head) and tree.finite(act.head)


def _real(tree: Tree, act: Act) -> bool:
    """Arrests, inquiries and trials whose side their kind tells: a finite verb tells them, or the noun is definite or many."""
    token = tree.tokens[act.head]
    if act.match.pattern.kind == "verbs":
        return tree.finite(act.head) and tree.passive(act.head)
    definite = any(tree.tokens[k].feats.get("Definite") == "Def" for k in tree.kids(act.head, "det"))
    return definite or token.feats.get("Number") == "Plur"


def _bare_noun(tree: Tree, act: Act) -> bool:
    """A noun that no verb carries and that names one side only, of an act that has two: "the Russian campaign"."""
    sides, sense = act.sides, act.sense
    one_sided = not sides.recipients if sense.genitive != "R" else not (sides.recipients or len(sides.actors) > 1)
    noun = act.match.pattern.kind == "nouns" and act.verb is None and not act.match.slots.get("C")
    token = tree.tokens[act.head]
    if (
        noun
        and sense.type == "ASSAULT"
        and sides.actors
        and token.deprel == "obl"
        and tree.is_one(token.head, "light.occur")
    ):
        return False  # "eleven were injured in a Russian strike"
    if not noun or _told_by(tree, act):
        return False
    return one_sided and len(sides.actors) < 2 and not sense.lone and sense.side != "justice"


def _told_by(tree: Tree, act: Act) -> bool:
    """What tells enough of a noun that no verb carries: who did it, whom it killed, or that it is known and has one side only."""
    if any(_carried_by(tree, k) for m in act.match.used for k in tree.kids(m, "acl")):
        return True
    agents = [k for m in act.match.used for k in tree.kids(m, "nmod", "obl", "obl:agent") if tree.agents(m)]
    if agents and act.sides.actors:
        return True
    token = tree.tokens[act.head]
    deadly = act.sense.type == "ASSAULT" and token.deprel in ("nmod", "obl") and token.head >= 0
    if deadly and tree.is_one(token.head, "light.casualties") and tree.preps(act.head) & tree.words["grammar.place"]:
        return True
    return act.sense.mode in ONE_SIDED and bool(act.sides.actors) and _known(tree, act.head)


def _known(tree: Tree, i: int) -> bool:
    """A definite or possessed noun."""
    det = [
        k for k in tree.kids(i, "det", "nmod") if tree.tokens[k].deprel == "nmod:poss" or tree.tokens[k].upos == "DET"
    ]
    owned = any(
        tree.tokens[k].deprel == "nmod:poss" or tree.preps(k) & tree.words["grammar.owned"] for k in tree.kids(i)
    )
    return owned or any(
        tree.tokens[k].feats.get("Definite") == "Def" or tree.is_one(k, "grammar.possessive") for k in det
    )


def _carried_by(tree: Tree, k: int) -> bool:
    """A relative or participle that tells who did it: "the raid that the army carried out", "une attaque menée par"."""
    if not tree.is_one(k, "light.by_light"):
        return False
    return bool(tree.agents(k) if tree.passive(k) else tree.kids(k, "nsubj"))


def _between(tree: Tree, act: Act) -> bool:
    """ "the deal between X and Y": both parties are told, known or not."""
    told = [k for k in tree.kids(act.head, "nmod", "obl") if tree.preps(k) & tree.words["grammar.between"]]
    return any(len(tree.conjuncts(k)) > 1 for k in told)


def _private(act: Act) -> bool:
    """A firm or a private person who inquires or dismisses is no court."""
    return any({"BUS", "MNC", "EDU", "MED", "JRN"} & set(m.entity.sectors) for m in act.sides.actors)


def _lone(act: Act) -> bool:
    """Acts whose kind tells the side need a sentence that tells them: a verb of their own or one that carries them."""
    return act.match.pattern.kind == "verbs" or act.verb is not None
