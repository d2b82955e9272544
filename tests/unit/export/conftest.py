"""What every test of the exports reads."""

from __future__ import annotations

import pytest
from export_sample import made

from dragoman.types import Coded


@pytest.fixture
def coded() -> Coded:
    return made()
