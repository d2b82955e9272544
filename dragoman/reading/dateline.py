"""The line that a dispatch opens with ("LONDON, Jan 12 (Reuters) -", "Madrid, 12 ene (EFE).-") and the one it is
signed with
("(AFP)", "EFE")."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.reading.bylines import agencies_in, only_agencies
from dragoman.reading.calendar import day_at
from dragoman.reading.lines import STOPS, starts_upper
from dragoman.reading.words import Words

#: A dateline is told within so many characters and names a place of at most so many words.
LONGEST, PLACE_WORDS = 130, 8

_DASH = re.compile(r"\s?(?:[-–—]{1,2}|\.\s?[-–—]{1,2}|/\.|[.:])\s?")
_GAP = re.compile(r"\s(?=[«“\"A-ZÀ-Þ¿¡])")
_PLACE = re.compile(r"[^\W\d_][\w.'’-]{0,30}(?:(?:,\s|\s|/|,)(?:[^\W\d_][\w.'’-]{0,30})){0,7}")
_ACRONYM = re.compile(r"[A-Z]{2,8}(?=[)\]])")
_BRACKET_BEHIND_DASH = re.compile(r"[–—-]\s(?=[(\[])")
_OPEN, _CLOSE = "([/", ")]/"


@dataclass(frozen=True, slots=True)
class Dateline:
    """`end` is where the dispatch itself begins; `agency` the span of its name; all within the text handed in."""

    end: int
    place: str
    place_end: int
    date: str | None
    agency: tuple[int, int] | None
    named: str
    codes: tuple[str, ...]


def dateline(text: str, words: Words) -> Dateline | None:
    """The dateline that a paragraph opens with, if it does. Needs an agency, a date or a place in capitals, and a
    dash."""
    head = text[:LONGEST].replace("\n", " ")
    place = _place(head, words)
    at = _skip(head, len(place), " ,.")
    date, at = _date(head, at, words)
    agency, after = _agency(head, at, words)
    if agency is not None:
        at = after
    dash = _DASH.match(head, at)
    if dash is None and agency is not None and head[after - 1 : after] in tuple(_CLOSE):
        dash = _GAP.match(head, at)  # "(Belga) La Belgique …"
    between = head[len(place) : dash.end()] if dash else ""
    if dash is None or dash.end() >= len(text) or not _enough(head, place, date, agency, between):
        return None
    end = _skip(head, dash.end(), " \u00a0")
    named = head[slice(*agency)] if agency else ""
    iso = date[1] if date else None
    place_end = (date[0] if date else len(place)) if place else 0
    bare = place.strip(" ,.")
    codes = agencies_in(named, words) or ((named,) if named else ())
    return Dateline(end, bare, len(head[:place_end].rstrip(" ,.")), iso, agency, named, codes)


def signature(text: str, words: Words) -> int | None:
    """Where an agency's signature begins at the end of a text, behind a full stop; None where there is none."""
    bare = text.rstrip()
    for k in range(len(bare) - 1, max(-1, len(bare) - 60), -1):
        if (bare[k] in STOPS or bare[k] in '"»”') and k + 1 < len(bare) and (bare[k + 1] in " \n(/\u00a0"):
            tail = bare[k + 1 :].strip(" \n()[]/.-–—\u00a0")
            return k + 1 if tail and only_agencies(tail, words) else None
    return None


def _enough(
    head: str, place: str, date: tuple[int, str | None] | None, agency: tuple[int, int] | None, between: str
) -> bool:
    """Whether this is a dateline: an agency proves it, or a date behind a place, or a place in capitals before a
    dash, or
    one before the ".-" of Spanish agencies. `between` is what stands from the place to the dispatch."""
    strong = any(c in between for c in "-–—/")
    letters = [c for c in place if c.isalpha()]
    shouted = all(c.isupper() for c in letters)
    if agency is None and date is None and between == ": ":
        return shouted and len(letters) >= 5 and starts_upper(head[len(place) + 2 :])
    if between == "—":  # WASHINGTON—White House officials
        return shouted and len(letters) >= 5 and starts_upper(head[len(place) + 1 :])
    if agency is not None:
        return strong or head[agency[1] : agency[1] + 1] in tuple(_CLOSE)
    if not place or not strong:
        return False
    if date is not None:
        return True
    dashed = len(letters) >= 3 and shouted and between[0] == " "
    town, _, region = place.partition(", ")
    parted = region != "" and len(town) >= 4 and town.isupper() and between[0] == " "  # GOMA, Congo — …
    return between.endswith(" ") and (dashed or parted or between.startswith((".-", ". -", ".–", ".—")))


def _place(head: str, words: Words) -> str:
    """Capitalised words at the head, particles between them; what an agency's name or a date begins is not taken."""
    match = _PLACE.match(head)
    if match is None or not head[0].isupper():
        return ""
    taken = 0
    for count, token in enumerate(re.finditer(r"[\w.'’-]+[,/]?", match.group())):
        word = token.group().rstrip(",/")
        at = token.start()
        if count >= PLACE_WORDS or words.agency.match(head, at) or _is_date(head, at, words):
            break
        if word.lower() in words.particles and taken:
            continue
        article = not taken and word.lower() in words.unfinished and not word.isupper()
        if not word[0].isupper() or (article and not match.group()[token.end() :].lstrip()[:1].isupper()):
            break
        taken = token.end()
        if word.endswith((".-", "-")) or (word.endswith(".") and len(word) > 4):
            break
    return head[:taken].rstrip(" ,./-")


def _is_date(head: str, at: int, words: Words) -> bool:
    return day_at(head, at, words.calendar) is not None or words.calendar.weekday.match(head, at) is not None


def _date(head: str, at: int, words: Words) -> tuple[tuple[int, str | None] | None, int]:
    """The day at `at`, weekday and small words before it aside: its end and its ISO form (None without a year)."""
    weekday = None
    for _ in range(3):
        if match := words.calendar.weekday.match(head, at):
            weekday = words.calendar.weekdays[match.group().rstrip(".").lower()]
            at = _skip(head, match.end(), " ,.")
        elif match := words.fillers.match(head, at):
            at = _skip(head, match.end(), " ,.")
    day = day_at(head, at, words.calendar)
    if day is None:
        return None, at
    return (day.end, day.iso(weekday, month_first=words.calendar.order == "mdy")), _skip(head, day.end, " ,.")


def _agency(head: str, at: int, words: Words) -> tuple[tuple[int, int] | None, int]:
    """The agency at `at`, in brackets or between slashes or bare: the span of its name, and where what holds it
    ends."""
    opened = _skip(head, at, " ")
    if at and (dashed := _BRACKET_BEHIND_DASH.match(head, opened)):  # "NAIROBI — (AP) — …"
        opened = dashed.end()
    bracket = head[opened : opened + 1]
    start = opened + (bracket in _OPEN and bracket != "")
    match = words.agency.match(head, start)
    if match is None and start > opened and at:  # an agency that is not listed, behind a place: "(RHC)"
        match = _ACRONYM.match(head, start)
    if match is None:
        return None, at
    end = match.end()
    while more := re.compile(r"\s?[/,&+-]\s?").match(head, end):
        other = words.agency.match(head, more.end())
        if other is None:
            break
        end = other.end()
    closed = end
    if start > opened:
        rest = re.compile(r"[^()\[\]/]{0,24}[)\]/]").match(head, end)
        if rest is None:
            return None, at
        closed = rest.end()
    return (start, end), closed


def _skip(text: str, at: int, marks: str) -> int:
    while at < len(text) and text[at] in marks:
        at += 1
    return at
