"""The principal branch: how often each player makes each move as play grows more precise, and where that ends."""

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from ...analyse.compare import Solved
from ...game.game import Array
from ...solve.quantal import Branch
from ..words import words
from .canvas import COLOURS, INK, LINES, Picture, canvas, heading, notes, wrapped

BETWEEN = 24
COLUMNS = 3
APART = 0.13


def picture(found: Branch, solved: Solved, name: str = "quantal_branch") -> Picture:
    """A panel for each player who has a choice, a line for each of its moves, named at its end; below, what it tends to."""
    game, players = found.game, solved.scenario.case.players
    free = [i for i, own in enumerate(game.strategies) if len(own) > 1]
    rows, columns = max(1, -(-len(free) // COLUMNS)), min(COLUMNS, max(len(free), 1))
    title = f"{solved.scenario.title}: play that grows more precise"
    told = wrapped([found.reason[:1].upper() + found.reason[1:], *found.solution.warnings], 118)
    ratios = [1.0] * rows + [0.11 * len(told)]
    figure, panels = canvas(title, [solved.scenario], 1.7 + 2.1 * rows + 0.2 * len(told), rows + 1, columns,
                            sharex=True, sharey=True, height_ratios=ratios)  # fmt: skip
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
    panels[rows * columns].set_visible(True)
    notes(panels[rows * columns], told)
    return Picture(name, figure, _in_words(found, solved, title, free, ends))


def _ends(found: Branch) -> Sequence[Array]:
    return found.end if found.limit is None else found.limit


def _lines(axes: Axes, found: Branch, player: int, ends: Array) -> None:
    lambdas, shares = _between(found.lambdas, found.play[player])
    last = float(lambdas.max()) or 1.0
    first = last * 1e-5 if last > 1e4 else last * 1e-4
    shown = lambdas >= first
    places = _stacked([float(share) for share in ends])
    edge: Any = ("axes fraction", "data")
    for k, label in enumerate(found.game.strategies[player]):
        style, colour = LINES[k % 4], COLOURS[k % 7]
        axes.plot(lambdas[shown], shares[shown, k], style, color=colour, linewidth=2)
        sample = {"arrowstyle": "-", "linestyle": style, "color": colour, "linewidth": 2, "shrinkA": 0, "shrinkB": 5}
        axes.annotate("", (1, places[k]), (32, 0), edge, "offset points", arrowprops=sample)
        axes.annotate(
            words(label), (1, places[k]), (36, 0), edge, "offset points", va="center", fontsize=8.5, color=INK
        )
    axes.set_xscale("log")
    axes.set_xlim(max(first, float(lambdas[shown].min())), last)
    axes.xaxis.set_major_formatter("{x:g}")


def _stacked(ends: Sequence[float]) -> list[float]:
    """Where the names of the lines stand: beside their ends, those that end together one above another."""
    order = sorted(range(len(ends)), key=lambda k: ends[k])
    places, lowest = [0.0] * len(ends), 0.0
    for k in order:
        places[k] = max(ends[k], lowest)
        lowest = places[k] + APART
    highest = 1.0
    for k in reversed(order):
        places[k] = min(places[k], highest)
        highest = places[k] - APART
    return places


def _between(lambdas: Array, shares: Array) -> tuple[Array, Array]:
    """More points along the branch, on smooth curves through its own for lambda and the logarithms of the shares."""
    if len(lambdas) == 1:
        return lambdas, shares
    from scipy.interpolate import PchipInterpolator

    steps = np.arange(len(lambdas))
    at = np.linspace(0, steps[-1], BETWEEN * (len(lambdas) - 1) + 1)
    logs = np.log(np.maximum(shares, 1e-300))
    curves = PchipInterpolator(steps, np.column_stack([lambdas, logs]))(at)
    filled = np.exp(curves[:, 1:])
    precise, filled = curves[:, 0], filled / filled.sum(axis=1, keepdims=True)
    precise[::BETWEEN], filled[::BETWEEN] = lambdas, shares
    return precise, filled


def _in_words(found: Branch, solved: Solved, title: str, free: Sequence[int], ends: Sequence[Array]) -> str:
    game, players = found.game, solved.scenario.case.players
    lines = [f"{title}. {found.reason[:1].upper()}{found.reason[1:]}"]
    for i in free:
        told = (f"{words(label)} {share:.3f}" for label, share in zip(game.strategies[i], ends[i], strict=True))
        lines.append(f"{players[game.players[i]].name} ends at {', '.join(told)}.")
    return "\n".join([*lines, *found.solution.warnings])
