"""How many draws of one game are played in stages: where a selection rule leads. Pure equilibria are in pure_play.py.

It reads the scalars that the game's plan makes, by backward induction as in `solve.staged`, on arrays [node, joint
move, draw]: a node is a history of the earlier stages, and profiles are numbered in the order in which the players
move, so that what may follow a node lies side by side. In the last stage what is compared is known beforehand; in
earlier ones it depends on what the draw makes the later movers choose, and each payoff is looked up where they end.
Nodes after which everything is compared by the same scalars are played alike, and only once.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from ...games.arrays import Array, Index, Mask
from ...solve.staged import Rule
from .block import Block
from .plan import EvaluationPlan


@dataclass(frozen=True, eq=False)
class Stage:
    """A stage. `movers`: who has a choice in it, and how many strategies each has.

    `values[k]`, shape (profiles,), by number in the order of moves: the scalar that is mover k's payoff there, less
    what cannot differ between outcomes of one node; None where nothing does. `which`, shape (nodes,): which of the
    different nodes each is; `first`: the first node that is like each of them.
    """

    movers: tuple[int, ...]
    strategies: tuple[int, ...]
    values: tuple[Index | None, ...]
    which: Index
    first: Index

    @property
    def joint(self) -> int:
        """How many joint moves the movers have."""
        return math.prod(self.strategies)

    @property
    def leavers(self) -> Index:
        """For each joint move how many movers leave the first-listed strategy, shape (joint moves,)."""
        moves = np.indices(self.strategies).reshape(len(self.strategies), -1)
        return np.asarray(np.count_nonzero(moves, axis=0), dtype=np.intp)


@dataclass(frozen=True, eq=False)
class EarlierStage(Stage):
    """One stage before the last.

    `next`, shape (different nodes, joint moves): which of the next stage's different nodes follows, of which each has
    `after` profiles that may follow it.
    """

    next: Index
    after: int

    def different(self, mover: int) -> Index | None:
        """The values of a mover, by its place in `movers`, shape (different nodes, profiles that may follow each)."""
        table = self.values[mover]
        return None if table is None else table.reshape(len(self.which), -1)[self.first]


@dataclass(frozen=True, eq=False)
class LastStage(Stage):
    """The last stage. `gaps[k]` are those of player `deciding[k]`; like `score`, scalars of shape (different nodes,
    joint moves)."""

    deciding: tuple[int, ...]
    gaps: tuple[Index, ...]
    score: Index

    @cached_property
    def different_gaps(self) -> tuple[tuple[Index, Index], ...]:
        """Of each of the `gaps` the different scalars, and which of them stands at every node and joint move."""
        return tuple(np.unique(gaps, return_inverse=True) for gaps in self.gaps)


@dataclass(frozen=True, eq=False)
class StagedTest:
    """`original[q]` is the flat (C order) index of the profile that has number q in the order of moves."""

    last: LastStage
    earlier: tuple[EarlierStage, ...]
    original: Index

    @property
    def stages(self) -> tuple[Stage, ...]:
        """The stages in which somebody chooses, in their order."""
        return (*self.earlier, self.last)

    @cached_property
    def looked_up(self) -> tuple[tuple[Index | None, ...], ...]:
        """For each earlier stage the movers' values at its different nodes."""
        return tuple(tuple(map(stage.different, range(len(stage.movers)))) for stage in self.earlier)

    @property
    def scalars(self) -> Index:
        """All scalars that must be made."""
        values = [table for tables in self.looked_up for table in tables if table is not None]
        parts = (*self.last.gaps, self.last.score, *values)
        return np.unique(np.concatenate([part.reshape(-1) for part in parts]))

    def ends(self, block: Block, rules: Sequence[Rule]) -> dict[Rule, Index]:
        """For each draw of a block the profile that each rule leads to, -1 where there is none."""
        equilibria, score = _last_equilibria(self.last, block), block.at(self.last.score)
        return {rule: Induction(block, rule).end(self, equilibria, score) for rule in rules}


