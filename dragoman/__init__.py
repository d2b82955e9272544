"""Dragoman, the reader of the world's dispatches: who did what to whom, who said what, when and where.

    >>> import dragoman
    >>> coded = dragoman.code("Le Mexique a accusé les États-Unis d'ingérence.", lang="fr", published="2026-01-12")
    >>> [(event.type, event.mode) for event in coded.events]
    [('ACCUSE', 'allege')]

Nothing heavy is loaded before it is used.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, Literal, overload

from dragoman.types import (
    Article,
    BadInput,
    Coded,
    Entity,
    Event,
    Mention,
    Parse,
    Part,
    Place,
    Quotation,
    Sentence,
    Span,
    Time,
    Token,
)

if TYPE_CHECKING:
    from pathlib import Path

    from dragoman.pipeline import Kit
    from dragoman.store import Store

__version__ = "0.1.0"
__all__ = [
    "Article",
    "BadInput",
    "Coded",
    "Entity",
    "Event",
    "Mention",
    "Parse",
    "Part",
    "Place",
    "Quotation",
    "Sentence",
    "Span",
    "Time",
    "Token",
    "code",
    "load_kit",
    "open",
    "read",
    "record",
]


def read(source: Any, **options: Any) -> Iterator[Article]:
    """Articles from files, folders, globs, addresses or standard input ("-"), lazily. See `dragoman.reading.read`."""
    from dragoman.reading import read as read_any

    return read_any(source, **options)


@overload
def code(source: str | Article, **options: Any) -> Coded: ...
@overload
def code(source: Iterable[Article], **options: Any) -> Iterator[Coded]: ...
def code(
    source: str | Article | Iterable[Article],
    *,
    lang: str | None = None,
    published: str | None = None,
    kit: Kit | None = None,
    on_error: Literal["raise", "keep"] = "raise",
    **fields: Any,
) -> Coded | Iterator[Coded]:
    """Code a text, one article, or many.

    A string is the text of one article (to code files, `code(read("news/*.txt"))`); `lang`, `published` (ISO date) and the other
    fields of `Article` tell what the text does not. One text or article gives one `Coded`, several give an iterator in
    their order. Raises BadInput for a language that is not shipped or a date that is none.
    """
    from dragoman import pipeline

    if isinstance(source, str):
        from dragoman.reading import article

        source = article(source, lang=lang, published=published, **fields)
    if isinstance(source, Article):
        return next(pipeline.code([source], kit=kit, on_error=on_error))
    return pipeline.code(source, kit=kit, on_error=on_error)


def load_kit(**options: Any) -> Kit:
    """Languages, gazetteer, ontology and parser, to be handed to `code(…, kit=kit)`. See `dragoman.pipeline.load_kit`."""
    from dragoman.pipeline import load_kit as load

    return load(**options)


def open(folder: str | Path) -> Store:
    """A store that `dragoman code --out` filled: its tables, its articles. See `dragoman.store.open_store`."""
    from dragoman.store import open_store

    return open_store(folder)


def record(coded: Coded) -> dict[str, Any]:
    """The record of an article as plain dictionaries and lists (codebook §5), ready for JSON."""
    from dragoman.export.jsonl import record as plain

    return plain(coded)
