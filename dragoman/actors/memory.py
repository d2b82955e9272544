"""Who was mentioned so far in an article, and who a later, shorter mention may be."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from dragoman.actors.words import Words
from dragoman.gazetteer.folding import fold, key_of
from dragoman.types import Entity, Mention

#: Codes of no country.
NO_COUNTRY = frozenset({"IGO", "NGO", "MNC", "IMG"})
#: How much more than any other an article must tell of a country that its bare "police" or "parliament" is of.
CLEAR = 1.3
#: How many sentences back a bare title or a pronoun may look.
TITLE_REACH, PRONOUN_REACH = 40, 3


@dataclass(slots=True)
class Known:
    """One entity of the article. `roles` are the role and body words used of it; the last mention's place and relation follow."""

    entity: Entity
    kind: str
    roles: set[str] = field(default_factory=set)
    portfolios: set[str] = field(default_factory=set)
    sentence: int = 0
    token: int = 0
    relation: str = ""
    count: int = 0
    spoke: bool = False


@dataclass(slots=True)
class Memory:
    """Entities by key, in order of first mention; people also by the key of their surname, the longest of which has `longest` letters."""

    words: Words
    known: dict[str, Known] = field(default_factory=dict)
    surnames: dict[str, str] = field(default_factory=dict)
    longest: int = 0
    small_firsts: set[str] = field(default_factory=set)
    weights: dict[str, int] = field(default_factory=dict)
    sure: set[str] = field(default_factory=set)
    evidence: set[str] = field(default_factory=set)

    def note(
        self, entity: Entity, kind: str, *, sentence: int, token: int, relation: str,
        roles: set[str] | None = None, portfolios: set[str] | None = None,
    ) -> Entity:  # fmt: skip
        """Enter a mention; gives the entity as first told, richer than the mention may be."""
        known = self.known.get(entity.key)
        if known is None:
            known = self.known[entity.key] = Known(entity, kind)
        elif known.entity.code is None and entity.code is not None:
            known.entity = entity
        if roles:
            known.roles |= roles
        if portfolios:
            known.portfolios |= portfolios
        known.sentence, known.token, known.relation = sentence, token, relation
        known.count += 1
        return known.entity

    def completed(self, mention: Mention) -> Mention:
        """A mention with what the article tells only later of whom it means."""
        known = self.known.get(mention.entity.key)
        if known is None or known.entity is mention.entity:
            return mention
        told, entity = known.entity, mention.entity
        if (told.code is None or entity.code is not None) and (not told.sectors or entity.sectors):
            return mention
        code, sectors = entity.code or told.code, entity.sectors or told.sectors
        return replace(mention, entity=replace(entity, code=code, sectors=sectors, office=entity.office or told.office))

    def call(self, name: str, key: str) -> None:
        """From now on this short name means that entity; a name that several bear means the last who was told."""
        short = key_of(name)
        self.surnames[short] = key
        self.longest = max(self.longest, len(short))
        if not name[:1].isupper():
            self.small_firsts.add(fold(name).split()[0].split("-")[0])
            self.small_firsts.add(fold(name).split()[0])

    def call_person(self, name: str, key: str) -> None:
        """Whom somebody told in full may be called: the last word, and where family names are double, without the second."""
        words = name.split()
        self.call(words[-1], key)
        if len(words) > 2 and self.words.sets.get("names.double"):
            for short in (words[-2], " ".join(words[:-1])):
                if short[:1].isupper() and key_of(short) not in self.surnames:
                    self.call(short, key)

    def call_all(self, names: Iterable[str], key: str) -> None:
        for name in names:
            self.call(name, key)

    def call_by_given_name(self, name: str, key: str) -> None:
        """Whom nobody knows may be called by the first of two names, unless that means somebody else."""
        words = name.split()
        if len(words) == 2 and words[0][:1].isupper() and key_of(words[0]) not in self.surnames:
            self.call(words[0], key)

    def by_surname(self, name: str) -> Entity | None:
        key = self.surnames.get(key_of(name))
        return self.known[key].entity if key in self.known else None

    def recent(self, *kinds: str) -> Iterator[Known]:
        """Entities of these kinds, the last mentioned first; in one sentence, its subject before the others."""
        ordered = sorted(
            (k for k in self.known.values() if not kinds or k.kind in kinds),
            key=lambda k: (k.sentence, k.relation.startswith("nsubj"), k.token),
            reverse=True,
        )
        return iter(ordered)

    def weigh(self, code: str, weight: int) -> None:
        """Evidence that the article is about a country."""
        self.evidence.add(code)
        self.weights[code] = self.weights.get(code, 0) + weight

    def main_country(self, clear: float = CLEAR) -> str | None:
        """The country that the article tells of most, if no other is told nearly as much."""
        ranked = sorted(((n, c) for c, n in self.weights.items() if c not in NO_COUNTRY), reverse=True)
        if not ranked:
            return None
        return ranked[0][1] if len(ranked) == 1 or ranked[0][0] >= clear * ranked[1][0] else None
