"""A map of two assumptions as strips along the first one, each exact, laid where the boundary is."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...games.arrays import Array, Mask
from ...worlds.along.segments import segments
from ...worlds.results.chain import Chain, changed

STRIPS, COLUMNS = 17, 9
SHARP = 5e-4
"""Share of the width by which a straight boundary between two strips may miss the exact one: half a printed line."""
THIN = 1 / 4096
"""Share of the height below which strips are not brought nearer to each other."""
BESIDE = 1e-6
"""Share of the height at which strips are laid on both sides of a boundary that an exact column crosses."""

Place = tuple[float, float]
"""A place on the map: the two assumptions' values, or two lengths or ends along them."""


@dataclass(frozen=True, eq=False)
class Strip:
    """The answers along x at one y: `holds[k]` between `edges[k]` and `edges[k + 1]`, neighbours differing.

    `exact` and `resolved` as of `Segments`.
    """

    y: float
    edges: Array
    holds: Mask
    exact: bool = True
    resolved: bool = True

    def at(self, x: float) -> bool:
        """Whether the conclusion holds at x within the strip; at an edge, what holds to its right."""
        k = int(np.searchsorted(self.edges[1:-1], x, side="right"))
        return bool(self.holds[k])

    def like(self, other: "Strip") -> bool:
        """Whether the other strip has the same answers from left to right, wherever its edges lie."""
        return np.array_equal(self.holds, other.holds)


def strips(links: Chain, x: str, y: str, across: Place, up: Place) -> tuple[Strip, ...]:
    """Strips from the low to the high end of `up`, near enough to each other to be joined by straight lines.

    First at equal distances, and on both sides of every boundary that some exact columns cross; then halved until a
    straight line from strip to strip misses the exact switch by less than SHARP of the width, or they are THIN apart.
    """
    width, height = across[1] - across[0], up[1] - up[0]

    def strip(at: float) -> Strip:
        along = segments(changed(links, {y: at}), x, *across)
        edges = np.concatenate([[across[0]], along.switch_values(), [across[1]]])
        return Strip(at, edges, along.at((edges[:-1] + edges[1:]) / 2), all(along.exact), along.resolved)

    crossings = [
        switch + sign * BESIDE * height
        for at in np.linspace(*across, COLUMNS)
        for switch in segments(changed(links, {x: float(at)}), y, *up).switch_values()
        for sign in (-1, 1)
    ]
    heights = np.unique(np.append(np.linspace(*up, STRIPS), np.clip(crossings, *up)))
    first = [strip(float(at)) for at in heights]
    filled = [each for lower, upper in pairwise(first) for each in _filled(strip, lower, upper, width, THIN * height)]
    return (*filled, first[-1])


def _filled(strip: Callable[[float], Strip], lower: Strip, upper: Strip, width: float, least: float) -> list[Strip]:
    """The lower strip and what must lie between it and the upper one."""
    if upper.y - lower.y <= least:
        return [lower]
    middle = strip((lower.y + upper.y) / 2)
    if lower.like(middle) and middle.like(upper):
        miss = np.abs(middle.edges - (lower.edges + upper.edges) / 2).max()
        if miss <= SHARP * width:
            return [lower, middle]
    return _filled(strip, lower, middle, width, least) + _filled(strip, middle, upper, width, least)
