"""The values of a program's scalars in one block of draws, and what they decide."""

from dataclasses import dataclass

import numpy as np

from ...games.arrays import Array, Index, Mask
from .rounding import RoundingBounds


@dataclass(frozen=True, eq=False)
class Block:
    """`values[row[k]]`, shape (draws,), is scalar k.

    `near` marks the draws in which something was asked that only the payoffs as written can decide.
    """

    values: Array
    row: Index
    bounds: RoundingBounds
    near: Mask

    @classmethod
    def of(cls, values: Array, row: Index, bounds: RoundingBounds) -> "Block":
        """The block of a filled buffer."""
        return cls(values, row, bounds, np.zeros(values.shape[1], dtype=bool))

    @property
    def draws(self) -> int:
        """How many draws the block has."""
        return int(self.values.shape[1])

    def at(self, scalars: Index) -> Array:
        """The values of scalars, shape (*scalars.shape, draws)."""
        return self.values.take(self.row[scalars], axis=0)

    def no_gain(self, gaps: Array, *players: int) -> Mask:
        """Where gaps of a player's payoff, or of the sum of several players', are no gain; draws are the last axis."""
        ok: Mask = gaps <= 0.0
        unsure = (gaps <= self.bounds.certain[list(players)].sum()) != ok
        self.near[:] |= unsure.any(axis=tuple(range(gaps.ndim - 1)))
        return ok
