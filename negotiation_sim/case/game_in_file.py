"""A game in a file as a case: its players, their moves and payoffs, and nothing that a case says besides."""

from ..games.normal_form import Game
from .assumptions import AssumptionSet
from .parts import Player, ScenarioFile
from .scenario import Case


def case_of(game: Game, file: str) -> Case:
    """The case with one scenario, `file`, whose payoffs are those of the game; labels in the file are names too.

    It has no assumptions, outcomes, groups, order of moves or irreversible moves.
    """
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
