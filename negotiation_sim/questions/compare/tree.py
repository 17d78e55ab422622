"""The staged path: the moves on the path from top to bottom, and beside each what deviating would bring."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes

from ...present.canvas import COLOURS, FAINT, INK, Picture, bare, canvas
from ...present.phrases import points, words
from ...solve.staged import Path
from ...worlds.solved import Solved

SPINE = 3.1
BRANCH = 3.55


@dataclass(frozen=True)
class Step:
    """One mover on the path: what it plays and gets, and (move, payoff, what follows) for each other move."""

    player: str
    move: str
    payoff: float
    others: tuple[tuple[str, float, str], ...]


def picture(solved: Solved, path: Path, name: str = "") -> Picture:
    """One row per mover who has a choice, the movers of one stage bracketed together."""
    stages = [steps for steps in _stages(solved, path) if steps]
    rule = "both rules" if _shared(solved) else f"the rule {words(path.rule)}"
    title = f"{solved.scenario.title}: the staged path by {rule}"
    rows = sum(_height(step) for stage in stages for step in stage) + 0.35 * len(stages)
    figure, (axes,) = canvas(title, [solved.scenario], 1.9 + 0.3 * rows)
    bare(axes)
    axes.set_xlim(0, 9)
    axes.set_ylim(rows + 0.6, -1.1)
    _column_heads(axes)
    y = 0.0
    for number, stage in enumerate(stages, 1):
        y = _draw_stage(axes, number, stage, y) + 0.35
    axes.plot([SPINE, SPINE], [-0.2, y - 0.35], color=COLOURS[0], linewidth=3, zorder=0, solid_capstyle="round")
    return Picture(name or f"path_{path.rule}", figure, _in_words(title, stages))


def _shared(solved: Solved) -> bool:
    return solved.staged is not None and solved.staged.best_joint.profile == solved.staged.cautious.profile


def _stages(solved: Solved, path: Path) -> Iterator[list[Step]]:
    game, case = solved.game, solved.scenario.case
    assert path.profile is not None
    for node in path.nodes:
        steps = []
        for i in (i for i in node.movers if game.shape[i] > 1):
            others = [
                (words(game.strategies[i][d.strategy]), d.payoff, _then(solved, i, path.profile, d.outcome))
                for d in node.deviations
                if d.player == i
            ]
            own = game.strategies[i][path.profile[i]]
            payoff = float(game.payoffs[(i, *path.profile)])
            steps.append(Step(case.players[game.players[i]].name, words(own), payoff, tuple(others)))
        yield steps


def _then(solved: Solved, deviator: int, planned: Sequence[int], outcome: Sequence[int]) -> str:
    """Who would move differently afterwards."""
    game, players = solved.game, solved.scenario.case.players
    changed = [
        f"{players[game.players[j]].name} {words(game.strategies[j][k])}"
        for j, (k, was) in enumerate(zip(outcome, planned, strict=True))
        if k != was and j != deviator
    ]
    return ", ".join(changed)


def _height(step: Step) -> float:
    return max(1.0, float(len(step.others)))


def _column_heads(axes: Axes) -> None:
    axes.text(0.0, -0.55, "Who moves, what it plays and gets", fontsize=9.5, color=FAINT)
    axes.text(
        BRANCH, -0.55, "What it would get instead (and who would then move differently)", fontsize=9.5, color=FAINT
    )


def _draw_stage(axes: Axes, number: int, stage: Sequence[Step], y: float) -> float:
    top = y
    for step in stage:
        middle = y + (_height(step) - 1) / 2
        axes.plot([SPINE], [middle], "o", color=COLOURS[0], markersize=7)
        text = f"{step.player}: {step.move}  {points(step.payoff)}"
        axes.text(SPINE - 0.18, middle, text, ha="right", va="center", fontsize=10, fontweight="bold", color=INK)
        for k, (move, payoff, then) in enumerate(step.others):
            axes.plot([SPINE, BRANCH - 0.06], [middle, y + k], "--", color=FAINT, linewidth=1)
            after = f"  ({_short(then)})" if then else ""
            axes.text(BRANCH, y + k, f"{move}  {points(payoff)}{after}", va="center", fontsize=9.5, color=INK)
        y += _height(step)
    axes.plot([0.02, 0.02], [top - 0.35, y - 0.65], color=COLOURS[1], linewidth=2)
    axes.text(0.1, (top + y - 1) / 2, str(number), va="center", fontsize=9, color=FAINT)
    return y


def _short(text: str, limit: int = 58) -> str:
    return text if len(text) <= limit else text[: limit - 3].rsplit(",", 1)[0] + ", ..."


def _in_words(title: str, stages: Sequence[Sequence[Step]]) -> str:
    lines = [f"{title}."]
    for number, stage in enumerate(stages, 1):
        for step in stage:
            others = "; ".join(
                f"{move} would give {points(payoff)}{f' ({then})' if then else ''}"
                for move, payoff, then in step.others
            )
            lines.append(f"Stage {number}, {step.player} plays {step.move} and gets {points(step.payoff)}: {others}.")
    return "\n".join(lines)
