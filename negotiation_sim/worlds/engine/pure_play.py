"""All pure equilibria of many draws of one game: at which profiles nobody gains by leaving, 64 draws at a time."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...games.arrays import Index, Mask
from .block import Block
from .joining import different_rows, joined
from .lines import Lines

Words = npt.NDArray[np.uint64]
WORD = 64
"""Draws that are tested by one operation on whole numbers: blocks are multiples of it."""


@dataclass(frozen=True, eq=False)
class PureTest:
    """What decides which profile is an equilibrium: whether each player gains by leaving a move of a line.

    There is a row for every move of every player's `lines`, then one that always holds, then those of each pair in
    `both`: two earlier rows that must hold. `profile_row`, shape (profiles,): the row that decides each profile.
    """

    lines: tuple[Lines, ...]
    both: tuple[tuple[Index, Index], ...]
    profile_row: Index

    @property
    def scalars(self) -> list[Index]:
        """All scalars that must be made, those of a player together."""
        return [lines.scalars for lines in self.lines]

    def survivors(self, block: Block) -> tuple[Index, Index]:
        """Pairs (draw, profile) of a block, by draw and then by profile."""
        alive = self._rows(block)
        somewhere: Mask = np.any(alive, axis=1)
        profile = np.flatnonzero(somewhere[self.profile_row])
        words = alive[self.profile_row[profile]]
        draw, which = np.nonzero(np.unpackbits(words.view(np.uint8), axis=1, bitorder="little").T)
        return draw, profile[which]

    def _rows(self, block: Block) -> Words:
        """Where each row holds, shape (rows, words): one bit a draw."""
        count = sum(lines.scalars.size for lines in self.lines) + 1
        alone = [*map(block.no_gain_by_leaving, self.lines), np.ones((1, block.draws), dtype=bool)]
        holds = np.zeros((count, -(-block.draws // WORD) * WORD), dtype=bool)
        np.concatenate(alone, out=holds[:, : block.draws])
        rows = np.empty((count + sum(len(first) for first, _ in self.both), holds.shape[1] // WORD), dtype=np.uint64)
        rows[:count] = np.packbits(holds, axis=1, bitorder="little").view(np.uint64)
        for first, second in self.both:
            np.bitwise_and(rows.take(first, axis=0), rows.take(second, axis=0), out=rows[count : count + len(first)])
            count += len(first)
        return rows


def pure_test(lines: Sequence[Lines], shape: tuple[int, ...]) -> PureTest:
    """The test from the lines of every player to whom its own move matters."""
    starts = np.cumsum([0, *(each.scalars.size for each in lines)])
    columns = [start + each.cell for start, each in zip(starts.tolist(), lines, strict=False)]
    columns = columns or [np.zeros(int(np.prod(shape)), dtype=np.intp)]
    first, kind = different_rows(columns)
    both: list[tuple[Index, Index]] = []

    def join(one: Index, other: Index) -> Index:
        start = starts[-1] + 1 + sum(len(pair) for pair, _ in both)
        place, which = different_rows([one, other])
        both.append((one[place], other[place]))
        return np.asarray(start + which)

    row = joined([column[first] for column in columns], join)
    return PureTest(tuple(lines), tuple(both), row[kind])
