"""Captions and picture credits: "Crédit Photo : @X", "REUTERS/Jane Doe", "… in Kyiv. (Photo by A/AFP)", "FILE PHOTO:
…"."""

from __future__ import annotations

import re

from dragoman.reading.bylines import are_names, only_agencies
from dragoman.reading.lines import ends_sentence
from dragoman.reading.words import Words

#: A credit has at most so many words; a caption so many characters.
MOST_WORDS, LONGEST = 14, 700

_COPYRIGHT = re.compile(r"(?:©|\([cC]\)|Copyright\b)")
_SEPARATOR = re.compile(r"\s*[:：/©|–—-]\s*")
_TAIL_BRACKET = re.compile(r"\s*[(\[]([^()\[\]]{2,90})[)\]]\s?\.?$")
_TAIL_COPYRIGHT = re.compile(r"\s*(?:©|\(c\))\s?[^.©]{1,80}\.?$")
_TAIL_BREAKS = re.compile(r"(?<=[.!?»”\")\]])\s+|\s+[/|]\s+|\s+[–—-]\s+")
_SLASH = re.compile(r"[/|]|\bvia\b|\s[–—-]\s")


def is_credit(line: str, words: Words) -> bool:
    """Whether a line says whose picture it is and nothing else."""
    if len(line) > 160 or len(line.split()) > MOST_WORDS:
        return False
    bare = line.strip("()[] \u00a0")
    if _COPYRIGHT.match(bare):
        return True
    if match := words.credit.match(bare):
        if not bare[0].isupper():
            return False
        rest = bare[match.end() :]
        separator = _SEPARATOR.match(rest)
        told = rest[separator.end() :] if separator else rest.strip()
        if not told:
            return separator is not None
        told = words.note.sub("", told).strip(" /-–—|") or told
        if separator:
            return not (ends_sentence(told) and len(told.split()) > 6) and (
                are_names(told, words) or len(told.split()) <= 3
            )
        return _sold(told, words) and are_names(told, words)
    if not _sold(bare, words) or only_agencies(bare, words) or _is_prose(bare):
        return False
    return (_SLASH.search(bare) is not None or bool(words.seller.fullmatch(bare))) and are_names(bare, words)


def is_caption(line: str, words: Words) -> bool:
    """Whether a line says by its first words that it describes a picture."""
    if len(line) > LONGEST:
        return False
    bare = line.lstrip("([ \u00a0")
    match = words.caption.match(bare) or words.credit.match(bare)
    if match is None or not bare[0].isupper():
        return False
    rest = bare[match.end() :]
    marked = _SEPARATOR.match(rest) is not None or rest[:1] in ",."
    return len(rest.split()) >= 3 and (marked or (" " in match.group() and words.caption.match(bare) is not None))


def credit_tail(line: str, words: Words) -> int | None:
    """Where the credit at the end of a caption begins; None where the line has none that only a picture has."""
    if len(line) > LONGEST:
        return None
    if (match := _TAIL_COPYRIGHT.search(line, max(0, len(line) - 90))) and match.start():
        return match.start()
    if (match := _TAIL_BRACKET.search(line, max(0, len(line) - 100))) and match.start():
        inside = match[1]
        if words.credit.match(inside) and ":" in inside and is_credit(inside, words):
            return match.start()
        marked = _SLASH.search(inside) or words.credit.match(inside) or words.note.search(inside)
        if marked and (_sold(inside, words) or is_credit(inside, words)):
            return match.start()
        if _sold(inside, words) and not words.agency.fullmatch(inside.strip()):
            return match.start()
        return None
    last = None
    for last in _TAIL_BREAKS.finditer(line, max(0, len(line) - 110)):
        tail = line[last.end() :]
        if tail and len(tail.split()) <= 9 and _pictured(tail, words):
            return last.start() if line[last.start()].isspace() else last.end()
    return None


def _pictured(tail: str, words: Words) -> bool:
    bare = tail.strip(" .")
    if not _sold(bare, words) and not words.credit.match(bare):
        return False
    return (is_credit(tail, words) or _SLASH.search(bare) is not None) and are_names(bare, words)


def _sold(text: str, words: Words) -> bool:
    return words.seller.search(text) is not None or words.agency.search(text) is not None or "@" in text


def _is_prose(text: str) -> bool:
    return ends_sentence(text) and len(text.split()) > 8
