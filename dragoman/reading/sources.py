"""What a user names → opened streams: files, directories, globs, standard input; packed ones unpacked within bounds."""

from __future__ import annotations

import contextlib
import glob
import gzip
import io
import os
import sys
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, cast

from dragoman.reading.options import Context, Limits
from dragoman.types import BadInput

#: What one may hand to `read`: a path, "-", a URL, a directory, a glob, or several of them.
Source = str | os.PathLike[str] | Iterable["str | os.PathLike[str]"]
#: Bytes looked at to tell a format.
HEAD = 16_384
_CHUNK = 1 << 16
Stream = io.BufferedReader


@dataclass(frozen=True, slots=True)
class Opened:
    """A stream of bytes, unpacked, with its name for messages; `asked` is False for a file found below a directory."""

    name: str
    stream: Stream
    head: bytes
    asked: bool = True


class TooMuch(Exception):
    """A packed file gives more than its bounds allow."""


class Counted(io.RawIOBase):
    """A raw stream that reports how many bytes were read from it."""

    def __init__(self, raw: BinaryIO, context: Context) -> None:
        self._raw, self._tally = raw, context.tally

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        data = self._raw.read(len(view))
        view[: len(data)] = data
        self._tally.bytes += len(data)
        return len(data)

    def close(self) -> None:
        self._raw.close()
        super().close()


class Bounded(io.RawIOBase):
    """An unpacked stream that stops at its bounds: bytes in all, and bytes out of each packed byte."""

    def __init__(self, unpacked: Any, packed: Counted, context: Context) -> None:
        self._unpacked, self._tally, self._limits = unpacked, context.tally, context.limits
        self._packed = packed
        self._first = context.tally.bytes
        self._out = 0

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        data = self._unpacked.read1(len(view))  # what comes before a fault is handed out before it is raised
        view[: len(data)] = data
        self._out += len(data)
        check_ratio(self._out, self._tally.bytes - self._first, self._limits)
        return len(data)

    def close(self) -> None:
        self._unpacked.close()
        self._packed.close()
        super().close()


class Replayed(io.RawIOBase):
    """A stream of which the head was read already: it is given out again."""

    def __init__(self, head: bytes, rest: Stream) -> None:
        self._head, self._rest = head, rest

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: object) -> int:
        view = memoryview(cast(bytearray, buffer))
        data, self._head = self._head[: len(view)], self._head[len(view) :]
        data = data or self._rest.read1(len(view))
        view[: len(data)] = data
        return len(data)

    def close(self) -> None:
        self._rest.close()
        super().close()


def check_ratio(unpacked: int, packed: int, limits: Limits) -> None:
    """Raise TooMuch where a packed stream gives more than it may."""
    if unpacked > limits.decoded_bytes:
        raise TooMuch(f"unpacks to more than {limits.decoded_bytes >> 20} MB")
    if unpacked > limits.ratio_from and unpacked > limits.ratio * max(1, packed):
        raise TooMuch(f"unpacks to more than {limits.ratio} times its size: a decompression bomb?")


def names_of(source: Source, context: Context) -> Iterator[tuple[str, bool]]:
    """Every file, URL or "-" that a source stands for, with whether it was asked for by name."""
    if not isinstance(source, (str, os.PathLike)):
        for one in source:
            yield from names_of(one, context)
        return
    name = os.fspath(source)
    if name == "-" or is_url(name):
        yield name, True
        return
    if os.path.isdir(name):
        yield from ((path, False) for path in _below(name, context.limits.files))
    elif not os.path.lexists(name) and glob.has_magic(name):
        found = sorted(glob.glob(name, recursive=True))
        yield from ((path, False) for path in found if os.path.isfile(path))
        if not found:
            raise BadInput("no file matches", source=name, fix="check the pattern, and quote it from the shell")
    else:
        yield name, True


def is_url(name: str) -> bool:
    return name[:8].lower().startswith(("http://", "https://"))


