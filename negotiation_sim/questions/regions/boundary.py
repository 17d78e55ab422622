"""The boundary on a map of two assumptions: lines through exact points, cut where other players begin to bind."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...games.normal_form import Array
from ...worlds.along.binding import Binding
from ...worlds.along.segments import line
from ...worlds.along.switches import switches
from ...worlds.results.chain import Chain, changed
from .strips import SHARP, Point, Row

STEPS = 40
"""In how many steps of a line it is asked who binds there, at most; where other players bind, it mostly bends."""


@dataclass(frozen=True)
class Boundary:
    """A part of the boundary along which the same players bind, as a line through exact points."""

    points: tuple[Point, ...]
    bindings: tuple[Binding, ...]


@dataclass(frozen=True)
class Plane:
    """What a map is drawn of: a chain over two assumptions; `widths` are those of the map."""

    links: Chain
    x: str
    y: str
    widths: Point


def boundaries(plane: Plane, rows: Sequence[Row]) -> tuple[Boundary, ...]:
    """Every line of the boundary, part by part."""
    return tuple(part for path in _paths(rows) for part in _parts(plane, path))


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


def _parts(plane: Plane, path: Sequence[Point]) -> list[Boundary]:
    """A path cut where other players begin to bind: asked in the middle of its longest steps."""
    scaled = np.array(path) / plane.widths
    along = np.append(0, np.cumsum(np.hypot(*np.diff(scaled, axis=0).T)))
    if along[-1] == 0:
        return []
    longest = np.sort(np.argsort(-np.diff(along), kind="stable")[:STEPS])
    places = [(along[k] + along[k + 1]) / 2 for k in longest if along[k] < along[k + 1]]
    said = [_binding(plane, path, along, at) for at in places]
    known = [(at, one) for at, one in zip(places, said, strict=True) if one]
    cuts, bound = [0.0], [known[0][1] if known else ()]
    for (before, one), (after, other) in pairwise(known):
        if _who(one) != _who(other):
            cuts.append(_nearest_corner(along, _change(plane, path, along, before, after, one)))
            bound.append(other)
    cuts.append(float(along[-1]))
    return [Boundary(_cut(path, along, *ends), one) for ends, one in zip(pairwise(cuts), bound, strict=True)]


def _who(bound: tuple[Binding, ...]) -> list[tuple[object, ...]]:
    return [one.who for one in bound]


def _change(plane: Plane, path: Sequence[Point], along: Array, low: float, high: float,
            bound: tuple[Binding, ...]) -> float:  # fmt: skip
    for _ in range(9):
        middle = (low + high) / 2
        same = _who(_binding(plane, path, along, middle)) in (_who(bound), [])
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


def _binding(plane: Plane, path: Sequence[Point], along: Array, at: float) -> tuple[Binding, ...]:
    """Who binds at a place of the boundary, crossing it along the assumption that it is steeper in."""
    k = int(np.clip(np.searchsorted(along, at), 1, len(path) - 1))
    x, y = _point(path, along, at)
    step = np.abs(np.subtract(path[k], path[k - 1])) / plane.widths
    across = 0 if step[0] <= step[1] else 1
    name, other = (plane.x, plane.y) if across == 0 else (plane.y, plane.x)
    value, held = (x, y) if across == 0 else (y, x)
    links = changed(plane.links, {other: held})
    near = line(links, name, value - 4 * SHARP * plane.widths[across], value + 4 * SHARP * plane.widths[across])
    crossed = switches(links, name, near)
    return crossed[0].bindings if len(crossed) == 1 else ()
