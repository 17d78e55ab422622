"""What it takes for a profile to be the staged outcome under a selection rule, the other branches staying as they are.

At every node on the profile's path each mover must prefer it to what its own other moves lead to, and the rule must
prefer it to the node's other joint moves, or those must be no equilibrium. What the other branches lead to changes with the assumptions, so these
comparisons are asked anew at every point: they are right at the point and say nothing about points far from it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np

from ....games.arrays import Index
from ....games.normal_form import Array, Game, Profile
from ....solve.staged import Rule, selected
from ....worlds.tables import build
from .search import STRICT
from .worlds import Comparison, Worlds


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
        rows: list[list[float]] = self.game.payoffs.reshape(len(self.game.players), -1).tolist()
        return rows

    @cached_property
    def steps(self) -> list[list[int]]:
        """By how much a history's place in `ends[d]` moves when each player's strategy goes up by one."""
        return [
            [0 if m == 1 else s // ends.itemsize for m, s in zip(ends.shape, ends.strides, strict=True)]
            for ends in self.ends
        ]

    @cached_property
    def flat(self) -> list[list[int]]:
        return [ends.reshape(-1).tolist() for ends in self.ends]

    def outcome(self, depth: int, profile: Profile) -> int:
        """Where the rule leads once the first `depth` stages have been played as in the profile."""
        return self.flat[depth][sum(k * step for k, step in zip(profile, self.steps[depth], strict=True))]


def tree(worlds: Worlds, z: Array, rule: Rule) -> Tree:
    """The staged game at z, solved from every history."""
    scenario = worlds.moved(z)
    game = build(scenario)
    stages = tuple(tuple(game.player(label) for label in stage) for stage in scenario.order or ())
    return Tree(game, stages, rule, tuple(_ends(game, stages, depth, rule) for depth in range(len(stages) + 1)))


def _ends(game: Game, stages: Sequence[tuple[int, ...]], depth: int, rule: Rule) -> Index:
    """Every history of the first stages is one draw of the game that remains."""
    past = [i for stage in stages[:depth] for i in stage]
    axes = [i for i in range(len(game.shape)) if i not in past]
    here = [1 if i in past else m for i, m in enumerate(game.shape)]
    all_ends = np.arange(game.profiles).reshape(game.shape)
    order = [*axes, *past]
    payoffs = game.payoffs.transpose([0, *(i + 1 for i in order)]).reshape(len(game.players), *here, -1)
    numbers = all_ends.transpose(order).reshape(*here, -1)
    tolerances = np.broadcast_to(game.tolerances[:, None], (len(game.players), payoffs.shape[-1]))
    local = selected(payoffs, tolerances, stages[depth:], rule)
    flat = numbers.reshape(-1, payoffs.shape[-1])
    found = np.where(local < 0, -1, np.take_along_axis(flat, np.maximum(local, 0)[None], axis=0)[0])
    spread = found.reshape([game.shape[i] for i in past])
    shape = [m if i in past else 1 for i, m in enumerate(game.shape)]
    return np.ascontiguousarray(spread.transpose(tuple(np.argsort(past))).reshape(shape))


def required(found: Tree, target: int) -> tuple[Comparison, ...]:
    """The comparisons that make a profile the staged outcome at the point at which the tree was solved."""
    profile = tuple(int(k) for k in np.unravel_index(target, found.game.shape))
    asked: list[Comparison] = []
    for depth, movers in enumerate(found.stages):
        node = _Node(found, depth, movers, profile, target)
        asked += [Comparison((i,), target, other) for i, other in node.deviations(node.own) if other >= 0]
        for rival in node.rivals():
            asked += _beaten(node, rival)
    return tuple(one for one in dict.fromkeys(asked) if one.better != one.worse)


@dataclass(frozen=True, eq=False)
class _Node:
    """A node on the path to a profile: the movers' joint moves, and what each leads to."""

    found: Tree
    depth: int
    movers: tuple[int, ...]
    profile: Profile
    target: int

    @property
    def own(self) -> tuple[int, ...]:
        return tuple(self.profile[i] for i in self.movers)

    def leads_to(self, moves: tuple[int, ...]) -> int:
        if moves == self.own:
            return self.target
        played = list(self.profile)
        for i, k in zip(self.movers, moves, strict=True):
            played[i] = k
        return self.found.outcome(self.depth + 1, tuple(played))

    def deviations(self, moves: tuple[int, ...]) -> Iterator[tuple[int, int]]:
        """Each mover's other moves, as the mover and the profile that follows."""
        for at, i in enumerate(self.movers):
            for k in range(self.found.game.shape[i]):
                if k != moves[at]:
                    yield i, self.leads_to((*moves[:at], k, *moves[at + 1 :]))

    def rivals(self) -> Iterator[tuple[int, ...]]:
        """The node's other joint moves: each is an equilibrium there, or might become one."""
        every = product(*(range(self.found.game.shape[i]) for i in self.movers))
        return (moves for moves in every if moves != self.own and self.leads_to(moves) >= 0)

    def payoff(self, player: int, profile: int) -> float:
        return self.found.payoffs[player][profile]


def _beaten(node: _Node, rival: tuple[int, ...]) -> list[Comparison]:
    """The nearest way in which the rule does not choose a rival: it is worse by the rule, or no equilibrium."""
    end = node.leads_to(rival)
    leavers, others = (sum(k > 0 for k in moves) for moves in (node.own, rival))
    tolerances = node.found.game.tolerances
    if node.found.rule == "cautious" and leavers < others:
        return []
    ways = [
        Comparison((i,), other, end, STRICT * float(tolerances[i]))
        for i, other in node.deviations(rival)
        if other >= 0 and other != end
    ]
    if node.found.rule == "best_joint" or leavers == others:
        deciding = tuple(i for i in node.movers if node.found.game.shape[i] > 1)
        margin = 0.0 if node.own < rival else STRICT * float(sum(tolerances[i] for i in deciding))
        ways.append(Comparison(deciding, node.target, end, margin))
    ways = [one for one in ways if one.better != one.worse]
    return [min(ways, key=lambda one: _missing(node, one))] if ways else []


def _missing(node: _Node, one: Comparison) -> float:
    return sum(node.payoff(i, one.worse) - node.payoff(i, one.better) for i in one.players) + one.margin
