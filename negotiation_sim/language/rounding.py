"""How far a computed value may be from what its text says: a bound on rounding that runs along with the value.

Running error analysis as in Higham (2002), Accuracy and Stability of Numerical Algorithms, section 3.3: an operation
hands on the errors of its arguments and adds its own rounding, at most one unit in the last place of its result. A
number as it is written is not always a float: 0.1 is off by a unit itself, 3 and 0.5 are not. A condition is taken as
it is computed. The same rules serve one value and an interval that holds many: then the bound holds for each of them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import reduce
from typing import Any

import numpy as np

from .expression import Name, Node, Number
from .interval import Interval, operate

UNIT = float(np.finfo(float).eps) / 2
"""The most by which rounding to a float changes a number, as a share of it."""

POWER = 4
"""Powers are rounded less carefully than products: to this many units."""


@dataclass(frozen=True, eq=False)
class Rounded:
    """A value, number, array or interval, and the most by which it may be off."""

    value: Any
    error: Any = 0.0


def written(value: Any) -> Rounded:
    """A number, or an array of them, as it is written: off by a unit unless it is short in binary too."""
    if isinstance(value, float):  # the same of one number, in a tenth of the time
        is_short = abs(value) < 1e5 and (value * 1024.0).is_integer()
        is_whole = abs(value) < 2.0**53 and value.is_integer()
        return Rounded(value, 0.0 if is_short or is_whole else UNIT * abs(value))
    short = np.equal(np.rint(np.multiply(value, 1024.0)), np.multiply(value, 1024.0)) & np.less(np.abs(value), 1e5)
    whole = np.equal(np.rint(value), value) & np.less(np.abs(value), 2.0**53)
    return Rounded(value, np.where(short | whole, 0.0, UNIT * np.abs(value)))


def rounded(node: Node, values: Mapping[str, Rounded]) -> Rounded:
    """The node's value with the bound on its rounding, given each name's."""
    if isinstance(node, Number):
        return written(node.value)
    if isinstance(node, Name):
        return values[node.name]
    parts = [rounded(argument, values) for argument in node.arguments]
    return joined(node.symbol, *parts)


def joined(symbol: str, *parts: Rounded) -> Rounded:
    """What an operation of the language makes of values, with the bound on its rounding."""
    value = operate(symbol, *(part.value for part in parts))
    if symbol in ERRORS:
        return Rounded(value, ERRORS[symbol](value, *parts))
    match symbol:
        case "negative" | "abs":
            return Rounded(value, parts[0].error)
        case "min" | "max":
            return Rounded(value, reduce(lambda a, b: _extreme(symbol, a, b), parts).error)
        case "clip":
            return Rounded(value, _extreme("min", _extreme("max", parts[0], parts[1]), parts[2]).error)
        case "if":
            return Rounded(value, _of_choice(*parts))
    return Rounded(value)


def most(value: Any) -> Any:
    """The greatest size that a value may have."""
    return np.maximum(np.abs(value.low), np.abs(value.high)) if isinstance(value, Interval) else np.abs(value)


def least(value: Any) -> Any:
    """The least size that a value may have."""
    if not isinstance(value, Interval):
        return np.abs(value)
    return np.where(np.multiply(value.low, value.high) <= 0, 0.0, np.minimum(np.abs(value.low), np.abs(value.high)))


def _of_sum(value: Any, a: Rounded, b: Rounded) -> Any:
    return a.error + b.error + UNIT * most(value)


def _of_product(value: Any, a: Rounded, b: Rounded) -> Any:
    return most(a.value) * b.error + most(b.value) * a.error + a.error * b.error + UNIT * most(value)


def _of_quotient(value: Any, a: Rounded, b: Rounded) -> Any:
    surely = np.maximum(least(b.value) - b.error, 0.0)
    with np.errstate(divide="ignore", invalid="ignore"):
        error = (a.error + most(value) * b.error) / surely
    return np.where(np.equal(a.error, 0) & np.equal(b.error, 0), 0.0, error) + UNIT * most(value)


def _of_power(value: Any, a: Rounded, b: Rounded) -> Any:
    """By the derivatives b a^(b-1) and a^b log a at what is the worst place for each, taken twice as large."""
    last_place = POWER * UNIT * most(value)
    if not (np.any(a.error) or np.any(b.error)):
        return last_place
    size, base, power = np.add(most(a.value), a.error), np.maximum(np.subtract(least(a.value), a.error), 0.0), b.value
    ends = (power.low, power.high) if isinstance(power, Interval) else (power, power)
    with np.errstate(all="ignore"):
        slopes = [np.abs(end) * np.maximum(size ** (end - 1.0), base ** (end - 1.0)) for end in ends]
        of_base = np.where(np.equal(a.error, 0) | np.equal(ends[0], ends[1]) & np.equal(ends[0], 0), 0.0,
                           np.maximum(*slopes) * a.error)  # fmt: skip
        logs = np.maximum(np.abs(np.log(size)), np.abs(np.log(base)))
        of_power = np.where(np.equal(b.error, 0), 0.0, most(value) * logs * b.error)
    return 2 * (of_base + of_power) + last_place


def _extreme(symbol: str, a: Rounded, b: Rounded) -> Rounded:
    """The smaller (min) or the greater (max) of two: off by as much as the one taken, or that may have been taken."""
    value, error = operate(symbol, a.value, b.value), np.maximum(a.error, b.error)
    if not isinstance(value, Interval):
        apart = np.abs(np.subtract(a.value, b.value)) > np.add(a.error, b.error)
        error = np.where(apart, np.where(np.equal(value, a.value), a.error, b.error), error)
    return Rounded(value, error)


def _of_choice(condition: Rounded, yes: Rounded, no: Rounded) -> Any:
    truth = condition.value
    if isinstance(truth, Interval):
        return np.maximum(yes.error, no.error)
    return np.where(np.not_equal(truth, 0), yes.error, no.error)


ERRORS: dict[str, Callable[[Any, Rounded, Rounded], Any]] = {
    "+": _of_sum,
    "-": _of_sum,
    "*": _of_product,
    "/": _of_quotient,
    "**": _of_power,
}
"""By how much the result of an operation of two arguments may be off."""
