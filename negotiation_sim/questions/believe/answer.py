"""What would you have to believe? The nearest world in which a conclusion holds, or no longer does.

The free assumptions move, each measured in widths of its range, as little as makes the goal true: in sum (`total`), at
most (`largest`), or in number (`count`). Where the comparisons of payoffs are affine in what moves, linear and mixed-integer
programmes give the nearest world of all. Where assumptions multiply, successive programmes give a world that no small
change improves, and interval bounds a distance below which there is none. Every world returned was solved anew, as one
game, on the path that solves a scenario.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import get_args

from ...case.scenario import Scenario
from ...errors import InputError, unknown
from ...worlds.advance import Advance, quietly
from ...worlds.results.result import conclusion
from .nearest.goals import Goal, check
from .nearest.programmes import Measure
from .nearest.worlds import movable, worlds
from .nearest_world import SAME, Belief, Miss, Moved, search

MEASURES: tuple[Measure, ...] = get_args(Measure)

ALL_SWITCHES = 10
"""Up to so many switches, where nothing else is free, are turned in every combination; beyond, two at most."""


def nearest_worlds(
    scenario: Scenario,
    condition: str,
    sense: str | None = None,
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
    goal = Goal(conclusion(scenario.case, condition, sense))
    check(goal, scenario)
    goal = Goal(goal.conclusion, not goal.reached(scenario) if make is None else make)
    found: dict[Measure, Belief] = {}
    for measure in (measure for measure in MEASURES if measure in chosen):
        found[measure] = believe(scenario, goal, free, measure, [one.world for one in found.values() if one.world])
        advance(1)
    return [_agreed(one, list(found.values()), free) for one in found.values()]


def _agreed(one: Belief, every: Sequence[Belief], free: Iterable[str]) -> Belief:
    """An answer sought anew where that of another measure, found later, lies nearer or inside the ranges."""
    outside = one.inside is not None
    better = [
        other.world
        for other in every
        if other.world is not None
        and other.inside is None
        and (outside or _length(other.moved, one.measure) < one.distance - SAME)
    ]
    return believe(one.scenario, one.goal, free, one.measure, better) if better and not one.exact else one


def believe(
    scenario: Scenario,
    goal: Goal,
    free: Iterable[str] = (),
    measure: Measure = "total",
    starts: Sequence[Scenario] = (),
) -> Belief:
    """The nearest world with the goal, first inside the ranges, then up to three widths outside.

    `free`: names or patterns such as `serbia.*`; default: every assumption of level `main`. `starts`: worlds that reach
    the goal, from which the search may set out too. A switch is turned to 0 or to 1 and never left between; beside
    others one switch at most is turned. What is not found: where the condition itself depends on a free assumption the search does
    not aim at that, it only checks it. Raises InputError for an unknown name, nothing free, or a condition that holds
    nowhere.
    """
    check(goal, scenario)
    names = movable(scenario, free)
    if goal.reached(scenario):
        return _reached(scenario, goal, names, measure)
    switches = [name for name in names if scenario.case.register[name].is_switch]
    others = [name for name in names if name not in switches]
    if not others:
        return _by_switches(scenario, goal, switches, measure)
    best = search(worlds(scenario, others), goal, measure, starts)
    for name in switches:
        turned = _turned(scenario, (name,))
        if best.inside is None and best.distance <= _length(_switched(scenario, turned, (name,)), measure):
            continue  # turning it costs that much already
        reached = goal.reached(turned)
        box = worlds(turned, others)
        ended = _reached(turned, goal, others, measure) if reached else search(box, goal, measure, further=False)
        if ended.world is not None:
            own = _composed(scenario, turned, ended, (name,), names)
            best = min(best, own, key=lambda one: (one.inside is not None, one.distance))
    return _with_switches(scenario, best, switches, names)


def _reached(scenario: Scenario, goal: Goal, names: Sequence[str], measure: Measure) -> Belief:
    return Belief(scenario, goal, measure, tuple(names), scenario, None, (), 0.0, 0.0, True, True, (), ())


def _turned(scenario: Scenario, switches: Iterable[str]) -> Scenario:
    """Anything but 0 counts as yes in a rule."""
    return scenario.with_values({name: 0.0 if scenario.values[name] else 1.0 for name in switches})


def _by_switches(scenario: Scenario, goal: Goal, switches: Sequence[str], measure: Measure) -> Belief:
    """Where only switches are free: every combination solved, fewest first, as far as ALL_SWITCHES goes."""
    alone = _alone(scenario, goal, switches)
    most = len(switches) if len(switches) <= ALL_SWITCHES else 2
    worlds_of = {turned: _turned(scenario, turned) for turned in _sets(switches, most)}
    serving = [turned for turned, world in worlds_of.items() if goal.reached(world)]
    if serving:
        nearest = min(serving, key=lambda turned: _length(_switched(scenario, worlds_of[turned], turned), measure))
        world = worlds_of[nearest]
        found = _composed(scenario, world, _reached(world, goal, switches, measure), nearest, switches)
        whole = most == len(switches)
        bound = found.distance if whole else 0.0
        return replace(found, alone=alone if measure == "count" else None, at_least=bound, exact=whole)
    miss = Miss(most == len(switches), None, ())
    none = replace(_reached(scenario, goal, switches, measure), world=None, distance=float("inf"), exact=False)
    return replace(none, inside=miss, beyond=miss)


def _sets(switches: Sequence[str], most: int) -> Iterator[tuple[str, ...]]:
    return (own for size in range(1, most + 1) for own in combinations(switches, size))


def _switched(scenario: Scenario, turned: Scenario, switches: Sequence[str]) -> tuple[Moved, ...]:
    register = scenario.case.register
    return tuple(Moved(register[name], scenario.values[name], turned.values[name]) for name in switches)


def _composed(
    scenario: Scenario, turned: Scenario, one: Belief, switches: Sequence[str], names: Sequence[str]
) -> Belief:
    """An answer found after switches were turned, as one from the scenario as it was."""
    moved = (*_switched(scenario, turned, switches), *one.moved)
    return replace(
        one,
        scenario=scenario,
        free=tuple(names),
        moved=moved,
        distance=_length(moved, one.measure),
        exact=False,
        at_least=0.0,
    )


def _alone(scenario: Scenario, goal: Goal, switches: Sequence[str]) -> int:
    """How many switches reach the goal alone."""
    return sum(goal.reached(_turned(scenario, (name,))) for name in switches)


def _with_switches(scenario: Scenario, best: Belief, switches: Sequence[str], names: Sequence[str]) -> Belief:
    """The best answer with what is known of the switches: what turning one costs, and that no proof speaks of them."""
    if not switches:
        return best
    least = min(_length(_switched(scenario, _turned(scenario, (name,)), (name,)), best.measure) for name in switches)
    inside = replace(best.inside, proved=False, proof=None) if best.inside else None
    return replace(
        best,
        free=tuple(names),
        at_least=min(best.at_least, least),
        exact=best.exact and best.distance <= least,
        alone=None if best.alone is None else best.alone + _alone(scenario, best.goal, switches),
        inside=inside,
        beyond=replace(best.beyond, proved=False, proof=None) if best.beyond else None,
    )


def _length(moved: Sequence[Moved], measure: Measure) -> float:
    sizes = [abs(one.widths) for one in moved]
    return float(len(sizes)) if measure == "count" else sum(sizes) if measure == "total" else max(sizes, default=0.0)
