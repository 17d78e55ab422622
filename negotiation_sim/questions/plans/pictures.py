"""The plans by the sets under which they work, as a sheet of tiles."""

import textwrap

from matplotlib.patches import Rectangle

from ...present.canvas import COLOURS, FAINT, INK, Picture, canvas
from .answer import Plans
from .forms import SIGNS, sentences

TILES = {"works": (COLOURS[0], "white", "works"), "beside": ("#b9d3e6", INK, "beside"), "fails": ("#f2f2f2", INK, "-")}
"""Fill and ink of a tile, and what it says."""


def picture(answer: Plans, name: str = "plans") -> Picture:
    """A row for each set, a column for each plan; a thick frame where the set is one of those who hold the plan."""
    title = "Under whose assumptions each plan works"
    figure, (axes,) = canvas(title, [*answer.scenarios.values()], 2.9 + 0.36 * len(answer.sets))
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
    letters = max(8, 84 // len(answer.plans))
    axes.set_xticks([k + 0.5 for k in range(len(answer.plans))],
                    [textwrap.fill(plan.title, letters) for plan in answer.plans], fontsize=9)  # fmt: skip
    axes.xaxis.tick_top()
    axes.set_yticks([k + 0.5 for k in range(len(answer.sets))], [each.title for each in answer.sets], fontsize=9)
    axes.tick_params(length=0)
    axes.spines[:].set_visible(False)
    axes.set_xlabel("thick frame: a set of those who hold the plan; beside: at some equilibrium only", fontsize=9,
                    color=FAINT)  # fmt: skip
    return Picture(name, figure, _in_words(answer, title))


def _in_words(answer: Plans, title: str) -> str:
    lines = [f"{title}.", *sentences(answer)]
    for plan in answer.plans:
        under = "; ".join(f"{each.name} {SIGNS[answer.verdicts[plan.name, each.name]]}" for each in answer.sets)
        lines.append(f"{plan.title} (held by {', '.join(plan.held_by)}): {under}.")
    return "\n".join(lines)
