"""What makes a goal reached at a place where it is, and where successive programmes lead from there."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from ....games.arrays import Index
from ....games.normal_form import Array, Game
from ....solve.pure import surviving
from ....worlds.tables import build
from .goals import Goal, satisfying
from .ground import nearer
from .promises import Promises, distance_of
from .pure_search import STRICT, Search
from .staged_search import goes_to, outcome
from .successive import Ask, linearised, settle
from .worlds import PayoffComparison, Worlds

UNDONE = 300
"""Profiles for which successive programmes ask that they stay no equilibrium: those that are nearest to being one."""


def take(state: Search, z: Array) -> None:
    """Makes a place the answer, with what it needs, where it is nearer than the one so far and reaches the goal."""
    if state.best is None or nearer(z, state.best.z, state.measure):
        ask, target = _needed_at(state.worlds, state.goal, z)
        state.keep(linearised(state.worlds, ask, z), target)


def improve(state: Search, starts: Iterable[Array]) -> list[Array]:
    """Where successive programmes end from places that reach the goal; the nearest end becomes the answer.

    A start from which they do not promise more than what is there already leads to itself.
    """
    worlds, ends, seen = state.worlds, [], Promises(state.worlds, state.measure)
    for z in (np.clip(start, worlds.low, worlds.high) for start in starts):
        ask, target = _needed_at(worlds, state.goal, z)
        begin = linearised(worlds, ask, z)
        state.keep(begin, target)
        if seen.promises(begin, target, distance_of(state)):
            begin = settle(worlds, ask, seen.measure, begin)
            state.keep(begin, target)
        ends.append(begin.z)
    return ends


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
    stable = surviving(game.measured)
    serving = stable[good[stable] == goal.make]
    target = int(serving[0]) if len(serving) else None
    if goal.make:
        return target, np.flatnonzero(~good & (goal.conclusion.sense == "every"))
    if goal.conclusion.sense == "some":
        return None, np.flatnonzero(good)
    return target, np.arange(len(good)) if target is None else np.arange(0)


def _undone(worlds: Worlds, game: Game, profiles: Index) -> tuple[PayoffComparison, ...]:
    """For each profile the deviation that pays most; where profiles are many, for those that it pays least."""
    payoffs = game.payoffs.reshape(len(game.players), -1)
    if len(profiles) > UNDONE:
        gains = [(payoff.max(axis=i, keepdims=True) - payoff).reshape(-1) for i, payoff in enumerate(game.payoffs)]
        pays = np.max(gains, axis=0)[profiles]
        profiles = profiles[np.argsort(pays, kind="stable")[:UNDONE]]
    comparisons = []
    for profile in profiles.tolist():
        here = payoffs[:, profile]
        i, other = max(worlds.deviations(profile), key=lambda leaving: payoffs[leaving] - here[leaving[0]])
        comparisons.append(PayoffComparison((i,), other, profile, STRICT * float(game.steps[i])))
    return tuple(comparisons)
