"""Which format a stream is in, told from its first bytes; the suffix of its name only where they leave it open."""

from __future__ import annotations

import re
from collections.abc import Mapping

from dragoman.reading.jsonl import ALIASES

_TAG = re.compile(rb"<(?:!doctype\s+html|html|head|body|meta|article|div|p)[\s>/]", re.I)
_FEED = re.compile(rb"<(?:rss|feed|rdf:RDF|channel)[\s>]", re.I)
_CELLS = re.compile(r'"(?:[^"]|"")*"|[^,;\t|"]+')
#: A header's names are no longer than this.
LONG_NAME = 40


def sniff(head: bytes, name: str, columns: Mapping[str, str]) -> str:
    """The format's name, a key of `read.READERS`."""
    suffix = _suffix(name)
    if head.startswith(b"PAR1"):
        return "parquet"
    start = head.lstrip(b"\xef\xbb\xbf \t\r\n")
    if start.startswith(b"WARC/"):
        return "warc"
    if start[:1] == b"<":
        if _FEED.search(start[:4096]):
            return "feed"
        if _TAG.search(start) or suffix in ("html", "htm", "xhtml") or start.startswith(b"<!--"):
            return "html"
    if suffix in ("html", "htm", "xhtml") and _TAG.search(head):
        return "html"
    if start[:1] == b"{" or (start[:1] == b"[" and start[1:].lstrip()[:1] in (b"{", b"]")):
        if suffix in ("json", "jsonl", "ndjson") or re.match(rb'[\[{\s]*(?:"|\}|\]|\{)', start):
            return "jsonl"
    elif suffix in ("jsonl", "ndjson", "json"):
        return "jsonl"
    return _worded(head, suffix, columns)


def _worded(head: bytes, suffix: str, columns: Mapping[str, str]) -> str:
    """Tables and exports, by their first lines."""
    from dragoman.reading.exports import export_kind

    text = head.decode("utf-16" if head[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8", "replace").lstrip("\ufeff")
    if suffix in ("csv", "tsv", "tab"):
        return "csv"
    if export_kind(text):
        return "export"
    first = text.split("\n", 1)[0].strip()
    if len(first) < 2000 and any(mark in first for mark in ",;\t|"):
        names = [cell.group().strip(' "').lower() for cell in _CELLS.finditer(first)]
        known = {alias for aliases in ALIASES.values() for alias in aliases} | {c.lower() for c in columns.values()}
        texts = set(ALIASES["text"]) | {columns.get("text", "text").lower()}
        if len(names) > 1 and texts & set(names) and len(known & set(names)) > 1 and max(map(len, names)) <= LONG_NAME:
            return "csv"
    return "text"


def _suffix(name: str) -> str:
    parts = re.split(r"[?#]", name)[0].lower().rsplit("/", 1)[-1].split(".")
    while len(parts) > 1 and parts[-1] in ("gz", "zst"):
        parts.pop()
    return parts[-1] if len(parts) > 1 else ""
