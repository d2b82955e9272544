"""How well quotations are found, as users get them: the whole pipeline, on PUD news with gold by the codebook, on our own
dispatches, and on the founding dispatch.

Marked = the words stand in marks in that language (../shared/gold/README.md). A quotation is found where at least three quarters
of the words are shared (Dice); its speaker is right where the words overlap, or where gold names none. `name` and `country` are the
shares of found quotations whose speaker is resolved to the name and the country that gold gives. `second` is a set of whole
dispatches written before the rules had seen it; FIRST_READING keeps what it gave before anything was mended.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.pipeline import BATCH, Kit, code_one, load_kit
from dragoman.quotes import find_quotes
from dragoman.reading import article as read_article
from dragoman.types import Article, Coded, Mention, Parse, Quotation

ROOT = Path(__file__).resolve().parents[2]
PUD = ROOT.parent / "shared" / "gold" / "pud_news.jsonl"
DISPATCH = ROOT.parent / "shared" / "dispatch" / "000_f632eb4b3d44b4a5.txt"
OWN = ROOT / "tests" / "gold" / "quotations"
LANGS = ("fr", "en", "es")
#: Share of words (Dice) from which two contents are the same.
SAME = 0.75
MARKS = "«»“”\"„‘'’"
#: What the second set gave when it was read first, before any rule was mended for it (2026-11-23).
FIRST_READING: dict[str, dict[str, float]] = {
    "fr": {
        "marked_f1": 0.839,
        "speaker_f1": 0.807,
        "indirect_f1": 0.947,
        "name": 0.875,
        "medium": 1.0,
        "addressee": 0.833,
    },
    "en": {
        "marked_f1": 0.918,
        "speaker_f1": 0.885,
        "indirect_f1": 0.947,
        "name": 0.429,
        "medium": 0.923,
        "addressee": 1.0,
    },
    "es": {
        "marked_f1": 0.828,
        "speaker_f1": 0.724,
        "indirect_f1": 0.947,
        "name": 0.500,
        "medium": 0.923,
        "addressee": 0.25,
    },
}
#: Fresh real pages, read once and judged by eye before any mending: language → batch → pages, marked quotations in them, precision
#: and recall with the right speaker (2026-11-23; the third batch after the first two had been mended for).
REAL_NEWS = {
    "fr": ((10, 41, 0.89, 0.76), (10, 40, 0.75, 0.68), (5, 21, 0.60, 0.57)),
    "en": ((10, 31, 0.66, 0.61), (8, 21, 0.67, 0.67), (4, 12, 1.00, 0.92)),
    "es": ((12, 49, 0.78, 0.73), (11, 62, 0.73, 0.69), (5, 19, 1.00, 0.95)),
}
#: What gold may say of a found quotation beside its words and speaker.
DETAILS = ("name", "country", "medium", "addressee", "date", "flags")


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold quotation: what is said, who says it (None: not asked, "": left out), whether the words stand in marks."""

    content: tuple[str, ...]
    speaker: str | None
    marked: bool
    told: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class Score:
    """Counts of one kind of quotation."""

    gold: int = 0
    found: int = 0
    right: int = 0
    right_speaker: int = 0

    def f1(self, *, speaker: bool = False) -> float:
        right = self.right_speaker if speaker else self.right
        return 2 * right / (self.gold + self.found) if self.gold + self.found else 1.0


@dataclass(slots=True)
class Scores:
    """Counts of one set: marked and indirect quotations, and how often each detail was asked and right."""

    marked: Score = field(default_factory=Score)
    indirect: Score = field(default_factory=Score)
    asked: dict[str, int] = field(default_factory=lambda: dict.fromkeys(DETAILS, 0))
    right: dict[str, int] = field(default_factory=lambda: dict.fromkeys(DETAILS, 0))
    faults: list[str] = field(default_factory=list)

    def figures(self, prefix: str) -> dict[str, float]:
        """Flat figures of this set."""
        figures = {}
        for name, score in (("marked", self.marked), ("indirect", self.indirect)):
            figures[f"{prefix}.{name}_f1"] = score.f1()
            figures[f"{prefix}.{'speaker_f1' if name == 'marked' else 'indirect_speaker_f1'}"] = score.f1(speaker=True)
        figures |= {f"{prefix}.{d}": self.right[d] / self.asked[d] for d in DETAILS if self.asked[d]}
        return {name: round(value, 4) for name, value in figures.items()}


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold())


def dice(one: list[str], other: list[str]) -> float:
    shared, left = 0, list(other)
    for word in one:
        if word in left:
            left.remove(word)
            shared += 1
    return 2 * shared / (len(one) + len(other)) if one or other else 1.0


def stands_in_marks(text: str, content: str) -> bool:
    """Whether words hold marks, or marks hold them."""
    if re.search(r"[«»“”\"„]|(?<!\w)['‘]\w[^'’]*['’](?!\w)", content):
        return True
    at = text.find(content)
    before, after = text[:at].rstrip()[-1:], text[at + len(content) :].lstrip(" .,!?")[:1]
    return at >= 0 and before in MARKS and after in MARKS and before != "" and after != ""


