"""Expected payoffs of mixed profiles and their derivatives, for many games of one shape at once.

The M = m_0 + ... + m_{N-1} strategies of all players stand in one row, player by player; `offsets[i]` is where player
i's begin. A mixed profile is a row of log-probabilities, and a batch of games has one row each: shape (B, M).
"""

from dataclasses import dataclass
from functools import cached_property
from itertools import combinations
from math import prod

import numpy as np

from .arrays import Array, Index
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
    def _matrices(self) -> Array:
        """payoffs[game, player, joint strategy of the first group, joint strategy of the second]."""
        left, right = self._groups
        games, players = self.payoffs.shape[:2]
        return np.ascontiguousarray(self.payoffs).reshape(games, players, left.size, right.size)

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

    def derivatives(self, logs: Array) -> Array:
        """The payoff of each strategy against each rival strategy, everybody else mixing: shape (B, M, M).

        Entry [game, (i, k), (j, l)] is player i's expected payoff of k when j plays l; 0 where i = j. It is the
        derivative of u_(i, k) with respect to j's probability of l, expected payoffs being multilinear.
        """
        if len(self.shape) == 1:
            return np.zeros((len(logs), *self.rivals.shape))
        left, right = self._groups
        T, cut = self._matrices, len(left.players)
        kept_left, kept_right = left.without_one(logs), right.without_one(logs)
        slopes = np.zeros((len(logs), *self.rivals.shape))
        across = [kept_left[:, left.rows(self, i)] @ T[:, i] for i in left.players]
        slopes[:, : left.end, left.end :] = np.concatenate(across, axis=1) @ kept_right.swapaxes(1, 2)
        across = [T[:, j] @ kept_right[:, right.rows(self, j)].swapaxes(1, 2) for j in right.players]
        slopes[:, left.end :, : left.end] = (kept_left @ np.concatenate(across, axis=2)).swapaxes(1, 2)
        slopes += left.inside((T[:, :cut] @ right.weights(logs)[:, None, :, None])[..., 0], logs)
        slopes += right.inside((left.weights(logs)[:, None, None, :] @ T[:, cut:])[:, :, 0], logs)
        return slopes

    def expected(self, derivatives: Array, probabilities: Array) -> Array:
        """The expected payoff of every strategy, shape (B, M): what the derivatives say, averaged over the rivals."""
        if len(self.shape) == 1:
            return self.payoffs[:, 0]
        sums: Array = (derivatives @ probabilities[..., None])[..., 0]
        return sums / (len(self.shape) - 1)


@dataclass(frozen=True, eq=False)
class _Group:
    """Some players in a row: their joint strategies, C order, and what is summed for pairs of them.

    `plays[k, s]` is 1 where strategy k is played in joint strategy s. For each pair of the group and each s,
    `others[k, pair, s]` is the same without what the pair plays, and `cells` where its derivatives go.
    """

    players: range
    start: int
    end: int
    plays: Array
    first: Index
    second: Index
    others: Array
    cells: Index

    @property
    def size(self) -> int:
        return int(self.plays.shape[1])

    def rows(self, mixed: Mixed, player: int) -> slice:
        return slice(int(mixed.offsets[player]) - self.start, int(mixed.offsets[player + 1]) - self.start)

    def _joint(self, logs: Array) -> Array:
        sums: Array = logs[:, self.start : self.end] @ self.plays
        return sums

    def weights(self, logs: Array) -> Array:
        """The probability of each joint strategy, shape (B, size)."""
        return np.exp(self._joint(logs))

    def without_one(self, logs: Array) -> Array:
        """For each strategy of the group, the joint probability of the others' moves where it is played, else 0."""
        others = self._joint(logs)[:, None, :] - logs[:, self.start : self.end, None]
        return self.plays * np.exp(np.minimum(others, 0.0))

    def inside(self, values: Array, logs: Array) -> Array:
        """The derivatives between two players of the group; `values[game, x, s]` is the x-th's payoff of s."""
        strategies = logs.shape[1]
        if not len(self.first):
            return np.zeros((strategies, strategies))
        within = logs[:, self.start : self.end]
        others = np.exp(within @ self.others.reshape(len(self.others), -1)).reshape(-1, *self.others.shape[1:])
        terms = np.concatenate([values[:, self.first] * others, values[:, self.second] * others], axis=1)
        cells = self.cells + (np.arange(len(logs)) * strategies**2)[:, None, None]
        sums: Array = np.bincount(cells.ravel(), terms.ravel(), len(logs) * strategies**2).astype(float)
        return sums.reshape(len(logs), strategies, strategies)


def _group(mixed: Mixed, players: range) -> _Group:
    shape = [mixed.shape[i] for i in players]
    start, end = int(mixed.offsets[players[0]]), int(mixed.offsets[players[-1] + 1])
    at = np.stack(np.unravel_index(np.arange(prod(shape)), shape)) + mixed.offsets[list(players), None]
    plays = (np.arange(start, end)[:, None] == at[mixed.owner[start:end] - players[0]]).astype(float)
    pairs = np.array(list(combinations(range(len(players)), 2)), dtype=np.intp).reshape(-1, 2)
    first, second = pairs[:, 0], pairs[:, 1]
    member = mixed.owner[start:end, None] - players[0]
    others = plays[:, None, :] * ((member != first) & (member != second))[:, :, None]
    strategies = len(mixed.owner)
    cells = np.concatenate([at[first] * strategies + at[second], at[second] * strategies + at[first]])
    return _Group(players, start, end, plays, first, second, others, cells)
