"""Every assumption set beside the record: the first year in which the record left its paths, and by what."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from ...case.assumptions import AssumptionSet
from ...case.choosing import choose
from ...games.arrays import Array
from ...solve.staged import RULES
from ...worlds.years import Years, years_of
from ...worlds.years_by_rule import carried_by_rule
from ...worlds.years_record import as_far_out, compared_with, first_left
from ...worlds.years_told import Laid, read_laid, with_laid
from .question import YearsAsked


@dataclass(frozen=True, eq=False)
class Author:
    """A set and how the record lies beside its paths.

    `left`: the first year in which it is outside, by part of the record; None where it never is. `far_out[part]`: the
    year in which the fewest histories are at least as far out, and their share.
    """

    assumptions: AssumptionSet
    left: Mapping[str, int | None]
    far_out: Mapping[str, tuple[int, float]]

    @property
    def first(self) -> tuple[int, str] | None:
        """The first year in which the record left the paths, and by what; None where it never did."""
        gone = [(year, name) for name, year in self.left.items() if year is not None]
        return min(gone, key=lambda each: each[0], default=None)


def authors(asked: YearsAsked, world: Years) -> Iterator[Author]:
    """Every set of the case, or those that are named, with the same choice and moves laid down."""
    choice = choose(asked.named_case, (asked.scenario,), asked.assume, asked.changes)
    case = world.scenario.case
    for assumptions in choice.sets if len(choice.sets) > 1 else case.sets.values():
        scenario = case.scenario(world.scenario.name, assumptions, choice.values).remembering(asked.remember)
        years = years_of(scenario, at_once=asked.at_once)
        laid = read_laid(years, asked.given)
        carried = _carried(asked, years, laid)
        shares = {name: as_far_out(years, part, carried) for name, part in compared_with(years, laid).items()}
        by_year = {name: {year: float(share[0]) for year, share in part.items()} for name, part in shares.items()}
        least = {name: min(part.items(), key=lambda each: each[1]) for name, part in by_year.items()}
        yield Author(assumptions, {name: first_left(part) for name, part in shares.items()}, least)


def _carried(asked: YearsAsked, years: Years, laid: Laid) -> Array:
    if rule := next((rule for rule in RULES if rule == asked.choice), None):
        return carried_by_rule(years, rule)
    return years.carried(with_laid(years, years.plan(asked.choice), laid))
