"""Sensitivity indices that need a design of their own, and PAWN: SALib's estimators, on points of the unit cube.

Sampling, evaluating and analysing are kept apart: a design gives points, the caller turns them into values and solves,
an index reads the results. SALib: Herman, J. and Usher, W. (2017), Journal of Open Source Software 2(9), 97.
"""

from importlib import import_module
from typing import Any

import numpy as np

from ...errors import InputError
from ...games.arrays import Array

LEVELS = 4
SLICES = 10
RESAMPLES = 200


def sobol_design(columns: int, base: int, seed: int) -> Array:
    """Saltelli's design for first and total indices: base x (columns + 2) points of the unit cube, base a power of 2.

    Saltelli, A. (2002), Computer Physics Communications 145, 280.
    """
    units: Array = _salib("sample.sobol").sample(_problem(columns), base, calc_second_order=False, seed=seed)
    return units


def sobol_indices(y: Array, columns: int, seed: int) -> dict[str, Array]:
    """Total and first indices, each of shape (columns,), each with half the width of its 95 % bootstrap interval.

    The first index is the share of the output's variance that goes when this assumption alone is known; the total
    index is the share that stays when all others are. `y` has one value for each point of `sobol_design`.
    """
    estimates = _salib("analyze.sobol").analyze(
        _problem(columns), y, calc_second_order=False, num_resamples=RESAMPLES, seed=seed
    )
    keys = {"total": "ST", "total_bootstrap": "ST_conf", "first": "S1", "first_bootstrap": "S1_conf"}
    return {name: np.asarray(estimates[key]) for name, key in keys.items()}


def morris_design(columns: int, trajectories: int, seed: int) -> Array:
    """Morris's one-at-a-time walks over a grid of four levels: trajectories x (columns + 1) points of the unit cube.

    Morris, M. (1991), Technometrics 33, 161.
    """
    units: Array = _salib("sample.morris").sample(_problem(columns), trajectories, num_levels=LEVELS, seed=seed)
    return units


def morris_effects(units: Array, y: Array, seed: int) -> dict[str, Array]:
    """Elementary effects, each of shape (columns,): mean size (mu*), mean (mu) and spread (sigma).

    An effect is the output's change over the change of the assumption's quantile. The spread is large where the effect
    depends on the other assumptions. The mean size has half the width of its 95 % bootstrap interval beside it.
    mu*: Campolongo, F. and others (2007), Environmental Modelling & Software 22, 1509.
    """
    estimates = _salib("analyze.morris").analyze(
        _problem(units.shape[1]), units, y, num_levels=LEVELS, num_resamples=RESAMPLES, seed=seed
    )
    keys = {"mean_size": "mu_star", "mean_size_bootstrap": "mu_star_conf", "mean": "mu", "spread": "sigma"}
    return {name: np.asarray(estimates[key], dtype=float) for name, key in keys.items()}


def pawn(x: Array, y: Array) -> dict[str, Array]:
    """PAWN indices, shape (columns,): how far the distribution of `y` moves when a column is known to a tenth.

    The median and the maximum, over the tenths, of the Kolmogorov-Smirnov distance between the distribution of `y`
    within a tenth and over all draws. Pianosi, F. and Wagener, T. (2018), Environmental Modelling & Software 108, 197.
    """
    estimates = _salib("analyze.pawn").analyze(_problem(x.shape[1]), x, y, S=SLICES)
    return {"median": np.asarray(estimates["median"]), "maximum": np.asarray(estimates["maximum"])}


def _problem(columns: int) -> dict[str, Any]:
    return {"num_vars": columns, "names": [f"x{k}" for k in range(columns)], "bounds": [[0.0, 1.0]] * columns}


def check_salib() -> None:
    """Raises InputError where SALib is not installed."""
    _salib("analyze.sobol")


def _salib(module: str) -> Any:
    try:
        return import_module(f"SALib.{module}")
    except ImportError:
        raise InputError(
            "the methods sobol, morris and pawn need SALib, which is not installed. "
            "Install it with: pip install 'negotiation-sim[sensitivity]'. "
            "The methods regional and rank work without it."
        ) from None
