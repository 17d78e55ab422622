"""Which assumptions drive a conclusion or a payoff: rank correlation, a regional test, PAWN, Sobol, Morris.

How large a measure looks depends on the ranges and on the distribution drawn from: it is about opinions as the register
bounds them. Measures on draws are never exactly zero, so made-up assumptions, on which nothing depends, are drawn beside
the real ones: what does not exceed them is noise.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ...case.scenario import Scenario
from ...errors import InputError, unknown
from ...games.arrays import Array
from ...worlds.advance import Advance, quietly
from ...worlds.marginals import values_at
from ...worlds.outputs import Observed, Output, check_varies, holds, observe, outputs_at, outputs_of
from ...worlds.sampling import Sampling
from ..watch import Watch
from .designs import check_salib, morris_design, morris_effects, pawn, sobol_design, sobol_indices
from .question import METHODS, SensitivityAsked

if TYPE_CHECKING:
    import pandas as pd

Measures = dict[str, Array]
MADE_UP = 200
LEAST_BASE = 64


def answer(asked: SensitivityAsked, watch: Watch) -> "Sensitivity":
    """What drives the conclusions and payoffs that are asked about, by each of the methods."""
    scenario = asked.read()
    outputs = outputs_of(scenario.case, asked.holds, asked.payoff, asked.sense)
    sampling = asked.sampling(scenario.case)
    designs = sum(method in ON_DESIGNS for method in asked.methods)
    on_draws = designs < len(asked.methods)
    with watch("Solving draws", sampling.count * (designs + on_draws)) as advance:
        return sensitivity(scenario, sampling, outputs, asked.methods, advance)


@dataclass(frozen=True, eq=False)
class Influence:
    """What one method says of one output: for each assumption the measures, the strongest assumption first.

    `measures[name]` has shape (assumptions,). The first measure ranks, by its size. `noise` is the greatest size among
    made-up assumptions, on which nothing depends; NaN where the method has a design of its own.
    """

    method: str
    output: Output
    names: tuple[str, ...]
    measures: Mapping[str, Array]
    noise: float
    draws: int
    average: float

    @property
    def strength(self) -> Array:
        return np.abs(next(iter(self.measures.values())))


@dataclass(frozen=True, eq=False)
class Sensitivity:
    """Every method's answer for every output of one scenario."""

    scenario: Scenario
    sampling: Sampling
    influences: tuple[Influence, ...]

    @property
    def table(self) -> "pd.DataFrame":
        """One row per output, method, assumption and measure."""
        import pandas as pd

        return pd.DataFrame(
            {
                "output": influence.output.title,
                "method": influence.method,
                "assumption": name,
                "measure": measure,
                "value": values[k],
                "noise": influence.noise if measure == next(iter(influence.measures)) else float("nan"),
            }
            for influence in self.influences
            for k, name in enumerate(influence.names)
            for measure, values in influence.measures.items()
        )


def sensitivity(
    scenario: Scenario,
    sampling: Sampling,
    results: Sequence[Output | str],
    methods: Sequence[str] = ("regional", "rank"),
    advance: Advance = quietly,
) -> Sensitivity:
    """The methods' answers for each of the results: an output, or a condition at the staged outcome.

    `regional`, `rank` and `pawn` share one set of draws; `sobol` and `morris` solve designs of their own, of at most as
    many points as the sampling has draws.

    Raises InputError for an unknown method, an output that never varies, too few draws for a design, a design for
    correlated assumptions, and where SALib is needed and missing.
    """
    outputs = [holds(scenario.case, result) if isinstance(result, str) else result for result in results]
    for method in methods:
        if method not in METHODS:
            raise InputError(unknown("method", method, METHODS))
    if any(method not in ("regional", "rank") for method in methods):
        check_salib()  # before the draws are solved
    influences: list[Influence] = []
    if on_draws := [method for method in methods if method in ON_DRAWS]:
        observed = observe(scenario, sampling, outputs, advance)
        for output, y in zip(outputs, observed.y, strict=True):
            influences += [_on_draws(method, observed, output, y) for method in on_draws]
    for method in (method for method in methods if method in ON_DESIGNS):
        influences += ON_DESIGNS[method](scenario, sampling, outputs, advance)
    return Sensitivity(scenario, sampling, tuple(influences))


