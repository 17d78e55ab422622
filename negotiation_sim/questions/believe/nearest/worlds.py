"""The worlds near a scenario: what its free assumptions can make of it, and how each comparison of payoffs moves."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from ....case.assumptions import Assumption, main_ones, matching
from ....case.concerning import concerning
from ....case.scenario import Scenario
from ....errors import InputError
from ....games.arrays import Index
from ....games.normal_form import Array, Profile
from ....worlds.slopes import enclosed_slopes, slopes_at
from ....worlds.tables import scenario_shape
from .clock import UNLIMITED, Clock
from .programmes import MOVED

SNAP = 1e-12
"""Widths that rounding may make."""


@dataclass(frozen=True)
class PayoffComparison:
    """`players` together get at least `margin` more at profile `better` than at `worse` (flat indices, C order)."""

    players: tuple[int, ...]
    better: int
    worse: int
    margin: float = 0.0


@dataclass(frozen=True, eq=False)
class Worlds:
    """A scenario and the assumptions that may move. z says by how many widths of its range each does; 0 is no move.

    `low` <= z <= `high` is the box that is searched; every array has the shape (assumptions,). `clock`: how long.
    """

    scenario: Scenario
    names: tuple[str, ...]
    width: Array
    low: Array
    high: Array
    clock: Clock = UNLIMITED

    @cached_property
    def start(self) -> Array:
        """The present values of the free assumptions, shape (assumptions,), in their own units."""
        return np.array([self.scenario.values[name] for name in self.names])

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """How many strategies each player has."""
        return scenario_shape(self.scenario)

    @property
    def entries(self) -> tuple[Assumption, ...]:
        """The entries of the register for the free assumptions, in the order of `names`."""
        return tuple(self.scenario.case.register[name] for name in self.names)

    @cached_property
    def _ends(self) -> Array:
        """The lower and the upper ends of the ranges, shape (2, assumptions)."""
        return np.array([(entry.low, entry.high) for entry in self.entries]).T

    def moved(self, z: Array) -> Scenario:
        """The scenario with the free assumptions moved."""
        values = self.values(z)
        changed = {name: float(v) for name, v, now in zip(self.names, values, self.start, strict=True) if v != now}
        return self.scenario.with_values(changed) if changed else self.scenario

    def values(self, z: Array) -> Array:
        """The free assumptions' values at z, or at rows of places.

        What moves less than MOVED stays exactly where it is; the end of a range is exactly that end, though z is
        rounded.
        """
        values = self.start + np.where(np.abs(z) > MOVED, z, 0.0) * self.width
        for end in self._ends:
            values = np.where(np.abs(values - end) < SNAP * self.width, end, values)
        return values

    def place(self, scenario: Scenario) -> Array:
        """z at another scenario's values of the free assumptions."""
        return (np.array([scenario.values[name] for name in self.names]) - self.start) / self.width

    def holds(self, z: Array) -> bool:
        """Whether the box holds a place."""
        return bool(((self.low - SNAP <= z) & (z <= self.high + SNAP)).all())

    def within(self, radius: float) -> "Worlds":
        """The same worlds, no assumption moved further than the radius."""
        return replace(self, low=np.maximum(self.low, -radius), high=np.minimum(self.high, radius))

    def beyond(self, widths: float) -> "Worlds":
        """The same assumptions, free to leave their ranges by so many widths on either side."""
        return replace(self, low=self.low - widths, high=self.high + widths)

    def gaps(self, z: Array, comparisons: Sequence[PayoffComparison]) -> tuple[Array, Array]:
        """By how much each comparison holds at z beyond its margin, and its derivative in z: (rows,), (rows, names)."""
        profiles, pairs = _profiles(comparisons)
        payoffs, slopes = slopes_at(self.moved(z), profiles, self.names)
        gap, slope = np.zeros(len(comparisons)), np.zeros((len(comparisons), len(self.names)))
        row, player, better, worse = pairs
        np.add.at(gap, row, payoffs[player, better] - payoffs[player, worse])
        np.add.at(slope, row, slopes[player, :, better] - slopes[player, :, worse])
        return gap - np.array([comparison.margin for comparison in comparisons]), slope * self.width

    def enclosed(self, comparisons: Sequence[PayoffComparison]) -> tuple[Array, Array]:
        """The least and the greatest derivative in z of each comparison anywhere in the box: (rows, names) each.

        For comparisons of one player's payoffs between its own moves.
        """
        profiles, (row, player, better, worse) = _profiles(comparisons)
        ends = zip(self.start + self.low * self.width, self.start + self.high * self.width, strict=True)
        box = {name: (np.array([a]), np.array([b])) for name, (a, b) in zip(self.names, ends, strict=True)}
        low, high = (part[:, :, 0, :] for part in enclosed_slopes(self.scenario, profiles, box))
        least, most = np.zeros((len(comparisons), len(self.names))), np.zeros((len(comparisons), len(self.names)))
        with np.errstate(invalid="ignore"):
            np.add.at(least, row, low[player, :, better] - high[player, :, worse])
            np.add.at(most, row, high[player, :, better] - low[player, :, worse])
        return least * self.width, most * self.width

    def profile(self, flat: int) -> Profile:
        """The strategies of a profile, by its flat index."""
        return tuple(int(k) for k in np.unravel_index(flat, self.shape))

    def hold(self, profile: int, margin: float = 0.0) -> tuple[PayoffComparison, ...]:
        """What makes a profile an equilibrium: no player gains by any other of its strategies."""
        return tuple(PayoffComparison((i,), profile, other, margin) for i, other in self.deviations(profile))

    def deviations(self, profile: int) -> tuple[tuple[int, int], ...]:
        """Every player's other strategies at a profile, as the player and the profile reached."""
        moves = np.unravel_index(profile, self.shape)
        stride = np.cumprod([1, *self.shape[:0:-1]])[::-1]
        every = ((i, k) for i, strategies in enumerate(self.shape) for k in range(strategies))
        return tuple((i, int(profile + (k - moves[i]) * stride[i])) for i, k in every if k != moves[i])


