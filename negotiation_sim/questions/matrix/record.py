"""The answer of `matrix` as plain dictionaries."""

from ...present.records import Record, solution, stamped
from .answer import Bimatrix


def bimatrix(found: Bimatrix) -> Record:
    return {
        **stamped([found.solved.scenario]),
        "scenario": found.solved.scenario.name,
        "others": dict(found.others),
        **solution(found.game, found.mixed),
        "payoffs": {player: found.game.payoffs[i].round(10).tolist() for i, player in enumerate(found.game.players)},
    }
