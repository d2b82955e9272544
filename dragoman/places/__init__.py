"""Where things happen: cities, regions, countries and seas as the text names them (codebook §1, `place`).

A capital that speaks is an actor and no place; a name within a person's, a body's, a paper's or a team's name is none either.
Among the cities of one name what stands beside it decides, then the article's countries and regions, then the population;
a small city counts only where its country is named, a name that is also a common word only with strong evidence.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from dragoman.gazetteer.world import Site, key_of
from dragoman.language import Language
from dragoman.places.choose import Candidate, Context, choose
from dragoman.places.evidence import located, weigh, within_a_name
from dragoman.places.told import told_place, unknown, with_beside
from dragoman.places.words import Atlas, build_atlas
from dragoman.types import Mention, Parse, Place, Sentence, Span, Token

#: Most tokens and characters of a name, and most tokens between a city and the region beside it.
LONGEST_NAME, LONGEST_TEXT, BESIDE = 9, 60, 8
#: Classes of words that are no name by themselves: "Un" that opens a sentence is no town of India.
FUNCTION = frozenset({"DET", "ADP", "PRON", "AUX", "CCONJ", "SCONJ", "PART"})
#: The rule of actors of whom nothing but the name is known.
NAMED = "actors#name"
#: The rule of persons whose title stands beside their name: "presidente Moreno" is no town.
TITLED = "actors#titled"


def find_places(parsed: Parse, lang: Language, actors: tuple[Mention, ...]) -> tuple[Place, ...]:
    """Places in order of the text. `actors` tell which names are sides rather than places, and which countries are in play.

    `Place.region` is the name of the first-level division (GeoNames' code where gazetteer/regions.toml has none), `lat` and
    `lon` degrees, a region's or a country's those of a point within.
    """
    atlas = lang.compiled(build_atlas)
    context, taken = Context(), dict[int, list[Mention]]()
    for mention in actors:
        code = mention.entity.code
        if code and len(code) == 3 and code in atlas.world.countries:
            context.add(mention.sentence, code)
        if mention.span is not None:
            taken.setdefault(mention.sentence, []).append(mention)
    found = list(_datelines(parsed, atlas, context))
    countries: list[Place] = []
    candidates: list[Candidate] = []
    for sentence in parsed.sentences:
        sides = taken.get(sentence.index, [])
        countries += _countries(sentence, sides, atlas)
        candidates += _beside(list(_candidates(parsed.text, sentence, sides, atlas)), sides, atlas)
    for candidate in candidates:
        _inform(candidate, context, atlas)
    for candidate in candidates:
        site = choose(candidate, context, atlas)
        if site is not None:
            found.append(_place(candidate.span, candidate.span.of(parsed.text), site, atlas))
    found += _told(parsed, candidates, found + countries, taken, context, atlas)
    return tuple(sorted(_without(countries, found) + found, key=_where))


def _told(
    parsed: Parse,
    candidates: list[Candidate],
    found: list[Place],
    sides: dict[int, list[Mention]],
    context: Context,
    atlas: Atlas,
) -> Iterator[Place]:
    """Places that only the text tells of."""
    filed: dict[int, list[Span]] = {}
    known: dict[int, list[Candidate]] = {}
    for place in found:
        sentence = parsed.sentence_at(_where(place).start)
        if sentence is not None:
            filed.setdefault(sentence.index, []).append(_where(place))
    for candidate in candidates:
        known.setdefault(candidate.sentence.index, []).append(candidate)
    names: set[str] = set()
    for sentence in parsed.sentences:
        mine = sides.get(sentence.index, [])
        new = list(unknown(sentence, filed.get(sentence.index, []), mine, names, atlas))
        for candidate in with_beside(new, known.get(sentence.index, []), mine):
            told = told_place(candidate, parsed.text, mine, context, atlas)
            if told is not None:
                yield told


def _without(countries: list[Place], found: list[Place]) -> list[Place]:
    """Countries whose words are no part of another place's ("Sea of Japan", "Darfur")."""
    taken = sorted((place.span for place in found if place.span), key=lambda span: span.start)
    starts = [span.start for span in taken]
    kept = []
    for place in countries:
        near = taken[max(0, bisect_left(starts, _where(place).start) - 1) :][:3]
        if not any(span.overlaps(_where(place)) for span in near):
            kept.append(place)
    return kept


def _where(place: Place) -> Span:
    return place.span or Span(0, 0)


def _countries(sentence: Sentence, sides: list[Mention], atlas: Atlas) -> Iterator[Place]:
    """Countries behind a preposition of place: "au Venezuela", "in Mexico"."""
    for mention in sides:
        entity = mention.entity
        named = entity.code is not None and entity.key == entity.code and not entity.head
        if not named or mention.span is None or not 0 <= mention.token < len(sentence.tokens):
            continue
        token = sentence.tokens[mention.token]
        if token.upos in ("PROPN", "X") and located(sentence, token, atlas):
            site = atlas.world.countries.get(entity.code or "")
            lat, lon = (site.lat, site.lon) if site else (None, None)
            yield Place(mention.span, entity.name or "", entity.code, "places#country", lat, lon, precision="country")


def _candidates(text: str, sentence: Sentence, sides: list[Mention], atlas: Atlas) -> Iterator[Candidate]:
    """Every name in a sentence that some place bears and that is no side and no part of another name."""
    k, tokens = 0, sentence.tokens
    while k < len(tokens):
        word = tokens[k].text
        match = None
        if word[0].isupper() or (word in atlas.lower and word.islower()):
            match = _longest(text, tokens, k, atlas)
            if match is not None and match[0] == k + 1 and tokens[k].upos in FUNCTION:
                match = None
        if match is None:
            k += 1
            continue
        end, key, sites = match
        span = Span(tokens[k].span.start, tokens[end - 1].span.end)
        candidate = Candidate(sentence, k, end, span, key, sites, weigh(sentence, k, end, atlas))
        if not any(_is_side(candidate, side, atlas) for side in sides) and not within_a_name(sentence, k, end, atlas):
            yield candidate
        k = end


def _longest(text: str, tokens: tuple[Token, ...], k: int, atlas: Atlas) -> tuple[int, str, tuple[Site, ...]] | None:
    """The longest name that begins at token k: (end, its key, the sites that bear it)."""
    best = None
    start = tokens[k].span.start
    for end in range(k + 1, min(k + LONGEST_NAME, len(tokens)) + 1):
        until = tokens[end - 1].span.end
        if until - start > LONGEST_TEXT:
            break
        looked = atlas.look(text[start:until])
        if looked.sites:
            best = (end, looked.key, looked.sites)
        if not looked.longer:
            break
    return best


def _is_side(candidate: Candidate, side: Mention, atlas: Atlas) -> bool:
    """Whether a name is a side's rather than a place's.

    No side has the name of a place of which its own is a part ("Sea of Japan"), that only describes it ("the mayor of
    Mobile"), or that is a region of a country that the side is taken for. A surname behind a preposition of place, or behind
    an article where a region bears it, is a place: persons have no article.
    """
    if side.span is None or not side.span.overlaps(candidate.span):
        return False
    if len(candidate.span) > len(side.span) and candidate.span.covers(side.span):
        return False
    regional = any(site.precision != "city" for site in candidate.sites)
    tokens = candidate.sentence.tokens
    if regional and candidate.end < len(tokens) and tokens[candidate.end].lemma.lower() in atlas.regions_words:
        return False  # "in the Upper Nile department"
    if "/" in side.entity.key or (regional and _describes(candidate, side)):
        return candidate.start <= side.token < candidate.end
    if side.entity.key == side.entity.code and not side.entity.head:
        return not (regional and any(site.country == side.entity.code for site in candidate.sites))
    if side.entity.head and (candidate.evidence.struck or candidate.evidence.settlement):
        return False
    if side.entity.head or side.span != candidate.span or side.rule == TITLED:
        return True
    before = candidate.sentence.tokens[candidate.start - 1].text.lower() if candidate.start else ""
    if regional:
        own = side.rule == NAMED and any(site.key and not site.code for site in candidate.sites)
        return not (own or candidate.evidence.strong or before in atlas.articles)
    return not (candidate.evidence.placed or (candidate.evidence.struck and side.rule == NAMED))


def _describes(candidate: Candidate, side: Mention) -> bool:
    """Whether a name belongs to what a longer side's words tell: "the governor of California", "the Upper Nile department"."""
    longer = side.span is not None and len(side.span) > len(candidate.span) and side.span.covers(candidate.span)
    own = range(candidate.start, candidate.end)
    outward = [candidate.sentence.tokens[k].deprel for k in own if candidate.sentence.tokens[k].head not in own]
    return longer and not side.entity.head and bool(outward) and set(outward) <= {"nmod", "compound"}


def _beside(candidates: list[Candidate], sides: list[Mention], atlas: Atlas) -> list[Candidate]:
    """Tells each candidate which country or region is named right behind it: "Odessa, Texas", "à Tripoli, au Liban"."""
    told = []
    for n, candidate in enumerate(candidates):
        tokens = candidate.sentence.tokens
        limit = _reach(tokens, candidate.end, atlas)
        named: set[tuple[str, str]] = set()
        if n + 1 < len(candidates) and candidates[n + 1].start <= limit:
            following = candidates[n + 1].sites
            named |= {(s.country, s.code) for s in following if s.precision == "region" and s.country}
        if limit < len(tokens):
            at = tokens[limit].span.start
            named |= {
                (m.entity.code, "")
                for m in sides
                if m.entity.code and m.entity.key == m.entity.code and m.span and m.span.start <= at < m.span.end
            }
        told.append(replace(candidate, beside=frozenset(named)) if named else candidate)
    return told


def _reach(tokens: tuple[Token, ...], end: int, atlas: Atlas) -> int:
    """The first token behind a name, a comma or bracket and words such as "in the western state of"; -1 without those."""
    if end >= len(tokens) or tokens[end].text not in (",", "("):
        return -1
    k = end + 1
    while k < len(tokens) and k - end <= BESIDE:
        low, lemma = tokens[k].text.lower(), tokens[k].lemma.lower()
        small = low in atlas.glue or low in atlas.locatives or low in atlas.directions or lemma in atlas.directions
        if not (small or lemma in atlas.regions_words or tokens[k].upos in ("DET", "ADJ")):
            break
        k += 1
    return k


def _inform(candidate: Candidate, context: Context, atlas: Atlas) -> None:
    """What a name that can be only one place, or says what country it is in, adds to the context."""
    sentence = candidate.sentence.index
    for country, code in candidate.beside:
        context.add(sentence, country, code)
    if candidate.key in atlas.common or not candidate.evidence.strong:
        return
    regions = [site for site in candidate.sites if site.precision == "region"]
    if len(regions) == 1 and regions[0].country:
        context.add(sentence, regions[0].country, regions[0].code)
    elif not regions and len({site.country for site in candidate.sites}) == 1:
        top = candidate.sites[0]
        if top.population >= 20_000:
            context.add(sentence, top.country, top.code)


def _datelines(parsed: Parse, atlas: Atlas, context: Context) -> Iterator[Place]:
    """The place in a dateline ("KYIV, Jan 12 -"): the first words of it that a place bears."""
    for part in parsed.article.parts:
        if part.kind != "dateline":
            continue
        words = part.span.of(parsed.text)
        name = words.split(",")[0].split("(")[0].split("/")[0].split(" -")[0].split(".")[0].strip()
        cities = [site for site in atlas.sites(key_of(name)) if site.precision == "city"]
        rest = key_of(words[len(name) :])
        seats = atlas.capital_of.get(key_of(name), frozenset())

        def unlikely(site: Site, seats: frozenset[str] = seats) -> tuple[bool, bool]:
            return site.country not in seats, site.country not in context.countries and site.population < 10**6

        for city in sorted(cities, key=unlikely):
            if city.population >= 10**5 or city.country in context.countries or rest:
                start = part.span.start + words.index(name)
                place = _place(Span(start, start + len(name)), name, city, atlas)
                yield replace(place, rule="places#dateline")
                break


def _place(span: Span, words: str, site: Site, atlas: Atlas) -> Place:
    name = " ".join(words.split())
    return Place(
        span=span,
        name=site.name if name.isupper() and len(name) > 3 else name,
        country=site.country or None,
        rule=f"places#{site.precision}",
        lat=site.lat,
        lon=site.lon,
        region=(atlas.world.division(site) if site.precision == "city" else site.name) or None,
        geonames=site.geonames,
        precision="sea" if site.precision == "sea" else "region" if site.precision == "region" else "city",
    )