def movable(scenario: Scenario, free: Iterable[str] = (), kinds: Collection[str] = ("game",)) -> tuple[str, ...]:
    """The assumptions that names and patterns such as `serbia.*` mean; by default all of level `main`.

    `kinds` are the kinds of result that are asked: what concerns none of them does not move, nor does one whose range
    has no width. Raises InputError for a name that matches nothing and where nothing is
    left.
    """
    register = concerning(scenario.case, kinds)
    chosen = matching(register, free) or main_ones(register, "name them: `free=NAME`")
    names = tuple(name for name in chosen if register[name].high > register[name].low)
    if not names:
        raise InputError("nothing is free to move: the range of every assumption named has no width.")
    return names


def worlds(
    scenario: Scenario, free: Iterable[str] = (), clock: Clock = UNLIMITED, kinds: Collection[str] = ("game",)
) -> Worlds:
    """The worlds that the `movable` assumptions reach inside their ranges.

    Where a value stands outside its range already, the box reaches as far as the value.
    """
    entries = [scenario.case.register[name] for name in movable(scenario, free, kinds)]
    names = tuple(entry.name for entry in entries)
    start = np.array([scenario.values[name] for name in names])
    low, high = np.array([(entry.low, entry.high) for entry in entries]).T
    width = high - low
    room = np.minimum(low - start, 0.0) / width, np.maximum(high - start, 0.0) / width
    return Worlds(scenario, names, width, *room, clock)


def _profiles(comparisons: Sequence[PayoffComparison]) -> tuple[Index, tuple[Index, Index, Index, Index]]:
    """The profiles that occur, and for each player of each comparison: row, player, where better and worse stand."""
    parts = [
        (r, i, comparison.better, comparison.worse)
        for r, comparison in enumerate(comparisons)
        for i in comparison.players
    ]
    row, player, better, worse = np.array(parts, dtype=np.intp).reshape(-1, 4).T
    profiles, places = np.unique(np.concatenate([better, worse]), return_inverse=True)
    return profiles, (row, player, places[: len(row)], places[len(row) :])
