"""A text and what is known of it → an Article: its language told, its parts found, its fields filled."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from functools import partial
from importlib.resources import files
from typing import Any

from dragoman.language import Language, shipped
from dragoman.reading.bylines import agencies_in
from dragoman.reading.calendar import build_calendar, plain_date
from dragoman.reading.identify import identify
from dragoman.reading.layout import Layout, analyse
from dragoman.reading.options import Limits
from dragoman.reading.words import build_words
from dragoman.types import Article, BadInput

#: Fields that a source may state, beside id, text, lang, published and updated.
PLAIN = ("title", "byline", "agency", "source", "url")
LISTS = ("captions", "credits", "tags")
#: Control characters that no text has; more than this share of others makes it binary.
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
CONTROL_SHARE = 0.01

_STOP = re.compile(r"[.!?…][\"'»”)\]]{0,3}\s")


class OtherLanguage(BadInput):
    """The text is in a language that is not shipped. `code` is that language's, None where it cannot be told."""

    def __init__(self, code: str | None, *, source: str = "", record: str = "") -> None:
        self.code = code
        said = f"its language ({code}) is not one of those shipped" if code else "its language cannot be told"
        super().__init__(said, source=source, record=record, fix=f"give lang as one of {', '.join(shipped())}")


class LayoutLanguages(Mapping[str, Language]):
    """The shipped languages with their layout alone: what reading needs when no whole languages are handed in."""

    def __init__(self) -> None:
        self._loaded: dict[str, Language] = {}
        self._codes = shipped()

    def __getitem__(self, code: str) -> Language:
        import tomllib

        if code not in self._loaded:
            if code not in self._codes:
                raise KeyError(code)
            path = files("dragoman") / "languages" / code / "layout.toml"
            self._loaded[code] = Language(code, {"layout": tomllib.loads(path.read_text(encoding="utf8"))})
        return self._loaded[code]

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


class KnownLanguages(Mapping[str, Language]):
    """Whole languages handed in, their codes looked up once: a folder is not listed anew for every article."""

    def __init__(self, languages: Mapping[str, Language]) -> None:
        self._languages = languages
        self._codes = tuple(languages)

    def __getitem__(self, code: str) -> Language:
        return self._languages[code]

    def __contains__(self, code: object) -> bool:
        return code in self._codes

    def __iter__(self) -> Iterator[str]:
        return iter(self._codes)

    def __len__(self) -> int:
        return len(self._codes)


def build_article(
    text: str,
    *,
    languages: Mapping[str, Language],
    lang: str | None = None,
    published: object = None,
    fields: Mapping[str, Any] | None = None,
    hints: Mapping[str, Any] | None = None,
    limits: Limits | None = None,
    record: str = "",
) -> Article:
    """One article. `fields` (with `lang` and `published`) win over what the text tells, which wins over `hints`.

    Raises BadInput for no text, binary text, an unknown language or a bad date; OtherLanguage where the text's own
    is not
    shipped.
    """
    fields, hints, limits = dict(fields or {}), dict(hints or {}), limits or Limits()
    source = str(fields.get("source") or fields.get("url") or "")
    bad = partial(BadInput, source=source, record=record)
    check_text(text, source=source, record=record)
    code = known_language(lang, languages, bad) if lang else _found_language(text, hints, languages, source, record)
    extra = dict(fields.pop("extra", None) or {})
    text, cut = _cut(text, limits.article_chars)
    if cut:
        extra["cut"] = cut
    language = languages[code]
    layout = analyse(text, language, title=_line(fields.get("title") or hints.get("title")), told=hints.get("told"))
    if layout.agency is None and not fields.get("agency") and (byline := _line(fields.get("byline"))):
        codes = agencies_in(byline, language.compiled(build_words))
        layout.agency = ", ".join(codes) or None
    given = {k: _date(fields.get(k), k, language, bad) for k in ("published", "updated")}
    given["published"] = _date(published, "published", language, bad) or given["published"]
    return _filled(text, code, layout, fields, hints, given, extra)


