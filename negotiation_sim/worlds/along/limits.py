"""How far rounding may reach in the worlds along assumptions: worked out once for all worlds of a line or a map."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np

from ...case.scenario import Scenario
from ...language.interval import Interval
from ..engine.plan import EvaluationPlan
from ..engine.rounding import RoundingBounds
from ..rule_rounding import PayoffRounding

MAP = 2
"""So many assumptions move at most on a map."""

Box = Mapping[str, tuple[float, float]]


@dataclass(frozen=True, eq=False)
class _From:
    """What was worked out for worlds that differ from `start` in few assumptions, by the names of these; and for which
    of them only what was asked for could be."""

    start: Mapping[str, float]
    known: dict[frozenset[str], tuple[Box, RoundingBounds]] = field(default_factory=dict)
    narrow: set[frozenset[str]] = field(default_factory=set)


class Limits:
    """Limits for the worlds of one plan, the last ones kept by the assumptions whose values are not those at first.

    They are worked out for more than is asked for, one width beyond the range of what moves alone and a quarter beyond
    of what moves together with others, so that they serve a whole line or map. Threads may share them.
    """

    def __init__(self, plan: EvaluationPlan, start: Mapping[str, float]) -> None:
        self.plan, self._from = plan, _From(dict(start))

    def at(self, scenario: Scenario, name: str, low: float, high: float) -> RoundingBounds | None:
        """The limits while an assumption lies between two values and all others are the scenario's.

        None where not every rule is sure to be a finite number.
        """
        since, values = self._from, scenario.values
        if sum(value != since.start[each] for each, value in values.items()) > MAP:  # another assumption set
            since = self._from = _From(dict(values))
        box = {each: (value, value) for each, value in values.items() if value != since.start[each]}
        box[name] = low, high
        names = frozenset(box)
        if names in since.known and _inside(box, since.known[names][0]):
            return since.known[names][1]
        if names not in since.narrow:
            wide = {each: self._widened(scenario, each, ends, len(box)) for each, ends in box.items()}
            if (bounds := self._worked_out(scenario, wide)) is not None:
                since.known[names] = wide, bounds
                return bounds
            since.narrow.add(names)
        return self._worked_out(scenario, box)

    def _widened(self, scenario: Scenario, name: str, ends: tuple[float, float], moved: int) -> tuple[float, float]:
        entry = scenario.case.register[name]
        beyond = (entry.high - entry.low) / (1 if moved == 1 else 4)
        return min(ends[0], entry.low - beyond), max(ends[1], entry.high + beyond)

    def _worked_out(self, scenario: Scenario, box: Box) -> RoundingBounds | None:
        rounding = PayoffRounding(scenario, {name: Interval(*ends) for name, ends in box.items()}).rule_by_rule()
        if not np.isfinite(rounding).all():
            return None
        values = {name: (value, value) for name, value in scenario.values.items()}
        return self.plan.bounds_within({**values, **box}, rounding)


def _inside(box: Box, other: Box) -> bool:
    return all(other[name][0] <= low and high <= other[name][1] for name, (low, high) in box.items())