def pud_gold(row: dict[str, Any], lang: str) -> list[Gold]:
    """A row's quotations in one language; a name that the sentence does not tell is not asked."""
    found = []
    for q in row.get("quotations", ()):
        content, speaker = tuple(q["content"].get(lang) or ()), q.get("speaker") or {}
        if content:
            marked = any(stands_in_marks(row[lang], c) for c in content)
            names = words(speaker.get("name") or "")
            told = {"name": speaker["name"]} if names and names[-1] in words(row[lang]) else {}
            told |= {"country": speaker["code"]} if speaker.get("code") else {}
            found.append(Gold(content, speaker.get(lang) if q.get("speaker") else None, marked, told))
    return found


def compare(gold: list[Gold], found: Iterable[Quotation], text: str, scores: Scores) -> Iterator[str]:
    """Adds up the counts by kind; yields a line for every fault."""
    left = list(found)
    for g in gold:
        kind = "marked" if g.marked else "indirect"
        score = scores.marked if g.marked else scores.indirect
        score.gold += 1
        ranked = sorted(left, key=lambda q: (-_likeness(g, q, text), not right_speaker(g, q.speaker, text)))
        best = ranked[0] if ranked and _likeness(g, ranked[0], text) >= SAME else None
        if best is None:
            yield f"MISSED {kind} {' // '.join(g.content)}"
            continue
        left.remove(best)
        score.found += 1
        score.right += 1
        if right_speaker(g, best.speaker, text):
            score.right_speaker += 1
        else:
            yield f"SPEAKER {kind} wanted {g.speaker!r} got {said_by(best, text)!r} ({best.rule})"
        yield from _details(g, best, text, scores)
    for q in left:
        score = scores.indirect if q.kind == "indirect" else scores.marked
        score.found += 1
        yield f"EXTRA {q.kind} {' // '.join(s.of(text) for s in q.spans)} by {said_by(q, text)!r} ({q.rule})"


def _details(g: Gold, q: Quotation, text: str, scores: Scores) -> Iterator[str]:
    """Counts what gold says beside words and speaker; yields a line for every fault."""
    entity = q.speaker.entity if q.speaker is not None else None
    for detail, wanted in g.told.items():
        if detail not in DETAILS:
            continue
        got: object
        if detail == "name":
            got = entity.name if entity is not None else None
            right = bool(_telling(wanted) & _telling(str(got or "")))
        elif detail == "country":
            got = entity.code if entity is not None else None
            right = got == wanted
        elif detail == "addressee":
            got = q.addressee.span.of(text) if q.addressee is not None and q.addressee.span is not None else None
            right = bool(set(words(wanted)) & set(words(str(got or ""))))
        elif detail == "flags":
            got = q.flags
            right = set(wanted) <= set(q.flags)
        else:
            got = getattr(q, detail)
            right = got == wanted
        scores.asked[detail] += 1
        scores.right[detail] += right
        if not right:
            yield f"{detail.upper()} wanted {wanted!r} got {got!r} ({q.rule}) {' // '.join(g.content)[:60]}"


def _telling(name: str) -> set[str]:
    """The words of a name that tell one from another."""
    return {w for w in words(name) if len(w) > 3} or set(words(name))


def _likeness(g: Gold, q: Quotation, text: str) -> float:
    return dice(words(" ".join(g.content)), words(" ".join(s.of(text) for s in q.spans)))


def said_by(q: Quotation, text: str) -> str | None:
    if q.speaker is None:
        return None
    return q.speaker.span.of(text) if q.speaker.span else f"({q.speaker.entity.name})"


def right_speaker(g: Gold, got: Mention | None, text: str) -> bool:
    """Whether the words overlap; a speaker left out is asked by the name."""
    wanted = g.speaker or g.told.get("name") if g.speaker == "" else g.speaker
    if wanted is None:
        return True
    if got is None or not wanted:
        return got is None and not wanted
    own = set(words(got.span.of(text) if got.span else "")) | set(words(got.entity.name or ""))
    return bool(own & set(words(wanted)))


def coded_texts(texts: list[tuple[str, str, str]], kit: Kit) -> Iterator[tuple[Coded, Parse]]:
    """Text, language, date → the record as users get it, and the parse that it came from."""
    from dragoman.parse import parse

    articles: list[Article] = [
        read_article(text, lang=lang, published=on, id=str(n)) for n, (text, lang, on) in enumerate(texts)
    ]
    for start in range(0, len(articles), BATCH):
        batch = articles[start : start + BATCH]
        for article, parsed in zip(batch, parse(batch, parser=kit.parser, languages=kit.languages), strict=True):
            yield code_one(article, parsed, kit), parsed


