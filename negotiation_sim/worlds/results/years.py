"""The numbers of a case's years in many draws: in how many histories each event holds by which year, and the means."""

from collections.abc import Iterator, Mapping

import numpy as np

from ...case.conclusions import Conclusion
from ...case.rounds import PAYOFF
from ...case.scenario import Scenario
from ...games.arrays import Array
from ..tables import Draws
from ..years import Years, rounds_of, years_of

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
    carried = years.carried(years.plan())
    for name in wanted:
        what, _, year = name.rpartition(".")
        if what and year.isdigit():
            yield name, along(years, what, carried)[int(year) - years.rounds.start]


def along(years: Years, what: str, carried: Array) -> Array:
    """An event's share or a mean, by name, at the start and after each year, shape (1 + years, draws)."""
    kind, _, player = what.partition(".")
    if kind == PAYOFF and player:
        worth = years.game.payoffs[list(years.scenario.case.players).index(player)]
    else:
        worth = {**years.events, **years.means}[what]
    return np.asarray((carried * worth).sum(axis=1))
