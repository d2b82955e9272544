"""Pronouns and possessives: who they stand for, by gender, number and the subjects that came before.

A pronoun takes the nearest subject that agrees, first in its own sentence, then in those before. Where a thing that is no actor agrees
as well and stands nearer, it stays unresolved.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from dragoman.actors.antecedents import OPENING_WORDS, candidates, clause_of, subject_of, torn
from dragoman.types import Entity, Mention, Sentence, Token

if TYPE_CHECKING:
    from dragoman.actors.resolve import Resolver


#: Parts of speech a pronoun may bear, relations in which it means nothing, and those of an object.
PRONOMINAL = frozenset({"PRON", "DET", "X", "NUM"})
EXPLETIVE = frozenset({"expl", "expl:subj", "expl:pv"})
OBJECTS = frozenset({"obj", "iobj", "obl", "obl:agent", "nmod"})


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a pronoun asks of who it stands for. `person` where it cannot be a thing (English "he", "she")."""

    gender: str
    number: str
    person: bool


def read_pronouns(resolver: Resolver, sentence: Sentence, folded: list[str]) -> None:
    """Enter the pronouns of a sentence, its nouns being read. `folded` holds the shapes of its tokens."""
    sets = resolver.words.sets
    every, others = sets["pronouns.any"], sets.get("pronouns.other", frozenset())
    found = [
        (token, role)
        for token, form in zip(sentence.tokens, folded, strict=True)
        if form in every
        and (token.upos in PRONOMINAL or form in others)
        and (role := _role(resolver, sentence, token, form))
    ]
    for token, role in found:
        _resolve(resolver, sentence, token, role)


Role = Literal["subject", "object", "latter", "possessive", "both", ""]


def _role(resolver: Resolver, sentence: Sentence, token: Token, form: str) -> Role:
    """How a token of that folded shape stands for somebody; empty where it does not."""
    words = resolver.words
    if _latter_here(resolver, sentence, token, form):
        return "latter"
    if token.upos in ("NOUN", "ADJ") or token.deprel in EXPLETIVE:
        return ""
    following = sentence.tokens[token.i + 1].text if token.i + 1 < len(sentence.tokens) else ""
    subject = words.has("pronouns.subject", form)
    if not subject and words.has("grammar.relative", words.met[following]):
        return ""
    if words.has("pronouns.both", form) and token.deprel.startswith("nsubj"):
        return "both"
    if token.feats.get("Reflex") == "Yes" or token.feats.get("Person") in ("1", "2"):
        return ""
    if token.upos == "PRON":
        if subject and token.deprel.startswith("nsubj"):
            return "" if _impersonal(resolver, sentence, token) else "subject"
        # taggers err on clitics: one that stands before what it hangs on is an object whatever its relation
        loose = torn(resolver, token)
        told = words.has("pronouns.object", form) and (token.deprel in OBJECTS or loose)
        if told and not _proposition(resolver, sentence, token):
            return "object"
    return "possessive" if _possessive(resolver, sentence, token, form) else ""


def _latter_here(resolver: Resolver, sentence: Sentence, token: Token, form: str) -> bool:
    """ "celui-ci", "ce dernier", "este" as a subject: the last told. Two words count where the second is token i + 1."""
    words = resolver.words
    if token.upos in ("PRON", "NOUN", "ADJ") and words.has("pronouns.other", form):
        return True
    if token.upos == "PRON" and words.has("pronouns.this", form) and token.deprel.startswith("nsubj"):
        return True
    if not words.has("pronouns.other_first", form) or token.i + 1 >= len(sentence.tokens):
        return False
    return words.has("pronouns.other", form + words.met[sentence.tokens[token.i + 1].text])


def _proposition(resolver: Resolver, sentence: Sentence, token: Token) -> bool:
    """ "lo negó", "il l'a dit": the object of a verb of saying is what was said, unless the verb is said to people ("lo acusó")."""
    words = resolver.words
    if token.head < 0 or token.deprel != "obj" or token.feats.get("Number") == "Plur":
        return False
    verb = words.met[sentence.tokens[token.head].lemma]
    if words.sets.get("grammar.premodified") or words.has("pronouns.person_verbs", verb):
        return False
    return verb in words.sets["speech"]


def _impersonal(resolver: Resolver, sentence: Sentence, token: Token) -> bool:
    verb = sentence.tokens[token.head] if token.head >= 0 else token
    return resolver.words.has("pronouns.impersonal_verbs", resolver.words.fold(verb.lemma))


def _possessive(resolver: Resolver, sentence: Sentence, token: Token, form: str) -> bool:
    if token.feats.get("Poss") != "Yes" and token.deprel not in ("det", "nmod:poss", "nmod"):
        return False
    words = resolver.words
    own = words.has("grammar.possessive_s", form) or words.has("grammar.possessive_p", form)
    return own and token.head >= 0 and (sentence.index, token.i) not in resolver.by_word


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
    if role == "object" and token.i < token.head and words.has("pronouns.dative", form):
        gender = ""
    return Wanted(gender, "p" if words.has("pronouns.plural", form) else "s", premodified and bool(gender))


