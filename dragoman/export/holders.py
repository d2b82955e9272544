"""Who held an office, as the gazetteer answers: a table for people, JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from dragoman.gazetteer.who import Holder


def table(holders: Iterable[Holder]) -> Iterator[str]:
    """One line a person: name, codes, office, from and to."""
    for holder in holders:
        codes = " ".join((holder.code, *holder.sectors))
        yield f"{holder.name} [{codes}]  {holder.office}  {holder.since} – {holder.until or 'today'}"


def lines(holders: Iterable[Holder]) -> Iterator[str]:
    """One JSON object a line: name, code, sectors, office, from, to."""
    for holder in holders:
        plain = asdict(holder)
        plain["from"], plain["to"] = plain.pop("since"), plain.pop("until") or None
        yield json.dumps(plain, ensure_ascii=False)
