"""The answer of `sensitivity` as plain dictionaries."""

from ...present.draws import sampled
from ...present.records import Record, number, stamped
from .answer import Sensitivity


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
