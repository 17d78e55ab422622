"""The programmes behind `believe`: the point nearest to the origin at which some affine comparisons hold.

Points z are changes of the free assumptions, each in widths of its range, so the origin is no change. Three measures:

- total:   sum |z_j|, which tends to leave most assumptions where they are;
- largest: max |z_j|, and among the points that attain it the one with the least sum |z_j|;
- count:   how many z_j are not 0, and among those points the one with the least sum |z_j|.

Linear programmes for the first two, mixed-integer for the third, all solved by HiGHS (Huangfu and Hall 2018).
"""

from dataclasses import dataclass
from typing import Any, Literal, get_args

import numpy as np
import numpy.typing as npt

from ....games.normal_form import Array
from ....worlds.kept import Kept

Measure = Literal["total", "largest", "count"]
MEASURES: tuple[Measure, ...] = get_args(Measure)
PRECISION = 1e-10
"""HiGHS's smallest tolerance, in payoff points on the comparisons."""

LITTLE = 1e-6
"""What a width of the sum costs beside the largest change, where one programme looks for both."""

MOVED = 1e-9
"""Widths of a range. What moves less than this has not moved."""


@dataclass(frozen=True, eq=False)
class Inequalities:
    """Comparisons that are affine in z: slope[r] @ z >= need[r]. Shapes (rows, assumptions) and (rows,)."""

    slope: Array
    need: Array


@dataclass(frozen=True, eq=False)
class Optimum:
    """The nearest point, and what each row and each end of the box costs.

    `price[r]`: by how many units of distance one more payoff point needed in row r would move the answer away.
    `ends[j]`: by how many units one more width of room for assumption j would bring it nearer.
    """

    z: Array
    distance: float
    price: Array
    ends: Array


def length(z: Array, measure: Measure) -> float:
    """The length of a change in a measure."""
    size = np.abs(z)
    if measure == "count":
        return float((size > MOVED).sum())
    return float(size.sum() if measure == "total" else size.max(initial=0.0))


_optima = Kept[Optimum | None](64)


def nearest(inequalities: Inequalities, low: Array, high: Array, measure: Measure) -> Optimum | None:
    """The point of the box nearest to the origin at which all rows hold; None where there is none."""
    programme = {"total": _total, "largest": _largest, "count": _count}[measure]
    return _optima.of((measure, *_asked(inequalities, low, high)), lambda: programme(inequalities, low, high))


def step_to(inequalities: Inequalities, low: Array, high: Array, measure: Measure) -> Optimum | None:
    """The same as `nearest` for a step that is tried: for `largest` of one programme, so nearest but for a LITTLE."""
    if measure != "largest":
        return nearest(inequalities, low, high, measure)
    return _optima.of(("step", *_asked(inequalities, low, high)), lambda: _largest_at_once(inequalities, low, high))


def _asked(inequalities: Inequalities, low: Array, high: Array) -> tuple[bytes, ...]:
    return tuple(part.tobytes() for part in (inequalities.slope, inequalities.need, low, high))


def least_miss(inequalities: Inequalities, low: Array, high: Array) -> tuple[Array, float]:
    """The point of the box at which the worst row falls short by least, and by how many payoff points (0: holds).

    By infinitely many where HiGHS refuses the rows, as it does slopes above 1e15, near a division by zero.
    """
    count = inequalities.slope.shape[1]
    matrix = np.hstack([inequalities.slope, np.ones((len(inequalities.need), 1))])
    bounds = [*zip(low, high, strict=True), (0.0, None)]
    solution = _linear(np.append(np.zeros(count), 1.0), matrix, inequalities.need, bounds)
    if not solution.success:
        return np.clip(np.zeros(count), low, high), np.inf
    return np.clip(solution.x[:count], low, high), float(solution.x[count])


def weigh(gap: Array, most: Array, least: Array, up: Array, down: Array) -> Array:
    """Weights, summing to 1, of rows that cannot all hold: of gap + most @ u + least @ d >= 0 with u, d in their boxes.

    All zero where they can. Shape (rows,).
    """
    matrix = np.hstack([most, least, np.ones((len(gap), 1))])
    bounds = [*((0.0, float(end)) for end in (*up, *down)), (0.0, None)]
    solution = _linear(np.append(np.zeros(len(up) + len(down)), 1.0), matrix, -gap, bounds)
    return _prices(solution) if solution.success and solution.fun > PRECISION else np.zeros(len(gap))


def _total(inequalities: Inequalities, low: Array, high: Array) -> Optimum | None:
    """z = up - down with both parts at least 0; the distance is their sum."""
    count = inequalities.slope.shape[1]
    matrix = np.hstack([inequalities.slope, -inequalities.slope])
    bounds = [*_part(low, high), *_part(-high, -low)]
    solution = _linear(np.ones(2 * count), matrix, inequalities.need, bounds)
    if not solution.success:
        return None
    ends = np.maximum(-solution.upper.marginals, 0.0)
    z = np.clip(solution.x[:count] - solution.x[count:], low, high)
    return Optimum(z, length(z, "total"), _prices(solution), ends[:count] + ends[count:])


def _part(low: Array, high: Array) -> list[tuple[float, float]]:
    return [(max(a, 0.0), max(b, 0.0)) for a, b in zip(low.tolist(), high.tolist(), strict=True)]


