"""A store's articles, day by day → copies, events of the world and stories, kept in the store. Only what is new is worked on."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dragoman.merge.desk import Desk
from dragoman.merge.features import Telling, telling
from dragoman.merge.gather import WINDOW, Gathered, Gatherer
from dragoman.merge.match import WEIGHTS, Weights
from dragoman.merge.minhash import DAYS, Copies
from dragoman.merge.summary import COPIES, MERGED_EVENTS, MERGES, summary
from dragoman.store import open_store
from dragoman.store.merged import Drawer, merging

TABLES = {"copies": COPIES, "merges": MERGES, "merged_events": MERGED_EVENTS}
KEYS = {"copies": "article_id", "merges": "event_id", "merged_events": "merged_id"}
#: Statuses that are compared and merged: told as something that is, was or will be. Others stay events of their own.
MERGED = ("done", "ongoing", "future", "negated", "hypothetical")


@dataclass(slots=True)
class Woven:
    """What one merge did: new articles, copies among them, new tellings, events they founded, stories among those."""

    articles: int = 0
    copies: int = 0
    tellings: int = 0
    events: int = 0
    stories: int = 0
    faults: tuple[str, ...] = ()

    def line(self) -> str:
        """One line for a person."""
        return (
            f"{self.articles} new articles ({self.copies} copies), {self.tellings} tellings: {self.events} new events in "
            f"{self.stories} new stories"
        )


def merge(folder: str | Path, *, weights: Weights = WEIGHTS, said: Callable[[int], None] = lambda _: None) -> Woven:
    """Merge what is new in a store; the tables `merges`, `merged_events` and `copies` stand beside its others afterwards.

    Articles are taken in the order of their publication; those without a date keep their events to themselves. `said` is told how
    many articles more were merged. Raises BadInput for a folder that is no store, is being written, or a full disk.
    """
    place = Path(folder)
    with merging(place), open_store(place) as store:
        drawer = Drawer(place, TABLES)
        try:
            desk = Desk(store, drawer.scratch(), around=2 * WINDOW)
            woven = _Loom(desk, Gatherer(weights), drawer).run(said)
            woven.faults = store.faults
            desk.close()
            drawer.keep(KEYS)
        except BaseException:
            drawer.drop()
            raise
    return woven


@dataclass(slots=True)
class _Loom:
    """One run, day by day. Old articles are on the desk only where they lie within days of new ones."""

    desk: Desk
    gatherer: Gatherer
    drawer: Drawer
    copies: Copies = field(default_factory=Copies)
    woven: Woven = field(default_factory=Woven)

    def run(self, said: Callable[[int], None]) -> Woven:
        old, loaded = self.desk.days(fresh=False), -1
        for day in self.desk.days(fresh=True):
            for other in old:
                if max(loaded + 1, day - 2 * WINDOW) <= other <= day + 2 * WINDOW:
                    self._load(other)
            loaded = max(loaded, day + 2 * WINDOW)
            self._close(day - WINDOW)
            said(self._merge(day))
        self._close(None)
        undated = self.desk.undated()
        self.drawer.lay("copies", ({"article_id": key, "copy_of": key, "published": told} for key, told in undated))
        self.woven.articles += len(undated)
        said(len(undated))
        return self.woven

    def _merge(self, day: int) -> int:
        """The new articles of one day; how many there were."""
        groups: dict[str, str] = {}
        for key, text, published, _ in self.desk.articles(day, fresh=True):
            groups[key] = self.copies.add(key, text, day)
            self.woven.copies += groups[key] != key
            self.drawer.lay("copies", [{"article_id": key, "copy_of": groups[key], "published": published}])
        self.woven.articles += len(groups)
        for one in self._tellings(day, groups, fresh=True):
            count = len(self.gatherer.events)
            found = self.gatherer.add(one)
            new = len(self.gatherer.events) > count
            self.woven.tellings += 1
            self.woven.events += new
            self.woven.stories += new and found.story == "s-" + one.event_id
            self.drawer.lay("merges", [_merge_row(one, found)])
        return len(groups)

    def _load(self, day: int) -> None:
        """Put the old articles of a day where the last merge had put them."""
        groups = {}
        for key, text, _, group in self.desk.articles(day, fresh=False):
            groups[key] = self.copies.add(key, text, day, group)
        where = self.desk.where(day)
        for one in self._tellings(day, groups, fresh=False):
            if one.event_id in where:
                self.gatherer.put(one, *where[one.event_id])

    def _tellings(self, day: int, groups: dict[str, str], *, fresh: bool) -> Iterator[Telling]:
        """The tellings of a day's articles, in the order of their reports."""
        cast, times = self.desk.cast(day), self.desk.times(day)
        for row in self.desk.events(day, fresh=fresh):
            key = row["article_id"]
            if row["status"] in MERGED and (one := telling(row, cast[row["event_id"]], times[key], groups[key])):
                yield one

    def _close(self, before: int | None) -> None:
        """Write the events that are closed, if anything was added to them."""
        closed = self.gatherer.forget(before if before is not None else 1 << 40)
        self.drawer.lay("merged_events", (summary(event) for event in closed if event.touched))
        if before is not None:
            self.copies.forget(before + WINDOW - DAYS)


def _merge_row(one: Telling, event: Gathered) -> dict[str, Any]:
    return {
        "event_id": one.event_id,
        "article_id": one.article_id,
        "merged_id": event.id,
        "story_id": event.story,
        "published": one.published,
    }
