"""Draws solved block by block: each block from the plan of its scenario, and what that cannot decide the long way."""

import math
import os
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise

import numpy as np

from ...case.scenario import Scenario
from ...games.arrays import Array, Index
from ...games.labels import check_payoffs
from ...games.measured import Measured
from ...language.program import Program, program
from ...solve.staged import Rule, selected
from ..kept import Kept
from ..rounded import rounding_of
from ..tables import Draws, scenario_shape, tables
from .block import Block
from .drawn_play import Rows, StagedTest, staged_test
from .induction import staged_ends
from .plan import EvaluationPlan
from .pure_play import WORD, PureTest, pure_test
from .rounding import RoundingBounds

BATCH_BYTES = 64_000_000
BLOCK_BYTES = 24_000_000
LARGEST_BLOCK = 2048
FOR_THREADS = 4
"""So many times as large are blocks of threads that work side by side: between two steps each waits for the others."""

SHARED = 30_000_000
"""Scalars of all draws together from which on several threads share them: for fewer, sharing takes longer."""


@dataclass(frozen=True, eq=False)
class SolvedDraws:
    """Pairs (draw, profile) of all pure equilibria, the end under each rule, and the draws that remain undecided."""

    draw: Index
    profile: Index
    staged: Mapping[Rule, Index]
    near: Index = field(default_factory=lambda: np.empty(0, dtype=np.intp))


