"""The concepts of known answers whose input is a tree; see `concepts.py`."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from ...solve.subgame_perfect import subgame_perfect
from .inputs import KnownConcept, KnownInputs


def _subgame_perfect(inputs: KnownInputs) -> list[list[float]]:
    """What everybody gets in each subgame-perfect outcome, each payoffs once, in ascending order."""
    payoffs = {tuple(map(float, outcome.payoffs)) for outcome in subgame_perfect(inputs.tree).outcomes}
    return sorted(map(list, payoffs))


def _perfect_play(inputs: KnownInputs) -> Any:
    """What is played in each subgame-perfect outcome: the moves on the way to each of its leaves, chance's too."""
    tree = inputs.tree
    return [
        [
            [tree.moves(above)[tree.move_before[node]] for above, node in pairwise(path)]
            for path in map(tree.path, outcome.leaves)
        ]
        for outcome in subgame_perfect(tree).outcomes
    ]


OF_TREES: Mapping[str, KnownConcept] = {
    "subgame_perfect_payoffs": KnownConcept(_subgame_perfect, ("tree",)),
    "subgame_perfect_play": KnownConcept(_perfect_play, ("tree",), in_any_order=True),
}
