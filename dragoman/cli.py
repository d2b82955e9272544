"""The command. Verbs only: every verb calls one function of the library."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from enum import StrEnum
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from dragoman.garbage import collect_seldom
from dragoman.types import BadInput, Coded

if TYPE_CHECKING:
    from dragoman.reading import Options, Tally

app = typer.Typer(
    name="dragoman",
    help="The reader of the world's dispatches: who did what to whom, who said what, when and where.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
gazetteer = typer.Typer(help="Who is who, and who was.", no_args_is_help=True)
app.add_typer(gazetteer, name="gazetteer")


class Format(StrEnum):
    """How the answer is written."""

    text = "text"
    jsonl = "jsonl"


class Listing(StrEnum):
    """How a list is written."""

    text = "text"
    jsonl = "jsonl"
    csv = "csv"


class Step(StrEnum):
    """How long a row of a dyad's table is."""

    day = "day"
    week = "week"
    month = "month"
    year = "year"


Sources = Annotated[
    list[str],
    typer.Argument(
        help="Files, folders, globs, addresses, - for standard input; a store, or an article in one: news/ID.",
        metavar="SOURCE…",
    ),
]
Lang = Annotated[
    str | None, typer.Option("--lang", "-l", help="Language of articles that state none (fr, en, es); else found out.")
]
Published = Annotated[
    str | None, typer.Option("--published", "-p", help="Publication date of articles that tell none: 2026-01-12.")
]
Columns = Annotated[
    str | None, typer.Option("--map", help="Which columns or fields hold what: text=body,published=date.")
]
Follow = Annotated[bool, typer.Option("--follow", help="Read the pages that a feed links to.")]
Gazetteers = Annotated[
    list[Path] | None,
    typer.Option("--gazetteer", "-g", help="Your own TOML file of people and bodies; may be repeated."),
]


@app.command()
def code(
    sources: Sources,
    lang: Lang = None,
    published: Published = None,
    format: Annotated[Format, typer.Option("--format", "-f", help="To read, or one JSON record a line.")] = Format.text,
    columns: Columns = None,
    follow: Follow = False,
    own: Gazetteers = None,
    out: Annotated[
        Path | None, typer.Option("--out", "-o", help="Keep everything in a store: a folder of tables.")
    ] = None,
    workers: Annotated[int, typer.Option("--workers", "-w", help="Processes that fill a store.")] = 2,
) -> None:
    """Code articles: quotations with their speakers, events with their sides, each with its words."""
    if out is not None:
        _fill(sources, out, workers, lang, published, columns, follow, own)
        return
    from dragoman.export.jsonl import line
    from dragoman.export.terminal import page

    write = line if format is Format.jsonl else page
    _print(write(coded) for coded in _coded(sources, lang, published, columns, follow, own))


@app.command()
def show(
    sources: Sources,
    html: Annotated[
        Path | None, typer.Option("--html", help="Write a page that stands alone, for one article.")
    ] = None,
    lang: Lang = None,
    published: Published = None,
    columns: Columns = None,
    follow: Follow = False,
    own: Gazetteers = None,
) -> None:
    """Explain each assertion about an article: the words it came from and the rule that made it."""
    from dragoman.export.html import save
    from dragoman.export.terminal import page

    coded = _coded(sources, lang, published, columns, follow, own)
    if html is not None:
        save(coded, html)
    else:
        _print(page(item, why=True) for item in coded)


