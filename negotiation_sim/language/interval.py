"""Intervals: where a value can lie when what it is made of may lie anywhere in intervals of its own.

Arithmetic as in Moore, R. E. (1966), Interval Analysis: an operation's interval holds every result that operands
inside theirs can give. It may be wider than need be (x - x is not 0), never narrower. Every rule of the language
stands here once, in `INTERVALS`; numbers and arrays of numbers are meant, so 0 times an end that is infinite is 0.

Ends are computed like values: an operation that never falls while its argument grows gives ends that hold the computed
values too, to the last bit. Only a derivative, which is not computed as the values are, needs a margin for rounding:
well above 1e-12 of the numbers at hand.

An end that is no number (NaN) says that nothing is known, not even that the value is a number. It is handed on by every
operation, save where a condition leaves it out.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from typing import Any, ClassVar

import numpy as np

from .expression import OPERATIONS, power

ROUNDED = 1e-15
"""Share of a power by which its ends are put apart: powers are rounded less carefully than products."""

PLAIN = (-1, 0, 0.5, 1, 2)
"""The exponents whose powers are rounded as carefully as products."""


@dataclass(frozen=True, eq=False)
class Interval:
    """From `low` to `high`: numbers or arrays that broadcast. Operates with numbers, arrays and other intervals.

    >>> product = Interval(-1.0, 2.0) * Interval(3.0, 4.0)
    >>> float(product.low), float(product.high)
    (-4.0, 8.0)
    """

    low: Any
    high: Any
    __array_ufunc__: ClassVar[None] = None  # an array on the left leaves the operation to this class

    def __add__(self, other: Any) -> "Interval":
        return _sum(self, interval(other))

    def __neg__(self) -> "Interval":
        return _negative(self)

    def __sub__(self, other: Any) -> "Interval":
        return _difference(self, interval(other))

    def __rsub__(self, other: Any) -> "Interval":
        return _difference(interval(other), self)

    def __mul__(self, other: Any) -> "Interval":
        return _product(self, interval(other))

    def __truediv__(self, other: Any) -> "Interval":
        return _quotient(self, interval(other))

    def __rtruediv__(self, other: Any) -> "Interval":
        return _quotient(interval(other), self)

    def __pow__(self, other: Any) -> "Interval":
        return _power(self, interval(other))

    def __rpow__(self, other: Any) -> "Interval":
        return _power(interval(other), self)

    __radd__ = __add__
    __rmul__ = __mul__

    @property
    def certain(self) -> Any:
        """Where both ends are equal."""
        return np.equal(self.low, self.high)


def interval(value: Any) -> Interval:
    """A number or an array as the interval that holds nothing else; an interval as it is."""
    return value if isinstance(value, Interval) else Interval(value, value)


def operate(symbol: str, *values: Any) -> Any:
    """An operation of the outcome language: an interval where any of the values is one, else a number or an array."""
    if any(isinstance(value, Interval) for value in values):
        return INTERVALS[symbol](*map(interval, values))
    return OPERATIONS[symbol](*values)


def truth(value: Interval) -> Interval:
    """Whether a value is not zero, as 1, 0, or an interval from 0 to 1 where it may be either."""
    surely = np.greater(value.low, 0) | np.less(value.high, 0)
    never = np.equal(value.low, 0) & np.equal(value.high, 0)
    return Interval(surely * 1.0, 1.0 - never)


def _sum(a: Interval, b: Interval) -> Interval:
    return Interval(np.add(a.low, b.low), np.add(a.high, b.high))


def _difference(a: Interval, b: Interval) -> Interval:
    return Interval(np.subtract(a.low, b.high), np.subtract(a.high, b.low))


def _negative(a: Interval) -> Interval:
    return Interval(np.negative(a.high), np.negative(a.low))


def _product(a: Interval, b: Interval) -> Interval:
    bounds = _corners(np.multiply, a, b)
    return _corners(_times, a, b) if np.isnan(bounds.low).any() else bounds


def _times(x: Any, y: Any) -> Any:
    """The product, 0 where one is 0 and the other infinite."""
    product = np.multiply(x, y)
    return np.where(np.isnan(product) & ~np.isnan(x) & ~np.isnan(y), 0.0, product)


def _quotient(a: Interval, b: Interval) -> Interval:
    """Anything where the divisor may be 0."""
    return _where_known(np.greater(b.low, 0) | np.less(b.high, 0), _corners(np.divide, a, b))


def _power(a: Interval, b: Interval) -> Interval:
    """Of a base of 0 and more, or of any base to one whole power, not a negative one where the base may be 0.

    Anything elsewhere. A base that begins at 0 and a negative power give what is as large as one likes.
    """
    a = Interval(np.add(a.low, 0.0), np.add(a.high, 0.0))  # -0.0 becomes 0.0, whose powers are not below 0
    corners = _corners(power, a, b)
    whole, even = (b.certain & np.equal(np.mod(b.low, divisor), 0) for divisor in (1, 2))
    nought = np.less(a.low, 0) & np.greater_equal(a.high, 0)
    turns = nought & even & np.greater(b.low, 0)
    apart = np.where(b.certain & np.isin(b.low, PLAIN), 0.0, ROUNDED)
    low = np.where(turns, 0.0, corners.low - _share(apart, corners.low))
    high = corners.high + _share(apart, corners.high)
    known = np.greater_equal(a.low, 0) | (whole & ~(nought & np.less(b.low, 0)))
    return _where_known(known, Interval(low, high))


def _share(share: Any, end: Any) -> Any:
    """A share of an end's size; of one that is infinite none."""
    return np.where(np.isfinite(end), share * np.abs(end), 0.0)


