"""What cannot be: lower bounds on the distance of any world with a goal, valid however assumptions multiply.

Over a box, a comparison that holds by d at the start holds at z by at most d + sum_j max(s z_j) over the slopes s that
its derivative in z_j takes in the box (the mean value theorem; the slopes enclosed by interval arithmetic). With
z = up - down that is affine in up and down, so a linear programme gives a distance that nothing in the box undercuts,
and where the programme has no solution neither has the comparison. Where the slopes are single numbers the bound is
exact.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ....games.normal_form import Array
from .programmes import Measure
from .worlds import CHUNK, PayoffComparison, Worlds

Group = Sequence[PayoffComparison]
SLACK = 1e-9
"""Payoff points within which a comparison counts as possible, so that rounding never refutes one."""


@dataclass(frozen=True, eq=False)
class Enclosed:
    """Comparisons over a box: by how much each holds at the start, and the least and greatest of its derivatives."""

    gap: Array
    least: Array
    most: Array

    def part(self, rows: npt.NDArray[np.bool_] | slice) -> "Enclosed":
        return Enclosed(self.gap[rows], self.least[rows], self.most[rows])

    @property
    def affine(self) -> bool:
        """Whether no derivative changes anywhere in the box."""
        size = np.maximum(np.abs(self.least), np.abs(self.most)).max(initial=0.0)
        return bool(np.isfinite(size) and (self.most - self.least <= 1e-12 * size).all())


def enclose(worlds: Worlds, comparisons: Group) -> Enclosed:
    """The comparisons' gaps at the start and their derivatives over the worlds' box."""
    gap, _ = worlds.gaps(np.zeros(len(worlds.names)), comparisons)
    least, most = worlds.enclosed(comparisons)
    return Enclosed(
        gap, np.nan_to_num(least, nan=-np.inf, neginf=-np.inf), np.nan_to_num(most, nan=np.inf, posinf=np.inf)
    )


def floors(worlds: Worlds, groups: Sequence[Group], measure: Measure, upto: float = np.inf) -> tuple[Array, bool]:
    """For each group of comparisons a distance below which no world in the box satisfies all of them.

    Infinite: none in the box does. Groups beyond `upto` are not looked at more closely. Also, whether every comparison
    is affine over the box.
    """
    distances, affine = np.zeros(len(groups)), True
    for start in range(0, len(groups), CHUNK // 8):
        chunk = groups[start : start + CHUNK // 8]
        if not any(chunk):
            continue
        enclosed = enclose(worlds, [comparison for group in chunk for comparison in group])
        affine = affine and enclosed.affine
        ends = np.cumsum([len(group) for group in chunk])
        for k, (end, group) in enumerate(zip(ends, chunk, strict=True)):
            if group:
                distances[start + k] = _floor(worlds, enclosed.part(slice(end - len(group), end)), measure, upto)
    return distances, affine


def _floor(worlds: Worlds, group: Enclosed, measure: Measure, upto: float) -> float:
    finite = np.asarray((np.isfinite(group.least) & np.isfinite(group.most)).all(axis=1))
    group = group.part(finite)
    up, down = np.maximum(worlds.high, 0.0), np.maximum(-worlds.low, 0.0)
    reach = np.maximum(group.most, 0.0) * up + np.maximum(-group.least, 0.0) * down
    if (group.gap + reach.sum(axis=1) < -SLACK).any():
        return float("inf")
    helps = np.maximum(np.maximum(group.most, 0.0) * (up > 0), np.maximum(-group.least, 0.0) * (down > 0))
    need = np.maximum(-group.gap - SLACK, 0.0)
    if measure == "count":
        return _relaxed(worlds, group, measure) if (need > 0).any() else 0.0
    per = helps.max(axis=1) if measure == "total" else helps.sum(axis=1)
    single = np.where(need > 0, need / np.where(per > 0, per, np.inf), 0.0).max(initial=0.0)
    return float(single) if single >= upto or single == 0.0 else max(float(single), _relaxed(worlds, group, measure))


def _relaxed(worlds: Worlds, group: Enclosed, measure: Measure) -> float:
    """The least distance of up and down parts at which every comparison is possible; infinite where none is."""
    from scipy.optimize import linprog

    names = len(worlds.names)
    up, down = np.maximum(worlds.high, 0.0), np.maximum(-worlds.low, 0.0)
    sides, ends = np.hstack([group.most, -group.least]), np.concatenate([up, down])
    need = -group.gap - SLACK
    if measure == "largest":
        eye = np.eye(names)
        rows = np.vstack([np.hstack([-sides, np.zeros((len(need), 1))]), np.hstack([eye, eye, -np.ones((names, 1))])])
        limits, cost = np.append(-need, np.zeros(names)), np.append(np.zeros(2 * names), 1.0)
        bounds = [*zip(np.zeros(2 * names), ends, strict=True), (0.0, None)]
    else:
        rows, limits = -sides, -need
        cost = np.ones(2 * names) if measure == "total" else 1.0 / np.where(ends > 0, ends, 1.0)
        bounds = list(zip(np.zeros(2 * names), ends, strict=True))
    solution = linprog(cost, A_ub=rows, b_ub=limits, bounds=bounds, method="highs")
    if solution.status == 2:
        return float("inf")
    value = float(solution.fun) if solution.success else 0.0
    return float(np.ceil(value - 1e-6)) if measure == "count" else max(0.0, value)
