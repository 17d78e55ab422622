"""What can be proved about an answer: that it holds, that nothing nearer does, that nothing in the box does."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...case.expression import degrees
from ...case.scenario import Scenario
from ...game.game import Profile
from ..compare import solve_scenario
from .floor import Enclosed, Group, enclose, floors
from .goals import Goal, Root, roots, satisfying
from .programmes import Measure, weigh
from .search import equilibria_left
from .staged_search import necessary
from .worlds import CHUNK, Comparison, Worlds

HEAVY = 1e-9
"""Weights below this share of the sum are rounding."""


def certified(goal: Goal, world: Scenario) -> bool:
    """Whether a world is as the goal wants it, its one game solved in full and read profile by profile.

    This is the path that `run` takes; searches use the one for many draws.
    """
    solved, conclusion = solve_scenario(world), goal.conclusion
    ends: tuple[Profile, ...] = solved.equilibria.equilibria
    if conclusion.rule is not None:
        end = solved.staged.path(conclusion.rule).profile if solved.staged else None
        ends = (end,) if end is not None else ()
    values = solved.tables.of(conclusion.condition)
    holds = [bool(solved.tables.at(values, end) != 0) for end in ends]
    return (any(holds) if conclusion.concept == "some" else bool(holds) and all(holds)) == goal.make


def moves_condition(worlds: Worlds, goal: Goal) -> bool:
    """Whether a free assumption enters the condition itself, so that which profiles satisfy it may change."""
    known: dict[str, dict[str, float]] = {}
    for name, expression in worlds.scenario.case.outcomes.items():
        known[name] = degrees(expression.node, known)
    return not degrees(goal.conclusion.condition.node, known).keys().isdisjoint(worlds.names)


@dataclass(frozen=True)
class Refutation:
    """Why a profile serves the goal nowhere in the box: its comparisons, added up with these weights, always fail.

    The weights are positive and sum to 1, so wherever in the box one looks, one of the comparisons fails by `points` or
    more. No solver need be trusted: the sum's bound is recomputed from the weights by adding and multiplying.
    """

    profile: int
    comparisons: tuple[Comparison, ...]
    weights: tuple[float, ...]
    points: float


def asked(worlds: Worlds, goal: Goal, way: Root) -> tuple[Comparison, ...]:
    """What a way to the goal cannot do without: its profile an equilibrium, or the last movers content with it."""
    if way.target is None:
        return ()
    return worlds.hold(way.target) if goal.conclusion.rule is None else necessary(worlds, way.target)


def refutations(worlds: Worlds, goal: Goal) -> tuple[Refutation, ...]:
    """One for every profile that satisfies the condition; none at all where one of them cannot be refuted so.

    For goals of making a conclusion hold. Raises nothing.
    """
    ways = list(roots(goal, satisfying(worlds.scenario, goal))) if goal.make else []
    if not ways or moves_condition(worlds, goal):
        return ()
    found: list[Refutation] = []
    for k in range(0, len(ways), CHUNK // 8):
        groups = [asked(worlds, goal, way) for way in ways[k : k + CHUNK // 8]]
        enclosed = enclose(worlds, [one for group in groups for one in group])
        ends = np.cumsum([len(group) for group in groups])
        for end, way, group in zip(ends, ways[k:], groups, strict=False):
            one = _refuted(worlds, way.target or 0, group, enclosed.part(slice(end - len(group), end)))
            if one is None:
                return ()
            found.append(one)
    return tuple(found)


def _refuted(worlds: Worlds, profile: int, group: Group, enclosed: Enclosed) -> Refutation | None:
    finite = np.asarray((np.isfinite(enclosed.least) & np.isfinite(enclosed.most)).all(axis=1))
    rows, part = np.flatnonzero(finite), enclosed.part(finite)
    up, down = np.maximum(worlds.high, 0.0), np.maximum(-worlds.low, 0.0)
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
    return Refutation(profile, tuple(group[rows[r]] for r in heavy), tuple(weights[heavy].tolist()), points)


def at_least(worlds: Worlds, goal: Goal, measure: Measure, distance: float) -> float:
    """A distance below which no world reaches the goal, proved by bounds on slopes; 0 where they prove nothing.

    Nothing is proved for a staged conclusion that is to fail, nor where a free assumption enters the condition.
    """
    if moves_condition(worlds, goal) or (goal.conclusion.rule is not None and not goal.make):
        return 0.0
    near = worlds.within(distance) if measure != "count" else worlds
    start = np.zeros(len(worlds.names))
    best = np.inf
    for way in roots(goal, satisfying(worlds.scenario, goal)):
        hold = asked(worlds, goal, way)
        undo = [] if goal.conclusion.rule else _undoing(worlds, goal, way, hold, start)
        bounds = [
            float(floors(near, groups, measure, distance)[0].min()) for groups in ([[hold], *undo] if hold else undo)
        ]
        best = min(best, max(bounds, default=0.0))
        if best == 0.0:
            break
    return float(min(best, distance))


def _undoing(worlds: Worlds, goal: Goal, way: Root, hold: Group, start: np.ndarray) -> list[Sequence[Group]]:
    """For each equilibrium that must go, the ways to undo it: one of its deviations is to pay."""
    left, tolerances = equilibria_left(worlds, goal, way, start)
    return [
        [(*hold, Comparison((i,), other, profile, float(tolerances[i]))) for i, other in worlds.deviations(profile)]
        for profile in left
    ]