class DrawSolver:
    """What solves draws of a scenario: its plan, the tests asked for, and the program that makes their scalars.

    Nothing changes once it is made, so threads may share it.
    """

    def __init__(self, scenario: Scenario, names: frozenset[str], staged: bool, pure: bool) -> None:
        self.plan = EvaluationPlan(scenario, names)
        self.pure: PureTest | None = pure_test(self.plan.all_lines, self.plan.shape) if pure else None
        self.staged: StagedTest | None = staged_test(self.plan, stages_of(scenario)) if staged else None

    @cached_property
    def program(self) -> Program:
        """What makes the scalars that the tests need."""
        wanted = [*(self.pure.scalars if self.pure else ()), *(self.staged.scalars if self.staged else ())]
        numbers = [np.empty(0, dtype=np.intp), *(each.reshape(-1) for each in wanted)]
        return program(self.plan.scalars, np.unique(np.concatenate(numbers)).tolist())

    @cached_property
    def staged_rows(self) -> tuple[Rows, ...]:
        """Where the test of the stages finds what it looks up."""
        return self.staged.rows(self.program.row) if self.staged else ()

    @cached_property
    def block(self) -> int:
        """How many draws make a block: as many as keep the buffer small, a multiple of WORD."""
        words = BLOCK_BYTES // (8 * WORD * max(1, self.program.size))
        return WORD * min(max(1, words), LARGEST_BLOCK // WORD)


_solvers = Kept[DrawSolver](8)


def draw_solver(scenario: Scenario, names: frozenset[str], staged: bool, pure: bool) -> DrawSolver:
    """What solves draws of these assumptions of a scenario; the last few are kept."""
    key = (scenario.digest, names, staged, pure)
    return _solvers.of(key, lambda: DrawSolver(scenario, names, staged, pure))


def kept_solver(scenario: Scenario, names: frozenset[str], staged: bool, pure: bool) -> DrawSolver | None:
    """The same where it is kept; else None."""
    return _solvers.get((scenario.digest, names, staged, pure))


def in_blocks(
    solver: DrawSolver, bounds: RoundingBounds, draws: Draws, rules: Sequence[Rule], threads: int | None
) -> SolvedDraws:
    """All draws of a plan. Each thread solves a run of blocks with a buffer of its own; runs are joined in order."""
    count = len(next(iter(draws.values())))
    workers = max(1, min(threads or (cores() if count * solver.program.size > SHARED else 1), count // solver.block))
    size = _even(count, solver.block * (FOR_THREADS if workers > 1 else 1))
    starts = range(0, count, size)
    workers = min(workers, len(starts))
    cuts = [len(starts) * k // workers for k in range(workers + 1)]
    runs = [starts[a:b] for a, b in pairwise(cuts)]
    if workers == 1:
        parts = [_run(solver, bounds, draws, rules, runs[0], size)]
    else:
        with ThreadPoolExecutor(workers) as pool:
            parts = list(pool.map(lambda run: _run(solver, bounds, draws, rules, run, size), runs))
    return _settled(solver.plan.scenario, draws, rules, solver.pure is not None, _joined(parts, rules))


def _even(count: int, most: int) -> int:
    """How many draws each block has: as few as fill a least number of blocks, none larger than most, in WORDs."""
    blocks = -(-count // most)
    return WORD * -(-count // (WORD * blocks))


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _run(
    solver: DrawSolver, bounds: RoundingBounds, draws: Draws, rules: Sequence[Rule], starts: Iterable[int], size: int
) -> SolvedDraws:
    instructions = solver.program
    buffer = instructions.buffer(size)
    rooms = instructions.rooms(size)
    parts = []
    for start in starts:
        block = {name: _filled(draws[name][start : start + size], size) for name in instructions.names}
        instructions.run(block, buffer, *rooms)
        parts.append(_block(solver, bounds, buffer, rules, start, len(next(iter(draws.values()))) - start))
    return _joined(parts, rules)


def _filled(column: Array, length: int) -> Array:
    """A column made longer by its last value."""
    if len(column) == length:
        return column
    filled = np.full(length, column[-1], dtype=float)
    filled[: len(column)] = column
    return filled


def _block(
    solver: DrawSolver, bounds: RoundingBounds, buffer: Array, rules: Sequence[Rule], start: int, left: int
) -> SolvedDraws:
    size = min(buffer.shape[1], left)
    draw = profile = np.empty(0, dtype=np.intp)
    values = Block.of(buffer, solver.program.row, bounds)
    if solver.pure:
        draw, profile = solver.pure.survivors(values)
        draw, profile = draw[: (end := np.searchsorted(draw, size))], profile[:end]
    ends = staged_ends(solver.staged, values, rules, solver.staged_rows) if solver.staged else {}
    ends = {rule: profiles[:size] for rule, profiles in ends.items()}
    return SolvedDraws(draw + start, profile, ends, np.flatnonzero(values.near[:size]) + start)


def _joined(parts: Sequence[SolvedDraws], rules: Sequence[Rule]) -> SolvedDraws:
    return SolvedDraws(
        np.concatenate([part.draw for part in parts]),
        np.concatenate([part.profile for part in parts]),
        {rule: np.concatenate([part.staged[rule] for part in parts]) for rule in rules},
        np.concatenate([part.near for part in parts]),
    )


def _settled(scenario: Scenario, draws: Draws, rules: Sequence[Rule], pure: bool, solved: SolvedDraws) -> SolvedDraws:
    """The solved draws, the undecided draws solved the long way."""
    if not len(solved.near):
        return solved
    again = exact(scenario, draws, solved.near, rules, pure)
    sure = ~np.isin(solved.draw, solved.near)
    draw = np.concatenate([solved.draw[sure], again.draw])
    profile = np.concatenate([solved.profile[sure], again.profile])
    order = np.argsort(draw, kind="stable")
    staged = {rule: ends.copy() for rule, ends in solved.staged.items()}
    for rule, ends in staged.items():
        ends[solved.near] = again.staged[rule]
    return SolvedDraws(draw[order], profile[order], staged)


def exact(scenario: Scenario, draws: Draws, which: Index, rules: Sequence[Rule], pure: bool) -> SolvedDraws:
    """The chosen draws the long way: all payoffs of all profiles, in batches that fit BATCH_BYTES."""
    size = max(1, BATCH_BYTES // (32 * len(scenario.case.players) * math.prod(scenario_shape(scenario))))
    cuts = range(0, max(len(which), 1), size)
    return _joined([_batch(scenario, draws, which[k : k + size], rules, pure) for k in cuts], rules)


def _batch(scenario: Scenario, draws: Draws, which: Index, rules: Sequence[Rule], pure: bool) -> SolvedDraws:
    columns = {name: column[which] for name, column in draws.items()}
    made = tables(scenario, columns)
    payoffs = Measured(made.payoffs(), rounding_of(scenario, made.shape, columns))
    check_payoffs(payoffs.values)
    players = range(len(payoffs.values)) if pure else ()
    draw, profile = np.nonzero(payoffs.mutual_best_replies(players).reshape(-1, len(which)).T)
    stages = stages_of(scenario)
    return SolvedDraws(which[draw], profile, {rule: selected(payoffs, stages, rule) for rule in rules})


def stages_of(scenario: Scenario) -> list[list[int]]:
    """The scenario's order of moves as indices of players."""
    players = list(scenario.case.players)
    return [[players.index(player) for player in stage] for stage in scenario.order or ()]
