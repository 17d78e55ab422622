"""The staged outcome that a selection rule leads to in many draws of one game, from the scalars that its plan makes.

Backward induction as in `solve.staged`, on arrays [node, joint move, draw]: a node is a history of the earlier stages,
and profiles are numbered in the order in which the players move, so that what may follow a node lies side by side. In
the last stage what is compared is known beforehand; in earlier ones it depends on what the draw makes the later movers
choose, and each payoff is looked up where they end.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from ..game.bounds import Bounds
from ..game.game import Array
from ..game.plan import Plan
from ..game.program import Program

Index = npt.NDArray[np.intp]
Mask = npt.NDArray[np.bool_]
Rule = Literal["best_joint", "cautious"]


@dataclass(frozen=True, eq=False)
class Stage:
    """One stage. `movers`: who has a choice in it, and how many strategies each has; `leavers` counts, for each joint
    move, who leaves the first-listed strategy. `values[k]`, shape (profiles in order of moves,): the scalar that is
    mover k's payoff there, less what cannot differ between outcomes of one node; None where nothing does."""

    movers: tuple[int, ...]
    strategies: tuple[int, ...]
    values: tuple[Index | None, ...]

    @property
    def joint(self) -> int:
        return math.prod(self.strategies)

    @property
    def leavers(self) -> Index:
        moves = np.indices(self.strategies).reshape(len(self.strategies), -1)
        return (moves > 0).sum(axis=0)


@dataclass(frozen=True, eq=False)
class LastStage:
    """The last stage's nodes that differ: `gaps[k]` and `score`, shape (different nodes, joint moves), are scalars.

    `which`, shape (nodes,): which of the different nodes each is.
    """

    stage: Stage
    gaps: tuple[Index, ...]
    score: Index
    which: Index


@dataclass(frozen=True, eq=False)
class StagedTest:
    """`original[q]` is the flat (C order) index of the profile that has number q in the order of moves."""

    last: LastStage
    earlier: tuple[Stage, ...]
    original: Index

    @property
    def scalars(self) -> Index:
        """All scalars that must be made."""
        values = [table for stage in self.earlier for table in stage.values if table is not None]
        return np.unique(np.concatenate([part.reshape(-1) for part in (*self.last.gaps, self.last.score, *values)]))

    def ends(
        self, program: Program, bounds: Bounds, buffer: Array, rules: Sequence[Rule]
    ) -> tuple[dict[Rule, Index], Mask]:
        """For each rule and draw the profile it leads to, -1 where there is none, and which draws are not certain."""
        near = np.zeros(buffer.shape[1], dtype=bool)
        found = {rule: _Induction(program.row, bounds, buffer, rule, near).end(self) for rule in rules}
        return found, near


