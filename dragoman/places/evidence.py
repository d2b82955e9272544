"""What the words around a name say about its being a place: prepositions, words for settlements and regions, verbs."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from dragoman.places.words import Atlas
from dragoman.types import Sentence, Token

#: Most small words walked over before a name, and most coordinated names climbed.
NEAR, ROW = 4, 8
#: How far above a country a verb of going is looked for.
CLIMB = 3
#: What stands behind the place that opens a dispatch ("TUNIS - Police").
DASHES = frozenset({"-", "--", "–", "—"})
SIDES = frozenset({"nsubj", "csubj", "obl:agent"})
JOINED = frozenset({"conj", "appos"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """`placed`: a preposition of place, a direction or a border before it. `settlement`, `regional`: a word for a city or
    for a region beside it. `struck`: the object of a verb that takes places. `acting`: the subject of a verb.
    `genitive`: what a preposition hangs on a noun. `article`: "the" right before it."""

    placed: bool = False
    settlement: bool = False
    regional: bool = False
    struck: bool = False
    acting: bool = False
    proper: bool = False
    genitive: bool = False
    article: bool = False

    @property
    def strong(self) -> bool:
        return self.placed or self.settlement or self.regional or self.struck


def weigh(sentence: Sentence, start: int, end: int, atlas: Atlas) -> Evidence:
    """The evidence for the name that tokens start to end are."""
    tokens = sentence.tokens
    top = head_of(tokens, start, end)
    leader = _leader(sentence, top, start, end)
    cases = {t.text.lower() for t in sentence.dependents(leader.i, "case")}
    settlement, regional, near = _before(tokens, start, atlas)
    opening = start == 0 and end < len(tokens) and tokens[end].text in DASHES and sentence.part in ("lead", "body")
    near, settlement = near or opening, settlement or opening
    settlement, regional = _after(tokens, end, atlas, settlement, regional)
    if leader.i != top.i:
        above_settlement, _, above_near = _before(tokens, _first(tokens, leader), atlas)
        near, settlement = near or above_near, settlement or (above_settlement and top.deprel == "conj")
    if top.head >= 0 and not start <= top.head < end and top.deprel in ("nmod", "appos", "flat", "compound"):
        lemma = tokens[top.head].lemma.lower()
        settlement = settlement or lemma in atlas.settlements
        near = near or lemma in atlas.directions
        regional = regional or (lemma in atlas.regions_words and abs(top.head - top.i) <= NEAR)
    verb = tokens[leader.head] if leader.head >= 0 else None
    struck = (
        verb is not None
        and (leader.deprel in ("obj", "nsubj:pass") or (leader.deprel == "obl" and not cases))
        and verb.lemma.lower() in atlas.place_verbs
    )
    return Evidence(
        placed=near or bool(cases & atlas.locatives),
        settlement=settlement,
        regional=regional,
        struck=struck,
        acting=leader.deprel in SIDES and not near,
        proper=top.upos in ("PROPN", "X"),
        article=start > 0 and tokens[start - 1].text.lower() in atlas.articles and top.head < end,
        genitive=leader.deprel == "nmod" and bool(cases),
    )


def head_of(tokens: tuple[Token, ...], start: int, end: int) -> Token:
    """The word of a name that hangs outside it."""
    return next((t for t in tokens[start:end] if not start <= t.head < end), tokens[start])


def within_a_name(sentence: Sentence, start: int, end: int, atlas: Atlas) -> bool:
    """Whether a capitalised neighbour belongs to the same name: "Paris Hilton", "Jack London", "Banco de Bogotá"."""
    tokens = sentence.tokens
    for k in (start - 1, end):
        if not 0 <= k < len(tokens):
            continue
        near = tokens[k]
        if near.text in atlas.bodies:
            return True
        if not near.text[:1].isupper() or near.upos not in ("PROPN", "X") or near.i == 0:
            continue
        if near.lemma.lower() in atlas.regions_words | atlas.settlements | atlas.directions:
            continue
        if near.text.lower() in atlas.regions_words | atlas.settlements | atlas.directions | atlas.locatives:
            continue
        linked = start <= near.head < end or tokens[start].head == near.i or tokens[end - 1].head == near.i
        if linked and (near.deprel in ("flat", "compound") or tokens[start].deprel in ("flat", "compound")):
            return True
    return _of_a_name(tokens, start, atlas)


def _of_a_name(tokens: tuple[Token, ...], start: int, atlas: Atlas) -> bool:
    """Whether "of" joins the name to another: "the University of Kinshasa", "Bank of England"."""
    k = start - 1
    while k >= 0 and tokens[k].text.lower() in atlas.glue and start - k <= NEAR:
        k -= 1
    if k < 0 or k == start - 1:
        return False
    word = tokens[k]
    if word.text in atlas.bodies:
        return True
    told = atlas.regions_words | atlas.settlements | atlas.directions | atlas.locatives
    named = word.text[:1].isupper() and k > 0 and word.upos in ("PROPN", "NOUN")
    return named and word.lemma.lower() not in told and word.text.lower() not in told


def located(sentence: Sentence, token: Token, atlas: Atlas) -> bool:
    """Whether a country is told as where something is or goes, rather than as a side."""
    leader = _leader(sentence, token, token.i, token.i + 1)
    first = _first(sentence.tokens, leader)
    above = sentence.tokens[leader.head] if leader.head >= 0 else None
    if above is not None and leader.deprel == "obj" and above.lemma.lower() in atlas.entering:
        return True
    if leader.deprel in SIDES | {"obj", "iobj", "nsubj:pass"} and not sentence.dependents(leader.i, "case"):
        return False
    cases = {t.text.lower() for t in sentence.dependents(leader.i, "case")}
    if above is not None and above.feats.get("VerbForm") == "Part" and cases and cases <= atlas.agents:
        return False
    _, _, near = _before(sentence.tokens, first, atlas)
    near = near or (above is not None and leader.deprel == "nmod" and above.lemma.lower() in atlas.towns)
    near = near or _of_a_town(sentence.tokens, first, atlas)
    if first > 1 and not near:  # "in the Bryansk region of Russia"
        k = first - 1
        while k > 1 and sentence.tokens[k].text.lower() in atlas.glue:
            k -= 1
        name, kind = sentence.tokens[k - 1], sentence.tokens[k]
        if kind.upos == "PROPN":  # "el estado Carabobo de Venezuela"
            name, kind = kind, name
        near = kind.lemma.lower() in atlas.regions_words and name.upos == "PROPN"
    if leader.head >= 0 and leader.deprel == "nmod":
        near = near or sentence.tokens[leader.head].lemma.lower() in atlas.directions
    before = sentence.tokens[first - 1].text.lower() if first else ""
    cases |= {before} & atlas.locatives
    told = cases & atlas.locatives
    if not told:
        return near
    if not told <= atlas.datives:
        return True
    climbed = [t.lemma.lower() for t in islice(sentence.ancestors(leader.i), CLIMB)]
    if atlas.going_verbs:
        return any(lemma in atlas.going_verbs or lemma in atlas.directions for lemma in climbed)
    return not climbed or climbed[0] not in atlas.giving_verbs


def _of_a_town(tokens: tuple[Token, ...], first: int, atlas: Atlas) -> bool:
    """Whether a word for towns stands before a country's name: "the towns of Mali"."""
    k = first - 1
    while k > 0 and first - k <= NEAR and tokens[k].text.lower() in atlas.glue:
        k -= 1
    return 0 <= k < first - 1 and tokens[k].lemma.lower() in atlas.towns


