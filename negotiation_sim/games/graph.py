"""Conflicts as graphs (Fang, Hipel & Kilgour 1993, Interactive Decision Making, Wiley).

A conflict graph has states 0, ..., S-1 and players 0, ..., N-1. Each player has moves, which lead from a state to
another one, and a ranking of all states. Only the order of the ranks counts. Conventions:

- `moves[i][s, d]` is the state that player i's d-th move leads to from s, -1 where it has no such move; shape (S, m_i);
- `ranks[i, s]`: the higher, the better for i; equal ranks are a tie;
- the states of a game are its profiles in C order, so that state and profile turn into each other by `unravel_index`.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

import numpy as np

from ..errors import InputError, unknown
from .arrays import Array, Index, Mask
from .normal_form import Game

Irreversible = Mapping[str, Collection[tuple[str, str]]]

MAX_STATES = 200_000
"""A graph of more states is refused: it would need gigabytes."""


@dataclass(frozen=True, eq=False)
class ConflictGraph:
    """Who can move where, and who likes what better; see the module's head for the shapes.

    >>> game = Game.from_bimatrix([[3, 0], [5, 1]], [[3, 5], [0, 1]], strategies=[["C", "D"], ["C", "D"]])
    >>> graph = graph_of_game(game)
    >>> graph.states, graph.targets(0, 0), graph.improves(0, 0, 2)
    (('C|C', 'C|D', 'D|C', 'D|D'), (2,), True)
    """

    players: tuple[str, ...]
    states: tuple[str, ...]
    moves: tuple[Index, ...]
    ranks: Index
    title: str = ""

    def __post_init__(self) -> None:
        for array in (*self.moves, self.ranks):
            array.flags.writeable = False

    def state(self, label: str) -> int:
        """The index of a state. Raises InputError for a label that is not known."""
        if label not in self.states:
            raise InputError(unknown("state", label, self.states))
        return self.states.index(label)

    def targets(self, player: int, state: int) -> tuple[int, ...]:
        """The states that the player can move to from a state, in order."""
        return tuple(sorted({int(t) for t in self.moves[player][state] if t >= 0}))

    def improves(self, player: int, state: int, other: int) -> bool:
        """Whether the player likes `other` strictly better than `state`."""
        return bool(self.ranks[player, other] > self.ranks[player, state])

    def improvements(self, player: int) -> Mask:
        """Which of the player's moves lead to a state it likes better, shape as its moves."""
        moves, ranks = self.moves[player], self.ranks[player]
        better: Mask = (moves >= 0) & (ranks[moves] > ranks[:, None])
        return better


def graph_of_game(game: Game, irreversible: Irreversible | None = None) -> ConflictGraph:
    """The profiles of a game as states; a move changes one player's own strategy.

    `irreversible` lists, per player, pairs of strategies (from, to) between which it cannot move. Payoffs of which none
    is more than the other (see measured.py) are a tie. Players with one strategy have no moves and
    are left out of the states' labels. Raises InputError for a game of more than MAX_STATES profiles.
    """
    if game.profiles > MAX_STATES:
        limit = f"at most {MAX_STATES:,} are possible. Fix some players."
        raise InputError(f"a graph of {game.profiles:,} states is too large; {limit}")
    moves = tuple(_own_moves(game, i, (irreversible or {}).get(player, ())) for i, player in enumerate(game.players))
    flat = game.measured.each(lambda part: part.reshape(len(game.players), -1))
    ranks = np.array([_ranked(low, high) for low, high in zip(flat.low, flat.high, strict=True)])
    return ConflictGraph(game.players, _labels(game), moves, ranks, game.title)


def _own_moves(game: Game, player: int, forbidden: Collection[tuple[str, str]]) -> Index:
    """The states that a player's other strategies lead to, shape (S, m_i - 1)."""
    now, count = np.unravel_index(np.arange(game.profiles), game.shape)[player], game.shape[player]
    stride = int(np.prod(game.shape[player + 1 :], dtype=int))
    other = (now[:, None] + np.arange(1, count)) % count
    allowed = np.ones((count, count), dtype=bool)
    strategies = game.strategies[player]
    for left, taken in forbidden:
        if left in strategies and taken in strategies:
            allowed[strategies.index(left), strategies.index(taken)] = False
    moves = np.arange(game.profiles)[:, None] + (other - now[:, None]) * stride
    return np.where(allowed[now[:, None], other], moves, -1)


def _ranked(low: Array, high: Array) -> Index:
    """Ranks from 0 for the lowest payoff; neighbours in order of which none is more than the other share a rank."""
    order = np.argsort(low, kind="stable")
    ranks = np.empty(len(low), dtype=np.intp)
    most = np.maximum.accumulate(high[order])
    ranks[order] = np.concatenate([[0], np.cumsum(low[order][1:] > most[:-1])])
    return ranks


def _labels(game: Game) -> tuple[str, ...]:
    free = [i for i, m in enumerate(game.shape) if m > 1] or list(range(len(game.players)))
    columns = np.unravel_index(np.arange(game.profiles), game.shape)
    named = [[game.strategies[i][k] for k in columns[i].tolist()] for i in free]
    return tuple("|".join(row) for row in zip(*named, strict=True))


def padded(rows: list[list[int]]) -> Index:
    """Rows of different lengths as one array, -1 where a row has no more: shape (rows, longest row)."""
    width = max(map(len, rows), default=0)
    return np.array([[*row, *[-1] * (width - len(row))] for row in rows], dtype=np.intp).reshape(len(rows), width)
