"""What the gazetteer holds: persons and the offices they held when, organisations, and what an office or a role is.

Days are ISO dates cut to what is known ("2012-12" for a month). `of` is an ISO alpha-3 code, or the key of an organisation.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

#: After every day that a term may end on.
OPEN = "9999"


class LanguageFolder(Protocol):
    """What the gazetteer reads of a language: `dragoman.language.Language` is one."""

    @property
    def code(self) -> str: ...

    def section(self, name: str) -> Mapping[str, Any]: ...


@dataclass(frozen=True, slots=True)
class Term:
    """One person's time in one office, both days included. `end` is empty while it lasts."""

    name: str
    office: str
    of: str
    start: str
    end: str = ""
    acting: bool = False
    shared: bool = False
    party: str = ""

    def covers(self, day: str) -> bool:
        """Whether the office was held on a day (ISO); a day cut to the month counts as known."""
        return self.start <= day and (not self.end or day[: len(self.end)] <= self.end)


@dataclass(frozen=True, slots=True)
class Person:
    """A person by canonical name. `names` are all full forms and aliases, `surnames` what they are called in short."""

    name: str
    names: tuple[str, ...]
    surnames: tuple[str, ...]
    gender: str
    terms: tuple[Term, ...]


@dataclass(frozen=True, slots=True)
class Organisation:
    """A body that is no office: `code` is a country's, or IGO, NGO, MNC, IMG. Sectors by codebook §2.

    A government below the state is `part_of` a country; its name stands for it by itself if it is `acting`.
    """

    key: str
    code: str
    sectors: tuple[str, ...]
    part_of: str = ""
    names: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    acting: bool = False

    @property
    def regional(self) -> bool:
        """Whether this is the government of a part of a country."""
        return is_country(self.part_of)


@dataclass(frozen=True, slots=True)
class Office:
    """What an office, role or body is. `holds` are the offices a word for it may stand for, in order."""

    key: str
    title: str
    sectors: tuple[str, ...]
    titles: Mapping[str, str] = field(default_factory=dict)
    holds: tuple[str, ...] = ()
    rank: int = 9
    code: str = ""

    def title_in(self, country: str) -> str:
        """How the record tells this office in a country."""
        return self.titles.get(country, self.title)


@dataclass(frozen=True, slots=True)
class Standing:
    """Who a person is on a day: the office held then if any, else what the last one made of him or her."""

    code: str
    sectors: tuple[str, ...]
    office: str | None
    term: Term | None


def is_country(of: str) -> bool:
    """Whether a term's `of` is a country's code rather than an organisation's key."""
    return len(of) == 3 and of.isupper()
