"""Two players' payoffs as the table that students draw, best replies marked, equilibria framed."""

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.patches import Rectangle

from ...present.canvas import FAINT, INK, RULE, WIDTH, Picture, bare, canvas, letters_in, wrapped
from ...present.phrases import moves_in_words, payoffs
from .answer import Bimatrix
from .forms import cell, moves_shown

UNDER = 8.8
"""Points of the line below a letter of a number, as wide as the columns beside the heads leave them."""
SHADE = "#d4e3f0"
NOTE = "Bold and underlined: a best reply to the other's move. Shaded: both are, an equilibrium of these two."


def picture(answer: Bimatrix, name: str = "matrix") -> Picture:
    """A cell per pair of moves: the row player's payoff low left, the column player's high right."""
    game, case = answer.game, answer.solved.scenario.case
    row, column = (case.players[player].name for player in game.players)
    at = f", result\xa0{answer.result}" if answer.result else ""
    title = f"{answer.solved.scenario.title}{at}: payoffs of {row} (rows) and {column} (columns)"
    held = f"All others held: {moves_in_words(case, answer.others)}." if answer.others else ""
    notes = wrapped([NOTE, held])
    figure, (axes,) = canvas(title, [answer.solved.scenario], 2.2 + 0.85 * game.shape[0] + 0.2 * len(notes))
    bare(axes)
    axes.set_xlim(-0.35 * game.shape[1], game.shape[1] + 0.02)
    axes.set_ylim(game.shape[0] + 0.1 + 0.28 * len(notes), -0.85)
    for r in range(game.shape[0]):
        for c in range(game.shape[1]):
            _cell(axes, answer, r, c)
    _heads(axes, row, column, moves_shown(answer))
    below = (-0.35 * game.shape[1], game.shape[0] + 0.12)
    axes.text(*below, "\n".join(notes), fontsize=9, color=FAINT, va="top", linespacing=1.4)
    return Picture(name, figure, _in_words(answer, title, held))


def _cell(axes: Axes, answer: Bimatrix, r: int, c: int) -> None:
    best = answer.best_replies(r, c)
    axes.add_patch(Rectangle((c, r), 1, 1, facecolor=SHADE if all(best) else "white", edgecolor=RULE))
    if all(best):
        axes.add_patch(Rectangle((c + 0.02, r + 0.03), 0.96, 0.94, fill=False, edgecolor=INK, linewidth=1.6))
    corners = [(0.08, 0.76, "left"), (0.92, 0.3, "right")]
    for k, ((x, y, ha), text) in enumerate(zip(corners, payoffs(answer.game, (r, c)), strict=True)):
        weight = "bold" if best[k] else "normal"
        axes.annotate(text, (c + x, r + y), ha=ha, va="center", fontsize=11, fontweight=weight, color=INK)
        if best[k]:
            wide = UNDER * len(text) * answer.game.shape[1] / (WIDTH * 72)
            left = c + x if ha == "left" else c + x - wide
            axes.plot([left, left + wide], [r + y + 0.14] * 2, color=INK, linewidth=1.4)
    axes.plot([c, c + 1], [r, r + 1], color=RULE, linewidth=0.8)


def _heads(axes: Axes, row: str, column: str, strategies: Sequence[Sequence[str]]) -> None:
    count = len(strategies[1])
    beside, above = letters_in(10, 1.6), letters_in(10, 4.4 / count)
    for r, label in enumerate(strategies[0]):
        axes.text(-0.06, r + 0.5, textwrap.fill(label, beside), ha="right", va="center", fontsize=10, color=INK)
    for c, label in enumerate(strategies[1]):
        axes.text(c + 0.5, -0.12, textwrap.fill(label, above), ha="center", va="bottom", fontsize=10, color=INK)
    axes.text(-0.06, -0.12, row, ha="right", va="bottom", fontsize=10.5, fontweight="bold", color=INK)
    axes.text(count / 2, -0.5, column, ha="center", va="bottom", fontsize=10.5, fontweight="bold",
              color=INK)  # fmt: skip


def _in_words(answer: Bimatrix, title: str, held: str) -> str:
    rows, columns = moves_shown(answer)
    lines = [f"{title}. In each cell the row's payoff, then the column's; * marks a best reply. {held}".strip()]
    for r, label in enumerate(rows):
        cells = "; ".join(f"{other} {cell(answer, r, c)}" for c, other in enumerate(columns))
        lines.append(f"{label}: {cells}.")
    return "\n".join(lines)
