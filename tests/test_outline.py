"""The outline of two parties' gains, against a search of all lines that leave every package on one side."""

from itertools import permutations

import numpy as np
import pytest

from negotiation_sim.games.arrays import Array
from negotiation_sim.games.outline import outline


def corners_by_lines(gains: Array) -> set[tuple[float, ...]]:
    """Both ends of every line between two packages that has all others on its one side and none between them."""
    ends = set()
    for a, b in permutations(np.unique(gains, axis=1).T, 2):
        side = (b - a)[0] * (gains[1] - a[1]) - (b - a)[1] * (gains[0] - a[0])
        along = (gains.T - a) @ (b - a) / ((b - a) @ (b - a))
        if (side >= 0).all() and (along[side == 0] <= 1).all() and (along[side == 0] >= 0).all():
            ends |= {tuple(a.tolist()), tuple(b.tolist())}
    return ends


@pytest.mark.parametrize("seed", range(5))
def test_the_outline_has_the_corners_that_lines_through_two_packages_find(seed: int) -> None:
    gains = np.random.default_rng(seed).integers(-6, 7, (2, 30)).astype(float)
    corners = outline(gains)
    assert {tuple(corner) for corner in corners.T.tolist()} == corners_by_lines(gains)


@pytest.mark.parametrize("seed", range(3))
def test_every_package_lies_to_the_left_of_the_way_around(seed: int) -> None:
    gains = np.random.default_rng(seed).normal(size=(2, 500))
    corners = outline(gains)
    for a, b in zip(corners.T, np.roll(corners, -1, axis=1).T, strict=True):
        assert ((b - a)[0] * (gains[1] - a[1]) - (b - a)[1] * (gains[0] - a[0]) >= -1e-9).all()


@pytest.mark.parametrize(
    ("gains", "corners"),
    [
        ([[1.0], [2.0]], [[1.0, 2.0]]),
        ([[1.0, 1.0], [2.0, 2.0]], [[1.0, 2.0]]),
        ([[0.0, 1.0, 2.0], [0.0, 1.0, 2.0]], [[0.0, 0.0], [2.0, 2.0]]),
        ([[3.0, 3.0, 3.0], [0.0, 1.0, 2.0]], [[3.0, 0.0], [3.0, 2.0]]),
        ([[0.0, 1.0, 2.0], [0.0, 1.0 + 1e-11, 2.0]], [[0.0, 0.0], [2.0, 2.0]]),
    ],
)
def test_packages_on_one_line_or_at_one_place_have_its_ends(
    gains: list[list[float]], corners: list[list[float]]
) -> None:
    assert outline(np.array(gains)).T.tolist() == corners
