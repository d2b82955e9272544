"""Pronouns and possessives: who they stand for, by gender, number and the subjects that came before.

A pronoun takes the nearest subject that agrees, first in its own sentence, then in those before. Where a thing that is no actor agrees
as well and stands nearer, it stays unresolved.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from dragoman.actors.memory import PRONOUN_REACH
from dragoman.types import Entity, Mention, Sentence, Token

if TYPE_CHECKING:
    from dragoman.actors.resolve import Resolver


#: Sectors of a news agency or newspaper.
PRESS = ("JRN",)
#: A pronoun for a thing looks into earlier sentences only among the first words of its own.
OPENING_WORDS = 2


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a pronoun asks of who it stands for. `person` where it cannot be a thing (English "he", "she")."""

    gender: str
    number: str
    person: bool


def read_pronouns(resolver: Resolver, sentence: Sentence) -> None:
    """Enter the pronouns of a sentence, its nouns being read."""
    words = resolver.words
    found = []
    for token in sentence.tokens:
        if token.upos not in ("PRON", "DET", "X") or token.deprel in ("expl", "expl:subj", "expl:pv"):
            continue
        form = words.fold(token.text)
        following = sentence.tokens[token.i + 1] if token.i + 1 < len(sentence.tokens) else token
        if words.has("grammar.relative", words.fold(following.text)) and not words.has("pronouns.subject", form):
            continue
        if token.feats.get("Reflex") == "Yes" or token.feats.get("Person") in ("1", "2"):
            continue
        if words.has("pronouns.subject", form) and token.upos == "PRON" and token.deprel.startswith("nsubj"):
            if not _impersonal(resolver, sentence, token):
                found.append((token, "subject"))
        elif (
            token.upos == "PRON"
            and not _proposition(resolver, sentence, token)
            and words.has("pronouns.object", form)
            and token.deprel in ("obj", "iobj", "obl", "obl:agent", "nmod")
        ):
            found.append((token, "object"))
        elif words.has("pronouns.other", form) and token.upos in ("PRON", "NOUN", "ADJ"):
            found.append((token, "latter"))
        elif _possessive(resolver, sentence, token, form):
            found.append((token, "possessive"))
    for token, role in found:
        _resolve(resolver, sentence, token, role)


def _proposition(resolver: Resolver, sentence: Sentence, token: Token) -> bool:
    """ "lo negó", "il l'a dit": the object of a verb of saying is what was said."""
    if (
        token.head < 0
        or token.deprel != "obj"
        or token.feats.get("Number") == "Plur"
        or resolver.words.sets.get("grammar.premodified")
    ):
        return False
    return resolver.words.fold(sentence.tokens[token.head].lemma) in resolver.words.sets["speech"]


def _impersonal(resolver: Resolver, sentence: Sentence, token: Token) -> bool:
    verb = sentence.tokens[token.head] if token.head >= 0 else token
    return resolver.words.has("pronouns.impersonal_verbs", resolver.words.fold(verb.lemma))


def _possessive(resolver: Resolver, sentence: Sentence, token: Token, form: str) -> bool:
    if token.feats.get("Poss") != "Yes" and token.deprel not in ("det", "nmod:poss", "nmod"):
        return False
    words = resolver.words
    own = words.has("grammar.possessive_s", form) or words.has("grammar.possessive_p", form)
    return own and token.head >= 0 and (sentence.index, token.i) not in resolver.covered


def _wanted(resolver: Resolver, token: Token, role: str) -> Wanted:
    words, form = resolver.words, resolver.words.fold(token.text)
    if words.has("pronouns.neuter", form):
        return Wanted("n", "s", False)
    premodified = bool(words.sets.get("grammar.premodified"))
    if role == "possessive":
        plural = words.has("grammar.possessive_p", form) and not words.has("grammar.possessive_s", form)
        gender = {"Masc": "m", "Fem": "f"}.get(token.feats.get("Gender", ""), "") if premodified else ""
        return Wanted(gender, "p" if plural else "s", bool(gender))
    gender = "m" if words.has("pronouns.masculine", form) else "f" if words.has("pronouns.feminine", form) else ""
    return Wanted(gender, "p" if words.has("pronouns.plural", form) else "s", premodified and bool(gender))


