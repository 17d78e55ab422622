"""What a player gains by deviating alone, and whether it counts; pure profiles are tuples of ints, mixed of arrays."""

from typing import Any, TypeGuard

import numpy as np
import numpy.typing as npt

from .arrays import Array, Index, Mask
from .measured import MIXED, Measured

Profile = tuple[int, ...]
MixedProfile = tuple[Array, ...]
AnyProfile = tuple[int | Array, ...]

Exact = npt.NDArray[Any]
"""Payoffs as fractions, of the shape of the payoffs."""

LEAST = 5e-324
"""The smallest float above 0: what a gain is shown as that no float can hold."""


def is_pure(part: int | Array) -> TypeGuard[int]:
    """Whether a player's part of a profile is one strategy, and no distribution."""
    return isinstance(part, int | np.integer)


def plain(profile: AnyProfile) -> AnyProfile:
    """The profile with every distribution that plays one strategy alone as that strategy."""
    return tuple(
        part if is_pure(part) else int(np.argmax(part)) if np.count_nonzero(part) == 1 and np.max(part) == 1 else part
        for part in profile
    )


def against(values: npt.NDArray[Any], player: int, profile: AnyProfile) -> npt.NDArray[Any]:
    """One player's `values`, shape (m_0, ..., m_{N-1}), for each of its strategies when the others play their part.

    Where somebody mixes the values are averaged. Shape (m_i,).
    """
    values = values[tuple(part if is_pure(part) and i != player else slice(None) for i, part in enumerate(profile))]
    mixed = [(i, part) for i, part in enumerate(profile) if i == player or not is_pure(part)]
    for axis, (other, part) in reversed(list(enumerate(mixed))):
        if other != player:
            values = np.tensordot(values, np.asarray(part), axes=(axis, 0))
    return values


def expected(values: Array, part: int | Array) -> float:
    """A player's payoff where it plays a strategy or a distribution; `values` are those of each strategy."""
    return float(values[part] if is_pure(part) else values @ np.asarray(part))


def line_of(player: int, profile: AnyProfile) -> tuple[Any, ...]:
    """The index of a player's payoffs on the line of profiles along which it alone deviates; the others play purely."""
    return (player, *(slice(None) if i == player else part for i, part in enumerate(profile)))


def best_moves(payoffs: Measured, player: int, profile: AnyProfile) -> Mask:
    """Which strategies of a player are best responses to the others' part of a profile, shape (m_i,)."""
    profile = plain(profile)
    if _others_are_pure(player, profile):
        line = line_of(player, profile)
        return payoffs.each(lambda part: part[line][None], [player]).best_replies(0)
    values = against(payoffs.values[player], player, profile)
    doubts = _doubts(payoffs, player, profile)
    kept: Mask = values + doubts >= (values - doubts).max()
    return kept


def gain(payoffs: Measured, exact: Exact | None, player: int, profile: AnyProfile) -> tuple[float, float]:
    """The most that a player could gain by deviating alone, never negative, and the most that does not count.

    Where all others play purely a gain that does not count is 0: only what is more is a gain.
    """
    profile = plain(profile)
    values = against(payoffs.values[player], player, profile)
    if not _others_are_pure(player, profile):
        missed = max(0.0, float(values.max()) - expected(values, profile[player]))
        doubts = _doubts(payoffs, player, profile)
        return missed, float(doubts[int(values.argmax())]) + expected(doubts, profile[player])
    part = profile[player]
    played = np.array([part]) if is_pure(part) else np.flatnonzero(part)
    if best_moves(payoffs, player, profile)[played].all():
        return 0.0, 0.0
    line = line_of(player, profile)
    best = int((values if exact is None else exact[line]).argmax())
    lost = _lost(values if exact is None else exact[line], best, played)
    weights = np.ones(1) if is_pure(part) else np.asarray(part)[played]
    return max(LEAST, float(lost @ weights)), 0.0


def _lost(values: npt.NDArray[Any], best: int, played: Index) -> Array:
    return np.array([float(values[best] - values[k]) for k in played])


def _others_are_pure(player: int, profile: AnyProfile) -> bool:
    return all(is_pure(part) for i, part in enumerate(profile) if i != player)


def _doubts(payoffs: Measured, player: int, profile: AnyProfile) -> Array:
    """The most that rounding can make of each strategy's payoff where others mix, shape (m_i,)."""
    doubts = MIXED * against(np.abs(payoffs.values[player]), player, profile)
    if payoffs.rounding is not None:
        doubts = doubts + against(payoffs.rounding.cells[player], player, profile)
    return np.asarray(doubts, dtype=float)


def doubt(payoffs: Measured, player: int, profile: AnyProfile) -> float:
    """The most by which a player's payoff, or expected payoff, at a profile may be off."""
    profile = plain(profile)
    if is_pure(profile[player]) and _others_are_pure(player, profile):
        return 0.0 if payoffs.rounding is None else float(payoffs.rounding.cells[(player, *profile)])
    return expected(_doubts(payoffs, player, profile), profile[player])


def pure_gains(payoffs: Measured, exact: Exact | None, profiles: Index) -> Array:
    """What each player could gain by deviating alone at each of many pure profiles, both of shape (profiles, N).

    The same as `gain` for each; a gain that does not count is 0.
    """
    gains = np.zeros(profiles.shape)
    for i in range(profiles.shape[1]):
        best = payoffs.best_replies(i)[tuple(profiles.T)]
        for row in np.flatnonzero(~best):
            gains[row, i] = gain(payoffs, exact, i, tuple(profiles[row].tolist()))[0]
    return gains
