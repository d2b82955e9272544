"""What is no event of its own: contents, purposes, topics, words that only modify (codebook rules 5 and 6)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.events.content import rejoined, told_beside
from dragoman.events.match import Match
from dragoman.events.modals import absent, aimed, approved, called, left_undone, source_phrase, wished
from dragoman.events.status import negated
from dragoman.events.topics import noun_role, seized, topic
from dragoman.events.tree import Tree
from dragoman.events.who import Who

if TYPE_CHECKING:
    from dragoman.events.acts import Act


#: Acts of speech: one that is the object of another is what that one is about.
SPOKEN = frozenset({"AGREE", "REQUEST", "THREATEN", "ACCUSE", "SUPPORT", "CONCEDE", "REJECT", "CONSULT"})

#: Acts that last: their participle tells what a side is like, not what was done ("fighters backed by X").
LASTING = frozenset({"SUPPORT", "MOBILIZE"})
#: Acts that tell what they are done for.
JUDGING = frozenset({"ACCUSE", "SANCTION", "COERCE", "SUPPORT", "CONCEDE"})
#: Acts that an attempt at is told as one of them.
VIOLENT = frozenset({"ASSAULT", "COERCE"})
#: Grammar words of a condition.
CONDITIONS = ("grammar.conditional_marks", "grammar.unless_marks", "grammar.until_marks")
#: What ends a question.
QUESTION = frozenset({"?", "؟"})
#: Marks that end what was said.
CLOSING = frozenset({'"', "”", "»"})


def block(tree: Tree, acts: Sequence[Act]) -> None:
    """Give every act that is only spoken of the reason why it is none."""
    for act in acts:
        act.why = (
            ""
            if act.settled
            else (
                act.why
                or _asked(tree, act)
                or _name(tree, act)
                or _denied(tree, act)
                or _in_passing(tree, act)
                or _attributive(tree, act)
                or _unreal(tree, act)
                or _aim_of(tree, act, acts)
                or _ground(tree, act, acts)
                or _purpose(tree, act, acts)
                or _condition(tree, act, acts)
                or topic(tree, act)
                or noun_role(tree, act)
                or _within(tree, act, acts)
            )
        )


def _asked(tree: Tree, act: Act) -> str:
    """A question tells nothing."""
    if QUESTION.isdisjoint(tree.vocabulary):
        return ""
    after = tree.tokens[act.head :]
    end = [t for t in tree.tokens[-3:] if t.text in ("?", "؟")]
    if not end:
        closed = next((t.i for t in after if t.text in CLOSING), len(tree.tokens))
        end = [t for t in after if t.text in ("?", "؟") and closed - 2 <= t.i < closed]
    return "asked" if end and not any(t.deprel == "ccomp" for t in tree.sentence.ancestors(act.head)) else ""


def is_side(tree: Tree, match: Match, who: Who) -> bool:
    """Words that are a side tell no act: "the opposition", "the coalition"."""
    if match.pattern.kind != "nouns":
        return False
    found = who.all_at(tree.sentence.index, match.head)
    return any(m.token == match.head and m.sentence == tree.sentence.index and m.rule != "events#person" for m in found)


def _name(tree: Tree, act: Act) -> str:
    """Words that are a name: "the Paris Agreement", "Opération Barkhane"."""
    if act.match.pattern.kind != "nouns" or tree.sentence.part == "title":
        return ""
    token = tree.tokens[act.head]
    capital = token.text[:1].isupper() and not token.text.isupper() and token.i > 0
    return "a name" if capital and tree.tokens[token.i - 1].text not in ('"', "“", "«", ":", "–", "—", "-") else ""


def _unreal(tree: Tree, act: Act) -> str:
    """Told as hoped for, meant, or the condition of something: none of these is told to be so."""
    i = act.verb if act.verb is not None else act.head
    if wished(tree, i) or left_undone(tree, i):
        return "wished"
    if approved(tree, i):
        return "what is judged"
    if absent(tree, i):
        return "told of as absent"
    subject = tree.tokens[i].deprel in ("csubj", "nsubj") and act.match.pattern.kind == "verbs" and not tree.finite(i)
    above = tree.tokens[i].head
    if subject and (i < above or tree.kids(above, "cop")) and tree.tokens[i].upos == "VERB" and not tree.kids(i, "det"):
        return "told of none" if tree.tokens[i].feats.get("VerbForm") in ("Inf", "Ger") else ""
    that = tree.preps(i) & tree.words["grammar.that"] & tree.words["grammar.relative"]
    if that and tree.tokens[i].feats.get("VerbForm") == "Inf" and not tree.finite(i) and not tree.kids(i, "aux"):
        return "told of none"  # "averti que retenir X serait un crime": behind "que" an infinitive is but a subject
    if act.match.pattern.kind == "nouns" and source_phrase(tree, act.head):
        return "whose word it is"
    if act.match.pattern.kind == "nouns" and called(tree, act.head):
        return "what something is called"
    if aimed(tree, act.head):
        return "purpose"
    protasis = tree.preps(i) & tree.words["grammar.conditional_marks"]
    return "condition" if protasis and tree.finite(i) and negated(tree, i) else ""


def _aim_of(tree: Tree, act: Act, acts: Sequence[Act]) -> str:
    """A participle of what another act is told by: "des bombardements visant ses sites", "called off a strike planned"."""
    token = tree.tokens[act.head]
    if act.sense.told and token.deprel == "conj" and any(token.head in o.match.used for o in acts if o is not act):
        return "said with another"
    planned = act.sense.key == "agree.plan" or tree.is_one(act.head, "light.announce")
    planned = planned or tree.is_one(act.head, "light.future_adjectives")
    if planned and token.deprel == "acl" and token.head in act.match.used and not tree.finite(act.head):
        above = next((o for o in acts if o is not act and not o.why and token.head in _words_of(o)), None)
        return f"said of the object of {above.sense.key}" if above is not None else ""
    if token.deprel != "acl" or not tree.is_one(act.head, "light.target_light") or tree.finite(act.head):
        return ""
    for other in acts:
        if other is not act and not other.why and token.head in other.match.used:
            if not other.sides.recipients and act.match.pattern.kind == "verbs":
                own = {m.entity for m in other.sides.actors}
                other.sides.recipients = [m for m in act.sides.recipients if m.entity not in own]
            return f"aim of {other.sense.key}"
    return ""


def _words_of(act: Act) -> set[int]:
    return {*act.match.used, *(k for found in act.match.slots.values() for k in found)}


def _denied(tree: Tree, act: Act) -> str:
    """Denying an allegation is no event (codebook, rulings)."""
    i = act.head
    for _ in range(3):
        token = tree.tokens[i]
        if token.head < 0 or token.deprel not in (
            "xcomp",
            "ccomp",
            "obj",
            "advcl",
            "nmod",
            "obl",
            "nsubj:pass",
            "conj",
        ):
            return ""
        beside = token.deprel == "conj" or (token.deprel == "advcl" and told_beside(tree, i))
        if rejoined(tree, i) or (token.deprel == "conj" and tree.finite(i) and not tree.finite(token.head)):
            return ""
        i = token.head
        if i in act.match.used:
            return ""
        if tree.is_one(i, "modality.denials") and not tree.reflexive(i):
            return "" if beside else "denied"
    return ""


def _attributive(tree: Tree, act: Act) -> str:
    """An adjective that only describes its noun tells nothing of it: "countries ready to pay", "residents hostile to the mine"."""
    token = tree.tokens[act.head]
    described = act.match.pattern.kind == "adjectives" and token.deprel == "amod" and token.upos == "ADJ"
    return "only described" if described and token.i and tree.tokens[token.i - 1].text != "," else ""


def _in_passing(tree: Tree, act: Act) -> str:
    """ "the man accused of": told of nobody's act of accusing (codebook, rulings)."""
    token = tree.tokens[act.head]
    if act.match.pattern.kind == "verbs" and token.deprel == "amod" and tree.passive(act.head):
        return "" if tree.kids(act.head, "obl", "nmod", "obj", "advcl") else "in passing"
    described = token.deprel == "acl" and act.match.pattern.kind == "verbs" and act.sense.type in LASTING
    if described and tree.passive(act.head) and not any(tree.is_one(k, "grammar.dates") for k in tree.kids(act.head)):
        return "in passing"
    verb = act.match.pattern.kind == "verbs" and act.sense.type == "ACCUSE" and act.sense.side != "justice"
    if (
        verb
        and token.deprel in ("acl", "amod", "appos", "advcl")
        and tree.passive(act.head)
        and not tree.agents(act.head)
    ):
        return "in passing"
    return ""


