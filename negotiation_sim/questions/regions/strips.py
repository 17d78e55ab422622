"""A map of two assumptions as rows along the first one, each exact, laid where the boundary is."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...games.arrays import Mask
from ...games.normal_form import Array
from ...worlds.along.segments import line
from ...worlds.results.chain import Chain, changed

ROWS, COLUMNS = 17, 9
SHARP = 5e-4
"""Share of the width by which a straight boundary between two rows may miss the exact one: half a printed line."""
THIN = 1 / 4096
"""Share of the height below which rows are not brought nearer to each other."""
BESIDE = 1e-6
"""Share of the height at which rows are laid on both sides of a boundary that an exact column crosses."""

Point = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Row:
    """The answers along x at one y: `holds[k]` between `edges[k]` and `edges[k + 1]`, neighbours differing.

    `exact` and `resolved` as for a Line.
    """

    y: float
    edges: Array
    holds: Mask
    exact: bool = True
    resolved: bool = True

    def at(self, x: float) -> bool:
        k = int(np.searchsorted(self.edges[1:-1], x, side="right"))
        return bool(self.holds[k])

    def like(self, other: "Row") -> bool:
        return np.array_equal(self.holds, other.holds)


def rows(links: Chain, x: str, y: str, across: Point, up: Point) -> tuple[Row, ...]:
    """Rows from the low to the high end of `up`, near enough to each other to be joined by straight lines.

    First at equal distances, and on both sides of every boundary that some exact columns cross; then halved until a
    straight line from row to row misses the exact switch by less than SHARP of the width, or the rows are THIN apart.
    """
    height = up[1] - up[0]

    def row(at: float) -> Row:
        found = line(changed(links, {y: at}), x, *across)
        turns = found.turns()
        edges = np.concatenate([[across[0]], turns, [across[1]]])
        return Row(at, edges, found.at((edges[:-1] + edges[1:]) / 2), all(found.exact), found.resolved)

    crossings = [
        turn + sign * BESIDE * height
        for at in np.linspace(*across, COLUMNS)
        for turn in line(changed(links, {x: float(at)}), y, *up).turns()
        for sign in (-1, 1)
    ]
    places = np.unique(np.append(np.linspace(*up, ROWS), np.clip(crossings, *up)))
    kept = [row(float(at)) for at in places]
    filled = [
        one
        for lower, upper in pairwise(kept)
        for one in _filled(row, lower, upper, across[1] - across[0], THIN * height)
    ]
    return (*filled, kept[-1])


def _filled(row: Callable[[float], Row], lower: Row, upper: Row, width: float, least: float) -> list[Row]:
    """The lower row and what must lie between it and the upper one."""
    if upper.y - lower.y <= least:
        return [lower]
    middle = row((lower.y + upper.y) / 2)
    if lower.like(middle) and middle.like(upper):
        miss = np.abs(middle.edges - (lower.edges + upper.edges) / 2).max()
        if miss <= SHARP * width:
            return [lower, middle]
    return _filled(row, lower, middle, width, least) + _filled(row, middle, upper, width, least)
