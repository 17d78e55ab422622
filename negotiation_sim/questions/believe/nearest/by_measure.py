"""The search that fits a goal and a way to measure: programmes, staged search, or fewest assumptions first."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import product

import numpy as np
import numpy.typing as npt

from ....errors import InputError
from ....games.arrays import Index
from ....games.normal_form import Array, Game
from ....solve.pure import surviving
from ....worlds.tables import build
from .goals import Goal, satisfying
from .programmes import MOVED, Measure, length
from .pure_search import STRICT, Search, search
from .scan import end_moves, reached_at, single_moves
from .staged_search import goes_to, outcome, staged_search
from .successive import Ask, linearised, settle
from .worlds import PayoffComparison, Worlds

SAME = 1e-6
"""Widths. Points nearer to each other than this are the same."""

TRIED = 3
"""Sets of assumptions, of those that reach the goal at the ends of their ranges, from which the nearest is sought."""
POINTS = 4096
"""Corners, and as many points in between."""

STARTS = 4
SHRUNK = 64
"""Points that reach the goal, nearest first, that are drawn towards the present world; in how many steps each."""


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


def scattered(worlds: Worlds, goal: Goal, measure: Measure) -> list[Array]:
    """Places that reach the goal, the nearest of a scatter: ends of the box, points in between, what lies on the way.

    The same for the same question. Nothing is proved by finding none.
    """
    rng = np.random.default_rng(2020)
    try:
        hits = _hits(worlds, goal, np.concatenate([_corners(worlds, rng), _between(worlds, rng)]))
        if not len(hits):
            return []
        nearest = sorted(hits, key=lambda z: length(z, measure))[:SHRUNK]
        hits = _hits(worlds, goal, np.concatenate([np.linspace(1 / SHRUNK, 1, SHRUNK)[:, None] * z for z in nearest]))
        best = sorted(hits, key=lambda z: length(z, measure))
        return [thinned(worlds, goal, z) if measure == "count" else z for z in _apart(best, STARTS)]
    except InputError:  # beyond its range a rule may be no finite number
        return []


def improve(state: Search, starts: Iterable[Array]) -> None:
    """Lets successive programmes run from places that reach the goal; the nearest end becomes what was found."""
    worlds = state.worlds
    for z in (np.clip(start, worlds.low, worlds.high) for start in starts):
        ask, target = _needed_at(worlds, state.goal, z)
        begin = linearised(worlds, ask, z)
        for end in (begin, settle(worlds, ask, state.measure, begin)):
            state.keep(end, target)


def thinned(worlds: Worlds, goal: Goal, z: Array) -> Array:
    """A place that reaches the goal with fewer moves than z, made by leaving out one after another.

    Where none can go as it is, one may go if the others move on to the ends of the box.
    """
    while len(moved := np.flatnonzero(np.abs(z) > MOVED)) > 1:
        ends = np.where(z > MOVED, worlds.high, np.where(z < -MOVED, worlds.low, 0.0))
        left = next((places for at in (z, ends) if len(places := _hits(worlds, goal, _each_left_out(at, moved)))), None)
        if left is None:
            break
        z = min(left, key=lambda places: length(places, "total"))
    return z


def _each_left_out(z: Array, moved: Index) -> Array:
    places = np.repeat(z[None], len(moved), axis=0)
    places[np.arange(len(moved)), moved] = 0
    return places


def _corners(worlds: Worlds, rng: np.random.Generator) -> Array:
    """Each assumption unmoved or at an end of the box, at random; where they are few, every place with all at ends."""
    side = np.where(rng.random((POINTS, len(worlds.names))) < 0.5, worlds.low, worlds.high)
    some = np.where(_chosen(worlds, rng), side, 0.0)
    ends = [sorted({low, high}) for low, high in zip(worlds.low.tolist(), worlds.high.tolist(), strict=True)]
    if np.prod([float(len(sides)) for sides in ends]) > POINTS:
        return some
    return np.concatenate([np.array(list(product(*ends))), some])


def _between(worlds: Worlds, rng: np.random.Generator) -> Array:
    return np.where(_chosen(worlds, rng), rng.uniform(worlds.low, worlds.high, (POINTS, len(worlds.names))), 0.0)


def _chosen(worlds: Worlds, rng: np.random.Generator) -> npt.NDArray[np.bool_]:
    """Which assumptions move at each point: few at some, nearly all at others."""
    return np.asarray(rng.random((POINTS, len(worlds.names))) < rng.random((POINTS, 1)))


def _hits(worlds: Worlds, goal: Goal, places: Array) -> Array:
    return np.asarray(places[reached_at(worlds, goal, places)])


def _apart(places: Sequence[Array], most: int) -> list[Array]:
    """The first so many places that do not lie on one ray with an earlier one."""
    kept: list[Array] = []
    for z in (place for place in places if place.any()):
        unit = z / np.linalg.norm(z)
        if len(kept) < most and not any(np.allclose(unit, other / np.linalg.norm(other)) for other in kept):
            kept.append(z)
    return kept


def _needed_at(worlds: Worlds, goal: Goal, z: Array) -> tuple[Ask, int | None]:
    """What makes the goal reached at z, where it is: the comparisons that hold there, and the profile aimed at."""
    if goal.conclusion.rule is not None:
        end = outcome(worlds, goal, z)
        return (goes_to(worlds, goal, end), end) if end >= 0 else (lambda _: (), None)
    scenario = worlds.moved(z)
    game = build(scenario)
    target, forbidden = _equilibrium(game, goal, satisfying(scenario, goal))
    hold = worlds.hold(target) if target is not None else ()
    needed = (*hold, *_undone(worlds, game, forbidden))
    return lambda _: needed, target


def _equilibrium(game: Game, goal: Goal, good: npt.NDArray[np.bool_]) -> tuple[int | None, Index]:
    """Of a goal on pure equilibria that a game reaches: the one that serves it, and the profiles that must be none."""
    stable = surviving(game.payoffs, game.tolerances)
    serving = stable[good[stable] == goal.make]
    target = int(serving[0]) if len(serving) else None
    if goal.make:
        return target, np.flatnonzero(~good & (goal.conclusion.sense == "every"))
    if goal.conclusion.sense == "some":
        return None, np.flatnonzero(good)
    return target, np.arange(len(good)) if target is None else np.arange(0)


def _undone(worlds: Worlds, game: Game, profiles: Index) -> tuple[PayoffComparison, ...]:
    """For each profile the deviation that pays most."""
    payoffs = game.payoffs.reshape(len(game.players), -1)
    comparisons = []
    for profile in profiles.tolist():
        here = payoffs[:, profile]
        i, other = max(worlds.deviations(profile), key=lambda leaving: payoffs[leaving] - here[leaving[0]])
        comparisons.append(PayoffComparison((i,), other, profile, STRICT * float(game.tolerances[i])))
    return tuple(comparisons)
