"""The answer of `compare` as plain dictionaries."""

from ...games.normal_form import Game
from ...present.records import Record, at_profile, stamped
from ...solve.staged import Staged
from ...worlds.solved import Solved
from .answer import Comparison


def record(answer: Comparison) -> Record:
    """One object; where several assumption sets were compared, one such object for each under `comparisons`."""
    records = [_under(answer, name) for name in answer.sets]
    if len(records) == 1:
        return records[0]
    return {**stamped([solved.scenario for solved in answer.solved]), "comparisons": records}


def _under(answer: Comparison, name: str) -> Record:
    part = answer.under(name)
    return {**stamped([solved.scenario for solved in part]), "scenarios": [_scenario(solved) for solved in part]}


def _scenario(solved: Solved) -> Record:
    scenario, game = solved.scenario, solved.game
    return {
        "name": scenario.name,
        "fixed": dict(scenario.fixes),
        "order": [list(stage) for stage in scenario.order] if scenario.order else None,
        "equilibria": [at_profile(game, profile) for profile in solved.equilibria.equilibria],
        "reason": solved.equilibria.reason,
        "staged": _staged(game, solved.staged) if solved.staged else None,
    }


def _staged(game: Game, staged: Staged) -> Record:
    best, cautious = staged.best_joint.profile, staged.cautious.profile
    return {
        "outcomes": [at_profile(game, profile) for profile in staged.outcomes],
        "best_joint": at_profile(game, best) if best else None,
        "cautious": at_profile(game, cautious) if cautious else None,
        "reason": staged.reason,
    }
