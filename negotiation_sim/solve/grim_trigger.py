"""How patient players must be for an agreement to hold that is ended for ever by the first breach."""

from ..errors import InputError
from ..games.normal_form import Game, Profile


def critical_discount(game: Game, agreed: Profile, punishment: Profile) -> float:
    """The least discount factor at which grim trigger keeps everybody to `agreed`, a pure profile; 1 or more: none.

    Who breaks the agreement gets its best reply b once and the payoff p of `punishment` for ever after, so that keeping
    to it, a, pays where a / (1 - d) >= b + d p / (1 - d), that is d >= (b - a) / (b - p) (Friedman 1971; of the
    prisoner's dilemma (T - R) / (T - P)). Raises InputError where the punishment is no equilibrium of the game.
    """
    if not game.is_equilibrium(punishment):
        raise InputError("the punishment is no equilibrium of the game, so not all would carry it out. Name one.")
    least = 0.0
    for i, player in enumerate(game.players):
        others = tuple(slice(None) if k == i else move for k, move in enumerate(agreed))
        best = float(game.payoffs[(i, *others)].max())
        kept, punished = game.payoff(agreed)[player], game.payoff(punishment)[player]
        if best > kept:
            least = max(least, (best - kept) / (best - punished) if best > punished else float("inf"))
    return least
