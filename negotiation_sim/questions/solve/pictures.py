"""The principal branch: how often each player makes each move as play grows more precise, and where that ends."""

import math
from collections.abc import Iterator, Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.ticker import NullLocator
from matplotlib.transforms import ScaledTranslation, blended_transform_factory

from ...games.normal_form import Array
from ...present.canvas import COLOURS, FAINT, INK, LINES, MARKERS, Picture, canvas, heading, notes, wrapped
from ...present.phrases import capital
from ...solve.quantal import Branch
from ...worlds.solved import Solved
from .answer import SolveAnswer
from .belief_pictures import belief_pictures
from .titles import move_of
from .tree_pictures import tree_pictures

BETWEEN = 24
COLUMNS = 2
CLEAR = 0.1
"""How far apart markers are, as a share of the panel."""

ROW = 2.1
NAMES = 8
"""As many moves are named beside a panel ROW inches high; for more the panels grow."""


def pictures(answer: SolveAnswer) -> Iterator[Picture]:
    """Of a scenario's quantal branch the picture quantal_branch_NAME; of a tree those of its play; else none."""
    if isinstance(answer.content, Branch) and answer.solved:
        yield picture(answer.content, answer.solved, f"quantal_branch_{answer.name}")
    yield from tree_pictures(answer)
    yield from belief_pictures(answer)


def picture(branch: Branch, solved: Solved, name: str = "quantal_branch") -> Picture:
    """A panel for each player who has a choice, a line for each of its moves with its name; below, what it tends to."""
    game, players = branch.game, solved.scenario.case.players
    free = [i for i, m in enumerate(game.shape) if m > 1]
    rows, columns = max(1, -(-len(free) // COLUMNS)), min(COLUMNS, max(len(free), 1))
    title = f"{solved.scenario.title}: play with fewer and fewer errors"
    sentences = wrapped(map(capital, (branch.reason, *branch.solution.warnings)))
    row = ROW * max(1.0, max(game.shape) / NAMES)
    ratios = [row] * rows + [0.23 * len(sentences)]
    figure, panels = canvas(title, [solved.scenario], 1.7 + row * rows + 0.2 * len(sentences), rows + 1, columns,
                            sharex=True, sharey=True, height_ratios=ratios)  # fmt: skip
    ends = branch.end if branch.limit is None else branch.limit
    for axes, i in zip(panels, free, strict=False):
        _lines(axes, branch, i, ends[i], solved)
        heading(axes, players[game.players[i]].name)
    for axes in panels[len(free) :]:
        axes.set_visible(False)
    for axes in panels[max(0, len(free) - columns) : len(free)]:
        axes.tick_params(labelbottom=True)
    for axes in panels[columns * (rows - 1) : len(free)]:
        axes.set_xlabel("Precision, from random to best moves:\nlambda per payoff point, log scale", fontsize=9)
    panels[0].set_ylim(-0.04, 1.04)
    panels[0].set_yticks([0, 0.5, 1], ["never", "half", "always"])
    figure.supylabel("Share of play", fontsize=9.5, color=INK)
    panels[rows * columns].set_visible(True)
    notes(panels[rows * columns], sentences)
    return Picture(name, figure, _in_words(branch, solved, title, free, ends))


def _lines(axes: Axes, branch: Branch, player: int, ends: Array, solved: Solved) -> None:
    """The shares of a player's moves, each line with a marker where it stands apart, and its name at its end."""
    lambdas, shares = _between(branch.lambdas, branch.play[player])
    last = float(lambdas.max()) or 1.0
    first = last * 1e-5 if last > 1e4 else last * 1e-4
    shown = lambdas >= first
    lambdas, shares = lambdas[shown], shares[shown]
    for k, at in enumerate(_alone(np.log(lambdas), shares)):
        axes.plot(
            lambdas, shares[:, k], LINES[k % 4], color=COLOURS[k % 7], linewidth=2,
            marker=MARKERS[k % 7], markevery=[at], markersize=6.5, markeredgecolor="white", markeredgewidth=0.6,
        )  # fmt: skip
    _names(axes, _moves(branch, player, solved), [float(share) for share in ends])
    axes.set_xscale("log")
    axes.set_xlim(max(first, float(lambdas.min())), last)
    _ticks(axes)


def _moves(branch: Branch, player: int, solved: Solved) -> list[str]:
    game = branch.game
    return [move_of(game.players[player], move, solved) for move in game.strategies[player]]


def _alone(across: Array, shares: Array) -> list[int]:
    """For each line the point where its marker is farthest from the other lines; clear of ends and other markers."""
    across = (across - across[0]) / (across[-1] - across[0] or 1.0)
    marked: list[int] = []
    for k, share in enumerate(shares.T):
        gaps = np.abs(np.delete(shares, k, axis=1) - share[:, None]).min(axis=1)
        gaps[(across < CLEAR / 2) | (across > 1 - CLEAR / 2)] -= 1
        for other, at in enumerate(marked):
            gaps[np.hypot(across - across[at], share - shares[at, other]) < CLEAR] -= 1
        marked.append(int(gaps.argmax()))
    return marked


def _names(axes: Axes, labels: Sequence[str], ends: Sequence[float]) -> None:
    """Each move's marker and name to the right of the panel, with a thin leader from where its line ends."""
    beside = blended_transform_factory(axes.transAxes, axes.transData)
    leader, sign, name = (
        beside + ScaledTranslation(right / 72, 0, axes.figure.dpi_scale_trans) for right in (11, 16, 22)
    )
    thin = {"arrowstyle": "-", "color": FAINT, "linewidth": 0.6, "shrinkA": 0, "shrinkB": 0}
    for k, (label, end, place) in enumerate(zip(labels, ends, _stacked(ends), strict=True)):
        if place != end:
            axes.annotate("", (1, end), (1, place), beside, leader, arrowprops=thin)
        axes.scatter(
            [1], [place], 32, COLOURS[k % 7], marker=MARKERS[k % 7], transform=sign, clip_on=False, linewidths=0
        )
        axes.text(1, place, label, transform=name, va="center", fontsize=9, color=INK)


def _ticks(axes: Axes) -> None:
    """A tick for every decade, for every second where they are many."""
    low, high = (math.log10(end) for end in axes.get_xlim())
    decades = range(math.ceil(low), math.floor(high) + 1)
    axes.set_xticks([10.0**k for k in decades[:: 1 if len(decades) <= 4 else 2]])
    axes.xaxis.set_major_formatter("{x:g}")
    axes.xaxis.set_minor_locator(NullLocator())
    axes.tick_params(axis="x", labelsize=8.5)


def _stacked(ends: Sequence[float]) -> list[float]:
    """Where the names of the lines stand: beside their ends, those that end together one above another."""
    least = 1.0 / max(NAMES, len(ends))
    order = sorted(range(len(ends)), key=lambda k: ends[k])
    places, lowest = [0.0] * len(ends), 0.0
    for k in order:
        places[k] = max(ends[k], lowest)
        lowest = places[k] + least
    highest = 1.0
    for k in reversed(order):
        places[k] = min(places[k], highest)
        highest = places[k] - least
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


def _in_words(branch: Branch, solved: Solved, title: str, free: Sequence[int], ends: Sequence[Array]) -> str:
    game, players = branch.game, solved.scenario.case.players
    in_words = [f"{title}. {capital(branch.reason)}"]
    for i in free:
        shares = (f"{move} {share:.3f}" for move, share in zip(_moves(branch, i, solved), ends[i], strict=True))
        in_words.append(f"{players[game.players[i]].name} ends at {', '.join(shares)}.")
    return "\n".join([*in_words, *branch.solution.warnings])
