"""Expected payoffs of mixed profiles and their derivatives, for many games of one shape at once.

The M = m_0 + ... + m_{N-1} strategies of all players stand in one row, player by player; `offsets[i]` is where player
i's begin. A mixed profile is a row of log-probabilities, and a batch of games has one row each: shape (B, M).
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import prod
from typing import NamedTuple

import numpy as np

from .arrays import Array, Index, Mask
from .normal_form import MixedProfile


@dataclass(frozen=True, eq=False)
class Mixed:
    """Games of one shape, `payoffs[game, player, a_0, ..., a_{N-1}]`, ready to be contracted.

    The players are cut into two groups, whose joint strategies number about equally many, L and R. With the groups'
    weights a payoff tensor is an L x R matrix, and all that is sought are products with it: about M L R operations for
    all derivatives, instead of N^2 L R. Log-probabilities make leaving a player out of a product a subtraction, safe
    where a probability is too small for a number.
    """

    payoffs: Array

    @cached_property
    def shape(self) -> tuple[int, ...]:
        """How many strategies each player has."""
        return self.payoffs.shape[2:]

    @cached_property
    def offsets(self) -> Index:
        """Where each player's strategies begin, and the end: shape (N + 1,)."""
        return np.concatenate([[0], np.cumsum(self.shape)]).astype(np.intp)

    @cached_property
    def owner(self) -> Index:
        """The player of each strategy, shape (M,)."""
        return np.repeat(np.arange(len(self.shape)), self.shape)

    @cached_property
    def each(self) -> Index:
        """The place of every strategy in the row, shape (M,)."""
        return np.arange(len(self.owner))

    @cached_property
    def rivals(self) -> Array:
        """1 where two strategies belong to different players, shape (M, M)."""
        different: Array = (self.owner[:, None] != self.owner).astype(float)
        return different

    @cached_property
    def centring(self) -> Array:
        """The matrix that takes from each player's entries their mean, shape (M, M)."""
        means: Array = (1.0 - self.rivals) / np.asarray(self.shape)[self.owner][:, None]
        return np.eye(len(self.owner)) - means

    @cached_property
    def _groups(self) -> tuple["_Group", "_Group"]:
        players = len(self.shape)
        cut = min(range(1, players), key=lambda c: max(prod(self.shape[:c]), prod(self.shape[c:])))
        return _group(self, range(cut)), _group(self, range(cut, players))

    @cached_property
    def _matrices(self) -> tuple[Array, Array]:
        """Each group's payoffs[game, player of the group, joint strategy of the group, joint strategy of the other]."""
        left, right = self._groups
        games, players = self.payoffs.shape[:2]
        whole = self.payoffs.reshape(games, players, left.size, right.size)
        cut = len(left.real)
        return np.ascontiguousarray(whole[:, :cut]), np.ascontiguousarray(whole[:, cut:].swapaxes(2, 3))

    @cached_property
    def _cells(self) -> Index:
        """Where each of the M x M derivatives stands in what `_half` gives for both groups; -1, the zero at the end,
        where both strategies are one player's."""
        left, right = self._groups
        cells, at = np.empty(self.rivals.shape, dtype=np.intp), 0
        for half, other in ((left, right), (right, left)):
            cells[half.rows, other.rows] = at + half.padded[:, None] * other.real.size + other.padded
            at += half.real.size * other.real.size
            cells[half.rows, half.rows] = at + half.cells
            at += 2 * half.together.shape[0] * half.together.shape[2]
        return np.where(self.rivals > 0, cells, -1).ravel()

    def some(self, which: Index) -> "Mixed":
        """These games of the batch alone."""
        return self if len(which) == len(self.payoffs) else Mixed(self.payoffs[which])

    def log_softmax(self, logits: Array) -> Array:
        """Log-probabilities proportional to exp(logits), player by player. Shape (B, M)."""
        starts = self.offsets[:-1]
        shifted = logits - np.maximum.reduceat(logits, starts, axis=1)[:, self.owner]
        return shifted - np.log(np.add.reduceat(np.exp(shifted), starts, axis=1))[:, self.owner]

    def parts(self, row: Array) -> MixedProfile:
        """One game's row of probabilities, player by player."""
        return tuple(row[a:b] for a, b in zip(self.offsets, self.offsets[1:], strict=False))

    def values(self, logs: Array) -> Array:
        """The expected payoff of every strategy, shape (B, M), for less than the derivatives cost."""
        if len(self.shape) == 1:
            return self.payoffs[:, 0]
        chances = [group.chances(logs) for group in self._groups]
        parts = []
        for group, payoffs, half, other in zip(self._groups, self._matrices, chances, reversed(chances), strict=True):
            joint = (payoffs.reshape(len(logs), -1, payoffs.shape[3]) @ other.all[:, :, None]).reshape(
                payoffs.shape[:3]
            )
            parts.append((half.kept @ joint[..., None])[:, group.real, 0])
        return np.concatenate(parts, axis=1)

    def derivatives(self, logs: Array) -> Array:
        """The payoff of each strategy against each rival strategy, everybody else mixing: shape (B, M, M).

        Entry [game, (i, k), (j, l)] is player i's expected payoff of k when j plays l; 0 where i = j. It is the
        derivative of u_(i, k) with respect to j's probability of l, expected payoffs being multilinear.
        """
        if len(self.shape) == 1:
            return np.zeros((len(logs), *self.rivals.shape))
        left, right = self._groups
        chances = left.chances(logs), right.chances(logs)
        halves = self._half(0, *chances), self._half(1, *reversed(chances))
        entries = np.concatenate([*halves[0], *halves[1], np.zeros((len(logs), 1))], axis=1)
        return entries[:, self._cells].reshape(len(logs), *self.rivals.shape)

    def _half(self, side: int, half: "_Chances", other: "_Chances") -> tuple[Array, ...]:
        """The derivatives of a group's payoffs, first against the other group's strategies, then within each pair."""
        group, payoffs = self._groups[side], self._matrices[side]
        games, players = payoffs.shape[:2]
        rows = (half.kept @ payoffs).reshape(games, -1, payoffs.shape[3])
        across = rows @ other.kept.reshape(games, -1, payoffs.shape[3]).swapaxes(1, 2)
        values = (payoffs.reshape(games, -1, payoffs.shape[3]) @ other.all[:, :, None]).reshape(games, players, -1)
        within = (values[:, group.pairs] * half.others[:, :, None]) @ group.together
        return across.reshape(games, -1), within.reshape(games, 2 * len(group.pairs) * group.real.shape[1] ** 2)

    def expected(self, derivatives: Array, probabilities: Array) -> Array:
        """The expected payoff of every strategy, shape (B, M): what the derivatives say, averaged over the rivals."""
        if len(self.shape) == 1:
            return self.payoffs[:, 0]
        sums: Array = (derivatives @ probabilities[..., None])[..., 0]
        return sums / (len(self.shape) - 1)


