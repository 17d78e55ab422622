"""What the players of a scenario compare as functions of one assumption: polynomials, piece by piece.

Most payoffs are affine in an assumption while nothing is clipped. Where clip, min, max, abs, if or a comparison changes
its answer there is a kink; kinks are roots of differences of arguments, and between two of them every payoff is smooth.
"""

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ...case.conclusions import Conclusion
from ...case.scenario import Case, Scenario
from ...games.arrays import Array, Index
from ...games.normal_form import STEP
from ...language.degree import Dependence, dependence, kinks
from ...language.expression import Node, Number, Operation
from ..kept import Kept
from ..tables import tables
from ..unmoved import needs_of
from . import chebyshev
from .compared import Compared, compared

HIGHEST = 24
"""Polynomials of a higher degree, and what is no polynomial, are approximated by one of this degree."""

RESOLVED = 1e-11
"""An approximation is good where its last coefficients are below this share of the largest payoff."""

FIRST_PIECES = 4
ROUNDS = 14


@dataclass(frozen=True, eq=False)
class Curves:
    """Every scalar that players compare as a polynomial in one assumption on each of S pieces.

    `edges`, shape (S + 1,), in the assumption's unit. `coefficients[s, k, j]` of scalar `compared.scalars[k]`, in
    Chebyshev's basis over piece s. `degree` as the rules are written, infinite for what is no polynomial; `resolved`
    says whether every approximation is good.
    """

    compared: Compared
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
        steps = np.zeros((len(middle), len(self.compared.plan.shape)))
        for player, scalars in self.compared.of_player.items():
            steps[:, player] = STEP * np.ptp(middle[:, self.compared.place[scalars]], axis=1)
        return steps


def curves(scenario: Scenario, reached: Conclusion, name: str, low: float, high: float) -> Curves | None:
    """What players compare over low <= assumption <= high, split also where the condition changes by itself.

    None where neither the payoffs nor the condition use the assumption. Raises InputError where a rule is no finite
    number somewhere.
    """
    degree, turns = _dependence(scenario.case, reached.condition.node, name)
    if degree == 0 and not turns:
        return None
    line = _Line(scenario, compared(scenario, reached), name)
    whole = degree <= HIGHEST
    count = max(int(min(degree, HIGHEST)) + 1, 2)
    edges = np.linspace(low, high, 2 if whole else FIRST_PIECES + 1)
    for _ in range(ROUNDS):
        samples = _samples(edges, count)
        along = line.along(samples.ravel())
        new = line.turns_inside(along, edges, count)
        if not (whole and len(new)):
            coefficients = line.coefficients(along, samples.shape)
            new = new if whole else np.append(new, _places(edges, line.unresolved(coefficients), np.zeros(1)))
            if not len(new):
                return Curves(line.compared, edges, coefficients, degree, True)
        edges = _joined(edges, new)
    samples = _samples(edges, count)
    return Curves(line.compared, edges, line.coefficients(line.along(samples.ravel()), samples.shape), degree, False)


def _samples(edges: Array, count: int) -> Array:
    """Where each piece is sampled, shape (pieces, count)."""
    return _places(edges, np.arange(len(edges) - 1)[:, None], chebyshev.nodes(count))


def _places(edges: Array, piece: Index, t: Array) -> Array:
    """Points t of [-1, 1] in pieces, in the assumption's unit."""
    low, high = edges[piece], edges[piece + 1]
    return (low + high) / 2 + t * (high - low) / 2


class _Line:
    """A scenario's scalars along one assumption, all others at the scenario's values."""

    def __init__(self, scenario: Scenario, compared_there: Compared, name: str) -> None:
        self.scenario, self.compared, self.name = scenario, compared_there, name
        self.moving = compared_there.moving(name)
        self.still = compared_there.still(scenario)
        finite, moves = compared_there.finite, self.moving.moves
        self.fixed_are_finite = bool(np.isfinite(self.still[finite[~moves[finite]]]).all())
        self.must_be_finite = self.moving.program.row[finite[moves[finite]]]

    def along(self, values: Array) -> Array:
        """The moving rows at each of the values. Raises InputError where a rule is no finite number."""
        along = self.moving.along(self.name, values, self.still)
        if not (self.fixed_are_finite and np.isfinite(along[self.must_be_finite]).all()):
            tables(self.scenario, {self.name: values})  # says where; what no rule takes may be without an end
        return along

    def coefficients(self, along: Array, shape: tuple[int, ...]) -> Array:
        """The compared scalars' coefficients on each piece; of one that does not move only the first is not 0."""
        pieces, count = shape
        rows = self.compared.program.row[self.compared.scalars]
        moves = self.moving.moves[rows]
        coefficients = np.zeros((pieces, len(rows), count))
        coefficients[:, ~moves, 0] = self.still[rows[~moves]]
        values = along[self.moving.program.row[rows[moves]]].reshape(-1, *shape)
        coefficients[:, moves] = np.moveaxis(chebyshev.fit(values), 1, 0)
        return coefficients

    def unresolved(self, coefficients: Array) -> Index:
        """The pieces on which a scalar's last coefficients are not small beside the player's largest payoff."""
        bad = np.zeros(len(coefficients), dtype=bool)
        for scalars in self.compared.of_player.values():
            sizes = np.abs(coefficients[:, self.compared.place[scalars]])
            bad |= sizes[..., -3:].max(axis=(1, 2)) > RESOLVED * sizes.max()
        return np.flatnonzero(bad)

    def turns_inside(self, along: Array, edges: Array, count: int) -> Array:
        """Where inside the pieces something that is compared turns, jumps or has a pole, in the assumption's unit."""
        first, second = self.compared.turning
        moves = self.moving.moves[first] | self.moving.moves[second]
        if not moves.any():
            return np.zeros(0)
        left, right = (self.moving.rows(side[moves], along, self.still) for side in (first, second))
        with np.errstate(all="ignore"):
            differences, sizes = left - right, np.maximum(np.abs(left), np.abs(right)).max(axis=1)
        alike = np.unique(np.column_stack([differences, sizes]), axis=0)
        differences, sizes = alike[:, :-1], alike[:, -1]
        coefficients = chebyshev.fit(differences.reshape(-1, len(edges) - 1, count)).reshape(-1, count)
        piece = np.tile(np.arange(len(edges) - 1), len(differences))
        ends = np.ones(len(coefficients))
        coefficients[~np.isfinite(coefficients).all(axis=1)] = 0
        ignore = 1e-13 * np.repeat(sizes, len(edges) - 1)
        which, t = chebyshev.roots(coefficients, -ends, ends, np.where(np.isfinite(ignore), ignore, 0.0))
        return _apart(_places(edges, piece[which], t), edges)


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