def _last_equilibria(last: LastStage, block: Block) -> Mask:
    """Which joint moves are equilibria of the last stage's different nodes, shape (nodes, joint moves, draws)."""
    equilibria = np.ones((*last.score.shape, block.draws), dtype=bool)
    for i, (different, which) in zip(last.deciding, last.different_gaps, strict=True):
        ok = block.no_gain(block.at(different), i)
        equilibria &= ok.take(which.reshape(last.score.shape), axis=0)
    return equilibria


class Induction:
    """Backward induction over one block of draws.

    `nodes`, from the last stage to the first: where every different node ends, the number of the profile among those
    that may follow it, and whether a node there or after it has no equilibrium, both shape (different nodes, draws).
    """

    def __init__(self, block: Block, rule: Rule) -> None:
        self.block, self.rule = block, rule
        self.draws = block.draws
        self.nodes: list[tuple[Index, Mask]] = []

    def end(self, test: StagedTest, equilibria: Mask | None = None, score: Array | None = None) -> Index:
        """For each draw the profile that the rule leads to, -1 where there is none; the last stage's equilibria and
        their scores may be known."""
        last = test.last
        equilibria = _last_equilibria(last, self.block) if equilibria is None else equilibria
        chosen = self._chosen(last, equilibria, self.block.at(last.score) if score is None else score)
        self.nodes = [(chosen, np.asarray(~equilibria.any(axis=1)))]
        for stage, values in zip(reversed(test.earlier), reversed(test.looked_up), strict=True):
            self.nodes.append(self._before(stage, values, *self.nodes[-1]))
        ends, lost = self.nodes[-1]
        return np.where(lost[0], -1, test.original[ends[0]])

    def _before(
        self, stage: EarlierStage, tables: Sequence[Index | None], later: Index, lost: Mask
    ) -> tuple[Index, Mask]:
        """Where every different node of the stage ends, and whether it is lost, from the same of the next stage's."""
        nodes, ends = len(stage.next), later.take(stage.next, axis=0)
        ends += stage.after * np.arange(stage.joint)[:, None]
        place = ends + stage.after * stage.joint * np.arange(nodes)[:, None, None]
        equilibria = np.ones((nodes, stage.joint, self.draws), dtype=bool)
        score = np.zeros(equilibria.shape)
        for k, (i, values) in enumerate(zip(stage.movers, tables, strict=True)):
            if values is not None:
                payoffs = self._looked_up(values, place)
                moves = payoffs.reshape(nodes * math.prod(stage.strategies[:k]), stage.strategies[k], -1, self.draws)
                ok = self.block.no_gain(moves.max(axis=1, keepdims=True) - moves, i)
                equilibria &= ok.reshape(equilibria.shape)
                score += payoffs.reshape(equilibria.shape)
        chosen = self._chosen(stage, equilibria, score)
        below = lost.take(stage.next, axis=0).any(axis=1)
        settled = np.take_along_axis(ends, chosen[:, None], axis=1)[:, 0]
        return settled, np.asarray(below | ~equilibria.any(axis=1))

    def _looked_up(self, values: Index, place: Index) -> Array:
        place = (self.block.row[values] * self.draws).take(place)
        place += np.arange(self.draws)
        return self.block.values.reshape(-1).take(place)

    def _chosen(self, stage: Stage, equilibria: Mask, score: Array) -> Index:
        """The joint move that the rule chooses at every node, shape (nodes, draws); 0 where there is none."""
        if self.rule == "cautious":
            leavers = np.where(equilibria, stage.leavers[:, None], len(stage.movers) + 1)
            equilibria = equilibria & (leavers == leavers.min(axis=1, keepdims=True))
        kept = equilibria if len(stage.movers) == 0 else self._joint_best(stage, equilibria, score)
        chosen = np.zeros((len(kept), self.draws), dtype=np.intp)
        for k in range(stage.joint - 1, -1, -1):
            np.copyto(chosen, k, where=kept[:, k])
        return chosen

    def _joint_best(self, stage: Stage, equilibria: Mask, score: Array) -> Mask:
        if np.count_nonzero(equilibria, axis=1).max() < 2:
            return equilibria
        best = np.where(equilibria, score, -np.inf).max(axis=1, keepdims=True)
        with np.errstate(invalid="ignore"):
            gaps = np.where(equilibria, best - score, np.inf)
        return self.block.no_gain(gaps, *stage.movers)


