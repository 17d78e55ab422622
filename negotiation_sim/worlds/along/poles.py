"""Rules that divide by zero somewhere along an assumption, and so have no value there."""

from collections.abc import Iterator

import numpy as np

from ...case.scenario import Scenario
from ...errors import InputError
from ...games.arrays import Array
from ...language.expression import Expression, Node, Operation
from ..results.chain import Link
from ..tables import tables
from .compared import Compared, compared

DIGITS = 12
"""To so many digits a place is rounded where a rule may divide by exactly 0."""

NOUGHT = 1e-9
"""A place nearer to 0 than this, and a divisor there, are looked at as 0."""

HUGE = 1e6
"""A rule that is so many times as large on both sides of a place as at the present values has no value between."""


def rule_without_value(link: Link, name: str, low: float, high: float) -> str | None:
    """The first rule, as `payoffs.serbia.norm`, that divides by 0 between two near values of an assumption; or None."""
    there = compared(link.scenario, link.reached)
    values = there.along(link.scenario, name, np.array([low, high]))
    for rule, expression in _rules(link.scenario):
        if any(_changes_sign(there, divisor, values) for divisor in _divisors(expression.node)):
            at = (low + high) / 2
            at = 0.0 if abs(at) < NOUGHT else float(f"{at:.{DIGITS}g}")
            return rule if _has_no_value(there, link.scenario, name, at, values) else None
    return None


def _rules(scenario: Scenario) -> Iterator[tuple[str, Expression]]:
    """Every rule of the case by the place where it stands."""
    for name, outcome in scenario.case.outcomes.items():
        yield f"outcomes.{name}", outcome
    for player, rules in scenario.case.payoffs.items():
        for criterion, rule in rules.items():
            yield f"payoffs.{player}.{criterion or ''}".rstrip("."), rule


def _divisors(node: Node) -> Iterator[Node]:
    """What a rule divides by, and what it takes powers of."""
    if isinstance(node, Operation):
        for argument in node.arguments:
            yield from _divisors(argument)
        if node.symbol in ("/", "**"):
            yield node.arguments[node.symbol == "/"]


def _changes_sign(there: Compared, divisor: Node, values: Array) -> bool:
    """Whether a divisor is above 0 at one of two places and below 0 at the other, at some profile."""
    table = there.plan.table(divisor)
    if table.dtype != np.intp:  # a number, whatever the assumptions are
        return False
    rows = there.program.row[np.unique(table)]
    signs = np.sign(values[rows[rows >= 0]])
    return bool((signs[:, 0] * signs[:, 1] < 0).any())


def _has_no_value(there: Compared, scenario: Scenario, name: str, at: float, beside: Array) -> bool:
    """Whether some rule is no finite number at a place, or so large on both sides of it that it is none between."""
    try:
        tables(scenario.with_values({name: at}))
    except InputError:
        return True
    rules = there.program.row[there.plan.must_be_finite]
    ordinary = np.maximum(1.0, np.abs(there.still(scenario)[rules]))
    return bool((np.abs(beside[rules]).min(axis=1) > HUGE * ordinary).any())
