"""How a wanted state of a dispute could come about: step by step, and by one joint move at the end."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ...games.graph import ConflictGraph
from ...games.reach import reached
from ...present.frames import Frame, frame
from ...present.phrases import file_stem
from ...solve.stability import CoalitionMove, coalition_moves
from ...solve.status_quo import PathStep, shortest_path
from ...worlds.dispute import Dispute
from .question import PathAsked


def answer(asked: PathAsked) -> "Route":
    """The way to the state that is asked for."""
    dispute = asked.dispute()
    return route(dispute, dispute.start(asked.start, asked.result), asked.to)


def stem(answer: "Route") -> str:
    """The name of the files."""
    return f"path_{file_stem(answer.dispute.origin)}"


@dataclass(frozen=True)
class JointPath:
    """A path of improvements, and one joint move at its end that makes everybody in its coalition better off."""

    steps: tuple[PathStep, ...]
    start: int
    move: CoalitionMove


def joint_path(graph: ConflictGraph, start: int, targets: Sequence[int]) -> JointPath | None:
    """The nearest way to a target by improvements and then one joint move that makes each of its coalition better off.

    States are tried in the order in which improvements reach them, coalitions of two or more smallest first. None where
    there is no such way.
    """
    near = reached(graph, start, improving=True)
    order = sorted(np.flatnonzero(near >= 0).tolist(), key=lambda s: (near[s], s))
    wanted = np.zeros(len(graph.states), dtype=bool)
    wanted[list(targets)] = True
    for state in order:
        if moves := [move for move in coalition_moves(graph, state, wanted) if len(move.coalition) > 1]:
            return JointPath(shortest_path(graph, start, [state]) or (), state, moves[0])
    return None


@dataclass(frozen=True, eq=False)
class Route:
    """How a wanted state comes about from `start`: the path of fewest unwilling steps, and the one by a joint move.

    `steps` None: no moves lead there. `near` counts the moves in which improvements alone reach each state, -1: never.
    """

    dispute: Dispute
    start: int
    condition: str
    targets: tuple[int, ...]
    steps: tuple[PathStep, ...] | None
    joint: JointPath | None
    near: tuple[int, ...]

    @property
    def missing(self) -> tuple[PathStep, ...]:
        """The steps that their movers would not take."""
        return tuple(step for step in self.steps or () if not step.willing)

    @cached_property
    def table(self) -> Frame:
        """One row per step: who moves, from where to where, what it gains, and whether it would."""
        graph = self.dispute.graph
        columns = ["step", "player", "from", "to", "change", "willing"]
        steps = []
        for number, step in enumerate(self.steps or (), 1):
            ends, change = (step.start, step.end), self.dispute.change(step.player, step.start, step.end)
            steps.append((number, graph.players[step.player], *(graph.states[s] for s in ends), change, step.willing))
        return frame(steps, columns=columns)


def route(dispute: Dispute, start: int, condition: str) -> Route:
    """The way from a state to the nearest one at which a condition holds. Raises InputError where it holds nowhere."""
    graph, game = dispute.graph, dispute.game
    targets = tuple(np.flatnonzero(dispute.holding(condition)).tolist())
    heights = None if game is None else game.payoffs.reshape(len(game.players), -1)
    steps = shortest_path(graph, start, targets, heights)
    together = joint_path(graph, start, targets) if steps and any(not step.willing for step in steps) else None
    near = tuple(reached(graph, start, improving=True).tolist())
    return Route(dispute, start, condition, targets, steps, together, near)
