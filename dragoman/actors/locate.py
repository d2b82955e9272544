"""Of which country a police, a minister or rebels are that the text tells without one: of the country the story is set in.

A country that opens the sentence ("In the Philippines, …") comes first, then the one the article tells of most, then the place of
the sentence, then that of the sentences before. Where none is clear they stay without (codebook §2: only what the text tells).
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from dragoman.actors.memory import CLEAR
from dragoman.actors.metonymy import preposition_of
from dragoman.actors.phrase import Phrase
from dragoman.gazetteer import is_country
from dragoman.gazetteer.world import key_of, load_world
from dragoman.types import Sentence

if TYPE_CHECKING:
    from dragoman.actors.resolve import Resolver

#: Sectors that work at home: whoever bears one belongs to the state of the story, and needs less to be sure of it.
STATE = frozenset({"GOV", "MIL", "COP", "JUD", "LEG", "SPY", "OPP", "ELI"})
#: Sectors whose bearers may have come from elsewhere: only where no other country is told nearly as much.
ARMED = frozenset({"REB", "UAF", "CRM", "PTY", "LAB"})
#: Sectors of those who speak of their own country's bodies.
AT_HOME = frozenset({"GOV", "OPP", "PTY", "LAB"})
#: Sectors of those who serve where they are: a city named with them tells their country.
LOCAL = frozenset({"GOV", "COP", "JUD", "LEG"})
#: A city that tells a country has so many people, and so many times more than its namesakes elsewhere. Longest name, in tokens.
LARGE, GREATER, LONGEST = 100_000, 5, 3
#: How much more an article must tell of a country than of any other for its rebels and parties to be of it.
SURE = 2.0
#: How many sentences a place told by the way is remembered, and among which first words it opens a sentence.
REMEMBERED, OPENING = 2, 4
#: Roles of people who live where they are told of.
LOCALS = frozenset({
    "protester", "rioter", "worker", "farmer", "resident", "student", "teacher", "doctor", "activist", "unionist", "prisoner",
    "citizen", "lawyer",
})  # fmt: skip
#: Sectors of those whom a city named in their clause tells the country of.
SERVING_HERE = frozenset({"COP", "JUD", "MIL", "REB", "UAF", "CRM"})
#: Roles that serve abroad or anywhere.
ABROAD = frozenset(
    {
        "ambassador",
        "envoy",
        "diplomat",
        "counterpart",
        "mercenary",
        "peacekeeper",
        "monarch",
        "prince",
        "pope",
        "investigator",
        "spy",
    }
)


def note_places(resolver: Resolver, sentence: Sentence, phrases: Iterable[Phrase]) -> None:
    """Remember where a sentence is set: its countries and capitals behind a preposition of place."""
    places = []
    for phrase in phrases:
        if phrase.kind not in ("country", "capital"):
            continue
        codes = {resolver.make.nation(e.ref) for e in phrase.entries("country", "capital")}
        leads = preposition_of(sentence, phrase.head, resolver.words)
        leading = any(resolver.words.has(f"grammar.{k}_preps", leads) for k in ("destination", "object"))
        if len(codes) == 1 and resolver.words.has("grammar.place_preps", leads) and not leading:
            places.append((phrase.start, codes.pop()))
    if places:
        resolver.places[sentence.index] = places


def placed_in(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> str | None:
    """ "protesters in Yerevan": the country of a place that hangs on the phrase itself."""
    for start, code in resolver.places.get(sentence.index, ()):
        if start == phrase.end + 1 and phrase.start <= sentence.tokens[start].head < phrase.end:
            return code
    return None


def home(
    resolver: Resolver, sentence: Sentence, sectors: Iterable[str], roles: Iterable[str] = (), *,
    named: bool = False, phrase: Phrase | None = None,
) -> str | None:  # fmt: skip
    """The country of somebody or something of these sectors that is told without one; None where it is not clear.

    Those of other sectors ("a lawyer", "students") have one only if `named`. A city in the `phrase` itself decides.
    """
    told = set(sectors)
    if "IGO" in told:
        return "IGO"
    cities = seated(resolver, sentence, phrase) if phrase is not None and told & LOCAL else frozenset()
    if cities and not ABROAD & set(roles):
        likely = cities & resolver.memory.evidence if len(cities) > 1 else cities
        return min(likely) if len(likely) == 1 else None
    named = named or bool(LOCALS & set(roles))
    if (not told & STATE and not told & ARMED and not named) or ABROAD & set(roles):
        return None
    clear = CLEAR if told & STATE and not named else SURE
    here = resolver.places.get(sentence.index, [])
    opening = {code for start, code in here if start <= OPENING}
    if len(opening) == 1:
        return opening.pop()
    main = resolver.memory.main_country(clear)
    if main is not None:
        return main
    for back in range(REMEMBERED + 1):
        codes = {code for _, code in resolver.places.get(sentence.index - back, ())}
        if codes:
            return codes.pop() if len(codes) == 1 else None
    return _city_of_clause(resolver, sentence, phrase) if phrase is not None and told & SERVING_HERE else None


def _city_of_clause(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> str | None:
    """ "killed two policemen in Karachi": the country of a large city where the clause is set."""
    tokens, words = sentence.tokens, resolver.words
    verb = tokens[phrase.head].head
    if verb < 0 or words.has("grammar.going_verbs", words.met[tokens[verb].lemma]):
        return None
    near = sentence.kids(verb, "obl", "obj", "nsubj")
    for k in [*near, *(j for i in near for j in sentence.kids(i, "nmod"))]:
        leads = preposition_of(sentence, k, words) if tokens[k].upos == "PROPN" else ""
        if not words.has("grammar.place_preps", leads) or words.has("grammar.destination_preps", leads):
            continue
        parts = [k, *sentence.kids(k, "flat", "compound")]
        sites = _cities(resolver, sentence, min(parts), max(parts) + 1)
        if len(sites) == 1:
            return next(iter(sites))
    return None


def _cities(resolver: Resolver, sentence: Sentence, start: int, end: int) -> frozenset[str]:
    """The countries in which the large city of that name may lie."""
    sites = load_world().cities(
        key_of(resolver.text[sentence.tokens[start].span.start : sentence.tokens[end - 1].span.end])
    )
    if not sites or sites[0].population < LARGE:
        return frozenset()
    return frozenset(s.country for s in sites if s.population * GREATER > sites[0].population)


def seated(resolver: Resolver, sentence: Sentence, phrase: Phrase) -> frozenset[str]:
    """ "police in Chicago", "un juez de Miami": the countries in which the city named with a phrase may lie; none where none is."""
    tokens, words = sentence.tokens, resolver.words
    first = max(phrase.head + 1, phrase.start, phrase.hit.end if phrase.hit is not None else 0)
    for k in range(first, min(phrase.end + 3, len(tokens))):
        token = tokens[k]
        last = tokens[token.head] if token.deprel in ("compound", "amod") and token.head > k else token  # "New York"
        within = k < phrase.end or phrase.start <= last.head < phrase.end
        if not within or last.upos != "PROPN" or not token.text[:1].isupper():
            continue
        leads = preposition_of(sentence, last.i, words)
        if not (words.has("grammar.place_preps", leads) or words.has("grammar.genitive", leads)):
            continue
        for end in range(min(k + LONGEST, len(tokens)), k, -1):
            if sites := _cities(resolver, sentence, k, end):
                return sites
    return frozenset()


def home_of_official(
    resolver: Resolver, sentence: Sentence, i: int, sectors: Iterable[str], *,
    named: bool = False, phrase: Phrase | None = None,
) -> str | None:  # fmt: skip
    """`home`, or else the country of the official who acts in the clause ("the prime minister told parliament")."""
    found = home(resolver, sentence, sectors, named=named, phrase=phrase)
    if found is None and not sentence.tokens[i].deprel.startswith("nsubj"):
        owner = resolver.subject_before(sentence, i)
        if owner is not None and AT_HOME & set(owner.sectors) and is_country(owner.code or ""):
            return owner.code
    return found
