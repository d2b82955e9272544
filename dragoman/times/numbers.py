"""What a piece of text that begins with a digit may be in a time expression: a day, an hour, a year, a date."""

from __future__ import annotations

import re
from collections.abc import Iterator

Value = tuple[int | float | str, ...] | int | float | str

#: Longest piece that is looked at. A time expression has no longer number; hostile text does.
LONGEST = 12
#: Years that a bare four-figure number may be.
FIRST_YEAR, LAST_YEAR = 1000, 2199
#: Years that need no word beside them, round hundreds excepted: "1200" and "2000" are more often counts.
FIRST_BARE_YEAR, LAST_BARE_YEAR = 1800, 2099
#: Two figures without an apostrophe are a year from here on ("October 98"); below they are more often a count.
FIRST_BARE_YY = 60

_THREE = re.compile(r"(\d{1,4})([./-])(\d{1,2})\2(\d{1,4})")
_CLOCK = re.compile(r"(\d{1,2}):(\d\d)(?::\d\d)?")
_PAIR = re.compile(r"(\d{1,4})([./-])(\d{1,4})")
_THOUSANDS = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_DECIMAL = re.compile(r"\d+[.,]\d+")


def readings(piece: str) -> Iterator[tuple[str, Value]]:
    """Every class that a number can be, with its value: `("<day>", 12)`, `("<numdate>", ("12", "1", "2026"))`."""
    if len(piece) > LONGEST or not piece.isascii():
        return
    if piece.isdigit():
        yield from _plain(piece)
    elif clock := _CLOCK.fullmatch(piece):
        if int(clock[1]) < 25 and int(clock[2]) < 60:
            yield "<clock>", (int(clock[1]), int(clock[2]))
    elif date := _THREE.fullmatch(piece):
        yield "<numdate>", (date[1], date[3], date[4])
    elif pair := _PAIR.fullmatch(piece):
        yield from _pair(pair[1], pair[2], pair[3])
    elif _THOUSANDS.fullmatch(piece):
        yield "<n>", int(re.sub(r"[.,]", "", piece))
    elif _DECIMAL.fullmatch(piece):
        yield "<n>", float(piece.replace(",", "."))


def _plain(piece: str) -> Iterator[tuple[str, Value]]:
    value = int(piece)
    yield "<n>", value
    if len(piece) <= 2:
        if 1 <= value <= 31:
            yield "<day>", value
            yield "<ord>", value
        if value <= 24:
            yield "<hour>", value
        if len(piece) == 2:
            yield "<yy>", value
            if value >= FIRST_BARE_YY:
                yield "<oldyy>", value
            if value < 60:
                yield "<minute>", value
            if value % 10 == 0:
                yield "<tens>", value
    elif len(piece) == 4:
        if FIRST_YEAR <= value <= LAST_YEAR:
            yield "<year>", value
            if FIRST_BARE_YEAR <= value <= LAST_BARE_YEAR and value % 100:
                yield "<nowyear>", value
            if value % 10 == 0:
                yield "<decade>", value // 10
        if value // 100 < 24 and value % 100 < 60:
            yield "<hhmm>", (value // 100, value % 100)


def _pair(first: str, mark: str, second: str) -> Iterator[tuple[str, Value]]:
    a, b = int(first), int(second)
    if mark == ".":
        if _THOUSANDS.fullmatch(f"{first}.{second}"):
            yield "<n>", int(first + second)
        elif _DECIMAL.fullmatch(f"{first}.{second}"):
            yield "<n>", float(f"{first}.{second}")
        if len(second) == 2 and a < 25 and b < 60:
            yield "<dotclock>", (a, b)
        return
    if len(first) == 4 and FIRST_YEAR <= a <= LAST_YEAR:
        if len(second) == 4 and a < b <= LAST_YEAR:
            yield "<yearpair>", (a, b)
        elif len(second) == 2 and a % 100 < b:
            yield "<yearpair>", (a, a // 100 * 100 + b)
        elif mark == "-" and len(second) == 2 and 1 <= b <= 12:
            yield "<yearmonth>", (a, b)
    elif len(first) <= 2 and len(second) <= 2 and 1 <= a <= 31 and 1 <= b <= 31:
        yield "<daymonth>", (a, b)
        if mark == "-" and a < b:
            yield "<daypair>", (a, b)
