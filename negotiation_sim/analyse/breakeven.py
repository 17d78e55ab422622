"""Break-even: for each assumption alone, the values at which a conclusion starts or stops to hold."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ..case.assumptions import Assumption
from ..case.scenario import Scenario
from ..errors import InputError, unknown
from .conclusion import Conclusion, truths

if TYPE_CHECKING:
    import pandas as pd

GRID = 257
ROUNDS = 8


@dataclass(frozen=True)
class Switch:
    """The conclusion holds on one side of `value` and not on the other: solved at both ends of [low, high]."""

    value: float
    low: float
    high: float
    holds_above: bool


@dataclass(frozen=True)
class BreakEven:
    """One assumption moved alone over [searched_low, searched_high]; `holds` is the answer at its present value."""

    entry: Assumption
    value: float
    holds: bool
    switches: tuple[Switch, ...]
    searched_low: float
    searched_high: float

    @property
    def nearest(self) -> Switch | None:
        """The switch nearest to the present value."""
        return min(self.switches, key=lambda switch: abs(switch.value - self.value), default=None)

    @property
    def margin(self) -> float:
        """How far the nearest switch is, in the assumption's unit; infinite where none was found."""
        return abs(self.nearest.value - self.value) if self.nearest else float("inf")

    @property
    def share(self) -> float:
        """The margin as a share of the width of the range; infinite where there is no switch or no width."""
        width = self.entry.high - self.entry.low
        return self.margin / width if width > 0 else float("inf")

    @property
    def inside(self) -> bool:
        """Whether the nearest switch lies inside the range: a reasonable person may then conclude otherwise."""
        return self.nearest is not None and self.entry.allows(self.nearest.value)


def break_evens(scenario: Scenario, reached: Conclusion, names: Iterable[str] = ()) -> tuple[BreakEven, ...]:
    """The break-even of every named assumption (default: all), the nearest in widths of its range first.

    Each is moved alone over its range and one width beyond on either side. The conclusion is solved on a grid of 257
    values, and every change of answer between neighbours is narrowed by solving again until the bracket is as small
    as rounding allows. Two switches between neighbours of the grid (1/85 of the range apart or less) are missed.
    Raises InputError for a name that is not known.
    """
    register = scenario.case.register
    for name in names:
        if name not in register:
            raise InputError(unknown("assumption", name, register))
    found = [break_even(scenario, reached, register[name]) for name in names or register]
    return tuple(sorted(found, key=lambda one: one.share))


def break_even(scenario: Scenario, reached: Conclusion, entry: Assumption) -> BreakEven:
    """The break-even of one assumption; see `break_evens`."""
    value = scenario.values[entry.name]
    width = entry.high - entry.low
    low, high = min(entry.low - width, value), max(entry.high + width, value)
    grid = np.unique(np.append(np.linspace(low, high, GRID), [value, entry.low, entry.high]))
    answers = truths(scenario, reached, {entry.name: grid})
    changes = np.flatnonzero(answers[1:] != answers[:-1])
    switches = tuple(
        _narrowed(scenario, reached, entry.name, grid[k], grid[k + 1], bool(answers[k + 1])) for k in changes
    )
    holds = bool(answers[np.searchsorted(grid, value)])
    return BreakEven(entry, value, holds, switches, float(low), float(high))


def _narrowed(scenario: Scenario, reached: Conclusion, name: str, low: float, high: float, holds_above: bool) -> Switch:
    """The switch between two values with different answers, by solving at 31 values between them, again and again."""
    for _ in range(ROUNDS):
        inner = np.unique(np.linspace(low, high, 33))
        answers = truths(scenario, reached, {name: inner})
        k = int(np.flatnonzero(answers == holds_above)[0])
        low, high = float(inner[max(k - 1, 0)]), float(inner[k])
    return Switch((low + high) / 2, low, high, holds_above)


def table(found: Iterable[BreakEven]) -> "pd.DataFrame":
    """One row per assumption: where it stands, the nearest switch, the margin in units and in widths of its range."""
    import pandas as pd

    return pd.DataFrame(
        {
            "assumption": one.entry.name,
            "value": one.value,
            "low": one.entry.low,
            "high": one.entry.high,
            "holds": one.holds,
            "switch": one.nearest.value if one.nearest else float("nan"),
            "margin": one.margin,
            "share_of_range": one.share,
            "inside_range": one.inside,
            "switches": len(one.switches),
        }
        for one in found
    )
