"""Correlated and coarse correlated equilibria that are best for a stated purpose, by linear programming.

A mediator draws a profile a from a distribution x known to all and tells each player only its own part. It is a
*correlated equilibrium* (Aumann 1974, 1987) if nobody gains by disobeying:

    sum over a with a_i = k of x(a) * (u_i(l, a_-i) - u_i(k, a_-i)) <= 0   for every player i and strategies k, l,

and a *coarse correlated equilibrium* (Moulin and Vial 1978) if nobody gains by refusing beforehand to listen:

    sum over a of x(a) * (u_i(l, a_-i) - u_i(a)) <= 0                      for every player i and strategy l.

Both are polytopes, so the one that makes any sum of x(a) * worth(a) greatest or least is a linear programme. Every Nash
equilibrium is a correlated one, every correlated one is coarse, and a convex mixture of any is one again.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING

import numpy as np
import numpy.typing as npt

from ..errors import InputError
from ..games.arrays import Array, Mask
from ..games.disobedience import disobedience, exact_incentives
from ..games.fractions import fractions_of
from ..games.normal_form import Game, Profile
from ..games.rational_programme import MOST_CELLS, greatest

if TYPE_CHECKING:
    from scipy.sparse import csr_array


NEGLIGIBLE = 1e-9
"""A profile that the programme gives less than this is rounding; it is dropped and the rest made to sum to 1."""


@dataclass(frozen=True, eq=False)
class Correlated:
    """A correlated equilibrium (or coarse one) that is best for what was asked, with the check of what it is.

    `chances[a]` is the chance that the mediator draws profile a; profiles not listed are never drawn. `value` is the
    sum of chance x worth. `gain` is the most that any player could gain by disobeying one of its recommendations,
    having heard it (coarse: by not listening), in payoff points, computed from `chances` and the payoffs alone;
    `obeyed` says that nobody gains (see `disobedience`), which makes it an equilibrium. `expected`
    holds every player's payoff. Where another distribution is just as good, which of them is found is up to the
    programme.
    """

    game: Game
    coarse: bool
    chances: Mapping[Profile, float]
    value: float
    expected: Array
    gain: float
    obeyed: bool
    reason: str

    def chance(self, condition: Mask) -> float:
        """The chance that a profile is drawn at which the condition holds; the condition broadcasts to the profiles."""
        holds = np.broadcast_to(condition, self.game.shape)
        return sum(chance for profile, chance in self.chances.items() if holds[profile])

    def recommended(self, player: str) -> Array:
        """The chance of each recommendation to a player, shape (m_i,)."""
        i = self.game.player(player)
        chances = np.zeros(self.game.shape[i])
        for profile, chance in self.chances.items():
            chances[profile[i]] += chance
        return chances


@dataclass(frozen=True, eq=False)
class PayoffBounds:
    """The least and the greatest payoff of every player over all correlated (or coarse) equilibria, shape (N,)."""

    game: Game
    coarse: bool
    least: tuple[Correlated, ...]
    greatest: tuple[Correlated, ...]

    @property
    def low(self) -> Array:
        """Every player's least payoff, shape (N,)."""
        return np.array([plan.value for plan in self.least])

    @property
    def high(self) -> Array:
        """Every player's greatest payoff, shape (N,)."""
        return np.array([plan.value for plan in self.greatest])


def correlated_equilibrium(
    game: Game, worth: npt.ArrayLike | None = None, *, least: bool = False, coarse: bool = False
) -> Correlated:
    """The correlated equilibrium with the greatest (or `least`) sum of chance x worth.

    `worth` holds what each profile is worth, an array that broadcasts to the profiles: a player's payoffs
    (`game.payoffs[i]`), the 1 and 0 of a condition, whose sum is its probability; by default the sum of all payoffs.
    There is always one. It is a vertex of the polytope, so few profiles are drawn: at most one more than there are
    incentive constraints. All equilibria are not listed: the polytope may have very many vertices.

    Where the programme's answer is no equilibrium, payoffs being of very different sizes, a small game is solved once
    more in rational arithmetic.

    HiGHS, interior point: the incentive matrix has sum of m_i (m_i - 1) rows (coarse: sum of m_i) and one column a
    profile, of which one entry a player and other strategy is not zero. A tenth of a second for 5,184 profiles.

    Raises InputError for a worth that does not fit the game or is not finite.
    """
    value = _worth(game, worth)
    from scipy.optimize import linprog

    sign = 1.0 if least else -1.0
    size = float(np.abs(value).max()) or 1.0
    incentives = incentive_matrix(game, coarse)
    solved = linprog(
        sign * value.reshape(-1) / size,
        A_ub=incentives if incentives.shape[0] else None,
        b_ub=np.zeros(incentives.shape[0]) if incentives.shape[0] else None,
        A_eq=np.ones((1, game.profiles)),
        b_eq=np.ones(1),
        bounds=(0.0, None),
        method="highs-ipm",
        options={"presolve": False},
    )
    if solved.x is None:
        nothing, reason = np.full(len(game.players), np.nan), f"the linear programme was not solved: {solved.message}"
        return Correlated(game, coarse, {}, math.nan, nothing, math.nan, False, reason)
    plan = _checked(game, coarse, solved.x, NEGLIGIBLE, value, str(solved.message) if solved.status else "")
    if plan.obeyed or incentives.shape[0] * (incentives.shape[0] + game.profiles) > MOST_CELLS:
        return plan
    rows = exact_incentives(fractions_of(game), coarse)
    chances = greatest([Fraction(worth) for worth in (-sign * value).ravel().tolist()], rows)
    return plan if chances is None else _checked(game, coarse, np.array(chances, dtype=float), 0.0, value, "")


