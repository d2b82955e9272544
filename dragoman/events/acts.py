"""The acts of one sentence: triggers found, contents composed, sides laid, status told. Each blocked trigger says why."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from dragoman.events import block, report, rulings, speech
from dragoman.events.gate import gate, placed
from dragoman.events.match import Match, matches_at
from dragoman.events.sides import Sides, carrier, nearest_other, noun_sides, place_side, verb_sides
from dragoman.events.status import Told, negated_noun, status_of, told
from dragoman.events.tree import Tree
from dragoman.events.who import GENERIC, Who, mentions_of, political
from dragoman.events.words import Lexicon
from dragoman.ontology import Ontology, Sense
from dragoman.types import Mention

#: Conflict that one side agrees to or is ready for is that conflict, still to come (codebook, rulings).
CARRIED = frozenset({"SANCTION", "COERCE", "MOBILIZE", "ACCUSE"})


#: Acts that are nearly always towards somebody, whom the clause names somewhere.
NAMING = frozenset({"AGREE", "REQUEST", "REJECT", "THREATEN", "AID", "SANCTION", "SUPPORT", "CONCEDE"})


#: Acts of officials upon persons of no known side.
ON_PERSONS = frozenset({"ASSAULT", "COERCE", "ACCUSE", "SANCTION", "RETREAT"})


@dataclass
class Act:
    """A trigger and what was made of it. `why` names the rule that blocked it; an act with an empty `why` is an event."""

    match: Match
    sense: Sense
    sides: Sides = field(default_factory=Sides)
    status: str = "done"
    claimed_by: Mention | None = None
    why: str = ""
    content: Sense | None = None
    verb: int | None = None
    composed: bool = False

    @property
    def head(self) -> int:
        return self.match.head


@dataclass(frozen=True)
class Desk:
    """What the room works with for one article."""

    who: Who
    lexicon: Lexicon
    ontology: Ontology
    published: str | None
    lang: str


def acts_of(tree: Tree, desk: Desk) -> list[Act]:
    """Every trigger of a sentence, blocked ones included, in order of the text."""
    acts = triggers(tree, desk)
    contents = {act.head: inner for act in acts if (inner := _contents(tree, act, acts)) is not None}
    for act in acts:
        lay_sides(tree, desk, act)
    _compose(tree, desk, acts, contents)
    for act in acts:
        told_of = [m for m in act.sides.recipients if m.entity.code]
        told_of += [m for m in act.sides.recipients if m.rule in ("actors#titled", "actors#person")]
        if act.sense.type in NAMING and act.sides.actors and not told_of and not act.sense.mutual and not act.why:
            found = nearest_other(tree, desk.who, act.match, act.sides.actors)
            act.sides.recipients = found or act.sides.recipients or _conditioned(tree, desk, act)
    rulings.announced(tree, desk, acts)
    rulings.voiced_protest(tree, desk, acts)
    block.block(tree, desk.who, acts)
    for act in acts:
        if not act.why:
            tell(tree, desk, act)
    acts += speech.statements(tree, desk, acts)
    for act in acts:
        if not act.why:
            act.why = gate(tree, act)
    return sorted(acts, key=lambda a: a.head)


def triggers(tree: Tree, desk: Desk) -> list[Act]:
    """The best pattern at each word; a word that a better match uses triggers nothing by itself."""
    found: list[Match] = []
    for token in tree.tokens:
        if token.upos not in ("PUNCT", "DET", "ADP", "CCONJ", "SCONJ", "SYM") or token.deprel == "root":
            found += matches_at(tree, desk.who, token.i, desk.lexicon)[:1]
    found.sort(key=lambda m: (m.weak, -m.weight[1], m.head))
    taken: set[int] = set()
    kept = []
    for match in found:
        if match.head not in taken:
            kept.append(match)
            taken |= set(match.used)
    senses = desk.ontology.senses
    acts = [Act(m, senses[m.pattern.sense]) for m in sorted(kept, key=lambda m: m.head) if m.pattern.sense in senses]
    for act in acts:
        act.why = "nobody of a known side" if act.match.weak else ""
    return acts


def _contents(tree: Tree, act: Act, acts: Sequence[Act]) -> list[Act] | None:
    """The acts inside the content of a threat, request, refusal, promise or blame; None where it has no content slot."""
    heads = act.match.slots.get("C", [])
    if not act.sense.content and not heads:
        spoken = act.sense.type in ("REQUEST", "REJECT", "THREATEN", "ACCUSE")
        return [o for o in acts if spoken and o is not act and o.head in act.match.used] or None
    inside = {k for h in heads for k in _told_within(tree, h)} | set(act.match.used) - {act.head}
    return [other for other in acts if other is not act and other.head in inside]


def _told_within(tree: Tree, head: int) -> list[int]:
    """A content without what the text tells in its own voice beside it: relatives, participles of the past, "after …"."""
    found, stack = [], [head]
    while stack:
        k = stack.pop()
        found.append(k)
        for j in tree.sentence.children[k]:
            token = tree.tokens[j]
            fact = token.deprel == "acl:relcl" or (token.deprel == "acl" and token.feats.get("Tense") == "Past")
            aside = token.deprel in ("obl", "advcl", "nmod") and tree.marks(j) & tree.words["grammar.aside"]
            if not fact and not aside:
                stack.append(j)
    return found


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
    if sense.place and not act.sides.recipients:
        codes = {m.entity.code for m in act.sides.actors}
        act.sides.add("R", [m for m in place_side(tree, desk.who, match, act.verb) if m.entity.code not in codes])
    if sense.type == "PROTEST":
        _crowd(tree, desk, act)
    shape(act)
    if match.weak and (_strong_enough(act) or placed(tree, act)):
        act.why = ""


def _strong_enough(act: Act) -> bool:
    """A side that should be known is not, but the others carry the act: both parties, or an official and a person."""
    sides, sense = act.sides, act.sense
    if sense.mutual:
        return len(sides.actors) > 1
    persons = bool(sides.recipients) and all(m.entity.sectors for m in sides.recipients)
    return persons and sense.type in ON_PERSONS and (sense.side == "justice" or any(map(political, sides.actors)))


def _crowd(tree: Tree, desk: Desk, act: Act) -> None:
    """People who protest are a side even when only their number is told; a crowd of no told country is of the place."""
    sides, verb = act.sides, act.verb
    if verb is None or tree.passive(verb):
        return
    if not sides.actors:
        crowd = [m for k in tree.subjects(verb) for m in mentions_of(tree, desk.who, k, role="R")]
        sides.add("A", [m for m in crowd if m.entity.number == "p"])
    place = place_side(tree, desk.who, act.match, verb)
    if place:
        code = place[0].entity.code
        sides.actors = [
            m
            if m.entity.code or m.rule not in GENERIC | {"events#person"}
            else replace(m, entity=replace(m.entity, code=code))
            for m in sides.actors
        ]


def shape(act: Act) -> None:
    """Mutual acts have both sides as actors; a host receives; nobody acts on itself."""
    sides = act.sides
    if act.sense.host:
        sides.actors, sides.recipients = sides.recipients, sides.actors
    elif act.sense.mutual and act.match.pattern.subject == "A":
        sides.phrase = sides.phrase or bool(sides.recipients)
        sides.add("A", sides.recipients)
        sides.recipients = []
    sides.recipients = [m for m in sides.recipients if all(m.entity != a.entity for a in sides.actors)]


def _compose(tree: Tree, desk: Desk, acts: list[Act], contents: dict[int, list[Act]]) -> None:
    """Threats, requests, refusals and promises take their sense from their content, which is then no event of its own."""
    for act in acts:
        inner = contents.get(act.head)
        if inner is None or not act.sense.content:
            for other in inner or ():
                other.why = other.why or f"content of {act.sense.key}"
            continue
        first = _first(tree, act, inner)
        if first is not None and rulings.carries(tree, act, first):
            act.why = f"carries {first.sense.key}"
            first.sides.actors = list(act.sides.actors)
            first.sides.recipients = [m for m in first.sides.recipients if m not in first.sides.actors]
            first.status, first.why = "future", ""
            inner = [other for other in inner if other is not first]
        elif act.sense.content == "promise" and first is not None and first.sense.type in CARRIED and _own(act):
            act.why = f"carries {first.sense.key}"
            first.sides.actors = first.sides.actors or act.sides.actors
            first.status = "future"
            inner = [other for other in inner if other is not first]
        else:
            act.content = first.sense if first else None
            composed = desk.ontology.compose(act.sense.content, act.content)
            act.sense, act.composed = composed or act.sense, composed is not None
        for other in inner:
            other.why = other.why or f"content of {act.sense.key}"
        _content_sides(tree, desk, act, first)


def _conditioned(tree: Tree, desk: Desk, act: Act) -> list[Mention]:
    """Whom a threat is meant for may be told by its condition: "unless X withdraws"."""
    marks = tree.words["grammar.conditional_marks"] | tree.words["grammar.unless_marks"]
    below = tree.sentence.subtree(act.head) if act.sense.type == "THREATEN" else ()
    clauses = [k for k in below if tree.tokens[k].deprel == "advcl" and tree.marks(k) & marks]
    named = [m for k in clauses for j in tree.subjects(k) for m in mentions_of(tree, desk.who, j, role="A")]
    return [m for m in named if political(m) and all(m.entity != a.entity for a in act.sides.actors)][:1]


def _clause_first(tree: Tree, desk: Desk, head: int) -> list[Mention]:
    """The name right after "that" in a content whose verb was read as a noun: "demanded that the US cancel plans"."""
    that = tree.words["grammar.complementisers"] - tree.words["grammar.infinitive_mark"]
    marks = [k for k in tree.kids(head, "mark") if set(tree.lemmas(k)) & that]
    for k in range(marks[0] + 1, min(marks[0] + 4, head)) if marks and not tree.kids(head, "nsubj") else ():
        if tree.tokens[k].upos not in ("DET", "ADJ"):
            return desk.who.all_at(tree.sentence.index, k)[:1]
    return []


def _own(act: Act) -> bool:
    return act.sense.key in ("agree.agree", "agree.intend")


def _first(tree: Tree, act: Act, inner: list[Act]) -> Act | None:
    """The act that the content is: at the content's head, or carried by it ("carry out strikes", "begin to withdraw")."""
    for head in act.match.slots.get("C", []):
        chain = [head]
        for k in chain:
            found = next((other for other in inner if k == other.head or k in other.match.used), None)
            if found is not None:
                return found
            if tree.is_one(k, "modality.implicative") or tree.is_one(k, "light.do") or tree.is_one(k, "light.hollow"):
                infinitives = [j for j in tree.kids(k, "advcl", "acl") if tree.tokens[j].feats.get("VerbForm") == "Inf"]
                chain += [
                    j for j in [*tree.kids(k, "xcomp", "obj", "nmod"), *tree.objects(k), *infinitives] if j not in chain
                ]
            chain += [j for j in tree.kids(k, "conj") if j not in chain]
    return None


