"""All pure equilibria of many draws of one game: at which profiles nobody gains by leaving, 64 draws at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...games.arrays import Index
from .block import Block

Words = npt.NDArray[np.uint64]
WORD = 64
"""Draws that are tested by one operation on whole numbers: blocks are multiples of it."""


@dataclass(frozen=True, eq=False)
class PureTest:
    """Which gaps must be small for which profile to be an equilibrium.

    `gaps`: the scalars tested, those of one player side by side; player `players[k]` has `slices[k]` of them.
    `tests[k]`, shape (profiles,): for every profile which of all gaps is that of the player.
    """

    gaps: Index
    players: tuple[int, ...]
    slices: tuple[slice, ...]
    tests: tuple[Index, ...]
    profiles: int

    def survivors(self, block: Block) -> tuple[Index, Index]:
        """Pairs (draw, profile) of a block, by draw and then by profile."""
        gaps = block.at(self.gaps)
        ok = np.zeros((len(gaps), -(-block.draws // WORD) * WORD), dtype=bool)
        for i, rows in zip(self.players, self.slices, strict=True):
            ok[rows, : block.draws] = block.no_gain(gaps[rows], i)
        words: Words = np.packbits(ok, axis=1, bitorder="little").view(np.uint64)
        alive = np.full((self.profiles, words.shape[1]), ~np.uint64(0))
        for test in self.tests:
            alive &= words.take(test, axis=0)
        profile = np.flatnonzero(alive.any(axis=1))
        draw, which = np.nonzero(np.unpackbits(alive[profile].view(np.uint8), axis=1, bitorder="little").T)
        return draw, profile[which]


def pure_test(gaps: Sequence[Index | None], shape: tuple[int, ...]) -> PureTest:
    """The test from every player's gaps at every profile, minimal axes; None for a player to whom no move matters."""
    scalars, players, slices, tests, start = [], [], [], [], 0
    for i, table in enumerate(gaps):
        if table is not None:
            different, which = np.unique(table, return_inverse=True)
            tests.append(np.broadcast_to(start + which.reshape(table.shape), shape).reshape(-1))
            slices.append(slice(start, start + len(different)))
            start += len(different)
            scalars.append(different)
            players.append(i)
    chosen = np.concatenate([*scalars, np.empty(0, dtype=np.intp)])
    return PureTest(chosen, tuple(players), tuple(slices), tuple(tests), int(np.prod(shape)))
