"""Which belief made a move the best one: the assumption whose change soonest makes another move pay more.

A move is compared with the others at the places to which they lead, which stay as they are. Each assumption that a
player's payoff depends on is moved alone over its range. It is tried at GRID values; where the best move changes
between two of them, the place is narrowed down (the Illinois method, Dowell and Jarratt 1971, BIT 11). Two changes
between neighbouring values are not seen.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Protocol

import numpy as np

from ...case.assumptions import Assumption
from ...case.concerning import concerning
from ...case.scenario import Scenario
from ...games.arrays import Array, Index

GRID = 9
STEPS = 60
CLOSE = 1e-12
"""Of the width of a range: a place is narrowed down no further."""


@dataclass(frozen=True)
class Belief:
    """The nearest value of one assumption at which the comparison turns; `share` of its range's width away."""

    entry: Assumption
    value: float
    turns_at: float

    @property
    def share(self) -> float:
        """How far it is, as a share of the width of the range."""
        return abs(self.turns_at - self.value) / _width(self.entry)


class Comparisons(Protocol):
    """Moves of players, each beside the others that were open to it."""

    @property
    def scenario(self) -> Scenario:
        """The scenario, at its present values."""

    @property
    def needs(self) -> Sequence[Iterable[str]]:
        """For each comparison the assumptions that may move it."""

    def ahead(self, side: Index, name: Sequence[str], value: Array) -> Array:
        """By how much each row's player gets more by its move than by the best other, shape (rows,).

        `side` says of each row whose comparison it is, `name` which assumption is moved, to `value`.
        """


def moved_alone(scenario: Scenario, name: Sequence[str], value: Array) -> dict[str, Array]:
    """The values of all assumptions that some row moves, one a row: each row moves one of them."""
    draws = {moved: np.full(len(value), scenario.values[moved]) for moved in dict.fromkeys(name)}
    for row, moved in enumerate(name):
        draws[moved][row] = value[row]
    return draws


def nearest_beliefs(sides: Comparisons) -> tuple[Belief | None, ...]:
    """For each comparison the belief nearest to turning it, in widths of its range; None where none in its range does.

    Raises InputError where a rule gives no finite number at some value of a range.
    """
    scenario, count = sides.scenario, len(sides.needs)
    register = dict(concerning(scenario.case))
    rows = [(k, name, value) for k, needs in enumerate(sides.needs) for name in sorted(needs) if name in register
            for value in _tried(register[name], scenario.values[name])]  # fmt: skip
    if not rows:
        return (None,) * count
    side, value = np.array([row[0] for row in rows]), np.array([row[2] for row in rows])
    name = [row[1] for row in rows]
    ahead = sides.ahead(side, name, value)
    beside = _beside(scenario, rows, ahead)
    if not beside:
        return (None,) * count
    inner, outer = np.array([pair[0] for pair in beside]), np.array([pair[1] for pair in beside])
    moved = [register[name[row]] for row in inner]
    turns = _narrowed(sides, side[inner], moved, (value[inner], value[outer]), (ahead[inner], ahead[outer]))
    beliefs = [(int(side[row]), Belief(register[name[row]], scenario.values[name[row]], float(at)))
               for row, at in zip(inner.tolist(), turns, strict=True)]  # fmt: skip
    by_side = ([belief for k, belief in beliefs if k == number] for number in range(count))
    return tuple(min(each, key=lambda belief: belief.share, default=None) for each in by_side)


def _tried(entry: Assumption, value: float) -> list[float]:
    """The values at which an assumption is tried, ascending, the present one among them."""
    if entry.is_switch:
        return sorted({0.0, 1.0, value})
    low, high = min(entry.low, value), max(entry.high, value)
    return sorted({*np.linspace(low, high, GRID).tolist(), value})


def _beside(scenario: Scenario, rows: Sequence[tuple[int, str, float]], ahead: Array) -> list[tuple[int, int]]:
    """Rows between which a comparison turns: for each comparison and assumption the nearest below and above."""
    pairs: list[tuple[int, int]] = []
    first = 0
    while first < len(rows):
        last = first
        while last < len(rows) and rows[last][:2] == rows[first][:2]:
            last += 1
        present = next(k for k in range(first, last) if rows[k][2] == scenario.values[rows[k][1]])
        for outward in (range(present, last), range(present, first - 1, -1)):
            turn = next(((k, j) for k, j in pairwise(outward) if _turns(ahead[present], ahead[j])), None)
            pairs += [turn] if turn else []
        first = last
    return pairs


def _turns(present: float, other: float) -> bool:
    """Whether another move is the best one: to draw level is not enough."""
    return other < 0 if present >= 0 else other > CLOSE


def _narrowed(
    sides: Comparisons, side: Index, moved: Sequence[Assumption], ends: tuple[Array, Array], ahead: tuple[Array, Array]
) -> Array:
    """Where each comparison turns, between two values at which it is not the same."""
    switch = np.array([entry.is_switch for entry in moved])
    width = np.array([_width(entry) for entry in moved])
    a, b, fa, fb = ends[0].copy(), ends[1].copy(), ahead[0].copy(), ahead[1].copy()
    turns = np.where(switch, b, a)
    live = ~switch
    for _ in range(STEPS):
        live &= (np.abs(b - a) > CLOSE * width) & (fb != 0)
        if not live.any():
            break
        where = np.flatnonzero(live)
        gap = fb[where] - fa[where]
        middle = b[where] - fb[where] * (b[where] - a[where]) / np.where(gap == 0, 1.0, gap)
        at = sides.ahead(side[where], [moved[k].name for k in where.tolist()], middle)
        crossed = (at >= 0) != (fb[where] >= 0)
        a[where], fa[where] = np.where(crossed, b[where], a[where]), np.where(crossed, fb[where], fa[where] / 2)
        b[where], fb[where] = middle, at
        live[where[np.abs(at) <= CLOSE]] = False
    return np.where(switch, turns, b)


def _width(entry: Assumption) -> float:
    return 1.0 if entry.is_switch else (entry.high - entry.low) or 1.0
