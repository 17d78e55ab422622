"""Where, along one assumption, play can change: backward induction done for all of its values at once.

The interval is split, stage by stage from the last, at the roots of every payoff difference that a mover looks at, what
follows being settled; and, where a selection rule must choose among equilibria, at the roots of differences of the
movers' joint payoffs. Between two neighbouring splits no comparison changes its sign, so nobody's choice changes at any
node. Pure equilibria are looked at in pure_breakpoints.py.
"""

from collections.abc import Mapping
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
from ..engine.drawn_play import Stage, StagedTest
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
    """The movers of a stage at every node. `ends[span, node, move]`: the profile that each joint move leads to, by its
    number in the order of moves.

    Nodes and joint moves are flat in C order, players in their order of moves; `stage` says who they are.
    """

    curves: Curves
    stage: Stage
    spans: Spans
    ends: Index

    @property
    def shape(self) -> tuple[int, ...]:
        """How many moves each mover has."""
        return self.stage.strategies

    @property
    def deciding(self) -> list[tuple[int, int]]:
        """Each mover to whom something matters: its axis in the joint moves, and its number."""
        movers = zip(self.stage.movers, self.stage.values, strict=True)
        return [(axis, mover) for axis, (mover, values) in enumerate(movers) if values is not None]

    def scalars(self, axis: int, ends: Index) -> Index:
        """Where in the curves a mover's payoff at some ends stands."""
        values = self.stage.values[axis]
        assert values is not None
        return np.asarray(self.curves.compared.place[values][ends])

    @cached_property
    def payoffs(self) -> Mapping[int, Array]:
        """The payoffs of every joint move as polynomials, shape (spans, nodes, moves, n), by the mover's axis."""
        piece = self.spans.piece[:, None, None]
        return {axis: self.curves.coefficients[piece, self.scalars(axis, self.ends)] for axis, _ in self.deciding}

    @cached_property
    def values(self) -> Measured:
        """The movers' payoffs in the middle of each span, shape (movers, *shape, spans x nodes).

        They are known as exactly as the curves are: within half of what is taken to be no difference.
        """
        middle = self.spans.middle[:, None, None]
        values = np.zeros((len(self.shape), *self.ends.shape))
        for axis, payoffs in self.payoffs.items():
            values[axis] = chebyshev.at(payoffs, middle)
        values = np.moveaxis(values.reshape(len(values), -1, prod(self.shape)), 1, 2)
        of_movers = self.curves.steps[self.spans.piece][:, list(self.stage.movers)]
        half = np.repeat(of_movers, self.ends.shape[1], axis=0).T / 2
        return within(values.reshape(len(values), *self.shape, -1), half)

    def split(self, span: Index, t: Array) -> tuple["StageAlong", Index]:
        """Split at points inside spans; and the old span of every new one."""
        if not len(span):
            return self, np.arange(len(self.spans.piece))
        spans, old = self.spans.split(span, t)
        return StageAlong(self.curves, self.stage, spans, self.ends[old]), old


def staged_breakpoints(curves: Curves, test: StagedTest, rule: Rule, every: bool = False) -> Array:
    """Where the staged outcome under a rule may change, in the assumption's unit: all such points, ascending.

    Ends of pieces are among them. Neighbouring spans of one piece with one outcome are joined; with `every` no points
    are left out, for at a point between two spans two payoffs are equal, and there, and nowhere beside, the outcome may
    be another.
    """
    if not test.last.movers:
        return curves.edges[1:-1]
    spans, splits = whole_pieces(curves), [curves.edges[1:-1]]
    lost = np.zeros(len(spans.piece), dtype=bool)
    ends = np.arange(len(test.original))[None]  # one row that serves all spans
    first, which = test.last.first, test.last.which
    for stage in (test.last, *reversed(test.earlier)):
        joint = ends.reshape(len(ends), -1, stage.joint)
        if stage is not test.last:
            first, which = _different(curves, stage, joint)
        shape = len(spans.piece), len(first), stage.joint
        along = StageAlong(curves, stage, spans, np.broadcast_to(joint[:, first], shape))
        for where in (_deviations, partial(_selections, rule=rule)):
            along, old = along.split(*where(along))
            lost, joint = lost[old], joint[old] if len(joint) > 1 else joint
        chosen = selected(along.values, [range(len(stage.movers))], rule).reshape(len(lost), -1)
        lost = lost | (chosen < 0).any(axis=1)
        ends = _settled(joint, np.maximum(chosen, 0)[:, which])
        splits.append(curves.place(along.spans.piece, along.spans.low))
        spans, kept = _joined(along.spans, ends, lost)
        ends, lost = ends[kept], lost[kept]
    if every:
        points = np.unique(np.concatenate(splits))
        return np.asarray(points[(points > curves.edges[0]) & (points < curves.edges[-1])])
    return curves.place(spans.piece[1:], spans.low[1:])


def _different(curves: Curves, stage: Stage, joint: Index) -> tuple[Index, Index]:
    """The first of all nodes at which the same is compared, whatever the span; and which of them each node is like."""
    nodes = joint.shape[1]
    places = [curves.compared.place[values][joint] for values in stage.values if values is not None]
    if nodes == 1 or not places:
        return np.arange(nodes), np.arange(nodes)
    rows = np.stack(places).astype(np.int32).transpose(2, 0, 1, 3).reshape(nodes, -1)
    whole = np.ascontiguousarray(rows).view(np.dtype((np.void, rows.itemsize * rows.shape[1]))).reshape(-1)
    _, first, which = np.unique(whole, return_index=True, return_inverse=True)
    return first, which.reshape(-1)


