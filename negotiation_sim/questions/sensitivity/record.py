"""The answer of `sensitivity` as plain dictionaries."""

from ...present.draws import sampling_record
from ...present.records import Record, number, stamped
from .answer import Sensitivity
from .influence import Influence


def record(answer: Sensitivity) -> Record:
    """How the draws were made, and every measure of every assumption by output and method."""
    return {
        **stamped([answer.scenario]),
        "scenario": answer.scenario.name,
        "sampling": sampling_record(answer.sampling, [answer.scenario]),
        "results": [_influence(influence) for influence in answer.influences],
    }


def _influence(influence: Influence) -> Record:
    conclusion = influence.output.reached
    return {
        "output": influence.output.title,
        "conclusion": conclusion.words if conclusion else None,
        "method": influence.method,
        "draws": influence.draws,
        "average": number(influence.average),
        "noise": number(influence.noise),
        "assumptions": {
            name: {measure: number(float(values[k])) for measure, values in influence.measures.items()}
            for k, name in enumerate(influence.names)
        },
    }
