"""Small random trees, and what their equilibria are by the definition: every full strategy written out."""

import itertools
from collections.abc import Iterator, Mapping
from fractions import Fraction

import numpy as np

from negotiation_sim.games.tree import Tree
from negotiation_sim.games.tree_parts import InformationSet, Node

Play = tuple[int, ...]
"""A move in each information set, in the order of the sets."""


def random_tree(rng: np.random.Generator, informed: bool = False, depth: int = 3, players: int = 2) -> Tree:
    """A tree with chance and payoffs at inner nodes; not `informed`: players often do not know where they are."""
    sets: list[InformationSet] = []
    alike: dict[tuple[int, int, int], list[int]] = {}
    nodes: list[Node] = []

    def grow(level: int, above: frozenset[int]) -> None:
        pays = _pays(rng, players) if level == depth or rng.random() < 0.2 else ()
        if level == depth or (level and rng.random() < 0.15):
            nodes.append(Node(pays=pays or _pays(rng, players)))
            return
        moves = int(rng.integers(2, 4)) if level < 2 else 2
        if rng.random() < 0.2:
            weights = [int(k) for k in rng.integers(1, 4, moves)]
            chances = tuple((f"c{k}", Fraction(weight, sum(weights))) for k, weight in enumerate(weights))
            nodes.append(Node(chances=chances, pays=pays))
            number = -1
        else:
            number = _set(rng, sets, alike, (level, int(rng.integers(players)), moves), above, informed)
            nodes.append(Node(number, pays=pays))
        for _ in range(moves):
            grow(level + 1, above | {number})

    grow(0, frozenset())
    return Tree(tuple(f"p{k}" for k in range(players)), tuple(sets), tuple(nodes), "random")


def _set(
    rng: np.random.Generator,
    sets: list[InformationSet],
    alike: dict[tuple[int, int, int], list[int]],
    kind: tuple[int, int, int],
    above: frozenset[int],
    informed: bool,
) -> int:
    open_sets = [number for number in alike.get(kind, []) if number not in above]
    if open_sets and not informed and rng.random() < 0.6:
        return int(rng.choice(open_sets))
    sets.append(InformationSet(kind[1], "", tuple("abc"[: kind[2]])))
    alike.setdefault(kind, []).append(len(sets) - 1)
    return len(sets) - 1


def _pays(rng: np.random.Generator, players: int) -> tuple[Fraction, ...]:
    return tuple(Fraction(int(k), 2) for k in rng.integers(-2, 4, players))  # few values, so that ties are common


def plays(tree: Tree) -> Iterator[Play]:
    """Every pure play: a move in every information set."""
    return itertools.product(*(range(len(part.moves)) for part in tree.sets))


def leaves_of(tree: Tree, play: Play, root: int = 0) -> Mapping[int, Fraction]:
    """The leaves that a play reaches from a node on, with their chances."""
    here = tree.nodes[root]
    if tree.is_leaf(root):
        return {root: Fraction(1)}
    if here.set >= 0:
        return leaves_of(tree, play, tree.children[root][play[here.set]])
    return {
        leaf: chance * part
        for (_, chance), child in zip(here.chances, tree.children[root], strict=True)
        for leaf, part in leaves_of(tree, play, child).items()
    }


def worth(tree: Tree, player: int, play: Play, root: int = 0) -> Fraction:
    """What a player expects from a node on."""
    return sum(
        (tree.payoffs[leaf][player] * chance for leaf, chance in leaves_of(tree, play, root).items()), Fraction()
    )


def is_equilibrium(tree: Tree, play: Play, root: int = 0) -> bool:
    """Whether no player gains, from a node on, by moving otherwise in its information sets."""
    for player in range(len(tree.players)):
        free = [
            range(len(part.moves)) if part.player == player else (k,) for part, k in zip(tree.sets, play, strict=True)
        ]
        best = max(worth(tree, player, other, root) for other in itertools.product(*free))
        if worth(tree, player, play, root) < best:
            return False
    return True
