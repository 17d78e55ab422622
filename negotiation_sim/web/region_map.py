"""A map of two assumptions as the page draws it: where the conclusion holds, its boundary, the sets, and its places."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from string import ascii_uppercase
from typing import Any

from .tracks import step

Record = Mapping[str, Any]
Point = tuple[float, float]
LEFT, TOP, WIDE, HIGH = 40.0, 8.0, 350.0, 260.0
"""The map within its picture, in the picture's own units."""
COLUMNS, ROWS = 18, 12
"""How many places across and upwards can be clicked, within the two ranges."""


@dataclass(frozen=True)
class Axis:
    """An assumption as an axis: its record, and where the map begins and how long it is, in the picture's units."""

    record: Record
    start: float
    length: float

    @property
    def name(self) -> str:
        """The assumption."""
        return str(self.record["assumption"])

    def at(self, value: float) -> float:
        """Where a value lies in the picture."""
        low, high = self.record["shown"]
        return round(float(self.start + self.length * (value - low) / (high - low)), 2)

    @property
    def ticks(self) -> tuple[tuple[float, float], ...]:
        """Round values along the axis, and where each lies."""
        low, high = self.record["shown"]
        apart = 20 * step(low, high)
        first = -int(-low // apart)
        values = [round(k * apart, 10) for k in range(first, first + 12) if low <= k * apart <= high]
        return tuple((value, self.at(value)) for value in values)

    def values(self, count: int) -> tuple[float, ...]:
        """So many values in the middles of equal parts of the range, round ones."""
        low, high = self.record["range"]
        unit = step(low, high)
        return tuple(round(round((low + (k + 0.5) * (high - low) / count) / unit) * unit, 10) for k in range(count))


@dataclass(frozen=True)
class Place:
    """A place that can be clicked: its two values, and its rectangle."""

    x: float
    y: float
    corner: Point
    size: Point


@dataclass(frozen=True)
class Spot:
    """Where assumption sets stand on the map: a letter, and which sets."""

    letter: str
    at: Point
    sets: tuple[Record, ...]
    same: bool


@dataclass(frozen=True)
class RegionMap:
    """The map of a record."""

    record: Record
    x: Axis
    y: Axis

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """The corner and the size of the whole map."""
        return LEFT, TOP, WIDE, HIGH

    @property
    def ranges(self) -> tuple[float, float, float, float]:
        """The corner and the size of the rectangle of the two ranges."""
        (low, high), (below, above) = self.x.record["range"], self.y.record["range"]
        left, top = self.x.at(low), self.y.at(above)
        return left, top, round(self.x.at(high) - left, 2), round(self.y.at(below) - top, 2)

    @property
    def land(self) -> tuple[str, ...]:
        """The corners of every part on which the conclusion holds, as SVG writes them."""
        return tuple(" ".join(f"{x:g},{y:g}" for x, y in corners) for corners in self._land())

    def _land(self) -> Iterator[list[Point]]:
        """Trapezes from row to row; where their number changes each row reaches half the way."""
        for lower, upper in pairwise(self.record["rows"]):
            bottom, top = self.y.at(lower["y"]), self.y.at(upper["y"])
            middle = (bottom + top) / 2
            if len(lower["holds"]) == len(upper["holds"]):
                bands = [(bottom, top, zip(lower["holds"], upper["holds"], strict=True))]
            else:
                bands = [(bottom, middle, zip(lower["holds"], lower["holds"], strict=True)),
                         (middle, top, zip(upper["holds"], upper["holds"], strict=True))]  # fmt: skip
            for below, above, parts in bands:
                for (a, b), (c, d) in parts:
                    yield [(self.x.at(a), below), (self.x.at(b), below), (self.x.at(d), above), (self.x.at(c), above)]

    @property
    def boundaries(self) -> tuple[tuple[int, str, str], ...]:
        """Each part of the boundary: which kind it is, its points as SVG writes them, and who binds along it."""
        kinds = list(dict.fromkeys(part["words"] for part in self.record["boundaries"]))
        return tuple(
            (kinds.index(part["words"]), self._path(part["points"]), part["words"])
            for part in self.record["boundaries"]
        )

    def _path(self, points: list[list[float]]) -> str:
        return " ".join(f"{self.x.at(x):g},{self.y.at(y):g}" for x, y in points)

    @property
    def kinds(self) -> tuple[tuple[int, str], ...]:
        """What is true along the boundary, each once."""
        return tuple(enumerate(dict.fromkeys(part["words"] for part in self.record["boundaries"])))

    @property
    def spots(self) -> tuple[Spot, ...]:
        """The assumption sets that say one of the two, by place; those with the same two values share a letter."""
        places: dict[Point, list[Record]] = {}
        for each in (each for each in self.record["sets"] if each["spoken"]):
            places.setdefault((round(each["x"], 10), round(each["y"], 10)), []).append(each)
        return tuple(
            Spot(letter, (self.x.at(x), self.y.at(y)), tuple(sets), sets[0]["map_holds"])
            for letter, ((x, y), sets) in zip(ascii_uppercase, places.items(), strict=False)
        )

    @property
    def present(self) -> Point:
        """Where the present values are."""
        return self.x.at(self.x.record["value"]), self.y.at(self.y.record["value"])

    @property
    def places(self) -> tuple[Place, ...]:
        """The places that can be clicked."""
        left, top, wide, high = self.ranges
        size = round(wide / COLUMNS, 2), round(high / ROWS, 2)
        return tuple(
            Place(x, y, (round(left + k * wide / COLUMNS, 2), round(top + (ROWS - 1 - row) * high / ROWS, 2)), size)
            for row, y in enumerate(self.y.values(ROWS))
            for k, x in enumerate(self.x.values(COLUMNS))
        )


def region_map(record: Record) -> RegionMap:
    """The map as it is drawn."""
    return RegionMap(record, Axis(record["x"], LEFT, WIDE), Axis(record["y"], TOP + HIGH, -HIGH))
