"""Both sides of an act, from the tree and then by the shape of its sense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.events.content import conditioned
from dragoman.events.gate import placed
from dragoman.events.nouns import carrier, noun_sides
from dragoman.events.sides import acting, nearest_other, own_state, verb_sides
from dragoman.events.tree import Tree
from dragoman.events.where import authority, crowd, freed, is_town, locate, place_code, place_side, towns
from dragoman.events.who import PUBLIC, mentions_of, political
from dragoman.types import Entity, Mention

if TYPE_CHECKING:
    from dragoman.events.acts import Act, Desk

#: Acts that are nearly always towards somebody, whom the clause names somewhere.
NAMING = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "AID", "SANCTION", "SUPPORT", "CONCEDE"})
#: What a state does for others, never for itself.
GIVING = frozenset({"CONCEDE", "AGREE", "SUPPORT", "RETREAT", "AID", "COOPERATE"})
#: Fights and truces: those who fight are known by where they do.
FOUGHT = frozenset({"assault.fight", "retreat.ceasefire", "retreat.ceasefire-end"})
#: Organs of a state.
ORGANS = frozenset({"GOV", "MIL", "COP", "SPY"})
#: Rules of the actors room for words that stand for a side told before.
COREFERRING = frozenset({"actors#pronoun", "actors#possessive"})
#: Acts of officials upon persons of no known side.
ON_PERSONS = frozenset({"ASSAULT", "COERCE", "ACCUSE", "SANCTION", "RETREAT"})


def lay_sides(tree: Tree, desk: Desk, act: Act) -> None:
    """Fill both sides from the tree, then by the shape of the sense."""
    sense, match = act.sense, act.match
    if match.pattern.kind == "nouns":
        act.sides = noun_sides(tree, desk.who, match, sense)
        found = carrier(tree, match.head)
        act.verb = found[0] if found else None
    else:
        act.sides = verb_sides(tree, desk.who, match, mutual=sense.mutual, broker=sense.broker)
        act.verb = match.head
        _decider(tree, desk, act)
        _beside_adverb(tree, desk, act)
        if sense.type == "ASSAULT":
            _result(tree, desk, act)
    _outsiders(tree, desk, act)
    others = [m for m in act.sides.recipients if all(m.entity != a.entity for a in act.sides.actors)]
    if sense.place and not others:
        act.sides.recipients = others
        codes = {m.entity.code for m in act.sides.actors}
        act.sides.add("R", [m for m in place_side(tree, desk.who, match, act.verb) if not own_state(m, codes)])
    if sense.type == "PROTEST":
        _crowd(tree, desk, act)
        crowd(tree, desk.who, act)
    locate(tree, desk.who, act)
    authority(tree, desk.who, act)
    towns(act)
    if sense.key in FOUGHT and not act.sides.actors and not act.sides.recipients:
        _fought(tree, desk, act)
    freed(tree, desk.who, act)
    shape(act)
    if sense.type == "AID" and _one_state(act):
        act.why = "within one state"
    if match.weak and (_strong_enough(act) or placed(tree, act)):
        act.why = ""


def _fought(tree: Tree, desk: Desk, act: Act) -> None:
    """ "clashes broke out in X", "the truce took effect in X": who fights is not told, but where: the country is the side."""
    code = place_code(tree, desk.who, act.match, act.verb) if act.verb is not None else None
    if code is not None:
        act.sides.phrase = True
        entity = Entity(name=None, code=code, key=f"fight:{code}")
        act.sides.add("A", [Mention(entity, None, "events#person", tree.sentence.index, act.head)])


def _one_state(act: Act) -> bool:
    """Two organs of one state that help each other: "coastguards backed by marines"."""
    both = [*act.sides.actors, *act.sides.recipients]
    codes = {m.entity.code for m in both}
    organs = all(m.entity.sectors and set(m.entity.sectors) <= ORGANS for m in both)
    return bool(act.sides.actors and act.sides.recipients) and len(codes) == 1 and None not in codes and organs


def _result(tree: Tree, desk: Desk, act: Act) -> None:
    """ "was attacked, killing five": who suffers the attack does not kill; its author does."""
    token = tree.tokens[act.head]
    if token.deprel != "advcl" or tree.finite(act.head) or tree.passive(act.head) or tree.kids(act.head, "nsubj"):
        return
    if token.head >= 0 and tree.passive(token.head):
        act.sides.actors = [m for k in tree.agents(token.head) for m in mentions_of(tree, desk.who, k, role="A")]


def _outsiders(tree: Tree, desk: Desk, act: Act) -> None:
    """Whoever is said to speak stands beside what is told, wherever the parser hung the name: "…, Thai police said"."""
    quotation = desk.who.quoted.get((tree.sentence.index, act.head))
    speaker = quotation.speaker.span if quotation and quotation.speaker else None
    if speaker is None or quotation is None or any(span.overlaps(speaker) for span in quotation.spans):
        return
    hung = {k for m in act.match.used for k in tree.sentence.children[m]}
    sides, s = act.sides, tree.sentence.index
    sides.actors = [m for m in sides.actors if m.span != speaker or m.sentence != s or m.token not in hung]
    sides.recipients = [m for m in sides.recipients if m.span != speaker or m.sentence != s or m.token not in hung]


def _strong_enough(act: Act) -> bool:
    """A side that should be known is not, but the others carry the act: both parties, or an official and a person."""
    sides, sense = act.sides, act.sense
    if sense.mutual:
        return len(sides.actors) > 1
    if any(map(is_town, sides.recipients)) and any(map(political, sides.actors)):
        return True
    persons = bool(sides.recipients) and all(m.entity.sectors for m in sides.recipients)
    return persons and sense.type in ON_PERSONS and (sense.side == "justice" or any(map(political, sides.actors)))


def _crowd(tree: Tree, desk: Desk, act: Act) -> None:
    """People who protest are a side even when only their number is told."""
    sides, verb = act.sides, act.verb
    if verb is None:
        return
    if tree.is_one(verb, "light.shaken") and not sides.actors:
        _shaken(tree, desk, act, verb)
    if not sides.actors:
        crowd = [m for k in tree.subjects(verb) for m in mentions_of(tree, desk.who, k, role="R")]
        sides.add("A", [m for m in crowd if m.entity.number == "p"])
        counted = [k for k in tree.subjects(verb) if tree.is_one(k, "people.crowd")] if not crowd else []
        for k in counted:
            entity = Entity(None, sectors=("CVL",), key=f"unnamed:{tree.sentence.index}:{k}", number="p")
            sides.add("A", [Mention(entity, tree.tokens[k].span, "events#person", tree.sentence.index, k)])


def _shaken(tree: Tree, desk: Desk, act: Act, verb: int) -> None:
    """ "Kenya was rocked by protests": its people protest."""
    s = tree.sentence.index
    code = next(
        (c for k in tree.objects(verb) for j in (k, *tree.kids(k, "nmod", "amod")) if (c := desk.who.country_at(s, j))),
        None,
    )
    if code:
        entity = Entity(None, code=code, sectors=("CVL",), key=f"{PUBLIC}{code}", number="p")
        act.sides.add("A", [Mention(entity, None, "events#person", s, act.head)])


def _decider(tree: Tree, desk: Desk, act: Act) -> None:
    """ "the decision taken by X to suspend Y": X acts."""
    token = tree.tokens[act.head]
    if token.feats.get("VerbForm") != "Inf" or token.head < 0:
        return
    above = token.head if tree.tokens[token.head].upos == "NOUN" else tree.tokens[token.head].head
    if above < 0 or not tree.is_one(above, "light.deciding"):
        return
    taken = [j for k in tree.kids(above, "acl") if tree.passive(k) for j in tree.agents(k)]
    told = [m for j in taken for m in mentions_of(tree, desk.who, j, role="A")]
    if told:
        act.sides.actors = told


def _beside_adverb(tree: Tree, desk: Desk, act: Act) -> None:
    """ "luego de anunciar aranceles": an infinitive hung on an adverb of time is done by the subject of the adverb's verb."""
    token = tree.tokens[act.head]
    if act.sides.actors or token.feats.get("VerbForm") != "Inf" or token.head < 0 or tree.passive(act.head):
        return
    above = tree.tokens[token.head]
    if above.upos == "ADV" and above.head >= 0 and act.match.pattern.subject == "A":
        act.sides.add("A", acting(tree, desk.who, above.head))


