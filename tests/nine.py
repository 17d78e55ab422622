"""The Kosovo case as the nine of the op-ed see it: those who stand by, held at their defaults, are left out."""

from collections.abc import Iterable

import numpy as np

from negotiation_sim.games.normal_form import Game

NINE = 9


def payoffs_of_nine(game: Game) -> np.ndarray:
    """The payoffs of the first nine players, without the axes of the others, each of which has one move left."""
    assert set(game.shape[NINE:]) <= {1}
    return game.payoffs[:NINE].reshape(NINE, *game.shape[:NINE])


def of_nine(profiles: Iterable[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """What the nine play in each profile."""
    return [profile[:NINE] for profile in profiles]
