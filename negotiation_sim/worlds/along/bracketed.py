"""The answer along one assumption where it is known by trying alone: a grid of values, each change then bracketed.

Conclusions about kinds of result that are numbers are asked so: their numbers need be no polynomials, and may jump.
"""

from collections.abc import Callable
from math import ceil

import numpy as np

from ...case.assumptions import Assumption
from ...games.arrays import Array, Mask
from ..results.chain import Link
from ..results.on_numbers import NumberedKind

PARTS = 32
"""Parts into which the width of an assumption's range is cut: changes that lie nearer to each other may be missed."""

LEAST = 8
"""Parts into which an interval is cut at least, however short it is."""

FINER = 16
"""Parts into which one of these is cut where the margin comes near to 0 and turns away again."""

TRIED = {True: np.arange(1, 8) / 8, False: np.arange(1, 4) / 4}
"""Places inside a bracket, as shares of it, that are tried together: more of them where brackets are FEW."""

FEW = 4

CLOSE = 1e-10
"""The width of a bracket in the end, as a share of the interval."""

Holds = Callable[[Array], Mask]


def bracketed(link: Link, kind: NumberedKind, name: str, low: float, high: float) -> tuple[Array, Mask]:
    """The values between low and high at which a link's answer changes, and its answers from left to right.

    Each change lies within CLOSE of the interval of the value that is returned for it. Two changes in one of PARTS may
    be missed, but for those between which a margin without jumps comes near to 0.
    """
    entry, present = link.scenario.case.register[name], link.scenario.values[name]
    corners = [value for value in (present, entry.low, entry.high) if low < value < high]
    grid = np.unique(np.append(np.linspace(low, high, _parts(entry, high - low) + 1), corners))
    answers, margins = kind.answers(link.scenario, link.reached, link.draws(name, grid))
    more = _near_zero(grid, answers, margins)
    if len(more):
        grid = np.append(grid, more)
        answers = np.append(answers, link.holds(name, more))
        order = np.argsort(grid)
        grid, answers = grid[order], answers[order]
    turns = np.flatnonzero(answers[1:] != answers[:-1])

    def holds(values: Array) -> Mask:
        return link.holds(name, values.reshape(-1)).reshape(values.shape)

    lows, highs = narrowed(holds, grid[turns], grid[turns + 1], answers[turns], CLOSE * (high - low))
    return (lows + highs) / 2, np.append(answers[turns], answers[-1])


def _parts(entry: Assumption, length: float) -> int:
    width = entry.high - entry.low
    return max(LEAST, ceil(PARTS * length / width)) if width else PARTS


def narrowed(holds: Holds, lows: Array, highs: Array, below: Mask, width: float) -> tuple[Array, Array]:
    """Brackets between whose ends an answer changes, narrowed together until none is wider than `width`.

    `holds` is asked for values of shape (brackets, tried), which of them hold. `below`, shape (brackets,): the answers
    at `lows`; those at `highs` are the others. Where an answer changes several times between, the first change that is
    seen is kept.
    """
    shares = TRIED[len(lows) <= FEW]
    while len(lows) and (highs - lows).max() > width:
        tried = lows[:, None] + shares * (highs - lows)[:, None]
        if ((tried == lows[:, None]) | (tried == highs[:, None])).all():
            break
        same = holds(tried) == below[:, None]
        first = np.where(same.all(axis=1), len(shares), (~same).argmax(axis=1))
        cuts = np.column_stack([lows, tried, highs])
        rows = np.arange(len(lows))
        lows, highs = cuts[rows, first], cuts[rows, first + 1]
    return lows, highs


def _near_zero(grid: Array, answers: Mask, margins: Array) -> Array:
    """More values to try: where the margin comes nearest to 0 among its neighbours and might reach it between them."""
    size = np.abs(margins)
    with np.errstate(invalid="ignore"):
        steps = np.abs(np.diff(margins))
        least = (size[1:-1] < size[:-2]) & (size[1:-1] < size[2:])
        reaching = size[1:-1] <= np.maximum(steps[:-1], steps[1:])
    same = (answers[1:-1] == answers[:-2]) & (answers[1:-1] == answers[2:])
    middle = np.flatnonzero(least & reaching & same) + 1
    shares = np.arange(1, FINER) / FINER
    parts = [grid[k] + shares * (grid[k + 1] - grid[k]) for k in np.append(middle - 1, middle)]
    return np.unique(np.concatenate(parts)) if parts else np.zeros(0)
