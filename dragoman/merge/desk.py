"""What a merge works on, laid out by day: new articles, and old ones near them, with their events, sides and times.

Copied once from the store into a scratch database on the disk, in the order of the days, so that a day costs what it holds and
not what the store holds.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from dragoman.merge.periods import day_of
from dragoman.store import Store

_EVENT = (
    "e.event_id, e.article_id, e.type, e.mode, e.status, e.date, e.sense, e.cameo, e.quad, e.score, e.goldstein, e.contexts, "
    "e.place_name, e.place_country, e.place_precision, e.place_geonames, e.evidence_text, e.evidence_start, e.actor_codes, "
    "e.recipient_codes, e.actor_names, e.recipient_names"
)


class Desk:
    """The scratch database. Days are ordinals."""

    def __init__(self, store: Store, scratch: Path, *, around: int) -> None:
        """Lay out what is new, and what is old and within `around` days of it."""
        self._run = store.connection.cursor()
        spill = str(scratch.with_suffix(".spill")).replace("'", "''")
        self._do(f"SET temp_directory = '{spill}'")
        self._do(f"ATTACH '{str(scratch).replace(chr(39), chr(39) * 2)}' AS desk")
        merged = bool(self._ask("SELECT 1 FROM duckdb_views() WHERE view_name = 'copies'"))
        if not merged:
            self._do("CREATE VIEW copies AS SELECT NULL::VARCHAR AS article_id, NULL::VARCHAR AS copy_of WHERE false")
        self._do(
            "CREATE TABLE desk.fresh AS SELECT id FROM articles WHERE error IS NULL AND id NOT IN (SELECT article_id FROM copies)"
        )
        self._lay_days(around)
        self._do(
            "CREATE TABLE desk.articles AS SELECT a.id, a.text, a.published, a.lang, a.url, a.source, a.agency, d.day, c.copy_of, "
            "f.id IS NOT NULL AS fresh FROM articles a JOIN desk.days d USING (published) LEFT JOIN desk.fresh f ON f.id = a.id "
            "LEFT JOIN copies c ON c.article_id = a.id WHERE f.id IS NOT NULL OR (c.article_id IS NOT NULL AND d.near) "
            "ORDER BY d.day, a.published, a.id"
        )
        joined = "JOIN (SELECT id, day, published, lang, url, source, agency, fresh FROM desk.articles) a ON a.id ="
        own = "a.day, a.fresh, a.published, a.lang, a.url, a.source, a.agency"
        self._do(
            f"CREATE TABLE desk.events AS SELECT {_EVENT}, e.position, {own} FROM events e {joined} e.article_id ORDER BY a.day"
        )
        self._do(
            f"CREATE TABLE desk.actors AS SELECT p.owner_id, p.role, p.name, p.code, p.key, p.sectors, p.text, a.day "
            f"FROM participants p {joined} p.article_id WHERE p.role IN ('actor', 'recipient') ORDER BY a.day"
        )
        self._do(
            f"CREATE TABLE desk.times AS SELECT t.article_id, t.span_start, t.span_end, a.day FROM times t {joined} t.article_id "
            "ORDER BY a.day"
        )
        where = "m.event_id, m.merged_id, m.story_id, a.day" if merged else "NULL AS event_id, NULL, NULL, a.day"
        source = f"merges m {joined} m.article_id WHERE NOT a.fresh" if merged else "desk.articles a WHERE false"
        self._do(f"CREATE TABLE desk.merges AS SELECT {where} FROM {source} ORDER BY a.day")

    def days(self, *, fresh: bool) -> list[int]:
        """Days on which something new (or old) was published, in order."""
        return [
            day
            for (day,) in self._ask(
                "SELECT DISTINCT day FROM desk.articles WHERE fresh = $fresh ORDER BY day", fresh=fresh
            )
        ]

    def articles(self, day: int, *, fresh: bool) -> list[tuple[str, str, str, str | None]]:
        """(id, text, publication, what it was found to copy) of a day's articles, in order."""
        return self._ask(
            "SELECT id, text, published, copy_of FROM desk.articles WHERE day = $day AND fresh = $fresh ORDER BY published, id",
            day=day, fresh=fresh,
        )  # fmt: skip

    def events(self, day: int, *, fresh: bool) -> list[dict[str, Any]]:
        """Rows of events, with their articles' fields."""
        self._run.execute(
            "SELECT * FROM desk.events WHERE day = $day AND fresh = $fresh ORDER BY published, article_id, position",
            {"day": day, "fresh": fresh},
        )
        return self._dicts()

    def cast(self, day: int) -> defaultdict[str, list[dict[str, Any]]]:
        """Event → rows of its sides."""
        self._run.execute("SELECT * FROM desk.actors WHERE day = $day", {"day": day})
        found: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        for row in self._dicts():
            found[row["owner_id"]].append(row)
        return found

    def times(self, day: int) -> defaultdict[str, list[tuple[int, int]]]:
        """Article → the spans of its times."""
        found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
        for key, start, end in self._ask(
            "SELECT article_id, span_start, span_end FROM desk.times WHERE day = $day", day=day
        ):
            found[key].append((start, end))
        return found

    def where(self, day: int) -> dict[str, tuple[str, str]]:
        """Event → (merged id, story id) that the last merge gave it."""
        found = self._ask("SELECT * EXCLUDE (day) FROM desk.merges WHERE day = $day", day=day)
        return {event: (merged, story) for event, merged, story in found}

    def undated(self) -> list[tuple[str, str | None]]:
        """(id, publication as told) of new articles of which no day of publication is known."""
        return self._ask(
            "SELECT f.id, a.published FROM desk.fresh f JOIN articles a ON a.id = f.id "
            "WHERE f.id NOT IN (SELECT id FROM desk.articles) ORDER BY f.id"
        )

    def close(self) -> None:
        """Let go of the scratch database."""
        self._do("DETACH desk")
        self._run.close()

    def _lay_days(self, around: int) -> None:
        """Publication as written → day, and whether something new was published near it."""
        told = {published: day for (published,) in self._ask("SELECT DISTINCT published FROM articles WHERE published IS NOT NULL")
                if (day := day_of(published))}  # fmt: skip
        fresh = self._ask("SELECT DISTINCT a.published FROM articles a JOIN desk.fresh f ON f.id = a.id")
        near = {told[one].toordinal() + k for (one,) in fresh if one in told for k in range(-around, around + 1)}
        ordinals = [day.toordinal() for day in told.values()]
        self._do(
            "CREATE TABLE desk.days AS SELECT unnest($published::VARCHAR[]) AS published, unnest($day::INTEGER[]) AS day, "
            "unnest($near::BOOLEAN[]) AS near",
            published=list(told), day=ordinals, near=[day in near for day in ordinals],
        )  # fmt: skip

    def _do(self, sql: str, **given: Any) -> None:
        self._run.execute(sql, given or None)

    def _ask(self, sql: str, **given: Any) -> list[Any]:
        found: list[Any] = self._run.execute(sql, given or None).fetchall()
        return found

    def _dicts(self) -> list[dict[str, Any]]:
        names: Iterable[str] = [column[0] for column in self._run.description]
        return [dict(zip(names, row, strict=True)) for row in self._run.fetchall()]
