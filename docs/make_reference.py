"""Writes docs/reference.md from the docstrings of the public face.

python docs/make_reference.py
"""

from __future__ import annotations

import dataclasses
import inspect
from pathlib import Path

import dragoman

PAGE = Path(__file__).parent / "reference.md"


def reference() -> str:
    """The page as it should be."""
    lines = ["# Reference", "", "Made from the docstrings by `docs/make_reference.py`; a test holds it to them.", ""]
    functions = [name for name in dragoman.__all__ if inspect.isfunction(getattr(dragoman, name))]
    nouns = [name for name in dragoman.__all__ if name not in functions]
    lines += ["## Functions", ""]
    for name in functions:
        function = getattr(dragoman, name)
        lines += [f"### `dragoman.{name}{inspect.signature(function)}`", "", inspect.getdoc(function) or "", ""]
    lines += ["## Nouns", ""]
    for name in nouns:
        noun = getattr(dragoman, name)
        lines += [f"### `{name}`", "", inspect.getdoc(noun) or "", ""]
        if dataclasses.is_dataclass(noun):
            lines += [f"- `{field.name}`: `{field.type}`" for field in dataclasses.fields(noun) if field.init] + [""]
    return "\n".join(lines)


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf8")