def check_text(text: str, *, source: str = "", record: str = "") -> None:
    """Raise BadInput for a text that is empty or binary."""
    if not text.strip():
        raise BadInput("no text", source=source, record=record, fix="an article needs at least one word")
    head = text[:20_000]
    if "\x00" in text or len(_CONTROL.findall(head)) > CONTROL_SHARE * len(head):
        raise BadInput("binary, not text", source=source, record=record, fix="give text, HTML, JSONL, CSV or WARC")


def known_language(lang: object, languages: Mapping[str, Language], bad: Any = BadInput) -> str:
    """A code as shipped ("fr" of "fr-CA"); BadInput for any other."""
    code = str(lang).strip().lower().replace("_", "-").split("-")[0]
    if code not in tuple(languages):
        raise bad(f"language {str(lang)[:40]!r} is not one of those shipped", fix=f"use one of {', '.join(languages)}")
    return code


def stable_id(*, text: str, url: str | None, source: str | None) -> str:
    """Sixteen hexadecimal figures that are the same for the same url, or else for the same source and text."""
    what = url or f"{source or ''}\n{text}"
    return hashlib.blake2b(what.encode("utf8", "surrogatepass"), digest_size=8).hexdigest()


def _found_language(
    text: str, hints: Mapping[str, Any], languages: Mapping[str, Language], source: str, record: str
) -> str:
    """What a page says of itself counts where the text does not plainly say otherwise."""
    found, ours = identify(text, list(languages))
    hinted = str(hints.get("lang") or "").lower().split("-")[0]
    if not ours:
        if found is None and hinted in languages:
            return hinted
        raise OtherLanguage(found, source=source, record=record)
    return str(found)


def _cut(text: str, most: int) -> tuple[str, int]:
    """The text, or as much of it as may be, cut behind a sentence; and how many characters there were if it was cut."""
    if len(text) <= most:
        return text, 0
    end = most
    for stop in _STOP.finditer(text, most - min(most // 10, 4000), most):
        end = stop.end()
    return text[:end].rstrip(), len(text)


def _date(value: object, name: str, language: Language, bad: Any) -> str | None:
    if value is None or value == "" or value != value:
        return None
    made = plain_date(value, language.compiled(build_calendar))
    if made is None:
        raise bad(f"bad {name} date {str(value)[:40]!r}", fix="write it as 2026-01-12 or 2026-01-12T09:57")
    return made


def _filled(
    text: str,
    code: str,
    layout: Layout,
    fields: Mapping[str, Any],
    hints: Mapping[str, Any],
    given: Mapping[str, str | None],
    extra: dict[str, Any],
) -> Article:
    made: dict[str, Any] = {}
    for name in PLAIN:
        made[name] = _line(fields.get(name)) or getattr(layout, name, None) or _line(hints.get(name))
    for name in LISTS:
        told = _strings(fields.get(name)) or tuple(getattr(layout, name)) or _strings(hints.get(name))
        made[name] = told
    for name in ("published", "updated"):
        hinted = plain_date(hints[name]) if hints.get(name) else None
        made[name] = given[name] or getattr(layout, name) or hinted
    extra = {**dict(hints.get("extra") or {}), **layout.extra, **extra}
    own = fields.get("id")
    return Article(
        id=str(own) if own not in (None, "") else stable_id(text=text, url=made["url"], source=made["source"]),
        text=text,
        lang=code,
        parts=tuple(layout.parts),
        extra=extra,
        **made,
    )


def _line(value: object) -> str | None:
    """A field of one line; None for nothing."""
    if value is None or value != value:
        return None
    return " ".join(str(value).split()) or None


def _strings(value: object) -> tuple[str, ...]:
    if value is None or value != value:
        return ()
    if isinstance(value, str):
        return tuple(part for part in (piece.strip() for piece in re.split(r"[;|]", value)) if part)
    if isinstance(value, (list, tuple)):
        return tuple(str(item) for item in value if item not in (None, ""))
    return (str(value),)
