"""What decides how a game is played in stages, made once for many draws: induction.py plays them.

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

from ...games.arrays import Index
from .lines import Lines
from .plan import EvaluationPlan

Rows = tuple[Index | None, ...]
"""For each mover of a stage the rows of its values, shape (different nodes, profiles that may follow each)."""


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

    def different(self, mover: int) -> Index | None:
        """The values of a mover, by its place in `movers`, shape (different nodes, profiles that may follow each)."""
        table = self.values[mover]
        return None if table is None else table.reshape(len(self.which), -1)[self.first]


@dataclass(frozen=True, eq=False)
class EarlierStage(Stage):
    """One stage before the last.

    `next`, shape (different nodes, joint moves): which of the next stage's different nodes follows, of which each has
    `after` profiles that may follow it.
    """

    next: Index
    after: int


@dataclass(frozen=True, eq=False)
class LastStage(Stage):
    """The last stage. `lines`: those of the movers to whom their own move matters. `cells[k]`, shape (different nodes,
    joint moves), says which cell of `lines[k]` is at each joint move."""

    lines: tuple[Lines, ...]
    cells: tuple[Index, ...]


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
    def looked_up(self) -> tuple[Rows, ...]:
        """For each stage, from the last to the first, the movers' values at its different nodes."""
        return tuple(tuple(map(stage.different, range(len(stage.movers)))) for stage in reversed(self.stages))

    @property
    def scalars(self) -> list[Index]:
        """All scalars that must be made, those of a mover together."""
        values = [table for tables in self.looked_up for table in tables if table is not None]
        return [*(lines.scalars for lines in self.last.lines), *values]

    def rows(self, row: Index) -> tuple[Rows, ...]:
        """`looked_up` as rows of a buffer; `row[k]` is that of scalar k. Small whole numbers, for they are many."""
        small = row.astype(np.min_scalar_type(max(0, int(row.max(initial=0)))))
        return tuple(tuple(None if table is None else small[table] for table in tables) for tables in self.looked_up)


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
    strategies = tuple(plan.shape[i] for i in movers)
    lines = tuple(each for i in movers if (each := plan.lines(i)) is not None)
    values = _values(plan, order, movers, movers)
    cells = [_in_order(each.cell.reshape(plan.shape), plan.shape, order) for each in lines]
    nodes = math.prod(plan.shape) // math.prod(strategies)
    parts = [table.reshape(nodes, -1) for table in (*cells, *values) if table is not None]
    first, which = _different([*parts, np.zeros((nodes, 1), dtype=np.intp)])
    different = tuple(part[first] for part in parts[: len(lines)])
    return LastStage(movers, strategies, values, which, first, lines, different)


def _in_order(table: Index, shape: tuple[int, ...], order: Sequence[int]) -> Index:
    return np.broadcast_to(table, shape).transpose(order).reshape(-1)