def open_named(name: str, context: Context, *, asked: bool) -> Opened:
    """Open a file or standard input, unpacking .gz and .zst by their first bytes. BadInput where it cannot be."""
    try:
        if name == "-":
            raw = cast(BinaryIO, sys.stdin.buffer)
            return opened(raw, "stdin", context, asked=asked)
        path = Path(name)
        if path.is_dir():
            raise BadInput("is a directory", source=name)
        context.tally.size += path.stat().st_size if path.is_file() else 0
        with contextlib.ExitStack() as stack:
            raw = stack.enter_context(cast(BinaryIO, path.open("rb", buffering=0)))
            made = opened(raw, name, context, asked=asked)
            stack.pop_all()  # the stream closes the file from here on
        return made
    except BadInput:
        raise
    except (OSError, ValueError) as fault:
        said = (fault.strerror if isinstance(fault, OSError) else None) or str(fault)
        raise BadInput(said[:1].lower() + said[1:], source=name, fix="check the name") from fault


def opened(raw: BinaryIO, name: str, context: Context, *, asked: bool = True) -> Opened:
    """A raw stream made ready: counted, unpacked twice at most, its head at hand."""
    counted = Counted(raw, context)
    stream = _buffered(counted)
    for _ in range(2):
        unpacked = _unpacked(stream, name)
        if unpacked is None:
            break
        stream = _buffered(Bounded(unpacked, counted, context))
    head = _head(stream, name)
    return Opened(name, _buffered(Replayed(head, stream)), head, asked)


def _buffered(raw: io.RawIOBase) -> Stream:
    return io.BufferedReader(raw, _CHUNK)


def faults(name: str, fault: Exception) -> BadInput:
    """What broke while a stream was read, as one line."""
    if isinstance(fault, TooMuch):
        return BadInput(str(fault), source=name)
    said = " ".join(str(fault).split())[:160] or type(fault).__name__
    return BadInput(f"broken off: {said}", source=name, fix="the file may be cut or damaged")


#: What reading from a stream may raise, packed ones included.
BROKEN = (OSError, EOFError, zlib.error, TooMuch)


def _unpacked(stream: Stream, name: str) -> Any:
    try:
        head = stream.peek(4)[:4]
    except BROKEN as fault:
        raise faults(name, fault) from fault
    if head[:2] == b"\x1f\x8b":
        return gzip.GzipFile(fileobj=stream)
    if head == b"\x28\xb5\x2f\xfd":
        try:
            import zstandard
        except ImportError as fault:
            raise BadInput("packed with zstandard", source=name, fix="pip install zstandard") from fault
        reader = zstandard.ZstdDecompressor(max_window_size=1 << 27).stream_reader(stream, read_across_frames=True)
        return _Zst(reader, zstandard.ZstdError)
    return None


class _Zst:
    """A zstandard reader whose faults are OSErrors."""

    def __init__(self, reader: BinaryIO, fault: type[Exception]) -> None:
        self._reader, self._fault = reader, fault

    def read1(self, size: int) -> bytes:
        try:
            return self._reader.read(size)
        except self._fault as fault:
            raise OSError(str(fault)) from fault

    def close(self) -> None:
        self._reader.close()


def _head(stream: Stream, name: str) -> bytes:
    """The first bytes, fewer where the stream ends or breaks off; a fault counts only where nothing came before it."""
    made = b""
    try:
        while len(made) < HEAD and (piece := stream.read1(HEAD - len(made))):
            made += piece
    except BROKEN as fault:
        if not made:
            raise faults(name, fault) from fault
    return made


def _below(folder: str, most: int) -> Iterator[str]:
    """Files below a directory, in order of name, hidden ones and links to elsewhere left out."""
    count = 0
    for where, folders, names in os.walk(folder):
        folders[:] = sorted(f for f in folders if not f.startswith("."))
        for name in sorted(names):
            path = os.path.join(where, name)
            if name.startswith(".") or not os.path.isfile(path):
                continue
            count += 1
            if count > most:
                raise BadInput(f"more than {most} files", source=folder, fix="give its folders one by one")
            yield path
