"""The plans by the sets under which they work, as a sheet of tiles."""

import textwrap

from matplotlib.patches import Rectangle

from ...present.canvas import COLOURS, FAINT, INK, Picture, canvas, letters_in
from .answer import Plans
from .forms import SIGNS, sentences

TILES = {"works": (COLOURS[0], "white", "works"), "beside": ("#b9d3e6", INK, "beside"), "fails": ("#f2f2f2", INK, "-")}
"""Fill and ink of a tile, and what it says."""
TILES_WIDE = 4.8
"""Inches across all columns."""
HEAD, ROW = 7.5, 22
"""Points of a letter above a column, and letters on a line beside a row."""


def picture(answer: Plans, name: str = "plans") -> Picture:
    """A row for each set, a column for each plan; a thick frame where the set is one of those who hold the plan."""
    title = "Under whose assumptions each plan works"
    figure, (axes,) = canvas(title, [*answer.scenarios.values()], 3.1 + 0.4 * len(answer.sets))
    for column, plan in enumerate(answer.plans):
        for row, each in enumerate(answer.sets):
            fill, ink, word = TILES[answer.verdicts[plan.name, each.name]]
            held = each.name in plan.held_by
            edge, width, above = (INK, 2.4, 3) if held else ("white", 1.0, 2)
            axes.add_patch(Rectangle((column + 0.03, row + 0.04), 0.94, 0.92, facecolor=fill, edgecolor=edge,
                                     linewidth=width, zorder=above))  # fmt: skip
            axes.text(column + 0.5, row + 0.5, word, ha="center", va="center", color=ink, fontsize=9, zorder=4)
    axes.set_xlim(0, len(answer.plans))
    axes.set_ylim(len(answer.sets), 0)
    wide, size = TILES_WIDE / len(answer.plans), HEAD
    heads = [textwrap.fill(plan.title, max(1, letters_in(size, wide)), break_long_words=False) for plan in answer.plans]
    axes.set_xticks([k + 0.5 for k in range(len(answer.plans))], heads, fontsize=size)
    axes.xaxis.tick_top()
    axes.set_yticks(
        [k + 0.5 for k in range(len(answer.sets))], [textwrap.fill(each.title, ROW) for each in answer.sets], fontsize=9
    )
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    key = "thick frame: a set of those who hold the plan;\nbeside: at some equilibrium only; -: the plan fails"
    axes.set_xlabel(key, fontsize=9, color=FAINT)
    return Picture(name, figure, _in_words(answer, title))


def _in_words(answer: Plans, title: str) -> str:
    lines = [f"{title}.", *sentences(answer)]
    for plan in answer.plans:
        holders = [each.title for each in answer.sets if each.name in plan.held_by]
        under = "; ".join(f"{each.title} {SIGNS[answer.verdicts[plan.name, each.name]]}" for each in answer.sets)
        lines.append(f"{plan.title} (held by {'; '.join(holders)}): {under}.")
    return "\n".join(lines)
