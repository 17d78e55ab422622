"""The distribution that one assumption is drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np

from ..games.arrays import Array
from .tables import Draws

Distribution = Literal["triangular", "uniform"]


@dataclass(frozen=True)
class Marginal:
    """The distribution of one assumption: triangular or uniform from `low` to `high`, or 0 or 1 for a switch."""

    name: str
    low: float
    mode: float
    high: float
    shape: Literal["triangular", "uniform", "switch"]

    def quantile(self, unit: Array) -> Array:
        """The values below which shares `unit` (0 to 1) of the draws lie."""
        width = self.high - self.low
        if self.shape == "switch":
            return (unit >= 0.5).astype(float)
        if self.shape == "uniform":
            return self.low + width * unit
        rising, falling = width * (self.mode - self.low), width * (self.high - self.mode)
        below = unit * width < self.mode - self.low
        values: Array = np.where(below, self.low + np.sqrt(unit * rising), self.high - np.sqrt((1 - unit) * falling))
        return values


def values_at(marginals: Sequence[Marginal], units: Array) -> Draws:
    """Points of the unit cube, shape (draws, marginals), as values: name -> array of shape (draws,)."""
    return {marginal.name: marginal.quantile(units[:, k]) for k, marginal in enumerate(marginals)}
