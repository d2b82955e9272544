"""The acts of one sentence: triggers found, contents composed, sides laid, status told. Each blocked trigger says why."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dragoman.events import block, report, rulings, speech, topics
from dragoman.events.aims import aims
from dragoman.events.content import compose, contents_of
from dragoman.events.gate import gate
from dragoman.events.lay import lay_sides, others_named
from dragoman.events.match import Match, candidates, matches_at
from dragoman.events.modals import nearing
from dragoman.events.nouns import carrier
from dragoman.events.sides import Sides
from dragoman.events.status import Told, negated_noun, status_of, told
from dragoman.events.tree import Tree
from dragoman.events.unite import unite
from dragoman.events.who import Who
from dragoman.events.words import Lexicon
from dragoman.ontology import Ontology, Sense
from dragoman.types import Mention


@dataclass
class Act:
    """A trigger and what was made of it. `why` names the rule that blocked it; an act with an empty `why` is an event.

    `settled`: how it is told is known, whatever its words say ("did not rule out strikes" is a threat made).
    `under`: the act whose object blocked this one. `amid`: it is told of a conflict.
    """

    match: Match
    sense: Sense
    sides: Sides = field(default_factory=Sides)
    status: str = "done"
    claimed_by: Mention | None = None
    why: str = ""
    content: Sense | None = None
    verb: int | None = None
    composed: bool = False
    settled: bool = False
    told_with: list[Act] = field(default_factory=list)
    under: Act | None = None
    amid: bool = False

    head: int = field(init=False)

    def __post_init__(self) -> None:
        self.head = self.match.head


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
    contents = {act.head: inner for act in acts if (inner := contents_of(tree, act, acts)) is not None}
    for act in acts:
        lay_sides(tree, desk, act)
    _spent(acts)
    compose(tree, desk, acts, contents)
    for act in acts:
        act.why = act.why or rulings.own_order(tree, desk, act)
        others_named(tree, desk, act)
    aims(tree, desk, acts)
    rulings.announced(tree, desk, acts)
    rulings.voiced_protest(tree, desk, acts)
    rulings.left_open(tree, desk, acts)
    rulings.ordered(tree, acts)
    block.block(tree, acts)
    unite(tree, desk.who, acts)
    for act in acts:
        if not act.why:
            tell(tree, desk, act)
    acts += speech.statements(tree, desk, acts)
    for act in acts:
        if not act.why:
            act.amid = _amid(tree, act, acts)
            act.why = gate(tree, act)
    for act in acts:
        if act.under is not None and act.under.why and act.why:
            _given_back(tree, desk, act)
    return sorted(acts, key=lambda a: a.head)


def _amid(tree: Tree, act: Act, acts: list[Act]) -> bool:
    """Told of a conflict: "people were killed in the protests"."""
    if act.sense.type != "ASSAULT" or act.verb is None:
        return False
    below = {
        k
        for k in tree.kids(act.verb, "obl", "nmod", "obl:agent")
        if tree.preps(k) & (tree.words["grammar.place"] | tree.words["grammar.aside"])
    }
    return any(o.head in below and o is not act and o.sense.type in ("PROTEST", "ASSAULT", "COERCE") for o in acts)


def _given_back(tree: Tree, desk: Desk, act: Act) -> None:
    """What an act that is none was about is told all the same: "the pardon granted by X was hailed"."""
    act.why = ""
    tell(tree, desk, act)
    act.why = act.why or gate(tree, act)


def triggers(tree: Tree, desk: Desk) -> list[Act]:
    """The best pattern at each word; a word that a better match uses triggers nothing by itself."""
    found: list[Match] = []
    for i in candidates(tree, desk.lexicon):
        token = tree.tokens[i]
        if token.upos not in ("PUNCT", "DET", "ADP", "CCONJ", "SCONJ", "SYM") or token.deprel == "root":
            best = matches_at(tree, desk.who, i, desk.lexicon)[:1]
            if best and _untold(tree, desk, best[0]):
                best = matches_at(tree, desk.who, i, desk.lexicon, skip=_told_senses(desk))[:1]
            found += [m for m in best if not block.is_side(tree, m, desk.who)]
    found.sort(key=lambda m: (m.weak, -m.pattern.fixed, m.head))
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
    _spent(acts)
    return acts


def _spent(acts: list[Act]) -> None:
    """A word of another act's own pattern is no act beside it."""
    words = {k: a for a in acts if a.match.pattern.kind == "verbs" and not a.why for k in a.match.used[1:]}
    for act in acts:
        if act.head in words and not act.why:
            act.why = f"a word of {words[act.head].sense.key}"


def _told_senses(desk: Desk) -> frozenset[str]:
    return frozenset(key for key, sense in desk.ontology.senses.items() if sense.told)


def _untold(tree: Tree, desk: Desk, match: Match) -> bool:
    """A sense that must be said by somebody, where nobody speaks."""
    sense = desk.ontology.senses.get(match.pattern.sense)
    if sense is None or not sense.told or (tree.sentence.index, match.head) in desk.who.quoted:
        return False
    return report.reporter(tree, match.head) is None and report.according(tree, desk.who, match.head) is None


def tell(tree: Tree, desk: Desk, act: Act) -> None:
    """Status and source of an act."""
    verb = act.verb if act.verb is not None else _noun_clause(tree, act.head)
    flags = told(tree, verb) if verb is not None else Told()
    if act.match.pattern.kind == "nouns":
        flags = _noun_flags(tree, act, flags)
        found = carrier(tree, act.head)
        if found is not None and found[1] == "expect":
            flags = replace(flags, future=True)
    if act.settled:
        flags = Told()
    elif verb is not None and flags.possible:
        flags = _attempted(tree, verb, flags)
    if tree.is_one(act.head, "modality.expected") and tree.passive(act.head):
        flags = replace(flags, future=True)  # who is expected somewhere has not come yet
    if verb is not None and nearing(tree, verb):
        flags = replace(flags, possible=True)
    if flags.negated:  # "did not rule out": the pattern's own word
        own = [k for k in act.match.used if tree.is_one(k, "modality.negations")]
        if any(tree.tokens[k].upos not in ("NOUN", "PRON") for k in own):
            flags = replace(flags, negated=False)
    said = report.speakers(tree, desk.who, act.head)
    scheduled = tree.words.flags.get("deontic_schedules") and not flags.conditional
    if flags.deontic and not said and scheduled:
        flags = replace(flags, deontic=False, future=True)
    elif flags.deontic and not said:
        act.why = "owed"
        return
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


def _attempted(tree: Tree, verb: int, flags: Told) -> Told:
    """An attempt that was thwarted is a deed not done; an occasion that was seized is a deed done."""
    noun = tree.tokens[verb].head
    if topics.seized(tree, verb):
        return replace(flags, possible=False)
    if noun < 0 or not tree.is_one(noun, "light.attempts"):
        return flags
    above = tree.tokens[noun].head
    foiled = above >= 0 and tree.is_one(above, "light.prevent") and noun in tree.objects(above)
    failed = foiled or any(tree.is_one(k, "light.failed_adjectives") for k in tree.kids(noun, "amod"))
    return replace(flags, negated=True, possible=False) if failed else flags


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
