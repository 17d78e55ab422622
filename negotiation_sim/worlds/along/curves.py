"""The payoffs of a scenario as functions of one assumption: polynomials, piece by piece.

Most payoffs are affine in an assumption while nothing is clipped. Where clip, min, max, abs, if or a comparison changes
its answer there is a kink; kinks are roots of differences of arguments, and between two of them every payoff is smooth.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ...case.scenario import Scenario
from ...games.normal_form import TOLERANCE, Array
from ...language.expression import Expression, Name, Node, Number, Operation, evaluate
from ..tables import Tables, tables
from . import chebyshev
from .chebyshev import Index

HIGHEST = 24
"""Polynomials of a higher degree, and what is no polynomial, are approximated by one of this degree."""

RESOLVED = 1e-11
"""An approximation is good where its last coefficients are below this share of the largest payoff."""

FIRST_PIECES = 4
ROUNDS = 14


@dataclass(frozen=True, eq=False)
class Curves:
    """Every player's payoff at every profile as a polynomial in one assumption on each of S pieces.

    `edges`, shape (S + 1,), in the assumption's unit. `coefficients[s, player, profile, k]` in Chebyshev's basis over
    piece s, profiles as flat indices in C order. `degree` as the rules are written, infinite for what is no
    polynomial; `resolved` says whether every approximation is good.
    """

    edges: Array
    coefficients: Array
    degree: float
    resolved: bool

    @property
    def affine(self) -> bool:
        return self.degree <= 1

    def place(self, piece: Index, t: Array) -> Array:
        """Points t of [-1, 1] in pieces, in the assumption's unit."""
        low, high = self.edges[piece], self.edges[piece + 1]
        places: Array = (low + high) / 2 + t * (high - low) / 2
        return places

    @cached_property
    def tolerances(self) -> Array:
        """The gain from which on a deviation counts, in the middle of each piece, shape (S, players)."""
        middle = chebyshev.at(self.coefficients, np.zeros(1))
        spread: Array = middle.max(axis=2) - middle.min(axis=2)
        return TOLERANCE * spread


def curves(scenario: Scenario, condition: Expression, name: str, low: float, high: float) -> Curves | None:
    """The payoffs over low <= assumption <= high, split also where the condition changes by itself.

    None where neither the payoffs nor the condition use the assumption. Raises InputError where a rule is no finite
    number somewhere.
    """
    degree, kinks = _dependence(scenario, condition, name)
    if degree == 0 and not kinks:
        return None
    whole = degree <= HIGHEST
    count = int(degree) + 1 if whole else HIGHEST + 1
    edges = np.linspace(low, high, 2 if whole else FIRST_PIECES + 1)
    for _ in range(ROUNDS):
        points = _points(edges, max(count, 2))
        made = tables(scenario, {name: points.ravel()})
        new = _kinks_inside(made, kinks, edges, points.shape)
        coefficients = None if whole and len(new) else _coefficients(made, points.shape)
        bad = np.zeros(0, dtype=np.intp) if whole or coefficients is None else _unresolved(coefficients)
        new = np.append(new, (edges[bad] + edges[bad + 1]) / 2)
        if not len(new) and coefficients is not None:
            return Curves(edges, coefficients, degree, True)
        edges = _joined(edges, new)
    made = tables(scenario, {name: (points := _points(edges, max(count, 2))).ravel()})
    return Curves(edges, _coefficients(made, points.shape), degree, False)


def _points(edges: Array, count: int) -> Array:
    """Where each piece is sampled, shape (pieces, count)."""
    low, high = edges[:-1, None], edges[1:, None]
    points: Array = (low + high) / 2 + chebyshev.nodes(count) * (high - low) / 2
    return points


def _coefficients(made: Tables, shape: tuple[int, ...]) -> Array:
    payoffs = made.payoffs()
    values = payoffs.reshape(len(payoffs), -1, *shape)
    return chebyshev.fit(np.moveaxis(values, 2, 0))


def _unresolved(coefficients: Array) -> Index:
    tail = np.abs(coefficients[..., -3:]).max(axis=(2, 3))
    size = np.abs(coefficients).max(axis=(0, 2, 3))
    bad: Index = np.flatnonzero((tail > RESOLVED * size).any(axis=1))
    return bad


