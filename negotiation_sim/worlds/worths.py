"""What the options of a table are worth where there is no agreement, and what every package gains each party.

A party's gain by a package is the sum of the worths of its options, times the chance that all who must ratify it do.
Arrays have a last axis of points, a world or a draw each.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, reduce
from typing import Any

import numpy as np

from ..case.scenario import Case
from ..case.table import Packages, Table
from ..errors import InputError
from ..games.arrays import Array
from ..language.expression import Expression
from ..language.rounding import UNIT, Rounded, joined, rounded, written
from .no_agreement import NoAgreement, table_of


class _Names(dict[str, Rounded]):
    """Moves and assumptions as written, outcomes and terms as computed, with their rounding, each when first used."""

    def __init__(self, values: Mapping[str, Any], case: Case, table: Table) -> None:
        super().__init__()
        self.values_of, self.rules = values, {**case.outcomes, **table.terms}

    def __missing__(self, name: str) -> Rounded:
        rule = self.rules.get(name)
        self[name] = written(self.values_of[name]) if rule is None else rounded(rule.node, self)
        return self[name]


@dataclass(frozen=True, eq=False)
class Worths:
    """What every option is worth to every party at each point, by criterion, and by how much that may be off.

    `by_criterion[party][issue][option][criterion]`: points, shape (points,); `errors[party]`: by how much the sum over
    a whole package may be off at most, shape (points,). `chances`: of each ratifier, its base and what options add.
    `without`, shape (parties, points): what parties have without agreement, where worths are points and no gains.
    """

    table: Table
    points: int
    by_criterion: Mapping[str, Mapping[str, Mapping[str, Mapping[str | None, Array]]]]
    errors: Mapping[str, Array]
    chances: Mapping[str, tuple[Array, Mapping[str, Mapping[str, Array]]]]
    without: Array | None = None

    def of(self, party: str, issue: str, option: str) -> Array:
        """What an option is worth to a party, in points, shape (points,)."""
        return self._sums[party].get((issue, option), self._nothing)

    def options(self, party: str, issue: str, options: Sequence[str], point: int = 0) -> Array:
        """What each of these options of an issue is worth to a party at a point, shape (options,)."""
        return np.array([self.of(party, issue, option)[point] for option in options])

    @cached_property
    def _sums(self) -> dict[str, dict[tuple[str, str], Array]]:
        return {
            party: {
                (issue, option): sum(criteria.values(), self._nothing)
                for issue, options in issues.items()
                for option, criteria in options.items()
            }
            for party, issues in self.by_criterion.items()
        }

    @cached_property
    def _nothing(self) -> Array:
        return np.zeros(self.points)

    def gains(self, packages: Packages, point: int = 0) -> Array:
        """What every party gains by every combination of options at a point, shape (parties, combinations)."""
        summed = np.array(
            [
                _summed([[self.of(party, issue, option)[point] for option in options]
                         for issue, options in packages.options.items()])
                for party in self.table.parties
            ]
        )  # fmt: skip
        if self.without is not None:
            summed -= self.without[:, point, None]
        return summed * self.ratified(packages, point) if self.must_ratify else summed

    def ratified(self, packages: Packages, point: int = 0) -> Array:
        """The chance that all who must ratify a combination of options do, shape (combinations,)."""
        whole = np.ones(packages.combinations)
        for base, adds in self.chances.values():
            none: Mapping[str, Array] = {}
            parts = [
                [adds.get(issue, none)[option][point] if option in adds.get(issue, none) else 0.0 for option in options]
                for issue, options in packages.options.items()
            ]
            whole *= np.clip(_summed(parts) + base[point], 0.0, 1.0)
        return whole

    @cached_property
    def must_ratify(self) -> bool:
        """Whether some ratifier may refuse anything."""
        return any((base < 1).any() or any((add < 0).any() for options in adds.values() for add in options.values())
                   for base, adds in self.chances.values())  # fmt: skip

    def rounding(self, point: int = 0) -> Array:
        """By how much a gain may be off at most, shape (parties, 1)."""
        return np.array([[self.errors[party][point]] for party in self.table.parties])


def _summed(parts: Sequence[Sequence[float]]) -> Array:
    """Sums over one choice from each part, in lexicographic order of the choices."""
    return reduce(lambda total, part: (np.array(part)[:, None] + total).ravel(), reversed(parts), np.zeros(1))


def worths(where: NoAgreement) -> Worths:
    """What every option is worth at the points of these cells that exist; nothing is solved any more.

    Raises InputError where a worth is not a finite number.
    """
    table, case = table_of(where.held), where.held.case
    points = len(where.exists)
    names = _Names(where.tables.values, case, table)
    measured = {party: _of_party(table, party, names, points) for party in table.parties}
    values = {party: _each(issues, lambda worth: worth.value) for party, issues in measured.items()}
    errors = {party: _error(issues, points) for party, issues in measured.items()}
    chances = {party: _chances(table, party, names, points) for party in table.ratifiers}
    return Worths(table, points, values, errors, chances, where.tables.payoffs() if table.stands_alone else None)


def _chances(table: Table, party: str, names: _Names, points: int) -> tuple[Array, dict[str, dict[str, Array]]]:
    ratifier, place = table.ratifiers[party], f"ratifiers.{party}"

    def chance(rule: Expression, at: str) -> Array:
        return _broad(_finite(rule, names, f"{place}.{at}").value, points)

    adds = {
        issue: {option: chance(rule, f"adds.{issue}.{option}") for option, rule in options.items()}
        for issue, options in ratifier.adds.items()
    }
    return chance(ratifier.chance, "chance"), adds


Measures = Mapping[str, Mapping[str, Mapping[str | None, Rounded]]]


def _of_party(table: Table, party: str, names: _Names, points: int) -> Measures:
    def worth(issue: str, option: str, criterion: str | None, rule: Expression) -> Rounded:
        value = _finite(rule, names, f"worth.{party}.{issue}.{option}")
        weighed = value if criterion is None else joined("*", names[f"{party}.weight.{criterion}"], value)
        return Rounded(_broad(weighed.value, points), _broad(weighed.error, points))

    return {
        issue: {
            option: {criterion: worth(issue, option, criterion, rule) for criterion, rule in rules.items()}
            for option, rules in options.items()
        }
        for issue, options in table.worths[party].items()
    }


def _each(issues: Measures, part: Any) -> dict[str, dict[str, dict[str | None, Array]]]:
    return {
        issue: {option: {name: part(worth) for name, worth in criteria.items()} for option, criteria in options.items()}
        for issue, options in issues.items()
    }


def _error(issues: Measures, points: int) -> Array:
    """The errors of a sum that takes the least certain option of every issue, and of adding that many numbers up."""
    count = sum(1 for _ in _flat(issues)) + 4
    total = np.zeros(points)
    for options in issues.values():
        each = [
            sum((w.error + count * UNIT * np.abs(w.value) for w in criteria.values()), np.zeros(points))
            for criteria in options.values()
        ]
        total = total + (np.max(each, axis=0) if each else 0.0)
    return total


def _flat(issues: Measures) -> Iterator[Rounded]:
    for options in issues.values():
        for criteria in options.values():
            yield from criteria.values()


def _broad(value: Any, points: int) -> Array:
    return np.broadcast_to(np.asarray(value, dtype=float), (points,))


def _finite(rule: Expression, names: _Names, place: str) -> Rounded:
    with np.errstate(all="ignore"):
        measured = rounded(rule.node, names)
    if not np.isfinite(measured.value).all():
        raise InputError(f"table.toml: {place}: is not a finite number. Check its divisions and powers.")
    return measured
