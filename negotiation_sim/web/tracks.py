"""A dial as it is drawn: its slider, the marks on its track, and where an outcome flips on it."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Record = Mapping[str, Any]


@dataclass(frozen=True)
class Mark:
    """A point on the track: `x` in hundredths of it, and what stands there."""

    x: float
    label: str
    value: float


@dataclass(frozen=True)
class Band:
    """A scenario's outcome along the track: parts with the outcome of now (`same`) and with another one."""

    title: str
    parts: tuple[tuple[float, float, bool], ...]


@dataclass(frozen=True)
class Flip:
    """A value at which an outcome turns: on which side of it, in which scenario, and to what.

    `lines`: of several equilibria which are new, stay, or are none any longer.
    """

    where: str
    title: str
    turns_to: str
    lines: Sequence[Sequence[str]]


@dataclass(frozen=True)
class Track:
    """A dial: its number, the slider's ends and step, the author's and the critics' marks, and the flips in words."""

    dial: Record
    low: float
    high: float
    step: float
    author: Mark
    ticks: tuple[Mark, ...]
    bands: tuple[Band, ...]
    flips: tuple[Flip, ...]

    @property
    def x(self) -> float:
        """Where the present value is, in hundredths of the track."""
        return position(self.dial["value"], self.low, self.high)

    @property
    def places(self) -> tuple[float, ...]:
        """Where other authors' values are marked, in hundredths of the track: none twice."""
        return tuple(sorted({tick.x for tick in self.ticks}))

    @property
    def others(self) -> tuple[tuple[float, tuple[str, ...]], ...]:
        """The marked values from left to right, each with the titles of all who say it."""
        values = sorted({tick.value for tick in self.ticks})
        return tuple((value, tuple(tick.label for tick in self.ticks if tick.value == value)) for value in values)


def tracks(dials: Sequence[Record]) -> tuple[Track, ...]:
    """Every dial as it is drawn."""
    return tuple(map(_track, dials))


def _track(dial: Record) -> Track:
    low, high = dial["range"]
    low, high = min(low, dial["value"], dial["author_value"]), max(high, dial["value"], dial["author_value"])
    author = Mark(position(dial["author_value"], low, high), "the author", dial["author_value"])
    ticks = tuple(
        Mark(position(tick["value"], low, high), tick["title"], tick["value"])
        for tick in dial["ticks"]
        if low <= tick["value"] <= high
    )
    flipping = [each for each in dial["scenarios"] if any(low <= flip["value"] <= high for flip in each["flips"])]
    bands = tuple(Band(each["title"], _parts(each, low, high)) for each in flipping)
    flips = tuple(_flip(each, flip) for each in flipping for flip in each["flips"] if low <= flip["value"] <= high)
    return Track(dial, low, high, step(low, high), author, ticks, bands, flips)


def _parts(scenario: Record, low: float, high: float) -> tuple[tuple[float, float, bool], ...]:
    """Start and length of each part that lies on the track, and whether the outcome there is that of now."""
    parts = []
    for part in scenario["parts"]:
        start, end = max(part["from"], low), min(part["to"], high)
        if start < end:
            x = position(start, low, high)
            parts.append((x, position(end, low, high) - x, part["outcome"] == scenario["now"]))
    return tuple(parts)


def _flip(scenario: Record, flip: Record) -> Flip:
    side = "Below" if scenario["value"] > flip["value"] else "Above"
    return Flip(f"{side} {flip['value']:.4g}", scenario["title"], flip["turn"]["short"], flip["turn"]["lines"])


def position(value: float, low: float, high: float) -> float:
    """Where a value stands between two ends, in hundredths of the way."""
    return 0.0 if high == low else round(100 * (value - low) / (high - low), 3)


def step(low: float, high: float) -> float:
    """A step of 1, 2 or 5 times a power of ten that goes about a hundred times into the range."""
    if high <= low:
        return 1.0
    rough = (high - low) / 100
    power = 10.0 ** math.floor(math.log10(rough))
    return next(factor * power for factor in (1, 2, 5, 10) if factor * power >= rough * (1 - 1e-9))
