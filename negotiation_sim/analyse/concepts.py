"""Concept by name -> what it gives for the inputs of a known answer, in plain numbers, labels and lists.

One line per concept in the table CONCEPTS; a profile is the list of the players' strategies by label. Functions here
translate, and compute nothing themselves. A solver that did not come to an answer gives its sentence instead.
"""

from collections.abc import Callable, Mapping
from itertools import groupby
from typing import Any

import numpy as np

from ..case.known import lists
from ..errors import unknown
from ..game.game import Game, Profile
from ..game.reach import reached
from ..solve import coalition, core, learning, power, stability
from ..solve.bilateral import mixed_equilibria
from ..solve.correlated import correlated_equilibrium, payoff_bounds
from ..solve.dominance import eliminate_dominated
from ..solve.pure import pure_equilibria
from ..solve.quantal import principal_branch
from ..solve.solution import Solution
from ..solve.staged import staged_outcomes
from .asked import Asked
from .route import joint_path

Concept = Callable[[Asked], Any]


def _pure_payoffs(asked: Asked) -> list[list[float]]:
    """The payoffs that pure equilibria give, each once, in ascending order."""
    found = {tuple(asked.game.expected(profile).tolist()) for profile in pure_equilibria(asked.game).equilibria}
    return sorted(map(list, found))


def _mixed(asked: Asked) -> list[Any]:
    found = mixed_equilibria(asked.game).equilibria
    return sorted(([part.round(12).tolist() for part in profile] for profile in found), reverse=True)


def _survivors(asked: Asked) -> list[list[str]]:
    return [list(own) for own in eliminate_dominated(asked.game).game.strategies]


def _staged(asked: Asked) -> list[list[str]]:
    found = staged_outcomes(asked.game, lists(asked.given, "order"))
    return [asked.labels(profile) for profile in found.outcomes]


def _path(asked: Asked) -> list[list[str]]:
    return [asked.labels(profile) for profile in learning.best_response_path(asked.game, asked.profile("start")).path]


def _runs(asked: Asked) -> list[list[str]]:
    """The first profiles of fictitious play, each run of the same profile once."""
    path = learning.fictitious_play(asked.game, int(asked.given.number("rounds"))).path
    pure = (tuple(int(part.argmax()) for part in profile) for profile in path)
    return [asked.labels(profile) for profile, _ in groupby(pure)][: int(asked.given.number("runs"))]


def _fictitious(asked: Asked) -> Any:
    return learning.fictitious_play(asked.game, int(asked.given.number("rounds"))).end


def _shares(asked: Asked) -> list[list[float]]:
    found = _fictitious(asked)
    return [part.tolist() for part in (*found.equilibria, *found.end_states)[0]]


def _still_to_gain(asked: Asked) -> float:
    found = _fictitious(asked)
    return float((*found.regret, *found.end_regret)[0])


def _replicator(asked: Asked) -> list[list[float]]:
    path = learning.replicator(asked.game, asked.mixed("start"), asked.given.number("time")).path
    return [part.tolist() for part in path[-1]]


def _stable(concept: stability.Concept) -> Concept:
    def states(asked: Asked) -> list[str]:
        found = stability.stability(asked.graph, _sanctions(asked), [concept])
        return [asked.graph.states[s] for s in found.equilibria(concept)]

    return states


def _sanctions(asked: Asked) -> stability.Sanctions:
    """The parameter `sanctions`; by default any sequence, as Fang, Hipel and Kilgour define them."""
    text = asked.given.text("sanctions", "any")
    for known in stability.SANCTIONS:
        if text == known:
            return known
    raise asked.given.fault("sanctions", unknown("kind of sanction", text, stability.SANCTIONS))


def _reached(asked: Asked) -> list[str]:
    steps = reached(asked.graph, asked.state("start"), improving=True)
    return [asked.graph.states[s] for s in np.flatnonzero(steps >= 0)]


def _unmoved_by_coalitions(asked: Asked) -> list[str]:
    return [asked.graph.states[s] for s in stability.stable_against_coalitions(asked.graph)]


def _coalition_moves(asked: Asked) -> list[list[Any]]:
    """Each move as [the coalition's members, the state it leads to]."""
    graph = asked.graph
    found = stability.coalition_moves(graph, asked.state("start"))
    return [[[graph.players[i] for i in move.coalition], graph.states[move.state]] for move in found]


def _joint_path(asked: Asked) -> list[list[Any]]:
    """Each step of the way by improvements and one joint move at its end as [who moves, the state it leads to]."""
    graph = asked.graph
    found = joint_path(graph, asked.state("start"), [asked.state("to")])
    if found is None:
        return []
    ways = [((step.player,), step.end) for step in found.steps] + [(found.move.coalition, found.move.state)]
    return [[[graph.players[i] for i in who], graph.states[end]] for who, end in ways]


def _of_profiles(solver: Callable[[Game], Solution[Profile]]) -> Concept:
    """The profiles that the solver finds; its sentence where it computed nothing."""

    def profiles(asked: Asked) -> Any:
        found = solver(asked.game)
        return [asked.labels(profile) for profile in found.equilibria] if found.converged else found.reason

    return profiles


