"""One article as a page that stands alone: its text with what was found marked in it, why, and tables of it beside.

No script, nothing from outside; all text escaped. Hover or focus on marked words tells the rule and the words (by CSS alone).
"""

from __future__ import annotations

from base64 import b64encode
from collections import deque
from collections.abc import Iterable, Iterator
from hashlib import sha256
from html import escape
from importlib.resources import files
from itertools import islice, pairwise
from pathlib import Path

from dragoman.export.codes import coder
from dragoman.export.marks import Mark, marked, marks_of
from dragoman.export.terminal import STATUS_SIGNS, name, words
from dragoman.export.write import whole
from dragoman.types import Article, BadInput, Coded, Event, Mention, Quotation, Span

#: Parts that are told in a low voice: they are about the dispatch, or beside it.
QUIET = frozenset(
    {"kicker", "byline", "dateline", "agency", "published", "updated", "caption", "credit", "boilerplate", "tag"}
)
LEGEND = {
    "event": "events",
    "actor": "actors",
    "quote": "quotations",
    "cue": "who says so",
    "time": "times",
    "place": "places",
}


def save(coded: Coded | Iterable[Coded], path: Path | str) -> None:
    """Write the page of one article, whole or not at all. Raises BadInput for no article or several."""
    found = [coded] if isinstance(coded, Coded) else list(islice(coded, 2))
    if len(found) != 1:
        told = "holds no article" if not found else "holds more than one article"
        raise BadInput(f"the source {told}; a page shows one", fix="name the file of one article")
    with whole(Path(path)) as write:
        write(page(found[0]))


