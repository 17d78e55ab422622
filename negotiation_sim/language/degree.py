"""How an expression depends on its assumptions, the moves being given: in what degree, and where it has kinks.

A *kink* is a place where clip, min, max, abs, if, a comparison, a divisor or a power turns, jumps or has a pole.
Between kinks most rules are polynomials of a low degree. All that is said is an upper bound: terms that cancel are not
noticed.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from math import inf

from .expression import Name, Node, Number, Operation

FLAT = frozenset({"==", "!=", "<", "<=", ">", ">=", "and", "or", "not"})
"""Operations whose values do not change between kinks."""


@dataclass(frozen=True)
class Dependence:
    """`between[name]`: the degree in an assumption between kinks, `inf` where it is no polynomial; none is 0.

    `kinked`: the assumptions in which there are kinks.
    """

    between: Mapping[str, float] = field(default_factory=dict)
    kinked: frozenset[str] = frozenset()

    @property
    def names(self) -> frozenset[str]:
        """The assumptions on which the value depends."""
        return self.kinked.union(self.between)

    @property
    def degrees(self) -> dict[str, float]:
        """The degree in each assumption over all its values: 1 is affine, `inf` no polynomial, or one with kinks."""
        return {**self.between, **dict.fromkeys(self.kinked, inf)}


NOTHING = Dependence()
Known = Mapping[str, Dependence]
"""How the outcomes that an expression may use depend on the assumptions."""


def dependence(node: Node, known: Known, names: Collection[str] | None = None) -> Dependence:
    """How an expression depends on each assumption, or on those of `names` alone; other outcomes than `known` do not.

    >>> x = Name("x", "assumption")
    >>> dependence(Operation("*", (x, x)), {}).degrees
    {'x': 2.0}
    """
    node = _taken(node)
    if isinstance(node, Number):
        return NOTHING
    if isinstance(node, Name):
        if node.kind == "assumption" and (names is None or node.name in names):
            return Dependence({node.name: 1.0})
        return known.get(node.name, NOTHING)
    parts = [dependence(argument, known, names) for argument in node.arguments]
    if all(part is NOTHING for part in parts):
        return NOTHING
    kinked = frozenset[str]().union(*(part.kinked for part in parts), *(part.between for part in _turning(node, parts)))
    return Dependence(_between(node, [part.between for part in parts]), kinked)


def _taken(node: Node) -> Node:
    """The expression; of an `if` that a number decides, as size(g) > 1 does, only the branch that is taken."""
    while isinstance(node, Operation) and node.symbol == "if" and isinstance(node.arguments[0], Number):
        node = node.arguments[1 if node.arguments[0].value else 2]
    return node


def _turning(node: Operation, parts: Sequence[Dependence]) -> Sequence[Dependence]:
    """The arguments that can make the operation turn, jump or have a pole."""
    match node.symbol:
        case "+" | "-" | "negative" | "*":
            return ()
        case "if":
            return parts[:1]
        case "/":
            return parts[1:]
        case "**":
            return () if _is_polynomial(node.arguments[1]) else parts[:1]
    return parts


def _is_polynomial(exponent: Node) -> bool:
    """Whether a power with this exponent is a polynomial of its base."""
    return isinstance(exponent, Number) and exponent.value >= 0 and exponent.value == int(exponent.value)


def _between(node: Operation, parts: list[Mapping[str, float]]) -> dict[str, float]:
    match node.symbol:
        case "*":
            return _merged(parts, lambda a, b: a + b)
        case "/":
            return _merged([parts[0], dict.fromkeys(parts[1], inf)], max)
        case "**":
            power = node.arguments[1]
            if isinstance(power, Number) and power.value > 0 and _is_polynomial(power):
                return {name: degree * power.value for name, degree in parts[0].items()}
            return dict.fromkeys([*parts[0], *parts[1]], inf)
        case "if":
            return _merged(parts[1:], max)
    return {} if node.symbol in FLAT else _merged(parts, max)


def _merged(parts: list[Mapping[str, float]], join: Callable[[float, float], float]) -> dict[str, float]:
    merged: dict[str, float] = {}
    for part in parts:
        for name, degree in part.items():
            merged[name] = join(merged[name], degree) if name in merged else degree
    return merged


def kinks(node: Node, name: str, known: Known) -> Iterator[Node]:
    """The expressions at whose roots a part of this one has a kink, a jump or a pole in one assumption.

    Expressions that do not change between their own kinks are left out; the kinks of outcomes are not repeated.
    """
    node = _taken(node)
    if isinstance(node, Operation) and name in dependence(node, known, (name,)).names:
        for argument in node.arguments:
            yield from kinks(argument, name, known)
        for difference in _differences(node):
            if name in dependence(difference, known, (name,)).between:
                yield difference


def _differences(node: Operation) -> Iterator[Node]:
    """What is 0 where the operation turns, jumps or has a pole."""
    match node.symbol, node.arguments:
        case "abs", (argument,):
            yield argument
        case "min" | "max", arguments:
            for first, second in combinations(arguments, 2):
                yield Operation("-", (first, second))
        case "clip", (value, low, high):
            yield from (Operation("-", (value, limit)) for limit in (low, high))
        case "==" | "!=" | "<" | "<=" | ">" | ">=", (left, right):
            yield Operation("-", (left, right))
        case "and" | "or" | "not", arguments:
            yield from arguments
        case "if", (condition, _, _):
            yield condition
        case "/", (_, divisor):
            yield divisor
        case "**", (base, exponent) if not _is_polynomial(exponent):
            yield base
