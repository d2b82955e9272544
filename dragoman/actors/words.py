"""The small words of one language by which actors are told, as sets, and the language's table of names beside them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dragoman.gazetteer import Gazetteer, Names
from dragoman.gazetteer.folding import fold
from dragoman.language import Language
from dragoman.types import Sentence

#: Modifiers that say something of a role, as flags.
FLAGS = ("former", "deputy", "elect", "acting", "regional")
#: Determiners, by the set that holds them; the first that has a word tells its kind.
DETERMINERS = (
    ("poss", "grammar.possessive_s"), ("poss", "grammar.possessive_p"), ("own", "grammar.possessive_first"),
    ("dem", "grammar.demonstrative"), ("indef", "grammar.indefinite"), ("def", "grammar.articles"), ("def", "grammar.contracted"),
)  # fmt: skip
#: Sets that hold every word by which a pronoun or possessive is told.
STANDING_FOR = (
    "pronouns.other", "pronouns.other_first", "pronouns.this", "pronouns.both", "pronouns.both_first", "pronouns.subject",
    "pronouns.object",
    "grammar.possessive_s", "grammar.possessive_p",
)  # fmt: skip
#: How many different tokens are remembered in their folded shape.
REMEMBERED = 200_000


class Folds(dict[str, str]):
    """Tokens to their folded shapes, each made once: asking a dict is much faster than folding."""

    def __missing__(self, text: str) -> str:
        shape = fold(text)
        if len(self) < REMEMBERED:
            self[text] = shape
        return shape


@dataclass
class Words:
    """`sets["grammar.genitive"]` are folded words of `actors.toml`; `met` remembers the folded shape of tokens."""

    names: Names
    sets: Mapping[str, frozenset[str]]
    courtesy: Mapping[str, str]
    flags: Mapping[str, str]
    determiners: Mapping[str, str]
    met: Folds = field(default_factory=Folds)

    def has(self, key: str, word: str) -> bool:
        """Whether a folded word is one of a set."""
        return word in self.sets.get(key, _NONE)

    def fold(self, text: str) -> str:
        return self.met[text]

    def folded(self, sentence: Sentence) -> list[str]:
        """The folded shapes of a sentence's tokens."""
        met = self.met
        return [met[t.text] for t in sentence.tokens]


_NONE: frozenset[str] = frozenset()


def words_of(lang: Language, gazetteer: Gazetteer) -> Words:
    """The words of a language with the names of a gazetteer."""
    names = gazetteer.names(lang)
    sets = lang.compiled(_sets)
    courtesy = lang.compiled(_courtesy)
    return Words(names, sets, courtesy, lang.compiled(_flags), lang.compiled(_determiners), lang.compiled(_folds))


def _folds(lang: Language) -> Folds:  # one for all gazetteers: shapes do not depend on what is known
    del lang
    return Folds()


def _flags(lang: Language) -> dict[str, str]:
    """What a modifier says of a role, by the word: "former", "deputy", …; the first of `FLAGS` that has it."""
    sets = lang.compiled(_sets)
    return {word: flag for flag in reversed(FLAGS) for word in sets.get(f"modifiers.{flag}", ())}


def _determiners(lang: Language) -> dict[str, str]:
    """Which kind of determiner a word is."""
    sets = lang.compiled(_sets)
    return {word: kind for kind, key in reversed(DETERMINERS) for word in sets.get(key, ())}


def _courtesy(lang: Language) -> dict[str, str]:
    sets = lang.compiled(_sets)
    return {w: g for g in ("m", "f", "any") for w in sets.get(f"courtesy.{g}", ())}


def _sets(lang: Language) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    actors = lang.section("actors")
    for table, body in actors.items():
        if table == "bodies" or not isinstance(body, Mapping):
            continue
        for key, told in body.items():
            if isinstance(told, list):
                found[f"{table}.{key}"] = frozenset(fold(w).replace(" ", "") for w in told)
    dates = lang.section("times").get("words", {})
    told = [word for kind in ("weekday", "firm") for forms in dates.get(kind, {}).values() for word in forms]
    others = actors.get("pronouns", {}).get("other", ())
    found["pronouns.other_first"] = frozenset(fold(w).split()[0] for w in others if " " in w)
    found["calendar"] = frozenset(fold(word) for word in told)
    pairs = actors.get("pronouns", {}).get("both", ())
    found["pronouns.both_first"] = frozenset(fold(w).split()[0] for w in pairs if " " in w)
    verbs = lang.section("quotes").get("verbs", {})
    found["pronouns.any"] = frozenset().union(*(found.get(key, ()) for key in STANDING_FOR))
    found["documents.any"] = frozenset().union(
        *(found.get(f"documents.{k}", _NONE) for k in ("words", "groups", "pairs"))
    )
    found["speech"] = frozenset(fold(verb) for listed in verbs.values() for verb in listed)
    return found


def sector_of_name(words: Iterable[str], table: Words) -> str:
    """What kind of body bears such words in its name; the kinds in the order of `[named]` in actors.toml. Empty for none."""
    met = set(words)
    for key, told in table.sets.items():
        if key.startswith("named.") and met & told:
            return key.removeprefix("named.").upper()
    return ""
