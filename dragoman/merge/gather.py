"""Tellings, met in the order of their reports, gather into events; events into stories. What is settled is never redone."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from dragoman.merge.features import Telling
from dragoman.merge.match import WEIGHTS, Rarity, Weights, content, score

#: A telling is compared with events that were told within so many days before; then an event is closed.
WINDOW = 10
#: Only so many events of one block are compared, the latest, and so many tellings of one event.
BLOCK, MEMBERS = 60, 6
#: Events of the same sides are one story where they lie within so many days and share so much of their rarer words.
STORY_DAYS, STORY_CONTENT = 7, 0.30


@dataclass(slots=True)
class Gathered:
    """One event of the world: its tellings, the first first. Its id is made of the telling that founded it."""

    id: str
    story: str
    tellings: list[Telling]
    touched: bool = True

    @property
    def last(self) -> int:
        return max(telling.report for telling in self.tellings)


@dataclass(slots=True)
class Gatherer:
    """The events of the last days, and the blocks by which they are found."""

    weights: Weights = WEIGHTS
    events: dict[str, Gathered] = field(default_factory=dict)
    rarity: Rarity = field(default_factory=Rarity)
    blocks: dict[tuple[str, int], list[str]] = field(default_factory=lambda: defaultdict(list))
    by_article: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))
    stale: int = 0

    def put(self, telling: Telling, event: str, story: str) -> None:
        """Put a telling where an earlier run had put it."""
        if event not in self.events:
            self.events[event] = Gathered(event, story, [], touched=False)
        self._join(self.events[event], telling)

    def add(self, telling: Telling) -> Gathered:
        """The event that this telling tells: one that is known, or a new one."""
        best, found = self.weights.enough, None
        for event in self._near(telling):
            reached = self._score(telling, event)
            if reached >= best:
                best, found = reached, event
        if found is None:
            found = Gathered("m-" + telling.event_id, self._story(telling) or "s-" + telling.event_id, [])
            self.events[found.id] = found
        found.touched = True
        self._join(found, telling)
        return found

    def forget(self, before: int) -> list[Gathered]:
        """Close and hand out the events last told before a day (an ordinal)."""
        closed = [event for event in self.events.values() if event.last < before]
        for event in closed:
            del self.events[event.id]
            for telling in event.tellings:
                self.rarity.remove(telling.lang, telling.roots)
                self.by_article.pop(telling.article_id, None)
        self.stale += len(closed)
        if self.stale > len(self.events):  # now and then, so that a day costs what it holds
            kept = ((key, [name for name in several if name in self.events]) for key, several in self.blocks.items())
            self.blocks = defaultdict(list, {key: several for key, several in kept if several})
            self.stale = 0
        return closed

    def _join(self, event: Gathered, telling: Telling) -> None:
        event.tellings.append(telling)
        self.rarity.add(telling.lang, telling.roots)
        self.by_article[telling.article_id].append(event.id)
        for key in telling.blocks():
            for day in _days(telling):
                block = self.blocks[key, day]
                if event.id not in block[-BLOCK:]:
                    block.append(event.id)

    def _near(self, telling: Telling) -> list[Gathered]:
        """Events in the telling's blocks, none of which the same article tells already: its events are distinct."""
        taken = set(self.by_article.get(telling.article_id, ()))
        names = dict.fromkeys(
            name
            for key in telling.blocks()
            for day in _days(telling, slack=1)
            for name in self.blocks.get((key, day), ())[-BLOCK:]
            if name not in taken
        )
        found = (self.events[name] for name in names if name in self.events)
        return [event for event in found if abs(telling.report - event.tellings[0].report) <= WINDOW]

    def _score(self, telling: Telling, event: Gathered) -> float:
        """The mean over the event's tellings, of which the first and the latest are looked at."""
        several = event.tellings
        if len(several) > MEMBERS:
            several = several[:2] + several[2 - MEMBERS :]
        return sum(score(telling, other, self.rarity, self.weights) for other in several) / len(several)

    def _story(self, telling: Telling) -> str | None:
        """The story of its article's other events; else of the most alike event of the same sides in the days before."""
        for name in self.by_article.get(telling.article_id, ()):
            return self.events[name].story
        best, found = STORY_CONTENT, None
        pairs = [key for key in telling.blocks() if "|" in key]
        days = range(telling.report - STORY_DAYS, telling.report + 1)
        names = dict.fromkeys(
            name for key in pairs for day in days for name in self.blocks.get((key, day), ())[-BLOCK:]
        )
        for name in names:
            if name not in self.events:
                continue
            reached = content(telling, self.events[name].tellings[0], self.rarity)
            if reached >= best:
                best, found = reached, self.events[name].story
        return found


def _days(telling: Telling, *, slack: int = 0) -> range:
    """Days of a telling's blocks: those it may have happened on, but no more than a week of a loose date."""
    first, last = telling.first, telling.last
    if last - first > 7:
        middle = min(max(telling.report, first), last)
        first, last = max(first, middle - 5), min(last, middle + 1)
    return range(first - slack, last + slack + 1)