def _joint_moves(asked: Asked) -> list[list[Any]]:
    """Each way out of a profile as [the coalition's members, the profile it leads to]."""
    found = coalition.joint_moves(asked.game, asked.profile())
    return [[[asked.game.players[i] for i in move.coalition], asked.labels(move.profile)] for move in found]


def _quantal(asked: Asked) -> Any:
    """The logit equilibrium of the principal branch at a precision, per payoff point."""
    branch = principal_branch(asked.game, asked.given.number("precision"))
    return [part.tolist() for part in branch.end] if branch.converged else branch.reason


def _quantal_limit(asked: Asked) -> Any:
    branch = principal_branch(asked.game)
    return [part.tolist() for part in branch.solution.equilibria[0]] if branch.converged else branch.reason


def _best_plan(coarse: bool) -> Concept:
    """The greatest sum of payoffs of a correlated equilibrium; the sentence of a programme that was not solved."""

    def value(asked: Asked) -> Any:
        found = correlated_equilibrium(asked.game, coarse=coarse)
        return found.value if found.obeyed else found.reason

    return value


def _payoff_ranges(asked: Asked) -> list[list[float]]:
    """The least and the greatest payoff of each player over all correlated equilibria."""
    found = payoff_bounds(asked.game)
    return [[float(low), float(high)] for low, high in zip(found.low, found.high, strict=True)]


def _of_members(asked: Asked, values: Any) -> dict[str, float]:
    return {member: float(value) for member, value in zip(asked.rule.members, values, strict=True)}


def _of_groups(asked: Asked) -> dict[str, float]:
    shares = _of_members(asked, power.power(asked.rule).shapley_shubik)
    return {group.id: sum(shares[member] for member in group.members) for group in asked.body.groups}


def _core(asked: Asked) -> list[list[float]]:
    found = core.core(asked.coalitional)
    return [found.low.tolist(), found.high.tolist()]


def _joined(asked: Asked) -> int:
    """How many join: thresholds first to first + actors - 1, but for those that `changed` names."""
    section = asked.case.section("thresholds")
    section.allow("actors", "first")
    first = int(section.number("first"))
    thresholds = {str(k): float(k) for k in range(first, first + int(section.number("actors")))}
    changed = asked.given.section("changed")
    thresholds |= {key: changed.number(key) for key in changed.data}
    return learning.cascade(tuple(thresholds.values()))[-1]


CONCEPTS: Mapping[str, Concept] = {
    "pure_equilibria": lambda asked: [asked.labels(profile) for profile in pure_equilibria(asked.game).equilibria],
    "pure_payoffs": _pure_payoffs,
    "mixed_equilibria": _mixed,
    "regret": lambda asked: asked.game.regret(asked.mixed()),
    "payoffs": lambda asked: asked.game.expected(asked.mixed()).tolist(),
    "survivors_of_dominance": _survivors,
    "staged_outcomes": _staged,
    "best_response_path": _path,
    "fictitious_play_runs": _runs,
    "fictitious_play_shares": _shares,
    "fictitious_play_regret": _still_to_gain,
    "replicator_end": _replicator,
    "logit_shares": lambda asked: learning.logit_shares(asked.game, asked.given.number("precision")).tolist(),
    "cascade": _joined,
    "strong_equilibria": _of_profiles(coalition.strong_equilibria),
    "coalition_proof_equilibria": _of_profiles(coalition.coalition_proof_equilibria),
    "joint_moves": _joint_moves,
    "quantal": _quantal,
    "quantal_limit": _quantal_limit,
    "correlated_greatest_sum": _best_plan(coarse=False),
    "coarse_correlated_greatest_sum": _best_plan(coarse=True),
    "correlated_payoff_ranges": _payoff_ranges,
    "nash_stable": _stable("nash"),
    "gmr_stable": _stable("gmr"),
    "smr_stable": _stable("smr"),
    "seq_stable": _stable("seq"),
    "reached_by_improvements": _reached,
    "joint_path": _joint_path,
    "coalition_moves": _coalition_moves,
    "stable_against_coalitions": _unmoved_by_coalitions,
    "shapley_shubik": lambda asked: _of_members(asked, power.power(asked.rule).shapley_shubik),
    "shapley_shubik_of_groups": _of_groups,
    "banzhaf": lambda asked: _of_members(asked, power.power(asked.rule).banzhaf),
    "banzhaf_normalised": lambda asked: _of_members(asked, power.power(asked.rule).banzhaf_normalised),
    "swings": lambda asked: _of_members(asked, power.power(asked.rule).total_swings),
    "all_swings": lambda asked: sum(power.power(asked.rule).total_swings),
    "shapley_value": lambda asked: power.shapley_value(asked.coalitional).tolist(),
    "core_ranges": _core,
    "least_core": lambda asked: core.core(asked.coalitional).epsilon,
    "nucleolus": lambda asked: core.nucleolus(asked.coalitional).division.tolist(),
}