def _largest(inequalities: Inequalities, low: Array, high: Array) -> Optimum | None:
    """One more variable, last, that is no smaller than any |z_j|; then the least sum inside that radius."""
    count = inequalities.slope.shape[1]
    eye, ones = np.eye(count), np.ones((count, 1))
    matrix = np.block([[inequalities.slope, np.zeros((len(inequalities.need), 1))], [-eye, ones], [eye, ones]])
    need = np.append(inequalities.need, np.zeros(2 * count))
    solution = _linear(np.append(np.zeros(count), 1.0), matrix, need, [*zip(low, high, strict=True), (0.0, None)])
    if not solution.success:
        return None
    radius = float(solution.x[count])
    ends = np.maximum(-solution.upper.marginals, 0.0) + np.maximum(solution.lower.marginals, 0.0)
    inside = _total(inequalities, np.maximum(low, -radius - PRECISION), np.minimum(high, radius + PRECISION))
    z = inside.z if inside else solution.x[:count]
    return Optimum(z, radius, _prices(solution)[: len(inequalities.need)], ends[:count])


def _largest_at_once(inequalities: Inequalities, low: Array, high: Array) -> Optimum | None:
    """z = up - down, and last a variable that is no smaller than up and down together; their sum costs a LITTLE."""
    count = inequalities.slope.shape[1]
    eye, slope = np.eye(count), inequalities.slope
    matrix = np.block([[slope, -slope, np.zeros((len(slope), 1))], [-eye, -eye, np.ones((count, 1))]])
    cost = np.append(np.full(2 * count, LITTLE), 1.0)
    bounds = [*_part(low, high), *_part(-high, -low), (0.0, None)]
    solution = _linear(cost, matrix, np.append(inequalities.need, np.zeros(count)), bounds)
    if not solution.success:
        return None
    z = np.clip(solution.x[:count] - solution.x[count:-1], low, high)
    return Optimum(z, length(z, "largest"), _prices(solution)[: len(slope)], np.zeros(count))


def _count(inequalities: Inequalities, low: Array, high: Array) -> Optimum | None:
    """The fewest that may move, then the least sum with those, then its prices.

    The mixed-integer programme forgives a millionth, more than some rows ask for; so what it chooses is tried at full
    precision, and where that fails it must choose one assumption more besides. Where all together fail at full
    precision none of the sets is tried: there may be exponentially many.
    """
    if _total(inequalities, low, high) is None:
        return None
    tried: list[npt.NDArray[np.bool_]] = []
    while (chosen := _chosen(inequalities, low, high, tried)) is not None:
        inside = _total(inequalities, np.where(chosen, low, 0.0), np.where(chosen, high, 0.0))
        if inside is not None:
            return Optimum(inside.z, length(inside.z, "count"), inside.price, inside.ends)
        if chosen.all():
            break
        tried.append(chosen)
    return None


def _chosen(
    inequalities: Inequalities, low: Array, high: Array, tried: list[npt.NDArray[np.bool_]]
) -> npt.NDArray[np.bool_] | None:
    """Which assumptions to move: the fewest, of those the least sum, none of them only part of a set tried before.

    A binary for each assumption opens its box.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    count = inequalities.slope.shape[1]
    up, down = np.maximum(high, 0.0), np.maximum(-low, 0.0)
    none, eye = np.zeros((count, count)), np.eye(count)
    opened = np.block([[eye, none, -np.diag(up)], [none, eye, -np.diag(down)]])
    hold = np.hstack([inequalities.slope, -inequalities.slope, np.zeros_like(inequalities.slope)])
    other = np.array([np.append(np.zeros(2 * count), ~before) for before in tried]).reshape(len(tried), 3 * count)
    constraints = [LinearConstraint(hold, inequalities.need, np.inf), LinearConstraint(opened, -np.inf, 0.0),
                   LinearConstraint(other, 1.0, np.inf)]  # fmt: skip
    total = np.concatenate([np.zeros(2 * count), np.ones(count)])
    kinds = {"bounds": Bounds(0.0, np.concatenate([up, down, np.ones(count)])), "integrality": total}
    fewest = milp(total, constraints=constraints, options={"mip_rel_gap": 0.0}, **kinds)
    if not fewest.success:
        return None
    limit = LinearConstraint(total[None, :], -np.inf, round(fewest.fun))
    best = milp(1.0 - total, constraints=[*constraints, limit], options={"mip_rel_gap": 0.0}, **kinds)
    chosen: npt.NDArray[np.bool_] = (best if best.success else fewest).x[2 * count :] > 0.5
    return chosen


def _linear(cost: Array, matrix: Array, need: Array, bounds: list[Any]) -> Any:
    """Least cost subject to matrix @ x >= need."""
    from scipy.optimize import linprog

    options = {"primal_feasibility_tolerance": PRECISION, "dual_feasibility_tolerance": PRECISION}
    return linprog(cost, A_ub=-matrix, b_ub=-need, bounds=bounds, method="highs", options=options)


def _prices(solution: Any) -> Array:
    prices: Array = np.maximum(-np.asarray(solution.ineqlin.marginals, dtype=float), 0.0)
    return prices
