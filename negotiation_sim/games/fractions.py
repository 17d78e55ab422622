"""Payoffs as fractions: those of a game, for what is decided in rational arithmetic, and those that make one."""

from collections.abc import Sequence
from fractions import Fraction
from math import ceil, log10

import numpy as np

from .arrays import Array, Index
from .gains import Exact
from .normal_form import Game

Spelled = Sequence[float | Fraction]
"""Payoffs: floats that stand for what they are written as, and fractions for what else is exact."""


def fractions_of(game: Game) -> Exact:
    """Every payoff as the decimal that it is written as; a computed one to the last digit that rounding leaves certain.

    An array of fractions, of the shape of the payoffs.
    """
    if game.exact is not None:
        return game.exact
    values = game.payoffs.ravel().tolist()
    cells = [0.0] * len(values) if game.rounding is None else game.rounding.cells.ravel().tolist()
    numbers = np.empty(len(values), dtype=object)
    numbers[:] = [_number(value, rounding) for value, rounding in zip(values, cells, strict=True)]
    return numbers.reshape(game.payoffs.shape)


def _number(value: float, rounding: float) -> Fraction:
    if not rounding:
        return Fraction(repr(value))
    unit = Fraction(10) ** ceil(log10(8 * rounding))
    return round(Fraction(value) / unit) * unit


def payoffs_at(spelled: Spelled, places: Index) -> tuple[Array, Exact | None]:
    """The payoffs as floats, and as fractions where two of a player would be one float though they are not equal.

    `places[player, a_0, ..., a_{N-1}]` says which of the spelled numbers each payoff is.
    """
    floats = np.array([float(value) for value in spelled])
    long = {k: value for k, value in enumerate(spelled) if isinstance(value, Fraction)}
    if not any(_collide(floats, long, part) for part in places.reshape(len(places), -1)):
        return floats[places], None
    exact = np.array([long[k] if k in long else Fraction(repr(float(value))) for k, value in enumerate(spelled)])
    return floats[places], exact[places]


def _collide(floats: Array, long: dict[int, Fraction], places: Index) -> bool:
    """Whether one float stands for several numbers among some places."""
    meanings: dict[float, Fraction] = {}
    for k in np.intersect1d(places, list(long)).tolist() if long else ():
        if meanings.setdefault(float(floats[k]), long[k]) != long[k]:
            return True
    short = {float(floats[k]) for k in np.unique(places).tolist() if k not in long} if meanings else set()
    return any(Fraction(repr(value)) != meanings[value] for value in short & meanings.keys())
