"""Text → tokens, by the conventions of Universal Dependencies and the language's `text.toml`.

A token is a half-open pair of offsets. Chunks between white space are split once and remembered, so that speed does not
depend on the rules; every pattern is linear in the chunk.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from dragoman.language import Language

#: How many different chunks are remembered per language, and how long a remembered chunk may be.
REMEMBERED, LONG = 200_000, 60

_LETTER = r"[^\W\d_]"
_GENERAL = (
    r"(?:https?://|www\.)[^\s<>«»“”\"]*[\w/]"  # web addresses
    r"|[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,24}){1,4}"  # mail addresses
    r"|[@#]\w+",
    rf"(?:{_LETTER}\.-?){{2,}}(?!\w)|(?<!\w)[^\W\d_a-zß-ÿ]\.(?!\w)",  # U.S., J.-C., initials
    r"\d+(?:[.,:/'’]\d+)*(?:[^\W\d_]{1,3}\d{0,2})?(?!\w)|[nN]\.?[°º]",  # 1,000.5  20h30  1er  3rd
)
_REST = (r"\w+", r"\.{2,}|…|-{2,}|[?!]{2,}", r"[^\w\s]")


@dataclass
class Tokeniser:
    """Compiled rules of one language, and the chunks it has met."""

    pattern: re.Pattern[str]
    whole: frozenset[str]
    enclitics: re.Pattern[str] | None
    hyphenated: frozenset[str]
    prefixes: frozenset[str]
    fused: dict[str, int]
    split_hyphens: bool
    met: dict[str, tuple[tuple[int, int], ...]] = field(default_factory=dict)


def build_tokeniser(lang: Language) -> Tokeniser:
    """The tokeniser that a language's `text.toml` describes."""
    words = lang.section("text")
    spaced_out = [w for w in [*words.get("leading", ()), *words.get("either", ())] if " " not in w]
    short = sorted(spaced_out, key=len, reverse=True)
    abbreviation = rf"(?<![\w’'])(?:{'|'.join(map(re.escape, short))})(?!\w)" if short else r"(?!)"
    elided = "|".join(words.get("elisions", ()))
    elision = rf"(?i:\b(?:{elided}))['’](?=[\w\"«“‘\[(])" if elided else r"(?!)"
    whole = "|".join(sorted((re.escape(w).replace("'", "['’]") for w in words.get("whole", ())), key=len, reverse=True))
    word = rf"{_LETTER}\w*(?:[-‐‑'’]\w+)*"
    if words.get("split_hyphens"):
        word = r"\w+(?:['’]\w+)*(?:-\w+(?:['’]\w+)*)*"
    parts = [_GENERAL[0], rf"(?i:{whole})(?!\w)" if whole else r"(?!)", abbreviation, _GENERAL[1], elision, word]
    enclitics = words.get("enclitics", ())
    tail = "|".join(re.escape(e).replace("'", "['’]") for e in enclitics)
    return Tokeniser(
        pattern=re.compile("|".join([*parts[:4], _GENERAL[2], *parts[4:], *_REST])),
        whole=frozenset(words.get("whole", ())),
        enclitics=re.compile(rf"(?i)(?:{tail})$") if tail else None,
        hyphenated=frozenset(words.get("hyphenated", ())),
        prefixes=frozenset(words.get("prefixes", ())),
        fused=dict(words.get("fused", {})),
        split_hyphens=bool(words.get("split_hyphens")),
    )


def tokenise(text: str, start: int, end: int, tokeniser: Tokeniser) -> list[tuple[int, int]]:
    """Offsets of the tokens of `text[start:end]`, in order; white space belongs to none."""
    found: list[tuple[int, int]] = []
    met, at = tokeniser.met, start
    for chunk in text[start:end].split():
        at = text.index(chunk, at)
        pieces = met.get(chunk)
        if pieces is None:
            pieces = tuple(_split(chunk, tokeniser))
            if len(chunk) <= LONG and len(met) < REMEMBERED:
                met[chunk] = pieces
        if len(pieces) == 1:
            found.append((at, at + len(chunk)))
        else:
            found += [(at + a, at + b) for a, b in pieces]
        at += len(chunk)
    return found


def _split(chunk: str, tokeniser: Tokeniser) -> list[tuple[int, int]]:
    pieces: list[tuple[int, int]] = []
    for match in tokeniser.pattern.finditer(chunk):
        a, b = match.span()
        word = match.group()
        if word.lower() in tokeniser.fused:
            cut = a + tokeniser.fused[word.lower()]
            pieces += [(a, cut), (cut, b)]
        elif word[0].isalpha() and word.replace("’", "'").lower() not in tokeniser.whole | tokeniser.hyphenated:
            pieces += [(a + x, a + y) for x, y in _split_word(word, tokeniser)]
        else:
            pieces.append((a, b))
    return pieces


def _split_word(word: str, tokeniser: Tokeniser) -> list[tuple[int, int]]:
    """Hyphens that part words (English) and pronouns hung on verbs or contractions, from the right."""
    tails: list[tuple[int, int]] = []
    end = len(word)
    while tokeniser.enclitics is not None and len(tails) < 3:
        match = tokeniser.enclitics.search(word, max(0, end - 8), end)
        if match is None or match.start() == 0 or word[:end].lower() in tokeniser.hyphenated:
            break
        tails.insert(0, (match.start(), end))
        end = match.start()
    if not tokeniser.split_hyphens or "-" not in word[:end] or word[:end].lower() in tokeniser.hyphenated:
        return [(0, end), *tails]
    pieces: list[tuple[int, int]] = []
    start = 0
    for i, letter in enumerate(word[:end]):
        if letter == "-" and word[start:i].lower() not in tokeniser.prefixes:
            pieces += [(start, i), (i, i + 1)]
            start = i + 1
    return [piece for piece in [*pieces, (start, end), *tails] if piece[0] < piece[1]]
