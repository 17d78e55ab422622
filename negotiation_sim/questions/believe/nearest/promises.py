"""Whether successive programmes from a start are worth while: what their first programme promises."""

import numpy as np

from ....games.normal_form import Array
from .programmes import Measure, length, step_to
from .pure_search import Search
from .successive import Linearised
from .worlds import Worlds

MISLED = 1.05
"""A start is passed over where its first programme ends further away than the best answer so far by this factor."""


def distance_of(state: Search) -> float:
    """The distance of the best answer so far, infinite where there is none; for `count` of their sum."""
    return length(state.best.z, programmed_as(state.measure)) if state.best else np.inf


def programmed_as(measure: Measure) -> Measure:
    """The measure in which successive programmes seek: of the sum, where the number counts."""
    return "total" if measure == "count" else measure


class Promises:
    """The places to which first programmes led, for one search: starts that lead to the same place are one."""

    def __init__(self, worlds: Worlds, measure: Measure) -> None:
        self.worlds, self.measure = worlds, programmed_as(measure)
        self._seen: set[tuple[int | None, bytes]] = set()

    def promises(self, begin: Linearised, target: int | None, best: float) -> bool:
        """Whether to go on from a start, aimed at a profile, while the best answer is at that distance.

        Where the first programme has no answer, a start leads to itself, as long as there is no answer at all.
        """
        first = step_to(begin.inequalities, self.worlds.low, self.worlds.high, self.measure)
        if np.isfinite(best) and (first is None or first.distance > MISLED * best):
            return False
        leads = _rounded(begin.z if first is None else first.z)
        new = (target, leads) not in self._seen
        self._seen.add((target, leads))
        return new


def _rounded(z: Array) -> bytes:
    return bytes((z.round(5) + 0.0).tobytes())
