"""Where a conclusion turns along one number: the track as it is drawn, from the record of `breakeven`."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from .tracks import position

Record = Mapping[str, Any]


@dataclass(frozen=True)
class TurningTrack:
    """A number's range; `parts` are start and length in hundredths of it, and whether the conclusion holds there."""

    name: str
    label: str
    unit: str
    value: float
    low: float
    high: float
    x: float
    parts: tuple[tuple[float, float, bool], ...]
    words: tuple[str, ...]


def turning(record: Record) -> tuple[TurningTrack, ...]:
    """The numbers along whose range the conclusion turns, the nearest first."""
    return tuple(_track(each, record["holds"]) for each in record["break_evens"] if _inside(each))


def _inside(break_even: Record) -> list[Record]:
    """The switches that lie within the range, in order of their values."""
    low, high = break_even["range"]
    return sorted((each for each in break_even["switches"] if low <= each["value"] <= high), key=lambda s: s["value"])


def _track(break_even: Record, holds: bool) -> TurningTrack:
    value, switches = break_even["value"], _inside(break_even)
    low, high = min(break_even["range"][0], value), max(break_even["range"][1], value)
    ends = [low, *(each["value"] for each in switches), high]
    held = [not switches[0]["holds_above"], *(each["holds_above"] for each in switches)] if switches else [holds]
    parts = [
        (position(start, low, high), position(end, low, high) - position(start, low, high), here)
        for (start, end), here in zip(pairwise(ends), held, strict=True)
    ]
    words = tuple(f"{each['words'][:1].upper()}{each['words'][1:]}." for each in switches)
    label = break_even.get("label") or break_even["assumption"]
    return TurningTrack(break_even["assumption"], label, break_even["unit"], value, low, high,
                        position(value, low, high), tuple(parts), words)  # fmt: skip
