"""The core, the least core and the nucleolus of a coalitional game, by linear programming (scipy, HiGHS).

The *excess* of a coalition S at a division x of v(N) is e(S, x) = v(S) - x(S), x(S) being the sum of its members'
shares: what they could gain by walking out. Each programme has a row for each of the 2^n coalitions: for nine players
all are solved in a tenth of a second, for twelve in about one.

- The *core* (Gillies 1953) holds the divisions at which no coalition's excess is positive. It may be empty.
- The *least core* (Maschler, Peleg and Shapley 1979) holds those whose greatest excess, over all S other than N and the
  empty one, is least; that least value is positive exactly where the core is empty.
- The *nucleolus* (Schmeidler 1969) is the one individually rational division whose excesses, sorted from the greatest
  down, are lexicographically least. It lies in the core where there is one.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from ..errors import InputError
from ..games.arrays import Array, Index, Mask
from ..games.coalitional import CoalitionalGame, membership

MOST_PLAYERS = 12
"""The programmes have a row for each of 2^n coalitions."""


TOLERANCE = 1e-9
"""Share of the range of worths from which an excess, and of 1 from which a multiplier, counts as positive."""


@dataclass(frozen=True)
class Core:
    """`epsilon` is the least greatest excess, `division` one that attains it.

    Where the core is not empty, `low` and `high` are the least and the most that it gives each player; else empty.
    """

    epsilon: float
    division: Array
    low: Array
    high: Array
    reason: str


@dataclass(frozen=True)
class Nucleolus:
    """The division, and the excesses fixed on the way with how many coalitions each, the greatest first."""

    division: Array
    levels: tuple[tuple[float, int], ...]


def core(game: CoalitionalGame) -> Core:
    """Whether the core is empty, by how much, and what it can give each player: 2n + 1 linear programmes.

    The ranges are sharp for each player alone; not every combination inside them is in the core.
    """
    rows, worths, scale = _scaled(game)
    n = len(game.players)
    solved = _least_excess(rows, worths, _Fixed(np.ones((1, n)), worths[-1:]), None)
    epsilon = float(solved.x[-1]) if n > 1 else 0.0
    if epsilon > TOLERANCE:
        reason = f"the core is empty: some coalition always has an excess of {epsilon * scale:.6g} or more."
        return Core(epsilon * scale + 0.0, solved.x[:n] * scale, np.empty(0), np.empty(0), reason)
    low, high = (np.array([sign * _extreme(rows, worths, i, sign) for i in range(n)]) * scale + 0.0 for sign in (1, -1))
    single = np.ptp([low, high], axis=0).max() <= 1e-7 * scale
    reason = "the core is one division." if single else "the core is not empty."
    return Core(epsilon * scale + 0.0, solved.x[:n] * scale + 0.0, low, high, reason)


def nucleolus(game: CoalitionalGame) -> Nucleolus:
    """The nucleolus, by the sequence of linear programmes of Maschler, Peleg and Shapley (1979).

    Each programme makes the greatest excess that is not yet fixed as small as it can be. A coalition whose constraint
    has a positive multiplier is tight at every optimum (complementary slackness), so its excess is fixed; so is every
    excess that those determine. At least one more independent coalition is fixed each time, so n - 1 programmes
    suffice. The division is solved at the end from the tight equations, so that the programmes' tolerances do not add
    up in it.

    Raises InputError where v(N) cannot give every player what it is worth alone, or there are too many players.
    """
    rows, worths, scale = _scaled(game)
    n = len(game.players)
    alone = worths[[(1 << i) - 1 for i in range(n)]]  # the empty coalition is left out, so mask 1 << i stands before it
    if alone.sum() > worths[-1] + TOLERANCE:
        raise InputError("the players are worth more alone than all together; there is no division to choose from.")
    fixed = _Fixed(np.ones((1, n)), worths[-1:])
    levels: list[tuple[float, int]] = []
    tight: list[tuple[Index, Index]] = []  # at each level the coalitions that are, and the players held to their own
    while fixed.rank < n:
        free = ~fixed.determines(rows)
        solved = _least_excess(rows[free], worths[free], fixed, alone)
        binding = np.flatnonzero(free)[np.abs(solved.ineqlin.marginals) > TOLERANCE]
        bound = np.flatnonzero(np.abs(solved.lower.marginals[:n]) > TOLERANCE)
        fixed = fixed.and_also(rows[binding], worths[binding] - solved.x[-1])
        fixed = fixed.and_also(np.eye(n)[bound], alone[bound])
        tight.append((binding, bound))
        levels.append((float(solved.x[-1]) * scale, int((free & fixed.determines(rows)).sum())))
    return Nucleolus(_from_tight(rows, worths, alone, tight) * scale + 0.0, tuple(levels))


def _from_tight(rows: Array, worths: Array, alone: Array, tight: list[tuple[Index, Index]]) -> Array:
    """The x with x(N) = v(N), x(S) + e_k = v(S) for the coalitions tight at level k, x_i = v(i) for who was held to it.

    The levels e_k are unknowns too: the multipliers of each level are a combination of its equations that gives e_k.
    """
    n = rows.shape[1]
    equations, values = [np.append(np.ones(n), np.zeros(len(tight)))], [worths[-1]]
    for k, (binding, bound) in enumerate(tight):
        level = np.eye(len(tight))[k]
        equations += [np.append(rows[s], level) for s in binding] + [np.append(np.eye(n)[i], 0 * level) for i in bound]
        values += [*worths[binding], *alone[bound]]
    return np.asarray(np.linalg.lstsq(np.array(equations), np.array(values), rcond=None)[0][:n])


@dataclass(frozen=True)
class _Fixed:
    """Equations that hold at every division still in question."""

    rows: Array
    values: Array

    @property
    def rank(self) -> int:
        return int(np.linalg.matrix_rank(self.rows))

    def determines(self, rows: Array) -> Mask:
        """Which of the rows are combinations of the equations' own."""
        basis = np.linalg.svd(self.rows)[2][: self.rank]
        rest = rows - rows @ basis.T @ basis
        return np.asarray(np.abs(rest).max(axis=1) < 1e-7)

    def and_also(self, rows: Array, values: Array) -> "_Fixed":
        return _Fixed(np.vstack([self.rows, rows]), np.concatenate([self.values, values]))


