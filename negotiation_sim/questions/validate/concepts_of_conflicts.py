"""The concepts of known answers whose inputs are a conflict's graph; see `concepts.py`."""

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

from ...errors import unknown
from ...games.reach import reached
from ...solve import stability
from ..path.answer import joint_path
from .inputs import Asked, Concept


def _stable(concept: stability.Concept) -> Concept:
    def states(asked: Asked) -> list[str]:
        found = stability.stability(asked.graph, _sanctions(asked), [concept])
        return [asked.graph.states[s] for s in found.equilibria(concept)]

    return Concept(states, ("conflict",), ("sanctions",), in_any_order=True)


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


def _any_order(compute: Callable[[Asked], Any], *reads: str) -> Concept:
    return Concept(compute, ("conflict",), reads, in_any_order=True)


OF_CONFLICTS: Mapping[str, Concept] = {
    "nash_stable": _stable("nash"),
    "gmr_stable": _stable("gmr"),
    "smr_stable": _stable("smr"),
    "seq_stable": _stable("seq"),
    "reached_by_improvements": _any_order(_reached, "start"),
    "joint_path": Concept(_joint_path, ("conflict",), ("start", "to")),
    "coalition_moves": _any_order(_coalition_moves, "start"),
    "stable_against_coalitions": _any_order(_unmoved_by_coalitions),
}