class _Induction:
    """Backward induction over one block of draws; what is not certain is marked in `near`."""

    def __init__(self, row: Index, bounds: Bounds, buffer: Array, rule: Rule, near: Mask) -> None:
        self.row, self.bounds, self.buffer, self.rule, self.near = row, bounds, buffer, rule, near
        self.draws = buffer.shape[1]
        self.lost = np.zeros(self.draws, dtype=bool)

    def end(self, test: StagedTest) -> Index:
        ends = self._last(test.last)
        for stage in reversed(test.earlier):
            ends = self._settled(stage, ends)
        return np.where(self.lost, -1, test.original[ends[0]])

    def _last(self, last: LastStage) -> Index:
        stage, equilibria = last.stage, np.ones((*last.score.shape, self.draws), dtype=bool)
        spread = np.zeros(self.draws)
        for i, gaps in zip(_deciding(stage), last.gaps, strict=True):
            different, which = np.unique(gaps, return_inverse=True)
            values = self.buffer.take(self.row[different], axis=0)
            ok, most = self._no_gain(i, values)
            equilibria &= ok.take(which.reshape(gaps.shape), axis=0)
            spread += most
        score = self.buffer.take(self.row[last.score], axis=0)
        chosen = self._chosen(stage, equilibria, score, spread).take(last.which, axis=0)
        return chosen + stage.joint * np.arange(len(last.which))[:, None]

    def _settled(self, stage: Stage, ends: Index) -> Index:
        """Where every node of the stage ends, from where each of its joint moves does, shape (nodes, draws)."""
        nodes = len(ends) // stage.joint
        equilibria = np.ones((nodes, stage.joint, self.draws), dtype=bool)
        score, spread = np.zeros(equilibria.shape), np.zeros(self.draws)
        for k, (i, values) in enumerate(zip(stage.movers, stage.values, strict=True)):
            if values is not None:
                payoffs = self._looked_up(values, ends)
                lines = payoffs.reshape(nodes * math.prod(stage.strategies[:k]), stage.strategies[k], -1, self.draws)
                ok, most = self._no_gain(i, lines.max(axis=1, keepdims=True) - lines)
                equilibria &= ok.reshape(equilibria.shape)
                score += payoffs.reshape(equilibria.shape)
                spread += most
        chosen = self._chosen(stage, equilibria, score, spread)
        joint = ends.reshape(nodes, stage.joint, self.draws)
        return np.take_along_axis(joint, chosen[:, None], axis=1)[:, 0]

    def _looked_up(self, values: Index, ends: Index) -> Array:
        place = (self.row[values] * self.draws).take(ends)
        place += np.arange(self.draws)
        return self.buffer.reshape(-1).take(place)

    def _no_gain(self, i: int, gaps: Array) -> tuple[Mask, Array]:
        """Where a gap is no gain, and the largest gap in every draw."""
        ok: Mask = gaps <= self.bounds.rounding[i]
        axes = tuple(range(gaps.ndim - 1))
        most = gaps.max(axis=axes)
        self.near |= (ok != (gaps <= self.bounds.certain[i])).any(axis=axes)
        self.near |= most < self.bounds.enough[i]
        return ok, most

    def _chosen(self, stage: Stage, equilibria: Mask, score: Array, spread: Array) -> Index:
        """The joint move that the rule chooses at every node, shape (nodes, draws); 0 where there is none."""
        self.lost |= ~equilibria.any(axis=1).all(axis=0)
        if self.rule == "cautious":
            leavers = np.where(equilibria, stage.leavers[:, None], len(stage.movers) + 1)
            equilibria = equilibria & (leavers == leavers.min(axis=1, keepdims=True))
        kept = equilibria if len(stage.movers) == 0 else self._joint_best(stage, equilibria, score, spread)
        chosen = np.zeros((len(kept), self.draws), dtype=np.intp)
        for k in range(stage.joint - 1, -1, -1):
            np.copyto(chosen, k, where=kept[:, k])
        return chosen

    def _joint_best(self, stage: Stage, equilibria: Mask, score: Array, spread: Array) -> Mask:
        several = np.count_nonzero(equilibria, axis=1) > 1
        if not several.any():
            return equilibria
        movers = list(stage.movers)
        best = np.where(equilibria, score, -np.inf).max(axis=1, keepdims=True)
        with np.errstate(invalid="ignore"):
            gaps = np.where(equilibria, best - score, np.inf)
        kept: Mask = gaps <= self.bounds.rounding[movers].sum()
        unsure = kept != (gaps <= self.bounds.certain[movers].sum())
        self.near |= unsure.any(axis=(0, 1))
        self.near |= several.any(axis=0) & (spread < self.bounds.enough[movers].sum())
        return kept


def _deciding(stage: Stage) -> tuple[int, ...]:
    return tuple(i for i, values in zip(stage.movers, stage.values, strict=True) if values is not None)


def staged_test(plan: Plan, stages: Sequence[Sequence[int]]) -> StagedTest:
    """The test for an order of moves, stages as indices of players."""
    choosing = [stage for stage in stages if any(plan.shape[i] > 1 for i in stage)] or stages[-1:]
    fixed = [i for stage in stages if stage not in choosing for i in stage]
    stages, order = choosing, [*fixed, *(i for stage in choosing for i in stage)]
    original = np.arange(math.prod(plan.shape)).reshape(plan.shape).transpose(order).reshape(-1)
    made = [_stage(plan, order, stages, depth) for depth in range(len(stages))]
    return StagedTest(_last_stage(plan, order, made[-1]), tuple(made[:-1]), original)


def _stage(plan: Plan, order: Sequence[int], stages: Sequence[Sequence[int]], depth: int) -> Stage:
    movers = tuple(i for i in stages[depth] if plan.shape[i] > 1)
    axes = tuple(i for stage in stages[depth:] for i in stage)
    values = tuple(_in_order(plan.numbers(plan.relative(i, axes)), plan.shape, order) for i in movers)
    return Stage(movers, tuple(plan.shape[i] for i in movers), tuple(v if len(np.unique(v)) > 1 else None for v in values))


def _last_stage(plan: Plan, order: Sequence[int], stage: Stage) -> LastStage:
    tables = [plan.gaps(i) for i in _deciding(stage)]
    gaps = [_in_order(table, plan.shape, order).reshape(-1, stage.joint) for table in tables if table is not None]
    score = plan.total([plan.relative(i, stage.movers) for i in _deciding(stage)])
    parts = [*gaps, _in_order(plan.numbers(score), plan.shape, order).reshape(-1, stage.joint)]
    _, first, which = np.unique(np.concatenate(parts, axis=1), axis=0, return_index=True, return_inverse=True)
    *different, score = [part[first] for part in parts]
    return LastStage(stage, tuple(different), score, which.reshape(-1))


def _in_order(table: Index, shape: tuple[int, ...], order: Sequence[int]) -> Index:
    return np.broadcast_to(table, shape).transpose(order).reshape(-1)
