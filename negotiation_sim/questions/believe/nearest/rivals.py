"""What it takes for a profile to be the staged outcome under a selection rule, the other branches staying as they are.

At every node on the profile's path each mover must prefer it to what its own other moves lead to, and the rule must
prefer it to the node's other joint moves, or those must be no equilibrium. What the other branches lead to changes with
the assumptions, so these comparisons are asked anew at every point: they are right at the point and say nothing about
points far from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from math import prod

import numpy as np

from ....games.arrays import Index
from ....games.normal_form import Array, Game, Profile
from ....solve.staged import Rule, selected_after
from ....worlds.tables import build
from .pure_search import STRICT
from .worlds import PayoffComparison, Worlds


@dataclass(frozen=True, eq=False)
class Tree:
    """A game in stages under a rule. `ends[d]`: where the rule leads from every history of the first d stages.

    Arrays of flat profiles (-1: nowhere), the axes of those who have not moved at length 1.
    """

    game: Game
    stages: tuple[tuple[int, ...], ...]
    rule: Rule
    ends: tuple[Index, ...]

    @cached_property
    def payoffs(self) -> list[list[float]]:
        """Every player's payoff at every profile: plain numbers, which are read one at a time."""
        payoffs: list[list[float]] = self.game.payoffs.reshape(len(self.game.players), -1).tolist()
        return payoffs

    def ends_after(self, depth: int, profile: Profile, movers: tuple[int, ...]) -> list[int]:
        """Where the rule leads after each joint move of one stage's movers, the stages before played as in a profile.

        `depth` counts the stages played, this one included. Joint moves in C order.
        """
        ends = self.ends[depth]
        moves = (k if m > 1 else 0 for k, m in zip(profile, ends.shape, strict=True))
        here = tuple(slice(None) if i in movers else k for i, k in enumerate(moves))
        joint: list[int] = ends[here].transpose(np.argsort(np.argsort(movers))).reshape(-1).tolist()
        return joint


def tree(worlds: Worlds, z: Array, rule: Rule) -> Tree:
    """The staged game at z, solved from every history."""
    scenario = worlds.moved(z)
    game = build(scenario)
    stages = tuple(tuple(game.player(label) for label in stage) for stage in scenario.order or ())
    ends = selected_after(game.measured.each(lambda part: part[..., None]), stages, rule)
    return Tree(game, stages, rule, tuple(end[..., 0] for end in ends))


def required(solved: Tree, target: int) -> tuple[PayoffComparison, ...]:
    """The comparisons that make a profile the staged outcome at the point at which the tree was solved."""
    profile = tuple(int(k) for k in np.unravel_index(target, solved.game.shape))
    comparisons: list[PayoffComparison] = []
    for depth, movers in enumerate(solved.stages):
        node = _Node(solved, depth, movers, profile, target)
        comparisons += [PayoffComparison((i,), target, end) for i, end in node.deviations(node.chosen) if end >= 0]
        for rival, end in enumerate(node.ends):
            if rival != node.chosen and end >= 0:
                comparisons += _beaten(node, rival, end)
    return tuple(comparison for comparison in dict.fromkeys(comparisons) if comparison.better != comparison.worse)


@dataclass(frozen=True, eq=False)
class _Node:
    """A node on the path to a profile: the movers' joint moves, by their number in C order, and what each leads to."""

    solved: Tree
    depth: int
    movers: tuple[int, ...]
    profile: Profile
    target: int

    @cached_property
    def strategies(self) -> tuple[int, ...]:
        return tuple(self.solved.game.shape[i] for i in self.movers)

    @cached_property
    def strides(self) -> tuple[int, ...]:
        """By how much the number of a joint move grows when each mover's move goes up by one."""
        return tuple(prod(self.strategies[at + 1 :]) for at in range(len(self.strategies)))

    @cached_property
    def chosen(self) -> int:
        """The joint move on the path."""
        return int(np.ravel_multi_index([self.profile[i] for i in self.movers], self.strategies))

    @cached_property
    def ends(self) -> list[int]:
        """Where each joint move leads, the one on the path to the target."""
        ends = self.solved.ends_after(self.depth + 1, self.profile, self.movers)
        ends[self.chosen] = self.target
        return ends

    @cached_property
    def deciding(self) -> tuple[int, ...]:
        return tuple(i for i in self.movers if self.solved.game.shape[i] > 1)

    def deviations(self, joint: int) -> Iterator[tuple[int, int]]:
        """Each mover's other moves at a joint move, as the mover and the profile that follows."""
        for i, m, stride in zip(self.movers, self.strategies, self.strides, strict=True):
            first = joint - self.move(joint, m, stride) * stride
            for other in range(first, first + m * stride, stride):
                if other != joint:
                    yield i, self.ends[other]

    def leavers(self, joint: int) -> int:
        """How many movers leave their first-listed strategy."""
        pairs = zip(self.strategies, self.strides, strict=True)
        return sum(self.move(joint, m, stride) > 0 for m, stride in pairs)

    @staticmethod
    def move(joint: int, strategies: int, stride: int) -> int:
        """The move of the mover with that stride in a joint move."""
        return joint // stride % strategies


def _beaten(node: _Node, rival: int, end: int) -> list[PayoffComparison]:
    """The nearest way in which the rule does not choose a rival: it is worse by the rule, or no equilibrium."""
    leavers, others = node.leavers(node.chosen), node.leavers(rival)
    steps = node.solved.game.steps
    if node.solved.rule == "cautious" and leavers < others:
        return []
    ways = [
        PayoffComparison((i,), other, end, STRICT * float(steps[i]))
        for i, other in node.deviations(rival)
        if other >= 0 and other != end
    ]
    if node.solved.rule == "best_joint" or leavers == others:
        margin = 0.0 if node.chosen < rival else STRICT * float(sum(steps[i] for i in node.deciding))
        ways.append(PayoffComparison(node.deciding, node.target, end, margin))
    ways = [way for way in ways if way.better != way.worse]
    return [min(ways, key=lambda way: _missing(node, way))] if ways else []


def _missing(node: _Node, way: PayoffComparison) -> float:
    payoffs = node.solved.payoffs
    return sum(payoffs[i][way.worse] - payoffs[i][way.better] for i in way.players) + way.margin
