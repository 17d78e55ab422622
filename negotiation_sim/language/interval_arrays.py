"""The operations of the outcome language on intervals: bounds on a result from bounds on its arguments.

An interval is a pair of arrays (low, high). The bounds hold for real numbers; who uses them allows for rounding. Where
nothing can be said (a divisor that may be 0, a power of a negative number) the interval is everything.
"""

from collections.abc import Callable
from functools import reduce

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]
Interval = tuple[Array, Array]


def _around(*corners: Array) -> Interval:
    """From the least to the greatest corner; everything where a corner is not a number."""
    unknown = np.isnan(corners).any(axis=0)
    low, high = reduce(np.minimum, corners), reduce(np.maximum, corners)
    return np.where(unknown, -np.inf, low), np.where(unknown, np.inf, high)


def _corners(ufunc: np.ufunc, a: Interval, b: Interval) -> Interval:
    return _around(*(ufunc(x, y) for x in a for y in b))


def _where_known(known: npt.NDArray[np.bool_], found: Interval) -> Interval:
    return np.where(known, found[0], -np.inf), np.where(known, found[1], np.inf)


def _divided(a: Interval, b: Interval) -> Interval:
    return _where_known((b[0] > 0) | (b[1] < 0), _corners(np.divide, a, b))


def _power(a: Interval, b: Interval) -> Interval:
    """Of a positive base, or of 0 and more to a power of 0 and more; a whole constant power of any base."""
    positive = (a[0] > 0) | ((a[0] >= 0) & (b[0] >= 0))
    whole = (b[0] == b[1]) & (b[0] >= 0) & (b[0] == np.floor(b[0]))
    most = np.maximum(np.abs(a[0]), np.abs(a[1])) ** b[0]
    least = np.where(b[0] % 2 == 1, -most, 0.0)
    corners = _corners(np.power, a, b)
    low, high = np.where(positive, corners[0], least), np.where(positive, corners[1], most)
    return _where_known((positive | whole) & np.isfinite(most), (low, high))


def _truth(a: Interval, *_: Interval) -> Interval:
    return np.zeros_like(a[0]), np.ones_like(a[0])


def _either(c: Interval, a: Interval, b: Interval) -> Interval:
    true, false = (c[0] > 0) | (c[1] < 0), (c[0] == 0) & (c[1] == 0)
    low = np.where(true, a[0], np.where(false, b[0], np.minimum(a[0], b[0])))
    return low, np.where(true, a[1], np.where(false, b[1], np.maximum(a[1], b[1])))


def _size(a: Interval) -> Interval:
    most = np.maximum(np.abs(a[0]), np.abs(a[1]))
    return np.where((a[0] <= 0) & (a[1] >= 0), 0.0, np.minimum(np.abs(a[0]), np.abs(a[1]))), most


INTERVALS: dict[str, Callable[..., Interval]] = {
    "+": lambda a, b: (a[0] + b[0], a[1] + b[1]),
    "-": lambda a, b: (a[0] - b[1], a[1] - b[0]),
    "*": lambda a, b: _corners(np.multiply, a, b),
    "/": _divided,
    "**": _power,
    "negative": lambda a: (-a[1], -a[0]),
    "min": lambda a, b: (np.minimum(a[0], b[0]), np.minimum(a[1], b[1])),
    "max": lambda a, b: (np.maximum(a[0], b[0]), np.maximum(a[1], b[1])),
    "abs": _size,
    "if": _either,
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">=", "and", "or", "not"), _truth),
}
