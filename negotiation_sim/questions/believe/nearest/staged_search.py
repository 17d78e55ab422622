"""The nearest world with a goal on a staged outcome, as far as local search finds it.

What a rule leads to is decided by comparisons along a path, and changes by jumps as other branches change, so no
programme covers it as a whole. Successive programmes are run on what a profile's path requires, for the profiles that
serve the goal; their starts are the present world, the assumption sets that serve the goal, single assumptions that
serve it alone, and the answer to the like question about pure equilibria. Each end is solved anew; only ends that serve
the goal count.
"""

from collections.abc import Iterator, Sequence

import numpy as np

from ....case.conclusions import Conclusion, Sense
from ....games.normal_form import Array
from .goals import Goal, satisfying
from .programmes import Inequalities, Measure, length, nearest
from .pure_search import FAR, Search, other_starts, search, single_row_bound
from .rivals import required, tree
from .scan import single_moves
from .successive import Ask, Linearised, linearised, settle
from .worlds import PayoffComparison, Worlds

MISLED = 1.25
"""A start is passed over where its first programme ends further away than the best answer so far by this factor."""

TARGETS = 4
"""Profiles for which successive programmes are run from the present world, the nearest by their first programme."""


def staged_search(worlds: Worlds, goal: Goal, measure: Measure) -> Search:
    """The nearest world found in which a staged goal is reached; see the module's head for what is tried."""
    state = Search(worlds, goal, measure, affine=False)
    inner: Measure = "total" if measure == "count" else measure
    singles = single_moves(worlds, goal).moves
    best = min(singles, key=lambda z: length(z, inner), default=None)
    if best is not None:
        _keep(state, _ended(worlds, goal, best), inner)
    seen: set[tuple[int, bytes]] = set()
    for target, start in _starts(state, singles, inner):
        begin = linearised(worlds, goes_to(worlds, goal, target), start)
        leads = _leads_to(state, begin, inner)
        if leads is None or (target, leads.tobytes()) in seen:
            continue
        seen.add((target, leads.tobytes()))
        _keep(state, (settle(worlds, goes_to(worlds, goal, target), inner, begin), target), inner)
        state.programmes += 1
    return state


def _leads_to(state: Search, begin: Linearised, measure: Measure) -> Array | None:
    """Where the first programme from a start leads, rounded; None where that is further than the best answer so far.

    Starts that lead to the same point are one. Where the programme has no answer, a start leads to itself, as long as
    nothing was found.
    """
    first = nearest(begin.inequalities, state.worlds.low, state.worlds.high, measure)
    if first is None:
        return begin.z if state.best is None else None
    if state.best is not None and first.distance > MISLED * length(state.best.z, measure):
        return None
    return first.z.round(5) + 0.0


def goes_to(worlds: Worlds, goal: Goal, target: int) -> Ask:
    """What makes a profile the staged outcome, path by path."""
    rule = goal.conclusion.rule
    assert rule is not None
    return lambda z: required(tree(worlds, z, rule), target)


def outcome(worlds: Worlds, goal: Goal, z: Array) -> int:
    """The staged outcome at z, or -1 where some node on the way has no equilibrium."""
    rule = goal.conclusion.rule
    assert rule is not None
    return int(tree(worlds, z, rule).ends[0].reshape(-1)[0])


def _ended(worlds: Worlds, goal: Goal, z: Array) -> tuple[Linearised, int] | None:
    """A point with the outcome that it leads to and what that requires."""
    target = outcome(worlds, goal, z)
    return (linearised(worlds, goes_to(worlds, goal, target), z), target) if target >= 0 else None


def _starts(state: Search, singles: Sequence[Array], measure: Measure) -> Iterator[tuple[int, Array]]:
    """Pairs of a profile to aim at and a place to start from."""
    worlds, goal = state.worlds, state.goal
    near = sorted(singles, key=lambda z: length(z, measure))[:3]
    for z in (*other_starts(worlds), *near, *_pure_answer(worlds, goal, measure)):
        if goal.reached(worlds.moved(z)) and (ended := _ended(worlds, goal, z)):
            _keep(state, ended, measure)
            yield ended[1], z
    for target in _promising(worlds, goal, measure):
        yield target, np.zeros(len(worlds.names))


def _pure_answer(worlds: Worlds, goal: Goal, measure: Measure) -> Iterator[Array]:
    """Where the condition holds at some pure equilibrium, or for the cautious rule at every one (or fails to)."""
    sense: Sense = "every" if goal.make and goal.conclusion.sense == "cautious" else "some"
    pure = search(worlds, Goal(Conclusion(goal.conclusion.condition, sense), goal.make), measure, affine=False)
    if pure.best is not None:
        yield pure.best.z


def _promising(worlds: Worlds, goal: Goal, measure: Measure) -> list[int]:
    """The profiles that serve the goal and whose first programme, tangents at the present world, ends nearest.

    Programmes are made for those alone of which the last movers' own comparisons promise most.
    """
    rule = goal.conclusion.rule
    assert rule is not None
    here, start = tree(worlds, np.zeros(len(worlds.names)), rule), np.zeros(len(worlds.names))
    serving = [int(k) for k in np.flatnonzero(satisfying(worlds.scenario, goal) == goal.make)]
    last = _tangents(worlds, start, {target: necessary(worlds, target) for target in serving})
    bound = {target: single_row_bound(inequalities, worlds, measure) for target, inequalities in last.items()}
    near = sorted(serving, key=lambda target: bound[target])[: 8 * TARGETS]
    first = {}
    for target, inequalities in _tangents(worlds, start, {target: required(here, target) for target in near}).items():
        optimum = nearest(inequalities, worlds.low, worlds.high, measure)
        first[target] = optimum.distance if optimum else FAR + single_row_bound(inequalities, worlds, measure)
    return sorted(near, key=lambda target: first[target])[:TARGETS]


def _tangents(worlds: Worlds, z: Array, needed: dict[int, tuple[PayoffComparison, ...]]) -> dict[int, Inequalities]:
    """For each profile, what is asked of it as rows straightened out at z."""
    every = [comparison for group in needed.values() for comparison in group]
    if not every:
        return {target: Inequalities(np.zeros((0, len(z))), np.zeros(0)) for target in needed}
    gap, slope = worlds.gaps(z, every)
    ends = np.cumsum([len(group) for group in needed.values()])
    parts = {target: slice(end - len(group), end) for end, (target, group) in zip(ends, needed.items(), strict=True)}
    return {target: Inequalities(slope[part], slope[part] @ z - gap[part]) for target, part in parts.items()}


def necessary(worlds: Worlds, target: int) -> tuple[PayoffComparison, ...]:
    """What every rule asks of a staged outcome: that none of those who move last gains by another move."""
    order = worlds.scenario.order
    assert order is not None
    players = list(worlds.scenario.case.players)
    movers = {players.index(player) for player in order[-1]}
    return tuple(comparison for comparison in worlds.hold(target) if movers.issuperset(comparison.players))


def _keep(state: Search, ended: tuple[Linearised, int] | None, measure: Measure) -> None:
    if ended is None or not state.goal.reached(state.worlds.moved(ended[0].z)):
        return
    if state.best is None or length(ended[0].z, measure) < length(state.best.z, measure):
        state.best, state.target = ended