def _smallest(a: Interval, b: Interval) -> Interval:
    return Interval(np.minimum(a.low, b.low), np.minimum(a.high, b.high))


def _greatest(a: Interval, b: Interval) -> Interval:
    return Interval(np.maximum(a.low, b.low), np.maximum(a.high, b.high))


def _size(a: Interval) -> Interval:
    low, high = np.abs(a.low), np.abs(a.high)
    across = np.less_equal(a.low, 0) & np.greater_equal(a.high, 0)
    return Interval(np.where(across, 0.0, np.minimum(low, high)), np.maximum(low, high))


def _choice(condition: Interval, yes: Interval, no: Interval) -> Interval:
    """`yes` where the condition surely holds, `no` where it surely fails, and whatever either may be in between."""
    holds = truth(condition)
    surely, never = np.equal(holds.low, 1), np.equal(holds.high, 0)
    both = _hull(yes.low, yes.high, no.low, no.high)
    low = np.where(surely, yes.low, np.where(never, no.low, both.low))
    return Interval(low, np.where(surely, yes.high, np.where(never, no.high, both.high)))


def _less(a: Interval, b: Interval) -> Interval:
    return Interval(np.less(a.high, b.low) * 1.0, 1.0 - np.greater_equal(a.low, b.high))


def _equal(a: Interval, b: Interval) -> Interval:
    apart = np.less(a.high, b.low) | np.less(b.high, a.low)
    return Interval((a.certain & b.certain & np.equal(a.low, b.low)) * 1.0, 1.0 - apart)


def _no(a: Interval) -> Interval:
    return 1.0 - truth(a)


def _corners(operation: Callable[[Any, Any], Any], a: Interval, b: Interval) -> Interval:
    return _hull(*(operation(x, y) for x in (a.low, a.high) for y in (b.low, b.high)))


def _hull(first: Any, *others: Any) -> Interval:
    low = high = first
    for end in others:
        low, high = np.minimum(low, end), np.maximum(high, end)
    return Interval(low, high)


def _where_known(known: Any, bounds: Interval) -> Interval:
    return Interval(np.where(known, bounds.low, -np.inf), np.where(known, bounds.high, np.inf))


def _unknown_where(bounds: Interval, *parts: Interval) -> Interval:
    """The bounds, no numbers where some part has none: nothing is known of what is made of it."""
    unknown = reduce(np.logical_or, (np.isnan(end) for part in parts for end in (part.low, part.high)))
    if not np.any(unknown):
        return bounds
    return Interval(np.where(unknown, np.nan, bounds.low), np.where(unknown, np.nan, bounds.high))


def _handing_on(rule: Callable[..., Interval]) -> Callable[..., Interval]:
    return lambda *parts: _unknown_where(rule(*parts), *parts)


INTERVALS: dict[str, Callable[..., Interval]] = {
    "+": _sum,
    "-": _difference,
    "*": _product,
    "/": _quotient,
    "**": _power,
    "negative": _negative,
    "==": _handing_on(_equal),
    "!=": _handing_on(lambda a, b: _no(_equal(a, b))),
    "<": _handing_on(_less),
    "<=": _handing_on(lambda a, b: _no(_less(b, a))),
    ">": _handing_on(lambda a, b: _less(b, a)),
    ">=": _handing_on(lambda a, b: _no(_less(a, b))),
    "and": _handing_on(lambda *a: reduce(_smallest, map(truth, a))),
    "or": _handing_on(lambda *a: reduce(_greatest, map(truth, a))),
    "not": _handing_on(_no),
    "if": lambda condition, yes, no: _unknown_where(_choice(condition, yes, no), condition),
    "min": lambda *a: reduce(_smallest, a),
    "max": lambda *a: reduce(_greatest, a),
    "abs": _size,
    "clip": lambda x, low, high: _smallest(_greatest(x, low), high),
    "log": lambda a: Interval(np.log(a.low), np.log(a.high)),
    "jump": lambda a: Interval(np.where(a.certain, 0.0, -np.inf), np.where(a.certain, 0.0, np.inf)),
}
"""The rule of every operation that `OPERATIONS` has on numbers, from intervals to an interval."""
