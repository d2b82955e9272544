"""Reads a language folder. This module knows no language: every word it handles comes from `languages/<xx>/*.toml`.

A language is meanings as keys and words as values. Each finder compiles the sections it needs once per loaded language, with
`Language.compiled`. The wheel carries each folder as one JSON file beside it (made by `hatch_build.py`, examples left
out), because parsing TOML is slow; a checkout reads the TOML itself.
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any, TypeVar

from dragoman.types import BadInput

T = TypeVar("T")


@dataclass(frozen=True)
class Language:
    """One language's words. `sections` maps a file's name without suffix ("times", "events/assault") to its contents."""

    code: str
    sections: Mapping[str, Mapping[str, Any]]
    _compiled: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def section(self, name: str) -> Mapping[str, Any]:
        """The contents of one file, empty where the language has none."""
        return self.sections.get(name, {})

    def under(self, folder: str) -> Mapping[str, Mapping[str, Any]]:
        """The files of one sub-folder, by path."""
        return {name: body for name, body in self.sections.items() if name.startswith(folder + "/")}

    def compiled(self, build: Callable[[Language], T]) -> T:
        """What `build` makes of this language, made once."""
        if build not in self._compiled:
            self._compiled[build] = build(self)
        made: T = self._compiled[build]
        return made


class Languages(Mapping[str, Language]):
    """The shipped languages, each loaded when first asked for."""

    def __init__(self) -> None:
        self._loaded: dict[str, Language] = {}

    def __getitem__(self, code: str) -> Language:
        if code not in self._loaded:
            self._loaded[code] = load_language(code)
        return self._loaded[code]

    def __contains__(self, code: object) -> bool:
        return code in shipped()

    def __iter__(self) -> Iterator[str]:
        return iter(shipped())

    def __len__(self) -> int:
        return len(shipped())


def shipped() -> tuple[str, ...]:
    """Codes of the languages that have a folder."""
    return tuple(sorted(entry.name for entry in _root().iterdir() if entry.is_dir() and len(entry.name) == 2))


def load_language(code: str) -> Language:
    """One language folder, whole. Raises BadInput for a language that is not shipped."""
    if code not in shipped():
        known = ", ".join(shipped())
        raise BadInput(f"language {code!r} is not one of those shipped", fix=f"use one of {known}")
    ready = _root() / "_compiled" / f"{code}.json"
    if ready.is_file():
        return Language(code, json.loads(ready.read_text(encoding="utf8")))
    return Language(code, read_folder(_root() / code))


def read_folder(folder: Traversable, prefix: str = "") -> dict[str, dict[str, Any]]:
    """Every TOML file below a folder, by its path without suffix, in order of name."""
    sections: dict[str, dict[str, Any]] = {}
    for entry in sorted(folder.iterdir(), key=lambda e: e.name):
        if entry.is_dir():
            sections |= read_folder(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".toml"):
            try:
                sections[prefix + entry.name[: -len(".toml")]] = tomllib.loads(entry.read_text(encoding="utf8"))
            except tomllib.TOMLDecodeError as fault:
                raise BadInput(f"not valid TOML: {fault}", source=str(entry)) from fault
    return sections


def _root() -> Traversable:
    return files("dragoman") / "languages"
