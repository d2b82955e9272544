"""Which side a phrase stands for: from a word of the tree to the mentions that the actors room found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from dragoman.events.tree import Tree
from dragoman.types import Entity, Mention, Parse, Place, Quotation, Span, Token

#: Sectors that make an entity a political side (codebook, "What is an event", rule 1).
POLITICAL = frozenset(
    ["GOV", "MIL", "COP", "SPY", "JUD", "LEG", "OPP", "PTY", "REB", "UAF", "CRM", "IGO", "NGO", "LAB", "REF", "ELI"]
)
#: Key of a population as a group that no country is told of: "the public", "voters".
PUBLIC = "public:"
#: Key of the people of a city or region.
TOWN = "town:"
#: Rules of the actors room for persons and people.
PERSONS = frozenset({"actors#person", "actors#titled", "actors#name", "actors#group", "actors#role", "actors#holder"})
#: Rules of the actors room for sides that are told by a common noun.
GENERIC = frozenset({"actors#group", "actors#role", "actors#body"})
#: A dateline is told within so many words, and ends with one of these.
DATELINE = 14
DASHES = frozenset({"-", "–", "—", ".-", ".–"})
DESCRIPTIVE = ("flat", "appos", "compound", "nmod", "amod", "det", "dep")


@dataclass
class Who:
    """Mentions by the place of their head word, and by every word they cover; cities, regions and quotations by every word.

    `quoted` holds the shortest quotation where one stands within another.
    """

    by_head: dict[tuple[int, int], list[Mention]]
    by_word: dict[tuple[int, int], Mention]
    quoted: dict[tuple[int, int], Quotation] = field(default_factory=dict)
    made: dict[tuple[int, int], Mention] = field(default_factory=dict)
    spots: dict[tuple[int, int], Place] = field(default_factory=dict)

    def at(self, sentence: int, token: int) -> Mention | None:
        here = self.by_head.get((sentence, token))
        return here[0] if here else self.by_word.get((sentence, token))

    def all_at(self, sentence: int, token: int) -> list[Mention]:
        """All sides of one head word: "French and German officials" are two."""
        here = self.by_head.get((sentence, token))
        single = self.by_word.get((sentence, token))
        return here or ([single] if single else [])

    def town_at(self, sentence: int, token: int) -> Mention | None:
        """The people of a city or region as a side: "shelled Juba", "attacks on Odesa"."""
        place = self.spots.get((sentence, token))
        if place is None or not place.country or place.span is None:
            return None
        key = f"{TOWN}{place.geonames or place.name}"
        entity = Entity(name=place.name, code=place.country, sectors=("CVL",), key=key, number="p")
        return Mention(entity, place.span, "events#town", sentence, token)

    def country_at(self, sentence: int, token: int) -> str | None:
        """The country that a word names or lies in: of a state told there, else of a city or region."""
        for mention in self.all_at(sentence, token):
            code = mention.entity.code
            if code and code.isupper() and "GOV" in mention.entity.sectors:
                return code
        place = self.spots.get((sentence, token))
        return place.country if place else None


def index_mentions(
    parsed: Parse, mentions: Iterable[Mention], quotations: tuple[Quotation, ...], places: tuple[Place, ...] = ()
) -> Who:
    """Index the mentions of an article. Longer mentions give way to shorter ones within them."""
    by_head: dict[tuple[int, int], list[Mention]] = {}
    by_word: dict[tuple[int, int], Mention] = {}
    opened = {sentence.index: end for sentence in parsed.sentences if (end := dateline_end(sentence.tokens))}
    placed = [
        m for m in mentions if (m.span is not None or m.sentence >= 0) and m.token >= opened.get(m.sentence, m.token)
    ]
    for mention in sorted(placed, key=lambda m: -len(m.span) if m.span else 0):
        if mention.sentence >= 0 and mention.token >= 0:
            by_head.setdefault((mention.sentence, mention.token), []).append(mention)
        if mention.span is not None:
            for sentence, token in parsed.tokens_in(mention.span):
                if token.i >= opened.get(sentence.index, 0):
                    by_word[sentence.index, token.i] = mention
    spots = {
        (sentence.index, token.i): place
        for place in places
        if place.span is not None and place.precision in ("city", "region")
        for sentence, token in parsed.tokens_in(place.span)
        if token.i >= opened.get(sentence.index, 0)
    }
    quoted: dict[tuple[int, int], Quotation] = {}
    for quotation in sorted(quotations, key=lambda q: sum(map(len, q.spans))):
        for span in quotation.spans:
            for sentence, token in parsed.tokens_in(span):
                if span.start <= token.span.start:
                    quoted.setdefault((sentence.index, token.i), quotation)
    return Who(by_head, by_word, quoted, spots=spots)


def dateline_end(tokens: Sequence[Token]) -> int:
    """Where a sentence begins behind "KYIV, Oct 7 - " or "Caracas.- ": the index of its first word of its own, else 0.

    Only a run of names and numbers before the one dash of the sentence is a dateline: it says where, never who.
    """
    for token in tokens[1 : min(DATELINE, len(tokens) - 1)]:
        dated = token.text == ":" and tokens[token.i - 1].upos == "NUM" and tokens[0].text.isupper()
        if _dash(tokens, token.i) or dated:
            more = any(_dash(tokens, t.i) for t in tokens[token.i + 1 :])
            return 0 if more or tokens[token.i + 1].text[0].islower() else token.i + 1
        if token.upos not in ("PROPN", "NUM", "PUNCT", "X", "SYM", "NOUN") or token.text in (":", ";"):
            return 0
    return 0


def _dash(tokens: Sequence[Token], i: int) -> bool:
    """A dash that stands apart; a hyphen within a word is none."""
    apart = tokens[i - 1].span.end < tokens[i].span.start or not tokens[i].text.startswith("-")
    return tokens[i].text in DASHES and apart


def political(mention: Mention) -> bool:
    """True for a state, its organs, parties, armed groups, unions, IGOs, or a population as a group (codebook rule 1)."""
    entity = mention.entity
    if any(sector in POLITICAL for sector in entity.sectors):
        return True
    if not entity.sectors:
        return entity.code is not None
    population = entity.code is not None or (entity.key or "").startswith(PUBLIC)
    return "CVL" in entity.sectors and entity.number == "p" and population


def unnamed(mention: Mention) -> bool:
    """The mention is a common noun that this room made a side of."""
    return mention.rule == "events#person"


def mentions_of(tree: Tree, who: Who, i: int, *, role: str) -> list[Mention]:
    """The sides that a phrase headed by token i stands for, coordination included, in order of the text."""
    found: list[Mention] = []
    for k in parties(tree, i):
        several = beside_name(tree, who, k) or _whole(tree, who, k)
        single = None if several or tree.is_one(k, "grammar.dates") else side_of(tree, who, k, role=role)
        for mention in several if not tree.is_one(k, "grammar.dates") else []:
            mention = located(tree, who, k, mention)
            if all(mention.entity != m.entity for m in found):
                found.append(mention)
        for mention in [single, *_joined_inside(tree, who, k, single)] if single is not None else []:
            if all(mention.entity != m.entity for m in found):
                found.append(mention)
    return found


def _whole(tree: Tree, who: Who, k: int) -> list[Mention]:
    """The sides of a word, but of "el de X", "celui de X" those of X's: the article stands for a word left out."""
    several = who.all_at(tree.sentence.index, k)
    owners = tree.kids(k, "nmod") if tree.tokens[k].upos == "DET" and several else []
    named = [m for j in owners for m in who.all_at(tree.sentence.index, j)]
    behind = owners[-1] + 2 if named else len(tree.tokens)  # "el de Honduras, Nasry Asfura": the name is who is meant
    person = who.by_word.get((tree.sentence.index, behind)) if behind < len(tree.tokens) else None
    told = person is not None and tree.tokens[behind - 1].text == "," and person.rule in PERSONS
    return [person] if told and person is not None else named or several


