"""The answer of `uncertainty` as plain dictionaries."""

from ...present.draws import OPINION, sampled, share
from ...present.records import Record, number, stamped
from .answer import QUANTILES, Answers, Spread, Uncertainty


def uncertainty(found: Uncertainty) -> Record:
    return {
        **stamped(found.scenarios),
        "sampling": sampled(found.sampling, found.scenarios),
        "note": OPINION,
        "baseline": found.baseline.scenario.name if found.baseline else None,
        "scenarios": [_scenario(found, own) for own in found.answers],
    }


def _scenario(found: Uncertainty, own: Answers) -> Record:
    return {
        "name": own.scenario.name,
        "held": sorted({*own.scenario.file.changes, *own.scenario.own}),
        "outcomes": {
            question.name: {
                "title": question.title,
                "condition": question.condition.text,
                **{sense: share(found.share(own, sense, question)) for sense in own.senses},
            }
            for question in found.questions
        },
        "without": {sense: share(found.without(own, sense)) for sense in own.senses},
        "hinges": {
            sense: [
                {
                    "hinge": step.hinge.name.removeprefix("hinges."),
                    "title": step.hinge.title,
                    "all_so_far": share(step.all_so_far),
                    "of_those": share(step.of_those),
                }
                for step in found.staircase(own, sense)
            ]
            for sense in own.senses
        },
        "payoffs": {
            rule: {
                "payoff": {spread.player: _spread(spread) for spread in found.payoffs(own, rule)},
                "change": {spread.player: _spread(spread) for spread in found.payoffs(own, rule, changes=True)}
                if found.baseline
                else None,
            }
            for rule in own.payoffs
        },
        "convergence": {
            sense: {
                question.name: [share(estimate) for estimate in found.convergence(own, sense, question)]
                for question in (*found.questions, *found.hinges)
            }
            for sense in own.senses
        },
    }


def _spread(spread: Spread) -> Record:
    return {
        "mean": number(spread.mean.value),
        "monte_carlo_standard_error": number(spread.mean.standard_error),
        "quantiles": {f"{level:g}": number(value) for level, value in zip(QUANTILES, spread.quantiles, strict=True)},
        "draws": spread.mean.draws,
    }
