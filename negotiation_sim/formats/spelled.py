"""Payoffs as a file spells them."""

import numpy as np

from ..games.gains import Exact
from ..games.normal_form import Game


def spellings(game: Game) -> Exact:
    """Every payoff as the shortest text that reads back as the same number, of the shape of the payoffs."""
    flat = game.payoffs.ravel().tolist() if game.exact is None else game.exact.ravel()
    texts = map(repr if game.exact is None else str, flat)
    return np.array(list(texts), dtype=object).reshape(game.payoffs.shape)


def written_cells(game: Game) -> Exact:
    """Every payoff as a cell holds it: a number, or a text where no float is that number."""
    return np.array(game.payoffs, dtype=object) if game.exact is None else spellings(game)
