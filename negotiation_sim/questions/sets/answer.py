"""The assumption sets of a case, and those that were asked for side by side."""

from collections.abc import Iterator
from dataclasses import dataclass

from ...case.assumptions import Assumption, AssumptionSet
from ...case.choosing import choose
from ...case.scenario import Case
from ...errors import InputError
from .question import SetsAsked


@dataclass(frozen=True)
class Side:
    """What one set says of an assumption: the value, the entry with its range, why and from where."""

    value: float
    low: float
    high: float
    why: str
    source: str


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
            yield Row(entry, tuple(_side(each, self.case.register[name]) for each in self.compared))


def _side(assumed: AssumptionSet, entry: Assumption) -> Side:
    ranged = assumed.entry(entry)
    change = assumed.changes.get(entry.name)
    why, source = (change.why, change.source) if change else (ranged.why, ranged.source)
    return Side(change.value if change else entry.value, ranged.low, ranged.high, why, source)


def answer(asked: SetsAsked) -> SetsOfCase:
    """The sets. Raises InputError for one set alone, and for what is not known or cannot be read."""
    if len(asked.names) == 1:
        raise InputError(f"`sets {asked.names[0]}` names one set; name two at least to see them side by side, or none.")
    choice = choose(asked.named_case, (), asked.names)
    return SetsOfCase(choice.case, choice.sets)
