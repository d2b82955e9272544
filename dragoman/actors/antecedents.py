"""Whom a pronoun may stand for: subjects and other actors of its sentence and those before, nearest first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from dragoman.actors.memory import PRONOUN_REACH
from dragoman.types import Entity, Sentence, Token

if TYPE_CHECKING:
    from dragoman.actors.resolve import Resolver

#: Entities of one noun (none for a thing), whether it shares the pronoun's clause, whether it is a subject.
Candidate = tuple[list[Entity], bool, bool]
#: Sectors of a news agency or newspaper.
PRESS = ("JRN",)
#: A pronoun for a thing looks into earlier sentences only among the first words of its own.
OPENING_WORDS = 2
#: Relations of an object pronoun, and how many verbs may share a subject.
OBJECTS, LONGEST_CHAIN = frozenset({"obj", "iobj", "obl", "obl:agent", "nmod"}), 6
#: How many sentences back the last speaker goes on speaking.
SPEAKING = 3
#: Marks that open and close words said.
OPENING, CLOSING, EITHER = frozenset("«“"), frozenset("»”"), frozenset('"')


def candidates(resolver: Resolver, sentence: Sentence, token: Token, *, continues: bool) -> Iterator[Candidate]:
    """Who the pronoun may stand for, the likeliest first. `continues`: it is the subject of a verb that goes on with a speech."""
    silent = {*_speakers_outside(resolver, sentence, token), *_done_to(resolver, sentence, token)}
    if continues:
        if not any(sentence.index - 1 <= said <= sentence.index for said, _ in resolver.speakers[-3:]):
            yield from _people_before(resolver, sentence, token)
        yield from _last_speaker(resolver, sentence.index)
    for found, same, subject in _all(resolver, sentence, token):
        if found and any(e.key in silent for e in found):
            continue
        yield found, same, subject


def _all(resolver: Resolver, sentence: Sentence, token: Token) -> Iterator[Candidate]:
    clause = clause_of(sentence, token.i)
    if not torn(resolver, sentence, token):  # else the subjects of the sentence are not sure
        yield from _parallel(resolver, sentence, clause, token)
        yield from _in_sentence(resolver, sentence, token.i, clause, token)
    sentences = resolver.sentences
    neuter = resolver.words.has("pronouns.neuter", resolver.words.fold(token.text))
    if neuter and token.i > OPENING_WORDS and not done_to_actors(resolver, sentence, token):
        return
    for back in range(1, PRONOUN_REACH + 1):
        if sentence.index - back < 0:
            return
        earlier = sentences[sentence.index - back]
        if _dropped_speaker(resolver, earlier):
            yield from _last_speaker(resolver, earlier.index)
        yield from _in_sentence(resolver, earlier, len(earlier.tokens), -2, token)


def _done_to(resolver: Resolver, sentence: Sentence, token: Token) -> Iterator[str]:
    """Whom the pronoun's own verb names as those it is done to: "they called on the rebels to stop" is not said of the rebels."""
    if token.head < 0 or not token.deprel.startswith("nsubj"):
        return
    told = [k for k in sentence.kids(token.head, "obj", "iobj", "obl:agent") if k > token.i]
    for k in told + [joined for first in told for joined in sentence.kids(first, "conj")]:
        for place in (k, *sentence.kids(k, "nmod")):
            yield from (e.key for e in resolver.by_token.get((sentence.index, place), ()))


def done_to_actors(resolver: Resolver, sentence: Sentence, token: Token) -> bool:
    """ "accused it": the object of a verb that only somebody can be the object of."""
    if token.deprel not in ("obj", "iobj") or token.head < 0:
        return False
    return resolver.words.has("pronouns.person_verbs", resolver.words.met[sentence.tokens[token.head].lemma])


def _people_before(resolver: Resolver, sentence: Sentence, token: Token) -> Iterator[Candidate]:
    """The people who are subjects of the sentence before."""
    if sentence.index:
        before = resolver.sentences[sentence.index - 1]
        for found, same, subject in _in_sentence(resolver, before, len(before.tokens), -2, token):
            if subject and found and resolver.kind_of(found[0]) == "person":
                yield found, same, subject


def torn(resolver: Resolver, sentence: Sentence, token: Token) -> bool:
    """Whether a clitic object hangs on a noun: the tagger took its verb for one."""
    words, form = resolver.words, resolver.words.fold(token.text)
    if token.deprel not in ("det", "dep") or token.head < token.i:
        return False
    if token.upos != "PRON" and not (token.upos == "DET" and sentence.tokens[token.head].upos in ("VERB", "AUX")):
        return False
    return words.has("pronouns.object", form) and not words.has("grammar.possessive_p", form)


def _last_speaker(resolver: Resolver, index: int) -> Iterator[Candidate]:
    """Who spoke last up to a sentence."""
    for said, entity in reversed(resolver.speakers):
        if said <= index:
            if index - said <= SPEAKING:
                yield [entity], False, True
            return


def _dropped_speaker(resolver: Resolver, sentence: Sentence) -> bool:
    """ "Agregó que …": a verb of saying without subject, in a language that leaves it out, goes on with the last speaker."""
    if not resolver.words.sets.get("pronouns.dropped"):
        return False
    root = sentence.root()
    if resolver.words.fold(root.lemma) not in resolver.words.sets["speech"]:
        return False
    return not any(sentence.tokens[k].deprel.startswith("nsubj") for k in sentence.children[root.i])


