"""Two assumptions at once: where in their plane a conclusion holds, and the boundary of that region."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ...case.assumptions import Assumption, AssumptionSet, Register
from ...errors import InputError, unknown
from ...worlds.along.switches import searched
from ...worlds.results.chain import Chain, Link, changed
from .boundary import Boundary, Plane, boundaries
from .strips import Point, Row, rows

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Mark:
    """An assumption set at its own two values. A map is drawn with all other assumptions as in `Regions.links`.

    `map_holds` is the map's answer at that place; `own_holds` the answer with all of the set's own values. They may
    differ, because a set differs in other values too.
    """

    assumptions: AssumptionSet
    x: float
    y: float
    map_holds: bool
    own_holds: bool


@dataclass(frozen=True, eq=False)
class Regions:
    """Where a chain holds over two assumptions: exact rows, from low to high y, dense enough to be joined by lines."""

    links: Chain
    x: Assumption
    y: Assumption
    rows: tuple[Row, ...]
    boundaries: tuple[Boundary, ...]
    marks: tuple[Mark, ...]

    @property
    def present(self) -> Point:
        values = self.links[0].scenario.values
        return values[self.x.name], values[self.y.name]

    @property
    def exact(self) -> bool:
        """Whether the switches of all rows are roots in closed form."""
        return all(row.exact for row in self.rows)

    @property
    def complete(self) -> bool:
        return all(row.resolved for row in self.rows)

    @property
    def table(self) -> "pd.DataFrame":
        """One row per part of a row: y, where the part begins and ends in x, and whether the chain holds on it."""
        import pandas as pd

        parts = [(row.y, *ends, bool(holds)) for row in self.rows
                 for ends, holds in zip(pairwise(row.edges.tolist()), row.holds, strict=True)]  # fmt: skip
        return pd.DataFrame(parts, columns=[self.y.name, f"{self.x.name}_from", f"{self.x.name}_to", "holds"])

    @property
    def share(self) -> float:
        """The share of the two ranges' rectangle on which the chain holds: an area of opinions, not a probability."""
        inside = np.linspace(self.y.low, self.y.high, 401)
        return float(np.mean([self._length(y) for y in inside])) / (self.x.high - self.x.low)

    def _length(self, y: float) -> float:
        row = self.row_at(y)
        ends = np.clip(row.edges, self.x.low, self.x.high)
        return float(np.diff(ends)[row.holds].sum())

    def row_at(self, y: float) -> Row:
        """The row at some y: the nearest one, or between two of the same pattern the line through their edges."""
        k = int(np.clip(np.searchsorted([row.y for row in self.rows], y), 1, len(self.rows) - 1))
        lower, upper = self.rows[k - 1], self.rows[k]
        weight = (y - lower.y) / (upper.y - lower.y)
        if lower.like(upper):
            return Row(y, lower.edges + weight * (upper.edges - lower.edges), lower.holds)
        return lower if weight < 0.5 else upper


def regions(links: Chain, x: str, y: str) -> Regions:
    """Where a chain holds over two assumptions, each over its range and a quarter beyond, or as far as sets lie.

    Rows are lines along x, exact (see `line` and `rows`). Not found: a region that lies between two of the first 33
    rows and two of the nine columns. Raises InputError for an unknown name, one name twice, a range without width.
    """
    case = links[0].scenario.case
    first, second = (_entry(case.register, name) for name in (x, y))
    if x == y:
        raise InputError(f"a map needs two assumptions; '{x}' is named twice.")
    places = [case.scenario(links[0].scenario.name, name).values for name in case.sets]
    places.append(links[0].scenario.values)
    window = _window(first, [values[x] for values in places]), _window(second, [values[y] for values in places])
    laid = rows(links, x, y, *window)
    plane = Plane(links, x, y, (window[0][1] - window[0][0], window[1][1] - window[1][0]))
    marks = tuple(_mark(links, first, second, assumptions) for assumptions in case.sets.values())
    return Regions(links, first, second, laid, boundaries(plane, laid), marks)


def _entry(register: Register, name: str) -> Assumption:
    if name not in register:
        raise InputError(unknown("assumption", name, register))
    entry = register[name]
    if entry.high <= entry.low:
        raise InputError(f"a map needs a range with a width; that of '{name}' is {entry.low:g} to {entry.high:g}.")
    if entry.is_switch:
        raise InputError(
            f"'{name}' is a switch, 0 or 1, and no axis of a map. Make two maps: --set {name}=0, --set {name}=1."
        )
    return entry


def _window(entry: Assumption, values: Sequence[float]) -> tuple[float, float]:
    low, high = searched(entry, values[0], 0.25)
    return min(low, *values), max(high, *values)


def _mark(links: Chain, x: Assumption, y: Assumption, assumptions: AssumptionSet) -> Mark:
    case = links[0].scenario.case
    own = tuple(Link(case.scenario(link.scenario.name, assumptions), link.reached) for link in links)
    place = own[0].scenario.values[x.name], own[0].scenario.values[y.name]
    here = changed(links, {y.name: place[1]})
    answers = [all(bool(link.holds(x.name, place[0])[0]) for link in chain) for chain in (here, own)]
    return Mark(assumptions, *place, *answers)
