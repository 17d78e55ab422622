"""A game in a file as a case: its players, their moves and payoffs, and nothing that a case says besides."""

from collections import Counter
from typing import Any

from ..errors import InputError
from ..games.normal_form import Game
from ..games.tree import Tree
from .assumptions import AssumptionSet
from .parts import Player, ScenarioFile
from .scenario import Case


def case_of_game(game: Game, file: str) -> Case:
    """The case with one scenario, `file`, whose payoffs are those of the game; labels in the file are names too.

    It has no assumptions, outcomes, groups, order of moves or irreversible moves. Raises InputError for two moves that
    a condition could not tell apart.
    """
    _check_moves(game, file)
    return unchecked_case_of(game, file)


def unchecked_case_of(game: Game, file: str) -> Case:
    """The same for where no condition is asked: two moves may be called alike."""
    players = {
        label: Player(label, label, strategies) for label, strategies in zip(game.players, game.strategies, strict=True)
    }
    return Case(
        name=file,
        title=game.title,
        players=players,
        sets={"": AssumptionSet("", "")},
        scenario_files={file: ScenarioFile(file, game.title)},
        game=game,
        **nothing_besides(),
    )


def case_of_tree(tree: Tree, file: str) -> Case:
    """A tree in a file as a case whose one scenario, `file`, nobody asks for payoffs: for what stamps an answer."""
    players = {label: Player(label, label, ()) for label in tree.players}
    return Case(
        name=file,
        title=tree.title,
        players=players,
        sets={"": AssumptionSet("", "")},
        scenario_files={file: ScenarioFile(file, tree.title)},
        tree=tree,
        **nothing_besides(),
    )


def _check_moves(game: Game, file: str) -> None:
    moves = Counter(
        f"{who}.{move}" for who, labels in zip(game.players, game.strategies, strict=True) for move in labels
    )
    if twice := [move for move, count in moves.items() if count > 1]:
        fault = f"{file}: two moves would be called '{twice[0]}', PLAYER.MOVE. Take the points out of their labels."
        raise InputError(fault)


def nothing_besides() -> dict[str, Any]:
    """What a case has besides, of which a game in a file has nothing."""
    return {
        **dict.fromkeys(("about", "source", "base_set"), ""),
        **{name: {} for name in ("groups", "orders", "outcomes", "payoffs", "register", "claims", "sources")},
        **dict.fromkeys(("headlines", "main"), ()),
        **dict.fromkeys(("baseline", "matrix", "group")),
    }