def _speakers_outside(resolver: Resolver, sentence: Sentence, token: Token) -> frozenset[str]:
    """Keys of those who speak the words between marks that the pronoun stands in: to them it would be "I"."""
    inside = quoted(sentence)
    if token.i not in inside:
        return frozenset()
    words = resolver.words
    return frozenset(
        entity.key
        for t in sentence.tokens
        if t.i not in inside and t.deprel.startswith("nsubj") and t.head >= 0
        and words.fold(sentence.tokens[t.head].lemma) in words.sets["speech"]
        for entity in resolver.by_token.get((sentence.index, t.i), ())
    )  # fmt: skip


def _parallel(resolver: Resolver, sentence: Sentence, clause: int, pronoun: Token) -> Iterator[Candidate]:
    """ "said that A did this and that he did that": the subject of the clause beside it."""
    tokens = sentence.tokens
    if clause < 0 or tokens[clause].deprel != "conj" or not pronoun.deprel.startswith("nsubj"):
        return
    for k in sentence.children[tokens[clause].head]:
        if tokens[k].deprel.startswith("nsubj") and k < pronoun.i:
            entities = resolver.by_token.get((sentence.index, k), [])
            if entities:
                yield _with_conjuncts(resolver, sentence, tokens[k], entities), False, True


def _apposed(resolver: Resolver, sentence: Sentence, token: Token) -> list[Entity]:
    """ "His daughter, Vice President Sara Duterte, …": who stands beside a subject that is no actor by itself."""
    for k in sentence.children[token.i]:
        if sentence.tokens[k].deprel == "appos" and (sentence.index, k) in resolver.by_token:
            return resolver.by_token[sentence.index, k]
    return []


def _antecedent(resolver: Resolver, sentence: Sentence, token: Token) -> list[Entity]:
    """Of "who" as the subject of a relative clause: whom the clause is about."""
    if not token.deprel.startswith("nsubj") or token.head < 0 or sentence.tokens[token.head].deprel != "acl:relcl":
        return []
    return resolver.by_token.get((sentence.index, sentence.tokens[token.head].head), [])


def clause_of(sentence: Sentence, i: int) -> int:
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


def subject_of(resolver: Resolver, sentence: Sentence, verb: int) -> list[Entity]:
    """The actors that are the subject of a verb, wherever it stands."""
    if verb < 0:
        return []
    for k in sentence.children[verb]:
        if sentence.tokens[k].deprel.startswith("nsubj"):
            return list(resolver.by_token.get((sentence.index, k), ()))
    return []


def _in_sentence(
    resolver: Resolver, sentence: Sentence, before: int, clause: int, pronoun: Token
) -> Iterator[Candidate]:
    subjects, others = [], []
    shared = sharing(sentence, clause) if pronoun.deprel in OBJECTS else frozenset((clause,))
    inside = quoted(sentence) if clause >= 0 else frozenset()
    if pronoun.i in inside:
        inside = frozenset()
    for token in sentence.tokens[:before]:
        if token.i in inside:
            continue
        if token.upos == "PRON" and (sentence.index, token.i) not in resolver.by_token:
            entities = _antecedent(resolver, sentence, token)
            if entities:
                subjects.append((_depth(sentence, token), -token.i, token, entities))
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
        subject = token.deprel.startswith("nsubj")
        if subject and not entities:
            word = resolver.by_word.get((sentence.index, token.i))
            entities = [word] if word is not None else _apposed(resolver, sentence, token)
        if subject or (token.deprel == "root" and entities):
            subjects.append((_depth(sentence, token), -token.i, token, entities))
        elif entities and token.upos != "ADJ":
            others.append((token, entities))
    for _, _, token, entities in sorted(subjects, key=lambda s: s[:2]):
        if not entities and not _same_features(token, pronoun):
            continue
        yield _with_conjuncts(resolver, sentence, token, entities), clause >= 0 and token.head in shared, True
    for token, entities in reversed(others):
        if clause >= 0 and clause_of(sentence, token.i) == clause:
            continue
        if (
            token.deprel in ("obj", "iobj", "obl:agent", "obl", "nmod", "appos", "parataxis", "conj")
            or resolver.kind_of(entities[0]) == "person"
        ):
            yield entities, False, False


def sharing(sentence: Sentence, clause: int) -> frozenset[int]:
    """The verbs whose subject is that of this clause: those it is coordinated with while it has none of its own."""
    tokens, found = sentence.tokens, {clause}
    while clause >= 0 and tokens[clause].deprel == "conj" and len(found) < LONGEST_CHAIN:
        if any(tokens[k].deprel.startswith("nsubj") for k in sentence.children[clause]):
            break
        clause = tokens[clause].head
        found.add(clause)
    return frozenset(found)


def _depth(sentence: Sentence, token: Token) -> int:
    """How far below the main verb; a coordinated clause is no deeper ("A condemned it, and B said it would …": it is B)."""
    return sum(above.deprel != "conj" for above in sentence.ancestors(token.i))


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


def quoted(sentence: Sentence) -> frozenset[int]:
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