@app.command()
def export(
    sources: Sources,
    to: Annotated[
        str,
        typer.Option("--to", "-t", help="csv, gdelt, gdelt-mentions, icews, jsonl, parquet, phoenix, plover, polecat."),
    ],
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The file to write, whole or not at all.")] = None,
    status: Annotated[str | None, typer.Option("--status", help="Only these: done,ongoing,future,…")] = None,
    each: Annotated[
        bool, typer.Option("--each", help="Of a merged store: one row a telling, not one an event.")
    ] = False,
    safe: Annotated[bool, typer.Option("--safe", help="Guard cells that a spreadsheet would run as formulas.")] = False,
    lang: Lang = None,
    published: Published = None,
    columns: Columns = None,
    follow: Follow = False,
    own: Gazetteers = None,
) -> None:
    """Write events in the columns that other sets use and notebooks read. A merged store gives one row an event of the world."""
    from dragoman.export import write
    from dragoman.run import kept, merged

    stores, others = kept(sources)
    alone = stores[0] if len(stores) == 1 and not others and not stores[0].article else None
    found = merged(alone.place) if alone and not each else None
    coded: Iterable[Coded] = alone if alone and found else _coded(sources, lang, published, columns, follow, own)
    statuses = frozenset(status.split(",")) if status else None
    if out is None:
        _print(write.lines(coded, to, statuses=statuses, safe=safe, merged=found))
    else:
        rows = write.export(coded, to, out, statuses=statuses, safe=safe, merged=found)
        typer.echo(f"dragoman: {rows} rows in {out}", err=True)


@app.command()
def quotes(
    sources: Sources,
    speaker: Annotated[str | None, typer.Option("--speaker", "-s", help="Only by this speaker.")] = None,
    about: Annotated[str | None, typer.Option("--about", "-a", help="Only with these words in them.")] = None,
    lang: Lang = None,
    published: Published = None,
    format: Annotated[Listing, typer.Option("--format", "-f", help="To read, JSON lines, or a table.")] = Listing.text,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="The file to write, whole or not at all.")] = None,
    columns: Columns = None,
    follow: Follow = False,
    own: Gazetteers = None,
) -> None:
    """List who said what, with date and source."""
    from dragoman.export import quotations
    from dragoman.export.write import whole

    write = {Listing.text: quotations.pages, Listing.jsonl: quotations.lines, Listing.csv: quotations.table}[format]
    coded = _coded(sources, lang, published, columns, follow, own)
    lines = write((item, quotations.chosen(item, speaker=speaker, about=about)) for item in coded)
    if out is None:
        _print(lines)
        return
    with whole(out) as add:
        for line in lines:
            add(line + "\n")


@app.command()
def explain(
    sentence: Annotated[str, typer.Argument(help="A sentence, or a few.")],
    lang: Lang = None,
    published: Published = None,
) -> None:
    """Print a sentence's tree, its triggers, the rules that fired and those that were blocked, and why."""
    from dragoman.explain import explain as explained
    from dragoman.pipeline import default_kit
    from dragoman.reading import article

    typer.echo(explained(article(sentence, lang=lang, published=published), default_kit()))


Folder = Annotated[Path, typer.Argument(help="The folder that `dragoman code --out` filled.", metavar="STORE")]


@app.command()
def query(
    store: Folder,
    sql: Annotated[
        str, typer.Argument(help="One SELECT over articles, events, participants, quotations, times, places.")
    ],
    format: Annotated[Listing, typer.Option("--format", "-f", help="To read, JSON lines, or a table.")] = Listing.text,
    seconds: Annotated[float, typer.Option("--seconds", help="Stop after so long.")] = 30.0,
    memory: Annotated[int, typer.Option("--memory", help="Megabytes it may use.")] = 1024,
) -> None:
    """Ask a store one question in SQL; nothing can be written."""
    from dragoman.store import query_lines

    _print(query_lines(store, sql, form=format.value, seconds=seconds, memory_mb=memory))


@app.command()
def merge(store: Folder) -> None:
    """Bring together what many articles tell of one event, across languages, and link stories in time."""
    from dragoman.merge import merge as merged

    typer.echo(merged(store).line())


@app.command()
def dyad(
    store: Folder,
    first: Annotated[str, typer.Argument(help="One side: MEX.")],
    second: Annotated[str, typer.Argument(help="The other: USA.")],
    by: Annotated[Step, typer.Option("--by", help="How long a row is.")] = Step.week,
    since: Annotated[str | None, typer.Option("--since", help="First day: 2026-01-01.")] = None,
    until: Annotated[str | None, typer.Option("--until", help="Last day.")] = None,
    one_a_day: Annotated[
        bool, typer.Option("--one-a-day", help="Count what repeats date, sides and code once.")
    ] = False,
    plot: Annotated[Path | None, typer.Option("--plot", help="Draw it: out.svg, out.png.")] = None,
    format: Annotated[Listing, typer.Option("--format", "-f", help="To read, JSON lines, or a table.")] = Listing.text,
) -> None:
    """Cooperation and conflict between two sides over time."""
    from dragoman.merge import dyad_lines

    _print(
        dyad_lines(
            store,
            first,
            second,
            by=by.value,
            since=since,
            until=until,
            one_a_day=one_a_day,
            form=format.value,
            plot_to=plot,
        )
    )


