"""What every name of a rule is worth in the states of the years, and the game of one year there."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from ..case.rounds import Rounds
from ..case.rounds_chances import NEAR
from ..case.scenario import Scenario
from ..errors import InputError
from ..language.expression import Expression, evaluate
from .tables import Draws, Tables, tables_of_values

Values = Mapping[str, Any]
"""By name of a rule its value: a number, or an array of shape (states or 1, draws or 1)."""


def assumed_values(scenario: Scenario, draws: Draws) -> dict[str, Any]:
    """The assumptions of a scenario, some with one value per draw."""
    return {**scenario.values, **{name: column[None] for name, column in draws.items()}}


def known_values(scenario: Scenario, draws: Draws) -> dict[str, Any]:
    """The assumptions, and the moves of all where nobody lets them move: what is known before there are states."""
    players = scenario.case.players
    standing = {f"{player}.{move}": float(move == standing_at(scenario, player)) for player in players
                for move in players[player].strategies}  # fmt: skip
    return {**assumed_values(scenario, draws), **standing}


def decided_values(scenario: Scenario, rounds: Rounds, values: Values) -> dict[str, Any]:
    """The values, with the moves that the state decides."""
    decided = dict(values)
    for player, rules in rounds.moves.items():
        decided |= _decided(scenario, player, rules, decided)
    return decided


def year_tables(scenario: Scenario, rounds: Rounds, values: Values, shape: tuple[int, int]) -> Tables:
    """All rules of the game of one year where the names have these values, with what the state changes in them."""
    changed = {name: evaluate(rule.node, values) for name, rule in values_changed(scenario, rounds).items()}
    return tables_of_values(scenario, {**values, **changed}, shape)


def standing_at(scenario: Scenario, player: str) -> str:
    """What a player does where nobody lets it move: what the scenario fixes, or its first open strategy."""
    return scenario.fixes.get(player) or scenario.open_strategies(player)[0]


def values_changed(scenario: Scenario, rounds: Rounds) -> dict[str, Expression]:
    """The assumptions that the state changes in a scenario: none by what is optional and not remembered."""
    forgotten = {*rounds.optional} - {*scenario.file.remembers}
    return {name: rule for name, rule in rounds.values.items() if not forgotten & {*rule.names()}}


def _decided(
    scenario: Scenario, player: str, rules: Mapping[str, Expression], values: Mapping[str, Any]
) -> dict[str, Any]:
    """The moves of a player that the state decides; where it decides none, what the scenario fixes, or the first."""
    moves: dict[str, Any] = {
        strategy: np.asarray(evaluate(rule.node, values), dtype=float) for strategy, rule in rules.items()
    }
    rest = 1 - sum(moves.values())
    if any((part < -NEAR).any() for part in (rest, *moves.values())):
        raise InputError(
            f"{scenario.case.name}/rounds.toml: moves.{player}: more than one strategy is played at once, or one is "
            "below 0. Let the rules exclude each other."
        )
    standing = standing_at(scenario, player)
    if standing in moves:
        standing = next(s for s in scenario.open_strategies(player) if s not in moves)
    strategies = scenario.case.players[player].strategies
    return {f"{player}.{s}": moves.get(s, rest if s == standing else 0.0) for s in strategies}
