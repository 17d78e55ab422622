"""The two worlds just beside a switch, solved by what is compared in them, every node's end kept."""

import math
from collections.abc import Mapping

import numpy as np

from ...games.arrays import Index, Mask
from ...games.normal_form import Profile
from ...language.expression import holds
from ..engine.block import Block
from ..engine.induction import Induction
from ..results.chain import Link
from .compared import Compared, compared
from .solving import block_along


class Beside:
    """Two worlds of a link, 0 and 1, along an assumption."""

    def __init__(self, there: Compared, link: Link, block: Block) -> None:
        self.there, self.block, self.shape = there, block, there.plan.shape
        self.nodes: tuple[tuple[Index, Mask], ...] = ()
        self.equilibria: tuple[tuple[Profile, ...], ...] = ((), ())
        if there.staged is not None and link.reached.rule is not None:
            induction = Induction(there.staged, block, link.reached.rule, there.staged_rows)
            self.nodes = tuple(reversed(induction.nodes))
        elif there.pure is not None:
            draw, profile = there.pure.survivors(block)
            self.equilibria = tuple(tuple(map(self._profile, profile[draw == k].tolist())) for k in range(2))

    def _profile(self, flat: int) -> Profile:
        return tuple(int(k) for k in np.unravel_index(flat, self.shape))

    def end(self, world: int, history: Mapping[int, int]) -> Profile | None:
        """Where the rule leads from the node after a history of whole stages; None where a node there is lost."""
        assert self.there.staged is not None
        node, depth, stages = 0, 0, self.there.stages
        while depth < len(stages) and all(i in history for i in stages[depth].movers):
            for i, moves in zip(stages[depth].movers, stages[depth].strategies, strict=True):
                node = node * moves + history[i]
            depth += 1
        if depth < len(stages):
            (ends, lost), like = self.nodes[depth], stages[depth].which[node]
            if lost[like, world]:
                return None
            node = node * math.prod(stage.joint for stage in stages[depth:]) + int(ends[like, world])
        return self._profile(int(self.there.staged.original[node]))

    def gains(self, world: int, player: int, profile: Profile, other: Profile) -> bool | None:
        """Whether a player gains when the game ends in the other profile; None where rounding could decide that.

        The profiles agree on all moves before the player's.
        """
        ends = np.ravel_multi_index(np.array([profile, other]).T, self.shape)
        scalars = self.there.payoff_scalars(player, ends)
        if scalars is None:
            return False
        before, after = self.block.values[self.there.program.row[scalars], world]
        gain = float(after - before)
        return None if 0 < gain <= self.block.bounds.certain[player] else gain > 0

    def holds(self, world: int, profile: Profile) -> bool:
        """Whether the condition holds at a profile."""
        scalar = self.there.met[np.ravel_multi_index(profile, self.shape)]
        return bool(holds(self.block.values[self.there.program.row[scalar], world]))


def beside(link: Link, name: str, low: float, high: float) -> Beside | None:
    """The worlds at two values of an assumption; None where they must be solved the long way."""
    there = compared(link.scenario, link.reached)
    block = block_along(there, link.scenario, name, np.array([low, high]))
    if block is None:
        return None
    made = Beside(there, link, block)
    return None if block.near.any() else made
