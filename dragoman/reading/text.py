"""Scraped and pasted text: one file, one article. Also how bytes become text for every other format."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from typing import BinaryIO

from dragoman.reading.options import Context, Draft, Found
from dragoman.types import BadInput

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
#: Bytes that Windows' Western code page has and that only a broken or a binary file holds.
_UNUSED = frozenset(b"\x81\x8d\x8f\x90\x9d")


def read_text(stream: BinaryIO, name: str, context: Context) -> Iterator[Found]:
    """The whole stream as one article, characters and line ends untouched."""
    most = context.limits.text_bytes
    data = stream.read(most + 1)
    if len(data) > most:
        size = f"more than {most >> 20} MB" if most >> 20 else f"more than {most} bytes"
        yield BadInput(f"{size}, too much for one article", source=name, fix="split it, or give it as JSONL")
        return
    if not data.strip():
        yield BadInput("empty", source=name, fix="an article needs at least one word")
        return
    try:
        yield Draft(decoded(data, name, encoding=context.options.encoding))
    except BadInput as fault:
        yield fault


def decoded(data: bytes, name: str, *, record: str = "", encoding: str | None = None) -> str:
    """Text of bytes: as told, by its mark, as UTF-8, or as Windows-1252 where it plainly is. BadInput for anything
    else."""
    if encoding:
        try:
            return data.decode(encoding)
        except (UnicodeDecodeError, LookupError) as fault:
            raise BadInput(f"cannot be read as {encoding}: {_said(fault)}", source=name, record=record) from fault
    for mark, codec in _MARKS:
        if data.startswith(mark):
            try:
                return data.decode(codec)
            except UnicodeDecodeError as fault:
                raise BadInput(f"broken {codec}: {_said(fault)}", source=name, record=record) from fault
    if b"\x00" in data[:65536]:
        raise BadInput(
            f"binary, not text{_kind(data)}", source=name, record=record, fix="give text, HTML, JSONL, CSV or WARC"
        )
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        if _is_western(data):
            return data.decode("cp1252")
        raise BadInput(
            f"not valid UTF-8 at byte {fault.start}{_kind(data)}", source=name, record=record, fix="save it as UTF-8"
        ) from fault


def _is_western(data: bytes) -> bool:
    """Whether bytes that are no UTF-8 are Western text: accents within words, no UTF-8 pair, no control characters."""
    sample = data[:200_000]
    high = [b for b in sample if b >= 0x80]
    if len(high) > len(sample) // 4 or _UNUSED & set(high) or any(b < 9 or 13 < b < 32 for b in sample):
        return False
    pairs = sum(0xC3 <= a <= 0xC5 and 0x80 <= b <= 0xBF for a, b in pairwise(sample))
    letters = sum(
        b >= 0xC0 or b in b"\x91\x92\x93\x94\x96\x97\x85\xab\xbb\xa0\x9c\x8c\x80\xb0\xb7\xbf\xa1\xa9" for b in high
    )
    return pairs == 0 and letters >= 0.9 * len(high)


def _kind(data: bytes) -> str:
    """What a file that is no text is, by its first bytes."""
    kinds = {
        b"%PDF": "a PDF",
        b"PK\x03\x04": "a ZIP or Office file",
        b"\xd0\xcf\x11\xe0": "an old Office file",
        b"\x89PNG": "a picture",
        b"\xff\xd8\xff": "a picture",
        b"GIF8": "a picture",
        b"{\\rtf": "an RTF file",
        b"SQLite": "a database",
    }
    return next((f": it is {kind}" for head, kind in kinds.items() if data.startswith(head)), "")


def _said(fault: Exception) -> str:
    return str(fault).splitlines()[0][:120]
