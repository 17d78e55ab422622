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
from ...games.best_replies import mutual_best_replies, tolerances_of
from ...solve.staged import Rule, selected
from ..tables import Draws, scenario_shape, tables
from .block import Block
from .drawn_pure import WORD, PureTest, pure_test
from .drawn_staged import StagedTest, staged_test
from .plan import Plan
from .program import Program, program
from .rounding import Bounds

BATCH_BYTES = 64_000_000
BLOCK_BYTES = 24_000_000
LARGEST_BLOCK = 2048
KEPT_PLANS = 8


@dataclass(frozen=True, eq=False)
class Found:
    """Pairs (draw, profile) of all pure equilibria, the end under each rule, and the draws that remain undecided."""

    draw: Index
    profile: Index
    staged: Mapping[Rule, Index]
    near: Index = field(default_factory=lambda: np.empty(0, dtype=np.intp))


class Planned:
    """A scenario's plan with the tests that are asked for and the program that makes their scalars."""

    def __init__(self, scenario: Scenario, names: frozenset[str], staged: bool, pure: bool) -> None:
        self.plan = Plan(scenario, names)
        shape = self.plan.shape
        self.pure: PureTest | None = pure_test([self.plan.gaps(i) for i in range(len(shape))], shape) if pure else None
        self.staged: StagedTest | None = staged_test(self.plan, stages_of(scenario)) if staged else None

    @cached_property
    def program(self) -> Program:
        wanted = [*self.plan.samples, *([self.pure.gaps] if self.pure else [])]
        wanted += [self.staged.scalars] if self.staged else []
        return program(self.plan.scalars, np.unique(np.concatenate(wanted)).tolist())

    @cached_property
    def block(self) -> int:
        """How many draws make a block: as many as keep the buffer small, a multiple of WORD."""
        words = BLOCK_BYTES // (8 * WORD * max(1, self.program.size))
        return WORD * min(max(1, words), LARGEST_BLOCK // WORD)


_plans: dict[tuple[object, ...], Planned] = {}


def planned(scenario: Scenario, names: frozenset[str], staged: bool, pure: bool) -> Planned:
    """The plan of a scenario in which some assumptions are drawn; the last few are kept."""
    key = (scenario.digest, names, staged, pure)
    if key not in _plans:
        while len(_plans) >= KEPT_PLANS:
            _plans.pop(next(iter(_plans)), None)
        _plans[key] = Planned(scenario, names, staged, pure)
    return _plans[key]


def in_blocks(made: Planned, bounds: Bounds, draws: Draws, rules: Sequence[Rule], threads: int | None) -> Found:
    """All draws of a plan. Each thread solves a run of blocks with a buffer of its own; runs are joined in order."""
    count = len(next(iter(draws.values())))
    starts = range(0, count, made.block)
    workers = max(1, min(threads or cores(), len(starts)))
    cuts = [len(starts) * k // workers for k in range(workers + 1)]
    runs = [starts[a:b] for a, b in pairwise(cuts)]
    if workers == 1:
        parts = [_run(made, bounds, draws, rules, runs[0])]
    else:
        with ThreadPoolExecutor(workers) as pool:
            parts = list(pool.map(lambda run: _run(made, bounds, draws, rules, run), runs))
    return _settled(made.plan.scenario, draws, rules, made.pure is not None, _joined(parts, rules))


def cores() -> int:
    """How many cores this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _run(made: Planned, bounds: Bounds, draws: Draws, rules: Sequence[Rule], starts: Iterable[int]) -> Found:
    steps = made.program
    buffer = steps.buffer(made.block)
    left, right = (np.empty((steps.widest, made.block)) for _ in range(2))
    parts = []
    for start in starts:
        block = {name: _filled(draws[name][start : start + made.block], made.block) for name in steps.names}
        steps.run(block, buffer, left, right)
        parts.append(_block(made, bounds, buffer, rules, start, len(next(iter(draws.values()))) - start))
    return _joined(parts, rules)


def _filled(column: Array, length: int) -> Array:
    return column if len(column) == length else np.pad(column, (0, length - len(column)), mode="edge")


def _block(made: Planned, bounds: Bounds, buffer: Array, rules: Sequence[Rule], start: int, left: int) -> Found:
    size = min(buffer.shape[1], left)
    draw = profile = np.empty(0, dtype=np.intp)
    values = Block.of(buffer, made.program.row, bounds, made.plan.samples)
    if made.pure:
        draw, profile = made.pure.survivors(values)
        draw, profile = draw[: (end := np.searchsorted(draw, size))], profile[:end]
    ends = {rule: made.staged.ends(values, rule)[:size] for rule in rules} if made.staged else {}
    return Found(draw + start, profile, ends, np.flatnonzero(values.near[:size]) + start)


def _joined(parts: Sequence[Found], rules: Sequence[Rule]) -> Found:
    return Found(
        np.concatenate([part.draw for part in parts]),
        np.concatenate([part.profile for part in parts]),
        {rule: np.concatenate([part.staged[rule] for part in parts]) for rule in rules},
        np.concatenate([part.near for part in parts]),
    )


def _settled(scenario: Scenario, draws: Draws, rules: Sequence[Rule], pure: bool, found: Found) -> Found:
    """What was found, the undecided draws solved the long way."""
    if not len(found.near):
        return found
    again = exact(scenario, draws, found.near, rules, pure)
    sure = ~np.isin(found.draw, found.near)
    draw = np.concatenate([found.draw[sure], again.draw])
    profile = np.concatenate([found.profile[sure], again.profile])
    order = np.argsort(draw, kind="stable")
    staged = {rule: ends.copy() for rule, ends in found.staged.items()}
    for rule, ends in staged.items():
        ends[found.near] = again.staged[rule]
    return Found(draw[order], profile[order], staged)


def exact(scenario: Scenario, draws: Draws, which: Index, rules: Sequence[Rule], pure: bool) -> Found:
    """The chosen draws the long way: all payoffs of all profiles, in batches that fit BATCH_BYTES."""
    size = max(1, BATCH_BYTES // (8 * len(scenario.case.players) * math.prod(scenario_shape(scenario))))
    cuts = range(0, max(len(which), 1), size)
    return _joined([_batch(scenario, draws, which[k : k + size], rules, pure) for k in cuts], rules)


def _batch(scenario: Scenario, draws: Draws, which: Index, rules: Sequence[Rule], pure: bool) -> Found:
    payoffs = tables(scenario, {name: column[which] for name, column in draws.items()}).payoffs()
    tolerances = tolerances_of(payoffs, tuple(range(1, payoffs.ndim - 1)))
    players = range(len(payoffs)) if pure else ()
    mask = mutual_best_replies(payoffs, players, tolerances).reshape(-1, len(which))
    draw, profile = np.nonzero(mask.T)
    stages = stages_of(scenario)
    return Found(which[draw], profile, {rule: selected(payoffs, tolerances, stages, rule) for rule in rules})


def stages_of(scenario: Scenario) -> list[list[int]]:
    """The scenario's order of moves as indices of players."""
    players = list(scenario.case.players)
    return [[players.index(player) for player in stage] for stage in scenario.order or ()]
