"""What one method says of one output; and the methods that share one set of draws: a regional test, ranks, PAWN.

Measures on draws are never exactly zero, so made-up assumptions, on which nothing depends, are drawn beside the real
ones: what does not exceed them is noise.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ...games.arrays import Array, Mask
from ...worlds.drawn_outputs import Observed, Output, check_varies
from .designs import pawn

Measures = dict[str, Array]
MADE_UP = 200


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
        """The size of the first measure, shape (assumptions,)."""
        return np.abs(next(iter(self.measures.values())))

    @property
    def interval(self) -> Array | None:
        """Half the width of the first measure's 95 % bootstrap interval, shape (assumptions,); None: it has none."""
        return self.measures.get(f"{next(iter(self.measures))}_bootstrap")

    @property
    def clear(self) -> Mask:
        """Which assumptions can be told from noise: above all made-up ones, or with an interval that lies above 0."""
        floor = self.noise if self.interval is None else self.interval
        return ~(self.strength <= floor)


def ranked(method: str, output: Output, names: Sequence[str], measures: Measures, noise: float, y: Array) -> Influence:
    """The influence with the strongest assumption first; `y`, shape (draws,), is the output."""
    order = np.argsort(-np.abs(next(iter(measures.values()))), kind="stable")
    in_order = {name: values[order] for name, values in measures.items()}
    return Influence(method, output, tuple(names[k] for k in order), in_order, noise, len(y), float(y.mean()))


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


def influence_on_draws(method: str, observed: Observed, output: Output, y: Array) -> Influence:
    """What a method that needs no design says of an output, whose values on the draws are `y`, shape (draws,)."""
    known = ~np.isnan(y)
    check_varies(output, y[known])
    halves = method == "regional" and output.reached is None
    values = (y[known] > np.median(y[known])).astype(float) if halves else y[known]
    rng = np.random.default_rng([observed.sampling.seed, observed.sampling.stream, MADE_UP])
    made_up = rng.random((int(known.sum()), MADE_UP))
    measures = ON_DRAWS[method](np.column_stack([observed.x[known], made_up]), values)
    noise = float(np.nanmax(np.abs(next(iter(measures.values()))[-MADE_UP:])))
    real = {name: measure[:-MADE_UP] for name, measure in measures.items()}
    return ranked(method, output, observed.names, real, noise, y[known])
