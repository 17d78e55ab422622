"""Outcomes side by side: a row for each author's assumptions, a column for each scenario, what happens in each cell."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
MOST_RESULTS = 3
"""Results of a scenario that stand in a cell."""
RULES = {"best_joint": "best joint", "cautious": "cautious"}


@dataclass(frozen=True)
class Result:
    """What a result tells, which rule leads there, and which kind of result it is.

    `differs` names what is otherwise than under the first author's assumptions.
    """

    told: tuple[tuple[str, str], ...]
    where: str
    kind: str
    differs: frozenset[str]


@dataclass(frozen=True)
class Cell:
    """What a scenario leads to under one author's assumptions; `same`: to just what it does under the first's."""

    scenario: str
    results: tuple[Result, ...]
    more: int
    reason: str
    same: bool


@dataclass(frozen=True)
class Row:
    """An author's assumptions: the set's name and hash, the user's own changes, and a cell for each scenario."""

    record: Record
    cells: tuple[Cell, ...]

    @property
    def others(self) -> tuple[Cell, ...]:
        """The scenarios that lead elsewhere than under the first author's assumptions."""
        return tuple(cell for cell in self.cells if not cell.same)


def outcome_grid(record: Record) -> tuple[Row, ...]:
    """The rows of a comparison, one for each assumption set."""
    under = record.get("comparisons") or [record]
    return tuple(Row(each, tuple(_cell(scenario, under[0]) for scenario in each["scenarios"])) for each in under)


def _cell(scenario: Record, first: Record) -> Cell:
    at_first = next(each for each in first["scenarios"] if each["name"] == scenario["name"])
    told_first = {_told(result) for result in at_first["results"]}
    usual = {pair for told in told_first for pair in told}
    results = scenario["results"]
    count = len(scenario["equilibria"])
    shown = tuple(_result(each, count, usual) for each in results[:MOST_RESULTS])
    same = {_told(result) for result in results} == told_first
    return Cell(scenario["name"], shown, len(results) - len(shown), scenario["reason"], same)


def _result(result: Record, count: int, usual: Set[tuple[str, str]]) -> Result:
    told = _told(result)
    differs = frozenset(name for name, value in told if (name, value) not in usual)
    return Result(told, _where(result, count), _kind(result, count), differs)


def _told(result: Record) -> tuple[tuple[str, str], ...]:
    return tuple(result["headlines"].items()) or (("", result["moves"]),)


def _kind(result: Record, count: int) -> str:
    """`the only equilibrium`, `one of 2 equilibria`, or that it is none."""
    alike = "the only equilibrium" if count == 1 else f"one of {count} equilibria"
    return alike if result["equilibrium"] else "no equilibrium of choosing at once"


def _where(result: Record, count: int) -> str:
    """`where best joint leads`; nothing where that is the only equilibrium, or no rule leads there."""
    named = [RULES[rule] for rule in result["rules"]]
    if not named or (count == 1 and result["equilibrium"] and len(named) == len(RULES)):
        return ""
    return "where both rules lead" if len(named) == len(RULES) else f"where {named[0]} leads"
