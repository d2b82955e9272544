"""Which offices a title may stand for in a country or an organisation."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from dragoman.gazetteer.model import is_country
from dragoman.gazetteer.names import Entry

if TYPE_CHECKING:
    from dragoman.gazetteer import Gazetteer

#: Role words that name an office only together with a ministry's business.
OF_MINISTRY = frozenset({"minister", "secretary", "secretary-of-state"})
#: Offices of a state that the head of a government below it may be called by.
HEADS = frozenset({"president", "prime-minister", "leader", "governor"})


def offices_meant(gazetteer: Gazetteer, roles: Iterable[Entry], portfolios: Sequence[str], of: str) -> list[str]:
    """Office keys that role words may stand for, the likeliest first. `of` is a country's code or an organisation's key."""
    found: list[str] = []
    for entry in sorted(roles, key=lambda e: e.only != of):
        if entry.only and entry.only != of:
            continue
        if entry.ref == "leader" and is_country(of):
            found += gazetteer.leader_offices(of)
        elif entry.ref in OF_MINISTRY or (entry.ref in ("chief", "boss") and portfolios):
            found += [f"{portfolio}-minister" for portfolio in portfolios]
        elif entry.ref in gazetteer.roles:
            found += gazetteer.roles[entry.ref].holds
        else:
            found.append(entry.ref)
    if not is_country(of):
        found += ["leader"] if "prime-minister" in found else []
        found += ["chair", "leader"] if "president" in found else []
        found += ["premier", "governor"] if HEADS & set(found) else []
    return [office for office in dict.fromkeys(found) if office in gazetteer.offices]
