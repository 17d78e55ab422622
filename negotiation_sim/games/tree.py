"""Games in extensive form: trees with chance, information sets and payoffs.

A tree's nodes are listed in preorder: a node, then all that follows its first move, then all that follows its second.
So a node is its place in that list, the root is 0, and every node comes after the node above it. A node is one of

- a decision: it belongs to an information set, which says whose it is and which moves there are;
- a chance node: each of its moves has a chance, the chances sum to 1;
- a leaf, where the game ends.

What a node pays is added to what the nodes above it pay, so a leaf's payoffs are the sum along its path. A player who
is at one node of an information set does not know at which (Kuhn, H. W. (1953), Contributions to the Theory of Games
II). All numbers are fractions, exactly as they were written.
"""

from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property
from itertools import pairwise

from .labels import LARGEST
from .tree_parts import NOWHERE, InformationSet, Node, NodeError, check_parts, moves_of, set_name


@dataclass(frozen=True)
class Tree:
    """A game in extensive form; see the module's head.

    Raises InputError for a tree that is too large or not whole, for chances that do not sum to 1, and for a player who
    meets one information set twice in one play (an absent-minded one): for it "what it does there" has no one meaning.

    >>> entry, reply = InformationSet(0, "", ("in", "out")), InformationSet(1, "", ("fight", "yield"))
    >>> fought, shared = Node(pays=(Fraction(-1), Fraction(-1))), Node(pays=(Fraction(1), Fraction(0)))
    >>> tree = Tree(("entrant", "incumbent"), (entry, reply), (Node(0), Node(1), fought, shared, Node()))
    >>> tree.leaves, tree.children[0], tree.moves_to(3)
    ((2, 3, 4), (1, 4), ((0, 0), (1, 1)))
    """

    players: tuple[str, ...]
    sets: tuple[InformationSet, ...]
    nodes: tuple[Node, ...]
    title: str = ""

    def __post_init__(self) -> None:
        check_parts(self.players, self.sets, self.nodes)
        self._check_passed_once()
        self._check_size_of_payoffs()

    @cached_property
    def children(self) -> tuple[tuple[int, ...], ...]:
        """The nodes that each node's moves lead to, in the order of the moves; () at a leaf."""
        below: list[list[int]] = [[] for _ in self.nodes]
        for node, above in enumerate(self.parents[1:], start=1):
            below[above].append(node)
        return tuple(map(tuple, below))

    @cached_property
    def parents(self) -> tuple[int, ...]:
        """The node above each node, NOWHERE above the root."""
        parents, waiting = [], [NOWHERE]  # the nodes whose moves do not all lead somewhere yet, once for each such move
        for node in range(len(self.nodes)):
            parents.append(waiting.pop())
            waiting += [node] * len(self.moves(node))
        return tuple(parents)

    @cached_property
    def move_before(self) -> tuple[int, ...]:
        """By which move of the node above each node is reached, NOWHERE at the root."""
        moves = [NOWHERE] * len(self.nodes)
        for nodes in self.children:
            for k, node in enumerate(nodes):
                moves[node] = k
        return tuple(moves)

    @cached_property
    def leaves(self) -> tuple[int, ...]:
        """The nodes at which the game ends."""
        return tuple(node for node in range(len(self.nodes)) if self.is_leaf(node))

    @cached_property
    def payoffs(self) -> tuple[tuple[Fraction, ...], ...]:
        """What everybody has got at each node, what the nodes above it pay included."""
        sums: list[tuple[Fraction, ...]] = []
        for node, above in zip(self.nodes, self.parents, strict=True):
            so_far = sums[above] if above >= 0 else (Fraction(0),) * len(self.players)
            sums.append(tuple(a + b for a, b in zip(so_far, node.pays, strict=True)) if node.pays else so_far)
        return tuple(sums)

    @cached_property
    def chance_to(self) -> tuple[Fraction, ...]:
        """The chances of the moves of chance above each node, multiplied: how likely it is if all head there."""
        chances: list[Fraction] = []
        for node, above in enumerate(self.parents):
            drawn = self.nodes[above].chances if above >= 0 else ()
            before = chances[above] if above >= 0 else Fraction(1)
            chances.append(before * drawn[self.move_before[node]][1] if drawn else before)
        return tuple(chances)

    @cached_property
    def members(self) -> tuple[tuple[int, ...], ...]:
        """The nodes of each information set, in preorder."""
        nodes: list[list[int]] = [[] for _ in self.sets]
        for k, node in enumerate(self.nodes):
            if node.set >= 0:
                nodes[node.set].append(k)
        return tuple(map(tuple, nodes))

    @cached_property
    def last_below(self) -> tuple[int, ...]:
        """The last node below each node, itself where it is a leaf: what is below is `range(node, last + 1)`."""
        last = list(range(len(self.nodes)))
        for node in reversed(range(1, len(self.nodes))):
            last[self.parents[node]] = max(last[self.parents[node]], last[node])
        return tuple(last)

    @cached_property
    def subgames(self) -> tuple[int, ...]:
        """The nodes that begin a subgame: no information set lies partly below them; a leaf begins none."""
        lowest, highest = list(range(len(self.nodes))), list(range(len(self.nodes)))
        for nodes in self.members:
            for node in nodes:
                lowest[node], highest[node] = nodes[0], nodes[-1]
        for node in reversed(range(1, len(self.nodes))):
            above = self.parents[node]
            lowest[above], highest[above] = min(lowest[above], lowest[node]), max(highest[above], highest[node])
        return tuple(
            node
            for node in range(len(self.nodes))
            if not self.is_leaf(node) and lowest[node] >= node and highest[node] <= self.last_below[node]
        )

    @cached_property
    def sequences(self) -> tuple[tuple[int, int, int], ...]:
        """What a player can have done on the way to somewhere: an earlier sequence, an information set, a move in it.

        Sequence 0 is to have done nothing yet, written (NOWHERE, NOWHERE, NOWHERE). See `done`.
        """
        return self._sequences[0]

    @cached_property
    def sequences_of(self) -> tuple[tuple[int, ...], ...]:
        """For each player the numbers in `sequences` that are its own, an earlier one before a longer."""
        numbers: list[list[int]] = [[] for _ in self.players]
        for k, (_, number, _) in enumerate(self.sequences):
            if number >= 0:
                numbers[self.sets[number].player].append(k)
        return tuple(map(tuple, numbers))

    @cached_property
    def done(self) -> tuple[tuple[int, ...], ...]:
        """At each node, for each player, the number in `sequences` of what it has done on the way there."""
        return self._sequences[1]

    @cached_property
    def _sequences(self) -> tuple[tuple[tuple[int, int, int], ...], tuple[tuple[int, ...], ...]]:
        numbers = {(NOWHERE, NOWHERE, NOWHERE): 0}
        done: list[tuple[int, ...]] = []
        for node, above in enumerate(self.parents):
            so_far = done[above] if above >= 0 else (0,) * len(self.players)
            if above >= 0 and (player := self.player_at(above)) >= 0:
                longer = (so_far[player], self.nodes[above].set, self.move_before[node])
                number = numbers.setdefault(longer, len(numbers))
                so_far = (*so_far[:player], number, *so_far[player + 1 :])
            done.append(so_far)
        return tuple(numbers), tuple(done)

    @cached_property
    def forgets(self) -> tuple[int, int] | None:
        """Two nodes of one information set that its player reaches by different moves of its own; None: it never does.

        None for the whole tree means perfect recall (Kuhn 1953).
        """
        for part, nodes in zip(self.sets, self.members, strict=True):
            for node in nodes[1:]:
                if self.done[node][part.player] != self.done[nodes[0]][part.player]:
                    return nodes[0], node
        return None

    @property
    def perfect_information(self) -> bool:
        """Whether every player always knows at which node it is."""
        return len(self.sets) == sum(node.set >= 0 for node in self.nodes)

    def is_leaf(self, node: int) -> bool:
        """Whether the game ends there."""
        return self.nodes[node].set < 0 and not self.nodes[node].chances

    def moves(self, node: int) -> tuple[str, ...]:
        """The moves of a player or of chance at a node, () at a leaf."""
        return moves_of(self.sets, self.nodes[node])

    def player_at(self, node: int) -> int:
        """Who moves there, NOWHERE at chance and at a leaf."""
        here = self.nodes[node]
        return self.sets[here.set].player if here.set >= 0 else NOWHERE

    def path(self, node: int) -> tuple[int, ...]:
        """The nodes from the root to a node, itself the last."""
        nodes = [node]
        while self.parents[nodes[-1]] >= 0:
            nodes.append(self.parents[nodes[-1]])
        return tuple(reversed(nodes))

    def moves_to(self, node: int) -> tuple[tuple[int, int], ...]:
        """What the players do on the way to a node, each an information set and a move in it; not what chance does."""
        steps = ((self.nodes[above].set, self.move_before[below]) for above, below in pairwise(self.path(node)))
        return tuple((number, move) for number, move in steps if number >= 0)

    def name_of_set(self, number: int) -> str:
        """What people read for an information set: its label, else whose it is and the how manieth of that player's."""
        return set_name(self.players, self.sets, number)

    def _check_passed_once(self) -> None:
        for number, nodes in enumerate(self.members):
            for node, later in pairwise(nodes):
                if later <= self.last_below[node]:
                    player = self.players[self.sets[number].player]
                    raise NodeError(
                        f"{player} is absent-minded: one play passes information set {self.name_of_set(number)} twice, "
                        f"at nodes {node + 1} and {later + 1}. Such games are not solved here. Give the second turn an "
                        "information set of its own.",
                        later,
                    )

    def _check_size_of_payoffs(self) -> None:
        for leaf in self.leaves:
            if any(abs(value) > LARGEST for value in self.payoffs[leaf]):
                raise NodeError(
                    f"a payoff of node {leaf + 1}, added up along its path, is larger than {LARGEST:g}. State all "
                    "payoffs of the game in a larger unit.",
                    leaf,
                )
