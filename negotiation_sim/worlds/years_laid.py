"""Where what is laid down is not open: in how many histories, and in the history of a seed."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

import numpy as np

from ..errors import InputError
from ..games.arrays import Array, Index
from ..games.years import Plan, shares
from .years import Years
from .years_told import Laid, is_open, played, turn_of, with_laid

NONE = 1e-9
"""A share of histories below this is none."""
SEEDS = 100
"""So many seeds are tried for a history in which a move makes a difference."""


def undone(years: Years, plan: Plan, laid: Laid, start: Array | None = None) -> dict[tuple[int, str], float]:
    """Of what is laid down, by year and name, the share of histories in which it is not open when its turn comes.

    Those that are open in every history are left out. `plan` is the plan with what is laid down; `start` the chance
    of each state at the beginning of the first year that is laid down, else all begin at the start. Raises InputError
    for what is open in no history.
    """
    closed_in: dict[tuple[int, str], float] = {}
    for year, name, held in _before(years, plan, laid, start):
        closed = ~is_open(years, (year, name), laid[year, name])
        if (share := float(held[closed].sum() / held.sum())) > NONE:
            closed_in[year, name] = share
        if share > 1 - NONE:
            raise _not_open(years, (year, name), laid, np.flatnonzero(held > NONE), "")
    return closed_in


def _before(years: Years, plan: Plan, laid: Laid, start: Array | None) -> Iterator[tuple[int, str, Array]]:
    """What is laid down in the order of years and turns, and the chance of each state before its turn."""
    held = years.first if start is None else start
    first, last = min((year for year, _ in laid), default=0), max((year for year, _ in laid), default=0)
    for year, turns, chosen in zip(years.rounds.played, years.game.years, plan, strict=True):
        if (start is not None and year < first) or year > last:
            continue
        for t, (turn, chances) in enumerate(zip(turns, chosen, strict=True)):
            yield from ((year, name, held[:, 0]) for of, name in laid if of == year and turn_of(years, name) == t)
            *_, held = shares(replace(years.game, years=((turn,),)), ((chances,),), held)


def check_history(years: Years, plan: Plan, laid: Laid, *, seed: int) -> None:
    """Raises InputError where something that is laid down is not open in the history of that seed."""
    states = played(years, plan, 1, seed)[0]
    for year, name in sorted(laid, key=lambda each: (each[0], turn_of(years, each[1]))):
        at = _before_turn(years, states, year, name)
        if not is_open(years, (year, name), laid[year, name])[at]:
            raise _not_open(years, (year, name), laid, np.array([at]), f" in the history of seed {seed}")


def seed_that_differs(years: Years, plan: Plan, laid: Laid) -> int | None:
    """The first seed whose history is another with what is laid down, where all of it is open; None of the first 100.

    `plan` is the plan without it.
    """
    again = with_laid(years, plan, laid)
    for seed in range(1, SEEDS + 1):
        as_it_was, other = (played(years, each, 1, seed)[0] for each in (plan, again))
        done = all(is_open(years, (year, name), level)[_before_turn(years, other, year, name)]
                   for (year, name), level in laid.items())  # fmt: skip
        if done and (as_it_was != other).any():
            return seed
    return None


def _before_turn(years: Years, states: Index, year: int, name: str) -> int:
    """The state of a history before a variable's turn of a year; `states` at the start and after every turn."""
    return int(states[(year - years.rounds.played[0]) * len(years.turns) + turn_of(years, name)])


def _not_open(years: Years, when: tuple[int, str], laid: Laid, states: Index, where: str) -> InputError:
    (year, name), level = when, laid[when]
    levels = years.space.levels[name]
    stands = " or ".join(levels[place] for place in np.unique(years.space.places[name][states]))
    return InputError(
        f"'{year}:{name}={level}' cannot be done{where}: in {year} {name} stands at {stands}, and {level} is not open "
        "from there. Lay down what is open, or before it what opens it, or leave it out."
    )


def written(laid: Laid, shares: Mapping[tuple[int, str], float]) -> dict[str, float]:
    """The shares by what was laid down, as it is written: `2023:spain=yes`."""
    return {f"{year}:{name}={laid[year, name]}": share for (year, name), share in shares.items()}
