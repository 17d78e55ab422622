"""The kinds of arrays, one word a kind: numbers, whole numbers that point at something, and yes or no."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
"""Payoffs, probabilities and other numbers."""

Index = npt.NDArray[np.intp]
"""Places: of strategies, profiles, states, draws."""

Mask = npt.NDArray[np.bool_]
"""Yes or no: where something holds."""
