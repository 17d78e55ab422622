"""Boxes in the space of assumptions, and the search for one in which a conclusion holds in most draws: PRIM.

The patient rule induction method: Friedman, J. and Fisher, N. (1999), Bump hunting in high-dimensional data, Statistics
and Computing 9, 123. A greedy search finds one box, not the best one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...games.arrays import Array, Mask

ALPHA = 0.05
LEVEL = 0.05
Side = Literal["low", "high"]
Bound = tuple[int, Side]


@dataclass(frozen=True, eq=False)
class Box:
    """`low[k]` to `high[k]` for every assumption; infinite where nothing is asked of it."""

    low: Array
    high: Array

    @classmethod
    def of_everything(cls, count: int) -> "Box":
        """The box that asks nothing of so many assumptions."""
        return cls(np.full(count, -np.inf), np.full(count, np.inf))

    def inside(self, x: Array) -> Mask:
        """Which draws lie in the box; `x` has shape (draws, assumptions)."""
        columns = list(self.restricted)
        between: Mask = (x[:, columns] >= self.low[columns]) & (x[:, columns] <= self.high[columns])
        inside: Mask = np.logical_and.reduce(between, axis=1)
        return inside

    @property
    def restricted(self) -> tuple[int, ...]:
        """The assumptions of which something is asked."""
        return tuple(int(k) for k in np.flatnonzero(np.isfinite(self.low) | np.isfinite(self.high)))

    def bounded(self, k: int, low: float | None = None, high: float | None = None) -> "Box":
        """The box with another bound or two for one assumption."""
        lows, highs = self.low.copy(), self.high.copy()
        lows[k] = lows[k] if low is None else low
        highs[k] = highs[k] if high is None else high
        return Box(lows, highs)

    @property
    def bounds(self) -> tuple[Bound, ...]:
        """Every single demand: which assumption, and on which side."""
        sides: tuple[tuple[Side, Array], ...] = (("low", self.low), ("high", self.high))
        return tuple((k, side) for k in self.restricted for side, edges in sides if np.isfinite(edges[k]))

    def without(self, bound: Bound) -> "Box":
        """The box with one demand fewer."""
        k, side = bound
        return self.bounded(k, low=-np.inf) if side == "low" else self.bounded(k, high=np.inf)


@dataclass(frozen=True)
class Fit:
    """How well a box describes where the conclusion holds; NaN where there is nothing to count."""

    coverage: float
    density: float
    support: float


def fit(box: Box, x: Array, yes: Mask) -> Fit:
    """How well the box describes where the conclusion holds; `x` has shape (draws, assumptions), `yes` (draws,)."""
    inside = box.inside(x)
    hits = float((inside & yes).sum())
    with np.errstate(invalid="ignore"):
        return Fit(
            *(float(np.divide(a, b)) for a, b in ((hits, yes.sum()), (hits, inside.sum()), (inside.sum(), len(x))))
        )


def peel(x: Array, yes: Mask, most: int, support: float, alpha: float = ALPHA) -> Iterator[Box]:
    """Smaller and smaller boxes, each with a thin slice (a share alpha of its draws) taken off one side of the last.

    The slice taken is the one whose loss raises the density most per draw lost. At most `most` assumptions are ever
    bounded: once so many are, slices come off these alone. Ends when a box would hold fewer than a share `support` of
    the draws, or no slice raises the density.
    """
    box, inside = Box.of_everything(x.shape[1]), np.arange(len(x))
    while True:
        open_to = list(box.restricted if len(box.restricted) >= most else range(x.shape[1]))
        best = _best_slice(x[inside[:, None], open_to], yes[inside], alpha, support * len(x))
        if best is None:
            return
        k, side, bound, kept = best
        box = box.bounded(open_to[k], **{side: bound})
        inside = inside[kept]
        yield box


def _best_slice(x: Array, yes: Mask, alpha: float, least: float) -> tuple[int, Side, float, Mask] | None:
    """Which column to cut on which side, where, and the draws kept; None where no cut helps."""
    best, gain = None, 0.0
    quantiles = np.quantile(x, [alpha, 1 - alpha], axis=0)
    sides: tuple[tuple[Side, Array], ...] = (("low", quantiles[0]), ("high", quantiles[1]))
    for side, bounds in sides:
        kept = x >= bounds if side == "low" else x <= bounds
        tied = kept.all(axis=0)  # many draws share the end value, as those of a switch do: all of them go at once
        kept[:, tied] = (x > x.min(axis=0))[:, tied] if side == "low" else (x < x.max(axis=0))[:, tied]
        counts = kept.sum(axis=0)
        with np.errstate(divide="ignore", invalid="ignore"):
            gains = np.where(
                counts >= least, (kept[yes].sum(axis=0) / counts - yes.mean()) / (len(x) - counts), -np.inf
            )
        k = int(np.nanargmax(np.where(counts < len(x), gains, -np.inf)))
        if gains[k] > gain:
            edge = x[kept[:, k], k].min() if side == "low" else x[kept[:, k], k].max()
            best, gain = (k, side, float(edge), kept[:, k]), float(gains[k])
    return best


def paste(box: Box, x: Array, yes: Mask, density: float, alpha: float = ALPHA) -> Box:
    """The box grown again, a thin slice at a time, as long as its density stays at `density` or above."""
    while True:
        coverage = fit(box, x, yes).coverage
        grown = [(wider, fit(wider, x, yes)) for wider in _wider(box, x, alpha)]
        better = [(wider, new) for wider, new in grown if new.density >= density and new.coverage > coverage]
        if not better:
            return box
        box = max(better, key=lambda wider_and_fit: wider_and_fit[1].density)[0]


def _wider(box: Box, x: Array, alpha: float) -> Iterator[Box]:
    """The box with one bound moved out over alpha of its draws, or taken away where there are no more beyond it."""
    thin = max(1, int(alpha * box.inside(x).sum()))
    for k, side in box.bounds:
        values = x[box.without((k, side)).inside(x), k]
        beyond = np.sort(values[values < box.low[k]])[::-1] if side == "low" else np.sort(values[values > box.high[k]])
        if len(beyond) <= thin:
            yield box.without((k, side))
        else:
            yield box.bounded(k, **{side: float(beyond[thin - 1])})


def chance(box: Box, bound: Bound, x: Array, yes: Mask) -> float:
    """The quasi p-value of one demand of a box (Bryant and Lempert 2010).

    How likely the box would be to hold as many draws with the conclusion or more, if its draws were a chance pick from
    the box without that demand. Only quasi: the box was chosen on the same draws.
    """
    from scipy.stats import binom

    inside = box.inside(x)
    return float(binom.sf((inside & yes).sum() - 1, inside.sum(), fit(box.without(bound), x, yes).density))


def simplified(box: Box, x: Array, yes: Mask, level: float = LEVEL) -> Box:
    """The box without the demands that chance explains, the likeliest first."""
    while box.bounds:
        chances = {bound: chance(box, bound, x, yes) for bound in box.bounds}
        worst = max(chances, key=lambda bound: chances[bound])
        if chances[worst] <= level:
            break
        box = box.without(worst)
    return box


def minimal(box: Box, x: Array, yes: Mask, density: float) -> Box:
    """The box without the demands that it can do without: none is left whose loss would keep the density."""
    while box.bounds:
        looser = [(wider, fit(wider, x, yes).density) for wider in map(box.without, box.bounds)]
        best, reached = max(looser, key=lambda box_and_density: box_and_density[1])
        if reached < density:
            break
        box = best
    return box


def find_box(x: Array, yes: Mask, most: int, density: float = 0.9, support: float = 0.02) -> Box:
    """A box of at most `most` assumptions with a density of at least `density`, grown as far as that allows.

    The largest peeled box that is dense enough without the demands that chance explains, grown, and without what it can
    do without; where no peeled box is dense enough, the densest. So the box may be less dense than was asked for.
    """
    peeled = [Box.of_everything(x.shape[1]), *peel(x, yes, most, support)]
    for box in peeled:
        if fit(box, x, yes).density >= density and _dense(simple := simplified(box, x, yes), x, yes, density):
            pasted = paste(simple, x, yes, density)
            again = simplified(pasted, x, yes)
            return minimal(again if _dense(again, x, yes, density) else pasted, x, yes, density)
    return simplified(max(peeled, key=lambda box: fit(box, x, yes).density), x, yes)


def _dense(box: Box, x: Array, yes: Mask, density: float) -> bool:
    return fit(box, x, yes).density >= density
