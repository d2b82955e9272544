"""A language's `layout.toml`, compiled: the words by which lines of a page are told apart."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from dragoman.language import Language
from dragoman.reading.calendar import Calendar, build_calendar

_MARKS = str.maketrans({"’": "'", "‘": "'", "ʼ": "'", "\u00a0": " ", "\u202f": " ", "\u2009": " "})


@dataclass(frozen=True, slots=True)
class Phrases:
    """Lines told by their words: whole ones, beginnings, and what a line has anywhere. All in folded form."""

    whole: frozenset[str]
    starts: re.Pattern[str]
    single: re.Pattern[str]
    contains: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Words:
    """What `layout.toml` says, ready to match. Patterns ignore case unless said otherwise; text is folded by `fold`."""

    calendar: Calendar
    published: re.Pattern[str]
    updated: re.Pattern[str]
    fillers: re.Pattern[str]
    opener: re.Pattern[str]
    source: re.Pattern[str]
    newsroom: re.Pattern[str]
    joiners: frozenset[str]
    roles: re.Pattern[str]
    places: frozenset[str]
    particles: frozenset[str]
    agency: re.Pattern[str]
    agency_names: Mapping[str, str]
    agency_codes: Mapping[str, str]
    credit: re.Pattern[str]
    caption: re.Pattern[str]
    note: re.Pattern[str]
    series: re.Pattern[str]
    seller: re.Pattern[str]
    sections: frozenset[str]
    related: re.Pattern[str]
    tags: re.Pattern[str]
    unfinished: frozenset[str]
    speech: re.Pattern[str]
    attribution: re.Pattern[str]
    boilerplate: Phrases


def fold(text: str) -> str:
    """Lower case, plain apostrophes and spaces; as long as the text, so that offsets hold."""
    folded = text.translate(_MARKS).lower()
    return (
        folded
        if len(folded) == len(text)
        else "".join(c.lower() if len(c.lower()) == 1 else c for c in text.translate(_MARKS))
    )


def build_words(lang: Language) -> Words:
    """The words of a language's layout."""
    layout = lang.section("layout")
    dates, byline, pictures, headings = (layout.get(k, {}) for k in ("dates", "byline", "pictures", "headings"))
    agencies: dict[str, list[str]] = layout.get("agencies", {})
    codes = {fold(name): code for code, names in agencies.items() for name in names}
    return Words(
        calendar=build_calendar(lang),
        published=_phrase(dates.get("published", ())),
        updated=_phrase(dates.get("updated", ())),
        fillers=_phrase(dates.get("fillers", ())),
        opener=_phrase(byline.get("openers", ())),
        source=_phrase(byline.get("sources", ())),
        newsroom=_phrase(byline.get("newsrooms", ())),
        joiners=frozenset(byline.get("with", ())),
        roles=_phrase(byline.get("roles", ())),
        places=frozenset(byline.get("places", ())),
        particles=frozenset(byline.get("particles", ())),
        agency=re.compile(
            rf"(?<![\w@#.])(?:{_alternatives(_shouted(n for names in agencies.values() for n in names))})(?!\w)"
        ),
        agency_names={code: names[0] for code, names in agencies.items()},
        agency_codes=codes,
        credit=_phrase(pictures.get("credits", ())),
        caption=_phrase(pictures.get("captions", ())),
        note=_phrase(pictures.get("notes", ())),
        series=_phrase(pictures.get("series", ())),
        seller=re.compile(rf"(?<![\w@#])(?:{_alternatives(_shouted(pictures.get('sellers', ())))})(?!\w)"),
        sections=frozenset(headings.get("sections", ())),
        related=_phrase(headings.get("related", ())),
        tags=_phrase(headings.get("tags", ())),
        unfinished=frozenset(headings.get("unfinished", ())),
        speech=_phrase(headings.get("speech", ())),
        attribution=_phrase(headings.get("attribution", ())),
        boilerplate=_phrases(layout.get("boilerplate", {})),
    )


def _shouted(names: Iterable[str]) -> set[str]:
    """Names as written and, the longer ones, in capitals throughout."""
    return {form for name in names for form in ((name, name.upper()) if len(name) > 3 else (name,))}


def _phrases(section: Mapping[str, list[str]]) -> Phrases:
    starts = section.get("starts", [])
    # a single ordinary word at the head of a sentence proves little: it must stand alone or before a mark
    many = [s for s in starts if " " in s or "#" in s or not s[0].isalpha()]
    return Phrases(
        whole=frozenset(section.get("whole", ())),
        starts=_phrase(many),
        single=_phrase([s for s in starts if s not in many]),
        contains=tuple(section.get("contains", ())),
    )


def _phrase(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of these, as whole words; "#" is a number, a final "*" anything."""
    options = _alternatives(words, bounded=True)
    return re.compile(rf"(?<![^\W\d_])(?:{options})" if options else r"(?!)", re.I)


def _alternatives(words: Iterable[str], *, bounded: bool = False) -> str:
    """Any of the words, longest first; where `bounded`, none but a final "*" lets the last word go on."""
    return "|".join(
        re.escape(word.removesuffix("*").rstrip()).replace(r"\#", r"\d{1,6}").replace("'", "['’]")
        + (r"(?!\w)" if bounded and not word.endswith("*") else "")
        for word in sorted(words, key=len, reverse=True)
    )
