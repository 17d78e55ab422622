"""Every move as an array along its player's axis, by which rules are evaluated on all profiles at once."""

import numpy as np

from ..case.scenario import Scenario
from ..games.arrays import Array


def move_tables(scenario: Scenario, batch: bool = False) -> dict[str, Array]:
    """For each `player.strategy` its 1 or 0 along the player's axis, only over what the player may still choose."""
    players = scenario.case.players.values()
    axes = len(players) + batch
    moves = {}
    for axis, player in enumerate(players):
        free = scenario.strategies(player.id)
        shape = tuple(len(free) if i == axis else 1 for i in range(axes))
        for strategy in player.strategies:
            moves[f"{player.id}.{strategy}"] = np.array([float(strategy == move) for move in free]).reshape(shape)
    return moves
