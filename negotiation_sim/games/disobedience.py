"""What players gain by disobeying a mediator, who draws a profile and tells each its own part; or by not listening."""

from fractions import Fraction

import numpy as np

from .arrays import Array, Index
from .gains import Exact
from .measured import MIXED
from .normal_form import Game


def exact_incentives(payoffs: Exact, coarse: bool = False) -> list[list[Fraction]]:
    """The rows of the incentive matrix as fractions, not scaled, those without an entry left out."""
    rows: list[list[Fraction]] = []
    zero = np.full(payoffs.shape[1:], Fraction(0), dtype=object)
    for i, m in enumerate(payoffs.shape[1:]):
        played = np.moveaxis(
            np.broadcast_to(np.arange(m), (*payoffs.shape[1 : i + 1], *payoffs.shape[i + 2 :], m)), -1, i
        )
        for other in range(m):
            gains = payoffs[i].take([other], axis=i) - payoffs[i]
            rows += [list(np.where(played == k, gains, zero).ravel()) for k in range(m) if not coarse and k != other]
            rows += [list(gains.ravel())] if coarse else []
    return [row for row in rows if any(row)]


def disobedience(game: Game, profiles: Index, weights: Array, coarse: bool = False) -> Array:
    """The most each player could gain by disobeying, in payoff points, shape (N,), never negative.

    `profiles[d]` is drawn with chance `weights[d]`. The gain is expected given the recommendation heard; coarse: before
    one is heard. The definition, on the drawn profiles alone. A gain that does not count is 0 where one profile alone
    may be meant; of several it counts above MIXED of what is weighed.
    """
    gains = np.zeros(len(game.players))
    for i, m in enumerate(game.shape):
        heard = np.zeros(len(profiles), dtype=np.intp) if coarse else profiles[:, i]
        for k in np.unique(heard):
            here, chances = profiles[heard == k], weights[heard == k]
            gains[i] = max(gains[i], *(_gain(game, i, here, chances, other) for other in range(m)))
    return gains


def _gain(game: Game, player: int, profiles: Index, weights: Array, other: int) -> float:
    """What the player gains by playing `other` whenever one of these profiles is drawn, given that one is."""
    moved = profiles.copy()
    moved[:, player] = other
    if len(profiles) == 1:
        here, there = tuple(profiles[0].tolist()), tuple(moved[0].tolist())
        return float(game.changes(here, there)[player]) if game.measured.more(player, there, here) else 0.0
    now, then = (game.payoffs[(player, *part.T)] for part in (profiles, moved))
    gain, doubt = float(weights @ (then - now)), MIXED * float(weights @ (np.abs(then) + np.abs(now)))
    if game.rounding is not None:
        cells = (game.rounding.cells[(player, *part.T)] for part in (profiles, moved))
        doubt += float(sum(weights @ part for part in cells))
    return gain / float(weights.sum()) if gain > doubt else 0.0
