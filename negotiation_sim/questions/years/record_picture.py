"""What happened, year by year, and how many histories are as far out: a grid that a newspaper could print."""

import textwrap

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...case.rounds import OUTSIDE
from ...present.canvas import INK, RULE, Picture, canvas, notes
from ...present.phrases import of_hundred
from .answer import YearsTold
from .sentences import called, happened, sentences

WORDS = 18
"""So many letters of a label stand on a line beside a row."""
CELL = 0.5
"""Inches of height of a row."""
FACE = "#f5d5c0"


def record_picture(answer: YearsTold) -> Picture:
    """A row for each part of the record, a column for each year: what happened, and of 100 histories those as far."""
    years = sorted({year for each in answer.recorded.values() for year in each.values})
    title = f"{answer.scenario.title}: what happened beside the paths"
    note = [
        "In bold what happened; below it, of 100 histories, those that are at least as far out.",
        "Dark with a heavy frame: fewer than five, so what happened lies outside the paths.",
    ]
    rows = len(answer.recorded)
    figure, (strip, axes) = canvas(
        title, [answer.scenario], 2.2 + CELL * rows, 2, height_ratios=[0.4, CELL * rows + 0.2]
    )
    notes(strip, note)
    for row, name in enumerate(answer.recorded):
        shares = answer.far_out(name)
        for year, value in answer.recorded[name].values.items():
            _cell(axes, (years.index(year), row), happened(answer, name, value), shares[year])
    axes.set_xlim(0, len(years))
    axes.set_ylim(rows, 0)
    labels = [textwrap.fill(called(answer, name), WORDS) for name in answer.recorded]
    axes.set_yticks([row + 0.5 for row in range(rows)], labels, fontsize=9)
    axes.set_xticks([k + 0.5 for k in range(len(years))], list(map(str, years)), fontsize=9.5)
    axes.xaxis.tick_top()
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    return Picture("record", figure, "\n".join([f"{title}.", sentences(answer)[-1], *_in_words(answer)]))


def _cell(axes: Axes, at: tuple[int, int], word: str, share: float) -> None:
    outside = share < OUTSIDE
    axes.add_patch(Rectangle((at[0] + 0.02, at[1] + 0.04), 0.96, 0.92, facecolor=FACE if outside else "white",
                             edgecolor=INK if outside else RULE, linewidth=1.8 if outside else 0.8))  # fmt: skip
    axes.text(at[0] + 0.5, at[1] + 0.32, word, ha="center", va="center", fontsize=10, fontweight="bold", color=INK)
    axes.text(at[0] + 0.5, at[1] + 0.71, _short(share), ha="center", va="center",
              fontsize=9, color=INK)  # fmt: skip


def _short(share: float) -> str:
    return {"fewer than one": "<1", "more than 99": ">99"}.get(of_hundred(share), of_hundred(share))


def _in_words(answer: YearsTold) -> list[str]:
    lines = []
    for name, recorded in answer.recorded.items():
        far_out = answer.far_out(name)
        by_year = ", ".join(
            f"{year} {happened(answer, name, value)} ({100 * far_out[year]:.1f})"
            for year, value in recorded.values.items()
        )
        lines.append(f"{called(answer, name)}, and of 100 histories those as far out: {by_year}.")
    return lines