def _resolve(resolver: Resolver, sentence: Sentence, token: Token, role: Role) -> None:
    words = resolver.words
    noun = sentence.tokens[token.head] if token.head >= 0 else token
    if role == "possessive":
        if _own_side(resolver, sentence, token, words.fold(noun.lemma)):
            return
        if words.has("names.relations", words.fold(noun.lemma)):
            role = "latter"
    if role == "latter":
        _latter(resolver, sentence, token)
        return
    if role == "both":
        _both(resolver, sentence, token)
        return
    wanted = _wanted(resolver, token, role)
    clause = clause_of(sentence, token.i)
    speaks = role == "subject" and words.fold(noun.lemma) in words.sets["speech"]
    inverted = speaks and (token.text.startswith("-") or token.head < token.i)
    for entities, same_clause, subject in candidates(resolver, sentence, token, continues=inverted):
        if inverted and any(e.key == e.code for e in entities):
            continue
        if same_clause and role != "possessive" and _clausal(sentence, clause):
            continue
        if role == "possessive" and wanted.gender == "" and not subject:
            continue
        if not entities:
            if wanted.person:
                continue
            return
        fitting = [e for e in entities if _agrees(resolver, e, wanted, len(entities), subject and role != "possessive")]
        if len(fitting) > 1 and (
            wanted.number == "s" or (token.i > OPENING_WORDS and not _near(resolver, sentence, fitting[0]))
        ):
            return
        if fitting:
            for entity in fitting:
                _enter(resolver, sentence, token, entity, "possessive" if role == "possessive" else "pronoun")
            return


def _both(resolver: Resolver, sentence: Sentence, token: Token) -> None:
    """ "ambos", "les deux": the two that a subject told together."""
    for entities, _, subject in candidates(resolver, sentence, token, continues=False):
        if subject and len(entities) == 2:
            for entity in entities:
                _enter(resolver, sentence, token, entity, "pronoun")
            resolver.by_token[sentence.index, token.i] = entities
            return


def _own_side(resolver: Resolver, sentence: Sentence, token: Token, noun: str) -> bool:
    """ "de son côté", "por su parte": of whoever is the subject of the clause, though told later."""
    if not resolver.words.has("pronouns.own_side", noun):
        return False
    subject = subject_of(resolver, sentence, clause_of(sentence, token.head))
    if len(subject) == 1:
        _enter(resolver, sentence, token, subject[0], "possessive")
    return bool(subject)


def _near(resolver: Resolver, sentence: Sentence, entity: Entity) -> bool:
    known = resolver.memory.known.get(entity.key)
    return known is not None and known.sentence == sentence.index


def _enter(resolver: Resolver, sentence: Sentence, token: Token, entity: Entity, rule: str) -> None:
    kind = resolver.kind_of(entity)
    noted = resolver.memory.note(entity, kind, sentence=sentence.index, token=token.i, relation=token.deprel)
    gender = _told_gender(resolver, token)
    if kind == "person" and not noted.gender and gender and rule == "pronoun":
        noted = resolver.memory.known[noted.key].entity = replace(noted, gender=gender)  # type: ignore[arg-type]
    noted = replace(noted, head=False) if noted.head else noted
    resolver.mentions.append(Mention(noted, token.span, f"actors#{rule}", sentence.index, token.i))
    resolver.by_token[sentence.index, token.i] = [noted]
    resolver.note_speaker(sentence, token.i, noted, kind)


def _told_gender(resolver: Resolver, token: Token) -> str:
    """The gender that a subject pronoun tells of whom it stands for."""
    form = resolver.words.fold(token.text)
    if not resolver.words.has("pronouns.subject", form):
        return ""
    return (
        "m"
        if resolver.words.has("pronouns.masculine", form)
        else "f"
        if resolver.words.has("pronouns.feminine", form)
        else ""
    )


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


def _clausal(sentence: Sentence, clause: int) -> bool:
    return clause >= 0 and sentence.tokens[clause].upos in ("VERB", "AUX", "ADJ", "NOUN")


def _agrees(resolver: Resolver, entity: Entity, wanted: Wanted, beside: int, subject: bool) -> bool:
    if wanted.gender == "n":
        return entity.number != "p" and (entity.key == entity.code or not entity.gender)
    mixed = wanted.number == "p" and wanted.gender == "m"
    if wanted.gender and entity.gender and entity.gender != wanted.gender and not mixed:
        return False
    if wanted.gender == "f" and wanted.number == "p" and not entity.gender and entity.key == entity.code:
        return False  # "les États-Unis" are no "elles"
    if wanted.person and (entity.number == "p" or not (entity.gender or resolver.kind_of(entity) == "person")):
        return False
    if wanted.person and not entity.gender and not subject and "/" in entity.key:  # "a judge", told by the way
        return False
    if wanted.number == "p":
        return entity.number == "p" or beside > 1
    return entity.number != "p"
