"""What of a scenario must be evaluated per draw, worked out once: payoffs as sums of terms, terms as tables of scalars.

Differences in a player's payoff need only the terms that change with what is compared. Payoffs are therefore split into
additive terms (a weight is multiplied into the sums that it weighs), and a term counts on a line of profiles only where
it is not the same all along the line. The regrouped sums differ from the payoffs as written by rounding, for which
`RoundingBounds` gives a proven limit.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

import numpy as np

from ...case.scenario import Scenario
from ...games.arrays import Array, Index
from ...language.expression import Name, Node, Number
from ...language.interval import Interval
from ...language.program import Program, program
from ...language.scalars import Scalars, Table, shrunk
from ..move_tables import move_tables
from ..rule_rounding import PayoffRounding
from ..tables import Draws, scenario_shape
from .joining import different_rows, joined
from .lines import Lines, lines_of
from .rounding import RoundingBounds

Axes = tuple[int, ...]


class EvaluationPlan:
    """The scalars of a scenario in which the assumptions `names` are drawn, and each player's payoff as terms."""

    def __init__(self, scenario: Scenario, names: frozenset[str]) -> None:
        self.scenario, self.names = scenario, names
        self.shape = scenario_shape(scenario)
        self.scalars = Scalars()
        self._tables: dict[int | str, Table] = {}
        self._tables.update(move_tables(scenario))
        for name, value in scenario.values.items():
            self._tables[name] = self.scalars.name(name) if name in names else np.array(value, dtype=float)
        self._lines: dict[int, Lines | None] = {}
        self._operations = [0] * len(self.shape)
        with np.errstate(all="ignore"):
            self._must_be_finite = list(self._written())
            self.terms = tuple(tuple(self._terms(i, player)) for i, player in enumerate(scenario.case.players))

    @cached_property
    def must_be_finite(self) -> Index:
        """The scalars that no world may have without an end: every rule's, and those that a rule multiplies by 0."""
        tables = [self.scalars.numbers(np.unique(table)) for table in self._must_be_finite]
        return np.unique(np.concatenate([*tables, np.array(sorted(self.scalars.finite), dtype=np.intp)]))

    def _written(self) -> Iterator[Table]:
        """Every outcome and criterion as it is written."""
        case = self.scenario.case
        for name, outcome in case.outcomes.items():
            self._tables[name] = self.table(outcome.node)
            yield self._tables[name]
        for rules in case.payoffs.values():
            for rule in rules.values():
                yield self.table(rule.node)

    def table(self, node: Node) -> Table:
        """An expression of the case at every profile, minimal axes. Rules are met in the order they are written in."""
        if isinstance(node, Number):
            return np.array(node.value, dtype=float)
        if isinstance(node, Name):
            return self._tables[node.name]
        if id(node) not in self._tables:
            self._tables[id(node)] = self.scalars.apply(node.symbol, *(self.table(part) for part in node.arguments))
        return self._tables[id(node)]

    def _terms(self, i: int, player: str) -> Iterator[Table]:
        case = self.scenario.case
        for criterion, rule in case.payoffs[player].items():
            weight = case.weight(player, criterion)
            scale = np.array(1.0) if weight is None else self._tables[weight]
            yield from self._split(i, rule.node, scale)

    def _split(self, i: int, node: Node, scale: Table) -> Iterator[Table]:
        """Tables that add up to scale times the node; `scale` is the same at all profiles."""
        self._operations[i] += 2
        if isinstance(node, Name) and node.kind == "outcome":
            yield from self._split(i, self.scenario.case.outcomes[node.name].node, scale)
            return
        if not isinstance(node, Name | Number):
            parts = [self.table(part) for part in node.arguments]
            sign = self.scalars.apply("negative", scale)
            match node.symbol:
                case "+" | "-":
                    yield from self._split(i, node.arguments[0], scale)
                    yield from self._split(i, node.arguments[1], scale if node.symbol == "+" else sign)
                    return
                case "negative":
                    yield from self._split(i, node.arguments[0], sign)
                    return
                case "*" if any(part.size == 1 for part in parts):
                    k = 0 if parts[0].size == 1 else 1
                    scaled = self.scalars.apply("*", scale, parts[k].reshape(()))
                    yield from self._split(i, node.arguments[1 - k], scaled)
                    return
        yield shrunk(self.scalars.apply("*", scale, self.table(node)))

    def bounds(self, draws: Draws) -> RoundingBounds | None:
        """The limits for these draws, or None where it is not certain that all outcomes and criteria are finite.

        Draws that stay within the ranges of the register share one, as long as that is certain all over the ranges.
        """
        ranges = {name: (float(column.min()), float(column.max())) for name, column in draws.items()}
        wide = self._ranges
        inside = all(wide[name][0] <= low and high <= wide[name][1] for name, (low, high) in ranges.items())
        return (self._throughout if inside else None) or self._bounds_within(ranges)

    @cached_property
    def _ranges(self) -> dict[str, tuple[float, float]]:
        register = self.scenario.case.register
        return {name: (register[name].low, register[name].high) for name in self.names}

    @cached_property
    def _throughout(self) -> RoundingBounds | None:
        return self._bounds_within(self._ranges)

    def _bounds_within(self, ranges: Mapping[str, tuple[float, float]]) -> RoundingBounds | None:
        drawn = {name: Interval(low, high) for name, (low, high) in ranges.items()}
        return self.bounds_within(ranges, PayoffRounding(self.scenario, drawn).greatest())

    def bounds_within(self, ranges: Mapping[str, tuple[float, float]], rounding: Array) -> RoundingBounds | None:
        """The limits for draws within `ranges`; `rounding`: the most by which a payoff as written may be off there."""
        ends = self._bounding.bounds(ranges)
        greatest = np.maximum(np.abs(ends.low), np.abs(ends.high))
        if not np.isfinite(greatest[self._bounding.row[self.must_be_finite]]).all():
            return None
        totals = [sum(float(greatest[rows].max()) for rows in of_player) for of_player in self._rows_of_terms]
        total = np.array(totals) * 1.001  # rounding of the bounds themselves
        if not np.isfinite(total + rounding).all():
            return None
        return RoundingBounds.of(total, np.array(self._operations) + len(self.scenario.case.outcomes), rounding)

    @cached_property
    def _bounding(self) -> Program:
        wanted = [self.must_be_finite, *(scalars for of_player in self._scalars_of_terms for scalars in of_player)]
        return program(self.scalars, np.unique(np.concatenate(wanted)).tolist())

    @cached_property
    def _scalars_of_terms(self) -> tuple[tuple[Index, ...], ...]:
        """The different scalars of each term, by player."""
        return tuple(tuple(self.scalars.numbers(np.unique(term)) for term in terms) for terms in self.terms)

    @cached_property
    def _rows_of_terms(self) -> tuple[tuple[Index, ...], ...]:
        return tuple(tuple(self._bounding.row[scalars] for scalars in terms) for terms in self._scalars_of_terms)

    def relative(self, player: int, axes: Axes) -> Table:
        """The player's payoff less what stays the same when only the moves of `axes` change.

        Differences between profiles that agree on all other axes are those of the payoff.
        """
        changing = [self._changing(term, axes) for term in self.terms[player]]
        return self.total(term for term in changing if term is not None)

    def _changing(self, term: Table, axes: Axes) -> Table | None:
        """The term with 0 wherever it is the same along all of `axes`; None where it is so everywhere."""
        along = [axis for axis in axes if term.ndim and term.shape[axis] > 1]
        if not along:
            return None
        first = term[tuple(slice(0, 1) if axis in along else slice(None) for axis in range(term.ndim))]
        same = (term == first).all(axis=tuple(along), keepdims=True)
        zero = 0.0 if term.dtype != np.intp else self.scalars.numbers(np.zeros(()))
        return shrunk(np.where(same, zero, term))

    def total(self, tables: Iterable[Table]) -> Table:
        """The sum of tables, in an order in which few different sums are made on the way."""
        zero: Table = np.zeros((1,) * len(self.shape))
        parts = np.broadcast_arrays(*(self.scalars.numbers(table) for table in (zero, *tables)))
        columns = [part.reshape(-1) for part in parts]
        first, kind = different_rows(columns)
        total = joined([column[first] for column in columns], self._sum)
        return shrunk(total[kind].reshape(parts[0].shape))

    def _sum(self, one: Index, other: Index) -> Index:
        made = self.scalars.numbers(self.scalars.apply("+", one, other))
        return np.broadcast_to(made, one.shape)

    def lines(self, player: int) -> Lines | None:
        """The payoffs between which a player chooses; None where its own move does not matter to it."""
        if player not in self._lines:
            payoff = self.scalars.numbers(self.relative(player, (player,)))
            self._lines[player] = lines_of(player, payoff, self.shape)
        return self._lines[player]

    @property
    def all_lines(self) -> tuple[Lines, ...]:
        """The lines of every player to whom its own move matters."""
        every = (self.lines(player) for player in range(len(self.shape)))
        return tuple(lines for lines in every if lines is not None)
