"""The answer of `discover` as plain dictionaries."""

from ...present.draws import sampled
from ...present.records import Record, number, stamped
from .answer import Discovery
from .prim import Fit


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
