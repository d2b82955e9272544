"""How well quotations are found: PUD news with gold by the codebook, our own dispatches, the founding dispatch.

Marked = the words stand in marks in that language (../shared/gold/README.md). A quotation is found where at least three quarters
of the words are shared (Dice); its speaker is right where the words overlap, or where gold names none.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dragoman.language import Languages
from dragoman.parse import Parser, load_parser, parse
from dragoman.quotes import find_quotes
from dragoman.types import Article, Mention, Parse, Quotation

ROOT = Path(__file__).resolve().parents[2]
PUD = ROOT.parent / "shared" / "gold" / "pud_news.jsonl"
DISPATCH = ROOT.parent / "shared" / "dispatch" / "000_f632eb4b3d44b4a5.txt"
OWN = ROOT / "tests" / "gold" / "quotations"
LANGS = ("fr", "en", "es")
#: Share of words (Dice) from which two contents are the same.
SAME = 0.75
MARKS = "«»“”\"„‘'’"


@dataclass(frozen=True, slots=True)
class Gold:
    """One gold quotation: what is said, who says it (None: not asked), whether the words stand in marks."""

    content: tuple[str, ...]
    speaker: str | None
    marked: bool


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
    found = []
    for q in row.get("quotations", ()):
        content = tuple(q["content"].get(lang) or ())
        if content:
            speaker = q["speaker"].get(lang) if q.get("speaker") else None
            found.append(Gold(content, speaker, any(stands_in_marks(row[lang], c) for c in content)))
    return found


def compare(gold: list[Gold], found: Iterable[Quotation], text: str, scores: dict[str, Score]) -> Iterator[str]:
    """Adds up the counts by kind; yields a line for every fault."""
    left = list(found)
    for g in gold:
        kind = "marked" if g.marked else "indirect"
        scores[kind].gold += 1
        ranked = sorted(left, key=lambda q: -_likeness(g, q, text))
        best = ranked[0] if ranked and _likeness(g, ranked[0], text) >= SAME else None
        if best is None:
            yield f"MISSED {kind} {' // '.join(g.content)}"
            continue
        left.remove(best)
        scores[kind].found += 1
        scores[kind].right += 1
        if right_speaker(g.speaker, best.speaker, text):
            scores[kind].right_speaker += 1
        else:
            yield f"SPEAKER {kind} wanted {g.speaker!r} got {said_by(best, text)!r} ({best.rule})"
    for q in left:
        kind = "indirect" if q.kind == "indirect" else "marked"
        scores[kind].found += 1
        yield f"EXTRA {kind} {' // '.join(s.of(text) for s in q.spans)} by {said_by(q, text)!r} ({q.rule})"


def _likeness(g: Gold, q: Quotation, text: str) -> float:
    return dice(words(" ".join(g.content)), words(" ".join(s.of(text) for s in q.spans)))


def said_by(q: Quotation, text: str) -> str | None:
    if q.speaker is None:
        return None
    return q.speaker.span.of(text) if q.speaker.span else f"({q.speaker.entity.name})"


def right_speaker(wanted: str | None, got: Mention | None, text: str) -> bool:
    if wanted is None:
        return True
    if got is None:
        return wanted == ""
    own = set(words(got.span.of(text) if got.span else "")) | set(words(got.entity.name or ""))
    return bool(own & set(words(wanted)))


def parsed_texts(texts: list[tuple[str, str]], parser: Parser, languages: Languages) -> list[Parse]:
    articles = [Article(str(n), text, lang, published="2016-11-15") for n, (text, lang) in enumerate(texts)]
    return parse(articles, parser=parser, languages=languages)


def actors_of(parsed: Parse, languages: Languages) -> tuple[Mention, ...]:
    """The article's actors, where that room stands."""
    try:
        from dragoman.actors import find_actors
        from dragoman.gazetteer import load_gazetteer
    except ImportError:
        return ()
    return tuple(find_actors(parsed, languages[parsed.article.lang], load_gazetteer(()), on=parsed.article.published))


