"""Where an act happens, when that tells a side: the country that suffers, the people of a town, victims of no told country."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from dragoman.events.match import Match
from dragoman.events.sides import is_ground
from dragoman.events.tree import Tree
from dragoman.events.who import GENERIC, PUBLIC, TOWN, Who, mentions_of
from dragoman.types import Entity, Mention

if TYPE_CHECKING:
    from dragoman.events.acts import Act

#: Acts that the people of a town may suffer or receive.
TOWN_TYPES = frozenset({"ASSAULT", "COERCE", "MOBILIZE", "SANCTION", "AID", "RETREAT", "THREATEN"})
#: Acts whose victims or authors, when no country is told of them, are of the country where it happens.
LOCAL_TYPES = frozenset({"ASSAULT", "COERCE", "RETREAT", "PROTEST"})
#: Kinds of unnamed authors that are of the place: soldiers and officials may be of another state.
LOCAL_SECTORS = frozenset({"REB", "UAF", "CRM", "OPP", "CVL", "COP", "LAB", "EDU"})


def place_phrases(tree: Tree, who: Who, match: Match, verb: int | None) -> list[int]:
    """Heads of the phrases that say where the act of a match happens."""
    above = tree.tokens[match.head].head
    hollow = [above] if above >= 0 and tree.is_one(above, "light.hollow_nouns") else []
    top = [*match.used, *hollow, *([verb] if verb is not None else [])]
    phrases = [k for m in top for k in tree.kids(m, "obl", "nmod", "advmod") if k not in match.used]
    s = tree.sentence.index
    phrases += [j for k in phrases if not who.all_at(s, k) for j in tree.kids(k, "nmod", "obl", "appos", "compound")]
    here = who.quotation_at(tree.tokens[match.head].span.start)
    return [
        k
        for k in phrases
        if tree.preps(k) & tree.words["grammar.place"]
        and (who.all_at(s, k) or (s, k) in who.spots or tree.is_one(k, "grammar.lands"))
        and not tree.is_one(k, "grammar.borders")
        and who.quotation_at(tree.tokens[k].span.start) == here
    ]


def place_side(tree: Tree, who: Who, match: Match, verb: int | None) -> list[Mention]:
    """The country where it happens, for senses whose place receives ("l'opération au Venezuela")."""
    for k in place_phrases(tree, who, match, verb):
        for mention in mentions_of(tree, who, k, role="R"):
            if mention.entity.code and not mention.entity.office:
                return [mention]
    return []


def place_code(tree: Tree, who: Who, match: Match, verb: int | None) -> str | None:
    """The code of the country where the act happens, told by a country, a city or a region."""
    s = tree.sentence.index
    phrases = place_phrases(tree, who, match, verb)
    parts = ("nmod", "amod", "appos", "compound", "flat")
    within = [j for k in phrases for j in tree.kids(k, *parts)]
    within += [j for k in within if tree.is_one(k, "grammar.lands") for j in tree.kids(k, *parts)]
    clause = verb if verb is not None else match.head
    above = [tree.tokens[clause].head] if tree.tokens[clause].deprel == "acl:relcl" else []
    told_of = [k for k in above if is_ground(tree, who, k)]
    found = [who.country_at(s, k) for k in [*phrases, *within, *told_of]]
    return next((code for code in found if code), None)


def crowd(tree: Tree, who: Who, act: Act) -> None:
    """ "protests erupted in Sudan": who protests is not told, but where they live."""
    sides = act.sides
    if sides.actors or act.verb is None or act.match.pattern.kind != "nouns":
        return
    code = place_code(tree, who, act.match, act.verb)
    if code:
        entity = Entity(name=None, code=code, sectors=("CVL",), key=f"{PUBLIC}{code}", number="p")
        sides.add("A", [Mention(entity, None, "events#person", tree.sentence.index, act.head)])


def is_town(mention: Mention) -> bool:
    return (mention.entity.key or "").startswith(TOWN)


def towns(act: Act) -> None:
    """A town receives violence, troops, aid, a visitor, when nothing else tells who does and it is not one's own."""
    sides, sense = act.sides, act.sense
    if not any(map(is_town, sides.recipients)):
        return
    own = {m.entity.code for m in sides.actors} if sense.type != "ASSAULT" else set()
    told = any(m.entity.code and not is_town(m) for m in sides.recipients)
    open_to = sense.type in TOWN_TYPES or (sense.place and not sense.host)
    sides.recipients = [
        m
        for m in sides.recipients
        if not is_town(m) or (open_to and not told and not sense.mutual and m.entity.code not in own)
    ]


def locate(tree: Tree, who: Who, act: Act) -> None:
    """People whose country nothing tells are of the country where the act happens: "gunmen killed ten people in Mali"."""
    sides = act.sides
    if act.sense.type not in LOCAL_TYPES:
        return
    code = place_code(tree, who, act.match, act.verb)
    if code is None:
        return
    if not (act.sense.mode == "abduct" and act.verb is not None and tree.passive(act.verb)):
        exiles = {m.entity.code for m in sides.actors} - {None, code}
        sides.recipients = [
            m if exiles and "OPP" in m.entity.sectors else of_country(m, code) for m in sides.recipients
        ]
    for side in (sides.actors, sides.recipients):
        for n, m in enumerate(side):
            here = m.sentence == tree.sentence.index and m.token >= 0
            if here and any(tree.is_one(k, "grammar.ethnic") for k in tree.kids(m.token, "amod")):
                side[n] = replace(m, entity=replace(m.entity, code=code))
    sides.actors = [of_country(m, code) if LOCAL_SECTORS & set(m.entity.sectors) else m for m in sides.actors]


def authority(tree: Tree, who: Who, act: Act) -> None:
    """Who rules where it happens: a curfew's unplaced author is of its place; strangers are arrested "in Italy" by Italy."""
    sides, sense = act.sides, act.sense
    if sense.lone and sense.place and sides.actors and all(m.entity.code is None for m in sides.actors):
        code = place_code(tree, who, act.match, act.verb) or next((m.entity.code for m in sides.recipients), None)
        if code:
            sides.actors = [replace(m, entity=replace(m.entity, code=code)) for m in sides.actors]
            sides.recipients = [m for m in sides.recipients if m.entity.code != code]
    if sense.side == "justice" and not sides.actors and act.verb == act.head and tree.passive(act.head):
        abroad = {m.entity.code for m in sides.recipients}
        state = [m for m in place_side(tree, who, act.match, act.verb) if not is_town(m)]
        if None not in abroad and sides.recipients and state and state[0].entity.code not in abroad:
            sides.add("A", state)


def of_country(mention: Mention, code: str) -> Mention:
    """The mention, told of a country where it is an unnamed group of none."""
    if mention.entity.code or mention.rule not in GENERIC | {"events#person"}:
        return mention
    return replace(mention, entity=replace(mention.entity, code=code))
