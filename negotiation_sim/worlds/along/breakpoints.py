"""Where, along one assumption, play can change: backward induction done for all of its values at once.

The interval is split, stage by stage from the last, at the roots of every payoff difference that a mover looks at, what
follows being settled; and, where a selection rule must choose among equilibria, at the roots of differences of the
movers' joint payoffs. Between two neighbouring splits no comparison changes its sign, so nobody's choice changes at any
node. A stage of all players at once gives the splits of the pure Nash equilibria.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import combinations
from math import prod
from typing import Any

import numpy as np
import numpy.typing as npt

from ...games.arrays import Array, Index, Mask
from ...games.measured import Measured, within
from ...solve.staged import Rule, selected
from . import chebyshev
from .curves import Curves

APART = 1e-10
"""Splits nearer to each other than this, a piece of the curves being 2 long, are one."""


@dataclass(frozen=True, eq=False)
class Spans:
    """Parts of the curves' pieces: the piece of each and its ends in t, all of shape (spans,)."""

    piece: Index
    low: Array
    high: Array

    @property
    def middle(self) -> Array:
        """The middle of each span, shape (spans,)."""
        return (self.low + self.high) / 2

    def split(self, span: Index, t: Array) -> tuple["Spans", Index]:
        """Split at points inside spans; and the old span of every new one."""
        old = np.append(np.arange(len(self.piece)), span)
        low = np.append(self.low, t)
        order = np.lexsort((low, old))
        old, low = old[order], low[order]
        first = np.append(True, old[1:] != old[:-1])
        kept = first | (np.diff(low, prepend=-np.inf) > APART)
        old, low, first = old[kept], low[kept], first[kept]
        high = np.where(np.append(first[1:], True), self.high[old], np.append(low[1:], 0))
        return Spans(self.piece[old], low, high), old


@dataclass(frozen=True, eq=False)
class StageAlong:
    """The movers of a stage at every node. `ends[span, node, move]`: the profile (flat) that each joint move leads to.

    Nodes and joint moves are flat in C order, players in their order of moves; `shape` is that of the joint moves.
    """

    curves: Curves
    movers: Sequence[int]
    shape: tuple[int, ...]
    spans: Spans
    ends: Index

    @cached_property
    def payoffs(self) -> Mapping[int, Array]:
        """Every mover's payoff of every joint move as a polynomial, shape (spans, nodes, moves, n)."""
        piece = self.spans.piece[:, None, None]
        return {mover: np.asarray(self.curves.coefficients[piece, mover, self.ends]) for mover in self.movers}

    @cached_property
    def values(self) -> Measured:
        """The movers' payoffs in the middle of each span, shape (movers, *shape, spans x nodes).

        They are known as exactly as the curves are: within half of what is taken to be no difference.
        """
        middle = self.spans.middle[:, None, None]
        values = np.array([chebyshev.at(self.payoffs[i], middle) for i in self.movers])
        values = np.moveaxis(values.reshape(len(values), -1, prod(self.shape)), 1, 2)
        of_movers = self.curves.steps[self.spans.piece][:, list(self.movers)]
        half = np.repeat(of_movers, self.ends.shape[1], axis=0).T / 2
        return within(values.reshape(len(values), *self.shape, -1), half)

    def split(self, span: Index, t: Array) -> tuple["StageAlong", Index]:
        """Split at points inside spans; and the old span of every new one."""
        if not len(span):
            return self, np.arange(len(self.spans.piece))
        spans, old = self.spans.split(span, t)
        return StageAlong(self.curves, self.movers, self.shape, spans, self.ends[old]), old


def staged_breakpoints(
    curves: Curves, shape: Sequence[int], stages: Sequence[Sequence[int]], rule: Rule, every: bool = False
) -> Array:
    """Where the staged outcome under a rule may change, in the assumption's unit: all such points, ascending.

    Ends of pieces are among them. Neighbouring spans of one piece with one outcome are joined; with `every` they are
    not, for at the point between them two payoffs are equal, and there, and nowhere beside, the outcome may be another.
    """
    order = [i for stage in stages for i in stage]
    profiles = np.arange(prod(shape)).reshape(shape).transpose(order).reshape(-1)
    spans = _whole(curves)
    ends = np.broadcast_to(profiles, (len(spans.piece), len(profiles)))
    lost = np.zeros(len(spans.piece), dtype=bool)
    for movers in reversed(stages):
        moves = tuple(shape[i] for i in movers)
        stage = StageAlong(curves, movers, moves, spans, ends.reshape(len(ends), -1, prod(moves)))
        for where in (_deviations, partial(_selections, rule=rule)):
            stage, old = stage.split(*where(stage))
            lost = lost[old]
        chosen = selected(stage.values, [range(len(movers))], rule).reshape(len(lost), -1)
        lost = lost | (chosen < 0).any(axis=1)
        ends = np.take_along_axis(stage.ends, np.maximum(chosen, 0)[:, :, None], axis=2)[:, :, 0]
        spans = stage.spans
    if every:
        return curves.place(spans.piece[1:], spans.low[1:])
    outcome = np.where(lost, -1, ends[:, 0])
    changes = (outcome[1:] != outcome[:-1]) | (spans.piece[1:] != spans.piece[:-1])
    return curves.place(spans.piece[1:][changes], spans.low[1:][changes])


