"""What a sweep draws: every point of a grid, or a sample over the ranges of the assumptions."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ...case.assumptions import Assumption
from ...case.scenario import Scenario
from ...game.game import Array

Distribution = Literal["triangular", "uniform"]


@dataclass(frozen=True)
class Grid:
    """Every combination of the axes' values, the last axis fastest. They override what sets and scenarios say."""

    axes: Mapping[str, tuple[float, ...]]

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(self.axes)

    @property
    def count(self) -> int:
        return math.prod(len(values) for values in self.axes.values())

    def draws(self, scenario: Scenario, chunk: int, numbers: range) -> dict[str, Array]:
        """The axes' values at these points of the grid, name -> array of shape (len(numbers),)."""
        at = np.unravel_index(np.asarray(numbers), [len(values) for values in self.axes.values()])
        return {name: np.array(values)[k] for (name, values), k in zip(self.axes.items(), at, strict=True)}


@dataclass(frozen=True)
class Sample:
    """`count` draws over the ranges of the named assumptions.

    A draw is one point of the unit cube, the same for every set and scenario; each turns it into values of its own.
    """

    names: tuple[str, ...]
    count: int
    seed: int
    distribution: Distribution

    def draws(self, scenario: Scenario, chunk: int, numbers: range) -> dict[str, Array]:
        """The values of one chunk's draws, name -> array of shape (len(numbers),).

        A chunk's points depend on the seed and its number alone: they come from its own child of the seed's
        `SeedSequence`. What the scenario changes is the scenario, so it is held at the scenario's value.
        """
        rng = np.random.default_rng(np.random.SeedSequence(self.seed, spawn_key=(chunk,)))
        points = rng.random((len(numbers), len(self.names))).T
        register = scenario.case.register
        return {
            name: np.full(len(numbers), scenario.values[name])
            if name in scenario.file.changes
            else quantile(register[name], scenario.values[name], self.distribution, unit)
            for name, unit in zip(self.names, points, strict=True)
        }


def quantile(entry: Assumption, mode: float, distribution: Distribution, unit: Array) -> Array:
    """The values of an assumption below which shares `unit` (0 to 1) of its draws lie.

    Triangular with the value in use as mode, or uniform, over the range; a value outside its range widens it. A switch
    is 0 or 1, each in half of the draws.
    """
    if is_switch(entry):
        return (unit >= 0.5).astype(float)
    low, high = min(entry.low, mode), max(entry.high, mode)
    values: Array = low + (high - low) * unit
    if distribution == "triangular":
        rising, falling = (high - low) * (mode - low), (high - low) * (high - mode)
        values = np.where(values < mode, low + np.sqrt(unit * rising), high - np.sqrt((1 - unit) * falling))
    return values


def is_switch(entry: Assumption) -> bool:
    """Whether an assumption is a yes or no: a range from 0 to 1 and a unit that begins with "switch"."""
    return (entry.low, entry.high) == (0, 1) and entry.unit.startswith("switch")
