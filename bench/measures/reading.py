"""How well and how fast Dragoman reads: every field of messy texts and of small pages, and pages per CPU second.

The texts and pages are our own, under `bench/fixtures/reading`: `texts_*.toml` were there while the reader was written,
`unseen_*.toml`, `fresh_*.toml` and `third_*.toml` afterwards; what their first reading gave, before anything was mended, stands at
their heads. The founding dispatch is read from `../shared`
relative to the repository's root, and skipped where that is absent.
"""

from __future__ import annotations

import gzip
import importlib.util
import io
import json
import sys
import tempfile
import time
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from dragoman.reading import Options, Tally, article, read
from dragoman.types import Article

ROOT = Path(__file__).resolve().parents[2]
FIXTURES = ROOT / "bench" / "fixtures" / "reading"
FOUNDING = ROOT.parent / "shared" / "dispatch"

FIELDS = ("title", "byline", "agency", "published", "updated")
LISTS = ("captions", "credits", "tags")
EXTRAS = ("kicker", "dateline")
MARKED = {"subheads": "subhead", "pulled": "pull-quote"}


def measure() -> dict[str, float]:
    """Share of texts and pages whose field is right, and speeds. "texts.title" is 0.98 where 98 % of headlines are."""
    made: dict[str, float] = {}
    for kind in ("texts", "unseen", "fresh", "third"):
        right, count = score_texts(kind)
        made |= {f"{kind}.{name}": right[name] / count[name] for name in count}
    right, count = score_pages()
    made |= {f"pages.{name}": right[name] / count[name] for name in count}
    for kind, (right, count) in score_carried().items():
        made |= {f"{kind}.{name}": right[name] / count[name] for name in count}
    if FOUNDING.is_dir():
        made |= founding()
    return made | speeds()


def report() -> str:
    """The same as a table, with counts."""
    lines = ["What is read right (of our own texts and pages)"]
    for kind in ("texts", "unseen", "fresh", "third", "pages"):
        right, count = score_pages() if kind == "pages" else score_texts(kind)
        lines += [f"  {kind:8}{name:12}{right[name]:4}/{count[name]:<4}" for name in sorted(count)]
    for kind, (right, count) in score_carried().items():
        lines += [f"  {kind:8}{name:12}{right[name]:4}/{count[name]:<4}" for name in sorted(count)]
    if FOUNDING.is_dir():
        lines += [f"  founding dispatch {name.split('.')[1]:12}{value:.0f}" for name, value in founding().items()]
    else:
        lines.append("  ../shared/dispatch is not there: the founding dispatch is left out")
    lines += [f"  {name:36}{value:10.1f}" for name, value in speeds().items()]
    return "\n".join(lines)


