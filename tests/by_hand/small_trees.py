"""Small trees: published ones, and random ones for properties."""

from fractions import Fraction

import numpy as np

from negotiation_sim.games.tree import Tree
from negotiation_sim.games.tree_parts import InformationSet, Node

NOBODY = -1


def leaf(*pays: int | Fraction) -> Node:
    return Node(pays=tuple(map(Fraction, pays)))


def beer_quiche(strong: Fraction = Fraction(9, 10)) -> Tree:
    """Cho and Kreps (1987): the sender likes its own breakfast (1) and not to fight (2); who fights the weak wins 1."""
    sets = (
        InformationSet(0, "strong", ("beer", "quiche")),
        InformationSet(0, "weak", ("beer", "quiche")),
        InformationSet(1, "beer", ("fight", "leave")),
        InformationSet(1, "quiche", ("fight", "leave")),
    )
    nodes = [Node(chances=(("strong", strong), ("weak", 1 - strong)))]
    for kind in (0, 1):
        nodes.append(Node(set=kind))
        for breakfast in (0, 1):
            nodes.append(Node(set=2 + breakfast))
            for leaves in (0, 1):
                nodes.append(leaf((breakfast == kind) + 2 * leaves, int(leaves != kind)))
    return Tree(("sender", "receiver"), sets, tuple(nodes), "Beer and quiche")


def horse() -> Tree:
    """Selten (1975), International Journal of Game Theory 4, figure 1, the horse."""
    sets = (InformationSet(0, "", ("c", "d")), InformationSet(1, "", ("c", "d")), InformationSet(2, "", ("l", "r")))
    nodes = (
        Node(0),
        Node(1),
        leaf(1, 1, 1),
        Node(2),
        leaf(4, 4, 0),
        leaf(0, 0, 1),
        Node(2),
        leaf(3, 3, 2),
        leaf(0, 0, 0),
    )
    return Tree(("one", "two", "three"), sets, nodes, "Horse")


def unseen_state() -> Tree:
    """Nobody sees whether the state is high. The first stays out or comes in, the second then guesses the state.

    What the first one did can tell nothing of the state, so after "in" it is as likely as before.
    """
    sets = (InformationSet(0, "", ("out", "in")), InformationSet(1, "", ("high", "low")))
    state = (Node(0), leaf(1, 0), Node(1))
    nodes = (
        Node(chances=(("high", Fraction(3, 4)), ("low", Fraction(1, 4)))),
        *(*state, leaf(2, 1), leaf(0, 0)),
        *(*state, leaf(2, 0), leaf(0, 1)),
    )
    return Tree(("first", "second"), sets, nodes, "An unseen state")


def card_game() -> Tree:
    """Myerson (1991), Game Theory, section 2.1: one draws red or black, raises or folds; the other meets or passes."""
    sets = (
        InformationSet(0, "red", ("raise", "fold")),
        InformationSet(0, "black", ("raise", "fold")),
        InformationSet(1, "", ("meet", "pass")),
    )
    half = Fraction(1, 2)
    red = (Node(0), Node(2), leaf(2, -2), leaf(1, -1), leaf(1, -1))
    black = (Node(1), Node(2), leaf(-2, 2), leaf(1, -1), leaf(-1, 1))
    return Tree(("one", "two"), sets, (Node(chances=(("red", half), ("black", half))), *red, *black), "A card game")


def random_tree(rng: np.random.Generator, players: int = 2, depth: int = 3, zero_sum: bool = False) -> Tree:
    """A tree with perfect recall: decisions and chance at random, some nodes of a player merged where it remembers."""
    nodes: list[tuple[int, int, Node | None, tuple[tuple[int, int], ...]]] = []

    def grow(level: int, done: tuple[tuple[int, int], ...]) -> None:
        number = len(nodes)
        if level == depth or (level and rng.random() < 0.2):
            pays = rng.integers(-3, 4, players)
            nodes.append((NOBODY, 0, leaf(*((pays[0], -pays[0]) if zero_sum else pays.tolist())), done))
            return
        if rng.random() < 0.2:
            weight = Fraction(int(rng.integers(1, 4)), 4)
            nodes.append((NOBODY, 2, Node(chances=(("a", weight), ("b", 1 - weight))), done))
        else:
            nodes.append((int(rng.integers(players)), int(rng.integers(2, 4)), None, done))
        for move in range(nodes[number][1]):
            grow(level + 1, (*done, (number, move)) if nodes[number][0] >= 0 else done)

    grow(0, ())
    owner = {k: part[0] for k, part in enumerate(nodes)}
    merged: dict[object, int] = {}
    sets: list[InformationSet] = []
    of_node: dict[int, int] = {}
    for k, (player, moves, _, done) in enumerate(nodes):
        if player == NOBODY:
            continue
        memory = tuple((of_node[node], move) for node, move in done if owner[node] == player)
        level = len(done)
        key: object = (player, moves, memory, level) if rng.random() < 0.6 else k
        if key not in merged:
            merged[key] = len(sets)
            sets.append(InformationSet(player, "", tuple("xyz"[:moves])))
        of_node[k] = merged[key]
    made = tuple(node if node is not None else Node(set=of_node[k]) for k, (_, _, node, _) in enumerate(nodes))
    return Tree(tuple("ABC"[:players]), tuple(sets), made)
