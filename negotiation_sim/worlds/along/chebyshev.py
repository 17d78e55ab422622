"""Polynomials on [-1, 1] in Chebyshev's basis, many at once: f(t) = sum over k of c_k T_k(t).

T_k(cos a) = cos(k a). Fitting at the zeros of T_n gives the polynomial of degree n - 1 through n values and is exact,
up to rounding, for what is one. The roots are the eigenvalues of the colleague matrix (Good 1961; Specht 1957): all of
them, however near each other. See L. N. Trefethen, Approximation Theory and Approximation Practice (2013), chapters 3
and 18.
"""

import numpy as np

from ...games.arrays import Array, Index

EMPTY = 1e-14
"""Coefficients below this share of the largest are rounding."""


def nodes(count: int) -> Array:
    """The zeros of T_count, ascending: all inside (-1, 1)."""
    return -np.cos((np.arange(count) + 0.5) * np.pi / count)


def fit(values: Array) -> Array:
    """The coefficients of the polynomials that take these values at `nodes`, both along the last axis."""
    count = values.shape[-1]
    angles = np.arccos(nodes(count))
    matrix = np.cos(np.outer(angles, np.arange(count))) * 2 / count
    matrix[:, 0] /= 2
    with np.errstate(all="ignore"):  # of what is no finite number the worlds that are solved say so
        return np.asarray(values @ matrix)


def at(coefficients: Array, t: Array) -> Array:
    """The polynomials' values, one t for each or broadcast against them; coefficients along the last axis."""
    angles = np.arccos(np.clip(t, -1, 1))
    values: Array = np.zeros(np.broadcast_shapes(coefficients.shape[:-1], np.shape(t)))
    for k in range(coefficients.shape[-1]):
        values += coefficients[..., k] * np.cos(k * angles)
    return values


def reach(coefficients: Array) -> Array:
    """How far each polynomial can be from its mean coefficient c_0 on [-1, 1]: a bound, |f - c_0| <= reach."""
    return np.asarray(np.abs(coefficients[..., 1:]).sum(axis=-1))


def roots(coefficients: Array, low: Array, high: Array, ignore: Array) -> tuple[Index, Array]:
    """The real roots of each of many polynomials, shape (functions, n), strictly between its `low` and `high`.

    Functions that stay within their `ignore` of zero have none. Returns the function of each root and the root.
    """
    far = reach(coefficients)
    able = np.flatnonzero((np.abs(coefficients[:, 0]) <= far) & (np.abs(coefficients[:, 0]) + far > ignore))
    kept = coefficients[able]
    size = np.abs(kept).max(axis=1, keepdims=True, initial=0)
    degree = (np.arange(kept.shape[1]) * (np.abs(kept) > EMPTY * size)).max(axis=1, initial=0)
    which, where = able[:0], kept[:0, 0]
    for d in range(1, kept.shape[1]):
        if len(rows := np.flatnonzero(degree == d)):
            row, root = _roots_of_degree(kept[rows, : d + 1])
            which, where = np.append(which, able[rows[row]]), np.append(where, root)
    inside = (where > low[which]) & (where < high[which])
    return which[inside], where[inside]


def _roots_of_degree(coefficients: Array) -> tuple[Index, Array]:
    count, degree = len(coefficients), coefficients.shape[1] - 1
    if degree == 1:
        return np.arange(count), -coefficients[:, 0] / coefficients[:, 1]
    matrix = np.zeros((count, degree, degree))
    for k in range(1, degree):
        matrix[:, k, k - 1] = matrix[:, k - 1, k] = 0.5
    matrix[:, 0, 1] = 1
    matrix[:, -1] -= coefficients[:, :degree] / (2 * coefficients[:, degree, None])
    values = np.linalg.eigvals(matrix)
    row, column = np.nonzero(np.abs(values.imag) < 1e-6)  # a double root comes as a pair just off the real line
    return row, values.real[row, column]
