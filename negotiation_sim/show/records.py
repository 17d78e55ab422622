"""What `--json` prints: plain dictionaries, numbers rounded to ten decimals."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from ..analyse.bimatrix import Bimatrix
from ..analyse.compare import Comparison, Solved
from ..analyse.explain import Explanation
from ..analyse.thresholds import Thresholds
from ..case.assumptions import Assumption
from ..case.scenario import Case, Scenario
from ..game.game import AnyProfile, Game, MixedProfile, Profile
from ..solve.solution import P, Solution
from .stamp import stamp

Record = dict[str, Any]


def stamped(scenarios: Sequence[Scenario]) -> Record:
    """The keys that open every record: case, assumptions, changes, values outside their range, hash."""
    made = stamp(scenarios)
    return {
        "case": made.case,
        "assumptions": made.assumptions[0] if len(made.assumptions) == 1 else list(made.assumptions),
        "changes": {change.entry.name: number(change.value) for change in made.changes},
        "outside_range": list(made.outside),
        "hash": made.digest,
    }


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


def at_profile(game: Game, profile: Profile) -> Record:
    payoffs = {player: number(payoff) for player, payoff in game.payoff(profile).items()}
    return {"profile": game.moves(profile), "payoffs": payoffs}


def thresholds(found: Thresholds) -> Record:
    players = {
        member: {
            "alone": number(found.alone(member)),
            "last": number(found.last(member)),
            "belief": None if (belief := found.belief(member)) is None else number(belief),
        }
        for member in found.members
    }
    insured = found.insurance
    payments = {member: number(paid) for member, paid in zip(insured.order, insured.payments, strict=True)}
    insurance = {"total": number(insured.total), "order": list(insured.order), "payments": payments}
    return {**stamped([found.scenario]), "scenario": found.scenario.name, "players": players, "insurance": insurance}


def explanation(explained: Explanation) -> Record:
    terms = {
        player: [
            {
                "criterion": term.criterion,
                "weight": number(term.weight),
                "outcome": number(term.outcome),
                "contribution": number(term.contribution),
                "rule": term.rule,
                "weight_name": term.assumption.name if term.assumption else None,
                "why": term.assumption.why if term.assumption else None,
                "source": term.assumption.source if term.assumption else None,
            }
            for term in own
        ]
        for player, own in explained.terms.items()
    }
    moves = {
        move.player: {
            "now": move.now,
            "other": move.other,
            "gain": number(move.gain),
            "leaves": move.leaves,
            "differences": {name: number(change) for name, change in move.differences},
        }
        for move in explained.moves
    }
    solved = explained.solved
    return {
        **stamped([solved.scenario]),
        "scenario": solved.scenario.name,
        "equilibrium": solved.game.is_equilibrium(explained.profile),
        **at_profile(solved.game, explained.profile),
        "terms": terms,
        "best_other_strategy": moves,
    }


def solution(game: Game, found: Solution[P]) -> Record:
    """Equilibria of any game: a pure strategy as its label, a mixed one as label -> probability."""
    return {
        "title": game.title,
        "players": {player: list(own) for player, own in zip(game.players, game.strategies, strict=True)},
        "method": found.method,
        "reason": found.reason,
        "warnings": list(found.warnings),
        "equilibria": [
            {"profile": labelled(game, profile), "payoffs": _payoffs(game, profile), "regret": number(regret)}
            for profile, regret in zip(found.equilibria, found.regret, strict=True)
        ],
    }


def solutions(game: Game, pure: Solution[Profile], mixed: Solution[MixedProfile] | None) -> Record:
    """All pure equilibria of a game and, where they were sought, its mixed ones."""
    return {**solution(game, pure), "mixed": solution(game, mixed) if mixed else None}


def bimatrix(found: Bimatrix) -> Record:
    return {
        **stamped([found.solved.scenario]),
        "scenario": found.solved.scenario.name,
        "others": dict(found.others),
        **solution(found.game, found.mixed),
        "payoffs": {player: found.game.payoffs[i].round(10).tolist() for i, player in enumerate(found.game.players)},
    }


def assumptions(entries: Sequence[Assumption], values: Mapping[str, float]) -> list[Record]:
    return [
        {
            **asdict(entry),
            "value": values[entry.name],
            "register_value": entry.value,
            "outside_range": not entry.allows(values[entry.name]),
        }
        for entry in entries
    ]


def sets(case: Case) -> list[Record]:
    return [asdict(own) for own in case.sets.values()]


def scenarios(case: Case) -> list[Record]:
    return [{**asdict(file), "main": name in case.main} for name, file in case.scenario_files.items()]


def labelled(game: Game, profile: AnyProfile) -> Record:
    """A profile in labels; of a mixed strategy only what is played with positive probability."""
    named: Record = {}
    for player, own, part in zip(game.players, game.strategies, profile, strict=True):
        if isinstance(part, int):
            named[player] = own[part]
        else:
            named[player] = {label: number(p) for label, p in zip(own, part, strict=True) if p > 0}
    return named


def _payoffs(game: Game, profile: AnyProfile) -> Record:
    return {player: number(value) for player, value in zip(game.players, game.expected(profile), strict=True)}


def number(value: float) -> float | None:
    """Rounded to ten decimals, which hides rounding and nothing else; None for what is not a number."""
    return None if math.isnan(value) else round(float(value), 10) + 0.0
