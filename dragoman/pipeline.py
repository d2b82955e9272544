"""The heart: one article at a time, through every room of the house."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Literal

from dragoman.actors import find_actors
from dragoman.events import find_events
from dragoman.gazetteer import Gazetteer, load_gazetteer
from dragoman.language import Language, Languages
from dragoman.link import lean, link
from dragoman.ontology import Ontology, load_ontology
from dragoman.parse import Parser, load_parser, parse
from dragoman.places import find_places
from dragoman.quotes import find_quotes
from dragoman.times import find_times
from dragoman.types import Article, BadInput, Coded, Parse

#: How many articles are parsed together: enough to keep the network busy, little enough to answer soon.
BATCH = 16


@dataclass(frozen=True)
class Kit:
    """Everything that coding needs, loaded once."""

    languages: Mapping[str, Language]
    gazetteer: Gazetteer
    ontology: Ontology
    parser: Parser


def load_kit(*, gazetteer: Iterable[Path] = ()) -> Kit:
    """The shipped languages, gazetteer, ontology and parser; `gazetteer` names files of the user's own that add or override.

    Raises BadInput for a file that does not hold what it should.
    """
    return Kit(Languages(), load_gazetteer(gazetteer), load_ontology(), load_parser())


@cache
def default_kit() -> Kit:
    """The kit as shipped, loaded when first needed and kept: a resource, not a state."""
    return load_kit()


def code_one(article: Article, parsed: Parse, kit: Kit) -> Coded:
    """One article. Pure: same article and kit, same answer. Each line is one room of this house."""
    lang = kit.languages[article.lang]
    actors = find_actors(parsed, lang, kit.gazetteer, on=article.published)
    quotes = find_quotes(parsed, lang, actors)
    times = find_times(parsed, lang, anchor=article.published)
    places = find_places(parsed, lang, actors)
    times = lean(parsed, times, places, quotes)
    events = find_events(parsed, lang, kit.ontology, actors, quotes, places)
    events, quotes = link(parsed, events, times, places, quotes, lang)
    return Coded(article, quotes, actors, times, places, events)


def code(
    articles: Iterable[Article], *, kit: Kit | None = None, on_error: Literal["raise", "keep"] = "raise"
) -> Iterator[Coded]:
    """Code articles lazily, in batches, in order. This is the only place that catches.

    `on_error="keep"` gives an article that cannot be coded as `Coded(article, error="why")` and goes on.
    """
    waiting = iter(articles)
    while batch := list(islice(waiting, BATCH)):
        kit = kit or default_kit()
        readable = [article for article in batch if article.error is None and article.lang in kit.languages]
        parsed = dict(zip(map(id, readable), parse(readable, parser=kit.parser, languages=kit.languages), strict=True))
        for article in batch:
            try:
                if article.error is not None:
                    raise BadInput(article.error)
                if id(article) not in parsed:
                    raise BadInput(f"language {article.lang!r} is not shipped", record=article.id)
                yield code_one(article, parsed[id(article)], kit)
            except Exception as fault:
                if on_error == "raise":
                    raise
                yield Coded(article, error=str(fault) or type(fault).__name__)