def page(coded: Coded) -> str:
    """The HTML of one article."""
    article = coded.article
    style = (files("dragoman.export") / "page.css").read_text(encoding="utf8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    title = clean(article.title or article.source or article.id)
    return "".join(
        [
            '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n',
            '<meta name="viewport" content="width=device-width, initial-scale=1">\n<meta name="referrer" content="no-referrer">\n',
            f'<meta name="generator" content="{clean(coder())}">\n<title>{title}</title>\n<style>{style}</style>\n</head>\n<body>\n',
            '<a class="skip" href="#records">Skip to what was found</a>\n',
            *_head(coded, title),
            f'<main>\n<article{_lang(article)} aria-label="The dispatch">\n',
            *_text(coded),
            '</article>\n<div class="records" id="records">\n',
            *_events(coded),
            *_quotations(coded),
            *_others(coded),
            "</div>\n</main>\n",
            f"<footer>Coded by {clean(coder())}. Offsets and rules are in the record; the words are the dispatch’s own.</footer>\n",
            "</body>\n</html>\n",
        ]
    )


def clean(text: object) -> str:
    """Text for HTML: escaped, and what no reader can show (controls, halves of characters) replaced."""
    told = "".join(
        c if c in "\n\t" or not (c < " " or "\x7f" <= c < "\xa0" or "\ud800" <= c <= "\udfff") else "�"
        for c in str(text)
    )
    return escape(told, quote=True)


def _rule(rule: str) -> str:
    """A rule's name, which may break behind its marks."""
    shown = clean(rule)
    for sign in ("/", "#", ":"):
        shown = shown.replace(sign, f"{sign}<wbr>")
    return f"<code>{shown}</code>"


def _lang(article: Article) -> str:
    return f' lang="{clean(article.lang)}"' if article.lang else ""


def _head(coded: Coded, title: str) -> Iterator[str]:
    article = coded.article
    yield f'<header>\n<h1{_lang(article)} dir="auto">{title}</h1>\n'
    told = [
        article.lang,
        article.published,
        article.agency,
        article.byline,
        article.source if article.source != article.url else None,
    ]
    facts = [clean(fact) for fact in dict.fromkeys(told) if fact]
    if article.url and article.url.lower().startswith(("https://", "http://")):
        facts.append(f'<a href="{clean(article.url)}" rel="noopener noreferrer nofollow">{clean(article.url)}</a>')
    yield f'<p class="meta">{" · ".join(facts)}</p>\n'
    if coded.error is not None:
        yield f'<p class="fault" role="alert">This article could not be coded: {clean(coded.error)}</p>\n'
    shown = "".join(f'<li><mark class="{kind}">{label}</mark></li>' for kind, label in LEGEND.items())
    yield f'<ul class="legend" aria-label="What is marked">{shown}</ul>\n</header>\n'


def _text(coded: Coded) -> Iterator[str]:
    """The whole text, one paragraph a part; what lies between parts is kept."""
    text, live, begun = coded.article.text, list[Mark](), set[Mark]()
    waiting = deque(marks_of(coded))
    for span, kind in _stretches(coded.article):
        live = [mark for mark in live if mark.span.end > span.start]
        while waiting and waiting[0].span.start < span.end:
            live.append(waiting.popleft())
        inside = [mark for mark in live if mark.span.overlaps(span)]
        yield f'<p class="{kind}">{marked(text, span, inside, begun, clean)}</p>\n'


def _stretches(article: Article) -> Iterator[tuple[Span, str]]:
    """Every paragraph with its class: parts that share a line are one, and what lies between parts is kept."""
    text, cuts, at = article.text, {0, len(article.text)}, 0
    for start, end in (*((p.span.start, p.span.end) for p in article.parts), (len(text), len(text))):
        if article.parts and "\n" in text[at:start]:
            cuts |= {text.index("\n", at, start), text.rindex("\n", at, start) + 1}
        at = max(at, end)
    parts, ordered = deque(article.parts), sorted(cuts)
    for start, end in pairwise(ordered):
        kinds: list[str] = []
        while parts and parts[0].span.start < end:
            kinds.append(parts.popleft().kind)
        loud = next((kind for kind in kinds if kind not in QUIET), None)
        words_ = text[start:end]
        span = Span(start + len(words_) - len(words_.lstrip()), start + len(words_.rstrip()))
        if span.start < span.end:
            yield span, loud or (f"{kinds[0]} quiet" if kinds else "kept")


def _events(coded: Coded) -> Iterator[str]:
    yield '<section aria-label="Events">\n'
    if not coded.events:
        yield '<h2>Events</h2>\n<p class="none">No event was found.</p>\n</section>\n'
        return
    yield '<table class="cards events" role="table"><caption>Events</caption>\n<thead role="rowgroup"><tr role="row">'
    yield "".join(
        f'<th scope="col" role="columnheader">{label}</th>' for label in ("No.", "Who", "Did", "To whom", "When, where")
    )
    yield '</tr></thead>\n<tbody role="rowgroup">\n'
    for number, event in enumerate(coded.events, 1):
        yield _event(coded.article, event, number)
    yield "</tbody></table>\n</section>\n"


def _event(article: Article, event: Event, number: int) -> str:
    text = article.text
    sign = STATUS_SIGNS[event.status]
    did = f'<span class="type">{clean(event.type)}</span>' + (f" {clean(event.mode)}" if event.mode else "")
    did += f' <span class="sign">({sign})</span>' if sign else ""
    did += f'<span class="words"{_lang(article)} dir="auto">“{clean(words(event.trigger, text))}”</span>'
    codes = f"PLOVER {event.score:+g}, quad {event.quad}" + (f", CAMEO {event.cameo}" if event.cameo else "")
    did += f'<span class="why">{clean(codes)}; rule {_rule(event.rule)}</span>'
    told = [event.date, f"due {event.due}" if event.due else None, event.place.name if event.place else None]
    where = "<br>".join(clean(fact) for fact in told if fact)
    if event.claimed_by is not None:
        where += f'<span class="why">according to {_name(event.claimed_by, text)}</span>'
    cells = {"": did, "To": _names(event.recipients, text), "When, where": where}
    return _row(f"e{number}", f"E{number}", _names(event.actors, text) or '<span class="none">not told</span>', cells)


def _quotations(coded: Coded) -> Iterator[str]:
    yield '<section aria-label="Quotations">\n'
    if not coded.quotations:
        yield '<h2>Quotations</h2>\n<p class="none">No quotation was found.</p>\n</section>\n'
        return
    yield '<table class="cards quotes" role="table"><caption>Quotations</caption>\n<thead role="rowgroup"><tr role="row">'
    yield "".join(f'<th scope="col" role="columnheader">{label}</th>' for label in ("No.", "Speaker", "Words"))
    yield '</tr></thead>\n<tbody role="rowgroup">\n'
    for number, quotation in enumerate(coded.quotations, 1):
        yield _quotation(coded.article, quotation, number)
    yield "</tbody></table>\n</section>\n"


def _quotation(article: Article, quotation: Quotation, number: int) -> str:
    text = article.text
    speaker = _name(quotation.speaker, text) if quotation.speaker else '<span class="none">not told</span>'
    if quotation.addressee is not None:
        speaker += f'<span class="why">to {_name(quotation.addressee, text)}</span>'
    said = " […] ".join(clean(words(span, text)) for span in quotation.spans)
    said = f"“{said}”" if quotation.kind == "direct" else said
    told = [quotation.kind, quotation.act, quotation.medium, quotation.date, *quotation.flags]
    cue = f" by “{clean(words(quotation.cue, text))}”" if quotation.cue else ""
    why = (
        f'<span class="why">{clean(", ".join(fact for fact in told if fact))}{cue}; rule {_rule(quotation.rule)}</span>'
    )
    return _row(f"q{number}", f"Q{number}", speaker, {"": f'<span{_lang(article)} dir="auto">{said}</span>{why}'})


def _others(coded: Coded) -> Iterator[str]:
    """Actors, times and places: one row for each that the text has."""
    text = coded.article.text
    people: dict[str, tuple[str, list[str]]] = {}
    for mention in coded.actors:
        label = _name(mention, text) + (f", {clean(mention.entity.office)}" if mention.entity.office else "")
        written = clean(words(mention.span, text)) if mention.span else "implied"
        people.setdefault(mention.entity.key or label, (label, []))[1].append(f"{written} {_rule(mention.rule)}")
    yield from _list("Actors", ((label, "; ".join(dict.fromkeys(told))) for label, told in people.values()))
    yield from _list("Times", ((clean(words(t.span, text)), f"{clean(t.value)}, {t.kind} {_rule(t.rule)}")
                               for t in coded.times))  # fmt: skip
    yield from _list("Places", ((clean(p.name), " ".join(filter(None, (
        clean(p.country or ""), f"{p.lat:.2f}, {p.lon:.2f}" if p.lat is not None and p.lon is not None else "",
        f"{_rule(p.rule)}")))) for p in coded.places))  # fmt: skip


def _list(title: str, pairs: Iterable[tuple[str, str]]) -> Iterator[str]:
    rows = [
        f'<tr role="row"><th scope="row" role="rowheader">{head}</th><td role="cell">{told}</td></tr>\n'
        for head, told in pairs
    ]
    if rows:
        yield f'<section aria-label="{title}">\n<table class="list" role="table"><caption>{title}</caption>\n<tbody role="rowgroup">\n'
        yield "".join(dict.fromkeys(rows))
        yield "</tbody></table>\n</section>\n"


def _row(key: str, label: str, first: str, cells: dict[str, str]) -> str:
    """A row whose number leads back to the words in the text."""
    head = f'<th scope="row" role="rowheader"><a href="#t-{key}" aria-label="{label}, in the text">{label}</a></th>'
    tail = "".join(
        f'<td role="cell"{f""" data-name="{name}" """.rstrip() if name else ""}>{cell}</td>'
        for name, cell in cells.items()
    )
    return f'<tr role="row" id="{key}">{head}<td role="cell">{first}</td>{tail}</tr>\n'


def _names(mentions: tuple[Mention, ...], text: str) -> str:
    return ", ".join(_name(mention, text) for mention in mentions)


def _name(mention: Mention, text: str) -> str:
    shown, bracket, codes = name(mention, text).rpartition(" [")
    if not bracket or not codes.endswith("]"):
        return f"<bdi>{clean(name(mention, text))}</bdi>"
    return f'<bdi>{clean(shown)}</bdi> <span class="codes">{clean(codes[:-1])}</span>'
