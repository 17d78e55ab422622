"""What legal sequences of moves lead to in a conflict graph: in a legal sequence nobody moves twice running.

Fang, Hipel & Kilgour (1993), Interactive Decision Making, Wiley.
"""

from collections.abc import Mapping, Sequence

import numpy as np

from .arrays import Array, Index
from .graph import ConflictGraph


def least_cost(graph: ConflictGraph, costs: Mapping[int, Array], ends: Array, rounds: int | None = None) -> Array:
    """The least sum of the costs of a legal sequence of moves and the value of the state it ends in.

    `costs[j][s, d]` is what player j's d-th move from s costs (inf: not allowed), `ends[s]` what ending in s is worth.
    Row j of the result is for sequences, the empty one included, that j may not begin (it has just moved); the last
    row, N, for sequences of at least one move that any player of `costs` may begin. Shape (N + 1, S). Sequences of at
    most `rounds` moves; None: of any length.
    """
    least = np.tile(ends, (len(graph.players) + 1, 1))
    firsts = np.full((len(graph.players), len(ends)), np.inf)
    columns = np.arange(len(ends))
    while rounds is None or rounds > 0:
        for j, cost in costs.items():
            firsts[j] = (least[j][graph.moves[j]] + cost).min(axis=1, initial=np.inf)
        best = firsts.argmin(axis=0)
        best_of_all = firsts[best, columns]
        without = firsts.copy()
        without[best, columns] = np.inf
        second = without.min(axis=0)
        moved = [np.minimum(ends, np.where(best == j, second, best_of_all)) for j in range(len(graph.players))]
        spread = np.array([*moved, best_of_all])
        if (spread == least).all():
            break
        least, rounds = spread, None if rounds is None else rounds - 1
    return least


def reached(graph: ConflictGraph, start: int, players: Sequence[int] | None = None, improving: bool = False) -> Index:
    """In how many moves of legal sequences each state is reached from `start`, -1 where it is not; shape (S,).

    R_H(start) of the literature, for H the given players (default: all); with `improving` only improvements of those
    who move count, R_H+(start). In a legal sequence nobody moves twice running. The start itself is 0.
    """
    chosen = list(range(len(graph.players))) if players is None else list(players)
    moves = {j: np.where(graph.improvements(j), graph.moves[j], -1) if improving else graph.moves[j] for j in chosen}
    steps = np.full(len(graph.states), -1, dtype=np.intp)
    steps[start] = 0
    seen = {j: np.zeros(len(graph.states), dtype=bool) for j in chosen}  # reached with j the last to move
    fresh: dict[int, Index] = {-1: np.array([start])}
    for step in range(1, len(graph.states) * max(1, len(chosen)) + 1):
        arriving = {}
        for j in chosen:
            sources = [states for last, states in fresh.items() if last != j and len(states)]
            targets = np.unique(moves[j][np.concatenate(sources)]) if sources else np.array([], dtype=np.intp)
            targets = targets[targets >= 0]
            arriving[j] = targets[~seen[j][targets]]
            seen[j][arriving[j]] = True
        fresh = arriving
        for targets in fresh.values():
            steps[targets[steps[targets] < 0]] = step
        if not any(len(targets) for targets in fresh.values()):
            break
    return steps
