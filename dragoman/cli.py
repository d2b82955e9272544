"""The command. Verbs only: every verb calls one function of the library."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated, Any

import typer

from dragoman.types import Article, BadInput, Coded

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


Sources = Annotated[
    list[str], typer.Argument(help="Files, folders, globs, addresses, or - for standard input.", metavar="SOURCE…")
]
Lang = Annotated[
    str | None, typer.Option("--lang", "-l", help="Language of the articles (fr, en, es); found out if not given.")
]
Published = Annotated[
    str | None, typer.Option("--published", "-p", help="Publication date for articles that tell none, as 2026-01-12.")
]


@app.command()
def code(
    sources: Sources,
    lang: Lang = None,
    published: Published = None,
    format: Annotated[
        Format, typer.Option("--format", "-f", help="text to read, or one JSON record a line.")
    ] = Format.text,
) -> None:
    """Code articles: quotations with their speakers, events with their sides, each with its words."""
    from dragoman.export.jsonl import line
    from dragoman.export.terminal import page

    _print((line if format is Format.jsonl else page)(coded) for coded in _coded(sources, lang, published))


@app.command()
def show(sources: Sources, lang: Lang = None, published: Published = None) -> None:
    """Explain each assertion about an article: the words it came from and the rule that made it."""
    from dragoman.export.terminal import page

    _print(page(coded, why=True) for coded in _coded(sources, lang, published))


def _coded(sources: list[str], lang: str | None, published: str | None, **options: Any) -> Iterable[Coded]:
    """Code every readable article; tell what was wrong with the others on standard error and end with exit code 1."""
    from dragoman import code as code_articles
    from dragoman import read

    articles: Iterable[Article] = read(sources, lang=lang, published=published, on_error="keep", **options)
    faults = 0
    for coded in code_articles(articles, on_error="keep"):
        if coded.error is not None:
            faults += 1
            typer.echo(f"dragoman: {coded.error}", err=True)
        yield coded
    if faults:
        raise typer.Exit(1)


def _print(pages: Iterable[str]) -> None:
    for text in pages:
        typer.echo(text)


def main() -> None:
    """Entry point: faults of the user's making are told in one line, without a traceback."""
    try:
        app()
    except BadInput as fault:
        typer.echo(f"dragoman: {fault}", err=True)
        sys.exit(1)
    except BrokenPipeError:  # the reader of our output has gone: that is no fault
        sys.stderr.close()


if __name__ == "__main__":
    main()
