"""What it takes for a profile to be the staged outcome under a selection rule, the other branches staying as they are.

At every node on the profile's path each mover must prefer it to what its own other moves lead to, and the rule must
prefer it to the node's other joint moves, or those must be no equilibrium. What the other branches lead to changes with
the assumptions, so these comparisons are asked anew at every point: they are right at the point and say nothing about
points far from it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import product

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

    @cached_property
    def strides(self) -> list[list[int]]:
        """By how much a history's place in `ends[d]` moves when each player's strategy goes up by one."""
        return [
            [0 if m == 1 else s // ends.itemsize for m, s in zip(ends.shape, ends.strides, strict=True)]
            for ends in self.ends
        ]

    @cached_property
    def flat(self) -> list[list[int]]:
        """`ends[d]` as a plain list in C order, which `strides` point into: read one at a time."""
        return [ends.reshape(-1).tolist() for ends in self.ends]

    def outcome(self, depth: int, profile: Profile) -> int:
        """Where the rule leads once the first `depth` stages have been played as in the profile."""
        return self.flat[depth][sum(k * stride for k, stride in zip(profile, self.strides[depth], strict=True))]


def tree(worlds: Worlds, z: Array, rule: Rule) -> Tree:
    """The staged game at z, solved from every history."""
    scenario = worlds.moved(z)
    game = build(scenario)
    stages = tuple(tuple(game.player(label) for label in stage) for stage in scenario.order or ())
    ends = selected_after(game.measured.each(lambda part: part[..., None]), stages, rule)
    return Tree(game, stages, rule, tuple(np.ascontiguousarray(end[..., 0]) for end in ends))


def required(solved: Tree, target: int) -> tuple[PayoffComparison, ...]:
    """The comparisons that make a profile the staged outcome at the point at which the tree was solved."""
    profile = tuple(int(k) for k in np.unravel_index(target, solved.game.shape))
    comparisons: list[PayoffComparison] = []
    for depth, movers in enumerate(solved.stages):
        node = _Node(solved, depth, movers, profile, target)
        comparisons += [PayoffComparison((i,), target, other) for i, other in node.deviations(node.moves) if other >= 0]
        for rival in node.rivals():
            comparisons += _beaten(node, rival)
    return tuple(comparison for comparison in dict.fromkeys(comparisons) if comparison.better != comparison.worse)


@dataclass(frozen=True, eq=False)
class _Node:
    """A node on the path to a profile: the movers' joint moves, and what each leads to."""

    solved: Tree
    depth: int
    movers: tuple[int, ...]
    profile: Profile
    target: int

    @property
    def moves(self) -> tuple[int, ...]:
        return tuple(self.profile[i] for i in self.movers)

    def leads_to(self, moves: tuple[int, ...]) -> int:
        if moves == self.moves:
            return self.target
        played = list(self.profile)
        for i, k in zip(self.movers, moves, strict=True):
            played[i] = k
        return self.solved.outcome(self.depth + 1, tuple(played))

    def deviations(self, moves: tuple[int, ...]) -> Iterator[tuple[int, int]]:
        """Each mover's other moves, as the mover and the profile that follows."""
        for at, i in enumerate(self.movers):
            for k in range(self.solved.game.shape[i]):
                if k != moves[at]:
                    yield i, self.leads_to((*moves[:at], k, *moves[at + 1 :]))

    def rivals(self) -> Iterator[tuple[int, ...]]:
        """The node's other joint moves: each is an equilibrium there, or might become one."""
        every = product(*(range(self.solved.game.shape[i]) for i in self.movers))
        return (moves for moves in every if moves != self.moves and self.leads_to(moves) >= 0)


def _beaten(node: _Node, rival: tuple[int, ...]) -> list[PayoffComparison]:
    """The nearest way in which the rule does not choose a rival: it is worse by the rule, or no equilibrium."""
    end = node.leads_to(rival)
    leavers, others = (sum(k > 0 for k in moves) for moves in (node.moves, rival))
    steps = node.solved.game.steps
    if node.solved.rule == "cautious" and leavers < others:
        return []
    ways = [
        PayoffComparison((i,), other, end, STRICT * float(steps[i]))
        for i, other in node.deviations(rival)
        if other >= 0 and other != end
    ]
    if node.solved.rule == "best_joint" or leavers == others:
        deciding = tuple(i for i in node.movers if node.solved.game.shape[i] > 1)
        margin = 0.0 if node.moves < rival else STRICT * float(sum(steps[i] for i in deciding))
        ways.append(PayoffComparison(deciding, node.target, end, margin))
    ways = [way for way in ways if way.better != way.worse]
    return [min(ways, key=lambda way: _missing(node, way))] if ways else []


def _missing(node: _Node, way: PayoffComparison) -> float:
    payoffs = node.solved.payoffs
    return sum(payoffs[i][way.worse] - payoffs[i][way.better] for i in way.players) + way.margin
