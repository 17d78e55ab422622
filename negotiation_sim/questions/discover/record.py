"""The answer of `discover` as plain dictionaries."""

from ...present.draws import sampling_record
from ...present.records import Record, number, stamped
from .answer import Discovery
from .prim import Fit


def record(answer: Discovery) -> Record:
    """How the draws were made, and every box with its bounds and how well it fits."""
    scenario, conclusion = answer.observed.scenario, answer.output.reached
    return {
        **stamped([scenario]),
        "scenario": scenario.name,
        "sampling": sampling_record(answer.observed.sampling, [scenario]),
        "conclusion": conclusion.words if conclusion else None,
        "share": number(answer.share),
        "density_wanted": number(answer.wanted),
        "found": answer.dense_enough,
        "chosen": answer.chosen,
        "boxes": [_box(answer, k) for k in range(len(answer.boxes))],
    }


def _box(answer: Discovery, k: int) -> Record:
    return {
        "allowed": k + 1,
        "bounds": {
            entry.name: {"low": number(low), "high": number(high), "unit": entry.unit}
            for entry, low, high in answer.demands(answer.boxes[k])
        },
        "fit": _fit(answer.fits[k]),
        "fresh": _fit(answer.fresh[k]),
    }


def _fit(fit: Fit) -> Record:
    return {"coverage": number(fit.coverage), "density": number(fit.density), "support": number(fit.support)}
