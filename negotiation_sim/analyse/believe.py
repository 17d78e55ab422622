"""What would you have to believe? The nearest world in which a conclusion holds, or no longer does.

The free assumptions move, each measured in widths of its range, as little as makes the goal true: in sum (`total`), at
most (`largest`), or in number (`count`). Where the comparisons of payoffs are affine in what moves, linear and mixed-integer
programmes give the nearest world of all. Where assumptions multiply, successive programmes give a world that no small
change improves, and interval bounds a distance below which there is none. Every world returned was solved anew.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import get_args

import numpy as np

from ..case.assumptions import Assumption
from ..case.scenario import Scenario
from ..errors import InputError, unknown
from ..game.game import Array, Profile
from .conclusion import conclusion
from .nearest.floor import floors
from .nearest.goals import Goal, check, roots, satisfying
from .nearest.prices import Binding, Reach, bindings, reaches
from .nearest.programmes import MOVED, Measure, length
from .nearest.scan import single_moves
from .nearest.search import Search, equilibria_left, nearest_miss, search
from .nearest.staged_search import staged_search
from .nearest.successive import Point
from .nearest.worlds import Comparison, Worlds, worlds
from .shares import Advance, quietly

BEYOND = 3.0
"""Widths of its range by which an assumption may leave it, where nothing inside the ranges will do."""

SAME = 1e-6
MEASURES: tuple[Measure, ...] = get_args(Measure)


@dataclass(frozen=True)
class Moved:
    """An assumption that has to move, and how far in widths of its range."""

    entry: Assumption
    old: float
    new: float

    @property
    def widths(self) -> float:
        return (self.new - self.old) / (self.entry.high - self.entry.low)

    @property
    def outside(self) -> bool:
        return not self.entry.allows(self.new)


@dataclass(frozen=True, eq=False)
class Miss:
    """How near the goal comes inside the ranges: the world in which the worst comparison fails by least, if one was found."""

    proved: bool
    points: float | None
    hardest: tuple[Binding, ...]


@dataclass(frozen=True, eq=False)
class Belief:
    """The answer. `world` None: nothing was found. `distance` is in the measure, `at_least` a bound that was proved.

    `exact`: no nearer world reaches the goal. `complete`: the search was not cut short. `inside` None: the answer lies
    inside the ranges; else why nothing there will do, and the answer lies outside. `alone`: how many free assumptions
    reach the goal alone (None: not looked at).
    """

    scenario: Scenario
    goal: Goal
    measure: Measure
    free: tuple[str, ...]
    world: Scenario | None
    profile: Profile | None
    moved: tuple[Moved, ...]
    distance: float
    at_least: float
    exact: bool
    complete: bool
    binding: tuple[Binding, ...]
    reach: tuple[Reach, ...]
    inside: Miss | None = None
    alone: int | None = None

    @property
    def already(self) -> bool:
        return self.world is self.scenario


def answers(
    scenario: Scenario,
    condition: str,
    concept: str | None = None,
    make: bool | None = None,
    free: Iterable[str] = (),
    measures: Iterable[str] = (),
    advance: Advance = quietly,
) -> list[Belief]:
    """`believe` in every measure asked for (default: all three); `make` None: the opposite of what the scenario gives.

    `advance` is called with 1 whenever a measure is done. Raises InputError as `believe` and `conclusion` do, and for an
    unknown measure.
    """
    chosen = tuple(measures) or MEASURES
    for measure in chosen:
        if measure not in MEASURES:
            raise InputError(unknown("measure", measure, MEASURES))
    goal = Goal(conclusion(scenario.case, condition, concept))
    check(goal, scenario)
    goal = Goal(goal.conclusion, not goal.reached(scenario) if make is None else make)
    found = []
    for measure in (measure for measure in MEASURES if measure in chosen):
        found.append(believe(scenario, goal, free, measure))
        advance(1)
    return found


def believe(scenario: Scenario, goal: Goal, free: Iterable[str] = (), measure: Measure = "total") -> Belief:
    """The nearest world with the goal, first inside the ranges, then up to three widths outside.

    `free`: names or patterns such as `serbia.*`; default: every assumption of level `main`. What is not found: worlds
    in which an assumption that only switches a rule (`if(pledge, ...)`) is moved, unless it does so alone; and where
    the condition itself depends on a free assumption the search does not aim at that, it only checks it. Raises
    InputError for an unknown name, nothing free, or a condition that holds nowhere.
    """
    check(goal, scenario)
    within = worlds(scenario, free)
    if goal.reached(scenario):
        return _nothing_to_do(within, goal, measure)
    found, alone = _search(within, goal, measure)
    if found.found is not None:
        return _answer(within, found, goal, measure, None, alone)
    miss = _missed(within, found)
    beyond = within.beyond(BEYOND)
    outside, _ = _search(beyond, goal, measure)
    return _answer(beyond, outside, goal, measure, miss, alone)


def _nothing_to_do(within: Worlds, goal: Goal, measure: Measure) -> Belief:
    start = within.scenario
    return Belief(start, goal, measure, within.names, start, None, (), 0.0, 0.0, True, True, (), ())


def _search(within: Worlds, goal: Goal, measure: Measure) -> tuple[Search, int | None]:
    """The search that fits goal and measure; for `count` also how many assumptions do it alone."""
    if measure != "count":
        return _one_search(within, goal, measure), None
    if goal.conclusion.rule is None and (found := search(within, goal, "count")).affine:
        return found, None
    singles = sorted(single_moves(within, goal), key=lambda z: length(z, "total"))
    if singles:
        return _narrowed(within, goal, [int(np.flatnonzero(singles[0])[0])], singles[0]), len(singles)
    return _fewest(within, goal), 0


def _one_search(within: Worlds, goal: Goal, measure: Measure) -> Search:
    return search(within, goal, measure) if goal.conclusion.rule is None else staged_search(within, goal, measure)


def _only(within: Worlds, chosen: Iterable[int]) -> Worlds:
    """The same worlds with these assumptions free and no other; the others keep their places, with no room."""
    open_ = np.zeros(len(within.names), dtype=bool)
    open_[list(chosen)] = True
    return replace(within, low=np.where(open_, within.low, 0.0), high=np.where(open_, within.high, 0.0))


def _narrowed(within: Worlds, goal: Goal, chosen: list[int], z: Array) -> Search:
    """The search with only these free; where it finds nothing, the point that is known to do."""
    found = _one_search(_only(within, chosen), goal, "total")
    if found.found is None:
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


def _answer(
    within: Worlds, found: Search, goal: Goal, measure: Measure, inside: Miss | None, alone: int | None
) -> Belief:
    at_least, complete = 0.0, found.complete
    base = Belief(
        within.scenario,
        goal,
        measure,
        within.names,
        None,
        None,
        (),
        np.inf,
        0.0,
        False,
        complete,
        (),
        (),
        inside,
        alone,
    )
    if found.found is None:
        return base
    z = found.found.z
    distance = length(z, measure)
    at_least = distance if found.affine and complete else _at_least(within, goal, measure, distance)
    if measure == "count" and not found.affine:
        at_least = max(at_least, 1.0)
    world = within.moved(z)
    old, new = within.scenario.values, world.values
    moved = [
        Moved(entry, old[entry.name], new[entry.name]) for entry in within.entries if old[entry.name] != new[entry.name]
    ]
    return replace(
        base,
        world=world,
        profile=_profile(within, found.target),
        moved=tuple(sorted(moved, key=lambda one: -abs(one.widths))),
        distance=distance,
        at_least=at_least,
        exact=bool(at_least >= distance - SAME * max(1.0, distance)),
        binding=bindings(within, found.found, measure),
        reach=reaches(within, found.found, measure),
    )


def _profile(within: Worlds, target: int | None) -> Profile | None:
    return None if target is None else tuple(int(k) for k in np.unravel_index(target, within.shape))


def _missed(within: Worlds, found: Search) -> Miss:
    """Why nothing inside the ranges will do: proved or not, and the comparisons that come nearest to holding."""
    proved = found.refuted or (found.affine and found.complete)
    near = nearest_miss(found) if found.goal.conclusion.rule is None else None
    if near is None:
        return Miss(proved, None, ())
    return Miss(proved, near.miss, bindings(within, near, "largest", hardest=True))


def _at_least(within: Worlds, goal: Goal, measure: Measure, distance: float) -> float:
    """A distance below which no world reaches the goal, proved by bounds on slopes; 0 for staged goals."""
    if goal.conclusion.rule is not None:
        return 0.0
    near = within.within(distance) if measure != "count" else within
    good = satisfying(within.scenario, goal)
    start = np.zeros(len(within.names))
    best = np.inf
    for way in roots(goal, good):
        hold: tuple[Comparison, ...] = within.hold(way.target) if way.target is not None else ()
        left, tolerances = equilibria_left(within, goal, way, start)
        undo = [
            [(*hold, Comparison((i,), other, profile, float(tolerances[i]))) for i, other in within.deviations(profile)]
            for profile in left
        ]
        bounds = [
            float(floors(near, groups, measure, distance)[0].min()) for groups in ([[hold], *undo] if hold else undo)
        ]
        best = min(best, max(bounds, default=0.0))
        if best == 0.0:
            break
    return float(min(best, distance))
