"""The sieve compiled by numba: no payoff is kept longer than the comparison that needs it.

First tests run tile by tile, a tile being as many lines as stay in the core's own memory while all draws of the block
pass over it; the others run at single profiles. Sums may be taken in any order: the sieve's margin allows for it.
"""

from collections.abc import Callable
from functools import cache
from typing import Any

import numba
import numpy as np
import numpy.typing as npt

from .sieve import Index, Sieve, Single, Test

Whole = npt.NDArray[np.int64]
Mask = npt.NDArray[np.uint8]

TILE = 144
"""Lines to a tile, at most; a multiple of LANES."""
LANES = 16
FREE_ORDER = {"reassoc", "contract", "nsz"}


class CompiledSieve:
    """Finds the candidates of a block of draws."""

    draws = 64
    """How many pass over a tile while it is at hand."""

    def __init__(self, sieve: Sieve) -> None:
        self.sieve = sieve
        self.everywhere, self.at_survivors = _kernels(sieve.games.terms + 1, sieve.width)
        self.tiles = [_tiles(test) for test in sieve.everywhere]
        self.rows = np.concatenate([np.empty(0, np.float32), *(test.differences.ravel() for test in sieve.survivors)])
        self.tests = _places(sieve.survivors)
        self.passed = np.empty((self.draws, -(-sieve.games.profiles // 8) * 8), dtype=np.uint8)
        self.found = np.empty((2, self.draws * sieve.games.profiles + 1), dtype=np.int32)

    def candidates(self, scales: Single, margins: Single) -> tuple[Index, Index]:
        """Pairs (draw, profile of the sieve) that may be equilibria; scales (draws, players, width)."""
        passed = self.passed[: len(scales)]
        passed[:, : self.sieve.games.profiles] = 1
        passed[:, self.sieve.games.profiles :] = 0
        for test, (places, tiles) in zip(self.sieve.everywhere, self.tiles, strict=True):
            own, margin = (np.ascontiguousarray(part[:, test.player]) for part in (scales, margins))
            self.everywhere(places, tiles, test.lines[1], own, margin, passed)
        count = self.at_survivors(self.tests, self.rows, scales, margins, passed.view(np.uint64), self.found)
        draw, profile = self.found[:, :count].astype(np.intp)
        return draw, profile


def _tiles(test: Test) -> tuple[Whole, Single]:
    """For each tile where its lines begin (before, place after) and how many they are; the tiles, (tiles, m - 1, width,
    lines), filled up with zeros."""
    before, after = test.lines
    size = -(-after // -(-after // TILE) // LANES) * LANES
    cuts = [(b, a, min(size, after - a)) for b in range(before) for a in range(0, after, size)]
    tiles = np.zeros((len(cuts), *test.differences.shape[2:], size), dtype=np.float32)
    for tile, (b, a, lines) in zip(tiles, cuts, strict=True):
        tile[:, :, :lines] = test.differences[b, a : a + lines].transpose(1, 2, 0)
    return np.array(cuts), tiles


def _places(tests: tuple[Test, ...]) -> Whole:
    """For each test: player, strategies, profiles after its axis, and where its rows start."""
    starts = np.cumsum([0, *(test.differences.size for test in tests)]).tolist()
    rows = [(t.player, t.strategies, t.lines[1], start) for t, start in zip(tests, starts, strict=False)]
    return np.array(rows, dtype=np.int64).reshape(-1, 4)


@cache
def _kernels(used: int, width: int) -> tuple[Callable[..., None], Callable[..., int]]:
    """The two loops, compiled for so many coefficients, with and without the zeros that fill up: known numbers of rounds
    are worth twice the speed."""
    compiled: Any = numba.njit(nogil=True, fastmath=FREE_ORDER)

    @compiled  # type: ignore[untyped-decorator]
    def dot(rows: Single, start: int, scales: Single) -> Any:
        total = np.float32(0)
        for t in range(width):
            total += rows[start + t] * scales[t]
        return total

    @compiled  # type: ignore[untyped-decorator]
    def everywhere(places: Whole, tiles: Single, after: int, scales: Single, margins: Single, passed: Mask) -> None:
        others, size = tiles.shape[1], tiles.shape[3]
        d, least = np.empty((others, size), dtype=np.float32), np.empty(size, dtype=np.float32)
        for p in range(len(tiles)):
            before, first, lines = places[p]
            start = before * (others + 1) * after + first
            for draw in range(len(scales)):
                x, margin = scales[draw], margins[draw]
                least[:] = 0
                for k in range(others):
                    for r in range(size):
                        total = np.float32(0)
                        for t in range(used):
                            total += tiles[p, k, t, r] * x[t]
                        d[k, r] = total
                        least[r] = max(least[r], total)
                mask = passed[draw, start : start + lines]
                for r in range(lines):
                    least[r] -= margin
                    mask[r] &= np.uint8(least[r] <= 0)
                for k in range(others):
                    mask = passed[draw, start + (k + 1) * after : start + (k + 1) * after + lines]
                    for r in range(lines):
                        mask[r] &= np.uint8(d[k, r] >= least[r])

    @compiled  # type: ignore[untyped-decorator]
    def passes(m: int, after: int, start: int, rows: Single, scales: Single, margin: Any, profile: int) -> bool:
        above, place = profile // after, profile % after
        line = start + ((above // m) * after + place) * (m - 1) * width
        own, mine, best = above % m, np.float32(0), np.float32(0)
        for k in range(1, m):
            d = dot(rows, line + (k - 1) * width, scales)
            best = max(best, d)
            mine = d if k == own else mine
        return bool(mine >= best - margin)

    @compiled  # type: ignore[untyped-decorator]
    def at_survivors(tests: Whole, rows: Single, scales: Single, margins: Single, words: Any, found: Any) -> int:
        count: Any = 0  # what is written beyond it is overwritten: a branch here would be guessed wrong half the time
        for draw in range(len(scales)):
            first = count
            for w in range(words.shape[1]):
                word = words[draw, w]
                if word:
                    for b in range(8):
                        found[0, count], found[1, count] = draw, 8 * w + b
                        count += np.int64((word >> np.uint64(8 * b)) & np.uint64(1))
            for k in range(len(tests)):
                i, m, after, start = tests[k]
                x, margin, last, count = scales[draw, i], margins[draw, i], count, first
                for c in range(first, last):
                    profile = found[1, c]
                    found[1, count] = profile
                    count += np.int64(passes(m, after, start, rows, x, margin, profile))
        return int(count)

    return everywhere, at_survivors
