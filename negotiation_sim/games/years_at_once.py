"""Players who choose at once by logit: the quantal response equilibrium of every state.

Where several choose in one turn, nobody sees what the others do. Option k of player i has a chance p_i(k) in
proportion to exp(precision * E[w_i | k, p_-i]), the expectation being over what the others choose (McKelvey and Palfrey
1995, Games and Economic Behavior 10). There may be several such equilibria. What is given is the one that is reached
where the precision is raised from 0, at which everybody chooses at random, in steps to its value.
"""

from collections.abc import Sequence

import numpy as np

from ..errors import InputError
from .arrays import Array, Index, Mask

STEPS = 12
"""So many times the precision is raised."""

NEAR = (1e-3, 1e-11)
"""Chances are at rest where no reply moves them by more: on the way, and at the last step."""

ROUNDS = (50, 4000)
"""So many replies at most: at each step on the way, where a rough answer does, and at the last one."""

DAMPING = 0.5
"""How far chances go towards the reply; halved once in a while for states that do not come to rest."""


def at_once(worth: Array, leads: Index, sizes: Sequence[int], precision: Array) -> Array:
    """The chances of the joint options, shape (options, states, draws): the product of each player's.

    `worth[player, state, draw]` is what a state that follows is worth to each who chooses; `leads[option, state]` are
    joint options, the last player's option running fastest, -1 where one of its parts is not open; `sizes` are how many
    options each has, `precision` of shape (draws,). Raises InputError where no equilibrium is reached.
    """
    states, draws = worth.shape[1:]
    grid = leads.reshape(*sizes, states)
    worths = np.where((grid >= 0)[None, ..., None], worth[:, grid], 0.0)
    worths = worths.reshape(len(sizes), *sizes, states * draws)
    shut = [np.repeat(_shut(grid, k), draws, axis=1) for k in range(len(sizes))]
    parts = _equilibrium(worths, shut, np.tile(precision, states))
    joint = np.ones((1, states * draws))
    for part in parts:
        joint = (joint[:, None] * part[None]).reshape(-1, states * draws)
    return joint.reshape(-1, states, draws)


def _shut(grid: Index, player: int) -> Mask:
    """Which options of a player are not open, whatever the others do; shape (options, states)."""
    others = tuple(axis for axis in range(grid.ndim - 1) if axis != player)
    return np.asarray((grid < 0).all(axis=others))


def _equilibrium(worths: Array, shut: Sequence[Mask], precision: Array) -> list[Array]:
    """Everybody's chances at rest, each of shape (options, cases)."""
    parts = [np.where(each, 0.0, 1.0) for each in shut]
    parts = [part / part.sum(axis=0) for part in parts]
    for step in range(1, STEPS + 1):
        left = np.arange(worths.shape[-1])
        last, damping = step == STEPS, DAMPING
        for turn in range(1, ROUNDS[last] + 1):
            here = [part[:, left] for part in parts]
            closed = [each[:, left] for each in shut]
            replies = _replies(worths[..., left], here, closed, precision[left] * step / STEPS)
            gap = np.max([np.abs(a - b).max(axis=0) for a, b in zip(replies, here, strict=True)], axis=0)
            for part, old, new in zip(parts, here, replies, strict=True):
                part[:, left] = old + damping * (new - old)
            left = left[gap > NEAR[last]]
            if not len(left):
                break
            damping = damping / 2 if turn % 300 == 0 else damping
    if len(left):
        raise InputError(
            "players who choose at once come to no rest: each reply moves the others on. Let them choose in turn, or "
            "lower the precision."
        )
    return parts


def _replies(worths: Array, parts: Sequence[Array], shut: Sequence[Mask], precision: Array) -> list[Array]:
    """Everybody's logit reply to the chances of the others."""
    replies = []
    for k, closed in enumerate(shut):
        expected = worths[k]
        for other in reversed(range(len(parts))):  # from the last on: the axes before keep their place
            if other != k:
                weights = parts[other].reshape(-1, *[1] * (expected.ndim - other - 2), parts[other].shape[1])
                expected = (expected * weights).sum(axis=other)
        scaled = np.where(closed, -np.inf, precision * expected)
        weights = np.exp(scaled - scaled.max(axis=0))
        replies.append(weights / weights.sum(axis=0))
    return replies
