"""Joint deviations: who would move together, strong Nash and coalition-proof Nash equilibria.

A *coalition* is a non-empty set of players. It *improves* on a profile if it has a joint move, the others staying,
that makes every one of its members strictly better off: u_i(b_S, a_-S) > u_i(a) for all i in S. Whoever gains without
moving need not be asked: the players who move in an improvement improve already on their own. So at every other
profile the only coalition to look at is that of the players who move there, and one comparison with every profile
settles all 2^n - 1 coalitions at once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from typing import Any

import numpy as np
import numpy.typing as npt

from ..games.arrays import Array, Index, Mask
from ..games.normal_form import Game, Profile
from .solution import Solution, certify

MAX_STEPS = 500_000_000
"""Coalitions x profiles that coalition-proofness may cost: seconds."""

MAX_PAIRS = 100_000_000
"""Pairs of profiles that coalition-proofness may compare, which only games full of ties come near."""


@dataclass(frozen=True, eq=False)
class JointMove:
    """A coalition's way out of a profile; `changes[i]` is what player i gains by it, in payoff points."""

    coalition: tuple[int, ...]
    profile: Profile
    changes: Array

    @cached_property
    def joint_gain(self) -> float:
        """The sum of the members' gains."""
        return float(self.changes[list(self.coalition)].sum())


def joint_moves(
    game: Game, profile: Profile, open_to: Sequence[Sequence[int]] | None = None, into: Mask | None = None
) -> tuple[JointMove, ...]:
    """Every way out of a profile for the coalitions that can leave it and of which no part can, smallest first.

    Of one coalition the move with the greatest sum of its members' gains comes first. `open_to` lists for each player
    the strategies it may choose (default: all), `into` is 1 at the profiles that count as ways out, shape (m_0, ...,
    m_{N-1}). Nobody is paid for moving, and what others do afterwards is not asked: a joint move need not lead to an
    equilibrium. Time grows as players times profiles: about a millisecond for nine players and 6,144 profiles.
    """
    movers = _movers(game, profile)
    improving = _improving(game, profile, open_to)
    flat = np.flatnonzero(improving if into is None else improving & into)
    smallest = _smallest({int(who) for who in movers.ravel()[flat]})
    ways = []
    for target in flat:
        if (who := int(movers.ravel()[target])) in smallest:
            to = tuple(int(k) for k in np.unravel_index(target, game.shape))
            ways.append(JointMove(members(who), to, game.changes(profile, to)))
    return tuple(sorted(ways, key=lambda move: (len(move.coalition), move.coalition, -_significant(move.joint_gain))))


def _significant(gain: float) -> float:
    """The joint gain to nine digits, so that rounding alone puts no move before another."""
    return float(f"{gain:.8e}")


def members(who: int) -> tuple[int, ...]:
    """The players in a bit set."""
    return tuple(i for i in range(who.bit_length()) if who >> i & 1)


def _smallest(coalitions: set[int]) -> set[int]:
    """The coalitions that contain no other of them."""
    kept: list[int] = []
    for who in sorted(coalitions, key=int.bit_count):
        if not any(part & who == part for part in kept):
            kept.append(who)
    return set(kept)


def _movers(game: Game, profile: Profile) -> Index:
    """For every profile the bit set of the players who play differently there, shape (m_0, ..., m_{N-1})."""
    movers = np.zeros(game.shape, dtype=np.intp)
    for i, played in enumerate(profile):
        movers |= _along(game, i, (np.arange(game.shape[i]) != played).astype(np.intp) << i)
    return movers


def _improving(game: Game, profile: Profile, open_to: Sequence[Sequence[int]] | None = None) -> Mask:
    """The profiles at which everybody who plays differently is better off."""
    mask: Mask = np.ones(game.shape, dtype=bool)
    for i, played in enumerate(profile):
        stays = _along(game, i, np.arange(game.shape[i]) == played)
        gains = game.measured.low[i] > game.measured.high[(i, *profile)]
        if open_to is not None:
            gains &= _along(game, i, np.isin(np.arange(game.shape[i]), open_to[i]))
        mask &= stays | gains
    mask[profile] = False
    return mask


