"""The parts that a tree is made of, and what each of them must satisfy; what they mean is said in tree.py."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ..errors import InputError
from .labels import check_labels

MOST_NODES = 200_000
"""A tree of more nodes is refused."""

NOWHERE = -1
"""In the place of a number: no node above, no information set."""


class NodeError(InputError):
    """What is wrong at one node of a tree, by its number from 0 on."""

    def __init__(self, message: str, node: int) -> None:
        super().__init__(message)
        self.node = node


@dataclass(frozen=True)
class InformationSet:
    """What a player knows at a turn: the nodes that it cannot tell apart offer the same moves."""

    player: int
    label: str
    moves: tuple[str, ...]


@dataclass(frozen=True)
class Node:
    """One node. `set` is the number of its information set, NOWHERE at chance and at a leaf.

    `chances` gives each move of chance a label and a chance. `pays` is what everybody gets on arrival, () for nothing;
    `outcome` is the name of that.
    """

    set: int = NOWHERE
    chances: tuple[tuple[str, Fraction], ...] = ()
    pays: tuple[Fraction, ...] = ()
    label: str = ""
    outcome: str = ""


def moves_of(sets: Sequence[InformationSet], node: Node) -> tuple[str, ...]:
    """The moves of a player or of chance at a node, () at a leaf."""
    return sets[node.set].moves if node.set >= 0 else tuple(label for label, _ in node.chances)


def set_name(players: Sequence[str], sets: Sequence[InformationSet], number: int) -> str:
    """What people read for an information set: whose it is and its label, or which one of that player's it is.

    >>> sets = (InformationSet(0, "", ("up", "down")), InformationSet(0, "late", ("up", "down")))
    >>> set_name(("Ann",), sets, 0), set_name(("Ann",), sets, 1)
    ('number 1 of Ann', "'late' of Ann")
    """
    part = sets[number]
    earlier = sum(other.player == part.player for other in sets[:number])
    whose = players[part.player]
    return f"'{part.label}' of {whose}" if part.label else f"number {earlier + 1} of {whose}"


def check_parts(players: Sequence[str], sets: Sequence[InformationSet], nodes: Sequence[Node]) -> None:
    """Raises InputError where these are no tree, or one that is too large."""
    if len(nodes) > MOST_NODES:
        raise InputError(f"the tree has {len(nodes):,} nodes; at most {MOST_NODES:,} are possible.")
    check_labels(players, [("a move",)] * len(players))
    for number in range(len(sets)):
        _check_set(players, sets, number)
    for number, node in enumerate(nodes, start=1):
        _check_node(node, number, len(players), len(sets))
    _check_whole(sets, nodes)
    if empty := set(range(len(sets))) - {node.set for node in nodes}:
        raise InputError(f"information set {set_name(players, sets, min(empty))} has no node in the tree.")


def _check_set(players: Sequence[str], sets: Sequence[InformationSet], number: int) -> None:
    part = sets[number]
    if not 0 <= part.player < len(players):
        raise InputError(f"information set {number + 1} belongs to no player of the game.")
    if not part.moves or len(set(part.moves)) < len(part.moves):
        moves = ", ".join(part.moves) or "none"
        name = set_name(players, sets, number)
        raise InputError(f"information set {name}: its moves need labels, each unique; found: {moves}.")


def _check_node(node: Node, number: int, players: int, sets: int) -> None:
    if node.set >= sets or (node.set >= 0 and node.chances):
        raise InputError(f"node {number} is neither a player's, nor chance's, nor an end.")
    if node.pays and len(node.pays) != players:
        raise InputError(f"node {number} pays {len(node.pays)} players; the game has {players}.")
    if not node.chances:
        return
    if below := [label for label, chance in node.chances if chance < 0]:
        raise InputError(f"chance at node {number}: the chance of '{below[0]}' is below 0.")
    if (total := sum(chance for _, chance in node.chances)) != 1:
        raise InputError(f"chance at node {number}: its chances sum to {total}; they must sum to 1.")


def _check_whole(sets: Sequence[InformationSet], nodes: Sequence[Node]) -> None:
    branches = 1
    for number, node in enumerate(nodes, start=1):
        if not branches:
            raise InputError(f"the tree is complete before node {number}; leave out what follows.")
        branches += len(moves_of(sets, node)) - 1
    if branches:
        more = f"{branches:,} more {'node' if branches == 1 else 'nodes'}"
        raise InputError(f"the tree ends where {more} must follow: each move leads to a node of its own.")
