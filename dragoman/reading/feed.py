"""RSS and Atom → drafts, one an entry. With `follow`, the page that an entry links to is read in its place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from dragoman.reading.calendar import plain_date
from dragoman.reading.html import Block, NoArticle, composed, page_draft, parse_page
from dragoman.reading.options import Context, Draft, Found
from dragoman.types import BadInput

_ENTITY = re.compile(rb"<!ENTITY", re.I)
_SPACE = re.compile(r"\s+")
_BLOCKS = frozenset(
    ("p", "div", "li", "blockquote", "h1", "h2", "h3", "h4", "h5", "h6", "br", "tr", "figure", "figcaption")
)
#: Entries beyond this many in one feed are left.
MOST_ENTRIES = 10_000


def read_feed(stream: BinaryIO, name: str, context: Context) -> Iterator[Found]:
    """Every entry of a feed, in its order."""
    most = context.limits.page_bytes
    data = stream.read(most + 1)
    if len(data) > most:
        yield BadInput(f"feed of more than {most >> 20} MB", source=name)
        return
    if _ENTITY.search(data):
        yield BadInput(
            "feed that declares entities of its own", source=name, fix="entities can be made to explode: remove them"
        )
        return
    import feedparser

    parsed = feedparser.parse(data)
    if not parsed.entries:
        said = " ".join(str(parsed.get("bozo_exception") or "it has no entries").split())[:120]
        yield BadInput(f"no feed can be read: {said}", source=name, fix="give RSS or Atom")
        return
    lang = parsed.feed.get("language")
    for number, entry in enumerate(parsed.entries[:MOST_ENTRIES], 1):
        yield _entry(entry, name, f"entry {number}", lang, context)


def _entry(entry: Mapping[str, Any], name: str, record: str, lang: str | None, context: Context) -> Found:
    link = str(entry.get("link") or "")
    fields: dict[str, Any] = {
        "id": entry.get("id") or link or None,
        "url": link or None,
        "title": _plain(entry.get("title")),
    }
    if byline := entry.get("author"):
        fields["byline"] = _plain(byline)
    fields["tags"] = [str(tag.get("term")) for tag in entry.get("tags", ())[:30] if tag.get("term")]
    hints = {key: _date(entry, key) for key in ("published", "updated")}
    if hints["published"] is None:
        hints["published"] = hints["updated"]
    if lang:
        hints["lang"] = lang
    if context.options.follow and link:
        return _followed(link, record, {k: v for k, v in fields.items() if v}, hints, context)
    contents = entry.get("content") or ()
    markup = max((str(part.get("value") or "") for part in contents), key=len, default="") or str(
        entry.get("summary") or ""
    )
    blocks = blocks_of(markup)
    if not blocks and not fields["title"]:
        return BadInput("entry without text", source=name, record=record)
    text, told = composed(fields["title"], blocks)
    dates = {key: value for key, value in hints.items() if key != "lang" and value}
    return Draft(text, fields={**fields, **dates}, hints={**hints, "told": told}, record=record)


def _followed(link: str, record: str, fields: dict[str, Any], hints: dict[str, Any], context: Context) -> Found:
    """The page behind an entry; what the feed says fills what the page leaves open."""
    from dragoman.reading.fetch import fetch

    try:
        page = fetch(link, context)
        draft = page_draft(page.body, link, context, url=page.url, charset=page.charset)
    except BadInput as fault:
        return BadInput(fault.problem, source=link, record=record, fix=fault.fix)
    dated = {key: hints[key] for key in ("published", "updated") if hints.get(key)}
    return Draft(draft.text, fields={**fields, **dated, **draft.fields}, hints={**hints, **draft.hints}, record=record)


def blocks_of(markup: str) -> list[Block]:
    """Paragraphs of a piece of HTML, or of plain text."""
    if "<" not in markup:
        return [Block("body", line) for part in markup.splitlines() if (line := _SPACE.sub(" ", part).strip())]
    try:
        tree = parse_page(f"<html><body>{markup[:2_000_000]}</body></html>", "entry")
    except NoArticle:
        return []
    blocks: list[Block] = []
    pieces: list[str] = []

    def flush() -> None:
        if text := _SPACE.sub(" ", "".join(pieces)).strip():
            blocks.append(Block("body", text))
        pieces.clear()

    for event, element in _walk(tree):
        if element.tag in _BLOCKS:
            flush()
        pieces.append((element.text if event == "start" else element.tail) or "")
    flush()
    return blocks


def _walk(tree: Any) -> Iterator[tuple[str, Any]]:
    from lxml import etree

    return iter(etree.iterwalk(tree, events=("start", "end")))


def _date(entry: Mapping[str, Any], key: str) -> str | None:
    """The entry's own words where they are a date, else what feedparser made of them."""
    told = entry.get(key) if key in entry else None  # feedparser answers for a missing `updated`, and warns
    if told and (date := plain_date(str(told))):
        return date
    parsed = entry.get(f"{key}_parsed") if f"{key}_parsed" in entry else None
    return "{:04}-{:02}-{:02}T{:02}:{:02}".format(*parsed[:5]) if parsed else None


def _plain(value: Any) -> str | None:
    if not value:
        return None
    text = " ".join(block.text for block in blocks_of(str(value)))
    return text or None
