"""What would be won and lost by not parsing the sentences that carry neither a trigger nor a quotation.

    python -m bench.skipping

Such a sentence tells no event, but it names actors whom other sentences call "he" or "the minister". The sentences are those in which
the whole pipeline found no trigger, not even a blocked one, and which no quotation touches: the most that any filter by words could
skip. Counted over the own dispatches of tests/gold/dispatches and the examples (docs/decisions/0002-skipping.md).
"""

from __future__ import annotations

import tomllib
from dataclasses import replace
from pathlib import Path

from dragoman.actors import find_actors
from dragoman.events import explain_events, find_events
from dragoman.parse import parse
from dragoman.pipeline import Kit, load_kit
from dragoman.places import find_places
from dragoman.quotes import find_quotes
from dragoman.reading import article
from dragoman.types import Article, Event, Mention, Parse

ROOT = Path(__file__).parents[1]


def texts() -> list[Article]:
    """The examples and the own dispatches, as a user's text is read."""
    found = [
        (path.name[:2], path.read_text(encoding="utf8"), "2026-01-15")
        for path in sorted((ROOT / "examples").glob("*.txt"))
    ]
    for path in sorted((ROOT / "tests" / "gold" / "dispatches").glob("[a-z][a-z].toml")):
        told = tomllib.loads(path.read_text(encoding="utf8"))
        found += [(path.stem, case["text"], case["published"]) for case in told["dispatch"]]
    return [article(text, lang=lang, published=on) for lang, text, on in found]


def idle(parsed: Parse, kit: Kit) -> set[int]:
    """Indices of the sentences with neither trigger nor quotation."""
    lang = kit.languages[parsed.article.lang]
    actors = find_actors(parsed, lang, kit.gazetteer, on=parsed.article.published)
    quotes = find_quotes(parsed, lang, actors)
    told = explain_events(parsed, lang, kit.ontology, actors, quotes, find_places(parsed, lang, actors))
    busy = {sentence.index for sentence, *_ in told}
    spans = [span for q in quotes for span in (*q.spans, *((q.cue,) if q.cue else ()))]
    for s in parsed.sentences:
        if any(span.start < s.span.end and s.span.start < span.end for span in spans):
            busy.add(s.index)
    return {s.index for s in parsed.sentences} - busy


def events(parsed: Parse, kit: Kit) -> list[tuple[object, ...]]:
    """What is coded, sides by their country and sectors."""
    lang = kit.languages[parsed.article.lang]
    actors = find_actors(parsed, lang, kit.gazetteer, on=parsed.article.published)
    quotes = find_quotes(parsed, lang, actors)
    found = find_events(parsed, lang, kit.ontology, actors, quotes, find_places(parsed, lang, actors))
    return [_told(event) for event in found]


def _told(event: Event) -> tuple[object, ...]:
    def side(mentions: tuple[Mention, ...]) -> tuple[object, ...]:
        return tuple(sorted((m.entity.code or "", m.entity.sectors) for m in mentions))

    return event.type, event.mode, event.status, event.trigger.start, side(event.actors), side(event.recipients)


def without(parsed: Parse, skipped: set[int]) -> Parse:
    """The parse as it would be, had these sentences never been read."""
    kept = [s for s in parsed.sentences if s.index not in skipped]
    return replace(parsed, sentences=tuple(replace(s, index=k) for k, s in enumerate(kept)))


def main() -> None:
    kit = load_kit()
    sentences = words = skipped_sentences = skipped_words = coded = changed = 0
    for given in texts():
        (parsed,) = parse([given], parser=kit.parser, languages=kit.languages)
        skipped = idle(parsed, kit)
        sentences += len(parsed.sentences)
        words += sum(len(s.tokens) for s in parsed.sentences)
        skipped_sentences += len(skipped)
        skipped_words += sum(len(s.tokens) for s in parsed.sentences if s.index in skipped)
        whole, part = events(parsed, kit), events(without(parsed, skipped), kit)
        coded += len(whole)
        changed += len(set(whole) - set(part))
    print(
        f"sentences without trigger and quotation: {skipped_sentences} of {sentences} ({skipped_sentences / sentences:.1%})"
    )
    print(f"their words: {skipped_words} of {words} ({skipped_words / words:.1%}): the most that parsing could save")
    print(f"events that change or vanish when they are not read: {changed} of {coded} ({changed / coded:.1%})")


if __name__ == "__main__":
    main()
