"""A game in a file as a case: its players, their moves and payoffs, and nothing that a case says besides."""

from collections import Counter

from ..errors import InputError
from ..games.normal_form import Game
from .assumptions import AssumptionSet
from .parts import Player, ScenarioFile
from .scenario import Case


def case_of(game: Game, file: str) -> Case:
    """The case with one scenario, `file`, whose payoffs are those of the game; labels in the file are names too.

    It has no assumptions, outcomes, groups, order of moves or irreversible moves. Raises InputError for two moves that
    a condition could not tell apart.
    """
    moves = Counter(
        f"{who}.{move}" for who, labels in zip(game.players, game.strategies, strict=True) for move in labels
    )
    if twice := [move for move, count in moves.items() if count > 1]:
        fault = f"{file}: two moves would be called '{twice[0]}', PLAYER.MOVE. Take the points out of their labels."
        raise InputError(fault)
    return unchecked_case_of(game, file)


def unchecked_case_of(game: Game, file: str) -> Case:
    """The same for where no condition is asked: two moves may be called alike."""
    players = {
        label: Player(label, label, strategies) for label, strategies in zip(game.players, game.strategies, strict=True)
    }
    return Case(
        name=file,
        title=game.title,
        about="",
        source="",
        players=players,
        groups={},
        orders={},
        outcomes={},
        payoffs={},
        headlines=(),
        register={},
        sets={"": AssumptionSet("", "")},
        scenario_files={file: ScenarioFile(file, game.title)},
        base_set="",
        baseline=None,
        main=(),
        matrix=None,
        group=None,
        claims={},
        sources={},
        game=game,
    )
