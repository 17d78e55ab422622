"""Few assumptions moved and the others left: one over its whole box, or two and three to the ends of theirs."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb

import numpy as np
import numpy.typing as npt

from ....errors import InputError
from ....games.normal_form import Array
from ....worlds.along.segments import Segments, segments
from ....worlds.results.chain import Link
from ....worlds.results.result import truths
from .goals import Goal
from .worlds import Worlds

PAST = (0.0, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)
"""How far beyond a switch, in widths of the range, the game is solved: the first that serves is taken."""

GAMES = 150_000
"""Games that are solved at most for the sets of one size."""

BATCH = 8192


@dataclass(frozen=True, eq=False)
class Singles:
    """The least move of every free assumption that reaches the goal alone. `complete`: no other one can."""

    moves: tuple[Array, ...]
    complete: bool


def single_moves(worlds: Worlds, goal: Goal) -> Singles:
    """What single assumptions do, from the exact switches of the conclusion along each of them over its box."""
    moves, complete = [], True
    for j in range(len(worlds.names)):
        if worlds.low[j] == worlds.high[j]:
            continue
        try:
            low, high = (float(worlds.start[j] + end[j] * worlds.width[j]) for end in (worlds.low, worlds.high))
            along = segments((Link(worlds.scenario, goal.conclusion),), worlds.names[j], low, high)
        except InputError:  # beyond its range a rule may be no finite number
            complete = False
            continue
        move = _least(worlds, goal, j, along)
        complete = complete and along.resolved and (move is not None or goal.make not in along.whole)
        if move is not None:
            moves.append(move)
    return Singles(tuple(moves), complete)


def _least(worlds: Worlds, goal: Goal, j: int, along: Segments) -> Array | None:
    """The point nearest to the start on the parts of a line that serve the goal, solved anew."""
    edges = (along.edges - worlds.start[j]) / worlds.width[j]
    parts = [(a, b) for a, b, holds in zip(edges, edges[1:], along.whole, strict=False) if holds == goal.make]
    for a, b in sorted(parts, key=lambda part: abs(np.clip(0.0, *part))):
        near, inwards = float(np.clip(0.0, a, b)), 1.0 if abs(a) < abs(b) else -1.0
        for step in PAST:
            z = np.zeros(len(worlds.names))
            z[j] = near + inwards * min(step, b - a)
            if goal.reached(worlds.moved(z)):
                return z
    return None


def end_moves(worlds: Worlds, goal: Goal) -> list[Array]:
    """All least numerous moves to ends of the box that reach the goal, of two assumptions or, failing that, of three.

    A set that reaches the goal with values in between alone is not seen. None where there would be too many games.
    """
    ends = [(j, end) for j in range(len(worlds.names)) for end in (worlds.low[j], worlds.high[j]) if end != 0]
    for size in (2, 3):
        if comb(len(ends), size) > GAMES:
            break
        sets = (chosen for chosen in combinations(ends, size) if len({j for j, _ in chosen}) == size)
        if reached := list(_ends_reached(worlds, goal, sets)):
            return reached
    return []


def _ends_reached(worlds: Worlds, goal: Goal, sets: Iterator[tuple[tuple[int, float], ...]]) -> Iterator[Array]:
    while batch := list(islice(sets, BATCH)):
        z = np.zeros((len(batch), len(worlds.names)))
        for row, chosen in zip(z, batch, strict=True):
            for j, end in chosen:
                row[j] = end
        yield from z[reached_at(worlds, goal, z)]


def reached_at(worlds: Worlds, goal: Goal, z: Array) -> npt.NDArray[np.bool_]:
    """At which places, a row of z each, the goal is reached; solved together. Shape (places,)."""
    values = worlds.start + z * worlds.width
    draws = dict(zip(worlds.names, values.T, strict=True))
    return np.asarray(truths(worlds.scenario, goal.conclusion, draws) == goal.make)
