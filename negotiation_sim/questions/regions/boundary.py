"""The boundary on a map of two assumptions: lines through exact points, cut where other players begin to bind."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from ...games.normal_form import Array
from ...worlds.along.binding import Binding
from ...worlds.along.segments import segments
from ...worlds.along.switches import switches
from ...worlds.results.chain import Chain, changed
from ...worlds.results.on_numbers import is_single
from .strips import SHARP, Place, Strip

LOOKED_AT = 40
"""In how many sides of a line it is looked who binds there, at most; where other players bind, it mostly bends."""


@dataclass(frozen=True)
class Boundary:
    """A part of the boundary along which the same players bind, as a line through exact points."""

    places: tuple[Place, ...]
    bindings: tuple[Binding, ...]


@dataclass(frozen=True)
class Plane:
    """What a map is drawn of: a chain over two assumptions; `widths` are those of the map."""

    links: Chain
    x: str
    y: str
    widths: Place

    @property
    def looks(self) -> int:
        """In how many sides of a line it is looked who binds: in one where it can be but one number."""
        alone = len(self.links) == 1 and self.links[0].numbered and is_single(self.links[0].reached.condition)
        return 1 if alone else LOOKED_AT


def boundaries(plane: Plane, strips: Sequence[Strip]) -> tuple[Boundary, ...]:
    """Every line of the boundary, part by part."""
    return tuple(part for path in _paths(strips) for part in _parts(plane, path))


def _paths(strips: Sequence[Strip]) -> list[list[Place]]:
    """The boundary as lines: from strip to strip through the same switch, and along y where the pattern changes."""
    joins: dict[Place, list[Place]] = defaultdict(list)
    for lower, upper in pairwise(strips):
        for start, end in _sides(lower, upper):
            joins[start].append(end)
            joins[end].append(start)
    paths = []
    ends = [place for place, others in joins.items() if len(others) != 2]
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


def _sides(lower: Strip, upper: Strip) -> Iterator[tuple[Place, Place]]:
    """The pieces of the boundary between two strips, straight each."""
    if lower.like(upper):
        for below, above in zip(lower.edges[1:-1], upper.edges[1:-1], strict=True):
            yield (float(below), lower.y), (float(above), upper.y)
        return
    middle = (lower.y + upper.y) / 2
    for strip in (lower, upper):
        yield from (((float(x), strip.y), (float(x), middle)) for x in strip.edges[1:-1])
    for left, right in pairwise(np.union1d(lower.edges, upper.edges)):
        if lower.at((left + right) / 2) != upper.at((left + right) / 2):
            yield (float(left), middle), (float(right), middle)


def _parts(plane: Plane, path: Sequence[Place]) -> list[Boundary]:
    """A path cut where other players begin to bind: looked at in the middle of its longest sides."""
    scaled = np.array(path) / plane.widths
    along = np.append(0, np.cumsum(np.hypot(*np.diff(scaled, axis=0).T)))
    if along[-1] == 0:
        return []
    longest = np.sort(np.argsort(-np.diff(along), kind="stable")[: plane.looks])
    middles = [(along[k] + along[k + 1]) / 2 for k in longest if along[k] < along[k + 1]]
    looked_at = [(at, _bindings(plane, path, along, at)) for at in middles]
    known = [(at, bindings) for at, bindings in looked_at if bindings]
    cuts, parts = [0.0], [known[0][1] if known else ()]
    for (before, left), (after, right) in pairwise(known):
        if _who(left) != _who(right):
            cuts.append(_nearest_corner(along, _change(plane, path, along, before, after, left)))
            parts.append(right)
    cuts.append(float(along[-1]))
    return [Boundary(_cut(path, along, *ends), part) for ends, part in zip(pairwise(cuts), parts, strict=True)]


def _who(bindings: tuple[Binding, ...]) -> list[tuple[object, ...]]:
    return [binding.who for binding in bindings]


def _change(plane: Plane, path: Sequence[Place], along: Array, low: float, high: float,
            left: tuple[Binding, ...]) -> float:  # fmt: skip
    """Where between two places of a path other players begin to bind than `left` of it."""
    for _ in range(9):
        middle = (low + high) / 2
        same = _who(_bindings(plane, path, along, middle)) in (_who(left), [])
        low, high = (middle, high) if same else (low, middle)
    return (low + high) / 2


def _nearest_corner(along: Array, at: float) -> float:
    """The corner of the path that is as good as here, if there is one: other players begin to bind at its corners."""
    near = float(along[np.abs(along - at).argmin()])
    return near if abs(near - at) < 4 * SHARP * along[-1] else at


def _place(path: Sequence[Place], along: Array, at: float) -> Place:
    x, y = (float(np.interp(at, along, column)) for column in np.array(path).T)
    return x, y


def _cut(path: Sequence[Place], along: Array, low: float, high: float) -> tuple[Place, ...]:
    between = [place for place, at in zip(path, along, strict=True) if low < at < high]
    return (_place(path, along, low), *between, _place(path, along, high))


def _bindings(plane: Plane, path: Sequence[Place], along: Array, at: float) -> tuple[Binding, ...]:
    """Who binds at a place of the boundary, crossing it along the assumption that it is steeper in."""
    k = int(np.clip(np.searchsorted(along, at), 1, len(path) - 1))
    side = np.abs(np.subtract(path[k], path[k - 1])) / plane.widths
    places = zip((plane.x, plane.y), _place(path, along, at), plane.widths, strict=True)
    (name, value, width), (other, held, _) = places if side[0] <= side[1] else reversed(list(places))
    links, reach = changed(plane.links, {other: held}), 4 * SHARP * width
    crossed = switches(links, name, segments(links, name, value - reach, value + reach))
    return crossed[0].bindings if len(crossed) == 1 else ()
