"""Two assumptions at once: where in their plane a conclusion holds, and the boundary of that region."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from ..case.assumptions import Assumption, AssumptionSet, Register
from ..errors import InputError, unknown
from ..game.game import Array
from .binding import Binding
from .breakeven import searched, switches
from .line import Answers, Chain, Link, changed, line

if TYPE_CHECKING:
    import pandas as pd

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
    holds: Answers
    exact: bool = True
    resolved: bool = True

    def at(self, x: float) -> bool:
        return bool(self.holds[np.searchsorted(self.edges[1:-1], x, side="right")])

    def like(self, other: "Row") -> bool:
        return self.holds.tolist() == other.holds.tolist()


@dataclass(frozen=True)
class Boundary:
    """A part of the boundary along which the same players bind, as a line through exact points."""

    points: tuple[Point, ...]
    bindings: tuple[Binding, ...]


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

    Rows are lines along x, exact (see `line`), laid where boundaries are: first at equal distances, and on both sides
    of every boundary that some exact columns cross; then halved until a straight line from row to row misses the exact
    switch by less than half a thousandth of the width, or the rows are 1/4096 of the height apart. Not found: a region
    that lies between two of the first 33 rows and two of the nine columns. Raises InputError for unknown names.
    """
    case = links[0].scenario.case
    first, second = (_entry(case.register, name) for name in (x, y))
    if x == y:
        raise InputError(f"a map needs two assumptions; '{x}' is named twice.")
    places = [case.scenario(links[0].scenario.name, name).values for name in case.sets]
    places.append(links[0].scenario.values)
    window = _window(first, [values[x] for values in places]), _window(second, [values[y] for values in places])
    rows = tuple(_rows(links, x, y, *window))
    found = Regions(links, first, second, rows, (), ())
    marks = tuple(_mark(found, assumptions) for assumptions in case.sets.values())
    boundaries = tuple(part for path in _paths(rows) for part in _parts(found, path))
    return Regions(links, first, second, rows, boundaries, marks)


def _entry(register: Register, name: str) -> Assumption:
    if name not in register:
        raise InputError(unknown("assumption", name, register))
    return register[name]


def _window(entry: Assumption, values: Sequence[float]) -> tuple[float, float]:
    low, high = searched(entry, values[0], 0.25)
    return min(low, *values), max(high, *values)


def _rows(links: Chain, x: str, y: str, across: Point, up: Point) -> list[Row]:
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
    filled = [one for lower, upper in pairwise(kept) for one in _filled(row, lower, upper, across[1] - across[0], THIN * height)]
    return [*filled, kept[-1]]


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


def _mark(found: Regions, assumptions: AssumptionSet) -> Mark:
    case = found.links[0].scenario.case
    own = tuple(Link(case.scenario(link.scenario.name, assumptions), link.reached) for link in found.links)
    x, y = (own[0].scenario.values[entry.name] for entry in (found.x, found.y))
    here = changed(found.links, {found.y.name: y})
    answers = [all(bool(link.holds(found.x.name, x)[0]) for link in links) for links in (here, own)]
    return Mark(assumptions, x, y, *answers)


def _paths(rows: Sequence[Row]) -> list[list[Point]]:
    """The boundary as lines: from row to row through the same switch, and along y where the pattern changes."""
    joins: dict[Point, list[Point]] = defaultdict(list)
    for lower, upper in pairwise(rows):
        for one, other in _steps(lower, upper):
            joins[one].append(other)
            joins[other].append(one)
    paths = []
    ends = [point for point, others in joins.items() if len(others) != 2]
    for start in [*ends, *list(joins)]:
        while joins[start]:
            path = [start]
            while joins[path[-1]]:
                following = joins[path[-1]].pop()
                joins[following].remove(path[-1])
                path.append(following)
                if len(joins[following]) != 1:
                    break
            paths.append(path)
    return paths


def _steps(lower: Row, upper: Row) -> Iterator[tuple[Point, Point]]:
    if lower.like(upper):
        for one, other in zip(lower.edges[1:-1], upper.edges[1:-1], strict=True):
            yield (float(one), lower.y), (float(other), upper.y)
        return
    middle = (lower.y + upper.y) / 2
    for row in (lower, upper):
        yield from (((float(x), row.y), (float(x), middle)) for x in row.edges[1:-1])
    for one, other in pairwise(np.union1d(lower.edges, upper.edges)):
        if lower.at((one + other) / 2) != upper.at((one + other) / 2):
            yield (float(one), middle), (float(other), middle)


def _parts(found: Regions, path: Sequence[Point], samples: int = 9) -> list[Boundary]:
    """A path cut where other players begin to bind."""
    scaled = np.array(path) / [found.x.high - found.x.low or 1, found.y.high - found.y.low or 1]
    along = np.append(0, np.cumsum(np.hypot(*np.diff(scaled, axis=0).T)))
    if along[-1] == 0:
        return []
    places = np.linspace(0.01, 0.99, samples) * along[-1]
    said = [_binding(found, path, along, at) for at in places]
    known = [(at, one) for at, one in zip(places, said, strict=True) if one]
    cuts, bound = [0.0], [known[0][1] if known else ()]
    for (before, one), (after, other) in pairwise(known):
        if _who(one) != _who(other):
            cuts.append(_nearest_corner(along, _change(found, path, along, before, after, one)))
            bound.append(other)
    cuts.append(float(along[-1]))
    return [Boundary(_cut(path, along, *ends), one) for ends, one in zip(pairwise(cuts), bound, strict=True)]


def _who(bound: tuple[Binding, ...]) -> list[tuple[object, ...]]:
    return [one.who for one in bound]


def _change(found: Regions, path: Sequence[Point], along: Array, low: float, high: float,
            bound: tuple[Binding, ...]) -> float:  # fmt: skip
    for _ in range(9):
        middle = (low + high) / 2
        same = _who(_binding(found, path, along, middle)) in (_who(bound), [])
        low, high = (middle, high) if same else (low, middle)
    return (low + high) / 2


def _nearest_corner(along: Array, at: float) -> float:
    """The point of the path that is as good as here, if there is one: other players begin to bind at its corners."""
    near = float(along[np.abs(along - at).argmin()])
    return near if abs(near - at) < 4 * SHARP * along[-1] else at


def _point(path: Sequence[Point], along: Array, at: float) -> Point:
    columns = np.array(path).T
    return float(np.interp(at, along, columns[0])), float(np.interp(at, along, columns[1]))


def _cut(path: Sequence[Point], along: Array, low: float, high: float) -> tuple[Point, ...]:
    between = [point for point, at in zip(path, along, strict=True) if low < at < high]
    return (_point(path, along, low), *between, _point(path, along, high))


def _binding(found: Regions, path: Sequence[Point], along: Array, at: float) -> tuple[Binding, ...]:
    """Who binds at a place of the boundary, crossing it along the assumption that it is steeper in."""
    k = int(np.clip(np.searchsorted(along, at), 1, len(path) - 1))
    x, y = _point(path, along, at)
    widths = [found.x.high - found.x.low or 1, found.y.high - found.y.low or 1]
    step = np.abs(np.subtract(path[k], path[k - 1])) / widths
    across = 0 if step[0] <= step[1] else 1
    name, other = (found.x.name, found.y.name) if across == 0 else (found.y.name, found.x.name)
    value, held = (x, y) if across == 0 else (y, x)
    links = changed(found.links, {other: held})
    near = line(links, name, value - 4 * SHARP * widths[across], value + 4 * SHARP * widths[across])
    crossed = switches(links, name, near)
    return crossed[0].bindings if len(crossed) == 1 else ()
