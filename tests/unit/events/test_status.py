"""Done, future, hypothetical, negated: what the words around an act say of it."""

from __future__ import annotations

import pytest

from dragoman.pipeline import code
from dragoman.types import Article, Part, Span

CASES = [
    # language, sentence, type and status of the event
    ("fr", "Le ministre français a pu s'entretenir avec son homologue chinois.", "CONSULT:done"),
    ("fr", "Une manifestation est prévue mardi à Paris.", "PROTEST:future"),
    ("fr", "Un sommet entre la France et la Chine est attendu en mai.", "AGREE:future"),
    ("fr", "Emmanuel Macron doit rencontrer Vladimir Poutine lundi.", "AGREE:future"),
    ("fr", "L'armée malienne aurait tué cinquante civils, selon l'ONU.", "ASSAULT:done"),
    ("en", "Zelensky is to visit Paris for talks with Macron.", "AGREE:future"),
    ("en", "Hamas is expected to release more hostages.", "RETREAT:future"),
    ("en", "Macron is due to meet Putin on Monday.", "AGREE:future"),
    ("en", "French teachers announced a strike for Thursday.", "PROTEST:future"),
    ("en", "Russia did not attack Kharkiv.", "ASSAULT:negated"),
    ("es", "El presidente Petro va a reunirse con Trump.", "AGREE:future"),
    ("es", "El presidente Petro pudo reunirse con Trump.", "CONSULT:done"),
    ("es", "Sin embargo, Rusia atacó Kiev.", "ASSAULT:done"),
    ("es", "Rusia no solo atacó Kiev.", "ASSAULT:done"),
    ("en", "Russia not only attacked Kharkiv but also shelled Odesa.", "ASSAULT:done"),
    ("fr", "Le Kenya continue de refouler des migrants somaliens.", "REJECT:ongoing"),
    ("en", "Turkey continues to bomb Syria.", "ASSAULT:ongoing"),
    ("es", "Turquía sigue bombardeando Siria.", "ASSAULT:ongoing"),
    ("fr", "L'armée malienne est en train de bombarder un village.", "ASSAULT:ongoing"),
    ("fr", "Les rebelles imposent depuis mars un blocus à la capitale du Mali.", "COERCE:ongoing"),
    ("en", "The officers were able to arrest the mayor of Lima.", "COERCE:done"),
    ("es", "Los agentes fueron capaces de detener al alcalde de Lima.", "COERCE:done"),
    ("en", "Police were unable to arrest the mayor of Lima.", "COERCE:negated"),
    ("en", "Iran is able to attack Israel.", "ASSAULT:hypothetical"),
    ("es", "Alemania estudia levantar las sanciones a Siria.", "CONCEDE:hypothetical"),
    ("es", "El sindicato argentino convocó una huelga general para el jueves.", "PROTEST:future"),
    (
        "es",
        "La CGT argentina advirtió que descontará el día y exhortó a los trabajadores a no sumarse.",
        "REQUEST:done",
    ),
]


@pytest.mark.parametrize(("lang", "text", "expected"), CASES)
def test_status(lang: str, text: str, expected: str) -> None:
    article = Article("t", text, lang, published="2025-06-12", parts=(Part("body", Span(0, len(text))),))
    [coded] = code([article])
    told = [f"{event.type}:{event.status}" for event in coded.events]
    assert expected in told, [(e.type, e.status, e.rule) for e in coded.events]


def test_only_when_is_a_condition() -> None:
    text = "Israel will open the crossing only when Hamas releases the hostages."
    article = Article("t", text, "en", published="2025-06-12", parts=(Part("body", Span(0, len(text))),))
    [coded] = code([article])
    assert not any(e.type == "RETREAT" and e.status == "done" for e in coded.events)


def test_what_is_out_of_the_question_is_not_done() -> None:
    text = "Kinshasa dit qu'il est hors de question de discuter avec les rebelles du M23."
    article = Article("t", text, "fr", published="2025-06-12", parts=(Part("body", Span(0, len(text))),))
    [coded] = code([article])
    assert not any(e.type == "CONSULT" and e.status != "negated" for e in coded.events)