def _purpose(tree: Tree, act: Act, acts: Sequence[Act]) -> str:
    """ "to discuss", "pour lutter contre", "calling for": what an act is done for, or says, is no act beside it."""
    i = act.head
    if act.match.pattern.kind == "nouns" and tree.tokens[i].deprel in ("obl", "nmod"):
        several = len(act.sides.actors) + len(act.sides.recipients) > 1
        if tree.preps(i) & tree.words["grammar.purpose_nouns"] and not several:
            return "purpose"
    for _ in range(6):
        token = tree.tokens[i]
        head = token.head
        if head < 0 or (tree.finite(i) and token.deprel in ("root", "ccomp", "acl:relcl", "parataxis")):
            return ""
        marks = tree.preps(i)
        if told_beside(tree, i) or (marks & tree.words["grammar.aside"] and token.feats.get("VerbForm") != "Inf"):
            return ""
        infinitive = token.feats.get("VerbForm") == "Inf" or marks & tree.words["grammar.infinitive_mark"]
        said = marks & tree.words["grammar.purpose_marks"] and marks & tree.words["grammar.complementisers"]
        if token.deprel == "advcl" and said and tree.finite(i) and i not in _slots(acts):
            return "purpose"
        adjunct = token.deprel in ("advcl", "obl", "nmod")
        noun = tree.tokens[head].upos in ("NOUN", "PROPN", "PRON", "DET", "NUM")
        adjunct |= token.deprel in ("acl", "xcomp") and noun and not _decided(tree, act, head)
        plain = marks & tree.words["grammar.purpose_marks"] - tree.words["grammar.infinitive_mark"]  # "para", "pour"
        adjunct |= token.deprel == "xcomp" and (bool(plain) or _beside_object(tree, head, acts))
        marked = token.upos in ("VERB", "AUX") and infinitive and marks & tree.words["grammar.purpose_marks"]
        caused = tree.is_one(head, "light.means") or _caused(tree, i, head) or seized(tree, i)
        due = tree.is_one(head, "modality.future_verbs") and not tree.kids(head, "obj")  # "is due to meet"
        if marked and adjunct and not caused and not due and i not in _slots(acts):
            return "purpose"
        other = next((a for a in acts if head in a.match.used and a is not act), None)
        if (
            other is not None
            and other.sense.type == "PROTEST"
            and token.deprel in ("advcl", "xcomp", "acl")
            and act.sense.type in ("REQUEST", "PROTEST", "ACCUSE")
        ):
            return "said by the protest"
        i = head
    return ""


