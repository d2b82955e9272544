"""What a reader may be told, the bounds it keeps, and what it counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dragoman.language import Language
from dragoman.types import BadInput

MIB = 1 << 20


@dataclass(frozen=True, slots=True)
class Limits:
    """Bounds on what comes in; what passes one is refused with a line that says so, never read in part in silence."""

    #: characters of one article: a longer one is cut at a sentence, and its `extra["cut"]` says how many there were
    article_chars: int = 400_000
    #: bytes of one text file, which is one article
    text_bytes: int = 64 * MIB
    #: bytes of one record: a line of JSON, a row of a table
    record_bytes: int = 16 * MIB
    #: bytes of one page or feed, decoded
    page_bytes: int = 8 * MIB
    #: how many bytes may come out of one packed byte, looked at from `ratio_from` unpacked bytes on
    ratio: int = 150
    ratio_from: int = 32 * MIB
    #: bytes that may come out of one packed file
    decoded_bytes: int = 64 * 1024 * MIB
    #: elements of a page within each other, and elements in all
    nesting: int = 250
    elements: int = 60_000
    #: seconds of the clock for one page or text
    seconds: float = 30.0
    #: files below one directory or glob
    files: int = 1_000_000


@dataclass(frozen=True, slots=True)
class Options:
    """`columns` maps the fields of an article to the names that a table or a record uses for them ({"text": "body"}).

    `follow` reads the pages that a feed links to. `format` is told from content unless named here. `private_hosts` lets
    the fetcher reach addresses that are not public: for tests against a server on this machine only.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    format: str | None = None
    follow: bool = False
    delimiter: str | None = None
    encoding: str | None = None
    limits: Limits = field(default_factory=Limits)
    timeout: float = 20.0
    delay: float = 1.0
    robots: bool = True
    user_agent: str = "dragoman/0.1 (+https://github.com/dragoman-news/dragoman)"
    private_hosts: bool = False
    tally: Tally | None = None


@dataclass(slots=True)
class Tally:
    """What one reading counted. `other` counts the languages that were passed over, `bytes` what was read of `size`."""

    articles: int = 0
    broken: int = 0
    duplicates: int = 0
    skipped: int = 0
    cut: int = 0
    other: Counter[str] = field(default_factory=Counter)
    bytes: int = 0
    size: int = 0

    def line(self) -> str:
        """One line that says what was passed over, empty where nothing was."""
        told = [
            (self.broken, "broken"),
            (self.duplicates, "duplicate"),
            (self.skipped, "not read"),
            (self.cut, "cut for length"),
        ]
        said = [f"{count} {word}" for count, word in told if count]
        if self.other:
            langs = ", ".join(f"{code} {count}" for code, count in self.other.most_common(8))
            said.append(f"{self.other.total()} in other languages ({langs})")
        return f"{self.articles} read" + "".join(f", {part}" for part in said) if said else ""


@dataclass(frozen=True, slots=True)
class Draft:
    """What a format's reader hands over: a text and the fields that the format states. `record` says where in the
    source.

    `fields` were told of this very article and win over what its text tells; `hints` only fill what nothing else tells.
    """

    text: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    hints: Mapping[str, Any] = field(default_factory=dict)
    record: str = ""


@dataclass(frozen=True, slots=True)
class Context:
    """What every format's reader is handed."""

    languages: Mapping[str, Language]
    options: Options
    tally: Tally
    fetched: Any

    @property
    def limits(self) -> Limits:
        return self.options.limits


#: What a format's reader yields: a draft, or why one record could not be read.
Found = Draft | BadInput
