"""Where a selection rule leads from every node of a game in stages."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ..games.arrays import Index
from ..games.normal_form import Game, Profile
from ..solve.staged import Rule, selected_after


@dataclass(frozen=True, eq=False)
class Continuation:
    """A game in stages with a rule: `end` says in which profile it ends from a node on; see `solve.staged`."""

    game: Game
    stages: Sequence[Sequence[int]]
    rule: Rule

    def end(self, history: Mapping[int, int]) -> Profile | None:
        """Where the rule leads after the moves of whole stages, by player; None where some node there has no
        equilibrium.
        """
        played = next((k for k, stage in enumerate(self.stages) if stage[0] not in history), len(self.stages))
        earlier = {player for stage in self.stages[:played] for player in stage}
        node = tuple(history[player] if player in earlier else 0 for player in range(len(self.game.shape)))
        place = int(self._ends[played][(*node, 0)])
        return None if place < 0 else tuple(int(move) for move in np.unravel_index(place, self.game.shape))

    @cached_property
    def _ends(self) -> tuple[Index, ...]:
        """For every number of stages played the flat index of the profile that the rule leads to from each node."""
        return selected_after(self.game.measured.each(lambda part: part[..., None]), self.stages, self.rule)
