"""Shares of draws and means over draws, each with its Monte Carlo standard error.

A share of draws is a share of opinions: of the readings that the ranges allow, how many lead to something. The *Monte
Carlo standard error* says how far the share could be off because only so many draws were made, and nothing else: it
shrinks with more draws, and knows nothing of whether the ranges are right.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ..game.game import Array

Truths = npt.NDArray[np.bool_]
PARTS = (16, 8, 4, 2, 1)
Advance = Callable[[int], None]


def quietly(draws: int) -> None:
    """What is called with the number of draws just done where nobody watches."""


@dataclass(frozen=True)
class Estimate:
    """A share or a mean over `draws` draws. Both numbers are NaN where there is no draw to count."""

    value: float
    standard_error: float
    draws: int


def share(truths: Truths, replicates: int = 1, among: Truths | None = None) -> Estimate:
    """The share of draws in which something is true; with `among`, of those draws alone.

    Independent draws: standard error sqrt(p(1 - p)/n). Replicated sets of points, `replicates` of equal length one
    after the other: the sample standard deviation of their shares over sqrt(replicates), and for a share that is
    neither none nor all no less than one draw more or less in each would make, for balanced points may agree by chance.
    """
    chosen = np.ones_like(truths) if among is None else among
    count = int(chosen.sum())
    if not count:
        return Estimate(float("nan"), float("nan"), 0)
    value = float((truths & chosen).sum() / count)
    if replicates == 1:
        return Estimate(value, float(np.sqrt(value * (1 - value) / count)), count)
    own, of = ((part.reshape(replicates, -1).sum(axis=1)) for part in (truths & chosen, chosen))
    with np.errstate(invalid="ignore"):
        spread = _spread_of(own / of)
    one_draw = replicates**0.5 / count if 0 < value < 1 else 0.0
    return Estimate(value, float(np.maximum(spread, one_draw)), count)


def mean(values: Array, replicates: int = 1) -> Estimate:
    """The mean over the draws that have a value (the others are NaN), standard error as for shares."""
    known = ~np.isnan(values)
    count = int(known.sum())
    if count < 2:
        return Estimate(float(values[known][0]) if count else float("nan"), float("nan"), count)
    value = float(values[known].mean())
    if replicates == 1:
        return Estimate(value, float(values[known].std(ddof=1) / np.sqrt(count)), count)
    parts = values.reshape(replicates, -1)
    have = ~np.isnan(parts)
    with np.errstate(invalid="ignore"):
        return Estimate(value, _spread_of(np.where(have, parts, 0).sum(axis=1) / have.sum(axis=1)), count)


def _spread_of(replicated: Array) -> float:
    return float(replicated.std(ddof=1) / np.sqrt(len(replicated)))


def growing(truths: Truths, replicates: int = 1) -> Iterator[Estimate]:
    """The share after a sixteenth of the draws, an eighth, a quarter, a half and all: the first draws of each replicate."""
    parts = truths.reshape(replicates, -1)
    lengths = dict.fromkeys(parts.shape[1] // part for part in PARTS)
    for length in lengths:
        if length:
            yield share(parts[:, :length].ravel(), replicates)
