"""The figure of the first page: the numbers that turn the conclusion, where they stand and turn, who differs."""

import itertools
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from ...case.assumptions import Assumption
from ...present.canvas import COLOURS, FAINT, INK, Picture, canvas, legend_above, name_rows
from ...present.conclusions import value_in_words
from ..breakeven.answer import BreakEven
from ..compare import outcome_grid
from ..matrix import pictures as matrix
from ..matrix.answer import bimatrix
from .answer import Report

MOST_ROWS = 8
MOST_MOVES = 4
"""Strategies of each of two players whose payoffs are drawn as a table."""
LABEL = 30
"""Letters on a line beside a row."""
ROW = 0.6
"""Inches from row to row."""
BAR = 0.36
"""A bar's height, in rows."""
NEEDED = "#d9d9d9"
"""The colour of a range where it takes several numbers together."""


@dataclass(frozen=True)
class Row:
    """A number with its range: `parts` of it, each with whether the conclusion holds there (None: not by it alone).

    `turns` are the values at which the conclusion turns; `rivals` those that rival sets themselves give it.
    """

    entry: Assumption
    value: float
    parts: tuple[tuple[float, float, bool | None], ...]
    turns: tuple[float, ...]
    rivals: tuple[float, ...]

    def share(self, value: float) -> float:
        """Where a value stands in the range: 0 at the low end, 1 at the high one; beyond them at the end."""
        return min(1.0, max(0.0, (value - self.entry.low) / (self.entry.high - self.entry.low)))


def rows(answer: Report) -> list[Row]:
    """The numbers that turn the conclusion alone; else those that do so together inside their ranges; at most 8."""
    alone = [_alone(answer, each) for each in answer.decisive if each.entry.high > each.entry.low]
    if alone or answer.decisive:
        return alone[:MOST_ROWS]
    moved = answer.counter.nearest.moved if answer.counter else ()
    if len(moved) > MOST_ROWS or any(each.outside for each in moved):
        return []
    return [
        Row(each.entry, each.old, ((each.entry.low, each.entry.high, None),), (each.new,), _rivals(answer, each.entry))
        for each in moved
    ]


def _pair(answer: Report) -> tuple[str, str] | None:
    """The two who choose in the scenario, where there are two with few strategies each; else None."""
    sizes = {who: len(answer.scenario.strategies(who)) for who in answer.comparison.case.players}
    free = [who for who, size in sizes.items() if size > 1]
    return (free[0], free[1]) if len(free) == 2 and max(sizes.values()) <= MOST_MOVES else None


def _alone(answer: Report, each: BreakEven) -> Row:
    inside = sorted((switch for switch in each.switches if each.entry.allows(switch.value)), key=lambda at: at.value)
    ends = [each.entry.low, *(switch.value for switch in inside), each.entry.high]
    first = not inside[0].holds_above if inside else each.holds
    parts = tuple((low, high, first != bool(k % 2)) for k, (low, high) in enumerate(itertools.pairwise(ends)))
    return Row(each.entry, each.value, parts, tuple(at.value for at in inside), _rivals(answer, each.entry))


def _rivals(answer: Report, entry: Assumption) -> tuple[float, ...]:
    here = answer.scenario.values[entry.name]
    spoken = {change.value for each in answer.critics if (change := each.puts(entry.name)) is not None}
    return tuple(sorted(spoken - {here}))


def title(answer: Report) -> str:
    """What the figure shows."""
    shown = len(rows(answer))
    if not shown:
        return (
            f"Payoffs of the two who choose: {answer.scenario.title}"
            if _pair(answer)
            else "What each scenario leads to"
        )
    if not answer.decisive:
        which = "The belief that alone turns" if shown == 1 else "The fewest beliefs that together turn"
        return f"{which} the conclusion on {answer.scenario.title}"
    which = f"The {shown} nearest numbers" if len(answer.decisive) > shown else "The numbers"
    return f"{which} that alone turn the conclusion on {answer.scenario.title}"


