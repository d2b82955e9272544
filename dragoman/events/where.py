"""Where an act happens, when that tells a side: the country that suffers, the people of a town, victims of no told country."""

from __future__ import annotations

from collections.abc import Iterable
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

#: What police and courts do to people of their own country, unless more is told of them.
HOME_TYPES = frozenset({"COERCE", "SANCTION", "ACCUSE", "RETREAT", "ASSAULT", "CONCEDE"})
HOME_ORGANS = frozenset({"COP", "JUD"})
STATE_ORGANS = frozenset({"GOV", "JUD", "LEG", "COP"})
#: Codes of sides that are of no country.
NO_COUNTRY = frozenset({"IGO", "NGO", "MNC", "IMG"})
#: People who are from elsewhere, or may be.
FOREIGN = frozenset({"REF", "REB", "UAF", "MIL", "IGO", "NGO"})
#: Rules of the actors room for a whole state: one may protest against another.
WHOLE = ("#country", "#capital", "#seat", "#nationality")

#: Rules for groups of no told country, and for persons whose country may be unknown.
UNPLACED = GENERIC | {"events#person"}
NAMED = frozenset({"actors#person", "actors#titled", "actors#name"})
#: A place that opens a sentence ends with a comma within so many words.
OPENING = 7
#: Rules of the actors room for groups whose country is that of the story.
BORROWED = frozenset({"actors#group", "actors#group-again"})
#: Those who are freed.
CAPTIVE = frozenset({"CVL", "JRN", "OPP", "REF", "ELI"})