def payoff_bounds(game: Game, *, coarse: bool = False) -> PayoffBounds:
    """Between which payoffs every correlated (or coarse) equilibrium leaves each player: two programmes a player."""
    least, greatest = (
        tuple(correlated_equilibrium(game, payoffs, least=least, coarse=coarse) for payoffs in game.payoffs)
        for least in (True, False)
    )
    return PayoffBounds(game, coarse, least, greatest)


def incentive_matrix(game: Game, coarse: bool = False) -> "csr_array":
    """The gains from disobeying, which a distribution over the profiles (C order) must turn into sums of at most 0.

    Correlated: a row for each player, recommendation k and other strategy l, in that order; coarse: for each player
    and strategy l. As shares of the player's payoff range. Rows without an entry are left out.
    """
    from scipy.sparse import csr_array

    flat = game.payoffs.reshape(len(game.players), -1)
    ranges = np.ptp(flat, axis=1)
    values, rows, columns, first = [], [], [], 0
    for i, m in enumerate(game.shape):
        stride = int(np.prod(game.shape[i + 1 :]))
        heard = np.arange(game.profiles) // stride % m
        for other in range(m):
            gains = (flat[i].take(np.arange(game.profiles) + (other - heard) * stride) - flat[i]) / (ranges[i] or 1.0)
            kept = np.flatnonzero(gains)
            values.append(gains[kept])
            columns.append(kept)
            rows.append(first + (np.full(len(kept), other) if coarse else heard[kept] * m + other))
        first += m if coarse else m * m
    entries = np.concatenate(values), (np.concatenate(rows), np.concatenate(columns))
    matrix = csr_array(entries, shape=(first, game.profiles))
    return matrix[np.flatnonzero(np.diff(matrix.indptr))]


def _worth(game: Game, worth: npt.ArrayLike | None) -> Array:
    given = game.payoffs.sum(axis=0) if worth is None else np.asarray(worth, dtype=float)
    try:
        value = np.broadcast_to(given, game.shape)
    except ValueError:
        shapes = f"the shape {given.shape}; the profiles have {game.shape}"
        raise InputError(f"what profiles are worth has {shapes}.") from None
    if not np.isfinite(value).all():
        raise InputError("what profiles are worth holds a value that is not a finite number.")
    return value


def _checked(game: Game, coarse: bool, chances: Array, negligible: float, value: Array, trouble: str) -> Correlated:
    drawn = np.flatnonzero(chances > negligible)
    profiles = np.stack(np.unravel_index(drawn, game.shape), axis=1)
    weights = chances[drawn] / chances[drawn].sum()
    gains = disobedience(game, profiles, weights, coarse)
    obeyed = not gains.any()
    kind = "coarse correlated equilibrium" if coarse else "correlated equilibrium"
    if not obeyed:
        reason = f"the programme's answer is no {kind}: somebody gains {gains.max():.2g} by disobeying. {trouble}"
    elif value.max() == value.min():
        reason = f"a {kind}; all are equally good, every profile being worth the same."
    else:
        reason = f"a {kind} that is best for what was asked; others may be as good."
    at = tuple(profiles.T)
    plan = dict(zip(map(tuple, profiles.tolist()), weights.tolist(), strict=True))
    expected = game.payoffs[(slice(None), *at)] @ weights
    worth, gain = float(value[at] @ weights), float(gains.max())
    return Correlated(game, coarse, plan, worth, expected, gain, obeyed, reason.strip())
