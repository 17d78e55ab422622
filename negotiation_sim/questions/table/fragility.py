"""How fragile a deal is: the smallest change of one belief, within its range, that empties the zone of agreement."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ...case.assumptions import Assumption
from ...case.concerning import concerning
from ...games.arrays import Array, Index, Mask
from ...worlds.negotiation import Negotiation
from ...worlds.no_agreement import no_agreement
from ...worlds.results.table import TableNumbers

HALVINGS = 20
"""How often a bracket is halved: to a millionth of it."""


@dataclass(frozen=True)
class Emptying:
    """A belief that empties the zone alone: from its `value` to `at`, which is `share` of its range away."""

    entry: Assumption
    value: float
    at: float
    share: float


@dataclass(frozen=True)
class Fragility:
    """The beliefs each of which alone empties the zone within its range, the nearest first; of `looked_at` beliefs.

    Looked at are the ends of each range and half the way to them: a zone that closes and opens again between is missed.
    """

    emptying: tuple[Emptying, ...]
    looked_at: int


def fragility(point: Negotiation) -> Fragility:
    """Each belief of the table and the game moved alone over its range, all else as it is.

    The scenario is solved anew at every value, for others may play otherwise there.
    """
    register = concerning(point.scenario.case, ("game", "table"))
    entries = [entry for entry in register.values() if entry.low < entry.high and not entry.is_switch]
    here = np.array([point.scenario.values[entry.name] for entry in entries])
    ends = np.array([[entry.low for entry in entries], [entry.high for entry in entries]])
    looked = np.array([here + part * (end - here) for end in ends for part in (0.5, 1.0)])
    empty = np.array([_empty(point, entries, np.arange(len(entries)), values) for values in looked])
    brackets = [(k, *_bracket(here[k], looked[[half, half + 1], k], empty[[half, half + 1], k]))
                for k in range(len(entries)) for half in (0, 2)
                if empty[[half, half + 1], k].any()]  # fmt: skip
    which = np.array([k for k, _, _ in brackets], dtype=np.intp)
    inside, outside = (np.array([bracket[side] for bracket in brackets]) for side in (1, 2))
    for _ in range(HALVINGS if len(which) else 0):
        middle = (inside + outside) / 2
        gone = _empty(point, entries, which, middle)
        inside, outside = np.where(gone, inside, middle), np.where(gone, middle, outside)
    found = [
        Emptying(
            entries[k], float(here[k]), float(at), abs(float(at) - float(here[k])) / (entries[k].high - entries[k].low)
        )
        for k, at in zip(which, outside, strict=True)
    ]
    return Fragility(tuple(sorted(found, key=lambda each: each.share)), len(entries))


def _bracket(here: float, looked: Array, empty: Mask) -> tuple[float, float]:
    """The last value that leaves a zone and the first that empties it, on the way to an end of the range."""
    return (here, float(looked[0])) if empty[0] else (float(looked[0]), float(looked[1]))


def _empty(point: Negotiation, entries: Sequence[Assumption], which: Index, values: Array) -> Mask:
    """Whether the zone is empty where each of these beliefs alone has its value; also where there is no point."""
    scenario = point.scenario
    names = list(dict.fromkeys(entries[k].name for k in which))
    draws = {name: np.full(len(which), scenario.values[name]) for name in names}
    for row, (k, value) in enumerate(zip(which, values, strict=True)):
        draws[entries[k].name][row] = value
    rule = point.rules[0] if point.rules else None
    zone = TableNumbers(no_agreement(scenario, rule, draws, point.others), point.packages)["zone"]
    return ~(zone > 0)
