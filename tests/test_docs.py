"""What README and docs show is what happens: their commands and Python run, and print what they say.

In a `console` block, lines with `$ ` are run and the lines below are their output; `…` alone on a line stands for any lines. In a
`python` block, `>>>` examples are doctests and the rest is run as it stands. A block with `<!-- not run: why -->` above it is left alone.
"""

from __future__ import annotations

import doctest
import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PAGES = sorted([ROOT / "README.md", *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"(?P<before>[^\n]*)\n```(?P<kind>console|python)\n(?P<body>.*?)^```", re.M | re.S)


def blocks(page: Path) -> list[tuple[str, str]]:
    found = BLOCK.finditer(page.read_text(encoding="utf8"))
    return [(m["kind"], m["body"]) for m in found if not m["before"].startswith("<!-- not run:")]


@pytest.fixture
def workplace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder like a newcomer's: the examples, and nothing else."""
    shutil.copytree(ROOT / "examples", tmp_path / "examples")
    monkeypatch.chdir(tmp_path)
    scripts = tmp_path / "bin"
    scripts.mkdir()
    (scripts / "dragoman").write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m dragoman.cli "$@"\n')
    (scripts / "dragoman").chmod(0o755)
    monkeypatch.setenv("PATH", os.pathsep.join([str(scripts), os.environ["PATH"]]))
    monkeypatch.setenv("PYTHONPATH", os.pathsep.join([str(ROOT), os.environ.get("PYTHONPATH", "")]))
    return tmp_path


def run(command: str) -> str:
    done = subprocess.run(
        ["bash", "-c", command], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, timeout=300
    )
    return done.stdout


def matches(shown: str, printed: str) -> bool:
    """`…` alone on a line stands for any lines, within a line for any characters."""
    pattern = ""
    for line in shown.strip().split("\n"):
        pattern += "(?:.*\n)*?" if line.strip() == "…" else re.escape(line.rstrip()).replace("…", ".*") + "\n"
    lines = [line.rstrip() for line in printed.strip().split("\n")]
    return re.fullmatch(pattern, "\n".join(lines) + "\n") is not None


def console(body: str) -> list[tuple[str, str]]:
    """(command, output shown)"""
    steps: list[tuple[str, list[str]]] = []
    for line in body.split("\n"):
        if line.startswith("$ "):
            steps.append((line[2:], []))
        elif steps:
            steps[-1][1].append(line)
    return [(command, "\n".join(shown).strip("\n")) for command, shown in steps]


@pytest.mark.parametrize("page", [page for page in PAGES if blocks(page)], ids=lambda page: str(page.relative_to(ROOT)))
@pytest.mark.usefixtures("workplace")
def test_page(page: Path) -> None:
    names: dict[str, object] = {}
    for kind, body in blocks(page):
        if kind == "python" and ">>>" in body:
            examples = doctest.DocTestParser().get_doctest(body, names, str(page), None, None)
            runner = doctest.DocTestRunner(optionflags=doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE)
            report: list[str] = []
            runner.run(examples, out=report.append, clear_globs=False)
            assert not runner.failures, "".join(report)
            names.update(examples.globs)
        elif kind == "python":
            exec(compile(body, str(page), "exec"), names)
        else:
            for command, shown in console(body):
                printed = run(command)
                assert matches(shown, printed) if shown else True, f"$ {command}\n{printed}"


def test_every_page_is_linked_from_the_readme_or_another_page() -> None:
    texts = "\n".join(page.read_text(encoding="utf8") for page in PAGES)
    unlinked = [page.name for page in PAGES if page.name != "README.md" and f"{page.name})" not in texts]
    assert not unlinked


@pytest.mark.parametrize("notebook", sorted((ROOT / "docs" / "notebooks").glob("*.py")), ids=lambda path: path.stem)
def test_notebook(notebook: Path, workplace: Path) -> None:
    """Each notebook runs from its first cell to its last where a newcomer would run it, and leaves its picture."""
    pytest.importorskip("matplotlib")
    pytest.importorskip("pandas")
    done = subprocess.run(
        [sys.executable, str(notebook)],
        env={**os.environ, "MPLBACKEND": "Agg"},
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert notebook.read_text(encoding="utf8").count("# %%") > 3
    assert "COL → ECU, by week" in done.stdout
    assert "<svg" in (workplace / "two-states.svg").read_text(encoding="utf8")