def shape(act: Act) -> None:
    """Mutual acts have both sides as actors; a host receives; nobody acts on itself."""
    sides = act.sides
    if act.sense.host:
        sides.actors, sides.recipients = sides.recipients, sides.actors
    elif act.sense.mutual and act.match.pattern.subject == "A":
        sides.phrase = sides.phrase or bool(sides.recipients)
        sides.add("A", sides.recipients)
        sides.recipients = []
    sides.actors.sort(key=lambda m: (m.sentence, m.token) if m.span is not None else (-1, -1))
    keys = {a.entity.key for a in sides.actors} - {""}
    home = {a.entity.code for a in sides.actors} if act.sense.type in GIVING else set()
    sides.recipients = [
        m
        for m in sides.recipients
        if not (m.entity.key in keys and m.rule in COREFERRING)
        and not (m.rule == "actors#country" and m.entity.code in home)
        and all(m.entity != a.entity for a in sides.actors)
    ]


def others_named(tree: Tree, desk: Desk, act: Act) -> None:
    """An act of speech or exchange whose recipient has no country takes the other side that its clause names."""
    told_of = [m for m in act.sides.recipients if m.entity.code]
    told_of += [m for m in act.sides.recipients if m.rule in ("actors#titled", "actors#person")]
    if act.sense.type in NAMING and act.sides.actors and not told_of and not act.sense.mutual and not act.why:
        found = nearest_other(tree, desk.who, act.match, act.sides.actors)
        act.sides.recipients = found or act.sides.recipients or conditioned(tree, desk, act)
    towns(act)
    if act.sense.mutual and len(act.sides.actors) == 1 and not act.why:
        _partner(tree, desk, act)


def _partner(tree: Tree, desk: Desk, act: Act) -> None:
    """ "agreed a ceasefire in the area with X": the partner of a mutual act, hung on a noun between them."""
    layer = list(act.match.used)
    own = act.sides.actors[0].entity
    for _ in range(2):
        layer = [j for k in layer for j in tree.kids(k, "obl", "nmod", "obj") if not tree.is_one(j, "grammar.dates")]
        for k in layer:
            if tree.preps(k) & tree.words["grammar.with"]:
                told = [m for m in mentions_of(tree, desk.who, k, role="R") if political(m) and m.entity != own]
                act.sides.add("A", [m for m in told if m.entity.code != own.code])
                return