def texts(kind: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Language and entry of every messy text."""
    for path in sorted(FIXTURES.glob(f"{kind}_*.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf8"))["text"]:
            yield entry.get("lang", path.stem.split("_")[1]), entry


def wanted(entry: Mapping[str, Any], lang: str) -> dict[str, Any]:
    """What must be read of a text; a field that the entry does not name must come out empty."""
    fields = {name: entry.get(name) for name in FIELDS + EXTRAS}
    lists = {name: entry.get(name, []) for name in (*LISTS, *MARKED)}
    return fields | lists | {"lang": lang, "body": [opening(words) for words in entry["body"]]}


def found(made: Article) -> dict[str, Any]:
    """The same of an article."""
    fields = {name: getattr(made, name) for name in FIELDS} | {name: made.extra.get(name) for name in EXTRAS}
    lists: dict[str, Any] = {name: list(getattr(made, name)) for name in LISTS}
    for name, kind in MARKED.items():
        lists[name] = [part.span.of(made.text) for part in made.parts if part.kind == kind]
    body = [opening(part.span.of(made.text)) for part in made.parts if part.kind in ("lead", "body")]
    return fields | lists | {"lang": made.lang, "body": body}


def opening(paragraph: str) -> str:
    """A paragraph's first three words."""
    return " ".join(paragraph.split()[:3])


def score_texts(kind: str) -> tuple[Counter[str], Counter[str]]:
    """Right and all, by field."""
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    for lang, entry in texts(kind):
        want, got = wanted(entry, lang), found(article(entry["text"]))
        count.update(list(want))
        right.update(name for name in want if got[name] == want[name])
    return right, count


def score_pages() -> tuple[Counter[str], Counter[str]]:
    """Right and all, by field, of the small pages."""
    right: Counter[str] = Counter()
    count: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder:
        for name, data, want in fixtures().pages():
            path = Path(folder) / f"{name}.html"
            path.write_bytes(data)
            made = next(read(path, on_error="keep"))
            paragraphs = [part.span.of(made.text) for part in made.parts if part.kind in ("lead", "body")]
            got = found(made) | {"paragraphs": paragraphs}
            count.update(list(want))
            right.update(field for field in want if got[field] == want[field])
    return right, count


def score_carried() -> dict[str, tuple[Counter[str], Counter[str]]]:
    """Right and all, by field, of feeds, of a web archive made by fastwarc, and of the exports of press services."""
    stories, scores = (
        fixtures().STORIES,
        {kind: (Counter[str](), Counter[str]()) for kind in ("feeds", "archive", "exports")},
    )
    with tempfile.TemporaryDirectory() as folder:
        for name, file, data, wants in fixtures("carriers").carriers(stories):
            path = Path(folder) / file
            path.write_bytes(data)
            _score_all(
                list(read(path, on_error="keep")), wants, scores["feeds" if name in ("rss", "atom") else "exports"]
            )
        pages = list(fixtures().pages())
        path = Path(folder) / "pages.warc.gz"
        records = (record(f"https://e.org/{number}", varied(data, number)) for number, (_, data, _) in enumerate(pages))
        path.write_bytes(b"".join(gzip.compress(one, 6) for one in records))
        wants = [{**want, "title": f"{want['title']} {number}"} for number, (_, _, want) in enumerate(pages)]
        for want, (_, data, _) in zip(wants, pages, strict=True):
            want["title"] = want["title"] if b"</h1>" in data else str(want["title"]).rsplit(" ", 1)[0]
        _score_all(list(read(path, on_error="keep")), wants, scores["archive"])
    return scores


def _score_all(made: list[Article], wants: list[dict[str, Any]], score: tuple[Counter[str], Counter[str]]) -> None:
    """Add to a score. An article too few or too many counts against every field of what is left over."""
    right, count = score
    for number, want in enumerate(wants):
        count.update(list(want))
        if number >= len(made):
            continue
        one = made[number]
        paragraphs = [part.span.of(one.text) for part in one.parts if part.kind in ("lead", "body")]
        got = found(one) | {"paragraphs": paragraphs}
        if len(str(want.get("published"))) == len("2026-01-01"):
            got["published"] = str(got["published"])[:10]
        right.update(field for field in want if got[field] == want[field])


def founding() -> dict[str, float]:
    """The founding dispatch against its reading: 1 where a field is entirely right."""
    (path,) = FOUNDING.glob("*.txt")
    gold = json.loads(path.with_suffix("").with_suffix(".gold.json").read_text(encoding="utf8"))["metadata"]
    made = next(read(path))

    def spans(kind: str) -> list[tuple[int, int]]:
        return [(part.span.start, part.span.end) for part in made.parts if part.kind == kind]

    def told(entries: list[dict[str, Any]]) -> list[tuple[int, int]]:
        return [(entry["start"], entry["end"]) for entry in entries]

    photo = gold["photo"]
    checks = {
        "title": made.title == gold["headline"]["text"] and spans("kicker")[0][0] == gold["headline"]["start"],
        "kicker": made.extra.get("kicker") == gold["kicker"]["text"],
        "byline": made.byline == gold["byline"],
        "agency": made.agency == gold["agencies"][0]["code"],
        "agency_name": made.extra.get("agency_name") == gold["agencies"][0]["name"],
        "published": made.published == gold["published"]["value"]
        and spans("published") == told([gold["published"]["evidence"]]),
        "updated": made.updated == gold["updated"]["value"] and spans("updated") == told([gold["updated"]["evidence"]]),
        "captions": spans("caption") == told([photo["caption"], *photo["caption_duplicates"]]),
        "credits": list(made.credits) == [photo["credit"]] and spans("credit") == told([photo["credit_evidence"]]),
        "lead": spans("lead") == told([gold["lead"]]),
        "subheads": spans("subhead") == told(gold["subheads"]),
        "pull_quotes": spans("pull-quote") == told(gold["pull_quotes"]),
        "tags": list(made.tags) == gold["tags"] and spans("tag") == told(gold["tags_evidence"]),
        "boilerplate": spans("boilerplate") == told(gold["boilerplate"]),
        "body": (spans("lead")[0][0], spans("body")[-1][1]) == (gold["body_start"], gold["body_end"]),
    }
    return {f"founding.{name}": float(right) for name, right in checks.items()}


def speeds(*, copies: int = 12) -> dict[str, float]:
    """Pages of an archive per CPU second, beside trafilatura's own reading of the same; messy texts per CPU second."""
    bodies = [data for _ in range(copies) for _, data, _ in fixtures().pages()]
    pages = [(f"https://e.org/{number}", varied(data, number)) for number, data in enumerate(bodies)]
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "a.warc.gz"
        path.write_bytes(b"".join(gzip.compress(record(url, data), 6) for url, data in pages))
        next(read(path, on_error="keep"))  # imports and models are not what is timed
        began = time.process_time()
        count = sum(1 for _ in read(path, on_error="keep", options=Options(tally=Tally())))
        ours = count / (time.process_time() - began)
    from trafilatura import bare_extraction

    began = time.process_time()
    for _, data in pages:
        bare_extraction(data, with_metadata=True)
    theirs = len(pages) / (time.process_time() - began)
    entries = [entry["text"] for _, entry in texts("texts")]
    began = time.process_time()
    for text in entries * 4:
        article(text)
    messy = 4 * len(entries) / (time.process_time() - began)
    return {
        "speed.warc_pages_per_cpu_s": ours,
        "speed.trafilatura_pages_per_cpu_s": theirs,
        "speed.texts_per_cpu_s": messy,
    }


def varied(data: bytes, number: int) -> bytes:
    """A page that is no duplicate of the one it was made from."""
    return data.replace(b"</h1>", b" %d</h1>" % number)


def record(url: str, body: bytes) -> bytes:
    """A WARC response record, made by fastwarc."""
    from fastwarc.warc import WarcRecord, WarcRecordType

    head = f"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n\r\n".encode()
    made = WarcRecord()
    made.init_headers(record_type=WarcRecordType.response)
    made.headers["WARC-Target-URI"] = url
    made.headers["Content-Type"] = "application/http; msgtype=response"
    made.set_bytes_content(head + body)
    written = io.BytesIO()
    made.write(written)
    return written.getvalue()


def fixtures(name: str = "pages") -> ModuleType:
    """A module of `bench/fixtures/reading`, which is no package."""
    spec = importlib.util.spec_from_file_location(f"reading_{name}", FIXTURES / f"{name}.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(FIXTURES / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[f"reading_{name}"] = module
    spec.loader.exec_module(module)
    return module


def memory_over(megabytes: int) -> tuple[float, float]:
    """Peak memory in MB after a tenth of a stream of web archive of so many megabytes, and after all of it."""
    import resource

    bulk = b"<script>" + b"var filler = 1;" * 30_000 + b"</script>"
    data = [body.replace(b"</head>", bulk + b"</head>") for _, body, _ in fixtures().pages()]
    peaks: list[float] = []
    with tempfile.NamedTemporaryFile(suffix=".warc") as file:
        number = 0
        while file.tell() < megabytes << 20:
            file.write(record(f"https://e.org/{number}", varied(data[number % len(data)], number)))
            number += 1
        file.flush()
        tally = Tally()
        for count, _ in enumerate(read(file.name, on_error="keep", options=Options(tally=tally)), 1):
            if count in (number // 10, number - 1):
                peaks.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
    return peaks[0], peaks[-1]


if __name__ == "__main__":
    sys.stdout.write(report() + "\n")
    if len(sys.argv) > 1:
        early, late = memory_over(int(sys.argv[1]))
        sys.stdout.write(f"  peak memory after a tenth {early:.0f} MB, after all {late:.0f} MB of {sys.argv[1]} MB\n")
