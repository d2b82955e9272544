"""Which side a phrase stands for: from a word of the tree to the mentions that the actors room found."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import islice

from dragoman.events.tree import Tree
from dragoman.types import Entity, Mention, Place, Quotation, Span

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
#: Within how many words the verb of a misplaced subject, and the second name of a headline, are looked for.
OWN_VERB, PAIR = 7, 3
DESCRIPTIVE = ("flat", "appos", "compound", "nmod", "amod", "det", "dep")


@dataclass
class Who:
    """Mentions by the place of their head word, and by every word they cover; cities, regions and quotations by every word.

    `quoted` holds the shortest quotation where one stands within another; `told` what `mentions_of` has answered.
    """

    by_head: dict[tuple[int, int], list[Mention]]
    by_word: dict[tuple[int, int], Mention]
    quoted: dict[tuple[int, int], Quotation] = field(default_factory=dict)
    made: dict[tuple[int, int], Mention] = field(default_factory=dict)
    told: dict[tuple[int, int, str], list[Mention]] = field(default_factory=dict)
    #: Whom the last sentence tells of, for a verb that leaves its subject out (`silent.py`): since when, and if several.
    going: list[Mention] = field(default_factory=list)
    going_at: int = -9
    going_plural: bool = False
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
    key = (tree.sentence.index, i, role)
    if key not in who.told:
        who.told[key] = _mentions(tree, who, i, role)
    return who.told[key][:]


def _mentions(tree: Tree, who: Who, i: int, role: str) -> list[Mention]:
    found: list[Mention] = []
    told = parties(tree, i)
    if len(told) > 1:
        told = sorted({*told, *_listed(tree, who, i, told[-1])})
    for k in told:
        several = beside_name(tree, who, k) or _whole(tree, who, k)
        single = None if several or tree.is_one(k, "grammar.dates") else side_of(tree, who, k, role=role)
        known = several or ([single] if single is not None else [])
        if all(m.entity.code is None and m.rule in GENERIC for m in known):
            such = _examples(tree, who, k)
            several, single = such or several, None if such else single
        for mention in several if not tree.is_one(k, "grammar.dates") else []:
            mention = located(tree, who, k, mention)
            if all(mention.entity != m.entity for m in found):
                found.append(mention)
        for mention in [single, *_joined_inside(tree, who, k, single)] if single is not None else []:
            if all(mention.entity != m.entity for m in found):
                found.append(mention)
    return found


def _examples(tree: Tree, who: Who, i: int) -> list[Mention]:
    """ "organisations like the OAS", "países como Chile y Perú": the sides that stand as examples of a group of no known side."""
    if tree.tokens[i].upos != "NOUN" or tree.tokens[i].feats.get("Number") != "Plur" or not tree.tells("grammar.like"):
        return []
    like = tree.words["grammar.like"]
    named = [k for k in tree.kids(i, "nmod", "acl", "obl", "appos") if k > i and tree.marks(k) & like]
    found = [m for k in named for j in tree.conjuncts(k) for m in who.all_at(tree.sentence.index, j)]
    return [m for m in found if m.rule not in GENERIC]


def _whole(tree: Tree, who: Who, k: int) -> list[Mention]:
    """The sides of a word, but of "el de X", "celui de X" those of X's: the article stands for a word left out."""
    several = who.all_at(tree.sentence.index, k)
    owners = tree.kids(k, "nmod") if tree.tokens[k].upos == "DET" else []
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
    if not tree.joined:
        return [i, *_headline_pair(tree, i)]
    found = [k for k in tree.conjuncts(i) if k == i or (_strayed(tree, k) < 0 and not _has_verb(tree, k))]
    found += _headline_pair(tree, i) if len(found) == 1 else []
    for above in islice(tree.sentence.ancestors(i), 3):
        found += [k for k in tree.kids(above.i, "conj") if k > i and _strayed(tree, k) == i]
    return found


def _has_verb(tree: Tree, k: int) -> bool:
    """ "broke with Ecuador and supporters of his called a rally": what has a verb of its own behind it is that verb's subject."""
    if tree.tokens[k].deprel != "conj" or tree.tokens[k].upos not in ("NOUN", "PROPN"):
        return False
    if tree.tokens[tree.tokens[k].head].deprel.startswith("nsubj"):
        return False
    noun = True
    for token in tree.tokens[k + 1 : k + OWN_VERB]:
        if token.upos == "CCONJ" and noun:  # "…, locals and media reports said"
            noun = False
            continue
        if token.upos in ("VERB", "AUX"):
            subjects = tree.kids(token.i, "nsubj") or (tree.kids(token.head, "nsubj") if token.upos == "AUX" else [])
            return noun and tree.finite(token.i) and not any(j < token.i for j in subjects)
        noun = noun or token.upos in ("NOUN", "PROPN")
        if token.upos not in ("ADP", "DET", "NOUN", "PROPN", "ADJ", "NUM"):
            return False
    return False


def _listed(tree: Tree, who: Who, i: int, last: int) -> list[int]:
    """ "X, Y and Z": a country between two others of a list is of the list, though the tree has it explain the first."""
    s = tree.sentence.index
    own = who.at(s, i)
    if own is None or own.rule != "actors#country":
        return []
    between = [k for k in tree.kids(i, "appos", "nmod") if i < k < last and not tree.preps(k)]
    told = [(k, m) for k in between if (m := who.at(s, k)) is not None]
    return [k for k, m in told if m.rule == "actors#country" and m.entity.code != own.entity.code]


def _headline_pair(tree: Tree, i: int) -> list[int]:
    """ "Egypt, Turkey hold joint drills": two names with a comma between them open a headline that has no "and"."""
    if i > 1 or tree.tokens[i].upos != "PROPN":
        return []
    k = next((j for j in tree.kids(i, "conj", "appos") if i < j <= i + PAIR), None)
    if (
        i > 1
        or k is None
        or tree.tokens[i].upos != "PROPN"
        or tree.tokens[k].upos != "PROPN"
        or k + 1 >= len(tree.tokens)
    ):
        return []
    between = [t.text for t in tree.tokens[i + 1 : k]]
    after = tree.tokens[k + 1]
    verb = after.upos in ("VERB", "AUX", "PART") and after.feats.get("VerbForm") not in ("Part", "Ger")
    return [k] if "," in between and verb and tree.tokens[i].deprel.startswith("nsubj") else []


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
    if tree.is_one(i, "grammar.of_members") or tree.is_one(i, "people.words"):  # "the head of the fund, X"
        below = [j for k in tree.kids(i, "nmod") for j in tree.kids(k, "appos") if tree.tokens[j].upos == "PROPN"]
        person = next((m for j in below if (m := who.at(s, j)) is not None and m.rule in PERSONS), None)
        if person is not None:
            return person
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
    if told is None and tree.is_one(i, "grammar.presumed"):  # "presuntos yihadistas", read as a noun and its adjective
        words = [
            w for k in tree.kids(i, "amod", "appos", "nmod") for w in (*tree.keys[k], tree.keys[k][1].removesuffix("s"))
        ]
        told = next((kinds[w] for w in words if w in kinds), None)
    return told


def _person_pronoun(tree: Tree, i: int) -> bool:
    """ "she was charged": a pronoun of a person whom the text does not name."""
    feats = tree.tokens[i].feats
    alone = tree.tokens[i].upos == "PRON" and feats.get("PronType") == "Prs" and feats.get("Reflex") != "Yes"
    return (
        alone and feats.get("Person") == "3" and feats.get("Gender") in ("Masc", "Fem") and feats.get("Poss") != "Yes"
    )
