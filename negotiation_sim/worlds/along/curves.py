"""The payoffs of a scenario as functions of one assumption: polynomials, piece by piece.

Most payoffs are affine in an assumption while nothing is clipped. Where clip, min, max, abs, if or a comparison changes
its answer there is a kink; kinks are roots of differences of arguments, and between two of them every payoff is smooth.
"""

from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from ...case.scenario import Case, Scenario
from ...games.arrays import Array, Index
from ...games.normal_form import STEP
from ...language.degree import Dependence, dependence, kinks
from ...language.expression import Expression, Node, Number, Operation, evaluate
from ..kept import Kept
from ..tables import Tables, tables
from ..unmoved import needs_of
from . import chebyshev

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
        """Whether all of them are straight lines between kinks, as the rules are written."""
        return self.degree <= 1

    def place(self, piece: Index, t: Array) -> Array:
        """Points t of [-1, 1] in pieces, in the assumption's unit."""
        return _places(self.edges, piece, t)

    @cached_property
    def steps(self) -> Array:
        """Up to which difference two payoffs are taken to be equal, in the middle of each piece, shape (S, players).

        A curve errs by less; every switch that is found with it is certified by solving beside it.
        """
        middle = chebyshev.at(self.coefficients, np.zeros(1))
        spread: Array = middle.max(axis=2) - middle.min(axis=2)
        return STEP * spread


def curves(scenario: Scenario, condition: Expression, name: str, low: float, high: float) -> Curves | None:
    """The payoffs over low <= assumption <= high, split also where the condition changes by itself.

    None where neither the payoffs nor the condition use the assumption. Raises InputError where a rule is no finite
    number somewhere.
    """
    degree, differences = _dependence(scenario.case, condition.node, name)
    if degree == 0 and not differences:
        return None
    whole = degree <= HIGHEST
    count = max(int(min(degree, HIGHEST)) + 1, 2)
    edges = np.linspace(low, high, 2 if whole else FIRST_PIECES + 1)
    for _ in range(ROUNDS):
        samples = _samples(edges, count)
        made = tables(scenario, {name: samples.ravel()})
        new = _kinks_inside(made, differences, edges, samples.shape)
        if not (whole and len(new)):
            coefficients = _coefficients(made, samples.shape)
            new = new if whole else np.append(new, _places(edges, _unresolved(coefficients), np.zeros(1)))
            if not len(new):
                return Curves(edges, coefficients, degree, True)
        edges = _joined(edges, new)
    samples = _samples(edges, count)
    return Curves(edges, _coefficients(tables(scenario, {name: samples.ravel()}), samples.shape), degree, False)


def _samples(edges: Array, count: int) -> Array:
    """Where each piece is sampled, shape (pieces, count)."""
    return _places(edges, np.arange(len(edges) - 1)[:, None], chebyshev.nodes(count))


def _places(edges: Array, piece: Index, t: Array) -> Array:
    """Points t of [-1, 1] in pieces, in the assumption's unit."""
    low, high = edges[piece], edges[piece + 1]
    return (low + high) / 2 + t * (high - low) / 2


def _coefficients(made: Tables, shape: tuple[int, ...]) -> Array:
    """The payoffs' coefficients; of a payoff that does not move only the first is not 0."""
    pieces, count = shape
    coefficients = np.zeros((pieces, len(made.criteria), prod(made.shape[:-1]), count))
    for i, player in enumerate(made.criteria):
        if player in made.totals:
            coefficients[:, i, :, 0] = made.totals[player].reshape(-1)
        else:
            coefficients[:, i] = chebyshev.fit(np.moveaxis(made.payoff(player).reshape(-1, *shape), 1, 0))
    return coefficients


def _unresolved(coefficients: Array) -> Index:
    tail = np.abs(coefficients[..., -3:]).max(axis=(2, 3))
    size = np.abs(coefficients).max(axis=(0, 2, 3))
    return np.flatnonzero((tail > RESOLVED * size).any(axis=1))


def _kinks_inside(made: Tables, roots_of: tuple[Node, ...], edges: Array, shape: tuple[int, ...]) -> Array:
    """The roots of the differences inside the pieces, in the assumption's unit."""
    kinks = [np.zeros(0)]
    for difference in roots_of:
        with np.errstate(all="ignore"):
            values = np.asarray(evaluate(difference, made.values), dtype=float)
        if values.ndim == 0 or values.shape[-1] != shape[0] * shape[1]:
            continue
        coefficients = chebyshev.fit(_different(values.reshape(-1, shape[0] * shape[1])).reshape(-1, *shape))
        flat = coefficients.reshape(-1, shape[1])
        piece = np.tile(np.arange(shape[0]), len(coefficients))
        ends = np.ones(len(flat))
        flat[~np.isfinite(flat).all(axis=1)] = 0
        which, t = chebyshev.roots(flat, -ends, ends, 1e-13 * np.abs(flat).max() * ends)
        kinks.append(_places(edges, piece[which], t))
    return _apart(np.concatenate(kinks), edges)


def _different(rows: Array) -> Array:
    """Every row once, in lexical order."""
    ordered = rows[np.lexsort(rows.T[::-1])]
    first = np.append(True, (ordered[1:] != ordered[:-1]).any(axis=1))
    return np.asarray(ordered[first])


def _apart(places: Array, edges: Array) -> Array:
    """The places that are no edge already."""
    near = 1e-12 * (edges[-1] - edges[0])
    after = np.searchsorted(edges, places).clip(1, len(edges) - 1)
    distance = np.minimum(np.abs(places - edges[after - 1]), np.abs(places - edges[after]))
    return np.asarray(places[distance > near])


def _joined(edges: Array, new: Array) -> Array:
    """All edges in order, those that differ by rounding only once."""
    joined = np.sort(np.append(edges, new))
    near = 1e-12 * (edges[-1] - edges[0])
    return np.asarray(joined[np.append(True, np.diff(joined) > near)])


_kept = Kept[tuple[float, tuple[Node, ...]]](512)


def _dependence(case: Case, condition: Node, name: str) -> tuple[float, tuple[Node, ...]]:
    """The highest degree in the assumption between kinks, and the differences whose roots are kinks."""
    return _kept.of((case.rules, condition, name), lambda: _dependence_of_rules(case, condition, name))


def _dependence_of_rules(case: Case, condition: Node, name: str) -> tuple[float, tuple[Node, ...]]:
    known: dict[str, Dependence] = {}
    differences: list[Node] = []
    needs = needs_of(case)
    for outcome, expression in case.outcomes.items():
        if name not in needs[None, outcome]:
            continue
        known[outcome] = dependence(expression.node, known, (name,))
        differences += kinks(expression.node, name, known)
    degrees = [0.0]
    for player, criteria in case.payoffs.items():
        for criterion, expression in criteria.items():
            weighed = float(case.weight(player, criterion) == name)
            if name not in needs[player, criterion]:
                degrees.append(weighed)
                continue
            degrees.append(weighed + dependence(expression.node, known, (name,)).between.get(name, 0))
            differences += kinks(expression.node, name, known)
    differences += kinks(Operation("if", (condition, Number(1), Number(0))), name, known)
    degrees += [dependence(difference, known, (name,)).between[name] for difference in differences]
    return max(degrees), tuple(dict.fromkeys(differences))
