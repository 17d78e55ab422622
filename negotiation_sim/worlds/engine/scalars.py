"""Numbers that depend on the draw alone, each written once: what a rule comes to once the moves are given.

At one profile every `player.strategy` is 1 or 0, so a rule shrinks to a small expression in the drawn assumptions, and
many profiles share it: access is the same whichever two of the four recognise. A *scalar* is such an expression, known
by a whole number; the same expression always has the same number. A rule is then an array of numbers of scalars over
the profiles, with its minimal axes, and only as many scalars are evaluated per draw as there are different ones.

Folding is exact: only what leaves every bit as it is (x * 1, x + 0, x - x, ...) is left out, so a scalar is the same
floating-point number as the rule evaluated the long way.
"""

from functools import reduce
from typing import Any

import numpy as np
import numpy.typing as npt

from ...language.expression import OPERATIONS

Table = npt.NDArray[Any]
"""Over profiles, minimal axes: float64, the values themselves, or intp, the numbers of scalars."""

COMMUTATIVE = frozenset({"+", "*", "==", "!=", "min", "max", "and", "or"})
UNARY = frozenset({"negative", "not", "abs"})


class Scalars:
    """All scalars made so far. `parts[k]` is how scalar k is made: a float, the name of an assumption, or an operation
    with the numbers of its arguments, at most three. `finite` holds those that must be finite although they are folded
    away, since the long way multiplies them by 0."""

    def __init__(self) -> None:
        self.parts: list[float | str | tuple[str, tuple[int, ...]]] = []
        self.finite: set[int] = set()
        self._known: dict[object, int] = {}
        self._values: list[float | None] = []

    def __len__(self) -> int:
        return len(self.parts)

    def name(self, assumption: str) -> Table:
        """The scalar that is a drawn assumption, shape ()."""
        return np.array(self._number(assumption, assumption, None), dtype=np.intp)

    def numbers(self, table: Table) -> Table:
        """The table as numbers of scalars."""
        if table.dtype == np.intp:
            return table
        values, inverse = np.unique(table, return_inverse=True)
        constants = np.array([self._constant(value) for value in values.tolist()], dtype=np.intp)
        return constants[inverse].reshape(table.shape)

    def apply(self, symbol: str, *tables: Table) -> Table:
        """An operation of the outcome language on tables that broadcast, of which any may be values or numbers."""
        if all(table.dtype != np.intp for table in tables):
            return np.asarray(OPERATIONS[symbol](*tables), dtype=float)
        if symbol == "clip":
            return self.apply("min", self.apply("max", *tables[:2]), tables[2])
        if symbol in ("and", "or", "min", "max") and len(tables) > 2:
            return reduce(lambda a, b: self.apply(symbol, a, b), tables)
        numbers = np.broadcast_arrays(*(self.numbers(table) for table in tables))
        key = reduce(lambda key, column: key * len(self) + column, numbers)
        _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
        rows = zip(*(column.reshape(-1)[first].tolist() for column in numbers), strict=True)
        made = [self._operation(symbol, row) for row in rows]
        if all(self._values[number] is not None for number in made):
            return shrunk(np.array([self._values[number] for number in made])[inverse].reshape(key.shape))
        return shrunk(np.array(made, dtype=np.intp)[inverse].reshape(key.shape))

    def _constant(self, value: float) -> int:
        value += 0.0  # -0.0 becomes 0.0
        return self._number(value if value == value else "not a number", value, value)

    def _number(self, key: object, part: float | str | tuple[str, tuple[int, ...]], value: float | None) -> int:
        if key not in self._known:
            self._known[key] = len(self.parts)
            self.parts.append(part)
            self._values.append(value)
        return self._known[key]

    def _operation(self, symbol: str, arguments: tuple[int, ...]) -> int:
        values = [self._values[number] for number in arguments]
        if None not in values:
            return self._constant(float(OPERATIONS[symbol](*values)))
        if symbol in COMMUTATIVE and arguments[0] > arguments[1]:
            arguments, values = arguments[::-1], values[::-1]
        folded = self._folded(symbol, arguments, values)
        return self._number((symbol, arguments), (symbol, arguments), None) if folded is None else folded

    def _folded(self, symbol: str, arguments: tuple[int, ...], values: list[float | None]) -> int | None:
        """The scalar that an operation with at least one argument not constant comes to without it, if there is one."""
        a, b = arguments[0], arguments[-1]
        match symbol:
            case "if" if values[0] is not None:
                return arguments[1] if values[0] != 0 else arguments[2]
            case "*" if 0.0 in values:
                self.finite.add(b if values[0] == 0 else a)
                return self._constant(0.0)
            case "*" if 1.0 in values:
                return b if values[0] == 1 else a
            case "+" if 0.0 in values:
                return b if values[0] == 0 else a
            case "-" if values[1] == 0:
                return a
            case "-" if a == b:
                self.finite.add(a)
                return self._constant(0.0)
            case "/" | "**" if values[1] == 1:
                return a
            case "min" | "max" if a == b:
                return a
            case "and" if 0.0 in values:
                return self._constant(0.0)
        return None


def shrunk(table: Table) -> Table:
    """The table with every axis along which nothing changes at length 1."""
    for axis, length in enumerate(table.shape):
        if length > 1:
            first = table[(slice(None),) * axis + (slice(0, 1),)]
            if (table == first).all():
                table = first
    return table
