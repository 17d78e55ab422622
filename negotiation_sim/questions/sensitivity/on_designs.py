"""The methods that solve a design of their own: Sobol indices and Morris's walks."""

from collections.abc import Sequence

import numpy as np

from ...case.scenario import Scenario
from ...errors import InputError
from ...games.arrays import Array
from ...worlds.advance import Advance
from ...worlds.marginals import values_at
from ...worlds.outputs import Output, check_varies, outputs_at
from ...worlds.sampling import Sampling
from .designs import morris_design, morris_effects, sobol_design, sobol_indices
from .influence import Influence, ranked

LEAST_BASE = 64


def _sobol(scenario: Scenario, sampling: Sampling, outputs: Sequence[Output], advance: Advance) -> list[Influence]:
    names, columns = _columns(scenario, sampling)
    base = 2 ** int(np.log2(max(1, sampling.count // (columns + 2))))
    _check_enough("sobol", base, LEAST_BASE, LEAST_BASE * (columns + 2), sampling.count, columns)
    units = sobol_design(columns, base, sampling.seed)
    y = _evaluated(scenario, sampling, units, outputs, advance)
    return [
        ranked("sobol", output, names, sobol_indices(values, columns, sampling.seed), float("nan"), values)
        for output, values in zip(outputs, y, strict=True)
    ]


def _morris(scenario: Scenario, sampling: Sampling, outputs: Sequence[Output], advance: Advance) -> list[Influence]:
    names, columns = _columns(scenario, sampling)
    trajectories = sampling.count // (columns + 1)
    _check_enough("morris", trajectories, 4, 4 * (columns + 1), sampling.count, columns)
    units = morris_design(columns, trajectories, sampling.seed)
    y = _evaluated(scenario, sampling, units, outputs, advance)
    return [
        ranked("morris", output, names, morris_effects(units, values, sampling.seed), float("nan"), values)
        for output, values in zip(outputs, y, strict=True)
    ]


ON_DESIGNS = {"sobol": _sobol, "morris": _morris}


def _columns(scenario: Scenario, sampling: Sampling) -> tuple[tuple[str, ...], int]:
    if sampling.correlations:
        raise InputError(
            "sobol and morris take every assumption to vary apart from the others. "
            "Leave correlations out, or ask for regional, rank or pawn."
        )
    names = tuple(marginal.name for marginal in sampling.marginals(scenario))
    return names, len(names)


def _check_enough(method: str, size: int, least: int, needed: int, draws: int, columns: int) -> None:
    if size < least:
        raise InputError(
            f"{draws:,} draws are too few for {method} with {columns} assumptions: {needed:,} are needed. "
            "Raise `draws`, or draw fewer assumptions with `only=main` or `free`."
        )


def _evaluated(
    scenario: Scenario, sampling: Sampling, units: Array, outputs: Sequence[Output], advance: Advance
) -> Array:
    """Every output at every point of a design, shape (outputs, points). Raises InputError where one is missing."""
    y = outputs_at(scenario, values_at(sampling.marginals(scenario), units), outputs, advance)
    for output, values in zip(outputs, y, strict=True):
        if np.isnan(values).any():
            raise InputError(
                f"'{output.title}': {int(np.isnan(values).sum()):,} of {len(values):,} draws have no staged outcome, and "
                "sobol and morris need them all. Ask for regional, rank or pawn."
            )
        check_varies(output, values)
    return y
