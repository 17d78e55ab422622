"""The nearest world with a goal on pure equilibria: branch and bound over profiles and the deviations that undo them.

A way to a goal (`WayToGoal`) asks that one profile be an equilibrium, that others be none, or both. That a profile is
an equilibrium is one comparison for each deviation, all of which must hold. That a profile is none is a choice: one
deviation must pay. So profiles that are equilibria although they must not be are found by solving the game at the
programme's answer, and only then is it branched on which deviation undoes them. Branches are taken nearest first: the
first whose answer passes is the nearest of all, if every programme is affine.
"""

import heapq
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import count

import numpy as np

from ....games.normal_form import Array
from ....solve.pure import surviving
from ....worlds.tables import build
from .floor import enclosed_groups, floors
from .goals import Goal, WayToGoal, satisfying, ways_to
from .ground import nearer
from .pool import other_starts
from .programmes import Inequalities, Measure, least_miss, length, nearest
from .successive import Linearised, linearised, settle
from .worlds import PayoffComparison, Worlds

LIMIT = 600
"""Programmes. A search that needs more stops and says so."""

MISSES = 3
"""Ways without an answer to the first programme that are tried all the same, where nothing else was found."""

STRICT = 5.0
"""By how many steps past a tie (`Game.steps`) a deviation that undoes an equilibrium must pay."""

MISLED = 1.5
"""A first programme may end further away than successive ones by this factor."""

FAR = 1e9
LESSER = 1e-6
"""The weight of the sum of changes beside the distance: of branches equally near the one with the least sum goes first.
"""


@dataclass(frozen=True, eq=False)
class SearchBranch:
    """A way with the deviations chosen so far. `solved` once its programme is."""

    way: WayToGoal
    hold: tuple[PayoffComparison, ...]
    undone: tuple[PayoffComparison, ...] = ()
    solved: Linearised | None = None

    @property
    def comparisons(self) -> tuple[PayoffComparison, ...]:
        """All that the branch asks for: what must hold, then the deviations that undo other equilibria."""
        return self.hold + self.undone


@dataclass(eq=False)
class Search:
    """The best answer of a search so far, and how far it went.

    `refuted`: bounds alone show that the box holds no answer. `complete`: no way was left out. `missed`: where
    successive programmes failed, the least miss of all. For `count`, `alone`: the assumptions that do it alone (None:
    not looked at); `fewest`: the least number that is not ruled out. `stopped`: time was up before it had tried all.
    """

    worlds: Worlds
    goal: Goal
    measure: Measure
    affine: bool
    best: Linearised | None = None
    target: int | None = None
    programmes: int = 0
    complete: bool = True
    refuted: bool = False
    missed: Linearised | None = None
    alone: tuple[str, ...] | None = None
    fewest: int = 1
    stopped: bool = False
    queue: list[tuple[float, int, SearchBranch]] = field(default_factory=list)
    order: Iterator[int] = field(default_factory=count)
    straight: dict[PayoffComparison, tuple[float, Array]] = field(default_factory=dict)
    seen: set[tuple[WayToGoal, frozenset[PayoffComparison]]] = field(default_factory=set)

    def keep(self, at: Linearised, target: int | None) -> None:
        """Takes a point as the answer where it is nearer than the one so far, and its world has the goal."""
        better = self.best is None or nearer(at.z, self.best.z, self.measure)
        if better and self.goal.reached(self.worlds.moved(at.z)):
            self.best, self.target = at, target


def search(
    worlds: Worlds,
    goal: Goal,
    measure: Measure,
    affine: bool | None = None,
    affine_only: bool = False,
    upto: float = np.inf,
) -> Search:
    """The nearest point at which a goal on pure equilibria is reached, or the least miss.

    `affine` (default: looked up) says that all comparisons are affine over the box: one programme a branch, and the
    answer is the nearest. If not, every branch's programme is a successive one and the answer a local one; with
    `affine_only` nothing is searched then. `upto`: a distance beyond which no answer is wanted.
    """
    ways = list(ways_to(goal, satisfying(worlds.scenario, goal)))
    holds = [worlds.hold(way.target) if way.target is not None else () for way in ways]
    bounds, straight = floors(worlds, holds, measure, upto)
    if affine is None:
        affine = straight and (all(way.kill == "none" for way in ways) or _all_affine(worlds))
    state = Search(worlds, goal, measure, affine)
    for way, hold, bound in zip(ways, holds, bounds, strict=True):
        if np.isfinite(bound) and bound <= upto:
            _push(state, SearchBranch(way, hold), float(bound))
    state.refuted = not state.queue
    if affine_only and not affine:
        return state
    misses = 0
    while state.queue and state.best is None:
        worlds.clock.tick()
        bound, _, branch = heapq.heappop(state.queue)
        if bound > MISLED * upto:
            break
        if state.programmes >= LIMIT or (misses := misses + (bound >= FAR)) > MISSES:
            state.complete = False
            break
        if branch.solved is None:
            _solve(state, branch, bound)
        else:
            _inspect(state, branch)
    return state


def _all_affine(worlds: Worlds) -> bool:
    """Whether every comparison of a player's payoffs between its own moves is affine over the box."""
    holds = (worlds.hold(profile) for profile in range(int(np.prod(worlds.shape))))
    return all(enclosed.affine for _, enclosed in enclosed_groups(worlds, holds))


