"""Where the nodes of a tree stand in a picture, and which branches are folded so that it can be read."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction

from ..games.tree import Tree

MOST_ROWS = 60
"""A picture has so many rows, one for each leaf and each folded branch; of a larger tree branches are folded."""


@dataclass(frozen=True, eq=False)
class Shown:
    """A tree and what is to be seen in it: the nodes that are reached, and beliefs at nodes; see `reached_by`.

    `reached` are the nodes on the path, the root among them; empty where there is no answer. `beliefs` gives a node
    the chance that its player holds it to have, in its information set. `shares` gives how often a move is made, by
    node and number of the move, where a player mixes.
    """

    tree: Tree
    reached: frozenset[int] = frozenset()
    beliefs: Mapping[int, Fraction | float] = field(default_factory=dict)
    shares: Mapping[tuple[int, int], Fraction | float] = field(default_factory=dict)


@dataclass(frozen=True, eq=False)
class Layout:
    """The nodes that are drawn, with their column (the root 0) and row (from 0 down); ends stand in the last column.

    `ends` are leaves and folded nodes, in their order. `idle` are those folded because whoever could go there would not
    gain whatever is played in them; `other` those folded for room alone.
    """

    columns: Mapping[int, int]
    rows: Mapping[int, float]
    ends: tuple[int, ...]
    idle: frozenset[int]
    other: frozenset[int]

    def level(self, nodes: Sequence[int]) -> bool:
        """Whether nodes stand in one column, one below the other without others between them."""
        rows = [self.rows[node] for node in nodes]
        inside = [node for node in self.columns if min(rows) <= self.rows[node] <= max(rows)]
        column = self.columns[nodes[0]]
        return all(self.columns[node] == column for node in nodes) and (
            sum(self.columns[node] == column for node in inside) == len(nodes)
        )

    @property
    def depth(self) -> int:
        """The column in which all ends stand."""
        return max(self.columns.values()) if len(self.columns) > 1 else 1


def reached_by(tree: Tree, leaves: Sequence[int]) -> frozenset[int]:
    """All nodes on the way to some leaves, the leaves too."""
    return frozenset(node for leaf in leaves for node in tree.path(leaf))


def layout(shown: Shown, most: int = MOST_ROWS) -> Layout:
    """The places of the nodes; where there are more than `most` leaves with branches folded."""
    idle: frozenset[int] = frozenset()
    other: frozenset[int] = frozenset()
    if len(shown.tree.leaves) > most:
        idle = _idle(shown)
        other = _too_many(shown, idle, most)
    return _placed(shown.tree, idle, other)


def _idle(shown: Shown) -> frozenset[int]:
    """The branches off the path whose mover gets at most there what it gets at least on the path from the same node."""
    tree, reached = shown.tree, shown.reached
    ends = {leaf for leaf in reached if tree.is_leaf(leaf)}
    idle = set()
    for node in range(1, len(tree.nodes)):
        above = tree.parents[node]
        mover = tree.player_at(above)
        if node in reached or above not in reached or mover < 0 or tree.is_leaf(node):
            continue
        got = [tree.payoffs[leaf][mover] for leaf in _below(tree, above) if leaf in ends]
        if max(tree.payoffs[leaf][mover] for leaf in _below(tree, node) if tree.is_leaf(leaf)) <= min(got):
            idle.add(node)
    return frozenset(idle)


def _below(tree: Tree, node: int) -> range:
    return range(node, tree.last_below[node] + 1)


def _too_many(shown: Shown, idle: frozenset[int], most: int) -> frozenset[int]:
    """Branches to fold besides, so that no more ends than `most` are left; none where that is not needed.

    Those off the path go first, the deepest of them first; then those on it. Where even the moves of the root are more,
    they are the ends.
    """
    tree, depth = shown.tree, _depths(shown.tree)
    inner = [node for node in range(1, len(tree.nodes)) if not tree.is_leaf(node)]
    for kept in (shown.reached, frozenset[int]()):
        for cut in range(max(depth) + 1, 0, -1):
            folded = {node for node in inner if depth[node] >= cut and node not in kept}
            ends = _ends(tree, idle | folded)
            if len(ends) <= most:
                return frozenset(ends) & folded - idle
    return frozenset(ends) & folded - idle


def _depths(tree: Tree) -> list[int]:
    depth: list[int] = []
    for above in tree.parents:
        depth.append(depth[above] + 1 if above >= 0 else 0)
    return depth


def _ends(tree: Tree, folded: frozenset[int] | set[int]) -> list[int]:
    """The leaves and the folded nodes that are below no folded node, in preorder."""
    ends, node = [], 0
    while node < len(tree.nodes):
        if node in folded or tree.is_leaf(node):
            ends.append(node)
            node = tree.last_below[node]
        node += 1
    return ends


def _placed(tree: Tree, idle: frozenset[int], other: frozenset[int]) -> Layout:
    ends = _ends(tree, idle | other)
    rows: dict[int, float] = {end: float(row) for row, end in enumerate(ends)}
    columns: dict[int, int] = {}
    depth = _depths(tree)
    for end in reversed(ends):
        for node in reversed(tree.path(end)[:-1]):
            columns[node] = depth[node]
    for node in sorted(columns, reverse=True):
        below = [rows[child] for child in tree.children[node]]
        rows[node] = (below[0] + below[-1]) / 2
    last = max(columns.values(), default=0) + 1
    columns |= dict.fromkeys(ends, last if columns else 0)
    return Layout(columns, rows, tuple(ends), idle & set(ends), other)
