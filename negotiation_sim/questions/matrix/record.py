"""The answer of `matrix` as plain dictionaries."""

from ...present.records import Record, solution, stamped
from .answer import Bimatrix


def record(answer: Bimatrix) -> Record:
    """The moves that the others are held to, the equilibria of the two, mixed ones included, and all payoffs."""
    game, scenario = answer.game, answer.solved.scenario
    return {
        **stamped([scenario]),
        "scenario": scenario.name,
        "others": dict(answer.others),
        **solution(game, answer.mixed),
        "payoffs": {player: game.payoffs[i].round(10).tolist() for i, player in enumerate(game.players)},
    }
