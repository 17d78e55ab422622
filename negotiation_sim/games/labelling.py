"""Which beliefs of an assessment come from small mistakes: consistency by labels (Kreps and Wilson 1982, appendix).

Each move that is not played gets a label, a whole number from 1 on: how unlikely a mistake it is, as a power of a
chance that goes to 0; and a weight above 0. A node's label is the sum of those on its path. At each information set
only the nodes of the least label are believed in, in proportion to their moves of chance and to the weights on their
paths. Beliefs are consistent where such labels and weights give them (Kreps and Wilson 1982, Econometrica 50, 863).

Labels are sought for each choice of nodes that are believed in, by whole-number programming. The logarithms of the
weights solve linear equations. Where these are independent any beliefs in the chosen nodes will do; where they are not,
and no more than two nodes are believed in at a set, a linear programme decides; else a search does, which can miss.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, product

import numpy as np

from .arrays import Array
from .assessments import Assessment
from .beliefs import Beliefs
from .tree import Tree

MOST_SUPPORTS = 2_000
"""So many choices of believed nodes are tried for one assessment."""

INFEASIBLE = 2
"""The status with which the programme says that it has no answer."""
SMALL = 1e-9
STARTS = 20


class UndecidedError(Exception):
    """It is not known whether there are beliefs of the wanted kind."""


Step = tuple[int, int]
"""A move that is not played: its information set and its number."""

Support = Mapping[int, tuple[int, ...]]
"""For each information set off the path, the places of the nodes that are believed in, in the order of its nodes."""


@dataclass(frozen=True, eq=False)
class Consistent:
    """Labels that show an assessment to be consistent, and beliefs that come with them where Bayes' rule is silent.

    A move that is not played and leads to no information set off the path has neither label nor weight: any would do.
    """

    labels: Mapping[Step, int]
    weights: Mapping[Step, float]
    beliefs: Mapping[int, tuple[float, ...]]


def consistent(assessment: Assessment) -> Consistent | None:
    """Labels and beliefs that make an assessment consistent; None where there are none.

    Raises UndecidedError where too many choices would have to be tried, or where a search for weights came to nothing.
    """
    mistakes = {number: _mistakes(assessment, number) for number in assessment.open_to}
    known = True
    for tried, support in enumerate(_supports(assessment)):
        if tried >= MOST_SUPPORTS:
            raise UndecidedError
        labels = _labels(assessment.tree, mistakes, support)
        if labels is None:
            continue
        try:
            supported = _beliefs(assessment, mistakes, support)
        except UndecidedError:
            known = False
            continue
        if supported is not None:
            return Consistent(labels, *supported)
    if not known:
        raise UndecidedError
    return None


def _mistakes(assessment: Assessment, number: int) -> tuple[tuple[Step, ...], ...]:
    """For each node of an information set the moves on its path that are not played."""
    tree = assessment.tree
    return tuple(
        tuple((k, move) for k, move in tree.moves_to(node) if assessment.moves[k] != move)
        for node in tree.members[number]
    )


def _supports(assessment: Assessment) -> Iterator[Support]:
    """The choices of nodes that may be believed in: some beliefs in just these support the moves."""
    choices = [
        [places for places in _subsets(beliefs.nodes) if _inside(beliefs, places) is not None]
        for beliefs in assessment.open_to.values()
    ]
    numbers = list(assessment.open_to)
    yield from (dict(zip(numbers, chosen, strict=True)) for chosen in product(*choices))


def _subsets(count: int) -> Iterator[tuple[int, ...]]:
    for size in range(1, count + 1):
        yield from combinations(range(count), size)


def _only(beliefs: Beliefs, places: Sequence[int]) -> Beliefs:
    """The beliefs in some nodes alone."""
    return Beliefs(len(places), tuple(tuple(row[k] for k in places) for row in beliefs.rows))


def _inside(beliefs: Beliefs, places: Sequence[int]) -> tuple[Fraction, ...] | None:
    """Beliefs in exactly these nodes, each above 0; None where there are none: the middle of the greatest of each."""
    within = _only(beliefs, places)
    corners = [within.most([int(k == place) for k in range(len(places))]) for place in range(len(places))]
    if any(corner is None or corner[k] <= 0 for k, corner in enumerate(corners)):
        return None
    known = [corner for corner in corners if corner is not None]
    return tuple(sum((corner[k] for corner in known), Fraction(0)) / len(known) for k in range(len(places)))


def _labels(
    tree: Tree, mistakes: Mapping[int, Sequence[Sequence[Step]]], support: Support
) -> Mapping[Step, int] | None:
    """Labels under which just the chosen nodes of each information set have the least label; None: there are none.

    Any multiple of labels would do, so where there are fractions there are whole numbers. Raises UndecidedError where
    the programme stops without an answer.
    """
    from scipy.optimize import Bounds, LinearConstraint, milp

    steps = sorted({step for nodes in mistakes.values() for path in nodes for step in path})
    if not steps:
        return {} if all(len(support[k]) == len(nodes) for k, nodes in mistakes.items()) else None
    place = {step: k for k, step in enumerate(steps)}
    rows, low, high = [], [], []
    for number, nodes in mistakes.items():
        counts = np.zeros((len(nodes), len(steps)))
        for k, path in enumerate(nodes):
            np.add.at(counts[k], [place[step] for step in path], 1)
        first = support[number][0]
        for k in range(len(nodes)):
            if k != first:
                believed = k in support[number]
                rows.append(counts[k] - counts[first])
                low.append(0.0 if believed else 1.0)
                high.append(0.0 if believed else np.inf)
    constraints = [LinearConstraint(np.array(rows), low, high)] if rows else []
    solved = milp(
        np.ones(len(steps)), constraints=constraints, integrality=np.ones(len(steps)), bounds=Bounds(1, np.inf)
    )
    if solved.status == INFEASIBLE:
        return None
    if solved.x is None:
        raise UndecidedError
    return {step: round(solved.x[k]) for step, k in place.items()}


def _beliefs(
    assessment: Assessment, mistakes: Mapping[int, Sequence[Sequence[Step]]], support: Support
) -> tuple[dict[Step, float], dict[int, tuple[float, ...]]] | None:
    """Weights, and the beliefs in the chosen nodes that they give and that support the moves; None: there are none."""
    inside = {number: _inside(assessment.open_to[number], places) for number, places in support.items()}
    middle = {number: np.array([float(part) for part in beliefs]) for number, beliefs in inside.items() if beliefs}
    equations = _Equations(assessment.tree, mistakes, support)
    logs = equations.logs(middle, {k: _only(assessment.open_to[k], places) for k, places in support.items()})
    if logs is None:
        return None
    spread = {}
    for number, chances in equations.chances(logs).items():
        full = np.zeros(assessment.open_to[number].nodes)
        full[list(support[number])] = chances
        if not _supports_within(assessment.open_to[number], full):
            raise UndecidedError
        spread[number] = tuple(full.tolist())
    return dict(zip(equations.steps, np.exp(logs).tolist(), strict=True)), spread


def _rows(beliefs: Beliefs) -> Array:
    """The rows of the beliefs as floats, shape (rows, nodes)."""
    return np.array([[float(value) for value in row] for row in beliefs.rows]).reshape(-1, beliefs.nodes)


def _supports_within(beliefs: Beliefs, chances: Array) -> bool:
    """Whether the beliefs that were found, which are floats, support the moves but for their rounding."""
    rows = _rows(beliefs)
    return bool((rows @ chances >= -SMALL * np.abs(rows).max(axis=1, initial=1.0)).all())


class _Equations:
    """What weights make of beliefs: a node's log ratio to its set's first believed one is offset + row @ logs."""

    def __init__(self, tree: Tree, mistakes: Mapping[int, Sequence[Sequence[Step]]], support: Support) -> None:
        self.steps = steps = sorted({step for nodes in mistakes.values() for path in nodes for step in path})
        place = {step: k for k, step in enumerate(steps)}
        self.sets: dict[int, slice] = {}
        rows: list[Array] = []
        offsets: list[float] = []
        for number, places in support.items():
            start = len(rows)
            counts = np.zeros((len(places), len(steps)))
            for k, chosen in enumerate(places):
                np.add.at(counts[k], [place[step] for step in mistakes[number][chosen]], 1)
            chances = [float(tree.chance_to[tree.members[number][chosen]]) for chosen in places]
            rows += [counts[k] - counts[0] for k in range(1, len(places))]
            offsets += [float(np.log(chances[k] / chances[0])) for k in range(1, len(places))]
            self.sets[number] = slice(start, len(rows))
        self.rows = np.array(rows).reshape(len(rows), len(steps))
        self.offsets = np.array(offsets)

    def logs(self, middle: Mapping[int, Array], beliefs: Mapping[int, Beliefs]) -> Array | None:
        """Logarithms of the weights that make beliefs of these polytopes; None where there are none.

        `middle` are beliefs inside them. Raises UndecidedError where a search is needed and comes to nothing.
        """
        if not len(self.rows) or np.linalg.matrix_rank(self.rows) == len(self.rows):
            return self._for(middle)
        if all(part.nodes <= 2 for part in beliefs.values()):
            return self._by_programme(beliefs)
        return self._by_search(beliefs)

    def chances(self, logs: Array) -> dict[int, Array]:
        """The beliefs in the chosen nodes of each set at these logarithms of the weights."""
        ratios = self.offsets + self.rows @ logs
        made = {}
        for number, part in self.sets.items():
            powers = np.exp(np.append(0.0, ratios[part]) - max(0.0, float(ratios[part].max(initial=0.0))))
            made[number] = powers / powers.sum()
        return made

    def _for(self, beliefs: Mapping[int, Array]) -> Array:
        """The logarithms that give these very beliefs, where the equations are independent."""
        if not len(self.rows):
            return np.zeros(self.rows.shape[1])
        wanted = np.concatenate([np.log(beliefs[number][1:] / beliefs[number][0]) for number in self.sets])
        return np.asarray(np.linalg.lstsq(self.rows, wanted - self.offsets)[0])

    def _by_programme(self, beliefs: Mapping[int, Beliefs]) -> Array | None:
        """Where two nodes at most are believed in at a set: its ratio lies between two numbers."""
        from scipy.optimize import linprog

        low, high = np.full(len(self.rows), -np.inf), np.full(len(self.rows), np.inf)
        for number, part in self.sets.items():
            if part.stop > part.start:
                least, most = (float(end) for end in beliefs[number].ranges[1])
                with np.errstate(divide="ignore"):
                    low[part] = np.log(least / (1 - least)) if least < 1 else np.inf
                    high[part] = np.log(most / (1 - most)) if most < 1 else np.inf
        limits = np.concatenate([high - self.offsets, self.offsets - low])
        matrix = np.concatenate([self.rows, -self.rows])
        kept = np.isfinite(limits)
        free = [(None, None)] * self.rows.shape[1]
        solved = linprog(
            np.zeros(self.rows.shape[1]), A_ub=matrix[kept], b_ub=limits[kept] + SMALL, bounds=free, method="highs"
        )
        return None if solved.x is None else np.asarray(solved.x)

    def _by_search(self, beliefs: Mapping[int, Beliefs]) -> Array:
        """Logarithms at which every row of the beliefs holds, by least squares from several starts."""
        from scipy.optimize import least_squares

        wanted = {number: _rows(part) for number, part in beliefs.items()}

        def lacking(logs: Array) -> Array:
            made = self.chances(logs)
            return np.concatenate(
                [np.minimum(wanted[number] @ made[number], 0.0) for number in self.sets] + [np.zeros(1)]
            )

        rng = np.random.default_rng(0)
        for _ in range(STARTS):
            solved = least_squares(lacking, rng.normal(size=self.rows.shape[1]))
            if np.abs(solved.fun).max() <= SMALL:
                return np.asarray(solved.x)
        raise UndecidedError
