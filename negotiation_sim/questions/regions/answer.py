"""Two assumptions at once: where in their plane a conclusion holds, and the boundary of that region."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...case.assumptions import Assumption, AssumptionSet
from ...case.concerning import concerning
from ...case.positions import position
from ...case.scenario import Case
from ...errors import InputError, as_known, unknown
from ...present.frames import Frame, frame
from ...worlds.along.switches import searched
from ...worlds.results.chain import Chain, Link, changed, kinds_of
from .boundary import Boundary, Plane, boundaries
from .question import RegionsAsked
from .strips import Place, Strip, strips


def answer(asked: RegionsAsked) -> "Regions":
    """The map of what is asked about."""
    return regions(asked.chain(), asked.x, asked.y)


@dataclass(frozen=True)
class SetOnMap:
    """An assumption set at its two values. A map is drawn with all other assumptions as in `Regions.links`.

    `spoken`: which of the two the set itself gives a value; the other stands as in the register.
    `map_holds` is the map's answer at that place; `own_holds` the answer with all of the set's own values. They may
    differ, because a set differs in other values too.
    """

    assumptions: AssumptionSet
    x: float
    y: float
    spoken: tuple[str, ...]
    map_holds: bool
    own_holds: bool


@dataclass(frozen=True, eq=False)
class Regions:
    """Where a chain holds over two assumptions: exact strips, from low to high y, near enough to be joined by lines."""

    links: Chain
    x: Assumption
    y: Assumption
    strips: tuple[Strip, ...]
    boundaries: tuple[Boundary, ...]
    sets: tuple[SetOnMap, ...]

    @property
    def placed(self) -> tuple[SetOnMap, ...]:
        """The sets that themselves give one of the two a value; the others are not where they stand by their word."""
        return tuple(each for each in self.sets if each.spoken)

    @property
    def present(self) -> Place:
        """The values in use of the two assumptions, x first."""
        values = self.links[0].scenario.values
        return values[self.x.name], values[self.y.name]

    @property
    def holds_at_present(self) -> bool:
        """Whether the chain holds with all values as they are in use."""
        return all(bool(link.holds(self.x.name, self.present[0])[0]) for link in self.links)

    @property
    def exact(self) -> bool:
        """Whether the switches of all strips are roots in closed form."""
        return all(strip.exact for strip in self.strips)

    @property
    def complete(self) -> bool:
        """Whether no strip can miss an edge: every approximation is good."""
        return all(strip.resolved for strip in self.strips)

    @property
    def table(self) -> Frame:
        """One row per part of a strip: y, where the part begins and ends in x, and whether the chain holds on it."""
        parts = [
            (strip.y, *ends, bool(holds))
            for strip in self.strips
            for ends, holds in zip(pairwise(strip.edges.tolist()), strip.holds, strict=True)
        ]
        return frame(parts, [self.y.name, f"{self.x.name}_from", f"{self.x.name}_to", "holds"])

    @property
    def share(self) -> float:
        """The share of the two ranges' rectangle on which the chain holds: an area of opinions, not a probability."""
        inside = [self.strip_at(y) for y in np.linspace(self.y.low, self.y.high, 401)]
        lengths = [np.diff(np.clip(strip.edges, self.x.low, self.x.high))[strip.holds].sum() for strip in inside]
        return float(np.mean(lengths)) / (self.x.high - self.x.low)

    def strip_at(self, y: float) -> Strip:
        """The strip at some y: the nearest one, or between two of the same pattern the line through their edges."""
        k = int(np.clip(np.searchsorted([strip.y for strip in self.strips], y), 1, len(self.strips) - 1))
        lower, upper = self.strips[k - 1], self.strips[k]
        weight = (y - lower.y) / (upper.y - lower.y)
        if lower.like(upper):
            return Strip(y, lower.edges + weight * (upper.edges - lower.edges), lower.holds)
        return lower if weight < 0.5 else upper


def regions(links: Chain, x: str, y: str) -> Regions:
    """Where a chain holds over two assumptions, each over its range and a quarter beyond, or as far as sets lie.

    Strips are segments along x, exact (see `segments` and `strips`), or bracketed where a link is about a kind of
    result that is numbers. Not found: a region that lies between two of the first 33 strips and two of the nine
    columns. Raises InputError for an unknown name, one that concerns none of the kinds of result, one name twice, a
    range without width, and a yes or no.
    """
    case = links[0].scenario.case
    first, second = (_entry(case, kinds_of(links), name) for name in (x, y))
    x, y = first.name, second.name
    if x == y:
        raise InputError(f"a map needs two assumptions; '{x}' is named twice.")
    every = [case.scenario(links[0].scenario.name, name).values for name in case.sets]
    every.append(links[0].scenario.values)
    window = _window(first, [values[x] for values in every]), _window(second, [values[y] for values in every])
    laid = strips(links, x, y, *window)
    plane = Plane(links, x, y, (window[0][1] - window[0][0], window[1][1] - window[1][0]))
    sets = tuple(_set_on_map(links, first, second, assumptions) for assumptions in case.sets.values())
    return Regions(links, first, second, laid, boundaries(plane, laid), sets)


def _entry(case: Case, kinds: Collection[str], name: str) -> Assumption:
    register = concerning(case, kinds)
    name = as_known(name, register)
    if name not in register:
        raise InputError(unknown("assumption", name, register, case.where))
    entry = register[name]
    if entry.high <= entry.low:
        raise InputError(f"a map needs a range with a width; that of '{name}' is {entry.low:g} to {entry.high:g}.")
    if entry.is_switch:
        raise InputError(
            f"'{name}' is a switch, 0 or 1, and no axis of a map. Make two maps: `set={name}=0`, `set={name}=1`."
        )
    return entry


def _window(entry: Assumption, values: Sequence[float]) -> tuple[float, float]:
    low, high = searched(entry, values[0], 0.25)
    return min(low, *values), max(high, *values)


def _set_on_map(links: Chain, x: Assumption, y: Assumption, assumptions: AssumptionSet) -> SetOnMap:
    case = links[0].scenario.case
    under_it = tuple(Link(case.scenario(link.scenario.name, assumptions), link.reached) for link in links)
    place = under_it[0].scenario.values[x.name], under_it[0].scenario.values[y.name]
    here = changed(links, {y.name: place[1]})
    answers = [all(bool(link.holds(x.name, place[0])[0]) for link in chain) for chain in (here, under_it)]
    spoken = tuple(each.name for each in (x, y) if position(case, assumptions, each.name) is not None)
    return SetOnMap(assumptions, *place, spoken, *answers)
