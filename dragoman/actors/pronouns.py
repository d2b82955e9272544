"""Pronouns and possessives: who they stand for, by gender, number and the subjects that came before.

A pronoun takes the nearest subject that agrees, first in its own sentence, then in those before. Where a thing that is no actor agrees
as well and stands nearer, it stays unresolved.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from dragoman.actors.again import two_people
from dragoman.actors.antecedents import OPENING_WORDS, candidates, clause_of, done_to_actors, subject_of, torn
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
    every = sets["pronouns.any"]
    others = sets.get("pronouns.other", frozenset()) | sets["pronouns.both_first"]
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
    following = sentence.tokens[token.i + 1].text if token.i + 1 < len(sentence.tokens) else ""
    if words.has("pronouns.both", form + words.met[following]) and _subject_of(sentence, token.i, token.i + 1):
        return "both"
    wanting = token.deprel in EXPLETIVE and _willing(resolver, sentence, token)
    if token.upos in ("NOUN", "ADJ") or (token.deprel in EXPLETIVE and not wanting):
        return ""
    subject = words.has("pronouns.subject", form)
    if not subject and words.has("grammar.relative", words.met[following]):
        return ""
    behind = words.met[following]  # "el de Honduras", "l'on"
    if words.has("grammar.articles", form) and any(words.has(k, behind) for k in ("grammar.genitive", "pronouns.one")):
        return ""
    if words.has("pronouns.both", form) and token.deprel.startswith("nsubj"):
        return "both"
    if token.feats.get("Reflex") == "Yes" or token.feats.get("Person") in ("1", "2"):
        return ""
    if wanting or (words.has("pronouns.tonic", form) and _cleft(sentence, token)):
        return "subject"
    # taggers take a pronoun that looks like an article for one, but not its relation
    clear = token.upos == "DET" and (token.deprel in OBJECTS or token.deprel.startswith("nsubj"))
    if token.upos == "PRON" or clear or torn(resolver, sentence, token):
        if subject and token.deprel.startswith("nsubj"):
            return "" if _impersonal(resolver, sentence, token) else "subject"
        # taggers err on clitics: one that stands before what it hangs on is an object whatever its relation
        loose = torn(resolver, sentence, token)
        told = words.has("pronouns.object", form) and (token.deprel in OBJECTS or loose)
        if told and words.has("pronouns.neuter", form):
            return "object" if done_to_actors(resolver, sentence, token) else ""
        if told and not _proposition(resolver, sentence, token):
            return "object"
    return "possessive" if _possessive(resolver, sentence, token, form) else ""


def _latter_here(resolver: Resolver, sentence: Sentence, token: Token, form: str) -> bool:
    """ "celui-ci", "ce dernier", "este" as a subject: the last told. Two words count where the second is token i + 1."""
    words = resolver.words
    if token.upos in ("PRON", "NOUN", "ADJ") and words.has("pronouns.other", form):
        return True
    if token.upos in ("PRON", "DET") and words.has("pronouns.this", form):
        verb = sentence.tokens[token.head] if token.head >= 0 else token
        if token.deprel.startswith("nsubj") or (
            token.deprel == "det" and verb.upos == "VERB" and verb.i == token.i + 1
        ):
            return True
    if not words.has("pronouns.other_first", form) or token.i + 1 >= len(sentence.tokens):
        return False
    return words.has("pronouns.other", form + words.met[sentence.tokens[token.i + 1].text])


def _subject_of(sentence: Sentence, *places: int) -> bool:
    return any(i < len(sentence.tokens) and sentence.tokens[i].deprel.startswith("nsubj") for i in places)


def _willing(resolver: Resolver, sentence: Sentence, token: Token) -> bool:
    """ "it wanted to show": the subject of a verb that only somebody can be the subject of, though taken for an expletive."""
    if token.head < 0 or not resolver.words.has("pronouns.neuter", resolver.words.fold(token.text)):
        return False
    verb = sentence.tokens[token.head]
    passive = any(sentence.tokens[k].deprel == "aux:pass" for k in sentence.children[verb.i])
    return not passive and resolver.words.has("pronouns.willing_verbs", resolver.words.met[verb.lemma])


def _cleft(sentence: Sentence, token: Token) -> bool:
    """ "c'est lui qui": a stressed pronoun that is told to be whoever did something."""
    return token.deprel == "root" and any(sentence.tokens[k].deprel == "cop" for k in sentence.children[token.i])


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
        elif words.has("pronouns.personal", words.met[noun.lemma]) and _person_beside(resolver, sentence, token):
            return
    if role == "latter":
        _latter(resolver, sentence, token)
        return
    if role == "both":
        _both(resolver, sentence, token)
        return
    wanted = _wanted(resolver, token, role)
    if role == "subject" and wanted.number == "p" and _own_words(resolver, sentence, token):
        return
    clause = clause_of(sentence, token.i)
    speaks = role == "subject" and words.fold(noun.lemma) in words.sets["speech"]
    inverted = speaks and (token.text.startswith("-") or token.head < token.i)
    acting: set[str] = set()
    for entities, same_clause, subject in candidates(resolver, sentence, token, continues=inverted):
        if inverted and any(e.key == e.code for e in entities):
            continue
        if same_clause and role != "possessive" and _clausal(sentence, clause):
            acting |= {e.key for e in entities} if role == "object" else set()
            continue
        if any(e.key in acting for e in entities):
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
    if wanted.number == "p" and words.sets.get("grammar.premodified"):
        _body_as_many(resolver, sentence, token, role)
    elif wanted.person and role == "subject":
        _described_beside(resolver, sentence, token)


def _own_words(resolver: Resolver, sentence: Sentence, token: Token) -> bool:
    """ "Police said they had …": what a body says of "them" it says of itself, in a language that tells bodies so."""
    words, tokens = resolver.words, sentence.tokens
    clause = clause_of(sentence, token.i)
    if not words.sets.get("grammar.premodified") or clause < 0 or tokens[clause].deprel != "ccomp":
        return False
    cue = tokens[clause].head
    speaker = subject_of(resolver, sentence, cue) if words.fold(tokens[cue].lemma) in words.sets["speech"] else []
    if len(speaker) != 1 or resolver.kind_of(speaker[0]) != "body":
        return False
    _enter(resolver, sentence, token, speaker[0], "pronoun")
    return True


def _body_as_many(resolver: Resolver, sentence: Sentence, token: Token, role: str) -> None:
    """ "The union … they", "thanked the police for their …": where no plural was told, the body told beside or as the subject."""
    if role == "possessive":
        for k in range(token.i - 1, -1, -1):
            here = resolver.by_token.get((sentence.index, k), ())
            if len(here) == 1 and sentence.tokens[k].deprel in ("obj", "nsubj", "nsubj:pass"):
                if resolver.kind_of(here[0]) == "body":
                    _enter(resolver, sentence, token, here[0], "possessive")
                return
        return
    if role != "subject":
        return
    for entities, same, subject in candidates(resolver, sentence, token, continues=False):
        if subject and not same and len(entities) == 1 and resolver.kind_of(entities[0]) == "body":
            _enter(resolver, sentence, token, entities[0], "pronoun")
            return


def _described_beside(resolver: Resolver, sentence: Sentence, token: Token) -> None:
    """ "asked a judge to rule, and she agreed": where nobody else is told before, the one person of a role in the sentence."""
    told = [
        entity
        for k in range(token.i)
        for entity in resolver.by_token.get((sentence.index, k), ())
        if resolver.kind_of(entity) == "person" and entity.number != "p"
    ]
    if len({entity.key for entity in told}) == 1:
        _enter(resolver, sentence, token, told[0], "pronoun")


def _person_beside(resolver: Resolver, sentence: Sentence, token: Token) -> bool:
    """ "the power of X since his re-election": what only a person has is of the person told last before it in the clause, where
    the subject is none."""
    subject = subject_of(resolver, sentence, clause_of(sentence, token.head))
    if subject and resolver.kind_of(subject[0]) == "person":
        return False
    for k in range(token.i - 1, -1, -1):
        here = resolver.by_token.get((sentence.index, k), ())
        if len(here) == 1 and resolver.kind_of(here[0]) == "person" and here[0].number != "p":
            _enter(resolver, sentence, token, here[0], "possessive")
            return True
    return False


def _both(resolver: Resolver, sentence: Sentence, token: Token) -> None:
    """ "ambos", "les deux": the two that a subject told together, else the only two people told last."""
    told = [e for e, _, subject in candidates(resolver, sentence, token, continues=False) if subject and len(e) == 2]
    entities = told[0] if told else two_people(resolver, sentence.index)
    for entity in entities:
        _enter(resolver, sentence, token, entity, "pronoun")
    if entities:
        resolver.by_token[sentence.index, token.i] = entities


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
    plural = resolver.words.has("pronouns.plural", _whole(resolver, sentence, token))
    for number in (sentence.index, sentence.index - 1):
        places = sorted(
            (i for s, i in resolver.by_token if s == number and (s < sentence.index or i < token.i)), reverse=True
        )
        for i in places:
            entity = resolver.by_token[number, i][0]
            if plural and entity.number == "p" and (not gender or entity.gender in ("", gender) or gender == "m"):
                _enter(resolver, sentence, token, entity, "pronoun")
                return
            if (
                not plural
                and resolver.kind_of(entity) == "person"
                and (not gender or not entity.gender or entity.gender == gender)
            ):
                _enter(resolver, sentence, token, entity, "pronoun")
                return
            if _last_noun(resolver, sentence, token, number, i, gender) and entity.gender == gender:
                _enter(resolver, sentence, token, entity, "pronoun")
                return


def _whole(resolver: Resolver, sentence: Sentence, token: Token) -> str:
    """A pronoun's folded shape, of two words where both are one ("ces derniers")."""
    words, form = resolver.words, resolver.words.fold(token.text)
    if not words.has("pronouns.other_first", form) or token.i + 1 >= len(sentence.tokens):
        return form
    return form + words.met[sentence.tokens[token.i + 1].text]


def _last_noun(resolver: Resolver, sentence: Sentence, token: Token, number: int, i: int, gender: str) -> bool:
    """Whether a body told at token i of a sentence is its last noun that "celle-ci" may mean: no thing was told since."""
    words = resolver.words
    plural = words.has("pronouns.plural", words.fold(token.text))
    body = resolver.by_token[number, i][0]
    if not gender or resolver.kind_of(body) == "person" or plural != (body.number == "p"):
        return False
    tokens = resolver.sentences[number].tokens
    end = token.i if number == sentence.index else len(tokens)
    told = {"m": "Masc", "f": "Fem"}[gender]
    return not any(t.upos == "NOUN" and t.feats.get("Gender", told) == told for t in tokens[i + 1 : end])


def _clausal(sentence: Sentence, clause: int) -> bool:
    return clause >= 0 and sentence.tokens[clause].upos in ("VERB", "AUX", "ADJ", "NOUN")


def _agrees(resolver: Resolver, entity: Entity, wanted: Wanted, beside: int, subject: bool) -> bool:
    if wanted.gender == "n":
        if resolver.kind_of(entity) == "person":
            return False
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
