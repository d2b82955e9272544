"""Whether a capital stands for its government or is a place: by the preposition, the verb and the noun it hangs on."""

from __future__ import annotations

from dragoman.actors.phrase import Phrase
from dragoman.actors.words import Words
from dragoman.types import Sentence, Token


def stands_for_government(sentence: Sentence, phrase: Phrase, words: Words) -> bool | None:
    """True for "Washington accuse", False for "à Washington", None where the sentence does not tell."""
    tokens = sentence.tokens
    token = tokens[phrase.head]
    if _dateline(sentence, phrase):
        return False
    seen = 0
    while token.deprel == "conj" and token.head >= 0 and seen < 8:
        if preposition_of(sentence, token.i, words):
            break
        token, seen = tokens[token.head], seen + 1
    preposition = preposition_of(sentence, token.i, words) or _before(sentence, phrase, words)
    if preposition:
        if words.has("grammar.side_preps", preposition):
            return True
        if words.has("grammar.genitive", preposition):
            return _by_noun(sentence, token.head, words)
        if words.has("grammar.object_preps", preposition):
            return _by_verb(sentence, token, words)
        if words.has("grammar.place_preps", preposition):
            return False
    relation = token.deprel.split(":")[0]
    if relation == "nmod" and _possessor(sentence, phrase, words):
        return _by_noun(sentence, token.head, words)
    if relation == "nsubj":
        verb = tokens[token.head]
        told = any(tokens[k].deprel == "cop" for k in sentence.children[verb.i])
        return verb.upos in ("VERB", "AUX") or (verb.deprel == "root" and not told) or None
    if relation in ("obj", "iobj") and token.head >= 0:
        return not words.has("grammar.place_verbs", words.fold(tokens[token.head].lemma))
    if token.deprel == "obl:agent":
        return True
    if (
        relation == "compound"
        and token.head == phrase.end
        and words.fold(tokens[token.head].lemma) in words.sets["speech"]
    ):
        return True  # "Riyadh denies", the verb taken for a noun
    if relation in ("compound", "amod", "nmod", "appos", "flat") and token.head >= 0:
        return _by_noun(sentence, token.head, words)
    return None


def hosts(sentence: Sentence, phrase: Phrase, words: Words) -> bool:
    """ "reçu à l'Élysée", "summoned to the Foreign Office": whether a seat is where somebody is received, and so who receives."""
    token = sentence.tokens[phrase.head]
    if token.head < 0 or not token.deprel.startswith("obl"):
        return False
    return words.has("grammar.host_verbs", words.fold(sentence.tokens[token.head].lemma))


def _dateline(sentence: Sentence, phrase: Phrase) -> bool:
    """ "PARIS (Reuters) -", "Caracas, 12 sep (EFE)": where a dispatch was written."""
    tokens, following = sentence.tokens, sentence.tokens[phrase.end : phrase.end + 2]
    if phrase.start == 0 and all(t.upos == "PUNCT" for t in tokens[phrase.end :]):
        return True
    if not following or phrase.start > 3 or any(t.upos in ("VERB", "AUX") for t in tokens[: phrase.start]):
        return False
    return following[0].text in ("(", "/", "—", "–", "-") or (
        following[0].text == "," and len(following) > 1 and following[1].upos == "NUM"
    )


def _by_verb(sentence: Sentence, token: Token, words: Words) -> bool | None:
    """Spanish "a", French "à": whom a verb of saying or giving turns to, where a verb of going leads."""
    if token.head < 0:
        return None
    verb = words.fold(sentence.tokens[token.head].lemma)
    if words.has("grammar.giving_verbs", verb):
        return True
    if words.sets.get("grammar.going_verbs"):
        is_object = token.deprel.split(":")[0] in ("obj", "iobj")
        return is_object and not words.has("grammar.going_verbs", verb) and not words.has("grammar.place_verbs", verb)
    return False


def preposition_of(sentence: Sentence, i: int, words: Words) -> str:
    """The folded preposition of token i; empty where it has none."""
    for k in sentence.children[i]:
        token = sentence.tokens[k]
        if token.deprel == "case" and token.upos in ("ADP", "SCONJ", "ADV", "VERB"):
            return words.fold(token.text)
    return ""


def _before(sentence: Sentence, phrase: Phrase, words: Words) -> str:
    k = phrase.start - 1
    if k >= 0 and sentence.tokens[k].upos == "ADP":
        return words.fold(sentence.tokens[k].text)
    return ""


def _possessor(sentence: Sentence, phrase: Phrase, words: Words) -> bool:
    return phrase.end < len(sentence.tokens) and words.has(
        "grammar.possessor", words.fold(sentence.tokens[phrase.end].text)
    )


def _by_noun(sentence: Sentence, i: int, words: Words) -> bool | None:
    if i < 0:
        return None
    lemma, form = words.fold(sentence.tokens[i].lemma), words.fold(sentence.tokens[i].text)
    if any(words.has("grammar.state_nouns", w) for w in (lemma, form)):
        return True
    if any(words.has("grammar.place_nouns", w) for w in (lemma, form)):
        return False
    return None
