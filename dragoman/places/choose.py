"""Which of the places that bear a name is meant, if any: by what stands beside it, by the article's countries, by population."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from math import log10

from dragoman.gazetteer.world import Site
from dragoman.places.evidence import Evidence
from dragoman.places.words import Atlas
from dragoman.types import Sentence, Span

#: A city below this is believed without a country of the article's only behind a word of place.
FAMOUS = 1_000_000
#: A city below this is believed only where its country or region stands in the article.
KNOWN = 100_000
#: A city of a region's name: from this size on the bare name is the city.
EPONYM = 100_000
#: What a region weighs beside the cities of other countries that have its name.
REGION = 300_000
#: What counts how much beside the logarithm of the population, in powers of ten.
BESIDE, SAME_REGION, SAME_SENTENCE, SAME_ARTICLE, OWN_NAME, CAPITAL = 6.0, 2.0, 1.5, 1.5, 1.0, 1.0
#: What a region of no one country ("the Sahel") has before one country's of that name.
SHARED = 3.5


@dataclass(frozen=True, slots=True)
class Candidate:
    """A name in the text and all that bear it. `beside` are the (country, division) that the words after it name."""

    sentence: Sentence
    start: int
    end: int
    span: Span
    key: str
    sites: tuple[Site, ...]
    evidence: Evidence
    beside: frozenset[tuple[str, str]] = frozenset()


@dataclass(slots=True)
class Context:
    """What else the article names: countries and first-level divisions, and countries by sentence."""

    countries: set[str] = field(default_factory=set)
    divisions: set[tuple[str, str]] = field(default_factory=set)
    by_sentence: dict[int, set[str]] = field(default_factory=dict)
    counts: Counter[str] = field(default_factory=Counter)

    def in_play(self, sentence: int, share: float) -> str | None:
        """The only country of a sentence, else the one that has its share of the article's names; None where none has."""
        here = self.by_sentence.get(sentence, set())
        if len(here) == 1:
            return next(iter(here))
        most = self.counts.most_common(1)
        return most[0][0] if most and most[0][1] >= share * self.counts.total() else None

    def add(self, sentence: int, country: str, code: str = "") -> None:
        if country:
            self.countries.add(country)
            self.counts[country] += 1
            self.by_sentence.setdefault(sentence, set()).add(country)
            if code:
                self.divisions.add((country, code))


def choose(candidate: Candidate, context: Context, atlas: Atlas) -> Site | None:
    """The site that is meant, None where it is doubtful that any is."""
    regions = [site for site in candidate.sites if site.precision != "city"]
    cities = [site for site in candidate.sites if site.precision == "city"]
    own = atlas.own.get(candidate.key, ())
    seats = atlas.capital_of.get(candidate.key, frozenset())
    site, city_score = best(candidate, context, cities, own, seats)
    region, region_score = best(candidate, context, regions, own, frozenset())
    if region is not None and (site is None or _is_region(candidate, region, cities)):
        same = site is None or site.country == region.country or candidate.evidence.regional or not region.code
        if same or region_score >= city_score:
            site = region
    if site is None or not _believed(candidate, site, context, atlas):
        return None
    return site


def best(
    candidate: Candidate, context: Context, sites: Iterable[Site], own: tuple[Site, ...], seats: frozenset[str]
) -> tuple[Site | None, float]:
    """The likeliest of several of one kind, and how likely. `seats` are the countries whose capital bears the name."""
    here = context.by_sentence.get(candidate.sentence.index, ())

    def score(site: Site) -> float:
        total = log10(max(site.population, 1000) if site.precision == "city" else REGION)
        beside = candidate.beside
        total += BESIDE * ((site.country, site.code) in beside or (site.country, "") in beside)
        total += SAME_REGION * (bool(site.code) and (site.country, site.code) in context.divisions)
        total += SAME_SENTENCE * (site.country in here) + SAME_ARTICLE * (site.country in context.countries)
        total += CAPITAL * (site.country in context.countries and site.country in seats)
        total += SHARED * (site.precision == "region" and not site.country)
        return total + OWN_NAME * (site in own)

    scored = [(score(site), -n, site) for n, site in enumerate(sites)]
    likeliest = max(scored, default=None)
    return (likeliest[2], likeliest[0]) if likeliest else (None, 0.0)


def _is_region(candidate: Candidate, region: Site, cities: list[Site]) -> bool:
    """Whether a name that a region shares with a city is the region's."""
    evidence = candidate.evidence
    if region.precision == "sea":
        return True
    if evidence.regional:
        return True
    if evidence.settlement:
        return False
    if not region.code:
        return True
    if candidate.beside:
        return (region.country, region.code) in candidate.beside
    return not any(city.country == region.country and city.population >= EPONYM for city in cities)


def _believed(candidate: Candidate, site: Site, context: Context, atlas: Atlas) -> bool:
    evidence = candidate.evidence
    home = site.country in context.countries
    if any(site.country == country for country, _ in candidate.beside):
        return evidence.proper or evidence.strong
    if site.precision == "city" and (_as_a_team(candidate, atlas) or _a_country(candidate, site, atlas)):
        return False
    if site.precision == "region" and set(candidate.key.split()) <= atlas.vague:
        return home and candidate.evidence.proper
    first, _, rest = candidate.key.partition(" ")
    if candidate.key in atlas.common or (first in atlas.articles and rest in atlas.common):
        told = evidence.settlement or evidence.regional or (evidence.placed and evidence.proper)
        return told and (home or site.population >= KNOWN or site.precision == "sea")
    if site.precision == "sea":
        return True
    if site.precision == "region":
        named = evidence.strong or ((evidence.proper or not site.code) and not evidence.acting)
        return named and (home or not site.code or evidence.strong)
    if evidence.acting and not evidence.settlement:
        return False
    if evidence.strong:
        return home or site.population >= KNOWN
    if candidate.key in atlas.capitals and not evidence.genitive:
        return False
    if home and site in atlas.own.get(candidate.key, ()):
        return evidence.proper
    return evidence.proper and (site.population >= FAMOUS or (home and site.population >= KNOWN // 10))


def _a_country(candidate: Candidate, site: Site, atlas: Atlas) -> bool:
    """Whether a name is first a country's, other than that which the city lies in ("Lebanon" is no town of Pennsylvania)."""
    codes = atlas.country_of.get(candidate.key, frozenset())
    return bool(codes) and site.country not in codes and not candidate.evidence.settlement


def _as_a_team(candidate: Candidate, atlas: Atlas) -> bool:
    """Cities have no article, their teams do; but for those whose name begins with one."""
    evidence = candidate.evidence
    if not evidence.article or evidence.regional or evidence.settlement:
        return False
    return not any(atlas.sites(f"{article} {candidate.key}") for article in atlas.articles)
