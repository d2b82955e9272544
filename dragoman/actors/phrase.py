"""One noun phrase that tells an actor, as the builder leaves it and the resolver reads it."""

from __future__ import annotations

from dataclasses import dataclass, field

from dragoman.actors.scan import Hit
from dragoman.gazetteer import is_country
from dragoman.gazetteer.names import Entry
from dragoman.types import Entity, Sentence

#: Relations that a noun phrase's head bears to what is outside it, the most telling first.
OUTWARD = ("nsubj", "obj", "iobj", "obl", "nmod", "root", "conj", "appos", "parataxis", "amod", "compound")


@dataclass(slots=True)
class Phrase:
    """Tokens start..end of a sentence. `name` is the stretch of a person's name; `owner` the body or person it belongs to,
    `borne` whoever told before it belongs to ("its leader", "a spokesman for the group"). `worded` is the
    name of an organisation that is not known, `bodied` the kind of body it begins with."""

    kind: str
    start: int
    end: int
    hit: Hit | None = None
    codes: list[str] = field(default_factory=list)
    organisations: list[str] = field(default_factory=list)
    owner: Phrase | None = None
    portfolios: list[str] = field(default_factory=list)
    besides: list[Entry] = field(default_factory=list)
    flags: set[str] = field(default_factory=set)
    determiner: str = ""
    names: list[tuple[int, int]] = field(default_factory=list)
    seen: str = ""
    head: int = -1
    core: int = -1
    seat: Entry | None = None
    borne: Entity | None = None
    worded: list[str] = field(default_factory=list)
    bodied: str = ""

    def belongs(self, ref: str) -> None:
        """Enter what an adjective of belonging means: a country's code or an organisation's key."""
        (self.codes if is_country(ref) else self.organisations).append(ref)

    def entries(self, *kinds: str) -> list[Entry]:
        return [e for e in self.hit.entries if e.kind in kinds] if self.hit is not None else []

    @property
    def number(self) -> str:
        """ "s" or "p" by the form of the word; empty where the form does not tell."""
        numbers = {e.number for e in self.entries(self.kind)}
        return (numbers.pop() if len(numbers) == 1 else "") or self.seen

    @property
    def gender(self) -> str:
        genders = {e.gender for e in self.entries(self.kind)}
        return genders.pop() if len(genders) == 1 else ""


def head_of(sentence: Sentence, start: int, end: int, core: int) -> int:
    """The token by which a phrase hangs on the rest of the sentence; `core` where it is one of several."""
    tokens = sentence.tokens
    if start <= core < end and not start <= tokens[core].head < end and tokens[core].deprel != "punct":
        return core
    best, best_rank = core if start <= core < end else end - 1, len(OUTWARD) + 1
    for k in range(start, end):
        if not start <= tokens[k].head < end:
            relation = tokens[k].deprel.split(":")[0]
            rank = OUTWARD.index(relation) if relation in OUTWARD else len(OUTWARD)
            if rank < best_rank and tokens[k].upos not in ("PUNCT", "DET", "ADP", "CCONJ"):
                best, best_rank = k, rank
    return best
