"""Which belief made a move the best one: the assumption whose change soonest makes another move pay more.

A move is compared with the others at the profiles to which they lead, which stay as they are. Each assumption that a
player's payoff depends on is moved alone over its range. It is tried at GRID values; where the best move changes
between two of them, the place is narrowed down (the Illinois method, Dowell and Jarratt 1971, BIT 11). Two changes
between neighbouring values are not seen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from ....case.assumptions import Assumption
from ....case.concerning import concerning
from ....case.scenario import Scenario
from ....games.arrays import Array, Index
from ....games.normal_form import Profile
from ....worlds.tables import scenario_shape, tables_at
from ....worlds.unmoved import needs_of

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


@dataclass(frozen=True)
class Compared:
    """A player's end, and the ends to which its other moves would have led."""

    player: str
    end: Profile
    others: tuple[Profile, ...]


@dataclass(frozen=True, eq=False)
class _Worlds:
    """Values of single assumptions, one a row: `side` says whose comparison, `name` which assumption is moved."""

    scenario: Scenario
    sides: Sequence[Compared]
    register: dict[str, Assumption]

    @cached_property
    def places(self) -> tuple[tuple[int, ...], ...]:
        """For each comparison the flat profiles that are compared, the player's end first."""
        shape = scenario_shape(self.scenario)
        return tuple(tuple(int(np.ravel_multi_index(end, shape)) for end in (each.end, *each.others))
                     for each in self.sides)  # fmt: skip

    def ahead(self, side: Index, name: Sequence[str], value: Array) -> Array:
        """By how much each row's player gets more at its end than at the best of the others, shape (rows,)."""
        counts = np.array([len(each) for each in self.places])[side]
        points = np.array([point for k in side.tolist() for point in self.places[k]], dtype=np.intp)
        rows, starts = np.repeat(np.arange(len(side)), counts), np.cumsum(counts) - counts
        draws = {moved: np.full(len(value), self.scenario.values[moved]) for moved in dict.fromkeys(name)}
        for row, moved in enumerate(name):
            draws[moved][row] = value[row]
        made = tables_at(self.scenario, points, draws, rows)
        ahead = np.empty(len(value))
        for k in dict.fromkeys(side.tolist()):
            payoff = made.payoff(self.sides[k].player)
            others = payoff.copy()
            others[starts] = -np.inf
            ahead = np.where(side == k, payoff[starts] - np.maximum.reduceat(others, starts), ahead)
        return ahead


def nearest_beliefs(scenario: Scenario, sides: Sequence[Compared]) -> tuple[Belief | None, ...]:
    """For each comparison the belief nearest to turning it, in widths of its range; None where none in its range does.

    Raises InputError where a rule gives no finite number at some value of a range.
    """
    register = dict(concerning(scenario.case))
    worlds = _Worlds(scenario, sides, register)
    needs = needs_of(scenario.case)
    rows = [(k, name, value) for k, side in enumerate(sides)
            for name in sorted(needs.get(side.player, ())) if name in register
            for value in _tried(register[name], scenario.values[name])]  # fmt: skip
    if not rows:
        return (None,) * len(sides)
    side, value = np.array([row[0] for row in rows]), np.array([row[2] for row in rows])
    name = [row[1] for row in rows]
    ahead = worlds.ahead(side, name, value)
    beside = _beside(scenario, rows, ahead)
    if not beside:
        return (None,) * len(sides)
    inner, outer = np.array([pair[0] for pair in beside]), np.array([pair[1] for pair in beside])
    turns = _narrowed(worlds, side[inner], [name[row] for row in inner], (value[inner], value[outer]),
                      (ahead[inner], ahead[outer]))  # fmt: skip
    beliefs = [(int(side[row]), Belief(register[name[row]], scenario.values[name[row]], float(at)))
               for row, at in zip(inner.tolist(), turns, strict=True)]  # fmt: skip
    by_side = ([belief for k, belief in beliefs if k == number] for number in range(len(sides)))
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
    worlds: _Worlds, side: Index, name: Sequence[str], ends: tuple[Array, Array], ahead: tuple[Array, Array]
) -> Array:
    """Where each comparison turns, between two values at which it is not the same."""
    switch = np.array([worlds.register[each].is_switch for each in name])
    width = np.array([_width(worlds.register[each]) for each in name])
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
        at = worlds.ahead(side[where], [name[k] for k in where.tolist()], middle)
        crossed = (at >= 0) != (fb[where] >= 0)
        a[where], fa[where] = np.where(crossed, b[where], a[where]), np.where(crossed, fb[where], fa[where] / 2)
        b[where], fb[where] = middle, at
        live[where[np.abs(at) <= CLOSE]] = False
    return np.where(switch, turns, b)


def _width(entry: Assumption) -> float:
    return 1.0 if entry.is_switch else (entry.high - entry.low) or 1.0
