"""Which moves are best replies, and from which gain on a deviation counts.

A move of a player is a *best reply* where no other move of its own, all others' moves given, gives it more by its
tolerance. Payoffs are arrays `payoffs[player, a_0, ..., a_{N-1}]`; more axes may follow, as of draws.
"""

from collections.abc import Iterable

import numpy as np

from .arrays import Array, Mask

TOLERANCE = 1e-9
"""A gain counts from this share of the deviating player's payoff range on.

Rounding is far below, opinions far above."""

ROUNDING = 1e-13
"""Share of the player's largest payoff that is added: where all payoffs are equal, only rounding is left to forgive."""


def tolerances_of(payoffs: Array, profiles: tuple[int, ...]) -> Array:
    """The tolerance of each player (and draw, if there is an axis of draws); `profiles` are the axes of profiles."""
    spread = payoffs.max(axis=profiles) - payoffs.min(axis=profiles)
    tolerances: Array = TOLERANCE * spread + ROUNDING * np.abs(payoffs).max(axis=profiles)
    return tolerances


def best_replies(payoffs: Array, axis: int, tolerance: float | Array) -> Mask:
    """Where the moves along `axis` are best replies, of the shape of one player's payoffs.

    `tolerance` is a number, or an array that broadcasts to the payoffs' last axes, as one number for each draw.
    """
    best: Mask = payoffs >= payoffs.max(axis=axis, keepdims=True) - tolerance
    return best


def mutual_best_replies(payoffs: Array, players: Iterable[int], tolerances: Array) -> Mask:
    """Where the moves of all these players are best replies to each other and to the others' moves.

    `tolerances[player]` as in `best_replies`. Of all players these are the pure Nash equilibria (Nash 1951).
    """
    mask: Mask = np.ones(payoffs.shape[1:], dtype=bool)
    for i in players:
        if payoffs.shape[i + 1] > 1:
            mask &= best_replies(payoffs[i], i, tolerances[i])
    return mask
