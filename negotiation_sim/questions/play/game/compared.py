"""Moves of a game beside the others: at the profiles in which their players expected them to end."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ....case.scenario import Scenario
from ....games.arrays import Array, Index
from ....games.normal_form import Profile
from ....worlds.tables import scenario_shape, tables_at
from ....worlds.unmoved import needs_of
from ..beliefs import moved_alone


@dataclass(frozen=True)
class Compared:
    """A player's end, and the ends to which its other moves would have led."""

    player: str
    end: Profile
    others: tuple[Profile, ...]


@dataclass(frozen=True, eq=False)
class EndsCompared:
    """The comparisons of several players at profiles of one scenario."""

    scenario: Scenario
    sides: Sequence[Compared]

    @property
    def needs(self) -> Sequence[Iterable[str]]:
        """For each comparison the assumptions on which its player's payoff depends."""
        needs = needs_of(self.scenario.case)
        return [needs.get(side.player, ()) for side in self.sides]

    @cached_property
    def places(self) -> tuple[tuple[int, ...], ...]:
        """For each comparison the flat profiles that are compared, the player's end first."""
        shape = scenario_shape(self.scenario)
        return tuple(tuple(int(np.ravel_multi_index(end, shape)) for end in (each.end, *each.others))
                     for each in self.sides)  # fmt: skip

    def ahead(self, side: Index, name: Sequence[str], value: Array) -> Array:
        """By how much each row's player gets more at its end than at the best of the others, shape (rows,)."""
        counts = np.array([len(each) for each in self.places])[side]
        points = np.array([point for k in side.tolist() for point in self.places[k]], dtype=np.intp)
        rows, starts = np.repeat(np.arange(len(side)), counts), np.cumsum(counts) - counts
        made = tables_at(self.scenario, points, moved_alone(self.scenario, name, value), rows)
        ahead = np.empty(len(value))
        for k in dict.fromkeys(side.tolist()):
            payoff = made.payoff(self.sides[k].player)
            others = payoff.copy()
            others[starts] = -np.inf
            ahead = np.where(side == k, payoff[starts] - np.maximum.reduceat(others, starts), ahead)
        return ahead
