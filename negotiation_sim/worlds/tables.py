"""Scenario -> Game: the rules evaluated on every profile at once.

Each player is an axis of an array; a move is 1 where it is played along its player's axis and has length 1 along all
others, so by broadcasting every outcome and criterion keeps only the axes it depends on. A batch of draws, that is
arrays instead of numbers for some assumptions, is one more axis, last.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from ..case.scenario import Scenario
from ..errors import InputError
from ..games.arrays import Array, Index, Mask
from ..games.labels import check_size
from ..games.normal_form import Game, Profile
from ..language.expression import Expression, evaluate, holds
from .kept import Kept
from .move_tables import move_tables
from .rounded import rounding_of
from .unmoved import RuleName, Unmoved, last_arrays, moved_by

Draws = Mapping[str, Array]


@dataclass(frozen=True, eq=False)
class Tables:
    """Every outcome and criterion of a scenario as an array, with its minimal axes; `values` holds all names.

    `shape` is what the arrays broadcast to: (m_0, ..., m_{N-1}), with a last axis of draws where there are any; or
    (points,) where they were evaluated at single points (see `tables_at`). `totals`: payoffs that are known already.
    """

    scenario: Scenario
    values: Mapping[str, Any]
    criteria: Mapping[str, Mapping[str | None, Any]]
    shape: tuple[int, ...]
    totals: Mapping[str, Array] = field(default_factory=dict)
    _held: dict[int, tuple[Expression, Mask]] = field(default_factory=dict, repr=False)

    def weight(self, player: str, criterion: str | None) -> Any:
        """The weight of a player's criterion; 1 where it has none."""
        name = self.scenario.case.weight(player, criterion)
        return 1.0 if name is None else self.values[name]

    def payoffs(self) -> Array:
        """payoffs[player, *shape]: every player's payoff, C order."""
        check_size(len(self.criteria), self.shape)
        payoffs = np.zeros((len(self.criteria), *self.shape))
        for total, player in zip(payoffs, self.criteria, strict=True):
            self._add(total, player)
        return payoffs

    def payoff(self, player: str) -> Array:
        """One player's payoff, of the tables' `shape`. Raises InputError where the game is too large."""
        check_size(len(self.criteria), self.shape)
        total = np.zeros(self.shape)
        self._add(total, player)
        return total

    def _add(self, total: Array, player: str) -> None:
        if player in self.totals:
            total += self.totals[player]
            return
        with np.errstate(all="ignore"):  # the game refuses what is too large
            for criterion, array in self.criteria[player].items():
                total += self.weight(player, criterion) * array

    def game(self) -> Game:
        """The normal-form game; without draws only."""
        scenario = self.scenario
        if scenario.case.game is not None:
            return scenario.case.game.fixing(scenario.fixes)
        players = scenario.case.players
        strategies = tuple(scenario.strategies(player) for player in players)
        title = f"{scenario.case.title}: {scenario.title}"
        return Game(tuple(players), strategies, self.payoffs(), title, rounding_of(scenario, self.shape))

    def of(self, expression: Expression) -> Any:
        """A condition or any other expression of the case, evaluated on every profile (minimal axes)."""
        return evaluate(expression.node, self.values)

    def holds(self, condition: Expression) -> Mask:
        """Where a condition of the case holds, of the tables' `shape`."""
        if id(condition) not in self._held:  # by its identity: it is held too, so that no other can have it
            self._held[id(condition)] = condition, self._holds(condition)
        return self._held[id(condition)][1]

    def _holds(self, condition: Expression) -> Mask:
        with np.errstate(all="ignore"):
            value = self.of(condition)
        if np.isnan(value).any():
            fault = f"the condition '{condition.text}' is not a finite number at some moves"
            raise InputError(f"{fault}. Check its divisions and powers; if(c, a, b) leaves out what is not reached.")
        return np.broadcast_to(holds(value), self.shape)

    def at(self, array: Any, profile: Profile) -> float:
        """What an array with minimal axes says at one profile."""
        full = np.asarray(array, dtype=float)
        if full.ndim == 0:
            return float(full)
        return float(full[tuple(k if m > 1 else 0 for k, m in zip(profile, full.shape, strict=True))])


def build(scenario: Scenario) -> Game:
    """The normal-form game of a scenario. Players that it fixes stay, with one strategy.

    Raises InputError where a rule gives no finite number or the game is too large.
    """
    return tables(scenario).game()


def tables(scenario: Scenario, draws: Draws | None = None) -> Tables:
    """All outcomes and criteria of a scenario; `draws` gives some assumptions one value per draw, 1-D arrays."""
    shape = scenario_shape(scenario)
    if scenario.case.game is not None:
        return _of_a_game(scenario, scenario.case.game.fixing(scenario.fixes))
    if not draws:
        values = {**move_tables(scenario), **scenario.values}
        return _evaluated(scenario, values, shape, last_arrays(scenario).at(scenario.values))
    values = {**move_tables(scenario, True), **scenario.values, **draws}
    whole = (*shape, len(next(iter(draws.values()))))
    moved = moved_by(scenario.case, draws)
    unmoved = _unmoved.of(scenario.digest, lambda: _at_own_values(scenario)) if moved.few else None
    if unmoved is None or not unmoved.serves(moved):
        return _evaluated(scenario, values, whole)
    made = _evaluated(scenario, values, whole, lambda rule, make: unmoved.array(rule, moved, make))
    return replace(made, totals=unmoved.totals(moved))


def _of_a_game(scenario: Scenario, game: Game) -> Tables:
    """The payoffs that a file gives, each a criterion without weight: there is nothing to evaluate."""
    payoffs: dict[str, dict[str | None, Array]] = {
        player: {None: values} for player, values in zip(game.players, game.payoffs, strict=True)
    }
    return Tables(scenario, move_tables(scenario), payoffs, game.shape)