def _settled(joint: Index, chosen: Index) -> Index:
    """Where every node ends, shape (spans, nodes), from where its joint moves do and which of them is chosen."""
    if len(joint) > 1:
        return np.asarray(np.take_along_axis(joint, chosen[:, :, None], axis=2)[:, :, 0])
    return np.asarray(joint[0][np.arange(joint.shape[1]), chosen])


def _joined(spans: Spans, ends: Index, lost: Mask) -> tuple[Spans, Index]:
    """Neighbouring spans of one piece that end alike as one; and the first old span of each."""
    differ = (ends[1:] != ends[:-1]).any(axis=1) & ~(lost[1:] & lost[:-1]) | (lost[1:] != lost[:-1])
    kept = np.flatnonzero(np.append(True, differ | (spans.piece[1:] != spans.piece[:-1])))
    return Spans(spans.piece[kept], spans.low[kept], np.append(spans.high[kept[1:] - 1], spans.high[-1:])), kept


def whole_pieces(curves: Curves) -> Spans:
    """Every piece as one span."""
    pieces = np.arange(len(curves.edges) - 1)
    return Spans(pieces, -np.ones(len(pieces)), np.ones(len(pieces)))


def _deviations(along: StageAlong) -> tuple[Index, Array]:
    """Where a mover's gain from a deviation changes its sign: the span of each such point, and the point.

    Only at joint moves that are an equilibrium of their node somewhere in the span: others cannot be chosen.
    """
    alive = _possible(along)
    points = [_roots(along, *_between(along, alive, axis, mover)) for axis, mover in along.deciding]
    none = np.zeros(0, dtype=np.intp), np.zeros(0)
    spans, places = zip(*points, none, strict=True)
    return np.concatenate(spans), np.concatenate(places)


def _possible(along: StageAlong) -> Mask:
    """Joint moves at which no mover gains by one and the same deviation all over the span."""
    alive = np.ones(along.ends.shape, dtype=bool)
    steps = along.curves.steps[along.spans.piece]
    for axis, mover in along.deciding:
        payoffs, possible = _by_move(along, along.payoffs[axis], axis), _by_move(along, alive, axis)
        for k, other in combinations(range(along.shape[axis]), 2):
            least, most = bounds(payoffs[:, :, :, other] - payoffs[:, :, :, k], along.spans)
            possible[:, :, :, k] &= least <= steps[:, mover, None, None, None]
            possible[:, :, :, other] &= most >= -steps[:, mover, None, None, None]
    return alive


def _by_move(along: StageAlong, array: npt.NDArray[Any], axis: int) -> npt.NDArray[Any]:
    """The axis of joint moves as three: those of movers before, of the mover, of movers after. A view."""
    before, after = prod(along.shape[:axis]), prod(along.shape[axis + 1 :])
    return array.reshape(*array.shape[:2], before, along.shape[axis], after, *array.shape[3:])


def bounds(differences: Array, spans: Spans) -> tuple[Array, Array]:
    """The least and the most of each polynomial, shape (spans, ..., n), over its span; only bounds of them where it is
    not affine."""
    mean, far = differences[..., 0], chebyshev.reach(differences)
    if differences.shape[-1] == 2:
        ends = (end.reshape(-1, *(1,) * (mean.ndim - 1)) for end in (spans.low, spans.high))
        low, high = (mean + differences[..., 1] * end for end in ends)
        return np.minimum(low, high), np.maximum(low, high)
    return mean - far, mean + far


def _between(along: StageAlong, alive: Mask, axis: int, mover: int) -> tuple[Index, Array, Array]:
    """Differences of a mover's payoff between two of its moves: their spans, coefficients, and what is none."""
    payoffs, possible = _by_move(along, along.payoffs[axis], axis), _by_move(along, alive, axis)
    spans, differences = [], []
    for k, other in combinations(range(along.shape[axis]), 2):
        where = np.nonzero(possible[:, :, :, k] | possible[:, :, :, other])
        spans.append(where[0])
        differences.append((payoffs[:, :, :, other] - payoffs[:, :, :, k])[where])
    span = np.concatenate(spans)
    return span, np.concatenate(differences), along.curves.steps[along.spans.piece[span], mover]


def _selections(along: StageAlong, rule: Rule) -> tuple[Index, Array]:
    """Where, of two equilibria of one node, the other one gets the greater joint payoff."""
    stage, shape = along.stage, along.shape
    mask = along.values.mutual_best_replies(range(len(shape))).reshape(stage.joint, -1).T
    if rule == "cautious":
        few = np.where(mask, stage.leavers, len(shape) + 1)
        mask &= few == few.min(axis=1, keepdims=True)
    row, move = np.nonzero(mask)
    firsts, seconds, rows = [row[:0]], [row[:0]], [row[:0]]
    for offset in range(1, int(mask.sum(axis=1).max(initial=0))):
        same = row[offset:] == row[:-offset]
        rows.append(row[offset:][same])
        firsts.append(move[:-offset][same])
        seconds.append(move[offset:][same])
    span, node = np.divmod(np.concatenate(rows), along.ends.shape[1])
    joint = np.zeros((len(span), along.curves.coefficients.shape[-1]))
    for payoffs in along.payoffs.values():
        joint += payoffs[span, node, np.concatenate(firsts)] - payoffs[span, node, np.concatenate(seconds)]
    steps = along.curves.steps[along.spans.piece[span]][:, [mover for _, mover in along.deciding]]
    return _roots(along, span, joint, steps.sum(axis=1))


def _roots(along: StageAlong, span: Index, differences: Array, ignore: Array) -> tuple[Index, Array]:
    which, t = chebyshev.roots(differences, along.spans.low[span], along.spans.high[span], ignore)
    return span[which], t
