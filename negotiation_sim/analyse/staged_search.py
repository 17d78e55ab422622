"""The nearest world with a goal on a staged outcome, as far as local search finds it.

What a rule leads to is decided by comparisons along a path, and changes by jumps as other branches change, so no
programme covers it as a whole. Successive programmes are run on what a profile's path requires, for the profiles that
serve the goal; their starts are the present world, the assumption sets that serve the goal, single assumptions that
serve it alone, and the answer to the like question about pure equilibria. Each end is solved anew; only ends that serve
the goal count.
"""

from collections.abc import Iterator

import numpy as np

from ..game.game import Array
from .conclusion import Concept, Conclusion
from .goals import Goal, satisfying
from .programmes import Norm, Rows, length, nearest
from .rivals import required, tree
from .scan import single_moves
from .search import FAR, Search, other_starts, search, single_row_bound
from .successive import Ask, Point, point, settle
from .worlds import CHUNK, Worlds

TARGETS = 4
"""Profiles for which successive programmes are run from the present world, the nearest by their first programme."""


def staged_search(worlds: Worlds, goal: Goal, norm: Norm) -> Search:
    """The nearest world found in which a staged goal is reached; see the module's head for what is tried."""
    state = Search(worlds, goal, norm, affine=False)
    inner: Norm = "few" if norm == "count" else norm
    singles = list(single_moves(worlds, goal))
    best = min(singles, key=lambda z: length(z, inner), default=None)
    if best is not None:
        _keep(state, _ended(worlds, goal, best), inner)
    for target, start in _starts(state, singles, inner):
        begin = point(worlds, _ask(worlds, goal, target), start)
        end = settle(worlds, _ask(worlds, goal, target), inner, begin)
        state.programmes += 1
        _keep(state, (end, target), inner)
    return state


def _ask(worlds: Worlds, goal: Goal, target: int) -> Ask:
    rule = goal.conclusion.rule
    assert rule is not None
    return lambda z: required(tree(worlds, z, rule), target)


def _ended(worlds: Worlds, goal: Goal, z: Array) -> tuple[Point, int] | None:
    """A point with the outcome that it leads to and what that requires."""
    rule = goal.conclusion.rule
    assert rule is not None
    target = int(tree(worlds, z, rule).ends[0].reshape(-1)[0])
    return (point(worlds, _ask(worlds, goal, target), z), target) if target >= 0 else None


def _starts(state: Search, singles: list[Array], norm: Norm) -> Iterator[tuple[int, Array]]:
    """Pairs of a profile to aim at and a place to start from."""
    worlds, goal = state.worlds, state.goal
    near = sorted(singles, key=lambda z: length(z, norm))[:3]
    for z in (*other_starts(worlds), *near, *_pure_answer(worlds, goal, norm)):
        if goal.reached(worlds.moved(z)) and (ended := _ended(worlds, goal, z)):
            _keep(state, ended, norm)
            yield ended[1], z
    for target in _promising(worlds, goal, norm):
        yield target, np.zeros(len(worlds.names))


def _pure_answer(worlds: Worlds, goal: Goal, norm: Norm) -> Iterator[Array]:
    """Where the condition holds at some pure equilibrium, or for the cautious rule at every one (or fails to)."""
    concept: Concept = "every" if goal.make and goal.conclusion.concept == "cautious" else "some"
    pure = search(worlds, Goal(Conclusion(goal.conclusion.condition, concept), goal.make), norm, affine=False)
    if pure.found is not None:
        yield pure.found.z


def _promising(worlds: Worlds, goal: Goal, norm: Norm) -> list[int]:
    """The profiles that serve the goal and whose first programme, tangents at the present world, ends nearest."""
    rule = goal.conclusion.rule
    assert rule is not None
    here, start = tree(worlds, np.zeros(len(worlds.names)), rule), np.zeros(len(worlds.names))
    serving = [int(k) for k in np.flatnonzero(satisfying(worlds.scenario, goal) == goal.make)]
    rows: dict[int, Rows] = {}
    for k in range(0, len(serving), CHUNK // 8):
        asked = {target: required(here, target) for target in serving[k : k + CHUNK // 8]}
        gap, slope = worlds.gaps(start, [one for own in asked.values() for one in own])
        ends = np.cumsum([len(own) for own in asked.values()])
        for end, (target, own) in zip(ends, asked.items(), strict=True):
            rows[target] = Rows(slope[end - len(own) : end], -gap[end - len(own) : end])
    bound = {target: single_row_bound(own, worlds, norm) for target, own in rows.items()}
    near = sorted(serving, key=lambda target: bound[target])[: 5 * TARGETS]
    first = {target: nearest(rows[target], worlds.low, worlds.high, norm) for target in near}
    return sorted(near, key=lambda target: found.distance if (found := first[target]) else FAR + bound[target])[
        :TARGETS
    ]


def _keep(state: Search, ended: tuple[Point, int] | None, norm: Norm) -> None:
    if ended is None or not state.goal.reached(state.worlds.moved(ended[0].z)):
        return
    if state.found is None or length(ended[0].z, norm) < length(state.found.z, norm):
        state.found, state.target = ended
