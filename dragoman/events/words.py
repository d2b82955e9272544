"""The words a language folder gives to the events room: grammar words as sets, event patterns as a lexicon.

A pattern is written as in `docs/how-to/events-lexicon.md`: "accuse R of C", "lift/ease sanction against R".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from sys import intern
from typing import Any, Literal

from dragoman.language import Language

Kind = Literal["verbs", "nouns", "adjectives"]

#: Files of `languages/<xx>/events/` that hold grammar words; every other file there holds senses.
GRAMMAR_FILES = ("grammar", "light", "report", "modality", "contexts", "lists")
KINDS: tuple[Kind, ...] = ("verbs", "nouns", "adjectives")
SLOTS = frozenset("RACX")
#: Tables of endings and what stands in their place → the flag that holds the endings alone.
ENDINGS = {"participles": "participle_endings", "finite_endings": "verb_endings", "agreeing": "agreeing_endings"}
NONE: frozenset[str] = frozenset()
#: A named list in a pattern.
LISTED = re.compile(r"<([a-z_]+)>")


#: Kinds of side that a common noun alone may show, most telling first.
KINDS_OF_SIDE = ("REB", "MIL", "COP", "JUD", "REF", "CRM", "OPP", "LAB", "JRN", "NGO", "GOV", "PTY")


class Words(dict[str, frozenset[str]]):
    """Grammar words of one language: `words["light.do"]` is a set of lemmas, empty where the language has none."""

    def __init__(
        self, sets: Mapping[str, frozenset[str]], contracted: Mapping[str, str], flags: Mapping[str, Any]
    ) -> None:
        super().__init__(sets)
        self.contracted, self.flags = contracted, flags
        self.according = tuple(sets.get("report.according", ()))
        self.participle_endings: tuple[str, ...] = flags.get("participle_endings", ())
        self.agreeing: tuple[str, ...] = flags.get("agreeing_endings", ())
        self.verb_endings: tuple[str, ...] = flags.get("verb_endings", ())
        self.infinitive_endings = tuple(sets.get("grammar.infinitive_endings", ()))
        #: Endings of words whose form may hide a verb of another lemma.
        self.hiding = self.participle_endings + self.verb_endings
        #: Word → the kind of side that it shows as a common noun (`[people]` in `languages/<xx>/events/grammar.toml`).
        self.kinds = {word: kind for kind in reversed(KINDS_OF_SIDE) for word in sets.get(f"people.{kind}", ())}

    def __missing__(self, key: str) -> frozenset[str]:
        return self.setdefault(key, NONE)


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a pattern: plain words (`role` empty) or a slot. `preps` are the prepositions that must mark it.

    `lent` are those of the plain word before it, whose phrase it may head: "on hunger strike".
    """

    role: str
    words: frozenset[str]
    preps: frozenset[str]
    must: bool
    lent: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to say a sense. `subject` is the role of the verb's subject: A unless the pattern says otherwise.

    `own`: its `unless` was written for this pattern alone, so that its words count wherever they stand.
    """

    text: str
    kind: Kind
    sense: str
    heads: tuple[str, ...]
    reflexive: bool
    subject: str
    subject_must: bool
    items: tuple[Item, ...]
    unless: frozenset[str]
    only_with: frozenset[str]
    own: bool = False

    needs: tuple[frozenset[str], ...] = field(init=False)
    ordered: tuple[Item, ...] = field(init=False)
    fixed: int = field(init=False)
    marked: bool = field(init=False)
    #: Fixed words, kinds of slot, pieces: no match of the pattern weighs more.
    most: tuple[int, int, int] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "marked", all(item.preps for item in self.items))
        object.__setattr__(self, "ordered", tuple(sorted(self.items, key=lambda item: item.role == "C")))
        object.__setattr__(self, "needs", tuple(item.words for item in self.items if not item.role))
        object.__setattr__(self, "fixed", len(self.needs) + bool(self.only_with) + self.reflexive)
        roles = {item.role for item in self.items if item.role}
        object.__setattr__(self, "most", (self.fixed, len(roles), len(self.items)))

    @property
    def literals(self) -> int:
        """How many plain words the pattern has beside its head."""
        return len(self.needs)


@dataclass(frozen=True, slots=True)
class Heading:
    """The patterns of one head with their places as `tellingly` orders them, found by a plain word that they need.

    They are tried in the order of what they may weigh, so that few are tried once a good one holds.
    `bare` are those that need none, in `alone` themselves; `by_word` gives the positions of the rest by each of the words one
    of which must be there, `others` what else must.
    """

    patterns: tuple[Pattern, ...]
    bare: tuple[int, ...] = field(init=False)
    by_word: Mapping[str, tuple[int, ...]] = field(init=False)
    others: tuple[tuple[frozenset[str], ...], ...] = field(init=False)
    tried: tuple[tuple[int, Pattern], ...] = field(init=False)
    alone: tuple[tuple[int, Pattern], ...] = field(init=False)
    words: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        bare: list[int] = []
        others: list[tuple[frozenset[str], ...]] = []
        by_word: dict[str, tuple[int, ...]] = {}
        tried = tuple(sorted(enumerate(self.patterns), key=lambda told: told[1].most, reverse=True))
        for k, (_, pattern) in enumerate(tried):
            wanted = [*pattern.needs, *([pattern.only_with] if pattern.only_with else [])]
            if not wanted:
                bare.append(k)
            rarest = min(wanted, key=len, default=NONE)
            others.append(tuple(words for words in wanted if words is not rarest))
            for word in rarest:
                by_word[word] = (*by_word.get(word, ()), k)
        object.__setattr__(self, "bare", tuple(bare))
        object.__setattr__(self, "tried", tried)
        object.__setattr__(self, "alone", tuple(tried[k] for k in bare))
        object.__setattr__(self, "others", tuple(others))
        object.__setattr__(self, "by_word", by_word)
        object.__setattr__(self, "words", frozenset(by_word))

    def among(self, vocabulary: frozenset[str]) -> Sequence[tuple[int, Pattern]]:
        """The patterns all of whose plain words may stand in a sentence of these words, with their places, as they are tried."""
        met = self.words & vocabulary
        if not met:
            return self.alone
        tried, others = self.tried, self.others
        found = {
            k
            for word in met
            for k in self.by_word[word]
            if not others[k] or not any(wanted.isdisjoint(vocabulary) for wanted in others[k])
        }
        return [tried[k] for k in sorted([*self.bare, *found])] if found else self.alone


@dataclass(frozen=True)
class Lexicon:
    """Patterns by the lemma of their head, as `tellingly` orders them.

    `ambiguous` heads open patterns of several types and say nothing alone.
    """

    by_head: Mapping[str, tuple[Pattern, ...]]
    ambiguous: frozenset[str] = frozenset()
    headings: Mapping[str, Heading] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "headings", {head: Heading(found) for head, found in self.by_head.items()})


def grammar_words(lang: Language) -> Words:
    """The grammar words of a language. Compiled once with `lang.compiled(grammar_words)`."""
    sets: dict[str, frozenset[str]] = {}
    flags: dict[str, Any] = {}
    contracted: dict[str, str] = {}
    for file in GRAMMAR_FILES:
        for key, value in lang.section(f"events/{file}").items():
            if key in ENDINGS:
                flags[key] = tuple(map(tuple, value))
                flags[ENDINGS[key]] = tuple(ending for ending, _ in value)
            elif key == "contracted":
                contracted = dict(value)
            elif isinstance(value, list):
                sets[f"{file}.{key}"] = frozenset(value)
            elif isinstance(value, dict):
                sets |= {f"{key}.{inner}": frozenset(words) for inner, words in value.items()}
            else:
                flags[key] = value
    sided = (words for key, words in sets.items() if key.startswith("people.") and key[7:].isupper())
    sets["people.sided"] = NONE.union(*sided)
    sets["grammar.pairs"] = sets.get("grammar.pair", NONE) | sets.get("grammar.pair_sides", NONE)
    sets["grammar.that"] = sets.get("grammar.complementisers", NONE) - sets.get("grammar.infinitive_mark", NONE)
    return Words(sets, contracted, flags)


def lexicon(lang: Language) -> Lexicon:
    """The event patterns of a language. Compiled once with `lang.compiled(lexicon)`."""
    words = lang.compiled(grammar_words)
    by_head: dict[str, list[Pattern]] = {}
    for file, body in lang.under("events").items():
        if file.split("/")[-1] in GRAMMAR_FILES:
            continue
        for kind, table in body.items():
            for name, entry in table.items():
                for pattern in entry_patterns(f"{kind}.{name}", entry, words):
                    for head in pattern.heads:
                        by_head.setdefault(head, []).append(pattern)
    types = {head: {p.sense.split(".")[0] for p in found if p.kind != "nouns"} for head, found in by_head.items()}
    ambiguous = frozenset(head for head, found in types.items() if len(found) > 1)
    return Lexicon({head: tellingly(found) for head, found in by_head.items()}, ambiguous)


def tellingly(patterns: Iterable[Pattern]) -> tuple[Pattern, ...]:
    """Patterns of one head in the order in which they are tried: those with most fixed words first."""
    return tuple(sorted(patterns, key=lambda p: -p.fixed))


def entry_patterns(sense: str, entry: Mapping[str, Any], words: Words) -> Iterator[Pattern]:
    """The patterns of one entry of the lexicon, in order.

    A pattern is a string, or a table whose `unless` and `only_with` stand in place of the entry's for it alone.
    Raises ValueError for a pattern without a head and a table without `is`.
    """
    common = {key: _listed(entry.get(key, ()), sense, words) for key in ("unless", "only_with")}
    for kind in KINDS:
        for told in entry.get(kind, ()):
            own: Mapping[str, Any] = {"is": told} if isinstance(told, str) else told
            if "is" not in own or set(own) - {"is", "unless", "only_with"}:
                raise ValueError(f"pattern {told!r} of {sense} is no table of is, unless and only_with")
            unless, only_with = (
                _listed(own[key], sense, words) if key in own else shared for key, shared in common.items()
            )
            yield parse_pattern(own["is"], kind, sense, words, unless=unless, only_with=only_with, own="unless" in own)


def _listed(told: Iterable[str], sense: str, words: Words) -> frozenset[str]:
    """The words of `unless` or `only_with`."""
    return _options(_spelt("/".join(told), sense, words)) - {""}


def _options(piece: str) -> frozenset[str]:
    """The words between which a piece leaves the choice; a word that many patterns name is kept once."""
    return frozenset(map(intern, piece.split("/")))


def parse_pattern(
    text: str, kind: Kind, sense: str, words: Words, *,
    unless: frozenset[str] = frozenset(), only_with: frozenset[str] = frozenset(), own: bool = False,
) -> Pattern:  # fmt: skip
    """Read one pattern. Raises ValueError where it has no head."""
    pieces = _split(_spelt(text, sense, words), words)
    subject, subject_must = "A", False
    if pieces and _slot(pieces[0]) and kind != "nouns":
        subject, subject_must = pieces[0][0], pieces[0].endswith("!")
        pieces = pieces[1:]
    pieces, reflexive = _reflexive(pieces, words) if kind == "verbs" else (pieces, False)
    if not pieces or _slot(pieces[0]):
        raise ValueError(f"pattern {text!r} of {sense} has no head")
    head, before, rest = _head(pieces, kind, words)
    items = [Item("", _options(p), frozenset(), True) for p in before] + _items(rest, words)
    marks = words["grammar.object_marks"]
    if (
        marks
        and kind == "verbs"
        and not any(item.role in ("C", "X") or (not item.role and not item.preps) for item in items)
    ):
        items = [replace(i, preps=frozenset()) if i.role == "R" and i.preps and i.preps <= marks else i for i in items]
    if kind != "nouns" and not items:
        items = [Item("R", frozenset(), frozenset(), False)]
    return Pattern(
        text,
        kind,
        sense,
        tuple(head.split("/")),
        reflexive,
        subject,
        subject_must,
        tuple(items),
        unless,
        only_with,
        own,
    )


def _spelt(text: str, sense: str, words: Words) -> str:
    """A pattern with its named lists written out: "<crowd>" stands for every word of that list in `lists.toml`."""

    def listed(name: re.Match[str]) -> str:
        found = words[f"lists.{name[1]}"]
        if not found or any(word.split() != [word] for word in found):
            raise ValueError(f"{name[0]} in {text!r} of {sense} is no list of single words")
        return "/".join(sorted(found))

    return LISTED.sub(listed, text)


def _split(text: str, words: Words) -> list[str]:
    spaced = text.replace("’", "'").replace("'", "' ")
    pieces = [p if _slot(p) else p.lower() for p in spaced.split() if p not in words["grammar.articles"]]
    if words.flags.get("split_hyphens"):
        pieces = [q for p in pieces for q in (p.split("-") if p.strip("-") and "/" not in p else [p])]
    return pieces


def _slot(piece: str) -> bool:
    return piece.rstrip("!") in SLOTS


def _reflexive(pieces: list[str], words: Words) -> tuple[list[str], bool]:
    """French "se réunir", "s'en prendre"; Spanish "reunirse"."""
    clitics = words["grammar.reflexive"]
    if pieces and pieces[0] in clitics and len(pieces) > 1:
        rest = pieces[1:]
        if rest[0] in words["grammar.prepositions"] and len(rest) > 1:
            rest = [rest[1], rest[0] + "*", *rest[2:]]
        return rest, True
    suffix = str(words.flags.get("reflexive_suffix", ""))
    if pieces and suffix and pieces[0].split("/")[0].endswith("r" + suffix):
        return ["/".join(p.removesuffix(suffix) for p in pieces[0].split("/")), *pieces[1:]], True
    return pieces, False


def _head(pieces: list[str], kind: Kind, words: Words) -> tuple[str, list[str], list[str]]:
    """(head, words before it, pieces after it)."""
    if kind == "nouns" and words.flags.get("noun_head") == "last":
        end = next((k for k, p in enumerate(pieces) if k and (_slot(p) or _preps(p, words))), len(pieces))
        return pieces[end - 1], pieces[: end - 1], pieces[end:]
    return pieces[0], [], pieces[1:]


def _preps(piece: str, words: Words) -> frozenset[str]:
    options = frozenset(words.contracted.get(p, p) for p in piece.split("/"))
    return options if options <= words["grammar.prepositions"] else NONE


def _items(pieces: list[str], words: Words) -> list[Item]:
    items: list[Item] = []
    pending: frozenset[str] = frozenset()
    for piece in pieces:
        if _slot(piece):
            items.append(Item(piece[0], frozenset(), pending, piece.endswith("!")))
        elif piece.endswith("*"):
            items.append(Item("", frozenset({piece[:-1]}), frozenset(), True))
            continue
        elif found := _preps(piece, words):
            if pending:
                items.append(Item("", pending, frozenset(), True))
            pending = found
            continue
        else:
            before = items[-1] if items and not pending and not items[-1].role else None
            lent = before.preps | before.lent if before else frozenset()
            items.append(Item("", _options(piece), pending, True, lent))
        pending = frozenset()
    if pending:
        items.append(Item("", pending, frozenset(), True))
    return items
