"""Yes-or-no assumptions in the search for the nearest world: each is turned or left, and never stands between."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import combinations

from ....case.scenario import Scenario
from .goals import Goal
from .nearest_world import Miss, Moved, NearestWorld, change_length
from .programmes import Measure

ALL_SWITCHES = 10
"""Up to so many switches, where nothing else is free, are turned in every combination; beyond, two at most."""


def as_it_stands(scenario: Scenario, goal: Goal, names: Sequence[str], measure: Measure) -> NearestWorld:
    """The answer where the scenario has the goal already."""
    return NearestWorld(scenario, goal, measure, tuple(names), scenario, distance=0.0, exact=True)


def turning(scenario: Scenario, switches: Iterable[str]) -> Scenario:
    """The scenario with these switches turned. Anything but 0 counts as yes in a rule."""
    return scenario.with_values({name: 0.0 if scenario.values[name] else 1.0 for name in switches})


def cost_of_turning(scenario: Scenario, switches: Sequence[str], measure: Measure) -> float:
    """How long turning these switches is in the measure, before anything else moves."""
    return change_length(_moves(scenario, turning(scenario, switches), switches), measure)


def _moves(scenario: Scenario, turned: Scenario, switches: Sequence[str]) -> tuple[Moved, ...]:
    register = scenario.case.register
    return tuple(Moved(register[name], scenario.values[name], turned.values[name]) for name in switches)


def by_switches(scenario: Scenario, goal: Goal, switches: Sequence[str], measure: Measure) -> NearestWorld:
    """Where only switches are free: every combination solved, fewest first, as far as ALL_SWITCHES goes."""
    most = len(switches) if len(switches) <= ALL_SWITCHES else 2
    whole = most == len(switches)
    every = (chosen for size in range(1, most + 1) for chosen in combinations(switches, size))
    serving = [chosen for chosen in every if goal.reached(turning(scenario, chosen))]
    if serving:
        nearest = min(serving, key=lambda chosen: cost_of_turning(scenario, chosen, measure))
        world = turning(scenario, nearest)
        answer = after_turning(scenario, as_it_stands(world, goal, switches, measure), nearest, switches)
        alone = _alone(scenario, goal, switches) if measure == "count" else None
        return replace(answer, alone=alone, at_least=answer.distance if whole else 0.0, exact=whole)
    miss = Miss(whole, None, ())
    return NearestWorld(scenario, goal, measure, tuple(switches), inside=miss, beyond=miss)


def after_turning(
    scenario: Scenario, answer: NearestWorld, switches: Sequence[str], names: Sequence[str]
) -> NearestWorld:
    """An answer that was found after switches were turned, as one from the scenario as it was."""
    moved = (*_moves(scenario, answer.scenario, switches), *answer.moved)
    return replace(answer, scenario=scenario, free=tuple(names), moved=moved,
                   distance=change_length(moved, answer.measure), exact=False, at_least=0.0)  # fmt: skip


def _alone(scenario: Scenario, goal: Goal, switches: Sequence[str]) -> tuple[str, ...]:
    """The switches that reach the goal alone."""
    return tuple(name for name in switches if goal.reached(turning(scenario, (name,))))


def with_switches(
    scenario: Scenario, best: NearestWorld, switches: Sequence[str], names: Sequence[str]
) -> NearestWorld:
    """The best answer with what is known of the switches: what turning one costs, and that no proof speaks of them."""
    if not switches:
        return best
    least = min(cost_of_turning(scenario, (name,), best.measure) for name in switches)
    return replace(
        best,
        free=tuple(names),
        at_least=min(best.at_least, least),
        exact=best.exact and best.distance <= least,
        alone=None if best.alone is None else (*best.alone, *_alone(scenario, best.goal, switches)),
        inside=replace(best.inside, proved=False, proof=None) if best.inside else None,
        beyond=replace(best.beyond, proved=False, proof=None) if best.beyond else None,
    )
