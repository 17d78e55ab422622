"""Few assumptions moved and the others left: one over its whole box, or two and three to the ends of theirs."""

from collections.abc import Iterator
from itertools import combinations, islice
from math import comb

import numpy as np

from ...game.game import Array
from ..conclusion import truths
from .goals import Goal
from .worlds import Worlds

VALUES = 65
ROUNDS = 5

GAMES = 150_000
"""Games that are solved at most for the sets of one size."""

BATCH = 8192


def single_moves(worlds: Worlds, goal: Goal) -> Iterator[Array]:
    """For every free assumption that can reach the goal alone, its least move that was found to.

    Each is tried at 65 values across its box and the change of answer nearest to the start is narrowed by solving
    again. A stretch that lies between two neighbouring values and serves the goal is missed.
    """
    count = len(worlds.names)
    grid = np.sort(np.hstack([np.linspace(worlds.low, worlds.high, VALUES - 1, axis=1), np.zeros((count, 1))]), axis=1)
    reached = _reached(worlds, goal, grid)
    for j in range(count):
        if reached[j].any():
            z = np.zeros(count)
            z[j] = _narrowed(worlds, goal, j, grid[j], reached[j])
            yield z


def _reached(worlds: Worlds, goal: Goal, grid: Array) -> np.ndarray:
    """Whether the goal is reached when assumption j alone stands at grid[j, k]."""
    count, values = grid.shape
    z = np.zeros((count, count, values))
    z[np.arange(count), np.arange(count)] = grid
    columns = (worlds.start[:, None, None] + z * worlds.width[:, None, None]).reshape(count, -1)
    draws = dict(zip(worlds.names, columns, strict=True))
    found: np.ndarray = truths(worlds.scenario, goal.conclusion, draws) == goal.make
    return found.reshape(count, values)


def _narrowed(worlds: Worlds, goal: Goal, j: int, grid: Array, reached: np.ndarray) -> float:
    """The least move of one assumption that reaches the goal, between two values with different answers."""
    far = min((float(v) for v in grid[reached]), key=abs)
    before = [float(v) for v in grid[~reached] if 0 <= v * np.sign(far) < abs(far)]
    near = max(before, key=abs, default=0.0)
    for _ in range(ROUNDS):
        inner = np.linspace(near, far, 33)
        draws = {worlds.names[j]: worlds.start[j] + inner * worlds.width[j]}
        k = int(np.flatnonzero(truths(worlds.scenario, goal.conclusion, draws) == goal.make)[0])
        near, far = float(inner[max(k - 1, 0)]), float(inner[k])
    return far


def end_moves(worlds: Worlds, goal: Goal) -> list[Array]:
    """All least numerous moves to ends of the box that reach the goal, of two assumptions or, failing that, of three.

    A set that reaches the goal with values in between alone is not seen. None where there would be too many games.
    """
    ends = [(j, end) for j in range(len(worlds.names)) for end in (worlds.low[j], worlds.high[j]) if end != 0]
    for size in (2, 3):
        if comb(len(ends), size) > GAMES:
            break
        found = list(_ends_reached(worlds, goal, _sets(ends, size)))
        if found:
            return found
    return []


def _sets(ends: list[tuple[int, float]], size: int) -> Iterator[tuple[tuple[int, float], ...]]:
    """Every set of so many ends, of different assumptions each."""
    return (own for own in combinations(ends, size) if len({j for j, _ in own}) == size)


def _ends_reached(worlds: Worlds, goal: Goal, sets: Iterator[tuple[tuple[int, float], ...]]) -> Iterator[Array]:
    while batch := list(islice(sets, BATCH)):
        z = np.zeros((len(batch), len(worlds.names)))
        for row, own in zip(z, batch, strict=True):
            for j, end in own:
                row[j] = end
        values = worlds.start + z * worlds.width
        draws = dict(zip(worlds.names, values.T, strict=True))
        yield from z[truths(worlds.scenario, goal.conclusion, draws) == goal.make]
