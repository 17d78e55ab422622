"""Which rules of a case some assumptions move, and what all others are meanwhile.

Along one assumption most rules of a case stay as they are: they are evaluated once, and so is the sum of a player's
payoff of which no part moves.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..case.scenario import Case, Scenario
from ..games.arrays import Array
from ..language.expression import Expression
from .kept import Kept

RuleName = tuple[str | None, str | None]
"""A rule of a case: None and an outcome, or a player and its criterion."""


@dataclass(frozen=True)
class Moved:
    """The rules that depend on some assumptions, the players whose payoffs do, and how many rules the case has."""

    rules: frozenset[RuleName]
    players: frozenset[str]
    of: int

    @property
    def few(self) -> bool:
        """Whether it is worth while to keep what does not move: half of the rules or fewer move."""
        return 2 * len(self.rules) <= self.of


@dataclass(frozen=True, eq=False)
class Unmoved:
    """All rules of a scenario at its own values: their arrays, those that are not finite, and every payoff.

    Arrays have their minimal axes and a last axis of length 1, for the draws.
    """

    arrays: Mapping[RuleName, Any]
    infinite: frozenset[RuleName]
    payoffs: Mapping[str, Array]

    def serves(self, moved: Moved) -> bool:
        """Whether all that does not move is finite; where something is not, the place must be looked for."""
        return self.infinite <= moved.rules

    def array(self, rule: RuleName, moved: Moved, make: Callable[[], Any]) -> Any:
        """What a rule gives; made where it moves."""
        return make() if rule in moved.rules else self.arrays[rule]

    def totals(self, moved: Moved) -> dict[str, Array]:
        """The payoffs that do not move, by player."""
        return {player: payoff for player, payoff in self.payoffs.items() if player not in moved.players}


class LastArrays:
    """What each rule of a case with certain moves open gave last, and the values of what it needs, at which it did.

    From one world to a world near it most rules stay as they are. Threads may share it.
    """

    def __init__(self, case: Case) -> None:
        self.needs = needs_of(case)
        self._last: dict[RuleName, tuple[tuple[float, ...], Any]] = {}

    def at(self, values: Mapping[str, float]) -> Callable[[RuleName, Callable[[], Any]], Any]:
        """What gives a rule's array at these values of the assumptions: the last one, or one made anew."""

        def array_of(rule: RuleName, make: Callable[[], Any]) -> Any:
            needed = tuple([values[name] for name in self.needs[rule]])
            last = self._last.get(rule)
            if last is None or last[0] != needed:
                last = self._last[rule] = needed, make()
            return last[1]

        return array_of


_last_arrays = Kept[LastArrays](4)


def last_arrays(scenario: Scenario) -> LastArrays:
    """Those of a scenario's case with the moves that it leaves open; the last few are kept."""
    case = scenario.case
    key = (case.rules, *(scenario.strategies(player) for player in case.players))
    return _last_arrays.of(key, lambda: LastArrays(case))


_moved = Kept[Moved](512)


def moved_by(case: Case, names: Iterable[str]) -> Moved:
    """What moves with the assumptions of these names."""
    moving = frozenset(names)
    return _moved.of((case.rules, moving), lambda: _moved_by(case, moving))


def _moved_by(case: Case, names: frozenset[str]) -> Moved:
    needs = needs_of(case)
    moving = [what for what, needed in needs.items() if not names.isdisjoint(needed)]
    rules = frozenset(what for what in moving if isinstance(what, tuple))
    players = frozenset(what for what in moving if isinstance(what, str))
    return Moved(rules, players, sum(isinstance(what, tuple) for what in needs))


_needs = Kept[Mapping[RuleName | str, tuple[str, ...]]](4)


def needs_of(case: Case) -> Mapping[RuleName | str, tuple[str, ...]]:
    """The assumptions on which each rule, and each player's payoff, depends, itself or through outcomes."""
    return _needs.of(case.rules, lambda: _needed(case))


def _needed(case: Case) -> dict[RuleName | str, tuple[str, ...]]:
    of_outcome: dict[str, frozenset[str]] = {}

    def of(expression: Expression) -> frozenset[str]:
        outcomes = (of_outcome[name] for name in expression.names("outcome"))
        return expression.names("assumption").union(*outcomes)

    for name, outcome in case.outcomes.items():
        of_outcome[name] = of(outcome)
    needs: dict[RuleName | str, frozenset[str]] = {(None, name): names for name, names in of_outcome.items()}
    for player, criteria in case.payoffs.items():
        needs |= {(player, criterion): of(rule) for criterion, rule in criteria.items()}
        weights = (case.weight(player, criterion) for criterion in criteria)
        needs[player] = frozenset(weight for weight in weights if weight is not None).union(
            *(needs[player, criterion] for criterion in criteria)
        )
    return {what: tuple(names) for what, names in needs.items()}
