"""Two-player games through nashpy: the equilibria of a nondegenerate game, mixed ones included."""

import warnings
from collections.abc import Iterable, Iterator, Sequence
from math import comb

import numpy as np

from ..errors import InputError
from ..games.arrays import Array
from ..games.normal_form import Game, MixedProfile
from .solution import Solution, certify

MAX_STRATEGIES = 12
MAX_SUPPORTS = 13_000
DEGENERATE = (
    "the game is degenerate: at an equilibrium a player has more best replies than the other plays strategies. "
    "There may be infinitely many equilibria; those listed need not be all."
)


def mixed_equilibria(game: Game) -> Solution[MixedProfile]:
    """The Nash equilibria, pure or mixed, of a two-player game, by support enumeration.

    Nashpy's `support_enumeration` (algorithm 3.4 of Nisan, Roughgarden, Tardos and Vazirani 2007) finds all equilibria
    of a nondegenerate game, but drops one whose zero comes out as -1e-17; so its `vertex_enumeration` (algorithm 3.5)
    is run too and what it adds is kept. Every profile's regret is checked. A degenerate game may have infinitely many
    equilibria: then some are missing, and `warnings` says so. Time grows with the pairs of supports, so exponentially
    in the strategies (8 x 8: 4 s; 10 x 10 would take 3 minutes), which `too_many` limits.

    Raises InputError for another number of players or too many strategies.
    """
    if len(game.players) != 2:
        raise InputError(
            f"mixed equilibria are computed for two players; this game has {len(game.players)}. "
            "Fix the others, or ask for pure equilibria; quantal response finds one mixed one of any number."
        )
    if why := too_many(game.shape):
        raise InputError(f"mixed equilibria are not computed: {why}. Ask for pure equilibria, or for quantal response.")
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        by_support, by_vertex = list(_by_support(game)), list(_by_vertex(game))
    profiles = _distinct(game, [*by_support, *by_vertex])
    doubts = [" ".join(str(warning.message).split()) for warning in caught] if len(profiles) % 2 == 0 else []
    if any(_degenerate_at(game, profile) for profile in profiles):
        doubts = [DEGENERATE]
    return certify(game, profiles, "support enumeration (nashpy)", warnings=dict.fromkeys(doubts))


def too_many(shape: Sequence[int]) -> str:
    """Why the equilibria of a two-player game are too many to enumerate, in words; empty where they are not."""
    if max(shape) > MAX_STRATEGIES:
        return f"they are enumerated up to {MAX_STRATEGIES} strategies a player, and here one has {max(shape)}"
    pairs = comb(sum(shape), shape[0]) - 1  # of supports of one size
    if pairs > MAX_SUPPORTS:
        return f"they are enumerated up to {MAX_SUPPORTS:,} pairs of supports, and here there are {pairs:,}"
    return ""


def _by_support(game: Game) -> Iterator[MixedProfile]:
    import nashpy

    yield from nashpy.Game(game.payoffs[0], game.payoffs[1]).support_enumeration()


def _by_vertex(game: Game) -> Iterator[MixedProfile]:
    import nashpy
    from scipy.spatial import QhullError

    if min(game.shape) > 1:
        positive = [1.0 + (values - values.min()) / (np.ptp(values) or 1.0) for values in game.payoffs]
        try:
            yield from nashpy.Game(*positive).vertex_enumeration()
        except QhullError:  # a flat polytope: a degenerate game, which support enumeration has gone through already
            return


def _distinct(game: Game, profiles: Iterable[MixedProfile]) -> list[MixedProfile]:
    """Each equilibrium once, cleaned of rounding; a vertex that is none (vertex enumeration may err) is dropped."""
    kept: list[MixedProfile] = []
    for row, column in profiles:
        if not (np.isfinite(row).all() and np.isfinite(column).all()):
            continue
        profile = (_distribution(row), _distribution(column))
        known = any(all(np.allclose(a, b, atol=1e-8) for a, b in zip(profile, other, strict=True)) for other in kept)
        if not known and game.is_equilibrium(profile):
            kept.append(profile)
    return kept


def _distribution(part: Array) -> Array:
    weights = np.where(np.abs(part) < 1e-12, 0.0, part)
    return np.asarray(weights / weights.sum(), dtype=float)


def _degenerate_at(game: Game, profile: MixedProfile) -> bool:
    """Whether a player has more pure best replies than the other's strategy has in its support."""
    supports = [int((part > 0).sum()) for part in profile]
    return any(len(game.best_responses(i, profile)) > supports[1 - i] for i in (0, 1))