def _leader(sentence: Sentence, top: Token, start: int, end: int) -> Token:
    """The first of a row of names: what is said of it holds for those joined to it."""
    seen, at = 0, top
    while at.deprel in JOINED and at.head >= 0 and seen < ROW and not start <= at.head < end:
        above = sentence.tokens[at.head]
        if above.upos not in ("PROPN", "X", "NOUN") or sentence.dependents(at.i, "case"):
            break
        if at.deprel == "conj" and above.upos == "NOUN":
            break
        at, seen = above, seen + 1
    return at


def _first(tokens: tuple[Token, ...], top: Token) -> int:
    """Where the name that a token heads begins."""
    k = top.i
    while k and tokens[k - 1].head == top.i and tokens[k - 1].deprel in ("flat", "compound", "amod"):
        k -= 1
    return k


def _before(tokens: tuple[Token, ...], start: int, atlas: Atlas) -> tuple[bool, bool, bool]:
    """(settlement word, region word, preposition of place or direction) before a name, small words walked over."""
    k = start - 1
    while k >= 0 and start - k <= NEAR and tokens[k].text.lower() in atlas.glue:
        k -= 1
    if k < 0:
        return False, False, False
    if k > 0 and tokens[k].text == "," and tokens[k - 1].lemma.lower() in atlas.settlements:
        return True, False, False
    word, lemma = tokens[k].text.lower(), tokens[k].lemma.lower()
    named = lemma in atlas.directions or word in atlas.directions
    return lemma in atlas.settlements, lemma in atlas.regions_words, word in atlas.locatives or named


def _after(tokens: tuple[Token, ...], end: int, atlas: Atlas, settlement: bool, regional: bool) -> tuple[bool, bool]:
    """A word for a city or a region right behind a name, where the language puts it there ("Bryansk region")."""
    if end < len(tokens):
        text, lemma = tokens[end].text.lower(), tokens[end].lemma.lower()
        joined = tokens[end].upos in ("NOUN", "PROPN") and (tokens[end - 1].head == end or tokens[end].head < end)
        if joined:
            regional = regional or lemma in atlas.regions_words or text in atlas.regions_words
            settlement = settlement or lemma in atlas.settlements
    return settlement, regional
