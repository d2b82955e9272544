"""Who wrote it: "La rédaction avec", "Por Juan Pérez, EFE", "(Reporting by A; Editing by B)", "AFP/Reuters"."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.reading.lines import ends_sentence
from dragoman.reading.words import Words, fold

#: A byline has at most so many words and characters.
MOST_WORDS, LONGEST = 16, 160

_TOKEN = re.compile(r"[^\s,;:/|()\[\]&+•·–—]+")
_AROUND = " \t\u00a0.,;:/|()[]-–—•·&+©*"


@dataclass(frozen=True, slots=True)
class Byline:
    """`start` and `end` are the line's; `names` is what is left when "By" is taken off; `agencies` are codes in
    order."""

    start: int
    end: int
    names: str
    agencies: tuple[str, ...]
    alone: bool = False


def byline(line: str, words: Words) -> Byline | None:
    """A line that is nothing but an agency or says by its words that it names authors."""
    if len(line) > LONGEST:
        return None
    bare = line.strip(_AROUND)
    if only_agencies(bare, words):
        return Byline(0, len(line), bare, agencies_in(bare, words), alone=True)
    inner = line.strip("()[] \u00a0–—-•*")
    at = line.index(inner) if inner else 0
    if not inner or not inner[0].isupper():
        return None
    if source := words.source.match(inner):
        told = inner[source.end() :].lstrip(" :\u00a0")
        return (
            Byline(at, at + len(inner), told, agencies_in(told, words), alone=True)
            if only_agencies(told, words)
            else None
        )
    opener = words.opener.match(inner)
    rest = inner[opener.end() :].lstrip(" :.-–—\u00a0") if opener else inner
    newsroom = words.newsroom.match(rest)
    if not (opener or newsroom or _ends_with_agency(rest, words) or _starts_with_agency(rest, words)):
        return None
    if newsroom is None and not rest:
        return None
    if not are_names(rest, words) and not (opener and " " in opener.group() and _ends_with_agency(rest, words)):
        return None
    return Byline(at, at + len(inner), _credit_line(rest), agencies_in(rest, words))


def bare_names(line: str, words: Words) -> bool:
    """Whether a line is two to four capitalised words and no more, as authors' names are."""
    pieces: list[list[str]] = [[]]
    for token in re.split(r"([,;/&|]|\s)\s*", line):
        if token in (",", ";", "/", "&", "|") or fold(token) in words.joiners:
            pieces.append([])
        elif token.strip():
            pieces[-1].append(token)
    capitals = [sum(t[0].isupper() and not t.isupper() for t in piece) for piece in pieces if piece]
    few = 2 <= sum(map(len, pieces)) <= 8 and all(len(piece) <= 5 for piece in pieces)
    return (
        few
        and bool(capitals)
        and capitals[0] >= 2
        and line[-1] != ":"
        and are_names(line, words)
        and not ends_sentence(line)
    )


def are_names(text: str, words: Words) -> bool:
    """Whether every word could stand in a list of authors: capitalised, a particle, a role, an agency, "and"."""
    text = words.opener.sub(" Opener ", words.newsroom.sub(" Newsroom ", text))
    text = words.roles.sub(" Role ", text)
    tokens = _TOKEN.findall(text)
    if not tokens or len(tokens) > MOST_WORDS or any(c in text for c in '!?«»"“”='):
        return False
    small = words.particles | words.joiners | words.places
    named = 0
    for token in tokens:
        word = token.strip(".'’-")
        if word.lower() in small or fold(word) in small:
            continue
        if not word or word[0] == "@" or word[0].isupper() or word.isdigit() or fold(word).startswith(("d'", "l'")):
            named += bool(word) and not word.isdigit()
            continue
        if words.agency.fullmatch(word):
            named += 1
            continue
        return False
    return named > 0


def only_agencies(text: str, words: Words) -> bool:
    """Whether nothing stands here but agencies and what joins them ("avec AFP", "AFP/Reuters")."""
    if not words.agency.search(text):
        return False
    rest = words.agency.sub(" ", text)
    return all(fold(token) in words.joiners for token in _TOKEN.findall(rest.replace("-", " ")))


def agencies_in(text: str, words: Words) -> tuple[str, ...]:
    """Codes of the agencies that are named, in order, once each."""
    return tuple(dict.fromkeys(words.agency_codes[fold(m.group())] for m in words.agency.finditer(text)))


def ends_open(text: str, words: Words) -> bool:
    """Whether a byline breaks off behind "with": its agency stands on another line."""
    tokens = text.split()
    return bool(tokens) and fold(tokens[-1]) in words.joiners


def authors(names: str, words: Words) -> list[dict[str, object]]:
    """The persons and newsrooms of a byline, agencies left out: `{"name", "person"}` each."""
    found: list[dict[str, object]] = []
    joiners = "|".join(map(re.escape, sorted(words.joiners, key=len, reverse=True)))
    pattern = rf"\s*(?:[,;/|&+•·]|(?<!\w)(?:{joiners})(?!\w))\s*"
    for piece in re.split(pattern, names, flags=re.I):
        piece = piece.strip(_AROUND.replace(".", ""))
        if not piece or only_agencies(piece, words) or words.roles.match(piece) or fold(piece) in words.places:
            continue
        found.append({"name": piece, "person": not words.newsroom.search(piece) and piece[0] != "@"})
    return found


def _ends_with_agency(text: str, words: Words) -> bool:
    """ "Le Monde avec AFP", "Jane Doe, Reuters", "Staff (AP)"; a few words only, so that no headline passes."""
    bare = text.rstrip(_AROUND)
    last = max(words.agency.finditer(bare), key=re.Match.end, default=None)
    if last is None or last.end() != len(bare) or len(_TOKEN.findall(text)) > 8:
        return False
    before = bare[: last.start()].rstrip()
    return bool(before) and (before[-1] in ",/|(-–—•·+" or ends_open(before, words))


def _starts_with_agency(text: str, words: Words) -> bool:
    """ "AFP, Bangkok": an agency and where it sat."""
    match = words.agency.match(text)
    return match is not None and text[match.end() : match.end() + 1] in (",", "/") and len(_TOKEN.findall(text)) <= 4


def _credit_line(text: str) -> str:
    """The names without a stop behind them, brackets that close nothing taken off."""
    text = text.strip(" \u00a0,;:|/-–—•·")
    if text.count(")") > text.count("("):
        text = text.rstrip(")")
    if text.endswith(".") and not re.search(r"\b\w\.$|\b[A-ZÉ][a-z]?\.$", text):
        text = text[:-1]
    return text
