"""Blame, praise and refusal of a deed told before go to whoever did it, and to nobody where that is not certain."""

from __future__ import annotations

import pytest

from dragoman.pipeline import code
from dragoman.types import Article, Part, Span

CASES = [
    ("en", "Serbia closed its border with Kosovo on Friday. Albania condemned the decision.", "ACCUSE", {"SRB"}),
    ("en", "Iran seized a Greek tanker on Tuesday. Its crew is safe. France condemned the seizure.", "ACCUSE", {"IRN"}),
    ("en", "Serbia closed its border with Kosovo. Hungary shelled Kherson. Ghana condemned the decision to stay.", "ACCUSE", set()),
    ("fr", "La Turquie a fermé sa frontière avec l'Irak. Athènes a dénoncé « une mesure inutile ».", "ACCUSE", {"TUR"}),
    ("fr", "Le Tchad a bombardé un village du Soudan. Le Soudan a bombardé le Tchad. Paris a condamné l'attaque.", "ACCUSE", set()),
    ("es", "Bolivia cerró la frontera con Perú el lunes. Chile calificó la medida de inaceptable.", "ACCUSE", {"BOL"}),
]  # fmt: skip


@pytest.mark.parametrize(("lang", "text", "kind", "wanted"), CASES, ids=[c[1][:40] for c in CASES])
def test_author_of_a_deed(lang: str, text: str, kind: str, wanted: set[str]) -> None:
    article = Article("t", text, lang, published="2026-01-12", parts=(Part("body", Span(0, len(text))),))
    [coded] = code([article])
    found = [event for event in coded.events if event.type == kind]
    assert len(found) == 1, [(e.type, e.rule) for e in coded.events]
    assert {m.entity.code for m in found[0].recipients} == wanted
