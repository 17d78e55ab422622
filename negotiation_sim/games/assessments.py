"""Assessments of a tree: what everybody does in each information set, and what is believed there.

Only pure ones are sought: one move in each information set. An assessment is kept where nobody, at any information set
and under the beliefs there, has a better way to go on (sequential rationality), and where the beliefs follow from play
by Bayes' rule wherever a subgame's play leads there. Elsewhere any beliefs may be held: all that support the moves are
given. This is a weak perfect Bayesian equilibrium in every subgame (Mas-Colell, Whinston and Green 1995, definition
9.C.3), so it is subgame perfect. Beliefs off the path need not agree with each other across information sets: which
assessments survive that is asked in solve/sequential.py.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from ..errors import InputError
from .beliefs import Beliefs, Point, supporting
from .tree import Tree
from .tree_play import pure_outcome, reach_from, sets_below

MOST_TRIED = 50_000
"""So many moves at an information set are tried at most."""


@dataclass(frozen=True, eq=False)
class Assessment:
    """A move in each information set, and the beliefs: `known` by Bayes' rule, `open_to` all that support the moves.

    `known[information set]`: the chances of its nodes. `open_to[information set]`: beliefs where Bayes' rule is silent.
    `on_path`: the information sets that play reaches.
    """

    tree: Tree
    moves: tuple[int, ...]
    known: Mapping[int, Point]
    open_to: Mapping[int, Beliefs]
    on_path: frozenset[int]

    @cached_property
    def outcome(self) -> Mapping[int, Fraction]:
        """The leaves that play leads to, each with its chance."""
        return pure_outcome(self.tree, self.moves)

    @cached_property
    def payoffs(self) -> tuple[Fraction, ...]:
        """What everybody expects."""
        return tuple(
            sum((chance * self.tree.payoffs[leaf][player] for leaf, chance in self.outcome.items()), Fraction(0))
            for player in range(len(self.tree.players))
        )


def assessments(tree: Tree) -> tuple[Assessment, ...]:
    """All pure assessments, in the order of their moves; see the head of the module.

    Information sets are settled from the end of the tree on; a move that no belief at all supports is dropped at once.
    Raises InputError for a player who forgets what it did, and where more than MOST_TRIED moves would have to be tried.
    """
    if tree.forgets:
        first, second = tree.forgets
        forgetful = tree.players[tree.player_at(first)]
        raise InputError(
            f"{forgetful} forgets its own earlier moves (nodes {first + 1} and {second + 1} of one information set). "
            "Beliefs are defined for players who remember what they did. Ask for pure equilibria instead."
        )
    below = sets_below(tree)
    kept = (_assessment(tree, moves, supports) for moves, supports in _rational(tree, below))
    return tuple(sorted((each for each in kept if each is not None), key=lambda each: each.moves))


Supports = Mapping[int, Beliefs]


def _rational(tree: Tree, below: Sequence[frozenset[int]]) -> Iterator[tuple[tuple[int, ...], Supports]]:
    """Every pure profile that some beliefs support at each information set, with all that do."""
    order = sorted(range(len(tree.sets)), key=lambda number: -tree.members[number][0])
    place = {number: k for k, number in enumerate(order)}
    settled: list[list[int]] = [[] for _ in order]  # the sets that can be judged once the k-th has its move
    for number in order:
        settled[max(place[k] for k in (number, *below[number]))].append(number)
    waiting: list[tuple[dict[int, int], dict[int, Beliefs]]] = [({}, {})]
    tried = 0
    while waiting:
        moves, supports = waiting.pop()
        if len(moves) == len(order):
            yield tuple(moves[number] for number in range(len(order))), supports
            continue
        number = order[len(moves)]
        for move in reversed(range(len(tree.sets[number].moves))):
            tried += 1
            if tried > MOST_TRIED:
                raise InputError(
                    f"more than {MOST_TRIED:,} moves at information sets would have to be tried. Ask for pure "
                    "equilibria of the strategic form, or make the tree smaller."
                )
            chosen = {**moves, number: move}
            judged = {k: supporting(tree, k, chosen, below) for k in settled[len(moves)]}
            if not any(beliefs.empty for beliefs in judged.values()):
                waiting.append((chosen, {**supports, **judged}))


def _assessment(tree: Tree, moves: tuple[int, ...], supports: Supports) -> Assessment | None:
    """The assessment of a profile; None where beliefs that follow from play do not support it."""
    known = _known(tree, moves)
    if not all(supports[number].holds(chances) for number, chances in known.items()):
        return None
    reached = reach_from(tree, 0, dict(enumerate(moves)))
    on_path = frozenset(tree.nodes[node].set for node in reached if tree.nodes[node].set >= 0)
    open_to = {number: supports[number] for number in range(len(tree.sets)) if number not in known}
    return Assessment(tree, moves, known, open_to, on_path)


def _known(tree: Tree, moves: tuple[int, ...]) -> dict[int, Point]:
    """The beliefs that Bayes' rule gives, in the play of the whole tree or of some subgame."""
    known: dict[int, Point] = {}
    for root in tree.subgames:
        reached = reach_from(tree, root, dict(enumerate(moves)))
        for number in {tree.nodes[node].set for node in reached if tree.nodes[node].set >= 0} - set(known):
            weights = [reached.get(node, Fraction(0)) for node in tree.members[number]]
            known[number] = tuple(weight / sum(weights) for weight in weights)
    return known
