"""Reads the gazetteer's TOML files, shipped or a user's own, and refuses what does not hold what it should."""

from __future__ import annotations

import re
import tomllib
from calendar import monthrange
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from difflib import get_close_matches
from importlib.resources.abc import Traversable
from itertools import pairwise
from pathlib import Path
from typing import Any

from dragoman.gazetteer.folding import key_of
from dragoman.gazetteer.model import Office, Organisation, Person, Term, is_country
from dragoman.types import BadInput

#: Keys of a term of office, and of an organisation, in the files that people write.
TERM_KEYS = frozenset("name fr es en also from to gender surname acting shared party".split())
ORGANISATION_KEYS = frozenset("code sectors part_of seat names name since until".split())
HEADER_KEYS = frozenset("revised known_to source".split())
SECTORS = frozenset("GOV MIL COP SPY JUD LEG OPP PTY REB UAF CRM IGO NGO BUS LAB JRN MED EDU REL CVL REF ELI".split())
NO_COUNTRY = frozenset({"IGO", "NGO", "MNC", "IMG"})
#: Offices that several hold at once.
COLLECTIVE = frozenset(
    "spokesperson envoy deputy-leader deputy-prime-minister commissioner vice-president senator member-of-parliament official judge "
    "general opponent dissident separatist rebel gangster trafficker candidate activist lawyer journalist cleric union-leader "
    "businessperson relative".split()
)
_LANGUAGE = re.compile(r"[a-z]{2}")
_DAY = re.compile(r"\d{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12]\d|3[01]))?)?")


def load_toml(path: Traversable | Path) -> dict[str, Any]:
    """One TOML file. Raises BadInput where it is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf8"))
    except (OSError, UnicodeDecodeError) as fault:
        raise BadInput(
            f"cannot be read: {fault}", source=str(path), fix="give the path of a TOML file in UTF-8"
        ) from fault
    except tomllib.TOMLDecodeError as fault:
        raise BadInput(f"not valid TOML: {fault}", source=str(path)) from fault


def read_offices(body: Mapping[str, Any]) -> dict[str, dict[str, Office]]:
    """The three tables of gazetteer/offices.toml: offices, roles, bodies."""
    return {
        kind: {
            key: Office(
                key,
                told.get("title", ""),
                tuple(told.get("sectors", ())),
                dict(told.get("titles", {})),
                tuple(told.get("holds", ())),
                told.get("rank", 9),
                told.get("code", ""),
            )
            for key, told in body.get(kind, {}).items()
        }
        for kind in ("offices", "roles", "bodies")
    }


def read_organisations(body: Mapping[str, Any], source: str, countries: frozenset[str]) -> dict[str, Organisation]:
    """Organisations by key. Raises BadInput for an unknown key, code or sector."""
    found = {}
    if not isinstance(body, Mapping):
        raise BadInput("organisations is not a table", source=source, fix="write [organisations.some-key]")
    for key, told in body.items():
        if not isinstance(told, dict):
            raise BadInput("is not a table", source=source, record=f"organisation {key}", fix=f"write [{key}]")
        _known(told, ORGANISATION_KEYS, source, f"organisation {key}")
        code = told.get("code", "")
        if code not in countries and code not in NO_COUNTRY:
            raise _unknown_code(code, source, f"organisation {key}")
        unknown = [s for s in told.get("sectors", ()) if s not in SECTORS]
        if unknown:
            raise BadInput(f"sector {unknown[0]!r} is unknown", source=source, record=f"organisation {key}",
                           fix="use one of " + ", ".join(sorted(SECTORS)))  # fmt: skip
        names = _names(told.get("names", {}), source, f"organisation {key}")
        above = told.get("part_of", "")
        found[key] = Organisation(key, code, tuple(told.get("sectors", ())), above, names, is_country(above))
    return found


def read_governments(body: Mapping[str, Any]) -> dict[str, Organisation]:
    """The governments below the state of gazetteer/governments.toml, as bodies that are part of a country."""
    return {
        key: Organisation(key, told["of"], ("GOV",), told["of"], _own_name(kind, told["name"]), kind == "acting")
        for kind in ("acting", "owning", "cities")
        for key, told in body.get(kind, {}).items()
    }


def _own_name(kind: str, name: str) -> dict[str, tuple[str, ...]]:
    """The name by which a government is told; a city's is the city's alone."""
    return {} if kind == "cities" else {"name": (name,)}


def _names(told: Any, source: str, record: str) -> dict[str, tuple[str, ...]]:
    """An organisation's names by language code, "name" for all languages."""
    if not isinstance(told, dict) or any(lang != "name" and not _LANGUAGE.fullmatch(lang) for lang in told):
        raise BadInput("names are not told by language", source=source, record=record,
                       fix='write names = { fr = ["…"], en = ["…"] }, or { name = ["…"] } for all languages')  # fmt: skip
    found = {lang: (words,) if isinstance(words, str) else words for lang, words in told.items()}
    for words in found.values():
        _words(words, "names", source, record)
    return {lang: tuple(words) for lang, words in found.items()}