def _resolve(resolver: Resolver, sentence: Sentence, token: Token, role: str) -> None:
    noun = sentence.tokens[token.head] if token.head >= 0 else token
    if role == "possessive" and resolver.words.has("names.relations", resolver.words.fold(noun.lemma)):
        role = "latter"
    if role == "latter":
        _latter(resolver, sentence, token)
        return
    wanted = _wanted(resolver, token, role)
    clause = _clause(sentence, token.i)
    verb = sentence.tokens[token.head] if token.head >= 0 else token
    speaks = token.text.startswith("-") and resolver.words.fold(verb.lemma) in resolver.words.sets["speech"]
    for entities, same_clause, subject in _candidates(resolver, sentence, token):
        if speaks and any(e.key == e.code for e in entities):
            continue
        if same_clause and role != "possessive" and _clause_of(sentence, clause):
            continue
        if role == "possessive" and wanted.gender == "" and not subject:
            continue
        if not entities:
            if wanted.person:
                continue
            return
        fitting = [e for e in entities if _agrees(e, wanted, len(entities))]
        if len(fitting) > 1 and (
            wanted.number == "s" or (token.i > OPENING_WORDS and not _near(resolver, sentence, fitting[0]))
        ):
            return
        if fitting:
            for entity in fitting:
                _enter(resolver, sentence, token, entity, "possessive" if role == "possessive" else "pronoun")
            return


def _near(resolver: Resolver, sentence: Sentence, entity: Entity) -> bool:
    known = resolver.memory.known.get(entity.key)
    return known is not None and known.sentence == sentence.index


def _enter(resolver: Resolver, sentence: Sentence, token: Token, entity: Entity, rule: str) -> None:
    noted = resolver.memory.note(
        entity, resolver.kind_of(entity), sentence=sentence.index, token=token.i, relation=token.deprel
    )
    noted = replace(noted, head=False) if noted.head else noted
    resolver.mentions.append(Mention(noted, token.span, f"actors#{rule}", sentence.index, token.i))
    resolver.by_token[sentence.index, token.i] = [noted]


def _latter(resolver: Resolver, sentence: Sentence, token: Token) -> None:
    """ "celui-ci": the last person told, of that gender."""
    form = resolver.words.fold(token.text)
    gender = (
        "m"
        if resolver.words.has("pronouns.masculine", form)
        else "f"
        if resolver.words.has("pronouns.feminine", form)
        else ""
    )
    for number in (sentence.index, sentence.index - 1):
        places = sorted(
            (i for s, i in resolver.by_token if s == number and (s < sentence.index or i < token.i)), reverse=True
        )
        for i in places:
            entity = resolver.by_token[number, i][0]
            if resolver.kind_of(entity) == "person" and (not gender or not entity.gender or entity.gender == gender):
                _enter(resolver, sentence, token, entity, "pronoun")
                return


def _clause_of(sentence: Sentence, clause: int) -> bool:
    return clause >= 0 and sentence.tokens[clause].upos in ("VERB", "AUX", "ADJ", "NOUN")


def _clause(sentence: Sentence, i: int) -> int:
    """The verb whose clause a token stands in."""
    tokens = sentence.tokens
    k = tokens[i].head
    while (
        k >= 0
        and tokens[k].upos not in ("VERB", "AUX")
        and tokens[k].deprel.split(":")[0] not in ("root", "ccomp", "advcl", "acl", "xcomp")
    ):
        k = tokens[k].head
    return k


def _agrees(entity: Entity, wanted: Wanted, beside: int) -> bool:
    if wanted.gender == "n":
        return entity.number != "p" and (entity.key == entity.code or not entity.gender)
    mixed = wanted.number == "p" and wanted.gender == "m"
    if wanted.gender and entity.gender and entity.gender != wanted.gender and not mixed:
        return False
    if wanted.person and (entity.number == "p" or not entity.gender):
        return False
    if wanted.number == "p":
        return entity.number == "p" or beside > 1
    return entity.number != "p"


