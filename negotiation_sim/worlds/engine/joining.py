"""Many tables joined into one, two at a time, in an order in which few different pairs arise.

A player's payoff is a sum of some twenty terms, each with few different values. As many sums arise at the end whatever
the order; how many arise on the way depends on it. The same holds for an equilibrium, that is where no player gains.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ...games.arrays import Index

MARKED = 1_000_000
"""Up to so many possible pairs it is quicker to mark those that there are than to sort them."""


def different_rows(columns: Sequence[Index]) -> tuple[Index, Index]:
    """The first of each kind of row, and which kind each row is; `columns`: arrays of the same length, at least one."""
    kind = np.zeros(len(columns[0]), dtype=np.intp)
    first = kind[:1]
    for column in columns:
        _, first, kind = np.unique(kind * (column.max() + 1) + column, return_index=True, return_inverse=True)
    return first, kind


@dataclass(frozen=True, eq=False)
class Ranked:
    """A column, and for each entry which of the `size` different ones it is."""

    column: Index
    rank: Index
    size: int

    @classmethod
    def of(cls, column: Index) -> "Ranked":
        """The column, its entries ranked."""
        different, rank = np.unique(column, return_inverse=True)
        return cls(column, rank, len(different))

    def pairs(self, other: "Ranked") -> int:
        """How many different pairs the two make."""
        pair = self.rank * other.size + other.rank
        if self.size * other.size > MARKED:
            return len(np.unique(pair))
        marked = np.zeros(self.size * other.size, dtype=bool)
        marked[pair] = True
        return int(np.count_nonzero(marked))


def joined(columns: Sequence[Index], join: Callable[[Index, Index], Index]) -> Index:
    """One column from several of the same length: the two with the fewest different pairs are joined, then again."""
    left = [Ranked.of(column) for column in columns]
    while len(left) > 1:
        left.sort(key=lambda ranked: ranked.size)
        one, other = _closest(left)
        second, first = left.pop(other), left.pop(one)
        left.append(Ranked.of(join(first.column, second.column)))
    return left[0].column


def _closest(columns: Sequence[Ranked]) -> tuple[int, int]:
    """Which two of the columns, those with the fewest different entries first, have the fewest different pairs."""
    closest, fewest = (0, 1), columns[0].pairs(columns[1])
    for k in range(2, len(columns)):
        if columns[k].size >= fewest:  # nor do pairs with it have fewer
            break
        for one in range(k):
            if (pairs := columns[one].pairs(columns[k])) < fewest:
                closest, fewest = (one, k), pairs
    return closest
