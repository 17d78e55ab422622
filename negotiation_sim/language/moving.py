"""The part of a program that one assumption moves: along it all other rows stay as they are and are evaluated once."""

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from .program import Array, Index, Instruction, Program

Mask = npt.NDArray[np.bool_]

POLES = ("/", "**")
"""The operations that may give no finite number."""


@dataclass(frozen=True, eq=False)
class MovingRows:
    """The rows of a program that one assumption moves, `moves` of shape (rows,), and a program of them alone.

    `kept` are the rows that they need and that stay: the constants of that program. `uncertain`: the moving rows, as
    the smaller program counts them, that may be no finite number.
    """

    moves: Mask
    kept: Index
    program: Program
    uncertain: Index

    def along(self, name: str, values: Array, still: Array) -> Array:
        """The smaller program's rows at each of the assumption's values, shape (its rows, values).

        `still`, shape (rows of the whole program,): every row at values of which only this assumption's may differ.
        """
        return replace(self.program, constants=still[self.kept]).values({name: values}, len(values))

    def rows(self, wanted: Index, along: Array, still: Array) -> Array:
        """Wanted rows of the whole program, shape (wanted, values), from what `along` gave."""
        rows = np.repeat(still[wanted][:, None], along.shape[1], axis=1)
        moving = self.moves[wanted]
        rows[moving] = along[self.program.row[wanted[moving]]]
        return rows


def moving_rows(whole: Program, name: str) -> MovingRows:
    """The rows that an assumption moves, by what each row is made of."""
    moves = np.zeros(whole.size, dtype=bool)
    if name in whole.names:
        moves[len(whole.constants) + whole.names.index(name)] = True
    parts: list[tuple[Instruction, Index]] = []
    for instruction in whole.instructions:
        moving = np.logical_or.reduce([moves[rows] for rows in instruction.arguments])
        if moving.any():
            moves[instruction.start : instruction.stop] = moving
            parts.append((instruction, np.flatnonzero(moving)))
    needed = np.zeros(whole.size, dtype=bool)
    for instruction, which in parts:
        for rows in instruction.arguments:
            needed[rows[which]] = True
    kept = np.flatnonzero(needed & ~moves)
    return MovingRows(moves, kept, *_alone(whole, name, kept, parts))


def _alone(whole: Program, name: str, kept: Index, parts: list[tuple[Instruction, Index]]) -> tuple[Program, Index]:
    row = np.full(whole.size, -1, dtype=np.intp)
    row[kept] = np.arange(len(kept))
    names = (name,) if name in whole.names else ()
    size = len(kept) + len(names)
    if names:
        row[len(whole.constants) + whole.names.index(name)] = size - 1
    instructions, uncertain = [], [np.zeros(0, dtype=np.intp)]
    for instruction, which in parts:
        places = np.arange(size, size + len(which))
        row[instruction.start + which] = places
        arguments = tuple(row[rows[which]] for rows in instruction.arguments)
        instructions.append(Instruction(instruction.symbol, size, size + len(which), arguments))
        uncertain += [places] * (instruction.symbol in POLES)
        size += len(which)
    return Program(size, row, np.zeros(len(kept)), names, tuple(instructions)), np.concatenate(uncertain)