def _content_sides(tree: Tree, desk: Desk, act: Act, first: Act | None) -> None:
    """Who is asked, threatened or promised may be told only by the content: its actor, else whom it touches."""
    sides = act.sides
    heads = act.match.slots.get("C", [])
    if sides.recipients:
        return
    pool: list[Mention] = []
    if act.sense.type == "REQUEST":
        pool += [m for h in heads for m in _clause_first(tree, desk, h)]
        pool += [
            m
            for h in heads
            for k in [*tree.kids(h, "nsubj"), *tree.subjects(h)]
            for m in mentions_of(tree, desk.who, k, role="A")
        ]
    freed = first is not None and first.sense.mode == "release" and act.sense.type == "REQUEST"
    if first is not None and freed:
        sides.add("R", [m for m in first.sides.actors if m not in sides.actors][:1])
        return
    if first is not None:
        order = (first.sides.actors, first.sides.recipients)
        for side in order if act.sense.type in ("REQUEST", "REJECT") else reversed(order):
            pool += side
    pool += [m for h in heads for m in _touched(tree, desk, h)]
    own = {a.entity.code for a in sides.actors} if act.sense.type in ("THREATEN", "REJECT", "AGREE") else set()
    told_of = [m for m in pool if all(m.entity != a.entity for a in sides.actors)
               and not (m.entity.code in own and "GOV" in m.entity.sectors)]  # fmt: skip
    sides.add("R", [m for m in told_of if political(m)][:1] or told_of[:1])


