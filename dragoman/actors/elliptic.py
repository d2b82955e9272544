"""Titles told without their word: "el presidente de Guatemala … y el de Honduras, X", "celui de l'Intérieur"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.bearer import read_names
from dragoman.actors.ministries import past_articles
from dragoman.actors.phrase import Phrase

if TYPE_CHECKING:
    from dragoman.actors.build import Builder

#: How far back the title told in full may stand, in tokens.
REACH = 30


def read_elliptic(builder: Builder) -> None:
    """Build the titles and bodies of a sentence that an article or "celui" with a genitive stands for."""
    told, folded = builder.words.sets.get("grammar.elliptic"), builder.folded
    if not told:
        return
    for i in range(len(folded) - 2):
        if folded[i] in told and builder.words.has("grammar.genitive", folded[i + 1]) and not builder.taken[i]:
            _read(builder, i)


def _read(builder: Builder, i: int) -> None:
    model = _model(builder, i)
    k = past_articles(builder, i + 2)
    if model is None or model.hit is None or k >= len(builder.folded):
        return
    phrase = Phrase(model.kind, i, k, model.hit, determiner="def", seen="s", core=i)
    whole, hit = builder.phrase_at(k), builder.at.get(k)
    business = hit.of("portfolio") if hit is not None else None
    if whole is not None and whole.kind == "country" and whole.hit is not None and model.codes:
        phrase.belongs(builder.absorb(whole).hit.entries[0].ref)  # type: ignore[union-attr]
        phrase.end = whole.end
    elif hit is not None and business is not None and model.portfolios:
        phrase.portfolios, phrase.codes, phrase.end = [business.ref], list(model.codes), hit.end
    else:
        return
    if phrase.kind == "role":
        read_names(builder, phrase)
    builder.take(phrase.start, phrase.end)
    builder.built[i] = phrase


def _model(builder: Builder, i: int) -> Phrase | None:
    """The title or body told last before token i, of its gender, if no other thing told with a genitive stands between."""
    tokens = builder.sentence.tokens
    before = [p for k, p in builder.built.items() if k < i and p.kind in ("role", "body") and i - p.end < REACH]
    model = max(before, key=lambda p: p.start, default=None)
    if model is None or model.number == "p" or model.determiner not in ("def", "dem"):
        return None
    gender = {"Masc": "m", "Fem": "f"}.get(tokens[i].feats.get("Gender", ""), "")
    if gender and model.gender and gender != model.gender:
        return None
    for k in range(model.end, i):
        owned = tokens[k].upos == "NOUN" and builder.sentence.kids(k, "nmod")
        if owned:
            return None
    return model
