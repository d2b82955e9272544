"""Where: countries, regions, seas and cities that the article names as places (codebook §1, `place`).

A capital that speaks is an actor and no place; a name within a person's or a body's name is none either. Among the cities
of one name the article's other countries decide, then the population; a small city counts only where its country is named.
"""

from __future__ import annotations

from dragoman.language import Language
from dragoman.places.cities import Atlas, Site, build_atlas
from dragoman.types import Mention, Parse, Place, Sentence, Span, Token

#: A city below this is believed only where its country stands in the article.
KNOWN = 150_000
#: A city below this is believed only behind a preposition of place.
FAMOUS = 1_000_000
LONGEST_NAME = 5


def find_places(parsed: Parse, lang: Language, actors: tuple[Mention, ...]) -> tuple[Place, ...]:
    """Places in order of the text. `actors` tell which names are sides rather than places, and which countries are in play."""
    atlas = lang.compiled(build_atlas)
    countries = {mention.entity.code for mention in actors if mention.entity.code and len(mention.entity.code) == 3}
    taken: dict[int, list[Mention]] = {}
    for mention in actors:
        if mention.span is not None:
            taken.setdefault(mention.sentence, []).append(mention)
    found: list[Place] = []
    for sentence in parsed.sentences:
        sides = taken.get(sentence.index, [])
        found += _countries(sentence, sides, atlas)
        found += _sites(parsed.text, sentence, sides, atlas, countries)
    return tuple(sorted(found, key=lambda place: place.span or Span(0, 0)))


def _countries(sentence: Sentence, sides: list[Mention], atlas: Atlas) -> list[Place]:
    """Countries behind a preposition of place: "au Venezuela", "in Mexico"."""
    found = []
    for mention in sides:
        entity = mention.entity
        named = entity.code is not None and entity.key == entity.code and not entity.head
        if not named or mention.span is None or not 0 <= mention.token < len(sentence.tokens):
            continue
        token = sentence.tokens[mention.token]
        if token.upos == "PROPN" and _locative(sentence, token, atlas):
            found.append(Place(mention.span, entity.name or "", entity.code, "places#country", precision="country"))
    return found


def _sites(text: str, sentence: Sentence, sides: list[Mention], atlas: Atlas, countries: set[str]) -> list[Place]:
    found: list[Place] = []
    k = 0
    tokens = sentence.tokens
    while k < len(tokens):
        match = _longest(text, tokens, k, atlas) if tokens[k].text[:1].isupper() else None
        if match is None:
            k += 1
            continue
        end, sites = match
        span = Span(tokens[k].span.start, tokens[end - 1].span.end)
        site = None
        if not any(mention.span and mention.span.overlaps(span) for mention in sides):
            site = _choose(sentence, k, end, sites, atlas, countries)
        if site is not None:
            found.append(_place(span, span.of(text), site))
        k = end
    return found


def _longest(text: str, tokens: tuple[Token, ...], k: int, atlas: Atlas) -> tuple[int, tuple[Site, ...]] | None:
    """The longest name that begins at token k: (end, the sites that bear it)."""
    best = None
    for end in range(k + 1, min(k + LONGEST_NAME, len(tokens)) + 1):
        name = " ".join(text[tokens[k].span.start : tokens[end - 1].span.end].split()).lower()
        if name in atlas.sites and name not in atlas.never:
            best = (end, atlas.sites[name])
        if len(name) > 60:
            break
    return best


def _choose(
    sentence: Sentence, start: int, end: int, sites: tuple[Site, ...], atlas: Atlas, countries: set[str]
) -> Site | None:
    """The site that is meant, None where it is doubtful that any is."""
    if _within_a_name(sentence, start, end):
        return None
    top = next((t for t in sentence.tokens[start:end] if not start <= t.head < end), sentence.tokens[start])
    placed = _locative(sentence, top, atlas)
    at_home = [site for site in sites if site.country in countries]
    site = (at_home or list(sites))[0]
    if site.precision != "city":
        return site
    if not placed and site.population < FAMOUS:
        return None
    if not at_home and site.population < KNOWN:
        return None
    return site if placed or top.upos == "PROPN" else None


def _within_a_name(sentence: Sentence, start: int, end: int) -> bool:
    """Whether a capitalised neighbour belongs to the same name: "Paris Hilton", "Jack London", "Banco de Bogotá"."""
    tokens = sentence.tokens
    for k in (start - 1, end):
        if not 0 <= k < len(tokens):
            continue
        near = tokens[k]
        joined = near.deprel in ("flat", "compound", "appos") or tokens[start].deprel in ("flat", "compound")
        if near.upos == "PROPN" and near.text[:1].isupper() and joined and near.i != 0:
            return True
    return False


def _locative(sentence: Sentence, token: Token, atlas: Atlas) -> bool:
    """Whether a preposition of place stands before the name, or a word for a settlement above it."""
    if token.deprel in ("nsubj", "nsubj:pass", "obj", "iobj", "obl:agent"):
        return False
    if any(t.text.lower() in atlas.locatives for t in sentence.dependents(token.i, "case")):
        return True
    if token.head >= 0:
        above = sentence.tokens[token.head]
        if above.lemma.lower() in atlas.settlements:
            return True
        if token.deprel in ("appos", "conj", "nmod") and above.upos == "PROPN":
            return any(t.text.lower() in atlas.locatives for t in sentence.dependents(above.i, "case"))
    return False


def _place(span: Span, name: str, site: Site) -> Place:
    return Place(
        span=span,
        name=" ".join(name.split()),
        country=site.country or None,
        rule=f"places#{site.precision}",
        lat=site.lat,
        lon=site.lon,
        region=site.region or None,
        geonames=site.geonames,
        precision=site.precision,
    )
