"""What cannot be: lower bounds on the distance of any world with a goal, valid however assumptions multiply.

Over a box, a comparison that holds by d at the start holds at z by at most d + sum_j max(s z_j) over the slopes s that
its derivative in z_j takes in the box (the mean value theorem; the slopes enclosed by interval arithmetic). With
z = up - down that is affine in up and down, so a linear programme gives a distance that nothing in the box undercuts,
and where the programme has no solution neither has the comparison. Where the slopes are single numbers the bound is
exact.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice

import numpy as np

from ....games.arrays import Array, Mask
from .programmes import Measure
from .worlds import PayoffComparison, Worlds

Group = Sequence[PayoffComparison]
TOGETHER = 64
"""Groups of comparisons that are enclosed at once."""

SLACK = 1e-9
"""Payoff points within which a comparison counts as possible, so that rounding never refutes one."""


@dataclass(frozen=True, eq=False)
class Enclosed:
    """Comparisons over a box: by how much each holds at the start, and the least and greatest of its derivatives.

    `affine`: no derivative changes anywhere in the box, of these comparisons and those enclosed together with them.
    """

    gap: Array
    least: Array
    most: Array
    affine: bool = True

    def part(self, rows: Mask | slice) -> "Enclosed":
        """The same bounds for these rows alone."""
        return replace(self, gap=self.gap[rows], least=self.least[rows], most=self.most[rows])

    @property
    def bounded(self) -> Mask:
        """Which comparisons have bounded derivatives; of others nothing is known."""
        return np.asarray((np.isfinite(self.least) & np.isfinite(self.most)).all(axis=1))


def enclose(worlds: Worlds, comparisons: Group) -> Enclosed:
    """The comparisons' gaps at the start and their derivatives over the worlds' box."""
    gap, _ = worlds.gaps(np.zeros(len(worlds.names)), comparisons)
    least, most = worlds.enclosed(comparisons)
    least, most = np.nan_to_num(least, nan=-np.inf, neginf=-np.inf), np.nan_to_num(most, nan=np.inf, posinf=np.inf)
    size = np.maximum(np.abs(least), np.abs(most)).max(initial=0.0)
    return Enclosed(gap, least, most, bool(np.isfinite(size) and (most - least <= 1e-12 * size).all()))


def enclosed_groups(worlds: Worlds, groups: Iterable[Group]) -> Iterator[tuple[Group, Enclosed]]:
    """Each group of comparisons with what encloses it; many are enclosed at once, and none before it is asked for."""
    groups = iter(groups)
    while chunk := list(islice(groups, TOGETHER)):
        worlds.clock.tick()
        enclosed, end = enclose(worlds, [comparison for group in chunk for comparison in group]), 0
        for group in chunk:
            start, end = end, end + len(group)
            yield group, enclosed.part(slice(start, end))


def floors(worlds: Worlds, groups: Sequence[Group], measure: Measure, upto: float = np.inf) -> tuple[Array, bool]:
    """For each group of comparisons a distance below which no world in the box satisfies all of them.

    Infinite: none in the box does. Groups beyond `upto` are not looked at more closely. Also, whether every comparison
    is affine over the box.
    """
    enclosed = [part for _, part in enclosed_groups(worlds, groups)]
    distances = [floor(worlds, part, measure, upto) for part in enclosed]
    return np.array(distances), all(part.affine for part in enclosed)


def floor(worlds: Worlds, group: Enclosed, measure: Measure, upto: float = np.inf) -> float:
    """The same for one group that is enclosed already."""
    return _floor(worlds, group.part(group.bounded), measure, upto)


def _floor(worlds: Worlds, group: Enclosed, measure: Measure, upto: float) -> float:
    single = single_bound(worlds, group, measure)
    if single == 0.0 or np.isinf(single) or (measure != "count" and single >= upto):
        return single
    relaxed = _relaxed(worlds, group, measure)
    return relaxed if measure == "count" else max(single, relaxed)


def single_bound(worlds: Worlds, group: Enclosed, measure: Measure) -> float:
    """No place nearer satisfies the comparison that is hardest to satisfy alone; infinite where one has no place.

    For `count` only whether anything must move at all: above 0 where it must.
    """
    up, down = np.maximum(group.most, 0.0), np.maximum(-group.least, 0.0)
    if (group.gap + (up * worlds.high - down * worlds.low).sum(axis=1) < -SLACK).any():
        return np.inf
    helps = np.maximum(up * (worlds.high > 0), down * (worlds.low < 0))
    per = helps.max(axis=1) if measure == "total" else helps.sum(axis=1)
    need = np.maximum(-group.gap - SLACK, 0.0)
    return float(np.divide(need, per, out=np.zeros_like(need), where=(need > 0) & (per > 0)).max(initial=0.0))


def _relaxed(worlds: Worlds, group: Enclosed, measure: Measure) -> float:
    """The least distance of up and down parts at which every comparison is possible; infinite where none is."""
    from scipy.optimize import linprog

    ends = np.concatenate([worlds.high, -worlds.low])
    rows, limits, bounds = np.hstack([-group.most, group.least]), group.gap + SLACK, [(0.0, end) for end in ends]
    cost = 1.0 / np.where(ends > 0, ends, 1.0) if measure == "count" else np.ones(len(ends))
    if measure == "largest":  # one more variable, no smaller than both parts of any
        eye = np.eye(len(worlds.names))
        rows = np.block([[rows, np.zeros((len(rows), 1))], [eye, eye, -np.ones((len(eye), 1))]])
        limits, cost = np.append(limits, np.zeros(len(eye))), np.append(0.0 * cost, 1.0)
        bounds.append((0.0, None))
    solution = linprog(cost, A_ub=rows, b_ub=limits, bounds=bounds, method="highs")
    if solution.status == 2:
        return np.inf
    value = float(solution.fun) if solution.success else 0.0
    return float(np.ceil(value - 1e-6)) if measure == "count" else max(0.0, value)
