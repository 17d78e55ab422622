"""The sieve in NumPy. Draws are the last axis, so that all arithmetic runs along memory."""

import numpy as np
import numpy.typing as npt

from .sieve import Index, Sieve, Single, Test

Mask = npt.NDArray[np.bool_]

PRODUCT = 262_144
"""Matrix products of no more multiplications are made at a time: OpenBLAS starts threads of its own for larger ones,
which takes many times longer than the product."""


class PlainSieve:
    """Finds the candidates of a block of draws."""

    draws = 64
    """How many make a block: what one test makes of them should fit a core's own memory."""

    def __init__(self, sieve: Sieve) -> None:
        self.sieve = sieve
        self.matrices = [_tiles(test, PRODUCT // (self.draws * sieve.width)) for test in sieve.everywhere]

    def candidates(self, scales: Single, margins: Single) -> tuple[Index, Index]:
        """Pairs (draw, profile of the sieve) that may be equilibria; scales (draws, players, width)."""
        passed = np.ones((self.sieve.games.profiles, len(scales)), dtype=bool)
        for test, tiles in zip(self.sieve.everywhere, self.matrices, strict=True):
            _everywhere(test, tiles, scales[:, test.player], margins[:, test.player], passed)
        profile, draw = np.divmod(np.flatnonzero(passed), len(scales))
        for test in self.sieve.survivors:
            kept = _survivors(test, scales[:, test.player], margins[:, test.player], draw, profile)
            draw, profile = draw[kept], profile[kept]
        return draw, profile


def _tiles(test: Test, rows: int) -> Single:
    """The test's differences as a stack of matrices of so many rows, in the order (strategy, before, after)."""
    matrix = test.differences.transpose(2, 0, 1, 3).reshape(-1, test.differences.shape[3])
    return np.pad(matrix, ((0, -len(matrix) % rows), (0, 0))).reshape(-1, rows, matrix.shape[1])


def _everywhere(test: Test, tiles: Single, scales: Single, margins: Single, passed: Mask) -> None:
    m, (before, after) = test.strategies, test.lines
    made = (tiles @ np.ascontiguousarray(scales.T)).reshape(-1, len(scales))
    d = made[: (m - 1) * before * after].reshape(m - 1, before, after, -1)
    least = np.maximum(d[0], 0)
    for other in d[1:]:
        np.maximum(least, other, out=least)
    least -= margins
    profiles = passed.reshape(before, m, after, -1)
    profiles[:, 0] &= least <= 0
    for k in range(1, m):
        profiles[:, k] &= d[k - 1] >= least


def _survivors(test: Test, scales: Single, margins: Single, draw: Index, profile: Index) -> Mask:
    m, (_, after) = test.strategies, test.lines
    above, place = np.divmod(profile, after)
    above, own = np.divmod(above, m)
    rows = test.differences.reshape(-1, m - 1, scales.shape[1]).take(above * after + place, axis=0)
    d = np.einsum("pkt,pt->kp", rows, scales.take(draw, axis=0))
    least = np.maximum(d.max(axis=0), 0) - margins.take(draw)
    mine = np.where(own == 0, np.float32(0), d[np.maximum(own, 1) - 1, np.arange(len(draw))])
    kept: Mask = mine >= least
    return kept
