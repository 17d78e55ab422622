"""The payoffs of a game as fractions, for what is decided in rational arithmetic."""

from fractions import Fraction
from math import ceil, log10

import numpy as np

from .gains import Exact
from .normal_form import Game


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
