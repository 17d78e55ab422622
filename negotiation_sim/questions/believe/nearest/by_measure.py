"""The search that fits a goal and a way to measure: programmes, staged search, or fewest assumptions first."""

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from ....games.normal_form import Array
from .goals import Goal
from .programmes import MOVED, Measure, length
from .pure_search import Search, search
from .scan import end_moves, single_moves
from .scatter import improve, scattered, thinned
from .staged_search import staged_search
from .successive import linearised
from .worlds import Worlds

SAME = 1e-6
"""Widths. Points nearer to each other than this are the same."""

TRIED = 3
"""Sets of assumptions, of those that reach the goal at the ends of their ranges, from which the nearest is sought."""


def by_measure(within: Worlds, goal: Goal, measure: Measure, starts: Iterable[Array] = ()) -> Search:
    """The search that fits; if it is not exact, also from `starts`, places that reach the goal, and from a scatter."""
    ended = _ended(within, goal, measure)
    if ended.affine or ended.refuted:
        return ended
    places = [*(z for z in starts if goal.reached(within.moved(z))), *scattered(within, goal, measure)]
    if measure != "count":
        improve(ended, places)
        return ended
    thin = min((thinned(within, goal, z) for z in places), key=np.count_nonzero, default=None)
    if thin is None or (ended.best is not None and length(ended.best.z, "count") <= length(thin, "count")):
        return ended
    return replace(_narrowed(within, goal, thin), alone=ended.alone, fewest=ended.fewest)


def _ended(within: Worlds, goal: Goal, measure: Measure) -> Search:
    """For `count` first the programmes, then one assumption alone, then two or three at an end."""
    if measure != "count":
        return _in_rule(within, goal, measure)
    if goal.conclusion.rule is None and (exact := search(within, goal, "count", affine_only=True)).affine:
        return exact
    singles = single_moves(within, goal)
    fewest = 2 if singles.complete and not singles.moves else 1
    several = sorted(singles.moves or end_moves(within, goal), key=lambda z: length(z, "total"))
    ends = [_narrowed(within, goal, z) for z in several[: 1 if singles.moves else TRIED]] or [_fewest(within, goal)]
    nearest = min(ends, key=lambda end: length(end.best.z, "total") if end.best else np.inf)
    return replace(nearest, alone=len(singles.moves), fewest=fewest)


def _in_rule(within: Worlds, goal: Goal, measure: Measure) -> Search:
    return search(within, goal, measure) if goal.conclusion.rule is None else staged_search(within, goal, measure)


def _only(within: Worlds, chosen: Iterable[int]) -> Worlds:
    """The same worlds with these assumptions free and no other; the others keep their places, with no room."""
    free = np.isin(np.arange(len(within.names)), list(chosen))
    return replace(within, low=np.where(free, within.low, 0.0), high=np.where(free, within.high, 0.0))


def _narrowed(within: Worlds, goal: Goal, z: Array) -> Search:
    """The search with only those free that move at z; where it finds nothing nearer, z itself."""
    narrow = _in_rule(_only(within, np.flatnonzero(z).tolist()), goal, "total")
    if narrow.best is None or length(z, "total") < length(narrow.best.z, "total") - SAME:
        narrow.best = linearised(within, lambda _: (), z)
    return narrow


def _fewest(within: Worlds, goal: Goal) -> Search:
    """The answer in sum, then without one after another of what it moves, while an answer is left."""
    fewest = _in_rule(within, goal, "total")
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
    fewer = (by_measure(_only(within, [k for k in order if k != j]), goal, "total") for j in order)
    return next((each for each in fewer if each.best is not None), None) if len(order) > 2 else None
