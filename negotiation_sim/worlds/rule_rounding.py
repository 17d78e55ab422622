"""How far rules and payoffs of a case may be off, each measured again only where an assumption that it needs moves.

Along an assumption, and from one world to a world near it, most rules of a case stay as they are.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial, reduce
from typing import Any

import numpy as np

from ..case.scenario import Case, Scenario
from ..games.arrays import Array
from ..language.interval import Interval
from ..language.rounding import Rounded, joined, most, rounded, written
from .kept import Kept
from .move_tables import move_tables
from .unmoved import RuleName, needs_of

CASES = 4
"""For so many cases, with certain moves open, what was measured last is kept."""


class PayoffRounding:
    """The most by which each player's payoff may be off, minimal axes; with `batch` arrays have a last axis of draws.

    `changed` has a number, an array or an interval for some assumptions; all others have the scenario's own values.
    With intervals the bounds hold for all that lies in them. Infinite, or no number, where nothing is known. Each rule
    is measured when a player is first asked for whom it matters.
    """

    def __init__(self, scenario: Scenario, changed: Mapping[str, Any], batch: bool = False) -> None:
        case = scenario.case
        key = (id(case), batch, *(scenario.strategies(player) for player in case.players))
        self._rules = _rules.of(key, lambda: _Rules(case))
        self._names = _Written({**move_tables(scenario, batch), **scenario.values, **changed}, self._rules)
        self._players = tuple(case.payoffs)

    def of(self, player: int) -> Any:
        """The most by which the payoff of one player, by its number, may be off."""
        with np.errstate(all="ignore"):
            return self._rules.payoff(self._players[player], self._names)

    def greatest(self) -> Array:
        """The most by which each player's payoff may be off at any profile, in any draw, shape (players,)."""
        return np.array([float(np.max(self.of(player))) for player in range(len(self._players))])

    def rule_by_rule(self) -> Array:
        """No less than `greatest`, without looking at all profiles: what each rule is off by at most, added up.

        Shape (players,). Of numbers and intervals only.
        """
        with np.errstate(all="ignore"):
            return np.array([self._rules.greatest(player, self._names) for player in self._players])


class _Written(dict[str, Rounded]):
    """Moves and assumptions as they are written, and outcomes as they are computed, each when it is first used."""

    def __init__(self, values: Mapping[str, Any], rules: "_Rules") -> None:
        super().__init__()
        self.values_of, self.rules = values, rules

    def __missing__(self, name: str) -> Rounded:
        if name in self.rules.case.outcomes:
            self[name] = self.rules.outcome(name, self)
            return self[name]
        value = self.values_of[name]
        if isinstance(value, Interval):
            ends = written(value.low), written(value.high)
            self[name] = Rounded(value, np.maximum(ends[0].error, ends[1].error))
        else:
            self[name] = written(value)
        return self[name]


class _Rules:
    """The rules of a case with certain moves open, and the last rounding of each with the values it was measured at.

    Each is kept with its case, so that no other case can have its identity. Threads may share it.
    """

    def __init__(self, case: Case) -> None:
        self.case, self.needs = case, needs_of(case)
        self._last: dict[tuple[RuleName | str, str], tuple[tuple[float, ...], Any]] = {}

    def outcome(self, name: str, names: _Written) -> Rounded:
        """An outcome with its rounding where moves and assumptions are these."""
        node = self.case.outcomes[name].node
        measured: Rounded = self._measured((None, name), names, partial(rounded, node, names))
        return measured

    def payoff(self, player: str, names: _Written) -> Any:
        """The most by which a player's payoff may be off where moves and assumptions are these."""
        return self._measured(player, names, partial(self._payoff, player, names))

    def greatest(self, player: str, names: _Written) -> float:
        """The same at whatever profile it is the most, or more than that."""
        most_of_all: float = self._measured(player, names, partial(self._greatest, player, names), "greatest")
        return most_of_all

    def _terms(self, player: str, names: _Written) -> Iterator[Rounded]:
        for criterion, rule in self.case.payoffs[player].items():
            weigher = self.case.weight(player, criterion)
            weight = Rounded(1.0) if weigher is None else names[weigher]
            measured = self._measured((player, criterion), names, partial(rounded, rule.node, names))
            yield joined("*", weight, measured)

    def _payoff(self, player: str, names: _Written) -> Any:
        return reduce(partial(joined, "+"), self._terms(player, names), Rounded(0.0)).error

    def _greatest(self, player: str, names: _Written) -> float:
        total = Rounded(0.0)
        for term in self._terms(player, names):
            size = float(np.max(most(term.value)))
            total = joined("+", total, Rounded(Interval(-size, size), float(np.max(term.error))))
        return float(total.error)

    def _measured(self, what: RuleName | str, names: _Written, measure: Callable[[], Any], kind: str = "") -> Any:
        """A rule or a player's payoff: as it was measured last, if all that it needs has the same values."""
        at = tuple([names.values_of[name] for name in self.needs[what]])
        if not all(isinstance(value, float | int) for value in at):
            return measure()
        last = self._last.get((what, kind))
        if last is None or last[0] != at:
            last = self._last[what, kind] = at, measure()
        return last[1]


_rules = Kept[_Rules](CASES)