def beside_name(tree: Tree, who: Who, i: int) -> list[Mention]:
    """ "Trump ally Lindsey Graham": whoever stands behind a noun of relation is meant, not the name before it."""
    s = tree.sentence.index
    own = who.by_word.get((s, i))
    if own is None or not tree.words["grammar.relations"]:
        return []
    k = i + 1
    while k < len(tree.tokens) and who.by_word.get((s, k)) == own:
        k += 1
    if k + 1 >= len(tree.tokens) or not tree.is_one(k, "grammar.relations"):
        return []
    other = who.by_word.get((s, k + 1))
    return [other] if other is not None and other != own else []


def _joined_inside(tree: Tree, who: Who, i: int, single: Mention) -> list[Mention]:
    """ "government and opposition groups", "Russian and Iranian warplanes": all that describe the noun."""
    s = tree.sentence.index
    named = [k for k in tree.kids(i, "compound", "amod", "nmod") if who.at(s, k) == single]
    return [m for k in named for c in tree.kids(k, "conj") if (m := who.at(s, c)) is not None]


def parties(tree: Tree, i: int) -> list[int]:
    """A word and those coordinated with it; what stands right behind an inserted clause belongs to that clause's last word.

    "X, sanctioned by A and B for bribery, resigned": B is joined to A, though the tree may join it to X.
    """
    found = [k for k in tree.conjuncts(i) if k == i or _strayed(tree, k) < 0]
    for above in [t.i for t in tree.sentence.ancestors(i)][:3]:
        found += [k for k in tree.kids(above, "conj") if k > i and _strayed(tree, k) == i]
    return found


