"""Uncertainty, sensitivity and discovery as plain dictionaries for `--json`."""

from collections.abc import Sequence

from ..analyse.boxes import Fit
from ..analyse.discovery import Discovery
from ..analyse.sampling import Sampling
from ..analyse.sensitivity import Sensitivity
from ..analyse.shares import Estimate
from ..analyse.uncertainty import QUANTILES, Answers, Spread, Uncertainty
from ..case.scenario import Scenario
from .records import Record, number, stamped
from .uncertain import OPINION


def sampled(sampling: Sampling, scenarios: Sequence[Scenario]) -> Record:
    """How the draws were made."""
    return {
        "draws": sampling.count,
        "asked": sampling.asked,
        "seed": sampling.seed,
        "scheme": sampling.scheme,
        "replicates": sampling.replicates,
        "distribution": sampling.distribution,
        "assumptions": list(sampling.names),
        "correlated": {group.name: group.rank_correlation for group in sampling.correlations},
        "hash": sampling.digest(scenarios),
    }


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
                **{concept: share(found.share(own, concept, question)) for concept in own.concepts},
            }
            for question in found.questions
        },
        "without": {concept: share(found.without(own, concept)) for concept in own.concepts},
        "hinges": {
            concept: [
                {
                    "hinge": step.hinge.name.removeprefix("hinges."),
                    "title": step.hinge.title,
                    "all_so_far": share(step.all_so_far),
                    "of_those": share(step.of_those),
                }
                for step in found.staircase(own, concept)
            ]
            for concept in own.concepts
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
            concept: {
                question.name: [share(estimate) for estimate in found.convergence(own, concept, question)]
                for question in (*found.questions, *found.hinges)
            }
            for concept in own.concepts
        },
    }


def share(estimate: Estimate) -> Record:
    return {
        "share": number(estimate.value),
        "monte_carlo_standard_error": number(estimate.standard_error),
        "draws": estimate.draws,
    }


def _spread(spread: Spread) -> Record:
    return {
        "mean": number(spread.mean.value),
        "monte_carlo_standard_error": number(spread.mean.standard_error),
        "quantiles": {f"{level:g}": number(value) for level, value in zip(QUANTILES, spread.quantiles, strict=True)},
        "draws": spread.mean.draws,
    }


def sensitivity(found: Sensitivity) -> Record:
    return {
        **stamped([found.scenario]),
        "scenario": found.scenario.name,
        "sampling": sampled(found.sampling, [found.scenario]),
        "results": [
            {
                "output": one.output.title,
                "conclusion": one.output.reached.words if one.output.reached else None,
                "method": one.method,
                "draws": one.draws,
                "average": number(one.average),
                "noise": number(one.noise),
                "assumptions": {
                    name: {measure: number(float(values[k])) for measure, values in one.measures.items()}
                    for k, name in enumerate(one.names)
                },
            }
            for one in found.influences
        ],
    }


def discovery(found: Discovery) -> Record:
    scenario = found.observed.scenario
    return {
        **stamped([scenario]),
        "scenario": scenario.name,
        "sampling": sampled(found.observed.sampling, [scenario]),
        "conclusion": found.output.reached.words if found.output.reached else None,
        "share": number(found.share),
        "density_wanted": number(found.wanted),
        "found": found.found,
        "chosen": found.chosen,
        "boxes": [
            {
                "allowed": k + 1,
                "bounds": {
                    entry.name: {"low": _open(low), "high": _open(high), "unit": entry.unit}
                    for entry, low, high in found.demands(box)
                },
                "fit": _fit(here),
                "fresh": _fit(fresh),
            }
            for k, (box, here, fresh) in enumerate(zip(found.boxes, found.fits, found.fresh, strict=True))
        ],
    }


def _open(bound: float | None) -> float | None:
    return None if bound is None else number(bound)


def _fit(fit: Fit) -> Record:
    return {"coverage": number(fit.coverage), "density": number(fit.density), "support": number(fit.support)}
