"""The zone of two parties as the page draws it: all packages, the zone, its frontier, the solutions, what is laid."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ..case.table import SOLUTION_NAMES
from .tracks import step

Record = Mapping[str, Any]
Point = tuple[float, float]
LEFT, TOP, WIDE, HIGH = 34.0, 8.0, 356.0, 236.0
"""The map within its picture, in the picture's own units."""
ROOM = 0.06
"""Share of the spread that is left free on each side."""
APART = 13.0
"""Between the letters of two solutions, in the picture's units."""


@dataclass(frozen=True)
class GainAxis:
    """What a party gains over no agreement, as an axis: from `low` to `high`, drawn from `start` over `length`."""

    party: str
    low: float
    high: float
    start: float
    length: float

    def at(self, gain: float) -> float:
        """Where a gain lies in the picture."""
        return round(self.start + self.length * (gain - self.low) / (self.high - self.low), 2)

    @property
    def ticks(self) -> tuple[tuple[float, float], ...]:
        """Round gains along the axis, and where each lies."""
        apart = 10 * step(self.low, self.high)
        first = -int(-self.low // apart)
        gains = (round(k * apart, 10) for k in range(first, first + 22))
        return tuple((gain, self.at(gain)) for gain in gains if gain <= self.high)


@dataclass(frozen=True)
class Pick:
    """A package that solutions pick: their letters, where it lies, and how high the letters stand."""

    letters: str
    at: Point
    height: float


@dataclass(frozen=True)
class ZoneMap:
    """The map of a point without agreement; no agreement is where both gain 0."""

    record: Record
    x: GainAxis
    y: GainAxis

    @property
    def frame(self) -> tuple[float, float, float, float]:
        """The corner and the size of the whole map."""
        return LEFT, TOP, WIDE, HIGH

    @property
    def zone(self) -> tuple[float, float, float, float]:
        """The corner and the size of the quarter in which nobody loses."""
        x, y = self.nothing
        return x, TOP, round(LEFT + WIDE - x, 2), round(y - TOP, 2)

    @property
    def nothing(self) -> Point:
        """Where no agreement is."""
        return self.x.at(0), self.y.at(0)

    @property
    def all_packages(self) -> str:
        """The corners of the shape that holds all packages, as SVG writes them."""
        return self._path(self.record["outline"])

    @property
    def frontier(self) -> str:
        """The efficient packages of the zone, from one end to the other."""
        return self._path(sorted((each["gains"] for each in self.record["pareto"]), key=lambda g: g[self.x.party]))

    def _path(self, listed: Iterable[Record]) -> str:
        return " ".join("{:g},{:g}".format(*self.place(gains)) for gains in listed)

    def place(self, gains: Record) -> Point:
        """Where a package with these gains lies."""
        return self.x.at(gains[self.x.party]), self.y.at(gains[self.y.party])

    @property
    def beside(self) -> float:
        """How far to the right the letters of the solutions stand."""
        longest = max((len(pick.letters) for pick in self.picks), default=0)
        wanted = max((pick.at[0] for pick in self.picks), default=0.0) + 2 * APART
        return round(min(wanted, LEFT + WIDE - longest * APART), 2)

    @property
    def picks(self) -> tuple[Pick, ...]:
        """What the solutions pick, from above downwards, no letter over another nor over the line of no agreement."""
        places: dict[Point, list[str]] = {}
        for name, picked in self.record["solutions"].items():
            if picked is not None:
                places.setdefault(self.place(picked["gains"]), []).append(solution_letter(name))
        lowest = max(self.nothing[1] - APART / 2, TOP + APART * len(places))
        picks: list[Pick] = []
        for at, letters in sorted(places.items(), key=lambda item: -item[0][1]):
            lowest = min(at[1], lowest)
            picks.append(Pick("".join(letters), at, round(lowest, 2)))
            lowest -= APART
        return tuple(reversed(picks))


def zone_map(point: Record) -> ZoneMap | None:
    """The map of a point of the table's record; None where other than two parties negotiate."""
    if point["outline"] is None:
        return None
    across, up = point["parties"]
    return ZoneMap(point, _axis(point, across, LEFT, WIDE), _axis(point, up, TOP + HIGH, -HIGH))


def _axis(point: Record, party: str, start: float, length: float) -> GainAxis:
    """The axis of a party, long enough for every package and for no agreement."""
    gains = [0.0, *(corner[party] for corner in point["outline"])]
    low, high = min(gains), max(gains)
    room = ROOM * (high - low) or 1.0
    return GainAxis(party, low - room, high + room, start, length)


def solution_name(name: str) -> str:
    """`Nash`, `egalitarian`: a solution as people read it."""
    return SOLUTION_NAMES[name].removeprefix("the ").removesuffix(" solution")


def solution_letter(name: str) -> str:
    """The letter that stands for a solution on the map."""
    return solution_name(name)[0].upper()


def biggest(gains: Record) -> float:
    """The greatest gain or loss of any party; 0 for none."""
    return max((abs(gain) for gain in gains.values()), default=0.0)
