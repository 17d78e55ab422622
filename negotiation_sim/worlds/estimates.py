"""Shares of draws and means over draws, each with its Monte Carlo standard error.

A share of draws is a share of opinions: of the readings that the ranges allow, how many lead to something. The *Monte
Carlo standard error* says how far the share could be off because only so many draws were made, and nothing else: it
shrinks with more draws, and knows nothing of whether the ranges are right.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from ..games.arrays import Array, Mask

PARTS = (16, 8, 4, 2, 1)


@dataclass(frozen=True)
class Estimate:
    """A share or a mean over `draws` draws. Both numbers are NaN where there is no draw to count."""

    value: float
    standard_error: float
    draws: int


def share(truths: Mask, replicates: int = 1, among: Mask | None = None) -> Estimate:
    """The share of draws in which something is true; with `among`, of those draws alone.

    Independent draws: standard error sqrt(p(1 - p)/n). Replicated sets of points, `replicates` of equal length one
    after the other: see `_spread`. Never less than 1/n, one draw's worth: that n draws agree, or that balanced sets of
    points do, shows no share to be exact.
    """
    chosen = np.ones_like(truths) if among is None else among
    count = int(chosen.sum())
    if not count:
        return Estimate(float("nan"), float("nan"), 0)
    value = float((truths & chosen).sum() / count)
    if replicates == 1:
        return Estimate(value, max(float(np.sqrt(value * (1 - value) / count)), 1 / count), count)
    return Estimate(value, max(_spread(truths & chosen, chosen, replicates), 1 / count), count)


def mean(values: Array, replicates: int = 1) -> Estimate:
    """The mean over the draws that have a value (the others are NaN), standard error as for shares."""
    known = ~np.isnan(values)
    count = int(known.sum())
    if count < 2:
        return Estimate(float(values[known][0]) if count else float("nan"), float("nan"), count)
    value = float(values[known].mean())
    if replicates == 1:
        return Estimate(value, float(values[known].std(ddof=1) / np.sqrt(count)), count)
    return Estimate(value, _spread(np.where(known, values, 0), known, replicates), count)


def _spread(values: Array | Mask, counted: Mask, replicates: int) -> float:
    """The standard error of sum(values)/sum(counted) from how the R sets differ.

    With v_k and c_k the sums over set k, r = sum v/sum c and d_k = v_k - r c_k: sqrt(R/(R - 1) sum d_k^2)/sum c, the
    ratio estimator of Cochran (1977), Sampling Techniques, equation 6.13. Where every set counts as many it is the
    sample standard deviation of the sets' means over sqrt(R).
    """
    sums, counts = (part.reshape(replicates, -1).sum(axis=1) for part in (values, counted))
    apart = sums - sums.sum() / counts.sum() * counts
    return float(np.sqrt(replicates / (replicates - 1) * (apart**2).sum()) / counts.sum())


def growing(truths: Mask, replicates: int = 1) -> Iterator[Estimate]:
    """The share after a sixteenth of the draws, an eighth, a quarter, a half and all.

    Those are the first draws of each replicate.
    """
    parts = truths.reshape(replicates, -1)
    lengths = dict.fromkeys(parts.shape[1] // part for part in PARTS)
    for length in lengths:
        if length:
            yield share(parts[:, :length].ravel(), replicates)
