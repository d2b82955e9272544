"""Speed and memory, in CPU time on one core.

    python -m bench.speed [--words N]

Text is made by repeating the example dispatches with other names and figures, so that no cache sees the same words all the
time. Words are tokens of Universal Dependencies. Measured as the command runs: garbage is looked for seldom (`dragoman/garbage.py`).
"""

from __future__ import annotations

import argparse
import itertools
import os
import random
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

for _variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_variable, "1")

from dragoman.garbage import collect_seldom  # noqa: E402
from dragoman.types import Article  # noqa: E402  (threads are set before NumPy loads)

EXAMPLES = Path(__file__).parents[1] / "examples"
SYLLABLES = ["ka", "do", "mi", "ren", "sol", "va", "tu", "ber", "gol", "shan", "pre", "li", "mor", "ze", "qui", "fa"]


def articles(words: int) -> list[Article]:
    """About so many words of dispatches in the three languages."""
    rng = random.Random(7)
    texts = [(path.name[:2], path.read_text(encoding="utf8")) for path in sorted(EXAMPLES.glob("*.txt"))]
    made: list[Article] = []
    count = 0
    for number in itertools.count():
        lang, text = texts[number % len(texts)]
        for name in {w for w in text.split() if w.isalpha() and w.istitle()}:
            if rng.random() < 0.15:
                text = text.replace(name, "".join(rng.choices(SYLLABLES, k=3)).title())
        made.append(Article(f"{number}", text, lang, published="2025-10-14"))
        count += len(text.split())
        if count >= words:
            return made
    raise AssertionError


def rate(work: Callable[[], int], repeat: int = 3) -> float:
    """Units per CPU second, the best of a few runs: noise only ever slows."""
    best = 0.0
    for _ in range(repeat):
        start = time.process_time()
        units = work()
        best = max(best, units / (time.process_time() - start))
    return best


def parsing(sample: list[Article]) -> float:
    """Tokeniser, tagger and parser: words per CPU second."""
    from dragoman.language import Languages
    from dragoman.parse import load_parser, parse

    parser, languages = load_parser(), Languages()

    def work() -> int:
        words = 0
        for k in range(0, len(sample), 16):
            for parsed in parse(sample[k : k + 16], parser=parser, languages=languages):
                words += sum(len(sentence.tokens) for sentence in parsed.sentences)
        return words

    return rate(work)


def rooms(sample: list[Article]) -> dict[str, float]:
    """CPU microseconds a word of each room, and words per CPU second of the whole pipeline."""
    from dragoman.actors import find_actors
    from dragoman.events import find_events
    from dragoman.link import link
    from dragoman.parse import parse
    from dragoman.pipeline import load_kit
    from dragoman.places import find_places
    from dragoman.quotes import find_quotes
    from dragoman.times import find_times

    kit = load_kit()
    spent = dict.fromkeys(("parse", "actors", "quotes", "times", "places", "events", "link"), 0.0)
    words = 0

    def timed(name: str, call: Callable[[], object]) -> object:
        start = time.process_time()
        answer = call()
        spent[name] += time.process_time() - start
        return answer

    for warm in (True, False):
        spent, words = dict.fromkeys(spent, 0.0), 0
        for k in range(0, len(sample), 16):
            batch = sample[k : k + 16]
            parses = timed("parse", lambda batch=batch: parse(batch, parser=kit.parser, languages=kit.languages))
            for article, parsed in zip(batch, parses, strict=True):
                lang, on = kit.languages[article.lang], article.published
                words += sum(len(sentence.tokens) for sentence in parsed.sentences)
                actors = timed("actors", lambda p=parsed, x=lang, d=on: find_actors(p, x, kit.gazetteer, on=d))
                quotes = timed("quotes", lambda p=parsed, x=lang, a=actors: find_quotes(p, x, a))
                times = timed("times", lambda p=parsed, x=lang, d=on: find_times(p, x, anchor=d))
                places = timed("places", lambda p=parsed, x=lang, a=actors: find_places(p, x, a))
                events = timed(
                    "events",
                    lambda p=parsed, x=lang, a=actors, q=quotes, pl=places: find_events(p, x, kit.ontology, a, q, pl),
                )
                timed("link", lambda p=parsed, e=events, t=times, pl=places, q=quotes: link(p, e, t, pl, q))
        if warm and words > 50_000:
            continue
    total = sum(spent.values())
    return {**{name: 1e6 * value / words for name, value in spent.items()}, "words per CPU second": words / total}


def loading() -> tuple[float, float]:
    """Seconds to load the kit in a fresh process, and its memory afterwards in MB."""
    script = (
        "import time, resource; start = time.perf_counter(); import dragoman; dragoman.load_kit();"
        "print(time.perf_counter() - start, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)"
    )
    answers = [
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout
        for _ in range(3)
    ]
    best = min(answers, key=lambda answer: float(answer.split()[0]))
    seconds, megabytes = map(float, best.split())
    return seconds, megabytes


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--words", type=int, default=100_000)
    sample = articles(arguments.parse_args().words)
    collect_seldom()
    seconds, megabytes = loading()
    print(f"load the kit: {seconds:.2f} s, {megabytes:.0f} MB")
    print(f"tokeniser + tagger + parser: {parsing(sample):,.0f} words per CPU second")
    for name, value in rooms(sample).items():
        print(f"{name}: {value:,.1f}" + ("" if "words" in name else " µs a word"))
    print(f"peak memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB")


if __name__ == "__main__":
    main()
