"""What many tests share. Loaded once a session: the parser and the languages are read-only."""

from __future__ import annotations

import pytest

from dragoman.language import Languages
from dragoman.parse import Parser, load_parser


@pytest.fixture(scope="session")
def parser() -> Parser:
    return load_parser()


@pytest.fixture(scope="session")
def languages() -> Languages:
    return Languages()
