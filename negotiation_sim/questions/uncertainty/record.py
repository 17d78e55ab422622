"""The answer of `uncertainty` as plain dictionaries."""

from ...case.conclusions import Sense
from ...present.draws import OPINION, sampling_record, share_record
from ...present.records import Record, number, stamped
from ...solve.staged import Rule
from ...worlds.drawn_conditions import DrawnCondition
from .answer import QUANTILES, PayoffSpread, Uncertainty
from .on_draws import ScenarioOnDraws


def record(answer: Uncertainty) -> Record:
    """How the draws were made, and every scenario's shares, hinges, payoffs and convergence."""
    return {
        **stamped(answer.scenarios),
        "sampling": sampling_record(answer.sampling, answer.scenarios),
        "note": OPINION,
        "baseline": answer.baseline.scenario.name if answer.baseline else None,
        "scenarios": [_scenario(answer, solved) for solved in answer.by_scenario],
    }


def _scenario(answer: Uncertainty, solved: ScenarioOnDraws) -> Record:
    scenario, senses = solved.scenario, solved.senses
    return {
        "name": scenario.name,
        "held": sorted({*scenario.file.changes, *scenario.overrides}),
        "outcomes": {condition.name: _outcome(answer, solved, condition) for condition in answer.conditions},
        "without": {sense: share_record(answer.without(solved, sense)) for sense in senses},
        "hinges": {sense: _hinges(answer, solved, sense) for sense in senses},
        "payoffs": {rule: _payoffs(answer, solved, rule) for rule in solved.payoffs},
        "convergence": {sense: _convergence(answer, solved, sense) for sense in senses},
    }


def _outcome(answer: Uncertainty, solved: ScenarioOnDraws, condition: DrawnCondition) -> Record:
    return {
        "title": condition.title,
        "condition": condition.condition.text,
        **{sense: share_record(answer.share(solved, sense, condition)) for sense in solved.senses},
    }


def _hinges(answer: Uncertainty, solved: ScenarioOnDraws, sense: Sense) -> list[Record]:
    return [
        {
            "hinge": step.hinge.name.removeprefix("hinges."),
            "title": step.hinge.title,
            "all_so_far": share_record(step.all_so_far),
            "of_those": share_record(step.of_those),
        }
        for step in answer.staircase(solved, sense)
    ]


def _payoffs(answer: Uncertainty, solved: ScenarioOnDraws, rule: Rule) -> Record:
    changes = answer.payoffs(solved, rule, changes=True) if answer.baseline else None
    return {
        "payoff": {spread.player: _spread(spread) for spread in answer.payoffs(solved, rule)},
        "change": None if changes is None else {spread.player: _spread(spread) for spread in changes},
    }


def _convergence(answer: Uncertainty, solved: ScenarioOnDraws, sense: Sense) -> Record:
    return {
        condition.name: [share_record(estimate) for estimate in answer.convergence(solved, sense, condition)]
        for condition in (*answer.conditions, *answer.hinges)
    }


def _spread(spread: PayoffSpread) -> Record:
    return {
        "mean": number(spread.mean.value),
        "monte_carlo_standard_error": number(spread.mean.standard_error),
        "quantiles": {f"{level:g}": number(value) for level, value in zip(QUANTILES, spread.quantiles, strict=True)},
        "draws": spread.mean.draws,
    }
