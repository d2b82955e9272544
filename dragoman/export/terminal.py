"""The record as a person reads it in a terminal: what it is, who said what, who did what to whom, each with its words."""

from __future__ import annotations

from collections.abc import Iterator

from dragoman.types import Article, Coded, Event, Mention, Quotation, Span

#: Longest stretch of quoted words that a line shows.
SHOWN = 110

STATUS_SIGNS = {
    "done": "",
    "ongoing": "ongoing",
    "future": "to come",
    "hypothetical": "hypothetical",
    "negated": "NOT",
    "historical": "past",
}


def page(coded: Coded, *, why: bool = False) -> str:
    """One article, ready to print; with `why`, the rule behind each assertion."""
    lines = list(_head(coded.article))
    if coded.error is not None:
        return "\n".join([*lines, f"  error: {coded.error}", ""])
    if coded.quotations:
        lines += ["", "  Quotations"]
        lines += [line for quotation in coded.quotations for line in quoted(quotation, coded.article.text, why)]
    if coded.events:
        lines += ["", "  Events"]
        lines += [line for event in coded.events for line in _event(event, coded.article.text, why)]
    if why:
        lines += _reasons(coded)
    if not coded.quotations and not coded.events:
        lines += ["", "  no quotation, no event"]
    return "\n".join([*lines, ""])


def _head(article: Article) -> Iterator[str]:
    yield article.title or article.source or article.id
    told = [article.lang, article.published, article.agency, article.byline]
    facts = [fact for fact in told if fact]
    if article.source and article.title:
        facts.append(article.source)
    yield "  " + " · ".join(dict.fromkeys(facts))


def quoted(quotation: Quotation, text: str, why: bool) -> Iterator[str]:
    speaker = name(quotation.speaker, text) if quotation.speaker else "—"
    told = [quotation.medium or "", quotation.date or "", *quotation.flags]
    if quotation.addressee is not None:
        told.insert(0, "to " + name(quotation.addressee, text))
    beside = ", ".join(fact for fact in told if fact)
    said = " […] ".join(words(span, text) for span in quotation.spans)
    opening, closing = ("“", "”") if quotation.kind == "direct" else ("", "")
    yield f"    {speaker}" + (f" ({beside})" if beside else "") + f": {opening}{shorten(said)}{closing}"
    if why:
        cue = f" by “{words(quotation.cue, text)}”" if quotation.cue else ""
        yield f"      {quotation.kind}{cue}; rule {quotation.rule}"


def _event(event: Event, text: str, why: bool) -> Iterator[str]:
    actors = ", ".join(name(mention, text) for mention in event.actors) or "—"
    recipients = ", ".join(name(mention, text) for mention in event.recipients)
    kind = event.type + (f" {event.mode}" if event.mode else "")
    sign = STATUS_SIGNS[event.status]
    arrow = f" → {recipients}" if recipients else ""
    told = [sign, event.date or "", f"due {event.due}" if event.due else "", event.place.name if event.place else ""]
    if event.claimed_by is not None:
        told.append("according to " + name(event.claimed_by, text))
    beside = ", ".join(fact for fact in told if fact)
    yield f"    {actors} → {kind}{arrow}" + (f"  ({beside})" if beside else "")
    yield f"      “{shorten(words(event.evidence, text))}”"
    if why:
        codes = f"PLOVER {event.score:+g}, quad {event.quad}"
        codes += f", CAMEO {event.cameo}" if event.cameo else ""
        contexts = f"; contexts {', '.join(event.contexts)}" if event.contexts else ""
        yield f"      trigger “{words(event.trigger, text)}”; rule {event.rule}; {codes}{contexts}"


def _reasons(coded: Coded) -> Iterator[str]:
    text = coded.article.text
    if coded.actors:
        yield from ("", "  Actors")
        for mention in coded.actors:
            written = words(mention.span, text) if mention.span else "(implied)"
            yield f"    {written} = {name(mention, text)}; rule {mention.rule}"
    if coded.times:
        yield from ("", "  Times")
        for time in coded.times:
            yield f"    {words(time.span, text)} = {time.value} ({time.kind}); rule {time.rule}"
    if coded.places:
        yield from ("", "  Places")
        for place in coded.places:
            where = f"{place.lat:.2f}, {place.lon:.2f}" if place.lat is not None and place.lon is not None else ""
            yield f"    {place.name} ({', '.join(fact for fact in (place.country, where) if fact)}); rule {place.rule}"


def name(mention: Mention, text: str) -> str:
    """ "Marco Rubio [USA GOV]": the entity, or the words where nobody knows who it is."""
    entity = mention.entity
    shown = entity.name or (words(mention.span, text) if mention.span else "?")
    codes = " ".join(dict.fromkeys(code for code in (entity.code, *entity.sectors[:1]) if code))
    return f"{shown} [{codes}]" if codes else shown


def words(span: Span, text: str) -> str:
    """The words of a span on one line, without control characters."""
    return " ".join("".join(c if c.isprintable() or c.isspace() else "�" for c in span.of(text)).split())


def shorten(said: str) -> str:
    return said if len(said) <= SHOWN else said[: SHOWN - 1].rstrip() + "…"
