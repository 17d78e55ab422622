"""Fan charts of the years with the record laid on them, and a history as a strip of years."""

import textwrap
from collections.abc import Iterator

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...case.rounds import PAYOFF
from ...present.canvas import COLOURS, FAINT, INK, RULE, Picture, bare, canvas, heading, legend
from ...present.phrases import capital, listed
from ...worlds.years_told import band
from .answer import YearsTold
from .asked_pictures import surprises, waiting
from .record_picture import record_picture
from .sentences import QUIET, called, end_in_words, happened, in_sentences, sentences, told
from .ways_picture import ways_picture

INNER = (0.25, 0.75)
PANEL = 1.75
"""Inches of height of a fan."""
MOST_PAYOFFS = 2


def pictures(answer: YearsTold) -> Iterator[Picture]:
    """Shares of events, fans of means, and the story where one is told."""
    yield events(answer)
    yield fans(answer)
    if (graph := ways_picture(answer)) is not None:
        yield graph
    if answer.recorded:
        yield record_picture(answer)
    if answer.waiting:
        yield waiting(answer)
    if answer.authors and answer.authors[0].far_out:
        yield surprises(answer)
    if answer.story:
        yield story(answer)


def events(answer: YearsTold) -> Picture:
    """A panel for each event: the share of histories in which it holds, year by year, and the record of it."""
    title = f"{answer.scenario.title}, year by year: in how many histories"
    rows = -(-len(answer.shares) // 2)
    ratios = [0.6, *[PANEL] * rows]
    figure, axes = canvas(title, [answer.scenario], 2.2 + sum(ratios), 1 + rows, 2, height_ratios=ratios, sharex=True)
    (strip, beside), panels = axes[:2], axes[2:]
    for panel, name in zip(panels, answer.shares, strict=False):
        _share(panel, answer, name)
    for unused in (beside, *panels[len(answer.shares) :]):
        unused.set_axis_off()
    most = max(panels, key=lambda panel: len(panel.get_legend_handles_labels()[1]))
    _legend_in(strip, most, across=True)
    return Picture("events", figure, _events_in_words(answer, title))


def _share(axes: Axes, answer: YearsTold, name: str) -> None:
    """An event's share by year; its record at the top where it held, and at the bottom where it did not."""
    axes.plot(answer.years, 100 * answer.shares[name], color=COLOURS[0], linewidth=1.8, clip_on=False,
              label="of 100 histories, those in which it holds")  # fmt: skip
    if recorded := answer.recorded.get(name):
        held = [100 * value for value in recorded.values.values()]
        axes.plot(list(recorded.values), held, color=COLOURS[1], marker="D", markersize=5, linestyle="", clip_on=False,
                  zorder=4, label="what happened: at 100 it held, at 0 it did not")  # fmt: skip
    heading(axes, capital(called(answer, name)), 34)
    axes.set_ylim(0, 100)
    axes.set_yticks([0, 50, 100])
    axes.set_xticks(answer.years[::2])
    axes.tick_params(labelbottom=True)


def _events_in_words(answer: YearsTold, title: str) -> str:
    lines = [f"{title}.", *sentences(answer)]
    for name, share in answer.shares.items():
        by_year = ", ".join(f"{year} {100 * part:.1f}" for year, part in zip(answer.years, share, strict=True))
        lines.append(f"{called(answer, name)}: {by_year}.")
        if recorded := answer.recorded.get(name):
            came = ", ".join(f"{year} {happened(answer, name, value)}" for year, value in recorded.values.items())
            lines.append(f"{called(answer, name)}, what happened: {came}.")
    return "\n".join(lines)


def fans(answer: YearsTold) -> Picture:
    """A fan for each mean and for the payoffs of the matrix players: half and nine tenths of histories, the record."""
    shown = _shown(answer)
    title = f"{answer.scenario.title}, year by year: where histories lie"
    height = 1.5 + PANEL * len(shown)
    figure, (strip, *panels) = canvas(
        title, [answer.scenario], height, 1 + len(shown), height_ratios=[0.5, *[PANEL] * len(shown)]
    )
    for axes, name in zip(panels, shown, strict=True):
        _fan(axes, answer, name)
        heading(axes, called(answer, name), 60)
        axes.set_xticks(answer.years[::2])
    _legend_in(strip, panels[0])
    return Picture("fans", figure, _fans_in_words(answer, title, shown))


def _legend_in(strip: Axes, axes: Axes, across: bool = False) -> None:
    """What the lines of some axes are, on a strip above them; one below the other `across` all columns."""
    bare(strip)
    handles, labels = axes.get_legend_handles_labels()
    legend(
        strip, handles=handles, labels=labels, loc="center left", ncols=1 if across else 2, fontsize=9, borderaxespad=0
    )
    if across and (drawn := strip.get_legend()) is not None:
        drawn.set_in_layout(False)


def _shown(answer: YearsTold) -> list[str]:
    two = answer.scenario.case.matrix or tuple(answer.scenario.case.players)[:MOST_PAYOFFS]
    return [*answer.world.means, *(f"{PAYOFF}.{player}" for player in two)]


def _fan(axes: Axes, answer: YearsTold, name: str) -> None:
    low, middle, high = answer.bands[name]
    worth, carried = answer.worths[name], answer.carried[..., 0]
    quarter, three_quarters = (band(worth, carried, quantile) for quantile in INNER)
    axes.fill_between(answer.years, low, high, color="#d4e3f0", linewidth=0, label="nine of ten histories")
    axes.fill_between(answer.years, quarter, three_quarters, color="#8fb8d9", linewidth=0, label="half of them")
    axes.plot(answer.years, answer.means[name], color=COLOURS[0], linewidth=1.8, label="mean")
    axes.plot(answer.years, middle, color=INK, linewidth=1, linestyle=":", label="middle history")
    recorded = answer.world.rounds.record.get(name)
    if recorded:
        years = [year for year in recorded.values if year in answer.years]
        axes.plot(years, [recorded.values[year] for year in years], color=COLOURS[1], marker="D", markersize=5,
                  linewidth=0.8, clip_on=False, zorder=4, label="what happened")  # fmt: skip


def _fans_in_words(answer: YearsTold, title: str, shown: list[str]) -> str:
    lines = [f"{title}.", *sentences(answer)]
    for name in shown:
        low, _, high = answer.bands[name]
        by_year = "; ".join(
            f"{year} {mean:.2f} ({a:.2f} to {b:.2f})"
            for year, mean, a, b in zip(answer.years, answer.means[name], low, high, strict=True)
        )
        lines.append(f"{called(answer, name)}, mean and where nine of ten lie: {by_year}.")
    return "\n".join(lines)


def story(answer: YearsTold) -> Picture:
    """A row for each year with what changes in it; with another move beside it where the history is played again."""
    again = answer.replayed
    columns = [("as it was", answer.story, answer.end)]
    if again:
        columns.append((f"where {listed(in_sentences(answer, again.moves))}", again.happenings, again.end))
    title = f"{answer.scenario.title}: the history of seed {answer.asked.seed}"
    wide = 76 // len(columns)
    cells = [
        [textwrap.fill(told(answer, happenings, year) or QUIET, wide) for _, happenings, _ in columns]
        for year in answer.world.rounds.played
    ]
    ends = (f"{capital(listed(end_in_words(answer, end)))}." for *_, end in columns)
    cells.append([textwrap.fill(end, wide) for end in ends])
    names = [*map(str, answer.world.rounds.played), "In the end"]
    lines = [max(cell.count("\n") + 1 for cell in row) for row in cells]
    heads = [textwrap.fill(name, wide) for name, *_ in columns]
    figure, (axes,) = canvas(title, [answer.scenario], 1.2 + 0.16 * (1 + max(head.count("\n") for head in heads))
                             + sum(0.16 * each + 0.14 for each in lines))  # fmt: skip
    at = 0.0
    middles = []
    for row, each in zip(cells, lines, strict=True):
        tall = 0.16 * each + 0.14
        for k, cell in enumerate(row):
            other = bool(again) and len(set(row)) > 1
            face = "#f5e1d3" if other and k else "white"
            axes.add_patch(Rectangle((k, at), 0.985, tall * 0.94, facecolor=face, edgecolor=RULE, linewidth=0.8,
                                     linestyle="--" if other and k else "-"))  # fmt: skip
            faint = FAINT if cell == QUIET else INK
            axes.text(k + 0.015, at + tall * 0.47, cell, va="center", fontsize=8.5, color=faint, linespacing=1.25)
        middles.append(at + tall * 0.47)
        at += tall
    axes.set_yticks(middles, names)
    axes.set_ylim(at, 0)
    axes.set_xlim(0, len(columns))
    axes.set_xticks([k + 0.49 for k in range(len(columns))], heads, fontsize=9.5)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    said = [f"{name}: {' / '.join(cell.replace(chr(10), ' ') for cell in row)}"
            for name, row in zip(names, cells, strict=True)]  # fmt: skip
    return Picture("story", figure, "\n".join([f"{title}.", *said]))
