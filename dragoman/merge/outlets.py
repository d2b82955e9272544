"""Who published an article, as far as its record tells."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

#: A path or a file's name is where an article lay, not who published it.
_FILE = re.compile(r"[/\\]|\.[A-Za-z]{2,7}$|^-$")


def outlet_of(row: Mapping[str, Any]) -> str:
    """The host of its address; else its source, unless that is a file's name; else its agency; else nothing."""
    if row["url"]:
        try:
            host = urlsplit(row["url"]).hostname or ""
        except ValueError:
            host = ""
        if host:
            return host.removeprefix("www.")
    source = row["source"] or ""
    return source if source and not _FILE.search(source) else row["agency"] or ""
