"""What a sweep draws: every point of a grid, or a sample over the ranges of the assumptions."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from ...case.scenario import Scenario
from ...games.arrays import Array
from ...worlds.sampling import Sampling


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

    def source(self, scenario: Scenario) -> object:
        """What a scenario's values come from besides the number of a draw: equal sources, equal values."""
        return None

    def draws(self, scenario: Scenario, numbers: range) -> dict[str, Array]:
        """The axes' values at these points of the grid, name -> array of shape (len(numbers),)."""
        at = np.unravel_index(np.asarray(numbers), [len(values) for values in self.axes.values()])
        return {name: np.array(values)[k] for (name, values), k in zip(self.axes.items(), at, strict=True)}


@dataclass(frozen=True)
class Sample:
    """Random draws over the ranges of some assumptions: those of `sampling`, any part of them without the rest.

    A draw is one point of the unit cube, the same for every set and scenario; each turns it into values of its own.
    """

    sampling: Sampling

    @property
    def names(self) -> tuple[str, ...]:
        return self.sampling.names

    @property
    def count(self) -> int:
        return self.sampling.count

    def source(self, scenario: Scenario) -> object:
        """What a scenario's values come from besides the number of a draw: equal sources, equal values."""
        drawn = self.sampling.marginals(scenario)
        held = set(self.names) - {marginal.name for marginal in drawn}
        return drawn, {name: scenario.values[name] for name in held}

    def draws(self, scenario: Scenario, numbers: range) -> dict[str, Array]:
        """The values of these draws, name -> array of shape (len(numbers),).

        A draw depends on the seed and its number alone. What the scenario changes is the scenario, so it is held at
        the scenario's value.
        """
        drawn = self.sampling.draws(scenario, self.sampling.unit_points(numbers.start, numbers.stop))
        held = {name: np.full(len(numbers), scenario.values[name]) for name in self.names if name not in drawn}
        return {name: {**drawn, **held}[name] for name in self.names}
