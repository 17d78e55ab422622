"""All pure Nash equilibria, by the definition, on every profile at once."""

import math
from functools import partial
from typing import Any

import numpy as np
import numpy.typing as npt

from ..games.arrays import Index
from ..games.measured import Measured
from ..games.normal_form import Game, Profile
from .solution import Solution, certify


def pure_equilibria(game: Game) -> Solution[Profile]:
    """Every pure profile at which no player gains by deviating alone (Nash 1951), in lexicographic order.

    A profile a is one if u_i(a) >= u_i(b, a_-i) for every player i and each of its strategies b. Complete: a profile
    not listed is not a pure equilibrium. It does not find mixed equilibria, of which every finite game has at least
    one; a game without a pure equilibrium says so in `reason`. Time grows as players times profiles: under a
    millisecond for nine players and 5,184 profiles.
    """
    flat = surviving(game.measured)
    profiles = [tuple(row) for row in np.stack(np.unravel_index(flat, game.shape), axis=1).tolist()]
    reason = "" if profiles else "no pure equilibrium: at every profile some player gains by deviating alone."
    return certify(game, profiles, "enumeration of all pure profiles", reason=reason)


def surviving(payoffs: Measured) -> Index:
    """The flat (C order) indices of the pure equilibria.

    Players are tested in turn, those with most strategies first, and a profile that fails one player's test is never
    looked at again: on most games all but the first few tests touch a small part of the profiles.
    """
    shape = payoffs.values.shape[1:]
    flat = payoffs.each(lambda part: part.reshape(len(shape), -1))
    first, *others = sorted(range(len(shape)), key=lambda i: -shape[i])
    whole = payoffs.each(lambda part: part.reshape(len(shape), math.prod(shape[:first]), shape[first], -1))
    alive = np.flatnonzero(whole.best_replies(first, axis=1))
    for i in others:
        stride = math.prod(shape[i + 1 :])
        played = alive // stride % shape[i]
        rivals = (alive - played * stride) + stride * np.arange(shape[i])[:, None]  # shape (m_i, alive)
        best = flat.each(partial(_at, player=i, places=rivals), [i]).best_replies(0)
        alive = alive[best[played, np.arange(len(alive))]]
    return alive


def _at(part: npt.NDArray[Any], player: int, places: Index) -> npt.NDArray[Any]:
    """One player's part at some places, as if it were the only one."""
    return np.asarray(part[player].take(places)[None])
