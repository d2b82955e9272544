"""An event as an article tells it → what is compared across articles and languages. Knows no language.

Codes, keys and senses are the same in every language; of the words, names, figures and common roots are: a word is its first five
letters without accents, and words that many events have weigh little.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dragoman.merge.outlets import outlet_of
from dragoman.merge.periods import day_of, days_of

#: Letters of a word that are compared; shorter words than `LEAST` are not.
ROOT, LEAST = 5, 4
#: An event without a date happened on the day of its report or this many days before.
UNDATED = 1
#: A date looser than this many days says no more than its article's publication does.
LOOSE = 45

#: Codes that say what kind of body something is, not which.
_KINDS = frozenset(("IGO", "NGO", "MNC", "IMG"))
_WORD = re.compile(r"[^\W\d_]+")
_CAPITAL = re.compile(r"([^\W\d]|[,;.!?:'’])\s*\b([A-Z\u00c0-\u00de][^\W\d_]+)")
_NUMBER = re.compile(r"\d+(?:[.,\u00a0\u202f ]\d{3})*(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Side:
    """One side: codes of countries and keys of bodies, the same in every language; words of those who have none, as written;
    keys of people and bodies; sectors."""

    codes: frozenset[str]
    words: frozenset[str]
    keys: frozenset[str]
    sectors: frozenset[str]


@dataclass(frozen=True, slots=True)
class Telling:
    """One event of one article. Days are ordinals; `exact` where the text itself tells the day."""

    event_id: str
    article_id: str
    group: str
    lang: str
    outlet: str
    published: str
    report: int
    first: int
    last: int
    exact: bool
    row: Mapping[str, Any]
    actors: Side
    recipients: Side
    roots: frozenset[str]
    proper: frozenset[str]
    numbers: frozenset[str]

    def blocks(self) -> list[str]:
        """Blocks in which this event is looked for: each pair of its sides, and each actor with what it did;
        where no side has a code, what happened in which country."""
        actors, others = sorted(self.actors.codes), sorted(self.recipients.codes | self.actors.codes)
        pairs = {"|".join(sorted((a, b))) for a in actors for b in others if a != b}
        alone = (actors or others)[:4] or [f"@{self.row['place_country'] or ''}"]
        return [*sorted(pairs)[:8], *(f"{code}>{self.row['type']}" for code in alone)]


def telling(
    row: Mapping[str, Any], cast: Sequence[Mapping[str, Any]], times: Iterable[tuple[int, int]], group: str
) -> Telling | None:
    """An event's row (with its article's fields), its participants and its article's spans of time; None without a publication date.

    `cast` has the rows of `participants` of this event, `times` half-open spans in the article's text.
    """
    report = day_of(row["published"])
    if report is None:
        return None
    days = days_of(row["date"])
    if days and row["status"] in ("done", "ongoing") and days[0] > report:
        days = None  # what has happened did not happen after its report: the date is another's, or misread
    exact = days is not None and days[0] == days[1]
    if days is None or (days[1] - days[0]).days > LOOSE:
        first, last = report.toordinal() - UNDATED, report.toordinal()
    else:
        first, last = days[0].toordinal(), days[1].toordinal()
    actors = side_of(one for one in cast if one["role"] == "actor")
    recipients = side_of(one for one in cast if one["role"] == "recipient")
    names = {root for one in cast for root in roots_of(f"{one['name'] or ''} {one['text'] or ''}")}
    words = _untimed(str(row["evidence_text"]), row["evidence_start"], times)
    return Telling(
        row["event_id"], row["article_id"], group, row["lang"] or "", outlet_of(row), row["published"], report.toordinal(), first, last,
        exact, row, actors, recipients, frozenset(roots_of(words) - names), frozenset(_proper(words) - names), numbers_of(words),
    )  # fmt: skip


def side_of(cast: Iterable[Mapping[str, Any]]) -> Side:
    """One side of its participants' rows."""
    codes, words, keys, sectors = set(), set(), set(), set()
    for one in cast:
        code, key = one["code"], one["key"]
        if code and code not in _KINDS:
            codes.add(code)
        elif code and key:
            codes.add(key)
        else:
            words |= roots_of(f"{one['name'] or one['text'] or ''}")
        if key and key != code:
            keys.add(key)
        sectors |= set(one["sectors"] or ())
    return Side(frozenset(codes), frozenset(words), frozenset(keys), frozenset(sectors))


def folded(text: str) -> str:
    """Small letters without accents, for comparing only."""
    return "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))


def roots_of(text: str) -> set[str]:
    """What is compared of the words of a text."""
    return {word[:ROOT] for word in _WORD.findall(folded(text)) if len(word) >= LEAST}


def _proper(text: str) -> set[str]:
    """Roots of words written with a capital within a sentence: names, in any of the languages."""
    return {root for before, word in _CAPITAL.findall(text) if before not in ".!?:" for root in roots_of(word)}


def numbers_of(text: str) -> frozenset[str]:
    """Figures of a text: "1,200", "1.200" and "1 200" are one. Single figures and years tell little and are left out."""
    found = {
        re.sub(r"[.,\u00a0\u202f ](?=\d{3}(?!\d))", "", number).replace(",", ".") for number in _NUMBER.findall(text)
    }
    return frozenset(
        number for number in found if len(number) > 1 and not ("1900" <= number <= "2100" and len(number) == 4)
    )


def _untimed(words: str, start: int, times: Iterable[tuple[int, int]]) -> str:
    """The words without those that tell times: they tell dates, which are compared as such."""
    letters = list(words)
    for first, last in times:
        for k in range(max(0, first - start), min(len(letters), last - start)):
            letters[k] = " "
    return "".join(letters)