def _ground(tree: Tree, act: Act, acts: Sequence[Act]) -> str:
    """What somebody is accused, punished, praised for is the ground of that, told in passing."""
    i = act.head
    token = tree.tokens[i]
    form = token.feats.get("VerbForm")
    if (
        form not in ("Inf", "Ger", "Part")
        or token.head < 0
        or tree.finite(i)
        or not tree.preps(i) & tree.words["grammar.grounds"]
    ):
        return ""
    judged = next((o for o in acts if o is not act and token.head in o.match.used and o.sense.type in JUDGING), None)
    return (
        f"ground of {judged.sense.key}"
        if judged is not None and token.deprel in ("advcl", "xcomp", "obl", "acl")
        else ""
    )


def _decided(tree: Tree, act: Act, noun: int) -> bool:
    """ "the decision (of the minister) to leave", "an attempt to kill": the noun tells of the act itself."""
    above = tree.tokens[noun].head
    owner = tree.tokens[noun].deprel == "nmod" and bool(tree.preps(noun) & tree.words["grammar.genitive"])
    if tree.is_one(noun, "light.deciding") or (owner and tree.is_one(above, "light.deciding")):
        return True
    return act.sense.type in VIOLENT and tree.is_one(noun, "light.attempts")


def _caused(tree: Tree, i: int, head: int) -> bool:
    """ "forced the government to deploy": what is brought about, not what it is done for."""
    whom = [k for k in tree.kids(head, "obj", "iobj") if tree.tokens[k].upos in ("NOUN", "PROPN", "PRON") and k < i]
    return tree.is_one(head, "modality.causative") and (tree.tokens[i].deprel in ("xcomp", "ccomp") or bool(whom))


