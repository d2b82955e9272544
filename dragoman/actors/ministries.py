"""What a ministry is for, where its name goes on: "Asuntos Exteriores, UE y Cooperación", "des Finances et de la Souveraineté"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.phrase import Phrase

if TYPE_CHECKING:
    from dragoman.actors.build import Builder

#: What may stand in a ministry's name without being whom it is of.
WITHIN = frozenset({"organisation", "country", "adjective"})


def past_articles(builder: Builder, k: int) -> int:
    """The first token from k on that is no article, demonstrative or preposition, or begins a phrase."""
    small = ("grammar.articles", "grammar.role_at", "grammar.demonstrative")
    while k < len(builder.sentence.tokens) and builder.phrase_at(k) is None:
        if not any(builder.words.has(key, builder.fold(k)) for key in small):
            break
        k += 1
    return k


def more_portfolios(builder: Builder, phrase: Phrase, end: int) -> int:
    """ "… et de la Coopération", "and trade", adjectives of what came before: where the ministry's name ends."""
    tokens, words = builder.sentence.tokens, builder.words
    while end < len(tokens):
        if tokens[end].upos == "ADJ" and tokens[end].text[:1].islower() and end not in builder.at:
            end += 1
            continue
        if not (words.has("grammar.and", builder.fold(end)) or tokens[end].text == ","):
            break
        k = past_articles(builder, end + 1)
        hit = builder.at.get(k)
        if hit is not None and hit.of("portfolio") is not None and not builder.taken[k]:
            phrase.portfolios.append(hit.of("portfolio").ref)  # type: ignore[union-attr]
            end = hit.end
            continue
        further = _other_business(builder, end, k)
        if not further:
            break
        end = further
    return end


def _other_business(builder: Builder, joint: int, k: int) -> int:
    """Where a capitalised word for some other business ends that the list goes on with, or that a genitive leads; else 0."""
    tokens, words = builder.sentence.tokens, builder.words
    whole = builder.phrase_at(k)
    if k >= len(tokens) or not tokens[k].text[:1].isupper() or (whole is not None and whole.kind not in WITHIN):
        return 0
    led = any(words.has("grammar.genitive", builder.fold(j)) for j in range(joint + 1, k))
    if whole is None and not led and tokens[k].upos != "NOUN":
        return 0
    end = whole.end if whole is not None else k + 1
    while end < len(tokens) and tokens[end].upos == "ADJ" and tokens[end].text[:1].islower() and end not in builder.at:
        end += 1
    after = past_articles(builder, end + 1) if end < len(tokens) and words.has("grammar.and", builder.fold(end)) else -1
    hit = builder.at.get(after)
    goes_on = hit is not None and hit.of("portfolio") is not None
    if not goes_on and not (led and words.has("grammar.and", builder.fold(joint))):
        return 0
    if whole is not None:
        builder.absorb(whole)
    return end