def place_phrases(tree: Tree, who: Who, match: Match, verb: int | None) -> list[int]:
    """Heads of the phrases that say where the act of a match happens."""
    above = tree.tokens[match.head].head
    hollow = [above] if above >= 0 and tree.is_one(above, "light.hollow_nouns") else []
    if above >= 0 and tree.tokens[match.head].deprel == "obl" and tree.tokens[above].upos == "NOUN":
        hollow = [above]  # "eleven dead in an attack in X"
    top = [*match.used, *hollow, *([verb] if verb is not None else [])]
    phrases = [k for m in top for k in tree.kids(m, "obl", "nmod", "advmod") if k not in match.used]
    s = tree.sentence.index
    phrases += [j for k in phrases if not who.all_at(s, k) for j in tree.kids(k, "nmod", "obl", "appos", "compound")]
    here = who.quoted.get((s, match.head))
    return [
        k
        for k in phrases
        if tree.preps(k) & tree.words["grammar.place"]
        and (who.all_at(s, k) or (s, k) in who.spots or tree.is_one(k, "grammar.lands"))
        and not tree.is_one(k, "grammar.borders")
        and who.quoted.get((s, k)) == here
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
    struck = match.pattern.sense.startswith("assault.")
    return next((code for code in found if code), None) or _only_place(tree, who, clause, struck=struck)


def _only_place(tree: Tree, who: Who, clause: int, *, struck: bool) -> str | None:
    """The one country whose places a clause tells, wherever they hang: "… in clashes in the north of X".

    `struck`: an attack is where its target is, "against a market in X", if that is a town or region.
    """
    s, clause = tree.sentence.index, _whole_clause(tree, clause)
    nouns = [k for k in tree.sentence.subtree(clause) if tree.tokens[k].upos in ("NOUN", "PROPN")]
    told = [k for k in nouns if tree.preps(k) & tree.words["grammar.place"]]
    near = [j for k in told for j in (k, *tree.kids(k, "nmod", "appos", "flat", "compound"))]
    if tree.is_one(0, "grammar.place"):  # "In neighbouring Niger, …", whatever the tree makes of it
        end = next((t.i for t in tree.tokens[1:OPENING] if t.text == ","), 0)
        near += range(1, end)
    codes = {who.country_at(s, k) for k in near} - {None}
    if struck and not codes:
        aimed = [k for k in nouns if tree.preps(k) & tree.words["grammar.against"]]
        codes = {who.country_at(s, j) for k in aimed for j in (k, *tree.kids(k, "nmod")) if is_ground(tree, who, j)}
        codes -= {None}
    return codes.pop() if len(codes) == 1 else None


def _whole_clause(tree: Tree, clause: int) -> int:
    """ "a bomb exploded in X, killing eight", "resultaron heridas en X": the place is told with the verb above."""
    for _ in range(2):
        token = tree.tokens[clause]
        bare = token.deprel == "advcl" and not tree.finite(clause) and not tree.preps(clause)
        if token.head < 0 or not (bare or token.deprel == "xcomp"):
            break
        clause = token.head
    return clause


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
    states = [m for m in sides.actors if not LOCAL_SECTORS - {"COP"} & set(m.entity.sectors)]
    own = {m.entity.code for m in states} if sense.type != "ASSAULT" else set()
    told = any(m.entity.code and not is_town(m) for m in sides.recipients)
    open_to = sense.type in TOWN_TYPES or (sense.place and not sense.host)
    sides.recipients = [
        m
        for m in sides.recipients
        if not is_town(m) or (open_to and not told and (not sense.mutual or sense.place) and m.entity.code not in own)
    ]


def locate(tree: Tree, who: Who, act: Act) -> None:
    """People whose country nothing tells are of the country where the act happens: "gunmen killed ten people in Mali"."""
    sides = act.sides
    local = act.sense.type in LOCAL_TYPES and act.sense.key != "coerce.deport"  # which tells where people are sent
    code = place_code(tree, who, act.match, act.verb) if local else None
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
    sides.actors = [_local(tree, who, m, code) if LOCAL_SECTORS & set(m.entity.sectors) else m for m in sides.actors]


def _local(tree: Tree, who: Who, mention: Mention, code: str) -> Mention:
    """An unnamed group is of the place that its sentence tells, rather than of the country that the story is about."""
    s = tree.sentence.index
    if (
        mention.entity.code in (None, code)
        or mention.rule not in BORROWED
        or mention.sentence != s
        or mention.token < 0
    ):
        return of_country(mention, code)
    own = [m for k in tree.sentence.subtree(mention.token) for m in who.all_at(s, k) if m.entity != mention.entity]
    if any(m.entity.code == mention.entity.code for m in own):
        return mention
    return replace(mention, entity=replace(mention.entity, code=code))


def at_home(tree: Tree, who: Who, act: Act) -> None:
    """Where no place is told: whom a state's police and courts deal with, and who marches on its officials, is of that state."""
    sides = act.sides
    if act.sense.type in HOME_TYPES and act.sense.mode != "deport" and sides.actors:
        code = _one_home(sides.actors) if all(set(m.entity.sectors) & HOME_ORGANS for m in sides.actors) else None
        if code:
            sides.recipients = [
                m if FOREIGN & set(m.entity.sectors) else of_country(m, code, named=True) for m in sides.recipients
            ]
    elif act.sense.type == "PROTEST":
        if not sides.recipients:
            sides.add("R", _called_on(tree, who, act.match))
        code = _one_home(sides.recipients) if all(map(_official, sides.recipients)) else None
        if code:
            sides.actors = [of_country(m, code) if "CVL" in m.entity.sectors else m for m in sides.actors]


def _one_home(side: list[Mention]) -> str | None:
    codes = {m.entity.code for m in side}
    return codes.pop() if len(codes) == 1 else None


def _official(mention: Mention) -> bool:
    return bool(set(mention.entity.sectors) & STATE_ORGANS) and not mention.rule.endswith(WHOLE)


def _called_on(tree: Tree, who: Who, match: Match) -> list[Mention]:
    """ "marched to demand the resignation of X", where the pattern has taken the demand: an official who is to do it."""
    nouns = [*match.slots.get("X", []), *(k for m in match.used[1:] for k in tree.objects(m))]
    owners = [j for k in nouns for j in tree.kids(k, "nmod") if tree.preps(j) & tree.words["grammar.genitive"]]
    owners += [j for k in nouns for j in tree.kids(k, "nmod") if tree.preps(j) & tree.words["grammar.owned"]]
    return [m for j in owners for m in mentions_of(tree, who, j, role="R") if _official(m)][:1]


def home_of(mentions: Iterable[Mention]) -> str | None:
    """The one country that a story tells of, None where it tells of several or none."""
    told = [m.entity for m in mentions if m.entity.code and "JRN" not in m.entity.sectors]
    codes = {e.code for e in told if e.code and len(e.code) == 3 and e.code.isupper()} - NO_COUNTRY
    return codes.pop() if len(codes) == 1 else None


def settle(tree: Tree, act: Act, home: str) -> None:
    """In the story of one country, those who are arrested, tried, or protest, and victims of unknown hands, are its people."""
    sides = act.sides
    opposed = tree.tells("grammar.foe") and any(tree.preps(t.i) & tree.words["grammar.foe"] for t in tree.tokens)
    if act.sense.type == "PROTEST" and all(map(_official, sides.recipients)) and (sides.recipients or not opposed):
        sides.actors = [of_country(m, home) if LOCAL_SECTORS & set(m.entity.sectors) else m for m in sides.actors]
    organs = STATE_ORGANS | {"MIL", "LAB"}
    sides.actors = [of_country(m, home) if organs & set(m.entity.sectors) else m for m in sides.actors]
    abroad = act.sense.type == "ASSAULT" and any(m.entity.code for m in sides.actors)
    if act.sense.type in HOME_TYPES and act.sense.mode != "deport" and not abroad:
        sides.recipients = [m if FOREIGN & set(m.entity.sectors) else of_country(m, home) for m in sides.recipients]


def freed(tree: Tree, who: Who, act: Act) -> None:
    """Prisoners are not who is asked to free them: the state that holds them is, where the text tells it."""
    if act.sense.key != "request.release":
        return
    sides = act.sides
    held = [m for m in sides.recipients if CAPTIVE & set(m.entity.sectors)]
    if not held:
        return
    sides.recipients = [m for m in sides.recipients if m not in held]
    for mention in held if not sides.recipients else ():
        for k in tree.kids(mention.token, "nmod") if mention.sentence == tree.sentence.index else ():
            if tree.preps(k) & tree.words["grammar.place"]:
                state = [m for m in who.all_at(tree.sentence.index, k) if m.entity.code]
                sides.add("R", [m for m in state if all(m.entity != a.entity for a in sides.actors)])


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


def of_country(mention: Mention, code: str, *, named: bool = False) -> Mention:
    """The mention, told of a country where it is an unnamed group of none; with `named`, a person of unknown country too."""
    if mention.entity.code or mention.rule not in (UNPLACED | NAMED if named else UNPLACED):
        return mention
    return replace(mention, entity=replace(mention.entity, code=code))
