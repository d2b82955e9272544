"""Text and page exports of Factiva, Europresse and LexisNexis: many articles in one file, split, with what each one
states."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any, BinaryIO

from dragoman.reading.calendar import build_calendar, plain_date
from dragoman.reading.options import Context, Draft, Found
from dragoman.reading.text import decoded
from dragoman.types import BadInput

_FACTIVA_END = re.compile(r"^[ \t]*(?:Document|Documento) ([A-Za-z]{2,8}\d{0,4}\d{8}\w{6,16})[ \t]*$", re.M)
_FACTIVA_CODE = re.compile(
    r"^(SE|HD|BY|CR|WC|PD|ET|SN|SC|ED|PG|LA|CY|LP|TD|CT|RF|CO|IN|NS|RE|IPD|IPC|PUB|AN|VOL|DLN|CLM|ART)"
    r"(?:[ \t]{1,8}|[ \t]*$)",
    re.M,
)
_NEXIS_START = re.compile(r"^[ \t]*(?:Document )?\d{1,6} (?:of|de|sur) \d{1,6}(?: DOCUMENTO?S?)?[ \t]*$", re.M | re.I)
_NEXIS_END = re.compile(r"^[ \t]*(?:End of Document|Fin del documento|Fin du document)[ \t]*$", re.M | re.I)
_NEXIS_LABEL = re.compile(
    r"^[ \t]*(BYLINE|SECTION|LENGTH|DATELINE|HEADLINE|HIGHLIGHT|LOAD-DATE|LANGUAGE|PUBLICATION-TYPE|PUBLICATION TYPE|"
    r"DOCUMENT-TYPE|GRAPHIC|COPYRIGHT|JOURNAL CODE|SUBJECT|GEOGRAPHIC|BODY|CORRECTION-DATE|URL)[ \t]*:[ \t]*",
    re.M | re.I,
)
_EUROPRESSE_END = re.compile(r"^[^\n]{0,60}\bnews[·.](\d{8})[·.](\w{1,12})[·.](\w{1,40})[^\n]{0,80}$", re.M)
_WORDS = re.compile(r"(?:^|\s)\d[\d.,\u00a0]{0,8}[ \u00a0](?:words|mots|palabras)\b", re.M | re.I)
_CLOCK = re.compile(r"\b(\d{1,2})[:h](\d{2})\b")
#: Two-letter codes that hold the body, and those that become fields of their own.
_FACTIVA_FIELDS = {"HD": "title", "BY": "byline", "SN": "source", "AN": "id", "CR": "credit"}


def export_kind(head: str) -> str | None:
    """Which service a file was exported from, told from its beginning; None for any other file."""
    codes = {m[1] for m in _FACTIVA_CODE.finditer(head)}
    if {"HD", "PD"} <= codes or {"HD", "WC", "SN"} <= codes:
        return "factiva"
    if _FACTIVA_END.search(head) and _WORDS.search(head):
        return "factiva"
    labels = {m[1].upper() for m in _NEXIS_LABEL.finditer(head)}
    if "LENGTH" in labels and (_NEXIS_START.search(head) or _NEXIS_END.search(head) or "LOAD-DATE" in labels):
        return "nexis"
    if _EUROPRESSE_END.search(head) and _WORDS.search(head):
        return "europresse"
    return None


def read_export(stream: BinaryIO, name: str, context: Context) -> Iterator[Found]:
    """Every article of an export, in order."""
    most = context.limits.text_bytes
    data = stream.read(most + 1)
    if len(data) > most:
        yield BadInput(f"export of more than {most >> 20} MB", source=name, fix="split it")
        return
    try:
        text = decoded(data, name, encoding=context.options.encoding).replace("\r\n", "\n").replace("\x0c", "\n")
    except BadInput as fault:
        yield fault
        return
    kind = export_kind(text[:200_000])
    if kind is None:
        yield BadInput("no export of Factiva, Europresse or LexisNexis", source=name, fix="leave the format to be told")
        return
    splitter, parser = _SERVICES[kind]
    number = 0
    for piece in splitter(text):
        if not piece.strip():
            continue
        number += 1
        record = f"document {number}"
        fields = parser(piece, context)
        body = fields.pop("text", "").strip()
        if not body:
            yield BadInput("document without a body", source=name, record=record)
            continue
        title = fields.get("title")
        yield Draft(f"{title}\n\n{body}" if title else body, fields=_clean(fields), record=record)


def _factiva_pieces(text: str) -> Iterator[str]:
    ends = [m.end() for m in _FACTIVA_END.finditer(text)]
    if ends:
        yield from _between(text, ends)
        return
    starts = [m.start() for m in _FACTIVA_CODE.finditer(text) if m[1] == "HD"]
    yield from _between(text, [*starts[1:], len(text)])


def _factiva(piece: str, context: Context) -> dict[str, Any]:
    codes = list(_FACTIVA_CODE.finditer(piece))
    if len(codes) < 3:
        return _factiva_plain(piece, context)
    parts: dict[str, str] = {}
    for code, after in zip(codes, [*codes[1:], None], strict=False):
        parts.setdefault(code[1], piece[code.end() : after.start() if after else len(piece)].strip())
    fields: dict[str, Any] = {name: _one(parts[code]) for code, name in _FACTIVA_FIELDS.items() if parts.get(code)}
    if document := _FACTIVA_END.search(parts.get("AN", "") + "\n" + piece[-200:]):
        fields["id"] = document[1]
    fields["text"] = "\n\n".join(parts[code] for code in ("LP", "TD") if parts.get(code))
    fields["published"] = _dated(parts.get("PD", ""), parts.get("ET", ""), context)
    fields["extra"] = {
        k: _one(parts[c]) for k, c in (("section", "SE"), ("page", "PG"), ("copyright", "CY")) if parts.get(c)
    }
    if credit := fields.pop("credit", None):
        fields["agency"] = credit
    return fields


def _factiva_plain(piece: str, context: Context) -> dict[str, Any]:
    """The layout without codes: headline, byline, length, date, hour, source, code, language, copyright; then the
    body."""
    end = _FACTIVA_END.search(piece)
    lines = piece[: end.start() if end else len(piece)].strip().split("\n")
    length = next((i for i, line in enumerate(lines[:12]) if _WORDS.match(line)), None)
    if length is None:
        return {"text": "\n".join(lines)}
    above = [line.strip() for line in lines[:length] if line.strip()]
    fields: dict[str, Any] = {"title": above[0] if above else None, "byline": above[1] if len(above) > 1 else None}
    at = length + 1
    while at < len(lines) and at < length + 12 and lines[at].strip():
        line = lines[at].strip()
        if _dated(line, "", context):
            clock = lines[at + 1] if at + 1 < len(lines) and _CLOCK.search(lines[at + 1][:8]) else ""
            fields["published"] = _dated(line, clock, context)
        elif "published" in fields and "source" not in fields and not _CLOCK.fullmatch(line):
            fields["source"] = line
        at += 1
    return {**fields, "id": end[1] if end else None, "text": "\n".join(lines[at:])}


def _nexis_pieces(text: str) -> Iterator[str]:
    ends = [m.end() for m in _NEXIS_END.finditer(text)]
    if ends:
        yield from (_NEXIS_END.sub("", piece) for piece in _between(text, ends))
        return
    starts = [m.start() for m in _NEXIS_START.finditer(text)]
    if not starts:
        yield text
        return
    yield from _between(text[starts[0] :], [s - starts[0] for s in starts[1:]] + [len(text) - starts[0]])


def _nexis(piece: str, context: Context) -> dict[str, Any]:
    """Both layouts: labels in capitals below the source and date, or "Body" on a line of its own."""
    piece = _NEXIS_START.sub("", piece, count=1)
    labels = list(_NEXIS_LABEL.finditer(piece))
    told: dict[str, str] = {}
    for label in labels:
        told.setdefault(label[1].upper(), piece[label.end() :].split("\n", 1)[0].strip())
    head_end = labels[0].start() if labels else 0
    head = [line.strip() for line in piece[:head_end].split("\n") if line.strip()]
    head = [line for line in head if not line.lower().startswith(("copyright", "©", "all rights"))]
    dated = next((i for i, line in enumerate(head) if _dated(line, "", context)), None)
    new = re.search(r"^[ \t]*(?:Body|Texto|Corps)[ \t]*$", piece, re.M)
    if new:
        title, source = (head[0] if head else None), (head[dated - 1] if dated and dated > 1 else None)
        start = new.end()
    else:
        source = head[0] if head and dated != 0 else None
        rest = head[dated + 1 :] if dated is not None else head[1:]
        title = told.get("HEADLINE") or next(iter(rest), None)
        above = [label for label in labels if label[1].upper() not in _NEXIS_BELOW]
        start = above[-1].end() + len(piece[above[-1].end() :].split("\n\n", 1)[0]) if above else head_end
    below = [label.start() for label in labels if label[1].upper() in _NEXIS_BELOW and label.start() > start]
    body = piece[start : min(below, default=len(piece))]
    fields: dict[str, Any] = {
        "title": _one(title),
        "source": source,
        "byline": _one(told.get("BYLINE")),
        "text": _unindented(body),
    }
    fields["published"] = _dated(head[dated], head[dated], context) if dated is not None else None
    extra = {"section": told.get("SECTION"), "dateline": told.get("DATELINE")}
    return {**fields, "url": told.get("URL"), "extra": {k: _one(v) for k, v in extra.items() if v}}


_NEXIS_BELOW = frozenset(
    ("LOAD-DATE", "LANGUAGE", "PUBLICATION-TYPE", "PUBLICATION TYPE", "DOCUMENT-TYPE", "JOURNAL CODE", "SUBJECT",
     "GEOGRAPHIC", "COPYRIGHT", "GRAPHIC", "CORRECTION-DATE", "URL")
)  # fmt: skip


def _europresse_pieces(text: str) -> Iterator[str]:
    yield from _between(text, [m.end() for m in _EUROPRESSE_END.finditer(text)])


def _europresse(piece: str, context: Context) -> dict[str, Any]:
    """Source; section, date and length on one line; headline; authors; body; the certificate and the document's
    name."""
    end = _EUROPRESSE_END.search(piece)
    lines = [line.strip() for line in piece[: end.start() if end else len(piece)].strip().split("\n")]
    at = next((i for i, line in enumerate(lines[:12]) if _dated(line, line, context)), None)
    if at is None:
        return {"text": "\n".join(lines)}
    fields: dict[str, Any] = {"source": next((line for line in lines[:at] if line), None)}
    fields["published"] = _dated(lines[at], lines[at], context)
    first = re.split(r",\s", lines[at], maxsplit=1)[0]
    if first and not _dated(first, "", context):
        fields["extra"] = {"section": first}
    rest = lines[at + 1 :]
    while rest and (not rest[0] or _WORDS.match(rest[0])):
        rest.pop(0)
    fields["title"] = rest.pop(0) if rest else None
    block = [line for line in rest[:3] if line]
    if block and len(block[0].split()) <= 8 and not block[0].endswith((".", "!", "?", "»")):
        fields["byline"] = block[0]
        rest = rest[rest.index(block[0]) + 1 :]
    ends = (
        "© ",
        "(c) ",
        *(end for lang in context.languages.values() for end in lang.section("layout").get("export_ends", ())),
    )
    cut = next((i for i, line in enumerate(rest) if line.startswith(ends)), len(rest))
    return {**fields, "id": "·".join(end.groups()) if end else None, "text": "\n".join(rest[:cut])}


def _between(text: str, ends: list[int]) -> Iterator[str]:
    at = 0
    for end in ends:
        yield text[at:end]
        at = end
    if text[at:].strip() and len(text[at:].split()) > 20:
        yield text[at:]


def _dated(words: str, clock: str, context: Context) -> str | None:
    """A date in any shipped language, with the hour that stands in `clock`."""
    line = words.strip()[:160]
    if not any(c.isdigit() for c in line):
        return None
    for lang in context.languages.values():
        calendar = lang.compiled(build_calendar)
        for match in re.finditer(r"(?<!\w)(?=[\w])", line):
            if match.start() > 100:
                break
            found = (
                plain_date(line[match.start() : match.start() + 60], calendar)
                if line[match.start()].isalnum()
                else None
            )
            if found is None or len(found) < len("2026-01-12"):
                continue
            hour = _CLOCK.search(clock)
            if "T" in found or hour is None or int(hour[1]) > 23 or int(hour[2]) > 59:
                return found
            return f"{found}T{int(hour[1]):02}:{hour[2]}"
    return None


def _one(value: str | None) -> str | None:
    return " ".join(value.split()) or None if value else None


def _unindented(text: str) -> str:
    return "\n".join(line.strip() for line in text.split("\n"))


def _clean(fields: Mapping[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in fields.items() if value}


_SERVICES: Mapping[str, tuple[Callable[[str], Iterator[str]], Callable[[str, Context], dict[str, Any]]]] = {
    "factiva": (_factiva_pieces, _factiva),
    "nexis": (_nexis_pieces, _nexis),
    "europresse": (_europresse_pieces, _europresse),
}
