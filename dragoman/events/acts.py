"""The acts of one sentence: triggers found, contents composed, sides laid, status told. Each blocked trigger says why."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from dragoman.events import block, report, rulings, speech
from dragoman.events.aims import aims
from dragoman.events.content import compose, contents_of
from dragoman.events.gate import gate
from dragoman.events.lay import lay_sides, others_named
from dragoman.events.match import Match, matches_at
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
    contents = {act.head: inner for act in acts if (inner := contents_of(tree, act, acts)) is not None}
    for act in acts:
        lay_sides(tree, desk, act)
    compose(tree, desk, acts, contents)
    for act in acts:
        act.why = act.why or rulings.own_order(tree, desk, act)
        others_named(tree, desk, act)
    aims(tree, desk, acts)
    rulings.announced(tree, desk, acts)
    rulings.voiced_protest(tree, desk, acts)
    rulings.left_open(tree, desk, acts)
    block.block(tree, acts)
    unite(tree, desk.who, acts)
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
            best = matches_at(tree, desk.who, token.i, desk.lexicon)[:1]
            if best and _untold(tree, desk, best[0]):
                best = matches_at(tree, desk.who, token.i, desk.lexicon, skip=_told_senses(desk))[:1]
            found += [m for m in best if not block.is_side(tree, m, desk.who)]
    found.sort(key=lambda m: (m.weak, -m.weight[1], m.head))
    taken: set[int] = set()
    kept = []
    for match in found:
        if match.head not in taken:
            kept.append(match)
            taken |= set(match.used)
    senses = desk.ontology.senses
    acts = [Act(m, senses[m.pattern.sense]) for m in sorted(kept, key=lambda m: m.head) if m.pattern.sense in senses]
    words = {k: a for a in acts if a.match.pattern.kind == "verbs" and not a.match.weak for k in a.match.used[1:]}
    for act in acts:
        act.why = "nobody of a known side" if act.match.weak else ""
        if act.match.pattern.kind == "nouns" and act.head in words:
            act.why = f"a word of {words[act.head].sense.key}"
    return acts


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
    own = [
        k for k in act.match.used if tree.is_one(k, "modality.negations")
    ]  # "did not rule out": the pattern's own word
    if flags.negated and any(tree.tokens[k].upos not in ("NOUN", "PRON") for k in own):
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
