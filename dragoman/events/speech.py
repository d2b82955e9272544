"""Statements whose content is the act: promises, threats, refusals, demands, blame (codebook rule 2).

"said it would help" is a promise by the speaker, "said X must stop" a demand on X, "said X is incapable" blame of X.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from dragoman.events import report, rulings
from dragoman.events.match import Match
from dragoman.events.modals import deontic
from dragoman.events.sides import Sides, acting
from dragoman.events.status import Told, is_old, negated
from dragoman.events.tree import Tree
from dragoman.events.who import mentions_of, political
from dragoman.events.words import Pattern
from dragoman.types import Mention

if TYPE_CHECKING:
    from dragoman.events.acts import Act, Desk

#: Types that, when one's own side will do them, are promises (codebook §1, AGREE).
COOPERATIVE = frozenset({"CONSULT", "SUPPORT", "COOPERATE", "AID", "RETREAT"})

#: What a government does by announcing it.
DECREED = frozenset({"COERCE", "SANCTION", "CONCEDE"})
#: Types that to warn of is to threaten, where one will do them oneself.
HARMING = rulings.MENACING | {"REJECT", "PROTEST"}


def voice(tree: Tree, desk: Desk, act: Act, flags: Told, said: list[Mention]) -> None:
    """Turn a future act of the speaker's own side into the promise, threat or refusal that it is."""
    sense = act.sense
    own = bool(said) and any(same_side(said[0], a) for a in act.sides.actors)
    told = act.match.pattern.subject == "A" and act.sense.type != "ASSAULT"
    partner = sense.mutual and not own and not tree.subjects(act.head) and act.match.pattern.kind == "verbs"
    if said and (not act.sides.actors or partner) and told and speaks_of_self(tree, act.head, said[0]):
        act.sides.actors = [*said, *act.sides.actors]
        own = True
    if _suspect(tree, desk, act, said):
        return
    if said and not act.sides.actors and _decreed(tree, act, said[0]):
        act.sides.actors, own = [said[0]], True
    ahead = (flags.future or flags.conditional) and not flags.possible
    if own and (ahead or flags.possible) and _warned(tree, act, flags):
        _become(desk, act, "threat", "done")
        return
    if ahead and not own and _conditioned(tree, act):
        act.status = "hypothetical"
        return
    if act.status == "negated" and sense.type == "AGREE":
        _become(desk, act, "failure", "done")
        return
    if act.status == "historical" or not ahead:
        return
    if act.status == "negated" and flags.negated and (sense.type in COOPERATIVE or sense.type == "CONCEDE"):
        _become(desk, act, "refusal", "done")
    elif flags.negated:
        return
    elif sense.type == "RETREAT" and sense.mode == "withdraw" and flags.unless:
        _become(desk, act, "threat", "done")
    elif sense.mode == "resign" and own:
        act.content, act.sense, act.status = sense, desk.ontology.senses[rulings.LEAVING], "future"
    elif sense.type in COOPERATIVE and (own or sense.type != "RETREAT"):
        _become(desk, act, "promise", "done" if own else "future" if flags.future else act.status)
    elif (sense.type == "ASSAULT" and (own or flags.unless)) or (
        sense.type in desk.ontology.keeps
        and flags.unless
        and sense.type in ("SANCTION", "COERCE", "MOBILIZE", "PROTEST")
    ):
        _become(desk, act, "threat", "done")
    elif own and sense.type == "AGREE":
        act.status = "done"  # who says that he will help has promised it
    elif own and sense.type not in desk.ontology.keeps and sense.type != "THREATEN":
        _become(desk, act, "promise", "done")


def _decreed(tree: Tree, act: Act, speaker: Mention) -> bool:
    """ "authorities announced that the rally was banned": whoever governs and announces it has done it."""
    if act.sense.type not in DECREED or not tree.passive(act.head) or tree.agents(act.head):
        return False
    verb = report.reporter(tree, act.head)
    governs = "GOV" in speaker.entity.sectors and all(not same_side(speaker, m) for m in act.sides.recipients)
    return verb is not None and governs and tree.is_one(verb, "light.announce")


def _warned(tree: Tree, act: Act, flags: Told) -> bool:
    """ "warned that it could close the strait": whoever warns of harm that he may do himself threatens it."""
    if act.sense.type not in HARMING or flags.negated or act.composed or act.status == "historical":
        return False
    verb = report.reporter(tree, act.head)
    return verb is not None and tree.is_one(verb, "light.warning")


def _conditioned(tree: Tree, act: Act) -> bool:
    """ "If X wins, the government will work with it"."""
    verb = act.verb if act.verb is not None else act.head
    marks = tree.words["grammar.conditional_marks"]
    chain = [verb, *[t.i for t in tree.sentence.ancestors(verb)]]
    return any(tree.preps(k) & marks for c in chain[:4] for k in tree.kids(c, "advcl"))


def _suspect(tree: Tree, desk: Desk, act: Act, said: list[Mention]) -> bool:
    """Police who say that somebody committed a crime allege it: the crime itself is not coded (codebook, rulings)."""
    if act.sense.type != "ASSAULT" or not said:
        return False
    actors = act.sides.actors or [m for k in tree.subjects(act.head) for m in mentions_of(tree, desk.who, k, role="R")]
    if not actors or any(political(m) for m in actors):
        return False
    if not {"COP", "JUD"} & set(said[0].entity.sectors):
        return False
    act.content, act.sense, act.status = act.sense, desk.ontology.senses["accuse.suspect-told"], "done"
    act.sides = Sides([said[0]], actors)
    return True


