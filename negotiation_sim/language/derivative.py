"""Derivatives of expressions in their assumptions, exact and for all profiles at once.

Forward differentiation of the tree: every node yields its value and its derivative in each assumption wanted. The rules
are those of the calculus and say nothing of what a value is, so they serve numbers, arrays and intervals alike. On
intervals the result encloses every derivative that occurs while the assumptions move through theirs.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import reduce
from typing import Any

import numpy as np

from .expression import OPERATIONS, Name, Node, Number
from .interval import COMPARISONS, Interval, choose, interval, truth

Slopes = Mapping[str, Any]


@dataclass(frozen=True)
class Differentiated:
    """A value, and its derivative in every assumption on which it depends (those missing: 0)."""

    value: Any
    slopes: Slopes = field(default_factory=dict)


def differentiate(
    node: Node, values: Mapping[str, Any], outcomes: Mapping[str, Differentiated], wanted: Collection[str]
) -> Differentiated:
    """The node's value and its derivatives in the assumptions wanted, given the outcomes above it.

    At a kink (of min, max, abs, clip) a number's derivative is that of one side; a condition's own derivative is 0,
    although the value may jump where it changes. On intervals a kink gives both sides' derivatives, and a condition
    that may change gives anything, so that a jump is never missed.
    """
    if isinstance(node, Number):
        return Differentiated(node.value)
    if isinstance(node, Name):
        if node.kind == "outcome":
            return outcomes[node.name]
        return Differentiated(values[node.name], {node.name: 1.0} if node.name in wanted else {})
    parts = [differentiate(argument, values, outcomes, wanted) for argument in node.arguments]
    match node.symbol:
        case "+":
            return Differentiated(parts[0].value + parts[1].value, _merged(parts[0].slopes, parts[1].slopes))
        case "-":
            return Differentiated(parts[0].value - parts[1].value, _merged(parts[0].slopes, _scaled(parts[1], -1.0)))
        case "negative":
            return Differentiated(-parts[0].value, _scaled(parts[0], -1.0))
        case "*":
            return _product(*parts)
        case "/":
            return _quotient(*parts)
        case "**":
            return _power(*parts)
        case "if":
            return _choice(*parts)
        case "min":
            return reduce(_smaller, parts)
        case "max":
            return _negative(reduce(_smaller, map(_negative, parts)))
        case "abs":
            return _negative(_smaller(parts[0], _negative(parts[0])))
        case "clip":
            x, low, high = parts
            return _smaller(_negative(_smaller(_negative(x), _negative(low))), high)
    return _truth(node.symbol, parts)


def _merged(a: Slopes, b: Slopes) -> Slopes:
    return {**a, **{name: a[name] + slope if name in a else slope for name, slope in b.items()}}


def _scaled(part: Differentiated, factor: Any) -> Slopes:
    return {name: slope * factor for name, slope in part.slopes.items()}


def _negative(part: Differentiated) -> Differentiated:
    return Differentiated(-part.value, _scaled(part, -1.0))


def _product(a: Differentiated, b: Differentiated) -> Differentiated:
    return Differentiated(a.value * b.value, _merged(_scaled(a, b.value), _scaled(b, a.value)))


def _quotient(a: Differentiated, b: Differentiated) -> Differentiated:
    value = a.value / b.value
    return Differentiated(value, _merged(_scaled(a, 1.0 / b.value), _scaled(b, -1.0 * value / b.value)))


def _power(a: Differentiated, b: Differentiated) -> Differentiated:
    value, slopes = a.value**b.value, _scaled(a, b.value * a.value ** (b.value - 1.0)) if a.slopes else {}
    return Differentiated(value, _merged(slopes, _scaled(b, value * _log(a.value))) if b.slopes else slopes)


def _log(value: Any) -> Any:
    return Interval(np.log(value.low), np.log(value.high)) if isinstance(value, Interval) else np.log(value)


def _chosen(condition: Any, yes: Any, no: Any) -> Any:
    if any(isinstance(part, Interval) for part in (condition, yes, no)):
        return choose(interval(condition), yes, no)
    return np.where(np.not_equal(condition, 0), yes, no)


def _either(condition: Any, a: Slopes, b: Slopes) -> dict[str, Any]:
    return {name: _chosen(condition, a.get(name, 0.0), b.get(name, 0.0)) for name in {**a, **b}}


def _choice(condition: Differentiated, yes: Differentiated, no: Differentiated) -> Differentiated:
    slopes = _either(condition.value, yes.slopes, no.slopes)
    if isinstance(condition.value, Interval):
        jump = _jump(truth(condition.value))
        slopes |= {name: slopes.get(name, 0.0) + jump for name in condition.slopes}
    return Differentiated(_chosen(condition.value, yes.value, no.value), slopes)


def _jump(found: Interval) -> Interval:
    """The derivative of a truth: 0 where it cannot change, anything where it may."""
    return Interval(np.where(found.certain, 0.0, -np.inf), np.where(found.certain, 0.0, np.inf))


def _smaller(a: Differentiated, b: Differentiated) -> Differentiated:
    if isinstance(a.value, Interval) or isinstance(b.value, Interval):
        first, second = interval(a.value), interval(b.value)
        slopes = _either(COMPARISONS["<="](first, second), a.slopes, b.slopes)
        return Differentiated(first.lower_of(second), slopes)
    return Differentiated(np.minimum(a.value, b.value), _either(np.less_equal(a.value, b.value), a.slopes, b.slopes))


def _truth(symbol: str, parts: list[Differentiated]) -> Differentiated:
    """Comparisons, and, or, not: flat, except that on an interval which leaves them open they may jump."""
    values = [part.value for part in parts]
    if not any(isinstance(value, Interval) for value in values):
        return Differentiated(OPERATIONS[symbol](*values))
    found = _truth_of_intervals(symbol, [interval(value) for value in values])
    return Differentiated(found, {name: _jump(found) for part in parts for name in part.slopes})


def _truth_of_intervals(symbol: str, values: list[Interval]) -> Interval:
    if symbol in COMPARISONS:
        return COMPARISONS[symbol](*values)
    truths = [truth(value) for value in values]
    if symbol == "not":
        return 1.0 - truths[0]
    join = np.minimum if symbol == "and" else np.maximum
    return reduce(lambda a, b: Interval(join(a.low, b.low), join(a.high, b.high)), truths)
