"""The answer along one assumption: on which parts of an interval a conclusion holds, with the ends of the parts exact."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ...errors import InputError
from ...games.arrays import Array, Mask
from ..results.chain import Chain, Link
from ..tables import scenario_shape
from .breakpoints import pure_breakpoints, staged_breakpoints
from .curves import Curves, curves

NARROW = 1e-7
"""Share of the interval: two places nearer to each other than this are not told apart."""


@dataclass(frozen=True, eq=False)
class Line:
    """The answers of a chain's links along one assumption: `holds[link, k]` between `edges[k]` and `edges[k + 1]`.

    At every inner edge some link's answer changes. `exact[link]`: the link's payoffs are affine between kinks, so its
    edges are roots in closed form; otherwise they are roots of polynomials that equal or approximate the payoffs.
    `resolved` is False where an approximation is not good: edges may then be missing.
    """

    edges: Array
    holds: Mask
    exact: tuple[bool, ...]
    resolved: bool

    @cached_property
    def whole(self) -> Mask:
        """Whether the whole chain holds between the edges."""
        answers: Mask = np.all(self.holds, axis=0)
        return answers

    @property
    def low(self) -> float:
        return float(self.edges[0])

    @property
    def high(self) -> float:
        return float(self.edges[-1])

    def at(self, values: npt.ArrayLike) -> Mask:
        """Whether the whole chain holds at these values, to the right of an edge at the edge itself."""
        return self.whole[np.searchsorted(self.edges[1:-1], values, side="right")]

    def turns(self) -> Array:
        """The inner edges at which the answer of the whole chain changes."""
        inner: Array = self.edges[1:-1][self.whole[1:] != self.whole[:-1]]
        return inner


def line(links: Chain, name: str, low: float, high: float, now: Sequence[bool] = ()) -> Line:
    """The line of a chain over low <= assumption <= high. `now`: the links' present answers, if they are known.

    Raises InputError where a rule is no finite number somewhere in the interval.
    """
    known: Sequence[bool | None] = now or [None] * len(links)
    parts = [_line(link, name, low, high, one) for link, one in zip(links, known, strict=True)]
    inner = np.unique(np.concatenate([part.edges[1:-1] for part in parts]))
    inner = inner[np.diff(inner, prepend=-np.inf) > NARROW * (high - low)]
    edges = np.concatenate([[low], inner, [high]])
    middles = (edges[:-1] + edges[1:]) / 2
    holds = np.array([part.at(middles) for part in parts])
    return Line(edges, holds, tuple(part.exact[0] for part in parts), all(part.resolved for part in parts))


def widest(links: Chain, name: str, intervals: Iterable[tuple[float, float]], now: Sequence[bool] = ()) -> Line:
    """The line over the first of some intervals on which every rule is a finite number."""
    *wide, last = intervals
    for low, high in wide:
        try:
            return line(links, name, low, high, now)
        except InputError:
            continue
    return line(links, name, *last, now)


def _line(link: Link, name: str, low: float, high: float, now: bool | None) -> Line:
    found = curves(link.scenario, link.reached.condition, name, low, high) if high > low else None
    if found is None:
        holds = link.holds(name, low) if now is None else np.array([now])
        return Line(np.array([low, high]), holds[None], (True,), True)
    edges = np.concatenate([[low], _breakpoints(link, found), [high]])
    wide = np.diff(edges) > NARROW * (high - low)
    holds = link.holds(name, ((edges[:-1] + edges[1:]) / 2)[wide])
    changes = np.append(True, holds[1:] != holds[:-1])
    inner = edges[:-1][wide][changes][1:]
    return Line(np.concatenate([[low], inner, [high]]), holds[None, changes], (found.affine,), found.resolved)


def _breakpoints(link: Link, found: Curves) -> Array:
    shape, rule = scenario_shape(link.scenario), link.reached.rule
    if rule is None:
        return pure_breakpoints(found, shape)
    players = list(link.scenario.case.players)
    stages = [[players.index(player) for player in stage] for stage in link.scenario.order or ()]
    return staged_breakpoints(found, shape, stages, rule)
