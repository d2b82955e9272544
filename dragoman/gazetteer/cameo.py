"""CAMEO actor codes for the exports, and actor dictionaries in the PETRARCH format that users own.

CAMEO is the codebook of Gerner, Schrodt and Yilmaz (2012). Its sector codes differ from PLOVER's: MED is the media there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from dragoman.types import BadInput, Entity

#: PLOVER sector (codebook §2) to CAMEO role code.
ROLES = dict.fromkeys(("IGO", "NGO"), "") | {"JRN": "MED", "MED": "HLH"}
ROLES |= {s: s for s in "GOV MIL COP SPY JUD LEG OPP PTY REB UAF CRM BUS LAB EDU REL CVL REF ELI".split()}
#: Our codes to CAMEO's where they differ.
CODES = {"XKX": "KSV", "ROU": "ROM", "TLS": "TMP"}
#: Where an actor belongs to no country, its role says what it is.
STATELESS = {"IGO": "IGO", "NGO": "NGO", "MNC": "MNC", "IMG": "IMG"}


def cameo_code(entity: Entity) -> str:
    """The CAMEO actor code: country and role ("USAGOV"), a stateless body's own ("IGO"), the role alone, or empty."""
    role = next((ROLES[s] for s in entity.sectors if ROLES.get(s)), "")
    if entity.code in STATELESS:
        stateless = STATELESS[entity.code or ""]
        return stateless + (role if role not in ("", "GOV") else "")
    country = CODES.get(entity.code or "", entity.code or "")
    if country and entity.key == entity.code and not entity.head:
        return country
    return country + role


#: One line of an actor dictionary: an actor or a "+" synonym, with its codes in brackets.
_CODES = re.compile(r"\[([^\[\]]*)\]")


def import_actors(path: Path) -> str:
    """A CAMEO or PETRARCH actor dictionary as a gazetteer file of ours (TOML text), to be saved and given as `--gazetteer`.

    Actors of a country and a role become organisations with that code and sector; dated codes keep the last one, because our
    files tell offices, not codes. Raises BadInput where no actor is found.
    """
    entries = dict(_actors(path))
    if not entries:
        raise BadInput(
            "holds no actor in the PETRARCH format", source=str(path), fix="lines such as MEXICAN_ARMY_ [MEXMIL]"
        )
    lines = [f"# Made from {path.name} by Dragoman.", ""]
    for key, (code, sectors, names) in entries.items():
        listed = ", ".join(json.dumps(name, ensure_ascii=False) for name in names)
        told = ", ".join(f'"{s}"' for s in sectors)
        lines += [
            f"[organisations.{key}]",
            f'code = "{code}"',
            f"sectors = [{told}]",
            f"names = {{ name = [{listed}] }}",
            "",
        ]
    return "\n".join(lines)


def _actors(path: Path) -> Iterator[tuple[str, tuple[str, list[str], list[str]]]]:
    try:
        lines = path.read_text(encoding="utf8").splitlines()
    except (OSError, UnicodeDecodeError) as fault:
        raise BadInput(
            f"cannot be read: {fault}", source=str(path), fix="give the path of a dictionary in UTF-8"
        ) from fault
    names: list[str] = []
    codes: list[str] = []
    for line in [*(raw.split("#")[0].split(";")[0].strip() for raw in lines), "END_"]:
        if not line or line.startswith(("<!--", ";")):
            continue
        found = [c.split()[0] for c in _CODES.findall(line) if c.split()]
        name = _name(_CODES.sub("", line))
        if line.startswith("+"):
            names.append(name)
        elif line.startswith("[") or not name:
            codes += found
        else:
            if names and codes and (coded := _ours(codes[-1])):
                yield _key(names[0]), (*coded, names)
            names, codes = [name], []
        codes += found if line.startswith("+") or not line.startswith("[") else []


def _name(raw: str) -> str:
    return " ".join(word.capitalize() for word in raw.lstrip("+").replace("_", " ").split())


def _key(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "actor"


def _ours(code: str) -> tuple[str, list[str]] | None:
    """A CAMEO code as our code and sectors: the first three letters, then the first role that we know."""
    back = {v: k for k, v in ROLES.items() if v} | {"MED": "JRN", "HLH": "MED"}
    country, roles = code[:3].upper(), [code[i : i + 3].upper() for i in range(3, len(code), 3)]
    countries = {v: k for k, v in CODES.items()}
    ours = STATELESS.get(country) or countries.get(country, country)
    if len(ours) != 3 or not ours.isalpha():
        return None
    return ours, [back[r] for r in roles if r in back] or [ours] * (ours in ("IGO", "NGO")) or ["GOV"]
