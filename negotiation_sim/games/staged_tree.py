"""A game in stages as a tree: the players of a stage see what earlier stages have done, and not each other's moves."""

import itertools
from collections.abc import Sequence

from ..errors import InputError
from .fractions import fractions_of
from .normal_form import Game
from .tree import Tree
from .tree_parts import InformationSet, Node

MOST_LEAVES = 20_000
"""A game of more profiles is not written out as a tree."""


def staged_tree(game: Game, order: Sequence[Sequence[str]]) -> Tree:
    """The tree of a game under an order of moves, a list of player labels for each stage; a leaf for each profile.

    An information set is labelled by the moves of the earlier stages. Payoffs are those of `fractions_of`. Raises
    InputError for an order that forgets or repeats a player, and a game of more than MOST_LEAVES profiles.
    """
    stages = game.stages(order)
    if game.profiles > MOST_LEAVES:
        raise InputError(
            f"as a tree this game has {game.profiles:,} leaves, one for each profile; at most {MOST_LEAVES:,} are "
            "written. Fix some players, for example with `given`."
        )
    turns = [player for stage in stages for player in stage]
    seen = [sum(map(len, stages[:k])) for k, stage in enumerate(stages) for _ in stage]
    payoffs, shape = fractions_of(game), [game.shape[player] for player in turns]
    numbers: dict[tuple[int, tuple[int, ...]], int] = {}
    sets: list[InformationSet] = []
    nodes: list[Node] = []
    for leaf in itertools.product(*map(range, shape)):
        for depth in range(_first_new(leaf), len(turns)):
            known = (depth, leaf[: seen[depth]])
            if known not in numbers:
                numbers[known] = len(sets)
                sets.append(
                    InformationSet(turns[depth], _history(game, turns, known[1]), game.strategies[turns[depth]])
                )
            nodes.append(Node(numbers[known]))
        profile = tuple(leaf[turns.index(player)] for player in range(len(turns)))
        nodes.append(Node(pays=tuple(payoffs[(player, *profile)] for player in range(len(turns)))))
    return Tree(game.players, tuple(sets), tuple(nodes), game.title)


def _first_new(leaf: Sequence[int]) -> int:
    """The depth from which on the nodes above a leaf are met first: it is the first leaf below them."""
    return max((depth + 1 for depth, move in enumerate(leaf) if move), default=0)


def _history(game: Game, turns: Sequence[int], moves: Sequence[int]) -> str:
    """What the players of earlier stages have done, as the label of an information set."""
    return ", ".join(
        f"{game.players[player]} {game.strategies[player][move]}" for player, move in zip(turns, moves, strict=False)
    )
