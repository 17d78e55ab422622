"""The search that fits a goal and a way to measure: programmes, staged search, or fewest assumptions first."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from ...game.game import Array
from .goals import Goal
from .programmes import MOVED, Measure, length
from .scan import end_moves, single_moves
from .search import Search, search
from .staged_search import staged_search
from .successive import Point
from .worlds import Worlds

TRIED = 3
"""Sets of assumptions, of those that reach the goal at the ends of their ranges, from which the nearest is sought."""


def by_measure(within: Worlds, goal: Goal, measure: Measure) -> tuple[Search, int | None]:
    """The nearest point found; for `count` also how many assumptions do it alone (None: not looked at)."""
    if measure != "count":
        return _one_search(within, goal, measure), None
    if goal.conclusion.rule is None and (found := search(within, goal, "count", affine_only=True)).affine:
        return found, None
    singles = sorted(single_moves(within, goal), key=lambda z: length(z, "total"))
    if singles:
        return _narrowed(within, goal, singles[0]), len(singles)
    several = sorted(end_moves(within, goal), key=lambda z: length(z, "total"))[:TRIED]
    if several:
        ends = [_narrowed(within, goal, z) for z in several]
        return min(ends, key=lambda one: length(one.found.z, "total") if one.found else np.inf), 0
    return _fewest(within, goal), 0


def _one_search(within: Worlds, goal: Goal, measure: Measure) -> Search:
    return search(within, goal, measure) if goal.conclusion.rule is None else staged_search(within, goal, measure)


def _only(within: Worlds, chosen: Iterable[int]) -> Worlds:
    """The same worlds with these assumptions free and no other; the others keep their places, with no room."""
    open_ = np.zeros(len(within.names), dtype=bool)
    open_[list(chosen)] = True
    return replace(within, low=np.where(open_, within.low, 0.0), high=np.where(open_, within.high, 0.0))


def _narrowed(within: Worlds, goal: Goal, z: Array) -> Search:
    """The search with only those free that move at z; where it finds nothing nearer, z itself."""
    found = _one_search(_only(within, np.flatnonzero(z).tolist()), goal, "total")
    if found.found is None or length(z, "total") < length(found.found.z, "total"):
        found.found = Point(z, (), np.zeros(0), np.zeros((0, len(z))))
    return found


def _fewest(within: Worlds, goal: Goal) -> Search:
    """The answer in sum, then without one after another of what it moves, while an answer is left."""
    best = _one_search(within, goal, "total")
    while best.found is not None:
        moved = np.flatnonzero(np.abs(best.found.z) > MOVED)
        order = sorted(moved.tolist(), key=lambda j: abs(best.found.z[j]) if best.found else 0.0)
        fewer = (_one_search(_only(within, [k for k in order if k != j]), goal, "total") for j in order)
        smaller = next((own for own in fewer if own.found is not None), None) if len(order) > 2 else None
        if smaller is None:
            break
        best = smaller
    return best
