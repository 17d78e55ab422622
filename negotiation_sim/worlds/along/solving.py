"""Worlds along one assumption solved by what is compared in them, and the long way where that cannot decide."""

import numpy as np

from ...case.scenario import Scenario
from ...games.arrays import Array, Index, Mask
from ...language.expression import holds
from ..engine.block import Block
from ..engine.induction import staged_ends
from ..results.chain import Link
from .compared import Compared, compared

BUFFER = 3_000_000
"""So many numbers are made at once at most."""


def holding(link: Link, name: str, values: Array) -> Mask:
    """Whether a link holds at each value of an assumption, the game being solved, or its numbers made, there."""
    answers, sure = surely_holding(link, name, values)
    if not sure.all():
        answers[~sure] = link.holds(name, values[~sure])
    return answers


def surely_holding(link: Link, name: str, values: Array) -> tuple[Mask, Mask]:
    """Whether a link holds at each value, and where that is sure without solving whole games."""
    if link.numbered:
        return link.holds(name, values), np.ones(len(values), dtype=bool)
    there = compared(link.scenario, link.reached)
    size = max(1, BUFFER // there.program.size)
    parts = [_surely_holding(link, there, name, values[k : k + size]) for k in range(0, len(values), size)]
    answers, sure = zip(*parts, strict=True)
    return np.concatenate(answers), np.concatenate(sure)


def _surely_holding(link: Link, there: Compared, name: str, values: Array) -> tuple[Mask, Mask]:
    block = block_along(there, link.scenario, name, values)
    if block is None:
        return np.zeros(len(values), dtype=bool), np.zeros(len(values), dtype=bool)
    draw, profile = ends_in(there, link, block)
    met = block.values[there.program.row[there.met[profile]], draw]
    unsure = block.near | np.isin(np.arange(len(values)), draw[~np.isfinite(met)])
    yes = holds(met)
    some, fails = (np.bincount(draw[which], minlength=len(values)) for which in (yes, ~yes))
    return (some > 0) & ((fails == 0) | (link.reached.sense == "some")), ~unsure


def ends_in(there: Compared, link: Link, block: Block) -> tuple[Index, Index]:
    """Pairs of a draw and a profile that it may end in: pure equilibria, or what a rule leads to where it does."""
    if there.pure is not None:
        return there.pure.survivors(block)
    assert there.staged is not None
    assert link.reached.rule is not None
    rule = link.reached.rule
    ends = staged_ends(there.staged, block, [rule], there.staged_rows)[rule]
    draw = np.flatnonzero(ends >= 0)
    return draw, ends[draw]


def block_along(there: Compared, scenario: Scenario, name: str, values: Array) -> Block | None:
    """The scenario's scalars at each value of an assumption; None where not all rules are sure to be finite there."""
    bounds = there.limits.at(scenario, name, float(values.min()), float(values.max()))
    if bounds is None:
        return None
    return Block.of(there.along(scenario, name, values), there.program.row, bounds)
