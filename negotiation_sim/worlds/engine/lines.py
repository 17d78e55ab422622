"""The payoffs between which a player chooses, every different choice once."""

from dataclasses import dataclass

import numpy as np

from ...games.arrays import Index


@dataclass(frozen=True, eq=False)
class Lines:
    """The payoffs between which a player chooses, the others' moves given: `scalars`, shape (different lines, moves).

    `cell`, shape (profiles,): which scalar, counted in C order, is the player's at every profile (flat, C order).
    """

    player: int
    scalars: Index
    cell: Index


def lines_of(player: int, payoff: Index, shape: tuple[int, ...]) -> Lines | None:
    """A player's lines, from its payoff less what its own move does not change; None where nothing is left.

    `payoff`: scalars, minimal axes; `shape`: that of the game.
    """
    moves = shape[player]
    if payoff.shape[player] == 1:
        return None
    along = np.moveaxis(payoff, player, -1)
    scalars, which = np.unique(along.reshape(-1, moves), axis=0, return_inverse=True)
    cell = which.reshape(*along.shape[:-1], 1) * moves + np.arange(moves)
    return Lines(player, scalars, np.broadcast_to(np.moveaxis(cell, -1, player), shape).reshape(-1))
