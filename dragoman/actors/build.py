"""From hits to noun phrases: a role or body with the country, ministry, body and name that stand around it.

Phrases are built from right to left, so that what a role belongs to ("spokesman for the ministry of …") is whole when the role is
reached. Names and hits decide; the tree confirms, because parsers err on long titles.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.actors.before import read_before
from dragoman.actors.behind import read_behind
from dragoman.actors.elliptic import read_elliptic
from dragoman.actors.phrase import Phrase, head_of
from dragoman.actors.runs import name_run
from dragoman.actors.scan import Hit
from dragoman.actors.words import Words
from dragoman.types import Sentence

#: What parts of speech a role word may bear, and the relations in which an adjective is a noun.
NOUNS = frozenset({"NOUN", "PROPN", "X"})
#: Kinds of names that stand by themselves, the strongest first.
PLAIN = ("named", "person", "stranger", "organisation", "country", "capital", "seat", "adjective", "people")
NUMBERS = {"Plur": "p", "Sing": "s"}
NOMINAL_RELATIONS = ("nsubj", "obj", "iobj", "root", "conj", "appos", "obl", "nmod")


@dataclass
class Builder:
    """The phrases of one sentence in the making. `at` and `till` find hits by their first token and by where they end."""

    sentence: Sentence
    folded: list[str]
    words: Words
    at: dict[int, Hit]
    till: dict[int, Hit]
    taken: bytearray
    built: dict[int, Phrase] = field(default_factory=dict)

    def fold(self, i: int) -> str:
        return self.folded[i]

    def fold_lemma(self, i: int) -> str:
        return self.words.met[self.sentence.tokens[i].lemma]

    def names_itself(self, *places: int) -> bool:
        """Whether each of these tokens is written as part of a name."""
        return all(self.sentence.tokens[k].text[:1].isupper() for k in places)

    def capitals(self, start: int, end: int) -> list[str]:
        """The folded words of a stretch that are written as a name; none where only one is."""
        told = [k for k in range(start, end) if self.sentence.tokens[k].text[:1].isupper()]
        return [self.folded[k] for k in told] if len(told) > 1 else []

    def take(self, start: int, end: int) -> None:
        self.taken[start:end] = b"\1" * (end - start)

    def absorb(self, phrase: Phrase) -> Phrase:
        """Take a phrase out of those that stand alone."""
        del self.built[phrase.start]
        return phrase

    def phrase_at(self, i: int) -> Phrase | None:
        return self.built.get(i)


def build(sentence: Sentence, folded: list[str], words: Words, hits: list[Hit]) -> list[Phrase]:
    """The phrases of a sentence, in order. `folded` holds the shapes of its tokens."""
    hits = [h for h in hits if h.entries]
    if not hits:
        return []
    at, till = {h.start: h for h in hits}, {h.end: h for h in hits}
    builder = Builder(sentence, folded, words, at, till, bytearray(len(folded)))
    for hit in reversed(hits):
        if builder.taken[hit.start]:
            continue
        if hit.of("role", "body"):
            if _is_noun(sentence, hit) or _people_of(builder, hit):
                _build_title(builder, hit)
            elif not hit.of("adjective", "people", "country"):
                continue
            else:
                _build_plain(builder, hit)
        elif not hit.of("portfolio"):
            _build_plain(builder, hit)
    read_elliptic(builder)
    phrases = [builder.built[k] for k in sorted(builder.built)]
    for phrase in phrases:
        phrase.head = head_of(sentence, phrase.start, phrase.end, phrase.core)
    return phrases


def _is_noun(sentence: Sentence, hit: Hit) -> bool:
    """Whether a role word is used as a noun: "un responsable", not "responsable de"."""
    top = head_of(sentence, hit.start, hit.end, hit.start)
    token = sentence.tokens[top]
    if hit.end - hit.start > 1 or token.upos in NOUNS:
        return True
    if token.upos not in ("ADJ", "VERB", "PRON", "NUM", "AUX"):
        return False
    if hit.end < len(sentence.tokens) and sentence.tokens[hit.end].upos == "PROPN" and token.head >= hit.end:
        return True
    if token.deprel.startswith("nsubj") and {e.number for e in hit.all_of("role")} == {"p"}:
        return True  # "Inmates hold guards", taken for a verb
    has_article = any(sentence.tokens[k].upos in ("DET", "NUM") for k in sentence.children[top] if k < top)
    return has_article and token.deprel.split(":")[0] in NOMINAL_RELATIONS


def _people_of(builder: Builder, hit: Hit) -> bool:
    """ "Indígenas ecuatorianos": two adjectives, the first of which is for people, told of many."""
    following, tokens = builder.phrase_at(hit.end), builder.sentence.tokens
    if following is None or following.kind != "adjective" or {e.number for e in hit.all_of("role")} != {"p"}:
        return False
    return tokens[hit.start].head == hit.end and tokens[hit.end].deprel.split(":")[0] in NOMINAL_RELATIONS


def _build_title(builder: Builder, hit: Hit) -> None:
    kind = "role" if hit.of("role") and not _means_body(builder, hit) else "body"
    phrase = Phrase(kind, hit.start, hit.end, hit, core=head_of(builder.sentence, hit.start, hit.end, hit.start))
    seen = builder.sentence.tokens[phrase.core].feats.get("Number", "")
    phrase.seen = NUMBERS.get(seen, "")
    if hit.glued and kind == "role":
        phrase.flags.add("former" if builder.words.has("modifiers.glued_former", hit.glued) else "deputy")
    read_before(builder, phrase)
    _whole_words(builder, phrase)
    if not phrase.seen and phrase.determiner and builder.sentence.tokens[phrase.start].upos == "DET":  # "les Touareg"
        phrase.seen = NUMBERS.get(builder.sentence.tokens[phrase.start].feats.get("Number", ""), "")
    read_behind(builder, phrase)
    if kind == "body" and _named_body(builder, phrase):
        return
    builder.take(phrase.start, phrase.end)
    builder.built[phrase.start] = phrase


def _whole_words(builder: Builder, phrase: Phrase) -> None:
    """ "Far-right activists": a word that a hyphen joins to the first is of the phrase."""
    tokens, k = builder.sentence.tokens, phrase.start
    while k and not builder.taken[k - 1] and "-" in (tokens[k].text, tokens[k - 1].text):
        if tokens[k - 1].span.end < tokens[k].span.start:
            break
        k -= 1
    phrase.start = k


def _means_body(builder: Builder, hit: Hit) -> bool:
    """A word for a body and for one of its people ("la policía", "riot police"): one thing of that gender, or a name for many."""
    body, role = hit.of("body"), hit.of("role")
    if body is None or role is None:
        return False
    before = builder.sentence.tokens[hit.start - 1] if hit.start else None
    counted = before is not None and builder.words.has("grammar.indefinite", builder.fold(hit.start - 1))
    if before is not None and (
        before.upos == "NUM" or (counted and body.number != "s")
    ):  # "18 people", "several people"
        return False
    gender = (
        {"Fem": "f", "Masc": "m"}.get(before.feats.get("Gender", ""), "")
        if before is not None and before.upos in ("DET", "ADP")
        else ""
    )
    return body.number != "p" and (not body.gender or not gender or body.gender == gender)


def _named_body(builder: Builder, phrase: Phrase) -> bool:
    """ "le groupe djihadiste Boko Haram": the organisation behind the word for it is the actor."""
    named = builder.phrase_at(phrase.end)
    if named is None or named.kind != "organisation":
        return False
    builder.absorb(named)
    named.start, named.core = phrase.start, phrase.core
    named.names = [(phrase.end, named.end)]
    named.codes = phrase.codes
    builder.take(named.start, named.end)
    builder.built[named.start] = named
    return True


def _build_plain(builder: Builder, hit: Hit) -> None:
    """A name that stands by itself: a country, capital, seat, organisation, nationality or person."""
    sentence = builder.sentence
    told = {e.kind for e in hit.entries}
    for kind in PLAIN:
        if kind in told:
            break
    else:
        return
    start, end = hit.start, hit.end
    phrase = Phrase(kind, start, end, hit)
    if kind in ("person", "stranger"):
        end = max(end, name_run(sentence, builder.words, builder.at, start))
        phrase.names = [(start, end)]
        phrase.end = end
        if start and builder.fold(start - 1) in builder.words.courtesy:
            phrase.start = start - 1
    phrase.core = head_of(sentence, phrase.start, end, end - 1 if kind not in ("person", "stranger") else start)
    if kind in ("seat", "organisation"):
        _own_nationality(builder, phrase)
        _group_noun(builder, phrase)
    if kind in ("adjective", "people") and _national(builder, hit):
        return
    builder.take(phrase.start, phrase.end)
    builder.built[phrase.start] = phrase


def _national(builder: Builder, hit: Hit) -> bool:
    """ "l'Américain Evan Marsh": the nationality by which somebody who is not known is told."""
    named, tokens = builder.phrase_at(hit.end), builder.sentence.tokens
    entry = hit.of("adjective", "people")
    if named is None or named.kind != "stranger" or named.codes or entry is None or hit.glued:
        return False
    if not hit.start or tokens[hit.start - 1].upos != "DET":
        return False
    named.codes = [entry.ref]
    return True


def _group_noun(builder: Builder, phrase: Phrase) -> None:
    """ "the Houthi group": the word for what an organisation is, behind its name."""
    end, tokens = phrase.end, builder.sentence.tokens
    if not builder.words.sets.get("grammar.premodified") or end >= len(tokens) or builder.taken[end]:
        return
    leads = tokens[end].upos == "NOUN" and phrase.start <= phrase.core < end == tokens[phrase.core].head
    if leads and builder.words.has("documents.groups", builder.fold_lemma(end)):
        phrase.end, phrase.core = end + 1, end


def _own_nationality(builder: Builder, phrase: Phrase) -> None:
    """ "le département d'État américain", "US State Department": the nationality that goes with the name."""
    if builder.words.sets.get("grammar.premodified"):
        hit = builder.till.get(phrase.start)
        if hit is not None and not builder.taken[hit.start] and hit.of("adjective"):
            phrase.start = hit.start
            phrase.belongs(hit.of("adjective").ref)  # type: ignore[union-attr]
        return
    following = builder.phrase_at(phrase.end)
    if following is not None and following.kind == "adjective" and following.hit is not None:
        builder.absorb(following)
        phrase.belongs(following.hit.of("adjective").ref)  # type: ignore[union-attr]
        phrase.end = following.end
