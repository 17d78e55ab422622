"""The most likely ways through the years: places by who has turned, left to right, and arrows by how many go there."""

import textwrap
from typing import Any

import numpy as np
from matplotlib.axes import Axes
from matplotlib.patches import FancyArrowPatch
from matplotlib.path import Path

from ...games.arrays import Array
from ...present.canvas import COLOURS, FAINT, INK, Picture, bare, canvas, notes
from ...present.phrases import listed, of_hundred
from ...worlds.years_ways import Place, Ways, ways
from .answer import YearsTold

MOST = 14
"""Arrows that are drawn at most, those of the most histories."""
LEAST = 0.01
"""An arrow that fewer histories take is left out."""
WIDE = 7.0
"""Printer's points of width of an arrow that all histories take."""
ROW = 1.3
"""Inches from one row to the next."""
CIRCLE = np.array([0.2, 0.19])
"""Half the width and the height of a place, where a step to the next is 1, with some air around it."""
HIGH = (0.0, 0.0, 0.42, 0.7, 0.95, 1.2)
"""How high an arrow rises over the places that it passes by, for each column further."""


def ways_picture(answer: YearsTold) -> Picture | None:
    """The state graph; None where nobody who turns is remembered, or nothing is played turn by turn."""
    if answer.plan is None:
        return None
    told = ways(answer.world, answer.plan, answer.carried)
    steps = sorted(told.steps.items(), key=lambda each: -each[1])[:MOST]
    steps = [(way, share) for way, share in steps if share >= LEAST]
    if not steps:
        return None
    shown = {place for way, _ in steps for place in way} | {
        place for place, share in told.ends.items() if share > LEAST
    }
    rows = sorted({y for _, y in shown})
    title = f"{answer.scenario.title}: the ways that most histories take"
    note = [
        f"In a circle: of 100 histories, those that stand there at the end of {answer.years[-1]}.",
        "On an arrow: those that go that way in some year. Rarer ways are left out.",
    ]
    at = {(x, y): np.array([float(x), float(rows.index(y))]) for x, y in shown}
    curves = [(_curve(at[start], at[end], len(rows)), share) for (start, end), share in steps]
    top = min(-0.35, *(float(curve[:, 1].min()) - 0.15 for curve, _ in curves))
    bottom = max(len(rows) - 0.65, *(float(curve[:, 1].max()) + 0.15 for curve, _ in curves))
    figure, (strip, axes) = canvas(
        title, [answer.scenario], 1.9 + ROW * (bottom - top), 2, height_ratios=[0.4, ROW * (bottom - top)]
    )
    notes(strip, note)
    for curve, share in reversed(curves):
        _arrow(axes, curve, share)
    for place in shown:
        _place(axes, at[place], told.ends.get(place, 0.0))
    _frame(axes, answer, told, rows, max(x for x, _ in shown))
    axes.set_ylim(bottom, top)
    lines = [f"{_name(answer, told, a)} to {_name(answer, told, b)}: {of_hundred(share)} of 100 histories."
             for (a, b), share in steps]  # fmt: skip
    return Picture("ways", figure, "\n".join([f"{title}.", *lines]))


def _place(axes: Axes, at: Array, share: float) -> None:
    some = share >= 0.005
    axes.plot([at[0]], [at[1]], marker="o", markersize=27, color="white", markeredgewidth=1.0 + 4 * share, zorder=3,
              markeredgecolor=COLOURS[0] if some else FAINT)  # fmt: skip
    label = f"{100 * share:.0f}" if some else "<1" if share > 0 else "0"
    _label(axes, at, label, fontsize=10, fontweight="bold", zorder=4)


def _label(axes: Axes, at: Array, label: str, **how: Any) -> None:
    axes.text(float(at[0]), float(at[1]), label, ha="center", va="center", color=INK, **how)


def _curve(start: Array, end: Array, rows: int) -> Array:
    """The points of an arrow from place to place, shape (points, 2), without those inside the places.

    One that passes others by rises over them, in the last of several rows it sinks; one up or down bends to a side.
    """
    across, down = int(end[0] - start[0]), end[1] - start[1]
    rise = HIGH[min(abs(across), len(HIGH) - 1)] if down == 0 else 0.0
    sinks = rows > 1 and start[1] == rows - 1
    bend = np.array([0.16 * np.sign(down) if across == 0 else 0.0, rise if sinks else -rise])
    along = np.linspace(0, 1, 81)[:, None]
    points = (1 - along) * start + along * end + 4 * along * (1 - along) * bend
    outside = [(((points - place) / CIRCLE) ** 2).sum(axis=1) > 1 for place in (start, end)]
    return np.asarray(points[outside[0] & outside[1]])


def _arrow(axes: Axes, curve: Array, share: float) -> None:
    axes.add_patch(FancyArrowPatch(path=Path(curve), arrowstyle="-|>", mutation_scale=10, linewidth=0.6 + WIDE * share,
                                   color=COLOURS[0], alpha=0.7, zorder=1))  # fmt: skip
    _label(axes, curve[len(curve) // 2], f"{100 * share:.0f}", fontsize=9, zorder=5,
           bbox={"boxstyle": "round,pad=0.1", "facecolor": "white", "edgecolor": "none"})  # fmt: skip


def _frame(axes: Axes, answer: YearsTold, told: Ways, rows: list[int], last: int) -> None:
    axes.set_xlim(-0.45, max(last, 1) + 0.45)
    axes.spines[:].set_visible(False)
    axes.tick_params(length=0)
    axes.set_yticks(range(len(rows)), [textwrap.fill(_move(answer, told, y), 14) for y in rows], fontsize=9.5)
    axes.set_xticks(range(last + 1), list(map(str, range(last + 1))))
    if told.members:
        players = answer.scenario.case.players
        move = answer.world.space.levels[told.members[0]][-1]
        names = listed([players[name].name for name in told.members])
        axes.set_xlabel(f"{players[told.members[0]].label(move)}: by how many of {names}", fontsize=9.5)
    else:
        bare(axes)


def _move(answer: YearsTold, told: Ways, place: int) -> str:
    if not told.settler:
        return ""
    player = answer.scenario.case.players[told.settler]
    return f"{player.name}: {player.label(answer.world.space.levels[told.settler][place])}"


def _name(answer: YearsTold, told: Ways, place: Place) -> str:
    return ", ".join(part for part in (_turned(answer, told, place[0]), _move(answer, told, place[1])) if part)


def _turned(answer: YearsTold, told: Ways, count: int) -> str:
    """By how many the move of the group is made: `recognition by 3`."""
    if not told.members:
        return ""
    first = told.members[0]
    return f"{answer.scenario.case.players[first].label(answer.world.space.levels[first][-1])} by {count or 'none'}"
