"""Whatever a newsroom, a researcher or an archive has → Articles. One file per format; this one is the dict of them.

    for article in read("dispatches/"): ...

The format is told from content. Articles come one at a time, in order; nothing but the current one is held.
"""

from __future__ import annotations

import io
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO, Literal, cast

from dragoman.language import Language
from dragoman.reading.build import (
    KnownLanguages,
    LayoutLanguages,
    OtherLanguage,
    build_article,
    known_language,
    stable_id,
)
from dragoman.reading.calendar import plain_date
from dragoman.reading.clock import within
from dragoman.reading.exports import read_export
from dragoman.reading.feed import read_feed
from dragoman.reading.fetch import Fetched
from dragoman.reading.fetch import fetch as fetch_page
from dragoman.reading.html import read_html
from dragoman.reading.jsonl import read_jsonl
from dragoman.reading.options import Context, Draft, Found, Limits, Options, Tally
from dragoman.reading.sniff import sniff
from dragoman.reading.sources import BROKEN, Opened, Source, faults, is_url, names_of, open_named, opened
from dragoman.reading.table import read_csv, read_parquet
from dragoman.reading.text import read_text
from dragoman.reading.warc import read_warc
from dragoman.types import Article, BadInput

__all__ = ["READERS", "Limits", "Options", "Tally", "article", "read"]

OnError = Literal["raise", "keep"]
Reader = Callable[[BinaryIO, str, Context], Iterator[Found]]

#: The formats. Adding one is a file and a line.
READERS: Mapping[str, Reader] = {
    "text": read_text,
    "html": read_html,
    "feed": read_feed,
    "warc": read_warc,
    "jsonl": read_jsonl,
    "csv": read_csv,
    "parquet": read_parquet,
    "export": read_export,
}


def read(
    source: Source,
    *,
    lang: str | None = None,
    published: object = None,
    on_error: OnError = "raise",
    languages: Mapping[str, Language] | None = None,
    options: Options | None = None,
) -> Iterator[Article]:
    """Articles of a path, "-" for standard input, a URL, a directory, a glob, or an iterable of those.

    `lang` and `published` (ISO) hold for every article that does not state its own. `on_error="raise"` raises
    BadInput at
    the first broken record; "keep" puts an Article whose `error` says in one line what was wrong in its place.
    Articles in
    languages that are not shipped are passed over and counted in `options.tally`, as are duplicates (same id, url or
    text).
    """
    options = options or Options()
    if on_error not in ("raise", "keep"):
        raise ValueError(f"on_error is {on_error!r}, not 'raise' or 'keep'")
    context = Context(
        KnownLanguages(languages) if languages else LayoutLanguages(), options, options.tally or Tally(), Fetched()
    )
    code = known_language(lang, context.languages) if lang else None
    date = plain_date(published) if published is not None else None
    if published is not None and date is None:
        raise BadInput(f"bad published date {str(published)[:40]!r}", fix="write it as 2026-01-12 or 2026-01-12T09:57")
    return _articles(source, code, date, on_error, context)


def article(
    text: str,
    *,
    lang: str | None = None,
    published: object = None,
    id: str | None = None,
    languages: Mapping[str, Language] | None = None,
    **fields: Any,
) -> Article:
    """One article of a string, untouched: its language told if not given, its parts and fields found (given ones win).

    Raises BadInput for no text, a language that is not shipped, a date that is none, or a field that there is not.
    """
    unknown = set(fields) - {
        "updated",
        "title",
        "byline",
        "agency",
        "source",
        "url",
        "captions",
        "credits",
        "tags",
        "extra",
    }
    if unknown:
        raise BadInput(f"an article has no field {sorted(unknown)[0]!r}", fix="put it in extra={…}")
    return build_article(
        text, languages=languages or LayoutLanguages(), lang=lang, published=published, fields={**fields, "id": id}
    )


def _articles(
    source: Source, lang: str | None, published: str | None, on_error: OnError, context: Context
) -> Iterator[Article]:
    seen: set[int] = set()
    tally = context.tally
    for name, found in _found(source, context):
        try:
            if isinstance(found, BadInput):
                raise found
            made = _made(found, name, lang, published, context)
        except OtherLanguage as other:
            if other.code is not None:
                tally.other[other.code] += 1
                continue
            made = _broken(other, name, on_error, tally)
        except BadInput as fault:
            made = _broken(fault, name, on_error, tally)
        if made.error is None and _met(made, seen):
            tally.duplicates += 1
            continue
        tally.articles += made.error is None
        tally.cut += "cut" in made.extra
        yield made


def _found(source: Source, context: Context) -> Iterator[tuple[str, Found]]:
    """Every record of every file, with the file's name; a file that cannot be read is one broken record."""
    names = names_of(source, context)
    while True:
        name = ""
        try:
            name, asked = next(names)
            file = _opened(name, context, asked=asked)
            for found in _records(file, context):
                if isinstance(found, BadInput) and not asked and "binary" in found.problem:
                    context.tally.skipped += 1
                    continue
                yield file.name, found
        except StopIteration:
            return
        except BadInput as fault:
            yield name, fault
            if not name:
                return


def _opened(name: str, context: Context, *, asked: bool) -> Opened:
    if is_url(name):
        page = fetch_page(name, context)
        if page.unchanged:
            raise BadInput("not changed since it was read", source=name)
        return opened(cast(BinaryIO, io.BytesIO(page.body)), page.url, context)
    return open_named(name, context, asked=asked)


def _records(file: Opened, context: Context) -> Iterator[Found]:
    with file.stream as stream:
        kind = context.options.format or sniff(file.head, file.name, context.options.columns)
        if kind not in READERS:
            raise BadInput(f"no format {kind!r}", source=file.name, fix=f"use one of {', '.join(READERS)}")
        try:
            yield from READERS[kind](stream, file.name, context)
        except BROKEN as fault:
            yield faults(file.name, fault)


def _made(draft: Draft, name: str, lang: str | None, published: str | None, context: Context) -> Article:
    fields = dict(draft.fields)
    own = fields.pop("lang", None)
    fields.setdefault("source", name)
    dated = fields.pop("published", None) or published
    try:
        with within(context.limits.seconds, name, draft.record):
            return build_article(
                draft.text,
                languages=context.languages,
                lang=str(own) if own else lang,
                published=dated,
                fields=fields,
                hints=draft.hints,
                limits=context.limits,
                record=draft.record,
            )
    except BadInput as fault:
        fault.source = name
        if isinstance(fault, OtherLanguage):
            raise
        raise BadInput(fault.problem, source=name, record=draft.record, fix=fault.fix) from fault


def _broken(fault: BadInput, name: str, on_error: OnError, tally: Tally) -> Article:
    tally.broken += 1
    if on_error == "raise":
        raise fault
    said = " ".join(str(fault).split())
    return Article(id=stable_id(text=said, url=None, source=name), text="", source=name or None, error=said)


def _met(made: Article, seen: set[int]) -> bool:
    """Whether an article of this id, url or text came before."""
    marks = {hash((kind, value)) for kind, value in (("id", made.id), ("url", made.url), ("text", made.text)) if value}
    if marks & seen:
        return True
    seen |= marks
    return False
