"""When regrouped sums decide, for certain, what the payoffs as written would decide.

A deviation counts where its gain exceeds the player's tolerance t, which is TOLERANCE times the payoff range and a
little more. Let d be a gain as the regrouped sums have it, e the limit of what rounding can make of the difference, and
T a limit that t never exceeds. Then d <= e is no gain, provided that t >= 2e; d > T + e is a gain; what lies between
must be asked of the payoffs as written. That t >= 2e is seen from any gain of the player that is large enough, since
the range is no smaller than a gain.
"""

from dataclasses import dataclass

import numpy as np

from ...games.arrays import Array
from ...games.best_replies import ROUNDING, TOLERANCE

UNIT = float(np.finfo(float).eps) / 2


@dataclass(frozen=True, eq=False)
class RoundingBounds:
    """Limits that hold in every draw, arrays with one entry per player.

    `rounding` is e, `certain` is T + e, and `enough` a gain that proves t >= 2e.
    """

    rounding: Array
    certain: Array
    enough: Array

    @classmethod
    def of(cls, total: Array, operations: Array) -> "RoundingBounds":
        """From a limit on the sum of the sizes of a player's terms, and how many operations join them.

        Each of n operations is off by at most one unit in the last place of a sum that `total` limits, in the payoffs
        as written and in the regrouped ones, at each of the two profiles that a gain compares (Higham 2002, Accuracy
        and Stability of Numerical Algorithms, section 4.2); the comparison itself and the tolerance add a few more.
        """
        rounding = 4 * (operations + 8) * UNIT * total
        return cls(rounding, (2 * TOLERANCE + ROUNDING) * total + rounding, 2.01 / TOLERANCE * rounding + rounding)
