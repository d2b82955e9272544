"""A progress line on standard error: how many, how fast, how long still. Drawn only on a terminal, and only after
two seconds."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterable, Iterator
from typing import TextIO, TypeVar

from dragoman.reading.options import Tally

T = TypeVar("T")

#: Seconds before the first line and between two.
PATIENCE, PAUSE = 2.0, 0.2
WIDTH = 24


def shown(
    items: Iterable[T], tally: Tally, *, out: TextIO | None = None, clock: Callable[[], float] = time.monotonic
) -> Iterator[T]:
    """The items, untouched, with a progress line on `out` (standard error) while they pass; wiped at the end.

    `tally` is the one that the reader counts in: its bytes tell how far reading has come.
    """
    out = out or sys.stderr
    if not out.isatty():
        yield from items
        return
    start = last = clock()
    drawn = False
    count = 0
    try:
        for item in items:
            yield item
            count += 1
            now = clock()
            if now - start >= PATIENCE and now - last >= PAUSE:
                out.write("\r" + line(count, now - start, tally) + "\x1b[K")
                out.flush()
                last, drawn = now, True
    finally:
        if drawn:
            out.write("\r\x1b[K")
            out.flush()


def line(count: int, seconds: float, tally: Tally) -> str:
    """What is drawn: "1,204 articles  61/s  [########----]  38 %  0:31 left"."""
    rate = count / seconds if seconds > 0 else 0.0
    text = f"{count:,} articles  {rate:.0f}/s" if rate >= 10 else f"{count:,} articles  {rate:.1f}/s"
    share = min(1.0, tally.bytes / tally.size) if tally.size else 0.0
    if not 0.0 < share <= 1.0:
        return text
    full = round(share * WIDTH)
    left = int(seconds / share - seconds)
    return f"{text}  [{'#' * full}{'-' * (WIDTH - full)}]  {share:.0%}  {left // 60}:{left % 60:02} left"