def _straighten(state: Search, comparisons: Iterable[PayoffComparison]) -> None:
    """Tangents at the start, once for each comparison."""
    new = [comparison for comparison in dict.fromkeys(comparisons) if comparison not in state.straight]
    if new:
        gap, slope = state.worlds.gaps(np.zeros(len(state.worlds.names)), new)
        state.straight |= {comparison: (float(g), s) for comparison, g, s in zip(new, gap, slope, strict=True)}


def _inequalities(state: Search, comparisons: Sequence[PayoffComparison]) -> Inequalities:
    known = [state.straight[comparison] for comparison in comparisons]
    slope = np.array([s for _, s in known]).reshape(len(known), len(state.worlds.names))
    return Inequalities(slope, -np.array([g for g, _ in known]))


def _push(state: Search, branch: SearchBranch, bound: float) -> None:
    """An affine branch without an answer is closed; another one waits behind all that have one."""
    if np.isinf(bound) and state.affine:
        return
    heapq.heappush(state.queue, (min(bound, FAR), next(state.order), branch))


def _solve(state: Search, branch: SearchBranch, bound: float) -> None:
    """Solves a branch's programme and puts it back with its distance.

    A branch whose comparisons are not affine waits once more at the distance of its first programme, or, where that has
    no answer, behind all others.
    """
    _straighten(state, branch.comparisons)
    first = nearest(_inequalities(state, branch.comparisons), state.worlds.low, state.worlds.high, state.measure)
    state.programmes += 1
    distance = first.distance + LESSER * length(first.z, "total") if first else np.inf
    if state.affine and first is not None:
        _push(state, _at(state, branch, first.z), max(bound, distance))
    elif not state.affine and min(distance, FAR) > bound + 1e-9:
        _push(state, branch, distance)
    elif not state.affine:
        _settle(state, branch, bound)


def _settle(state: Search, branch: SearchBranch, bound: float) -> None:
    """Successive programmes from the start and from other places, of which the nearest end is kept."""
    begin = [_at(state, branch, z).solved for z in (np.zeros(len(state.worlds.names)), *other_starts(state.worlds))]
    if bound < FAR:
        begin = [at for k, at in enumerate(begin) if at and (k == 0 or (at.holds and not branch.undone))]
    ends = [settle(state.worlds, lambda _: branch.comparisons, state.measure, at) for at in begin if at]
    state.programmes += len(ends)
    holding = [end for end in ends if end.holds]
    if holding:
        best = min(holding, key=lambda end: length(end.z, state.measure))
        _push(state, replace(branch, solved=best), length(best.z, state.measure))
        return
    end = min(ends, key=lambda end: end.miss)
    if not branch.undone and (state.missed is None or end.miss < state.missed.miss):
        state.missed = end


def _at(state: Search, branch: SearchBranch, z: Array) -> SearchBranch:
    return replace(branch, solved=linearised(state.worlds, lambda _: branch.comparisons, z))


def _inspect(state: Search, branch: SearchBranch) -> None:
    """Takes a solved branch as the answer, or branches on how to undo the first equilibrium that must not be there."""
    assert branch.solved is not None
    left, steps = equilibria_left(state.worlds, state.goal, branch.way, branch.solved.z)
    if not left:
        if state.goal.reached(state.worlds.moved(branch.solved.z)):
            state.best, state.target = branch.solved, branch.way.target
        else:
            state.complete = False
        return
    distance = length(branch.solved.z, state.measure)
    for i, other in state.worlds.deviations(left[0]):
        undo = PayoffComparison((i,), other, left[0], STRICT * float(steps[i]))
        key = (branch.way, frozenset([*branch.undone, undo]))
        if undo in branch.undone or key in state.seen:
            continue
        state.seen.add(key)
        _push(state, replace(branch, undone=(*branch.undone, undo), solved=None), distance)


def equilibria_left(worlds: Worlds, goal: Goal, way: WayToGoal, z: Array) -> tuple[list[int], Array]:
    """The equilibria at z that the way does not allow, and how far past a tie each player's payoffs are moved."""
    scenario = worlds.moved(z)
    game = build(scenario)
    if way.kill == "none":
        return [], game.steps
    equilibria = surviving(game.measured)
    if way.kill != "all":
        equilibria = equilibria[satisfying(scenario, goal, equilibria) == (way.kill == "good")]
    return [int(profile) for profile in equilibria if profile != way.target], game.steps


def nearest_miss(state: Search) -> Linearised | None:
    """Where no way leads inside the box: the point at which the worst comparison of some way fails by least."""
    if state.missed is not None:
        return state.missed
    best: tuple[float, Array, SearchBranch] | None = None
    for way in ways_to(state.goal, satisfying(state.worlds.scenario, state.goal)):
        if way.target is None:
            continue
        state.worlds.clock.tick()
        branch = SearchBranch(way, state.worlds.hold(way.target))
        _straighten(state, branch.hold)
        z, miss = least_miss(_inequalities(state, branch.hold), state.worlds.low, state.worlds.high)
        if best is None or miss < best[0]:
            best = miss, z, branch
    return None if best is None else _at(state, best[2], best[1]).solved
