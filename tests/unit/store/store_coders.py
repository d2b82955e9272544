"""Coders for the tests of the store, quick ones: what they find is made up of the text. Workers import this by name."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from dragoman.types import Article, Coded, Entity, Event, Mention, Part, Place, Quotation, Span, Time

TEXT = "Le Mexique « refuse », a dit Ana à Lima lundi.\nFin 😀"


def article(number: int, **fields: Any) -> Article:
    given = {"lang": "fr", "published": f"2026-01-{1 + number % 28:02}", "source": f"o{number % 3}", **fields}
    return Article(f"a{number:05}", f"{number} {TEXT}", parts=(Part("lead", Span(0, 20)),), **given)


def coded(one: Article) -> Coded:
    """Something of every kind, with every field that can be empty once empty and once not."""
    mexico = Mention(
        Entity("Mexique", "MEX", ("GOV",), "présidente", True, "MEX", "f", "s"), Span(3, 10), "actors#c", 0, 1
    )
    implied = Mention(Entity("Ana", None, key="Ana"), None, "actors#implied")
    place = Place(Span(35, 39), "Lima", "PER", "places#city", -12.0, -77.0, "Lima", 393, "city")
    bare = Event("ACCUSE", None, "done", (implied,), (), Span(0, 1), Span(0, 9), "accuse.x", "fr/events#x")
    full = Event(
        "REJECT", "yield", "done", (mexico,), (implied, mexico), Span(13, 19), Span(0, 46), "reject.refuse", "fr/events#r",
        mexico, "2026-01-12", "2026-02", place, ("legal", "military"), 3, -2.0, "120", -4.0, (Span(13, 19), Span(20, 22)),
    )  # fmt: skip
    said = Quotation(
        "mixed",
        (Span(13, 19), Span(23, 28)),
        implied,
        Span(23, 28),
        "speech",
        mexico,
        "2026-01-12",
        "deny",
        ("x",),
        "q#s",
    )
    quotes = (said, Quotation("direct", (Span(0, 3),)))
    times = (Time(Span(40, 45), "2026-01-12", "date", "times#weekday", "publication"),)
    return Coded(one, quotes, (mexico, implied), times, (place,), (full, bare))


def maker(settings: Mapping[str, Any]) -> Callable[[Iterable[Article]], Iterator[Coded]]:
    """`pause` seconds before each article; the article `die` ends the process; `fault` cannot be coded."""

    def run(articles: Iterable[Article]) -> Iterator[Coded]:
        for one in articles:
            time.sleep(settings.get("pause", 0.0))
            if one.id == settings.get("die"):
                os._exit(9)
            if one.id == settings.get("raise"):
                raise ValueError("no good")
            yield Coded(one, error="cannot be coded") if one.id == settings.get("fault") else coded(one)

    return run
