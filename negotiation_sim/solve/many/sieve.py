"""What the sieve needs of games that are linear in assumptions: tables of payoff differences, in single precision.

For a player with m strategies, on every line of profiles along which only its own move changes, the differences
d_k = u(k) - u(0), k = 1, ..., m - 1, are again linear. A profile passes where d_k is no more than a margin below the
greatest of 0, d_1, ..., d_{m-1}. Players are tested in turn, those with most strategies first: the first ones on all
profiles, which is a product of matrices, the others only where a profile has passed so far.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...errors import InputError
from ...game.game import ROUNDING, TOLERANCE, Array
from ...game.linear import LinearGames

Single = npt.NDArray[np.float32]
Index = npt.NDArray[np.intp]

EVERYWHERE = 100
"""A player is tested on all profiles as long as no more than one in so many is expected to have failed less."""
LANES = 4
UNIT = float(np.finfo(np.float32).eps) / 2
SMALLEST, LARGEST = 1e-25, 1e30
"""Sizes of payoffs between which single precision neither underflows nor overflows."""


@dataclass(frozen=True, eq=False)
class Test:
    """One player's test, players and profiles in the order of the sieve.

    `differences`, shape (before, after, m - 1, width): on the line that runs along the player's axis between `before`
    and `after`, the coefficients of d_1, ..., d_{m-1} (first the constant one, last zeros up to the width), each
    divided by the largest coefficient of its term, so that none is too large or all too small for single precision.
    """

    player: int
    strategies: int
    differences: Single

    @property
    def lines(self) -> tuple[int, int]:
        return self.differences.shape[0], self.differences.shape[1]


@dataclass(frozen=True, eq=False)
class Sieve:
    """`everywhere` and then `survivors`: the players' tests. `profile[q]`: what the sieve's profile q is in C order."""

    games: LinearGames
    everywhere: tuple[Test, ...]
    survivors: tuple[Test, ...]
    profile: Index
    width: int

    def scales(self, values: Array) -> Single:
        """What the coefficients are multiplied by, shape (draws, players, width): each term's largest size."""
        base, coefficients = self.games.largest
        scales = np.zeros((*values.shape[:2], self.width), dtype=np.float32)
        scales[:, :, 0] = np.minimum(base, LARGEST)  # beyond it no draw is fit
        scales[:, :, 1 : self.games.terms + 1] = coefficients * values
        return scales

    def sizes(self, values: Array) -> Array:
        """What no payoff exceeds, shape (draws, players): the largest base plus the sum of the largest terms."""
        base, coefficients = self.games.largest
        sizes: Array = (base + (np.abs(values) * coefficients).sum(axis=2)) * 1.001
        return sizes

    def margins(self, values: Array) -> tuple[Array, Array]:
        """For each draw and player a limit on the tolerance, and the margin of the sieve; both (draws, players).

        Let s be the size. The tolerance is at most 2 * TOLERANCE * s and a little more. A difference in single
        precision has `width` products and sums of terms that are at most 2s in all, each off by one unit in the last
        place or two for what rounding to single precision does (Higham 2002, section 3.1), whatever the order of
        summation; two differences are compared.
        """
        size = self.sizes(values)
        tolerance = (2 * TOLERANCE + ROUNDING) * size * 1.001
        return tolerance, tolerance + 4 * (self.width + 8) * UNIT * size

    def unfit(self, values: Array) -> Index:
        """The draws whose payoffs are too large or too small for single precision.

        Raises InputError where payoffs would not be finite.
        """
        with np.errstate(over="ignore", invalid="ignore"):
            sizes = self.sizes(values)
        if not np.isfinite(sizes).all():
            raise InputError("values make payoffs that are not finite numbers.")
        return np.flatnonzero(((sizes > LARGEST) | ((sizes < SMALLEST) & (sizes > 0))).any(axis=1))


def sieve(games: LinearGames) -> Sieve:
    """The sieve of games that are linear in assumptions."""
    choosing = sorted((i for i, m in enumerate(games.shape) if m > 1), key=lambda i: -games.shape[i])
    fixed = [i for i, m in enumerate(games.shape) if m == 1]
    order = [*choosing, *fixed]
    width = -(-(games.terms + 1) // LANES) * LANES
    tests = tuple(_tests(games, order, len(choosing), width))
    shape = [games.shape[i] for i in order]
    many = sum(math.prod(shape[:k]) < EVERYWHERE for k in range(len(choosing)))
    profile = np.arange(games.profiles).reshape(games.shape).transpose(order).reshape(-1)
    return Sieve(games, tests[:many], tests[many:], profile, width)


def _tests(games: LinearGames, order: list[int], choosing: int, width: int) -> Iterator[Test]:
    for axis, i in enumerate(order[:choosing]):
        rows = np.concatenate([games.base[i][None], games.coefficients[i]])  # (terms + 1, *shape)
        largest = np.array([games.largest[0][i], *games.largest[1][i]])
        rows /= np.where(largest > 0, largest, 1).reshape(-1, *(1,) * len(order))
        rows = rows.transpose(0, *(1 + j for j in order))
        before, m = math.prod(rows.shape[1 : 1 + axis]), games.shape[i]
        lines = rows.reshape(len(rows), before, m, -1)
        differences = np.zeros((before, lines.shape[3], m - 1, width), dtype=np.float32)
        differences[..., : len(rows)] = (lines[:, :, 1:] - lines[:, :, :1]).transpose(1, 3, 2, 0)
        yield Test(i, m, differences)