def _strayed(tree: Tree, k: int) -> int:
    """The word that a conjunct is really joined to, where an inserted clause stands between it and its head; else -1."""
    head = tree.tokens[k].head
    if tree.tokens[k].deprel != "conj" or k - head < 4 or tree.tokens[k].upos not in ("NOUN", "PROPN"):
        return -1
    joins = [j for j in tree.kids(k, "cc") if j < k]
    if not joins or joins[0] < 1 or tree.tokens[joins[0] - 1].upos == "PUNCT":
        return -1
    low = joins[0] - 1
    clause = next((c for c in tree.kids(head, "acl", "acl:relcl") if c < low in tree.sentence.subtree(c)), -1)
    if clause < 0 or not any(tree.tokens[j].text == "," for j in range(head + 1, clause)):
        return -1
    while tree.tokens[low].head != clause and tree.tokens[low].head >= 0:
        low = tree.tokens[low].head
    return low if tree.tokens[low].head == clause else -1


def located(tree: Tree, who: Who, i: int, mention: Mention) -> Mention:
    """A group of no told country that the phrase itself places: "rebels in the Ivory Coast", "ethnic Turks in Greece"."""
    ethnic = any(tree.is_one(k, "grammar.ethnic") for k in tree.kids(i, "amod"))
    if mention.entity.code is None and mention.rule in ("actors#name", "actors#person", "actors#titled"):
        return _described(tree, who, i, mention)
    if not ethnic and (mention.entity.code is not None or mention.rule not in GENERIC | {"events#person"}):
        return mention
    for k in tree.kids(i, "nmod", "acl"):
        if tree.preps(k) & (tree.words["grammar.place"] | tree.words["grammar.genitive"]):
            code = who.country_at(tree.sentence.index, k) if tree.tokens[k].deprel.startswith("nmod") else None
            if code:
                return replace(mention, entity=replace(mention.entity, code=code))
    return mention


def _described(tree: Tree, who: Who, i: int, mention: Mention) -> Mention:
    """A person whose country an apposition or a name before him tells: "X, Algeria's leading activist", "Trump ally X"."""
    s, k = tree.sentence.index, i
    while k > 0 and who.by_word.get((s, k - 1)) == mention:
        k -= 1
    if k > 1 and tree.is_one(k - 1, "grammar.relations") and (name := who.by_word.get((s, k - 2))) is not None:
        return replace(mention, entity=replace(mention.entity, code=name.entity.code))
    for k in tree.kids(i, "appos"):
        for j in tree.kids(k, "nmod", "amod", "compound"):
            code = who.country_at(tree.sentence.index, j) if tree.tokens[j].upos in ("PROPN", "ADJ", "NOUN") else None
            if code:
                return replace(mention, entity=replace(mention.entity, code=code))
    return mention


def side_of(tree: Tree, who: Who, i: int, *, role: str) -> Mention | None:
    """One side: the phrase's own mention, a name beside it, or a side named within it."""
    s = tree.sentence.index
    own = who.at(s, i)
    if own is not None:
        return own
    named = [who.at(s, k) for k in tree.kids(i, "flat", "appos") if tree.tokens[k].upos in ("PROPN", "NOUN")]
    if any(named):
        return next(m for m in named if m)
    inner = _inner_side(tree, who, i, role)
    if inner is not None:
        return inner
    person = _unnamed_person(tree, who, i, role)
    if person is None:
        return who.town_at(s, i) if role == "R" else None
    return located(tree, who, i, person)


