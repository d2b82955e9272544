"""What a role belongs to where the gazetteer lacks it: "head of UN Environment", "presidente de la Confederación de …"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dragoman.actors.bearer import absorb_within
from dragoman.actors.before import note_owner
from dragoman.actors.phrase import Phrase

if TYPE_CHECKING:
    from dragoman.actors.build import Builder


def unknown_owner(builder: Builder, phrase: Phrase, k: int, end: int) -> int:
    """ "head of UN Environment": who heads it is not known, though what it belongs to may be."""
    whole = builder.phrase_at(k)
    if whole is not None and whole.hit is not None and whole.kind in ("organisation", "country", "adjective"):
        note_owner(phrase, whole.hit)
    if whole is not None and whole.kind == "body":
        phrase.bodied = whole.entries("body")[0].ref
    tokens = builder.sentence.tokens
    while end < len(tokens) and tokens[end].upos == "ADJ" and tokens[end].text[:1].isupper():
        end += 1
    end = _joined(builder, end)
    phrase.worded = [builder.fold(j) for j in range(k, end)]
    absorb_within(builder, k, end)
    phrase.flags.add("unknown-owner")
    return _short_form(builder, phrase, end)


def _short_form(builder: Builder, phrase: Phrase, end: int) -> int:
    """ "presidente de la Confederación de Nacionalidades Indígenas (Conaie)": the short form, which may be known."""
    tokens = builder.sentence.tokens
    if end + 2 >= len(tokens) or tokens[end].text != "(" or tokens[end + 2].text != ")":
        return end
    whole = builder.phrase_at(end + 1)
    if whole is not None and whole.kind == "organisation" and whole.hit is not None:
        note_owner(phrase, builder.absorb(whole).hit)  # type: ignore[arg-type]
        phrase.flags.discard("unknown-owner")
    return end + 3


def _joined(builder: Builder, end: int) -> int:
    """ "Alianza Nacional de Transportistas": where a name goes on behind a genitive with a capitalised word that is no country."""
    tokens, words = builder.sentence.tokens, builder.words
    while not words.sets.get("grammar.premodified") and end < len(tokens):
        k = end
        while k < len(tokens) and (words.has("grammar.genitive", builder.fold(k)) or tokens[k].upos == "DET"):
            k += 1
        whole = builder.phrase_at(k)
        if (
            not end < k < len(tokens)
            or not tokens[k].text[:1].isupper()
            or (whole is not None and whole.kind != "role")
        ):
            break
        end = whole.end if whole is not None and not whole.names else k + 1
    return end
