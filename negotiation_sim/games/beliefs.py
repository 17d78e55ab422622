"""Beliefs at an information set: the chances of its nodes, and which of them make a move the best one there."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import product

from ..errors import InputError
from .rational_programme import greatest
from .tree import Tree
from .tree_play import Moves, payoff_below

MOST_WAYS = 4_096
"""A player who has more ways to go on from one information set is refused."""

Point = tuple[Fraction, ...]


@dataclass(frozen=True)
class Beliefs:
    """A polytope: all chances (nodes,), each 0 or more, that sum to 1 and with rows @ chances >= 0.

    Each row is what the player loses by going on otherwise, by node: shape (ways to go on, nodes).
    """

    nodes: int
    rows: tuple[Point, ...]

    def holds(self, chances: Sequence[Fraction]) -> bool:
        """Whether the chances are among these beliefs."""
        return all(sum(a * b for a, b in zip(row, chances, strict=True)) >= 0 for row in self.rows)

    def most(self, weights: Sequence[Fraction | int]) -> Point | None:
        """The beliefs at which the weighted sum is greatest, exactly; None where there are no such beliefs at all."""
        opposite = [[-value for value in row] for row in self.rows]
        chances = greatest([Fraction(weight) for weight in weights], opposite)
        return None if chances is None else tuple(chances)

    @cached_property
    def empty(self) -> bool:
        """Whether nothing can be believed that makes the move a best one."""
        return any(value < 0 for row in self.rows for value in row) and self.most([0] * self.nodes) is None

    @cached_property
    def ranges(self) -> tuple[tuple[Fraction, Fraction], ...]:
        """The least and the greatest chance of each node; () where the beliefs are empty."""
        ends = []
        for node in range(self.nodes):
            weights = [int(other == node) for other in range(self.nodes)]
            least, most = self.most([-weight for weight in weights]), self.most(weights)
            if least is None or most is None:
                return ()
            ends.append((least[node], most[node]))
        return tuple(ends)


def supporting(tree: Tree, number: int, moves: Moves, below: Sequence[frozenset[int]]) -> Beliefs:
    """The beliefs at an information set under which its player has no better way to go on from there.

    Everybody else plays `moves`, which speaks of the set and of all `below` it; the player may change its move here and
    at all its later sets (sequential rationality as in Mas-Colell, Whinston and Green 1995, definition 9.C.2). Raises
    InputError where there are more than MOST_WAYS that the others let it go.
    """
    player, nodes = tree.sets[number].player, tree.members[number]
    weights = _let_through(tree, nodes, moves, player)
    later = [
        k for k in below[number] if tree.sets[k].player == player and any(node in weights for node in tree.members[k])
    ]
    mine = (number, *sorted(later, key=lambda k: tree.members[k][0]))
    now = [payoff_below(tree, node, moves, player) for node in nodes]
    if len(nodes) == 1:
        lost = now[0] - payoff_below(tree, nodes[0], {**moves, **_best(tree, mine, moves, weights)}, player)
        return Beliefs(1, ((lost,),) if lost < 0 else ())
    if math.prod(len(tree.sets[k].moves) for k in mine) > MOST_WAYS:
        raise InputError(
            f"{tree.players[player]} has more than {MOST_WAYS:,} ways to go on from information set "
            f"{tree.name_of_set(number)}. Ask for an answer that needs no beliefs, or make the tree smaller."
        )
    rows = dict[Point, None]()
    for otherwise in product(*(range(len(tree.sets[k].moves)) for k in mine)):
        changed = {**moves, **dict(zip(mine, otherwise, strict=True))}
        row = tuple(a - payoff_below(tree, node, changed, player) for a, node in zip(now, nodes, strict=True))
        if any(value < 0 for value in row):
            rows[row] = None
    return Beliefs(len(nodes), tuple(rows))


def _let_through(tree: Tree, nodes: Sequence[int], moves: Moves, player: int) -> dict[int, Fraction]:
    """The nodes to which a player can come from these while all others make these moves, each with chance's share."""
    weights, waiting = {}, [(node, Fraction(1)) for node in nodes]
    while waiting:
        node, weight = waiting.pop()
        weights[node] = weight
        here = tree.nodes[node]
        if here.set >= 0 and tree.sets[here.set].player != player:
            waiting.append((tree.children[node][moves[here.set]], weight))
        else:
            shares = [share for _, share in here.chances] or [Fraction(1)] * len(tree.children[node])
            waiting += [
                (child, weight * share) for child, share in zip(tree.children[node], shares, strict=True) if share
            ]
    return weights


def _best(tree: Tree, mine: Sequence[int], moves: Moves, weights: Mapping[int, Fraction]) -> dict[int, int]:
    """The best moves of a player at its information sets from one node on, which `weights` are seen from."""
    best = dict(moves)
    for number in reversed(mine):
        met = [node for node in tree.members[number] if node in weights]
        worth = [
            sum(
                weights[node] * payoff_below(tree, tree.children[node][move], best, tree.sets[number].player)
                for node in met
            )
            for move in range(len(tree.sets[number].moves))
        ]
        best[number] = worth.index(max(worth))
    return {number: best[number] for number in mine}