def _touched(tree: Tree, desk: Desk, head: int) -> list[Mention]:
    """The sides that a content names, nearest first."""
    found: list[Mention] = []
    stack = [head]
    for k in stack:
        if k == head and tree.tokens[k].upos in ("VERB", "AUX"):
            stack += tree.kids(k, "obj", "iobj", "obl", "xcomp")
            continue
        found += mentions_of(tree, desk.who, k, role="R")
        if len(stack) < 12:
            stack += tree.kids(k, "obj", "iobj", "obl", "nmod", "xcomp", "amod", "compound")
    return found


def tell(tree: Tree, desk: Desk, act: Act) -> None:
    """Status and source of an act."""
    verb = act.verb if act.verb is not None else _noun_clause(tree, act.head)
    flags = told(tree, verb) if verb is not None else Told()
    if act.match.pattern.kind == "nouns":
        flags = _noun_flags(tree, act, flags)
        found = carrier(tree, act.head)
        if found is not None and found[1] == "expect":
            flags = replace(flags, future=True)
    said = report.speakers(tree, desk.who, act.head)
    quoted = report.reporter(tree, act.head) is not None
    planned = act.status == "future"
    act.status = status_of(tree, verb if verb is not None else act.head, act.sense, flags,
                           published=desk.published, reported=quoted)  # fmt: skip
    if planned and act.status == "done":
        act.status = "future"
    speech.voice(tree, desk, act, flags, said)
    others = [m for m in said if all(m.entity != a.entity for a in act.sides.actors)]
    if others:
        act.claimed_by = others[0]


def _noun_clause(tree: Tree, i: int) -> int | None:
    """The verb whose subject an event noun is: "the attack will follow"."""
    head = tree.tokens[i].head
    if head >= 0 and tree.tokens[i].deprel.startswith("nsubj") and tree.is_one(head, "light.occur"):
        return head
    return None


def _noun_flags(tree: Tree, act: Act, flags: Told) -> Told:
    adjectives = [k for m in act.match.used for k in tree.kids(m, "amod", "acl", "compound") if k not in act.match.used]
    if any(tree.is_one(k, "light.hypothetical_adjectives") for k in adjectives):
        flags = replace(flags, possible=True)
    if any(tree.is_one(k, "light.future_adjectives") for k in adjectives):
        flags = replace(flags, future=True)
    if any(tree.is_one(k, "light.failed_adjectives") for k in adjectives) or negated_noun(tree, act.head):
        flags = replace(flags, negated=True)
    return flags
