"""The ground on which a place is polished: which places hold, how far the box reaches, and which place is nearer."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ....games.arrays import Array, Index, Mask
from .programmes import MOVED, Measure, length

SAME = 1e-7
"""Widths. What brings a place nearer by less than this is not worth a move."""

TOGETHER = 512
"""So many of the nearest rows are solved first, then four times as many, and so on."""


@dataclass(frozen=True, eq=False)
class Ground:
    """What a place is polished on. `holds`: rows of places -> which of them hold, shape (places,)."""

    holds: Callable[[Array], Mask]
    low: Array
    high: Array
    measure: Measure

    def inside(self, radius: float) -> "Ground":
        """The same ground as far as a radius, on which the sum counts."""
        return replace(self, low=np.maximum(self.low, -radius), high=np.minimum(self.high, radius), measure="total")

    def only(self, free: Mask) -> "Ground":
        """The same ground with these values free to move and no other, on which the sum counts."""
        none = np.zeros_like(self.low)
        return replace(self, low=np.where(free, self.low, none), high=np.where(free, self.high, none), measure="total")


def rank(z: Array, measure: Measure) -> tuple[float, float]:
    """The length in the measure, and for those of one length the sum: the lesser is the nearer place."""
    distance = length(z, measure)
    return (distance if measure == "count" else round(distance / SAME) * SAME, length(z, "total"))


def nearer(z: Array, than: Array, measure: Measure, least: float = 0.0) -> bool:
    """Whether one place lies nearer than another by more than rounding, and by more than a share of the other."""
    distance, total = rank(z, measure)
    other, other_total = rank(than, measure)
    if distance < other - max(SAME, least * other):
        return True
    return distance <= other + SAME and total < other_total - max(SAME, least * other_total)


def moved_in(z: Array) -> list[int]:
    """The numbers of the values that move at a place."""
    return [int(j) for j in np.flatnonzero(np.abs(z) > MOVED)]


def ranks(places: Array, measure: Measure) -> tuple[Array, Array]:
    """The `rank` of each row, as the lengths and the sums."""
    sizes = np.abs(places)
    totals = sizes.sum(axis=1)
    if measure == "count":
        return (sizes > MOVED).sum(axis=1).astype(float), totals
    lengths = totals if measure == "total" else sizes.max(axis=1, initial=0.0)
    return np.round(lengths / SAME) * SAME, totals


def nearest_first(places: Array, measure: Measure) -> Index:
    """The numbers of the rows in the order of their `rank`, those alike as they stand."""
    lengths, totals = ranks(places, measure)
    return np.lexsort([totals, lengths])


def growing(order: Index) -> Iterator[Index]:
    """An order in parts: TOGETHER first, then four times as many, and so on."""
    start, size = 0, TOGETHER
    while start < len(order):
        yield order[start : start + size]
        start, size = start + size, 4 * size


def nearest_of(rows: Sequence[Array] | Array, ground: Ground, than: Array | None = None) -> Array | None:
    """Of the rows that hold, the nearest in the ground's measure; None where none holds, or none nearer `than` that.

    The nearest rows are solved first, and no more than it takes.
    """
    if not len(rows):
        return None
    places = np.asarray(rows)
    order = nearest_first(places, ground.measure)
    if than is not None:
        (lengths, totals), (far, total) = ranks(places, ground.measure), rank(than, ground.measure)
        order = order[(lengths[order] < far) | ((lengths[order] == far) & (totals[order] < total))]
    for part in growing(order):
        holds = ground.holds(places[part])
        if holds.any():
            return np.asarray(places[part[int(holds.argmax())]])
    return None


def nearest_or(z: Array, rows: Sequence[Array], ground: Ground) -> Array:
    """The nearest of the rows that hold, where it is nearer than z; else z itself."""
    best = nearest_of(rows, ground, z)
    return z if best is None else best