def pure_breakpoints(curves: Curves, shape: Sequence[int]) -> Array:
    """Where the set of pure equilibria may change, in the assumption's unit: all such points, ascending."""
    spans = _whole(curves)
    ends = np.broadcast_to(np.arange(prod(shape)), (len(spans.piece), 1, prod(shape)))
    stage = StageAlong(curves, range(len(shape)), tuple(shape), spans, ends)
    spans = stage.split(*_deviations(stage))[0].spans
    return curves.place(spans.piece[1:], spans.low[1:])


def _whole(curves: Curves) -> Spans:
    pieces = np.arange(len(curves.edges) - 1)
    return Spans(pieces, -np.ones(len(pieces)), np.ones(len(pieces)))


def _deviations(stage: StageAlong) -> tuple[Index, Array]:
    """Where a mover's gain from a deviation changes its sign: the span of each such point, and the point.

    Only at joint moves that are an equilibrium of their node somewhere in the span: others cannot be chosen.
    """
    alive = _possible(stage)
    spans, places = zip(
        *(_roots(stage, *_between(stage, alive, axis)) for axis in range(len(stage.movers))), strict=True
    )
    return np.concatenate(spans), np.concatenate(places)


def _possible(stage: StageAlong) -> Mask:
    """Joint moves at which no mover gains by one and the same deviation all over the span."""
    alive = np.ones(stage.ends.shape, dtype=bool)
    steps = stage.curves.steps[stage.spans.piece]
    for axis, mover in enumerate(stage.movers):
        payoffs, possible = _along(stage, stage.payoffs[mover], axis), _along(stage, alive, axis)
        for k, other in combinations(range(stage.shape[axis]), 2):
            least, most = _bounds(payoffs[:, :, :, other] - payoffs[:, :, :, k], stage.spans)
            possible[:, :, :, k] &= least <= steps[:, mover, None, None, None]
            possible[:, :, :, other] &= most >= -steps[:, mover, None, None, None]
    return alive


def _along(stage: StageAlong, array: npt.NDArray[Any], axis: int) -> npt.NDArray[Any]:
    """The axis of joint moves as three: those of movers before, of the mover, of movers after. A view."""
    before, after = prod(stage.shape[:axis]), prod(stage.shape[axis + 1 :])
    return array.reshape(*array.shape[:2], before, stage.shape[axis], after, *array.shape[3:])


def _bounds(differences: Array, spans: Spans) -> tuple[Array, Array]:
    """The least and the most of each polynomial over its span; only bounds of them where it is not affine."""
    mean, far = differences[..., 0], chebyshev.reach(differences)
    if differences.shape[-1] == 2:
        low, high = (mean + differences[..., 1] * end[:, None, None, None] for end in (spans.low, spans.high))
        return np.minimum(low, high), np.maximum(low, high)
    return mean - far, mean + far


def _between(stage: StageAlong, alive: Mask, axis: int) -> tuple[Index, Array, Array]:
    """Differences of a mover's payoff between two of its moves: their spans, coefficients, and what is none."""
    mover = stage.movers[axis]
    payoffs, possible = _along(stage, stage.payoffs[mover], axis), _along(stage, alive, axis)
    spans, differences = [], []
    for k, other in combinations(range(stage.shape[axis]), 2):
        where = np.nonzero(possible[:, :, :, k] | possible[:, :, :, other])
        spans.append(where[0])
        differences.append((payoffs[:, :, :, other] - payoffs[:, :, :, k])[where])
    count = stage.curves.coefficients.shape[-1]
    span = np.concatenate([np.zeros(0, dtype=np.intp), *spans])
    ignore = stage.curves.steps[stage.spans.piece[span], mover]
    return span, np.concatenate([np.zeros((0, count)), *differences]), ignore


def _selections(stage: StageAlong, rule: Rule) -> tuple[Index, Array]:
    """Where, of two equilibria of one node, the other one gets the greater joint payoff."""
    mask = stage.values.mutual_best_replies(range(len(stage.shape)))
    mask = mask.reshape(prod(stage.shape), -1).T
    if rule == "cautious":
        leavers = sum(np.indices(stage.shape).reshape(len(stage.shape), -1) > 0)
        few = np.where(mask, leavers, len(stage.shape) + 1)
        mask &= few == few.min(axis=1, keepdims=True)
    row, move = np.nonzero(mask)
    deciding = [i for i, m in zip(stage.movers, stage.shape, strict=True) if m > 1]
    firsts, seconds, rows = [row[:0]], [row[:0]], [row[:0]]
    for offset in range(1, int(mask.sum(axis=1).max(initial=0))):
        same = row[offset:] == row[:-offset]
        rows.append(row[offset:][same])
        firsts.append(move[:-offset][same])
        seconds.append(move[offset:][same])
    span, node = np.divmod(np.concatenate(rows), stage.ends.shape[1])
    first, second = (stage.ends[span, node, np.concatenate(moves)] for moves in (firsts, seconds))
    piece = stage.spans.piece[span]
    joint = sum(
        (stage.curves.coefficients[piece, i, first] - stage.curves.coefficients[piece, i, second] for i in deciding),
        np.zeros((len(span), stage.curves.coefficients.shape[-1])),
    )
    return _roots(stage, span, joint, stage.curves.steps[piece][:, deciding].sum(axis=1))


def _roots(stage: StageAlong, span: Index, differences: Array, ignore: Array) -> tuple[Index, Array]:
    which, t = chebyshev.roots(differences, stage.spans.low[span], stage.spans.high[span], ignore)
    return span[which], t
