"""The values of a program's scalars in one block of draws, and what they decide."""

from dataclasses import dataclass, field

import numpy as np

from ...games.arrays import Array, Index, Mask
from .lines import Lines
from .rounding import RoundingBounds

ROOM = 65_536
"""Numbers that are compared at a time: they stay in a core's own memory."""


@dataclass(frozen=True, eq=False)
class Block:
    """`values[row[k]]`, shape (draws,), is scalar k.

    `near` marks the draws in which something was asked that only the payoffs as written can decide.
    """

    values: Array
    row: Index
    bounds: RoundingBounds
    near: Mask
    _no_gain: dict[int, Mask] = field(default_factory=dict)

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

    def looked_up(self, rows: Index, places: Index, draws: Index) -> Array:
        """The values in the draws of the last axis of `places`: those say where in `rows`, flat, the row stands."""
        flat = np.multiply(rows.reshape(-1).take(places), self.draws, dtype=np.intp)
        flat += draws
        return self.values.reshape(-1).take(flat)

    def no_gain(self, gaps: Array, *players: int, places: Index | None = None) -> Mask:
        """Where gaps of a player's payoff, or of the sum of several players', are no gain.

        The last axis is that of the draws, or of `places`: which draws they are, or nodes and draws counted in C order.
        """
        ok: Mask = gaps <= 0.0
        small: Mask = gaps <= self.bounds.certain[list(players)].sum()
        if np.count_nonzero(small) > np.count_nonzero(ok):
            near = (small & ~ok).any(axis=tuple(range(gaps.ndim - 1)))
            self.near[near if places is None else places[near] % self.draws] = True
        return ok

    def no_gain_by_leaving(self, lines: Lines) -> Mask:
        """Where a player gains nothing by leaving a move, shape (different lines * moves, draws)."""
        if lines.player not in self._no_gain:
            ok = np.empty((*lines.scalars.shape, self.draws), dtype=bool)
            step = max(1, ROOM // ok[0].size)
            for some in (slice(k, k + step) for k in range(0, len(ok), step)):
                payoffs = self.at(lines.scalars[some].T)
                gaps = np.subtract(payoffs.max(axis=0), payoffs, out=payoffs)
                ok[some] = self.no_gain(gaps, lines.player).transpose(1, 0, 2)
            self._no_gain[lines.player] = ok.reshape(-1, self.draws)
        return self._no_gain[lines.player]
