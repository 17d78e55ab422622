"""The search that fits a goal and a way to measure: programmes, staged search, or fewest assumptions first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from ....games.normal_form import Array
from .goals import Goal
from .programmes import MOVED, Measure, length
from .scan import end_moves, single_moves
from .scatter import improve, scattered, thinned
from .search import Search, search
from .staged_search import staged_search
from .successive import Point
from .worlds import Worlds

STEP = 1e-6
"""Widths. Points nearer to each other than this are the same."""

TRIED = 3
"""Sets of assumptions, of those that reach the goal at the ends of their ranges, from which the nearest is sought."""


@dataclass(frozen=True, eq=False)
class Ended:
    """The nearest point found. For `count`, `alone`: how many assumptions do it alone (None: not looked at).

    `fewest`: the least number that is not ruled out.
    """

    search: Search
    alone: int | None = None
    fewest: int = 1


def by_measure(within: Worlds, goal: Goal, measure: Measure, starts: Iterable[Array] = ()) -> Ended:
    """The search that fits; unless it is exact, then from `starts`, places that reach the goal, and those of a scatter."""
    ended = _ended(within, goal, measure)
    if ended.search.affine or ended.search.refuted:
        return ended
    places = [*(z for z in starts if goal.reached(within.moved(z))), *scattered(within, goal, measure)]
    if measure == "count":
        return _fewer(within, goal, ended, places)
    improve(ended.search, places)
    return ended


def _fewer(within: Worlds, goal: Goal, ended: Ended, places: Iterable[Array]) -> Ended:
    """What was found, or an answer that moves fewer assumptions, made from places that reach the goal."""
    thin = min((thinned(within, goal, z) for z in places), key=np.count_nonzero, default=None)
    found = ended.search.found
    if thin is None or (found is not None and length(found.z, "count") <= length(thin, "count")):
        return ended
    return replace(ended, search=_narrowed(within, goal, thin))


def _ended(within: Worlds, goal: Goal, measure: Measure) -> Ended:
    """For `count` first the programmes, then one assumption alone, then two or three at an end."""
    if measure != "count":
        return Ended(_one_search(within, goal, measure))
    if goal.conclusion.rule is None and (found := search(within, goal, "count", affine_only=True)).affine:
        return Ended(found)
    singles = single_moves(within, goal)
    fewest = 2 if singles.complete and not singles.moves else 1
    if singles.moves:
        best = min(singles.moves, key=lambda z: length(z, "total"))
        return Ended(_narrowed(within, goal, best), len(singles.moves), fewest)
    several = sorted(end_moves(within, goal), key=lambda z: length(z, "total"))[:TRIED]
    if several:
        ends = [_narrowed(within, goal, z) for z in several]
        return Ended(min(ends, key=lambda one: length(one.found.z, "total") if one.found else np.inf), 0, fewest)
    return Ended(_fewest(within, goal), 0, fewest)


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
    if found.found is None or length(z, "total") < length(found.found.z, "total") - STEP:
        found.found = Point(z, (), np.zeros(0), np.zeros((0, len(z))))
    return found


def _fewest(within: Worlds, goal: Goal) -> Search:
    """The answer in sum, then without one after another of what it moves, while an answer is left."""
    best = _one_search(within, goal, "total")
    while best.found is not None and (smaller := _smaller(within, goal, best.found.z)) is not None:
        best = smaller
    return best


def _smaller(within: Worlds, goal: Goal, z: Array) -> Search | None:
    """An answer that moves fewer assumptions, all of them among those that move at z."""
    moved = np.flatnonzero(np.abs(z) > MOVED)
    thin = thinned(within, goal, z)
    if np.count_nonzero(thin) < len(moved):
        return _narrowed(within, goal, thin)
    order = sorted(moved.tolist(), key=lambda j: abs(z[j]))
    fewer = (by_measure(_only(within, [k for k in order if k != j]), goal, "total").search for j in order)
    return next((own for own in fewer if own.found is not None), None) if len(order) > 2 else None
