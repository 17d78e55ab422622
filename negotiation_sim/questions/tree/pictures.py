"""The tree from where the walk stands: this stage and the next, each end where the rule then leads."""

import itertools
import math
from collections.abc import Iterator

import numpy as np

from ...games.normal_form import Game
from ...games.staged_tree import staged_tree
from ...games.tree import Tree
from ...present import labels
from ...present.canvas import Picture
from ...present.phrases import file_stem, words
from ...present.tree_layout import Shown, reached_by
from ...present.tree_picture import tree_picture
from ...present.writer import NoPicture
from .answer import Walk
from .forms import name

MOST_ENDS = 60
"""A picture has so many ends at most; what would have more stops a stage earlier."""


def pictures(answer: Walk) -> Iterator[Picture | NoPicture]:
    """What can follow in this stage and the next one; none where all have chosen, or one stage has too many moves."""
    stem = f"tree_{file_stem(answer.solved.scenario)}"
    turns = _turns(answer)
    if not turns or (game := _ahead(answer, turns)) is None:
        yield NoPicture(stem)
        return
    tree = staged_tree(game, [[name(answer, player) for player in turn] for turn in turns])
    title = f"{answer.solved.scenario.title}: stage {answer.made + 1} of {len(answer.turns)} and what may follow"
    yield tree_picture(
        stem, title, Shown(tree, _path(answer, turns, tree)), answer.solved.scenario, _below(answer, turns)
    )


def _turns(answer: Walk) -> tuple[tuple[int, ...], ...]:
    """This turn, and the next one where the picture has room for it."""
    shape = answer.game.shape
    turns = answer.turns[answer.made : answer.made + 2]
    ends = list(itertools.accumulate((math.prod(shape[i] for i in turn) for turn in turns), lambda a, b: a * b))
    return turns[: sum(count <= MOST_ENDS for count in ends)]


def _ahead(answer: Walk, turns: tuple[tuple[int, ...], ...]) -> Game | None:
    """The game of those who choose in these turns, all later ones following the rule; None where that leads nowhere."""
    players = [player for turn in turns for player in turn]
    shape = tuple(answer.game.shape[player] for player in players)
    payoffs = np.empty((*shape, len(players)))
    for joint in itertools.product(*(range(moves) for moves in shape)):
        end = answer.end({**answer.history, **dict(zip(players, joint, strict=True))})
        if end is None:
            return None
        payoffs[joint] = answer.game.known(end)[players]
    names = tuple(name(answer, player) for player in players)
    moves = tuple(_labels(answer, player) for player in players)
    return Game(names, moves, np.moveaxis(payoffs, -1, 0), answer.solved.scenario.title)


def _labels(answer: Walk, player: int) -> tuple[str, ...]:
    case, who = answer.solved.scenario.case, answer.game.players[player]
    return tuple(labels.strategy(case.players, who, move) for move in answer.game.strategies[player])


def _path(answer: Walk, turns: tuple[tuple[int, ...], ...], tree: Tree) -> frozenset[int]:
    """The nodes that the rule passes; none where it leads nowhere."""
    if (end := answer.end(answer.history)) is None:
        return frozenset()
    node = 0
    for player in (player for turn in turns for player in turn):
        node = tree.children[node][end[player]]
    return reached_by(tree, [node])


def _below(answer: Walk, turns: tuple[tuple[int, ...], ...]) -> list[str]:
    later, rule = len(answer.turns) - answer.made - len(turns), words(answer.rule)
    ends = [f"Each end: what they get where {rule} leads from there."] if later else []
    if answer.end(answer.history) is None:
        return [*ends, f"Nothing is in bold: from here {rule} leads nowhere."]
    return [*ends, f"In bold: what {rule} chooses."]
