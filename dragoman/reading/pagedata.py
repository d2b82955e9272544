"""What a page says of itself: JSON-LD first, then OpenGraph and other meta elements, microdata, and its visible
marks."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from dragoman.reading.calendar import plain_date

#: A JSON-LD block longer than this is not looked at.
LONGEST_LD = 400_000
_ARTICLE = re.compile(
    r"(?:News|Reportage|Analysis|Opinion|Background|Review|Live)?(?:News)?(?:Article|BlogPosting|Report)|LiveBlogPosting"
)
_META_PUBLISHED = (
    "article:published_time", "datepublished", "og:published_time", "parsely-pub-date", "sailthru.date", "pubdate",
    "publishdate", "publish-date", "publication_date", "dc.date.issued", "dcterms.created", "dc.date", "dcterms.date",
    "date.issued", "cxenseparse:recs:publishtime", "article.published", "date", "dc.date.created",
)  # fmt: skip
_META_UPDATED = (
    "article:modified_time", "og:updated_time", "datemodified", "lastmod", "last-modified", "dcterms.modified",
    "dc.date.modified", "article.updated",
)  # fmt: skip
_META_AUTHOR = (
    "author",
    "article:author",
    "parsely-author",
    "dc.creator",
    "sailthru.author",
    "byl",
    "article:author_name",
)
_TITLE_END = re.compile(r"\s+[|\-–—·:»]\s+[^|–—·»]{2,40}$")
_SPACE = re.compile(r"\s+")


def page_data(tree: Any, url: str | None) -> dict[str, Any]:
    """The fields that a page states, by their names in Article, and `lang`, `section` and `sure` (its dates were
    stated)."""
    linked = _linked_data(tree)
    metas = _metas(tree)
    made: dict[str, Any] = {}
    made["title"] = _title(tree, linked, metas)
    made["published"] = _first_date(linked, ("datePublished", "dateCreated", "uploadDate"), metas, _META_PUBLISHED)
    made["updated"] = _first_date(linked, ("dateModified",), metas, _META_UPDATED)
    made["sure"] = made["published"] is not None
    if not made["sure"]:
        made["published"] = _visible_date(tree)
        made["sure"] = made["published"] is not None
    made["byline"] = _authors(tree, linked, metas)
    made["lang"] = (tree.get("lang") or _text(linked.get("inLanguage")) or metas.get("og:locale") or "").replace(
        "_", "-"
    )
    made["url"] = url or _canonical(tree, metas)
    made["source"] = _name_of(linked.get("publisher")) or metas.get("og:site_name")
    made["tags"] = _tags(tree, linked, metas)
    made["captions"], made["credits"] = _pictures(tree)
    section = _text(linked.get("articleSection")) or metas.get("article:section")
    made["extra"] = {"section": section} if section else {}
    return made


def _linked_data(tree: Any) -> Mapping[str, Any]:
    """The first JSON-LD object that is an article, empty where there is none."""
    for script in tree.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower() or not script.text or len(script.text) > LONGEST_LD:
            continue
        try:
            document = json.loads(script.text.strip().strip(";"), strict=False)
        except (ValueError, RecursionError):
            continue
        for thing in _things(document, 0):
            kinds = thing.get("@type")
            if any(
                isinstance(k, str) and _ARTICLE.fullmatch(k) for k in (kinds if isinstance(kinds, list) else [kinds])
            ):
                return thing
    return {}


def _things(document: Any, depth: int) -> Iterator[Mapping[str, Any]]:
    if depth > 4:
        return
    if isinstance(document, list):
        for one in document[:50]:
            yield from _things(one, depth + 1)
    elif isinstance(document, dict):
        yield document
        for key in ("@graph", "mainEntity", "mainEntityOfPage", "itemListElement", "item"):
            if isinstance(document.get(key), (dict, list)):
                yield from _things(document[key], depth + 1)


def _metas(tree: Any) -> dict[str, str]:
    """Meta elements by name, property or itemprop in lower case; the first of each counts."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name and content:
            found.setdefault(name, content)
    return found


def _title(tree: Any, linked: Mapping[str, Any], metas: Mapping[str, str]) -> str | None:
    """The headline as the page shows it: its only h1, or what it states, less the site's name."""
    stated = _text(linked.get("headline")) or metas.get("og:title") or metas.get("twitter:title")
    heads = [text for h in tree.iter("h1") if (text := _inner(h)) and len(text) > 8]
    marked = [_inner(e) for e in tree.xpath("//*[@itemprop='headline']")[:2]]
    shown = next((h for h in heads if stated and _alike(h, stated)), None) or (heads[0] if len(heads) == 1 else None)
    page = next((_inner(t) for t in tree.iter("title")), "")
    found = shown or stated or next((m for m in marked if m), None) or (heads[0] if heads else page)
    found = _SPACE.sub(" ", found or "").strip()
    site = metas.get("og:site_name", "")
    if found and not shown and ((site and found.endswith(site)) or found == page):
        found = _TITLE_END.sub("", found)
    return found[:400] or None


