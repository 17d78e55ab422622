"""The ways that histories take: states seen only by who has turned, and how many histories go from one to the next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from ..games.arrays import Array
from ..games.years import Plan, shares
from .years import Years

Place = tuple[int, int]
"""How many members of the group have made their last move, and which move the one who settles has made."""


@dataclass(frozen=True, eq=False)
class Ways:
    """`members` are those who are counted and `settler` whose move is told apart, "" for nobody; see `Place`.

    `ends`: by place the share of histories that end there. `steps`: by two places the share of histories that go from
    the one to the other from a year to the next, once or again: counted each time.
    """

    members: tuple[str, ...]
    settler: str
    ends: Mapping[Place, float]
    steps: Mapping[tuple[Place, Place], float]


def ways(years: Years, plan: Plan, carried: Array) -> Ways:
    """The ways under a plan of one world; `carried` as `Years.carried`."""
    members, settler = counted(years)
    moved = [years.space.places[name] == len(years.space.levels[name]) - 1 for name in members]
    nobody = np.zeros(len(years.space), dtype=np.intp)
    across = np.asarray(np.sum([nobody, *moved], axis=0))
    down = years.space.places[settler] if settler else nobody
    places = sorted({*zip(across.tolist(), down.tolist(), strict=True)})
    inside = np.stack([(across == x) & (down == y) for x, y in places], axis=1).astype(float)
    steps = np.zeros((len(places), len(places)))
    for k, year in enumerate(years.game.years):
        one_year = replace(years.game, years=(year,))
        *_, after = shares(one_year, plan[k : k + 1], carried[k] * inside)
        steps += after.T @ inside
    ends = carried[-1][:, 0] @ inside
    return Ways(
        members,
        settler,
        dict(zip(places, ends.tolist(), strict=True)),
        {(places[i], places[j]): float(steps[i, j]) for i, j in np.argwhere(steps > 0) if i != j},
    )


def counted(years: Years) -> tuple[tuple[str, ...], str]:
    """The members of the case's group who choose, and another who chooses and has a move that lasts."""
    group = years.scenario.case.groups.get(years.scenario.case.group or "", ())
    members = tuple(turn.player for turn in years.choices if turn.player in group)
    settlers = [turn.player for turn in years.choices if turn.lasting and turn.player not in members]
    return members, settlers[0] if settlers else ""
