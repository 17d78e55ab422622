"""Intervals: where a value can lie when what it is made of may lie anywhere in intervals of its own.

Arithmetic as in Moore, R. E. (1966), Interval Analysis: an operation's interval holds every result that operands inside
theirs can give. It may be wider than need be (x - x is not 0), never narrower, up to rounding: bounds are not rounded
outwards, so a proof that rests on them needs a margin well above 1e-12 of the numbers at hand.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ClassVar

import numpy as np


@dataclass(frozen=True, eq=False)
class Interval:
    """From `low` to `high`: numbers or arrays that broadcast. Operates with numbers, arrays and other intervals."""

    low: Any
    high: Any
    __array_ufunc__: ClassVar[None] = None  # an array on the left leaves the operation to this class

    def __add__(self, other: Any) -> "Interval":
        other = interval(other)
        return Interval(self.low + other.low, self.high + other.high)

    def __neg__(self) -> "Interval":
        return Interval(np.negative(self.high), np.negative(self.low))

    def __sub__(self, other: Any) -> "Interval":
        return self + -interval(other)

    def __rsub__(self, other: Any) -> "Interval":
        return interval(other) + -self

    def __mul__(self, other: Any) -> "Interval":
        other = interval(other)
        return _hull(*(_product(a, b) for a in (self.low, self.high) for b in (other.low, other.high)))

    def __truediv__(self, other: Any) -> "Interval":
        other = interval(other)
        through = (np.less_equal(other.low, 0)) & (np.greater_equal(other.high, 0))
        inverse = Interval(np.where(through, -np.inf, 1 / other.high), np.where(through, np.inf, 1 / other.low))
        return self * inverse

    def __rtruediv__(self, other: Any) -> "Interval":
        return interval(other) / self

    def __pow__(self, other: Any) -> "Interval":
        """Exact for a base that is never negative, or a whole number as power; else anything."""
        other = interval(other)
        corners = _hull(*(np.power(a, b) for a in (self.low, self.high) for b in (other.low, other.high)))
        positive, point = np.greater_equal(self.low, 0), np.equal(other.low, other.high)
        whole, even = point & np.equal(np.mod(other.low, 1), 0), point & np.equal(np.mod(other.low, 2), 0)
        across = np.less(self.low, 0) & np.greater(self.high, 0)
        known = (positive | whole) & ~(across & np.less(other.low, 0))
        low = np.where(across & even, np.minimum(corners.low, 0.0), corners.low)
        return Interval(np.where(known, low, -np.inf), np.where(known, corners.high, np.inf))

    def __rpow__(self, other: Any) -> "Interval":
        return interval(other) ** self

    __radd__ = __add__
    __rmul__ = __mul__

    def lower_of(self, other: "Interval") -> "Interval":
        """The smaller of the two."""
        return Interval(np.minimum(self.low, other.low), np.minimum(self.high, other.high))

    @property
    def certain(self) -> Any:
        """Where both ends are equal."""
        return np.equal(self.low, self.high)


def interval(value: Any) -> Interval:
    """A number or an array as the interval that holds nothing else."""
    return value if isinstance(value, Interval) else Interval(value, value)


def _product(a: Any, b: Any) -> Any:
    """0 times infinity is 0 here: an end that is exactly zero stays zero whatever it multiplies."""
    return np.where(np.equal(a, 0) | np.equal(b, 0), 0.0, np.multiply(a, b))


def _hull(*ends: Any) -> Interval:
    low, high = ends[0], ends[0]
    for end in ends[1:]:
        low, high = np.minimum(low, end), np.maximum(high, end)
    return Interval(low, high)


def truth(value: Interval) -> Interval:
    """Whether a value is not zero, as 1, 0, or an interval from 0 to 1 where it may be either."""
    surely = np.greater(value.low, 0) | np.less(value.high, 0)
    never = np.equal(value.low, 0) & np.equal(value.high, 0)
    return Interval(surely * 1.0, 1.0 - never)


def choose(condition: Interval, yes: Any, no: Any) -> Interval:
    """`yes` where the condition surely holds, `no` where it surely fails, and whatever either may be in between."""
    yes, no, holds = interval(yes), interval(no), truth(condition)
    surely, never = np.equal(holds.low, 1), np.equal(holds.high, 0)
    both = _hull(yes.low, yes.high, no.low, no.high)
    low = np.where(surely, yes.low, np.where(never, no.low, both.low))
    return Interval(low, np.where(surely, yes.high, np.where(never, no.high, both.high)))


def _less(a: Interval, b: Interval) -> Interval:
    return Interval(np.less(a.high, b.low) * 1.0, np.less(a.low, b.high) * 1.0)


def _equal(a: Interval, b: Interval) -> Interval:
    apart = np.less(a.high, b.low) | np.less(b.high, a.low)
    return Interval((a.certain & b.certain & np.equal(a.low, b.low)) * 1.0, 1.0 - apart)


def _no(a: Interval) -> Interval:
    return 1.0 - a


COMPARISONS: dict[str, Callable[[Interval, Interval], Interval]] = {
    "<": _less,
    ">": lambda a, b: _less(b, a),
    "<=": lambda a, b: _no(_less(b, a)),
    ">=": lambda a, b: _no(_less(a, b)),
    "==": _equal,
    "!=": lambda a, b: _no(_equal(a, b)),
}
