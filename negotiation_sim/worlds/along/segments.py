"""The answer along one assumption: on which segments of an interval a conclusion holds, their ends exact."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from ...errors import InputError
from ...games.arrays import Array, Mask
from ..results.chain import Chain, Link
from .bracketed import bracketed
from .breakpoints import staged_breakpoints
from .curves import Curves, curves
from .pure_breakpoints import pure_breakpoints
from .solving import holding

NARROW = 1e-7
"""Share of the interval: two places nearer to each other than this are not told apart."""


@dataclass(frozen=True, eq=False)
class Segments:
    """The answers of a chain's links by segment: `holds[link, k]` between `edges[k]` and `edges[k + 1]`.

    At every inner edge some link's answer changes. `exact[link]`: the link's payoffs are affine between kinks, so its
    edges are roots in closed form; otherwise they are roots of polynomials that equal or approximate the payoffs, or,
    where a link is about a kind of result that is numbers, brackets (see bracketed.py). `resolved` is False where an
    approximation is not good or values were tried alone: edges may then be missing.
    """

    edges: Array
    holds: Mask
    exact: tuple[bool, ...]
    resolved: bool

    @cached_property
    def whole(self) -> Mask:
        """Whether the whole chain holds between the edges."""
        return np.asarray(self.holds.all(axis=0))

    @property
    def low(self) -> float:
        """The left end of all that was cut, in units of the assumption."""
        return float(self.edges[0])

    @property
    def high(self) -> float:
        """The right end of all that was cut, in units of the assumption."""
        return float(self.edges[-1])

    def at(self, values: npt.ArrayLike) -> Mask:
        """Whether the whole chain holds at these values, to the right of an edge at the edge itself."""
        return self.whole[np.searchsorted(self.edges[1:-1], values, side="right")]

    def links_at(self, value: float) -> Mask:
        """Whether each link holds at a value, to the right of an edge at the edge itself."""
        return np.asarray(self.holds[:, np.searchsorted(self.edges[1:-1], value, side="right")])

    def switch_values(self) -> Array:
        """The inner edges at which the answer of the whole chain changes."""
        return np.asarray(self.edges[1:-1][self.whole[1:] != self.whole[:-1]])


def segments(links: Chain, name: str, low: float, high: float, now: Sequence[bool] = ()) -> Segments:
    """The segments of low <= assumption <= high. `now`: the links' present answers, if they are known.

    Raises InputError where a rule is no finite number somewhere in the interval.
    """
    known: Sequence[bool | None] = now or [None] * len(links)
    parts = [_of_link(link, name, low, high, answer) for link, answer in zip(links, known, strict=True)]
    inner = np.unique(np.concatenate([part.edges[1:-1] for part in parts]))
    inner = inner[np.diff(inner, prepend=-np.inf) > NARROW * (high - low)]
    edges = np.concatenate([[low], inner, [high]])
    middles = (edges[:-1] + edges[1:]) / 2
    holds = np.array([part.at(middles) for part in parts])
    return Segments(edges, holds, tuple(part.exact[0] for part in parts), all(part.resolved for part in parts))


def widest_segments(
    links: Chain, name: str, intervals: Iterable[tuple[float, float]], now: Sequence[bool] = ()
) -> Segments:
    """The segments of the first of some intervals on which every rule is a finite number."""
    *wide, last = intervals
    for low, high in wide:
        try:
            return segments(links, name, low, high, now)
        except InputError:
            continue
    return segments(links, name, *last, now)


def _of_link(link: Link, name: str, low: float, high: float, now: bool | None) -> Segments:
    if link.numbered and high > low:
        inner, answers = bracketed(link, link.numbered, name, low, high)
        return Segments(np.concatenate([[low], inner, [high]]), answers[None], (False,), False)
    payoffs = curves(link.scenario, link.reached, name, low, high) if high > low and not link.numbered else None
    if payoffs is None:
        holds = link.holds(name, low) if now is None else np.array([now])
        return Segments(np.array([low, high]), holds[None], (True,), True)
    edges = np.concatenate([[low], breakpoints(link, payoffs), [high]])
    wide = np.diff(edges) > NARROW * (high - low)
    holds = holding(link, name, ((edges[:-1] + edges[1:]) / 2)[wide])
    changes = np.append(True, holds[1:] != holds[:-1])
    inner = edges[:-1][wide][changes][1:]
    return Segments(np.concatenate([[low], inner, [high]]), holds[None, changes], (payoffs.affine,), payoffs.resolved)


def ties(link: Link, name: str, low: float, high: float) -> tuple[Array, bool]:
    """Where along an assumption two payoffs are equal that a player or a rule compares, in its unit, ascending.

    At such a point alone the link may hold, or fail, other than on either side of it. Also whether none is missing.
    Raises InputError as `segments`.
    """
    payoffs = curves(link.scenario, link.reached, name, low, high) if high > low else None
    return (np.zeros(0), True) if payoffs is None else (breakpoints(link, payoffs, every=True), payoffs.resolved)


def breakpoints(link: Link, payoffs: Curves, every: bool = False) -> Array:
    """Where, along an assumption, what the link's players do may change; with `every` all points where payoffs tie."""
    staged = payoffs.compared.staged
    if staged is None or link.reached.rule is None:
        return pure_breakpoints(payoffs)
    return staged_breakpoints(payoffs, staged, link.reached.rule, every)
