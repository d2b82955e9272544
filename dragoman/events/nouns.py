"""The sides of event nouns: genitives, possessives, adjectives of nationality, by-phrases, participles, and the verb that carries them."""

from __future__ import annotations

from dragoman.events.match import Match, measure
from dragoman.events.sides import Sides, noun_owner
from dragoman.events.tree import Tree
from dragoman.events.who import Who, mentions_of, unnamed
from dragoman.ontology import Sense

#: Rules of the actors room for a whole state.
WHOLE = frozenset({"actors#country", "actors#capital", "actors#the-country"})
#: Acts that an unnamed official may suffer: "the murder of a mayor".
ON_BODIES = frozenset({"ASSAULT", "COERCE"})

#: Acts that "in … of X" is for the sake of X.
KINDLY = frozenset({"SUPPORT", "AID"})


def noun_sides(tree: Tree, who: Who, match: Match, sense: Sense) -> Sides:
    """The sides of an event noun, its own first, then those of the verb that carries it."""
    sides = Sides()
    for role in ("A", "R"):
        for k in match.slots.get(role, []):
            theirs = sense.type == "PROTEST" and tree.preps(k) & tree.words["grammar.genitive"]
            sides.add("A" if theirs else role, mentions_of(tree, who, k, role="R"))
            for j in tree.kids(k, "nmod"):  # "the expulsion of X by Y", hung on X
                sides.add(
                    "A", mentions_of(tree, who, j, role="A") if tree.preps(j) & tree.words["grammar.agent"] else []
                )
    against = tree.words["grammar.against"] | tree.words["grammar.with"]
    against |= tree.words["grammar.dative"] if sense.type == "ASSAULT" else frozenset()
    by = any(tree.preps(k) & tree.words["grammar.agent"] for m in match.used for k in tree.kids(m, "nmod", "obl"))
    genitive = "R" if by else sense.genitive
    for k in match.used[1:]:
        preps = tree.preps(k)
        if preps & tree.words["grammar.genitive"]:
            named = mentions_of(tree, who, k, role=genitive)
            bodily = sense.type in ON_BODIES and genitive == "R"
            sides.add(genitive, [m for m in named if bodily or not unnamed(m) or "GOV" not in m.entity.sectors])
        elif preps & against and not sense.mutual:
            sides.add("R", mentions_of(tree, who, k, role="R"))
        elif not preps and tree.tokens[k].deprel in ("amod", "compound", "nmod", "appos"):
            sides.add("A", [m for m in who.all_at(tree.sentence.index, k) if m.token == k and m.entity.code])
    engaged = bool(tree.kids(match.head, "cop")) and bool(tree.preps(match.head) & tree.words["light.engaged"])
    if sense.told or engaged:  # "est en visite", "are in talks", "está de gira"
        for k in tree.kids(match.head, "nsubj"):
            sides.add("A", mentions_of(tree, who, k, role="R"))
    above = tree.tokens[match.head].head
    if sense.mode == "visit" and above >= 0 and tree.preps(match.head) & tree.words["light.on_visit"]:
        visitor = above if tree.tokens[above].upos in ("NOUN", "PROPN") else next(iter(tree.subjects(above)), above)
        sides.add("A", [m for m in who.by_head.get((tree.sentence.index, visitor), ()) if m.entity.code])
    _own_dependents(tree, who, match, sense, sides)
    _carried(tree, who, match, sides, sense)
    if sense.key == "coerce.deport":  # "the expulsion from the country of seven priests"
        sides.recipients = [m for m in sides.recipients if m.rule not in WHOLE]
    return sides


def _own_dependents(tree: Tree, who: Who, match: Match, sense: Sense, sides: Sides) -> None:
    words, slots = tree.words, {k for ks in match.slots.values() for k in ks}
    genitives: list[tuple[int, bool]] = []
    for m in match.used:
        for k in tree.sentence.children[m]:
            deprel = tree.tokens[k].deprel
            if k in match.used or k in slots or deprel in ("punct", "case", "conj", "cc", "cop", "nsubj"):
                continue
            preps = tree.preps(k)
            hands = at_the_hands(tree, k)
            if hands:
                sides.add("A", [m for j in hands for m in mentions_of(tree, who, j, role="A")])
                continue
            if preps & words["grammar.without"]:
                _passed_up(tree, who, k, sense, sides)
                continue
            for j in tree.kids(k, "nmod", "obl") if deprel == "amod" else []:
                if tree.preps(j) & (words["grammar.against"] | words["grammar.agent"]):
                    sides.add(
                        "A" if tree.preps(j) & words["grammar.agent"] else "R", mentions_of(tree, who, j, role="R")
                    )
            if deprel.startswith("acl"):
                _participle(tree, who, k, sense, sides)
            elif preps & words["grammar.agent"]:
                sides.add("A", mentions_of(tree, who, k, role="A"))
            elif preps & words["grammar.owned"] or deprel == "nmod:poss" or tree.is_one(k, "grammar.possessive"):
                genitives.append((k, True))
            elif preps & words["grammar.between"]:
                sides.add("R" if sense.broker else "A", mentions_of(tree, who, k, role="A"))
            elif preps & words["grammar.genitive"]:
                genitives.append((k, False))
                for j in tree.kids(k, "nmod", "obl"):
                    if tree.preps(j) & (words["grammar.dative"] | words["grammar.against"]):
                        sides.add("R", mentions_of(tree, who, j, role="R"))
                    elif tree.preps(j) & words["grammar.agent"]:  # "the arrest of X by Y", hung on X
                        sides.add("A", mentions_of(tree, who, j, role="A"))
            elif preps & (words["grammar.against"] | words["grammar.dative"] | words["grammar.with"]):
                sides.add("R", mentions_of(tree, who, k, role="R"))
            elif not preps and deprel in ("amod", "compound", "nmod", "flat", "det", "dep"):
                suffers = deprel == "compound" and sense.genitive == "R" and tree.tokens[k].upos == "NOUN"
                suffers |= m != match.head and bool(tree.preps(m) & words["grammar.against"])
                role = "R" if suffers else "A"
                sides.add(role, mentions_of(tree, who, k, role="A"))
    _genitives(tree, who, match.head, genitives, sense, sides)


