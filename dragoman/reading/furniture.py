"""What a line is by its own words, wherever it stands: dates, bylines, credits, tags, links to other articles,
notices."""

from __future__ import annotations

import re
from dataclasses import dataclass

from dragoman.reading.bylines import bare_names, byline
from dragoman.reading.dateline import dateline
from dragoman.reading.lines import Line, ends_sentence
from dragoman.reading.pictures import credit_tail, is_caption, is_credit
from dragoman.reading.stamps import stamped
from dragoman.reading.words import Words, fold
from dragoman.types import PartKind

#: Lines longer than this are never furniture, whatever they contain.
LONGEST = 420

#: A line of more words that begins with © is a notice, not a picture's credit.
LONG_COPYRIGHT = 14

_TAG = re.compile(r"#[^\W_][\w·'’-]{0,80}")
_TAGS_ONLY = re.compile(r"(?:#[^\W_][\w·'’-]{0,80}[\s,;|]{0,3}){1,40}")
_LINK = re.compile(
    r"(?:https?://|www\.)\S{1,400}|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,24}){1,4}|@\w{2,40}(?:\s@\w{2,40})*"
)
_RULE = re.compile(r"[\W_]{1,200}")
_SIGNED = re.compile(r"[A-Z]{2,6}/\d{2,8}|[a-zñ]{2,5}(?:[/\-][a-zñ]{2,6}){1,5}")
_SIGNED_WITH = re.compile(r"(?:[a-zñ]{2,5}(?:[/,][a-zñ]{2,6}){0,3}\s?)?\(([A-Za-z, /-]{2,60})\)")
_APART = re.compile(r"\s[–—|-]\s")
_LAST_WORD = re.compile(r"[\s.,;|–—-]+(\w+)$")
_MARK = re.compile(r"\s*[:|>»→–—-]")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a line and what it is. `value` is what a field takes from it: a date, names, a tag."""

    kind: PartKind
    start: int
    end: int
    value: str | None = None
    note: str = ""


def furniture(line: Line, words: Words) -> list[Piece]:
    """The pieces of a line that is no prose; empty where it may be."""
    if len(line.text) > LONGEST:
        return []
    for told in (_tags, _sent, _dates, _link, _related, _copyright, _byline, _notice, _picture):
        if pieces := told(line, words):
            return pieces
    return []


def is_related_heading(line: Line, words: Words) -> bool:
    """Whether a line only announces links: "A lire également:", "Te puede interesar"."""
    folded = fold(line.text).lstrip("»>→•- ")
    match = words.related.match(folded)
    if match is None:
        return False
    rest = folded[match.end() :]
    section = _APART.match(rest) is not None and len(rest.split()) <= 4 and not ends_sentence(rest)
    return section or not rest.strip(" :.…|>»→-–—")


def _tags(line: Line, words: Words) -> list[Piece]:
    text = line.text
    if _TAGS_ONLY.fullmatch(text):
        return [Piece("tag", line.start + m.start(), line.start + m.end(), m.group()[1:]) for m in _TAG.finditer(text)]
    match = words.tags.match(text)
    if match is None or not (mark := _MARK.match(text, match.end())) or ends_sentence(text):
        return []
    pieces = [Piece("boilerplate", line.start, line.start + mark.end())]
    for tag in re.finditer(r"[^,;|#•·]+", text[mark.end() :]):
        if name := tag.group().strip(" ."):
            at = line.start + mark.end() + tag.start() + tag.group().index(name)
            pieces.append(Piece("tag", at, at + len(name), name))
    return pieces


def _dates(line: Line, words: Words) -> list[Piece]:
    read = stamped(line.text, words)
    if read is None:
        return []
    stamps, rest = read
    pieces = [
        Piece(s.kind, line.start + s.start, line.start + s.end, s.value or s.hour, "labelled" * s.labelled)  # type: ignore[arg-type]
        for s in stamps
    ]
    if rest is None:
        return pieces
    text, at = line.text[slice(*rest)], line.start + rest[0]
    if sent := _sent_from(text, at, words):
        return [*sent, *pieces]
    beside = _beside(text, at, words, labelled=stamps[0].labelled)
    return sorted([*pieces, beside], key=lambda p: p.start) if beside else []


def _sent(line: Line, words: Words) -> list[Piece]:
    """A dateline on a line of its own: "Quito, 4 nov. 2025 (EFE).-", "Quito, 4 nov. 2025 (EFE)"."""
    if line.text[-1] not in "-–—)" or len(line.text) > 90:
        return []
    told = dateline(f"{line.text} - X" if line.text[-1] == ")" else f"{line.text} X", words)
    if told is None or told.end < len(line.text) or not (told.place and told.agency):
        return []
    if line.text[-1] == ")" and told.place_end == len(told.place):
        return []  # no date: "Human Rights Watch (HRW)" is no dateline
    a, b = told.agency
    named = Piece("agency", line.start + a, line.start + b, told.named, ",".join(told.codes))
    return [Piece("dateline", line.start, line.start + told.place_end, told.place, told.date or ""), named]


def _sent_from(text: str, at: int, words: Words) -> list[Piece]:
    """Place and agency before a date on a line of their own: "PARIS, March 11 (AFP) Mar 11, 2008"."""
    bare = text.rstrip()
    told = dateline(f"{bare} - X", words)
    if told is None or told.agency is None or told.end < len(bare) or not told.place:
        return []
    a, b = told.agency
    named = Piece("agency", at + a, at + b, told.named, ",".join(told.codes))
    return [Piece("dateline", at, at + told.place_end, told.place, told.date or ""), named]


def _beside(text: str, at: int, words: Words, *, labelled: bool) -> Piece | None:
    """What stands beside a date: authors, an agency, a section, the place it was sent from."""
    bare = text.strip(" \t\u00a0,;:|/-–—•·()>")
    while (last := _LAST_WORD.search(bare)) and words.fillers.fullmatch(last[1]):  # "… avec AFP. Le 14/04/2025"
        bare = bare[: last.start()]
    if not bare:
        return Piece("boilerplate", at, at + len(text.rstrip()))
    start = at + text.index(bare)
    span = (start, start + len(bare))
    if found := byline(bare, words):
        return Piece("agency" if found.alone else "byline", *span, found.names, ",".join(found.agencies))
    if fold(bare) in words.sections:
        return Piece("kicker", *span, bare)
    if _notice_text(bare, words):
        return Piece("boilerplate", *span)
    apart = text.rstrip()[-1:]
    few = len(bare.split()) <= 3 if apart == "," or bare.isupper() else len(bare.split()) == 1
    if not labelled and few and bare[0].isupper() and (apart in ",-–—" or bare.isupper()):
        return Piece("dateline", *span, bare)
    return Piece("byline", *span, bare) if bare_names(bare, words) else None


def _link(line: Line, words: Words) -> list[Piece]:  # noqa: ARG001
    text = line.text
    if text.startswith("((") and "@" in text:
        return [Piece("boilerplate", line.start, line.end)]
    alone = _LINK.fullmatch(text) or _RULE.fullmatch(text) or _SIGNED.fullmatch(text)
    if alone is None or text[0] in ",.;:)»”\"'«“…":
        return []
    return [Piece("boilerplate", line.start, line.end)]


def _related(line: Line, words: Words) -> list[Piece]:
    folded = fold(line.text)
    at = len(folded) - len(folded.lstrip("»>→•-([ "))
    match = words.related.match(folded, at)
    if match is None:
        return []
    rest = folded[match.end() :]
    alone = not rest.strip(" :.…|>»→-–—")
    wordy = " " in match.group() and line.text[at].isupper() and not ends_sentence(line.text)
    if alone or re.match(r"\s*[:|>»→]", rest) or wordy:
        return [Piece("boilerplate", line.start, line.end)]
    return []


def _notice(line: Line, words: Words) -> list[Piece]:
    return [Piece("boilerplate", line.start, line.end)] if _notice_text(line.text, words) else []


def _notice_text(text: str, words: Words) -> bool:
    phrases = words.boilerplate
    folded = fold(text).strip(" \t.:|>»→-–—•*()[]")
    if folded in phrases.whole or phrases.starts.match(folded):
        return True
    if words.published.fullmatch(folded) or words.updated.fullmatch(folded):
        return True
    if (
        (source := words.source.match(folded))
        and folded[source.end() :].lstrip()[:1] == ":"
        and len(folded.split()) <= 12
    ):
        return True
    if match := phrases.single.match(folded):
        rest = folded[match.end() :].strip()
        if not rest or rest[0] in ":;|,!-–—>»(" or (len(rest.split()) <= 5 and not ends_sentence(text)):
            return True
    return len(folded) < 300 and any(phrase in folded for phrase in phrases.contains)


def _copyright(line: Line, words: Words) -> list[Piece]:
    label = words.credit.match(line.text.lstrip("([ "))
    labelled = label is not None and _MARK.match(line.text.lstrip("([ "), label.end()) is not None
    if not labelled and not line.text.startswith(("©", "(c)", "Copyright")):
        return []
    long = not labelled and len(line.text.split()) > LONG_COPYRIGHT
    noticed = long or any(p in fold(line.text) for p in words.boilerplate.contains)
    return [Piece("boilerplate", line.start, line.end)] if noticed else _picture(line, words)


def _picture(line: Line, words: Words) -> list[Piece]:
    if is_credit(line.text, words):
        return [Piece("credit", line.start, line.end, line.text.strip("()[] \u00a0"))]
    at = credit_tail(line.text, words)
    if at is not None and at > 0:
        told = line.text[at:]
        lead = len(told) - len(told.lstrip(" \u00a0/|–—-"))
        credit = Piece("credit", line.start + at + lead, line.end, told.strip(" ()[]/|–—-\u00a0"))
        caption = line.text[:at].rstrip(" /|–—-\u00a0")
        return [Piece("caption", line.start, line.start + len(caption), caption), credit]
    if is_caption(line.text, words):
        return [Piece("caption", line.start, line.end, line.text)]
    return []


def _byline(line: Line, words: Words) -> list[Piece]:
    if (signed := _SIGNED_WITH.fullmatch(line.text)) is not None:
        codes = [words.agency_codes.get(fold(name)) for name in re.split(r"\s?[,/]\s?", signed[1])]
        if all(codes):
            at = line.start + signed.start(1)
            return [Piece("agency", at, line.start + signed.end(1), signed[1], ",".join(filter(None, codes)))]
    if words.newsroom.sub("", line.text) and ends_sentence(line.text) and len(line.text.split()) > 12:
        return []
    found = byline(line.text, words)
    if found is None:
        return []
    kind: PartKind = "agency" if found.alone else "byline"
    return [Piece(kind, line.start + found.start, line.start + found.end, found.names, ",".join(found.agencies))]
