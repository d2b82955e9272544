"""What the words tell for certain and the network got wrong.

[mends] in `languages/<xx>/text.toml`
opening    = verbs that open headlines ("detienen"): at the opening of a sentence they are read without their capital
people     = nouns of people that do ("manifestantes"), unless a capital follows, as in a name
nouns      = words that look like verbs and are none ("canciller")
verbs      = words that look like nouns and are none ("drew")
present    = verbs in the present that look like nouns ("blocks"), read as verbs between a noun and its object in headlines
patients   = past forms that are participles where they have no object ("killed"); none where the language tells them apart
participles = endings of past participles, where the language tells them from its past
to         = marks of the infinitive that tells in headlines what is to come ("Berg to meet Ruiz")
intransitive = verbs without object ("mueren"): who stands behind them is their subject; `of` ties a noun to a noun
have       = forms of the auxiliary that are read as something else ("a")
doubted    = participles and adjectives of doubt before a noun ("suspected", "presuntos")
by         = what leads an agent
parted     = verbs with their particle ("handed over")
possessive = marks of a possessor: whoever bears one belongs to what follows ("Ukraine's President X said")
about      = openings of an amount with their link ("plus de"): the counted noun takes their place ("a tiré plus de cent roquettes")
since      = openings of a span of time ("desde hace"), which bears nothing but its own noun
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dragoman.language import Language
from dragoman.parse.arcs import (
    Class,
    mend_amounts,
    mend_determined,
    mend_doubted,
    mend_doubted_nouns,
    mend_intransitives,
    mend_nominal_participles,
    mend_nouns,
    mend_particles,
    mend_possessors,
    mend_spans,
    mend_verb_before_noun,
)
from dragoman.parse.clauses import mend_clauses
from dragoman.parse.headlines import mend_headline
from dragoman.parse.nations import mend_nations, nations

#: Marks of quoted words.
QUOTES = frozenset('"«»“”„')
#: What a word that an auxiliary governs has of its own.
PARTICIPLE = {"Tense": "Past", "VerbForm": "Part"}


@dataclass(frozen=True, slots=True)
class Mends:
    """The words of one language that mend trees."""

    opening: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    verbs: frozenset[str] = frozenset()
    present: frozenset[str] = frozenset()
    patients: frozenset[str] = frozenset()
    participles: tuple[str, ...] = ()
    to: frozenset[str] = frozenset()
    intransitive: frozenset[str] = frozenset()
    of: frozenset[str] = frozenset()
    by: frozenset[str] = frozenset()
    have: frozenset[str] = frozenset()
    doubted: frozenset[str] = frozenset()
    possessive: frozenset[str] = frozenset()
    about: frozenset[tuple[str, str]] = frozenset()
    since: frozenset[tuple[str, str]] = frozenset()
    parted: frozenset[tuple[str, str]] = frozenset()
    nations: frozenset[str] = frozenset()


NO_MENDS = Mends()
_WORDS = (
    "opening",
    "people",
    "nouns",
    "verbs",
    "present",
    "patients",
    "to",
    "intransitive",
    "of",
    "have",
    "doubted",
    "possessive",
)


def build_mends(lang: Language) -> Mends:
    """Compiled once with `lang.compiled(build_mends)`."""
    told: dict[str, list[str]] = lang.section("text").get("mends", {})
    words = {name: frozenset(told.get(name, ())) for name in _WORDS}
    about, since, parted = (frozenset(map(_pair, told.get(name, ()))) for name in ("about", "since", "parted"))
    participles = tuple(told.get("participles", ()))
    return Mends(**words, participles=participles, about=about, since=since, parted=parted, nations=nations(lang))


def _pair(words: str) -> tuple[str, str]:
    first, link = words.split()
    return first, link


def reads_small(word: str, following: str, mends: Mends) -> bool:
    """Whether a word at the opening of a sentence is read without its capital."""
    if not word[:1].isupper():
        return False
    small = word.lower()
    return small in mends.opening or (small in mends.people and not following[:1].isupper())


def mend_tree(words: Sequence[str], classes: list[Class], heads: list[int], deprels: list[str], mends: Mends) -> None:
    """Mend a sentence in place: its classes, then its arcs. Heads are indices into the sentence, the root heads itself."""
    mend_classes(words, classes, heads, deprels, mends)
    if mends.nations:
        mend_nations(words, classes, heads, deprels, mends.nations)
    if mends.doubted:
        mend_doubted(words, heads, deprels, mends.doubted)
        mend_doubted_nouns(words, classes, heads, deprels, mends.doubted)
    if mends.possessive:
        mend_possessors(words, heads, deprels, mends.possessive)
    if mends.about:
        mend_amounts(words, heads, deprels, mends.about)
    if mends.parted:
        mend_particles(words, heads, deprels, mends.parted)
    if mends.since:
        mend_spans(words, heads, deprels, mends.since)
    if mends.intransitive:
        mend_intransitives(words, heads, deprels, mends.intransitive, mends.of)
    mend_determined(classes, heads, deprels)
    mend_nominal_participles(classes, heads, deprels)
    mend_headline(
        words,
        classes,
        heads,
        deprels,
        present=mends.present,
        patients=mends.patients,
        participles=mends.participles,
        to=mends.to,
    )
    mend_verb_before_noun(classes, heads, deprels)
    mend_clauses(words, classes, heads, deprels, alike=bool(mends.patients), by=mends.by)
    mend_root(classes, words, heads, deprels)


def mend_classes(
    words: Sequence[str], classes: list[Class], heads: list[int], deprels: list[str], mends: Mends
) -> None:
    """The classes of words that can be only one thing, and the arcs of those that were read as verbs."""
    nouns = []
    for k, word in enumerate(words):
        upos, feats = classes[k]
        if upos in ("VERB", "AUX") and word.lower() in mends.nouns:
            classes[k] = ("NOUN", {"Number": feats.get("Number", "Sing")})
            nouns.append(k)
        elif upos == "NOUN" and word in mends.verbs:
            classes[k] = ("VERB", {"Mood": "Ind", "Tense": "Past", "VerbForm": "Fin"})
        elif upos == "PRON" and deprels[k] == "det":
            classes[k] = ("DET", feats)
        elif deprels[k] == "aux" and upos == "ADP" and word in mends.have:
            classes[k] = ("AUX", {"Mood": "Ind", "Number": "Sing", "Person": "3", "Tense": "Pres", "VerbForm": "Fin"})
        elif upos == "VERB" and feats.get("Tense") == "Past" and _no_participle(word, feats, mends):
            classes[k] = ("VERB", {"Mood": "Ind", "Tense": "Past", "VerbForm": "Fin"})
        if (
            deprels[k] in ("aux", "aux:pass")
            and classes[k][0] == "AUX"
            and classes[heads[k]][0] == "NOUN"
            and heads[k] == k + 1
        ):
            classes[k + 1] = ("VERB", {**classes[k + 1][1], **PARTICIPLE})
    if nouns:
        mend_nouns(classes, heads, deprels, nouns)


def _no_participle(word: str, feats: Mapping[str, str], mends: Mends) -> bool:
    """Whether a word that was read as a participle does not end as one of its language can."""
    return feats.get("VerbForm") == "Part" and bool(mends.participles) and not word.endswith(mends.participles)


def mend_root(classes: Sequence[Class], words: Sequence[str], heads: list[int], deprels: list[str]) -> None:
    """Where a bare noun was made the root and its own finite verb hung below it, the verb is the root and the noun its subject.

    A finite verb without subject, relative pronoun or conjunction is no clause about the noun: "The envoy of the union [acl: told]
    reporters"; "Ana Berg, who had met them, [parataxis: accused] Oslo". Quoted words and what is said of them are left alone.
    """
    root = next((k for k, head in enumerate(heads) if head == k and deprels[k] == "ROOT"), None)
    if root is None or classes[root][0] not in ("NOUN", "PROPN"):
        return
    below = [k for k, head in enumerate(heads) if head == root and k != root]
    if any(deprels[k] in ("cop", "nsubj", "nsubj:pass", "ccomp") or words[k] in QUOTES for k in below):
        return
    told = {deprels[k] for k in below}
    verb = next((k for k in below if k > root and _is_lone_verb(k, classes, heads, deprels)), None)
    if verb is None or (deprels[verb] == "parataxis" and not told & {"acl:relcl", "appos"}):
        return
    for k in below:
        if k > verb or (k < root and deprels[k] in ("obl", "advmod", "advcl", "cc", "punct", "mark")):
            heads[k] = verb
    passive = any(heads[k] == verb and deprels[k] == "aux:pass" for k in range(len(heads)))
    heads[verb], deprels[verb] = verb, "ROOT"
    heads[root], deprels[root] = verb, "nsubj:pass" if passive else "nsubj"


def _is_lone_verb(k: int, classes: Sequence[Class], heads: list[int], deprels: list[str]) -> bool:
    """A finite verb, by itself or by its auxiliary, with neither subject nor anything that makes it a clause of its governor."""
    if classes[k][0] != "VERB" or deprels[k] not in ("acl", "acl:relcl", "parataxis"):
        return False
    own = [n for n, head in enumerate(heads) if head == k and n != k]
    finite = "Mood" in classes[k][1] or any(classes[n][0] == "AUX" and "Mood" in classes[n][1] for n in own)
    opened = any(
        deprels[n] in ("nsubj", "nsubj:pass", "mark", "expl", "csubj")
        or classes[n][1].get("PronType") in ("Rel", "Int")
        for n in own
    )
    return finite and not opened
