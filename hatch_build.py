"""Compiles the language folders to one JSON file each while the wheel is built: TOML parses slowly, JSON fast.

Examples are left out: they are for the tests and for readers of the source.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface


class CompileData(BuildHookInterface[Any]):
    """Called by hatchling before the wheel is packed."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:  # noqa: ARG002
        if version == "editable":  # a checkout reads its TOML, so that an edit is seen at once
            return
        root = Path(self.root)
        sys.path.insert(0, str(root))
        try:
            from dragoman.gazetteer import compile_gazetteer
            from dragoman.language import read_folder, shipped
        finally:
            sys.path.remove(str(root))
        languages = root / "dragoman" / "languages"
        target = languages / "_compiled"
        target.mkdir(exist_ok=True)
        for code in shipped():
            sections = without_examples(read_folder(languages / code))
            (target / f"{code}.json").write_text(
                json.dumps(sections, ensure_ascii=False, sort_keys=True), encoding="utf8"
            )
        compile_gazetteer(root / "dragoman" / "gazetteer" / "_compiled")

    def finalize(self, version: str, build_data: dict[str, Any], artifact_path: str) -> None:  # noqa: ARG002
        """Leave no compiled copy in the checkout: it would go stale and be read instead of the TOML."""
        import shutil

        for folder in ("languages", "gazetteer"):
            shutil.rmtree(Path(self.root) / "dragoman" / folder / "_compiled", ignore_errors=True)


def without_examples(value: Any) -> Any:
    """The same tables without their `examples`."""
    if isinstance(value, dict):
        return {key: without_examples(inner) for key, inner in value.items() if key != "examples"}
    return value
