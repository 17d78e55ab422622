"""What would you have to believe? The nearest world in which a conclusion holds, or no longer does.

The free assumptions move, each measured in widths of its range, as little as makes the goal true: in sum (`total`), at
most (`largest`), or in number (`count`). Where the comparisons of payoffs are affine in what moves, linear and
mixed-integer programmes give the nearest world of all. Where assumptions multiply, successive programmes give a world
that no small change improves, and interval bounds a distance below which there is none. Every world returned was
solved anew, as one game, on the path that solves a scenario. For a conclusion about a kind of result that is numbers
nothing is known but which worlds have the goal: there it is searched.
"""

from collections.abc import Iterable, Mapping, Sequence
from math import prod

from ...case.scenario import Scenario
from ...errors import InputError, unknown
from ...worlds.advance import Advance, Watch, unwatched
from ...worlds.results.result import conclusion
from ...worlds.tables import scenario_shape
from .between.least_sets import Between, between
from .nearest.box_search import nearest_in_box
from .nearest.by_measure import LARGE
from .nearest.clock import UNLIMITED, Clock
from .nearest.goals import Goal, check
from .nearest.nearest_world import NearestWorld
from .nearest.numbered_search import nearest_by_numbers
from .nearest.programmes import MEASURES, Measure
from .nearest.turned_switches import (
    after_turning,
    as_it_stands,
    by_switches,
    cost_of_turning,
    turning,
    with_switches,
)
from .nearest.worlds import Worlds, movable, worlds
from .question import BelieveAsked

SECONDS = 60.0
"""The limit for a LARGE game and for what is no game, where none is asked."""

LEFT_OUT = {
    "assume": "names the two assumption sets itself",
    "to": "looks for what turns the answer over, whichever it is",
    "free": "takes over any value in which the two sets differ",
    "seconds": "looks at as many sets as fit",
    "measure": "lists the smallest sets of differences, by their number",
}
"""Why `between` has no use for each of these fields."""


def answer(asked: BelieveAsked, watch: Watch = unwatched) -> list[NearestWorld] | Between:
    """A nearest world for each measure; what decides between two assumption sets, where two are named."""
    if asked.between is not None:
        return _between(asked)
    scenario = asked.read()
    free = [part.strip() for text in asked.free for part in text.split(",") if part.strip()]
    make = None if asked.to is None else asked.to == "holds"
    with watch("Searching for the nearest values", 1) as advance:
        reached = conclusion(scenario.case, asked.holds, asked.sense)
        clock = _clock(scenario, reached.of, asked.seconds, advance)
        return nearest_worlds(scenario, asked.holds, asked.sense, make, free, asked.measure, clock)


def _clock(scenario: Scenario, of: str, seconds: float | None, advance: Advance) -> Clock:
    """The limit of a search; of a LARGE game the best so far is told, and there is a limit where none is asked.

    So for what is `of` another kind of result than the game.
    """
    if prod(scenario_shape(scenario)) <= LARGE and of == "game":
        return Clock(float("inf") if seconds is None else seconds)
    limit = SECONDS if seconds is None else seconds
    return Clock(limit, lambda best: advance(0, f"Best so far: {best}"))


def stem(answer: list[NearestWorld] | Between) -> str:
    """The name of the files."""
    return "between_table" if isinstance(answer, Between) else "believe_table"


def _between(asked: BelieveAsked) -> Between:
    """Raises InputError for what `between` has no use for, and for sets that are not known or do not differ."""
    from ...case.choosing import choose

    for name, reason in LEFT_OUT.items():
        if getattr(asked, name):
            raise InputError(f"`between` {reason}; leave `{name}` out.")
    choice = choose(asked.named_case, (asked.scenario,), asked.between or (), asked.changes)
    first, second = (choice.case.scenario(choice.names[0], chosen, choice.values) for chosen in choice.sets)
    return between(first, second, conclusion(choice.case, asked.holds, asked.sense))


def nearest_worlds(
    scenario: Scenario,
    condition: str,
    sense: str | None = None,
    make: bool | None = None,
    free: Iterable[str] = (),
    measures: Iterable[str] = (),
    clock: Clock = UNLIMITED,
) -> list[NearestWorld]:
    """The nearest world in each measure (default: all three); `make` None: the opposite of what the scenario gives.

    Raises InputError as `nearest_world` and `conclusion` do, and for an unknown measure.
    """
    chosen = tuple(measures) or MEASURES
    for measure in chosen:
        if measure not in MEASURES:
            raise InputError(unknown("measure", measure, MEASURES))
    goal = Goal(conclusion(scenario.case, condition, sense))
    check(goal, scenario)
    goal = Goal(goal.conclusion, not goal.reached(scenario) if make is None else make)
    return _nearest(scenario, goal, free, [each for each in MEASURES if each in chosen], clock)


def nearest_world(
    scenario: Scenario, goal: Goal, free: Iterable[str] = (), measure: Measure = "total", clock: Clock = UNLIMITED
) -> NearestWorld:
    """The nearest world with the goal, first inside the ranges, then up to three widths outside.

    `free`: names or patterns such as `serbia.*`; default: every assumption of level `main`. A switch is turned to 0 or
    to 1 and never left between; beside others one switch at most is turned. What is not found: where the condition
    itself depends on a free assumption the search does not aim at that, it only checks it. Raises InputError for an
    unknown name, nothing free, or a condition that holds nowhere.
    """
    check(goal, scenario)
    return _nearest(scenario, goal, free, (measure,), clock)[0]


def _nearest(
    scenario: Scenario, goal: Goal, free: Iterable[str], measures: Sequence[Measure], clock: Clock
) -> list[NearestWorld]:
    names = movable(scenario, free, goal.kinds)
    if goal.reached(scenario):
        return [as_it_stands(scenario, goal, names, measure) for measure in measures]
    switches = [name for name in names if scenario.case.register[name].is_switch]
    others = [name for name in names if name not in switches]
    if not others:
        return [by_switches(scenario, goal, switches, measure) for measure in measures]
    best = _in_box(worlds(scenario, others, clock, goal.kinds), goal, measures)
    for name in switches:
        for turned in _turned(scenario, name, best, others, clock):
            with_it = after_turning(scenario, turned, (name,), names)
            best[turned.measure] = min(
                best[turned.measure], with_it, key=lambda each: (each.inside is not None, each.distance)
            )
    return [with_switches(scenario, nearest, switches, names) for nearest in best.values()]


def _in_box(
    within: Worlds, goal: Goal, measures: Sequence[Measure], further: bool = True
) -> dict[Measure, NearestWorld]:
    """The nearest worlds by comparisons of payoffs, or by trying values where the goal is about numbers."""
    nearest = nearest_in_box if goal.about_the_game else nearest_by_numbers
    return nearest(within, goal, measures, further)


def _turned(
    scenario: Scenario, name: str, best: Mapping[Measure, NearestWorld], others: Sequence[str], clock: Clock
) -> list[NearestWorld]:
    """The answers with one switch turned, in the measures in which turning it does not cost as much as the best."""
    cheaper = [
        measure
        for measure, nearest in best.items()
        if nearest.inside is not None or nearest.distance > cost_of_turning(scenario, (name,), measure)
    ]
    turned, goal = turning(scenario, (name,)), next(iter(best.values())).goal
    if goal.reached(turned):
        return [as_it_stands(turned, goal, others, measure) for measure in cheaper]
    reach = worlds(turned, others, clock, goal.kinds)
    answers = _in_box(reach, goal, cheaper, further=False) if cheaper else {}
    return [answer for answer in answers.values() if answer.world is not None]
