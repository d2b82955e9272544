"""What a process of our own is started with: the same Python, the same modules, nothing from where it happens to stand."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import dragoman.types


def command(module: str, *arguments: str) -> list[str]:
    """The command that runs `main()` of one of our modules. Its own import spares runpy's warning."""
    return [sys.executable, "-P", "-c", f"from {module} import main; main()", *arguments]


def search_path() -> str:
    """PYTHONPATH for it: where we look, without the current folder, and in any case where we ourselves are."""
    own = str(Path(dragoman.types.__file__).resolve().parents[1])
    entries = [os.path.abspath(entry) for entry in sys.path if entry and os.path.exists(entry)]
    return os.pathsep.join(entries if own in entries else [own, *entries])
