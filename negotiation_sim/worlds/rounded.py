"""How far computed payoffs may be from what the rules say: of one world, of each draw, and of all draws at once."""

from collections.abc import Mapping

import numpy as np

from ..case.scenario import Case, Scenario
from ..games.arrays import Array
from ..games.measured import Rounding
from ..language.interval import Interval
from .kept import Kept
from .rule_rounding import PayoffRounding


def rounding_of(scenario: Scenario, shape: tuple[int, ...], draws: Mapping[str, Array] | None = None) -> Rounding:
    """The most by which payoffs of shape (players, *shape) may be off; `draws`, arrays by name, are the last axis."""
    measured = PayoffRounding(scenario, draws or {}, bool(draws))
    return Rounding(most_rounding(scenario, draws), lambda player: np.broadcast_to(measured.of(player), shape))


KEPT = 32
SEEN_BEFORE = 2
"""So many worlds of a case with the same open moves are measured cell by cell before a bound for all is worked out."""


def most_rounding(scenario: Scenario, draws: Mapping[str, Array] | None = None) -> Array:
    """The most by which each player's payoff may be off at any profile, shape (players,); infinite: not known so far.

    With `draws` of some assumptions, arrays by name: in any of them.

    One bound serves all worlds of a case whose assumptions stay within their ranges. It takes as long as two worlds
    measured cell by cell, so it is worked out for the third.
    """
    case = scenario.case
    within = all(entry.low <= scenario.values[name] <= entry.high for name, entry in case.register.items()) and all(
        case.register[name].low <= column.min() and column.max() <= case.register[name].high
        for name, column in (draws or {}).items()
    )
    limits = _limits_of(scenario)
    return limits.of(scenario) if within else limits.unknown


class _Limits:
    """The bound for one case with certain moves open, once it was asked for often enough."""

    def __init__(self, case: Case) -> None:
        self.case, self.unknown = case, np.full(len(case.players), np.inf)
        self.asked, self.known = 0, self.unknown

    def of(self, scenario: Scenario) -> Array:
        self.asked += 1
        if self.asked == SEEN_BEFORE + 1:
            ranges = {name: Interval(entry.low, entry.high) for name, entry in self.case.register.items()}
            most = PayoffRounding(scenario, ranges).greatest()
            self.known = np.where(np.isfinite(most), most, np.inf)
        return self.known


_limits = Kept[_Limits](KEPT)


def _limits_of(scenario: Scenario) -> _Limits:
    """Each is kept with its case, so that no other case can have its identity."""
    case = scenario.case
    key = (id(case), *(scenario.strategies(player) for player in case.players))
    return _limits.of(key, lambda: _Limits(case))
