"""How fragile a deal is: the smallest change of one belief, within its range, that empties the zone of agreement.

Beside the zone the same is asked of each option of the main issue that is in it: packages with it may go first.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

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
    """A belief that alone empties `what`, "zone" or ISSUE.OPTION in it, at `at`, which is `share` of its range away."""

    what: str
    entry: Assumption
    value: float
    at: float

    @property
    def share(self) -> float:
        """How far it must be moved, as a share of its range."""
        return abs(self.at - self.value) / (self.entry.high - self.entry.low)


@dataclass(frozen=True)
class Fragility:
    """The beliefs each of which alone empties one of `goals` within its range, the nearest first; of `looked_at`.

    Looked at are the ends of each range and half the way to them: what closes and opens again between is missed.
    """

    goals: tuple[str, ...]
    emptying: tuple[Emptying, ...]
    looked_at: int

    @cached_property
    def nearest(self) -> Mapping[str, Emptying | None]:
        """The nearest belief that empties each goal; None where none does."""
        return {goal: next((each for each in self.emptying if each.what == goal), None) for goal in self.goals}


@dataclass(frozen=True)
class _Bracket:
    """The goal is empty at `outside` and not at `inside` of one belief, by its number."""

    goal: str
    belief: int
    inside: float
    outside: float


def fragility(point: Negotiation) -> Fragility:
    """Each belief of the table and the game moved alone over its range, all else as it is.

    The scenario is solved anew at every value, for others may play otherwise there.
    """
    register = concerning(point.scenario.case, ("game", "table"))
    beliefs = [entry for entry in register.values() if entry.low < entry.high and not entry.is_switch]
    here = [point.scenario.values[entry.name] for entry in beliefs]
    goals = goals_of(point)
    brackets = _narrowed(point, beliefs, _brackets(point, beliefs, np.array(here), goals)) if goals else []
    emptying = [Emptying(each.goal, beliefs[each.belief], here[each.belief], each.outside) for each in brackets]
    return Fragility(goals, tuple(sorted(emptying, key=lambda each: each.share)), len(beliefs))


def goals_of(point: Negotiation) -> tuple[str, ...]:
    """The zone, and the options of the main issue that change something and are in it; nothing where it is empty."""
    if not point.zone.any():
        return ()
    counts = list(point.by_option[point.table.colour].items())[1:]
    return ("zone", *(f"{point.table.colour}.{option}" for option, count in counts if count))


def _brackets(point: Negotiation, beliefs: Sequence[Assumption], here: Array, goals: Sequence[str]) -> list[_Bracket]:
    """On the way of each belief to each end of its range, half of it and all, where a goal is first empty."""
    everyone, brackets = np.arange(len(beliefs)), []
    for ends in ([entry.low for entry in beliefs], [entry.high for entry in beliefs]):
        whole = np.array(ends)
        half = here + (whole - here) / 2
        near, far = (_empty(point, beliefs, everyone, values) for values in (half, whole))
        for goal in goals:
            later = far[goal] & ~near[goal]
            brackets += [_Bracket(goal, int(k), float(here[k]), float(half[k])) for k in np.flatnonzero(near[goal])]
            brackets += [_Bracket(goal, int(k), float(half[k]), float(whole[k])) for k in np.flatnonzero(later)]
    return brackets


def _narrowed(point: Negotiation, beliefs: Sequence[Assumption], brackets: Sequence[_Bracket]) -> list[_Bracket]:
    """The same brackets, each halved many times, all at one stroke."""
    which = np.array([each.belief for each in brackets], dtype=np.intp)
    inside, outside = np.array([each.inside for each in brackets]), np.array([each.outside for each in brackets])
    for _ in range(HALVINGS if brackets else 0):
        middle = (inside + outside) / 2
        by_goal = _empty(point, beliefs, which, middle)
        gone = np.array([by_goal[each.goal][k] for k, each in enumerate(brackets)])
        inside, outside = np.where(gone, inside, middle), np.where(gone, middle, outside)
    return [
        replace(each, inside=float(low), outside=float(high))
        for each, low, high in zip(brackets, inside, outside, strict=True)
    ]


def _empty(point: Negotiation, beliefs: Sequence[Assumption], which: Index, values: Array) -> dict[str, Mask]:
    """Which goals are empty where each of these beliefs alone has its value; all where there is no point at all."""
    scenario = point.scenario
    names = list(dict.fromkeys(beliefs[k].name for k in which))
    draws = {name: np.full(len(which), scenario.values[name]) for name in names}
    for row, (k, value) in enumerate(zip(which, values, strict=True)):
        draws[beliefs[k].name][row] = value
    rule = point.rules[0] if point.rules else None
    numbers = TableNumbers(no_agreement(scenario, rule, draws, point.others), point.packages)
    return {goal: ~(numbers[goal] > 0) for goal in goals_of(point)}
