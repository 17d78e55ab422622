"""Payoffs and how exactly they are known: the one place where is judged whether one payoff is more than another.

A number that stands in a file, or that the caller gives, is exactly that number: whoever gets more by however little
gets more. A computed payoff lies within its `rounding` of what its rules say, so one is more than another where the
least that it can be is above the most that the other can be. Only payoffs of one player are compared.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from ..language.rounding import UNIT
from .arrays import Array, Mask

Change = Callable[[npt.NDArray[Any]], npt.NDArray[Any]]

MIXED = 1e-12
"""A gain at a mixed profile counts above this share of what the two compared sums weigh, sign by sign left out.

The chances of a mixed profile are floats, so what they weigh is known no better than by a few thousand units in the
last place once they come from an equation. At pure profiles nothing is forgiven.
"""


@dataclass(frozen=True, eq=False)
class Rounding:
    """The most by which computed payoffs may be off: `most` for each player, and in `cells` for each of its payoffs.

    A player's cells are worked out when they are first asked for: only where its payoffs are nearer to each other than
    `most`. `finely`: the cells of one player, by its number.
    """

    most: Array
    finely: Callable[[int], Array]
    _known: dict[int, Array] = field(default_factory=dict, repr=False)

    @classmethod
    def of(cls, cells: Array) -> "Rounding":
        """The rounding whose cells are known."""
        return cls(cells.reshape(len(cells), -1).max(axis=1), lambda player: cells[player])

    def cells_of(self, player: int) -> Array:
        """The most by which each payoff of one player may be off."""
        if player not in self._known:
            self._known[player] = self.finely(player)
        return self._known[player]

    @cached_property
    def cells(self) -> Array:
        """The most by which each payoff may be off, of the shape of the payoffs."""
        return np.array([self.cells_of(player) for player in range(len(self.most))])

    def each(self, change: Change, players: Sequence[int] | slice) -> "Rounding":
        """The rounding of what `change` makes of the payoffs, which are then those of these players, in this order.

        What it makes of a player's payoffs depends on no other player's.
        """
        kept = range(len(self.most))[players] if isinstance(players, slice) else players

        def finely(player: int) -> Array:
            cells = self.cells_of(kept[player])
            return np.asarray(change(np.broadcast_to(cells, (len(self.most), *cells.shape)))[player])

        return Rounding(self.most[list(kept)], finely)


@dataclass(frozen=True, eq=False)
class Measured:
    """Payoffs `values[player, a_0, ..., a_{N-1}]`, of which more axes may follow, as of draws.

    `rounding` says by how much each may be off; None: they are exact. `ranks` is their order, player by player, where
    floats cannot hold apart what they stand for; None: the floats themselves are in order.
    """

    values: Array
    rounding: Rounding | None = None
    ranks: Array | None = None

    @cached_property
    def low(self) -> Array:
        """What is compared with another's `high`: the least that each payoff may be, or its rank."""
        return self._ordered if self.rounding is None else self.values - self.rounding.cells

    @cached_property
    def high(self) -> Array:
        """The most that each payoff may be, or its rank."""
        return self._ordered if self.rounding is None else self.values + self.rounding.cells

    def _ends(self, player: int) -> tuple[Array, Array]:
        """The least and the most that each payoff of one player may be, or its rank."""
        if self.rounding is None:
            return self._ordered[player], self._ordered[player]
        values, cells = self.values[player], self.rounding.cells_of(player)
        return values - cells, values + cells

    @property
    def _ordered(self) -> Array:
        return self.values if self.ranks is None else self.ranks

    def each(self, change: Change, players: Sequence[int] | slice = slice(None)) -> "Measured":
        """The payoffs after what `change` does to an array of this shape, such as taking some profiles.

        `players` are those that are left, where it takes players too.
        """
        rounding = None if self.rounding is None else self.rounding.each(change, players)
        return Measured(change(self.values), rounding, None if self.ranks is None else change(self.ranks))

    def more(self, player: int, profile: tuple[int, ...], other: tuple[int, ...]) -> bool:
        """Whether the player gets more at a profile than at another one."""
        if self.rounding is not None:
            ahead = float(self.values[(player, *profile)] - self.values[(player, *other)])
            if ahead <= 0 or ahead > 2 * self.rounding.most[player]:
                return ahead > 0
        low, high = self._ends(player)
        return bool(low[profile] > high[other])

    def not_below(self, player: int, threshold: Callable[[Array], Array]) -> Mask:
        """Where a player's payoff is no less than a threshold made of its others, such as the best on a line.

        The threshold is made of what they are at least, and must not fall when they rise. Cells are only looked at
        where the answer hangs on them.
        """
        if self.rounding is None:
            ordered = self._ordered[player]
            return np.asarray(ordered >= threshold(ordered))
        values = self.values[player]
        least = threshold(values)
        narrow: Mask
        narrow, wide = values >= least, values >= least - 2 * self.rounding.most[player]
        if np.array_equal(narrow, wide):
            return narrow
        low, high = self._ends(player)
        return np.asarray(high >= threshold(low))

    def best_replies(self, player: int, axis: int | tuple[int, ...] | None = None, among: Mask | None = None) -> Mask:
        """Where no other move along an axis, by default the player's own, pays the player more; shape of its payoffs.

        All others' moves given, these are the player's best replies. `among`: other moves than these do not count.
        """
        along = player if axis is None else axis

        def best(low: Array) -> Array:
            return np.asarray((low if among is None else np.where(among, low, -np.inf)).max(axis=along, keepdims=True))

        return self.not_below(player, best)

    def mutual_best_replies(self, players: Iterable[int]) -> Mask:
        """Where the moves of all these players are best replies to each other and to the others' moves.

        Of all players these are the pure Nash equilibria (Nash 1951).
        """
        mask: Mask = np.ones(self.values.shape[1:], dtype=bool)
        for i in players:
            if self.values.shape[i + 1] > 1:
                mask &= self.best_replies(i)
        return mask

    def joint(self, players: Sequence[int]) -> "Measured":
        """The sums of these players' payoffs, as if one player's: shape (1, ...). Sums are computed, so rounded."""
        who = list(players)
        units = 2 * UNIT * len(who)

        def finely(_: int) -> Array:
            cells = units * np.abs(self.values[who]).sum(axis=0)
            if self.rounding is not None:
                cells += sum(self.rounding.cells_of(i) for i in who)
            return np.asarray(cells)

        total = sum((self.values[i] for i in who), np.zeros((1,) * (self.values.ndim - 1)))
        most = units * sum(float(max(self.values[i].max(), -self.values[i].min())) for i in who)
        most += 0.0 if self.rounding is None else float(self.rounding.most[who].sum())
        return Measured(total[None], Rounding(np.array([most]), finely))


def rounded_to_known(values: Array, most: Array) -> Array:
    """The values rounded to the decimals that are known where each is off by at most `most`, of the same shape.

    What may be 0 becomes 0. Where nothing is known of the rounding (infinite, no number) the value stays as it is.
    """
    known: Array = np.where(np.abs(values) <= np.where(np.isfinite(most), most, -1.0), 0.0, values)
    with np.errstate(divide="ignore", invalid="ignore"):
        decimals = -np.ceil(np.log10(2 * most))
    for place in zip(*np.nonzero(np.isfinite(decimals)), strict=True):
        known[place] = round(float(known[place]), int(decimals[place]))
    return known + 0.0


def within(values: Array, rounding: Array) -> Measured:
    """Payoffs that are off by at most `rounding`, which broadcasts to their last axes, as one number for each draw."""
    shape = (len(values), *(1,) * (values.ndim - rounding.ndim), *rounding.shape[1:])
    return Measured(values, Rounding.of(np.broadcast_to(rounding.reshape(shape), values.shape)))