def _inner_side(tree: Tree, who: Who, i: int, role: str) -> Mention | None:
    token, s = tree.tokens[i], tree.sentence.index
    if token.upos not in ("NOUN", "PROPN", "ADJ", "NUM", "DET", "PRON", "SYM", "X"):
        return None
    private = role == "A" and tree.is_one(i, "people.words") and not tree.is_one(i, "grammar.of_members")
    if private and token.feats.get("Number") != "Plur":
        return None
    open_to_all = role == "R" or tree.is_one(i, "grammar.of_members") or tree.is_one(i, "grammar.dates") \
        or token.upos in ("PROPN", "NUM")  # fmt: skip
    people = tree.is_one(i, "people.words")
    for k in tree.kids(i, *DESCRIPTIVE):
        kid = tree.tokens[k]
        if not open_to_all and (kid.deprel not in ("amod", "compound") or tree.preps(k)):
            continue
        if kid.deprel in ("amod", "compound", "det", "dep") or kid.deprel.startswith("nmod"):
            preps = tree.preps(k)
            named = tree.words["grammar.genitive"] | tree.words["grammar.owned"]
            if preps and not preps & (named if people else named | tree.words["grammar.place"]):
                continue
            mention = who.at(s, k)
            counted = token.upos == "NUM" and kid.deprel == "amod"
            if mention is None and (
                counted or (kid.deprel.startswith("nmod") and preps & tree.words["grammar.genitive"])
            ):
                mention = _inner_side(tree, who, k, role) or None
            if mention is not None:
                return mention
    return None


def _unnamed_person(tree: Tree, who: Who, i: int, role: str) -> Mention | None:
    """A person or people of no known side: somebody suffers, or a kind of side acts ("rebels", "the police"), nobody is named."""
    token, s = tree.tokens[i], tree.sentence.index
    if (s, i) in who.made:
        return who.made[s, i]
    kind = token.upos == "ADJ" and token.deprel == "amod" and role == "A" and tree.is_one(i, "people.REB")
    if (token.upos not in ("NOUN", "PRON", "NUM", "PROPN") and not kind) or token.deprel == "compound":
        return None
    if token.upos == "PRON" and i + 1 < len(tree.tokens) and tree.is_relative(i + 1):  # "los que …"
        return None
    sector = _sector_of(tree, i)
    if sector is None and role != "R":
        return None
    person = sector or tree.is_one(i, "people.words") or tree.is_one(i, "people.public") or _person_pronoun(tree, i)
    if not person and not (
        tree.is_one(i, "grammar.of_members") and any(tree.is_one(k, "people.words") for k in tree.kids(i, "nmod"))
    ):
        return None
    public = tree.is_one(i, "people.public")
    number = "p" if public or token.feats.get("Number") == "Plur" else "s"
    key = f"{PUBLIC if public else 'unnamed:'}{s}:{i}"
    entity = Entity(name=None, sectors=(sector or "CVL",), key=key, number=number)  # type: ignore[arg-type]
    who.made[s, i] = Mention(entity, Span(token.span.start, token.span.end), "events#person", s, i)
    return who.made[s, i]


def _sector_of(tree: Tree, i: int) -> str | None:
    """The kind of side that a common noun shows, by itself or by what its members are of: "gang members"."""
    kinds = tree.words.kinds
    told = kinds.get(tree.keys[i][0]) or kinds.get(tree.keys[i][1])
    if told is None and tree.is_one(i, "grammar.of_members"):
        below = tree.kids(i, "compound", "nmod")
        told = next((x for k in below if (x := kinds.get(tree.keys[k][0]) or kinds.get(tree.keys[k][1]))), None)
    return told


def _person_pronoun(tree: Tree, i: int) -> bool:
    """ "she was charged": a pronoun of a person whom the text does not name."""
    feats = tree.tokens[i].feats
    alone = tree.tokens[i].upos == "PRON" and feats.get("PronType") == "Prs" and feats.get("Reflex") != "Yes"
    return (
        alone and feats.get("Person") == "3" and feats.get("Gender") in ("Masc", "Fem") and feats.get("Poss") != "Yes"
    )