_unmoved = Kept[Unmoved](4)


def _at_own_values(scenario: Scenario) -> Unmoved:
    values = {**move_tables(scenario, True), **scenario.values}
    made = _evaluated(scenario, values, (*scenario_shape(scenario), 1), check=False)
    arrays: dict[RuleName, Any] = {(None, name): made.values[name] for name in scenario.case.outcomes}
    arrays |= {(player, name): array for player, rules in made.criteria.items() for name, array in rules.items()}
    infinite = frozenset(rule for rule, array in arrays.items() if not np.isfinite(array).all())
    return Unmoved(arrays, infinite, dict(zip(made.criteria, made.payoffs(), strict=True)))


def tables_at(scenario: Scenario, profiles: Index, draws: Draws | None = None, draw: Index | None = None) -> Tables:
    """All outcomes and criteria at single points, arrays of shape (points,): flat indices of profiles, C order.

    `draw` says which draw each point belongs to; where there are no draws the scenario's own values hold at all.
    """
    return _evaluated(scenario, _values_at(scenario, profiles, draws, draw), (len(profiles),))


def held_at(
    scenario: Scenario, condition: Expression, profiles: Index, draws: Draws | None = None, draw: Index | None = None
) -> Mask:
    """Where a condition holds at single points, as `tables_at` has them; no other rule is evaluated."""
    values, needed = _values_at(scenario, profiles, draws, draw), condition.names("outcome")
    for name, outcome in reversed([*scenario.case.outcomes.items()]):  # an outcome names earlier ones only
        needed |= outcome.names("outcome") if name in needed else frozenset()
    outcomes = {name: outcome for name, outcome in scenario.case.outcomes.items() if name in needed}
    with np.errstate(all="ignore"):
        for name, outcome in outcomes.items():
            values[name] = evaluate(outcome.node, values)
            if not np.isfinite(values[name]).all():
                tables_at(scenario, profiles, draws, draw)  # says where
    return Tables(scenario, values, {}, (len(profiles),)).holds(condition)


def _values_at(scenario: Scenario, profiles: Index, draws: Draws | None, draw: Index | None) -> dict[str, Any]:
    """All assumptions and moves at single points, each one number or an array of shape (points,)."""
    values: dict[str, Any] = dict(scenario.values)
    values |= {name: column[draw] for name, column in (draws or {}).items()}
    return values | moves_at(scenario, profiles)


def moves_at(scenario: Scenario, profiles: Index) -> dict[str, Any]:
    """For each `player.strategy` 1 where it is played, else 0, shape (points,); 0 alone where it is not open."""
    moves: dict[str, Any] = {}
    played = np.unravel_index(profiles, scenario_shape(scenario))
    for move, player in zip(played, scenario.case.players.values(), strict=True):
        free = scenario.strategies(player.id)
        for strategy in player.strategies:
            moves[f"{player.id}.{strategy}"] = (move == free.index(strategy)) * 1.0 if strategy in free else 0.0
    return moves


def tables_of_values(scenario: Scenario, values: Mapping[str, Any], shape: tuple[int, ...]) -> Tables:
    """All outcomes and criteria where every assumption and move has these values, arrays that broadcast to `shape`."""
    return _evaluated(scenario, dict(values), shape)


def scenario_shape(scenario: Scenario) -> tuple[int, ...]:
    """How many strategies each player has left in the scenario."""
    return tuple(len(scenario.strategies(player)) for player in scenario.case.players)


def _evaluated(
    scenario: Scenario,
    values: dict[str, Any],
    shape: tuple[int, ...],
    array_of: Callable[[RuleName, Callable[[], Any]], Any] = lambda rule, make: make(),
    check: bool = True,
) -> Tables:
    """All rules from the values of moves and assumptions; `array_of` makes those whose array is not known."""

    def made(rule: RuleName, expression: Expression) -> Any:
        array = evaluate(expression.node, values)
        if check and not np.isfinite(array).all():
            raise _not_finite(scenario, rule, array, shape)
        return array

    def evaluated(rule: RuleName, expression: Expression) -> Any:
        return array_of(rule, lambda: made(rule, expression))

    with np.errstate(all="ignore"):
        for name, expression in scenario.case.outcomes.items():
            values[name] = evaluated((None, name), expression)
        criteria = {
            player: {criterion: evaluated((player, criterion), rule) for criterion, rule in rules.items()}
            for player, rules in scenario.case.payoffs.items()
        }
    return Tables(scenario, values, criteria, shape)


def _not_finite(scenario: Scenario, rule: RuleName, array: Any, shape: tuple[int, ...]) -> InputError:
    player, name = rule
    place = f"outcomes.{name}" if player is None else f"payoffs.{player}.{name or ''}".rstrip(".")
    return InputError(
        f"{scenario.case.name}/game.toml: {place}: is not a finite number in scenario "
        f"'{scenario.name}' ({_where(scenario, array, shape)}). Check its divisions and powers."
    )


def _where(scenario: Scenario, array: Any, shape: tuple[int, ...]) -> str:
    if len(shape) < len(scenario.case.players):
        return "at some moves"
    if np.ndim(array) < len(shape):  # a rule without moves: its only axis, if any, is that of the draws
        return "whatever is played"
    bad = np.argwhere(~np.isfinite(np.atleast_1d(array)))[0]
    moves = [
        f"{player}={scenario.strategies(player)[k]}"
        for player, k, m in zip(scenario.case.players, bad, np.shape(array), strict=False)
        if m > 1
    ]
    return "when " + ", ".join(moves) if moves else "whatever is played"
