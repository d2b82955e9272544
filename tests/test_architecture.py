"""The house rules of docs/architecture.md, read from the source itself."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import dragoman

PACKAGE = Path(dragoman.__file__).parent
MODULES = sorted(PACKAGE.rglob("*.py"))

#: Room → level. A module imports from its own room and from lower levels only.
LEVELS = {
    "types": 0,
    "garbage": 0,
    "language": 1,
    "ontology": 1,
    "gazetteer": 1,
    "reading": 2,
    "parse": 2,
    "quotes": 2,
    "actors": 2,
    "times": 2,
    "places": 2,
    "events": 2,
    "store": 2,
    "link": 3,
    "pipeline": 4,
    "merge": 4,
    "export": 4,
    "explain": 5,
    "run": 5,
    "cli": 6,
    "__main__": 7,
}

#: Heavy library → the rooms that may import it.
HEAVY = {
    "spacy": {"parse"},
    "thinc": {"parse"},
    "simplemma": {"parse"},
    "numpy": {"parse", "merge"},
    "duckdb": {"store", "reading"},
    "trafilatura": {"reading"},
    "lxml": {"reading"},
    "feedparser": {"reading"},
    "fastwarc": {"reading"},
    "zstandard": {"reading"},
    "py3langid": {"reading"},
    "typer": {"cli"},
    "matplotlib": {"export", "merge"},
    "pydantic": {"gazetteer", "language", "ontology"},
}

LONGEST_FILE, LONGEST_FUNCTION, HEART = 400, 50, 100
#: Values that the codebook itself writes with an accent.
CODEBOOK_WORDS = {"communiqué"}
FORBIDDEN_MODULES = {"pickle", "marshal", "shelve", "dill", "cloudpickle"}
FORBIDDEN_CALLS = {"eval", "exec", "print", "breakpoint", "__import__"}


def room(path: Path) -> str:
    first = path.relative_to(PACKAGE).parts[0]
    return first.removesuffix(".py")


def tree_of(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf8"), filename=str(path))


def imports(tree: ast.Module) -> Iterator[str]:
    """Full dotted names of everything imported anywhere in a module."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "relative imports hide the rooms"
            yield node.module or ""


def short(path: Path) -> str:
    return str(path.relative_to(PACKAGE))


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_imports_point_downward(path: Path) -> None:
    own = room(path)
    if own == "__init__":  # the public face opens every door, lazily
        return
    assert own in LEVELS, f"{own} is no room of the house: name its level here and in docs/architecture.md"
    for name in imports(tree_of(path)):
        if not name.startswith("dragoman"):
            continue
        target = name.split(".")[1] if "." in name else "__init__"
        if target == own or (target == "__init__" and own == "cli"):
            continue
        assert target in LEVELS, f"{short(path)} imports {name}"
        assert LEVELS[target] < LEVELS[own], f"{short(path)} ({own}) imports {name}: imports point downward"


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_heavy_libraries_stay_in_their_rooms(path: Path) -> None:
    for name in imports(tree_of(path)):
        library = name.split(".")[0]
        assert room(path) in HEAVY.get(library, {room(path)}), f"{short(path)} imports {library}"


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_sizes(path: Path) -> None:
    lines = path.read_text(encoding="utf8").count("\n")
    assert lines <= LONGEST_FILE, f"{short(path)} has {lines} lines"
    for node in ast.walk(tree_of(path)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or node.lineno) - node.lineno + 1
            assert length <= LONGEST_FUNCTION, f"{short(path)}: {node.name} has {length} lines"


def test_the_heart_fits_on_one_screen() -> None:
    assert (PACKAGE / "pipeline.py").read_text(encoding="utf8").count("\n") <= HEART


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_nothing_dangerous_and_no_prints(path: Path) -> None:
    tree = tree_of(path)
    assert not FORBIDDEN_MODULES & {name.split(".")[0] for name in imports(tree)}
    called = {n.func.id for n in ast.walk(tree) if isinstance(n, ast.Call) and isinstance(n.func, ast.Name)}
    assert not FORBIDDEN_CALLS & called


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_no_state_in_module_globals(path: Path) -> None:
    """Module level holds constants in capitals; nothing rebinds a global."""
    tree = tree_of(path)
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.Global)]
    for node in tree.body:
        targets = (
            node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
        )
        for target in targets:
            mutable = isinstance(node.value, ast.List | ast.Dict | ast.Set | ast.ListComp | ast.DictComp)
            if isinstance(target, ast.Name) and mutable:
                assert target.id.isupper() or target.id.startswith("__") or target.id.strip("_").isupper(), target.id


def strings(tree: ast.Module) -> Iterator[ast.Constant]:
    """String constants that are no docstrings."""
    docstrings = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef) and node.body:
            first = node.body[0]
            if isinstance(first, ast.Expr) and isinstance(first.value, ast.Constant):
                docstrings.add(id(first.value))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield node


@pytest.mark.parametrize("path", MODULES, ids=short)
def test_no_language_in_python(path: Path) -> None:
    """Words of French and Spanish live in languages/: no accented word stands in a string of the code.

    Single letters are allowed: folding and character classes need them.
    """
    for node in strings(tree_of(path)):
        words = [w for w in node.value.replace("-", " ").split() if w.isalpha() and len(w) > 2 and not w.isascii()]
        latin = [w for w in words if any("À" <= c <= "ſ" for c in w) and w not in CODEBOOK_WORDS]
        # A character class or a row of letters is no word: it has no ASCII letter beside the accented ones.
        assert not [w for w in latin if any(c.isascii() for c in w)], f"{short(path)}:{node.lineno}: {node.value!r}"


def test_importing_dragoman_loads_nothing_heavy() -> None:
    script = "import sys, dragoman; print(*sorted(m.split('.')[0] for m in sys.modules))"
    loaded = set(
        subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    )
    assert not loaded & set(HEAVY)


def test_import_time_budget() -> None:
    """What `import dragoman` itself costs, in microseconds, by Python's own count."""
    command = [sys.executable, "-X", "importtime", "-c", "import dragoman"]
    runs = [subprocess.run(command, capture_output=True, text=True, check=True).stderr for _ in range(3)]
    costs = [int(line.split("|")[1]) for run in runs for line in run.splitlines() if line.endswith(" dragoman")]
    assert costs
    assert min(costs) < 150_000


def test_public_face() -> None:
    assert dragoman.__all__ == sorted(dragoman.__all__, key=lambda name: (name[0].islower(), name))
    for name in dragoman.__all__:
        assert getattr(dragoman, name).__doc__
