"""How a conflict could move from where it stands to a wanted state, and whose step is missing.

Status quo analysis: Li, Kilgour & Hipel (2005), Journal of the Operational Research Society 56.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..games.arrays import Array
from ..games.graph import ConflictGraph
from ..games.reach import least_cost

STEP, UNWILLING, RANGE = 1e7, 1e12, 1e5
"""What a step of a path weighs, by how much more one that its mover does not like, and a fall through the mover's whole
range. So paths are compared by unwilling steps, then steps, then falls; sums of the weights are exact integers."""


@dataclass(frozen=True)
class PathStep:
    """One player's move on a path; `willing` if it likes the state it moves to better than the one it leaves.

    `cost` is by how many places of its ranking (ties counted as one) an unwilling mover falls, 0 for a tie.
    """

    player: int
    start: int
    end: int
    willing: bool
    cost: int


def shortest_path(
    graph: ConflictGraph, start: int, targets: Sequence[int], heights: Array | None = None
) -> tuple[PathStep, ...] | None:
    """The legal path from `start` to a target with the fewest unwilling steps, of those with the fewest steps.

    Where no path of improvements exists the unwilling steps are the ones missing. Of equal paths the one is taken whose
    unwilling movers fall least, each measured against its own range of `heights`, shape (N, S) (default: the ranks; a
    game has its payoffs); then the one whose unwilling steps come later, then the player and the state listed first.
    None where no moves lead to any target; () where the start is one.
    """
    ends = np.full(len(graph.states), np.inf)
    ends[list(targets)] = 0.0
    improves = {j: graph.improvements(j) for j in range(len(graph.players))}
    measured = graph.ranks if heights is None else heights
    costs = {j: _weights(graph, j, measured[j]) for j in improves}
    least = least_cost(graph, costs, ends)
    if ends[start] == 0.0:
        return ()
    if not np.isfinite(least[-1, start]):
        return None
    path: list[PathStep] = []
    here, last, left = start, -1, float(least[-1, start])
    while left > 0:
        j, d, willing = min(
            ((j, d, bool(improves[j][here, d])) for j, d in _on_path(graph, costs, least, here, last, left)),
            key=lambda move: (not move[2], move[0], int(graph.moves[move[0]][here, move[1]])),
        )
        end = int(graph.moves[j][here, d])
        path.append(PathStep(j, here, end, willing, 0 if willing else int(graph.ranks[j, here] - graph.ranks[j, end])))
        left -= float(costs[j][here, d])
        here, last = end, j
    return tuple(path)


def _weights(graph: ConflictGraph, player: int, height: npt.NDArray[Any]) -> Array:
    """What each of a player's moves weighs on a path, inf where there is none."""
    moves = graph.moves[player]
    share = (height[:, None] - height[moves]) / max(float(np.ptp(height)), 1e-300)
    unwilling = STEP + UNWILLING + np.round(RANGE * np.maximum(share, 0.0))
    return np.where(moves < 0, np.inf, np.where(graph.improvements(player), STEP, unwilling))


def _on_path(
    graph: ConflictGraph, costs: Mapping[int, Array], least: Array, here: int, last: int, left: float
) -> Iterator[tuple[int, int]]:
    """The moves from a state, not by `last`, with which some path of least cost goes on."""
    for j, cost in costs.items():
        for d, target in enumerate(graph.moves[j][here].tolist()):
            if j != last and target >= 0 and cost[here, d] + least[j, target] == left:
                yield j, d