def _words(told: Any, key: str, source: str, record: str) -> None:
    """Refuse what is no list of words."""
    if not isinstance(told, (list, tuple)) or not all(isinstance(word, str) and word.strip() for word in told):
        raise BadInput(
            f"{key} = {told!r} is not a list of names", source=source, record=record, fix=f'write {key} = ["…", "…"]'
        )


def read_people(
    body: Mapping[str, Any], source: str, *, offices: Iterable[str], codes: frozenset[str], strict: bool = True
) -> tuple[list[Person], list[Term]]:
    """The persons and terms of one file of offices. One person per entry: `merge_people` brings those of one name together.

    Raises BadInput for an unknown key, code or office, a day that is none, or terms of one office that overlap
    (the last only if `strict`).
    """
    people, terms = [], []
    known = frozenset(offices)
    for of, held in body.items():
        if of in HEADER_KEYS:
            continue
        if of not in codes:
            raise _unknown_code(of, source, f"[{of}]")
        if not isinstance(held, dict):
            raise BadInput("is not a table of offices", source=source, record=of)
        for office, entries in held.items():
            if office not in known:
                near = get_close_matches(office, known, 1)
                fix = f"did you mean {near[0]!r}?" if near else "use one of " + ", ".join(sorted(known))
                raise BadInput(f"office {office!r} is unknown", source=source, record=of, fix=fix)
            if not isinstance(entries, list):
                raise BadInput("is not a list of terms", source=source, record=f"{of}.{office}",
                               fix=f'write {office} = [{{ name = "…", from = "2020-01-31" }}]')  # fmt: skip
            own = [_term(entry, office, of, source) for entry in entries]
            if strict:
                _refuse_overlaps(own, source)
            terms += own
            people += [_person(entry, term) for entry, term in zip(entries, own, strict=True)]
    return people, terms


def _term(entry: Mapping[str, Any], office: str, of: str, source: str) -> Term:
    record = f"{of}.{office}"
    if not isinstance(entry, dict) or not entry.get("name"):
        raise BadInput(
            "an entry has no name", source=source, record=record, fix='write { name = "…", from = "2020-01-31" }'
        )
    record += f", {entry['name']}"
    _known(entry, TERM_KEYS, source, record)
    if "from" not in entry:
        raise BadInput("has no date of entry into office", source=source, record=record, fix='add from = "2020-01-31"')
    for key in ("from", "to"):
        if key in entry and not (isinstance(entry[key], str) and _is_day(entry[key])):
            raise BadInput(f"{key} = {entry[key]!r} is not a date", source=source, record=record,
                           fix='write "2020-01-31", "2020-01" or "2020"')  # fmt: skip
    if "also" in entry:
        _words(entry["also"], "also", source, record)
    if entry.get("gender", "m") not in ("m", "f"):
        raise BadInput(f"gender = {entry['gender']!r}", source=source, record=record, fix='write gender = "f" or "m"')
    start, end = entry["from"], entry.get("to", "")
    if end and end < start[: len(end)]:
        raise BadInput(f"ends ({end}) before it begins ({start})", source=source, record=record)
    return Term(
        entry["name"],
        office,
        of,
        start,
        end,
        bool(entry.get("acting")),
        bool(entry.get("shared")),
        entry.get("party", ""),
    )


def _is_day(told: str) -> bool:
    """Whether a date is written as ours are, and exists."""
    if not _DAY.fullmatch(told):
        return False
    year, month, day = (int(part) for part in (told + "-01-01")[:10].split("-"))
    return day <= monthrange(year, month)[1] if year else False


