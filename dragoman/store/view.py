"""A store's tables for reading: DuckDB relations, and pandas, polars or Arrow where they are installed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Literal

from dragoman.store.folder import check, shelf
from dragoman.store.shards import connect, quoted
from dragoman.store.tables import TABLES, coded_of
from dragoman.types import BadInput, Coded

As = Literal["rows", "pandas", "polars", "arrow"]

#: What a store is read as → the library that must be installed, and the relation's method.
_AS = {"pandas": ("pandas", "df"), "polars": ("polars", "pl"), "arrow": ("pyarrow", "to_arrow_table")}


@dataclass(frozen=True)
class Store:
    """An opened store. `faults` names the shards that could not be read, one line each; the rest is here.

    `store.events` and the like are DuckDB relations: `store.events.filter("type = 'THREATEN'").df()`.
    """

    folder: Path
    shards: tuple[Path, ...]
    faults: tuple[str, ...]
    connection: Any

    @property
    def articles(self) -> Any:
        """Articles: one row each, its text among the columns."""
        return self.relation("articles")

    @property
    def events(self) -> Any:
        """Events as the articles tell them: one row for each event of each article."""
        return self.relation("events")

    @property
    def participants(self) -> Any:
        """Who: one row for each mention, with its role (actor, recipient, claimed_by, speaker, addressee, mentioned)."""
        return self.relation("participants")

    @property
    def quotations(self) -> Any:
        """Words said."""
        return self.relation("quotations")

    @property
    def times(self) -> Any:
        """Time expressions."""
        return self.relation("times")

    @property
    def places(self) -> Any:
        """Places."""
        return self.relation("places")

    def relation(self, table: str) -> Any:
        """A table as a DuckDB relation. Raises BadInput for a name that no table has."""
        known = [
            name
            for (name,) in self.connection.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()
        ]
        if table not in known:
            raise BadInput(f"no table {table!r}", source=str(self.folder), fix=f"one of {', '.join(sorted(known))}")
        return self.connection.table(table)

    def table(self, name: str, *, as_: As = "rows") -> Any:
        """A whole table: a list of dictionaries, or a pandas or polars frame, or an Arrow table.

        Raises BadInput where the library is not installed.
        """
        relation = self.relation(name)
        if as_ == "rows":
            return [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()]
        library, method = _AS[as_]
        needed = [library, *(["pyarrow"] if as_ == "polars" else [])]
        if missing := [one for one in needed if find_spec(one) is None]:
            raise BadInput(f"{missing[0]} is not installed", fix=f"pip install {missing[0]}")
        return getattr(relation, method)()

    def coded(self, ids: Sequence[str] | None = None) -> Iterator[Coded]:
        """What was coded, as `dragoman.code` gave it, one shard in memory at a time; only these articles where ids are given."""
        for shard in self.shards:
            found = {}
            for table in TABLES:
                key = "id" if table == "articles" else "article_id"
                asked = f"SELECT * FROM read_parquet({quoted(shard / f'{table}.parquet')})"
                if ids is not None:
                    asked += f" WHERE {key} IN (SELECT unnest(?))"
                cursor = self.connection.cursor().execute(asked, [list(ids)] if ids is not None else [])
                names = [column[0] for column in cursor.description]
                found[table] = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
            yield from coded_of(found)

    def close(self) -> None:
        """Let go of the connection."""
        self.connection.close()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def open_store(folder: str | Path) -> Store:
    """Open a store for reading; it may be written meanwhile: what is finished when it is opened is what is seen.

    Raises BadInput for a folder that is no store or of another schema. Corrupt shards are named in `faults` and left out.
    """
    place = check(Path(folder))
    found = shelf(place)
    connection = connect(memory="2GB", threads=2)
    for name, statement in views(place, found.sound).items():
        connection.execute(f'CREATE VIEW "{name}" AS {statement}')
    return Store(place, found.sound, found.faults, connection)


def stored(source: str) -> tuple[Path, str] | None:
    """(store, article id) where a source names a store or an article in one ("news/", "news/ID"), the id empty for the whole store.

    None where it names something else.
    """
    path = Path(source)
    for place in (path, *path.parents):
        if (place / "store.json").is_file():
            below = path.relative_to(place).as_posix()
            return place, "" if below == "." else below
        if place.exists():
            break
    return None


def files_of(folder: Path, shards: Sequence[Path]) -> dict[str, list[Path]]:
    """Table → the Parquet files it lies in; beside the shards' tables those that lie in `merged/`."""
    made = {table: [shard / f"{table}.parquet" for shard in shards] for table in TABLES}
    current = folder / "merged" / "current"
    if current.is_file():
        below = folder / "merged" / current.read_text(encoding="utf8").strip()
        made |= {path.stem: [path] for path in sorted(below.glob("*.parquet"))}
    return made


def views(folder: Path, shards: Sequence[Path]) -> dict[str, str]:
    """Table → the SELECT that reads it."""
    made = {}
    for table, files in files_of(folder, shards).items():
        if files:
            made[table] = f"SELECT * FROM read_parquet([{', '.join(quoted(file) for file in files)}])"
        else:
            empty = ", ".join(f'CAST(NULL AS {kind}) AS "{name}"' for name, kind in TABLES[table].items())
            made[table] = f"SELECT {empty} WHERE false"
    return made
