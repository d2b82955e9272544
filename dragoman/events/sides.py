"""Who acts and who suffers: the sides of verbs, predicates and event nouns.

Subjects and passive agents act, objects and a pattern's own prepositions receive; nouns take their sides from genitives,
adjectives of nationality, possessives, compounds, by-phrases, and from the light verb that carries them.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.events.match import Match
from dragoman.events.tree import Tree
from dragoman.events.who import Who, mentions_of
from dragoman.ontology import Sense
from dragoman.types import Mention


@dataclass
class Sides:
    """Both sides of an act, each in order of the text and without repetition."""

    actors: list[Mention] = field(default_factory=list)
    recipients: list[Mention] = field(default_factory=list)
    phrase: bool = False

    def add(self, role: str, mentions: list[Mention]) -> None:
        side = self.actors if role == "A" else self.recipients
        side += [m for m in mentions if all(m.entity != other.entity for other in side)]


def verb_sides(tree: Tree, who: Who, match: Match, *, mutual: bool = False, broker: bool = False) -> Sides:
    """The sides of a verb or predicate adjective."""
    sides = Sides()
    pattern, head = match.pattern, match.head
    objects = set(tree.objects(head))
    told = tree.surface_subjects(head) if pattern.kind == "adjectives" else tree.subjects(head)
    subjects = [
        k
        for k in told
        if k not in match.used and not tree.is_one(k, "grammar.dates") and not (tree.reflexive(head) and k in objects)
    ]
    if tree.passive(head) and pattern.subject == "R":
        subjects = tree.objects(head)
    near = just_before(tree, who, head)
    for k in subjects:
        sides.add(pattern.subject, mentions_of(tree, who, k, role=pattern.subject))
    if not tree.passive(head) and (not subjects or set(subjects) & set(near)):
        for k in near:
            sides.add(pattern.subject, who.all_at(tree.sentence.index, k))
    for k in subjects:
        if not sides.actors and pattern.subject == "A":
            sides.add("A", noun_owner(tree, who, k))
    if not subjects and not tree.passive(head):
        implied = who.at(tree.sentence.index, head)
        if implied is not None and implied.span is None:
            sides.add(pattern.subject, [implied])
    above = tree.tokens[head].head
    if (
        not sides.actors
        and pattern.subject == "A"
        and not tree.passive(head)
        and tree.tokens[head].deprel == "xcomp"
        and above >= 0
    ):
        sides.add("A", acting(tree, who, above))
    for role in ("A", "R"):
        for k in match.slots.get(role, []):
            sides.phrase = True
            sides.add(role, mentions_of(tree, who, k, role="R"))
    for m in match.used:
        for k in tree.kids(m, "nmod", "obl"):
            if tree.preps(k) & tree.words["grammar.between"] and (broker or not sides.actors):
                sides.add("R" if broker else "A", mentions_of(tree, who, k, role="A"))
    if not sides.recipients and pattern.subject == "A" and not mutual:
        sides.add("R", _of_object(tree, who, match, sides))
    return sides


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
    codes = {m.entity.code for m in sides.actors} - {None}
    for k in match.used[1:]:
        if tree.tokens[k].upos not in ("NOUN", "PROPN"):
            continue
        objects = k in tree.objects(match.head) or (
            tree.preps(k) and tree.preps(k) <= tree.words["grammar.object_marks"]
        )
        found = mentions_of(tree, who, k, role="R") if objects else _inner(tree, who, k)
        found = [m for m in found if m.entity.code not in codes]
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
    found: list[Mention] = []
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
    return found[:1]


def noun_sides(tree: Tree, who: Who, match: Match, sense: Sense) -> Sides:
    """The sides of an event noun, its own first, then those of the verb that carries it."""
    sides = Sides()
    for role in ("A", "R"):
        for k in match.slots.get(role, []):
            sides.add(role, mentions_of(tree, who, k, role="R"))
    for k in match.used[1:]:
        if tree.preps(k) & tree.words["grammar.genitive"] and sense.genitive == "R":
            sides.add("R", mentions_of(tree, who, k, role="R"))
    if sense.told:
        for k in tree.kids(match.head, "nsubj"):
            sides.add("A", mentions_of(tree, who, k, role="R"))
    _own_dependents(tree, who, match, sense, sides)
    _carried(tree, who, match, sides)
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
            elif preps & (words["grammar.against"] | words["grammar.dative"] | words["grammar.with"]):
                sides.add("R", mentions_of(tree, who, k, role="R"))
            elif not preps and deprel in ("amod", "compound", "nmod", "flat", "det", "dep"):
                role = "R" if deprel == "compound" and sense.genitive == "R" and tree.tokens[k].upos == "NOUN" else "A"
                sides.add(role, mentions_of(tree, who, k, role="A"))
    _genitives(tree, who, genitives, sense, sides)


def _genitives(tree: Tree, who: Who, genitives: list[tuple[int, bool]], sense: Sense, sides: Sides) -> None:
    """ "Russia's capture of the town": the possessor acts where an of-phrase suffers; alone, the sense says which."""
    owners = [k for k, possessive in genitives if possessive]
    of = [k for k, possessive in genitives if not possessive]
    for k in of:
        role = "R" if owners or sides.actors or sense.genitive == "R" else "A"
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
    top = i
    while tree.tokens[top].deprel == "conj" and tree.tokens[tree.tokens[top].head].upos in ("NOUN", "PROPN"):
        top = tree.tokens[top].head
    while tree.tokens[top].deprel == "nmod" and tree.is_one(tree.tokens[top].head, "light.series"):
        top = tree.tokens[top].head
    verb = tree.tokens[top].head
    deprel = tree.tokens[top].deprel
    if verb < 0:
        return None
    if deprel == "nmod" and tree.is_one(verb, "light.undergo"):
        verb, deprel = tree.tokens[verb].head, "obl"
        return (verb, "undergo") if verb >= 0 and tree.tokens[verb].upos in ("VERB", "AUX") else None
    if tree.tokens[verb].upos not in ("VERB", "AUX") and not (tree.tokens[verb].upos == "ADP" and deprel == "nsubj"):
        return None
    carried = top in tree.objects(verb)
    if tree.is_one(verb, "light.cause") and not carried and deprel in ("obl", "nmod"):
        return verb, "cause"
    if tree.is_one(verb, "light.expect") and (carried or deprel == "obl"):
        return verb, "expect"
    if tree.is_one(verb, "light.undergo") and carried:
        return verb, "undergo"
    if tree.is_one(verb, "light.do") and (carried or (deprel in ("obl", "xcomp") and _complement(tree, top))):
        return verb, "do"
    if deprel == "nsubj" and tree.is_one(verb, "light.occur"):
        return verb, "occur"
    if deprel == "nsubj:pass" and tree.is_one(verb, "light.announce"):
        return verb, "expect"
    return None


def _complement(tree: Tree, i: int) -> bool:
    """An oblique that completes a light verb: "procéder à", "participer à", "engage in", "llevar a cabo"."""
    return bool(tree.preps(i) & (tree.words["grammar.dative"] | tree.words["light.complement"]))


def _carried(tree: Tree, who: Who, match: Match, sides: Sides) -> None:
    found = carrier(tree, match.head)
    if found is None:
        return
    verb, how = found
    words = tree.words
    if how == "expect":
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
    elif not sides.recipients:
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


def nearest_other(tree: Tree, who: Who, match: Match, actors: list[Mention]) -> list[Mention]:
    """The first side of another state that an act of speech or exchange names in what it governs."""
    codes, keys = {m.entity.code for m in actors} - {None}, {m.entity.key for m in actors}
    stack, below = list(match.used), []
    while stack:
        k = stack.pop()
        for j in tree.sentence.children[k]:
            deprel = tree.tokens[j].deprel
            aside = deprel in ("obl", "advcl", "nmod") and tree.marks(j) & (
                tree.words["grammar.aside"] | tree.words["grammar.conditional_marks"]
            )
            if (
                deprel in ("acl:relcl", "parataxis", "nsubj", "nsubj:pass", "conj", "punct") and k in match.used
            ) or aside:
                continue
            below.append(j)
            stack.append(j)
    s = tree.sentence.index
    for j in sorted(below):
        for mention in who.all_at(s, j):
            entity = mention.entity
            if (
                entity.code
                and entity.code not in codes
                and entity.key not in keys
                and not tree.is_one(j, "grammar.dates")
            ):
                return [mention]
    return []


def place_side(tree: Tree, who: Who, match: Match, verb: int | None) -> list[Mention]:
    """The country where it happens, for senses whose place receives ("l'opération au Venezuela")."""
    above = tree.tokens[match.head].head
    hollow = [above] if above >= 0 and tree.is_one(above, "light.hollow_nouns") else []
    top = [*match.used, *hollow, *([verb] if verb is not None else [])]
    phrases = [k for m in top for k in tree.kids(m, "obl", "nmod", "advmod") if k not in match.used]
    s = tree.sentence.index
    phrases += [j for k in phrases if not who.all_at(s, k) for j in tree.kids(k, "nmod", "obl")]
    for k in phrases:
        if not tree.preps(k) & tree.words["grammar.place"]:
            continue
        for mention in mentions_of(tree, who, k, role="R"):
            if mention.entity.code and not mention.entity.office:
                return [mention]
    return []
