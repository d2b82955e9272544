"""Senses to codes: PLOVER type and mode, CAMEO code, quad class, scores, contexts. This module knows no language.

Read from `ontologies/*.toml`: `senses` (what words can mean), `plover` (types and scores, codebook §1), `cameo` (Goldstein's scale)
and `compose` (what an act becomes when it is threatened, asked for, refused or promised).
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any


@dataclass(frozen=True, slots=True)
class Sense:
    """One meaning. The flags say how its sides lie (see the head of `ontologies/senses.toml`)."""

    key: str
    type: str
    mode: str | None
    cameo: str
    contexts: tuple[str, ...] = ()
    mutual: bool = False
    host: bool = False
    place: bool = False
    lone: bool = False
    told: bool = False
    durative: bool = False
    negated: bool = False
    killing: bool = False
    armed: bool = False
    broker: bool = False
    genitive: str = "A"
    only: str = ""
    side: str = ""
    content: str = ""


@dataclass(frozen=True, slots=True)
class PloverType:
    """A PLOVER type: quad class 1 to 4, score on the conflict-cooperation scale, and the scores of its modes."""

    quad: int
    score: float
    modes: Mapping[str, float]


@dataclass(frozen=True)
class Ontology:
    """Everything that turns a sense into codes."""

    senses: Mapping[str, Sense]
    types: Mapping[str, PloverType]
    goldstein_by_cameo: Mapping[str, float]
    compositions: Mapping[str, Mapping[str, str]]
    keeps: frozenset[str]

    def quad(self, sense: Sense) -> int:
        """Quad class: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict."""
        return self.types[sense.type].quad

    def score(self, sense: Sense) -> float:
        """PLOVER score of the mode, or of the type where the sense has no mode (codebook §1)."""
        kind = self.types[sense.type]
        return kind.modes.get(sense.mode or "", kind.score)

    def goldstein(self, cameo: str) -> float | None:
        """Goldstein's value of a CAMEO code, from the longest listed code that begins it."""
        for end in range(len(cameo), 1, -1):
            if cameo[:end] in self.goldstein_by_cameo:
                return self.goldstein_by_cameo[cameo[:end]]
        return None

    def compose(self, kind: str, content: Sense | None) -> Sense | None:
        """The sense of a threat, request, refusal or promise whose content is this act; None where it makes none."""
        table = self.compositions.get(kind, {})
        keys = ["", *([content.type, f"{content.type}.{content.mode}", content.key] if content else [])]
        found = next((table[k] for k in reversed(keys) if k in table), "")
        return self.senses.get(found)


def load_ontology() -> Ontology:
    """The ontology that ships with the package."""
    folder = files("dragoman") / "ontologies"

    def read(name: str) -> dict[str, Any]:
        return tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf8"))

    types = {name: PloverType(**body) for name, body in read("plover").items()}
    compositions = read("compose")
    keeps = frozenset(compositions.pop("keeps")["types"])
    return Ontology(
        senses={f"{kind}.{name}": _sense(kind, name, body) for kind, table in read("senses").items()
                for name, body in table.items()},
        types=types,
        goldstein_by_cameo=read("cameo")["goldstein"],
        compositions=compositions,
        keeps=keeps,
    )  # fmt: skip


def _sense(kind: str, name: str, body: Mapping[str, Any]) -> Sense:
    told = {k: v for k, v in body.items() if k != "gloss"}
    told["contexts"] = tuple(told.get("contexts", ()))
    return Sense(key=f"{kind}.{name}", type=kind.upper(), mode=told.pop("mode", None), **told)
