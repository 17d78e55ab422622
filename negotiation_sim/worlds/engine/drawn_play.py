"""How many draws of one game are played: all pure equilibria, and the staged outcome of a selection rule.

Both read the scalars that the game's plan makes. Staged outcomes by backward induction as in `solve.staged`, on arrays
[node, joint move, draw]: a node is a history of the earlier stages, and profiles are numbered in the order in which the
players move, so that what may follow a node lies side by side. In the last stage what is compared is known beforehand;
in earlier ones it depends on what the draw makes the later movers choose, and each payoff is looked up where they end.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from ...games.arrays import Array, Index, Mask
from ...solve.staged import Rule
from .block import Block
from .plan import EvaluationPlan

Words = npt.NDArray[np.uint64]
WORD = 64
"""Draws that are tested by one operation on whole numbers: blocks are multiples of it."""


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
        """How many joint moves the movers have."""
        return math.prod(self.strategies)

    @property
    def leavers(self) -> Index:
        """For each joint move how many movers leave the first-listed strategy, shape (joint moves,)."""
        moves = np.indices(self.strategies).reshape(len(self.strategies), -1)
        return np.asarray(np.count_nonzero(moves, axis=0), dtype=np.intp)


@dataclass(frozen=True, eq=False)
class LastStage:
    """The last stage's nodes that differ: `gaps[k]` and `score`, shape (different nodes, joint moves), are scalars.

    `which`, shape (nodes,): which of the different nodes each is; `first`: the first node that is like each of them.
    """

    stage: Stage
    gaps: tuple[Index, ...]
    score: Index
    which: Index
    first: Index


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
        parts = (*self.last.gaps, self.last.score, *values)
        return np.unique(np.concatenate([part.reshape(-1) for part in parts]))

    def ends(self, block: Block, rule: Rule) -> Index:
        """For each draw of a block the profile that the rule leads to, -1 where there is none."""
        return Induction(block, rule).end(self)


class Induction:
    """Backward induction over one block of draws.

    `settled`, shape (nodes that differ, draws): where the stage that was looked at last has an equilibrium.
    """

    def __init__(self, block: Block, rule: Rule) -> None:
        self.block, self.rule = block, rule
        self.draws = block.draws
        self.lost = np.zeros(self.draws, dtype=bool)
        self.settled: Mask = ~self.lost

    def end(self, test: StagedTest) -> Index:
        """For each draw the profile that the rule leads to, -1 where there is none."""
        ends = self.last(test.last)
        for stage in reversed(test.earlier):
            ends = self.before(stage, ends)
        return np.where(self.lost, -1, test.original[ends[0]])

    def last(self, last: LastStage) -> Index:
        """Where every node of the last stage ends, shape (nodes, draws)."""
        stage, equilibria = last.stage, np.ones((*last.score.shape, self.draws), dtype=bool)
        for i, gaps in zip(_deciding(stage), last.gaps, strict=True):
            different, which = np.unique(gaps, return_inverse=True)
            ok = self.block.no_gain(self.block.at(different), i)
            equilibria &= ok.take(which.reshape(gaps.shape), axis=0)
        score = self.block.at(last.score)
        chosen = self._chosen(stage, equilibria, score).take(last.which, axis=0)
        return chosen + stage.joint * np.arange(len(last.which))[:, None]

    def before(self, stage: Stage, ends: Index) -> Index:
        """Where every node of the stage ends, from where each of its joint moves does, shape (nodes, draws)."""
        nodes = len(ends) // stage.joint
        equilibria = np.ones((nodes, stage.joint, self.draws), dtype=bool)
        score = np.zeros(equilibria.shape)
        for k, (i, values) in enumerate(zip(stage.movers, stage.values, strict=True)):
            if values is not None:
                payoffs = self._looked_up(values, ends)
                moves = payoffs.reshape(nodes * math.prod(stage.strategies[:k]), stage.strategies[k], -1, self.draws)
                ok = self.block.no_gain(moves.max(axis=1, keepdims=True) - moves, i)
                equilibria &= ok.reshape(equilibria.shape)
                score += payoffs.reshape(equilibria.shape)
        chosen = self._chosen(stage, equilibria, score)
        joint = ends.reshape(nodes, stage.joint, self.draws)
        return np.take_along_axis(joint, chosen[:, None], axis=1)[:, 0]

    def _looked_up(self, values: Index, ends: Index) -> Array:
        place = (self.block.row[values] * self.draws).take(ends)
        place += np.arange(self.draws)
        return self.block.values.reshape(-1).take(place)

    def _chosen(self, stage: Stage, equilibria: Mask, score: Array) -> Index:
        """The joint move that the rule chooses at every node, shape (nodes, draws); 0 where there is none."""
        self.settled = np.asarray(equilibria.any(axis=1))
        self.lost |= ~self.settled.all(axis=0)
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


def _deciding(stage: Stage) -> tuple[int, ...]:
    return tuple(i for i, values in zip(stage.movers, stage.values, strict=True) if values is not None)


def staged_test(plan: EvaluationPlan, stages: Sequence[Sequence[int]]) -> StagedTest:
    """The test for an order of moves, stages as indices of players."""
    choosing = [stage for stage in stages if any(plan.shape[i] > 1 for i in stage)] or stages[-1:]
    fixed = [i for stage in stages if stage not in choosing for i in stage]
    order = [*fixed, *(i for stage in choosing for i in stage)]
    original = np.arange(math.prod(plan.shape)).reshape(plan.shape).transpose(order).reshape(-1)
    made = [_stage(plan, order, choosing, depth) for depth in range(len(choosing))]
    return StagedTest(_last_stage(plan, order, made[-1]), tuple(made[:-1]), original)


def _stage(plan: EvaluationPlan, order: Sequence[int], stages: Sequence[Sequence[int]], depth: int) -> Stage:
    movers = tuple(i for i in stages[depth] if plan.shape[i] > 1)
    axes = tuple(i for stage in stages[depth:] for i in stage)
    values = [_in_order(plan.scalars.numbers(plan.relative(i, axes)), plan.shape, order) for i in movers]
    different = tuple(table if len(np.unique(table)) > 1 else None for table in values)
    return Stage(movers, tuple(plan.shape[i] for i in movers), different)


def _last_stage(plan: EvaluationPlan, order: Sequence[int], stage: Stage) -> LastStage:
    tables = [plan.gaps(i) for i in _deciding(stage)]
    gaps = [_in_order(table, plan.shape, order).reshape(-1, stage.joint) for table in tables if table is not None]
    score = plan.total([plan.relative(i, stage.movers) for i in _deciding(stage)])
    parts = [*gaps, _in_order(plan.scalars.numbers(score), plan.shape, order).reshape(-1, stage.joint)]
    _, first, which = np.unique(np.concatenate(parts, axis=1), axis=0, return_index=True, return_inverse=True)
    *different, score = [part[first] for part in parts]
    return LastStage(stage, tuple(different), score, which.reshape(-1), first)


def _in_order(table: Index, shape: tuple[int, ...], order: Sequence[int]) -> Index:
    return np.broadcast_to(table, shape).transpose(order).reshape(-1)


@dataclass(frozen=True, eq=False)
class PureTest:
    """Which gaps must be small for which profile to be an equilibrium.

    `gaps`: the scalars tested, those of one player side by side; player `players[k]` has `slices[k]` of them.
    `tests[k]`, shape (profiles,): for every profile which of all gaps is that of the player.
    """

    gaps: Index
    players: tuple[int, ...]
    slices: tuple[slice, ...]
    tests: tuple[Index, ...]
    profiles: int

    def survivors(self, block: Block) -> tuple[Index, Index]:
        """Pairs (draw, profile) of a block, by draw and then by profile."""
        gaps = block.at(self.gaps)
        ok = np.zeros((len(gaps), -(-block.draws // WORD) * WORD), dtype=bool)
        for i, rows in zip(self.players, self.slices, strict=True):
            ok[rows, : block.draws] = block.no_gain(gaps[rows], i)
        words: Words = np.packbits(ok, axis=1, bitorder="little").view(np.uint64)
        alive = np.full((self.profiles, words.shape[1]), ~np.uint64(0))
        for test in self.tests:
            alive &= words.take(test, axis=0)
        profile = np.flatnonzero(alive.any(axis=1))
        draw, which = np.nonzero(np.unpackbits(alive[profile].view(np.uint8), axis=1, bitorder="little").T)
        return draw, profile[which]


def pure_test(gaps: Sequence[Index | None], shape: tuple[int, ...]) -> PureTest:
    """The test from every player's gaps at every profile, minimal axes; None for a player to whom no move matters."""
    scalars, players, slices, tests, start = [], [], [], [], 0
    for i, table in enumerate(gaps):
        if table is not None:
            different, which = np.unique(table, return_inverse=True)
            tests.append(np.broadcast_to(start + which.reshape(table.shape), shape).reshape(-1))
            slices.append(slice(start, start + len(different)))
            start += len(different)
            scalars.append(different)
            players.append(i)
    chosen = np.concatenate([*scalars, np.empty(0, dtype=np.intp)])
    return PureTest(chosen, tuple(players), tuple(slices), tuple(tests), int(np.prod(shape)))
