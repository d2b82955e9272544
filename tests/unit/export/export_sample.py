"""A small coded article, made by hand, with what exports may stumble over."""

from __future__ import annotations

from datetime import UTC, datetime

from dragoman.types import Article, Coded, Entity, Event, Mention, Part, Place, Quotation, Span, Time

TEXT = (
    "Lima et Quito négocient\n"
    "Le ministre Ana Ríos a rencontré Luis Paz à Guayaquil lundi.\n"
    '"Nous \tsignerons", a dit <b>Ana Ríos</b>. L\'ONU a condamné =SUM(1) et menacé le Pérou en mai.'
)
ADDED = datetime(2026, 1, 13, 8, 30, tzinfo=UTC)


def at(words: str, nth: int = 0) -> Span:
    start = -1
    for _ in range(nth + 1):
        start = TEXT.index(words, start + 1)
    return Span(start, start + len(words))


def made() -> Coded:
    ana = Mention(
        Entity("Ana Ríos", "PER", ("GOV", "MIL"), "Minister", key="Ana Ríos"), at("Ana Ríos"), "actors#titled", 1, 2
    )
    luis = Mention(Entity("Luis Paz", "ECU", ("GOV",), key="Luis Paz"), at("Luis Paz"), "actors#person", 1, 6)
    peru = Mention(Entity("Pérou", "PER", ("GOV",), key="PER"), at("Pérou"), "actors#country", 2, 20)
    russia = Mention(Entity("Russie", "RUS", ("GOV",), key="RUS"), None, "actors#implied")
    press = Mention(Entity(None, "PER", ("JRN",), key="/press"), at("Ana Ríos", 1), "actors#role", 2, 8)
    un = Mention(Entity("ONU", "IGO", ("IGO",), key="united-nations"), at("ONU"), "actors#organisation", 2, 10)
    city = Place(at("Guayaquil"), "Guayaquil", "ECU", "places#city", -2.2, -79.9, "10", 3657509, "city")
    article = Article(
        "a1", TEXT, "fr", published="2026-01-12T09:57", title="Lima et Quito négocient", agency="AFP", url="https://example.org/a?x=1&y=2",
        parts=(Part("title", Span(0, 23)), Part("lead", Span(24, 84)), Part("body", Span(85, len(TEXT)))),
    )  # fmt: skip
    lead, last = Span(24, 84), Span(at("L'ONU").start, len(TEXT))
    events = (
        Event("CONSULT", None, "done", (ana, luis), (), at("rencontré"), lead, "consult.meet", "fr/events#consult.meet:rencontrer R",
              date="2026-01-12", place=city, contexts=("diplomatic", "military"), quad=1, score=2.5, cameo="040", goldstein=1.0,
              mentions=(at("rencontré"), at("négocient"))),
        Event("ACCUSE", "disapprove", "done", (un,), (peru, russia), at("condamné"), last, "accuse.criticise", "fr/events#x",
              quad=3, score=-2.0, cameo="111", goldstein=-2.0),
        Event("PROTEST", "demo", "ongoing", (press,), (), at("menacé"), last, "protest.demo", "fr/events#y", claimed_by=un, due="2026-02",
              date="2025-05", place=Place(None, "Pérou", "PER", "places#country", -9.2, -75.0, precision="country"), quad=4, score=-5.0,
              cameo="1411", goldstein=-6.5),
        Event("ASSAULT", "aerial", "negated", (peru,), (russia,), at("menacé"), last, "assault.aerial", "fr/events#z", quad=4, score=-9.5,
              cameo="195", goldstein=-10.0),
    )  # fmt: skip
    quotations = (Quotation("direct", (at("Nous \tsignerons"),), ana, at("a dit"), rule="quotes#inverted"),)
    return Coded(
        article,
        quotations,
        (ana, luis, press, un, peru),
        (Time(at("lundi"), "2026-01-12", "date", "times#weekday"),),
        (city,),
        events,
    )
