"""What became of a case beside the paths of its years: how many histories lie at least as far out, year by year."""

from collections.abc import Mapping

import numpy as np

from ..case.rounds import OUTSIDE, PAYOFF, Recorded
from ..games.arrays import Array
from .years import Years
from .years_told import Laid

NEAR = 1e-9
"""Values that differ by no more are one value."""


def compared_with(years: Years, laid: Laid) -> dict[str, Recorded]:
    """What became of it in the years that are played, without what is laid down: that can surprise nobody."""
    names = {name for _, name in laid}
    told = {**years.rounds.events, **years.rounds.means}
    return {
        name: each
        for name, each in years.rounds.compared.items()
        if not {part.partition(".")[0] for part in told[name].rule.names()} <= names
    }


def worth_of(years: Years, name: str) -> Array:
    """What an event (0 or 1), a mean or a mean payoff is in each state, shape (states, draws) or (states, 1)."""
    kind, _, player = name.partition(".")
    if kind == PAYOFF and player:
        return np.asarray(years.game.payoffs[list(years.scenario.case.players).index(player)])
    return {**years.events, **years.means}[name]


def as_far_out(years: Years, recorded: Recorded, carried: Array) -> dict[int, Array]:
    """By year the share of histories at least as far out as the record, on the side where there are fewer.

    Those that have no more than it, or those that have no less. `carried` as `Years.carried`; each of shape (draws,).
    """
    worth = worth_of(years, recorded.name)
    shares = {}
    for year, value in sorted(recorded.values.items()):
        held = carried[year - years.rounds.start]
        below, above = ((held * side).sum(axis=0) for side in (worth <= value + NEAR, worth >= value - NEAR))
        shares[year] = np.asarray(np.minimum(below, above))
    return shares


def least(shares: Mapping[int, Array]) -> Array:
    """The least over the years, shape (draws,)."""
    return np.asarray(np.minimum.reduce(list(shares.values())))


def first_left(shares: Mapping[int, Array], draw: int = 0) -> int | None:
    """The first year in which the record lies outside the paths; None where it never does."""
    return next((year for year, share in shares.items() if share[draw] < OUTSIDE), None)


def first_of(left: Mapping[str, int | None]) -> tuple[int, tuple[str, ...]] | None:
    """The first year in which parts of the record lie outside, and all parts that do so in that year; None for never.

    >>> first_of({"war": 2023, "settled": None, "violence": 2023, "dialogue": 2024})
    (2023, ('war', 'violence'))
    """
    first = min((year for year in left.values() if year is not None), default=None)
    return None if first is None else (first, tuple(name for name, year in left.items() if year == first))