def pud(lang: str, kit: Kit) -> tuple[Scores, Scores]:
    """PUD news by the whole pipeline, and by this room alone, without actors."""
    scores, alone = Scores(), Scores()
    rows = [json.loads(line) for line in PUD.read_text(encoding="utf8").splitlines()]
    texts = [(row[lang], lang, "2016-11-15") for row in rows]
    for row, (coded, parsed) in zip(rows, coded_texts(texts, kit), strict=True):
        gold = pud_gold(row, lang)
        scores.faults += [f"{row['id']} {f}" for f in compare(gold, coded.quotations, row[lang], scores)]
        alone.faults += list(compare(gold, find_quotes(parsed, kit.languages[lang], ()), row[lang], alone))
    return scores, alone


def own(lang: str, kit: Kit, *, which: str = "") -> Scores:
    """Our own dispatches: `tests/gold/quotations/<which><lang>.toml`."""
    scores = Scores()
    path = OWN / f"{which}{lang}.toml"
    dispatches = tomllib.loads(path.read_text(encoding="utf8"))["dispatch"] if path.exists() else []
    texts = [(d["text"], lang, d.get("published", "2016-11-15")) for d in dispatches]
    for d, (coded, _) in zip(dispatches, coded_texts(texts, kit), strict=True):
        gold = [Gold(tuple(q["says"]), q.get("who"), q["kind"] != "indirect", q) for q in d.get("quotations", ())]
        scores.faults += [f"{d['shape']}: {f}" for f in compare(gold, coded.quotations, d["text"], scores)]
    return scores


def measure() -> dict[str, float]:
    """Flat figures: `fr.pud.marked_f1`, `.speaker_f1`, `.indirect_f1`, `.name`, `.country`; the same under `own` and `second`.

    `fr.room.…` is this room alone on PUD, without the actors of the pipeline.
    """
    kit = load_kit()
    figures: dict[str, float] = {}
    for lang in LANGS:
        if PUD.exists():
            whole, alone = pud(lang, kit)
            figures |= whole.figures(f"{lang}.pud")
            figures |= {k: v for k, v in alone.figures(f"{lang}.room").items() if k.endswith("_f1")}
        figures |= own(lang, kit).figures(f"{lang}.own")
        figures |= own(lang, kit, which="second-").figures(f"{lang}.second")
    return figures | founding(kit)


#: How the gold of the founding dispatch names media.
FOUNDING_MEDIA = {"X post": "social"}


def founding(kit: Kit) -> dict[str, float]:
    """The founding dispatch: share of its marked fragments, and of the unmarked one, with the right speaker, and medium."""
    if not DISPATCH.exists():
        return {}
    gold = json.loads(DISPATCH.with_suffix(".gold.json").read_text(encoding="utf8"))
    from dragoman.pipeline import code
    from dragoman.reading import read

    coded = next(code([next(iter(read(DISPATCH)))], kit=kit))
    names = {e["id"]: {e["name"], *e.get("aliases_in_text", ())} for e in gold["entities"]}
    wanted = [(s, q) for q in gold["quotations"] if q["id"][0] == "Q" and q["id"] != "Q7" for s in q["segments"]]
    right = media = 0
    for segment, quotation in wanted:
        speakers = {
            w for key in quotation.get("accept_speaker", [quotation["speaker"]]) for n in names[key] for w in words(n)
        }
        holding = [
            q
            for q in coded.quotations
            if any(s.start <= segment["start"] and segment["end"] <= s.end for s in q.spans)
            and q.speaker is not None
            and bool(set(words(q.speaker.entity.name or "")) & speakers)
        ]
        right += bool(holding)
        medium = FOUNDING_MEDIA.get(quotation["medium"], quotation["medium"])
        media += any(q.medium == medium for q in holding)
    return {
        "fr.founding.speaker_recall": round(right / len(wanted), 4),
        "fr.founding.medium_recall": round(media / len(wanted), 4),
    }


def report() -> str:
    """A table of the figures, and what was skipped."""
    figures = measure()
    lines = [] if PUD.exists() else [f"skipped: {PUD} is not there"]
    for lang in LANGS:
        for name in ("pud", "room", "own", "second"):
            row = {key.rsplit(".", 1)[1]: v for key, v in figures.items() if key.startswith(f"{lang}.{name}.")}
            lines.append(f"{lang} {name:6}" + "".join(f"  {key} {value:.3f}" for key, value in row.items()))
        first = FIRST_READING.get(lang, {})
        lines.append(
            f"{lang} second when first read, before any mending:" + "".join(f"  {k} {v:.3f}" for k, v in first.items())
        )
    lines += [f"{key} {value:.3f}" for key, value in figures.items() if ".founding." in key]
    for lang, batches in REAL_NEWS.items():
        told = "; ".join(f"{pages} pages, {marked} marked: P {p:.2f} R {r:.2f}" for pages, marked, p, r in batches)
        lines.append(f"{lang} real news when first read, marked with speaker: {told}")
    return "\n".join(lines)
