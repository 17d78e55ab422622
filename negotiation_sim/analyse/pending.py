"""Concepts by name whose solvers stand in modules that may not be there: used as soon as they are.

The catalogue has their known answers already; where a module is missing the answer is reported as not computed.
"""

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from importlib.util import find_spec
from typing import Any

import numpy as np
import numpy.typing as npt

from ..case.document import Section
from ..case.known import lists
from .concepts import Asked, Concept

PACKAGE = __package__.rpartition(".")[0]


def _module(name: str) -> Any:
    return import_module(f"{PACKAGE}.{name}")


# ---- solve/stability.py and solve/coalition.py


def _graph(asked: Asked) -> Any:
    """The table `conflict`: states, and for each player its moves and its ranking of the states, the best first.

    Where several states stand in one list of a ranking they are tied.
    """
    section = asked.case.section("conflict")
    section.allow("players", "states", "moves", "ranking")
    players, states = section.texts("players"), section.texts("states")
    moves, ranking = section.section("moves"), section.section("ranking")
    steps = tuple(_steps(moves, player, states) for player in players)
    ranks = np.array([_ranks(ranking, player, states) for player in players])
    return _module("game.graph").ConflictGraph(players, states, steps, ranks)


def _steps(section: Section, player: str, states: Sequence[str]) -> npt.NDArray[np.intp]:
    """The states that the player can move to from each, padded with -1."""
    ends: list[list[int]] = [[] for _ in states]
    for pair in lists(section, player):
        if len(pair) != 2 or not all(state in states for state in pair):
            raise section.fault(player, f"{pair} is not a move [from, to] between two states.")
        ends[states.index(pair[0])].append(states.index(pair[1]))
    width = max(map(len, ends))
    return np.array([[*own, *[-1] * (width - len(own))] for own in ends], dtype=np.intp)


def _ranks(section: Section, player: str, states: Sequence[str]) -> list[int]:
    """The player's rank of each state, higher for better, equal for a tie."""
    tied = [own if isinstance(own, list) else [own] for own in section.items(player)]
    ranks = {state: -k for k, own in enumerate(tied) for state in own}
    if set(ranks) != set(states) or sum(map(len, tied)) != len(states):
        raise section.fault(player, "must rank every state once, the best first, tied ones in a list of their own.")
    return [ranks[state] for state in states]


def _stable(concept: str) -> Concept:
    def states(asked: Asked) -> list[str]:
        graph = _graph(asked)
        found = _module("solve.stability").stability(graph, asked.given.text("sanctions", "any"))
        return [graph.states[s] for s in found.equilibria(concept)]

    return states


def _reached(asked: Asked) -> list[str]:
    graph = _graph(asked)
    start = graph.state(asked.given.text("start"))
    steps = _module("solve.stability").reached(graph, start, improving=True)
    return [graph.states[s] for s in np.flatnonzero(steps >= 0)]


def _coalition_stable(asked: Asked) -> list[str]:
    graph = _graph(asked)
    return [graph.states[s] for s in _module("solve.stability").stable_against_coalitions(graph)]


def _coalition_moves(asked: Asked) -> list[list[Any]]:
    """Each move as [the coalition's members, the state it leads to]."""
    graph = _graph(asked)
    found = _module("solve.stability").coalition_moves(graph, graph.state(asked.given.text("start")))
    return [[[graph.players[i] for i in move.coalition], graph.states[move.state]] for move in found]


def _profiles(solver: str) -> Concept:
    def labels(asked: Asked) -> list[list[str]]:
        return [asked.labels(p) for p in getattr(_module("solve.coalition"), solver)(asked.game).equilibria]

    return labels


def _joint_moves(asked: Asked) -> list[list[Any]]:
    """Each way out of a profile as [the coalition's members, the profile it leads to]."""
    found = _module("solve.coalition").joint_moves(asked.game, asked.profile())
    return [[[asked.game.players[i] for i in move.coalition], asked.labels(move.profile)] for move in found]


# ---- solve/quantal.py and solve/correlated.py


def _quantal(asked: Asked) -> list[list[float]]:
    """The logit equilibrium of the principal branch at a precision, per payoff point."""
    branch = _module("solve.quantal").principal_branch(asked.game, asked.given.number("precision"))
    return [part[-1].tolist() for part in branch.play]


def _quantal_limit(asked: Asked) -> list[list[float]]:
    found = _module("solve.quantal").principal_branch(asked.game).solution
    return [part.tolist() for part in (*found.equilibria, *found.end_states)[0]]


def _greatest_sum(asked: Asked) -> float:
    return float(_module("solve.correlated").correlated_equilibrium(asked.game).value)


PENDING: Mapping[str, tuple[str, Callable[[Asked], Any]]] = {
    "nash_stable": ("solve.stability", _stable("nash")),
    "gmr_stable": ("solve.stability", _stable("gmr")),
    "smr_stable": ("solve.stability", _stable("smr")),
    "seq_stable": ("solve.stability", _stable("seq")),
    "reached_by_improvements": ("solve.stability", _reached),
    "stable_against_coalitions": ("solve.stability", _coalition_stable),
    "coalition_moves": ("solve.stability", _coalition_moves),
    "strong_equilibria": ("solve.coalition", _profiles("strong_equilibria")),
    "coalition_proof_equilibria": ("solve.coalition", _profiles("coalition_proof_equilibria")),
    "joint_moves": ("solve.coalition", _joint_moves),
    "quantal": ("solve.quantal", _quantal),
    "quantal_limit": ("solve.quantal", _quantal_limit),
    "correlated_greatest_sum": ("solve.correlated", _greatest_sum),
}
"""Concept -> the module it needs, and what it gives."""


def available(name: str) -> Concept | None:
    """The concept, where its module is there."""
    module, concept = PENDING[name]
    return concept if find_spec(f"{PACKAGE}.{module}") else None
