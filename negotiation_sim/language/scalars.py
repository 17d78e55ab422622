"""Numbers that depend on the draw alone, each written once: what a rule comes to once the moves are given.

At one profile every `player.strategy` is 1 or 0, so a rule shrinks to a small expression in the drawn assumptions, and
many profiles share it: access is the same whichever two of the four recognise. A *scalar* is such an expression, known
by a whole number; the same expression always has the same number. A rule is then an array of numbers of scalars over
the profiles, with its minimal axes, and only as many scalars are evaluated per draw as there are different ones.

Folding is exact: only what leaves every bit as it is (x * 1, x + 0, x - x, ...) is left out, so a scalar is the same
floating-point number as the rule evaluated the long way.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from typing import Any, TypeVar

import numpy as np
import numpy.typing as npt

from .expression import OPERATIONS, Name, Node, Number

Table = npt.NDArray[Any]
"""Over profiles, minimal axes: float64, the values themselves, or intp, the numbers of scalars."""

COMMUTATIVE = frozenset({"+", "*", "==", "!=", "and", "or"})
"""Operations that are the same either way round. Of min and max the derivative is not, where both are equal."""

Part = TypeVar("Part")


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

    def needed(self, wanted: Iterable[int]) -> list[int]:
        """The wanted scalars and all that they are made of, arguments before what is made of them."""
        needed = np.zeros(len(self), dtype=bool)
        needed[list(wanted)] = True
        for number in range(len(self) - 1, -1, -1):  # arguments have smaller numbers
            part = self.parts[number]
            if needed[number] and isinstance(part, tuple):
                needed[list(part[1])] = True
        numbers: list[int] = np.flatnonzero(needed).tolist()
        return numbers

    def name(self, assumption: str) -> Table:
        """The scalar that is a drawn assumption, shape ()."""
        return np.array(self._number(assumption, assumption, None), dtype=np.intp)

    def numbers(self, table: Table) -> Table:
        """The table as numbers of scalars."""
        if table.dtype == np.intp:
            return table
        values, inverse = np.unique(table, return_inverse=True)
        constants = np.array([self.constant(value) for value in values.tolist()], dtype=np.intp)
        return constants[inverse].reshape(table.shape)

    def apply(self, symbol: str, *tables: Table) -> Table:
        """An operation of the outcome language on tables that broadcast, of which any may be values or numbers."""
        if all(table.dtype != np.intp for table in tables):
            return np.asarray(OPERATIONS[symbol](*tables), dtype=float)
        if symbol == "clip" or (len(tables) > 2 and symbol != "if"):
            return _by_two(symbol, tables, self.apply)
        numbers = np.broadcast_arrays(*(self.numbers(table) for table in tables))
        key = reduce(lambda key, column: key * len(self) + column, numbers)
        _, first, inverse = np.unique(key, return_index=True, return_inverse=True)
        rows = zip(*(column.reshape(-1)[first].tolist() for column in numbers), strict=True)
        made = [self.operation(symbol, *row) for row in rows]
        if all(self._values[number] is not None for number in made):
            return shrunk(np.array([self._values[number] for number in made])[inverse].reshape(key.shape))
        return shrunk(np.array(made, dtype=np.intp)[inverse].reshape(key.shape))

    def constant(self, value: float) -> int:
        """The scalar that is the same in every draw."""
        value += 0.0  # -0.0 becomes 0.0
        return self._number(value if value == value else "not a number", value, value)

    def _number(self, key: object, part: float | str | tuple[str, tuple[int, ...]], value: float | None) -> int:
        if key not in self._known:
            self._known[key] = len(self.parts)
            self.parts.append(part)
            self._values.append(value)
        return self._known[key]

    def number(self, node: Node, known: Mapping[str, int]) -> int:
        """The scalar that an expression comes to, every name not `known` being drawn, moves too."""
        if isinstance(node, Number):
            return self.constant(node.value)
        if isinstance(node, Name):
            return known[node.name] if node.name in known else self._number(node.name, node.name, None)
        arguments = [self.number(argument, known) for argument in node.arguments]
        return self.operation(node.symbol, *arguments)

    def operation(self, symbol: str, *arguments: int) -> int:
        """The scalar that an operation of the outcome language on scalars comes to."""
        if symbol == "clip" or (len(arguments) > 2 and symbol != "if"):
            return _by_two(symbol, arguments, self.operation)
        values = [self._values[number] for number in arguments]
        if None not in values:
            return self.constant(float(OPERATIONS[symbol](*values)))
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
            case "if" if arguments[1] == arguments[2]:
                self.finite.add(a)
                return arguments[1]
            case "*" if 0.0 in values:
                self.finite.add(b if values[0] == 0 else a)
                return self.constant(0.0)
            case "*" if 1.0 in values:
                return b if values[0] == 1 else a
            case "+" if 0.0 in values:
                return b if values[0] == 0 else a
            case "-" if values[1] == 0:
                return a
            case "-" if a == b:
                self.finite.add(a)
                return self.constant(0.0)
            case "/" | "**" if values[1] == 1:
                return a
            case "min" | "max" if a == b:
                return a
            case "and" if 0.0 in values:
                return self.constant(0.0)
        return None


def _by_two(symbol: str, parts: Sequence[Part], apply: Callable[..., Part]) -> Part:
    """clip, and min, max, and, or of more than two, as operations on two."""
    if symbol == "clip":
        return apply("min", apply("max", *parts[:2]), parts[2])
    return reduce(lambda a, b: apply(symbol, a, b), parts)


def shrunk(table: Table) -> Table:
    """The table with every axis along which nothing changes at length 1."""
    for axis, length in enumerate(table.shape):
        if length > 1:
            first = table[(slice(None),) * axis + (slice(0, 1),)]
            if (table == first).all():
                table = first
    return table