def pud(lang: str, parser: Parser, languages: Languages) -> tuple[dict[str, Score], list[str]]:
    scores, faults = {"marked": Score(), "indirect": Score()}, []
    rows = [json.loads(line) for line in PUD.read_text(encoding="utf8").splitlines()]
    for row, parsed in zip(rows, parsed_texts([(r[lang], lang) for r in rows], parser, languages), strict=True):
        found = find_quotes(parsed, languages[lang], ())
        faults += [f"{row['id']} {fault}" for fault in compare(pud_gold(row, lang), found, row[lang], scores)]
    return scores, faults


def own(lang: str, parser: Parser, languages: Languages) -> tuple[dict[str, Score], list[str]]:
    """Our own dispatches: `tests/gold/quotations/<lang>.toml`."""
    scores, faults = {"marked": Score(), "indirect": Score()}, []
    path = OWN / f"{lang}.toml"
    dispatches = tomllib.loads(path.read_text(encoding="utf8"))["dispatch"] if path.exists() else []
    texts = [(d["text"], lang) for d in dispatches]
    for d, parsed in zip(dispatches, parsed_texts(texts, parser, languages), strict=True):
        gold = [Gold(tuple(q["says"]), q.get("who"), q["kind"] != "indirect") for q in d.get("quotations", ())]
        found = find_quotes(parsed, languages[lang], ())
        faults += [f"{d['shape']}: {fault}" for fault in compare(gold, found, d["text"], scores)]
    return scores, faults


def measure() -> dict[str, float]:
    """Flat figures: `fr.pud.marked_f1`, `fr.pud.speaker_f1`, `fr.pud.indirect_f1`, and the same under `own`."""
    parser, languages = load_parser(), Languages()
    figures: dict[str, float] = {}
    for lang in LANGS:
        for name, run in (("pud", pud), ("own", own)):
            if name == "pud" and not PUD.exists():
                continue
            scores, _ = run(lang, parser, languages)
            figures[f"{lang}.{name}.marked_f1"] = round(scores["marked"].f1(), 4)
            figures[f"{lang}.{name}.speaker_f1"] = round(scores["marked"].f1(speaker=True), 4)
            figures[f"{lang}.{name}.indirect_f1"] = round(scores["indirect"].f1(), 4)
            figures[f"{lang}.{name}.indirect_speaker_f1"] = round(scores["indirect"].f1(speaker=True), 4)
    figures.update(founding(parser, languages))
    return figures


def founding(parser: Parser, languages: Languages) -> dict[str, float]:
    """The founding dispatch: share of its marked fragments, and of the unmarked one, given to the right speaker."""
    if not DISPATCH.exists():
        return {}
    gold = json.loads(DISPATCH.with_suffix(".gold.json").read_text(encoding="utf8"))
    from dragoman.reading import read

    article = next(iter(read(DISPATCH)))
    parsed = parse([article], parser=parser, languages=languages)[0]
    found = find_quotes(parsed, languages[article.lang], actors_of(parsed, languages))
    names = {e["id"]: {e["name"], *e.get("aliases_in_text", ())} for e in gold["entities"]}
    wanted = [(s, q) for q in gold["quotations"] if q["id"][0] == "Q" and q["id"] != "Q7" for s in q["segments"]]
    right = 0
    for segment, quotation in wanted:
        speakers = {
            w for key in quotation.get("accept_speaker", [quotation["speaker"]]) for n in names[key] for w in words(n)
        }
        right += any(
            any(s.start <= segment["start"] and segment["end"] <= s.end for s in q.spans)
            and q.speaker is not None
            and bool(set(words(q.speaker.entity.name or "")) & speakers)
            for q in found
        )
    return {"fr.founding.speaker_recall": round(right / len(wanted), 4)}


def report() -> str:
    """A table of the figures, and what was skipped."""
    figures = measure()
    lines = [] if PUD.exists() else [f"skipped: {PUD} is not there"]
    for lang in LANGS:
        for name in ("pud", "own"):
            row = {key.rsplit(".", 1)[1]: v for key, v in figures.items() if key.startswith(f"{lang}.{name}.")}
            lines.append(f"{lang} {name:4}" + "".join(f"  {key} {value:.3f}" for key, value in row.items()))
    lines += [f"{key} {value:.3f}" for key, value in figures.items() if ".founding." in key]
    return "\n".join(lines)
