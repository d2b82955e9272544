"""A dyad to look at: lines for a terminal, a table in CSV, a plot in SVG or PNG."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from dragoman.merge.dyads import Count, Dyad
from dragoman.merge.periods import next_of
from dragoman.store.lines import plain
from dragoman.types import BadInput

#: Types in the order of their quad classes: the columns of a table.
TYPES = ("AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN",
         "PROTEST", "SANCTION", "MOBILIZE", "COERCE", "ASSAULT")  # fmt: skip
QUADS = ("verbal cooperation", "material cooperation", "verbal conflict", "material conflict")
#: Told apart by those who see no colours, too: dark means material, blue cooperation, orange conflict.
COLOURS = ("#9ecae1", "#2171b5", "#fdae6b", "#b30000")
WIDTH = 24
PLOTS = (".svg", ".png", ".pdf")


def table(dyad: Dyad) -> Iterator[str]:
    """Lines of CSV: one row a period and direction. What is missing is empty, what is zero is 0."""
    head = ["period", "start", "source", "target", "missing", "coverage", "n", "vc", "mc", "vk", "mk", "net", "plover_sum", "plover_mean",
            "goldstein_sum", "goldstein_mean", "stories", "outlets", "articles", "share", *(kind.lower() for kind in TYPES)]  # fmt: skip
    yield _csv(head)
    for count in dyad.counts:
        types = [None] * len(TYPES) if count.missing else [count.types.get(kind, 0) for kind in TYPES]
        yield _csv([
            count.period, count.start, count.source, count.target, int(count.missing), count.coverage, count.n,
            *(count.quads or (None,) * 4), count.net, count.plover_sum, count.plover_mean, count.goldstein_sum,
            count.goldstein_mean, count.stories, count.outlets, count.articles, count.share, *types,
        ])  # fmt: skip


def record(dyad: Dyad) -> Iterator[dict[str, Any]]:
    """One plain dictionary a period and direction, then one for each threat, promise and demand."""
    for count in dyad.counts:
        row = {name: getattr(count, name) for name in count.__slots__}
        yield {**row, "start": count.start.isoformat(), "types": dict(count.types), "missing": count.missing}
    for item in dyad.told:
        yield {name: getattr(item, name) for name in item.__slots__}


def picture(dyad: Dyad) -> Iterator[str]:
    """Lines for a terminal: conflict to the left, cooperation to the right, a dot where nothing was read."""
    most = max((max(_split(count)) for count in dyad.counts if not count.missing), default=0)
    unit = max(1, -(-most // WIDTH))
    for source in dict.fromkeys((dyad.source, dyad.target)):
        counts = dyad.direction(source)
        if not counts:
            continue
        yield f"{counts[0].source} → {counts[0].target}, by {dyad.by}" + f" (one mark is {unit} events)" * (unit > 1)
        yield f"{'':10} {'conflict':>{WIDTH}} │ {'cooperation':{WIDTH}} {'n':>5} {'goldstein':>10} {'coverage':>9}"
        for count in counts:
            yield _bar(count, unit)
        yield ""
    for item in dyad.told:
        due = f", due {item.due}" if item.due else ""
        yield f"{item.day} {item.what} {item.source} → {item.target}{due}: {plain(item.words)}"
    yield from _notes(dyad)


def plot(dyad: Dyad, out: str | Path) -> Path:
    """Draw counts by quad class, conflict downwards, with the Goldstein sum as a line; grey where nothing was read.

    The ending of `out` says the format: .svg, .png or .pdf. Raises BadInput for another, or where matplotlib is not installed.
    """
    path = Path(out)
    if path.suffix.lower() not in PLOTS:
        raise BadInput(f"cannot draw into {path.name!r}", fix=f"name it {', '.join('*' + end for end in PLOTS)}")
    try:
        from matplotlib.backends.backend_agg import FigureCanvasAgg
        from matplotlib.figure import Figure
    except ImportError as fault:
        raise BadInput("matplotlib is not installed", fix="pip install 'dragoman[plot]'") from fault
    figure = Figure(figsize=(10, 7), layout="constrained")
    FigureCanvasAgg(figure)
    sources = list(dict.fromkeys((dyad.source, dyad.target)))
    axes = figure.subplots(len(sources), 1, sharex=True, sharey=True, squeeze=False)[:, 0]
    for axis, source in zip(axes, sources, strict=True):
        _draw(axis, dyad, source)
    handles, labels = axes[0].get_legend_handles_labels()
    figure.legend(handles, labels, loc="outside lower center", ncols=3, frameon=False)
    try:
        figure.savefig(path, dpi=150, metadata={"Title": f"{dyad.source} and {dyad.target} by {dyad.by}"})
    except OSError as fault:
        raise BadInput(f"cannot be written ({fault.strerror})", source=str(path)) from fault
    return path


def _draw(axis: Any, dyad: Dyad, source: str) -> None:
    counts = dyad.direction(source)
    days = [count.start for count in counts]
    widths = [(next_of(count.start, dyad.by) - count.start).days * 0.9 for count in counts]
    for count in counts:
        if count.missing:
            axis.axvspan(count.start, next_of(count.start, dyad.by), color="0.9", lw=0)
    above, below = [0] * len(counts), [0] * len(counts)
    for quad, (name, colour) in enumerate(zip(QUADS, COLOURS, strict=True)):
        heights = [count.quads[quad] if count.quads else 0 for count in counts]
        base = above if quad < 2 else below
        sign = 1 if quad < 2 else -1
        axis.bar(days, [sign * h for h in heights], widths, bottom=base, color=colour, label=name, align="edge")
        base[:] = [b + sign * h for b, h in zip(base, heights, strict=True)]
    axis.axhline(0, color="0.3", lw=0.8)
    axis.set_ylabel("events")
    axis.set_title(f"{source} → {dyad.target if source == dyad.source else dyad.source}", loc="left")
    scale = axis.twinx()
    middles = [count.start + (next_of(count.start, dyad.by) - count.start) / 2 for count in counts]
    sums = [float("nan") if count.goldstein_sum is None else count.goldstein_sum for count in counts]
    for drawn in (scale, axis):
        drawn.plot(middles if drawn is scale else [], sums if drawn is scale else [], color="0.15", lw=1.2, marker=".",
                   label="Goldstein sum (right)")  # fmt: skip
    scale.set_ylabel("Goldstein sum")
    axis.set_ylim(
        *[
            sign * 1.1 * max((max(_split(c)) for c in dyad.counts if not c.missing), default=1) or sign
            for sign in (-1, 1)
        ]
    )
    scale.set_ylim(
        *[sign * 1.1 * max((abs(c.goldstein_sum or 0.0) for c in dyad.counts), default=1) or sign for sign in (-1, 1)]
    )
    axis.tick_params(axis="x", rotation=30)


def _split(count: Count) -> tuple[int, int]:
    vc, mc, vk, mk = count.quads or (0, 0, 0, 0)
    return vk + mk, vc + mc


def _bar(count: Count, unit: int) -> str:
    if count.missing:
        return f"{count.period:10} {'·':>{WIDTH}} │ {'':{WIDTH}} {'-':>5} {'-':>10} {0:>9}".rstrip()
    against, together = (-(-value // unit) for value in _split(count))
    left, right = "█" * against, "█" * together
    return (
        f"{count.period:10} {left:>{WIDTH}} │ {right:{WIDTH}} {count.n or 0:>5} {count.goldstein_sum or 0.0:>+10.1f} "
        f"{count.coverage:>9}"
    )


def _notes(dyad: Dyad) -> Iterator[str]:
    if any(count.missing for count in dyad.counts):
        yield "· nothing was read of this time: missing, not zero"
    if dyad.undated:
        yield f"{dyad.undated} events are dated too loosely to count"
    if dyad.outside:
        yield f"{dyad.outside} events lie outside the time shown"
    if not dyad.merged:
        yield "the same event told by several articles counts several times: run `dragoman merge` first"


def _csv(row: list[Any]) -> str:
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(["" if value is None else value for value in row])
    return out.getvalue()
