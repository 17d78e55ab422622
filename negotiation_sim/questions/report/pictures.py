"""The figure of the first page: the numbers that turn the conclusion, where they stand and turn, who differs."""

import itertools
import textwrap
from collections.abc import Iterator
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ...present.canvas import COLOURS, FAINT, INK, Picture, canvas, legend_above, name_rows
from ...present.conclusions import value_in_words
from ..breakeven.answer import BreakEven
from ..compare import outcome_grid
from .answer import Report
from .front import turning

MOST_ROWS = 8
LABEL = 30
"""Letters on a line beside a row."""
ROW = 0.6
"""Inches from row to row."""
BAR = 0.36
"""A bar's height, in rows."""


def picture(answer: Report) -> Picture:
    """The ranges of the numbers that turn the conclusion; what each scenario leads to, where none does."""
    rows = drawn(answer)
    if not rows:
        return outcome_grid.picture(answer.comparison)
    labels = [textwrap.fill(each.entry.label, LABEL) for each in rows]
    figure, (axes,) = canvas(title(answer), [answer.scenario], 2.1 + ROW * len(rows))
    for row, each in enumerate(rows):
        _bar(axes, row, each)
        _marks(axes, row, each, rivals_at(answer, each))
    name_rows(axes, labels, below=0.6, above=0.75)
    axes.set_xlim(-0.02, 1.02)
    axes.set_xticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    legend_above(axes, handles=list(_handles()), ncols=2)
    return Picture("report", figure, in_words(answer))


def title(answer: Report) -> str:
    """What the figure shows."""
    more = len(answer.decisive) - len(drawn(answer))
    which = f"The {MOST_ROWS} nearest numbers" if more > 0 else "The numbers"
    return f"{which} that alone turn the conclusion on {answer.scenario.title}"


def drawn(answer: Report) -> list[BreakEven]:
    """The numbers that turn it and have a width, the nearest first, as many as fit."""
    return [each for each in answer.decisive if each.entry.high > each.entry.low][:MOST_ROWS]


def share(each: BreakEven, value: float) -> float:
    """Where a value stands in its range: 0 at the low end, 1 at the high one; beyond them at the end."""
    return min(1.0, max(0.0, (value - each.entry.low) / (each.entry.high - each.entry.low)))


def parts(each: BreakEven) -> list[tuple[float, float, bool]]:
    """The parts of a range, each with whether the conclusion holds there."""
    inside = sorted((switch for switch in each.switches if each.entry.allows(switch.value)), key=lambda at: at.value)
    ends = [each.entry.low, *(switch.value for switch in inside), each.entry.high]
    first = not inside[0].holds_above if inside else each.holds
    return [(low, high, first != bool(k % 2)) for k, (low, high) in enumerate(itertools.pairwise(ends))]


def rivals_at(answer: Report, each: BreakEven) -> list[float]:
    """The values that rival sets give a number, where they give it another than here."""
    name = each.entry.name
    return sorted({number for rival in answer.critics for entry, number, *_ in rival.differs if entry.name == name})


def _bar(axes: Axes, row: int, each: BreakEven) -> None:
    for low, high, holds in parts(each):
        left, right = share(each, low), share(each, high)
        face, edge, hatch = (COLOURS[0], COLOURS[0], "") if holds else ("white", FAINT, "////")
        axes.barh(row, right - left, BAR, left, color=face, edgecolor=edge, hatch=hatch, linewidth=0.8,
                  alpha=0.6 if holds else 1)  # fmt: skip
    below: dict[str, Any] = {"va": "top", "fontsize": 8, "color": FAINT}
    axes.text(0, row + BAR / 2 + 0.03, f"{each.entry.low:g}", ha="left", **below)
    axes.text(1, row + BAR / 2 + 0.03, f"{each.entry.high:g}", ha="right", **below)


def _marks(axes: Axes, row: int, each: BreakEven, rivals: list[float]) -> None:
    top = row - BAR / 2
    axes.plot([share(each, each.value)] * 2, [top - 0.1, row + BAR / 2 + 0.1], color=INK, linewidth=2.6, zorder=4,
              clip_on=False)  # fmt: skip
    for switch in each.switches_by_distance:
        if each.entry.allows(switch.value):
            at = share(each, switch.value)
            axes.plot(at, row, "D", color=COLOURS[1], markersize=6, zorder=5)
            where: dict[str, Any] = {"ha": "left"} if at < 0.06 else {"ha": "right"} if at > 0.94 else {"ha": "center"}
            axes.text(at, top - 0.03, value_in_words(switch.value, each.entry), va="bottom", fontsize=9, **where)
    axes.plot([share(each, value) for value in rivals], [row] * len(rivals), "o", color="white", markeredgecolor=INK,
              markersize=5, zorder=4, linestyle="", clip_on=False)  # fmt: skip


def _handles() -> Iterator[Patch | Line2D]:
    yield Patch(facecolor=COLOURS[0], alpha=0.6, label="range, the conclusion holds")
    yield Patch(facecolor="white", edgecolor=FAINT, hatch="////", label="range, it does not")
    yield Line2D([], [], color=INK, linewidth=2.6, label="the value here")
    yield Line2D([], [], color=COLOURS[1], marker="D", linestyle="", label="where it turns")
    yield Line2D([], [], color="white", marker="o", markeredgecolor=INK, linestyle="", label="values of rival sets")


def in_words(answer: Report) -> str:
    """The same for those who do not see it."""
    lines = [f"{title(answer)}."]
    for each in drawn(answer):
        rivals = ", ".join(f"{value:g}" for value in rivals_at(answer, each))
        others = f" Rival sets put it at {rivals}." if rivals else ""
        lines.append(f"{turning(answer, each)}; range {each.entry.low:g} to {each.entry.high:g}.{others}")
    return "\n".join(lines)
