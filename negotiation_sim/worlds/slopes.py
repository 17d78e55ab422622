"""How fast each payoff changes with each assumption: at given values, or enclosed over a box of values."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from ..case.scenario import Case, Scenario
from ..games.arrays import Array, Index
from ..language.derivative import Differentiated, differentiate
from ..language.expression import Expression, Name, Node, Number, Operation
from ..language.interval import Interval, interval
from .tables import tables_at

Box = Mapping[str, tuple[Array, Array]]


def slopes_at(scenario: Scenario, profiles: Index, names: Sequence[str]) -> tuple[Array, Array]:
    """Every payoff at single profiles, and its derivative in each named assumption, at the scenario's values.

    `profiles` are flat indices, C order. Shapes (players, points) and (players, names, points). Exact; at a kink (of
    min, max, abs or clip) the derivative of one side.
    """
    tables = tables_at(scenario, profiles)
    slopes = np.zeros((len(scenario.case.players), len(names), len(profiles)))
    for of_player, part in zip(slopes, _payoffs(scenario.case, tables.values, names), strict=True):
        for k, name in enumerate(names):
            of_player[k] = part.slopes.get(name, 0.0)
    return tables.payoffs(), slopes


def enclosed_slopes(scenario: Scenario, profiles: Index, box: Box) -> tuple[Array, Array]:
    """The least and the greatest derivative of every payoff in each assumption of `box`, anywhere in the box.

    `box` gives the ends for each assumption that moves, shape (boxes,). Shapes (players, names, boxes, points). Parts
    of a payoff that its player's own move cannot change are left out: the slopes serve to compare a player's payoffs
    between its own moves. Bounds, not always attained; infinite where a payoff may jump.
    """
    values = dict(tables_at(scenario, profiles).values)
    values |= {name: Interval(low[:, None], high[:, None]) for name, (low, high) in box.items()}
    boxes = len(next(iter(box.values()))[0])
    low = np.zeros((len(scenario.case.players), len(box), boxes, len(profiles)))
    high = np.zeros_like(low)
    for i, part in enumerate(_payoffs(scenario.case, values, tuple(box), own_only=True)):
        for k, name in enumerate(box):
            slope = interval(part.slopes.get(name, 0.0))
            low[i, k], high[i, k] = slope.low, slope.high
    return low, high


def _payoffs(
    case: Case, values: Mapping[str, Any], names: Sequence[str], own_only: bool = False
) -> Iterator[Differentiated]:
    """Every player's payoff with its derivatives; `own_only` leaves out the criteria that own moves cannot change."""
    outcomes: dict[str, Differentiated] = {}
    wanted = frozenset(names)
    with np.errstate(all="ignore"):
        for name, expression in case.outcomes.items():
            outcomes[name] = differentiate(expression.node, values, outcomes, wanted)
        movers = _movers(case)
        for player in case.payoffs:
            yield differentiate(_payoff(case, player, movers if own_only else None), values, outcomes, wanted)


def _payoff(case: Case, player: str, movers: Mapping[str, frozenset[str]] | None) -> Node:
    """A payoff as one expression: the sum of weight x criterion."""
    terms: list[Node] = []
    for criterion, rule in case.payoffs[player].items():
        if movers is None or player in _moved_by(rule, movers):
            weight = case.weight(player, criterion)
            terms.append(Operation("*", (Name(weight, "assumption"), rule.node)) if weight else rule.node)
    total: Node = Number(0.0)
    for term in terms:
        total = Operation("+", (total, term))
    return total


def _movers(case: Case) -> dict[str, frozenset[str]]:
    """For every outcome, the players whose moves it depends on."""
    movers: dict[str, frozenset[str]] = {}
    for name, expression in case.outcomes.items():
        movers[name] = _moved_by(expression, movers)
    return movers


def _moved_by(expression: Expression, movers: Mapping[str, frozenset[str]]) -> frozenset[str]:
    named = frozenset(name.partition(".")[0] for name in expression.names("move"))
    return named.union(*(movers[name] for name in expression.names("outcome")))