def regional(x: Array, yes: Array) -> Measures:
    """Shape (columns,): the Kolmogorov-Smirnov distance between a column where `yes` holds and where it does not.

    The regional sensitivity analysis of Hornberger, G. and Spear, R. (1981), Journal of Environmental Management 12, 7.
    `shift` is the difference of the two medians over the column's standard deviation: above 0, high values favour it.
    Of a payoff the yes or no is whether it lies above its median.
    """
    order = np.argsort(x, axis=0, kind="stable")
    held, values = (yes != 0)[order], np.take_along_axis(x, order, axis=0)
    apart = np.cumsum(held, axis=0) / held.sum(axis=0) - np.cumsum(~held, axis=0) / (~held).sum(axis=0)
    last_of_ties = np.append(values[1:] != values[:-1], np.ones((1, x.shape[1]), bool), axis=0)
    distance = np.abs(np.where(last_of_ties, apart, 0)).max(axis=0)
    shift = np.median(x[yes != 0], axis=0) - np.median(x[yes == 0], axis=0)
    return {"distance": distance, "shift": shift / x.std(axis=0)}


def rank(x: Array, y: Array) -> Measures:
    """Spearman's rank correlation of every column with `y`, shape (columns,). Sees rising and falling, not humps."""
    from scipy.stats import rankdata

    x_ranks, y_ranks = rankdata(x, axis=0) - (len(x) + 1) / 2, rankdata(y) - (len(y) + 1) / 2
    sizes = np.sqrt((x_ranks**2).sum(axis=0) * (y_ranks**2).sum())
    correlations: Array = y_ranks @ x_ranks / sizes
    return {"rank_correlation": correlations}


ON_DRAWS: dict[str, Callable[[Array, Array], Measures]] = {"regional": regional, "rank": rank, "pawn": pawn}


def _on_draws(method: str, observed: Observed, output: Output, y: Array) -> Influence:
    known = ~np.isnan(y)
    check_varies(output, y[known])
    halves = method == "regional" and output.reached is None
    values = (y[known] > np.median(y[known])).astype(float) if halves else y[known]
    rng = np.random.default_rng([observed.sampling.seed, observed.sampling.stream, MADE_UP])
    made_up = rng.random((int(known.sum()), MADE_UP))
    measures = ON_DRAWS[method](np.column_stack([observed.x[known], made_up]), values)
    noise = float(np.nanmax(np.abs(next(iter(measures.values()))[-MADE_UP:])))
    real = {name: measure[:-MADE_UP] for name, measure in measures.items()}
    return _ranked(method, output, observed.names, real, noise, y[known])


def _ranked(method: str, output: Output, names: Sequence[str], measures: Measures, noise: float, y: Array) -> Influence:
    order = np.argsort(-np.abs(next(iter(measures.values()))), kind="stable")
    ranked = {name: values[order] for name, values in measures.items()}
    return Influence(method, output, tuple(names[k] for k in order), ranked, noise, len(y), float(y.mean()))


def _sobol(scenario: Scenario, sampling: Sampling, outputs: Sequence[Output], advance: Advance) -> list[Influence]:
    names, columns = _columns(scenario, sampling)
    base = 2 ** int(np.log2(max(1, sampling.count // (columns + 2))))
    _check_enough("sobol", base, LEAST_BASE, LEAST_BASE * (columns + 2), sampling.count, columns)
    units = sobol_design(columns, base, sampling.seed)
    y = _evaluated(scenario, sampling, units, outputs, advance)
    return [
        _ranked("sobol", output, names, sobol_indices(values, columns, sampling.seed), float("nan"), values)
        for output, values in zip(outputs, y, strict=True)
    ]


def _morris(scenario: Scenario, sampling: Sampling, outputs: Sequence[Output], advance: Advance) -> list[Influence]:
    names, columns = _columns(scenario, sampling)
    trajectories = sampling.count // (columns + 1)
    _check_enough("morris", trajectories, 4, 4 * (columns + 1), sampling.count, columns)
    units = morris_design(columns, trajectories, sampling.seed)
    y = _evaluated(scenario, sampling, units, outputs, advance)
    return [
        _ranked("morris", output, names, morris_effects(units, values, sampling.seed), float("nan"), values)
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


def _check_enough(method: str, walks: int, least: int, needed: int, draws: int, columns: int) -> None:
    if walks < least:
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
