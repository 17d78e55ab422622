"""The answer of `compare` as plain dictionaries."""

from ...present.records import Record, at_profile, stamped
from ...worlds.solved import Solved
from .answer import Comparison


def comparison(compared: Comparison) -> Record:
    """One object; where several assumption sets were compared, one such object for each under `comparisons`."""
    sets = list(dict.fromkeys(solved.scenario.assumptions.name for solved in compared.solved))
    records = []
    for name in sets:
        part = [solved for solved in compared.solved if solved.scenario.assumptions.name == name]
        record = stamped([solved.scenario for solved in part])
        records.append({**record, "scenarios": [solved_scenario(solved) for solved in part]})
    if len(records) == 1:
        return records[0]
    return {**stamped([solved.scenario for solved in compared.solved]), "comparisons": records}


def solved_scenario(solved: Solved) -> Record:
    scenario, game = solved.scenario, solved.game
    staged = solved.staged
    return {
        "name": scenario.name,
        "fixed": dict(scenario.fixes),
        "order": [list(stage) for stage in scenario.order] if scenario.order else None,
        "equilibria": [at_profile(game, profile) for profile in solved.equilibria.equilibria],
        "reason": solved.equilibria.reason,
        "staged": None
        if staged is None
        else {
            "outcomes": [at_profile(game, profile) for profile in staged.outcomes],
            "best_joint": at_profile(game, staged.best_joint.profile) if staged.best_joint.profile else None,
            "cautious": at_profile(game, staged.cautious.profile) if staged.cautious.profile else None,
            "reason": staged.reason,
        },
    }
