"""The numbers of a case's years in many draws: shares of events and means by year, and how far out the record lies."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from ...case.conclusions import Conclusion
from ...case.rounds import RECORD, Rounds
from ...case.scenario import Scenario
from ...games.arrays import Array
from ...games.years import shares
from ..tables import Draws
from ..years import Years, rounds_of, years_of
from ..years_record import as_far_out, least, worth_of

CASES = 100_000
"""So many states times draws are played together: more would take more memory, and no less time."""


def numbers(scenario: Scenario, reached: Conclusion, draws: Draws) -> Mapping[str, Array]:
    """The numbers of the years for each draw, shape (draws,), by the names of `Rounds.numbers`.

    Everybody chooses by logit on this year's payoff, whatever the conclusion's sense is; shares are exact. Only what
    the conclusion's condition names is worked out.
    """
    wanted = reached.condition.names()
    count = len(next(iter(draws.values())))
    parts = []
    most = max(1, CASES // len(years_of(scenario).space))
    for first in range(0, count, most):
        block = {name: column[first : first + most] for name, column in draws.items()}
        parts.append(dict(_told(years_of(scenario, block), wanted)))
    known = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]} if parts else {}
    return {name: known.get(name, np.full(count, np.nan)) for name in rounds_of(scenario).numbers}


def _told(years: Years, wanted: frozenset[str]) -> Iterator[tuple[str, Array]]:
    dated = {name: int(name.rpartition(".")[2]) for name in wanted if not _of_the_record(name)}
    named = {name: _recorded(years.rounds, name) for name in wanted if _of_the_record(name)}
    last = max(
        [*dated.values(), *(max(years.rounds.compared[each].values) for part in named.values() for each in part)]
    )
    carried = _carried_until(years, last)
    for name, year in dated.items():
        yield name, along(years, name.rpartition(".")[0], carried)[year - years.rounds.start]
    for name, parts in named.items():
        yield name, np.minimum.reduce([least(as_far_out(years, years.rounds.compared[p], carried)) for p in parts])


def _of_the_record(name: str) -> bool:
    return name.partition(".")[0] == RECORD


def _recorded(rounds: Rounds, name: str) -> tuple[str, ...]:
    """What of the record a number is about: one part of it, or all."""
    part = name.partition(".")[2]
    return (part,) if part else tuple(rounds.compared)


def _carried_until(years: Years, last: int) -> Array:
    """The chance of each state at the start and after each year until the last that is asked for."""
    count = last - years.rounds.start
    game, plan = replace(years.game, years=years.game.years[:count]), years.plan()[:count]
    return np.stack(list(shares(game, plan, years.first)))


def along(years: Years, what: str, carried: Array) -> Array:
    """An event's share or a mean, by name, at the start and after each year, shape (1 + years, draws)."""
    return np.asarray((carried * worth_of(years, what)).sum(axis=1))
