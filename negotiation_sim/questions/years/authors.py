"""Every assumption set beside the record: when the record left its paths, by what, and whether that could surprise it.

A set can be surprised only by a year that began when the set, and all that it rests on, was known.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from ...case.assumptions import AssumptionSet
from ...case.choosing import choose
from ...case.known import Dates, why_later
from ...case.rounds import OUTSIDE
from ...case.scenario import Case
from ...games.arrays import Array
from ...solve.staged import RULES
from ...worlds.years import Years, years_of
from ...worlds.years_by_rule import carried_by_rule
from ...worlds.years_record import as_far_out, compared_with, first_left, first_of
from ...worlds.years_told import Laid, read_laid, with_laid
from .question import YearsAsked

ALIKE = OUTSIDE / 10
"""Shares that differ by no more do not tell two sets apart."""


@dataclass(frozen=True, eq=False)
class Author:
    """A set and how the record lies beside its paths.

    `left`: the first year in which it is outside, by part of the record; None where it never is. `far_out[part]`: the
    year in which the fewest histories are at least as far out, and their share. `since`: the first year of the record
    that could surprise the set; None where it is later than all of them: `later` says why. `surprised`: as `left`,
    among the years from `since`.
    """

    assumptions: AssumptionSet
    left: Mapping[str, int | None]
    far_out: Mapping[str, tuple[int, float]]
    since: int | None
    later: str
    surprised: Mapping[str, int | None]

    @property
    def first(self) -> tuple[int, tuple[str, ...]] | None:
        """The first year in which the record left the paths, and by what; None where it never did."""
        return first_of(self.left)

    def first_by(self, parts: Sequence[str]) -> tuple[int, tuple[str, ...]] | None:
        """The first year in which one of these parts of the record surprised the set, and by what; None for never."""
        return first_of({name: self.surprised[name] for name in parts})


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
        since, later = _since(case, assumptions, sorted({year for part in shares.values() for year in part}))
        known = {
            name: {year: share for year, share in part.items() if since is not None and year >= since}
            for name, part in shares.items()
        }
        left, surprised = ({name: first_left(part) for name, part in each.items()} for each in (shares, known))
        yield Author(assumptions, left, least, since, later, surprised)


def telling_apart(answers: Sequence[Author]) -> list[str]:
    """The parts of the record on which sets differ, the one on which they differ most first."""
    spread = {}
    for name in answers[0].far_out:
        shares = [each.far_out[name][1] for each in answers]
        spread[name] = max(shares) - min(shares)
    return sorted((name for name, apart in spread.items() if apart > ALIKE), key=lambda name: -spread[name])


def shared(answers: Sequence[Author]) -> list[str]:
    """The parts on which no sets differ, so that they rest on the case's own chances; none where there is one set."""
    apart = telling_apart(answers)
    return [name for name in answers[0].far_out if name not in apart] if len(answers) > 1 else []


def _since(case: Case, assumptions: AssumptionSet, years: Sequence[int]) -> tuple[int | None, str]:
    """The first of some years at whose start a set was known; None, and why, where it was known at none."""
    text = case.backtest.text if case.backtest else ""
    dates = Dates(case.sources, case.sources[text].date if text else "")
    why = ""
    for year in years:
        if not (why := why_later(assumptions, case.sets, dates, f"{year}-01-01")):
            return year, ""
    return None, why


def _carried(asked: YearsAsked, years: Years, laid: Laid) -> Array:
    if rule := next((rule for rule in RULES if rule == asked.choice), None):
        return carried_by_rule(years, rule)
    return years.carried(with_laid(years, years.plan(asked.choice), laid))
