"""The staged path: the moves on the path from top to bottom, and beside each what deviating would bring."""

from collections.abc import Sequence

from matplotlib.axes import Axes

from ...present.canvas import COLOURS, FAINT, INK, Picture, bare, canvas
from ...present.phrases import points
from ...solve.staged import Path
from ...worlds.solved import Solved
from .in_full import Mover, movers_on, rule_in_words

SPINE = 3.1
BRANCH = 3.55


def picture(solved: Solved, path: Path, name: str = "") -> Picture:
    """One row per mover who has a choice, the movers of one stage bracketed together."""
    stages = [movers for _, movers in movers_on(solved, path) if movers]
    title = f"{solved.scenario.title}: the staged path by {rule_in_words(solved, path)}"
    rows = sum(_height(mover) for stage in stages for mover in stage) + 0.35 * len(stages)
    figure, (axes,) = canvas(title, [solved.scenario], 1.9 + 0.3 * rows)
    bare(axes)
    axes.set_xlim(0, 9)
    axes.set_ylim(rows + 0.6, -1.1)
    axes.text(0.0, -0.55, "Who moves, what it plays and gets", fontsize=9.5, color=FAINT)
    head = "What it would get instead (and who would then move differently)"
    axes.text(BRANCH, -0.55, head, fontsize=9.5, color=FAINT)
    y = 0.0
    for number, stage in enumerate(stages, 1):
        y = _draw_stage(axes, number, stage, y) + 0.35
    axes.plot([SPINE, SPINE], [-0.2, y - 0.35], color=COLOURS[0], linewidth=3, zorder=0, solid_capstyle="round")
    return Picture(name or f"path_{path.rule}", figure, _in_words(title, stages))


def _height(mover: Mover) -> float:
    return max(1.0, float(len(mover.others)))


def _draw_stage(axes: Axes, number: int, stage: Sequence[Mover], y: float) -> float:
    top = y
    for mover in stage:
        middle = y + (_height(mover) - 1) / 2
        axes.plot([SPINE], [middle], "o", color=COLOURS[0], markersize=7)
        text = f"{mover.player}: {mover.move}  {points(mover.payoff)}"
        axes.text(SPINE - 0.18, middle, text, ha="right", va="center", fontsize=10, fontweight="bold", color=INK)
        for k, (move, payoff, then) in enumerate(mover.others):
            axes.plot([SPINE, BRANCH - 0.06], [middle, y + k], "--", color=FAINT, linewidth=1)
            after = f"  ({_short(then)})" if then else ""
            axes.text(BRANCH, y + k, f"{move}  {points(payoff)}{after}", va="center", fontsize=9.5, color=INK)
        y += _height(mover)
    axes.plot([0.02, 0.02], [top - 0.35, y - 0.65], color=COLOURS[1], linewidth=2)
    axes.text(0.1, (top + y - 1) / 2, f"stage {number}", va="center", fontsize=9, color=FAINT)
    return y


def _short(text: str, limit: int = 58) -> str:
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
