"""`read.article`: what is given wins, what is not is found, what is wrong is said in one line. And the progress line."""

from __future__ import annotations

import datetime as dt
import io

import pytest

from dragoman.language import shipped
from dragoman.reading import Tally, article, read
from dragoman.reading.identify import identify
from dragoman.reading.progress import line, shown
from dragoman.types import BadInput

TEXT = "Accord à Tunis\n\nPar Jean Dupont\n12 janvier 2026\n\nTUNIS (AFP) - Les deux pays ont signé lundi un accord de pêche à Tunis."


def test_what_is_not_given_is_found() -> None:
    made = article(TEXT)
    assert (made.lang, made.title, made.byline, made.agency) == ("fr", "Accord à Tunis", "Jean Dupont", "AFP")
    assert made.published == "2026-01-12"
    assert made.text == TEXT


def test_what_is_given_wins() -> None:
    made = article(
        TEXT,
        lang="fr-CA",
        published=dt.date(2025, 5, 1),
        id="x",
        agency="AP",
        tags=["a"],
        title="Autre",
        extra={"k": 1},
    )
    assert (made.lang, made.published, made.id, made.agency, made.tags) == ("fr", "2025-05-01", "x", "AP", ("a",))
    assert made.title == "Autre"
    assert made.extra["k"] == 1


def test_ids_are_stable_and_tell_articles_apart() -> None:
    assert article(TEXT).id == article(TEXT).id
    assert article(TEXT).id != article(TEXT + " Oui.").id
    assert article(TEXT, url="https://e.org/a").id == article(TEXT + " Oui.", url="https://e.org/a").id


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"lang": "xx"}, "language 'xx' is not one of those shipped"),
        ({"lang": "french"}, "language 'french' is not one of those shipped"),
        ({"published": "12 janvier peut-être"}, "bad published date '12 janvier peut-être'"),
        ({"published": "2026-02-30"}, "bad published date"),
        ({"updated": "never"}, "bad updated date"),
        ({"headline": "x"}, "an article has no field 'headline'"),
    ],
)
def test_what_is_wrong_is_said(options: dict[str, str], said: str) -> None:
    with pytest.raises(BadInput) as caught:
        article(TEXT, **options)  # type: ignore[arg-type]
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("text", ["", "  \n ", "\x00\x01\x02" * 20])
def test_nothing_and_binary_are_no_text(text: str) -> None:
    with pytest.raises(BadInput):
        article(text, lang="fr")


def test_options_of_read_are_checked_at_once() -> None:
    with pytest.raises(BadInput, match="language 'xx'"):
        read("nowhere", lang="xx")
    with pytest.raises(BadInput, match="bad published date 'soon'"):
        read("nowhere", published="soon")
    with pytest.raises(ValueError, match="on_error"):
        read("nowhere", on_error="ignore")  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("text", "code", "ours"),
    [
        ("Le ministre a quitté la réunion sans faire de déclaration.", "fr", True),
        ("The minister left the meeting without making a statement.", "en", True),
        ("El ministro abandonó la reunión sin hacer declaraciones.", "es", True),
        ("Il ministro ha lasciato la riunione senza rilasciare dichiarazioni ai giornalisti.", "it", False),
        ("O ministro deixou a reunião sem fazer declarações aos jornalistas presentes.", "pt", False),
        ("El ministre ha abandonat la reunió sense fer declaracions als periodistes presents.", "ca", False),
        ("Министр покинул заседание, не сделав никаких заявлений.", "ru", False),
        ("12 / 34", None, False),
    ],
)
def test_languages_are_told_apart(text: str, code: str | None, ours: bool) -> None:
    assert identify(text, shipped()) == (code, ours)


def test_the_body_decides_the_language_of_a_mixed_article() -> None:
    text = (
        "Breaking news from our world desk in London\n\n"
        + "Le ministre a quitté la réunion sans faire de déclaration. " * 6
    )
    assert article(text).lang == "fr"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_drawn_on_a_terminal_after_two_seconds_and_wiped() -> None:
    out, clock = Terminal(), iter([0.0, 0.5, 2.5, 2.6, 9.0])
    tally = Tally(bytes=50, size=100)
    assert list(shown(range(4), tally, out=out, clock=lambda: next(clock))) == [0, 1, 2, 3]
    assert out.getvalue().count("\r") == 3  # at 2.5 s, at 9 s, and the wiping
    assert "50%" in out.getvalue()
    assert out.getvalue().endswith("\r\x1b[K")


def test_progress_is_silent_where_there_is_no_terminal() -> None:
    out = io.StringIO()
    assert list(shown(range(3), Tally(), out=out)) == [0, 1, 2]
    assert out.getvalue() == ""


def test_the_progress_line_says_how_long_still() -> None:
    assert (
        line(1200, 20.0, Tally(bytes=25, size=100))
        == "1,200 articles  60/s  [######------------------]  25%  1:00 left"
    )
    assert line(3, 2.0, Tally()) == "3 articles  1.5/s"
