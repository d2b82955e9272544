"""The record holds the codebook's fields, and every span says its own words."""

from __future__ import annotations

import json
from typing import Any

from dragoman.export.jsonl import line, record
from dragoman.types import Article, Coded, Entity, Event, Mention, Place, Quotation, Span, Time

TEXT = "Le Mexique « refuse », a dit Ana à Lima lundi.\nFin 😀"


def coded() -> Coded:
    mexico = Mention(Entity("Mexique", "MEX", ("GOV",), key="MEX"), Span(3, 10), "actors#country", 0, 1)
    implied = Mention(Entity("Ana", None, key="Ana"), None, "actors#implied")
    article = Article("a1", TEXT, "fr", published="2026-01-12", tags=("x",), extra={"page": 3})
    place = Place(Span(35, 39), "Lima", "PER", "places#city", -12.0, -77.0, precision="city")
    event = Event("REJECT", "yield", "done", (mexico,), (implied,), Span(13, 19), Span(0, 46), "reject.refuse", "fr/events#reject.refuse",
                  place=place, date="2026-01-12", quad=3, score=-2.0, cameo="120", mentions=(Span(13, 19),))  # fmt: skip
    quotation = Quotation("mixed", (Span(13, 19),), implied, Span(23, 28), "speech", rule="quotes#said")
    time = Time(Span(40, 45), "2026-01-12", "date", "times#weekday")
    return Coded(article, (quotation,), (mexico,), (time,), (place,), (event,))


def spans(value: Any) -> list[dict[str, Any]]:
    if isinstance(value, dict):
        own = [value] if {"text", "start", "end"} <= value.keys() and value["start"] is not None else []
        return own + [span for inner in value.values() for span in spans(inner)]
    if isinstance(value, list):
        return [span for inner in value for span in spans(inner)]
    return []


def test_every_span_says_its_own_words() -> None:
    plain = record(coded())
    found = spans({key: value for key, value in plain.items() if key != "text"})
    assert len(found) >= 9
    for span in found:
        assert span["text"] == TEXT[span["start"] : span["end"]]


def test_fields_of_the_codebook() -> None:
    plain = record(coded())
    article = {
        "id",
        "lang",
        "published",
        "updated",
        "title",
        "byline",
        "agency",
        "source",
        "url",
        "captions",
        "credits",
        "tags",
        "text",
    }
    assert article | {"events", "quotations", "times", "places", "error"} <= plain.keys()
    event = {"type", "mode", "status", "actors", "recipients", "claimed_by", "date", "due", "place", "contexts", "quad", "score",
             "cameo", "trigger", "evidence", "rule"}  # fmt: skip
    assert event <= plain["events"][0].keys()
    quotation = {"kind", "spans", "text", "speaker", "cue", "medium", "addressee", "date", "rule"}
    assert quotation <= plain["quotations"][0].keys()
    entity = {"text", "start", "end", "name", "code", "sectors", "office", "head", "rule"}
    assert entity <= plain["events"][0]["actors"][0].keys()
    assert plain["events"][0]["recipients"][0]["text"] is None


def test_a_line_is_one_line_and_reads_back() -> None:
    written = line(coded())
    assert "\n" not in written
    assert json.loads(written) == json.loads(json.dumps(record(coded())))
    assert json.loads(written)["text"] == TEXT
