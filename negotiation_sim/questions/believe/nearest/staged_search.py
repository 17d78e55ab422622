"""The nearest world with a goal on a staged outcome, as far as local search finds it.

What a rule leads to is decided by comparisons along a path, and changes by jumps as other branches change, so no
programme covers it as a whole. Successive programmes are run on what a profile's path requires, for the profiles that
serve the goal; their starts are the present world, the assumption sets that serve the goal, single assumptions that
serve it alone, and the answer to the like question about pure equilibria. Each end is solved anew; only ends that serve
the goal count.
"""

from collections.abc import Iterator

import numpy as np

from ....case.conclusions import Conclusion, Sense
from ....games.normal_form import Array
from ....worlds.kept import Kept
from .floor import Enclosed, single_bound
from .goals import Goal, satisfying
from .programmes import Inequalities, Measure, step_to
from .promises import MISLED, Promises, distance_of
from .pure_search import FAR, Search, search
from .rivals import Tree, required, tree
from .successive import Ask, linearised, settle
from .worlds import PayoffComparison, Worlds

TARGETS = 4
"""Profiles for which successive programmes are run from the present world, the nearest by their first programme."""


def staged_search(worlds: Worlds, goal: Goal, measure: Measure, upto: float = np.inf) -> Search:
    """The nearest end of successive programmes from the present world, for the profiles that promise most.

    `upto`: the distance of an answer that is known.
    """
    state, seen = Search(worlds, goal, measure, affine=False), Promises(worlds, measure)
    for target in _promising(worlds, goal, measure, MISLED * upto):
        begin = linearised(worlds, goes_to(worlds, goal, target), np.zeros(len(worlds.names)))
        if not seen.promises(begin, target, min(upto, distance_of(state))):
            continue
        state.keep(settle(worlds, goes_to(worlds, goal, target), measure, begin), target)
        state.programmes += 1
    return state


def goes_to(worlds: Worlds, goal: Goal, target: int) -> Ask:
    """What makes a profile the staged outcome, path by path."""
    return lambda z: required(_tree(worlds, goal, z), target)


def outcome(worlds: Worlds, goal: Goal, z: Array) -> int:
    """The staged outcome at z, or -1 where some node on the way has no equilibrium."""
    return int(_tree(worlds, goal, z).ends[0].item())


_trees = Kept[Tree](4)


def _tree(worlds: Worlds, goal: Goal, z: Array) -> Tree:
    rule = goal.conclusion.rule
    assert rule is not None
    return _trees.of(
        (worlds.scenario.digest, worlds.names, worlds.values(z).tobytes(), rule), lambda: tree(worlds, z, rule)
    )


def pure_answers(worlds: Worlds, goal: Goal, measure: Measure, upto: float) -> Iterator[Array]:
    """Where the condition holds at some pure equilibrium, or for the cautious rule at every one (or fails to).

    None further away than `upto`.
    """
    sense: Sense = "every" if goal.make and goal.conclusion.sense == "cautious" else "some"
    pure = search(
        worlds, Goal(Conclusion(goal.conclusion.condition, sense), goal.make), measure, affine=False, upto=upto
    )
    if pure.best is not None:
        yield pure.best.z


def _promising(worlds: Worlds, goal: Goal, measure: Measure, upto: float) -> list[int]:
    """The profiles that serve the goal and whose first programme, tangents at the present world, ends nearest.

    Programmes are made for those alone of which the last movers' own comparisons promise most, none for a profile of
    which one comparison alone shows that its programme ends beyond `upto`, or beyond those of enough others.
    """
    here = _tree(worlds, goal, np.zeros(len(worlds.names)))
    serving = np.flatnonzero(satisfying(worlds.scenario, goal) == goal.make).tolist()
    last = _bounded(worlds, {target: necessary(worlds, target) for target in serving}, measure, upto)
    near = _bounded(worlds, {target: required(here, target) for target in [*last][: 8 * TARGETS]}, measure, upto)
    first: dict[int, float] = {}
    for target, (tangents, bound) in near.items():
        if bound >= max(sorted(first.values())[:TARGETS], default=0.0) and len(first) >= TARGETS:
            break
        optimum = step_to(Inequalities(tangents.most, -tangents.gap), worlds.low, worlds.high, measure)
        first[target] = optimum.distance if optimum else FAR + bound
    return sorted(first, key=lambda target: first[target])[:TARGETS]


def _bounded(
    worlds: Worlds, needed: dict[int, tuple[PayoffComparison, ...]], measure: Measure, upto: float
) -> dict[int, tuple[Enclosed, float]]:
    """Each profile's tangents and their `single_bound`, the nearest first, none beyond `upto`."""
    bounded = {
        target: (part, single_bound(worlds, part, measure)) for target, part in _tangents(worlds, needed).items()
    }
    near = [target for target, (_, bound) in bounded.items() if bound <= upto]
    return {target: bounded[target] for target in sorted(near, key=lambda target: bounded[target][1])}


def _tangents(worlds: Worlds, needed: dict[int, tuple[PayoffComparison, ...]]) -> dict[int, Enclosed]:
    """For each profile, what is asked of it straightened out at the start."""
    gap, slope = worlds.gaps(np.zeros(len(worlds.names)), [each for group in needed.values() for each in group])
    ends = np.cumsum([len(group) for group in needed.values()])
    parts = {target: slice(end - len(group), end) for end, (target, group) in zip(ends, needed.items(), strict=True)}
    return {target: Enclosed(gap[part], slope[part], slope[part]) for target, part in parts.items()}


def necessary(worlds: Worlds, target: int) -> tuple[PayoffComparison, ...]:
    """What every rule asks of a staged outcome: that none of those who move last gains by another move."""
    order = worlds.scenario.order
    assert order is not None
    players = list(worlds.scenario.case.players)
    movers = {players.index(player) for player in order[-1]}
    return tuple(comparison for comparison in worlds.hold(target) if movers.issuperset(comparison.players))