def picture(answer: Report) -> Picture | None:
    """The ranges of the numbers that turn the conclusion; where there are none another picture of the case.

    That is the payoffs of the two who choose, where there are two, or what each scenario leads to; None where the
    scenarios lead nowhere.
    """
    shown = rows(answer)
    if not shown and (pair := _pair(answer)):
        return matrix.picture(bimatrix(answer.solved, *pair))
    if not shown:
        return (
            outcome_grid.picture(answer.comparison) if any(each.results for each in answer.comparison.solved) else None
        )
    figure, (axes,) = canvas(title(answer), [answer.scenario], 1.9 + ROW * len(shown))
    for k, row in enumerate(shown):
        _bar(axes, k, row)
        _marks(axes, k, row)
    name_rows(axes, [textwrap.fill(row.entry.label, LABEL) for row in shown], below=0.6, above=0.75)
    axes.set_xlim(-0.02, 1.02)
    axes.set_xticks([])
    axes.spines[["left", "bottom"]].set_visible(False)
    axes.tick_params(axis="y", length=0)
    legend_above(axes, handles=list(_handles(shown)), ncols=2)
    return Picture("report", figure, in_words(answer))


def pictures(answer: Report) -> list[Picture]:
    """The picture, where there is one."""
    return [drawn] if (drawn := picture(answer)) else []


def _bar(axes: Axes, k: int, row: Row) -> None:
    for low, high, holds in row.parts:
        left, right = row.share(low), row.share(high)
        face = NEEDED if holds is None else COLOURS[0] if holds else "white"
        edge, hatch = (FAINT, "////") if holds is False else (face, "")
        axes.barh(k, right - left, BAR, left, color=face, edgecolor=edge, hatch=hatch, linewidth=0.8,
                  alpha=0.6 if holds else 1)  # fmt: skip
    below: dict[str, Any] = {"va": "top", "fontsize": 8, "color": FAINT}
    for at, value, side in ((0, row.entry.low, "left"), (1, row.entry.high, "right")):
        axes.text(at, k + BAR / 2 + 0.1, f"{value:g}", ha=side, **below).set_in_layout(False)


def _marks(axes: Axes, k: int, row: Row) -> None:
    edge = BAR / 2 + 0.05
    axes.plot([row.share(row.value)] * 2, [k - edge, k + edge], color=INK, linewidth=2.6, zorder=4, clip_on=False)
    for value in row.turns:
        at = row.share(value)
        axes.plot(at, k, "D", color=COLOURS[1], markersize=6, zorder=5, clip_on=False)
        side = "left" if at < 0.06 else "right" if at > 0.94 else "center"
        above = axes.text(at, k - edge - 0.02, value_in_words(value, row.entry), ha=side, va="bottom", fontsize=9)
        above.set_in_layout(False)
    for value in row.rivals:
        axes.plot(row.share(value), k, "o", color="white", markeredgecolor=INK, markersize=4.5, zorder=6, clip_on=False)


def _handles(shown: list[Row]) -> Iterator[Patch | Line2D]:
    answers = {holds for row in shown for *_, holds in row.parts}
    if True in answers:
        yield Patch(facecolor=COLOURS[0], alpha=0.6, label="range, the conclusion holds")
    if False in answers:
        yield Patch(facecolor="white", edgecolor=FAINT, hatch="////", label="range, it does not")
    if None in answers:
        yield Patch(facecolor=NEEDED, label="range")
    yield Line2D([], [], color=INK, linewidth=2.6, label="the value here")
    together = "to be believed, all of them" if len(shown) > 1 else "to be believed"
    turns = together if None in answers else "where it turns"
    yield Line2D([], [], color=COLOURS[1], marker="D", linestyle="", label=turns)
    if any(row.rivals for row in shown):
        yield Line2D([], [], color="white", marker="o", markeredgecolor=INK, linestyle="", label="values of rival sets")


def in_words(answer: Report) -> str:
    """The same for those who do not see it."""
    lines = [f"{title(answer)}."]
    for row in rows(answer):
        entry = row.entry
        verb = "turns at" if answer.decisive else "to be believed"
        turns = ", ".join(value_in_words(value, entry) for value in row.turns)
        rivals = ", ".join(f"{value:g}" for value in row.rivals)
        others = f"; rival sets put it at {rivals}" if rivals else ""
        lines.append(
            f"{entry.label}: {row.value:g} here, range {entry.low:g} to {entry.high:g}, {verb} {turns}{others}."
        )
    return "\n".join(lines)
