"""The small words of one language by which actors are told, as sets, and the language's table of names beside them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from dragoman.gazetteer import Gazetteer, Names
from dragoman.gazetteer.folding import fold
from dragoman.language import Language

#: How many different tokens are remembered in their folded shape.
REMEMBERED = 200_000


@dataclass
class Words:
    """`sets["grammar.genitive"]` are folded words of `actors.toml`; `met` remembers the folded shape of tokens."""

    names: Names
    sets: Mapping[str, frozenset[str]]
    courtesy: Mapping[str, str]
    met: dict[str, str] = field(default_factory=dict)

    def has(self, key: str, word: str) -> bool:
        """Whether a folded word is one of a set."""
        return word in self.sets.get(key, _NONE)

    def fold(self, text: str) -> str:
        found = self.met.get(text)
        if found is None:
            found = fold(text)
            if len(self.met) < REMEMBERED:
                self.met[text] = found
        return found


_NONE: frozenset[str] = frozenset()


def words_of(lang: Language, gazetteer: Gazetteer) -> Words:
    """The words of a language with the names of a gazetteer."""
    names = gazetteer.names(lang)
    sets = lang.compiled(_sets)
    courtesy = {w: g for g in ("m", "f", "any") for w in sets.get(f"courtesy.{g}", ())}
    return Words(names, sets, courtesy)


def _sets(lang: Language) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for table, body in lang.section("actors").items():
        if table == "bodies" or not isinstance(body, Mapping):
            continue
        for key, told in body.items():
            if isinstance(told, list):
                found[f"{table}.{key}"] = frozenset(fold(w).replace(" ", "") for w in told)
    dates = lang.section("times").get("words", {})
    told = [word for kind in ("weekday", "firm") for forms in dates.get(kind, {}).values() for word in forms]
    found["calendar"] = frozenset(fold(word) for word in told)
    verbs = lang.section("quotes").get("verbs", {})
    found["speech"] = frozenset(fold(verb) for listed in verbs.values() for verb in listed)
    return found
