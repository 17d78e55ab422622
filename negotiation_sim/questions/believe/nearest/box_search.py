"""The search for the nearest world inside a box of values and, where nothing there will do, beyond it."""

from collections.abc import Sequence
from dataclasses import replace

from ....case.scenario import Scenario
from .by_measure import SAME, by_measure
from .certificate import at_least, certified, impossible, moves_condition
from .goals import Goal
from .nearest_world import Miss, Moved, NearestWorld
from .prices import at_ends, in_the_way, refused
from .programmes import Measure, length
from .pure_search import Search, nearest_miss
from .worlds import Worlds

BEYOND = 3.0
"""Widths of its range by which an assumption may leave it, where nothing inside the ranges will do."""


def nearest_in_box(
    within: Worlds, goal: Goal, measure: Measure, starts: Sequence[Scenario] = (), further: bool = True
) -> NearestWorld:
    """The nearest world with a goal not reached yet, inside the box; else, if `further`, up to BEYOND widths out."""
    places = [within.place(world) for world in starts]
    ended = by_measure(within, goal, measure, [z for z in places if within.holds(z)])
    answer = _answer(within, ended, measure)
    if answer.world is not None or not further:
        return answer
    beyond = within.beyond(BEYOND)
    outside = by_measure(beyond, goal, measure, places)
    answer = replace(_answer(beyond, outside, measure), inside=_missed(within, ended))
    return answer if answer.world is not None else replace(answer, beyond=_missed(beyond, outside))


def _answer(within: Worlds, search: Search, measure: Measure) -> NearestWorld:
    """The answer that a search ended with; no answer where solving its world as one game does not confirm it."""
    goal, best = search.goal, search.best
    none = NearestWorld(within.scenario, goal, measure, within.names)
    if best is None or not certified(goal, world := within.moved(best.z)):
        return none
    distance = length(best.z, measure)
    proved = search.affine and search.complete and not moves_condition(within, goal)
    bound = distance if proved else at_least(within, goal, measure, distance)
    if measure == "count" and not proved:
        bound = max(bound, float(search.fewest))
    return replace(
        none,
        world=world,
        profile=None if search.target is None else within.profile(search.target),
        moved=_moves(within, world),
        distance=distance,
        alone=search.alone,
        at_least=bound,
        exact=bool(bound >= distance - SAME * max(1.0, distance)),
        tight=in_the_way(within, best, measure),
        at_ends=at_ends(within, best, measure),
    )


def _moves(within: Worlds, world: Scenario) -> tuple[Moved, ...]:
    """What moves, the largest first, the equally large in the register's order."""
    old, new = within.scenario.values, world.values
    changed = [entry for entry in within.entries if old[entry.name] != new[entry.name]]
    moved = [Moved(entry, old[entry.name], new[entry.name]) for entry in changed]
    return tuple(sorted(moved, key=lambda each: -round(abs(each.widths), 6)))


def _missed(within: Worlds, search: Search) -> Miss:
    """Why a box holds no answer: proved or not, and the comparisons that come nearest to holding."""
    proof = impossible(within, search.goal)
    if proof is not None:
        return Miss(True, proof.points, refused(within, proof), proof)
    pure = search.goal.conclusion.rule is None
    proved = pure and search.affine and search.complete and not moves_condition(within, search.goal)
    near = nearest_miss(search) if pure else None
    if near is None:
        return Miss(proved, None, ())
    return Miss(proved, near.miss, in_the_way(within, near, "largest", hardest=True))
