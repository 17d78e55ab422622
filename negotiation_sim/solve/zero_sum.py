"""Two-player games in which one player gets what the other loses: one equilibrium by linear programming."""

from collections.abc import Iterator

import numpy as np

from ..games.arrays import Array, Index
from ..games.normal_form import Game, MixedProfile
from ..language.rounding import UNIT
from .solution import Solution, certify

PLAYED = 1e-9
"""A strategy with a smaller chance in the programme's answer is taken not to be played."""


def is_zero_sum(game: Game) -> bool:
    """Whether two players' payoffs add up to the same number everywhere, but for the rounding of the sums."""
    if len(game.players) != 2:
        return False
    sums, sizes = game.payoffs.sum(axis=0), np.abs(game.payoffs).sum(axis=0)
    rounding = 2 * UNIT * (sizes + sizes.flat[0])
    if game.rounding is not None:
        cells = game.rounding.cells.sum(axis=0)
        rounding = rounding + cells + cells.flat[0]
    return bool((np.abs(sums - sums.flat[0]) <= rounding).all())


def zero_sum_equilibrium(game: Game) -> Solution[MixedProfile]:
    """One equilibrium of a game in which two players' payoffs add up to a constant.

    The row player's mixture maximises what it gets at least, v: max v with A^T x >= v, x >= 0, sum x = 1; the column
    player's are the prices of these conditions (von Neumann 1928; Dantzig 1951). HiGHS; then the equations of the
    strategies that are played are solved once more, and the profile with less regret is kept. Where there are several
    equilibria, all give each player the same payoff, and which one is found is up to the programme. A fraction of a
    second for 150 x 150.
    """
    candidates = list(_candidates(game))
    best = min(candidates, key=game.regret) if candidates else None
    shown = [] if best is None else [best]
    reason = "" if best is not None else "no equilibrium was found: the linear programme was not solved."
    return certify(game, shown, "linear programming", reason=reason, converged=best is not None)


def _candidates(game: Game) -> Iterator[MixedProfile]:
    from scipy.optimize import linprog

    values = game.payoffs[0]
    scaled = (values - values.min()) / (np.ptp(values) or 1.0)
    rows, columns = scaled.shape
    solved = linprog(
        np.append(np.zeros(rows), -1.0),
        A_ub=np.column_stack([-scaled.T, np.ones(columns)]),
        b_ub=np.zeros(columns),
        A_eq=np.append(np.ones(rows), 0.0)[None],
        b_eq=np.ones(1),
        bounds=[(0.0, None)] * rows + [(None, None)],
        method="highs",
    )
    if solved.x is None:
        return
    x, y = np.clip(solved.x[:-1], 0.0, None), np.clip(-solved.ineqlin.marginals, 0.0, None)
    if not x.sum() or not y.sum():
        return
    yield x / x.sum(), y / y.sum()
    played = np.flatnonzero(x > PLAYED), np.flatnonzero(y > PLAYED)
    again = _equal(scaled[np.ix_(*played)].T, played[0], rows), _equal(scaled[np.ix_(*played)], played[1], columns)
    if again[0] is not None and again[1] is not None:
        yield again[0], again[1]


def _equal(payoffs: Array, played: Index, size: int) -> Array | None:
    """The chances of the strategies played at which all of the other's, the rows of `payoffs`, are worth the same."""
    others, count = payoffs.shape
    system = np.zeros((others + 1, count + 1))
    system[:others, :count], system[:others, count], system[others, :count] = payoffs, -1.0, 1.0
    chances = np.linalg.lstsq(system, np.append(np.zeros(others), 1.0))[0][:count]
    if not np.isfinite(chances).all() or chances.min() < 0 or not chances.sum():
        return None
    full = np.zeros(size)
    full[played] = chances / chances.sum()
    return full
