"""The search that fits a goal and a way to measure: programmes, staged search, or fewest assumptions first."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from ....games.normal_form import Array
from .goals import Goal
from .programmes import MOVED, Measure, length
from .pure_search import Search, search
from .scan import end_moves, single_moves
from .scatter import improve, scattered, thinned
from .staged_search import staged_search
from .successive import Linearised
from .worlds import Worlds

SAME = 1e-6
"""Widths. Points nearer to each other than this are the same."""

TRIED = 3
"""Sets of assumptions, of those that reach the goal at the ends of their ranges, from which the nearest is sought."""


@dataclass(frozen=True, eq=False)
class MeasuredSearch:
    """The nearest point found. For `count`, `alone`: how many assumptions do it alone (None: not looked at).

    `fewest`: the least number that is not ruled out.
    """

    search: Search
    alone: int | None = None
    fewest: int = 1


def by_measure(within: Worlds, goal: Goal, measure: Measure, starts: Iterable[Array] = ()) -> MeasuredSearch:
    """The search that fits; if it is not exact, also from `starts`, places that reach the goal, and from a scatter."""
    ended = _ended(within, goal, measure)
    if ended.search.affine or ended.search.refuted:
        return ended
    places = [*(z for z in starts if goal.reached(within.moved(z))), *scattered(within, goal, measure)]
    if measure == "count":
        return _fewer(within, goal, ended, places)
    improve(ended.search, places)
    return ended


def _fewer(within: Worlds, goal: Goal, ended: MeasuredSearch, places: Iterable[Array]) -> MeasuredSearch:
    """What was found, or an answer that moves fewer assumptions, made from places that reach the goal."""
    thin = min((thinned(within, goal, z) for z in places), key=np.count_nonzero, default=None)
    best = ended.search.best
    if thin is None or (best is not None and length(best.z, "count") <= length(thin, "count")):
        return ended
    return replace(ended, search=_narrowed(within, goal, thin))


def _ended(within: Worlds, goal: Goal, measure: Measure) -> MeasuredSearch:
    """For `count` first the programmes, then one assumption alone, then two or three at an end."""
    if measure != "count":
        return MeasuredSearch(_one_search(within, goal, measure))
    if goal.conclusion.rule is None and (exact := search(within, goal, "count", affine_only=True)).affine:
        return MeasuredSearch(exact)
    singles = single_moves(within, goal)
    fewest = 2 if singles.complete and not singles.moves else 1
    if singles.moves:
        best = min(singles.moves, key=lambda z: length(z, "total"))
        return MeasuredSearch(_narrowed(within, goal, best), len(singles.moves), fewest)
    several = sorted(end_moves(within, goal), key=lambda z: length(z, "total"))[:TRIED]
    if several:
        ends = [_narrowed(within, goal, z) for z in several]
        return MeasuredSearch(min(ends, key=lambda end: length(end.best.z, "total") if end.best else np.inf), 0, fewest)
    return MeasuredSearch(_fewest(within, goal), 0, fewest)


def _one_search(within: Worlds, goal: Goal, measure: Measure) -> Search:
    return search(within, goal, measure) if goal.conclusion.rule is None else staged_search(within, goal, measure)


def _only(within: Worlds, chosen: Iterable[int]) -> Worlds:
    """The same worlds with these assumptions free and no other; the others keep their places, with no room."""
    open_ = np.zeros(len(within.names), dtype=bool)
    open_[list(chosen)] = True
    return replace(within, low=np.where(open_, within.low, 0.0), high=np.where(open_, within.high, 0.0))


def _narrowed(within: Worlds, goal: Goal, z: Array) -> Search:
    """The search with only those free that move at z; where it finds nothing nearer, z itself."""
    narrow = _one_search(_only(within, np.flatnonzero(z).tolist()), goal, "total")
    if narrow.best is None or length(z, "total") < length(narrow.best.z, "total") - SAME:
        narrow.best = Linearised(z, (), np.zeros(0), np.zeros((0, len(z))))
    return narrow


def _fewest(within: Worlds, goal: Goal) -> Search:
    """The answer in sum, then without one after another of what it moves, while an answer is left."""
    fewest = _one_search(within, goal, "total")
    while fewest.best is not None and (smaller := _smaller(within, goal, fewest.best.z)) is not None:
        fewest = smaller
    return fewest


def _smaller(within: Worlds, goal: Goal, z: Array) -> Search | None:
    """An answer that moves fewer assumptions, all of them among those that move at z."""
    moved = np.flatnonzero(np.abs(z) > MOVED)
    thin = thinned(within, goal, z)
    if np.count_nonzero(thin) < len(moved):
        return _narrowed(within, goal, thin)
    order = sorted(moved.tolist(), key=lambda j: abs(z[j]))
    fewer = (by_measure(_only(within, [k for k in order if k != j]), goal, "total").search for j in order)
    return next((each for each in fewer if each.best is not None), None) if len(order) > 2 else None
