"""Scalars in an order in which whole groups of them are evaluated by one call, for a block of draws at a time."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .expression import OPERATIONS
from .interval import INTERVALS, Interval
from .scalars import Scalars

Array = npt.NDArray[np.float64]
Index = npt.NDArray[np.intp]

UFUNCS: dict[str, np.ufunc] = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "negative": np.negative,
          "abs": np.abs, "min": np.minimum, "max": np.maximum, "==": np.equal, "!=": np.not_equal, "<": np.less,
          "<=": np.less_equal, ">": np.greater, ">=": np.greater_equal, "and": np.logical_and, "or": np.logical_or,
          "not": np.logical_not}  # fmt: skip


ROOM = 16_384
"""Numbers that arguments are gathered in at a time: two such rooms stay in a core's own memory, larger ones do not."""


@dataclass(frozen=True, eq=False)
class Instruction:
    """Rows start to stop are one operation each on the rows that `arguments` name, position by position."""

    symbol: str
    start: int
    stop: int
    arguments: tuple[Index, ...]


@dataclass(frozen=True, eq=False)
class Program:
    """A buffer of `size` rows, one per scalar: `constants`, then the drawn `names`, then what each instruction makes.

    `row[k]` is the row of scalar k, -1 where it is not needed.
    """

    size: int
    row: Index
    constants: Array
    names: tuple[str, ...]
    instructions: tuple[Instruction, ...]

    def buffer(self, draws: int) -> Array:
        """A buffer for blocks of that many draws, constants filled in."""
        buffer = np.empty((self.size, draws))
        buffer[: len(self.constants)] = self.constants[:, None]
        return buffer

    @staticmethod
    def rooms(draws: int) -> tuple[Array, Array]:
        """Where the arguments of an operation are gathered, some rows of a block of draws at a time."""
        rows = max(1, ROOM // max(1, draws))
        return np.empty((rows, draws)), np.empty((rows, draws))

    def run(self, draws: Mapping[str, Array | float], buffer: Array, left: Array, right: Array) -> None:
        """Fills the rows from one block of draws. `left`, `right`: its `rooms`."""
        for row, name in enumerate(self.names, len(self.constants)):
            buffer[row] = draws[name]
        with np.errstate(all="ignore"):
            for instruction in self.instructions:
                _take(instruction, buffer, left, right)

    def values(self, inputs: Mapping[str, Array | float], places: int) -> Array:
        """Every row's values at so many places, shape (rows, places), given a number or an array (places,) by name."""
        buffer = self.buffer(places)
        self.run(inputs, buffer, *self.rooms(places))
        return buffer

    def bounds(self, ranges: Mapping[str, tuple[float, float]]) -> Interval:
        """For every row a least and a greatest value while each drawn assumption stays within its range.

        `ranges[name]`: (least, greatest). Ends of shape (rows,), NaN where a row may be no finite number in some draw.
        """
        inputs = {name: Interval(*ends) for name, ends in ranges.items()}
        return self._enclosed(inputs, (), _forget_what_is_infinite)

    def enclosures(self, inputs: Mapping[str, Interval], places: int) -> Interval:
        """Every row's bounds at so many places, ends of shape (rows, places), given those of every name."""
        return self._enclosed(inputs, (places,), _keep)

    def _enclosed(
        self, inputs: Mapping[str, Interval], places: tuple[int, ...], settle: Callable[[Array, Array], None]
    ) -> Interval:
        low, high = np.empty((self.size, *places)), np.empty((self.size, *places))
        known = len(self.constants)
        low[:known].T[:] = high[:known].T[:] = self.constants
        for row, name in enumerate(self.names, known):
            low[row], high[row] = inputs[name].low, inputs[name].high
        with np.errstate(all="ignore"):
            for instruction in self.instructions:
                made = slice(instruction.start, instruction.stop)
                arguments = (Interval(low[rows], high[rows]) for rows in instruction.arguments)
                ends = INTERVALS[instruction.symbol](*arguments)
                low[made], high[made] = ends.low, ends.high
                settle(low[made], high[made])
        return Interval(low, high)


def _keep(low: Array, high: Array) -> None:
    """Leaves ends as they are."""


def _forget_what_is_infinite(low: Array, high: Array) -> None:
    """Makes ends NaN where one is not finite: a computed value may then make 0 times it no number."""
    if not np.isfinite(high - low).all():
        unknown = ~(np.isfinite(low) & np.isfinite(high))
        low[unknown] = high[unknown] = np.nan


def _take(instruction: Instruction, buffer: Array, left: Array, right: Array) -> None:
    rows = instruction.stop - instruction.start
    made = buffer[instruction.start : instruction.stop]
    ufunc = UFUNCS.get(instruction.symbol)
    if ufunc is None:
        made[:] = OPERATIONS[instruction.symbol](*(buffer.take(rows, axis=0) for rows in instruction.arguments))
        return
    first, *second = instruction.arguments
    for start in range(0, rows, len(left)):
        some, out = slice(start, start + len(left)), made[start : start + len(left)]
        taken = buffer.take(first[some], 0, left[: len(out)], "clip")  # "raise" would copy once more
        if second:
            ufunc(taken, buffer.take(second[0][some], 0, right[: len(out)], "clip"), out=out)
        else:
            ufunc(taken, out=out)


def program(scalars: Scalars, wanted: Iterable[int]) -> Program:
    """The program that makes the wanted scalars and all that they are made of, and nothing else."""
    levels = _levels(scalars, wanted)
    groups: dict[tuple[int, str], list[int]] = {}
    for number, level in levels.items():
        part = scalars.parts[number]
        kind = part[0] if isinstance(part, tuple) else "name" if isinstance(part, str) else "constant"
        groups.setdefault((level, kind), []).append(number)
    row = np.full(len(scalars), -1, dtype=np.intp)
    constants = groups.pop((0, "constant"), [])
    names = groups.pop((0, "name"), [])
    row[constants + names] = np.arange(len(constants) + len(names))
    instructions, size = [], len(constants) + len(names)
    for (_, symbol), numbers in sorted(groups.items()):
        arguments = np.array([scalars.parts[number][1] for number in numbers], dtype=np.intp)  # type: ignore[index]
        rows = row[arguments]
        order = np.lexsort(rows.T[::-1])
        row[np.array(numbers)[order]] = np.arange(size, size + len(numbers))
        instructions.append(Instruction(symbol, size, size + len(numbers), tuple(np.ascontiguousarray(rows[order].T))))
        size += len(numbers)
    values = np.array([scalars.parts[number] for number in constants], dtype=float)
    return Program(size, row, values, tuple(str(scalars.parts[number]) for number in names), tuple(instructions))


def _levels(scalars: Scalars, wanted: Iterable[int]) -> dict[int, int]:
    """For every needed scalar how many operations deep it is."""
    levels: dict[int, int] = {}
    for number in scalars.needed(wanted):
        part = scalars.parts[number]
        levels[number] = 1 + max(levels[k] for k in part[1]) if isinstance(part, tuple) else 0
    return levels
