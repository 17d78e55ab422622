"""What would you have to believe? The nearest world in which a conclusion holds, or no longer does.

The free assumptions move, each measured in widths of its range, as little as makes the goal true: in sum (`total`), at
most (`largest`), or in number (`count`). Where the comparisons of payoffs are affine in what moves, linear and
mixed-integer programmes give the nearest world of all. Where assumptions multiply, successive programmes give a world
that no small change improves, and interval bounds a distance below which there is none. Every world returned was
solved anew, as one game, on the path that solves a scenario.
"""

from collections.abc import Iterable, Sequence
from typing import get_args

from ...case.conclusions import check_kind
from ...case.scenario import Scenario
from ...errors import InputError, unknown
from ...worlds.advance import Advance, Watch, quietly, unwatched
from ...worlds.results.result import conclusion
from .between.least_sets import Between, between
from .nearest import turned_switches
from .nearest.box_search import nearest_in_box
from .nearest.by_measure import SAME
from .nearest.goals import Goal, check
from .nearest.nearest_world import NearestWorld, change_length
from .nearest.programmes import Measure
from .nearest.worlds import movable, worlds
from .question import BelieveAsked

MEASURES: tuple[Measure, ...] = get_args(Measure)

LEFT_OUT = {
    "assume": "names the two assumption sets itself",
    "to": "looks for what turns the answer over, whichever it is",
    "free": "takes over any value in which the two sets differ",
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
    count = len(asked.measure or MEASURES)
    with watch("Searching, one way to measure after the other", count) as advance:
        return nearest_worlds(scenario, asked.holds, asked.sense, make, free, asked.measure, advance)


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
    advance: Advance = quietly,
) -> list[NearestWorld]:
    """The `nearest_world` in each measure (default: all three); `make` None: the opposite of what the scenario gives.

    `advance` is called with 1 whenever a measure is done. Raises InputError as `nearest_world` and `conclusion` do, and
    for an unknown measure.
    """
    chosen = tuple(measures) or MEASURES
    for measure in chosen:
        if measure not in MEASURES:
            raise InputError(unknown("measure", measure, MEASURES))
    goal = Goal(conclusion(scenario.case, condition, sense))
    check_kind(goal.conclusion)
    check(goal, scenario)
    goal = Goal(goal.conclusion, not goal.reached(scenario) if make is None else make)
    answers: list[NearestWorld] = []
    for measure in [each for each in MEASURES if each in chosen]:
        starts = [nearest.world for nearest in answers if nearest.world]
        answers.append(nearest_world(scenario, goal, free, measure, starts))
        advance(1)
    return [_agreed(nearest, answers, free) for nearest in answers]


def _agreed(nearest: NearestWorld, every: Sequence[NearestWorld], free: Iterable[str]) -> NearestWorld:
    """An answer sought anew where that of another measure, found later, lies nearer or inside the ranges."""
    inside = [(other.world, other.moved) for other in every if other.world is not None and other.inside is None]
    far = float("inf") if nearest.inside is not None else nearest.distance - SAME
    better = [world for world, moved in inside if change_length(moved, nearest.measure) < far]
    if nearest.exact or not better:
        return nearest
    return nearest_world(nearest.scenario, nearest.goal, free, nearest.measure, better)


def nearest_world(
    scenario: Scenario,
    goal: Goal,
    free: Iterable[str] = (),
    measure: Measure = "total",
    starts: Sequence[Scenario] = (),
) -> NearestWorld:
    """The nearest world with the goal, first inside the ranges, then up to three widths outside.

    `free`: names or patterns such as `serbia.*`; default: every assumption of level `main`. `starts`: worlds that reach
    the goal, from which the search may set out too. A switch is turned to 0 or to 1 and never left between; beside
    others one switch at most is turned. What is not found: where the condition itself depends on a free assumption the
    search does not aim at that, it only checks it. Raises InputError for an unknown name, nothing free, or a condition
    that holds nowhere.
    """
    check(goal, scenario)
    names = movable(scenario, free)
    if goal.reached(scenario):
        return turned_switches.as_it_stands(scenario, goal, names, measure)
    switches = [name for name in names if scenario.case.register[name].is_switch]
    others = [name for name in names if name not in switches]
    if not others:
        return turned_switches.by_switches(scenario, goal, switches, measure)
    best = nearest_in_box(worlds(scenario, others), goal, measure, starts)
    for name in switches:
        if best.inside is None and best.distance <= turned_switches.cost_of_turning(scenario, (name,), measure):
            continue  # turning it costs that much already
        turned = turned_switches.turning(scenario, (name,))
        if goal.reached(turned):
            ended = turned_switches.as_it_stands(turned, goal, others, measure)
        else:
            ended = nearest_in_box(worlds(turned, others), goal, measure, further=False)
        if ended.world is not None:
            with_it = turned_switches.after_turning(scenario, ended, (name,), names)
            best = min(best, with_it, key=lambda nearest: (nearest.inside is not None, nearest.distance))
    return turned_switches.with_switches(scenario, best, switches, names)