def staged_test(plan: EvaluationPlan, stages: Sequence[Sequence[int]]) -> StagedTest:
    """The test for an order of moves, stages as indices of players."""
    choosing = [stage for stage in stages if any(plan.shape[i] > 1 for i in stage)] or stages[-1:]
    fixed = [i for stage in stages if stage not in choosing for i in stage]
    order = [*fixed, *(i for stage in choosing for i in stage)]
    original = np.arange(math.prod(plan.shape)).reshape(plan.shape).transpose(order).reshape(-1)
    last = _last_stage(plan, order, choosing[-1])
    earlier: list[EarlierStage] = []
    for depth in range(len(choosing) - 2, -1, -1):
        earlier.insert(0, _stage(plan, order, choosing[depth:], (*earlier, last)[0].which))
    return StagedTest(last, tuple(earlier), original)


def _stage(plan: EvaluationPlan, order: Sequence[int], stages: Sequence[Sequence[int]], later: Index) -> EarlierStage:
    """The first of the stages that are left; `later`: which of the next one's different nodes each of its nodes is."""
    movers, axes = _movers(plan, stages[0]), tuple(i for stage in stages for i in stage)
    strategies = tuple(plan.shape[i] for i in movers)
    after, values = later.reshape(-1, math.prod(strategies)), _values(plan, order, movers, axes)
    parts = [after, *(table.reshape(len(after), -1) for table in values if table is not None)]
    first, which = _different(parts)
    profiles = math.prod(plan.shape[i] for i in axes)
    return EarlierStage(movers, strategies, values, which, first, after[first], profiles // math.prod(strategies))


def _values(
    plan: EvaluationPlan, order: Sequence[int], movers: Sequence[int], axes: Sequence[int]
) -> tuple[Index | None, ...]:
    tables = [_in_order(plan.scalars.numbers(plan.relative(i, tuple(axes))), plan.shape, order) for i in movers]
    return tuple(table if len(np.unique(table)) > 1 else None for table in tables)


def _movers(plan: EvaluationPlan, stage: Sequence[int]) -> tuple[int, ...]:
    return tuple(i for i in stage if plan.shape[i] > 1)


def _different(parts: Sequence[Index]) -> tuple[Index, Index]:
    """The first of each kind of node, and which kind each is; `parts`, shape (nodes, any), say how nodes differ."""
    _, first, which = np.unique(np.concatenate(parts, axis=1), axis=0, return_index=True, return_inverse=True)
    return first, which.reshape(-1)


def _last_stage(plan: EvaluationPlan, order: Sequence[int], players: Sequence[int]) -> LastStage:
    movers = _movers(plan, players)
    payoffs = [payoff for i in movers if (payoff := plan.relative(i, movers)).size > 1]
    gaps = {i: table for i in movers if (table := plan.gaps(i)) is not None}
    strategies = tuple(plan.shape[i] for i in movers)
    score = plan.scalars.numbers(plan.total(payoffs))
    parts = [
        _in_order(table, plan.shape, order).reshape(-1, math.prod(strategies)) for table in (*gaps.values(), score)
    ]
    first, which = _different(parts)
    *different, total = [part[first] for part in parts]
    values = _values(plan, order, movers, movers)
    return LastStage(movers, strategies, values, which, first, tuple(gaps), tuple(different), total)


def _in_order(table: Index, shape: tuple[int, ...], order: Sequence[int]) -> Index:
    return np.broadcast_to(table, shape).transpose(order).reshape(-1)
