"""The search for the nearest world inside a box of values and, where nothing there will do, beyond it."""

from collections.abc import Sequence
from dataclasses import replace

from ....case.scenario import Scenario
from ....errors import InputError
from ....worlds.tables import build
from .by_measure import by_measure
from .certificate import at_least, certified, impossible, moves_condition
from .clock import TimeIsUp
from .goals import Goal
from .nearest_world import BESIDE, Miss, Moved, NearestWorld
from .prices import at_ends, in_the_way, refused
from .programmes import Measure, length
from .pure_search import Search, nearest_miss
from .worlds import Worlds

BEYOND = 3.0
"""Widths of its range by which an assumption may leave it, where nothing inside the ranges will do."""

SAME = 1e-6
"""Widths, or the share of a longer distance: an answer is called exact where its lower bound is no further below."""


def nearest_in_box(
    within: Worlds, goal: Goal, measures: Sequence[Measure], further: bool = True
) -> dict[Measure, NearestWorld]:
    """For each measure the nearest world with a goal not reached yet, inside the box.

    Else, if `further`, the nearest up to BEYOND widths out.
    """
    ends = by_measure(within, goal, measures)
    answers = {measure: _answer(within, end, measure) for measure, end in ends.items()}
    missing = [measure for measure, answer in answers.items() if answer.world is None]
    if not missing or not further:
        return answers
    beyond = within.beyond(BEYOND)
    for measure, outside in by_measure(beyond, goal, missing).items():
        answer = replace(_answer(beyond, outside, measure), inside=_missed(within, ends[measure]))
        answers[measure] = answer if answer.world is not None else replace(answer, beyond=_missed(beyond, outside))
    return answers


def _answer(within: Worlds, search: Search, measure: Measure) -> NearestWorld:
    """The answer that a search ended with; no answer where solving its world as one game does not confirm it."""
    goal, best = search.goal, search.best
    none = NearestWorld(within.scenario, goal, measure, within.names, stopped=search.stopped)
    if best is None or not certified(goal, world := within.moved(best.z)):
        return none
    distance = length(best.z, measure)
    bound = _bound(within, search, distance)
    return replace(
        none,
        world=world,
        profile=None if search.target is None else within.profile(search.target),
        moved=moves_of(within, world, goal),
        distance=distance,
        alone=search.alone,
        at_least=bound,
        exact=bool(bound >= distance - SAME * max(1.0, distance)),
        tight=in_the_way(within, best, measure),
        at_ends=at_ends(within, best, measure),
    )


def _bound(within: Worlds, search: Search, distance: float) -> float:
    """A distance below which it is proved that no world has the goal: never more than that of a world that has it."""
    if search.affine and search.complete and not moves_condition(within, search.goal):
        return distance
    if search.measure == "count" and search.fewest >= distance:
        return distance
    try:
        bound = at_least(within, search.goal, search.measure, distance)
    except TimeIsUp:
        bound = 0.0
    return min(distance, max(bound, float(search.fewest)) if search.measure == "count" else bound)


def moves_of(within: Worlds, world: Scenario, goal: Goal) -> tuple[Moved, ...]:
    """What moves, the largest first, the equally large in the register's order."""
    old, new = within.scenario.values, world.values
    changed = [entry for entry in within.entries if old[entry.name] != new[entry.name]]
    moved = [_move(world, goal, Moved(entry, old[entry.name], new[entry.name])) for entry in changed]
    return tuple(sorted(moved, key=lambda each: -round(abs(each.widths), 6)))


def _move(world: Scenario, goal: Goal, moved: Moved) -> Moved:
    """The move, marked where its value stands beside a round one that does not do, or has no value."""
    if not 0 < moved.beside < BESIDE:
        return moved
    at = world.with_values({moved.entry.name: moved.round_value})
    try:
        build(at)
        return replace(moved, apart=goal.about_the_game and not certified(goal, at))
    except InputError:
        return replace(moved, no_value=True)


def _missed(within: Worlds, search: Search) -> Miss:
    """Why a box holds no answer: proved or not, and the comparisons that come nearest to holding."""
    try:
        return _reason(within, search)
    except TimeIsUp:
        return Miss(False, None, ())


def _reason(within: Worlds, search: Search) -> Miss:
    proof = impossible(within, search.goal)
    if proof is not None:
        return Miss(True, proof.points, refused(within, proof), proof)
    pure = search.goal.conclusion.rule is None
    proved = pure and search.affine and search.complete and not moves_condition(within, search.goal)
    near = nearest_miss(search) if pure else None
    if near is None:
        return Miss(proved, None, ())
    return Miss(proved, near.miss, in_the_way(within, near, "largest", hardest=True))
