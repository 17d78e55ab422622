"""Scenario -> Game: the rules evaluated on every profile at once.

Each player is an axis of an array; a move is 1 where it is played along its player's axis and has length 1 along all
others, so by broadcasting every outcome and criterion keeps only the axes it depends on. A batch of draws, that is
arrays instead of numbers for some assumptions, is one more axis, last.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from ..case.expression import Expression, evaluate
from ..case.scenario import Scenario
from ..errors import InputError
from .game import Array, Game, Profile, check_size


@dataclass(frozen=True, eq=False)
class Tables:
    """Every outcome and criterion of a scenario as an array, with its minimal axes; `values` holds all names.

    `draws` is the length of the axis of draws, None where there is none.
    """

    scenario: Scenario
    values: Mapping[str, Any]
    criteria: Mapping[str, Mapping[str | None, Any]]
    draws: int | None = None

    def weight(self, player: str, criterion: str | None) -> Any:
        name = self.scenario.case.weight(player, criterion)
        return 1.0 if name is None else self.values[name]

    def payoffs(self) -> Array:
        """payoffs[player, a_0, ..., a_{N-1}], with a last axis of draws where there are any."""
        case = self.scenario.case
        shape = tuple(len(self.scenario.strategies(player)) for player in case.players)
        draws = () if self.draws is None else (self.draws,)
        check_size(len(shape), (*shape, *draws))
        payoffs = np.zeros((len(shape), *shape, *draws))
        for total, (player, criteria) in zip(payoffs, self.criteria.items(), strict=True):
            for criterion, array in criteria.items():
                total += self.weight(player, criterion) * array
        return payoffs

    def game(self) -> Game:
        """The normal-form game; without draws only."""
        scenario = self.scenario
        players = scenario.case.players
        strategies = tuple(scenario.strategies(player) for player in players)
        return Game(tuple(players), strategies, self.payoffs(), f"{scenario.case.title}: {scenario.title}")

    def of(self, expression: Expression) -> Any:
        """A condition or any other expression of the case, evaluated on every profile (minimal axes)."""
        return evaluate(expression.node, self.values)

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


def tables(scenario: Scenario, draws: Mapping[str, npt.ArrayLike] | None = None) -> Tables:
    """All outcomes and criteria of a scenario; `draws` gives some assumptions one value per draw, 1-D arrays."""
    case = scenario.case
    sampled = {name: np.asarray(column, dtype=float) for name, column in (draws or {}).items()}
    length = next((len(column) for column in sampled.values()), None)
    values: dict[str, Any] = {**_moves(scenario, length is not None), **scenario.values, **sampled}
    with np.errstate(all="ignore"):
        for name, expression in case.outcomes.items():
            values[name] = _finite(scenario, f"outcomes.{name}", evaluate(expression.node, values))
        criteria = {
            player: {
                criterion: _finite(scenario, f"payoffs.{player}.{criterion or ''}", evaluate(rule.node, values))
                for criterion, rule in rules.items()
            }
            for player, rules in case.payoffs.items()
        }
    return Tables(scenario, values, criteria, length)


def _moves(scenario: Scenario, batch: bool) -> dict[str, Array]:
    """For each `player.strategy` its 1 or 0 along the player's axis, only over what the player may still choose."""
    players = scenario.case.players.values()
    axes = len(players) + batch
    moves = {}
    for axis, player in enumerate(players):
        free = scenario.strategies(player.id)
        shape = tuple(len(free) if i == axis else 1 for i in range(axes))
        for strategy in player.strategies:
            moves[f"{player.id}.{strategy}"] = np.array([float(own == strategy) for own in free]).reshape(shape)
    return moves


def _finite(scenario: Scenario, place: str, array: Any) -> Any:
    if not np.isfinite(array).all():
        raise InputError(
            f"{scenario.case.name}/game.toml: {place.rstrip('.')}: is not a finite number in scenario "
            f"'{scenario.name}' ({_where(scenario, array)}). Check its divisions and powers."
        )
    return array


def _where(scenario: Scenario, array: Any) -> str:
    bad = np.argwhere(~np.isfinite(np.atleast_1d(array)))[0]
    moves = [
        f"{player}={scenario.strategies(player)[k]}"
        for player, k, m in zip(scenario.case.players, bad, np.shape(array), strict=False)
        if m > 1
    ]
    return "when " + ", ".join(moves) if moves else "whatever is played"
