"""The principal branch: how often each player makes each move as play grows more precise, and where that ends."""

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from ...analyse.compare import Solved
from ...game.game import Array
from ...solve.quantal import Branch
from ..words import words
from .canvas import COLOURS, INK, LINES, Picture, apart, canvas, heading

BETWEEN = 24
COLUMNS = 3


def picture(found: Branch, solved: Solved, name: str = "quantal_branch") -> Picture:
    """A panel for each player who has a choice, a line for each of its moves, named at its end."""
    game, players = found.game, solved.scenario.case.players
    free = [i for i, own in enumerate(game.strategies) if len(own) > 1]
    rows = -(-len(free) // COLUMNS) if free else 1
    columns = min(COLUMNS, max(len(free), 1))
    title = f"{solved.scenario.title}: play that grows more precise"
    figure, panels = canvas(title, [solved.scenario], 1.9 + 2.1 * rows, rows, columns, sharex=True, sharey=True)
    ends = _ends(found)
    for axes, i in zip(panels, free, strict=False):
        _lines(axes, found, i, ends[i])
        heading(axes, players[game.players[i]].name)
    for axes in panels[len(free) :]:
        axes.set_visible(False)
    for axes in panels[max(0, len(free) - columns) : len(free)]:
        axes.tick_params(labelbottom=True)
        axes.set_xlabel("Precision, from random to best moves:\nlambda per payoff point, log scale", fontsize=8.5)
    panels[0].set_ylim(-0.04, 1.04)
    panels[0].set_yticks([0, 0.5, 1], ["never", "half", "always"])
    figure.supylabel("Share of play", fontsize=9.5, color=INK)
    return Picture(name, figure, _in_words(found, solved, title, free, ends))


def _ends(found: Branch) -> Sequence[Array]:
    return found.solution.equilibria[0] if found.solution.equilibria else found.end


def _lines(axes: Axes, found: Branch, player: int, ends: Array) -> None:
    lambdas, shares = _between(found.lambdas, found.play[player])
    last = float(lambdas.max()) or 1.0
    first = last * 1e-5 if last > 1e4 else last * 1e-4
    shown = lambdas >= first
    places = apart([float(share) for share in ends], 0.13)
    for k, label in enumerate(found.game.strategies[player]):
        colour = COLOURS[k % 7]
        axes.plot(lambdas[shown], shares[shown, k], LINES[k % 4], color=colour, linewidth=2)
        axes.annotate(words(label), (last, ends[k]), (1.03, places[k]), xycoords="data", textcoords=("axes fraction", "data"),
                      va="center", fontsize=8.5, color=INK,
                      arrowprops={"arrowstyle": "-", "color": colour, "linewidth": 1.2})  # fmt: skip
    axes.set_xscale("log")
    axes.set_xlim(first, last)
    axes.xaxis.set_major_formatter("{x:g}")


def _between(lambdas: Array, shares: Array) -> tuple[Array, Array]:
    """More points along the branch, straight between its own in lambda and in the logarithm of the shares."""
    if len(lambdas) == 1:
        return lambdas, shares
    at = np.linspace(0, len(lambdas) - 1, BETWEEN * (len(lambdas) - 1) + 1)
    steps = np.arange(len(lambdas))
    logs = np.log(np.maximum(shares, 1e-300))
    filled = np.exp(np.stack([np.interp(at, steps, own) for own in logs.T], axis=1))
    return np.interp(at, steps, lambdas), filled / filled.sum(axis=1, keepdims=True)


def _in_words(found: Branch, solved: Solved, title: str, free: Sequence[int], ends: Sequence[Array]) -> str:
    game, players = found.game, solved.scenario.case.players
    lines = [f"{title}. {found.reason[:1].upper()}{found.reason[1:]}"]
    for i in free:
        told = (f"{words(label)} {share:.3f}" for label, share in zip(game.strategies[i], ends[i], strict=True))
        lines.append(f"{players[game.players[i]].name} ends at {', '.join(told)}.")
    return "\n".join([*lines, *found.solution.warnings])