def _beside_object(tree: Tree, verb: int, acts: Sequence[Act]) -> bool:
    """An infinitive behind a whole act is what that is done for: "will visit Chad to mediate"."""
    whole = [a for a in acts if a.head == verb and a.match.pattern.kind == "verbs" and a.match.slots.get("R")]
    return any("C" not in a.match.slots and not a.sense.content and tree.kids(verb, "obj") for a in whole)


def _slots(acts: Sequence[Act]) -> set[int]:
    return {k for a in acts for k in a.match.slots.get("C", [])}


def _condition(tree: Tree, act: Act, acts: Sequence[Act]) -> str:
    """ "unless it accepts": the condition of a threat, promise or demand is part of it."""
    if len(acts) < 2 or not any(map(tree.tells, CONDITIONS)):
        return ""
    for k in [act.head, *[t.i for t in tree.sentence.ancestors(act.head)]]:
        if tree.tokens[k].deprel in ("advcl", "ccomp", "conj") and tree.marks(k) & (
            tree.words["grammar.conditional_marks"]
            | tree.words["grammar.unless_marks"]
            | tree.words["grammar.until_marks"]
        ):
            above = {t.i for t in tree.sentence.ancestors(k)}
            if any(a.head in above and a is not act for a in acts):
                return "condition"
    return ""


def _within(tree: Tree, act: Act, acts: Sequence[Act]) -> str:
    """Inside the phrase of a meeting, a deal, a demand … (codebook rules 5 and 6)."""
    if act.match.pattern.kind != "nouns" or len(acts) < 2:
        return ""
    above = {t.i for t in tree.sentence.ancestors(act.head)}
    head = tree.tokens[act.head].head
    for other in acts:
        if other is act or other.why or act.sense.type not in SPOKEN:
            continue
        words = tree.words
        during = tree.preps(act.head) & (words["grammar.place"] - words["grammar.dative"] | words["grammar.aside"])
        if (
            head in other.match.used
            and not (during and tree.tokens[act.head].deprel == "obl")
            and tree.tokens[act.head].deprel in ("obj", "obl", "nsubj:pass", "nmod")
            and other.sense.type in SPOKEN
        ):
            act.under = other
            return f"object of {other.sense.key}"
    for other in acts:
        if other is act or other.why or other.head not in above:
            continue
        path = _path(tree, act.head, other.head)
        if path and path[-1] in ("obl", "nmod", "acl", "obj") and _talk(other):
            return f"topic of {other.sense.key}"
    return ""


def _talk(act: Act) -> bool:
    return act.sense.type in ("CONSULT", "AGREE", "REQUEST", "REJECT")


def _path(tree: Tree, low: int, high: int) -> list[str]:
    """Relations from a token up to one of its ancestors, lowest first."""
    found = []
    while low != high and tree.tokens[low].head >= 0:
        found.append(tree.tokens[low].deprel)
        low = tree.tokens[low].head
    return found
