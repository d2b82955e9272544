"""JSON: one record a line (CODEBOOK §5), an array of records, or a single one. A broken line loses only itself."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from dragoman.reading.options import Context, Draft, Found
from dragoman.reading.text import decoded
from dragoman.types import BadInput

#: Names that stand for a field where the field's own name is absent, first come first taken.
ALIASES: Mapping[str, tuple[str, ...]] = {
    "text": ("text", "body", "content", "article", "maintext", "article_text", "full_text", "fulltext", "story"),
    "title": ("title", "headline"),
    "published": ("published", "date", "date_publish", "publication_date", "published_at", "pubdate", "datetime"),
    "updated": ("updated", "date_modify", "modified", "updated_at"),
    "lang": ("lang", "language"),
    "url": ("url", "link", "uri"),
    "byline": ("byline", "author", "authors"),
    "agency": ("agency",),
    "source": ("source", "publisher", "outlet", "source_domain"),
    "id": ("id", "_id", "uuid", "guid"),
    "tags": ("tags", "keywords"),
    "captions": ("captions",),
    "credits": ("credits",),
    "extra": ("extra",),
}
#: What a record of ours holds beside the article; it is found anew.
_OURS = frozenset({"events", "quotations", "times", "places", "actors", "parts", "error"})
_LONG_WRAPPED = 1 << 16


def read_jsonl(stream: BinaryIO, name: str, context: Context) -> Iterator[Found]:
    """Every record, in order. Lines are numbered from one; blank ones are passed over."""
    most = context.limits.record_bytes
    number = 0
    while line := stream.readline(most + 1):
        number += 1
        record = f"line {number}"
        if len(line) > most:
            _skip_line(stream)
            yield BadInput(f"line of more than {most} bytes", source=name, record=record, fix="one article a line")
            continue
        if not line.strip():
            continue
        if number == 1 and (rest := _whole(line, stream, context)) is not None:
            yield from _documents(rest, name, context)
            return
        yield _parsed(line, name, record, context)
    if number == 0:
        yield BadInput("empty", source=name, fix="one JSON object a line")


def draft_of(record: Mapping[str, Any], name: str, where: str, context: Context) -> Found:
    """A record's fields by their names, the mapped ones first; the rest becomes `extra`."""
    fields: dict[str, Any] = {}
    used: set[str] = set()
    columns = context.options.columns
    lowered = {str(key).strip().lower(): key for key in record}
    for field, aliases in ALIASES.items():
        if field in columns and columns[field] not in record:
            return BadInput(f"no field {columns[field]!r}", source=name, record=where, fix=f"it has {_few(record)}")
        for alias in (columns[field],) if field in columns else aliases:
            key = alias if alias in record else lowered.get(alias)
            if key is not None and record[key] not in (None, "", []) and record[key] == record[key]:
                fields[field] = record[key]
                used.add(str(key))
                break
    text = fields.pop("text", None)
    if not isinstance(text, str):
        what = "no text" if text is None else f"text is {type(text).__name__}, not a string"
        return BadInput(what, source=name, record=where, fix=f"name its field with text=…; it has {_few(record)}")
    if isinstance(fields.get("byline"), list):
        fields["byline"] = ", ".join(str(one) for one in fields["byline"][:20])
    rest = {k: v for k, v in record.items() if k not in used and k not in _OURS and v not in (None, "")}
    extra = fields.get("extra")
    fields["extra"] = {**(extra if isinstance(extra, dict) else {}), **rest}
    return Draft(text, fields=fields, record=where)


def _parsed(line: bytes, name: str, where: str, context: Context) -> Found:
    try:
        record = json.loads(decoded(line, name, record=where, encoding=context.options.encoding))
    except BadInput as fault:
        return fault
    except RecursionError:
        return BadInput("nested too deeply", source=name, record=where, fix="one flat object a line")
    except ValueError as fault:
        return BadInput(f"not valid JSON: {fault}", source=name, record=where, fix="one object a line")
    if not isinstance(record, dict):
        return BadInput(f"a {type(record).__name__}, not an object", source=name, record=where, fix="one object a line")
    return draft_of(record, name, where, context)


def _whole(first: bytes, stream: BinaryIO, context: Context) -> bytes | None:
    """All of a file that is one JSON document over several lines; None for a file of records, a line each."""
    start = first.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start[:1] == b"{":
        try:
            json.loads(start)
            return None
        except (ValueError, RecursionError):
            if len(start) > _LONG_WRAPPED or start.rstrip()[-1:] not in b"{,[":
                return None
    elif start[:1] != b"[":
        return None
    return first + stream.read(context.limits.text_bytes)


def _documents(data: bytes, name: str, context: Context) -> Iterator[Found]:
    if len(data) > context.limits.text_bytes:
        yield BadInput(
            "one JSON document of more than can be held", source=name, fix="give it as JSONL, one object a line"
        )
        return
    try:
        document = json.loads(decoded(data, name, encoding=context.options.encoding))
    except BadInput as fault:
        yield fault
        return
    except RecursionError:
        yield BadInput("nested too deeply", source=name, fix="give it as JSONL, one flat object a line")
        return
    except ValueError as fault:
        yield BadInput(f"not valid JSON: {fault}", source=name, fix="give it as JSONL, one object a line")
        return
    for number, record in enumerate(document if isinstance(document, list) else [document], 1):
        where = f"record {number}"
        if isinstance(record, dict):
            yield draft_of(record, name, where, context)
        else:
            yield BadInput(f"a {type(record).__name__}, not an object", source=name, record=where)


def _skip_line(stream: BinaryIO) -> None:
    while chunk := stream.readline(1 << 20):
        if chunk.endswith(b"\n"):
            return


def _few(record: Mapping[str, Any]) -> str:
    names = [repr(str(key)[:30]) for key in list(record)[:12]]
    return ", ".join(names) or "no fields"
