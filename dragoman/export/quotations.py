"""Quotations one by one: who said what, when, where it was read. For people, as JSON lines, or as a table."""

from __future__ import annotations

import csv
import io
import json
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Any

from dragoman.export.jsonl import record
from dragoman.export.terminal import quoted
from dragoman.types import Coded, Quotation

COLUMNS = (
    "article", "source", "url", "published", "lang", "speaker", "code", "office", "kind", "act", "medium", "addressee", "date",
    "text", "start", "end", "cue", "flags", "rule",
)  # fmt: skip
#: A spreadsheet takes a cell that begins so for a formula.
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def chosen(coded: Coded, *, speaker: str | None = None, about: str | None = None) -> list[Quotation]:
    """The quotations of one article by a speaker (any part of the name or of the words for it) about something (any of its words).

    Case and accents do not matter.
    """
    text = coded.article.text
    found = []
    for quotation in coded.quotations:
        mention = quotation.speaker
        said_by = ""
        if mention is not None:
            said_by = f"{mention.entity.name or ''} {mention.span.of(text) if mention.span else ''} {mention.entity.code or ''}"
        said = " ".join(span.of(text) for span in quotation.spans)
        if (speaker is None or fold(speaker) in fold(said_by)) and (about is None or fold(about) in fold(said)):
            found.append(quotation)
    return found


def fold(words: str) -> str:
    """Lower case without accents, one space between words."""
    letters = unicodedata.normalize("NFD", " ".join(words.lower().split()))
    return "".join(letter for letter in letters if not unicodedata.combining(letter))


def pages(found: Iterable[tuple[Coded, list[Quotation]]]) -> Iterator[str]:
    """One line a quotation, below the article it stands in."""
    for coded, quotations in found:
        if quotations:
            article = coded.article
            yield f"{article.title or article.id}  ({', '.join(f for f in (article.published, article.source) if f)})"
            for quotation in quotations:
                yield from quoted(quotation, article.text, why=False)


def lines(found: Iterable[tuple[Coded, list[Quotation]]]) -> Iterator[str]:
    """One JSON object a line."""
    for coded, quotations in found:
        for row in _rows(coded, quotations):
            yield json.dumps(row, ensure_ascii=False)


def table(found: Iterable[tuple[Coded, list[Quotation]]], *, safe: bool = True) -> Iterator[str]:
    """CSV with a header; `safe` puts an apostrophe before cells that a spreadsheet would run as a formula."""
    yield ",".join(COLUMNS)
    for coded, quotations in found:
        for row in _rows(coded, quotations):
            cells = ["" if row[column] is None else str(row[column]) for column in COLUMNS]
            if safe:
                cells = ["'" + cell if cell.startswith(FORMULA) else cell for cell in cells]
            out = io.StringIO()
            csv.writer(out, lineterminator="").writerow(cells)
            yield out.getvalue()


def _rows(coded: Coded, quotations: list[Quotation]) -> Iterator[dict[str, Any]]:
    article = coded.article
    wanted = [coded.quotations.index(quotation) for quotation in quotations]
    plain = record(coded)["quotations"] if wanted else []
    for number in wanted:
        said = plain[number]
        speaker = said["speaker"] or {}
        yield {
            "article": article.id,
            "source": article.source,
            "url": article.url,
            "published": article.published,
            "lang": article.lang,
            "speaker": speaker.get("name") or speaker.get("text"),
            "code": speaker.get("code"),
            "office": speaker.get("office"),
            "kind": said["kind"],
            "act": said["act"],
            "medium": said["medium"],
            "addressee": (said["addressee"] or {}).get("name") or (said["addressee"] or {}).get("text"),
            "date": said["date"],
            "text": said["text"],
            "start": said["spans"][0]["start"],
            "end": said["spans"][-1]["end"],
            "cue": (said["cue"] or {}).get("text"),
            "flags": " ".join(said["flags"]),
            "rule": said["rule"],
        }
