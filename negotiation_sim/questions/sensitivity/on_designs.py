"""The methods that solve a design of their own: Sobol indices and Morris's walks."""

from collections.abc import Sequence

import numpy as np

from ...case.scenario import Scenario
from ...errors import InputError
from ...games.arrays import Array
from ...worlds.advance import Advance
from ...worlds.drawn_outputs import Output, check_varies, outputs_at
from ...worlds.marginals import values_at
from ...worlds.sampling import Sampling
from .designs import morris_design, morris_effects, sobol_design, sobol_indices
from .influence import Influence, ranked

ON_DESIGNS = ("sobol", "morris")
LEAST_BASE = 64
LEAST_WALKS = 4


def influences_on_design(
    method: str, scenario: Scenario, sampling: Sampling, outputs: Sequence[Output], advance: Advance
) -> list[Influence]:
    """What one of these methods says of each output, at the points of its design, at most as many as there are draws.

    Raises InputError for correlated assumptions, for too few draws, and for an output that misses a value or never
    varies.
    """
    if sampling.correlations:
        raise InputError(
            "sobol and morris take every assumption to vary apart from the others. "
            "Leave correlations out, or ask for regional, rank or pawn."
        )
    names = tuple(marginal.name for marginal in sampling.marginals(scenario))
    units = _design(method, len(names), sampling)
    y = _evaluated(scenario, sampling, units, outputs, advance)
    measures = [
        sobol_indices(values, len(names), sampling.seed)
        if method == "sobol"
        else morris_effects(units, values, sampling.seed)
        for values in y
    ]
    parts = zip(outputs, measures, y, strict=True)
    return [ranked(method, output, names, measured, float("nan"), values) for output, measured, values in parts]


def _design(method: str, columns: int, sampling: Sampling) -> Array:
    """The points of the unit cube, shape (points, columns). Raises InputError where the draws are too few."""
    each, least = (columns + 2, LEAST_BASE) if method == "sobol" else (columns + 1, LEAST_WALKS)
    size = sampling.count // each
    if size < least:
        raise InputError(
            f"{sampling.count:,} draws are too few for {method} with {columns} assumptions: {least * each:,} are "
            "needed. Raise `draws`, or draw fewer assumptions with `only=main` or `free`."
        )
    if method == "sobol":
        return sobol_design(columns, 2 ** int(np.log2(size)), sampling.seed)
    return morris_design(columns, size, sampling.seed)


def _evaluated(
    scenario: Scenario, sampling: Sampling, units: Array, outputs: Sequence[Output], advance: Advance
) -> Array:
    """Every output at every point of a design, shape (outputs, points). Raises InputError where one is missing."""
    y = outputs_at(scenario, values_at(sampling.marginals(scenario), units), outputs, advance)
    for output, values in zip(outputs, y, strict=True):
        if missing := int(np.isnan(values).sum()):
            raise InputError(
                f"'{output.title}': {missing:,} of {len(values):,} points have no staged outcome, and "
                "sobol and morris need them all. Ask for regional, rank or pawn."
            )
        check_varies(output, values)
    return y
