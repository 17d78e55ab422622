"""The outline of the packages of two parties: the corners of the smallest convex shape that holds all their gains."""

import numpy as np

from .arrays import Array

FLAT = 1e-9
"""Packages that lie no further than this share of their spread from one line count as lying on it."""


def outline(gains: Array) -> Array:
    """The corners of the convex hull of `gains[party, package]` of two parties, in order around; shape (2, corners).

    Packages that lie on one line have the two ends of it as corners, packages that pay all the same have one.
    """
    places = np.unique(gains.round(12), axis=1)
    if np.linalg.matrix_rank(places - places[:, :1], tol=FLAT * max(1.0, float(np.ptp(places)))) < 2:
        return places[:, sorted({0, places.shape[1] - 1})]
    from scipy.spatial import ConvexHull

    corners: Array = places[:, ConvexHull(places.T).vertices]
    return corners
