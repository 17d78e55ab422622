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

from .expression import Name, Node, Number
from .interval import Interval, operate

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
        case "min" | "max" as symbol:
            return reduce(lambda a, b: _extreme(symbol, a, b), parts)
        case "clip":
            return _extreme("min", _extreme("max", parts[0], parts[1]), parts[2])
    value = operate(node.symbol, *(part.value for part in parts))
    return Differentiated(value, _slopes(node.symbol, value, *parts))


def _slopes(symbol: str, value: Any, *parts: Differentiated) -> Slopes:
    """The derivatives of an operation with this value, by the rules of the calculus."""
    first, second = parts[0], parts[-1]
    match symbol:
        case "+":
            return _merged(first.slopes, second.slopes)
        case "-":
            return _merged(first.slopes, _scaled(second, -1.0))
        case "negative":
            return _scaled(first, -1.0)
        case "*":
            return _merged(_scaled(first, second.value), _scaled(second, first.value))
        case "/":
            shrinking = operate("/", operate("negative", value), second.value)
            return _merged(_scaled(first, operate("/", 1.0, second.value)), _scaled(second, shrinking))
        case "**":
            return _slopes_of_power(value, first, second)
        case "abs":
            return _either(operate("<=", first.value, 0.0), _scaled(first, -1.0), first.slopes)
        case "if":
            return _slopes_of_choice(*parts)
    return _jumps(value, *parts)


def _merged(a: Slopes, b: Slopes) -> Slopes:
    return {**a, **{name: a[name] + slope if name in a else slope for name, slope in b.items()}}


def _scaled(part: Differentiated, factor: Any) -> Slopes:
    return {name: slope * factor for name, slope in part.slopes.items()}


def _slopes_of_power(value: Any, a: Differentiated, b: Differentiated) -> Slopes:
    slopes: Slopes = {}
    if a.slopes:
        slopes = _scaled(a, b.value * operate("**", a.value, operate("-", b.value, 1.0)))
    return _merged(slopes, _scaled(b, value * _log(a.value))) if b.slopes else slopes


def _log(value: Any) -> Any:
    return Interval(np.log(value.low), np.log(value.high)) if isinstance(value, Interval) else np.log(value)


def _either(condition: Any, a: Slopes, b: Slopes) -> dict[str, Any]:
    return {name: operate("if", condition, a.get(name, 0.0), b.get(name, 0.0)) for name in {**a, **b}}


def _slopes_of_choice(condition: Differentiated, yes: Differentiated, no: Differentiated) -> Slopes:
    slopes = _either(condition.value, yes.slopes, no.slopes)
    return _merged(slopes, _jumps(operate("!=", condition.value, 0.0), condition))


def _jumps(value: Any, *parts: Differentiated) -> Slopes:
    """The derivatives of a truth: 0 where it cannot change, anything where an interval says that it may."""
    if not isinstance(value, Interval):
        return {}
    jump = Interval(np.where(value.certain, 0.0, -np.inf), np.where(value.certain, 0.0, np.inf))
    return {name: jump for part in parts for name in part.slopes}


def _extreme(symbol: str, a: Differentiated, b: Differentiated) -> Differentiated:
    """The smaller (min) or the greater (max) of two."""
    first = operate("<=" if symbol == "min" else ">=", a.value, b.value)
    return Differentiated(operate(symbol, a.value, b.value), _either(first, a.slopes, b.slopes))