def _candidates(resolver: Resolver, sentence: Sentence, token: Token) -> Iterator[tuple[list[Entity], bool, bool]]:
    """Subjects, then other actors, nearest first: the entities of a noun (none for a thing), whether it shares the clause."""
    clause = _clause(sentence, token.i)
    yield from _in_sentence(resolver, sentence, token.i, clause, token)
    sentences = resolver.sentences
    if resolver.words.has("pronouns.neuter", resolver.words.fold(token.text)) and token.i > OPENING_WORDS:
        return
    for back in range(1, PRONOUN_REACH + 1):
        if sentence.index - back < 0:
            return
        yield from _in_sentence(
            resolver, sentences[sentence.index - back], len(sentences[sentence.index - back].tokens), -2, token
        )


def _in_sentence(
    resolver: Resolver, sentence: Sentence, before: int, clause: int, pronoun: Token
) -> Iterator[tuple[list[Entity], bool, bool]]:
    subjects, others = [], []
    quoted = _quoted(sentence) if clause >= 0 else frozenset()
    if pronoun.i in quoted:
        quoted = frozenset()
    for token in sentence.tokens[:before]:
        if token.i in quoted:
            continue
        if token.upos == "PRON" and (sentence.index, token.i) not in resolver.by_token:
            continue
        if (
            token.upos == "PRON"
            and clause == -2
            and resolver.words.has("pronouns.plural", resolver.words.fold(pronoun.text))
        ):
            continue
        entities = resolver.by_token.get((sentence.index, token.i), [])
        if clause == -2 and entities and entities[0].sectors == PRESS and resolver.kind_of(entities[0]) == "body":
            continue  # the agency that told an earlier sentence is not what a later one is about
        word = resolver.by_word.get((sentence.index, token.i))
        if not entities and word is not None and token.deprel.startswith("nsubj"):
            entities = [word]
        if token.deprel.startswith("nsubj") or (token.deprel == "root" and entities):
            subjects.append((_depth(sentence, token), -token.i, token, entities))
        elif entities and token.upos != "ADJ":
            others.append((token, entities))
    for _, _, token, entities in sorted(subjects, key=lambda s: s[:2]):
        if not entities and not _same_features(token, pronoun):
            continue
        yield _with_conjuncts(resolver, sentence, token, entities), clause == token.head and clause >= 0, True
    for token, entities in reversed(others):
        if clause >= 0 and _clause(sentence, token.i) == clause:
            continue
        if (
            token.deprel in ("obj", "iobj", "obl:agent", "obl", "nmod", "appos", "parataxis", "conj")
            or resolver.kind_of(entities[0]) == "person"
        ):
            yield entities, False, False


def _depth(sentence: Sentence, token: Token) -> int:
    return sum(1 for _ in sentence.ancestors(token.i))


def _same_features(noun: Token, pronoun: Token) -> bool:
    for key in ("Gender", "Number"):
        a, b = noun.feats.get(key), pronoun.feats.get(key)
        if a and b and a != b:
            return False
    return noun.upos in ("NOUN", "PROPN")


def _with_conjuncts(resolver: Resolver, sentence: Sentence, token: Token, entities: list[Entity]) -> list[Entity]:
    """A coordinated subject stands for all its members."""
    found = list(entities)
    for k in sentence.children[token.i]:
        if sentence.tokens[k].deprel == "conj":
            found += [e for e in resolver.by_token.get((sentence.index, k), []) if e.key not in {f.key for f in found}]
    return found


#: Marks that open and close words said.
OPENING, CLOSING, EITHER = frozenset("«“"), frozenset("»”"), frozenset('"')


def _quoted(sentence: Sentence) -> frozenset[int]:
    """Tokens of the sentence that stand between quotation marks."""
    inside = False
    found: list[int] = []
    for token in sentence.tokens:
        if token.text in OPENING or (token.text in EITHER and not inside):
            inside = True
        elif token.text in CLOSING or token.text in EITHER:
            if not found and token.text in CLOSING:
                found = list(range(token.i))
            inside = False
        elif inside:
            found.append(token.i)
    return frozenset(found)
