"""When regrouped sums decide, for certain, what the payoffs as written would decide.

A payoff as written may be off by its own rounding (see rounded.py), and a gain counts above that of the two payoffs
compared. Let d be a gain as the regrouped sums have it, and C a limit of what the two payoffs may be off by, as written
and regrouped, together. Then d > C is a gain; d = 0 is none, being a difference of one and the same sum; and what lies
between must be asked of the payoffs as written.
"""

from dataclasses import dataclass

import numpy as np

from ...games.arrays import Array
from ...language.rounding import UNIT


@dataclass(frozen=True, eq=False)
class RoundingBounds:
    """Limits that hold in every draw, arrays with one entry per player: `certain` is C."""

    certain: Array

    @classmethod
    def of(cls, total: Array, operations: Array, written: Array) -> "RoundingBounds":
        """From a limit on the sum of the sizes of a player's terms, how many operations join them, and a limit on what
        a payoff as written may be off by.

        Each of n operations is off by at most one unit in the last place of a sum that `total` limits, at each of the
        two profiles that a gain compares (Higham 2002, Accuracy and Stability of Numerical Algorithms, section 4.2);
        so is what joins the sums of several players.
        """
        regrouped = 4 * (operations + len(total) + 8) * UNIT * total
        return cls(np.asarray(regrouped + 4 * written))
