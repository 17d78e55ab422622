"""How fast each payoff changes with each assumption: at given values, or enclosed over a box of values.

Payoffs and their derivatives are written as scalars once for a case and the assumptions wanted; a call then evaluates
them at all its profiles together.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from ..case.scenario import Case, Scenario
from ..games.arrays import Array, Index
from ..language.derivative import derivatives
from ..language.expression import Expression
from ..language.interval import Interval
from ..language.program import Program, program
from ..language.scalars import Scalars
from .kept import Kept
from .tables import moves_at, tables_at

Box = Mapping[str, tuple[Array, Array]]


def slopes_at(scenario: Scenario, profiles: Index, names: Sequence[str]) -> tuple[Array, Array]:
    """Every payoff at single profiles, and its derivative in each named assumption, at the scenario's values.

    `profiles` are flat indices, C order. Shapes (players, points) and (players, names, points). Exact; at a kink (of
    min, max, abs or clip) the derivative of one side. Raises InputError where a rule gives no finite number.
    """
    payoffs = _payoff_slopes(scenario.case, tuple(names), False)
    rows = payoffs.program.values({**scenario.values, **moves_at(scenario, profiles)}, len(profiles))
    if not np.isfinite(rows[payoffs.finite]).all():
        tables_at(scenario, profiles)  # says where
    slopes = np.zeros((len(payoffs.totals), len(names), len(profiles)))
    slopes[payoffs.player, payoffs.name] = rows[payoffs.slope]
    return rows[payoffs.totals], slopes


def enclosed_slopes(scenario: Scenario, profiles: Index, box: Box) -> tuple[Array, Array]:
    """The least and the greatest derivative of every payoff in each assumption of `box`, anywhere in the box.

    `box` gives the ends for each assumption that moves, shape (boxes,). Shapes (players, names, boxes, points). Parts
    of a payoff that its player's own move cannot change are left out: the slopes serve to compare a player's payoffs
    between its own moves. Bounds, not always attained; infinite where a payoff may jump.
    """
    payoffs = _payoff_slopes(scenario.case, tuple(box), True)
    boxes, points = len(next(iter(box.values()))[0]), len(profiles)
    values = {name: Interval(value, value) for name, value in scenario.values.items()}
    values |= {name: Interval(*(np.tile(taken, boxes),) * 2) for name, taken in moves_at(scenario, profiles).items()}
    values |= {name: Interval(low.repeat(points), high.repeat(points)) for name, (low, high) in box.items()}
    rows = payoffs.program.enclosures(values, boxes * points)
    low, high = (np.zeros((len(payoffs.totals), len(box), boxes, points)) for _ in range(2))
    for slopes, ends in ((low, rows.low), (high, rows.high)):
        slopes[payoffs.player, payoffs.name] = ends[payoffs.slope].reshape(len(payoffs.slope), boxes, points)
    return low, high


@dataclass(frozen=True, eq=False)
class PayoffSlopes:
    """Where a program has the payoffs and their derivatives: `totals[player]` is the payoff's row; row `slope[k]` is
    the derivative of the payoff of `player[k]` in the assumption `name[k]`. `finite`: the rows that must be finite."""

    program: Program
    totals: Index
    player: Index
    name: Index
    slope: Index
    finite: Index


_kept = Kept[PayoffSlopes](16)


def _payoff_slopes(case: Case, names: tuple[str, ...], enclosed: bool) -> PayoffSlopes:
    """The slopes of a case's payoffs. `enclosed`: for intervals, and without what the player's own moves cannot
    change."""
    return _kept.of((case.rules, names, enclosed), lambda: _written(case, names, enclosed))


def _written(case: Case, names: tuple[str, ...], enclosed: bool) -> PayoffSlopes:
    scalars, known = Scalars(), dict[str, int]()
    for name, outcome in case.outcomes.items():
        known[name] = scalars.number(outcome.node, known)
    movers = _movers(case)
    totals, finite = [], list(known.values())
    for player, rules in case.payoffs.items():
        total = scalars.constant(0.0)
        for criterion, rule in rules.items():
            finite.append(term := scalars.number(rule.node, known))
            if weight := case.weight(player, criterion):
                term = scalars.operation("*", scalars.name(weight).item(), term)
            if not enclosed or player in _moved_by(rule, movers):
                total = scalars.operation("+", total, term)
        totals.append(total)
    finite = [] if enclosed else [*finite, *scalars.finite]
    slopes = derivatives(scalars, totals, names, enclosed)
    depends = [(i, k) for i, t in enumerate(totals) for k, name in enumerate(names) if name in slopes[t]]
    of_player, of_name = np.array(depends, dtype=np.intp).reshape(-1, 2).T
    slope = [slopes[totals[i]][names[k]] for i, k in depends]
    made = program(scalars, [*totals, *slope, *finite])
    return PayoffSlopes(made, made.row[totals], of_player, of_name, made.row[slope], made.row[finite])


def _movers(case: Case) -> dict[str, frozenset[str]]:
    """For every outcome, the players whose moves it depends on."""
    movers: dict[str, frozenset[str]] = {}
    for name, expression in case.outcomes.items():
        movers[name] = _moved_by(expression, movers)
    return movers


def _moved_by(expression: Expression, movers: Mapping[str, frozenset[str]]) -> frozenset[str]:
    named = frozenset(name.partition(".")[0] for name in expression.names("move"))
    return named.union(*(movers[name] for name in expression.names("outcome")))
