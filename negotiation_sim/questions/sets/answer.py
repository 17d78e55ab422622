"""The assumption sets of a case, and those that were asked for side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...case.assumptions import Assumption, AssumptionSet
from ...case.choosing import choose
from ...case.positions import position
from ...case.scenario import Case
from ...errors import InputError
from .question import SetsAsked


@dataclass(frozen=True)
class Side:
    """An assumption under one set: the value, the range, why and from where.

    `spoken`: the set itself gives the value; else the register's stands under it, and why and source are empty.
    """

    value: float
    low: float
    high: float
    why: str
    source: str
    spoken: bool


@dataclass(frozen=True)
class Row:
    """An assumption of which the sets say different things, and what each of them says."""

    entry: Assumption
    sides: tuple[Side, ...]


@dataclass(frozen=True, eq=False)
class SetsOfCase:
    """A case with its sets; `compared` are those to be seen side by side, none where the list was asked for."""

    case: Case
    compared: tuple[AssumptionSet, ...]

    @property
    def rows(self) -> tuple[Row, ...]:
        """The assumptions to which the compared sets give different values or ranges, in the register's order."""
        return tuple(
            row for row in self._all_rows() if len({(side.value, side.low, side.high) for side in row.sides}) > 1
        )

    @property
    def alike(self) -> int:
        """In how many values the compared sets say the same and the register says another."""
        return sum(
            len({(side.value, side.low, side.high) for side in row.sides}) == 1
            and row.sides[0].value != row.entry.value
            for row in self._all_rows()
        )

    def _all_rows(self) -> Iterator[Row]:
        for name, entry in self.case.register.items():
            yield Row(entry, tuple(_side(self.case, each, self.case.register[name]) for each in self.compared))


def _side(case: Case, assumed: AssumptionSet, entry: Assumption) -> Side:
    low, high = assumed.ranges.get(entry.name, (entry.low, entry.high))
    change = position(case, assumed, entry.name)
    if change is None:
        return Side(entry.value, low, high, "", "", False)
    return Side(change.value, low, high, change.why, change.source, True)


def answer(asked: SetsAsked) -> SetsOfCase:
    """The sets. Raises InputError for one set alone, and for what is not known or cannot be read."""
    if len(asked.names) == 1:
        raise InputError(f"`sets {asked.names[0]}` names one set; name two at least to see them side by side, or none.")
    choice = choose(asked.named_case, (), asked.names)
    return SetsOfCase(choice.case, choice.sets)
