"""The staged path: the moves on the path from top to bottom, and beside each what deviating would bring."""

import textwrap
from collections.abc import Sequence

from matplotlib.axes import Axes

from ...present.canvas import COLOURS, FAINT, INK, WIDTH, Picture, bare, canvas, letters_in
from ...present.phrases import points
from ...solve.staged import Path
from ...worlds.solved import Solved
from .in_full import Mover, movers_on, rule_in_words

SPINE = 3.6
BRANCH = 4.0
ROW = 0.38
"""Inches of height for a row of two lines."""
LEFT, RIGHT = letters_in(9.5, WIDTH * (SPINE - 0.7) / 9, bold=True), letters_in(9, WIDTH * (9 - BRANCH) / 9)
"""Letters on a line to the left of the path, and to its right."""


def picture(solved: Solved, path: Path, name: str = "") -> Picture:
    """One row per mover who has a choice, the movers of one stage bracketed together."""
    stages = [movers for _, movers in movers_on(solved, path) if movers]
    title = f"{solved.scenario.title}: the staged path by {rule_in_words(solved, path)}"
    rows = sum(_height(mover) for stage in stages for mover in stage) + 0.35 * len(stages)
    figure, (axes,) = canvas(title, [solved.scenario], 2.0 + ROW * rows)
    bare(axes)
    axes.set_xlim(0, 9)
    axes.set_ylim(rows + 0.2, -1.6)
    axes.text(0.0, -0.6, "Stage, who moves,\nwhat it plays and gets", fontsize=9, color=FAINT)
    head = "What it would get instead\n(and who would then move differently)"
    axes.text(BRANCH, -0.6, head, fontsize=9, color=FAINT)
    y = 0.0
    for number, stage in enumerate(stages, 1):
        y = _draw_stage(axes, number, stage, y) + 0.35
    axes.plot([SPINE, SPINE], [-0.2, y - 0.35], color=COLOURS[0], linewidth=3, zorder=0, solid_capstyle="round")
    return Picture(name or f"path_{path.rule}", figure, _in_words(title, stages))


def _height(mover: Mover) -> float:
    return max(0.45 * (_left(mover).count("\n") + 1), float(len(mover.others)), 1.0)


def _draw_stage(axes: Axes, number: int, stage: Sequence[Mover], y: float) -> float:
    top = y
    for mover in stage:
        middle = y + (_height(mover) - 1) / 2
        axes.plot([SPINE], [middle], "o", color=COLOURS[0], markersize=7)
        axes.text(
            SPINE - 0.18, middle, _left(mover), ha="right", va="center", fontsize=9.5, fontweight="bold", color=INK
        )
        first = middle - (len(mover.others) - 1) / 2
        for k, (move, payoff, then) in enumerate(mover.others):
            axes.plot([SPINE, BRANCH - 0.06], [middle, first + k], "--", color=FAINT, linewidth=1)
            after = f"  ({_short(then)})" if then else ""
            text = _two_lines(f"{move}  {points(payoff)}{after}")
            axes.text(BRANCH, first + k, text, va="center", fontsize=9, color=INK)
        y += _height(mover)
    axes.plot([0.02, 0.02], [top - 0.35, y - 0.65], color=COLOURS[1], linewidth=2)
    axes.text(0.14, (top + y - 1) / 2, str(number), va="center", fontsize=9, color=FAINT)
    return y


def _left(mover: Mover) -> str:
    """Who moves, and below that what it plays and gets."""
    return "\n".join(
        textwrap.wrap(f"{mover.player}:", LEFT) + textwrap.wrap(f"{mover.move}  {points(mover.payoff)}", LEFT)
    )


def _two_lines(text: str) -> str:
    """The text on two lines at most; what is longer ends with an ellipsis."""
    return "\n".join(textwrap.wrap(text, RIGHT, max_lines=2, placeholder=" ..."))


def _short(text: str, limit: int = 62) -> str:
    return text if len(text) <= limit else text[: limit - 3].rsplit(",", 1)[0] + ", ..."


def _in_words(title: str, stages: Sequence[Sequence[Mover]]) -> str:
    lines = [f"{title}."]
    for number, stage in enumerate(stages, 1):
        lines += [f"Stage {number}, {_sentence(mover)}" for mover in stage]
    return "\n".join(lines)


def _sentence(mover: Mover) -> str:
    others = "; ".join(
        f"{move} would give {points(payoff)}{f' ({then})' if then else ''}" for move, payoff, then in mover.others
    )
    return f"{mover.player} plays {mover.move} and gets {points(mover.payoff)}: {others}."
