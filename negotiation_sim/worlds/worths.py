"""What the options of a table are worth where there is no agreement, and what every package gains each party.

A party's gain by a package is the sum of the worths of its options, times the chance that all who must ratify it do.
Arrays have a last axis of points, a world or a draw each.
"""

from collections.abc import Iterator, Mapping
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
    """

    table: Table
    points: int
    by_criterion: Mapping[str, Mapping[str, Mapping[str, Mapping[str | None, Array]]]]
    errors: Mapping[str, Array]
    chances: Mapping[str, tuple[Array, Mapping[str, Mapping[str, Array]]]]

    def of(self, party: str, issue: str, option: str) -> Array:
        """What an option is worth to a party, in points, shape (points,)."""
        criteria = self.by_criterion[party].get(issue, {}).get(option, {})
        return sum(criteria.values(), np.zeros(self.points))

    def options(self, party: str, issue: str, options: tuple[str, ...]) -> Array:
        """What each of these options of an issue is worth to a party, shape (options, points)."""
        return np.array([self.of(party, issue, option) for option in options])

    def ratified(self, packages: Packages, points: slice = slice(None)) -> Array | None:
        """The chance that all who must ratify do, shape (combinations, points); None where nobody must."""
        whole: Array | None = None
        for base, adds in self.chances.values():
            chance = _summed(
                [
                    np.array([adds.get(issue, {}).get(option, np.zeros(self.points)) for option in options])[:, points]
                    for issue, options in packages.options.items()
                ]
            )
            chance = np.clip(chance + base[points], 0.0, 1.0)
            whole = chance if whole is None else whole * chance
        return whole

    def gains(self, packages: Packages, points: slice = slice(None)) -> Array:
        """What every party gains by every combination of options, shape (parties, combinations, points)."""
        summed = np.array(
            [
                _summed([self.options(party, issue, options)[:, points] for issue, options in packages.options.items()])
                for party in self.table.parties
            ]
        )
        ratified = self.ratified(packages, points) if self.must_ratify else None
        return summed if ratified is None else summed * ratified

    @cached_property
    def must_ratify(self) -> bool:
        """Whether some ratifier may refuse anything."""
        return any((base < 1).any() or any((add < 0).any() for options in adds.values() for add in options.values())
                   for base, adds in self.chances.values())  # fmt: skip

    def rounding(self, points: slice = slice(None)) -> Array:
        """By how much a gain may be off at most, shape (parties, points)."""
        return np.array([self.errors[party][points] for party in self.table.parties])


def _summed(parts: list[Array]) -> Array:
    """Sums over one choice from each part, shape (product of choices, points), in lexicographic order."""

    def add(total: Array, part: Array) -> Array:
        return (total[:, None] + part[None]).reshape(-1, total.shape[-1])

    return reduce(add, parts)


def worths(where: NoAgreement) -> Worths:
    """What every option is worth at the points of these cells that exist; nothing is solved any more.

    Raises InputError where a worth is not a finite number.
    """
    table, case = table_of(where.held), where.held.case
    points = len(where.exists)
    names = _Names(where.tables().values, case, table)
    measured = {party: _of_party(table, party, names, points) for party in table.parties}
    values = {party: _each(issues, lambda worth: worth.value) for party, issues in measured.items()}
    errors = {party: _error(issues, points) for party, issues in measured.items()}
    chances = {party: _chances(table, party, names, points) for party in table.ratifiers}
    return Worths(table, points, values, errors, chances)


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
