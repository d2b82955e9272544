"""Web pages → drafts: trafilatura finds the body, the page's own statements (JSON-LD, OpenGraph, microdata) the rest.

The text is composed: the headline, then one paragraph a block, blank lines between. Captions stay fields.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from dragoman.reading.clock import within
from dragoman.reading.lines import ends_sentence
from dragoman.reading.options import Context, Draft, Found, Limits
from dragoman.reading.pagedata import page_data
from dragoman.reading.sources import is_url
from dragoman.reading.text import decoded
from dragoman.types import BadInput

#: Elements that end where the next begins, or hold nothing: they do not nest.
_FLAT = frozenset(
    b"p li br hr img input meta link source area base col embed param track wbr option dt dd tr td th tbody".split()
)
_TAG = re.compile(rb"<(/?)([a-zA-Z][a-zA-Z0-9]{0,15})[^<>]{0,65536}>")
_CHARSET = re.compile(rb"charset\s{0,4}=\s{0,4}[\"']?\s{0,4}([\w-]{2,24})", re.I)
#: Stands for a line break while trafilatura works, which drops control characters.
_BREAK = "\u2424"
_SPACE = re.compile(r"\s+")
#: A page none of whose paragraphs has so many words holds no article.
FEWEST_WORDS = 9


class NoArticle(BadInput):
    """A page that holds no article: a front page, a list, a form."""


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph of a page; `kind` is "subhead" or "body"."""

    kind: str
    text: str


def read_html(stream: BinaryIO, name: str, context: Context) -> Iterator[Found]:
    """A page of a file."""
    most = context.limits.page_bytes
    data = stream.read(most + 1)
    if len(data) > most:
        yield BadInput(f"page of more than {most >> 20} MB", source=name, fix="give its text")
        return
    try:
        yield page_draft(data, name, context, url=name if is_url(name) else None)
    except BadInput as fault:
        yield fault


def page_draft(
    data: bytes, name: str, context: Context, *, url: str | None = None, charset: str | None = None
) -> Draft:
    """A page's article. Raises NoArticle where it holds none, BadInput where it cannot be read, or not in `Limits.seconds`."""
    with within(context.limits.seconds, name):
        return _page_draft(data, name, context, url, charset)


def _page_draft(data: bytes, name: str, context: Context, url: str | None, charset: str | None) -> Draft:
    check_nesting(data, context.limits, name)
    tree = parse_page(page_text(data, name, charset=charset), name)
    known = page_data(tree, url)
    blocks = body_blocks(tree, known.get("title"))
    if not any(_is_prose(block.text) for block in blocks):
        raise NoArticle("no article on this page", source=name, fix="give the article's own page, or its text")
    title = known.get("title")
    text, told = composed(title, blocks)
    fields = {key: known[key] for key in ("title", "byline", "url", "source", "captions", "credits") if known.get(key)}
    hints = {key: known[key] for key in ("lang", "published", "updated", "tags", "extra") if known.get(key)}
    if known.get("sure"):
        fields |= {key: hints.pop(key) for key in ("published", "updated") if key in hints}
    return Draft(text, fields=fields, hints={**hints, "told": told})


def composed(title: str | None, blocks: list[Block]) -> tuple[str, dict[int, str]]:
    """The text of a page and, by the offset where it begins, the kind of every block that the page marks."""
    pieces = [title] if title else []
    told: dict[int, str] = {}
    at = len(title) + 2 if title else 0
    for block in blocks:
        told[at] = block.kind
        pieces.append(block.text)
        at += len(block.text) + 2
    return "\n\n".join(pieces), told


def page_text(data: bytes, name: str, *, charset: str | None = None) -> str:
    """A page's characters, by its mark, the server's word, its own, or as UTF-8 or Windows-1252."""
    declared = _CHARSET.search(data, 0, 4096)
    for codec in (charset, declared[1].decode("ascii") if declared else None):
        if codec and not data.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
            codec = "cp1252" if codec.lower() in ("iso-8859-1", "latin-1", "latin1", "ascii", "us-ascii") else codec
            try:
                return data.decode(codec)
            except (UnicodeDecodeError, LookupError, ValueError):
                continue
    try:
        return decoded(data, name)
    except BadInput:
        if b"\x00" in data[:4096]:
            raise
        return data.decode("utf-8", "replace")


def check_nesting(data: bytes, limits: Limits, name: str) -> None:
    """Raise BadInput for a page built to exhaust a parser: too many elements, or too many within each other."""
    depth = deepest = count = 0
    for match in _TAG.finditer(data):
        tag = match[2].lower()
        count += 1
        if tag in _FLAT or match.group()[-2:-1] == b"/":
            continue
        depth = max(0, depth - 1) if match[1] else depth + 1
        deepest = max(deepest, depth)
    if deepest > limits.nesting or count > 2 * limits.elements or data.count(b"<") > 8 * limits.elements:
        what = f"{deepest} elements within each other" if deepest > limits.nesting else f"{count} tags"
        raise BadInput(f"page with {what}", source=name, fix="give its text")


def parse_page(text: str, name: str) -> Any:
    """The page's tree; BadInput where nothing can be made of it."""
    from lxml import etree, html

    parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8", huge_tree=False)
    try:
        tree = html.document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as fault:
        raise NoArticle("nothing to read on this page", source=name) from fault
    return tree


def body_blocks(tree: Any, title: str | None) -> list[Block]:
    """The article's paragraphs in order, the headline left out where it opens them."""
    from trafilatura import bare_extraction

    for line_break in tree.iter("br"):  # trafilatura makes spaces of them
        line_break.tail = _BREAK + (line_break.tail or "")
    found = bare_extraction(
        tree,
        with_metadata=False,
        include_comments=False,
        include_tables=False,
        include_formatting=False,
        deduplicate=False,
        favor_recall=False,
    )
    body = getattr(found, "body", None)
    if body is None:
        return []
    blocks = [block for element in body for block in _blocks_of(element)]
    while blocks and title and _same(blocks[0].text, title):
        blocks.pop(0)
    return blocks


def _is_prose(text: str) -> bool:
    return len(text.split()) >= FEWEST_WORDS and not text.startswith("- ") and any(stop in text for stop in ".!?…")


def _blocks_of(element: Any) -> Iterator[Block]:
    if element.tag == "list":
        for item in element.iter("item"):
            if text := _spaced(item):
                yield Block("body", f"- {text}")
        return
    if element.tag in ("graphic", "table"):
        return
    kind = "subhead" if element.tag == "head" else "body"
    children = element.findall(".//p") if element.tag in ("quote", "div") else []
    for part in children or [element]:
        for text in _lines(part):
            yield Block(kind, text)


def _lines(element: Any) -> Iterator[str]:
    """The text of an element, parted at those line breaks that stand behind a sentence's end."""
    held = ""
    for line in "".join(element.itertext()).split(_BREAK):
        held = _SPACE.sub(" ", f"{held} {line}").strip()
        if held and ends_sentence(held):
            yield held
            held = ""
    if held:
        yield held


def _spaced(element: Any) -> str:
    return _SPACE.sub(" ", "".join(element.itertext()).replace(_BREAK, " ")).strip()


def _same(a: str, b: str) -> bool:
    return re.sub(r"\W+", "", a).lower() == re.sub(r"\W+", "", b).lower()
