"""Games of one shape whose payoffs are linear in a few assumptions of each player."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..errors import InputError
from .game import Array, Game, check_size


@dataclass(frozen=True, eq=False)
class LinearGames:
    """u_i(a) = base[i, a] + sum over t of coefficients[i, t, a] * values[i, t], the terms added in that order.

    `base`, shape (N, m_0, ..., m_{N-1}), and `coefficients`, shape (N, terms, m_0, ..., m_{N-1}), are what the games
    share; `values`, shape (N, terms), is what makes one of them: for each player the assumptions that scale its terms.

    >>> games = LinearGames(np.zeros((2, 2, 2)), np.arange(8.0).reshape(2, 1, 2, 2))
    >>> games.payoffs(np.array([[1.0], [0.5]])).tolist()
    [[[0.0, 1.0], [2.0, 3.0]], [[2.0, 2.5], [3.0, 3.5]]]
    """

    base: Array
    coefficients: Array

    def __post_init__(self) -> None:
        base, coefficients = (np.array(part, dtype=float, order="C") for part in (self.base, self.coefficients))
        if base.ndim - 1 != len(base) or coefficients.ndim != base.ndim + 1:
            raise InputError(f"base has the shape {base.shape}; it needs one axis for the players and one for each.")
        if coefficients.shape[:1] + coefficients.shape[2:] != base.shape:
            raise InputError(
                f"coefficients have the shape {coefficients.shape}; with this base it must be "
                f"{(len(base), 'terms', *base.shape[1:])}."
            )
        check_size(len(base), base.shape[1:])
        if not (np.isfinite(base).all() and np.isfinite(coefficients).all()):
            raise InputError("base or coefficients hold a value that is not a finite number.")
        for name, part in (("base", base), ("coefficients", coefficients)):
            part.flags.writeable = False
            object.__setattr__(self, name, part)

    @property
    def shape(self) -> tuple[int, ...]:
        """How many strategies each player has."""
        return self.base.shape[1:]

    @property
    def terms(self) -> int:
        return int(self.coefficients.shape[1])

    @property
    def profiles(self) -> int:
        return math.prod(self.shape)

    @cached_property
    def largest(self) -> tuple[Array, Array]:
        """For each player the size of its largest base, shape (N,), and of each coefficient, shape (N, terms)."""
        base, coefficients = (np.abs(part) for part in (self.base, self.coefficients))
        players = len(self.shape)
        return base.reshape(players, -1).max(axis=1), coefficients.reshape(players, self.terms, -1).max(axis=2)

    def payoffs(self, values: Array) -> Array:
        """The payoffs of one game, indexed as those of Game."""
        payoffs = self.base.copy()
        for player, own in enumerate(payoffs):
            for t in range(self.terms):
                own += self.coefficients[player, t] * values[player, t]
        return payoffs

    def game(self, values: Array) -> Game:
        """One of the games, with plain labels."""
        players = tuple(f"player {i + 1}" for i in range(len(self.shape)))
        strategies = tuple(tuple(f"strategy {k + 1}" for k in range(m)) for m in self.shape)
        return Game(players, strategies, self.payoffs(values))

    def checked(self, values: Array) -> Array:
        """Values of many games, shape (count, N, terms), as float64; raises InputError where they do not fit."""
        values = np.asarray(values, dtype=float)
        if values.ndim != 3 or values.shape[1:] != self.coefficients.shape[:2]:
            raise InputError(
                f"values have the shape {values.shape}; these games need ('draws', *{self.coefficients.shape[:2]})."
            )
        return values
