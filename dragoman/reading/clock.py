"""A bound on the time of one document: what sizes cannot bound, a page that a library reads in the square of its length."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from dragoman.types import BadInput


class _TooLong(Exception):
    """The time is up."""


@contextmanager
def within(seconds: float, name: str, record: str = "") -> Iterator[None]:
    """Raises BadInput when the block has taken longer than so many seconds of the clock.

    Python can be stopped only in a process's main thread, between two of its own steps, and not on Windows; elsewhere the sizes in
    `Limits` are the only bound. A timer that somebody else had set goes on behind the block with the time it had left.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    def stop(_: int, __: FrameType | None) -> None:
        raise _TooLong

    began = time.monotonic()
    before = signal.signal(signal.SIGALRM, stop)
    left, every = signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    except _TooLong as fault:
        fix = "give its text, or a larger Limits(seconds=…)"
        raise BadInput(f"took more than {seconds:g} s to read", source=name, record=record, fix=fix) from fault
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
        if left:
            signal.setitimer(signal.ITIMER_REAL, max(0.001, left - (time.monotonic() - began)), every)
