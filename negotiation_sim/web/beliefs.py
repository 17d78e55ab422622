"""What one would have to believe, as it is drawn: each number on its track, from where it is to where it must be."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]
MEASURES = {
    "count": "The fewest opinions",
    "total": "The least change in all",
    "largest": "Many opinions, each by little",
}
"""The measures of a nearest world as a person reads them, in the order in which they are shown."""
MOST_SETS = 6
"""Least sets of differences that stand in the page at once; the others open with a click."""


@dataclass(frozen=True)
class Move:
    """A number on its track: where it is and where it must be, and whether that is outside its range.

    `shown`: where it must be in words, `just below 2` where the round number itself is not enough.
    """

    name: str
    label: str
    unit: str
    before: float
    after: float
    low: float
    high: float
    outside: bool
    shown: str

    @property
    def ends(self) -> tuple[float, float]:
        """The ends of the track: the range, and further where a value lies beyond it."""
        return min(self.low, self.before, self.after), max(self.high, self.before, self.after)

    def at(self, value: float) -> float:
        """Where a value is, in hundredths of the track."""
        low, high = self.ends
        return 50.0 if high == low else round(100 * (value - low) / (high - low), 2)


def beyond(turns_at: float, value: float, entry: Record) -> float:
    """A number of two digits just beyond where something turns, seen from the value that it has now.

    Where that is beyond the range of the `entry`, the place between the turn and the end of the range; of a yes or no
    the other one.

    >>> wide = {"low": -1.0, "high": 1.0, "switch": False}
    >>> beyond(0.6372, 1.0, wide), beyond(0.6243, 0.0, wide), beyond(0.0, 0.5, wide), beyond(0.07, 1.0, wide)
    (0.63, 0.63, -0.01, 0.069)
    >>> beyond(0.999, 0.5, wide), beyond(1.0, 0.0, {"low": 0.0, "high": 1.0, "switch": True})
    (0.9995, 1.0)
    """
    if entry["switch"]:
        return turns_at
    step = 10.0 ** (math.floor(math.log10(abs(turns_at))) - 1) if turns_at else 0.01
    near = round(turns_at / step, 9)  # else 0.07 / 0.001 would be a little more than 70
    count = math.ceil(near) - 1 if turns_at < value else math.floor(near) + 1
    there = float(f"{count * step:.3g}")
    if entry["low"] <= there <= entry["high"] or not entry["low"] <= turns_at <= entry["high"]:
        return there
    return float(turns_at + (entry["low"] if turns_at < value else entry["high"])) / 2


@dataclass(frozen=True)
class Belief:
    """What it is enough to believe together: under which heading, and every number that moves."""

    title: str
    moves: tuple[Move, ...]
    widths: float | None = None
    record: Record | None = None


def beliefs(record: Record, case: Record) -> tuple[Belief, ...]:
    """The nearest worlds of a record, the one with the fewest opinions first; alike ones once."""
    by_measure = {each["measure"]: each for each in record["answers"] if each["values"]}
    listed: dict[tuple[tuple[str, float], ...], Belief] = {}
    for measure, title in MEASURES.items():
        if (each := by_measure.get(measure)) is None:
            continue
        key = tuple((name, round(value, 6)) for name, value in each["values"].items())
        moves = tuple(
            _move(record, case, name, each["before"][name], value, each["shown"][name], name in each["outside_range"])
            for name, value in each["values"].items()
        )
        known = listed.get(key)
        heading = f"{known.title}, and {title[0].lower()}{title[1:]}" if known else title
        listed[key] = Belief(heading, moves, each["distance"], each)
    return tuple(listed.values())


@dataclass(frozen=True)
class Way:
    """From one author's numbers to another's: what each least set of differences takes over."""

    record: Record
    sets: tuple[Belief, ...]

    @property
    def shown(self) -> tuple[Belief, ...]:
        """The smallest sets, which stand in the page at once."""
        return self.sets[:MOST_SETS]

    @property
    def more(self) -> tuple[Belief, ...]:
        """The others."""
        return self.sets[MOST_SETS:]


def ways(record: Record, case: Record) -> tuple[Way, ...]:
    """Both ways between two authors."""
    first, _ = record["assumptions"]
    return tuple(_way(record, case, way, way["from"] != first) for way in record["directions"])


def _way(record: Record, case: Record, way: Record, back: bool) -> Way:
    sets = []
    for least in way["least_sets"]:
        values = {name: record["differences"][name][:: -1 if back else 1] for name in least}
        moves = tuple(
            _move(record, case, name, before, after, f"{after:.4g}") for name, (before, after) in values.items()
        )
        sets.append(Belief("", moves))
    return Way(way, tuple(sets))


def _move(
    record: Record, case: Record, name: str, before: float, after: float, shown: str, outside: bool | None = None
) -> Move:
    entry = case["assumptions"][name]
    low, high = entry["low"], entry["high"]
    beyond = not low <= after <= high if outside is None else outside
    return Move(
        name, record.get("labels", {}).get(name) or name, entry["unit"], before, after, low, high, beyond, shown
    )


def fewest(found: Sequence[Belief]) -> Belief | None:
    """The belief that moves the fewest numbers; None where there is none."""
    return min(found, key=lambda each: len(each.moves), default=None)
