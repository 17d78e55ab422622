"""The nearest world in a box of values: dataclasses of the answer, and the search inside and outside the ranges."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from ...case.assumptions import Assumption
from ...case.scenario import Scenario
from ...games.normal_form import Profile
from .nearest.by_measure import Ended, by_measure
from .nearest.certificate import Impossible, at_least, certified, impossible, moves_condition
from .nearest.goals import Goal
from .nearest.prices import Binding, Reach, bindings, reaches, refused
from .nearest.programmes import Measure, length
from .nearest.search import Search, nearest_miss
from .nearest.worlds import Worlds

BEYOND = 3.0
"""Widths of its range by which an assumption may leave it, where nothing inside the ranges will do."""

SAME = 1e-6


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
    """Why a box holds no answer. `proved`: it certainly holds none; else none was found.

    `proof`: the one by bounds on slopes; without it a proof rests on the programmes, none of which has a solution.
    `points` and `hardest`: with a proof, what fails everywhere, where that is least, and by how much it fails at least;
    else the comparisons that are in the way at the point that comes nearest, and by how much the worst fails there.
    """

    proved: bool
    points: float | None
    hardest: tuple[Binding, ...]
    proof: Impossible | None = None


@dataclass(frozen=True, eq=False)
class Belief:
    """The answer. `world` None: nothing was found. `distance` is in the measure, `at_least` a bound that was proved.

    `exact`: no nearer world reaches the goal. `complete`: the search was not cut short. `inside` None: the answer lies
    inside the ranges; else why nothing there will do, and the answer lies outside; `beyond`: why not there either.
    `alone`: how many free assumptions reach the goal alone (None: not looked at).
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
    beyond: Miss | None = None
    alone: int | None = None

    @property
    def already(self) -> bool:
        return self.world is self.scenario


def search(
    within: Worlds, goal: Goal, measure: Measure, starts: Sequence[Scenario] = (), further: bool = True
) -> Belief:
    """The nearest world with a goal that is not reached yet, inside the box; else, `further`, up to BEYOND widths outside."""
    places = [within.place(world) for world in starts]
    found = by_measure(within, goal, measure, [z for z in places if within.holds(z)])
    answer = _answer(within, found, goal, measure)
    if answer.world is not None or not further:
        return answer
    beyond = within.beyond(BEYOND)
    outside = by_measure(beyond, goal, measure, places)
    answer = replace(_answer(beyond, outside, goal, measure), inside=_missed(within, found.search))
    return answer if answer.world is not None else replace(answer, beyond=_missed(beyond, outside.search))


def _answer(within: Worlds, ended: Ended, goal: Goal, measure: Measure) -> Belief:
    """The answer that a search found; no answer where solving its world as one game does not confirm it."""
    found = ended.search
    none = Belief(
        within.scenario, goal, measure, within.names, None, None, (), np.inf, 0.0, False, found.complete, (), ()
    )
    world = within.moved(found.found.z) if found.found is not None else None
    if found.found is None or world is None or not certified(goal, world):
        return none
    distance = length(found.found.z, measure)
    proved = found.affine and found.complete and not moves_condition(within, goal)
    bound = distance if proved else at_least(within, goal, measure, distance)
    if measure == "count" and not proved:
        bound = max(bound, float(ended.fewest))
    return replace(
        none,
        world=world,
        profile=_profile(within, found.target),
        moved=_moves(within, world),
        distance=distance,
        alone=ended.alone,
        at_least=bound,
        exact=bool(bound >= distance - SAME * max(1.0, distance)),
        binding=bindings(within, found.found, measure),
        reach=reaches(within, found.found, measure),
    )


def _moves(within: Worlds, world: Scenario) -> tuple[Moved, ...]:
    """What moves, the largest first, the equally large in the register's order."""
    old, new = within.scenario.values, world.values
    moved = [Moved(one, old[one.name], new[one.name]) for one in within.entries if old[one.name] != new[one.name]]
    return tuple(sorted(moved, key=lambda one: -round(abs(one.widths), 6)))


def _profile(within: Worlds, target: int | None) -> Profile | None:
    return None if target is None else tuple(int(k) for k in np.unravel_index(target, within.shape))


def _missed(within: Worlds, found: Search) -> Miss:
    """Why a box holds no answer: proved or not, and the comparisons that come nearest to holding."""
    proof = impossible(within, found.goal)
    affine = found.goal.conclusion.rule is None and found.affine and found.complete
    proved = affine and not moves_condition(within, found.goal)
    if proof is not None:
        return Miss(True, proof.points, refused(within, proof), proof)
    near = nearest_miss(found) if found.goal.conclusion.rule is None else None
    if near is None:
        return Miss(proved, None, ())
    return Miss(proved, near.miss, bindings(within, near, "largest", hardest=True))
