"""Few assumptions moved and the others left: one over its whole box, or two and three to the ends of theirs."""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice, pairwise
from math import comb

import numpy as np
import numpy.typing as npt

from ....errors import InputError
from ....games.normal_form import Array
from ....worlds.along.segments import ties
from ....worlds.draws import FEW
from ....worlds.results.chain import Link
from ....worlds.results.result import truths
from .goals import Goal
from .worlds import Worlds

PAST = (0.0, 1e-10, 1e-9, 1e-8, 1e-7, 1e-6)
"""How far beyond a switch, in widths of the range, the game is solved: the first that serves is taken."""

GAMES = 150_000
"""Games that are solved at most for the sets of one size."""

BATCH = 8192
PROFILES = 20_000_000
"""Profiles of all games together that are solved between two looks at the clock."""


@dataclass(frozen=True, eq=False)
class Singles:
    """The least move of every free assumption that reaches the goal alone. `complete`: no other one can."""

    moves: tuple[Array, ...]
    complete: bool


def single_moves(worlds: Worlds, goal: Goal) -> Singles:
    """What single assumptions do: on each, between the places where payoffs are equal, and at these places."""
    edges, complete = {}, True
    for j in np.flatnonzero(worlds.low < worlds.high).tolist():
        worlds.clock.tick()
        low, high = (float(worlds.start[j] + end[j] * worlds.width[j]) for end in (worlds.low, worlds.high))
        try:
            inner, resolved = ties(Link(worlds.scenario, goal.conclusion), worlds.names[j], low, high)
        except InputError:  # beyond its range a rule may be no finite number
            complete = False
            continue
        complete = complete and resolved
        edges[j] = (np.array([low, *inner, high]) - worlds.start[j]) / worlds.width[j]
    moves = [
        move
        for j, parts in _serving(worlds, goal, edges).items()
        if (move := _least(worlds, goal, j, parts)) is not None
    ]
    return Singles(tuple(moves), complete)


def _serving(worlds: Worlds, goal: Goal, edges: Mapping[int, Array]) -> dict[int, list[tuple[float, float]]]:
    """For each assumption the parts of its line that reach the goal, an edge alone being a part with no length."""
    parts = [(j, a, b) for j, cuts in edges.items() for a, b in (*pairwise(cuts), *zip(cuts, cuts, strict=True))]
    places = np.zeros((len(parts), len(worlds.names)))
    for row, (j, a, b) in zip(places, parts, strict=True):
        row[j] = (a + b) / 2
    serving: dict[int, list[tuple[float, float]]] = {}
    for (j, a, b), reached in zip(parts, reached_at(worlds, goal, places), strict=True):
        if reached:
            serving.setdefault(j, []).append((float(a), float(b)))
    return serving


def _least(worlds: Worlds, goal: Goal, j: int, parts: Sequence[tuple[float, float]]) -> Array | None:
    """The point nearest to the start on the parts of a line that serve the goal, solved anew."""
    for a, b in sorted(parts, key=lambda part: abs(np.clip(0.0, *part))):
        near, inwards = float(np.clip(0.0, a, b)), 1.0 if abs(a) < abs(b) else -1.0
        for step in PAST:
            z = np.zeros(len(worlds.names))
            z[j] = near + inwards * min(step, b - a)
            if _reached_alone(worlds, goal, z):
                return z
    return None


def _reached_alone(worlds: Worlds, goal: Goal, z: Array) -> bool:
    """Whether a place reaches the goal, its game solved anew; never where a rule is no finite number."""
    try:
        return goal.reached(worlds.moved(z))
    except InputError:
        return False


def end_moves(worlds: Worlds, goal: Goal, most: int = 3) -> list[Array]:
    """All least numerous moves to ends of the box that reach the goal, of two assumptions or, failing that, of `most`.

    A set that reaches the goal with values in between alone is not seen. None where there would be too many games.
    """
    ends = [(j, end) for j in range(len(worlds.names)) for end in (worlds.low[j], worlds.high[j]) if end != 0]
    for size in range(2, most + 1):
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
    return np.concatenate([np.zeros(0, dtype=bool), *(_reached(worlds, goal, part) for part in _parts(worlds, z))])


def _parts(worlds: Worlds, z: Array) -> Iterator[Array]:
    """Rows of places in parts that are solved in a second or so each."""
    size = max(FEW, PROFILES // math.prod(worlds.shape))
    return (z[k : k + size] for k in range(0, len(z), size))


def _reached(worlds: Worlds, goal: Goal, z: Array) -> npt.NDArray[np.bool_]:
    """A place at which a rule is no finite number does not reach the goal."""
    worlds.clock.tick()
    values = worlds.values(z)
    try:
        holds = truths(worlds.scenario, goal.conclusion, dict(zip(worlds.names, values.T, strict=True)))
    except InputError:
        if len(z) == 1:
            return np.zeros(1, dtype=bool)
        halves = z[: len(z) // 2], z[len(z) // 2 :]
        return np.concatenate([_reached(worlds, goal, half) for half in halves])
    return np.asarray(holds == goal.make)