def _person(entry: Mapping[str, Any], term: Term) -> Person:
    main = [entry["name"], *(entry[k] for k in ("fr", "es", "en") if k in entry)]
    also = list(entry.get("also", ()))
    given = entry.get("surname")
    surnames = [given] if given else []
    first, size = entry["name"].split()[0], len(entry["name"].split())
    alike = [n for n in also if not given and n.split()[0] == first and len(n.split()) == size]
    surnames += [w for name in [*(main[1:] if given else main), *alike] if (w := short_name(name))]
    names = tuple(dict.fromkeys([*main, *also]))
    surnames += [n for n in names if not _stands_alone(n)]
    return Person(entry["name"], names, tuple(dict.fromkeys(surnames)), entry.get("gender", "m"), (term,))


def _stands_alone(name: str) -> bool:
    """Whether a name means its bearer wherever it stands: several words, or an acronym ("AMLO")."""
    return " " in name or (len(name) <= 4 and sum(c.isupper() for c in name) > 1)


def short_name(name: str) -> str:
    """The last word of a name of several words, suffixes aside; empty where there is none."""
    words = [w for w in name.split() if w.rstrip(".") not in ("Jr", "Sr", "II", "III", "IV")]
    return words[-1] if len(words) > 1 and len(words[-1]) > 1 else ""


def overlaps(terms: Iterable[Term]) -> Iterator[tuple[Term, Term]]:
    """Neighbouring terms of one office that share more than the day of the change, collective ones aside."""
    single = [t for t in terms if not t.shared and t.office not in COLLECTIVE]
    ordered = sorted(single, key=lambda t: (t.party, t.start, t.end or "9999"))
    for before, after in pairwise(ordered):
        if before.party != after.party:
            continue
        if before.acting or after.acting:
            continue
        size = min(len(before.end), len(after.start)) if before.end else 0
        if not before.end or before.end[:size] > after.start[:size]:
            yield before, after


def _refuse_overlaps(terms: list[Term], source: str) -> None:
    for before, after in overlaps(terms):
        raise BadInput(
            f"the term from {after.start} overlaps that of {before.name} from {before.start} to {before.end or 'today'}",
            source=source, record=f"{after.of}.{after.office}, {after.name}",
            fix="give the earlier term its `to`, or write shared = true where several hold the office together",
        )  # fmt: skip


def merge_people(people: Iterable[Person]) -> list[Person]:
    """Entries of one name are one person, whose terms are in order of time, as are those of a full name that another gives as a
    spelling, unless they served different states: namesakes are told apart by the names they are entered under."""
    by_name: dict[str, list[Person]] = {}
    for person in people:
        by_name.setdefault(key_of(person.name), []).append(person)
    for key, same in list(by_name.items()):
        for spelling in {key_of(n) for p in same for n in p.names if " " in n} - {key}:
            if (
                spelling in by_name
                and key in by_name
                and by_name[spelling] is not same
                and _one_home(same, by_name[spelling])
            ):
                by_name[key] = same = same + by_name.pop(spelling)
    return [_one(same) for same in by_name.values()]


def _one_home(one: list[Person], other: list[Person]) -> bool:
    """Whether two lists of entries share a state, or one has none."""
    homes = [{t.of for p in entries for t in p.terms if is_country(t.of)} for entries in (one, other)]
    return not homes[0] or not homes[1] or bool(homes[0] & homes[1])


def _one(same: list[Person]) -> Person:
    first = same[0]
    held = {replace(t, name=first.name) for p in same for t in p.terms}
    return Person(
        first.name,
        tuple(dict.fromkeys(n for p in same for n in p.names)),
        tuple(dict.fromkeys(n for p in same for n in p.surnames)),
        "f" if any(p.gender == "f" for p in same) else first.gender,
        tuple(sorted(held, key=lambda t: (t.start, t.end or "9999", t.office, t.of))),
    )


def _known(told: Mapping[str, Any], keys: frozenset[str], source: str, record: str) -> None:
    unknown = sorted(set(told) - keys)
    if unknown:
        raise BadInput(
            f"key {unknown[0]!r} is unknown", source=source, record=record, fix="use one of " + ", ".join(sorted(keys))
        )


def _unknown_code(code: str, source: str, record: str) -> BadInput:
    kind = "country code" if is_country(code) else "code or organisation"
    return BadInput(f"{kind} {code!r} is unknown", source=source, record=record,
                    fix="use an ISO 3166 alpha-3 code (MEX), IGO, NGO, MNC, IMG, or an organisation's key")  # fmt: skip
