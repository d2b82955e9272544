"""Tokens and sentences of messy text, offsets exact on the untouched text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dragoman.language import Languages
from dragoman.parse.segment import LONGEST, segment
from dragoman.parse.tokenise import build_tokeniser, tokenise
from dragoman.types import Article, Part, Span

LANGUAGES = Languages()


def tokens(text: str, lang: str) -> list[str]:
    pairs = tokenise(text, 0, len(text), LANGUAGES[lang].compiled(build_tokeniser))
    return [text[a:b] for a, b in pairs]


def sentences(text: str, lang: str, *parts: Part) -> list[str]:
    article = Article("x", text, lang, parts=parts or (Part("body", Span(0, len(text))),))
    runs = segment(article, LANGUAGES[lang])
    return [text[run.tokens[a][0] : run.tokens[b - 1][1]] for run in runs for a, b in run.sentences()]


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        (
            "fr",
            "L'armée n’a-t-elle pas dit qu'aujourd'hui…",
            ["L'", "armée", "n’", "a", "-t-elle", "pas", "dit", "qu'", "aujourd'hui", "…"],
        ),
        (
            "fr",
            "Rendez-vous à 20h30, dit-il à M. Dupont.",
            ["Rendez-vous", "à", "20h30", ",", "dit", "-il", "à", "M.", "Dupont", "."],
        ),
        ("fr", "«Non!», 1.000,5 euros (l'ONU)", ["«", "Non", "!", "»", ",", "1.000,5", "euros", "(", "l'", "ONU", ")"]),
        ("en", "They don't; Russia's cannot.", ["They", "do", "n't", ";", "Russia", "'s", "can", "not", "."]),
        (
            "en",
            "U.S.-backed forces in the U.S. on Jan. 3",
            ["U.S.", "-", "backed", "forces", "in", "the", "U.S.", "on", "Jan.", "3"],
        ),
        ("en", "$5.2bn, 10% and @State #Mexico", ["$", "5.2bn", ",", "10", "%", "and", "@State", "#Mexico"]),
        ("es", "¿Dijo EE.UU. que el Sr. Díaz huyó?", ["¿", "Dijo", "EE.UU.", "que", "el", "Sr.", "Díaz", "huyó", "?"]),
    ],
)
def test_tokens(lang: str, text: str, expected: list[str]) -> None:
    assert tokens(text, lang) == expected


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("fr", "M. Dupont est parti. Il reviendra.", ["M. Dupont est parti.", "Il reviendra."]),
        (
            "fr",
            "« Partez ! » a dit le général. Ils sont partis.",
            ["« Partez ! » a dit le général.", "Ils sont partis."],
        ),
        (
            "fr",
            'Ils ont discuté de\n"la paix",\n\na déclaré le ministère.',
            ['Ils ont discuté de\n"la paix",\n\na déclaré le ministère.'],
        ),
        (
            "fr",
            "Il l'a dit. « C'est fini. » Puis il est sorti.",
            ["Il l'a dit.", "« C'est fini. »", "Puis il est sorti."],
        ),
        (
            "en",
            "He left the U.S. in May. The U.S. President stayed.",
            ["He left the U.S. in May.", "The U.S. President stayed."],
        ),
        ("en", "They met in the U.S. They signed.", ["They met in the U.S.", "They signed."]),
        ("en", 'See No. 5. "We agree." He smiled', ["See No. 5.", '"We agree."', "He smiled"]),
        ("es", "Viajó a EE.UU. El Sr. Gómez no. ¿Y ella?", ["Viajó a EE.UU.", "El Sr. Gómez no.", "¿Y ella?"]),
        ("es", "Costó 3.5 millones. Nadie pagó.", ["Costó 3.5 millones.", "Nadie pagó."]),
    ],
)
def test_sentences(lang: str, text: str, expected: list[str]) -> None:
    assert sentences(text, lang) == expected


def test_parts_are_never_crossed_and_uncoded_ones_left_out() -> None:
    text = "Un titre sans point\nCrédit : Agence\nLe texte commence ici"
    parts = (Part("title", Span(0, 19)), Part("credit", Span(20, 35)), Part("body", Span(36, len(text))))
    assert sentences(text, "fr", *parts) == ["Un titre sans point", "Le texte commence ici"]


def test_overlong_sentences_are_cut() -> None:
    text = "mot " * 5000
    article = Article("x", text, "fr", parts=(Part("body", Span(0, len(text))),))
    (run,) = segment(article, LANGUAGES["fr"])
    assert len(run.starts) > 10
    assert max(b - a for a, b in run.sentences()) <= LONGEST


@given(st.text(max_size=300), st.sampled_from(["fr", "en", "es"]))
@settings(max_examples=150, deadline=None)
def test_every_character_is_in_one_token_or_is_space(text: str, lang: str) -> None:
    pairs = tokenise(text, 0, len(text), LANGUAGES[lang].compiled(build_tokeniser))
    at = 0
    for a, b in pairs:
        assert at <= a < b
        assert not text[at:a].strip()
        at = b
    assert not text[at:].strip()


@pytest.mark.parametrize("piece", ["a-", "l'", ".", '"', "1.", "U.", "@", "www.", "-t-il", "é"])
def test_hostile_text_takes_linear_time(piece: str) -> None:
    def seconds(n: int) -> float:
        """The best of three: noise and the collector of a large process only ever slow."""
        text, best = piece * n, 9.0
        for _ in range(3):
            start = time.process_time()
            segment(Article("x", text, "fr"), LANGUAGES["fr"])
            best = min(best, time.process_time() - start)
        return best

    small, large = seconds(20_000), seconds(80_000)
    assert large < 12 * max(small, 0.02), (small, large)
