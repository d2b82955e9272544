"""Web archives (WARC, plain or gzipped, CC-News as published) → drafts of the HTML pages in them, streaming.

A gzipped archive is read member by member, so that a damaged one loses only itself. Pages without an article are
counted,
not reported.
"""

from __future__ import annotations

import io
import os
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, BinaryIO

from dragoman.reading.html import NoArticle, page_draft
from dragoman.reading.options import Context, Draft, Found
from dragoman.types import BadInput

_MAGIC = b"\x1f\x8b\x08"
_CHUNK = 1 << 16
#: A header's line is no longer than this.
_LINE = 1 << 16


def read_warc(stream: BinaryIO, name: str, context: Context) -> Iterator[Found]:
    """Every HTML response of an archive, in order."""
    if name != "stdin" and os.path.isfile(name):
        with open(name, "rb") as packed:
            if packed.read(3) == _MAGIC:
                packed.seek(0)
                yield from _members(packed, name, context)
                return
    yield from _pages(stream, name, 0, context)


def _members(packed: BinaryIO, name: str, context: Context) -> Iterator[Found]:
    """A gzipped archive. Each member is one record, or, where somebody packed the whole, all of them."""
    most = context.limits.page_bytes * 2
    reader = _Members(packed, context)
    while reader.find():
        start = reader.offset
        try:
            data, whole = reader.unpack(most)
            if whole:
                yield from _pages(io.BytesIO(data), name, start, context)
            elif data.count(b"\nWARC-Record-ID") > 1:
                rest = io.BufferedReader(_Rest(data, reader, context))
                yield from _pages(rest, name, start, context)
            else:
                context.tally.skipped += 1
                reader.skip()
        except (zlib.error, EOFError) as fault:
            said = str(fault)[:80]
            yield BadInput(f"damaged record: {said}", source=name, record=f"offset {start}", fix="it alone is lost")
            reader.resync(start + 1)


class _Members:
    """The members of a gzip file, each unpacked within bounds. `offset` is where the current one begins."""

    def __init__(self, packed: BinaryIO, context: Context) -> None:
        self._packed, self._context = packed, context
        self._buffer = b""
        self._ended = False
        self.offset = 0
        self._object: Any = None

    def find(self) -> bool:
        """Go to the next member; False at the end of the file."""
        while True:
            at = self._buffer.find(_MAGIC)
            if at >= 0:
                self._drop(at)
                self._object = zlib.decompressobj(31)
                return True
            self._drop(max(0, len(self._buffer) - 2))
            if not self._fill():
                return False

    def unpack(self, most: int) -> tuple[bytes, bool]:
        """Up to `most` bytes of the current member, and whether that was all of it."""
        made: list[bytes] = []
        size = 0
        while not self._object.eof and size <= most:
            piece = self.more()
            made.append(piece)
            size += len(piece)
        return b"".join(made), bool(self._object.eof)

    def more(self) -> bytes:
        """A further piece of the current member, empty at its end."""
        while not self._object.eof:
            if not self._buffer and not self._fill():
                raise EOFError("cut off in the middle of a record")
            packed = self._buffer
            piece: bytes = self._object.decompress(packed, 1 << 20)
            left = self._object.unused_data if self._object.eof else self._object.unconsumed_tail
            self._drop(len(packed) - len(left))
            if piece:
                return piece
        return b""

    def skip(self) -> None:
        """Pass over the rest of the current member."""
        while self.more():
            pass

    def resync(self, offset: int) -> None:
        """Look for the next member from an offset on."""
        self._packed.seek(offset)
        self._buffer, self._ended, self.offset = b"", False, offset

    def _drop(self, count: int) -> None:
        self._buffer = self._buffer[count:]
        self.offset += count

    def _fill(self) -> bool:
        chunk = b"" if self._ended else self._packed.read(_CHUNK)
        self._context.tally.bytes += len(chunk)
        self._ended = not chunk
        self._buffer += chunk
        return bool(chunk)


class _Rest(io.RawIOBase):
    """A member that is too long to hold, as a stream."""

    def __init__(self, head: bytes, members: _Members, context: Context) -> None:
        self._head, self._members = head, members
        self._left = context.limits.decoded_bytes

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: Any) -> int:
        if not self._head:
            self._head = self._members.more()
        piece, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        self._left -= len(piece)
        if self._left < 0:
            raise EOFError("unpacks to more than may be")
        buffer[: len(piece)] = piece
        return len(piece)


