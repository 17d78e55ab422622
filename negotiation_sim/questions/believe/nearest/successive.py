"""Successive linear programmes: where assumptions multiply, comparisons are straightened out again and again.

At each point the comparisons are replaced by their tangents and the nearest point of the resulting programme is tried;
a step that does not pay is cut (a trust region; Fletcher and Sainz de la Maza 1989). Where the comparisons are affine
the first programme is the last and its answer the nearest of all. Where they are not, the end is a point that no small
change improves: nearer ones may exist elsewhere.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from ....games.normal_form import Array
from .programmes import MOVED, PRECISION, Inequalities, Measure, least_miss, length, nearest, step_to
from .worlds import PayoffComparison, Worlds

ROUNDS = 40
FORGIVEN = 1e-9
"""Payoff points by which a comparison may fail and still count as tight; a tenth of the games' own tolerance."""

SMALLEST = 1e-4
"""Widths. Steps below this are not worth another programme."""

Ask = Callable[[Array], Sequence[PayoffComparison]]


@dataclass(frozen=True, eq=False)
class Linearised:
    """A point z, the comparisons asked for there, by how much each holds, and its derivative there."""

    z: Array
    comparisons: tuple[PayoffComparison, ...]
    gap: Array
    slope: Array

    @property
    def miss(self) -> float:
        """By how many payoff points the worst comparison fails."""
        return max(0.0, -float(self.gap.min(initial=0.0)))

    @property
    def holds(self) -> bool:
        """Whether the comparisons fail by no more than what is forgiven as rounding."""
        return self.miss <= FORGIVEN

    @property
    def inequalities(self) -> Inequalities:
        """The comparisons as their tangents at z: slope x >= slope z - gap, a row for each."""
        return Inequalities(self.slope, self.slope @ self.z - self.gap)


def linearised(worlds: Worlds, ask: Ask, z: Array) -> Linearised:
    """A point with what is asked there."""
    comparisons = tuple(ask(z))
    return Linearised(z, comparisons, *worlds.gaps(z, comparisons))


def settle(worlds: Worlds, ask: Ask, measure: Measure, at: Linearised) -> Linearised:
    """The point that successive programmes end at, starting from another; it `holds`, or is the least miss found."""
    weight, radius = 1.0, float(np.abs(worlds.high - worlds.low).max(initial=1.0))
    for _ in range(ROUNDS):
        worlds.clock.tick()
        low, high = np.maximum(worlds.low, at.z - radius), np.minimum(worlds.high, at.z + radius)
        optimum = step_to(at.inequalities, low, high, measure)
        if optimum:
            weight = max(weight, 2 * float(optimum.price.sum()))
        z, miss = (optimum.z, 0.0) if optimum else least_miss(at.inequalities, low, high)
        if miss > 0 and miss > at.miss - FORGIVEN:
            break
        tried = linearised(worlds, ask, z)
        step = float(np.abs(tried.z - at.z).max(initial=0.0))
        if _merit(tried, measure, weight) < _merit(at, measure, weight) - 1e-12:
            at, radius = tried, max(radius, 2 * step)
        else:
            radius = step / 4
        if radius < SMALLEST or step < SMALLEST:
            break
    return _tidied(worlds, ask, _restored(worlds, ask, at))


def _tidied(worlds: Worlds, ask: Ask, at: Linearised) -> Linearised:
    """The point without the moves too small to matter, where the others make up for them; else the point itself."""
    large = np.where(np.abs(at.z) > SMALLEST, at.z, 0.0)
    if not at.holds or np.array_equal(large, at.z):
        return at
    end = _restored(worlds, ask, linearised(worlds, ask, large))
    return end if end.holds else at


def _restored(worlds: Worlds, ask: Ask, at: Linearised) -> Linearised:
    """The point moved as little as makes its comparisons hold, by a few of Newton's steps; itself where none does.

    Only what has moved already moves on, as long as that is enough.
    """
    end = at
    for _ in range(4):
        if end.holds:
            return end
        inequalities = Inequalities(end.slope, PRECISION - end.gap)
        low, high = worlds.low - end.z, worlds.high - end.z
        moved = np.abs(at.z) > MOVED
        step = nearest(inequalities, np.where(moved, low, 0.0), np.where(moved, high, 0.0), "largest")
        step = step or nearest(inequalities, low, high, "total")
        if step is None:
            break
        end = linearised(worlds, ask, end.z + step.z)
    return end if end.holds else at


def _merit(at: Linearised, measure: Measure, weight: float) -> float:
    return length(at.z, measure) + weight * at.miss
