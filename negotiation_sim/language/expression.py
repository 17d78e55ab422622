"""What an expression is once read: a tree of three node types, and its value on arrays."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any, Literal

import numpy as np
import numpy.typing as npt

NameKind = Literal["assumption", "outcome", "move"]


@dataclass(frozen=True)
class Number:
    """A leaf that is a constant."""

    value: float


@dataclass(frozen=True)
class Name:
    """A leaf. `name` is the full dotted name: `a1`, `serbia.weight.status`, `share`, `serbia.stall`."""

    name: str
    kind: NameKind


@dataclass(frozen=True)
class Operation:
    """A node that joins others; `symbol` is a key of `OPERATIONS`."""

    symbol: str
    arguments: tuple["Node", ...]


Node = Number | Name | Operation


@dataclass(frozen=True)
class Expression:
    """A text and what it was read as."""

    text: str
    node: Node

    def names(self, kind: NameKind | None = None) -> frozenset[str]:
        """The full names it uses, of one kind or of all."""
        return frozenset(leaf.name for leaf in self._leaves if kind in (None, leaf.kind))

    @cached_property
    def _leaves(self) -> frozenset[Name]:
        return frozenset(_leaves(self.node))


def holds(value: Any) -> npt.NDArray[np.bool_]:
    """Where a condition with this value holds, the shape of the value: at any number but 0, never at NaN."""
    yes: npt.NDArray[np.bool_] = np.not_equal(value, 0) & np.equal(value, value)
    return yes


def _truth(value: Any) -> Any:
    return np.not_equal(value, 0)


def _handing_on(operation: Callable[..., Any]) -> Callable[..., Any]:
    """An operation that answers yes or no, or chooses by one: no number where what it asks is no number.

    Without this a comparison would swallow what a division by 0 gives.
    """

    def handing_on(*parts: Any) -> Any:
        asked = parts[:1] if operation is _choice else parts
        unknown = [np.isnan(part) for part in asked]
        value = operation(*parts)
        return np.where(reduce(np.logical_or, unknown), np.nan, value) if any(map(np.any, unknown)) else value

    return handing_on


def _choice(condition: Any, yes: Any, no: Any) -> Any:
    return np.where(_truth(condition), yes, no)


def _yes_no(value: Any) -> Any:
    """1 or 0, no number where the value is none."""
    return np.where(np.isnan(value), np.nan, _truth(value) * 1.0)


def _both(first: Any, second: Any) -> Any:
    """`and`: the second is only asked where the first is not 0."""
    return np.where(np.equal(first, 0), 0.0, np.where(np.isnan(first), np.nan, _yes_no(second)))


def _either(first: Any, second: Any) -> Any:
    """`or`: the second is only asked where the first is 0."""
    return np.where(np.equal(first, 0), _yes_no(second), first)


def _finite(value: Any) -> Any:
    """The value, no number where it is not finite: whatever is made of it is no number then."""
    return value if np.isfinite(value).all() else np.where(np.isfinite(value), value, np.nan)


def power(a: Any, b: Any) -> Any:
    """a ** b, infinite where it has no end; the same to the last bit for a number and for an array of it.

    NumPy computes these powers by a shortcut, but only where all exponents are one number.
    """
    with np.errstate(all="ignore"):
        powers = np.power(a, b)
        for exponent, shortcut in ((2, np.square), (0.5, np.sqrt), (-1, np.reciprocal)):
            if np.any(np.equal(b, exponent)):
                powers = np.where(np.equal(b, exponent), shortcut(np.asarray(a, dtype=float)), powers)
    return powers


OPERATIONS: dict[str, Callable[..., Any]] = {
    "+": np.add,
    "-": np.subtract,
    "*": np.multiply,
    "/": lambda a, b: _finite(np.divide(a, b)),
    "**": lambda a, b: _finite(power(a, b)),
    "negative": np.negative,
    "==": _handing_on(lambda a, b: np.equal(a, b) * 1.0),
    "!=": _handing_on(lambda a, b: np.not_equal(a, b) * 1.0),
    "<": _handing_on(lambda a, b: np.less(a, b) * 1.0),
    "<=": _handing_on(lambda a, b: np.less_equal(a, b) * 1.0),
    ">": _handing_on(lambda a, b: np.greater(a, b) * 1.0),
    ">=": _handing_on(lambda a, b: np.greater_equal(a, b) * 1.0),
    "and": lambda *a: reduce(_both, a[1:], _yes_no(a[0])),
    "or": lambda *a: reduce(_either, a[1:], _yes_no(a[0])),
    "not": _handing_on(lambda a: np.equal(a, 0) * 1.0),
    "if": _handing_on(_choice),
    "min": lambda *a: reduce(np.minimum, a),
    "max": lambda *a: reduce(np.maximum, a),
    "abs": np.abs,
    "clip": lambda x, low, high: np.minimum(np.maximum(x, low), high),
    "log": np.log,
    "jump": lambda a: np.multiply(a, 0.0),
}
"""The operations on numbers and arrays. No text can name `log` and `jump`, how fast a truth changes."""


def evaluate(node: Node, values: Mapping[str, Any]) -> Any:
    """The node's value, given a number or an array for each name.

    Arrays broadcast: a move is an array along its player's axis and of length 1 along every other, so a result has
    only the axes it depends on; a batch of draws is one more axis, last.
    """
    if isinstance(node, Number):
        return node.value
    if isinstance(node, Name):
        return values[node.name]
    return OPERATIONS[node.symbol](*[evaluate(argument, values) for argument in node.arguments])


def _leaves(node: Node) -> Iterator[Name]:
    if isinstance(node, Name):
        yield node
    elif isinstance(node, Operation):
        for argument in node.arguments:
            yield from _leaves(argument)
