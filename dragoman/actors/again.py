"""Plain nouns that mean somebody told before: "the group", "esa organización", "ajoute le communiqué", "les deux hommes"."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dragoman.actors.memory import Known
from dragoman.types import Entity, Mention, Sentence, Span, Token

if TYPE_CHECKING:
    from dragoman.actors.resolve import Resolver

#: How many sentences back "the group", "the statement" and "the two men" look.
GROUP_REACH, DOCUMENT_REACH, PAIR_REACH = 6, 3, 4
#: Sectors of bodies that may be called a group or organisation whether or not the gazetteer has them.
ORGANISED = frozenset({"REB", "UAF", "CRM", "PTY", "OPP", "LAB", "NGO", "IGO"})
#: Bodies that are called by other words, first sector.
NO_GROUP = frozenset({"JRN", "BUS"})


def group_before(resolver: Resolver, sentence: Sentence, i: int) -> Known | None:
    """The organisation told last before token i, if a noun for any organisation may mean it."""
    gazetteer, named = resolver.make.gazetteer, resolver.make.named
    for known in resolver.memory.recent("body"):
        if sentence.index - known.sentence > GROUP_REACH or known.entity.number == "p":
            continue
        if known.sentence == sentence.index and known.token >= i - 2:
            continue
        first = known.entity.sectors[:1]
        own = known.entity.key in gazetteer.organisations or known.entity.key in named
        if (own and not NO_GROUP & set(first)) or ORGANISED & set(first):
            return known
    return None


def groups(resolver: Resolver, sentence: Sentence, nouns: Iterable[Token]) -> None:
    """ "the group", "le mouvement islamiste", "esa organización": the organisation told last."""
    words = resolver.words
    for token in nouns:
        if not words.has("documents.groups", words.met[token.lemma]):
            continue
        if (sentence.index, token.i) in resolver.by_word or token.feats.get("Number") == "Plur":
            continue
        below = [sentence.tokens[k] for k in sentence.children[token.i]]
        indefinite = any(t.upos == "DET" and t.feats.get("Definite") == "Ind" for t in below)
        if not _definite(resolver, below) or indefinite or any(t.deprel in ("nmod", "appos", "flat") for t in below):
            continue
        known = group_before(resolver, sentence, token.i)
        if known is not None:
            _enter(resolver, sentence, token, known.entity, "actors#body-again")


def _definite(resolver: Resolver, below: Iterable[Token]) -> bool:
    words = resolver.words
    marks = {words.met[t.text] for t in below if t.upos in ("DET", "PRON", "ADP")}
    return any(words.has(f"grammar.{k}", m) for m in marks for k in ("articles", "demonstrative", "contracted"))


def _enter(resolver: Resolver, sentence: Sentence, token: Token, entity: Entity, rule: str) -> None:
    kind, relation = resolver.kind_of(entity), token.deprel
    noted = resolver.memory.note(entity, kind, sentence=sentence.index, token=token.i, relation=relation)
    resolver.mentions.append(Mention(noted, Span(token.span.start, token.span.end), rule, sentence.index, token.i))
    resolver.by_token.setdefault((sentence.index, token.i), []).append(noted)


def pairs(resolver: Resolver, sentence: Sentence, nouns: Iterable[Token]) -> None:
    """ "les deux hommes", "the two women": the two people told last, if one sentence tells both or each has its own."""
    words = resolver.words
    for token in nouns:
        if not words.has("documents.pairs", words.met[token.lemma]) or (sentence.index, token.i) in resolver.by_word:
            continue
        below = [sentence.tokens[k] for k in sentence.children[token.i] if k < token.i]
        if not any(words.has("grammar.two", words.met[t.text]) for t in below):
            continue
        told = two_people(resolver, sentence.index)
        for entity in told:
            _enter(resolver, sentence, token, entity, "actors#two")


def two_people(resolver: Resolver, index: int) -> list[Entity]:
    """The last two people told before a sentence, in order; none where a third was told as lately."""
    last: dict[str, tuple[int, int, Entity]] = {}
    for mention in resolver.mentions:
        entity = mention.entity
        told = 0 < index - mention.sentence <= PAIR_REACH and entity.number != "p" and "/" not in entity.key
        if told and resolver.kind_of(entity) == "person":
            last[entity.key] = (mention.sentence, mention.token, entity)
    found = sorted(last.values(), key=lambda place: place[:2], reverse=True)
    if len(found) < 2 or (len(found) > 2 and found[2][0] == found[1][0]):
        return []
    return [found[1][2], found[0][2]]


def documents(resolver: Resolver, sentence: Sentence, nouns: Iterable[Token]) -> None:
    """ "ajoute le communiqué": the body that spoke last, where it is certain which."""
    words, memory = resolver.words, resolver.memory
    for token in nouns:
        if not words.has("documents.words", words.met[token.lemma]) or token.deprel.split(":")[0] != "nsubj":
            continue
        if token.head < 0 or words.fold(sentence.tokens[token.head].lemma) not in words.sets["speech"]:
            continue
        marks = [words.fold(sentence.tokens[k].text) for k in sentence.children[token.i]]
        if not any(words.has("grammar.articles", m) or words.has("grammar.demonstrative", m) for m in marks):
            continue
        if any(sentence.tokens[k].deprel == "nmod" for k in sentence.children[token.i]):
            continue
        spoke = [k for k in memory.recent("body") if k.spoke and sentence.index - k.sentence <= DOCUMENT_REACH]
        if spoke:
            span = Span(token.span.start, token.span.end)
            entity = memory.note(spoke[0].entity, "body", sentence=sentence.index, token=token.i, relation=token.deprel)
            resolver.mentions.append(Mention(entity, span, "actors#document", sentence.index, token.i))
