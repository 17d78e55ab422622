"""The kinds of arrays, one word a kind: numbers, places, and yes or no; and what makes shares of numbers."""

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
"""Payoffs, probabilities and other numbers."""

Index = npt.NDArray[np.intp]
"""Places: of strategies, profiles, states, draws."""

Mask = npt.NDArray[np.bool_]
"""Yes or no: where something holds."""


def softmax(logits: Array) -> Array:
    """exp(logits), made to sum to 1 along the last axis; same shape."""
    weights = np.exp(logits - logits.max(axis=-1, keepdims=True))
    return np.asarray(weights / weights.sum(axis=-1, keepdims=True))
