"""What pure play leads to in a tree: how likely each node is, and what everybody expects from each node on."""

from collections.abc import Mapping, Sequence
from fractions import Fraction

from .tree import Tree

Moves = Mapping[int, int]
"""A move in each information set that it speaks of."""


def reach_from(tree: Tree, root: int, moves: Moves) -> dict[int, Fraction]:
    """The nodes that are reached from a node where everybody makes these moves, each with its chance, all above 0."""
    reached, waiting = {}, [(root, Fraction(1))]
    while waiting:
        node, chance = waiting.pop()
        reached[node] = chance
        here = tree.nodes[node]
        if here.set >= 0:
            waiting.append((tree.children[node][moves[here.set]], chance))
        else:
            below = zip(here.chances, tree.children[node], strict=True)
            waiting += [(child, chance * drawn) for (_, drawn), child in below if drawn]
    return reached


def sets_below(tree: Tree) -> tuple[frozenset[int], ...]:
    """For each information set the sets that can still be met once one of its nodes is left."""
    below: list[set[int]] = [set() for _ in tree.nodes]  # met at a node or below it
    for node in reversed(range(len(tree.nodes))):
        for child in tree.children[node]:
            below[node] |= below[child]
        if tree.nodes[node].set >= 0:
            below[node].add(tree.nodes[node].set)
    children = ((child for node in nodes for child in tree.children[node]) for nodes in tree.members)
    return tuple(frozenset(number for child in below_set for number in below[child]) for below_set in children)


def pure_outcome(tree: Tree, moves: Sequence[int]) -> dict[int, Fraction]:
    """The leaves that a pure profile leads to, each with its chance."""
    reached = reach_from(tree, 0, dict(enumerate(moves)))
    return {node: chance for node, chance in reached.items() if tree.is_leaf(node)}


def payoff_below(tree: Tree, node: int, moves: Moves, player: int) -> Fraction:
    """What a player expects from a node on where everybody makes these moves, which speak of all sets on the way."""
    reached = reach_from(tree, node, moves).items()
    return sum((chance * tree.payoffs[end][player] for end, chance in reached if tree.is_leaf(end)), Fraction(0))
