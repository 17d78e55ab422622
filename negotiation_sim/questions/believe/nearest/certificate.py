"""What can be proved about an answer: that it holds, that nothing nearer does, that nothing in the box does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from ....case.scenario import Scenario
from ....games.arrays import Index
from ....games.normal_form import Profile
from ....language.degree import Dependence, dependence
from ....solve.pure import surviving
from ....worlds.solved import solve_scenario
from ....worlds.tables import build
from .floor import Enclosed, Group, enclosed_groups, floor, floors, single_bound
from .goals import Goal, WayToGoal, satisfying, ways_to
from .programmes import Measure, weigh
from .pure_search import equilibria_left
from .staged_search import necessary
from .worlds import PayoffComparison, Worlds

HEAVY = 1e-9
"""Weights below this share of the sum are rounding."""


def certified(goal: Goal, world: Scenario) -> bool:
    """Whether a world is as the goal wants it, its one game solved in full and read profile by profile.

    This is the path that `run` takes; searches use the one for many draws. Of a goal about another kind of result that
    is made anew, for this world alone.
    """
    if not goal.about_the_game:
        return goal.reached(world)
    solved, conclusion = solve_scenario(world), goal.conclusion
    ends: tuple[Profile, ...] = solved.equilibria.equilibria
    if conclusion.rule is not None:
        end = solved.staged.path(conclusion.rule).profile if solved.staged else None
        ends = (end,) if end is not None else ()
    mask = solved.tables.holds(conclusion.condition)
    holds = [bool(mask[end]) for end in ends]
    return (any(holds) if conclusion.sense == "some" else bool(holds) and all(holds)) == goal.make


def moves_condition(worlds: Worlds, goal: Goal) -> bool:
    """Whether a free assumption enters the condition itself, so that which profiles satisfy it may change."""
    known: dict[str, Dependence] = {}
    for name, expression in worlds.scenario.case.outcomes.items():
        known[name] = dependence(expression.node, known)
    return not dependence(goal.conclusion.condition.node, known).names.isdisjoint(worlds.names)


@dataclass(frozen=True)
class Refutation:
    """Why some comparisons never hold together: added up with these weights, they fail by `points` or more everywhere.

    The weights are positive and sum to 1, so wherever in the box one looks, one of the comparisons fails by `points` or
    more. No solver need be trusted: the sum's bound is recomputed from the weights by adding and multiplying.
    """

    comparisons: tuple[PayoffComparison, ...]
    weights: tuple[float, ...]
    points: float


@dataclass(frozen=True)
class Impossible:
    """A proof that no world in the box reaches a goal.

    `refuted`: each profile that would serve is an equilibrium, or a staged outcome, nowhere in the box. `stays`: a
    profile that must not be an equilibrium is one everywhere: every deviation from it loses, one Refutation each.
    """

    refuted: Mapping[int, Refutation] = field(default_factory=dict)
    stays: int | None = None
    losses: tuple[Refutation, ...] = ()

    @property
    def points(self) -> float:
        """How far from possible: the least, over the ways to the goal, of what fails there everywhere."""
        return self.closest.points if self.closest else np.inf

    @property
    def closest(self) -> Refutation | None:
        """The part of the proof that holds by least."""
        return min([*self.losses, *self.refuted.values()], key=lambda refutation: refutation.points, default=None)


def impossible(worlds: Worlds, goal: Goal) -> Impossible | None:
    """A proof by bounds on slopes that a goal is out of reach in the box; None where these bounds give none."""
    if moves_condition(worlds, goal):
        return None
    good, conclusion = satisfying(worlds.scenario, goal), goal.conclusion
    if goal.make:
        refuted = _all_refuted(worlds, goal, np.flatnonzero(good))
        if refuted is not None or conclusion.sense != "every":
            return None if refuted is None else Impossible(refuted)
        return _staying(worlds, ~good)
    if conclusion.rule is not None:
        return None
    stays = _staying(worlds, good)
    if stays is None or conclusion.sense == "some":
        return stays
    refuted = _all_refuted(worlds, goal, np.flatnonzero(~good))
    return None if refuted is None else Impossible(refuted, stays.stays, stays.losses)


def needed(worlds: Worlds, goal: Goal, target: int) -> tuple[PayoffComparison, ...]:
    """What a profile cannot do without: to be an equilibrium, or that the last movers are content with it."""
    return worlds.hold(target) if goal.conclusion.rule is None else necessary(worlds, target)


def _all_refuted(worlds: Worlds, goal: Goal, targets: Index) -> dict[int, Refutation] | None:
    refuted: dict[int, Refutation] = {}
    groups = (needed(worlds, goal, int(target)) for target in targets)
    for target, (group, enclosed) in zip(targets, enclosed_groups(worlds, groups), strict=True):
        refutation = _refuted(worlds, group, enclosed)
        if refutation is None:
            return None
        refuted[int(target)] = refutation
    return refuted


def _staying(worlds: Worlds, which: np.ndarray) -> Impossible | None:
    """One of these profiles, if any, that is an equilibrium wherever in the box one looks."""
    game = build(worlds.scenario)
    for profile in (int(p) for p in surviving(game.measured) if which[p]):
        leaving = [(PayoffComparison((i,), other, profile),) for i, other in worlds.deviations(profile)]
        refuted = (_refuted(worlds, group, enclosed) for group, enclosed in enclosed_groups(worlds, leaving))
        losses = [refutation for refutation in refuted if refutation is not None]
        if len(losses) == len(leaving):
            return Impossible({}, profile, tuple(losses))
    return None


def _refuted(worlds: Worlds, group: Group, enclosed: Enclosed) -> Refutation | None:
    """Why some comparisons never hold together, None where that is not proved."""
    rows, part = np.flatnonzero(enclosed.bounded), enclosed.part(enclosed.bounded)
    up, down = worlds.high, -worlds.low
    weights = weigh(part.gap, part.most, -part.least, up, down) if len(rows) else np.zeros(0)
    weights = np.where(weights > HEAVY, weights, 0.0)
    if not weights.any():
        return None
    weights = weights / weights.sum()
    gain = np.maximum.reduce([weights @ part.most * up, -(weights @ part.least) * down, np.zeros(len(up))])
    points = -float(weights @ part.gap + gain.sum())
    heavy = np.flatnonzero(weights)
    if points <= 0:
        return None
    return Refutation(tuple(group[rows[r]] for r in heavy), tuple(weights[heavy].tolist()), points)


def at_least(worlds: Worlds, goal: Goal, measure: Measure, distance: float) -> float:
    """A distance below which no world reaches the goal, proved by bounds on slopes; 0 where they prove nothing.

    Nothing is proved for a staged conclusion that is to fail, nor where a free assumption enters the condition.
    """
    if moves_condition(worlds, goal) or (goal.conclusion.rule is not None and not goal.make):
        return 0.0
    near = worlds.within(distance) if measure != "count" else worlds
    ways = list(ways_to(goal, satisfying(worlds.scenario, goal)))
    holds = [needed(worlds, goal, way.target) if way.target is not None else () for way in ways]
    enclosed = [part for _, part in enclosed_groups(near, holds)]
    singly = [single_bound(near, part.part(part.bounded), measure) for part in enclosed]
    start, best = np.zeros(len(worlds.names)), distance
    for k in np.argsort(singly):
        if singly[k] >= best:
            break
        bounds = [floor(near, enclosed[k], measure, best)] if holds[k] else []
        undoing = [] if goal.conclusion.rule else _undoing(worlds, goal, ways[k], holds[k], start)
        bounds += [float(floors(near, group, measure, best)[0].min()) for group in undoing]
        best = min(best, max(bounds, default=0.0))
    return float(best)


def _undoing(worlds: Worlds, goal: Goal, way: WayToGoal, hold: Group, start: np.ndarray) -> list[Sequence[Group]]:
    """For each equilibrium that must go, the ways to undo it: one of its deviations is to pay."""
    left, _ = equilibria_left(worlds, goal, way, start)
    return [
        [(*hold, PayoffComparison((i,), other, profile)) for i, other in worlds.deviations(profile)] for profile in left
    ]
