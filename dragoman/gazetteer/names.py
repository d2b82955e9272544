"""Every name and role word of one language in one table, so that a text is matched in one pass.

Keys are folded and without spaces (see `folding`); `firsts` says how long a key may be that begins with a given token.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from dragoman.gazetteer.folding import fold, key_of
from dragoman.gazetteer.model import LanguageFolder, Organisation, Person

Kind = Literal[
    "country",
    "capital",
    "seat",
    "adjective",
    "people",
    "organisation",
    "person",
    "role",
    "body",
    "portfolio",
    "stranger",
    "named",
    "nothing",
]

#: How many shapes, and words as written, are remembered.
REMEMBERED = 200_000
#: Longest key of one word after which nothing longer is looked for.
_CUTS = ("'", "-", ".")


@dataclass(frozen=True, slots=True)
class Entry:
    """What a name may mean. `ref` is a code, a key or a person's name; `only` the one country where a role word means that."""

    kind: Kind
    ref: str
    form: str
    gender: str = ""
    number: str = ""
    only: str = ""
    sector: str = ""
    ambiguous: bool = False


class Openers(dict[str, bool]):
    """Shapes of tokens to whether a name or role word may begin there; each is looked at once."""

    def __init__(self, firsts: Mapping[str, int], glued: tuple[str, ...]) -> None:
        super().__init__()
        self._firsts, self._glued = firsts, glued

    def __missing__(self, shape: str) -> bool:
        opens = shape in self._firsts or "-" in shape or shape.startswith(self._glued)
        if len(self) < REMEMBERED:
            self[shape] = opens
        return opens


@dataclass(frozen=True, slots=True)
class Names:
    """One language's table. `shown` gives a country's or an organisation's name as that language's readers know it.

    `openers` says of a token's shape whether anything may begin there. `fits` remembers which meanings of a key fit the words as
    written.
    """

    table: Mapping[str, tuple[Entry, ...]]
    firsts: Mapping[str, int]
    shown: Mapping[str, str]
    genders: Mapping[str, tuple[str, str]]
    prefixes: Mapping[str, str]
    glued: tuple[str, ...]
    openers: Openers
    fits: dict[tuple[str, str], tuple[Entry, ...]] = field(default_factory=dict, repr=False, compare=False)


def build_names(lang: LanguageFolder, people: Iterable[Person], organisations: Mapping[str, Organisation]) -> Names:
    """The table of a language: its countries, organisations and role words, and everybody's names."""
    table: dict[str, list[Entry]] = {}
    firsts: dict[str, int] = {}
    for entry in _entries(lang, people, organisations):
        key = key_of(entry.form)
        same = table.setdefault(key, [])
        for i, other in enumerate(same):
            if (other.kind, other.ref, other.only) == (entry.kind, entry.ref, entry.only):
                kept = entry if entry.form.islower() else other
                number = other.number if other.number == entry.number else ""
                gender = other.gender if other.gender == entry.gender else ""
                same[i] = replace(kept, number=number, gender=gender)
                break
        else:
            same.append(entry)
        for first in first_tokens(entry.form):
            if firsts.get(first, 0) < len(key):
                firsts[first] = len(key)
    countries, bodies = lang.section("countries"), lang.section("organisations")
    shown = {code: told["name"] for code, told in countries.items()} | {
        key: told["name"] for key, told in bodies.items()
    }
    regions = lang.section("places").get("regions", {})
    for key, own in organisations.items():
        names = regions.get(key) if own.regional else None
        names = names or own.names.get(lang.code) or own.names.get("name")
        if names:
            shown[key] = names[0]
    genders = {key: (told.get("gender", ""), told.get("number", "")) for key, told in bodies.items()}
    genders |= {code: _gender_of_country(told.get("article", "")) for code, told in countries.items()}
    prefixes = {fold(told["prefix"]): code for code, told in countries.items() if told.get("prefix")}
    modifiers = lang.section("actors").get("modifiers", {})
    glued = (*modifiers.get("glued_former", ()), *modifiers.get("glued_deputy", ()))
    return Names(
        {k: tuple(v) for k, v in table.items()}, firsts, shown, genders, prefixes, glued, Openers(firsts, glued)
    )


def first_tokens(form: str) -> set[str]:
    """The shapes that the first token of a form may take: tokenisers cut at apostrophes, hyphens and stops."""
    word = fold(form).split()[0]
    found = {word, word.rstrip(".")}
    for mark in _CUTS:
        at = word.find(mark)
        if 0 < at < len(word) - 1:
            found |= {word[: at + 1], word[:at]} if mark != "-" else {word[:at]}
    return found - {""}


def _gender_of_country(article: str) -> tuple[str, str]:
    plural = "p" if article in ("les", "los", "las") else ""
    gender = {"la": "f", "las": "f", "le": "m", "el": "m", "los": "m"}.get(article, "")
    return gender, plural


