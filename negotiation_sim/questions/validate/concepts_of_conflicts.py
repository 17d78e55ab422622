"""The concepts of known answers whose inputs are a conflict's graph; see `concepts.py`."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ...errors import unknown
from ...games.reach import reached
from ...solve import stability
from ..path.answer import joint_path
from .inputs import KnownConcept, KnownInputs


def _stable(name: stability.StabilityName) -> KnownConcept:
    def states(inputs: KnownInputs) -> list[str]:
        found = stability.stability(inputs.graph, _sanctions(inputs), [name])
        return [inputs.graph.states[s] for s in found.equilibria(name)]

    return KnownConcept(states, ("conflict",), ("sanctions",), in_any_order=True)


def _sanctions(inputs: KnownInputs) -> stability.Sanctions:
    """The parameter `sanctions`; by default any sequence, as Fang, Hipel and Kilgour define them."""
    text = inputs.given.text("sanctions", "any")
    for known in stability.SANCTIONS:
        if text == known:
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
    found = stability.coalition_moves(graph, inputs.state("start"))
    return [[[graph.players[i] for i in move.coalition], graph.states[move.state]] for move in found]


def _joint_path(inputs: KnownInputs) -> list[list[Any]]:
    """Each step of the way by improvements and one joint move at its end as [who moves, the state it leads to]."""
    graph = inputs.graph
    found = joint_path(graph, inputs.state("start"), [inputs.state("to")])
    if found is None:
        return []
    ways = [((step.player,), step.end) for step in found.steps] + [(found.move.coalition, found.move.state)]
    return [[[graph.players[i] for i in who], graph.states[end]] for who, end in ways]


def _any_order(compute: Callable[[KnownInputs], Any], *reads: str) -> KnownConcept:
    return KnownConcept(compute, ("conflict",), reads, in_any_order=True)


OF_CONFLICTS: Mapping[str, KnownConcept] = {
    "nash_stable": _stable("nash"),
    "gmr_stable": _stable("gmr"),
    "smr_stable": _stable("smr"),
    "seq_stable": _stable("seq"),
    "reached_by_improvements": _any_order(_reached, "start"),
    "joint_path": KnownConcept(_joint_path, ("conflict",), ("start", "to")),
    "coalition_moves": _any_order(_coalition_moves, "start"),
    "stable_against_coalitions": _any_order(_unmoved_by_coalitions),
}
