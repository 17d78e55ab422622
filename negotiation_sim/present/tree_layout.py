"""Where the nodes of a tree stand in a picture, and which branches are folded so that it can be read."""

from bisect import bisect_right
from collections.abc import Callable, Mapping, Sequence
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
    greatest = _gathered(tree, frozenset(tree.leaves), max)
    least = _gathered(tree, frozenset(leaf for leaf in tree.leaves if leaf in reached), min)
    idle = set()
    for node in range(1, len(tree.nodes)):
        above = tree.parents[node]
        mover = tree.player_at(above)
        if mover >= 0 and above in reached and node not in reached and not tree.is_leaf(node):
            got, best = least[above], greatest[node]
            if got is not None and best is not None and best[mover] <= got[mover]:
                idle.add(node)
    return frozenset(idle)


Payoffs = tuple[Fraction, ...]


def _gathered(
    tree: Tree, leaves: frozenset[int], end: Callable[[Fraction, Fraction], Fraction]
) -> list[Payoffs | None]:
    """For each node and player the greatest, or the least, payoff at those of the leaves that are below it."""
    ends: list[Payoffs | None] = [tree.payoffs[k] if k in leaves else None for k in range(len(tree.nodes))]
    for node in reversed(range(1, len(tree.nodes))):
        above, mine = ends[tree.parents[node]], ends[node]
        if mine is not None:
            both = mine if above is None else tuple(map(end, above, mine))
            ends[tree.parents[node]] = both
    return ends


def _too_many(shown: Shown, idle: frozenset[int], most: int) -> frozenset[int]:
    """Branches to fold besides, so that no more ends than `most` are left; none where that is not needed.

    Those off the path go first, the deepest of them first; then those on it. Where even the moves of the root are more,
    they are the ends.
    """
    tree, depth = shown.tree, _depths(shown.tree)
    inner = [node for node in range(1, len(tree.nodes)) if not tree.is_leaf(node)]
    ends: list[int] = []
    for kept in (shown.reached, frozenset[int]()):

        def left(cut: int, kept: frozenset[int] = kept) -> list[int]:
            return _ends(tree, idle | {node for node in inner if depth[node] >= cut and node not in kept})

        cuts = range(1, max(depth) + 2)
        ends = left(max(1, bisect_right(cuts, most, key=lambda cut: len(left(cut)))))
        if len(ends) <= most:
            break
    return frozenset(node for node in ends if not tree.is_leaf(node)) - idle


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