def _pages(stream: BinaryIO, name: str, base: int, context: Context) -> Iterator[Found]:
    """The pages among the records of a stream; those too long to hold are counted and passed over."""
    at = base
    try:
        for at, record in _records(stream, base, context):
            found = _page(record, name, at, context)
            if found is not None:
                yield found
    except (ValueError, OSError, EOFError, zlib.error) as fault:
        said = " ".join(str(fault).split())[:80]
        yield BadInput(f"broken off: {said}", source=name, record=f"offset {at}", fix="the archive may be cut")


def _records(stream: BinaryIO, base: int, context: Context) -> Iterator[tuple[int, bytes]]:
    """Response records, whole, with their offsets. A header that is none is passed over to the next one."""
    at = base
    while line := stream.readline(_LINE):
        start, at = at, at + len(line)
        if not line.startswith(b"WARC/"):
            continue
        head = [line]
        while (line := stream.readline(_LINE)) not in (b"\r\n", b"\n", b"") and len(head) < 200:
            head.append(line)
        at += sum(map(len, head[1:])) + len(line)
        fields = {key.strip().lower(): value.strip() for key, _, value in (one.partition(b":") for one in head[1:])}
        size = int(fields.get(b"content-length", b"0")) if fields.get(b"content-length", b"0").isdigit() else 0
        if fields.get(b"warc-type") != b"response" or size > 2 * context.limits.page_bytes:
            context.tally.skipped += fields.get(b"warc-type") == b"response"
            at += _passed(stream, size)
            continue
        body = stream.read(size)
        at += len(body)
        yield start, b"".join([*head, b"\r\n", body, b"\r\n\r\n"])
        if len(body) < size:
            raise EOFError("cut off in the middle of a record")


def _passed(stream: BinaryIO, size: int) -> int:
    left = size
    while left > 0 and (chunk := stream.read(min(left, 1 << 20))):
        left -= len(chunk)
    return size - left


def _page(data: bytes, name: str, offset: int, context: Context) -> Found | None:
    """A record's article; None for what is no page, or a page without one."""
    where = f"offset {offset}"
    try:
        response = _response(data, context.limits.page_bytes)
    except (ValueError, RuntimeError, OSError, EOFError, zlib.error) as fault:
        return BadInput(f"damaged record: {str(fault)[:80]}", source=name, record=where, fix="it alone is lost")
    if response is None:
        return None
    if len(response.body) > context.limits.page_bytes:
        return BadInput(f"page of more than {context.limits.page_bytes >> 20} MB", source=name, record=where)
    try:
        draft = page_draft(response.body, name, context, url=response.url, charset=response.charset)
    except NoArticle:
        context.tally.skipped += 1
        return None
    except BadInput as fault:
        return BadInput(fault.problem, source=name, record=where, fix=fault.fix)
    extra = {**draft.hints.get("extra", {}), **({"crawled": response.crawled} if response.crawled else {})}
    return Draft(draft.text, fields=draft.fields, hints={**draft.hints, "extra": extra}, record=where)


@dataclass(frozen=True, slots=True)
class _Response:
    url: str | None
    crawled: str
    body: bytes
    charset: str | None


def _response(data: bytes, most: int) -> _Response | None:
    """What a record holds, read by fastwarc; None unless it is an HTML page that was there."""
    from fastwarc.warc import ArchiveIterator

    try:
        record = next(iter(ArchiveIterator(io.BytesIO(data), parse_http=True)), None)
        headers = record.http_headers if record is not None else None
        kind = str(record.http_content_type or "").lower() if record is not None else ""
        if record is None or headers is None or "html" not in kind or headers.status_code not in (None, 200):
            return None
        body = record.reader.read(most + 1)
        packing = str(headers.get("Content-Encoding") or "").lower()
        if packing in ("gzip", "deflate"):
            body = _inflated(body, packing, most)
        url = str(record.headers.get("WARC-Target-URI") or "") or None
        return _Response(url, str(record.headers.get("WARC-Date") or ""), body, record.http_charset)
    except (Exception, KeyboardInterrupt):
        raise
    except BaseException as fault:  # a panic of fastwarc's is no Exception
        raise ValueError(str(fault)[:80]) from fault


def _inflated(data: bytes, packing: str, most: int) -> bytes:
    """A response's body unpacked, unless the archive did so already."""
    if packing == "gzip" and not data.startswith(b"\x1f\x8b"):
        return data
    unpacker = zlib.decompressobj(47 if packing == "gzip" else 15)
    return unpacker.decompress(data, most + 1)
