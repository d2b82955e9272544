"""What is what in a messy text: every field of every fixture, the founding dispatch, and dates and datelines one by one."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import Any

import pytest

from dragoman.reading.build import LayoutLanguages, build_article
from dragoman.reading.calendar import build_calendar, plain_date
from dragoman.reading.dateline import dateline
from dragoman.reading.stamps import stamped
from dragoman.reading.words import build_words
from dragoman.types import Article

ROOT = Path(__file__).resolve().parents[3]
LANGUAGES = LayoutLanguages()


def _measure() -> Any:
    spec = importlib.util.spec_from_file_location("measure_reading", ROOT / "bench" / "measures" / "reading.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


MEASURE = _measure()
TEXTS = [(lang, entry) for kind in ("texts", "unseen", "fresh") for lang, entry in MEASURE.texts(kind)]


def made(text: str, lang: str | None = None) -> Article:
    return build_article(text, languages=LANGUAGES, lang=lang)


def kinds(article: Article) -> list[tuple[str, str]]:
    return [(part.kind, part.span.of(article.text)) for part in article.parts]


@pytest.mark.parametrize(("lang", "entry"), TEXTS, ids=[entry["name"] for _, entry in TEXTS])
def test_every_field_of_a_messy_text(lang: str, entry: dict[str, Any]) -> None:
    article = made(entry["text"])
    assert article.text == entry["text"]
    got, want = MEASURE.found(article), MEASURE.wanted(entry, lang)
    missed = set(entry.get("known_misses", ()))
    assert {k: v for k, v in got.items() if k not in missed} == {k: v for k, v in want.items() if k not in missed}


def test_the_founding_dispatch_comes_out_entirely_right() -> None:
    if not MEASURE.FOUNDING.is_dir():
        pytest.skip("../shared/dispatch is not there")
    wrong = [name for name, value in MEASURE.founding().items() if value != 1.0]
    assert wrong == []


def test_a_lone_sentence_is_body_whatever_it_looks_like() -> None:
    for text in (
        "Par Jean Dupont",
        "AFP",
        "Publié le 12 janvier 2026",
        "Crédit photo : AFP",
        "Lire aussi : la guerre",
        "Trump menace Cuba",
    ):
        assert kinds(made(text, "fr")) == [("body", text)]


def test_lines_broken_in_a_sentence_are_one_paragraph_blank_lines_included() -> None:
    text = 'Le ministre a discuté de\n\n"la paix",\n\na dit son porte-parole.\n\nIl partira lundi.'
    assert kinds(made(text, "fr")) == [("body", text.split("\n\nIl")[0]), ("body", "Il partira lundi.")]


def test_a_sentence_of_the_body_is_no_headline_byline_or_caption() -> None:
    text = "Le président a quitté Paris.\n\nPar ailleurs, le ministre a démissionné.\n\nPhoto à l'appui, il a dénoncé la fraude."
    assert [kind for kind, _ in kinds(made(text, "fr"))] == ["body", "body", "body"]


def test_a_name_on_its_own_line_within_a_sentence_is_body() -> None:
    text = "Deux soldats sont morts, a indiqué l'agence\nReuters\n, citant un officier.\n\nParis a démenti."
    assert [kind for kind, _ in kinds(made(text, "fr"))] == ["body", "body"]


@pytest.mark.parametrize(
    ("lang", "line", "published", "updated"),
    [
        ("fr", "09:5712/01/2026, lundi", "2026-01-12T09:57", None),
        ("fr", "11/12/2026, jeudi", "2026-11-12", None),  # the weekday makes it the twelfth of November
        ("fr", "Publié le 1er mars 2026 à 9 h 05, mis à jour le 2 mars 2026", "2026-03-01T09:05", "2026-03-02"),
        ("fr", "MAJ: 12/01/2026, lundi", None, "2026-01-12"),
        ("en", "January 5, 2026 / 7:29 PM / Updated Jan 6, 2026", "2026-01-05T19:29", "2026-01-06"),
        ("en", "03/04/2026 02:30 PM EST", "2026-03-04T14:30", None),
        ("en", "03/04/2026 14:30 GMT", "2026-04-03T14:30", None),
        ("en", "Published 12:00 a.m. ET March 4, 2026", "2026-03-04T00:00", None),
        ("en", "2026-03-04T14:30:00+02:00", "2026-03-04T14:30", None),
        ("es", "Actualizado: 12 de enero de 2026 - 21:30 hs", None, "2026-01-12T21:30"),
        ("es", "Publicado 12 ene. 2026 09:57 CET", "2026-01-12T09:57", None),
    ],
)  # fmt: skip
def test_lines_of_dates(lang: str, line: str, published: str | None, updated: str | None) -> None:
    read = stamped(line, LANGUAGES[lang].compiled(build_words))
    assert read is not None
    told = {stamp.kind: stamp.value for stamp in read[0]}
    assert (told.get("published"), told.get("updated")) == (published, updated)


@pytest.mark.parametrize(
    "line", ["Elle est née le 12 janvier 1960 à Lyon.", "Le 3 mars, il partira", "12 morts", "20 h de débats au Sénat"]
)
def test_prose_with_a_date_is_no_line_of_dates(line: str) -> None:
    read = stamped(line, LANGUAGES["fr"].compiled(build_words))
    assert read is None or read[1] is not None
    assert made(f"{line}\n\nParis se tait. Rien n'a changé depuis.", "fr").published is None


@pytest.mark.parametrize(
    ("lang", "text", "place", "codes"),
    [
        ("en", "LONDON, Jan 12 (Reuters) - The prime minister", "LONDON", ("Reuters",)),
        ("en", "KHARTOUM, Sudan (AP) — The army", "KHARTOUM, Sudan", ("AP",)),
        ("en", "UNITED NATIONS, Sept. 3 (Xinhua) -- The council", "UNITED NATIONS", ("Xinhua",)),
        ("en", "MOSCOW, December 3. /TASS/. Russia has", "MOSCOW", ("TASS",)),
        ("en", "MANILA — The Philippines", "MANILA", ()),
        ("fr", "Paris, le 12 janvier 2026 (AFP) - Le ministre", "Paris", ("AFP",)),
        ("fr", "DACCA (AFP) – La police", "DACCA", ("AFP",)),
        ("es", "Madrid, 12 ene (EFE).- El ministro", "Madrid", ("EFE",)),
        ("es", "MADRID 12 Ene. (EUROPA PRESS) - El ministro", "MADRID", ("EP",)),
        ("es", "Caracas.- El Gobierno", "Caracas", ()),
        ("es", "Ciudad de México, 3 de agosto (Notimex).- El canciller", "Ciudad de México", ("Notimex",)),
    ],
)  # fmt: skip
def test_datelines(lang: str, text: str, place: str, codes: tuple[str, ...]) -> None:
    told = dateline(text, LANGUAGES[lang].compiled(build_words))
    assert told is not None
    assert (told.place, told.codes) == (place, codes)
    assert text[told.end :].split()[0] in ("The", "Russia", "Le", "La", "El")


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "Reuters reported on Monday that the army had fled."), ("en", "Putin - who spoke on Monday - denied it."),
        ("fr", "Le 12 janvier - jour de la fête - le ministre a parlé."), ("es", "Madrid y París firmaron - por fin - el acuerdo."),
        ("fr", "Paris : la police a chargé."),
    ],
)  # fmt: skip
def test_sentences_are_no_datelines(lang: str, text: str) -> None:
    assert dateline(text, LANGUAGES[lang].compiled(build_words)) is None


@pytest.mark.parametrize(
    ("given", "iso"),
    [
        ("2026-01-12", "2026-01-12"), ("2026-01", "2026-01"), ("2026", "2026"), ("2026-W03", "2026-W03"), ("20260112", "2026-01-12"),
        ("2026-01-12T09:57:01.123Z", "2026-01-12T09:57"), ("2026-01-12 09:57", "2026-01-12T09:57"),
        ("Mon, 12 Jan 2026 09:57:00 +0100", "2026-01-12T09:57"), ("lundi 12 janvier 2026 à 9h57", "2026-01-12T09:57"),
        ("2026-13-01", None), ("2026-02-30", None), ("2026-01-12T25:00", None), ("soon", None), ("", None), ("12", None),
    ],
)  # fmt: skip
def test_dates_as_given(given: str, iso: str | None) -> None:
    assert plain_date(given, LANGUAGES["fr"].compiled(build_calendar)) == iso