def _entries(
    lang: LanguageFolder, people: Iterable[Person], organisations: Mapping[str, Organisation]
) -> Iterator[Entry]:
    for code, told in lang.section("countries").items():
        yield from _of_country(code, told)
    for key, told in lang.section("organisations").items():
        if key in organisations:
            doubtful = frozenset(told.get("ambiguous", ()))
            for form in (told["name"], *told.get("names", ())):
                yield Entry(
                    "organisation",
                    key,
                    form,
                    told.get("gender", ""),
                    told.get("number", ""),
                    ambiguous=form in doubtful,
                )
    for key, own in organisations.items():
        if own.regional:
            continue
        for form in (*own.names.get(lang.code, ()), *own.names.get("name", ())):
            yield Entry("organisation", key, form)
    yield from _of_regions(lang, people, organisations)
    offices, actors = lang.section("offices"), lang.section("actors")
    for key, forms in actors.get("adjectives", {}).items():
        for form in forms:
            yield Entry("adjective", key, form)
            if key in organisations and organisations[key].regional:  # "miles de valencianos" are people of that state
                yield Entry("people", organisations[key].code, form)
    for form in actors.get("nothing", {}).get("names", ()):
        yield Entry("nothing", "", form)
    for key, forms in actors.get("seats", {}).items():
        for form in forms:
            yield Entry("seat", key, form, sector="GOV")
    for only, table in offices.get("only", {}).items():
        yield from _words("role", table, only)
    yield from _words("role", offices.get("roles", {}))
    yield from _words("body", actors.get("bodies", {}))
    for key, forms in offices.get("portfolios", {}).items():
        for form in forms:
            yield Entry("portfolio", key, form.lower())
    for person in people:
        for form in person.names:
            if form in person.surnames and (form != person.name or " " not in form):
                continue
            yield Entry("person", person.name, form, person.gender, "s")


def _of_country(code: str, told: Mapping[str, Any]) -> Iterator[Entry]:
    doubtful = frozenset(told.get("ambiguous", ()))
    for kind, key in (("country", "names"), ("adjective", "adjectives"), ("people", "people"), ("capital", "capital")):
        for form in (*((told["name"],) if kind == "country" else ()), *told.get(key, ())):
            yield Entry(kind, code, form, ambiguous=form in doubtful)  # type: ignore[arg-type]
    for seat in told.get("seats", ()):
        form, sector = (seat, "GOV") if isinstance(seat, str) else (seat["text"], seat.get("sector", "GOV"))
        yield Entry("seat", code, form, sector=sector, ambiguous=form in doubtful)


def _of_regions(
    lang: LanguageFolder, people: Iterable[Person], organisations: Mapping[str, Organisation]
) -> Iterator[Entry]:
    """The names of governments below the state, read as those of capitals are.

    A common word, a country's name and what two states have is none of them, nor is a surname that seldom acts. What is a given
    name, a surname, or the name of what seldom acts, is doubtful.
    """
    places = lang.section("places")
    told, common = places.get("regions", {}), {fold(word) for word in places.get("common", ())}
    common |= {fold(word) for country in lang.section("countries").values() for word in country.get("names", ())}
    surnames = {fold(word) for person in people for word in person.surnames}
    given = {fold(person.name.split()[0]) for person in people}
    states: dict[str, set[str]] = {}
    forms = [
        (form, own) for own in organisations.values() if own.regional
        for form in told.get(own.key) or (*own.names.get(lang.code, ()), *own.names.get("name", ()))
    ]  # fmt: skip
    for form, own in forms:
        states.setdefault(fold(form), set()).add(own.code)
    for form, own in forms:
        folded = fold(form)
        if folded not in common and len(states[folded]) == 1 and (own.acting or folded not in surnames):
            yield Entry("capital", own.key, form, ambiguous=not own.acting or folded in given | surnames)


def _words(kind: Kind, table: Mapping[str, Iterable[str]], only: str = "") -> Iterator[Entry]:
    for key, words in table.items():
        for word in words:
            for form, gender, number in word_forms(word):
                yield Entry(kind, key, form, gender, number, only)


def word_forms(word: str) -> Iterator[tuple[str, str, str]]:
    """The forms of a word written "m|f|p", "m|f|mp|fp", "s|p", "|f" or alone, each with gender and number."""
    parts = word.split("|")
    empty = tuple(not part for part in parts)
    if len(parts) == 3:
        marks = [("m", "s"), ("f", "s"), ("m" if empty[1] else "f" if empty[0] else "", "p")]
    elif len(parts) == 2:
        marks = [("", ""), ("f", "s")] if empty[0] else [("", "s"), ("", "p")]
    else:
        marks = [("m", "s"), ("f", "s"), ("m", "p"), ("f", "p")] if len(parts) == 4 else [("", "")]
    for form, (gender, number) in zip(parts, marks, strict=True):
        if form:
            yield form, gender, number
