"""One sentence for each sense in three languages: each language against the reading, and the three against each other."""

from __future__ import annotations

import json
import os
import tomllib

import pytest

from bench.measures.dispatches import shown
from bench.measures.parallel import GOLD, LANGS, Answer, answers, differing, read_find, triples
from dragoman.ontology import load_ontology

FAULTS = GOLD / "faults.toml"


def test_every_sense_has_a_sentence() -> None:
    assert {triple.sense for triple in triples() if triple.finds} == set(load_ontology().senses)
    assert sum(not triple.finds for triple in triples()) >= 60


def test_readings_are_of_the_senses_own_type() -> None:
    """The first event of a reading is of the type and mode of the sense that it was written for."""
    senses = load_ontology().senses
    for triple in triples():
        if triple.finds:
            kind, mode = triple.finds[0].type, triple.finds[0].mode
            assert (kind, mode) == (triple.sense.partition(".")[0].upper(), senses[triple.sense].mode), triple.sense


def test_sentences_are_told_once() -> None:
    for lang in LANGS:
        texts = [triple.texts[lang] for triple in triples()]
        assert len(texts) == len(set(texts))


@pytest.mark.parametrize("line", ["USA ATTACK", "SANCTION:done", "USA SANCTION.expel RUS"])
def test_badly_written_reading(line: str) -> None:
    with pytest.raises(ValueError, match="is not written as"):
        read_find(line)


@pytest.mark.parametrize("lang", LANGS)
def test_language(lang: str) -> None:
    """Every sentence gives what its reading says, but for those known not to: a list that may only grow shorter.

    `PARALLEL_FAULTS=write pytest tests/unit/events/test_parallel.py` writes the list anew (never in CI): read the diff.
    """
    hold(lang, {a.triple.sense: told(a) for a in answers(lang) if a.faults})


def test_languages_agree() -> None:
    """The three languages tell events of the same types, but for the sentences known to differ."""
    hold("agreement", {found[0].triple.sense: "\n".join(map(told, found)) for found in differing()})


def hold(name: str, failing: dict[str, str]) -> None:
    """Nothing fails that is not known to, and nothing known to fail is mended."""
    known = set(tomllib.loads(FAULTS.read_text(encoding="utf8")).get(name, ()))
    if os.environ.get("PARALLEL_FAULTS") == "write":
        assert not os.environ.get("CI"), "the list of known faults is written by hand, not by CI"
        write(name, sorted(failing))
        return
    new = [failing[sense] for sense in sorted(failing.keys() - known)]
    mended = sorted(known - failing.keys())
    assert not new, f"{len(new)} sentences fail\n" + "\n".join(new)
    assert not mended, f"mended or gone: take them off {FAULTS.name}\n" + "\n".join(mended)


def told(answer: Answer) -> str:
    events = "; ".join(map(shown, answer.events)) or "nothing"
    faults = "/".join(answer.faults) or "right"
    return f"{answer.triple.sense} {answer.lang} {faults}: {answer.triple.texts[answer.lang]}\n    {events}"


def write(name: str, senses: list[str]) -> None:
    faults = tomllib.loads(FAULTS.read_text(encoding="utf8")) | {name: senses}
    lines = [
        "# Sentences that do not come out as read yet, and those on whose types the languages differ. Only shorter.",
        "",
    ]
    for key, known in sorted(faults.items()):
        lines += [f"{key} = [", *(f"    {json.dumps(sense)}," for sense in known), "]", ""]
    FAULTS.write_text("\n".join(lines), encoding="utf8")