def _kinks_inside(made: Tables, kinks: tuple[Node, ...], edges: Array, shape: tuple[int, ...]) -> Array:
    """The roots of the kinks' arguments inside the pieces, in the assumption's unit."""
    found = [np.zeros(0)]
    for kink in kinks:
        with np.errstate(all="ignore"):
            values = np.asarray(evaluate(kink, made.values), dtype=float)
        if values.ndim == 0 or values.shape[-1] != shape[0] * shape[1]:
            continue
        coefficients = chebyshev.fit(np.unique(values.reshape(-1, shape[0] * shape[1]), axis=0).reshape(-1, *shape))
        flat = coefficients.reshape(-1, shape[1])
        piece = np.tile(np.arange(shape[0]), len(coefficients))
        ends = np.ones(len(flat))
        flat[~np.isfinite(flat).all(axis=1)] = 0
        which, t = chebyshev.roots(flat, -ends, ends, 1e-13 * np.abs(flat).max() * ends)
        low, high = edges[piece[which]], edges[piece[which] + 1]
        found.append((low + high) / 2 + t * (high - low) / 2)
    return _apart(np.concatenate(found), edges)


def _apart(places: Array, edges: Array) -> Array:
    """The places that are no edge already."""
    near = 1e-12 * (edges[-1] - edges[0])
    after = np.searchsorted(edges, places).clip(1, len(edges) - 1)
    distance = np.minimum(np.abs(places - edges[after - 1]), np.abs(places - edges[after]))
    kept: Array = places[distance > near]
    return kept


def _joined(edges: Array, new: Array) -> Array:
    """All edges in order, those that differ by rounding only once."""
    joined = np.sort(np.append(edges, new))
    near = 1e-12 * (edges[-1] - edges[0])
    kept: Array = joined[np.append(True, np.diff(joined) > near)]
    return kept


def _dependence(scenario: Scenario, condition: Expression, name: str) -> tuple[float, tuple[Node, ...]]:
    """The highest degree in the assumption between kinks, and the differences whose roots are kinks."""
    case = scenario.case
    known: dict[str, float] = {}
    kinks: list[Node] = []
    for outcome, expression in case.outcomes.items():
        known[outcome] = degree(expression.node, name, known)
        kinks += _kinks(expression.node, name, known)
    payoffs = [0.0, 0.0]
    for player, criteria in case.payoffs.items():
        for criterion, expression in criteria.items():
            own = degree(expression.node, name, known)
            payoffs.append(own + (case.weight(player, criterion) == name))
            kinks += _kinks(expression.node, name, known)
    kinks += _kinks(Operation("if", (condition.node, Number(1), Number(0))), name, known)
    return max(*payoffs, *(degree(kink, name, known) for kink in kinks)), tuple(dict.fromkeys(kinks))


def degree(node: Node, name: str, known: Mapping[str, float]) -> float:
    """The degree of an expression in one assumption between kinks; `inf` where it is no polynomial there.

    `known` gives the degrees of outcomes. An upper bound: terms that cancel are not noticed.
    """
    if isinstance(node, Number):
        return 0
    if isinstance(node, Name):
        return 1 if node.name == name else known.get(node.name, 0)
    parts = [degree(argument, name, known) for argument in node.arguments]
    match node.symbol:
        case "+" | "-" | "negative" | "abs" | "min" | "max" | "clip":
            return max(parts)
        case "*":
            return sum(parts)
        case "if":
            return max(parts[1:])
        case "/":
            return parts[0] if parts[1] == 0 else np.inf
        case "**":
            return _degree_of_power(parts, node.arguments[1])
    return 0  # comparisons, and, or, not: constant between kinks


def _degree_of_power(parts: list[float], exponent: Node) -> float:
    if parts == [0, 0]:
        return 0
    if isinstance(exponent, Number) and exponent.value >= 1 and exponent.value == int(exponent.value):
        return parts[0] * exponent.value
    return np.inf


def _kinks(node: Node, name: str, known: Mapping[str, float]) -> Iterator[Node]:
    """The expressions at whose roots a part of this one has a kink, a jump or a pole in the assumption."""
    if not isinstance(node, Operation):
        return
    for argument in node.arguments:
        yield from _kinks(argument, name, known)
    for found in _arguments(node):
        if _uses(found, name, known):
            yield found


def _arguments(node: Operation) -> Iterator[Node]:
    match node.symbol, node.arguments:
        case "abs", (only,):
            yield only
        case "min" | "max", several:
            for k, one in enumerate(several):
                yield from (Operation("-", (one, other)) for other in several[k + 1 :])
        case "clip", (value, low, high):
            yield from (Operation("-", (value, bound)) for bound in (low, high))
        case "==" | "!=" | "<" | "<=" | ">" | ">=", (left, right):
            yield Operation("-", (left, right))
        case "and" | "or" | "not", several:
            yield from several
        case "if", (condition, _, _):
            yield condition
        case "/", (_, divisor):
            yield divisor
        case "**", (base, exponent) if not isinstance(exponent, Number) or exponent.value != int(exponent.value):
            yield base


def _uses(node: Node, name: str, known: Mapping[str, float]) -> bool:
    if isinstance(node, Operation):
        return any(_uses(argument, name, known) for argument in node.arguments)
    return isinstance(node, Name) and (node.name == name or known.get(node.name, 0) > 0)
