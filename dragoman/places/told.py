"""Places that no gazetteer has, where the text itself says that they are: "the village of Talousa", "à Mondoro, dans le centre".

They have a name and a country, that named beside them or the only one in play, and no coordinates.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from dragoman.places.choose import Candidate, Context
from dragoman.places.evidence import NEAR, weigh, within_a_name
from dragoman.places.words import Atlas
from dragoman.types import Mention, Place, Sentence, Span, Token

#: Most tokens of such a name.
LONGEST = 4
#: Share of an article's names of countries that the one in play has at least.
IN_PLAY = 0.5


def unknown(
    sentence: Sentence, taken: Sequence[Span], sides: list[Mention], told: set[str], atlas: Atlas
) -> Iterator[Candidate]:
    """Names that nothing else has claimed and that the words around them tell to be places, or that were `told` before."""
    tokens, k = sentence.tokens, 0
    while k < len(tokens):
        end = _run(tokens, k, atlas)
        if end == k:
            k += 1
            continue
        span = Span(tokens[k].span.start, tokens[end - 1].span.end)
        free = not any(other.overlaps(span) for other in taken)
        free = free and not any(side.span is not None and side.span.overlaps(span) for side in sides)
        name = " ".join(token.text for token in tokens[k:end])
        if free and (name in told or _told(sentence, k, end, atlas)):
            evidence = weigh(sentence, k, end, atlas)
            if not evidence.acting and not within_a_name(sentence, k, end, atlas):
                told.add(name)
                yield Candidate(sentence, k, end, span, "", (), evidence)
        k = end


def told_place(candidate: Candidate, text: str, sides: list[Mention], context: Context, atlas: Atlas) -> Place | None:
    """The place with its country: that beside it, the last told before it in the sentence, or the one in play; None where
    that is in doubt."""
    before = [
        side.entity.code
        for side in sides
        if side.span is not None and side.span.end <= candidate.span.start and "JRN" not in side.entity.sectors
    ]
    near = [code for code in before if code in atlas.world.countries]
    country = next((country for country, _ in sorted(candidate.beside)), near[-1] if near else None)
    country = country or context.in_play(candidate.sentence.index, IN_PLAY)
    if country is None:
        return None
    regional = _word(candidate.sentence, candidate.start, candidate.end, atlas.regions_words)
    name = " ".join(candidate.span.of(text).split())
    return Place(candidate.span, name, country, "places#told", precision="region" if regional else "city")


def _run(tokens: tuple[Token, ...], k: int, atlas: Atlas) -> int:
    """The end of a run of capitalised names that begins at token k; k where none does."""
    end = k
    while end < len(tokens) and end - k < LONGEST and _named(tokens[end], atlas):
        end += 1
    return end


def _named(token: Token, atlas: Atlas) -> bool:
    word = token.text
    if word.lower() in atlas.calendar:
        return False
    return (
        token.upos in ("PROPN", "X")
        and word[:1].isupper()
        and not word.isupper()
        and word[-1].isalpha()
        and len(word) > 2
    )


def _told(sentence: Sentence, start: int, end: int, atlas: Atlas) -> bool:
    """A word for a settlement or region beside the name, or a preposition of place before and a clause of place behind."""
    if _word(sentence, start, end, atlas.settlements | atlas.regions_words):
        return True
    tokens = sentence.tokens
    before = tokens[start - 1].text.lower() if start else ""
    if before not in atlas.locatives or end + 1 >= len(tokens):
        return False
    if tokens[end].text.lower() in atlas.locatives - atlas.datives:
        return True
    if tokens[end].text not in (",", "("):
        return False
    k = end + 1
    while k < len(tokens) - 1 and k - end <= NEAR and tokens[k].text.lower() in atlas.glue:
        k += 1
    after = tokens[k]
    places = after.text.lower() in atlas.locatives and k == end + 1
    return places or (after.text.islower() and after.lemma.lower() in atlas.settlements | atlas.directions)


def _word(sentence: Sentence, start: int, end: int, words: frozenset[str]) -> bool:
    """Whether one of some words stands in small letters right before the name ("town of") or right behind it."""
    tokens, k = sentence.tokens, start - 1
    if k > 0 and tokens[k].upos == "ADP":
        k -= 1
    near = [tokens[k]] if k >= 0 and k >= start - 2 else []
    near += [tokens[end]] if end < len(tokens) and tokens[end].head >= start else []
    return any(t.text.islower() and t.upos == "NOUN" and t.lemma.lower() in words for t in near)


def with_beside(candidates: list[Candidate], known: list[Candidate], sides: list[Mention]) -> list[Candidate]:
    """Tells each which country is named in the same breath: within a few words behind it."""
    told = []
    for candidate in candidates:
        tokens = candidate.sentence.tokens
        until = tokens[min(len(tokens) - 1, candidate.end + 2 * NEAR)].span.end
        near = [
            (m.entity.code, "")
            for m in sides
            if m.entity.code and m.entity.key == m.entity.code and m.span and candidate.span.end <= m.span.start < until
        ]
        near += [
            (site.country, site.code)
            for other in known
            if candidate.span.end <= other.span.start < until
            for site in other.sites[:1]
            if site.precision == "region" and site.country
        ]
        told.append(replace(candidate, beside=frozenset(near[:1])))
    return told