def _alike(a: str, b: str) -> bool:
    first, second = set(re.findall(r"\w+", a.lower())), set(re.findall(r"\w+", b.lower()))
    return len(first & second) >= 0.6 * min(len(first), len(second) or 1)


def _first_date(
    linked: Mapping[str, Any], keys: tuple[str, ...], metas: Mapping[str, str], names: tuple[str, ...]
) -> str | None:
    told = [_text(linked.get(key)) for key in keys] + [metas.get(name) for name in names]
    return next((date for value in told if value and (date := plain_date(value))), None)


def _visible_date(tree: Any) -> str | None:
    """A `time` element or microdata within the article or, failing that, anywhere before its end."""
    paths = (
        "//*[@itemprop='datePublished']",
        "//article//time[@pubdate or contains(@class,'publish') or contains(@class,'date')]",
        "//article//time[@datetime]",
        "//header//time[@datetime]",
        "//time[@datetime]",
    )
    for path in paths:
        for element in tree.xpath(path)[:3]:
            value = element.get("datetime") or element.get("content") or _inner(element)
            if value and (date := plain_date(value)):
                return date
    return None


def _authors(tree: Any, linked: Mapping[str, Any], metas: Mapping[str, str]) -> str | None:
    names = _names(linked.get("author")) or _names(linked.get("creator"))
    if not names:
        stated = [metas[name] for name in _META_AUTHOR if name in metas and not metas[name].startswith(("http", "/"))]
        names = stated[:1]
    if not names:
        paths = (
            "//*[@itemprop='author']//*[@itemprop='name']",
            "//*[@itemprop='author']",
            "//a[@rel='author']",
            "//*[contains(concat(' ',@class,' '),' author ')]",
            "//*[contains(@class,'byline')]",
        )
        names = next((found for path in paths if (found := [_inner(e) for e in tree.xpath(path)[:3] if _inner(e)])), [])
    clean = dict.fromkeys(_SPACE.sub(" ", name).strip(" ,;|") for name in names if 1 < len(name.strip()) <= 120)
    return ", ".join(list(clean)[:8]) or None


def _names(value: Any) -> list[str]:
    if isinstance(value, list):
        return [name for one in value[:10] for name in _names(one)]
    if isinstance(value, dict):
        return _names(value.get("name"))
    return [value] if isinstance(value, str) and value.strip() and not value.startswith("http") else []


def _name_of(value: Any) -> str | None:
    return next(iter(_names(value)), None)


def _canonical(tree: Any, metas: Mapping[str, str]) -> str | None:
    for link in tree.iter("link"):
        if (link.get("rel") or "").lower() == "canonical" and (link.get("href") or "").startswith("http"):
            return str(link.get("href"))
    stated = metas.get("og:url", "")
    return stated if stated.startswith("http") else None


def _tags(tree: Any, linked: Mapping[str, Any], metas: Mapping[str, str]) -> list[str]:
    """What the page is tagged with: its article:tag elements, else its keywords."""
    tags = [m.get("content") for m in tree.iter("meta") if (m.get("property") or "").lower() == "article:tag"]
    if not tags:
        stated = linked.get("keywords") or metas.get("news_keywords") or metas.get("keywords") or ""
        tags = stated if isinstance(stated, list) else str(stated).split(",")
    clean = (_SPACE.sub(" ", str(tag)).strip() for tag in tags[:60] if tag)
    return list(dict.fromkeys(tag for tag in clean if 1 < len(tag) < 80))[:30]


def _pictures(tree: Any) -> tuple[list[str], list[str]]:
    """Captions and credits of the page's figures."""
    captions: list[str] = []
    credits: list[str] = []
    for figure in tree.xpath("//figcaption | //*[@itemprop='caption']")[:20]:
        marked = figure.xpath(
            ".//*[contains(@class,'credit') or contains(@class,'copyright') or contains(@class,'source')"
            " or contains(@class,'author') or @itemprop='copyrightHolder' or self::cite or self::small]"
        )
        told = [text for element in marked[:2] if (text := _inner(element))]
        caption = _inner(figure)
        for credit in told:
            caption = caption.replace(credit, " ")
        credits += told[:1]
        if caption := _SPACE.sub(" ", caption).strip(" |-–—/"):
            captions.append(caption[:1000])
    return list(dict.fromkeys(captions)), list(dict.fromkeys(credits))


def _inner(element: Any) -> str:
    return _SPACE.sub(" ", "".join(element.itertext())).strip()[:2000]


def _text(value: Any) -> str | None:
    if isinstance(value, list):
        value = next((one for one in value if isinstance(one, str)), None)
    if isinstance(value, dict):
        value = value.get("name") or value.get("@value")
    return value.strip() or None if isinstance(value, str) else None
