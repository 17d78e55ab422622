"""Concept by name -> what it gives for the inputs of a known answer, in plain numbers, labels and lists.

One line per concept in the tables that are joined at the end; a profile is the list of the players' strategies by
label. The functions translate, and compute nothing themselves. A solver that did not come to an answer gives its
sentence instead.
"""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ...errors import unknown
from ...games.reach import reached
from ...solve import core, power, stability
from ...solve.power import Power
from ..path.answer import joint_path
from .concepts_of_bargaining import OF_BARGAINING
from .concepts_of_demands import OF_DEMANDS
from .concepts_of_games import OF_GAMES
from .concepts_of_trees import OF_TREES
from .inputs import KnownConcept, KnownInputs


def _stable(name: stability.StabilityName) -> KnownConcept:
    def states(inputs: KnownInputs) -> list[str]:
        stable = stability.stability(inputs.graph, _sanctions(inputs), [name])
        return [inputs.graph.states[s] for s in stable.equilibria(name)]

    return _of_conflict(states, "sanctions")


def _sanctions(inputs: KnownInputs) -> stability.Sanctions:
    """The parameter `sanctions`; by default any sequence, as Fang, Hipel and Kilgour (1993) define them."""
    text = inputs.given.text("sanctions", "any")
    if known := next((kind for kind in stability.SANCTIONS if kind == text), None):
        return known
    raise inputs.given.fault("sanctions", unknown("kind of sanction", text, stability.SANCTIONS))


def _reached(inputs: KnownInputs) -> list[str]:
    steps = reached(inputs.graph, inputs.state("start"), improving=True)
    return [inputs.graph.states[s] for s in np.flatnonzero(steps >= 0)]


def _unmoved_by_coalitions(inputs: KnownInputs) -> list[str]:
    return [inputs.graph.states[s] for s in stability.stable_against_coalitions(inputs.graph)]


def _coalition_moves(inputs: KnownInputs) -> list[list[Any]]:
    """Each move as [the coalition's members, the state it leads to]."""
    graph = inputs.graph
    moves = stability.coalition_moves(graph, inputs.state("start"))
    return [[[graph.players[i] for i in move.coalition], graph.states[move.state]] for move in moves]


def _joint_path(inputs: KnownInputs) -> list[list[Any]]:
    """Each step of the way by improvements and one joint move at its end as [who moves, the state it leads to]."""
    graph = inputs.graph
    path = joint_path(graph, inputs.state("start"), [inputs.state("to")])
    if path is None:
        return []
    ways = [((step.player,), step.end) for step in path.steps] + [(path.move.coalition, path.move.state)]
    return [[[graph.players[i] for i in who], graph.states[end]] for who, end in ways]


def _of_conflict(compute: Callable[[KnownInputs], Any], *reads: str) -> KnownConcept:
    return KnownConcept(compute, ("conflict",), reads, in_any_order=True)


OF_CONFLICTS: Mapping[str, KnownConcept] = {
    "nash_stable": _stable("nash"),
    "gmr_stable": _stable("gmr"),
    "smr_stable": _stable("smr"),
    "seq_stable": _stable("seq"),
    "reached_by_improvements": _of_conflict(_reached, "start"),
    "joint_path": KnownConcept(_joint_path, ("conflict",), ("start", "to")),
    "coalition_moves": _of_conflict(_coalition_moves, "start"),
    "stable_against_coalitions": _of_conflict(_unmoved_by_coalitions),
}


def _of_members(inputs: KnownInputs, values: Any) -> dict[str, float]:
    return {member: float(value) for member, value in zip(inputs.rule.members, values, strict=True)}


def _of_groups(inputs: KnownInputs) -> dict[str, float]:
    shares = _of_members(inputs, power.power(inputs.rule).shapley_shubik)
    return {group.id: sum(shares[member] for member in group.members) for group in inputs.body.groups}


def _core(inputs: KnownInputs) -> list[list[float]]:
    ranges = core.core(inputs.coalitional)
    return [ranges.low.tolist(), ranges.high.tolist()]


def _of_rule(index: Callable[[Power], Any]) -> KnownConcept:
    """What an index gives each member under the body's rule."""
    return KnownConcept(lambda inputs: _of_members(inputs, index(power.power(inputs.rule))), ("body",))


def _of_worths(compute: Callable[[KnownInputs], Any]) -> KnownConcept:
    return KnownConcept(compute, ("coalitional", "body"), ("estate",))


OF_COALITIONS: Mapping[str, KnownConcept] = {
    "shapley_shubik": _of_rule(lambda counted: counted.shapley_shubik),
    "shapley_shubik_of_groups": KnownConcept(_of_groups, ("body",)),
    "banzhaf": _of_rule(lambda counted: counted.banzhaf),
    "banzhaf_normalised": _of_rule(lambda counted: counted.banzhaf_normalised),
    "swings": _of_rule(lambda counted: counted.total_swings),
    "all_swings": KnownConcept(lambda inputs: sum(power.power(inputs.rule).total_swings), ("body",)),
    "shapley_value": _of_worths(lambda inputs: power.shapley_value(inputs.coalitional).tolist()),
    "core_ranges": _of_worths(_core),
    "least_core": _of_worths(lambda inputs: core.core(inputs.coalitional).epsilon),
    "nucleolus": _of_worths(lambda inputs: core.nucleolus(inputs.coalitional).division.tolist()),
}

CONCEPTS: Mapping[str, KnownConcept] = {
    **OF_GAMES,
    **OF_TREES,
    **OF_CONFLICTS,
    **OF_COALITIONS,
    **OF_DEMANDS,
    **OF_BARGAINING,
}
