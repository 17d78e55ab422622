"""Scenario discovery: the box of a few assumptions inside which a conclusion holds in most draws.

The patient rule induction method, PRIM (Friedman, J. and Fisher, N. (1999), Bump hunting in high-dimensional data,
Statistics and Computing 9), as used for policy by Bryant, B. and Lempert, R. (2010), Thinking inside the box,
Technological Forecasting and Social Change 77: *density* is the share of the box's draws in which the conclusion holds,
*coverage* the share of all draws in which it holds that lie in the box, *support* the share of all draws in the box.

A box is one simple description among many, found by a greedy search: it is not the best one, and outside it the
conclusion may hold too.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from ...case.assumptions import Assumption
from ...case.scenario import Scenario
from ...errors import InputError
from ...present import labels
from ...present.frames import Frame, frame
from ...worlds.advance import Advance, Watch, quietly
from ...worlds.drawn_outputs import Observed, Output, check_varies, holds, observe
from ...worlds.sampling import Sampling
from .prim import Box, Fit, find_box, fit
from .question import DiscoverAsked

NEARLY = 0.9


def answer(asked: DiscoverAsked, watch: Watch) -> "Discovery":
    """The boxes in which the conclusion that is asked about holds."""
    scenario = asked.read()
    output = holds(scenario.case, asked.holds, asked.sense)
    sampling = asked.sampling(scenario.case, kinds=(output.of_kind,))
    with watch("Solving draws", 2 * sampling.count) as advance:
        return discover(scenario, sampling, output, asked.density, asked.at_most, advance)


@dataclass(frozen=True, eq=False)
class Discovery:
    """A box for each number of assumptions allowed (from 1): the best that was found with so many or fewer; see `best`.

    `fits` says how well each fits the draws it was found on, `fresh` how well it fits other draws.
    `share` is the share of all draws in which the conclusion holds: the density of the box that asks nothing.
    """

    observed: Observed
    output: Output
    wanted: float
    share: float
    boxes: tuple[Box, ...]
    fits: tuple[Fit, ...]
    fresh: tuple[Fit, ...]

    @property
    def chosen(self) -> int:
        """Which box: of those dense enough, the fewest assumptions that keep nine tenths of the greatest coverage.

        Where none is dense enough, the densest.
        """
        good = [k for k, fit in enumerate(self.fits) if fit.density >= self.wanted]
        if not good:
            return max(range(len(self.fits)), key=lambda k: self.fits[k].density)
        most = max(self.fits[k].coverage for k in good)
        near = [k for k in good if self.fits[k].coverage >= NEARLY * most]
        return min(near, key=lambda k: (len(self.boxes[k].restricted), -self.fits[k].coverage))

    @property
    def dense_enough(self) -> bool:
        """Whether the chosen box is as dense as was asked for."""
        return self.fits[self.chosen].density >= self.wanted

    def demands(self, box: Box) -> tuple[tuple[Assumption, float | None, float | None], ...]:
        """Each restricted assumption with its least and greatest value; None where that side is open."""
        register = self.observed.scenario.case.register
        return tuple(
            (
                register[self.observed.names[k]],
                float(box.low[k]) if np.isfinite(box.low[k]) else None,
                float(box.high[k]) if np.isfinite(box.high[k]) else None,
            )
            for k in box.restricted
        )

    @property
    def table(self) -> Frame:
        """One row per box and assumption that it bounds, with the box's fit here and on fresh draws."""
        return frame(
            {
                "allowed": k + 1,
                "chosen": k == self.chosen,
                "assumption": entry.name,
                **labels.beside(self.observed.scenario.case.register, entry.name),
                "low": low,
                "high": high,
                "unit": entry.unit,
                **{name: getattr(self.fits[k], name) for name in ("density", "coverage", "support")},
                **{f"fresh_{name}": getattr(self.fresh[k], name) for name in ("density", "coverage", "support")},
            }
            for k, box in enumerate(self.boxes)
            for entry, low, high in self.demands(box)
        )


def discover(
    scenario: Scenario,
    sampling: Sampling,
    result: Output | str,
    density: float = 0.9,
    most: int = 6,
    advance: Advance = quietly,
) -> Discovery:
    """The boxes in which a conclusion holds in at least a share `density` of the draws, each checked on fresh draws.

    A result that is a condition must hold at the staged outcome.
    Raises InputError where the conclusion holds in no draw or in all, and for a density or a number out of bounds.
    """
    if not 0 < density <= 1:
        raise InputError(f"a density of {density:g}: write a number above 0 and at most 1, for example 0.9.")
    if most < 1:
        raise InputError(f"at most {most} assumptions: write 1 or more.")
    output = holds(scenario.case, result) if isinstance(result, str) else result
    observed = observe(scenario, sampling, [output], advance)
    again = observe(scenario, sampling.fresh(), [output], advance)
    yes, fresh = observed.y[0] != 0, again.y[0] != 0
    check_varies(output, observed.y[0])
    tried = [find_box(observed.x, yes, allowed, density) for allowed in range(1, most + 1)]
    boxes = tuple(best(tried, [fit(box, observed.x, yes) for box in tried], density))
    fits = tuple(fit(box, observed.x, yes) for box in boxes)
    checked = tuple(fit(box, again.x, fresh) for box in boxes)
    return Discovery(observed, output, density, float(yes.mean()), boxes, fits, checked)


def best(boxes: Sequence[Box], fits: Sequence[Fit], density: float) -> Iterator[Box]:
    """For 1, 2, ... assumptions allowed, the best of all the boxes found that bound no more.

    Of the boxes that are dense enough it is the one with the greatest coverage, else the densest box; of two equal ones
    the one that was found first. Each search is greedy: a search that may bound more assumptions can end at a worse
    box, or bound fewer than it may.
    """

    def merit(k: int) -> tuple[bool, float, float]:
        fit = fits[k]
        good = fit.density >= density
        return (good, fit.coverage, fit.density) if good else (good, fit.density, fit.coverage)

    for allowed in range(1, len(boxes) + 1):
        yield boxes[max((k for k, box in enumerate(boxes) if len(box.restricted) <= allowed), key=merit)]