class _Chances(NamedTuple):
    """Of each joint strategy s of a group: its chance `all[game, s]`; `kept[game, i, k, s]`, the chance of the others'
    moves where i plays k, else 0; `others[game, pair, s]`, the chance of the moves of all but a pair."""

    all: Array
    kept: Array
    others: Array


@dataclass(frozen=True, eq=False)
class _Group:
    """Some players in a row, whose strategies are `rows` of all; their joint strategies, C order; and what is summed.

    `real[i, k]` is whether the i-th player has a strategy k, everybody being given as many as the one with most;
    `plays[i, k, s]` is 1 where i plays k in joint strategy s. `sums` adds up log-probabilities: for each joint
    strategy of all players, of all but one, and of all but each of the `pairs`. `together[pair, s, (k, l)]` is 1 where
    the pair plays k and l in s.
    """

    rows: slice
    real: Mask
    plays: Array
    pairs: Index
    sums: Array
    together: Array

    @property
    def size(self) -> int:
        return int(self.plays.shape[2])

    @property
    def padded(self) -> Index:
        """The place of each strategy in a row where everybody has as many."""
        return np.flatnonzero(self.real)

    @property
    def cells(self) -> Index:
        """Where the derivative between two strategies stands in values[pair, whose payoffs, first's, second's]."""
        player, move = np.nonzero(self.real)
        most = self.real.shape[1]
        pair = np.zeros((len(self.real), len(self.real)), dtype=np.intp)
        pair[tuple(self.pairs.T)] = np.arange(len(self.pairs))
        pair += pair.T
        first, second = move[:, None] * most + move, most**2 + move * most + move[:, None]
        cells: Index = 2 * most**2 * pair[player[:, None], player] + np.where(player[:, None] < player, first, second)
        return cells

    def chances(self, logs: Array) -> _Chances:
        chances = np.exp(logs[:, self.rows] @ self.sums).reshape(len(logs), -1, self.size)
        members = len(self.real)
        kept = self.plays * chances[:, 1 : members + 1, None, :]
        return _Chances(chances[:, 0], kept, chances[:, members + 1 :])


def _group(mixed: Mixed, players: range) -> _Group:
    shape = np.array([mixed.shape[i] for i in players])
    moves, everyone = np.arange(shape.max()), np.arange(len(players))
    real = moves < shape[:, None]
    at = np.stack(np.unravel_index(np.arange(prod(shape)), shape))
    plays = (at[:, None, :] == moves[:, None]).astype(float)
    pairs = np.array(list(combinations(range(len(players)), 2)), dtype=np.intp).reshape(-1, 2)
    first, second = pairs[:, 0], pairs[:, 1]
    player = np.repeat(everyone, shape)[:, None]
    left_out = [np.zeros((len(player), 1), dtype=bool), player == everyone, (player == first) | (player == second)]
    counted = ~np.concatenate(left_out, axis=1)
    sums = counted[:, :, None] * plays[real][:, None, :]
    together = plays[first].swapaxes(1, 2)[..., None] * plays[second].swapaxes(1, 2)[:, :, None]
    flat = together.reshape(len(pairs), at.shape[1], moves.size**2)
    rows = slice(int(mixed.offsets[players[0]]), int(mixed.offsets[players[-1] + 1]))
    return _Group(rows, real, plays, pairs, sums.reshape(len(player), -1), flat)
