"""Solutions of a bargaining set over lotteries of its packages: every convex combination of gains can be agreed on.

No agreement is one of the outcomes that a lottery may draw. A lottery may draw a package that is outside the zone, for
it counts what each party gains on average: so a lottery can be agreed on where no package can.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from .arrays import Array, Index
from .bargaining import BargainingSet

CLOSE = 1e-10
"""By so little, as a share, can no package raise the sum of the logarithms of gains any more where a search ends."""
ROUNDS = 500
"""So many packages are added to a search at most."""
ROUNDED = 1e-9
"""By so little may a second programme fall below what the first has reached, for both are solved in floats."""
DROPPED = 1e-9
"""A chance below this is rounding; it is dropped and the rest made to sum to 1."""


@dataclass(frozen=True, eq=False)
class Lottery:
    """Packages with the chance of each, and what every party gains on average. Chances may sum to less than 1.

    What is left is the chance of no agreement.
    """

    packages: tuple[int, ...]
    chances: tuple[float, ...]
    gains: Array


def nash_lottery(bargaining: BargainingSet) -> Lottery | None:
    """The lottery with the greatest product of average gains (Nash 1950); None where none gains everybody something.

    For two parties exact, on the edges of the convex hull. For more, packages are added one by one to a small concave
    programme until none can raise the sum of logarithms: at the best lottery sum_i gains_i(package) / gains_i <= n.
    """
    packages = np.flatnonzero(bargaining.frontier)
    gains = bargaining.gains[:, packages]
    if len(gains) == 2:
        return _on_edges(gains, packages)
    start = egalitarian_lottery(bargaining)
    return _by_programmes(gains, packages, start) if start and (start.gains > 0).all() else None


def egalitarian_lottery(bargaining: BargainingSet) -> Lottery | None:
    """The lottery whose least average gain is greatest; of equals that with the greatest sum. None where nobody can.

    For a convex set and gains that can be traded this is where all gain the same (Kalai 1977).
    """
    return _even(bargaining, np.ones(len(bargaining.parties)), np.zeros(len(bargaining.parties)))


def kalai_smorodinsky_lottery(bargaining: BargainingSet) -> Lottery | None:
    """The lottery at which the least share of its ideal is greatest (Kalai and Smorodinsky 1975); None where none is.

    A party's ideal is the most that it gains on average where nobody loses.
    """
    ideal = ideals(bargaining)
    return _even(bargaining, ideal, np.zeros(len(ideal))) if (ideal > 0).all() else None


def maximin_lottery(bargaining: BargainingSet) -> Lottery | None:
    """The lottery at which whoever has least on average, gains or not, has most (Rawls 1971). None where none gains."""
    return _even(bargaining, np.ones(len(bargaining.parties)), bargaining.disagreement)


def utilitarian_lottery(bargaining: BargainingSet) -> Lottery | None:
    """The lottery with the greatest sum of average gains at which nobody loses; None where nobody can gain."""
    return _most(bargaining, np.ones(len(bargaining.parties)))


LOTTERIES: Mapping[str, Callable[[BargainingSet], Lottery | None]] = {
    "nash": nash_lottery,
    "kalai_smorodinsky": kalai_smorodinsky_lottery,
    "egalitarian": egalitarian_lottery,
    "utilitarian": utilitarian_lottery,
    "maximin": maximin_lottery,
}


def ideals(bargaining: BargainingSet) -> Array:
    """The most that each party gains on average by a lottery at which nobody loses, shape (parties,)."""
    units = np.eye(len(bargaining.parties))
    best = [_most(bargaining, unit) for unit in units]
    return np.array([0.0 if lottery is None else lottery.gains[i] for i, lottery in enumerate(best)])


def integrative_gain(bargaining: BargainingSet) -> float:
    """How much more than one cake there is to divide: 0 where one's gain is another's loss, parties - 1 at most.

    The shares of their ideals that all get alike at the Kalai-Smorodinsky lottery, added up, less 1: so no points of
    different parties are compared. 0 too where the zone is empty.
    """
    lottery = kalai_smorodinsky_lottery(bargaining)
    if lottery is None:
        return 0.0
    return max(0.0, len(bargaining.parties) * float((lottery.gains / ideals(bargaining)).min()) - 1)


def hull(gains: Array) -> Index:
    """The upper right corners of the convex hull of two parties' gains, shape (2, packages), by the first's gain."""
    corners: list[int] = []
    for k in np.lexsort((gains[1], gains[0])):
        while corners and gains[1, corners[-1]] <= gains[1, k]:
            corners.pop()
        while len(corners) > 1 and _turn(gains[:, corners[-2]], gains[:, corners[-1]], gains[:, k]) >= 0:
            corners.pop()
        corners.append(int(k))
    return np.array(corners, dtype=np.intp)


def _turn(a: Array, b: Array, c: Array) -> float:
    return float((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]))


def _on_edges(gains: Array, packages: Index) -> Lottery | None:
    """The greatest product on the edges of the hull: on each edge it is a parabola. None where both gain nowhere."""
    corners = hull(gains)
    best: tuple[float, tuple[int, int], float] = (0.0, (corners[0], corners[0]), 0.0)
    for a, b in [(k, k) for k in corners] + list(pairwise(corners)):
        start, step = gains[:, a], gains[:, b] - gains[:, a]
        bend = step[0] * step[1]
        top = 0.0 if bend == 0 else -(start[0] * step[1] + start[1] * step[0]) / (2 * bend)
        at = start + min(max(top, 0.0), 1.0) * step
        if (at > 0).all() and at[0] * at[1] > best[0]:
            best = (float(at[0] * at[1]), (int(a), int(b)), min(max(top, 0.0), 1.0))
    product, (a, b), chance = best
    if product <= 0:
        return None
    weights = np.zeros(len(packages))
    weights[a] += 1 - chance
    weights[b] += chance
    return _lottery(gains, packages, weights)


def _by_programmes(gains: Array, packages: Index, start: Lottery) -> Lottery:
    """The greatest sum of logarithms: packages that raise it are added until none does."""
    places = {int(package): k for k, package in enumerate(packages)}
    active = [places[package] for package in start.packages]
    weights = _concave(gains[:, active], np.array(start.chances) / sum(start.chances))
    for _ in range(ROUNDS):
        raised = (gains / (gains[:, active] @ weights)[:, None]).sum(axis=0)
        best = int(raised.argmax())
        if raised[best] <= len(gains) * (1 + CLOSE) or best in active:
            break
        active.append(best)
        share = next(share for share in (0.1, 1e-3, 1e-6, 0.0) if _all_gain(gains[:, active], weights, share))
        weights = _concave(gains[:, active], np.append(weights * (1 - share), share))
    whole = np.zeros(len(packages))
    whole[active] = weights
    return _lottery(gains, packages, whole)


def _all_gain(columns: Array, weights: Array, share: float) -> bool:
    return share == 0 or bool((columns @ np.append(weights * (1 - share), share) > 0).all())


def _concave(columns: Array, first: Array) -> Array:
    """The chances of these columns with the greatest sum of logarithms of average gains, from chances to start with."""
    from scipy.optimize import minimize

    def gains(weights: Array) -> Array:
        return np.asarray(np.maximum(columns @ weights, 1e-300))

    least = minimize(
        lambda weights: -np.log(gains(weights)).sum(),
        first,
        jac=lambda weights: -(columns / gains(weights)[:, None]).sum(axis=0),
        bounds=[(0, 1)] * len(first),
        constraints={"type": "eq", "fun": lambda weights: weights.sum() - 1, "jac": np.ones_like},
        method="SLSQP",
        options={"ftol": 1e-15, "maxiter": 500},
    )
    weights = np.maximum(least.x, 0)
    return np.asarray(weights / weights.sum())


def _most(bargaining: BargainingSet, worth: Array) -> Lottery | None:
    """The lottery with the greatest worth @ gains at which nobody loses; None where that is 0."""
    packages = np.flatnonzero(bargaining.frontier)
    gains = bargaining.gains[:, packages]
    weights = _programme(-worth @ gains, -gains, np.zeros(len(gains)))
    lottery = _lottery(gains, packages, weights)
    return lottery if worth @ lottery.gains > DROPPED else None


def _even(bargaining: BargainingSet, unit: Array, base: Array) -> Lottery | None:
    """The lottery with the greatest t such that base + gains >= t * unit and nobody loses; then the greatest sum."""
    packages = np.flatnonzero(bargaining.frontier)
    gains = bargaining.gains[:, packages]
    n, count = gains.shape
    below = np.block([[-gains, unit[:, None]], [-gains, np.zeros((n, 1))]])
    bounds = np.concatenate([base, np.zeros(n)])
    first = _programme(np.append(np.zeros(count), -1.0), below, bounds, free=1)
    level = first[-1] * unit - base
    weights = _programme(-gains.sum(axis=0), -gains, -np.maximum(level - ROUNDED * (1 + abs(level)), 0.0))
    lottery = _lottery(gains, packages, weights)
    return lottery if (lottery.gains > DROPPED).any() else None


def _programme(cost: Array, below: Array, bounds: Array, free: int = 0) -> Array:
    """The x with the least cost @ x, below @ x <= bounds, chances that sum to at most 1; the last `free` are free."""
    from scipy.optimize import linprog

    count = len(cost) - free
    chances = np.append(np.ones(count), np.zeros(free))
    limits = [(0.0, None)] * count + [(None, None)] * free
    found = linprog(cost, A_ub=np.vstack([below, chances]), b_ub=np.append(bounds, 1.0), bounds=limits, method="highs")
    solution: Array = found.x
    return solution


def _lottery(gains: Array, packages: Index, weights: Array) -> Lottery:
    """The chances without what is rounding, and the gains computed from them."""
    total = min(float(weights.sum()), 1.0)
    kept = np.flatnonzero(weights > DROPPED)
    chances = (
        weights[kept] / weights[kept].sum() * (1.0 if total > 1 - DROPPED else total) if len(kept) else weights[kept]
    )
    return Lottery(tuple(packages[kept].tolist()), tuple(chances.tolist()), gains[:, kept] @ chances)
