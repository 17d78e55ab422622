"""Two-player games of few strategies: all equilibria of a nondegenerate game, mixed ones included."""

from collections.abc import Sequence
from math import comb

import numpy as np

from ..errors import InputError
from ..games.extreme import extreme_equilibria
from ..games.normal_form import Game, MixedProfile
from .solution import Solution, certify

MAX_STRATEGIES = 12
MAX_SUPPORTS = 13_000
DEGENERATE = (
    "the game is degenerate: at an equilibrium a player has more best replies than the other plays strategies. "
    "There may be infinitely many equilibria; those listed are the extreme ones, and all others are mixtures of them."
)


def mixed_equilibria(game: Game) -> Solution[MixedProfile]:
    """The Nash equilibria, pure or mixed, of a two-player game, by enumeration in rational arithmetic.

    Exact: every one listed is an equilibrium of the payoffs as they are written, and of a nondegenerate game none is
    missing. What is given are the floats nearest to the chances, and the regret of these. A degenerate game may have
    infinitely many equilibria: those listed are then the extreme ones, of which all others are mixtures, and `warnings`
    says so. Time grows with the pairs of supports, so exponentially in the strategies (8 x 8: half a second; 10 x 10
    would take ten), which `too_many` limits.

    Raises InputError for another number of players or too many strategies.
    """
    if len(game.players) != 2:
        raise InputError(
            f"mixed equilibria are computed for two players; this game has {len(game.players)}. "
            "Fix the others, or ask for pure equilibria; quantal response finds one mixed one of any number."
        )
    if why := too_many(game.shape):
        raise InputError(f"mixed equilibria are not computed: {why}. Ask for pure equilibria, or for quantal response.")
    extreme = extreme_equilibria(game)
    profiles = [
        tuple(np.array([float(chance) for chance in part]) for part in equilibrium.profile) for equilibrium in extreme
    ]
    doubts = [DEGENERATE] if any(equilibrium.degenerate for equilibrium in extreme) else []
    return certify(game, profiles, "enumeration of extreme equilibria in rational arithmetic", warnings=doubts)


def too_many(shape: Sequence[int]) -> str:
    """Why the equilibria of a two-player game are too many to enumerate, in words; empty where they are not."""
    if max(shape) > MAX_STRATEGIES:
        return f"they are enumerated up to {MAX_STRATEGIES} strategies a player, and here one has {max(shape)}"
    pairs = comb(sum(shape), shape[0]) - 1  # of supports of one size
    if pairs > MAX_SUPPORTS:
        return f"they are enumerated up to {MAX_SUPPORTS:,} pairs of supports, and here there are {pairs:,}"
    return ""
