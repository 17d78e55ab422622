"""Candidates decided in double precision, from the very payoffs that one game would have."""

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...game.game import Array, tolerances_of
from ...game.linear import LinearGames

Index = npt.NDArray[np.intp]


@dataclass(frozen=True, eq=False)
class Decided:
    """Pairs (draw, profile) that are equilibria, and the draws in which that depends on the tolerance."""

    draw: Index
    profile: Index
    near: Index


def decided(games: LinearGames, values: Array, tolerances: Array, draw: Index, profile: Index) -> Decided:
    """Which candidates are equilibria: nobody gains. A gain that `tolerances` (upper limits) may forgive is left open."""
    near = np.zeros(len(draw), dtype=bool)
    for i in range(len(games.shape)):
        gains = _gains(games, values, i, draw, profile)
        small = gains <= tolerances[draw, i]
        draw, profile, near = draw[small], profile[small], near[small]
        near |= gains[small] > 0
    sure = ~near
    return Decided(draw[sure], profile[sure], np.unique(draw[near]))


def _gains(games: LinearGames, values: Array, i: int, draw: Index, profile: Index) -> Array:
    """How much more the player's best move brings it than its own, shape (candidates,)."""
    m, stride = games.shape[i], int(np.prod(games.shape[i + 1 :]))
    own = profile // stride % m
    line = profile - own * stride + stride * np.arange(m)[:, None]
    payoffs = games.base[i].reshape(-1).take(line)
    for t, coefficients in enumerate(games.coefficients[i].reshape(games.terms, -1)):
        payoffs += coefficients.take(line) * values[draw, i, t]
    gains: Array = payoffs.max(axis=0) - payoffs[own, np.arange(len(own))]
    return gains


def as_one_game(games: LinearGames, values: Array) -> Index:
    """The pure equilibria of one game by the definition, as flat indices."""
    payoffs = games.payoffs(values)
    tolerances = tolerances_of(payoffs, tuple(range(1, payoffs.ndim)))
    mask = np.ones(games.shape, dtype=bool)
    for i, own in enumerate(payoffs):
        mask &= own >= own.max(axis=i, keepdims=True) - tolerances[i]
    return np.flatnonzero(mask)
