"""Payoffs as a file spells them, and as fractions where floats cannot hold apart what is spelled."""

from collections.abc import Sequence
from fractions import Fraction

import numpy as np

from ..games.arrays import Array, Index
from ..games.gains import Exact
from ..games.normal_form import Game

Spelled = Sequence[float | Fraction]
"""What `text.number` makes of a list of payoffs."""


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


def spellings(game: Game) -> Exact:
    """Every payoff as the shortest text that reads back as the same number, of the shape of the payoffs."""
    flat = game.payoffs.ravel().tolist() if game.exact is None else game.exact.ravel()
    texts = map(repr if game.exact is None else str, flat)
    return np.array(list(texts), dtype=object).reshape(game.payoffs.shape)


def written_cells(game: Game) -> Exact:
    """Every payoff as a cell holds it: a number, or a text where no float is that number."""
    return np.array(game.payoffs, dtype=object) if game.exact is None else spellings(game)
