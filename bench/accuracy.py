"""Accuracy on the development gold, against the floors.

    python -m bench.accuracy [MEASURE…] [--raise]

Every module of `bench/measures/` is a measure. A figure below its floor in `bench/floors.toml` ends the run with exit code 1.
`--raise` lifts floors that were passed by more than half a point; nothing here lowers one: that is done by hand, with a line in
CHANGELOG.md.
"""

from __future__ import annotations

import argparse
import math
import pkgutil
import sys
import tomllib
from importlib import import_module
from pathlib import Path
from types import ModuleType

import bench.measures

FLOORS = Path(__file__).parent / "floors.toml"
SLACK = 0.005


def measures() -> dict[str, ModuleType]:
    """Every measure by name."""
    names = (info.name for info in pkgutil.iter_modules(bench.measures.__path__))
    return {name: import_module(f"bench.measures.{name}") for name in names if not name.startswith("_")}


def floors() -> dict[str, dict[str, float]]:
    """Measure → figure → the least it may be."""
    return tomllib.loads(FLOORS.read_text(encoding="utf8"))


def below(figures: dict[str, float], least: dict[str, float]) -> list[str]:
    """One line for each figure that is under its floor, or that has a floor and was not measured."""
    lines = []
    for name, floor in least.items():
        value = figures.get(name)
        if value is None:
            lines.append(f"{name}: not measured, floor {floor:g}")
        elif math.isnan(value) or value < floor:
            lines.append(f"{name}: {value:.3f} is under the floor {floor:g}")
    return lines


def lifted(figures: dict[str, float], least: dict[str, float]) -> dict[str, float]:
    """The floors that stand, raised to what was reached less a little slack; none falls. New floors are written by hand."""
    raised = {}
    for name, floor in least.items():
        value = figures.get(name, floor)
        scale = 100.0 if max(value, floor) > 1.5 else 1.0
        reached = math.floor((value / scale - SLACK) * 1000) / 1000 * scale
        raised[name] = round(max(floor, reached), 3)
    return raised


def write(all_floors: dict[str, dict[str, float]]) -> None:
    """Write floors.toml anew, in order."""
    lines = ["# The least that each figure may be. They only rise: `python -m bench.accuracy --raise`.", ""]
    for name, least in sorted(all_floors.items()):
        lines += [f"[{name}]", *(f'"{key}" = {value:g}' for key, value in sorted(least.items())), ""]
    FLOORS.write_text("\n".join(lines), encoding="utf8")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("measure", nargs="*", choices=[*measures(), []])
    arguments.add_argument("--raise", dest="lift", action="store_true")
    chosen = arguments.parse_args()
    known, least, faults = measures(), floors(), []
    for name in chosen.measure or known:
        module = known[name]
        if not getattr(module, "available", lambda: True)():
            print(f"== {name}: skipped, its gold is not here (../shared)")
            continue
        print(f"== {name}\n{module.report()}")
        figures = module.measure()
        faults += [f"{name}: {line}" for line in below(figures, least.get(name, {}))]
        if chosen.lift:
            least[name] = lifted(figures, least.get(name, {}))
    if chosen.lift:
        write(least)
    print(*faults, sep="\n", end="\n" if faults else "")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