def _along(game: Game, player: int, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
    """One value per strategy of a player, laid along its axis."""
    return values.reshape([-1 if axis == player else 1 for axis in range(len(game.shape))])


def _nash(game: Game) -> list[Profile]:
    mask = game.measured.mutual_best_replies(range(len(game.players)))
    return [tuple(profile) for profile in np.argwhere(mask).tolist()]


def strong_equilibria(game: Game) -> Solution[Profile]:
    """Every pure profile that no coalition improves on by pure moves: strong equilibria in pure strategies.

    Complete over all 2^n - 1 coalitions. Aumann (1959, Contributions to the Theory of Games IV) lets coalitions mix
    jointly, and equilibria be mixed: so a profile found here may fail against a mixed joint move, and where none is
    found a mixed one may be strong, as that of matching pennies is. Most games have none. Time grows as pure equilibria
    x players x profiles: a millisecond for nine players and 6,144 profiles.
    """
    nash = _nash(game)
    strong = [profile for profile in nash if not _improving(game, profile).any()]
    if strong:
        reason = ""
    elif nash:
        where = f"each of the {len(nash)} pure equilibria" if len(nash) > 1 else "the only pure equilibrium"
        reason = f"no strong equilibrium in pure strategies, for on {where} some coalition improves."
    else:
        reason = "no strong equilibrium in pure strategies, for there is no pure equilibrium."
    return certify(game, strong, "every coalition's pure joint moves from every pure equilibrium", reason=reason)


def coalition_proof_equilibria(game: Game) -> Solution[Profile]:
    """Every pure coalition-proof Nash equilibrium (Bernheim, Peleg & Whinston 1987, J. Economic Theory 42, 1-12).

    By recursion on the number of players. Of one player: a best reply. Of several: a profile is *self-enforcing* if,
    for every proper part J of them and the others staying, it is coalition-proof in the game that is left to J; it is
    *coalition-proof* if it is self-enforcing and no other self-enforcing profile makes all of them better off.

    Pure strategies only; a game may have none. Cost: 2^n coalitions x profiles, and the pairs of self-enforcing
    profiles that each coalition has with the others staying. A tenth of a second for nine players and 6,144 profiles;
    on random games of two strategies each ten times as much for every three players more. Above MAX_STEPS or MAX_PAIRS
    the Solution says that nothing was computed (`converged` is False).
    """
    free = [i for i, m in enumerate(game.shape) if m > 1]
    method = "the recursive definition, coalition by coalition"
    steps = 2 ** len(free) * game.profiles
    if steps > MAX_STEPS:
        return _refused(game, method, f"{2 ** len(free):,} coalitions x {game.profiles:,} profiles are too many")
    proof: dict[tuple[int, ...], Mask] = {(i,): game.best_replies(i).ravel() for i in free}
    proof[()] = np.ones(game.profiles, dtype=bool)
    pairs = 0
    for size in range(2, len(free) + 1):
        larger: dict[tuple[int, ...], Mask] = {}
        for who in combinations(free, size):
            enforcing = np.logical_and.reduce([proof[part] for part in combinations(who, size - 1)])
            alive, cell = _by_cell(game, who, enforcing)
            sizes = np.unique(cell, return_counts=True)[1]
            pairs += int((sizes * (sizes - 1) // 2).sum())
            if pairs > MAX_PAIRS:
                return _refused(game, method, f"payoffs tie so often that over {MAX_PAIRS:,} pairs would be compared")
            larger[who] = _undominated(game, who, alive, cell)
        proof = larger
    profiles = [tuple(row) for row in np.argwhere(proof[tuple(free)].reshape(game.shape)).tolist()]
    reason = "" if profiles else "no coalition-proof equilibrium in pure strategies."
    return certify(game, profiles, method, reason=reason)


def _refused(game: Game, method: str, why: str) -> Solution[Profile]:
    reason = f"coalition-proof equilibria were not computed: {why}. Fix some players."
    return certify(game, [], method, reason=reason, converged=False)


def _by_cell(game: Game, who: tuple[int, ...], mask: Mask) -> tuple[Index, Index]:
    """The profiles of a mask as flat indices, and for each the flat index of the others' moves; sorted by these."""
    alive = np.flatnonzero(mask)
    strides = [int(np.prod(game.shape[i + 1 :], dtype=int)) for i in range(len(game.shape))]
    cell = alive - sum(alive // strides[i] % game.shape[i] * strides[i] for i in who)
    order = np.argsort(cell, kind="stable")
    return alive[order], cell[order]


def _undominated(game: Game, who: tuple[int, ...], alive: Index, cell: Index) -> Mask:
    """The profiles of `alive` that no other one of the same cell improves on for all of `who`; flat."""
    flat = game.measured.each(lambda part: part.reshape(len(game.players), -1)[list(who)][:, alive], who)
    low, high = flat.low, flat.high
    beaten = np.zeros(len(alive), dtype=bool)
    for shift in range(1, len(alive)):
        pair = np.flatnonzero(cell[shift:] == cell[:-shift])
        if not len(pair):
            break
        beaten[pair] |= (low[:, pair + shift] > high[:, pair]).all(axis=0)
        beaten[pair + shift] |= (low[:, pair] > high[:, pair + shift]).all(axis=0)
    kept = np.zeros(game.profiles, dtype=bool)
    kept[alive[~beaten]] = True
    return kept