def _passed_up(tree: Tree, who: Who, k: int, sense: Sense, sides: Sides) -> None:
    """ "l'attaque sans précédent de X contre Y": what hangs on "without …" belongs to the act."""
    words = tree.words
    for j in tree.kids(k, "nmod", "obl"):
        if tree.preps(j) & words["grammar.genitive"]:
            sides.add(sense.genitive, mentions_of(tree, who, j, role="A"))
        elif tree.preps(j) & (words["grammar.against"] | words["grammar.dative"]):
            sides.add("R", mentions_of(tree, who, j, role="R"))


def at_the_hands(tree: Tree, k: int) -> list[int]:
    """ "a manos de X", "por parte de X", "at the hands of X": the genitive names who acts."""
    if not tree.is_one(k, "grammar.hands") or not tree.preps(k):
        return []
    return [j for j in tree.kids(k, "nmod", "obl") if tree.preps(j) & tree.words["grammar.genitive"]]


def _genitives(tree: Tree, who: Who, head: int, genitives: list[tuple[int, bool]], sense: Sense, sides: Sides) -> None:
    """ "Russia's capture of the town": the possessor acts where an of-phrase suffers; alone, the sense says which."""
    owners = [k for k, possessive in genitives if possessive]
    of = [k for k, possessive in genitives if not possessive]
    told = bool(sides.recipients) and not sides.actors and not owners
    sake = tree.preps(head) & tree.words["grammar.place"] and not tree.kids(head, "det")  # "in support of"
    for k in of:
        suffers = sense.genitive == "R" and not (told and tree.tokens[k].head == head)
        role = "R" if owners or sides.actors or suffers or (sake and sense.type in KINDLY) else "A"
        if role == "R" and sense.genitive == "A" and not owners:
            role = "R" if sides.actors and not sides.recipients else "A"
        sides.add(role, mentions_of(tree, who, k, role="R" if role == "R" else "A"))
    for k in owners:
        role = "A" if of or sense.genitive != "R" or sides.recipients else "R"
        sides.add(role, mentions_of(tree, who, k, role=role))


def _participle(tree: Tree, who: Who, k: int, sense: Sense, sides: Sides) -> None:
    """ "an attack carried out by X against Y", "l'offensive que mène X", "visant Y"."""
    words = tree.words
    if not (tree.is_one(k, "light.by_light") or tree.is_one(k, "light.do") or tree.is_one(k, "light.target_light")):
        return
    if not tree.is_one(k, "light.target_light"):
        for j in tree.agents(k) if tree.passive(k) else tree.kids(k, "nsubj"):
            if not tree.is_relative(j):
                sides.add("A", mentions_of(tree, who, j, role="A"))
    for j in tree.kids(k, "obl", "obj"):
        marks = words["grammar.against"] | (words["grammar.place"] if sense.place else frozenset())
        if tree.preps(j) & marks or tree.is_one(k, "light.target_light"):
            sides.add("R", mentions_of(tree, who, j, role="R"))


def carrier(tree: Tree, i: int) -> tuple[int, str] | None:
    """The verb that carries an event noun, and how: "do", "undergo", "occur"."""
    if i not in tree.carriers:
        tree.carriers[i] = _carrier(tree, i)
    return tree.carriers[i]