@gazetteer.command()
def who(
    description: Annotated[str, typer.Argument(help="An office or a name, as a dispatch writes it.")],
    on: Annotated[str | None, typer.Option("--on", help="The day: 2020-05-01. Else the last day known.")] = None,
    lang: Annotated[
        str | None, typer.Option("--lang", "-l", help="Language of the description (fr, en, es); else found out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object a line.")] = False,
    own: Gazetteers = None,
) -> None:
    """Who held an office on a day, or which offices a person held."""
    from dragoman.export.holders import lines, table
    from dragoman.gazetteer import load_gazetteer
    from dragoman.language import load_language, shipped

    folders = [load_language(code) for code in ([lang] if lang else shipped())]
    found = load_gazetteer(own or ()).who(description, on=on, lang=folders)
    _print(lines(found) if as_json else table(found))
    if not found:
        typer.echo(f"dragoman: nobody known as {description!r}" + (f" on {on}" if on else ""), err=True)
        raise typer.Exit(1)


def _coded(
    sources: list[str],
    lang: str | None,
    published: str | None,
    columns: str | None,
    follow: bool,
    own: list[Path] | None,
) -> Iterator[Coded]:
    """Code every readable article; tell what was wrong with the others on standard error and end with exit code 1."""
    from dragoman.pipeline import code as code_articles
    from dragoman.pipeline import load_kit
    from dragoman.reading import Tally, read
    from dragoman.reading.progress import shown
    from dragoman.run import kept

    stores, others = kept(sources)
    tally = Tally()
    options = _options(columns, follow, tally)
    articles = read(others, lang=lang, published=published, on_error="keep", options=options)
    kit = load_kit(gazetteer=own) if own else None
    faults = 0
    for coded in chain(*stores, shown(code_articles(articles, kit=kit, on_error="keep"), tally)):
        if coded.error is not None:
            faults += 1
            typer.echo(f"dragoman: {coded.error}", err=True)
        yield coded
    if tally.line():
        typer.echo(f"dragoman: {tally.line()}", err=True)
    if faults:
        raise typer.Exit(1)


def _fill(
    sources: list[str],
    out: Path,
    workers: int,
    lang: str | None,
    published: str | None,
    columns: str | None,
    follow: bool,
    own: list[Path] | None,
) -> None:
    """Fill a store; what was wrong is told on standard error, and ends with exit code 1."""
    from dragoman.reading import Tally
    from dragoman.run import code_to_store

    options = _options(columns, follow, Tally())
    done = code_to_store(
        sources, out, workers=workers, lang=lang, published=published, options=options, gazetteer=own or ()
    )
    for line in (*done.set_aside, done.line()):
        typer.echo(f"dragoman: {line}", err=True)
    if done.faults:
        raise typer.Exit(1)


def _options(columns: str | None, follow: bool, tally: Tally) -> Options:
    from dragoman.reading import Options

    return Options(columns=_columns(columns), follow=follow, tally=tally)


def _columns(told: str | None) -> dict[str, str]:
    """`text=body,published=date` → {"text": "body", "published": "date"}."""
    pairs = [pair.partition("=") for pair in (told or "").split(",") if pair.strip()]
    if any(not field.strip() or not column.strip() for field, _, column in pairs):
        raise BadInput(f"--map {told!r} is not understood", fix="write field=column, as in text=body,published=date")
    return {field.strip(): column.strip() for field, _, column in pairs}


def _print(pages: Iterable[str]) -> None:
    for text in pages:
        typer.echo(text)


def main() -> None:
    """Entry point: faults of the user's making are told in one line, without a traceback."""
    collect_seldom()
    try:
        app()
    except BadInput as fault:
        typer.echo(f"dragoman: {fault}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output has gone: that is no fault
        sys.stderr.close()


if __name__ == "__main__":
    main()