def _scaled(game: CoalitionalGame) -> tuple[Array, Array, float]:
    """The coalitions but the empty one as rows of 0 and 1, the last being N; their worths as shares of the scale."""
    n = len(game.players)
    if n > MOST_PLAYERS:
        raise InputError(f"the core and the nucleolus are computed for at most {MOST_PLAYERS} players; found {n}.")
    scale = float(np.ptp(game.worths)) or 1.0
    return membership(n)[1:], game.worths[1:] / scale, scale


def _least_excess(rows: Array, worths: Array, fixed: _Fixed, alone: Array | None) -> Any:
    """min e with worth(S) - x(S) <= e for the rows other than N, under the fixed equations; x[-1] is e."""
    n = rows.shape[1]
    proper = rows.sum(axis=1) < n
    bounds = [(None, None)] * n if alone is None else [(float(low), None) for low in alone]
    return _solved(
        c=np.append(np.zeros(n), 1.0),
        A_ub=np.hstack([-rows, -np.ones((len(rows), 1))])[proper] if proper.any() else None,
        b_ub=-worths[proper] if proper.any() else None,
        A_eq=np.hstack([fixed.rows, np.zeros((len(fixed.rows), 1))]),
        b_eq=fixed.values,
        bounds=[*bounds, (None if proper.any() else 0.0, None)],
    )


def _extreme(rows: Array, worths: Array, player: int, sign: int) -> float:
    """The least of sign * x[player] in the core."""
    target = np.zeros(rows.shape[1])
    target[player] = sign
    solved = _solved(
        c=target, A_ub=-rows, b_ub=-worths, A_eq=np.ones((1, rows.shape[1])), b_eq=worths[-1:], bounds=(None, None)
    )
    return float(solved.fun)


def _solved(**programme: Any) -> Any:
    from scipy.optimize import linprog

    solved = linprog(method="highs-ds", **programme)
    if not solved.success:
        raise InputError(f"a linear programme of the core failed: {solved.message}")
    return solved
