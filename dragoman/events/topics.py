"""What is only talked about: topics of talks, contents of nouns, nouns that a noun or verb makes unreal (codebook rules 5 and 6)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.events.match import measure
from dragoman.events.nouns import carrier
from dragoman.events.status import of_noun
from dragoman.events.tree import Tree

if TYPE_CHECKING:
    from dragoman.events.acts import Act


def topic(tree: Tree, act: Act) -> str:
    """ "discuss sanctions", "talks on a ceasefire": what is talked about."""
    if act.match.pattern.kind != "nouns":
        return ""
    i = act.head
    for _ in range(4):
        token = tree.tokens[i]
        head = token.head
        if head < 0:
            return ""
        aside = token.deprel in ("obl", "nmod") and not tree.preps(i) & (
            tree.words["grammar.about"] | tree.words["grammar.genitive"]
        )
        if aside:
            return ""
        if (
            token.deprel in ("obj", "obl", "nsubj:pass", "nmod")
            and tree.is_one(head, "light.topic")
            and tree.tokens[head].upos == "VERB"
        ):
            return "topic"
        if token.deprel in ("nmod", "obl", "acl", "conj", "obj", "appos") and tree.tokens[head].upos in (
            "NOUN",
            "VERB",
        ):
            if token.deprel == "nmod" and tree.preps(i) & tree.words["grammar.about"]:
                return "topic"
            if tree.tokens[head].upos == "VERB":
                return ""
            i = head
            continue
        return ""
    return ""


def _said_by_noun(tree: Tree, verb: int) -> str:
    """An infinitive that completes a noun is what that noun is about, no act: "the challenge of reaching a deal"."""
    token = tree.tokens[verb]
    form = token.feats.get("VerbForm")
    if token.deprel in ("acl", "ccomp", "acl:relcl") and token.feats.get("Mood") == "Sub" and not _relative(tree, verb):
        return "content of a noun" if tree.is_one(token.head, "light.nominal_content") else ""
    open_form = form == "Inf" or tree.infinitive_marked(verb) or (form == "Ger" and bool(tree.preps(verb)))
    if not open_form or token.deprel not in ("acl", "nmod", "obl", "advcl", "xcomp", "ccomp") or tree.finite(verb):
        return ""
    noun = of_noun(tree, verb, token.head)
    if noun is None or tree.is_one(noun, "light.attempts") or seized(tree, verb):
        return ""
    told = tree.tokens[noun].head
    planned = tree.is_one(noun, "light.plans") and told >= 0
    planned = planned and (tree.is_one(told, "light.announce") or tree.is_one(told, "report.verbs"))
    return "" if planned else "content of a noun"


def seized(tree: Tree, verb: int) -> bool:
    """ "profiter de l'occasion pour appeler": the infinitive tells what was done."""
    token = tree.tokens[verb]
    if token.head < 0 or token.deprel not in ("advcl", "xcomp", "acl"):
        return False
    above = token.head if tree.tokens[token.head].upos == "VERB" else tree.tokens[token.head].head
    marked = tree.preps(verb) & tree.words["grammar.purpose_marks"]
    return above >= 0 and bool(marked) and tree.is_one(above, "light.seize") and tree.finite(above)


def _relative(tree: Tree, verb: int) -> bool:
    return any(tree.is_relative(k) and tree.tokens[k].deprel != "mark" for k in tree.kids(verb))


def _one_of(tree: Tree, i: int) -> bool:
    """ "among the conditions are the release of …", "the goal is a ceasefire": what a noun of content consists of."""
    while tree.tokens[i].deprel == "conj" and tree.tokens[i].head >= 0:
        i = tree.tokens[i].head
    head = tree.tokens[i].head
    if head < 0 or tree.tokens[i].deprel not in ("nsubj", "csubj", "obj"):
        return False
    if tree.kids(head, "cop"):
        return tree.is_one(head, "light.nominal_content")
    among = [k for k in tree.kids(head, "obl") if tree.preps(k) & tree.words["grammar.between"]]
    return tree.is_one(head, "grammar.copula") and any(tree.is_one(k, "light.nominal_content") for k in among)


def noun_role(tree: Tree, act: Act) -> str:
    """Nouns that a noun or verb makes unreal: "the threat of strikes", "to prevent an attack", "a sanctions regime"."""
    token = tree.tokens[act.head]
    head = token.head
    if head < 0 or head in act.match.used:
        return ""
    if _one_of(tree, act.head):
        return "content of a noun"
    if act.match.pattern.kind != "nouns":
        return _said_by_noun(tree, act.head)
    if token.deprel == "compound" or (
        token.deprel == "nmod" and tree.tokens[head].upos == "NOUN" and not tree.preps(act.head)
    ):
        return "modifier"
    genitive = token.deprel == "nmod" and bool(tree.preps(act.head) & tree.words["grammar.genitive"])
    body = tree.is_one(head, "grammar.of_members") and not measure(tree, head) and not act.sides.actors
    if genitive and body and token.feats.get("Number") != "Plur" and not tree.kids(act.head, "det"):
        return "modifier"
    undergone = carrier(tree, act.head) is not None and tree.is_one(head, "light.undergo")
    content = token.deprel in ("nmod", "acl", "obl", "compound") and tree.is_one(head, "light.nominal_content")
    if content and not undergone:
        return "content of a noun"
    if (
        tree.is_one(head, "light.prevent")
        and tree.tokens[head].upos == "VERB"
        and token.deprel in ("obj", "nsubj:pass", "obl")
    ):
        return "prevented"
    visiting = act.sense.mode == "visit" and tree.preps(act.head) & tree.words["light.on_visit"]
    if token.deprel in ("nmod", "obl") and tree.preps(act.head) & tree.words["grammar.against"] and not visiting:
        return "opposed"
    return ""