def _become(desk: Desk, act: Act, kind: str, status: str) -> None:
    composed = desk.ontology.compose(kind, act.sense)
    if composed is None:
        return
    act.content, act.sense, act.status, act.composed = act.sense, composed, status, True
    if status == "done" and act.content.mutual and not act.sides.recipients:
        act.sides.recipients = act.sides.actors[1:]
        act.sides.actors = act.sides.actors[:1]


def same_side(one: Mention, other: Mention) -> bool:
    """The two speak for one side: the same entity, or two organs of one state."""
    if one.entity == other.entity or (one.entity.key and one.entity.key == other.entity.key):
        return True
    state = {"GOV", "MIL", "LEG", "SPY"}
    official = all(not m.entity.sectors or state & set(m.entity.sectors) for m in (one, other))
    return bool(one.entity.code) and one.entity.code == other.entity.code and official


def speaks_of_self(tree: Tree, i: int, speaker: Mention) -> bool:
    """The act's subject is a pronoun that the speaker may stand behind, or is left out."""
    subjects = tree.subjects(i)
    if not subjects:
        noun = tree.tokens[i].deprel == "acl" and not tree.finite(i)  # "the move to expel X, he said"
        return tree.tokens[i].upos in ("VERB", "AUX") and not tree.passive(i) and not noun
    if any(tree.tokens[k].feats.get("Person") == "1" for k in subjects):
        return True
    token = tree.tokens[subjects[0]]
    personal = token.feats.get("Gender") in ("Masc", "Fem") and tree.words.flags.get(
        "gendered_pronouns_are_persons", False
    )
    if personal and not (speaker.entity.office or speaker.entity.gender):
        return False
    return (
        token.upos == "PRON"
        and token.feats.get("Person", "3") in ("1", "3")
        and token.feats.get("PronType", "Prs") == "Prs"
    )


def statements(tree: Tree, desk: Desk, acts: Sequence[Act]) -> list[Act]:
    """Demands told with "must" and the like, where a speaker and a side that must are told."""
    found = []
    owed = tree.tells("modality.deontic_aux") or tree.tells("modality.deontic_phrases")
    for token in tree.tokens if owed else ():
        if token.upos in ("AUX", "VERB") and deontic(tree, token.i):
            act = _demand(tree, desk, token.i, acts)
            if act is not None:
                found.append(act)
    for act in acts:
        if act.sense.told and not act.why:
            _told(tree, desk, act)
            inside = set(tree.sentence.subtree(act.head)) - {act.head}
            for other in acts if not act.why else ():
                other.why = other.why or (f"content of {act.sense.key}" if other.head in inside else "")
    return found


def _told(tree: Tree, desk: Desk, act: Act) -> None:
    """ "X says that Y is a dictator": the speaker acts, the subject receives."""
    said = report.speakers(tree, desk.who, act.head)
    targets = [*act.sides.actors, *act.sides.recipients]
    targets = [m for m in targets if all(not same_side(m, s) for s in said)]
    charged = act.content is not None  # a crime that the police tell of
    if not said or not targets or not (political(targets[0]) or charged) or negated(tree, act.head):
        act.why = "said by nobody of nobody"
        return
    act.sides = Sides([said[0]], targets[:1])
    act.claimed_by, act.status = None, "done"


def _of(tree: Tree, mention: Mention, subject: int) -> bool:
    """The side is the subject's own, not one that the subject is only for: "access to government"."""
    i = mention.token
    if i < 0 or mention.sentence != tree.sentence.index or i == subject or tree.tokens[i].head != subject:
        return True
    return not tree.preps(i) or bool(tree.preps(i) & (tree.words["grammar.genitive"] | tree.words["grammar.owned"]))


def _demand(tree: Tree, desk: Desk, modal: int, acts: Sequence[Act]) -> Act | None:
    from dragoman.events.acts import Act

    token = tree.tokens[modal]
    if token.deprel in ("aux", "cop"):
        verb, top = token.head, token.head
    else:
        verb = next(iter(tree.kids(modal, "xcomp", "ccomp", "obj")), modal)
        top = modal
    said = report.speakers(tree, desk.who, top)
    if not said or is_old(tree, verb, desk.published) or tree.tokens[top].deprel == "acl:relcl":
        return None
    subjects = tree.objects(verb) if tree.passive(verb) else (tree.kids(top, "nsubj") or tree.subjects(verb))
    targets = [m for k in subjects for m in mentions_of(tree, desk.who, k, role="R") if _of(tree, m, k)]
    targets = targets or acting(tree, desk.who, verb)
    if any(same_side(m, said[0]) for m in targets):
        return None
    told = targets or (
        tree.tokens[top].deprel == "ccomp" and any(tree.tokens[k].upos in ("NOUN", "NUM", "PROPN") for k in subjects)
    )
    if not told or not (political(said[0]) or (targets and political(targets[0]))):
        return None
    inside = set(tree.sentence.subtree(verb))
    inner = [a for a in acts if a.head in inside]
    for a in inner:
        a.why = a.why or "content of request.must"
    first = min(inner, key=lambda a: abs(a.head - verb), default=None)
    sense = desk.ontology.compose("request", first.sense if first else None) or desk.ontology.senses["request.must"]
    pattern = Pattern(
        token.lemma, "verbs", "request.must", (token.lemma,), False, "A", False, (), frozenset(), frozenset()
    )
    return Act(Match(pattern, modal, [modal]), sense, Sides([said[0]], targets[:1]), "done", None, "",
               first.sense if first else None, verb)  # fmt: skip
