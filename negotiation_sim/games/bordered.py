"""Square matrices along a curve: the Jacobian of a system with one unknown more than equations, bordered by a row."""

import numpy as np

from .arrays import Array, Mask

SQUARINGS = 4
"""The power of a change of Jacobians that is looked at first is 2 to this."""


def uncrossed(change: Array) -> Mask:
    """Whether no eigenvalue passed zero between two bordered Jacobians A and B; `change` is E = A^-1 (B - A).

    On the straight way from A to B a matrix is singular just where A^-1 B = 1 + E has a negative real eigenvalue. None
    may have even a negative real part: that sees several which pass zero together, of which the determinant's sign does
    not tell, also where they are a complex pair that goes round zero closely. A high power of E that is less than 1
    shows that all eigenvalues of E are, so that they need not be computed.
    """
    with np.errstate(over="ignore", invalid="ignore"):
        power = change
        for _ in range(SQUARINGS):
            power = power @ power
        alone: Mask = np.square(power).sum(axis=(1, 2)) < 1.0
    for game in np.flatnonzero(~alone):
        alone[game] = np.linalg.eigvals(change[game]).real.min() > -1.0
    return alone


def inverse_of(bordered: Array) -> Array:
    """The inverse of a bordered Jacobian: its last column is the direction of the branch.

    Exactly at a crossing there is none; that of least squares then goes on, and the next point is checked as usual.
    """
    try:
        return np.asarray(np.linalg.inv(bordered), dtype=float)
    except np.linalg.LinAlgError:
        return np.asarray(np.linalg.pinv(bordered), dtype=float)