def _carrier(tree: Tree, i: int) -> tuple[int, str] | None:
    top = i
    while tree.tokens[top].deprel == "conj" and tree.tokens[tree.tokens[top].head].upos in ("NOUN", "PROPN"):
        top = tree.tokens[top].head
    while tree.tokens[top].deprel == "nmod" and measure(tree, tree.tokens[top].head):
        top = tree.tokens[top].head
    verb = tree.tokens[top].head
    deprel = tree.tokens[top].deprel
    if verb < 0:
        return None
    if deprel == "nmod" and tree.is_one(verb, "light.undergo") and tree.kids(verb, "cop"):
        return verb, "undergo"
    if deprel == "nmod" and tree.is_one(verb, "light.undergo"):
        verb, deprel = tree.tokens[verb].head, "obl"
        return (verb, "undergo") if verb >= 0 and tree.tokens[verb].upos in ("VERB", "AUX") else None
    exists = tree.is_one(verb, "light.exist") and deprel == "obj"
    verbal = tree.tokens[verb].upos in ("VERB", "AUX") or exists
    if not verbal and not (tree.tokens[verb].upos == "ADP" and deprel == "nsubj"):
        return None
    carried = top in tree.objects(verb)
    if tree.is_one(verb, "light.cause") and not carried and deprel in ("obl", "nmod"):
        return verb, "cause"
    if tree.is_one(verb, "light.attribute") and carried:
        return verb, "attribute"
    if tree.is_one(verb, "light.shaken") and deprel in ("obl", "obl:agent") and tree.passive(verb):
        return verb, "occur"
    if tree.is_one(verb, "light.expect") and (carried or deprel == "obl"):
        return verb, "expect"
    if tree.is_one(verb, "light.undergo") and carried:
        return verb, "undergo"
    if tree.is_one(verb, "light.do") and (carried or (deprel in ("obl", "xcomp") and _complement(tree, top))):
        return verb, "do"
    if deprel == "obl" and tree.is_one(verb, "light.answer") and tree.preps(top) & tree.words["light.answer_by"]:
        return verb, "do"
    itself = deprel == "nsubj" or (deprel == "nsubj:pass" and tree.reflexive(verb))
    if itself and tree.is_one(verb, "light.occur"):
        return verb, "occur"
    if tree.is_one(verb, "light.exist") and _exists(tree, verb, top):
        return verb, "occur"
    scheduled = tree.is_one(verb, "light.announce") or tree.is_one(verb, "modality.expected")
    if scheduled and (
        deprel == "nsubj:pass"
        or ((deprel == "nsubj" or carried) and any(tree.kids(verb, "aux", "cop")) and tree.passive(verb))
    ):
        return verb, "expect"
    return None


def _exists(tree: Tree, verb: int, noun: int) -> bool:
    """ "there were protests", "il y a eu des heurts", "hubo choques": the noun is what there is."""
    alone = len(tree.kids(verb, "nsubj", "obj")) == 1
    return tree.tokens[noun].deprel in ("nsubj", "obj") and (bool(tree.kids(verb, "expl")) or (alone and noun > verb))


def _complement(tree: Tree, i: int) -> bool:
    """An oblique that completes a light verb: "procéder à", "participer à", "engage in", "llevar a cabo"."""
    return bool(tree.preps(i) & (tree.words["grammar.dative"] | tree.words["light.complement"]))


def _carried(tree: Tree, who: Who, match: Match, sides: Sides, sense: Sense) -> None:
    found = carrier(tree, match.head)
    if found is None:
        return
    verb, how = found
    words = tree.words
    if how == "expect":
        return
    if how == "attribute":
        below = [*tree.kids(verb, "obl", "iobj", "nmod"), *tree.kids(match.head, "nmod")]
        owned = [k for k in below if tree.preps(k) & words["grammar.dative"]]
        sides.actors = [m for k in owned for m in mentions_of(tree, who, k, role="A")]
        sides.recipients = [m for m in sides.recipients if m not in sides.actors]
        return
    if how == "cause":
        if not sides.actors:
            for k in tree.subjects(verb):
                sides.add("A", noun_owner(tree, who, k))
        return
    if how in ("do", "undergo"):
        role = "A" if how == "do" else "R"
        if not (sides.actors if role == "A" else sides.recipients):
            for k in tree.subjects(verb):
                if k not in match.used:
                    sides.add(role, mentions_of(tree, who, k, role=role))
    elif not sides.recipients and sense.type != "PROTEST":
        for k in tree.objects(verb):
            sides.add("R", mentions_of(tree, who, k, role="R"))
    if how == "occur":
        return
    for k in tree.kids(verb, "obl", "iobj", "nmod", "advcl"):
        preps = tree.preps(k)
        clause = tree.tokens[k].deprel == "advcl" and tree.tokens[k].upos not in ("NOUN", "PROPN")
        if k in match.used or clause or preps & words["grammar.agent"]:
            continue
        if (
            preps & (words["grammar.against"] | words["grammar.with"])
            or tree.tokens[k].deprel == "iobj"
            or preps & words["grammar.dative"]
        ):
            sides.add("R" if how == "do" else "A", mentions_of(tree, who, k, role="R"))
        elif preps & words["grammar.between"]:
            sides.add("A", mentions_of(tree, who, k, role="A"))
